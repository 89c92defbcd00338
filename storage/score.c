/* Scores: accepted once, read back, and reused for equal questions. */
#include <math.h>
#include <string.h>

#include "base/clock.h"
#include "storage/sample.h"
#include "storage/score.h"
#include "storage/sql.h"

lathe_status score_engine(experiment_db *db, const experiment_engine *engine, int64_t *out_id, lathe_error *err)
{
    lathe_status st =
        sql_run(db, SQL_ENGINE_ADD, SQL_VALUES(sql_text(engine->version), sql_text(engine->settings)), err);
    if (st != LATHE_OK)
        return st;
    return sql_integer(db, SQL_ENGINE_ID, SQL_VALUES(sql_text(engine->version), sql_text(engine->settings)), out_id, NULL,
                       err);
}

lathe_status score_worker(experiment_db *db, int64_t run, const char *name, int64_t *out_id, lathe_error *err)
{
    lathe_status st = sql_run(db, SQL_WORKER_SEEN, SQL_VALUES(sql_int(run), sql_text(name), sql_int(clock_wall_ms())), err);
    if (st != LATHE_OK)
        return st;
    return sql_integer(db, SQL_WORKER_ID, SQL_VALUES(sql_int(run), sql_text(name)), out_id, NULL, err);
}

lathe_status score_check(experiment_db *db, int64_t run, const experiment_score *s, lathe_error *err)
{
    int64_t owner = 0;
    bool found = false;
    if (!isfinite(s->iou) || !isfinite(s->milliseconds) || !isfinite(s->truth_box_volume) ||
        !isfinite(s->prediction_box_volume) || (s->has_reward && !isfinite(s->reward)) ||
        (s->has_chamfer && !isfinite(s->chamfer)))
        return lathe_fail(err, LATHE_E_BUG, "the score of rollout %lld is not finite", (long long)s->rollout);
    if (s->failure < 0 || s->failure >= FAILURE_COUNT || s->both > INT64_MAX || s->truth > INT64_MAX ||
        s->prediction > INT64_MAX || s->outside > INT64_MAX)
        return lathe_fail(err, LATHE_E_BUG, "the score of rollout %lld is out of range", (long long)s->rollout);
    lathe_status st = sql_integer(db, SQL_ROLLOUT_RUN, SQL_VALUES(sql_int(s->rollout)), &owner, &found, err);
    if (st == LATHE_OK && (!found || owner != run))
        return lathe_fail(err, LATHE_E_BUG, "rollout %lld is not one of run %lld", (long long)s->rollout, (long long)run);
    return st;
}

static lathe_status add_score(experiment_db *db, int64_t run, int64_t engine, const experiment_score *s,
                              bool *out_accepted, lathe_error *err)
{
    int64_t worker = 0;
    lathe_status st = score_check(db, run, s, err);
    if (st == LATHE_OK && s->worker[0])
        st = score_worker(db, run, s->worker, &worker, err);
    if (st != LATHE_OK)
        return st;
    st = sql_run(db, SQL_SCORE_ADD,
                 SQL_VALUES(sql_int(s->rollout), sql_text(failure_name(s->failure)), sql_text(s->message), sql_int(s->line),
                            sql_int(s->column), sql_int(s->deterministic), s->valid < 0 ? sql_null() : sql_int(s->valid != 0),
                            sql_int((int64_t)s->both), sql_int((int64_t)s->truth), sql_int((int64_t)s->prediction),
                            sql_int((int64_t)s->outside), sql_int(s->rows), sql_int(s->open_rows),
                            sql_real(s->truth_box_volume), sql_real(s->prediction_box_volume), sql_real(s->iou),
                            s->has_reward ? sql_real(s->reward) : sql_null(), sql_real(s->milliseconds),
                            worker ? sql_int(worker) : sql_null(), sql_int(s->attempt), sql_int((int64_t)s->epoch),
                            sql_int(engine), sql_int(clock_wall_ms()), s->has_chamfer ? sql_real(s->chamfer) : sql_null(),
                            s->lazy < 0 ? sql_null() : sql_int(s->lazy != 0)),
                 err);
    if (st == LATHE_OK)
        *out_accepted = sqlite3_changes(db->handle) > 0;
    return st;
}

lathe_status experiment_db_accept_scores(experiment_db *db, int64_t run, const experiment_engine *engine,
                                         const experiment_score *scores, uint32_t count, bool *out_accepted,
                                         lathe_error *err)
{
    int64_t engine_id = 0;
    lathe_status st = sql_begin(db, err);
    if (st != LATHE_OK)
        return st;
    st = score_engine(db, engine, &engine_id, err);
    for (uint32_t i = 0; st == LATHE_OK && i < count; i++) {
        bool accepted = false;
        st = add_score(db, run, engine_id, &scores[i], &accepted, err);
        if (st == LATHE_OK && out_accepted)
            out_accepted[i] = accepted;
    }
    return sql_end(db, st, err);
}

