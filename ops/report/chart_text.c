/* A chart as text: braille cells hold 2 x 4 dots each. */
#include "ops/report/chart.h"
#include "ops/report/chart_range.h"

#include <math.h>
#include <stdlib.h>

enum { LABEL = 10, MAX_WIDTH = 400, MAX_HEIGHT = 100 };

/* Dots of a braille cell, by row and column, as bits of U+2800 (Unicode 15, chapter 21). */
static const unsigned char dots[4][2] = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};

typedef struct grid {
    unsigned char *cells; /* [height][width] */
    int width, height;
} grid;

static void set_dot(grid *g, int x, int y)
{
    if (x >= 0 && y >= 0 && x < 2 * g->width && y < 4 * g->height)
        g->cells[y / 4 * g->width + x / 2] |= dots[y % 4][x % 2];
}

static void set_line(grid *g, double x0, double y0, double x1, double y1)
{
    int steps = (int)fmax(1, ceil(fmax(fabs(x1 - x0), fabs(y1 - y0))));
    for (int i = 0; i <= steps; i++)
        set_dot(g, (int)lround(x0 + (x1 - x0) * i / steps), (int)lround(y0 + (y1 - y0) * i / steps));
}

static void plot_series(grid *g, const chart_series *s, double low, double high, chart_axis y)
{
    double previous_x = NAN, previous_y = NAN;
    for (size_t i = 0; i < s->count; i++) {
        if (!isfinite(s->y[i])) {
            previous_x = NAN;
            continue;
        }
        double px = high > low ? (s->x[i] - low) / (high - low) * (2 * g->width - 1) : 0;
        double share = fmin(fmax((s->y[i] - y.low) / (y.high - y.low), 0), 1);
        double py = (1 - share) * (4 * g->height - 1);
        set_line(g, isnan(previous_x) ? px : previous_x, isnan(previous_x) ? py : previous_y, px, py);
        previous_x = px;
        previous_y = py;
    }
}

static lathe_status print_row(bytes *out, const grid *g, int row, chart_axis y, lathe_error *err)
{
    lathe_status st;
    bool labelled = row == 0 || row == g->height - 1 || row == g->height / 2;
    if (labelled) {
        double value = y.high - (y.high - y.low) * row / (g->height > 1 ? g->height - 1 : 1);
        st = bytes_printf(out, err, "%*.4g |", LABEL - 2, value);
    } else {
        st = bytes_printf(out, err, "%*s |", LABEL - 2, "");
    }
    for (int x = 0; x < g->width && st == LATHE_OK; x++) {
        unsigned cell = g->cells[row * g->width + x];
        const char utf8[3] = {(char)0xe2, (char)(0xa0 | cell >> 6), (char)(0x80 | (cell & 0x3f))};
        st = cell ? bytes_append(out, utf8, 3, err) : bytes_append(out, " ", 1, err);
    }
    return st == LATHE_OK ? bytes_append(out, "\n", 1, err) : st;
}

lathe_status chart_print(bytes *out, const chart_panel *panel, int width, int height, lathe_error *err)
{
    chart_axis y;
    double low = 0, high = 0;
    if (width < LABEL + 10 || height < 2 || width > MAX_WIDTH || height > MAX_HEIGHT)
        return lathe_fail(err, LATHE_E_INPUT, "a chart of %d x %d cells cannot be printed", width, height);
    if (!chart_vertical_axis(panel, height, &y) || !chart_range_of(panel, false, &low, &high))
        return bytes_printf(out, err, "%s: no values\n", panel->title);
    grid g = {.width = width - LABEL, .height = height};
    g.cells = calloc((size_t)g.width, (size_t)g.height);
    if (!g.cells)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for a chart");
    for (size_t i = 0; i < panel->series_count; i++)
        plot_series(&g, &panel->series[i], low, high, y);
    lathe_status st = bytes_printf(out, err, "%*s%s\n", LABEL, "", panel->title);
    for (int row = 0; row < height && st == LATHE_OK; row++)
        st = print_row(out, &g, row, y, err);
    if (st == LATHE_OK)
        st = bytes_printf(out, err, "%*s%-*.6g%.6g\n", LABEL, "", g.width - 4, low, high);
    free(g.cells);
    return st;
}
