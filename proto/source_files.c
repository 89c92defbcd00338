#include "proto/source_files.h"

#include <string.h>
#include <strings.h>

bool source_kind_of_file(const char *path, source_kind *out)
{
    static const struct {
        const char *ending;
        source_kind kind;
    } rows[] = {
        {".py", SOURCE_KIND_SCRIPT}, {".step", SOURCE_KIND_STEP}, {".stp", SOURCE_KIND_STEP},
        {".stl", SOURCE_KIND_STL},   {".ply", SOURCE_KIND_PLY},   {".xyz", SOURCE_KIND_POINTS},
    };
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path, *dot = strrchr(name, '.');
    for (size_t i = 0; dot && dot != name && i < sizeof rows / sizeof *rows; i++) {
        if (strcasecmp(dot, rows[i].ending) == 0) {
            *out = rows[i].kind;
            return true;
        }
    }
    return false;
}
