/* chart_range.h: ranges of a panel's values; shared by the two renderings, not for others. */
#ifndef LATHE_OPS_REPORT_CHART_RANGE_H
#define LATHE_OPS_REPORT_CHART_RANGE_H

#include "ops/report/chart.h"

/* The finite range of x or y over all series; false where nothing is finite. */
bool chart_range_of(const chart_panel *panel, bool vertical, double *out_low, double *out_high);
/* The panel's vertical axis with at most count intervals; false where nothing is finite and no range was given. */
bool chart_vertical_axis(const chart_panel *panel, int count, chart_axis *out);

#endif
