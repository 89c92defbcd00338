/* score.h: what the sources on scores and audits share. Internal to storage; within a transaction. */
#ifndef LATHE_STORAGE_SCORE_H
#define LATHE_STORAGE_SCORE_H

#include "storage/experiment_db.h"

/* The row of an engine, or of a worker of a run, added where it is new. */
lathe_status score_engine(experiment_db *db, const experiment_engine *engine, int64_t *out_id, lathe_error *err);
lathe_status score_worker(experiment_db *db, int64_t run, const char *name, int64_t *out_id, lathe_error *err);
/* LATHE_E_BUG for numbers that cannot be stored, and for a rollout that is not the run's. */
lathe_status score_check(experiment_db *db, int64_t run, const experiment_score *score, lathe_error *err);

#endif
