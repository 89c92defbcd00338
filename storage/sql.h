/* sql.h: the handle, its cached statements, and SQLite's errors as lathe's. Internal to storage. */
#ifndef LATHE_STORAGE_SQL_H
#define LATHE_STORAGE_SQL_H

#include <sqlite3.h>

#include "storage/experiment_db.h"

typedef enum sql_statement {
#define STATEMENT(symbol, text) SQL_##symbol,
#include "storage/statements.def"
#undef STATEMENT
    SQL_STATEMENT_COUNT
} sql_statement;

struct experiment_db {
    sqlite3 *handle;
    sqlite3_stmt *statements[SQL_STATEMENT_COUNT]; /* prepared at first use */
    int busy_ms;
    char path[]; /* as given */
};

/* What is bound to one parameter. Texts and blobs are borrowed until the statement is reset. */
typedef struct sql_value {
    int type; /* SQLITE_INTEGER, SQLITE_FLOAT, SQLITE_TEXT, SQLITE_BLOB or SQLITE_NULL */
    int64_t integer;
    double real;
    const void *data;
    size_t length;
} sql_value;

sql_value sql_int(int64_t value);
sql_value sql_real(double value); /* finite; anything else becomes NULL */
sql_value sql_text(const char *text); /* NULL becomes NULL */
sql_value sql_text_of(const char *text, size_t length);
sql_value sql_blob(const void *data, size_t length); /* data NULL and length 0: an empty blob */
sql_value sql_hash(const hash256 *hash);
sql_value sql_null(void);

/* The message of the last failure of the handle, with the file's name and the fitting status. */
lathe_status sql_fail(experiment_db *db, lathe_error *err);
/* As sql_fail, for a result code at hand. */
lathe_status sql_fail_code(experiment_db *db, int code, lathe_error *err);

/* The statement, reset, with its parameters bound. It belongs to db. */
lathe_status sql_open(experiment_db *db, sql_statement which, const sql_value *values, int count,
                      sqlite3_stmt **out_statement, lathe_error *err);
/* Steps to the next row; *out_row false (and the statement reset) where there is none. Reset on failure. */
lathe_status sql_next(experiment_db *db, sqlite3_stmt *statement, bool *out_row, lathe_error *err);
/* Ends a statement before its last row. NULL is fine. */
void sql_reset(sqlite3_stmt *statement);
/* sql_open, and steps that return no row. */
lathe_status sql_run(experiment_db *db, sql_statement which, const sql_value *values, int count, lathe_error *err);
/* The integer of the first column of the first row; *out_found false (NULL is fine) where there is no row. */
lathe_status sql_integer(experiment_db *db, sql_statement which, const sql_value *values, int count,
                         int64_t *out_value, bool *out_found, lathe_error *err);

#define SQL_VALUES(...) (const sql_value[]){__VA_ARGS__}, (int)(sizeof((const sql_value[]){__VA_ARGS__}) / sizeof(sql_value))

/* A transaction that takes the write lock at once, waiting for at most the handle's bound. */
lathe_status sql_begin(experiment_db *db, lathe_error *err);
/* Commits where st is LATHE_OK, and rolls back where it is not or where the commit fails. Returns the first failure. */
lathe_status sql_end(experiment_db *db, lathe_status st, lathe_error *err);

/* The text of a column cut to size - 1 bytes; NULL gives "". */
void sql_column_copy(sqlite3_stmt *statement, int column, char *out, size_t size);
/* False unless the column is a blob of a hash. */
bool sql_column_hash(sqlite3_stmt *statement, int column, hash256 *out);
/* " (did you mean 'x'?)" for the name nearest to word that the statement lists in its first column, or "". */
void sql_suggest(experiment_db *db, sql_statement names, const char *word, char *out, size_t size);
/* The id of a script's text, which is added where it is new. Within a transaction. */
lathe_status sql_script_id(experiment_db *db, const char *script, size_t length, int64_t *out_id, lathe_error *err);
/* LATHE_E_INPUT for what cannot be the name of a `kind`, e.g. "run". */
lathe_status sql_check_name(const char *kind, const char *name, lathe_error *err);
/* Full path of the database, symbolic links resolved. Lives as long as db. */
const char *sql_full_path(experiment_db *db);
/* LATHE_E_INPUT "database 'x' is damaged: ...". */
lathe_status sql_damaged(experiment_db *db, const char *what, int64_t id, lathe_error *err);

#endif
