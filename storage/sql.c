#include "storage/sql.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fault_point.h"
#include "base/suggest.h"

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "arrays are stored as they lie in memory, little-endian");

static const char *const statement_texts[] = {
#define STATEMENT(symbol, text) text,
#include "storage/statements.def"
#undef STATEMENT
};

sql_value sql_int(int64_t value)
{
    return (sql_value){.type = SQLITE_INTEGER, .integer = value};
}

sql_value sql_real(double value)
{
    return isfinite(value) ? (sql_value){.type = SQLITE_FLOAT, .real = value} : sql_null();
}

sql_value sql_text_of(const char *text, size_t length)
{
    return (sql_value){.type = SQLITE_TEXT, .data = length ? text : "", .length = length};
}

sql_value sql_text(const char *text)
{
    return text ? sql_text_of(text, strlen(text)) : sql_null();
}

sql_value sql_blob(const void *data, size_t length)
{
    return (sql_value){.type = SQLITE_BLOB, .data = length ? data : "", .length = length};
}

sql_value sql_hash(const hash256 *hash)
{
    return sql_blob(hash->data, HASH_BYTES);
}

sql_value sql_null(void)
{
    return (sql_value){.type = SQLITE_NULL};
}

lathe_status sql_fail_code(experiment_db *db, int code, lathe_error *err)
{
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return lathe_fail(err, LATHE_E_BUSY, "database '%s' was locked by another process for more than %d ms", db->path,
                          db->busy_ms);
    case SQLITE_FULL:
        return lathe_fail(err, LATHE_E_IO, "cannot write database '%s': the disk is full", db->path);
    case SQLITE_NOMEM:
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for database '%s'", db->path);
    case SQLITE_CORRUPT:
        return lathe_fail(err, LATHE_E_INPUT, "database '%s' is damaged: %s", db->path, sqlite3_errmsg(db->handle));
    case SQLITE_NOTADB:
        return lathe_fail(err, LATHE_E_INPUT, "'%s' is not a database", db->path);
    case SQLITE_TOOBIG:
        return lathe_fail(err, LATHE_E_INPUT, "a text or blob is too large for database '%s'", db->path);
    case SQLITE_IOERR:
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_PROTOCOL:
        return lathe_fail(err, LATHE_E_IO, "cannot use database '%s': %s", db->path,
                          sqlite3_errmsg(db->handle));
    default:
        return lathe_fail(err, LATHE_E_BUG, "database '%s': %s", db->path, sqlite3_errmsg(db->handle));
    }
}

lathe_status sql_fail(experiment_db *db, lathe_error *err)
{
    return sql_fail_code(db, sqlite3_extended_errcode(db->handle), err);
}

lathe_status sql_damaged(experiment_db *db, const char *what, int64_t id, lathe_error *err)
{
    return lathe_fail(err, LATHE_E_INPUT, "database '%s' is damaged: %s %lld", db->path, what, (long long)id);
}

static int bind(sqlite3_stmt *statement, int i, const sql_value *v)
{
    switch (v->type) {
    case SQLITE_INTEGER:
        return sqlite3_bind_int64(statement, i, v->integer);
    case SQLITE_FLOAT:
        return sqlite3_bind_double(statement, i, v->real);
    case SQLITE_TEXT:
        return sqlite3_bind_text64(statement, i, v->data, v->length, SQLITE_STATIC, SQLITE_UTF8);
    case SQLITE_BLOB:
        return sqlite3_bind_blob64(statement, i, v->data, v->length, SQLITE_STATIC);
    default:
        return sqlite3_bind_null(statement, i);
    }
}

void sql_reset(sqlite3_stmt *statement)
{
    if (statement) {
        sqlite3_reset(statement);
        sqlite3_clear_bindings(statement);
    }
}

lathe_status sql_open(experiment_db *db, sql_statement which, const sql_value *values, int count,
                      sqlite3_stmt **out_statement, lathe_error *err)
{
    sqlite3_stmt *statement = db->statements[which];
    if (!statement) {
        int code = sqlite3_prepare_v3(db->handle, statement_texts[which], -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);
        if (code != SQLITE_OK)
            return sql_fail_code(db, code, err);
        db->statements[which] = statement;
    }
    sql_reset(statement);
    for (int i = 0; i < count; i++) {
        int code = bind(statement, i + 1, &values[i]);
        if (code != SQLITE_OK) {
            lathe_status st = sql_fail_code(db, code, err);
            sql_reset(statement);
            return st;
        }
    }
    *out_statement = statement;
    return LATHE_OK;
}

lathe_status sql_next(experiment_db *db, sqlite3_stmt *statement, bool *out_row, lathe_error *err)
{
    int code = sqlite3_step(statement);
    if (code == SQLITE_ROW) {
        *out_row = true;
        return LATHE_OK;
    }
    lathe_status st = code == SQLITE_DONE ? LATHE_OK : sql_fail_code(db, code, err);
    sql_reset(statement);
    if (st == LATHE_OK)
        *out_row = false;
    return st;
}

