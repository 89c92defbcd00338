/* Runs, their lock, stages and events. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "storage/lock.h"
#include "storage/sql.h"

static const char *const state_names[] = {
    [EXPERIMENT_RUN_CREATED] = "created", [EXPERIMENT_RUN_RUNNING] = "running", [EXPERIMENT_RUN_STOPPED] = "stopped",
    [EXPERIMENT_RUN_FINISHED] = "finished", [EXPERIMENT_RUN_FAILED] = "failed",
};

const char *experiment_run_state_name(experiment_run_state state)
{
    return state_names[state];
}

static void read_run(sqlite3_stmt *statement, experiment_run *out)
{
    *out = (experiment_run){.id = sqlite3_column_int64(statement, 0),
                            .seed = (uint64_t)sqlite3_column_int64(statement, 2),
                            .epoch = (uint64_t)sqlite3_column_int64(statement, 5),
                            .created_ms = sqlite3_column_int64(statement, 6),
                            .changed_ms = sqlite3_column_int64(statement, 7)};
    sql_column_copy(statement, 1, out->name, sizeof out->name);
    sql_column_copy(statement, 4, out->message, sizeof out->message);
    const char *state = (const char *)sqlite3_column_text(statement, 3);
    for (size_t i = 0; state && i < sizeof state_names / sizeof *state_names; i++)
        if (strcmp(state, state_names[i]) == 0)
            out->state = (experiment_run_state)i;
}

static lathe_status get_run(experiment_db *db, sql_statement which, sql_value key, int keys, experiment_run *out,
                            bool *out_found, lathe_error *err)
{
    sqlite3_stmt *statement = NULL;
    bool row = false;
    lathe_status st = sql_open(db, which, &key, keys, &statement, err);
    if (st == LATHE_OK)
        st = sql_next(db, statement, &row, err);
    if (st != LATHE_OK)
        return st;
    if (row)
        read_run(statement, out);
    *out_found = row;
    sql_reset(statement);
    return LATHE_OK;
}

static lathe_status add_run(experiment_db *db, const experiment_run_spec *spec, experiment_run *out_run, lathe_error *err)
{
    char name[EXPERIMENT_DB_NAME_MAX + 1];
    int64_t id = 0;
    bool taken = false;
    lathe_status st = sql_integer(db, SQL_RUN_NEXT_ID, NULL, 0, &id, NULL, err);
    if (st != LATHE_OK)
        return st;
    if (spec->name)
        snprintf(name, sizeof name, "%s", spec->name);
    else
        snprintf(name, sizeof name, "run%lld", (long long)id);
    experiment_run found;
    st = get_run(db, SQL_RUN_BY_NAME, sql_text(name), 1, &found, &taken, err);
    if (st != LATHE_OK)
        return st;
    if (taken)
        return lathe_fail(err, LATHE_E_INPUT, "database '%s' has a run '%s' already", db->path, name);
    st = sql_run(db, SQL_RUN_ADD,
                 SQL_VALUES(sql_text(name), sql_int((int64_t)spec->seed), sql_text(spec->config),
                            sql_text(spec->code_version), sql_text(spec->library_versions), sql_int(clock_wall_ms())),
                 err);
    if (st != LATHE_OK)
        return st;
    return get_run(db, SQL_RUN_BY_ID, sql_int(sqlite3_last_insert_rowid(db->handle)), 1, out_run, &taken, err);
}

lathe_status experiment_db_create_run(experiment_db *db, const experiment_run_spec *spec, experiment_run *out_run,
                                      lathe_error *err)
{
    lathe_status st = spec->name ? sql_check_name("run", spec->name, err) : LATHE_OK;
    if (st == LATHE_OK)
        st = sql_begin(db, err);
    if (st != LATHE_OK)
        return st;
    experiment_run made;
    st = sql_end(db, add_run(db, spec, &made, err), err);
    if (st == LATHE_OK)
        *out_run = made;
    return st;
}

lathe_status experiment_db_find_run(experiment_db *db, const char *text, experiment_run *out_run, lathe_error *err)
{
    bool found = false;
    lathe_status st;
    size_t digits = strspn(text, "0123456789");
    bool latest = strcmp(text, "latest") == 0;
    if (latest)
        st = get_run(db, SQL_RUN_LATEST, sql_null(), 0, out_run, &found, err);
    else if (digits > 0 && text[digits] == 0)
        st = get_run(db, SQL_RUN_BY_ID, sql_int(strtoll(text, NULL, 10)), 1, out_run, &found, err);
    else
        st = get_run(db, SQL_RUN_BY_NAME, sql_text(text), 1, out_run, &found, err);
    if (st != LATHE_OK || found)
        return st;
    if (latest)
        return lathe_fail(err, LATHE_E_INPUT, "database '%s' has no run yet", db->path);
    char hint[100];
    sql_suggest(db, SQL_RUN_NAMES, text, hint, sizeof hint);
    return lathe_fail(err, LATHE_E_INPUT, "database '%s' has no run '%.64s'%s", db->path, text, hint);
}

lathe_status experiment_db_run_config(experiment_db *db, int64_t run, bytes *out, lathe_error *err)
{
    sqlite3_stmt *statement = NULL;
    bool row = false;
    lathe_status st = sql_open(db, SQL_RUN_CONFIG, SQL_VALUES(sql_int(run)), &statement, err);
    if (st == LATHE_OK)
        st = sql_next(db, statement, &row, err);
    if (st != LATHE_OK)
        return st;
    if (!row)
        return lathe_fail(err, LATHE_E_INPUT, "database '%s' has no run %lld", db->path, (long long)run);
    const void *text = sqlite3_column_text(statement, 0);
    st = text ? bytes_append(out, text, (size_t)sqlite3_column_bytes(statement, 0), err) : sql_fail(db, err);
    sql_reset(statement);
    return st;
}

lathe_status experiment_db_set_run_state(experiment_db *db, int64_t run, experiment_run_state state,
                                         const char *message, lathe_error *err)
{
    lathe_status st = sql_begin(db, err);
    if (st != LATHE_OK)
        return st;
    st = sql_run(db, SQL_RUN_SET_STATE,
                 SQL_VALUES(sql_int(run), sql_text(state_names[state]), sql_text(message ? message : ""),
                            sql_int(clock_wall_ms())),
                 err);
    if (st == LATHE_OK && sqlite3_changes(db->handle) == 0)
        st = lathe_fail(err, LATHE_E_BUG, "database '%s' has no run %lld", db->path, (long long)run);
    return sql_end(db, st, err);
}

static lathe_status count_epoch(experiment_db *db, int64_t run, uint64_t *out_epoch, lathe_error *err)
{
    lathe_status st = sql_begin(db, err);
    if (st != LATHE_OK)
        return st;
    int64_t epoch = 0;
    st = sql_run(db, SQL_RUN_START, SQL_VALUES(sql_int(run), sql_int(clock_wall_ms())), err);
    if (st == LATHE_OK)
        st = sql_integer(db, SQL_RUN_EPOCH, SQL_VALUES(sql_int(run)), &epoch, NULL, err);
    if (st == LATHE_OK)
        st = sql_run(db, SQL_LEASES_RENEW, SQL_VALUES(sql_int(run), sql_int(epoch)), err);
    st = sql_end(db, st, err);
    if (st == LATHE_OK)
        *out_epoch = (uint64_t)epoch;
    return st;
}

lathe_status experiment_db_start_run(experiment_db *db, int64_t run, experiment_lock **out_lock, uint64_t *out_epoch,
                                     lathe_error *err)
{
    experiment_run info = {0};
    bool found = false;
    lathe_status st = get_run(db, SQL_RUN_BY_ID, sql_int(run), 1, &info, &found, err);
    if (st != LATHE_OK)
        return st;
    if (!found)
        return lathe_fail(err, LATHE_E_INPUT, "database '%s' has no run %lld", db->path, (long long)run);
    char file[EXPERIMENT_DB_PATH_MAX * 4], what[EXPERIMENT_DB_NAME_MAX + 16];
    int length = snprintf(file, sizeof file, "%s.run-%lld.lock", sql_full_path(db), (long long)run);
    if (length < 0 || (size_t)length >= sizeof file)
        return lathe_fail(err, LATHE_E_INPUT, "the path of database '%s' is too long", db->path);
    snprintf(what, sizeof what, "run '%s'", info.name);
    experiment_lock *lock = NULL;
    st = lock_take(file, what, &lock, err);
    if (st == LATHE_OK)
        st = count_epoch(db, run, out_epoch, err);
    if (st != LATHE_OK) {
        experiment_lock_free(lock);
        return st;
    }
    *out_lock = lock;
    return LATHE_OK;
}

static lathe_status check_stage_kind(experiment_db *db, int64_t run, uint32_t stage, const char *kind, lathe_error *err)
{
    sqlite3_stmt *statement = NULL;
    bool row = false;
    char stored[64];
    lathe_status st = sql_open(db, SQL_STAGE_KIND, SQL_VALUES(sql_int(run), sql_int(stage)), &statement, err);
    if (st == LATHE_OK)
        st = sql_next(db, statement, &row, err);
    if (st != LATHE_OK || !row)
        return st;
    sql_column_copy(statement, 0, stored, sizeof stored);
    sql_reset(statement);
    if (strcmp(stored, kind) == 0)
        return LATHE_OK;
    return lathe_fail(err, LATHE_E_INPUT, "stage %u of run %lld in database '%s' is '%s', not '%s'", stage,
                      (long long)run, db->path, stored, kind);
}

lathe_status experiment_db_begin_stage(experiment_db *db, int64_t run, uint32_t stage, const char *kind,
                                       uint32_t steps, lathe_error *err)
{
    lathe_status st = sql_begin(db, err);
    if (st != LATHE_OK)
        return st;
    st = sql_run(db, SQL_STAGE_ADD,
                 SQL_VALUES(sql_int(run), sql_int(stage), sql_text(kind), sql_int(steps), sql_int(clock_wall_ms())), err);
    if (st == LATHE_OK)
        st = check_stage_kind(db, run, stage, kind, err);
    return sql_end(db, st, err);
}

lathe_status experiment_db_add_event(experiment_db *db, int64_t run, const char *kind, const char *text,
                                     lathe_error *err)
{
    lathe_status st = sql_begin(db, err);
    if (st != LATHE_OK)
        return st;
    st = sql_run(db, SQL_EVENT_ADD,
                 SQL_VALUES(run ? sql_int(run) : sql_null(), sql_text(kind), sql_text(text), sql_int(clock_wall_ms())),
                 err);
    return sql_end(db, st, err);
}

lathe_status experiment_db_forget_run(experiment_db *db, int64_t run, lathe_error *err)
{
    lathe_status st = sql_begin(db, err);
    if (st != LATHE_OK)
        return st;
    st = sql_run(db, SQL_RUN_FORGET_EVENTS, SQL_VALUES(sql_int(run)), err);
    if (st == LATHE_OK)
        st = sql_run(db, SQL_RUN_FORGET, SQL_VALUES(sql_int(run)), err);
    return sql_end(db, st, err);
}
