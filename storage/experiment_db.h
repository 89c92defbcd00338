/* experiment_db.h: the one file that holds everything an experiment did, and the only writer of a run's history.
 *
 * storage/schema/ says what each table and column means. One handle belongs to one thread; any number of handles and
 * processes may have the file open (WAL: it must lie on a local disk). Every function that writes is one transaction:
 * it happened whole and is on the disk, or not at all. Errors, each with one line that names the file:
 *   LATHE_E_BUSY   another process kept the file locked for longer than the bound
 *   LATHE_E_IO     the disk is full, or the file cannot be read or written
 *   LATHE_E_INPUT  not a database of lathe, a newer one, a damaged one; an argument that a person gave
 *   LATHE_E_NOMEM  out of memory
 *   LATHE_E_BUG    the caller broke a rule of the schema
 * Times are taken inside and are for people only. Leaves out: rewards (ops computes them), files of checkpoints. */
#ifndef LATHE_STORAGE_EXPERIMENT_DB_H
#define LATHE_STORAGE_EXPERIMENT_DB_H

#include "base/bytes.h"
#include "base/hash.h"
#include "base/status.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct experiment_db experiment_db;

typedef enum experiment_db_mode {
    EXPERIMENT_DB_CREATE, /* read and write; made where it is missing, migrated where it is old */
    EXPERIMENT_DB_WRITE,  /* read and write; must exist, migrated where it is old */
    EXPERIMENT_DB_READ,   /* must exist and have the current schema */
} experiment_db_mode;

enum {
    EXPERIMENT_DB_BUSY_MS = 30000,      /* default bound of every wait for another process */
    EXPERIMENT_DB_NAME_MAX = 64,        /* letters of a run's or a set's name */
    EXPERIMENT_DB_PATH_MAX = 1024,
    EXPERIMENT_DB_SCRIPT_MAX = 1 << 20, /* bytes of one script */
    EXPERIMENT_DB_TOKENS_MAX = 1 << 20, /* tokens of one sample */
    EXPERIMENT_DB_STEP_BYTES_MAX = 1 << 30, /* of all samples of a step when loaded */
};

/* busy_ms: 0 is EXPERIMENT_DB_BUSY_MS. Caller owns *out_db. */
lathe_status experiment_db_open(const char *path, experiment_db_mode mode, int busy_ms, experiment_db **out_db,
                                lathe_error *err);
void experiment_db_close(experiment_db *db); /* NULL is fine */
/* The newest schema this build knows. */
int experiment_db_schema_version(void);

/* ---- runs ---- */

typedef struct experiment_run_spec {
    const char *name; /* letters, digits, '.', '_', '-'; not all digits, not "latest"; NULL: "run" and its id */
    uint64_t seed;
    const char *config;
    const char *code_version;
    const char *library_versions; /* one "name version" a line */
} experiment_run_spec;

typedef enum experiment_run_state {
    EXPERIMENT_RUN_CREATED,
    EXPERIMENT_RUN_RUNNING, /* or killed: whether its learner lives, the lock knows */
    EXPERIMENT_RUN_STOPPED, /* on request; may be resumed */
    EXPERIMENT_RUN_FINISHED,
    EXPERIMENT_RUN_FAILED,
} experiment_run_state;

/* Plain data. */
typedef struct experiment_run {
    int64_t id;
    char name[EXPERIMENT_DB_NAME_MAX + 1];
    uint64_t seed;
    experiment_run_state state;
    char message[256];
    uint64_t epoch;
    int64_t created_ms, changed_ms;
} experiment_run;

/* The name in the database, e.g. "stopped". Static storage. */
const char *experiment_run_state_name(experiment_run_state state);

/* LATHE_E_INPUT where the name is taken or not allowed. */
lathe_status experiment_db_create_run(experiment_db *db, const experiment_run_spec *spec, experiment_run *out_run,
                                      lathe_error *err);
/* text: an id, a name, or "latest" (the run made last). LATHE_E_INPUT where there is none, with the nearest name. */
lathe_status experiment_db_find_run(experiment_db *db, const char *text, experiment_run *out_run, lathe_error *err);
/* Appends the stored configuration. */
lathe_status experiment_db_run_config(experiment_db *db, int64_t run, bytes *out, lathe_error *err);
lathe_status experiment_db_set_run_state(experiment_db *db, int64_t run, experiment_run_state state,
                                         const char *message, lathe_error *err);

/* Removes a run that has no stage yet, e.g. because its start failed; any other stays as it is. */
lathe_status experiment_db_forget_run(experiment_db *db, int64_t run, lathe_error *err);

/* The right to write a run. The kernel ends it with the process, however that ends. */
typedef struct experiment_lock experiment_lock;

