#include "tests/fuzz/program.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "reward/cadquery/methods.h"
#include "reward/script/modules/modules.h"
#include "tests/fuzz/program_writer.h"

enum { MAX_DEPTH = 5, MAX_VARIABLES = 24, MAX_STATEMENTS = 12, MAX_CHAIN = 8 };

typedef enum value_kind {
    ANY_VALUE,
    NUMBER,
    WHOLE,
    TRUTH,
    TEXT,
    PLANE_NAME,
    SELECTOR,
    MODE,
    POINT,
    POINTS,
    DIRECTION,
    PLACE,
    FUNCTION,
    SHAPE,
    SHAPES,
    WORKPLANE,
    SKETCH,
    FACE_KIND,
    NOTHING,
    VALUE_KIND_COUNT
} value_kind;

static void write_value(program_writer *w, value_kind kind);
static void write_statement(program_writer *w);

uint32_t program_choose(program_writer *w, uint32_t bound)
{
    return w->at < w->length ? w->decisions[w->at++] % bound : 0;
}

void program_put(program_writer *w, const char *format, ...)
{
    char text[400];
    lathe_error err;
    va_list list;
    va_start(list, format);
    int length = vsnprintf(text, sizeof text, format, list);
    va_end(list);
    if (length > 0 && length < (int)sizeof text && w->out->length + (size_t)length <= PROGRAM_MAX_BYTES)
        (void)bytes_append(w->out, text, (size_t)length, &err);
}

#define PICK(w, list) ((list)[program_choose(w, sizeof(list) / sizeof *(list))])

void program_new_line(program_writer *w)
{
    program_put(w, "\n%*s", w->indent * 4, "");
}

static uint32_t count_methods(const script_method *rows)
{
    uint32_t n = 0;
    while (rows && rows[n].name)
        n++;
    return n;
}

/* ---- values ---- */

static void write_number(program_writer *w)
{
    static const char *const odd[] = { "0", "-1", "1e-9", "1e300", "math.nan", "math.inf", "1e-300", "2**63" };
    switch (program_choose(w, 8)) {
    case 0:
        program_put(w, "%u", program_choose(w, 20));
        break;
    case 1:
        program_put(w, "%s", PICK(w, odd));
        break;
    case 2:
        program_put(w, "-%u.%u", program_choose(w, 30), program_choose(w, 100));
        break;
    case 3:
        program_put(w, "(%u + %u / %u)", program_choose(w, 9), program_choose(w, 9), program_choose(w, 5));
        break;
    case 4:
        if (w->variables) {
            program_put(w, "v%u", program_choose(w, w->variables));
            break;
        }
        /* fall through */
    default:
        program_put(w, "%u.%u", 1 + program_choose(w, 40), program_choose(w, 10));
    }
}

static void write_selector(program_writer *w)
{
    static const char *const atoms[] = { ">Z", "<Z", "|Z", "#Z", "+X", "-Y", ">>X", "<<Y[1]", ">Z[-2]", "%CIRCLE",
                                         "%plane", "not |Z", "front", "(1,0,.5)", "<XY", "" };
    static const char *const classes[] = { "cq.NearestToPointSelector((0, 0, 1))",
                                           "cq.selectors.BoxSelector((0, 0, 0), (9, 9, 9))",
                                           "cq.selectors.RadiusNthSelector(0)", "cq.selectors.LengthNthSelector(-1)",
                                           "cq.selectors.AreaNthSelector(1)", "cq.selectors.ParallelDirSelector((0, 0, 1))",
                                           "(-cq.selectors.StringSyntaxSelector('>X'))", "None" };
    switch (program_choose(w, 6)) {
    case 0:
        program_put(w, "%s", PICK(w, classes));
        break;
    case 1:
        program_put(w, "'%s and %s'", PICK(w, atoms), PICK(w, atoms));
        break;
    case 2:
        program_put(w, "'(%s or %s) exc %s'", PICK(w, atoms), PICK(w, atoms), PICK(w, atoms));
        break;
    default:
        program_put(w, "'%s'", PICK(w, atoms));
    }
}

