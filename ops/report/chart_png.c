/* A chart as a PNG picture, drawn by cairo. */
#include "ops/report/drawing.h"
#include "ops/report/chart_range.h"
#include "ops/report/surface.h"

#include <cairo.h>
#include <math.h>
#include <stdio.h>

enum {
    WIDTH = 960,
    PANEL_HEIGHT = 250,
    HEAD = 56,
    FOOT = 12,
    LEFT = 72,
    RIGHT = 24,
    PANEL_HEAD = 34,
    PANEL_FOOT = 44,
    SMOOTHING = 9, /* points of the moving average that is drawn over the values */
};

static const double palette[CHART_MAX_SERIES][3] = {
    {.12, .42, .70}, {.85, .37, .10}, {.20, .55, .25}, {.60, .30, .62}, {.45, .45, .45}, {.70, .60, .10},
};

/* One panel's place and scales. */
typedef struct plot {
    cairo_t *to;
    double left, top, width, height;
    chart_axis x, y;
} plot;

static void set_ink(cairo_t *c, double grey)
{
    cairo_set_source_rgb(c, grey, grey, grey);
}

static double across(const plot *p, double x)
{
    return p->left + (x - p->x.low) / (p->x.high - p->x.low) * p->width;
}

static double up(const plot *p, double y)
{
    double share = (y - p->y.low) / (p->y.high - p->y.low);
    return p->top + (1 - fmin(fmax(share, 0), 1)) * p->height;
}

static void put_number(cairo_t *c, double x, double y, double anchor, double value)
{
    char text[32];
    snprintf(text, sizeof text, "%.6g", fabs(value) < 1e-12 ? 0 : value);
    surface_put_text(c, x, y, anchor, text);
}

static void draw_frame(const plot *p)
{
    cairo_t *c = p->to;
    cairo_set_font_size(c, 11);
    cairo_set_line_width(c, 1);
    for (int i = 0; p->y.low + i * p->y.tick <= p->y.high + p->y.tick * 1e-6; i++) {
        double value = p->y.low + i * p->y.tick, y = floor(up(p, value)) + .5;
        set_ink(c, .90);
        cairo_move_to(c, p->left, y);
        cairo_line_to(c, p->left + p->width, y);
        cairo_stroke(c);
        set_ink(c, .35);
        put_number(c, p->left - 8, y + 4, 1, value);
    }
    for (int i = 0; p->x.low + i * p->x.tick <= p->x.high + p->x.tick * 1e-6; i++) {
        double value = p->x.low + i * p->x.tick, x = floor(across(p, value)) + .5;
        set_ink(c, .94);
        cairo_move_to(c, x, p->top);
        cairo_line_to(c, x, p->top + p->height);
        cairo_stroke(c);
        set_ink(c, .35);
        put_number(c, x, p->top + p->height + 16, .5, value);
    }
    set_ink(c, .55);
    cairo_move_to(c, p->left + .5, p->top);
    cairo_line_to(c, p->left + .5, p->top + p->height + .5);
    cairo_line_to(c, p->left + p->width, p->top + p->height + .5);
    cairo_stroke(c);
}

static double smoothed(const chart_series *s, size_t i)
{
    double sum = 0;
    int count = 0;
    for (size_t k = i > SMOOTHING / 2 ? i - SMOOTHING / 2 : 0; k < s->count && k <= i + SMOOTHING / 2; k++) {
        if (isfinite(s->y[k])) {
            sum += s->y[k];
            count++;
        }
    }
    return count > 0 ? sum / count : NAN;
}

static void draw_line(const plot *p, const chart_series *s, bool smooth)
{
    bool pen_down = false;
    for (size_t i = 0; i < s->count; i++) {
        double y = smooth ? smoothed(s, i) : s->y[i];
        if (!isfinite(y) || !isfinite(s->y[i])) {
            pen_down = false;
            continue;
        }
        (pen_down ? cairo_line_to : cairo_move_to)(p->to, across(p, s->x[i]), up(p, y));
        pen_down = true;
    }
    cairo_stroke(p->to);
}

static void draw_series(const plot *p, const chart_series *s, const double colour[3])
{
    cairo_t *c = p->to;
    bool many = s->count > 2 * SMOOTHING;
    cairo_set_source_rgba(c, colour[0], colour[1], colour[2], many ? .35 : 1);
    cairo_set_line_width(c, many ? 1 : 2);
    draw_line(p, s, false);
    cairo_set_source_rgb(c, colour[0], colour[1], colour[2]);
    if (many) {
        cairo_set_line_width(c, 2);
        draw_line(p, s, true);
        return;
    }
    for (size_t i = 0; i < s->count; i++) {
        if (!isfinite(s->y[i]))
            continue;
        cairo_arc(c, across(p, s->x[i]), up(p, s->y[i]), 3, 0, 2 * 3.141592653589793);
        cairo_fill(c);
    }
}

