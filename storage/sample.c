/* Samples of a step: in with one transaction, out as they were. */
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "storage/sample.h"
#include "storage/sql.h"

static const char *const purpose_names[] = {
    [EXPERIMENT_TRAIN] = "train", [EXPERIMENT_HELD_GREEDY] = "held_greedy", [EXPERIMENT_HELD_SAMPLED] = "held_sampled",
};

const char *sample_purpose_name(experiment_purpose purpose)
{
    return purpose_names[purpose];
}

static lathe_status add_sample(experiment_db *db, const experiment_step_id *step, uint64_t epoch,
                               experiment_sample *sample, lathe_error *err)
{
    if (sample->length > EXPERIMENT_DB_TOKENS_MAX)
        return lathe_fail(err, LATHE_E_INPUT, "sample %u has %u tokens, more than %d", sample->sample, sample->length,
                          EXPERIMENT_DB_TOKENS_MAX);
    int64_t script = 0, now = clock_wall_ms();
    size_t array = (size_t)sample->length * 4;
    lathe_status st = sql_script_id(db, sample->script, sample->script_length, &script, err);
    if (st == LATHE_OK && sample->normal)
        st = sql_run(db, SQL_NORMAL_ADD, SQL_VALUES(sql_int(script), sql_hash(sample->normal)), err);
    if (st != LATHE_OK)
        return st;
    st = sql_run(db, SQL_ROLLOUT_ADD,
                 SQL_VALUES(sql_int(step->run), sql_int(step->stage), sql_int(step->step),
                            sql_text(purpose_names[step->purpose]), sql_int(sample->sample), sql_int(sample->example),
                            sql_int(script), sql_int(sample->length), sql_int(sample->ended), sql_int(now)),
                 err);
    if (st != LATHE_OK)
        return st;
    int64_t rollout = sqlite3_last_insert_rowid(db->handle);
    st = sql_run(db, SQL_TOKENS_ADD,
                 SQL_VALUES(sql_int(rollout), sql_blob(sample->ids, array), sql_blob(sample->logp, array),
                            sample->values ? sql_blob(sample->values, array) : sql_null()),
                 err);
    if (st == LATHE_OK)
        st = sql_run(db, SQL_LEASE_ADD, SQL_VALUES(sql_int(rollout), sql_int((int64_t)epoch), sql_int(now)), err);
    if (st == LATHE_OK)
        sample->rollout = rollout;
    return st;
}

lathe_status sample_count(experiment_db *db, const experiment_step_id *step, int64_t *out_count, lathe_error *err)
{
    return sql_integer(db, SQL_ROLLOUT_COUNT,
                       SQL_VALUES(sql_int(step->run), sql_int(step->stage), sql_int(step->step),
                                  sql_text(purpose_names[step->purpose])),
                       out_count, NULL, err);
}

lathe_status experiment_db_commit_samples(experiment_db *db, const experiment_step_id *step, uint64_t epoch,
                                          experiment_sample *samples, uint32_t count, lathe_error *err)
{
    int64_t stored = 0;
    lathe_status st = sql_begin(db, err);
    if (st != LATHE_OK)
        return st;
    st = sample_count(db, step, &stored, err);
    if (st == LATHE_OK && stored > 0)
        st = lathe_fail(err, LATHE_E_BUG, "database '%s' has samples of stage %u, step %u (%s) of run %lld already", db->path,
                        step->stage, step->step, purpose_names[step->purpose], (long long)step->run);
    for (uint32_t i = 0; st == LATHE_OK && i < count; i++)
        st = add_sample(db, step, epoch, &samples[i], err);
    st = sql_end(db, st, err);
    for (uint32_t i = 0; st != LATHE_OK && i < count; i++)
        samples[i].rollout = 0;
    return st;
}

/* A copy of a blob that must have `length` bytes; *out NULL for NULL. False where it has another size or memory ends. */
static bool copy_array(arena *a, sqlite3_stmt *statement, int column, size_t length, const void **out)
{
    *out = NULL;
    if (sqlite3_column_type(statement, column) == SQLITE_NULL)
        return true;
    const void *data = sqlite3_column_blob(statement, column);
    if ((size_t)sqlite3_column_bytes(statement, column) != length || (length > 0 && !data))
        return false;
    void *copy = arena_alloc(a, length);
    if (!copy)
        return false;
    if (length > 0)
        memcpy(copy, data, length);
    *out = copy;
    return true;
}

