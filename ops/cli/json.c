/* json.c: JSON objects, one a line. */
#include "ops/cli/json.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

lathe_status json_print_line(json_t *object, FILE *out, lathe_error *err)
{
    char *text = object != NULL ? json_dumps(object, JSON_COMPACT | JSON_REAL_PRECISION(17)) : NULL;

    json_decref(object);
    if (text == NULL)
        return lathe_fail(err, LATHE_E_NOMEM, "JSON: out of memory");
    int written = fprintf(out, "%s\n", text);
    free(text);
    return written > 0 ? LATHE_OK : lathe_fail(err, LATHE_E_IO, "standard output cannot be written");
}

json_t *json_text(const char *text)
{
    json_t *value = json_string(text);

    if (value != NULL)
        return value;
    char *copy = strdup(text);
    if (copy == NULL)
        return NULL;
    for (char *at = copy; *at != 0; at++)
        if ((unsigned char)*at >= 128)
            *at = '?';
    value = json_string(copy);
    free(copy);
    return value;
}

json_t *json_numbers(const double *values, size_t count)
{
    json_t *array = json_array();

    for (size_t i = 0; array != NULL && i < count; i++)
        json_array_append_new(array, isfinite(values[i]) ? json_real(values[i]) : json_null());
    return array;
}
