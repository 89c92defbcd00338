/* CadQuery's semantics on small scripts: stacks, pending wires, planes, sketches, selectors, and how scripts fail. */
#include "base/file.h"
#include "reward/cadquery/cadquery.h"
#include "reward/kernel/solid.h"
#include "reward/script/script.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static int make_engine(void **state)
{
    lathe_error err;
    return cadquery_engine_new((cadquery_engine **)state, &err) == LATHE_OK ? 0 : -1;
}

static int free_engine(void **state)
{
    cadquery_engine_free(*state);
    return 0;
}

static lathe_status run_text(cadquery_engine *engine, const char *text, kernel_shape **out, lathe_error *err)
{
    const cadquery_limits limits = CADQUERY_LIMITS_INIT;
    return cadquery_run(engine, text, strlen(text), &limits, out, err);
}

/* What a script should leave. NAN and -1: not looked at. */
typedef struct good_row {
    const char *text;
    double volume;
    int solids, faces;
    double x, y, z; /* centre of mass */
} good_row;

#define ANYWHERE NAN, NAN, NAN
#define CQ "import cadquery as cq\n"

static void check_near(const char *text, const char *what, double have, double want)
{
    if (!isnan(want) && !(fabs(have - want) <= 1e-6 * fmax(1, fabs(want))))
        fail_msg("%s\n%s is %.12g, not %.12g", text, what, have, want);
}

static void check_good(cadquery_engine *engine, const good_row *row)
{
    kernel_shape *shape = NULL;
    kernel_properties p;
    lathe_error err = { 0 };
    if (run_text(engine, row->text, &shape, &err) != LATHE_OK)
        fail_msg("%s\n%s at %d:%d: %s", row->text, failure_name(err.failure), err.line, err.column, err.message);
    assert_int_equal(kernel_measure(shape, &p, &err), LATHE_OK);
    check_near(row->text, "volume", p.volume, row->volume);
    if (row->solids >= 0)
        check_near(row->text, "solids", p.solids, row->solids);
    if (row->faces >= 0)
        check_near(row->text, "faces", p.faces, row->faces);
    check_near(row->text, "x", p.center[0], row->x);
    check_near(row->text, "y", p.center[1], row->y);
    check_near(row->text, "z", p.center[2], row->z);
    kernel_shape_free(shape);
}

