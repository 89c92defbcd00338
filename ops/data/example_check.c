#include "ops/data/example_check.h"

#include <math.h>
#include <stdio.h>

#include "reward/measure/target.h"

enum { PROBLEM_BYTES = 300 };

/* Rows that do not close, of the grid that has most. */
static uint32_t open_rows(const target *t)
{
    uint32_t most = 0;
    for (int g = 0; g < ROW_GRID_COUNT; g++) {
        const sample_rows *r = target_rows(t, (row_grid)g);
        most = r && r->open_rows > most ? r->open_rows : most;
    }
    return most;
}

/* Sets usable, problem and volume. */
static void judge_target(const bytes *blob, const hash256 *named, example_finding *f, char problem[PROBLEM_BYTES])
{
    target *t = NULL;
    lathe_error err = {0};
    const hash256 own = hash_of(blob->data, blob->length);
    f->usable = false;
    if (!hash_equal(&own, named)) {
        snprintf(problem, PROBLEM_BYTES, "the target is not what its hash says");
        return;
    }
    if (target_decode(blob->data, blob->length, &t, &err) != LATHE_OK) {
        snprintf(problem, PROBLEM_BYTES, "%s", err.message);
        return;
    }
    const uint32_t open = open_rows(t);
    f->volume = target_volume(t);
    f->usable = true;
    if (open > 0 && target_version(t) == TARGET_OLD_VERSION) {
        f->usable = false; /* that version guessed what lies behind them */
        snprintf(problem, PROBLEM_BYTES, "the truth is not closed: %u rows do not close; import it anew", open);
    } else if (open > 0) {
        snprintf(problem, PROBLEM_BYTES, "%u rows do not close: measured by winding number", open);
    } else if (f->volume < 0) {
        snprintf(problem, PROBLEM_BYTES, "the mesh is wound inside out");
    }
    target_free(t);
}

static void judge_points(const example_entry *e, example_finding *f, char problem[PROBLEM_BYTES])
{
    for (size_t i = 0; i < (size_t)e->point_count * 3; i++) {
        if (!isfinite(e->points[i])) {
            f->usable = false;
            snprintf(problem, PROBLEM_BYTES, "point %zu is not finite", i / 3);
            return;
        }
    }
}

static lathe_status check_part(experiment_db *db, const example_entry *e, bytes *blob, example_finding *f,
                               char problem[PROBLEM_BYTES], lathe_error *err)
{
    bool found = false;
    bytes_reset(blob);
    lathe_status st = example_set_target(db, &e->target_hash, blob, &found, err);
    if (st != LATHE_OK)
        return st;
    *problem = 0;
    if (found)
        judge_target(blob, &e->target_hash, f, problem);
    else
        snprintf(problem, PROBLEM_BYTES, "the target is not in the database");
    if (f->usable)
        judge_points(e, f, problem);
    return LATHE_OK;
}

lathe_status example_check_set(experiment_db *db, int64_t set,
                               lathe_status (*visit)(void *context, const example_finding *finding, lathe_error *err),
                               void *context, example_check_counts *out, lathe_error *err)
{
    static const char *const names[] = {[EXAMPLE_TRAIN] = "train", [EXAMPLE_HELD] = "held"};
    example_check_counts counts = {0};
    lathe_status st = LATHE_OK;
    bytes blob;
    bytes_init(&blob, EXAMPLE_SET_TARGET_MAX);
    for (int split = EXAMPLE_TRAIN; split <= EXAMPLE_HELD && st == LATHE_OK; split++) {
        example_list list = {0};
        st = example_set_load(db, set, (example_split)split, 0, &list, err);
        for (uint32_t i = 0; i < list.count && st == LATHE_OK; i++) {
            char problem[PROBLEM_BYTES];
            example_finding f = {.name = list.rows[i].name, .split = names[split], .problem = problem};
            st = check_part(db, &list.rows[i], &blob, &f, problem, err);
            if (st != LATHE_OK)
                break;
            counts.parts++;
            counts.unusable += !f.usable;
            counts.odd += f.usable && *problem;
            st = visit(context, &f, err);
        }
        example_list_clear(&list);
    }
    bytes_clear(&blob);
    if (st == LATHE_OK)
        *out = counts;
    return st;
}
