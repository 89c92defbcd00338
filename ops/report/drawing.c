#include "ops/report/drawing.h"

#include <dlfcn.h>
#include <string.h>

/* Found by the program's own search path. It stays for the life of the process. */
static lathe_status find_library(const char *path, const drawing_library **out, lathe_error *err)
{
    void *handle = dlopen(DRAWING_LIBRARY, RTLD_NOW | RTLD_LOCAL);
    void *symbol = handle ? dlsym(handle, DRAWING_LIBRARY_ENTRY) : NULL;
    drawing_library_entry *entry = NULL;
    if (!symbol) {
        const char *why = dlerror();
        return lathe_fail(err, LATHE_E_IO, "cannot draw '%s': %.200s", path, why ? why : DRAWING_LIBRARY);
    }
    memcpy(&entry, &symbol, sizeof entry); /* a function, which C keeps apart from data */
    *out = entry();
    return LATHE_OK;
}

lathe_status chart_write_png(const char *path, const char *title, const chart_panel *panels, size_t panel_count,
                             lathe_error *err)
{
    const drawing_library *library = NULL;
    lathe_status st = find_library(path, &library, err);
    return st == LATHE_OK ? library->chart(path, title, panels, panel_count, err) : st;
}

lathe_status sheet_write_png(const char *path, const char *title, const sheet_cell *cells, uint32_t count,
                             uint32_t columns, uint32_t group, lathe_error *err)
{
    const drawing_library *library = NULL;
    lathe_status st = find_library(path, &library, err);
    return st == LATHE_OK ? library->sheet(path, title, cells, count, columns, group, err) : st;
}