static void write_point(program_writer *w)
{
    uint32_t form = program_choose(w, 6);
    program_put(w, "%s", form == 0 ? "cq.Vector(" : form == 1 ? "[" : "(");
    write_value(w, NUMBER);
    program_put(w, ", ");
    write_value(w, NUMBER);
    if (form % 2) {
        program_put(w, ", ");
        write_value(w, NUMBER);
    }
    program_put(w, "%s", form == 1 ? "]" : ")");
}

static void write_points(program_writer *w)
{
    if (program_choose(w, 4) == 0) {
        program_put(w, "[(%u * i, i %% 3) for i in range(%u)]", program_choose(w, 5), program_choose(w, 7));
        return;
    }
    program_put(w, "[");
    for (uint32_t i = 0, n = program_choose(w, 5); i <= n; i++) {
        program_put(w, i ? ", " : "");
        write_point(w);
    }
    program_put(w, "]");
}

static void write_arguments(program_writer *w, const script_method *row);

/* Any row of a table; seldom one without a function, which would end the program. NULL where there is none. */
static const script_method *choose_row(program_writer *w, const script_method *rows)
{
    uint32_t count = count_methods(rows);
    const script_method *row = NULL;
    for (int tries = 0; tries < 3 && count && !(row && row->call); tries++)
        row = &rows[(program_choose(w, 256) << 8 | program_choose(w, 256)) % count];
    return row;
}

static void write_call(program_writer *w, const script_class *type)
{
    const script_method *row = choose_row(w, type->methods);
    if (!row)
        return;
    program_put(w, ".%s", row->name);
    if (!(row->flags & SCRIPT_METHOD_PROPERTY))
        write_arguments(w, row);
}

static void write_chain(program_writer *w, const script_class *type)
{
    for (uint32_t i = 0, n = program_choose(w, MAX_CHAIN); i <= n; i++)
        write_call(w, type);
}

static void write_workplane(program_writer *w)
{
    static const char *const starts[] = { "cq.Workplane()", "cq.Workplane('XZ')", "cq.Workplane().box(4, 3, 2)",
                                          "cq.Workplane('YZ', origin=(1, 2, 3)).rect(4, 2)",
                                          "cq.Workplane().circle(3).extrude(5).faces('>Z').workplane()",
                                          "cq.Workplane().box(5, 5, 5).edges('|Z')",
                                          "cq.Workplane().polyline([(0, 0), (5, 0), (3, 4)]).close()" };
    program_put(w, "%s", PICK(w, starts));
    if (w->depth < MAX_DEPTH)
        write_chain(w, &class_workplane);
}

static void write_shape(program_writer *w)
{
    static const char *const shapes[] = {
        "cq.Solid.makeBox(1, 2, 3)", "cq.Workplane().box(1, 1, 1).val()", "cq.Edge.makeLine((0, 0, 0), (1, 0, 0))",
        "cq.Wire.makeCircle(2, (0, 0, 0), (0, 0, 1))", "cq.Face.makePlane(2, 2)", "cq.Vertex.makeVertex(0, 0, 0)",
        "cq.Compound.makeCompound([cq.Solid.makeSphere(1), cq.Solid.makeCone(2, 1, 3)])",
        "cq.Workplane().box(2, 2, 2).faces('>Z').val()" };
    uint32_t which = program_choose(w, sizeof shapes / sizeof *shapes);
    program_put(w, "%s", shapes[which]);
    if (w->depth < MAX_DEPTH && program_choose(w, 2))
        write_chain(w, program_choose(w, 2) ? &class_shape : &class_of_type_table[program_choose(w, KERNEL_TYPE_COUNT)]);
}

static void write_sketch(program_writer *w)
{
    program_put(w, "cq.Sketch()%s", program_choose(w, 2) ? ".rect(4, 3)" : "");
    if (w->depth < MAX_DEPTH)
        write_chain(w, &class_sketch);
}

static void write_function(program_writer *w)
{
    static const char *const bodies[] = { "lambda x: x", "lambda *a, **k: None", "lambda l: cq.Wire.makeCircle(1, (0, 0, 0), (0, 0, 1))",
                                          "lambda s: s.Center().z", "lambda s: s.moved(cq.Location((1, 0, 0)))", "abs", "str",
                                          "lambda t: (t, t * t, 0)", "lambda u, v: (u, v, u * v)", "None" };
    program_put(w, "%s", PICK(w, bodies));
}

