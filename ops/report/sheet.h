/* sheet.h: pictures in rows and columns with captions, as one PNG file. Drawn with cairo. Thread-safe. */
#ifndef LATHE_OPS_REPORT_SHEET_H
#define LATHE_OPS_REPORT_SHEET_H

#include "base/status.h"

enum { SHEET_MAX_CELLS = 256, SHEET_CELL = 220 };

typedef struct sheet_cell {
    const uint8_t *pixels; /* [SHEET_CELL][SHEET_CELL][3] red, green, blue; NULL: nothing to show */
    const char *caption;   /* one line; "" for none */
    const char *note;      /* shown in the middle where there are no pixels; "" for none */
} sheet_cell;

/* Writes the cells row by row under a title. Everything is borrowed. The file appears whole or not at all. LATHE_E_INPUT for no
 * cells, too many, no columns or no group; LATHE_E_IO. Each `group` cells that follow each other in a row stand in a frame. */
lathe_status sheet_write_png(const char *path, const char *title, const sheet_cell *cells, uint32_t count,
                             uint32_t columns, uint32_t group, lathe_error *err);

#endif
