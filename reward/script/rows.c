#include "reward/script/rows.h"

#include <string.h>

const script_method *rows_find(row_find kept[KEPT_ROWS], const script_class *type, const char *name)
{
    uint32_t hash = (uint32_t)((uintptr_t)type >> 4);
    for (const char *p = name; *p; p++)
        hash = hash * 31 + (unsigned char)*p;
    row_find *at = &kept[(hash ^ hash >> 8) % KEPT_ROWS];
    if (at->type == type && strcmp(at->row->name, name) == 0)
        return at->row;
    for (const script_method *row = type->methods; row && row->name; row++) {
        if (row->name[0] != name[0] || strcmp(row->name, name) != 0)
            continue;
        if (!type->user) /* a script's own classes end with it */
            *at = (row_find){type, row};
        return row;
    }
    return NULL;
}