static void write_words(program_writer *w, value_kind kind)
{
    static const char *const planes[] = { "XY", "YZ", "ZX", "XZ", "front", "bottom", "xy", "XX" };
    static const char *const modes[] = { "a", "s", "i", "c", "r", "arc", "intersection", "tangent", "cut", "q" };
    static const char *const kinds[] = { "right", "round", "transformed", "frenet", "corrected", "length", "parameter",
                                         "next", "last", "CenterOfMass", "CenterOfBoundBox", "ProjectedOrigin" };
    static const char *const texts[] = { "a", "part", "t1", "", "\\u00e9", "a@faces@>Z" };
    program_put(w, "'%s'", kind == PLANE_NAME ? PICK(w, planes) : kind == MODE ? PICK(w, modes) : kind == FACE_KIND ? PICK(w, kinds)
                                                                                                        : PICK(w, texts));
}

static void write_value(program_writer *w, value_kind kind)
{
    if (w->depth >= MAX_DEPTH && kind > PLACE)
        kind = NUMBER;
    w->depth++;
    switch (kind) {
    case ANY_VALUE:
        write_value(w, (value_kind)(1 + program_choose(w, VALUE_KIND_COUNT - 1)));
        break;
    case NUMBER:
        write_number(w);
        break;
    case WHOLE:
        program_put(w, program_choose(w, 6) ? "%u" : "-%u", program_choose(w, 8));
        break;
    case TRUTH:
        program_put(w, "%s", program_choose(w, 2) ? "True" : program_choose(w, 4) ? "False" : "(True, False, True)");
        break;
    case SELECTOR:
        write_selector(w);
        break;
    case POINT:
        write_point(w);
        break;
    case POINTS:
        write_points(w);
        break;
    case DIRECTION:
        program_put(w, "%s", program_choose(w, 3) ? "(0, 0, 1)" : program_choose(w, 3) ? "(1, 1, 0)" : "(0, 0, 0)");
        break;
    case PLACE:
        program_put(w, "%s", program_choose(w, 2) ? "cq.Location((1, 2, 3), (0, 0, 1), 30)" : "cq.Location(cq.Plane('XZ'))");
        break;
    case FUNCTION:
        write_function(w);
        break;
    case SHAPE:
        write_shape(w);
        break;
    case SHAPES:
        program_put(w, "[");
        write_shape(w);
        program_put(w, ", ");
        write_shape(w);
        program_put(w, "]");
        break;
    case WORKPLANE:
        write_workplane(w);
        break;
    case SKETCH:
        write_sketch(w);
        break;
    case NOTHING:
        program_put(w, "None");
        break;
    default:
        write_words(w, kind);
    }
    w->depth--;
}

/* ---- arguments by the names of parameters ---- */

/* What a parameter of that name, or one that holds it, is for. First match wins. */
static value_kind kind_of_parameter(const char *name)
{
    static const struct {
        const char *word;
        value_kind kind;
    } rows[] = {
        { "selector", SELECTOR }, { "mode", MODE },       { "kind", MODE },        { "plane", PLANE_NAME },
        { "Plane", PLANE_NAME },  { "tag", TEXT },        { "name", TEXT },        { "txt", TEXT },
        { "Points", POINTS },     { "points", POINTS },   { "pts", POINTS },       { "listOf", POINTS },
        { "pnt", POINT },         { "point", POINT },     { "Point", POINT },      { "origin", POINT },
        { "center", POINT },      { "offset", POINT },    { "vec", POINT },        { "Vector", POINT },
        { "axis", DIRECTION },    { "dir", DIRECTION },   { "normal", DIRECTION }, { "clean", TRUTH },
        { "combine", TRUTH },     { "both", TRUTH },      { "construction", TRUTH }, { "Construction", TRUTH },
        { "centered", TRUTH },    { "union", TRUTH },     { "keep", TRUTH },       { "make", TRUTH },
        { "Count", WHOLE },       { "nSides", WHOLE },    { "count", WHOLE },      { "degree", WHOLE },
        { "loc", PLACE },         { "func", FUNCTION },   { "callback", FUNCTION }, { "key", FUNCTION },
        { "wires", SHAPES },      { "edges", SHAPES },    { "faces", SHAPES },     { "shapes", SHAPES },
        { "path", WORKPLANE },    { "to", WORKPLANE },    { "other", SHAPE },      { "obj", SHAPE },
        { "face", SHAPE },        { "wire", SHAPE },      { "transition", FACE_KIND }, { "frame", FACE_KIND },
        { "Option", FACE_KIND },  { "sketch", SKETCH },   { "until", NUMBER },
    };
    if (strcmp(name, "f") == 0)
        return FUNCTION;
    if (strcmp(name, "n") == 0 || strcmp(name, "N") == 0)
        return WHOLE;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strstr(name, rows[i].word))
            return rows[i].kind;
    return NUMBER;
}

