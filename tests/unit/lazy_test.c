/* Lazy solids: which scripts are, what their rows hold, and that nothing of a script is left behind. */
#include "base/philox.h"
#include "reward/lazy/lazy.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static lazy_engine *engine;
static lathe_error error;

static lathe_status run(const char *script, lazy_part **out)
{
    const cadquery_limits limits = CADQUERY_LIMITS_INIT;
    char text[4000];
    snprintf(text, sizeof text, "import cadquery as cq\nW, V, P = cq.Workplane, cq.Vector, cq.Plane\n%s\n", script);
    return lazy_run(engine, text, strlen(text), &limits, out, &error);
}

/* By rows of the finer lattice in the part's box. */
static double volume_of(const lazy_part *part)
{
    box3 box;
    sample_rows rows = { 0 };
    if (!lazy_part_box(part, &box))
        return 0;
    assert_int_equal(lazy_part_rows(engine, part, &box, ROW_GRID_LATTICE_16384, &rows, &error), LATHE_OK);
    const double volume = box_volume(&box) * (double)rows_count(&rows) / (16384.0 * 64);
    rows_clear(&rows);
    return volume;
}

static void check_volume(const char *script, double want)
{
    lazy_part *part = NULL;
    if (run(script, &part) != LATHE_OK)
        fail_msg("%s: %s", script, error.message);
    const double volume = volume_of(part);
    lazy_part_free(part);
    if (!(fabs(volume - want) < 3e-3 * want))
        fail_msg("%s: volume %g, not %g", script, volume, want);
}