/* Takes the run's lock, counts its epoch up, and sets its state to running; leases of unfinished steps pass to the new
 * epoch. LATHE_E_BUSY at once, naming run and holder, where another learner has the run. Caller owns *out_lock. */
lathe_status experiment_db_start_run(experiment_db *db, int64_t run, experiment_lock **out_lock, uint64_t *out_epoch,
                                     lathe_error *err);
/* Gives the right back. NULL is fine. */
void experiment_lock_free(experiment_lock *lock);

/* kind: sft, ppo ...; steps: planned at most, 0 unknown. Again with the same kind: nothing happens. Needed before the
 * first sample or step of the stage. LATHE_E_INPUT where the stage is stored with another kind. */
lathe_status experiment_db_begin_stage(experiment_db *db, int64_t run, uint32_t stage, const char *kind,
                                       uint32_t steps, lathe_error *err);
/* kind: one word; run 0: of the file. */
lathe_status experiment_db_add_event(experiment_db *db, int64_t run, const char *kind, const char *text,
                                     lathe_error *err);

/* ---- samples ---- */

typedef enum experiment_purpose {
    EXPERIMENT_TRAIN,
    EXPERIMENT_HELD_GREEDY,
    EXPERIMENT_HELD_SAMPLED,
} experiment_purpose;

typedef struct experiment_step_id {
    int64_t run;
    uint32_t stage, step;
    experiment_purpose purpose;
} experiment_step_id;

/* What the policy wrote. */
typedef struct experiment_sample {
    int64_t rollout;      /* its id; filled by commit and load */
    uint32_t sample;      /* within the step */
    int64_t example;
    uint32_t length;      /* tokens generated, the end token included where ended */
    const int32_t *ids;   /* [length] */
    const float *logp;    /* [length] */
    const float *values;  /* [length], or NULL without a value head */
    const char *script;   /* any bytes, script_length of them; NUL-terminated where loaded */
    size_t script_length;
    const hash256 *normal; /* of the script whatever its layout, read by commit; NULL: it is found by its text alone */
    bool ended;
} experiment_sample;

/* Stores all samples of a step and a lease for each, in one transaction, and fills samples[i].rollout. LATHE_E_BUG where
 * the step has samples of that purpose already. */
lathe_status experiment_db_commit_samples(experiment_db *db, const experiment_step_id *step, uint64_t epoch,
                                          experiment_sample *samples, uint32_t count, lathe_error *err);

typedef struct experiment_samples {
    experiment_sample *rows; /* in order of `sample`; NULL where none */
    uint32_t count;
    void *memory;            /* of the rows and of all they point to */
} experiment_samples;

/* Caller ends *out with experiment_samples_clear. count 0: none were committed. */
lathe_status experiment_db_load_samples(experiment_db *db, const experiment_step_id *step, experiment_samples *out,
                                        lathe_error *err);
void experiment_samples_clear(experiment_samples *samples); /* a zeroed one is fine */

/* ---- scores ---- */

enum { EXPERIMENT_TEXT_MAX = 255 };

/* The accepted result of one rollout; plain data. Counts are as in reward/measure. */
typedef struct experiment_score {
    int64_t rollout;
    lathe_failure failure;
    char message[EXPERIMENT_TEXT_MAX + 1];
    int line, column;        /* 1-based; 0 is none */
    bool deterministic;      /* false: a limit of time or memory, or a signal; never reused for another rollout */
    int valid;               /* 1, 0, or -1 where nothing looked */
    int lazy;                /* 1: sampled without the kernel, 0: by it, -1: nobody knows (limits, crashes, old scores) */
    uint64_t both, truth, prediction, outside;
    uint32_t rows, open_rows;
    double truth_box_volume, prediction_box_volume;
    double iou;              /* finite */
    bool has_chamfer;
    double chamfer;          /* finite where has_chamfer */
    bool has_reward;         /* false: dropped */
    double reward;           /* finite where has_reward */
    double milliseconds;     /* in the executor; finite */
    char worker[EXPERIMENT_TEXT_MAX + 1]; /* empty: reused from an earlier score */
    uint32_t attempt;
    uint64_t epoch;
} experiment_score;

/* Which program scored under which settings; a score is reused only where both texts are equal. */
typedef struct experiment_engine {
    const char *version;  /* as ExecutorReady says */
    const char *settings; /* metric, rows, mode and limits, one line */
} experiment_engine;

/* Stores results in one transaction, which is on the disk when it returns: acknowledge them after that. The first
 * result of a rollout stays: out_accepted[i] (NULL is fine) is false where one was there already, and that is not an
 * error. LATHE_E_BUG where a rollout is unknown or of another run. */
lathe_status experiment_db_accept_scores(experiment_db *db, int64_t run, const experiment_engine *engine,
                                         const experiment_score *scores, uint32_t count, bool *out_accepted,
                                         lathe_error *err);
