/* kernel_stub.c: shapes without geometry, and answers that follow from a seed. */
#include "tests/fuzz/kernel_stub.h"

#include "reward/kernel/text.h"
#include "reward/kernel/trace.h"

#include <stdlib.h>

struct kernel_shape {
    kernel_type type;
    uint32_t number; /* shapes of one number are the same */
};
struct kernel_location {
    kernel_vec offset;
};

struct kernel_transform {
    kernel_matrix values;
};

static struct {
    uint32_t state, shapes;
    long alive;
} stub;

void kernel_stub_seed(uint32_t seed)
{
    stub.state = seed * 2654435761u + 1;
    stub.shapes = 0;
}

long kernel_stub_alive(void)
{
    return stub.alive;
}

static uint32_t draw(uint32_t bound)
{
    stub.state ^= stub.state << 13;
    stub.state ^= stub.state >> 17;
    stub.state ^= stub.state << 5;
    return stub.state % bound;
}

/* Out of memory in the fuzzer itself says nothing about lathe. */
static void *take(size_t size)
{
    void *made = calloc(1, size);
    if (!made)
        abort();
    stub.alive++;
    return made;
}

static void give(void *made)
{
    if (made)
        stub.alive--;
    free(made);
}

/* ---- handles ---- */

static kernel_shape *new_shape(kernel_type type)
{
    kernel_shape *shape = take(sizeof *shape);
    *shape = (kernel_shape){ type, ++stub.shapes };
    return shape;
}

void kernel_shape_free(kernel_shape *shape)
{
    give(shape);
}

kernel_shape *kernel_shape_share(const kernel_shape *shape)
{
    kernel_shape *shared = take(sizeof *shared);
    *shared = *shape;
    return shared;
}

void kernel_trace_free(kernel_trace *trace)
{
    (void)trace; /* none is made */
}

void kernel_location_free(kernel_location *location)
{
    give(location);
}

void kernel_transform_free(kernel_transform *transform)
{
    give(transform);
}

void kernel_numbers_clear(kernel_numbers *numbers)
{
    free(numbers->items);
    *numbers = (kernel_numbers)KERNEL_NUMBERS_INIT;
}

void kernel_list_clear(kernel_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        give(list->items[i]);
    free(list->items);
    *list = (kernel_list)KERNEL_LIST_INIT;
}

kernel_type kernel_type_of(const kernel_shape *shape)
{
    return shape->type;
}

const char *kernel_type_name(kernel_type type)
{
    static const char *const names[] = { "Vertex", "Edge", "Wire", "Face", "Shell", "Solid", "CompSolid", "Compound" };
    return names[type];
}

bool kernel_is_empty(const kernel_shape *shape)
{
    return shape->type == KERNEL_COMPOUND && shape->number % 8 == 0;
}

bool kernel_is_same(const kernel_shape *a, const kernel_shape *b)
{
    return a->number == b->number;
}

uint32_t kernel_hash(const kernel_shape *shape)
{
    return shape->number % 7; /* collisions are to be met */
}

const char *kernel_font(void)
{
    return "none";
}

const char *kernel_version(void)
{
    return "no kernel";
}

/* ---- answers ---- */

lathe_status stub_refuse(const char *function, lathe_error *err)
{
    switch (draw(96)) {
    case 0:
        return lathe_fail_script(err, FAILURE_BUILD, 0, 0, "StdFail_NotDone: %s", function);
    case 1:
        return lathe_fail_script(err, FAILURE_BUILD, 0, 0, "Standard_DomainError: ");
    case 2:
        return lathe_fail_script(err, FAILURE_VALUE, 0, 0, "ValueError: %s", function);
    case 3:
        return draw(8) ? LATHE_OK : lathe_fail_script(err, FAILURE_MEMORY, 0, 0, "geometry: out of memory");
    default:
        return LATHE_OK;
    }
}

