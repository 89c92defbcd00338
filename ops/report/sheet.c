#include "ops/report/drawing.h"

#include "ops/report/surface.h"

enum { MARGIN = 20, HEAD = 52, CAPTION = 24, GAP = 16 };

/* Copies a cell's pixels into an image of its own; NULL without memory. */
static cairo_surface_t *image_of(const uint8_t *pixels)
{
    cairo_surface_t *image = cairo_image_surface_create(CAIRO_FORMAT_RGB24, SHEET_CELL, SHEET_CELL);
    if (cairo_surface_status(image) != CAIRO_STATUS_SUCCESS)
        return image;
    unsigned char *data = cairo_image_surface_get_data(image);
    int stride = cairo_image_surface_get_stride(image);
    cairo_surface_flush(image);
    for (int y = 0; y < SHEET_CELL; y++) {
        uint32_t *row = (uint32_t *)(void *)(data + (size_t)y * (size_t)stride);
        const uint8_t *from = pixels + (size_t)y * SHEET_CELL * 3;
        for (int x = 0; x < SHEET_CELL; x++)
            row[x] = (uint32_t)from[3 * x] << 16 | (uint32_t)from[3 * x + 1] << 8 | from[3 * x + 2];
    }
    cairo_surface_mark_dirty(image);
    return image;
}

static void draw_cell(cairo_t *c, const sheet_cell *cell, double x, double y)
{
    if (cell->pixels) {
        cairo_surface_t *image = image_of(cell->pixels);
        cairo_set_source_surface(c, image, x, y);
        cairo_paint(c);
        cairo_surface_destroy(image);
    } else {
        cairo_set_source_rgb(c, .6, .3, .3);
        surface_put_text(c, x + SHEET_CELL / 2.0, y + SHEET_CELL / 2.0, .5, cell->note);
    }
    cairo_set_source_rgb(c, .2, .2, .2);
    surface_put_text(c, x + SHEET_CELL / 2.0, y + SHEET_CELL + 16, .5, cell->caption);
}

/* Where a column begins: cells of a group touch, groups have a gap. */
static double column_left(uint32_t column, uint32_t group)
{
    return MARGIN + (double)column * SHEET_CELL + (double)(column / group) * GAP;
}

static double row_top(uint32_t row)
{
    return HEAD + (double)row * (SHEET_CELL + CAPTION + GAP);
}

static void draw_frame(cairo_t *c, double x, double y, uint32_t cells)
{
    cairo_set_source_rgb(c, .84, .84, .84);
    cairo_set_line_width(c, 1);
    cairo_rectangle(c, x + .5, y + .5, cells * (double)SHEET_CELL - 1, SHEET_CELL + CAPTION - 1);
    cairo_stroke(c);
}

lathe_status sheet_draw(const char *path, const char *title, const sheet_cell *cells, uint32_t count, uint32_t columns,
                        uint32_t group, lathe_error *err)
{
    if (count == 0 || count > SHEET_MAX_CELLS || columns == 0 || group == 0)
        return lathe_fail(err, LATHE_E_INPUT, "cannot draw '%s': %u pictures in %u columns by %u", path, count, columns,
                          group);
    uint32_t rows = (count + columns - 1) / columns;
    int width = MARGIN + (int)column_left(columns - 1, group) + SHEET_CELL;
    int height = HEAD + (int)rows * (SHEET_CELL + CAPTION + GAP) + MARGIN;
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
    cairo_t *c = cairo_create(surface);
    cairo_set_source_rgb(c, 1, 1, 1);
    cairo_paint(c);
    cairo_select_font_face(c, "DejaVu Sans", CAIRO_FONT_SLANT_NORMAL, CAIRO_FONT_WEIGHT_NORMAL);
    cairo_set_source_rgb(c, .1, .1, .1);
    cairo_set_font_size(c, 17);
    surface_put_text(c, MARGIN, 33, 0, title);
    cairo_set_font_size(c, 11.5);
    for (uint32_t i = 0; i < count; i++)
        draw_cell(c, &cells[i], column_left(i % columns, group), row_top(i / columns));
    for (uint32_t i = 0; i < count; i++)
        if (i % columns % group == 0)
            draw_frame(c, column_left(i % columns, group), row_top(i / columns), group);
    lathe_status st = surface_write_png(surface, path, err);
    cairo_destroy(c);
    cairo_surface_destroy(surface);
    return st;
}
