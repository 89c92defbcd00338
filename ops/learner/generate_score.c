/* generate_score.c: scores of generated scripts. */
#include "ops/learner/generate_score.h"

#include <stdlib.h>
#include <string.h>

#include "ops/cli/targets.h"
#include "reward/measure/iou.h"

struct generate_scorer {
    executor_pool *pool;
    path_list truth;
    target_blob *blob;
    run_limits limits;
    byte_view script;      /* of the call in progress */
    generate_score *score;
};

lathe_status generate_scorer_new(const char *truth, generate_scorer **out, lathe_error *err)
{
    generate_scorer *s = calloc(1, sizeof *s);

    if (s == NULL)
        return lathe_fail(err, LATHE_E_NOMEM, "scores: out of memory");
    s->limits = (run_limits)RUN_LIMITS_INIT;
    lathe_status st = path_list_add(&s->truth, truth, strlen(truth), err);
    if (st == LATHE_OK)
        st = executors_start(1, &s->pool, err);
    if (st == LATHE_OK)
        st = targets_prepare(s->pool, s->truth.paths, 1, &s->limits, &(run_request){.target = true}, &s->blob, err);
    if (st == LATHE_OK && s->blob[0].length == 0)
        st = lathe_fail(err, LATHE_E_IO, "%s", s->blob[0].message);
    if (st == LATHE_OK)
        *out = s;
    else
        generate_scorer_free(s);
    return st;
}

void generate_scorer_free(generate_scorer *s)
{
    if (s == NULL)
        return;
    targets_free(s->pool, s->blob, 1);
    pool_free(s->pool);
    path_list_clear(&s->truth);
    free(s);
}

static lathe_status prepare(void *context, size_t index, executor_request *out, bool *out_skip, lathe_error *err)
{
    generate_scorer *s = context;

    (void)index;
    (void)out_skip;
    (void)err;
    out->limits = s->limits;
    out->source = (shape_source){SOURCE_KIND_SCRIPT, s->script};
    out->task = EXECUTOR_SCORE;
    out->score = (score_request){.target = {s->blob[0].data, s->blob[0].length}};
    return LATHE_OK;
}

static lathe_status finish(void *context, size_t index, pool_result *result, lathe_error *err)
{
    generate_scorer *s = context;
    const score_counts *c = &result->reply.score;

    (void)index;
    (void)err;
    s->score->known = true;
    s->score->failure = result->reply.outcome.failure;
    if (s->score->failure == FAILURE_OK) {
        const sample_counts counts = {c->both, c->truth, c->prediction, c->outside, c->rows, c->open_rows,
                                      c->truth_box_volume, c->prediction_box_volume};
        s->score->iou = iou_from_counts(&counts);
    }
    return LATHE_OK;
}

lathe_status generate_scorer_score(generate_scorer *s, const void *script, size_t length, generate_score *out,
                                   lathe_error *err)
{
    executors_work work = {1, s, prepare, finish, false};

    s->script = (byte_view){length > 0 ? script : (const unsigned char *)"", length};
    s->score = out;
    return executors_run(s->pool, &work, err);
}
