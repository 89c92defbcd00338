/* The arithmetic that both renderings of a chart share. */
#include "ops/report/chart.h"
#include "ops/report/chart_range.h"

#include <math.h>

chart_axis chart_axis_for(double low, double high, int count)
{
    if (!(high > low)) {
        double pad = low != 0 ? fabs(low) * .1 : 1;
        low -= pad;
        high += pad;
    }
    double raw = (high - low) / count;
    double power = pow(10, floor(log10(raw)));
    static const double steps[] = {1, 2, 5, 10};
    double tick = 10 * power;
    for (int i = 3; i >= 0; i--)
        if (steps[i] * power >= raw * (1 - 1e-12))
            tick = steps[i] * power;
    return (chart_axis){floor(low / tick + 1e-9) * tick, ceil(high / tick - 1e-9) * tick, tick};
}

static bool widen(const double *values, size_t count, double *low, double *high)
{
    bool any = false;
    for (size_t i = 0; i < count; i++) {
        if (!isfinite(values[i]))
            continue;
        any = true;
        *low = fmin(*low, values[i]);
        *high = fmax(*high, values[i]);
    }
    return any;
}

bool chart_range_of(const chart_panel *panel, bool vertical, double *out_low, double *out_high)
{
    double low = INFINITY, high = -INFINITY;
    bool any = false;
    for (size_t i = 0; i < panel->series_count; i++) {
        const chart_series *s = &panel->series[i];
        any |= widen(vertical ? s->y : s->x, s->count, &low, &high);
    }
    if (!any)
        return false;
    *out_low = low;
    *out_high = high;
    return true;
}

bool chart_vertical_axis(const chart_panel *panel, int count, chart_axis *out)
{
    double low = panel->low, high = panel->high;
    if (low == 0 && high == 0 && !chart_range_of(panel, true, &low, &high))
        return false;
    *out = chart_axis_for(low, high, count);
    return true;
}