/* Columns as SCORE_COLUMNS of statements.def names them. */
static lathe_status read_score(experiment_db *db, sqlite3_stmt *statement, experiment_score *out, lathe_error *err)
{
    const char *failure = (const char *)sqlite3_column_text(statement, 2);
    *out = (experiment_score){
        .rollout = sqlite3_column_int64(statement, 1),
        .line = sqlite3_column_int(statement, 4),
        .column = sqlite3_column_int(statement, 5),
        .deterministic = sqlite3_column_int(statement, 6) != 0,
        .valid = sqlite3_column_type(statement, 7) == SQLITE_NULL ? -1 : sqlite3_column_int(statement, 7),
        .both = (uint64_t)sqlite3_column_int64(statement, 8),
        .truth = (uint64_t)sqlite3_column_int64(statement, 9),
        .prediction = (uint64_t)sqlite3_column_int64(statement, 10),
        .outside = (uint64_t)sqlite3_column_int64(statement, 11),
        .rows = (uint32_t)sqlite3_column_int64(statement, 12),
        .open_rows = (uint32_t)sqlite3_column_int64(statement, 13),
        .truth_box_volume = sqlite3_column_double(statement, 14),
        .prediction_box_volume = sqlite3_column_double(statement, 15),
        .iou = sqlite3_column_double(statement, 16),
        .has_reward = sqlite3_column_type(statement, 17) != SQLITE_NULL,
        .reward = sqlite3_column_double(statement, 17),
        .milliseconds = sqlite3_column_double(statement, 18),
        .attempt = (uint32_t)sqlite3_column_int64(statement, 20),
        .epoch = (uint64_t)sqlite3_column_int64(statement, 21),
        .has_chamfer = sqlite3_column_type(statement, 22) != SQLITE_NULL,
        .chamfer = sqlite3_column_double(statement, 22),
        .lazy = sqlite3_column_type(statement, 23) == SQLITE_NULL ? -1 : sqlite3_column_int(statement, 23),
    };
    if (!failure || !failure_from_name(failure, &out->failure))
        return sql_damaged(db, "unknown failure of rollout", out->rollout, err);
    sql_column_copy(statement, 3, out->message, sizeof out->message);
    sql_column_copy(statement, 19, out->worker, sizeof out->worker);
    return LATHE_OK;
}

static lathe_status read_scores(experiment_db *db, sqlite3_stmt *statement, experiment_score *out_scores,
                                bool *out_found, uint32_t count, uint32_t *out_missing, lathe_error *err)
{
    uint32_t missing = count;
    bool row = true;
    for (;;) {
        lathe_status st = sql_next(db, statement, &row, err);
        if (st != LATHE_OK)
            return st;
        if (!row)
            break;
        int64_t sample = sqlite3_column_int64(statement, 0);
        if (sample >= count)
            st = sql_damaged(db, "sample numbers have gaps at", sample, err);
        else
            st = read_score(db, statement, &out_scores[sample], err);
        if (st != LATHE_OK) {
            sql_reset(statement);
            return st;
        }
        out_found[sample] = true;
        missing--;
    }
    *out_missing = missing;
    return LATHE_OK;
}

lathe_status experiment_db_load_scores(experiment_db *db, const experiment_step_id *step, experiment_score *out_scores,
                                       bool *out_found, uint32_t count, uint32_t *out_missing, lathe_error *err)
{
    int64_t stored = 0;
    sqlite3_stmt *statement = NULL;
    lathe_status st = sample_count(db, step, &stored, err);
    if (st != LATHE_OK)
        return st;
    if (stored != (int64_t)count)
        return lathe_fail(err, LATHE_E_BUG, "stage %u, step %u of run %lld in database '%s' has %lld samples, not %u",
                          step->stage, step->step, (long long)step->run, db->path, (long long)stored, count);
    st = sql_open(db, SQL_SCORE_LOAD,
                  SQL_VALUES(sql_int(step->run), sql_int(step->stage), sql_int(step->step),
                             sql_text(sample_purpose_name(step->purpose))),
                  &statement, err);
    if (st != LATHE_OK)
        return st;
    memset(out_found, 0, count * sizeof *out_found);
    return read_scores(db, statement, out_scores, out_found, count, out_missing, err);
}

lathe_status experiment_db_find_score(experiment_db *db, const char *script, size_t script_length, const hash256 *normal,
                                      int64_t example, const experiment_engine *engine, experiment_score *out_score,
                                      bool *out_found, lathe_error *err)
{
    hash256 hash = hash_of(script, script_length);
    sqlite3_stmt *statement = NULL;
    bool row = false;
    lathe_status st = sql_open(db, SQL_SCORE_FIND,
                               SQL_VALUES(sql_hash(&hash), sql_int(example), sql_text(engine->version),
                                          sql_text(engine->settings), normal ? sql_hash(normal) : sql_null()),
                               &statement, err);
    if (st == LATHE_OK)
        st = sql_next(db, statement, &row, err);
    if (st == LATHE_OK && row) {
        st = read_score(db, statement, out_score, err);
        sql_reset(statement);
    }
    if (st == LATHE_OK)
        *out_found = row;
    return st;
}

lathe_status experiment_db_note_worker(experiment_db *db, int64_t run, const char *name, const char *host,
                                       uint32_t slots, lathe_error *err)
{
    lathe_status st = sql_begin(db, err);
    if (st != LATHE_OK)
        return st;
    st = sql_run(db, SQL_WORKER_NOTE,
                 SQL_VALUES(sql_int(run), sql_text(name), sql_text(host), sql_int(slots), sql_int(clock_wall_ms())), err);
    return sql_end(db, st, err);
}