lathe_status sql_run(experiment_db *db, sql_statement which, const sql_value *values, int count, lathe_error *err)
{
    sqlite3_stmt *statement = NULL;
    bool row = true;
    lathe_status st = sql_open(db, which, values, count, &statement, err);
    while (st == LATHE_OK && row)
        st = sql_next(db, statement, &row, err);
    return st;
}

lathe_status sql_integer(experiment_db *db, sql_statement which, const sql_value *values, int count,
                         int64_t *out_value, bool *out_found, lathe_error *err)
{
    sqlite3_stmt *statement = NULL;
    bool row = false;
    lathe_status st = sql_open(db, which, values, count, &statement, err);
    if (st == LATHE_OK)
        st = sql_next(db, statement, &row, err);
    if (st != LATHE_OK)
        return st;
    if (row)
        *out_value = sqlite3_column_int64(statement, 0);
    if (out_found)
        *out_found = row;
    sql_reset(statement);
    return LATHE_OK;
}

lathe_status sql_begin(experiment_db *db, lathe_error *err)
{
    return sql_run(db, SQL_BEGIN, NULL, 0, err);
}

lathe_status sql_end(experiment_db *db, lathe_status st, lathe_error *err)
{
    FAULT_POINT("storage_commit");
    if (st == LATHE_OK)
        st = sql_run(db, SQL_COMMIT, NULL, 0, err);
    /* Some failures (a full disk, no memory) roll back by themselves. */
    if (!sqlite3_get_autocommit(db->handle))
        sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
    FAULT_POINT("storage_committed");
    return st;
}

void sql_column_copy(sqlite3_stmt *statement, int column, char *out, size_t size)
{
    const char *text = (const char *)sqlite3_column_text(statement, column);
    snprintf(out, size, "%s", text ? text : "");
}

bool sql_column_hash(sqlite3_stmt *statement, int column, hash256 *out)
{
    const void *data = sqlite3_column_blob(statement, column);
    if (!data || sqlite3_column_bytes(statement, column) != HASH_BYTES)
        return false;
    memcpy(out->data, data, HASH_BYTES);
    return true;
}

void sql_suggest(experiment_db *db, sql_statement names, const char *word, char *out, size_t size)
{
    enum { NAMES_MAX = 1000 };
    typedef struct candidate {
        const char *name;
        char text[EXPERIMENT_DB_NAME_MAX + 1];
    } candidate;
    snprintf(out, size, "%s", "");
    candidate *list = calloc(NAMES_MAX, sizeof *list);
    sqlite3_stmt *statement = NULL;
    size_t count = 0;
    bool row = true;
    if (!list || sql_open(db, names, NULL, 0, &statement, NULL) != LATHE_OK)
        goto done;
    while (count < NAMES_MAX && sql_next(db, statement, &row, NULL) == LATHE_OK && row) {
        sql_column_copy(statement, 0, list[count].text, sizeof list[count].text);
        list[count].name = list[count].text;
        count++;
    }
    sql_reset(statement);
    const char *nearest = suggest_nearest(word, list, count, sizeof *list);
    if (nearest)
        snprintf(out, size, " (did you mean '%s'?)", nearest);
done:
    free(list);
}

lathe_status sql_script_id(experiment_db *db, const char *script, size_t length, int64_t *out_id, lathe_error *err)
{
    if (length > EXPERIMENT_DB_SCRIPT_MAX)
        return lathe_fail(err, LATHE_E_INPUT, "script of %zu bytes is longer than %d", length, EXPERIMENT_DB_SCRIPT_MAX);
    hash256 hash = hash_of(script, length);
    lathe_status st = sql_run(db, SQL_SCRIPT_ADD, SQL_VALUES(sql_hash(&hash), sql_text_of(script, length)), err);
    if (st != LATHE_OK)
        return st;
    return sql_integer(db, SQL_SCRIPT_ID, SQL_VALUES(sql_hash(&hash)), out_id, NULL, err);
}

lathe_status sql_check_name(const char *kind, const char *name, lathe_error *err)
{
    size_t length = strlen(name), digits = 0;
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)name[i];
        digits += isdigit(c) != 0;
        if (c > 126 || (!isalnum(c) && !strchr("._-", c)) || (i == 0 && c == '.'))
            return lathe_fail(err, LATHE_E_INPUT,
                              "'%.80s' cannot be the name of a %s: letters, digits, '_', '-' and inner '.' only", name, kind);
    }
    if (length == 0 || length > EXPERIMENT_DB_NAME_MAX)
        return lathe_fail(err, LATHE_E_INPUT, "the name of a %s has 1 to %d letters", kind, EXPERIMENT_DB_NAME_MAX);
    if (digits == length || strcmp(name, "latest") == 0)
        return lathe_fail(err, LATHE_E_INPUT, "'%s' cannot be the name of a %s: it means another thing", name, kind);
    return LATHE_OK;
}

const char *sql_full_path(experiment_db *db)
{
    return sqlite3_db_filename(db->handle, "main");
}