static const good_row stack_rows[] = {
    { CQ "r = cq.Workplane('XY').box(1, 2, 3)", 6, 1, 6, 0, 0, 0 },
    { CQ "r = cq.Workplane('XY').box(1, 2, 3, centered=(True, False, False))", 6, 1, 6, 0, 1, 1.5 },
    { CQ "r = cq.Workplane('YZ', origin=(5, 0, 0)).rect(2, 4).extrude(3)", 24, 1, 6, 6.5, 0, 0 },
    { CQ "r = cq.Workplane('XZ').rect(2, 4).extrude(3)", 24, 1, 6, 0, -1.5, 0 },
    /* A workplane straight after a solid starts at its centroid. */
    { CQ "r = cq.Workplane('XY').box(2, 2, 10, centered=(True, True, False)).workplane(offset=10).rect(1, 1)"
         ".extrude(1)", 41, 2, 12, ANYWHERE },
    { CQ "r = cq.Workplane('XY').rect(2, 2).extrude(10).faces('>Z').workplane().rect(1, 1).extrude(1)", 41, 1, 11,
      ANYWHERE },
    /* Faces keep the parent's origin, projected. */
    { CQ "w = cq.Workplane('XY').moveTo(5, 0).rect(2, 2).extrude(10).faces('>Z').workplane().rect(1, 1).extrude(1)",
      41, 2, 12, ANYWHERE },
    /* Pending wires: both loops are used, whatever the order; the inner becomes a hole. */
    { CQ "r = cq.Workplane().circle(1).circle(2).extrude(1)", 3 * M_PI, 1, 4, ANYWHERE },
    { CQ "r = cq.Workplane().circle(2).circle(1).extrude(1)", 3 * M_PI, 1, 4, ANYWHERE },
    { CQ "w = cq.Workplane()\na = w.moveTo(0, 0).lineTo(4, 0).lineTo(4, 4).lineTo(0, 4).close()\n"
         "b = w.moveTo(2, 2).circle(1)\nsolid = w.add(a).add(b).extrude(2)", 32 - 2 * M_PI, 1, 7, ANYWHERE },
    { CQ "r = cq.Workplane().pushPoints([(0, 0), (10, 0)]).rect(1, 1).extrude(1)", 2, 2, 12, 5, 0, .5 },
    { CQ "r = cq.Workplane().rect(1, 1).extrude(2, both=True)", 4, 1, 6, 0, 0, 0 },
    { CQ "r = cq.Workplane().rect(1, 1).extrude(-2)", 2, 1, 6, 0, 0, -1 },
    { CQ "r = cq.Workplane().moveTo(1, 0).lineTo(2, 0).threePointArc((3, 1), (2, 2)).lineTo(1, 2).close().extrude(1)",
      2 + M_PI / 2, 1, 6, ANYWHERE },
    /* union keeps disjoint bodies, cut falls through to older solids once all is gone. */
    { CQ "r = cq.Workplane().box(1, 1, 1).union(cq.Workplane().box(1, 1, 1).translate((5, 0, 0)))", 2, 2, 12, 2.5, 0, 0 },
    { CQ "r = cq.Workplane().box(1, 1, 1).union(cq.Workplane().box(1, 1, 1).translate((1, 0, 0)))", 2, 1, 6, .5, 0, 0 },
    { CQ "a = cq.Workplane().box(1, 1, 1)\nr = a.cut(a).union(cq.Workplane().box(3, 1, 1).translate((2, 0, 0)))", 4,
      1, 6, 1.5, 0, 0 },
    { CQ "r = cq.Workplane().box(2, 2, 2).intersect(cq.Workplane().box(1, 9, 9))", 4, 1, 6, 0, 0, 0 },
    { CQ "r = cq.Workplane().box(4, 4, 2).faces('>Z').workplane().hole(2)", 32 - 2 * M_PI, 1, 7, ANYWHERE },
    { CQ "r = cq.Workplane().box(4, 4, 2).faces('>Z').workplane().hole(2, 1)", 32 - M_PI, 1, 8, ANYWHERE },
    { CQ "r = cq.Workplane().box(4, 4, 2).faces('>Z').workplane().rect(1, 1).cutThruAll()", 30, 1, 10, ANYWHERE },
    { CQ "r = cq.Workplane().box(4, 4, 2).faces('>Z').workplane().rect(1, 1).cutBlind(-1)", 31, 1, 11, ANYWHERE },
    { CQ "r = cq.Workplane().cylinder(4, 1)", 4 * M_PI, 1, 3, 0, 0, 0 },
    { CQ "r = cq.Workplane().moveTo(3, 4).cylinder(4, 1)", 4 * M_PI, 1, 3, 3, 4, 0 },
    { CQ "r = cq.Workplane().box(1, 2, 3).rotate((0, 0, 0), (0, 0, 1), 90).translate((1, 0, 0))", 6, 1, 6, 1, 0, 0 },
    { CQ "r = cq.Workplane().center(1, 2).center(1, 2).rect(1, 1).extrude(1)", 1, 1, 6, 2, 4, .5 },
    { CQ "r = cq.Workplane(cq.Plane(cq.Vector(0, 0, 5), cq.Vector(1, 0, 0), cq.Vector(0, -1, 0))).rect(1, 1)"
         ".extrude(2)", 2, 1, 6, 0, -1, 5 },
};