/* out_scores: [count], by sample index; out_found[i] false where sample i has none yet. *out_missing counts those.
 * LATHE_E_BUG where the step has another number of samples. */
lathe_status experiment_db_load_scores(experiment_db *db, const experiment_step_id *step, experiment_score *out_scores,
                                       bool *out_found, uint32_t count, uint32_t *out_missing, lathe_error *err);
/* An earlier deterministic score of the same script against the target of `example`, by any run in the file; of a script of the same
 * normal form too (NULL: not that) where that ended ok, since failures name places. Its rollout, worker, attempt, epoch and reward
 * are that run's, to be set anew. */
lathe_status experiment_db_find_score(experiment_db *db, const char *script, size_t script_length, const hash256 *normal,
                                      int64_t example, const experiment_engine *engine, experiment_score *out_score,
                                      bool *out_found, lathe_error *err);
/* Notes what a worker said of itself. */
lathe_status experiment_db_note_worker(experiment_db *db, int64_t run, const char *name, const char *host,
                                       uint32_t slots, lathe_error *err);

/* ---- audits ---- */

typedef enum experiment_verdict {
    EXPERIMENT_AUDIT_AGREES,
    EXPERIMENT_AUDIT_DISAGREES,
    EXPERIMENT_AUDIT_FAILED, /* a fault of the infrastructure in either score: nothing was compared */
} experiment_verdict;

/* A sample's second score, of the mode that its reward does not come from. */
typedef struct experiment_audit {
    experiment_score score; /* its reward, attempt and epoch are not read; worker empty: reused */
    const char *mode;       /* exact or lazy */
    experiment_verdict verdict;
    double difference;      /* of the IoUs; finite, not read where the audit failed */
    double bound;           /* that the verdict went by; finite */
    const char *text;       /* of a disagreement's event, one line; the script's id is put before it */
} experiment_audit;

/* Stores audits of scores that are stored, and an event "disagreement" for each that disagrees, in one transaction. The first
 * audit of a rollout stays. LATHE_E_BUG where a rollout has no score or is of another run. */
lathe_status experiment_db_accept_audits(experiment_db *db, int64_t run, const experiment_engine *engine,
                                         const experiment_audit *audits, uint32_t count, lathe_error *err);
/* out_audited: [count], by sample index; count: samples of the step. */
lathe_status experiment_db_load_audited(experiment_db *db, const experiment_step_id *step, bool *out_audited,
                                        uint32_t count, lathe_error *err);

/* Of a step's samples of all purposes, as stored so far. */
typedef struct experiment_step_counts {
    uint32_t samples;
    uint32_t hits;          /* scores taken from an equal question's */
    uint32_t audits, disagreements, failed_audits;
} experiment_step_counts;

lathe_status experiment_db_count_step(experiment_db *db, int64_t run, uint32_t stage, uint32_t step,
                                      experiment_step_counts *out_counts, lathe_error *err);

/* ---- steps and checkpoints ---- */

typedef struct experiment_metric {
    const char *name;
    double value; /* may be NaN or infinite, and is stored as that */
} experiment_metric;

typedef struct experiment_step_report {
    int64_t run;
    uint32_t stage, step;
    const experiment_metric *metrics; /* names are unique */
    uint32_t metric_count;
    const char *checkpoint_path;      /* NULL: none. Absolute, or relative to the current folder; the file is there */
    hash256 checkpoint_hash;
} experiment_step_report;

/* Ends a step: metrics, rollup of its training samples, leases, checkpoint, in one transaction. A step that was committed
 * before keeps its rows (*out_replayed true; NULL is fine); a checkpoint it had not is added. */
lathe_status experiment_db_commit_step(experiment_db *db, const experiment_step_report *report, bool *out_replayed,
                                       lathe_error *err);
/* False where the step was not committed yet. */
lathe_status experiment_db_has_step(experiment_db *db, int64_t run, uint32_t stage, uint32_t step, bool *out_has,
                                    lathe_error *err);

typedef struct experiment_checkpoint {
    uint32_t stage, step;
    char path[EXPERIMENT_DB_PATH_MAX]; /* usable from the current folder */
    hash256 hash;
    uint64_t bytes;
} experiment_checkpoint;

/* The one of highest stage and step. *out_found false where the run has none. */
lathe_status experiment_db_latest_checkpoint(experiment_db *db, int64_t run, experiment_checkpoint *out_checkpoint,
                                             bool *out_found, lathe_error *err);
/* The one of highest step of a stage. *out_found false where the stage has none. */
lathe_status experiment_db_stage_checkpoint(experiment_db *db, int64_t run, uint32_t stage,
                                            experiment_checkpoint *out_checkpoint, bool *out_found, lathe_error *err);

#ifdef __cplusplus
}
#endif
#endif
