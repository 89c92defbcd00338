/* query_rows.h: the rows of a read-only query, in memory. */
#ifndef LATHE_OPS_JOBS_QUERY_ROWS_H
#define LATHE_OPS_JOBS_QUERY_ROWS_H

#include <jansson.h>

#include "storage/experiment_db.h"

/* *out_rows: an array of objects by column name, which the caller ends with json_decref. */
lathe_status query_rows(experiment_db *db, const char *sql, json_t **out_rows, lathe_error *err);

#endif
