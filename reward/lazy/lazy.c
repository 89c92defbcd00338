#include "reward/lazy/lazy.h"

#include <stdlib.h>

#include "base/clock.h"
#include "reward/lazy/bounds.h"
#include "reward/lazy/sampler.h"

enum { GRIDS = 3 }; /* of one word a row: both lattices and the cube of 64 */
static const row_grid sampled_grids[GRIDS] = { ROW_GRID_LATTICE_4096, ROW_GRID_LATTICE_16384, ROW_GRID_CUBE_64 };

struct lazy_engine {
    cadquery_engine *classes;
    int64_t deadline; /* 0: none */
    lazy_sampler samplers[GRIDS]; /* ready with the first rows of their grid */
};

/* A shape is the part. */
static kernel_shape *shape_in(const lazy_part *part)
{
    return (kernel_shape *)(uintptr_t)part;
}

/* For the interpreter, about every thousand steps. */
static lathe_status look_at_clock(void *context, lathe_error *err)
{
    const lazy_engine *e = context;
    return lazy_check_time(e->deadline, err);
}

lathe_status lazy_engine_new(lazy_engine **out, lathe_error *err)
{
    lazy_engine *e = calloc(1, sizeof *e);
    if (!e)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for the lazy engine");
    lathe_status st = cadquery_engine_new(&e->classes, err);
    if (st != LATHE_OK) {
        lazy_engine_free(e);
        return st;
    }
    cadquery_set_poll(e->classes, look_at_clock, e);
    *out = e;
    return LATHE_OK;
}

void lazy_engine_free(lazy_engine *engine)
{
    if (!engine)
        return;
    for (int i = 0; i < GRIDS; i++)
        lazy_sampler_clear(&engine->samplers[i]);
    cadquery_engine_free(engine->classes);
    free(engine);
}

void lazy_engine_set_deadline(lazy_engine *engine, int64_t deadline)
{
    engine->deadline = deadline;
}

lathe_status lazy_run(lazy_engine *engine, const char *text, size_t length, const cadquery_limits *limits,
                      lazy_part **out, lathe_error *err)
{
    kernel_shape *shape = NULL;
    lathe_status st = cadquery_run(engine->classes, text, length, limits, &shape, err);
    if (st != LATHE_OK)
        return st;
    if (!lazy_is_of_solids(shape->node)) {
        kernel_shape_free(shape);
        return lazy_exact(err);
    }
    *out = (lazy_part *)shape;
    return LATHE_OK;
}

void lazy_part_free(lazy_part *part)
{
    kernel_shape_free(shape_in(part));
}

bool lazy_part_box(const lazy_part *part, box3 *out)
{
    const box3 box = lazy_bounds(shape_in(part));
    for (int a = 0; a < 3; a++) {
        if (!(box.low[a] < box.high[a]) || !isfinite(box.high[a] - box.low[a]))
            return false;
    }
    *out = box;
    return true;
}

static lathe_status sample_part(lazy_engine *engine, int sampler, const lazy_part *part, const box3 *box, uint64_t *words,
                                lathe_error *err)
{
    lazy_sampler *s = &engine->samplers[sampler];
    if (!s->band)
        LAZY_TRY(lazy_sampler_init(s, sampled_grids[sampler], err));
    s->deadline = engine->deadline;
    return box_volume(box) > 0 ? lazy_sample(s, shape_in(part), box, words, err) : LATHE_OK;
}

lathe_status lazy_part_rows(lazy_engine *engine, const lazy_part *part, const box3 *box, row_grid grid,
                            sample_rows *out, lathe_error *err)
{
    for (int i = 0; i < GRIDS; i++) {
        if (sampled_grids[i] != grid)
            continue;
        LAZY_TRY(rows_allocate(grid, out, err));
        lathe_status st = sample_part(engine, i, part, box, out->words, err);
        if (st != LATHE_OK)
            rows_clear(out);
        return st;
    }
    return lathe_fail(err, LATHE_E_INPUT, "rows of grid '%s' are computed from triangles only", row_grid_name(grid));
}

static lathe_status source_rows(const void *solid, const box3 *box, row_grid grid, sample_rows *out, lathe_error *err)
{
    const lazy_source *s = solid;
    return lazy_part_rows(s->engine, s->part, box, grid, out, err);
}

static bool source_box(const void *solid, box3 *out)
{
    const lazy_source *s = solid;
    return lazy_part_box(s->part, out);
}

row_source lazy_row_source(const lazy_source *source)
{
    return (row_source){ source, source_rows, source_box };
}