static const good_row sketch_rows[] = {
    { CQ "r = cq.Workplane().sketch().rect(2, 4).finalize().extrude(1)", 8, 1, 6, ANYWHERE },
    { CQ "r = cq.Workplane().sketch().rect(4, 4).circle(1, mode='s').finalize().extrude(1)", 16 - M_PI, 1, 7, ANYWHERE },
    { CQ "r = cq.Workplane('XY', origin=(0, 0, 7)).sketch().segment((0, 0), (2, 0)).segment((2, 2)).segment((0, 2))"
         ".close().assemble().finalize().extrude(-1)", 4, 1, 6, 1, 1, 6.5 },
    { CQ "r = cq.Workplane().sketch().arc((-1, 0), (0, 1), (1, 0)).arc((0, -1), (-1, 0)).assemble().finalize()"
         ".extrude(1)", M_PI, 1, 3, ANYWHERE },
    /* A selection stays until it is reset. */
    { CQ "r = cq.Workplane().sketch().push([(5, 0), (-5, 0)]).circle(1).rect(3, 3).finalize().extrude(1)", 18, 2, 12,
      ANYWHERE },
    { CQ "r = cq.Workplane().sketch().push([(5, 0)]).circle(1).reset().rect(3, 3).finalize().extrude(1)", 9 + M_PI, 2, 9,
      ANYWHERE },
    { CQ "w = cq.Workplane()\nr = w.sketch().circle(3).face(w.sketch().rect(1, 1), mode='s').finalize().extrude(1)",
      9 * M_PI - 1, 1, 7, ANYWHERE },
    /* Overlapping faces are joined by the extrusion. */
    { CQ "r = cq.Workplane().sketch().rect(4, 1).rect(1, 4).finalize().extrude(1)", 7, 1, 14, ANYWHERE },
    { CQ "r = cq.Workplane().sketch().rect(4, 4).push([(0, 0)]).circle(1, mode='i').finalize().extrude(1)", M_PI, 1, 3,
      ANYWHERE },
    { CQ "r = cq.Workplane().placeSketch(cq.Sketch().regularPolygon(1, 4)).extrude(1)", 2, 1, 6, ANYWHERE },
    { CQ "r = cq.Workplane().sketch().rect(4, 4).vertices().fillet(1).finalize().extrude(1)", 12 + M_PI, 1, 10, ANYWHERE },
};

static const good_row selector_rows[] = {
    { CQ "r = cq.Workplane().box(2, 2, 2).edges('|Z').fillet(.5)", 8 - 2 * (1 - M_PI / 4), 1, 10, ANYWHERE },
    { CQ "r = cq.Workplane().box(2, 2, 2).edges('|Z and >X').chamfer(.5)", 8 - 2 * .25, 1, 8, ANYWHERE },
    { CQ "r = cq.Workplane().box(2, 2, 2).edges('(>X or <X) and |Z').chamfer(.5)", 8 - 4 * .25, 1, 10, ANYWHERE },
    { CQ "r = cq.Workplane().box(2, 2, 2).edges('not |Z and >X').chamfer(.5)", 6, 1, 20, ANYWHERE },
    { CQ "r = cq.Workplane().box(2, 2, 2).edges('|Z and not >Y').chamfer(.5)", 8 - 2 * .25, 1, 8, ANYWHERE },
    { CQ "r = cq.Workplane().box(2, 2, 2).faces('>Z').shell(-.5)", 8 - 1 * 1 * 1.5, 1, 11, ANYWHERE },
    { CQ "r = cq.Workplane().box(4, 4, 1).faces('>Z').workplane().rect(2, 2, forConstruction=True).vertices()"
         ".hole(.5)", 16 - 4 * M_PI / 16, 1, 10, ANYWHERE },
    { CQ "r = cq.Workplane().box(2, 2, 2).faces(cq.selectors.NearestToPointSelector((0, 0, 9))).workplane().rect(1, 1)"
         ".extrude(1)", 9, 1, 11, ANYWHERE },
    { CQ "r = cq.Workplane().box(2, 4, 6).faces('>Z[0]').workplane(invert=False).rect(1, 1).extrude(1)", 49, 1, 11,
      ANYWHERE },
};

