/* json.h: JSON objects, one a line. */
#ifndef LATHE_OPS_CLI_JSON_H
#define LATHE_OPS_CLI_JSON_H

#include <jansson.h>
#include <stdio.h>

#include "base/status.h"

/* Prints the object on one line, figures with all their digits, and drops the reference. NULL is out of memory. */
lathe_status json_print_line(json_t *object, FILE *out, lathe_error *err);
/* A string that may hold any bytes: what is not UTF-8 is replaced. NULL without memory. */
json_t *json_text(const char *text);
/* An array of numbers; null stands for what is not finite. */
json_t *json_numbers(const double *values, size_t count);

#endif
