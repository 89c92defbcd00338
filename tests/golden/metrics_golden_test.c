/* Metrics against conventions.py of golden/metrics, which computed them from other programs' parts: manifold's booleans, numpy's
 * eigenvectors, scipy's nearest neighbours. */
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "reward/measure/score.h"

static const char folder[] = "tests/golden/metrics";

/* By sampler: what rows resolve of a boolean (six times the mean over real pairs: these parts are thin), and what
 * rounding leaves between equal voxels. */
static const double iou_tolerance[] = {
    [METRIC_SAMPLE_BOXES] = .004,
    [METRIC_SAMPLE_CUBE] = .0005,
    [METRIC_SAMPLE_SURFACE] = .002,
};

static bytes fixture(const char *name, const char *ending)
{
    char path[4096];
    bytes data;
    bytes_init(&data, 1 << 20);
    snprintf(path, sizeof path, "%s/%s%s", folder, name, ending);
    if (file_read(path, &data, NULL) != LATHE_OK)
        fail_msg("cannot read '%s'", path);
    return data;
}

static triangle_mesh read_mesh(const char *name)
{
    bytes data = fixture(name, ".stl");
    triangle_mesh m = MESH_INIT;
    assert_int_equal(mesh_read_stl(data.data, data.length, &m, NULL), LATHE_OK);
    bytes_clear(&data);
    return m;
}

static score_measures measure(metric_id metric, const char *truth_name, const char *prediction_name, uint32_t points)
{
    triangle_mesh meshes[2] = {read_mesh(truth_name), read_mesh(prediction_name)};
    const body truth = {&meshes[0], NULL}, prediction = {&meshes[1], NULL};
    const target_wish wish = {.metric = metric, .chamfer_points = points};
    score_measures out;
    target *t = NULL;
    assert_int_equal(target_from_body(&truth, &wish, &t, NULL), LATHE_OK);
    assert_int_equal(score_body(t, &prediction, ROW_GRID_LATTICE_4096, &out, NULL), LATHE_OK);
    target_free(t);
    mesh_clear(&meshes[0]);
    mesh_clear(&meshes[1]);
    return out;
}

static void check_line(char *line)
{
    char *columns[7], *rest = NULL;
    metric_id metric = METRIC_ABSOLUTE;
    for (int i = 0; i < 7; i++) {
        columns[i] = strtok_r(i ? NULL : line, ",", &rest);
        assert_non_null(columns[i]);
    }
    assert_true(metric_by_name(columns[0], &metric));
    score_measures m = measure(metric, columns[1], columns[2], (uint32_t)atoi(columns[6]));
    double iou = iou_from_counts(&m.counts), known = strtod(columns[3], NULL);
    double chamfer = strtod(columns[4], NULL), deviation = strtod(columns[5], NULL);
    if (fabs(iou - known) > iou_tolerance[metric_by_id(metric)->sampler])
        fail_msg("%s of %s and %s: %f for %f", columns[0], columns[1], columns[2], iou, known);
    if (!m.has_chamfer || fabs(m.chamfer - chamfer) > 5 * deviation + .01 * chamfer)
        fail_msg("%s of %s and %s: chamfer distance %g for %g +- %g", columns[0], columns[1], columns[2], m.chamfer, chamfer,
                 deviation);
}

static void metrics_agree_with_other_programs(void **state)
{
    (void)state;
    bytes table = fixture("expected", ".csv");
    int count = 0;
    char *rest = NULL;
    strtok_r((char *)table.data, "\n", &rest);
    for (char *line; (line = strtok_r(NULL, "\n", &rest)) != NULL; count++)
        check_line(line);
    assert_int_equal(count, 6 * METRIC_COUNT);
    bytes_clear(&table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(metrics_agree_with_other_programs)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
