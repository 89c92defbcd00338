/* run_parts.c: parts of the last greedy evaluation, truth beside prediction in one frame. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "ops/jobs/query_rows.h"
#include "ops/jobs/run_history.h"
#include "ops/report/sheet.h"
#include "reward/measure/picture.h"

enum { PARTS_MAX = 64, PAIRS_A_ROW = 3, WAIT_MS = 1000, CAPTION = 96, FRAME_MARGIN = 10, SIDES = 2 };

/* Shapes of one part: truth, then prediction. */
typedef struct part {
    const json_t *row; /* of the query */
    triangle_mesh meshes[SIDES];
    bool has_mesh[SIDES];
    picture *pictures[SIDES];
    char captions[SIDES][CAPTION];
} part;

static const char *const side_keys[SIDES] = {"truth", "prediction"};

static lathe_status read_parts(experiment_db *db, const experiment_run *run, uint32_t count, json_t **out_rows,
                               lathe_error *err)
{
    char sql[1024];
    snprintf(sql, sizeof sql,
             "SELECT e.name AS name, t.text AS truth, s.failure AS failure, s.iou AS iou, "
             "CASE WHEN s.failure = 'ok' THEN p.text END AS prediction FROM rollout r JOIN score s ON s.rollout = r.id "
             "JOIN example e ON e.id = r.example JOIN script p ON p.id = r.script LEFT JOIN script t ON t.id = e.script "
             "WHERE r.run = %" PRId64 " AND r.purpose = 'held_greedy' AND (r.stage, r.step) = (SELECT stage, step FROM "
             "rollout WHERE run = r.run AND purpose = 'held_greedy' ORDER BY stage DESC, step DESC LIMIT 1) "
             "ORDER BY r.sample LIMIT %u",
             run->id, count < PARTS_MAX ? count : PARTS_MAX);
    lathe_status st = query_rows(db, sql, out_rows, err);
    if (st == LATHE_OK && json_array_size(*out_rows) == 0) {
        json_decref(*out_rows);
        st = lathe_fail(err, LATHE_E_INPUT, "run '%s' has no scored evaluation of held-back parts", run->name);
    }
    return st;
}

static lathe_status submit_sides(executor_pool *pool, const part *p, uint64_t first_tag, const run_limits *limits,
                                 lathe_error *err)
{
    lathe_status st = LATHE_OK;
    for (uint64_t side = 0; side < SIDES && st == LATHE_OK; side++) {
        const char *text = json_string_value(json_object_get(p->row, side_keys[side]));
        const executor_request request = {
            .limits = *limits,
            .source = {SOURCE_KIND_SCRIPT, {(const unsigned char *)text, text ? strlen(text) : 0}},
            .task = EXECUTOR_RUN,
            .run = {.stl = true, .mesh_linear = .001, .mesh_angular = .1},
        };
        if (text)
            st = pool_submit(pool, &request, first_tag + side, err);
    }
    return st;
}

/* A shape that cannot be made is left out; its cell says so. */
static lathe_status take_shape(executor_pool *pool, part *parts, lathe_error *err)
{
    bool any = false;
    pool_result result;
    lathe_status st = pool_next(pool, WAIT_MS, &result, &any, err);
    if (st != LATHE_OK || !any)
        return st;
    part *p = &parts[result.tag / SIDES];
    uint64_t side = result.tag % SIDES;
    const run_reply *run = &result.reply.run;
    if (result.reply.outcome.failure == FAILURE_OK)
        p->has_mesh[side] = mesh_read_stl(run->stl.data, run->stl.length, &p->meshes[side], NULL) == LATHE_OK;
    pool_result_clear(&result);
    return LATHE_OK;
}

static lathe_status make_shapes(part *parts, size_t count, const example_job_options *options, lathe_error *err)
{
    pool_options settings = POOL_OPTIONS_INIT;
    executor_pool *pool = NULL;
    settings.executor.path = options->executor;
    settings.slots = options->jobs;
    settings.max_queued = (uint32_t)(SIDES * count);
    lathe_status st = pool_new(&settings, &pool, err);
    for (size_t i = 0; i < count && st == LATHE_OK; i++)
        st = submit_sides(pool, &parts[i], SIDES * i, &options->limits, err);
    int64_t deadline = clock_monotonic_ms() + (int64_t)options->limits.wall_ms * (int64_t)(SIDES * count + SIDES);
    while (st == LATHE_OK && pool_unfinished(pool) > 0) {
        st = take_shape(pool, parts, err);
        if (st == LATHE_OK && clock_monotonic_ms() > deadline)
            st = lathe_fail(err, LATHE_E_BUSY, "executors did not make %zu shapes in time", pool_unfinished(pool));
    }
    pool_free(pool);
    return st;
}