/* One parameter "name" or "name=default" of a signature. */
static void write_argument(program_writer *w, const char *text, size_t length, bool *keyword)
{
    char name[64];
    bool optional = memchr(text, '=', length) != NULL, star = text[0] == '*';
    size_t n = strcspn(text, "=,");
    if (n > length)
        n = length;
    snprintf(name, sizeof name, "%.*s", (int)n, text);
    if (name[0] == '/')
        return;
    if (star && (n == 1 || name[1] == '*')) {
        *keyword |= n == 1;
        return;
    }
    if (optional && program_choose(w, 3) != 1) {
        *keyword = true; /* left out: what follows needs its name */
        return;
    }
    program_put(w, w->out->data[w->out->length - 1] == '(' ? "" : ", ");
    if (star) {
        for (uint32_t i = 0, count = program_choose(w, 3); i <= count; i++) {
            program_put(w, i ? ", " : "");
            write_value(w, program_choose(w, 2) ? ANY_VALUE : kind_of_parameter(name + 1));
        }
        return;
    }
    if (*keyword || program_choose(w, 16) == 1) {
        program_put(w, "%s=", name);
        *keyword = true;
    }
    write_value(w, program_choose(w, 14) == 1 ? ANY_VALUE : kind_of_parameter(name));
}

static void write_arguments(program_writer *w, const script_method *row)
{
    const char *at = row->signature;
    bool keyword = false;
    program_put(w, "(");
    while (at && *at) {
        size_t length = 0;
        int brackets = 0;
        for (; at[length] && (at[length] != ',' || brackets); length++)
            brackets += at[length] == '(' || at[length] == '[' ? 1 : at[length] == ')' || at[length] == ']' ? -1 : 0;
        if (length)
            write_argument(w, at, length, &keyword);
        at += length;
        at += strspn(at, ", ");
    }
    program_put(w, ")");
}

/* ---- statements ---- */

static void write_body(program_writer *w)
{
    w->indent++;
    for (uint32_t i = 0, n = program_choose(w, 3); i <= n; i++) {
        program_new_line(w);
        write_statement(w);
    }
    w->indent--;
}

static void write_module_call(program_writer *w)
{
    size_t modules = 0;
    while (modules_standard[modules])
        modules++;
    const script_module *m = modules_standard[program_choose(w, (uint32_t)modules)];
    const script_method *row = choose_row(w, m->functions);
    if (!row)
        return program_put(w, "import %s", m->name);
    program_put(w, "from %s import %s; print(%s", m->name, row->name, row->name);
    write_arguments(w, row);
    program_put(w, ")");
}

static void write_cadquery_call(program_writer *w)
{
    size_t modules = 0;
    while (cadquery_modules[modules])
        modules++;
    const script_module *m = cadquery_modules[program_choose(w, (uint32_t)modules)];
    const script_method *row = m->unsupported ? NULL : choose_row(w, m->functions);
    if (!row)
        return program_put(w, "pass");
    program_put(w, "from %s import %s; r = %s", m->name, row->name, row->name);
    write_arguments(w, row);
}

static void write_class(program_writer *w, uint32_t n)
{
    static const char *const bases[] = { "", "(Exception)", "(cq.Workplane)", "(list)", "(object)" };
    program_put(w, "class C%u%s:", n, PICK(w, bases));
    w->indent++;
    program_new_line(w);
    program_put(w, "def __init__(self, a=1, *b, **c): self.a = a");
    program_new_line(w);
    program_put(w, "def m(self, x=2):");
    write_body(w);
    program_new_line(w);
    program_put(w, "    return self.a");
    program_new_line(w);
    program_put(w, "@property");
    program_new_line(w);
    program_put(w, "def p(self): return self.m(3)");
    w->indent--;
    program_new_line(w);
    program_put(w, "v%u = C%u(", n, n);
    write_value(w, ANY_VALUE);
    program_put(w, ").p");
}

