#include "base/library.h"

#include <dlfcn.h>
#include <string.h>

lathe_status library_find(const char *library, const char *entry, bool load, library_entry **out, lathe_error *err)
{
    void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL | (load ? 0 : RTLD_NOLOAD));
    void *symbol = handle ? dlsym(handle, entry) : NULL;
    if (!symbol) {
        const char *why = dlerror();
        return lathe_fail(err, LATHE_E_IO, "%.300s", why ? why : library);
    }
    memcpy(out, &symbol, sizeof *out); /* a function, which C keeps apart from data */
    return LATHE_OK;
}