static const good_row feature_rows[] = {
    { CQ "r = cq.Workplane().sphere(2)", 32.0 / 3 * M_PI, 1, 1, 0, 0, 0 },
    { CQ "r = cq.Workplane().moveTo(2, 0).rect(1, 1).revolve(360, (0, 0, 0), (0, 1, 0))", 4 * M_PI, 1, 4, 0, 0, 0 },
    { CQ "r = cq.Workplane().rect(4, 4).workplane(offset=3).rect(2, 2).loft()", 28, 1, 6, ANYWHERE },
    { CQ "r = cq.Workplane().circle(1).sweep(cq.Workplane('XZ').lineTo(0, 5))", 5 * M_PI, 1, 3, ANYWHERE },
    { CQ "r = cq.Workplane().polygon(6, 2).extrude(1)", 1.5 * sqrt(3), 1, 8, ANYWHERE },
    { CQ "r = cq.Workplane().polyline([(0, 0), (2, 0), (0, 2)]).close().extrude(1)", 2, 1, 5, ANYWHERE },
    { CQ "r = cq.Workplane().slot2D(4, 2).extrude(1)", 4 + M_PI, 1, 6, ANYWHERE },
    { CQ "r = cq.Workplane().rarray(3, 3, 2, 2).rect(1, 1).extrude(1)", 4, 4, 24, ANYWHERE },
    { CQ "r = cq.Workplane().polarArray(5, 0, 360, 4).rect(1, 1).extrude(1)", 4, 4, 24, 0, 0, .5 },
    { CQ "r = cq.Workplane().box(1, 1, 1).translate((1, 0, 0)).mirror('YZ', union=True)", 2, 2, 12, 0, 0, 0 },
    { CQ "r = cq.Workplane().box(4, 4, 4).faces('>Z').workplane().cboreHole(1, 2, 1)",
      64 - M_PI * .25 * 4 - M_PI * .75, 1, 9, ANYWHERE },
    { CQ "r = cq.Workplane().ellipse(2, 1).extrude(1)", 2 * M_PI, 1, 3, ANYWHERE },
    { CQ "r = cq.Workplane().rect(2, 2).extrude(1, taper=45)", 4.0 / 3, 1, 5, ANYWHERE },
    { CQ "r = cq.Workplane().transformed(offset=(1, 0, 0), rotate=(0, 90, 0)).rect(1, 1).extrude(2)", 2, 1, 6, 2, 0, 0 },
    { CQ "r = cq.Workplane().box(2, 2, 2).split(keepTop=True)", 4, 1, 6, 0, 0, .5 },
    { CQ "r = cq.Workplane().rect(2, 2).offset2D(1).extrude(1)", 12 + M_PI, 1, 10, ANYWHERE },
    { CQ "r = cq.Workplane(obj=cq.Solid.makeCone(2, 1, 3))", 7 * M_PI, 1, 3, ANYWHERE },
};

/* Which value is the result. */
static const good_row result_rows[] = {
    { CQ "b = cq.Workplane().box(1, 1, 1)\na = cq.Workplane().box(2, 1, 1)", 2, 1, 6, ANYWHERE },
    { CQ "result = cq.Workplane().box(1, 1, 1)\nr = cq.Workplane().box(2, 1, 1)", 1, 1, 6, ANYWHERE },
    { CQ "result = cq.Workplane().box(1, 1, 1)\nshow_object(result.faces('>Z').workplane().hole(.5))",
      1 - M_PI / 16, 1, 7, ANYWHERE },
    { CQ "result = 5\nsolid = cq.Workplane().box(1, 1, 1)\nx = cq.Workplane().box(2, 1, 1)", 1, 1, 6, ANYWHERE },
    { CQ "r = cq.Workplane().box(1, 1, 1).val()", 1, 1, 6, ANYWHERE },
    /* The first face of a sketch is its own list of values: its wire, whose "volume" is its length. */
    { CQ "r = cq.Sketch().rect(2, 3)", 10, 0, 0, ANYWHERE },
    { CQ "b = cq.Workplane().box(1, 1, 1)\nr = cq.Assembly(name='a').add(b, loc=cq.Location((5, 0, 0)), "
         "color=cq.Color('red'))\nr = cq.Assembly(b).add(r, loc=cq.Location((0, 1, 0)))", 2, 2, 12, 2.5, .5, 0 },
    { CQ "from cadquery import exporters\nfrom cadquery.vis import show\nr = cq.Workplane().box(1, 1, 1)\n"
         "exporters.export(r, '/nowhere/a.stl')\nshow(r)", 1, 1, 6, ANYWHERE },
};

#define CHECK_ROWS(name, rows)                                                                                         \
    static void name(void **state)                                                                                     \
    {                                                                                                                  \
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)                                                        \
            check_good(*state, &rows[i]);                                                                              \
    }
CHECK_ROWS(stacks_planes_and_pending_wires_are_cadquerys, stack_rows)
CHECK_ROWS(sketches_are_cadquerys, sketch_rows)
CHECK_ROWS(selectors_are_cadquerys, selector_rows)
CHECK_ROWS(features_are_cadquerys, feature_rows)
CHECK_ROWS(the_result_is_picked_as_written, result_rows)

/* What a script should fail with; message is a part of it, line of the failing statement. */
typedef struct bad_row {
    const char *text;
    lathe_failure failure;
    int line;
    const char *message;
} bad_row;

