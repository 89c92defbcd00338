/* rows.h: inside of the interpreter: the rows of classes by name, found without a search where they were found before. */
#ifndef LATHE_REWARD_SCRIPT_ROWS_H
#define LATHE_REWARD_SCRIPT_ROWS_H

#include "reward/script/value.h"

enum { KEPT_ROWS = 256 };

/* The row of a class of a host under its name. Tables are constants, so that what was found stays. */
typedef struct row_find {
    const script_class *type; /* NULL: nothing yet */
    const script_method *row;
} row_find;

/* The row of a class's own table; NULL where it has none. */
const script_method *rows_find(row_find kept[KEPT_ROWS], const script_class *type, const char *name);

#endif
