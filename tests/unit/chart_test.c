/* Charts: round axes, text and pictures. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/file.h"
#include "ops/report/chart.h"

static void an_axis_has_round_ticks_and_covers_its_values(void **state)
{
    (void)state;
    static const struct {
        double low, high;
        int count;
        chart_axis wanted;
    } rows[] = {
        {0, 1, 5, {0, 1, .2}},      {.31, .78, 5, {.3, .8, .1}},     {-3, 97, 5, {-20, 100, 20}},
        {4, 4, 5, {3.6, 4.4, .2}}, {0, 0, 4, {-1, 1, .5}}, {0, 1200, 10, {0, 1200, 200}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        chart_axis a = chart_axis_for(rows[i].low, rows[i].high, rows[i].count);
        assert_true(a.low <= rows[i].low + 1e-12 && a.high >= rows[i].high - 1e-12);
        assert_true(fabs(a.tick - rows[i].wanted.tick) < 1e-9);
        assert_true(fabs(a.low - rows[i].wanted.low) < 1e-9 && fabs(a.high - rows[i].wanted.high) < 1e-9);
    }
}

static void text_rises_where_values_rise(void **state)
{
    (void)state;
    static const double x[] = {0, 1, 2, 3}, y[] = {0, NAN, 2, 3};
    const chart_series s = {"rise", x, y, 4};
    const chart_panel panel = {.title = "a title", .series = &s, .series_count = 1};
    bytes out;
    bytes_init(&out, 1 << 16);
    lathe_error err = {0};
    assert_int_equal(chart_print(&out, &panel, 40, 4, &err), LATHE_OK);
    char *first = strchr((char *)out.data, '\n') + 1, *last = first;
    for (int i = 0; i < 3; i++)
        last = strchr(last, '\n') + 1;
    assert_non_null(strstr((char *)out.data, "a title"));
    assert_true(strcspn(first, "\xe2") > strcspn(last, "\xe2"));
    assert_int_equal(chart_print(&out, &panel, 5, 4, &err), LATHE_E_INPUT);
    bytes_clear(&out);
}

static void a_picture_is_written_whole_or_not_at_all(void **state)
{
    (void)state;
    double x[200], a[200], b[200];
    for (int i = 0; i < 200; i++) {
        x[i] = i;
        a[i] = .4 + .3 * (1 - exp(-i / 60.)) + .05 * sin(i * 1.7);
        b[i] = i % 50 == 0 ? NAN : 1 - exp(-i / 30.);
    }
    const chart_series series[] = {{"mean IoU", x, a, 200}, {"valid rate", x, b, 200}};
    const chart_panel panels[] = {{.title = "reward", .x_label = "step", .series = series, .series_count = 1},
                                  {.title = "IoU", .x_label = "step", .series = series, .series_count = 2, .low = 0, .high = 1}};
    char folder[] = "/tmp/lathe-chart-XXXXXX", path[64];
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/history.png", folder);
    lathe_error err = {0};
    assert_int_equal(chart_write_png(path, "run 'quickstart'", panels, 2, &err), LATHE_OK);
    bytes png;
    bytes_init(&png, 1 << 22);
    assert_int_equal(file_read(path, &png, &err), LATHE_OK);
    assert_true(png.length > 5000 && memcmp(png.data, "\x89PNG", 4) == 0);
    bytes_clear(&png);
    unlink(path);
    const chart_panel empty = {.title = "nothing"};
    assert_int_equal(chart_write_png(path, "", &empty, 1, &err), LATHE_E_INPUT);
    assert_int_equal(chart_write_png(path, "", panels, 9, &err), LATHE_E_INPUT);
    assert_false(file_exists(path));
    assert_int_equal(chart_write_png("/nonexistent/a.png", "", panels, 2, &err), LATHE_E_IO);
    rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_axis_has_round_ticks_and_covers_its_values),
        cmocka_unit_test(text_rises_where_values_rise),
        cmocka_unit_test(a_picture_is_written_whole_or_not_at_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