static const bad_row bad_rows[] = {
    { CQ "r = cq.Workplane('XX')", FAILURE_VALUE, 2, "Supported names are" },
    { CQ "r = cq.Workplane(5)", FAILURE_VALUE, 2, "Provided value 5 is not a valid work plane" },
    { CQ "x = 1\nr = cq.Workplane().extrude(1)", FAILURE_VALUE, 3, "No pending wires present" },
    { CQ "r = cq.Workplane().circle(1).extrude(0)", FAILURE_BUILD, 2, "Standard_ConstructionError" },
    { CQ "r = cq.Workplane().circle(1).extrude('a')", FAILURE_VALUE, 2, "Do not know how to handle until" },
    { CQ "r = cq.Workplane().lineTo(0, 0)", FAILURE_BUILD, 2, "StdFail_NotDone: BRep_API: command not done" },
    { CQ "r = cq.Workplane().box(0, 1, 1)", FAILURE_BUILD, 2, "Standard_DomainError" },
    { CQ "r = cq.Workplane().circle(-1)", FAILURE_BUILD, 2, "Standard_ConstructionError" },
    { CQ "r = cq.Workplane().threePointArc((1, 0), (2, 0))", FAILURE_BUILD, 2, "StdFail_NotDone" },
    { CQ "r = cq.Workplane().circle(1).lineTo(2, 2)", FAILURE_VALUE, 2, "Cannot convert object type" },
    { CQ "r = cq.Workplane().close()", FAILURE_VALUE, 2, "No start point specified" },
    { CQ "r = cq.Workplane().hole(1)", FAILURE_VALUE, 2, "Cannot find a solid on the stack" },
    { CQ "r = cq.Workplane().union(5)", FAILURE_VALUE, 2, "Cannot union type" },
    { CQ "r = cq.Workplane().union(cq.Workplane())", FAILURE_VALUE, 2, "must have at least one solid" },
    { CQ "r = cq.Workplane().box(1, 1, 1).cut(cq.Workplane())", FAILURE_VALUE, 2, "Null TopoDS_Shape object" },
    { CQ "r = cq.Workplane().box(1, 1, 1).faces('>W')", FAILURE_VALUE, 2, "ParseException" },
    { CQ "r = cq.Workplane().box(1, 1, 1).edges('|Z or')", FAILURE_VALUE, 2, "ParseException" },
    { CQ "r = cq.Workplane().box(1, 1, 1).faces('|Z').faces('>X[5]')", FAILURE_VALUE, 2, "empty list" },
    { CQ "r = cq.Workplane().box(1, 1, 1).fillet(5)", FAILURE_BUILD, 2, "StdFail_NotDone" },
    { CQ "r = cq.Workplane().sketch().circle(1, mode='s')", FAILURE_VALUE, 2, "Null TopoDS_Shape object" },
    { CQ "r = cq.Workplane().sketch().circle(1, mode='x')", FAILURE_VALUE, 2, "Invalid mode: x" },
    { CQ "r = cq.Workplane().sketch().assemble()", FAILURE_VALUE, 2, "list index out of range" },
    { CQ "r = cq.Workplane().sketch().segment((0, 0))", FAILURE_VALUE, 2, "No free edges available" },
    { CQ "r = cq.Workplane().sketch().segment(1, 2, 3, 4)", FAILURE_TYPE, 2, "segment" },
    { CQ "r = cq.Workplane().box(1, 1, 1).translate(5)", FAILURE_TYPE, 2, "Expected three floats" },
    { CQ "r = cq.Workplane().rect(1, 2, angle=3)", FAILURE_TYPE, 2, "unexpected keyword argument 'angle'" },
    { CQ "r = cq.Workplane().rect(1)", FAILURE_TYPE, 2, "missing 1 required positional argument: 'yLen'" },
    { CQ "r = cq.Workplane().splineTo(1)", FAILURE_API, 2, "'Workplane' object has no attribute 'splineTo'" },
    { CQ "r = cq.Workplane().box(1, 1, 1).val().foo()", FAILURE_API, 2, "'Solid' object has no attribute 'foo'" },
    { CQ "r = cq.Workplan()", FAILURE_API, 2, "Workplan" },
    { CQ "r = cq.Workplane().box(1, 1, 1).val().wrapped.NbChildren()", FAILURE_UNSUPPORTED, 2, "wrapped" },
    { CQ "r = cq.Assembly().solve()", FAILURE_VALUE, 2, "At least one constraint required" },
    { CQ "r = cq.Assembly()._repr_javascript_()", FAILURE_UNSUPPORTED, 2, "_repr_javascript_" },
    { CQ "from cadquery.func import *\nh = History()\nb = box(1, 1, 1)\nfillet(b, b.edges(), .1, history=h)\nh[-1]._images",
      FAILURE_UNSUPPORTED, 6, "_images" },
    { CQ "r = cq.Assembly(color=cq.Color('nocolour'))", FAILURE_VALUE, 2, "Unknown color name: nocolour" },
    { CQ "x = 5", FAILURE_EMPTY, 0, "no shape" },
    { CQ "r = cq.Workplane()", FAILURE_EMPTY, 0, "no shape" },
    { "r = cq.Workplane()", FAILURE_NAME, 1, "cq" },
    { CQ "r = cq.Workplane(", FAILURE_SYNTAX, 2, "" },
};

