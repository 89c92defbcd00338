/* ports.h: how the training loops get rewards and write history.
 *
 * `learner` knows neither sockets nor databases: ops/jobs implements these functions over rollout and storage. All are
 * called from the one thread that trains; each wait inside them is bounded and ends with an error that names what it
 * waited for. A sample's identity is (stage, step, sample) within the run.
 *
 * The order within one PPO step, which makes a killed run repeatable bit for bit:
 *   load_samples  -> the step's samples were committed before: use the stored rows, do not sample again
 *   commit_samples-> else: all samples of the step in one transaction, after they were drawn
 *   await_scores  -> scores of all samples; those that are not stored yet are (re)submitted and stored as they come
 *   commit_step   -> metrics and rollups of the step, and the checkpoint where one was written, in one transaction
 * A step that was committed before is replayed (same samples, same scores, same update) without changing its rows. */
#ifndef LATHE_LEARNER_TRAIN_PORTS_H
#define LATHE_LEARNER_TRAIN_PORTS_H

#include "base/status.h"

typedef struct sample_row {
    uint32_t sample;       /* index within the step */
    int64_t example;       /* id of the prompt in the example set */
    uint32_t length;       /* tokens generated, the end token included where ended */
    const int32_t *ids;    /* [length] */
    const float *logp;     /* [length] full softmax at the sampling temperature */
    const float *values;   /* [length] value head at the position that predicts the token; NULL where there is none */
    const char *script;    /* decoded text, end token removed */
    size_t script_length;
    bool ended;            /* false: cut off at the maximum length */
} sample_row;

typedef struct sample_score {
    lathe_failure failure;
    bool has_reward;       /* false: unsupported or an infrastructure fault; the sample is dropped, not rewarded */
    double reward;         /* of ops' reward function */
    double iou;            /* 0 for failures of the script */
    bool valid;            /* ran and left a shape */
} sample_score;

typedef struct metric {
    const char *name;      /* static; names of reference/losses.md, e.g. "reward/mean" */
    double value;          /* may be not finite; stored so */
} metric;

typedef struct step_report {
    uint32_t stage, step;
    const metric *metrics;
    uint32_t metric_count;
    const char *checkpoint_path; /* NULL: none was written at this step; else fsynced and renamed already */
    const char *checkpoint_hash; /* 64 hexadecimal digits */
} step_report;

typedef enum sample_purpose { SAMPLE_TRAIN, SAMPLE_HELD_GREEDY, SAMPLE_HELD_SAMPLED } sample_purpose;

typedef struct learner_ports {
    void *context;
    /* Fills *out_rows, *out_count with the step's stored samples, or count 0 where none were committed. The rows belong
     * to the port and live until the next call of load_samples. */
    lathe_status (*load_samples)(void *context, uint32_t stage, uint32_t step, sample_purpose purpose,
                                 const sample_row **out_rows, uint32_t *out_count, lathe_error *err);
    /* May be called while later samples are still drawn: hands one finished sample to the workers early. Its score is
     * kept back until commit_samples. Optional (NULL): commit_samples submits. */
    lathe_status (*submit_early)(void *context, uint32_t stage, uint32_t step, sample_purpose purpose,
                                 const sample_row *row, lathe_error *err);
    lathe_status (*commit_samples)(void *context, uint32_t stage, uint32_t step, sample_purpose purpose,
                                   const sample_row *rows, uint32_t count, lathe_error *err);
    /* out_scores: [count], by sample index. */
    lathe_status (*await_scores)(void *context, uint32_t stage, uint32_t step, sample_purpose purpose,
                                 sample_score *out_scores, uint32_t count, lathe_error *err);
    lathe_status (*commit_step)(void *context, const step_report *report, lathe_error *err);
    /* True once a person asked to stop: the loop finishes its step, writes a checkpoint and returns. */
    bool (*should_stop)(void *context);
    /* Progress for people: done of total in this stage, with a short text. Never fails. */
    void (*progress)(void *context, uint32_t stage, uint32_t done, uint32_t total, const char *text);
} learner_ports;

#endif
