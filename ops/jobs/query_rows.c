#include "ops/jobs/query_rows.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "storage/query.h"

static lathe_status parse_lines(char *text, json_t **out_rows, lathe_error *err)
{
    json_t *rows = json_array();
    for (char *line = text, *end = NULL; line && *line; line = end) {
        end = strchr(line, '\n');
        if (end)
            *end++ = 0;
        json_t *row = json_loads(line, 0, NULL);
        if (json_array_append_new(rows, row) != 0) {
            json_decref(rows);
            return lathe_fail(err, LATHE_E_BUG, "a query's row is not JSON: '%.100s'", line);
        }
    }
    *out_rows = rows;
    return LATHE_OK;
}

lathe_status query_rows(experiment_db *db, const char *sql, json_t **out_rows, lathe_error *err)
{
    char *text = NULL;
    size_t length = 0;
    FILE *f = open_memstream(&text, &length);
    if (!f)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for a query: %s", strerror(errno));
    lathe_status st = query_sql(db, sql, QUERY_JSON, 0, f, err);
    if (fclose(f) != 0 && st == LATHE_OK)
        st = lathe_fail(err, LATHE_E_NOMEM, "out of memory for a query's rows");
    if (st == LATHE_OK)
        st = parse_lines(text, out_rows, err);
    free(text);
    return st;
}
