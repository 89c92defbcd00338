/* drawing.h: internal to ops/report: what the library lathe-drawing has for drawing.c. It stands apart because cairo and what it
 * needs take as long to load as everything else that a program begins with, and most of them draw nothing. */
#ifndef LATHE_OPS_REPORT_DRAWING_H
#define LATHE_OPS_REPORT_DRAWING_H

#include "ops/report/chart.h"
#include "ops/report/sheet.h"

/* chart_write_png and sheet_write_png. */
typedef struct drawing_library {
    lathe_status (*chart)(const char *path, const char *title, const chart_panel *panels, size_t panel_count, lathe_error *err);
    lathe_status (*sheet)(const char *path, const char *title, const sheet_cell *cells, uint32_t count, uint32_t columns,
                          uint32_t group, lathe_error *err);
} drawing_library;

#define DRAWING_LIBRARY "lathe-drawing.so"
#define DRAWING_LIBRARY_ENTRY "lathe_drawing_library"
typedef const drawing_library *drawing_library_entry(void);
drawing_library_entry lathe_drawing_library;

/* ---- in the library ---- */

lathe_status chart_draw(const char *path, const char *title, const chart_panel *panels, size_t panel_count, lathe_error *err);
lathe_status sheet_draw(const char *path, const char *title, const sheet_cell *cells, uint32_t count, uint32_t columns,
                        uint32_t group, lathe_error *err);

#endif
