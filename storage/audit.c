/* Audits: second scores of the other mode, and what they say about the first; counts of a step. */
#include <math.h>
#include <string.h>

#include "base/clock.h"
#include "storage/sample.h"
#include "storage/score.h"
#include "storage/sql.h"

static const char *const verdict_names[] = {
    [EXPERIMENT_AUDIT_AGREES] = "agrees",
    [EXPERIMENT_AUDIT_DISAGREES] = "disagrees",
    [EXPERIMENT_AUDIT_FAILED] = "failed",
};

static lathe_status add_audit(experiment_db *db, int64_t run, int64_t engine, const experiment_audit *a, lathe_error *err)
{
    const experiment_score *s = &a->score;
    int64_t worker = 0;
    lathe_status st = score_check(db, run, s, err);
    if (st == LATHE_OK && (!isfinite(a->difference) || !isfinite(a->bound)))
        st = lathe_fail(err, LATHE_E_BUG, "the audit of rollout %lld is not finite", (long long)s->rollout);
    if (st == LATHE_OK && s->worker[0])
        st = score_worker(db, run, s->worker, &worker, err);
    if (st != LATHE_OK)
        return st;
    st = sql_run(db, SQL_AUDIT_ADD,
                 SQL_VALUES(sql_int(s->rollout), sql_text(a->mode), sql_text(verdict_names[a->verdict]),
                            a->verdict == EXPERIMENT_AUDIT_FAILED ? sql_null() : sql_real(a->difference), sql_real(a->bound),
                            sql_text(failure_name(s->failure)), sql_text(s->message), sql_int(s->line), sql_int(s->column),
                            sql_int((int64_t)s->both), sql_int((int64_t)s->truth), sql_int((int64_t)s->prediction),
                            sql_int((int64_t)s->outside), sql_int(s->rows), sql_int(s->open_rows),
                            sql_real(s->truth_box_volume), sql_real(s->prediction_box_volume), sql_real(s->iou),
                            sql_real(s->milliseconds), worker ? sql_int(worker) : sql_null(), sql_int(engine),
                            sql_int(clock_wall_ms()), s->has_chamfer ? sql_real(s->chamfer) : sql_null()),
                 err);
    if (st == LATHE_OK && sqlite3_changes(db->handle) > 0 && a->verdict == EXPERIMENT_AUDIT_DISAGREES)
        st = sql_run(db, SQL_AUDIT_EVENT, SQL_VALUES(sql_int(s->rollout), sql_text(a->text), sql_int(clock_wall_ms())), err);
    return st;
}

lathe_status experiment_db_accept_audits(experiment_db *db, int64_t run, const experiment_engine *engine,
                                         const experiment_audit *audits, uint32_t count, lathe_error *err)
{
    int64_t engine_id = 0;
    lathe_status st = sql_begin(db, err);
    if (st != LATHE_OK)
        return st;
    st = score_engine(db, engine, &engine_id, err);
    for (uint32_t i = 0; st == LATHE_OK && i < count; i++)
        st = add_audit(db, run, engine_id, &audits[i], err);
    return sql_end(db, st, err);
}

lathe_status experiment_db_load_audited(experiment_db *db, const experiment_step_id *step, bool *out_audited,
                                        uint32_t count, lathe_error *err)
{
    sqlite3_stmt *statement = NULL;
    bool row = true;
    lathe_status st = sql_open(db, SQL_AUDIT_LOAD,
                               SQL_VALUES(sql_int(step->run), sql_int(step->stage), sql_int(step->step),
                                          sql_text(sample_purpose_name(step->purpose))),
                               &statement, err);
    if (st == LATHE_OK)
        memset(out_audited, 0, count * sizeof *out_audited);
    while (st == LATHE_OK && row) {
        st = sql_next(db, statement, &row, err);
        if (st != LATHE_OK || !row)
            break;
        int64_t sample = sqlite3_column_int64(statement, 0);
        if (sample < count) {
            out_audited[sample] = true;
        } else {
            sql_reset(statement);
            st = sql_damaged(db, "sample numbers have gaps at", sample, err);
        }
    }
    return st;
}

lathe_status experiment_db_count_step(experiment_db *db, int64_t run, uint32_t stage, uint32_t step,
                                      experiment_step_counts *out_counts, lathe_error *err)
{
    sqlite3_stmt *statement = NULL;
    bool row = false;
    lathe_status st = sql_open(db, SQL_STEP_COUNTS, SQL_VALUES(sql_int(run), sql_int(stage), sql_int(step)), &statement, err);
    if (st == LATHE_OK)
        st = sql_next(db, statement, &row, err);
    if (st != LATHE_OK || !row)
        return st;
    *out_counts = (experiment_step_counts){
        .samples = (uint32_t)sqlite3_column_int64(statement, 0),
        .hits = (uint32_t)sqlite3_column_int64(statement, 1),
        .audits = (uint32_t)sqlite3_column_int64(statement, 2),
        .disagreements = (uint32_t)sqlite3_column_int64(statement, 3),
        .failed_audits = (uint32_t)sqlite3_column_int64(statement, 4),
    };
    sql_reset(statement);
    return LATHE_OK;
}
