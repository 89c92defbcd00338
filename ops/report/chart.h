/* chart.h: line charts of a run's history, as a PNG file and as text for a terminal.
 *
 * A chart is a column of panels, each with axes of its own. Values that are not finite are gaps. Drawn with
 * cairo. Thread-safe: nothing is shared. */
#ifndef LATHE_OPS_REPORT_CHART_H
#define LATHE_OPS_REPORT_CHART_H

#include "base/bytes.h"

enum { CHART_MAX_PANELS = 8, CHART_MAX_SERIES = 6 };

typedef struct chart_series {
    const char *name; /* shown in the legend */
    const double *x;  /* [count], ascending */
    const double *y;  /* [count] */
    size_t count;
} chart_series;

typedef struct chart_panel {
    const char *title;
    const char *x_label;
    const chart_series *series;
    size_t series_count; /* at most CHART_MAX_SERIES */
    double low, high;    /* of the vertical axis; both 0: fitted to the values */
} chart_panel;

/* Writes panels, one below the other, under a title. Everything is borrowed. The file appears whole or not at all.
 * LATHE_E_INPUT for more panels or series than the maxima or for no finite value at all, LATHE_E_IO if the file cannot
 * be written. */
lathe_status chart_write_png(const char *path, const char *title, const chart_panel *panels, size_t panel_count,
                             lathe_error *err);

/* Appends one panel as lines of text, `width` x `height` cells of braille dots with a labelled vertical axis. */
lathe_status chart_print(bytes *out, const chart_panel *panel, int width, int height, lathe_error *err);

/* The range and the distance of round ticks (1, 2 or 5 times a power of ten) that cover [low, high] with at most
 * `count` intervals. */
typedef struct chart_axis {
    double low, high, tick;
} chart_axis;
chart_axis chart_axis_for(double low, double high, int count);

#endif