static void solids_have_their_volumes(void **state)
{
    static const struct {
        const char *script;
        double volume;
    } cases[] = {
        { "r = W().box(2, 3, 4)", 24 },
        { "r = W('XZ').box(2, 3, 4).translate((5, 6, 7)).rotate((0, 0, 0), (1, 2, 3), 40)", 24 },
        { "r = W().cylinder(5, 2)", 20 * M_PI },
        { "r = W('YZ').circle(2).extrude(5)", 20 * M_PI },
        { "r = W('XZ').circle(2).extrude(-5)", 20 * M_PI },
        { "r = W().sphere(3)", 36 * M_PI },
        { "r = W().circle(3).circle(2).extrude(4)", 20 * M_PI },
        { "r = W().rect(6, 6).extrude(1).cut(W().circle(2).extrude(1))", 36 - 4 * M_PI },
        { "r = W().rect(6, 6).extrude(2).intersect(W('YZ').circle(1).extrude(10))", M_PI * 3 / 2 },
        { "r = W().box(2, 2, 2).union(W().box(2, 2, 2).translate((1, 1, 1)))", 15 },
        { "r = W().moveTo(0, 0).lineTo(4, 0).threePointArc((2, 2), (0, 0)).close().extrude(3)", 6 * M_PI },
        { "r = W().sketch().rect(4, 4).circle(1, mode='s').push([(3, 0)]).rect(4, 2, mode='a').finalize().extrude(1)",
          16 - M_PI + 2 * 3 },
        { "r = W().sketch().rect(4, 4, 30).circle(1, mode='i').finalize().extrude(2)", 2 * M_PI },
        { "r = W('YZ').sketch().segment((0, 0), (4, 0)).segment((4, 3)).close().assemble().finalize().extrude(2)", 12 },
        { "r = W(P(V(1, 2, 3), V(.6, .8, 0), V(0, 0, 1))).rect(2, 3).extrude(4)", 24 },
        { "r = W().box(2, 3, 4).translate((1e9, -1e9, 1e9))", 24 },
        { "r = W().polyline([(1, 0), (4, 0), (1, 3)]).close().extrude(2).mirror('YZ', union=True)", 18 },
        { "r = W('XZ').moveTo(0, 0).lineTo(4, 0).threePointArc((2, 2), (0, 0)).close().extrude(3).mirror('XY')", 6 * M_PI },
        { "r = W(P(V(1, 2, 3), V(1, 1, 0), V(1, -1, 1))).circle(1).extrude(4, both=True)", 8 * M_PI },
        { "r = W().polygon(6, 4).extrude(2)", 12 * sqrt(3) },
        /* outlines that share corners: a hole's with its body's, two holes', two bodies', also of arcs */
        { "r = W().rect(10, 8, centered=False).polyline([(0, 0), (4, 1), (1, 4)]).close().extrude(2)", 145 },
        { "r = W().rect(10, 8, centered=False).polyline([(4, 1), (1, 4), (0, 0)]).close().extrude(2).mirror('XZ')", 145 },
        { "r = W().rect(10, 8, centered=False).polyline([(3, 2), (5, 2), (5, 4)]).close()"
          ".polyline([(5, 4), (7, 4), (7, 6)]).close().extrude(2)", 152 },
        { "r = W().rect(3, 3, centered=False).moveTo(3, 3).rect(3, 3, centered=False).extrude(2)", 36 },
        { "r = W().moveTo(0, 0).lineTo(4, 0).threePointArc((2, 2), (0, 0)).close().moveTo(4, 0).lineTo(5, 1).lineTo(5, 0)"
          ".close().extrude(3)", 6 * M_PI + 1.5 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        check_volume(cases[i].script, cases[i].volume);
}

/* Outlines about an axis: beside it, touching it, a part of a turn, and rows across, along and askew. */
static void outlines_turn_about_axes(void **state)
{
    static const struct {
        const char *script;
        double volume;
    } cases[] = {
        { "r = W().moveTo(2, 0).rect(1, 1).revolve(360, (0, 0), (0, 1))", 4 * M_PI },
        { "r = W().moveTo(2, 0).rect(1, 1).revolve(0, (0, 0), (0, 1))", 4 * M_PI },
        { "r = W().moveTo(2, 0).rect(1, 1).revolve(-90, (0, 0), (0, 1))", 3 * M_PI },
        { "r = W('XZ').moveTo(2, 0).rect(1, 1).revolve(100, (0, 0), (0, -1))", M_PI / .9 },
        { "r = W('YZ').moveTo(0, 2).rect(1, 1).revolve(200, (0, 0), (1, 0))", M_PI / .45 },
        { "r = W('XY').moveTo(0, 2).circle(.5).revolve(270, (0, 0), (1, 0))", 3 * M_PI * M_PI / 4 },
        { "r = W().moveTo(2, 0).rect(1, 1).circle(.25).revolve(360, (0, 0), (0, 1))", 4 * M_PI * (1 - M_PI / 16) },
        { "r = W().rect(1, 1, centered=False).revolve(360, (0, 0), (0, 1))", M_PI },
        { "r = W().polyline([(0, 1), (1, 0), (2, 1), (1, 2)]).close().revolve(360, (0, 0), (0, 1))", 4 * M_PI },
        { "r = W().moveTo(0, -1).threePointArc((1, 0), (0, 1)).close().revolve(120, (0, 0), (0, 1))", 4 * M_PI / 9 },
        { "r = W().moveTo(2, 0).rect(1, 1).revolve(360, (0, 0), (1, 1))", 4 * M_PI / sqrt(2) },
        { "r = W().transformed(rotate=(20, 30, 40)).moveTo(3, 0).polygon(6, 2).revolve(180, (0, 0, 0), (0, 1, 0))",
          4.5 * M_PI * sqrt(3) },
        { "r = W().moveTo(2, 0).circle(.5).revolve(100, (0, 0), (0, 1)).mirror('YZ').rotate((0, 0, 0), (0, 0, 1), 90)",
          M_PI * M_PI / 3.6 },
        { "r = W().sketch().push([(3, 0)]).rect(1, 2).finalize().revolve(180, (0, 0), (0, 1))", 6 * M_PI },
        { "r = W(obj=cq.Solid.makeCone(2, 1, 3))", 7 * M_PI },
        { "r = W(obj=cq.Solid.makeCone(0, 1, 3, V(1, 2, 3), V(1, 1, 1)))", M_PI },
        { "r = W(obj=cq.Solid.makeCone(2, 1, 3, angleDegrees=90))", 7 * M_PI / 4 },
        { "r = W(obj=cq.Solid.makeTorus(3, 1))", 6 * M_PI * M_PI },
        { "r = W(obj=cq.Solid.makeSphere(2))", 16 * M_PI / 3 },
        { "r = W().sphere(2, angle1=-30, angle2=30, angle3=90)", M_PI * (4 - 1. / 3) / 2 },
        { "r = W().cylinder(2, 1, angle=270)", 1.5 * M_PI },
        { "r = W().box(4, 4, 2).faces('>Z').workplane().cskHole(1, 2, 90)", 32 - 2 * M_PI / 3 },
        { "r = W('XZ').polyline([(0, 0), (3, 0), (3, 1), (1, 1), (1, 4), (0, 4)]).close().revolve(360, (0, 0), (0, 1))"
          ".faces('>Z').workplane().hole(1)", 11 * M_PI },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        check_volume(cases[i].script, cases[i].volume);
}

/* Between parallel polygons whose sides are planes, and between circles. */
static void sides_slope(void **state)
{
    const double by = 2 * tan(M_PI / 18), narrow = 4 - 2 * by;
    const struct {
        const char *script;
        double volume;
    } cases[] = {
        { "r = W(obj=cq.Solid.makeWedge(4, 3, 2, 1, .5, 3, 1.5))", 14 },
        { "r = W('XZ').wedge(4, 3, 2, 1, .5, 1, 1.5, dir=V(1, 1, 1))", 10 }, /* up to an edge */
        { "r = W('YZ').wedge(4, 3, 2, 1, .5, 1, .5)", 8 },  /* up to a point */
        { "r = W().wedge(4, 3, 2, -1, .5, 5, 1.5)", 22 },
        { "r = W().rect(4, 4).workplane(offset=3).rect(2, 2).loft()", 28 },
        { "r = W('XZ').rect(4, 4).workplane(offset=-3).center(3, 1).rect(2, 2).loft(ruled=True)", 28 },
        { "r = W().rect(4, 1).workplane(offset=3).rect(1, 4).loft()", 16.5 },
        { "r = W().polyline([(-2, -2), (2, -2), (2, 2), (-2, 2)]).close().workplane(offset=2)"
          ".polyline([(1, 1), (1, -1), (-1, -1), (-1, 1)]).close().loft()", 56. / 3 },
        { "r = W().circle(2).workplane(offset=3).circle(1).loft()", 7 * M_PI },
        { "r = W().rect(4, 4).extrude(2, taper=10)", (16 + 4 * narrow + narrow * narrow) * 2 / 3 },
        { "r = W().rect(4, 4).extrude(-2, taper=10)", (16 + 4 * narrow + narrow * narrow) * 2 / 3 },
        { "r = W().circle(2).extrude(2, taper=10)", M_PI * (4 + 2 * (2 - by) + (2 - by) * (2 - by)) * 2 / 3 },
        { "r = W().circle(2).extrude(2, taper=-10)", M_PI * (4 + 2 * (2 + by) + (2 + by) * (2 + by)) * 2 / 3 },
        { "r = W().box(9, 9, 4).faces('>Z').workplane().rect(4, 4).cutBlind(-2, taper=10)",
          324 - (16 + 4 * narrow + narrow * narrow) * 2 / 3 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        check_volume(cases[i].script, cases[i].volume);
}

/* Ellipses and splines; the areas under splines are CadQuery's. */
static void curves_are_followed(void **state)
{
    static const struct {
        const char *script;
        double volume;
    } cases[] = {
        { "r = W().ellipse(3, 1).extrude(2)", 6 * M_PI },
        { "r = W('XZ').ellipse(1, 3, 30).extrude(-2)", 6 * M_PI },
        { "r = W().rect(9, 9).ellipse(3, 2).extrude(2)", 162 - 12 * M_PI },
        { "r = W().box(9, 9, 2).faces('>Z').workplane().ellipse(1, 4).cutThruAll()", 162 - 8 * M_PI },
        { "r = W().sketch().ellipse(3, 2).rect(1, 1, mode='s').finalize().extrude(1)", 6 * M_PI - 1 },
        { "r = W().moveTo(5, 0).ellipse(2, 1).revolve(180, (0, 0), (0, 1))", 10 * M_PI * M_PI },
        { "r = W().spline([(0, 0), (1, 2), (3, 2), (4, 0)]).close().extrude(1)", 7.50794571 },
        { "r = W().moveTo(0, 0).spline([(1, 2), (3, 2), (4, 0)], includeCurrent=True).close().extrude(1)", 7.50794571 },
        { "r = W().spline([(0, 0), (2, 1), (4, 0)]).close().extrude(1)", 2.66666667 },
        { "r = W().spline([(0, 0), (1, 2), (2, -1), (3, 2), (4, 0), (5, 1), (7, 3)]).lineTo(7, -3).lineTo(0, -3).close()"
          ".extrude(1)", 29.3191404 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        check_volume(cases[i].script, cases[i].volume);
}

/* Fillets and chamfers at the upright edges of a solid that is one prism; a circle's seam is passed over. */
static void corners_are_cut(void **state)
{
    const double gone = 1 - M_PI / 4; /* of a square on the radius */
    const struct {
        const char *script;
        double volume;
    } cases[] = {
        { "r = W().box(4, 4, 2).edges('|Z').fillet(1)", 32 - 8 * gone },
        { "r = W().box(4, 4, 2).edges('|Z').chamfer(1)", 28 },
        { "r = W().box(4, 4, 2).edges('>X and >Y and |Z').fillet(1)", 32 - 2 * gone },
        { "r = W().box(4, 4, 2).edges('|Z').edges('<X').chamfer(1)", 30 },
        { "r = W().rect(4, 4).circle(1).extrude(2).edges('|Z').fillet(1)", 32 - 2 * M_PI - 8 * gone },
        { "r = W('XZ').rect(4, 4).extrude(-2).edges('|Y').fillet(1).faces('>Y').workplane().hole(1)", 32 - 8 * gone - M_PI / 2 },
        { "r = W().polyline([(0, 0), (0, 4), (1, 4), (1, 1), (4, 1), (4, 0)]).close().extrude(1).edges('|Z').fillet(.25)",
          7 - gone / 4 },
        { "r = W().box(4, 3, 2).mirror('YZ').rotate((0, 0, 0), (1, 0, 0), 90).edges('|Y').edges('<X').chamfer(1)", 22 },
        { "r = W().sketch().rect(4, 4).finalize().extrude(2).edges('|Z').fillet(1)", 32 - 8 * gone },
        { "r = W().box(4, 4, 2).edges('|Z').circle(.5).extrude(3)", 32 + 2.75 * M_PI },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        check_volume(cases[i].script, cases[i].volume);
}

/* Faces that are known by their plane alone, and what is built on them. */
static void faces_carry_workplanes(void **state)
{
    static const struct {
        const char *script;
        double volume;
    } cases[] = {
        { "r = W().box(4, 4, 2).faces('>Z').workplane().hole(2)", 32 - 2 * M_PI },
        { "r = W().box(4, 4, 2).faces('<Z').workplane().hole(2, 1)", 32 - M_PI },
        { "r = W().box(4, 4, 4).faces('>X').workplane().cboreHole(1, 2, 1)", 64 - M_PI - .75 * M_PI },
        { "r = W().box(4, 4, 2).faces('<Y').workplane().rect(1, 1).cutThruAll()", 28 },
        { "r = W().box(4, 4, 2).faces('>Z').workplane().rect(2, 2).cutBlind(-1)", 28 },
        { "r = W().box(4, 4, 2).faces('>Z').workplane().circle(1).extrude(3)", 32 + 3 * M_PI },
        { "r = W().box(4, 4, 2).faces('<Z').workplane(offset=1).rect(2, 1).extrude(1)", 34 },
        { "r = W().box(4, 4, 2).faces('>Z').workplane(invert=True).rect(2, 2).extrude(1, combine='s')", 28 },
        { "r = W().box(4, 4, 2).faces('>Z').workplane().rect(2, 2, forConstruction=True).vertices().hole(1)", 32 - 2 * M_PI },
        { "r = W().box(4, 4, 2, centered=False).faces('>Y').workplane(origin=(2, 0, 1)).hole(1)", 32 - M_PI },
        { "r = W('XZ').circle(3).extrude(5).faces('>Y').workplane().circle(1).cutThruAll()", 40 * M_PI },
        { "r = W('XZ').circle(3).extrude(5).faces('<Y').workplane().circle(1).extrude(1)", 46 * M_PI },
        { "r = W(P(V(1, 2, 3), V(.6, .8, 0), V(0, 0, 1))).box(4, 4, 2).faces('>Z').workplane().hole(1)", 32 - M_PI / 2 },
        { "r = W('XZ').polyline([(0, 0), (4, 0), (4, 1), (1, 1), (1, 3), (0, 3)]).close().extrude(2)"
          ".faces('>Z').workplane().rect(1, 1).extrude(1)", 13 },
        { "r = W().box(2, 2, 2).union(W().box(1, 1, 4).translate((5, 0, 1))).faces('>Z').workplane().center(5, 0)"
          ".rect(.5, .5).cutBlind(-2)", 8 + 4 - .5 }, /* two towers of different height */
        { "r = W().box(2, 2, 2).union(W().box(1, 1, 2).translate((5, 0, 0))).faces('>Z').workplane().rect(12, 1)"
          ".cutBlind(-1)", 8 + 2 - 2 - 1 }, /* of one height: two faces */
        { "r = W().box(2, 2, 2).cut(W().rect(1, 1).extrude(9)).faces('>Z').workplane().rect(.5, 1).extrude(1)", 7.5 },
        { "r = W().box(4, 4, 2).faces('>Z').workplane().tag('t').hole(1).workplaneFromTagged('t').center(1, 1).hole(.5)",
          32 - M_PI / 2 - M_PI / 8 },
        { "r = W().box(4, 4, 2).faces('>Z').workplane().pushPoints([(1, 0), (-1, 0)]).rect(1, 1).cutThruAll()", 28 },
        { "r = W().box(4, 4, 2).faces('>Z').workplane(offset=2).rect(1, 1).cutThruAll()", 30 },
        { "r = W().box(4, 4, 2).faces(cq.selectors.DirectionMinMaxSelector(V(0, 0, 1), False)).workplane().hole(2, .5)",
          32 - M_PI / 2 },
        { "r = W().polyline([(0, 0), (6, 0), (6, 2), (2, 2), (2, 6), (0, 6)]).close().extrude(2).faces('<Z')"
          ".workplane(centerOption='CenterOfMass').rect(1, 1).cutBlind(-1)", 39.49 },
        { "r = W().box(4, 4, 2, centered=False).faces('>X').circle(.5).extrude(1)", 32 + M_PI / 8 },
        { "r = W().box(4, 4, 2, centered=False)\nr = r.faces('>X').workplane(offset=len(r.faces('>X').vals()))"
          ".rect(1, 1).extrude(1)", 33 },
        { "r = W().box(2, 2, 2, centered=False).translate((5, 0, 0)).box(1, 1, 4)", 10 }, /* about the solid's centre */
        { "r = W().center(3, 0).box(2, 4, 2).rotateAboutCenter((0, 0, 1), 90).cut(W().center(3, 0).rect(4, 1).extrude(9))", 12 },
        { "r = W().box(4, 4, 2).faces('top').workplane().hole(2, 1)", 32 - M_PI },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        check_volume(cases[i].script, cases[i].volume);
}

/* Refused, accepted in surprise, or a matter of topology. */
static const char *const in_doubt[] = {
    "r = W().box(1, 1, 1).cut(W().box(.1, 3, 3))\nn = r.faces('>Z').size()",
    "r = W().box(1, 1, 1).cut(W().box(.1, 3, 3))\nn = len(r.faces('>Z').vals())",
    "r = W().box(1, 1, 1).cut(W().box(.1, 3, 3))\nn = len(r.faces('>Z').objects)",
    "r = W().box(1, 1, 1).cut(W().box(.1, 3, 3))\nn = [f for f in r.faces('>Z')]",
    "r = W().box(1, 1, 1).cut(W().box(.1, 3, 3))\nn = r.faces('>Z').item(0)",
    "r = W().box(1, 1, 1)\nn = r.faces('>Z').val().Area()",
    "r = W().box(1, 1, 1).cut(W().box(.1, 3, 3))\nn = r.faces('>Z').val().Center()",
    "r = W().box(1, 1, 1).faces('>Z').edges().chamfer(.1)",
    "r = W().box(1, 1, 1).faces('>Z').shell(.1)",
    "r = W().box(1, 1, 1).cut(W().box(.1, 3, 3)).faces('>Z').circle(.1).extrude(1)",
    "r = W().box(1, 1, 1).cut(W().box(.1, 3, 3)).faces('>Z').workplane(centerOption='CenterOfMass').hole(.1)",
    "r = W().box(1, 1, 1).faces('>Z').faces('>X').workplane().hole(.1)",
    "r = W().box(1, 1, 1).faces('>XY').workplane().hole(.1)",
    "r = W().box(1, 1, 1).faces('|Z').workplane().hole(.1)",
    "r = W().sphere(1).faces('>Z').workplane().hole(.1)",
    "r = W('XZ').circle(1).extrude(1).faces('>Z').workplane().hole(.1)",
    "r = W('XZ').polyline([(0, 0), (2, 0), (1, 1)]).close().extrude(1).faces('>Z').workplane().hole(.1)",
    "r = W().box(1, 1, 1).rotate((0, 0, 0), (1, 0, 0), 30).faces('>Z').workplane().hole(.1)",
    "r = W().box(2, 2, 2).union(W().box(1, 1, 2.0005)).faces('>Z').workplane().hole(.1)", /* nearly one height */
    "r = W().box(2, 2, 2).cut(W().box(3, 3, 1).translate((0, 0, 1))).faces('>Z').workplane().hole(.1)",
    "r = W().box(2, 2, 2).faces('>Z').workplane().circle(.5).circle(.2).cutThruAll()",
    "r = W().box(2, 2, 2).faces('>Z').workplane().rect(1, 1).cutThruAll(taper=3)",
    "r = W().box(4, 4, 2).faces('>Z').workplane(offset=2.1).rect(1, 1).cutThruAll()", /* does not reach through */
    "r = W().box(2, 2, 2).cut(W().rect(3, 3).extrude(1)).faces('<X').workplane().hole(1)", /* how tall is it */
    "r = W().circle(2).vertices().rect(1, 1).extrude(1)",
    "r = W().box(1, 1, 1)\nfor i in range(40): r = r.union(r.translate((1, 0, 0)))",
    "r = W().box(1, 1, 1).edges().fillet(.1)",
    "r = W().box(4, 4, 2).edges('|X').fillet(.5)", /* along a face */
    "r = W().polygon(180, 1000).extrude(4).edges('|Z').chamfer(3)", /* nearly smooth */
    "r = W().rect(2, .5).workplane(offset=0).rect(3, 3).loft()",
    "r = W().box(4, 3, 4).faces('>Z').workplane(offset=float('nan')).hole(1, 4)",
    "r = W().box(4, 4, 2).edges('|Z').fillet(2)",
    "r = W().box(4, 4, 2).edges('|Z').fillet(0)",
    "r = W().box(4, 4, 2).edges('|Z').chamfer(-1)",
    "r = W().box(4, 4, 2).edges('|Z').chamfer(.5, 1)",
    "r = W().circle(1).extrude(2).edges('|Z').fillet(.1)",
    "r = W().box(4, 4, 2).edges('|Z').fillet(.5).edges('|Z').fillet(.1)", /* at tangent arcs */
    "r = W().box(4, 4, 2).edges('+Z').fillet(.5)", /* which way they run */
    "r = W().box(4, 4, 2)\nn = r.edges('|Z').size()",
    "r = W().box(4, 4, 2)\nn = r.edges('|Z').val()", /* which is first */
    "r = W().box(4, 4, 2).edges('|Z').item(1).fillet(.5)",
    "r = W().box(4, 4, 2).edges(cq.selectors.NearestToPointSelector((0, 0, 0))).fillet(.5)",
    "r = W().rect(4, 4).circle(1).extrude(2).edges('>X').fillet(.5)", /* where a seam stands */
    "r = W().polyline([(0, 0), (2, 0), (4, 0), (4, 4), (0, 4)]).close().extrude(1).edges('|Z').fillet(.5)",
    "r = W().box(1, 1, 1).union(W().box(1, 1, 1).translate((5, 0, 0)))\nn = len(r.solids().vals())",
    "r = W().box(1, 1, 1).union(W().box(1, 1, 1).translate((5, 0, 0)))\nn = [s for s in r.val()]",
    "r = W().box(2, 2, 2).cut(W().box(1, 1, 1))\nn = len(r.val().Solids())",
    "r = W().box(2, 2, 2)\nv = r.val().Volume()",
    "r = W().box(0, 1, 1)",
    "r = W().rect(1, 1).extrude(0)",
    "r = W().circle(0).extrude(1)",
    "r = W().polyline([(0, 0), (1, 0), (1, 1)]).wire().extrude(1)",
    "r = W().polyline([(0, 0), (2, 2), (2, 0), (0, 2)]).close().extrude(1)",
    "r = W().polyline([(0, 0), (2, 0), (1, 0), (1, 1)]).close().extrude(1)",
    "r = W().polyline([(0, 0), (0, 0), (2, 0), (1, 1)]).close().extrude(1)",
    "r = W().rect(4, 4).moveTo(1, 0).rect(4, 4).extrude(1)",
    "r = W().circle(2).moveTo(1, 0).circle(1).extrude(1)",
    "r = W().circle(3).circle(2).circle(1).extrude(1)",
    "r = W().rect(10, 8, centered=False).polyline([(0, 0), (4, 1), (-1, 4)]).close().extrude(2)", /* cross in a corner */
    "r = W().rect(10, 8, centered=False).polyline([(0, 0), (4, 0), (1, 4)]).close().extrude(2)", /* share a side */
    "r = W().rect(10, 8, centered=False).polyline([(0, 0), (4, .01), (1, 4)]).close().extrude(2)", /* nearly */
    "r = W().rect(10, 8, centered=False).polyline([(5, 0), (7, 3), (4, 3)]).close().extrude(2)", /* a corner on a side */
    /* two that share a corner, under what the kernel then makes of that */
    "r = W().rect(3, 3, centered=False).moveTo(3, 3).rect(3, 3, centered=False).extrude(2).union(W().box(1, 1, 1))",
    "r = W().box(9, 9, 1).cut(W().rect(3, 3, centered=False).moveTo(3, 3).rect(3, 3, centered=False).extrude(2))",
    "r = W().rect(10, 8, centered=False).polyline([(0, 0), (4, 1), (1, 4)]).close().extrude(2).edges('|Z').chamfer(.1)",
    "r = W().moveTo(2, 0).rect(3, 3, centered=False).moveTo(5, 3).rect(3, 3, centered=False).revolve(360, (0, 0), (0, 1))",
    "r = W().moveTo(0, 0).threePointArc((1, 0), (2, 0)).close().extrude(1)",
    "r = W().rect(4, 4).extrude(2, taper=-10)", /* rounds corners */
    "r = W().rect(4, 4).extrude(20, taper=10)",
    "r = W().polyline([(0, 0), (4, 0), (4, 1), (1, 1), (1, 4), (0, 4)]).close().extrude(1, taper=10)",
    "r = W().circle(2).extrude(20, taper=10)",
    "r = W().rect(4, 4).circle(1).extrude(1, taper=10)",
    "r = W().rect(4, 4).workplane(offset=3).polygon(4, 2).loft()", /* sides that are no planes */
    "r = W().rect(4, 4).workplane(offset=3).polygon(6, 2).loft()",
    "r = W().rect(4, 4).workplane(offset=3).rect(2, 2).workplane(offset=3).rect(1, 1).loft()",
    "r = W().circle(2).workplane(offset=3).center(1, 0).circle(1).loft()",
    "r = W(obj=cq.Solid.makeWedge(4, 3, 2, 3, .5, 1, 1.5))",
    "r = W(obj=cq.Solid.makeWedge(4, 3, -2, 1, .5, 3, 1.5))",
    "r = W().rect(1, 1).revolve(360, (0, 0), (0, 1))", /* across the axis */
    "r = W().moveTo(2, 0).rect(1, 1).moveTo(-4, 0).rect(1, 1).revolve(360, (0, 0), (0, 1))",
    "r = W().polyline([(1e-7, 0), (2, 0), (2, 2), (1e-7, 2)]).close().revolve(360, (0, 0), (0, 1))",
    "r = W().polyline([(0, 0), (2, 0), (2, 2), (1e-6, 2)]).close().revolve(360, (0, 0), (0, 1))",
    "r = W().moveTo(2, 0).rect(1, 1).revolve(1e-4, (0, 0), (0, 1))",
    "r = W().moveTo(2, 0).rect(1, 1).revolve(360, (0, 0, 0), (0, 0, 1))",
    "r = W().moveTo(2, 0).rect(1, 1).revolve(360, (0, 0, 0), (0, 0, 0))",
    "r = W(obj=cq.Solid.makeCone(1, 1, 3))",
    "r = W(obj=cq.Solid.makeCone(2, 1, -3))",
    "r = W(obj=cq.Solid.makeCone(-2, 1, 3))",
    "r = W(obj=cq.Solid.makeTorus(1, 1))",
    "r = W(obj=cq.Solid.makeTorus(1, 2))",
    "r = W(obj=cq.Solid.makeTorus(3, 1, angleDegrees2=90))",
    "r = W().sphere(2, angle1=30, angle2=-30)",
    "r = W().cylinder(2, 1, angle=-90)",
    "r = W().ellipse(30, 10).circle(5).extrude(1)", /* its centre is CadQuery's to say */
    "r = W().ellipse(30, 10).moveTo(0, 0).circle(10).extrude(1)",
    "r = W().ellipse(3, .01).extrude(1)",
    "r = W().moveTo(2, 0).ellipse(2, 1).revolve(360, (0, 0), (0, 1))",
    "r = W().ellipse(3, 1, forConstruction=True).vertices().circle(.1).extrude(1)",
    "r = W().spline([(0, 0), (1, 2), (3, 2), (4, 0)], tangents=[(0, 1), (0, -1)]).close().extrude(1)",
    "r = W().spline([(0, 0), (1, 2), (3, 2), (4, 0)], periodic=True).close().extrude(1)",
    "r = W().spline([(0, 0), (4, 4), (4, 0), (0, 4)]).close().extrude(1)", /* crosses itself */
    "r = W().box(1, 1, 1).intersect(W().box(1, 1, 1).translate((5, 0, 0))).union(W().box(1, 1, 1))",
    "r = W().box(1, 1, 1).translate((float('nan'), 0, 0))",
    "r = W().sketch().rect(1, 1).circle(3, mode='s').finalize().extrude(1)",
    "r = W().rect(1, 1)",
    /* so far away that numbers are coarser than the kernel's tolerance */
    "r = W().box(1, 2, 3).union(W('XY', origin=(0, 1e300, 61)).rect(2, 2).extrude(1))",
    "r = W().box(1, 2, 3).cut(W().sphere(1).translate((1e10, 0, 0)))",
    "r = W().rect(1, 2).extrude(1e12)",
    "r = W().moveTo(1, 0).lineTo(1, 1).lineTo(1e300, 1).lineTo(0, 0).close().extrude(1)",
    "r = W().circle(1e11).extrude(1)",
    "r = W().moveTo(0, 0).threePointArc((1, 1e-11), (2, 0)).close().extrude(1)",
    "r = W().box(1, 2, 3).translate((0, 0, -2e10))",
};

static void what_is_in_doubt_is_left_to_the_exact_kernel(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof in_doubt / sizeof in_doubt[0]; i++) {
        lazy_part *part = NULL;
        lathe_status st = run(in_doubt[i], &part);
        lazy_part_free(part);
        if (st != LATHE_E_EXACT)
            fail_msg("%s: status %d (%s)", in_doubt[i], st, st == LATHE_OK ? "accepted" : error.message);
    }
}

static void scripts_fail_as_anywhere(void **state)
{
    static const struct {
        const char *script;
        lathe_failure failure;
    } cases[] = {
        { "r = W(.box(1, 1, 1)", FAILURE_SYNTAX },         { "r = Wp().box(1, 1, 1)", FAILURE_NAME },
        { "r = W().bx(1, 1, 1)", FAILURE_API },            { "r = W().box(1, '1', 1)", FAILURE_TYPE },
        { "r = W().box(1, 1, 1/0)", FAILURE_VALUE },       { "r = 1", FAILURE_EMPTY },
        { "while True: pass", FAILURE_TIMEOUT },           { "a = [0]\nwhile True: a = a + a", FAILURE_MEMORY },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        lazy_part *part = NULL;
        lathe_status st = run(cases[i].script, &part);
        if (st == LATHE_OK || st == LATHE_E_EXACT || error.failure != cases[i].failure)
            fail_msg("%s: status %d, %s: %s", cases[i].script, st, failure_name(error.failure), error.message);
    }
}

/* A quarter of a prism turned by random motions holds what the points of its frame say. */
static void rows_hold_the_samples_inside(void **state)
{
    (void)state;
    for (uint32_t trial = 0; trial < 60; trial++) {
        double n[9];
        char script[400];
        philox_stream random = philox_stream_at(11, PHILOX_SAMPLE, 0, trial, 0, 0);
        for (uint32_t i = 0; i < 9; i++)
            n[i] = philox_uniform(&random) * 2 - 1;
        snprintf(script, sizeof script,
                 "r = W(P(V(%.17g, %.17g, %.17g), V(%.17g, %.17g, %.17g), V(%.17g, %.17g, %.17g))).rect(3, 2).extrude(1.5)",
                 n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7], n[8]);
        lazy_part *part = NULL;
        if (run(script, &part) != LATHE_OK)
            fail_msg("%s: %s", script, error.message);
        assert_true(fabs(volume_of(part) - 9) < .06);
        lazy_part_free(part);
    }
}

static uint64_t sum_of_rows(const char *script)
{
    const box3 box = { { -3, -3, -3 }, { 3, 3, 3 } };
    lazy_part *part = NULL;
    sample_rows rows = { 0 };
    uint64_t sum = 14695981039346656037u;
    assert_int_equal(run(script, &part), LATHE_OK);
    assert_int_equal(lazy_part_rows(engine, part, &box, ROW_GRID_LATTICE_4096, &rows, &error), LATHE_OK);
    for (uint32_t i = 0; i < rows.row_count; i++)
        sum = (sum ^ rows.words[i]) * 1099511628211u;
    rows_clear(&rows);
    lazy_part_free(part);
    return sum;
}

static long resident_kib(void)
{
    long pages = 0;
    FILE *f = fopen("/proc/self/statm", "r");
    assert_non_null(f);
    assert_int_equal(fscanf(f, "%*s %ld", &pages), 1);
    fclose(f);
    return pages * (sysconf(_SC_PAGESIZE) / 1024);
}

/* The same rows whatever ran before, and the memory of one script. */
/* A script that runs for long, and rows of a part of many leaves. */
static void deadlines_hold(void **state)
{
    (void)state;
    const char *const slow = "i = 0\nwhile True: i += 1", *const large = "r = W().rarray(2, 2, 30, 30).circle(.5).extrude(1)\n"
                                                                      "for i in range(40): r = r.union(W().box(1, i + 1, 1))";
    lazy_part *part = NULL;
    sample_rows rows = { 0 };
    box3 box;
    assert_int_equal(run(large, &part), LATHE_OK);
    assert_true(lazy_part_box(part, &box));
    lazy_engine_set_deadline(engine, 1); /* long past */
    assert_int_equal(run(slow, NULL), LATHE_E_LIMIT);
    assert_int_equal(error.failure, FAILURE_TIMEOUT);
    assert_string_equal(error.message, "not done in time");
    assert_int_equal(lazy_part_rows(engine, part, &box, ROW_GRID_LATTICE_4096, &rows, &error), LATHE_E_LIMIT);
    assert_int_equal(error.failure, FAILURE_TIMEOUT);
    assert_null(rows.words);
    lazy_engine_set_deadline(engine, 0);
    assert_int_equal(lazy_part_rows(engine, part, &box, ROW_GRID_LATTICE_4096, &rows, &error), LATHE_OK);
    rows_clear(&rows);
    lazy_part_free(part);
}

static void nothing_is_left_behind(void **state)
{
    static const char *const scripts[] = {
        "r = W().rect(4, 4).circle(1).extrude(2).union(W('XZ').circle(1).extrude(3))",
        "r = W().sketch().rect(3, 3).circle(1, mode='s').finalize().extrude(2).cut(W().box(1, 9, 1))",
        "r = W().box(1, 1, 1).edges().fillet(.1)",
        "r = W().box(1, 1",
        "def f():\n    return f()\nr = f()",
    };
    (void)state;
    const uint64_t first = sum_of_rows(scripts[0]), second = sum_of_rows(scripts[1]);
    long before = 0;
    for (int i = 0; i < 6000; i++) {
        lazy_part *part = NULL;
        run(scripts[i % 5], &part);
        lazy_part_free(part);
        if (i == 1000)
            before = resident_kib();
    }
    assert_int_equal(sum_of_rows(scripts[1]), second);
    assert_int_equal(sum_of_rows(scripts[0]), first);
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    before = resident_kib(); /* their allocators give nothing back */
#endif
    assert_true(resident_kib() - before <= 64);
}

static void grids_of_more_words_are_refused(void **state)
{
    const box3 box = { { 0, 0, 0 }, { 1, 1, 1 } };
    lazy_part *part = NULL;
    sample_rows rows = { 0 };
    (void)state;
    assert_int_equal(run("r = W().box(1, 1, 1)", &part), LATHE_OK);
    assert_int_equal(lazy_part_rows(engine, part, &box, ROW_GRID_CUBE_64, &rows, &error), LATHE_OK);
    assert_int_equal(rows_count(&rows), 64 * 64 * 64 / 8); /* a corner of the box */
    rows_clear(&rows);
    assert_int_equal(lazy_part_rows(engine, part, &box, ROW_GRID_CUBE_128, &rows, &error), LATHE_E_INPUT);
    lazy_part_free(part);
}

static int make_engine(void **state)
{
    (void)state;
    return lazy_engine_new(&engine, &error) == LATHE_OK ? 0 : -1;
}

static int end_engine(void **state)
{
    (void)state;
    lazy_engine_free(engine);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(solids_have_their_volumes),
        cmocka_unit_test(outlines_turn_about_axes),
        cmocka_unit_test(sides_slope),
        cmocka_unit_test(curves_are_followed),
        cmocka_unit_test(corners_are_cut),
        cmocka_unit_test(faces_carry_workplanes),
        cmocka_unit_test(what_is_in_doubt_is_left_to_the_exact_kernel),
        cmocka_unit_test(scripts_fail_as_anywhere),
        cmocka_unit_test(rows_hold_the_samples_inside),
        cmocka_unit_test(deadlines_hold),
        cmocka_unit_test(nothing_is_left_behind),
        cmocka_unit_test(grids_of_more_words_are_refused),
    };
    return cmocka_run_group_tests(tests, make_engine, end_engine);
}