static bool read_sample(arena *a, sqlite3_stmt *statement, experiment_sample *out)
{
    *out = (experiment_sample){.rollout = sqlite3_column_int64(statement, 0),
                               .sample = (uint32_t)sqlite3_column_int64(statement, 1),
                               .example = sqlite3_column_int64(statement, 2),
                               .length = (uint32_t)sqlite3_column_int64(statement, 3),
                               .ended = sqlite3_column_int(statement, 4) != 0};
    const void *ids, *logp, *values;
    size_t array = (size_t)out->length * 4;
    if (!copy_array(a, statement, 5, array, &ids) || !ids || !copy_array(a, statement, 6, array, &logp) || !logp ||
        !copy_array(a, statement, 7, array, &values))
        return false;
    const char *script = (const char *)sqlite3_column_text(statement, 8);
    out->ids = ids;
    out->logp = logp;
    out->values = values;
    out->script_length = (size_t)sqlite3_column_bytes(statement, 8);
    out->script = script ? arena_copy_text(a, script, out->script_length) : NULL;
    return out->script != NULL;
}

static lathe_status read_samples(experiment_db *db, sqlite3_stmt *statement, arena *a, experiment_sample *rows,
                                 uint32_t count, lathe_error *err)
{
    for (uint32_t i = 0; i < count; i++) {
        bool row = false;
        lathe_status st = sql_next(db, statement, &row, err);
        if (st != LATHE_OK)
            return st;
        if (!row)
            return sql_damaged(db, "no tokens of a rollout before row", i + 1, err);
        if (read_sample(a, statement, &rows[i]))
            continue;
        int64_t id = sqlite3_column_int64(statement, 0);
        sql_reset(statement);
        if (arena_is_exhausted(a))
            return lathe_fail(err, LATHE_E_INPUT, "a step of database '%s' needs more than %d bytes", db->path,
                              EXPERIMENT_DB_STEP_BYTES_MAX);
        if (sqlite3_errcode(db->handle) == SQLITE_NOMEM)
            return sql_fail_code(db, SQLITE_NOMEM, err);
        return sql_damaged(db, "tokens of rollout", id, err);
    }
    sql_reset(statement);
    return LATHE_OK;
}

lathe_status experiment_db_load_samples(experiment_db *db, const experiment_step_id *step, experiment_samples *out,
                                        lathe_error *err)
{
    int64_t count = 0;
    arena *a = NULL;
    experiment_sample *rows = NULL;
    sqlite3_stmt *statement = NULL;
    lathe_status st = sample_count(db, step, &count, err);
    if (st != LATHE_OK)
        return st;
    if (count == 0) {
        *out = (experiment_samples){0};
        return LATHE_OK;
    }
    st = arena_new(EXPERIMENT_DB_STEP_BYTES_MAX, &a, err);
    if (st != LATHE_OK)
        return st;
    rows = arena_alloc(a, (size_t)count * sizeof *rows);
    if (!rows)
        st = lathe_fail(err, LATHE_E_NOMEM, "out of memory for %lld samples", (long long)count);
    if (st == LATHE_OK)
        st = sql_open(db, SQL_ROLLOUT_LOAD,
                      SQL_VALUES(sql_int(step->run), sql_int(step->stage), sql_int(step->step),
                                 sql_text(purpose_names[step->purpose])),
                      &statement, err);
    if (st == LATHE_OK)
        st = read_samples(db, statement, a, rows, (uint32_t)count, err);
    if (st != LATHE_OK) {
        arena_free(a);
        return st;
    }
    *out = (experiment_samples){.rows = rows, .count = (uint32_t)count, .memory = a};
    return LATHE_OK;
}

void experiment_samples_clear(experiment_samples *samples)
{
    arena_free(samples->memory);
    *samples = (experiment_samples){0};
}
