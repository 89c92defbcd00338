/* query_row.h: rows of a result as a table, CSV or JSON. Internal to storage. */
#ifndef LATHE_STORAGE_QUERY_ROW_H
#define LATHE_STORAGE_QUERY_ROW_H

#include "storage/query.h"
#include "storage/sql.h"

/* Steps the statement to its end and prints each row. *out_code is SQLite's code of the last step (SQLITE_DONE where all
 * went well) and its failures are left to the caller; LATHE_E_IO where out fails, LATHE_E_NOMEM. */
lathe_status query_row_print_all(sqlite3_stmt *statement, query_format format, FILE *out, int *out_code,
                                 lathe_error *err);

#endif