static void draw_legend(const plot *p, const chart_panel *panel)
{
    cairo_t *c = p->to;
    double x = p->left + p->width;
    cairo_set_font_size(c, 12);
    for (size_t i = panel->series_count; i-- > 0;) {
        cairo_text_extents_t size;
        cairo_text_extents(c, panel->series[i].name, &size);
        x -= size.x_advance;
        set_ink(c, .25);
        surface_put_text(c, x, p->top - 10, 0, panel->series[i].name);
        x -= 18;
        cairo_set_source_rgb(c, palette[i][0], palette[i][1], palette[i][2]);
        cairo_rectangle(c, x, p->top - 15, 12, 3);
        cairo_fill(c);
        x -= 14;
    }
}

/* The values' own range on the horizontal axis, which counts steps, with round ticks inside. */
static bool horizontal_axis(const chart_panel *panel, chart_axis *out)
{
    double low, high;
    if (!chart_range_of(panel, false, &low, &high))
        return false;
    *out = chart_axis_for(low, high, 10);
    if (out->tick < 1)
        *out = (chart_axis){floor(low), ceil(high), 1};
    if (high > low)
        out->high = high;
    return true;
}

static void draw_panel(cairo_t *c, const chart_panel *panel, double top)
{
    plot p = {.to = c, .left = LEFT, .top = top + PANEL_HEAD, .width = WIDTH - LEFT - RIGHT,
              .height = PANEL_HEIGHT - PANEL_HEAD - PANEL_FOOT};
    set_ink(c, .15);
    cairo_set_font_size(c, 13);
    surface_put_text(c, LEFT, p.top - 10, 0, panel->title);
    if (!chart_vertical_axis(panel, 5, &p.y) || !horizontal_axis(panel, &p.x)) {
        set_ink(c, .5);
        surface_put_text(c, LEFT + p.width / 2, p.top + p.height / 2, .5, "no values");
        return;
    }
    draw_frame(&p);
    set_ink(c, .35);
    surface_put_text(c, LEFT + p.width, p.top + p.height + 30, 1, panel->x_label);
    draw_legend(&p, panel);
    cairo_rectangle(c, p.left, p.top - 4, p.width + 4, p.height + 8);
    cairo_save(c);
    cairo_clip(c);
    for (size_t i = 0; i < panel->series_count; i++)
        draw_series(&p, &panel->series[i], palette[i]);
    cairo_restore(c);
}

/* LATHE_E_INPUT where there is too much or nothing to draw. */
static lathe_status check_panels(const char *path, const chart_panel *panels, size_t count, lathe_error *err)
{
    bool any = false;
    double low, high;
    if (count == 0 || count > CHART_MAX_PANELS)
        return lathe_fail(err, LATHE_E_INPUT, "cannot draw '%s': %zu panels, 1 to %d are possible", path, count,
                          CHART_MAX_PANELS);
    for (size_t i = 0; i < count; i++) {
        if (panels[i].series_count > CHART_MAX_SERIES)
            return lathe_fail(err, LATHE_E_INPUT, "cannot draw '%s': %zu series in '%s', at most %d are possible", path,
                              panels[i].series_count, panels[i].title, CHART_MAX_SERIES);
        any |= chart_range_of(&panels[i], true, &low, &high);
    }
    return any ? LATHE_OK : lathe_fail(err, LATHE_E_INPUT, "cannot draw '%s': no values", path);
}

lathe_status chart_draw(const char *path, const char *title, const chart_panel *panels, size_t panel_count, lathe_error *err)
{
    lathe_status st = check_panels(path, panels, panel_count, err);
    if (st != LATHE_OK)
        return st;
    int height = HEAD + (int)panel_count * PANEL_HEIGHT + FOOT;
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, WIDTH, height);
    cairo_t *c = cairo_create(surface);
    set_ink(c, 1);
    cairo_paint(c);
    cairo_select_font_face(c, "DejaVu Sans", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
    set_ink(c, .1);
    cairo_set_font_size(c, 18);
    surface_put_text(c, LEFT, 34, 0, title);
    for (size_t i = 0; i < panel_count; i++)
        draw_panel(c, &panels[i], HEAD + (double)i * PANEL_HEIGHT);
    st = surface_write_png(surface, path, err);
    cairo_destroy(c);
    cairo_surface_destroy(surface);
    return st;
}