static void write_block(program_writer *w, uint32_t which)
{
    switch (which) {
    case 0:
        program_put(w, "for i in range(%u):", program_choose(w, 4));
        write_body(w);
        break;
    case 1:
        program_put(w, "if ");
        write_value(w, ANY_VALUE);
        program_put(w, " %s ", program_choose(w, 2) ? "<" : "==");
        write_value(w, NUMBER);
        program_put(w, ":");
        write_body(w);
        break;
    case 2:
        program_put(w, "def f%u(a, b=2, *c, **d):", w->variables);
        write_body(w);
        program_new_line(w);
        program_put(w, "    %s a", program_choose(w, 2) ? "return" : "yield");
        program_new_line(w);
        program_put(w, "print(list(f%u(", w->variables);
        write_value(w, ANY_VALUE);
        program_put(w, ")))");
        break;
    case 3:
        program_put(w, "while True:");
        write_body(w);
        program_new_line(w);
        program_put(w, "    break");
        break;
    default:
        write_class(w, w->variables < MAX_VARIABLES ? w->variables : 0);
    }
}

static void write_assignment(program_writer *w)
{
    uint32_t n = w->variables < MAX_VARIABLES ? w->variables++ : program_choose(w, MAX_VARIABLES);
    program_put(w, "v%u = ", n);
    write_value(w, program_choose(w, 3) ? WORKPLANE : ANY_VALUE);
}

static void write_simple(program_writer *w)
{
    switch (program_choose(w, 10)) {
    case 0:
        program_put(w, "print(f'{%u!r:>10} {", program_choose(w, MAX_VARIABLES));
        write_value(w, NUMBER);
        program_put(w, ":.3f}')");
        break;
    case 1:
        program_put(w, "a = cq.Assembly()");
        write_chain(w, &class_assembly);
        break;
    case 2:
        program_put(w, "s = ");
        write_sketch(w);
        break;
    case 3:
        program_put(w, "r = ");
        write_shape(w);
        break;
    case 4:
        program_put(w, "p = cq.Vector(1, 2, 3)");
        write_chain(w, &class_vector);
        break;
    case 5:
        write_module_call(w);
        break;
    case 6:
        write_cadquery_call(w);
        break;
    case 7:
        program_put(w, "show_object(");
        write_workplane(w);
        program_put(w, ")");
        break;
    default:
        write_assignment(w);
    }
}

/* Most statements stand in a try, so that what follows a failure runs too. */
static void write_statement(program_writer *w)
{
    bool guarded = program_choose(w, 3) > 0;
    if (w->depth >= MAX_DEPTH || w->indent >= MAX_DEPTH)
        return program_put(w, "pass");
    w->depth++;
    if (guarded) {
        program_put(w, "try:");
        w->indent++;
        program_new_line(w);
    }
    uint32_t form = program_choose(w, 12);
    if (form < 5)
        write_block(w, form);
    else if (form < 8)
        program_write_python(w);
    else
        write_simple(w);
    if (guarded) {
        w->indent--;
        program_new_line(w);
        program_put(w, "except Exception as e: print(type(e).__name__)");
    }
    w->depth--;
}

/* The prelude takes longer to run than most programs: only where it is needed. */
static bool write_program(const uint8_t *decisions, size_t length, bool prelude, bytes *out)
{
    program_writer w = { .decisions = decisions, .length = length, .out = out };
    program_put(&w, "import cadquery as cq\nimport math");
    if (prelude)
        program_write_prelude(&w);
    do {
        program_new_line(&w);
        write_statement(&w);
    } while (w.at < w.length);
    program_put(&w, "\n");
    return w.needs_prelude;
}

void program_generate(const uint8_t *decisions, size_t length, bytes *out)
{
    size_t start = out->length;
    if (write_program(decisions, length, false, out)) {
        out->length = start;
        (void)write_program(decisions, length, true, out);
    }
}
