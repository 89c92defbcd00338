#include "ops/report/surface.h"

#include "base/file.h"

enum { PNG_MAX = 64 << 20 };

static cairo_status_t append_bytes(void *to, const unsigned char *data, unsigned length)
{
    return bytes_append(to, data, length, NULL) == LATHE_OK ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

lathe_status surface_write_png(cairo_surface_t *surface, const char *path, lathe_error *err)
{
    bytes png;
    bytes_init(&png, PNG_MAX);
    cairo_status_t drawn = cairo_surface_write_to_png_stream(surface, append_bytes, &png);
    lathe_status st = drawn == CAIRO_STATUS_SUCCESS
                          ? file_write_atomically(path, png.data, png.length, err)
                          : lathe_fail(err, LATHE_E_NOMEM, "cannot draw '%s': %s", path, cairo_status_to_string(drawn));
    bytes_clear(&png);
    return st;
}

void surface_put_text(cairo_t *c, double x, double y, double anchor, const char *text)
{
    cairo_text_extents_t size;
    cairo_text_extents(c, text, &size);
    cairo_move_to(c, x - anchor * size.x_advance, y);
    cairo_show_text(c, text);
}
