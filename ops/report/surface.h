/* surface.h: a cairo surface as a file; shared by charts and sheets, not for others. */
#ifndef LATHE_OPS_REPORT_SURFACE_H
#define LATHE_OPS_REPORT_SURFACE_H

#include <cairo.h>

#include "base/status.h"

/* Writes the surface as PNG, whole or not at all. */
lathe_status surface_write_png(cairo_surface_t *surface, const char *path, lathe_error *err);
/* anchor: 0 text begins at x, .5 is centred on it, 1 ends there. */
void surface_put_text(cairo_t *c, double x, double y, double anchor, const char *text);

#endif
