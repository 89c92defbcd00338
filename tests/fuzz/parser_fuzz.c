/* parser_fuzz.c: any bytes as a program: parsing and resolving names must end, within the arena, with a tree or with one
 * error that has a place. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "reward/script/ast.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static arena *a; /* made once; reset as between scripts */
    lathe_error err = { 0 };
    ast_node *module = NULL;
    if (!a && arena_new(4u << 20, &a, &err) != LATHE_OK)
        abort();
    arena_reset(a);
    lathe_status st = ast_parse(a, (const char *)data, size, &module, &err);
    if (st == LATHE_OK ? !module : st != LATHE_E_SCRIPT && st != LATHE_E_LIMIT)
        abort();
    if (st == LATHE_E_SCRIPT && (err.line < 1 || err.column < 1)) {
        fprintf(stderr, "no place: %s\n", err.message);
        abort();
    }
    return 0;
}