static void failures_have_their_kind_and_place(void **state)
{
    for (size_t i = 0; i < sizeof bad_rows / sizeof *bad_rows; i++) {
        const bad_row *row = &bad_rows[i];
        kernel_shape *shape = NULL;
        lathe_error err = { 0 };
        lathe_status st = run_text(*state, row->text, &shape, &err);
        if (st != LATHE_E_SCRIPT || err.failure != row->failure || (row->line && err.line != row->line) ||
            !strstr(err.message, row->message))
            fail_msg("%s\nended %d, %s at line %d: %s", row->text, st, failure_name(err.failure), err.line, err.message);
        assert_null(shape);
    }
}

static void kernel_refusals_can_be_caught(void **state)
{
    const good_row row = { CQ "r = cq.Workplane().box(1, 1, 1)\ntry:\n    r = r.fillet(5)\nexcept Exception:\n"
                              "    r = r.translate((1, 0, 0))\n", 1, 1, 6, 1, 0, 0 };
    check_good(*state, &row);
}

static void limits_end_scripts_by_count(void **state)
{
    static const struct {
        const char *text;
        cadquery_limits limits;
        lathe_failure failure;
    } rows[] = {
        { CQ "while True:\n    pass", { 1000, 1 << 20, 50, 100, 100 }, FAILURE_TIMEOUT },
        { CQ "while True:\n    cq.Workplane().box(1, 1, 1)", { 100000, 64 << 20, 50, 200, 100 }, FAILURE_MEMORY },
        { CQ "while True:\n    cq.Workplane().box(1, 1, 1)", { 1000, 64 << 20, 50, 20000, 100 }, FAILURE_TIMEOUT },
        { CQ "r = cq.Workplane().box(1, 1, 1)", { 10000, 1 << 20, 50, 100, 5 }, FAILURE_MEMORY },
        { CQ "def f(): return f()\nf()", { 10000, 1 << 20, 50, 100, 5 }, FAILURE_MEMORY },
        { CQ "r = cq.Workplane().polygon(100000000, 1)", { 10000, 1 << 20, 50, 100, 5 }, FAILURE_MEMORY },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        kernel_shape *shape = NULL;
        lathe_error err = { 0 };
        lathe_status st = cadquery_run(*state, rows[i].text, strlen(rows[i].text), &rows[i].limits, &shape, &err);
        if (st != LATHE_E_LIMIT || err.failure != rows[i].failure)
            fail_msg("%s\nended %d, %s: %s", rows[i].text, st, failure_name(err.failure), err.message);
        assert_null(shape);
    }
    const cadquery_limits none = { 0 };
    kernel_shape *shape = NULL;
    lathe_error err = { 0 };
    assert_int_equal(cadquery_run(*state, "", 0, &none, &shape, &err), LATHE_E_INPUT);
}

