/* keys.h: the rows of keys.def, for the sources of ops/config. */
#ifndef LATHE_OPS_CONFIG_KEYS_H
#define LATHE_OPS_CONFIG_KEYS_H

#include "ops/config/config.h"

typedef struct config_row {
    const char *path; /* first, so that the table can be searched for the nearest name */
    config_type type;
    const char *fallback; /* the default, as one would write it */
    double low, high;     /* of integers and numbers; both inclusive */
    const char *choices;  /* words separated by '|'; "" for other types */
    const char *text;     /* meaning and unit */
} config_row;

extern const config_row config_rows[CONFIG_KEYS];

typedef struct config_value {
    int64_t integer; /* of integers, booleans and choices */
    double number;   /* of numbers */
    char *text;      /* as written; owned */
    const char *source; /* file; "" for --set; NULL for the default */
    int line;
} config_value;

enum { CONFIG_SOURCES = 16 };

struct config {
    config_value values[CONFIG_KEYS];
    char *sources[CONFIG_SOURCES]; /* names of files; owned */
    size_t source_count;
};

/* Checks text against the row and fills out->integer or out->number. Else false, and *what says what is wrong,
 * without place or path. */
bool config_value_read(const config_row *row, const char *text, config_value *out, char *what, size_t size);

/* Stores one value. source and line as in config_value; a plain YAML scalar or a --set. Errors carry the place. */
lathe_status config_assign(config *c, const char *path, const char *text, const char *source, int line,
                           lathe_error *err);
/* True if some key begins with path and a dot. */
bool config_is_section(const char *path);
/* LATHE_E_INPUT: "place: unknown key 'x', did you mean 'y'?". */
lathe_status config_fail_unknown(const char *path, const char *source, int line, lathe_error *err);
lathe_status config_fail_at(const char *source, int line, lathe_error *err, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

#endif
