/* example_job.h: make example sets: parts from the synthesiser or from a folder, each run by executors, checked, and stored with
 * its target and points.
 *
 * What is stored depends on the options and the parts alone: results are taken in the order of candidates, however the
 * executors finish. A set that exists with the same options is left as it is; an interrupted one is made anew. A shape
 * stands in a set once, so none is both trained on and held back. One thread a call; executors are started and ended
 * inside. Errors: LATHE_E_INPUT for options, folders and names; LATHE_E_IO; LATHE_E_BUSY for a stop request or a lock; those of
 * storage and of the pool. */
#ifndef LATHE_OPS_DATA_EXAMPLE_JOB_H
#define LATHE_OPS_DATA_EXAMPLE_JOB_H

#include "ops/data/synth.h"
#include "rollout/pool.h"
#include "storage/example_set.h"

/* What targets are prepared for. Zeroed: metric absolute, on lattices, without chamfer distances. */
typedef struct example_targets {
    score_metric metric;
    score_rows rows;         /* a cube beside the lattices */
    uint32_t chamfer_points; /* of the surface; 0: none */
} example_targets;

typedef struct example_job_options {
    uint32_t train;        /* parts to train on; 0 (import only): all that are not held back */
    uint32_t held;         /* parts held back */
    uint32_t points;       /* surface points of a part */
    uint64_t points_seed;  /* Philox seed of the points, and of the order in which an import takes its files */
    example_targets targets;
    run_limits limits;     /* of each part */
    const char *executor;  /* path of lathe-executor; NULL: executor_find */
    uint32_t jobs;         /* executors */
    /* All may be NULL; called on the caller's thread. */
    void *context;
    void (*progress)(void *context, uint32_t done, uint32_t total, const char *text);
    void (*report)(void *context, const char *line); /* one line on a file that was left out */
    bool (*should_stop)(void *context);              /* true: give up, with LATHE_E_BUSY */
} example_job_options;
#define EXAMPLE_JOB_OPTIONS_INIT                                                                                     \
    {                                                                                                                \
        .train = 2000, .held = 400, .points = 256, .points_seed = 1, .limits = RUN_LIMITS_INIT, .jobs = 2            \
    }

/* " metric=... rows=... chamfer=...", a part of what a set is made from; "" for zeroed ones, as sets have been named before. */
void example_targets_text(const example_targets *targets, char *out, size_t size);

/* How candidates ended. */
typedef struct example_job_counts {
    bool existed;           /* nothing was done: the set was there */
    uint32_t candidates;    /* looked at */
    uint32_t stored;
    uint32_t failed;        /* did not run or could not be read; unsupported ones too */
    uint32_t not_solid;     /* not one solid (synthesis only), or not valid */
    uint32_t duplicates;    /* of a shape that the set has */
} example_job_counts;

/* Makes exactly options->train + options->held parts. LATHE_E_INPUT where the synthesiser's options do not give so many
 * different ones. out_info and out_counts may be NULL. */
lathe_status example_job_synthesise(experiment_db *db, const char *name, const synth_options *synth,
                                    const example_job_options *options, example_set_info *out_info,
                                    example_job_counts *out_counts, lathe_error *err);

/* Stores the shapes of a folder's files (source_files.h; not of folders below it), by their names without the ending. Parts
 * keep their units and place. Files that fail are reported one line each and left out. LATHE_E_INPUT where fewer than
 * held + 1 parts remain. A script's text is stored; a part read from another has none. */
lathe_status example_job_import(experiment_db *db, const char *name, const char *folder,
                                const example_job_options *options, example_set_info *out_info,
                                example_job_counts *out_counts, lathe_error *err);

#endif