static bool frame_of(const part *p, box3 *out)
{
    box3 boxes[SIDES];
    bool has[SIDES];
    for (size_t side = 0; side < SIDES; side++)
        has[side] = p->has_mesh[side] && mesh_box(&p->meshes[side], &boxes[side]);
    if (has[0] && has[1])
        *out = box_union(&boxes[0], &boxes[1]);
    else if (has[0] || has[1])
        *out = boxes[has[0] ? 0 : 1];
    return has[0] || has[1];
}

static lathe_status draw_part(part *p, lathe_error *err)
{
    static const picture_color colors[SIDES] = {{120, 164, 204}, {232, 160, 92}}; /* as PICTURE_TRUTH, PICTURE_PREDICTION */
    const picture_area area = {FRAME_MARGIN, FRAME_MARGIN, SHEET_CELL - 2 * FRAME_MARGIN, SHEET_CELL - 2 * FRAME_MARGIN};
    const char *failure = json_string_value(json_object_get(p->row, "failure"));
    box3 frame;
    lathe_status st = LATHE_OK;
    bool any = frame_of(p, &frame);
    for (size_t side = 0; side < SIDES && st == LATHE_OK; side++) {
        if (!any || !p->has_mesh[side])
            continue;
        st = picture_new(SHEET_CELL, SHEET_CELL, PICTURE_WHITE, &p->pictures[side], err);
        if (st == LATHE_OK)
            st = picture_draw_mesh(p->pictures[side], &area, &p->meshes[side], &frame, colors[side], err);
    }
    snprintf(p->captions[0], CAPTION, "%.28s", json_string_value(json_object_get(p->row, "name")));
    if (strcmp(failure, "ok") == 0)
        snprintf(p->captions[1], CAPTION, "IoU %.3f", json_number_value(json_object_get(p->row, "iou")));
    else
        snprintf(p->captions[1], CAPTION, "failed: %s", failure);
    return st;
}

static lathe_status write_sheet(const part *parts, size_t count, const experiment_run *run, const char *path,
                                lathe_error *err)
{
    sheet_cell cells[SIDES * PARTS_MAX];
    char title[EXPERIMENT_DB_NAME_MAX + 80];
    for (size_t i = 0; i < SIDES * count; i++) {
        const part *p = &parts[i / SIDES];
        size_t side = i % SIDES;
        cells[i] = (sheet_cell){
            .pixels = p->pictures[side] ? picture_pixels(p->pictures[side]) : NULL,
            .caption = p->captions[side],
            .note = side == 0 ? "no script" : "no shape",
        };
    }
    snprintf(title, sizeof title, "run '%s': held-back parts (blue) and what the policy wrote (orange)", run->name);
    return sheet_write_png(path, title, cells, (uint32_t)(SIDES * count), SIDES * PAIRS_A_ROW, SIDES,
                           err);
}

lathe_status run_history_parts(experiment_db *db, const experiment_run *run, uint32_t count,
                               const example_job_options *options, const char *path, lathe_error *err)
{
    json_t *rows = NULL;
    lathe_status st = read_parts(db, run, count, &rows, err);
    if (st != LATHE_OK)
        return st;
    size_t found = json_array_size(rows);
    part *parts = calloc(found, sizeof *parts);
    if (!parts)
        st = lathe_fail(err, LATHE_E_NOMEM, "out of memory for %zu parts", found);
    for (size_t i = 0; i < found && st == LATHE_OK; i++)
        parts[i].row = json_array_get(rows, i);
    if (st == LATHE_OK)
        st = make_shapes(parts, found, options, err);
    for (size_t i = 0; i < found && st == LATHE_OK; i++)
        st = draw_part(&parts[i], err);
    if (st == LATHE_OK)
        st = write_sheet(parts, found, run, path, err);
    for (size_t i = 0; parts && i < SIDES * found; i++) {
        picture_free(parts[i / SIDES].pictures[i % SIDES]);
        mesh_clear(&parts[i / SIDES].meshes[i % SIDES]);
    }
    free(parts);
    json_decref(rows);
    return st;
}