/* The type that a function's name promises; solids of all else. */
static kernel_type type_promised(const char *function)
{
    static const struct {
        const char *word;
        kernel_type type;
    } rows[] = { { "compound", KERNEL_COMPOUND }, { "combine", KERNEL_COMPOUND }, { "vertex", KERNEL_VERTEX },
                 { "edge", KERNEL_EDGE },         { "wire", KERNEL_WIRE },        { "face", KERNEL_FACE },
                 { "shell", KERNEL_SHELL },       { "polygon", KERNEL_WIRE },     { "curve", KERNEL_EDGE } };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strstr(function, rows[i].word))
            return rows[i].type;
    return KERNEL_SOLID;
}

void stub_fill_shape(const char *function, kernel_shape **out)
{
    *out = new_shape(type_promised(function));
}

void stub_fill_list(const char *function, kernel_list *out)
{
    size_t count = draw(5);
    kernel_type type = type_promised(function);
    if (count == 0) /* an empty list owns nothing */
        return;
    out->items = calloc(count, sizeof *out->items);
    if (!out->items)
        abort();
    for (out->count = 0; out->count < count; out->count++)
        out->items[out->count] = new_shape(type);
}

lathe_status kernel_parts(const kernel_shape *shape, kernel_type type, kernel_list *out, lathe_error *err)
{
    lathe_status st = stub_refuse(__func__, err);
    (void)shape;
    if (st != LATHE_OK)
        return st;
    stub_fill_list(__func__, out);
    for (size_t i = 0; i < out->count; i++)
        out->items[i]->type = type;
    return LATHE_OK;
}

void stub_fill_location(const char *function, kernel_location **out)
{
    (void)function;
    *out = take(sizeof **out);
    stub_fill_vec(function, &(*out)->offset);
}

void stub_fill_transform(const char *function, kernel_transform **out)
{
    *out = take(sizeof **out);
    stub_fill_matrix(function, &(*out)->values);
}

void stub_fill_extent(const char *function, kernel_extent *out)
{
    kernel_extent extent = { .diagonal = 1 };
    stub_fill_vec(function, &extent.low);
    stub_fill_vec(function, &extent.high);
    *out = extent;
}

void stub_fill_double(const char *function, double *out)
{
    static const double values[] = { 0, 1, -1, .5, 2, 10, 1e-7, -3.25, 100, 1e300, NAN };
    (void)function;
    *out = values[draw(sizeof values / sizeof *values)];
}

void stub_fill_bool(const char *function, bool *out)
{
    (void)function;
    *out = draw(2);
}

void stub_fill_u32(const char *function, uint32_t *out)
{
    (void)function;
    *out = draw(5);
}

void stub_fill_int(const char *function, int *out)
{
    (void)function;
    *out = (int)draw(5) - 1;
}

void stub_fill_size(const char *function, size_t *out)
{
    (void)function;
    *out = draw(5);
}

void stub_fill_vec(const char *function, kernel_vec *out)
{
    stub_fill_double(function, &out->x);
    stub_fill_double(function, &out->y);
    stub_fill_double(function, &out->z);
}

void stub_fill_plane(const char *function, kernel_plane *out)
{
    (void)function;
    *out = (kernel_plane){ .x_dir = { 1, 0, 0 }, .y_dir = { 0, 1, 0 }, .z_dir = { 0, 0, 1 } };
    for (int i = 0; i < 3; i++)
        out->to_world.m[i][i] = out->to_local.m[i][i] = 1;
}

void stub_fill_matrix(const char *function, kernel_matrix *out)
{
    (void)function;
    *out = (kernel_matrix){ 0 };
    for (int i = 0; i < 3; i++)
        out->m[i][i] = 1;
}

void stub_fill_text(const char *function, const char **out)
{
    static const char *const words[] = { "LINE", "CIRCLE", "PLANE", "CYLINDER", "BSPLINE" };
    (void)function;
    *out = words[draw(5)];
}

void stub_fill_nothing(const char *function, const void *out)
{
    (void)function, (void)out;
}
