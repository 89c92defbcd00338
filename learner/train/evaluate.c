#include "learner/train/evaluate.h"

#include <stdlib.h>

#include "learner/train/step_samples.h"

static lathe_status evaluate_purpose(const trainer *t, samples_request *request, double *out_iou, double *out_valid,
                                     uint32_t *out_unscored, lathe_error *err)
{
    step_samples samples;
    double iou = 0, valid = 0;
    uint32_t unscored = 0;
    lathe_status st = step_samples_get(t, request, &samples, err);
    for (uint32_t i = 0; st == LATHE_OK && i < samples.count; i++) {
        const sample_score *score = &samples.scores[i];
        iou += score->has_reward ? score->iou : 0;
        valid += score->has_reward && score->valid;
        unscored += !score->has_reward;
    }
    if (st == LATHE_OK) {
        *out_iou = iou / request->prompt_count;
        *out_valid = valid / request->prompt_count;
        *out_unscored += unscored;
    }
    step_samples_clear(&samples);
    return st;
}

lathe_status evaluate_held(const trainer *t, const evaluation_options *options, uint32_t default_max_tokens, uint32_t step,
                           evaluation_result *out, lathe_error *err)
{
    evaluation_result result = {0};
    uint32_t held = t->examples->held_count, count = options->examples < held ? options->examples : held;
    if (count == 0) {
        *out = result;
        return LATHE_OK;
    }
    if (options->batch == 0 || !(options->temperature > 0))
        return lathe_fail(err, LATHE_E_INPUT, "an evaluation needs a batch and a temperature above 0");
    const training_example **prompts = calloc(count, sizeof(training_example *));
    if (!prompts)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for %u prompts", count);
    for (uint32_t i = 0; i < count; i++)
        prompts[i] = &t->examples->held[i];
    samples_request request = {
        .step = step,
        .purpose = SAMPLE_HELD_GREEDY,
        .prompts = prompts,
        .prompt_count = count,
        .group = 1,
        .sampling = {.batch = options->batch,
                     .max_tokens = options->max_tokens ? options->max_tokens : default_max_tokens,
                     .temperature = options->temperature,
                     .greedy = true},
    };
    lathe_status st = evaluate_purpose(t, &request, &result.greedy_iou, &result.greedy_valid, &result.unscored, err);
    if (st == LATHE_OK) {
        request.purpose = SAMPLE_HELD_SAMPLED;
        request.sampling.greedy = false;
        st = evaluate_purpose(t, &request, &result.sampled_iou, &result.sampled_valid, &result.unscored, err);
    }
    result.examples = count;
    free(prompts);
    if (st == LATHE_OK)
        *out = result;
    return st;
}

uint32_t evaluate_metrics(const evaluation_result *r, metric out[EVALUATE_METRICS])
{
    const metric list[] = {
        {"held/greedy/iou_mean", r->greedy_iou},     {"held/greedy/valid_rate", r->greedy_valid},
        {"held/sampled/iou_mean", r->sampled_iou},   {"held/sampled/valid_rate", r->sampled_valid},
        {"held/examples", r->examples},              {"held/unscored", r->unscored},
    };
    uint32_t count = r->examples > 0 ? sizeof list / sizeof *list : 0;
    for (uint32_t i = 0; i < count; i++)
        out[i] = list[i];
    return count;
}
