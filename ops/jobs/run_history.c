/* run_history.c: reads metrics by the database's own queries, draws them by ops/report. */
#include "ops/jobs/run_history.h"

#include <inttypes.h>
#include <jansson.h>
#include <math.h>
#include <stdlib.h>

#include "ops/jobs/query_rows.h"
#include "ops/report/chart.h"

enum { TEXT_ROWS = 10 };

/* A line of the history: one metric of the stages of a kind. */
typedef struct line_spec {
    const char *kind, *metric, *name;
} line_spec;

typedef struct panel_spec {
    const char *title, *x_label;
    double low, high;
    line_spec lines[CHART_MAX_SERIES]; /* up to the first without a name */
} panel_spec;

static const panel_spec panel_specs[] = {
    {"supervised: cross-entropy a token", "SFT step", 0, 0,
     {{"sft", "sft/loss", "training"}, {"sft", "sft/held_loss", "held back"}}},
    {"reward of the samples", "PPO step", 0, 0, {{"ppo", "reward/mean", "mean"}}},
    {"IoU and share of scripts that run", "PPO step", 0, 1,
     {{"ppo", "iou/mean", "IoU, training"},
      {"ppo", "valid_rate", "runs, training"},
      {"ppo", "held/sampled/iou_mean", "IoU, held back, sampled"},
      {"ppo", "held/greedy/iou_mean", "IoU, held back, greedy"}}},
    {"distance to the reference policy", "PPO step", 0, 0, {{"ppo", "kl", "KL"}}},
};
enum { PANELS = sizeof panel_specs / sizeof *panel_specs, REWARD_PANEL = 1 };

/* The numbers of one chart; ends with lines_clear. */
typedef struct lines {
    chart_panel panels[PANELS];
    chart_series series[PANELS][CHART_MAX_SERIES];
    double *numbers[PANELS][CHART_MAX_SERIES]; /* x, then y */
} lines;

static void lines_clear(lines *l)
{
    for (size_t i = 0; i < PANELS; i++)
        for (size_t k = 0; k < CHART_MAX_SERIES; k++)
            free(l->numbers[i][k]);
    *l = (lines){0};
}

/* Reads one line; *out_numbers is the caller's, NULL where the run has none of it. */
static lathe_status read_line(experiment_db *db, const experiment_run *run, const line_spec *spec, chart_series *out,
                              double **out_numbers, lathe_error *err)
{
    char sql[512];
    json_t *rows = NULL;
    snprintf(sql, sizeof sql,
             "SELECT m.step AS step, m.value AS value FROM metric m JOIN stage s ON s.run = m.run AND s.stage = m.stage "
             "WHERE m.run = %" PRId64 " AND s.kind = '%s' AND m.name = '%s' ORDER BY m.stage, m.step",
             run->id, spec->kind, spec->metric);
    lathe_status st = query_rows(db, sql, &rows, err);
    if (st != LATHE_OK)
        return st;
    size_t count = json_array_size(rows);
    double *numbers = calloc(2 * count + 1, sizeof *numbers);
    if (!numbers) {
        json_decref(rows);
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for a history of %zu steps", count);
    }
    for (size_t i = 0; i < count; i++) {
        const json_t *value = json_object_get(json_array_get(rows, i), "value");
        numbers[i] = json_number_value(json_object_get(json_array_get(rows, i), "step"));
        numbers[count + i] = json_is_number(value) ? json_number_value(value) : NAN;
    }
    json_decref(rows);
    *out = (chart_series){spec->name, numbers, numbers + count, count};
    *out_numbers = numbers;
    return LATHE_OK;
}

static lathe_status read_lines(experiment_db *db, const experiment_run *run, lines *out, lathe_error *err)
{
    lathe_status st = LATHE_OK;
    for (size_t i = 0; i < PANELS && st == LATHE_OK; i++) {
        const panel_spec *spec = &panel_specs[i];
        out->panels[i] = (chart_panel){spec->title, spec->x_label, out->series[i], 0, spec->low, spec->high};
        for (size_t k = 0; k < CHART_MAX_SERIES && spec->lines[k].name && st == LATHE_OK; k++) {
            st = read_line(db, run, &spec->lines[k], &out->series[i][k], &out->numbers[i][k], err);
            out->panels[i].series_count += st == LATHE_OK;
        }
    }
    return st;
}

lathe_status run_history_picture(experiment_db *db, const experiment_run *run, const char *path, lathe_error *err)
{
    char title[EXPERIMENT_DB_NAME_MAX + 16];
    lines l = {0};
    lathe_status st = read_lines(db, run, &l, err);
    snprintf(title, sizeof title, "run '%s'", run->name);
    if (st == LATHE_OK)
        st = chart_write_png(path, title, l.panels, PANELS, err);
    lines_clear(&l);
    return st;
}

/* The held-back figures, a line each. */
static lathe_status print_held(experiment_db *db, const experiment_run *run, FILE *out, lathe_error *err)
{
    char sql[512];
    json_t *rows = NULL;
    snprintf(sql, sizeof sql,
             "SELECT s.kind AS stage, m.step AS step, m.name AS name, m.value AS value FROM metric m JOIN stage s "
             "ON s.run = m.run AND s.stage = m.stage WHERE m.run = %" PRId64 " AND m.name LIKE 'held/%%' "
             "ORDER BY m.stage, m.step, m.name",
             run->id);
    lathe_status st = query_rows(db, sql, &rows, err);
    if (st != LATHE_OK)
        return st;
    for (size_t i = 0; i < json_array_size(rows); i++) {
        const json_t *row = json_array_get(rows, i);
        fprintf(out, "%s%-5s step %-6" JSON_INTEGER_FORMAT " %-26s %.4f\n", i == 0 ? "held back:\n  " : "  ",
                json_string_value(json_object_get(row, "stage")), json_integer_value(json_object_get(row, "step")),
                json_string_value(json_object_get(row, "name")), json_number_value(json_object_get(row, "value")));
    }
    json_decref(rows);
    return LATHE_OK;
}

lathe_status run_history_print(experiment_db *db, const experiment_run *run, int width, FILE *out, lathe_error *err)
{
    lines l = {0};
    bytes text;
    bytes_init(&text, 1 << 20);
    lathe_status st = read_lines(db, run, &l, err);
    if (st == LATHE_OK && l.series[REWARD_PANEL][0].count > 0)
        st = chart_print(&text, &l.panels[REWARD_PANEL], width, TEXT_ROWS, err);
    if (st == LATHE_OK && text.length > 0)
        fprintf(out, "%s\n", (const char *)text.data);
    if (st == LATHE_OK)
        st = print_held(db, run, out, err);
    bytes_clear(&text);
    lines_clear(&l);
    return st;
}