static void the_method_table_lists_itself(void **state)
{
    (void)state;
    bytes out, small;
    lathe_error err;
    bytes_init(&out, 1 << 20);
    bytes_init(&small, 10);
    assert_int_equal(cadquery_dump_methods(&out, &err), LATHE_OK);
    assert_non_null(strstr((const char *)out.data, "\nWorkplane.box\tsupported\t(length, width, height"));
    assert_non_null(strstr((const char *)out.data, "\nWorkplane.toOCC\tunsupported\t"));
    assert_non_null(strstr((const char *)out.data, "\nmath.sin\tsupported\t(x, /)"));
    assert_non_null(strstr((const char *)out.data, "\nbuiltins.abs\tsupported\t"));
    assert_non_null(strstr((const char *)out.data, "\nSketch.segment\tsupported\t"));
    assert_int_equal(cadquery_dump_methods(&small, &err), LATHE_E_INPUT);
    bytes_clear(&out);
    bytes_clear(&small);
}

static void the_page_of_methods_is_what_the_tables_say(void **state)
{
    (void)state;
    bytes made, kept;
    lathe_error err;
    bytes_init(&made, 1 << 20);
    bytes_init(&kept, 1 << 20);
    assert_int_equal(cadquery_document_methods(&made, &err), LATHE_OK);
    assert_int_equal(file_read("docs/methods.md", &kept, &err), LATHE_OK);
    assert_int_equal(made.length, kept.length); /* lathe dump methods --markdown >docs/methods.md */
    assert_memory_equal(made.data, kept.data, kept.length);
    bytes_clear(&made);
    bytes_clear(&kept);
}

static void every_signature_of_the_table_is_python(void **state)
{
    (void)state;
    const script_limits limits = SCRIPT_LIMITS_INIT;
    script_vm *vm = NULL;
    bytes out;
    lathe_error err = { 0 };
    int rows = 0;
    bytes_init(&out, 1 << 20);
    assert_int_equal(script_vm_new(&limits, &vm, &err), LATHE_OK);
    assert_int_equal(cadquery_dump_methods(&out, &err), LATHE_OK);
    for (char *line = (char *)out.data; *line; rows++) {
        char *end = strchr(line, '\n'), *open = strchr(line, '(');
        assert_true(open && open < end && end[-1] == ')');
        end[-1] = 0;
        if (!script_signature_is_valid(vm, open + 1, &err))
            fail_msg("%s: %s", line, err.message);
        line = end + 1;
    }
    assert_true(rows > 300);
    script_vm_free(vm);
    bytes_clear(&out);
}

/* The arena ends at every place it can: always `memory`, never a shape, never a leak. */
static void a_small_arena_ends_scripts_at_any_place(void **state)
{
    static const char text[] = CQ "w = cq.Workplane().sketch().rect(4, 4).circle(1, mode='s').finalize().extrude(1)\n"
                                  "r = w.faces('>Z').edges('%CIRCLE').chamfer(.2)\n";
    int failed = 0;
    for (size_t size = 2048; ; size += 1024) {
        const cadquery_limits limits = { 100000, size, 50, 1000, 1000 };
        kernel_shape *shape = NULL;
        lathe_error err = { 0 };
        lathe_status st = cadquery_run(*state, text, sizeof text - 1, &limits, &shape, &err);
        if (st == LATHE_OK) {
            kernel_shape_free(shape);
            break;
        }
        assert_int_equal(st, LATHE_E_LIMIT);
        assert_int_equal(err.failure, FAILURE_MEMORY);
        assert_null(shape);
        failed++;
    }
    assert_true(failed > 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(stacks_planes_and_pending_wires_are_cadquerys, make_engine, free_engine),
        cmocka_unit_test_setup_teardown(sketches_are_cadquerys, make_engine, free_engine),
        cmocka_unit_test_setup_teardown(selectors_are_cadquerys, make_engine, free_engine),
        cmocka_unit_test_setup_teardown(features_are_cadquerys, make_engine, free_engine),
        cmocka_unit_test_setup_teardown(the_result_is_picked_as_written, make_engine, free_engine),
        cmocka_unit_test_setup_teardown(failures_have_their_kind_and_place, make_engine, free_engine),
        cmocka_unit_test_setup_teardown(kernel_refusals_can_be_caught, make_engine, free_engine),
        cmocka_unit_test_setup_teardown(limits_end_scripts_by_count, make_engine, free_engine),
        cmocka_unit_test_setup_teardown(a_small_arena_ends_scripts_at_any_place, make_engine, free_engine),
        cmocka_unit_test(the_method_table_lists_itself),
        cmocka_unit_test(the_page_of_methods_is_what_the_tables_say),
        cmocka_unit_test(every_signature_of_the_table_is_python),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
