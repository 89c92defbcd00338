#include "ops/report/drawing.h"

#include "base/library.h"

static lathe_status find_library(const drawing_library **out, lathe_error *err)
{
    library_entry *entry = NULL;
    lathe_status st = library_find(DRAWING_LIBRARY, DRAWING_LIBRARY_ENTRY, true, &entry, err);
    if (st == LATHE_OK)
        *out = ((drawing_library_entry *)entry)();
    return st;
}

lathe_status chart_write_png(const char *path, const char *title, const chart_panel *panels, size_t panel_count,
                             lathe_error *err)
{
    const drawing_library *library = NULL;
    lathe_status st = find_library(&library, err);
    return st == LATHE_OK ? library->chart(path, title, panels, panel_count, err) : st;
}

lathe_status sheet_write_png(const char *path, const char *title, const sheet_cell *cells, uint32_t count,
                             uint32_t columns, uint32_t group, lathe_error *err)
{
    const drawing_library *library = NULL;
    lathe_status st = find_library(&library, err);
    return st == LATHE_OK ? library->sheet(path, title, cells, count, columns, group, err) : st;
}
