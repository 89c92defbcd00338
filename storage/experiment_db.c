#include "storage/experiment_db.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "storage/migrations.h"
#include "storage/sql.h"

/* PRAGMA application_id: "lthe". */
enum { APPLICATION_ID = 0x6c746865 };

int experiment_db_schema_version(void)
{
    int count = 0;
    const migration *list = migration_list(&count);
    return list[count - 1].version;
}

static lathe_status execute(experiment_db *db, const char *sql, lathe_error *err)
{
    int code = sqlite3_exec(db->handle, sql, NULL, NULL, NULL);
    return code == SQLITE_OK ? LATHE_OK : sql_fail_code(db, code, err);
}

/* The first column of the first row, as text in out and as a number. */
static lathe_status read_one(experiment_db *db, const char *sql, int64_t *out_number, char *out_text, size_t size,
                             lathe_error *err)
{
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(db->handle, sql, -1, &statement, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_step(statement);
    lathe_status st = LATHE_OK;
    if (code == SQLITE_ROW) {
        *out_number = sqlite3_column_int64(statement, 0);
        if (out_text)
            sql_column_copy(statement, 0, out_text, size);
    } else if (code == SQLITE_DONE) {
        *out_number = 0;
    } else {
        st = sql_fail_code(db, code, err);
    }
    sqlite3_finalize(statement);
    return st;
}

/* Two processes that make the file at once may refuse each other the change without waiting, hence the loop. */
static lathe_status set_wal(experiment_db *db, lathe_error *err)
{
    int64_t deadline = clock_monotonic_ms() + db->busy_ms;
    for (;;) {
        char mode[16] = "";
        int64_t number = 0;
        lathe_error local = {0};
        lathe_status st = read_one(db, "PRAGMA journal_mode = WAL", &number, mode, sizeof mode, &local);
        if (st == LATHE_OK && strcmp(mode, "wal") != 0)
            return lathe_fail(err, LATHE_E_IO, "database '%s' needs a disk with shared memory for its WAL, such as a local one",
                              db->path);
        if (st != LATHE_E_BUSY || clock_monotonic_ms() >= deadline) {
            if (st != LATHE_OK && err)
                *err = local;
            return st;
        }
        usleep(5000);
    }
}

/* Refuses what is not ours or newer. *out_version 0: nothing is in it yet. */
static lathe_status check_version(experiment_db *db, int64_t *out_version, lathe_error *err)
{
    int64_t application = 0, version = 0, tables = 0;
    lathe_status st = read_one(db, "PRAGMA application_id", &application, NULL, 0, err);
    if (st == LATHE_OK)
        st = read_one(db, "PRAGMA user_version", &version, NULL, 0, err);
    if (st == LATHE_OK)
        st = read_one(db, "SELECT count(*) FROM sqlite_schema", &tables, NULL, 0, err);
    if (st != LATHE_OK)
        return st;
    bool empty = application == 0 && version == 0 && tables == 0;
    if (!empty && (application != APPLICATION_ID || version < 1))
        return lathe_fail(err, LATHE_E_INPUT, "'%s' is a database of another program", db->path);
    if (version > experiment_db_schema_version())
        return lathe_fail(err, LATHE_E_INPUT, "database '%s' has schema %lld and this lathe knows up to %d: use a newer lathe",
                          db->path, (long long)version, experiment_db_schema_version());
    *out_version = version;
    return LATHE_OK;
}

static lathe_status apply_migrations(experiment_db *db, lathe_error *err)
{
    int64_t version = 0, violations = 0;
    int count = 0;
    const migration *list = migration_list(&count);
    char text[80];
    lathe_status st = check_version(db, &version, err); /* again: another process may have been faster */
    for (int i = 0; st == LATHE_OK && i < count; i++)
        if (list[i].version > version)
            st = execute(db, list[i].sql, err);
    if (st == LATHE_OK)
        st = read_one(db, "SELECT count(*) FROM pragma_foreign_key_check", &violations, NULL, 0, err);
    if (st == LATHE_OK && violations > 0)
        st = lathe_fail(err, LATHE_E_INPUT, "database '%s' is damaged: %lld rows refer to rows that are missing", db->path,
                        (long long)violations);
    if (st == LATHE_OK) {
        snprintf(text, sizeof text, "PRAGMA application_id = %d; PRAGMA user_version = %d", APPLICATION_ID,
                 experiment_db_schema_version());
        st = execute(db, text, err);
    }
    return st;
}

static lathe_status migrate(experiment_db *db, lathe_error *err)
{
    lathe_status st = execute(db, "PRAGMA foreign_keys = OFF", err); /* a migration may rebuild tables */
    if (st == LATHE_OK)
        st = execute(db, "BEGIN EXCLUSIVE", err);
    if (st != LATHE_OK)
        return st;
    return sql_end(db, apply_migrations(db, err), err);
}

static lathe_status set_up(experiment_db *db, experiment_db_mode mode, lathe_error *err)
{
    sqlite3_busy_timeout(db->handle, db->busy_ms);
    sqlite3_extended_result_codes(db->handle, 1);
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_limit(db->handle, SQLITE_LIMIT_LENGTH, 256 << 20);
    int64_t version = 0;
    /* One transaction, so that all of it is read from before or after another process made the file. */
    lathe_status st = execute(db, "BEGIN", err);
    if (st == LATHE_OK)
        st = sql_end(db, check_version(db, &version, err), err);
    if (st != LATHE_OK)
        return st;
    if (version == 0 && mode != EXPERIMENT_DB_CREATE)
        return lathe_fail(err, LATHE_E_INPUT, "database '%s' is empty", db->path);
    if (mode == EXPERIMENT_DB_READ) {
        if (version < experiment_db_schema_version())
            return lathe_fail(err, LATHE_E_INPUT,
                              "database '%s' has schema %lld, older than %d: resume or train once to update it", db->path,
                              (long long)version, experiment_db_schema_version());
    } else {
        st = set_wal(db, err);
        if (st == LATHE_OK && version < experiment_db_schema_version())
            st = migrate(db, err);
    }
    if (st != LATHE_OK)
        return st;
    /* Triggers must also see the rows that a REPLACE would remove. */
    return execute(db,
                   "PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = ON; PRAGMA trusted_schema = OFF;"
                   "PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 67108864",
                   err);
}

lathe_status experiment_db_open(const char *path, experiment_db_mode mode, int busy_ms, experiment_db **out_db,
                                lathe_error *err)
{
    if (strlen(path) == 0 || strlen(path) >= EXPERIMENT_DB_PATH_MAX)
        return lathe_fail(err, LATHE_E_INPUT, "a database's path has 1 to %d bytes", EXPERIMENT_DB_PATH_MAX - 1);
    if (mode != EXPERIMENT_DB_CREATE && !file_exists(path))
        return lathe_fail(err, LATHE_E_INPUT, "there is no database '%s'", path);
    experiment_db *db = calloc(1, sizeof *db + strlen(path) + 1);
    if (!db)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for database '%s'", path);
    memcpy(db->path, path, strlen(path) + 1);
    db->busy_ms = busy_ms > 0 ? busy_ms : EXPERIMENT_DB_BUSY_MS;
    int flags = mode == EXPERIMENT_DB_CREATE  ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
                : mode == EXPERIMENT_DB_WRITE ? SQLITE_OPEN_READWRITE
                                              : SQLITE_OPEN_READONLY;
    int code = sqlite3_open_v2(path, &db->handle, flags | SQLITE_OPEN_NOMUTEX, NULL);
    lathe_status st;
    if (!db->handle)
        st = lathe_fail(err, LATHE_E_NOMEM, "out of memory for database '%s'", path);
    else
        st = code == SQLITE_OK ? set_up(db, mode, err) : sql_fail_code(db, code, err);
    if (st != LATHE_OK) {
        experiment_db_close(db);
        return st;
    }
    *out_db = db;
    return LATHE_OK;
}

void experiment_db_close(experiment_db *db)
{
    if (!db)
        return;
    for (int i = 0; i < SQL_STATEMENT_COUNT; i++)
        sqlite3_finalize(db->statements[i]);
    sqlite3_close(db->handle);
    free(db);
}
