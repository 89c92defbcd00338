#include "learner/train/ppo_metrics.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Samples of a group whose rewards differ by less teach nothing relative to each other. */
#define SAME_REWARD 1e-6

static const char *const failure_metrics[FAILURE_COUNT] = {
#define FAILURE(symbol, name, rewarded, text) "failure/" name,
#include "base/failure.def"
#undef FAILURE
};

/* Count, mean, sample deviation and bounds of a stream of numbers. */
typedef struct moments {
    double count, sum, squares, least, greatest;
} moments;

static void moments_add(moments *m, double x)
{
    m->least = m->count > 0 && m->least < x ? m->least : x;
    m->greatest = m->count > 0 && m->greatest > x ? m->greatest : x;
    m->count++;
    m->sum += x;
    m->squares += x * x;
}

static double moments_mean(const moments *m)
{
    return m->count > 0 ? m->sum / m->count : 0;
}

static double moments_deviation(const moments *m)
{
    if (m->count < 2)
        return 0;
    double variance = (m->squares - m->sum * m->sum / m->count) / (m->count - 1);
    return variance > 0 ? sqrt(variance) : 0;
}

/* Share of groups with two rewards or more whose rewards are all the same. */
static double share_of_equal_groups(const step_samples *samples, uint32_t group)
{
    double groups = 0, equal = 0;
    for (uint32_t first = 0; first < samples->count; first += group) {
        moments m = {0};
        for (uint32_t i = first; i < first + group && i < samples->count; i++)
            if (samples->scores[i].has_reward)
                moments_add(&m, samples->scores[i].reward);
        groups += m.count > 1;
        equal += m.count > 1 && m.greatest - m.least < SAME_REWARD;
    }
    return groups > 0 ? equal / groups : 0;
}

void ppo_note_samples(stage_run *run, const step_samples *samples, uint32_t group)
{
    moments reward = {0}, iou = {0}, valid_iou = {0}, length = {0};
    double valid = 0, cut = 0, failures[FAILURE_COUNT] = {0};
    for (uint32_t i = 0; i < samples->count; i++) {
        const sample_score *score = &samples->scores[i];
        moments_add(&length, samples->rows[i].length);
        cut += !samples->rows[i].ended;
        if ((unsigned)score->failure < FAILURE_COUNT)
            failures[score->failure]++;
        if (!score->has_reward)
            continue;
        moments_add(&reward, score->reward);
        moments_add(&iou, score->iou);
        if (score->valid)
            moments_add(&valid_iou, score->iou);
        valid += score->valid;
    }
    stage_note(run, "reward/mean", moments_mean(&reward));
    stage_note(run, "reward/std", moments_deviation(&reward));
    stage_note(run, "reward/min", reward.least);
    stage_note(run, "reward/max", reward.greatest);
    stage_note(run, "reward/frac_group_zero_std", share_of_equal_groups(samples, group));
    stage_note(run, "iou/mean", moments_mean(&iou));
    stage_note(run, "iou/valid_mean", moments_mean(&valid_iou));
    stage_note(run, "valid_rate", reward.count > 0 ? valid / reward.count : 0);
    stage_note(run, "dropped", samples->count - reward.count);
    for (int i = 0; i < FAILURE_COUNT; i++)
        stage_note(run, failure_metrics[i], failures[i] / samples->count);
    stage_note(run, "response_length/mean", moments_mean(&length));
    stage_note(run, "response_length/min", length.least);
    stage_note(run, "response_length/max", length.greatest);
    stage_note(run, "response_length/clip_ratio", cut / samples->count);
    stage_note(run, "staleness/mean", 0);
    stage_note(run, "staleness/max", 0);
}

void ppo_note_update(stage_run *run, const experience *e, const ppo_figures *f)
{
    const metric list[] = {
        {"kl", e->kl},
        {"value/explained_variance", e->explained_variance},
        {"entropy", f->entropy},
        {"policy/loss", f->policy_loss},
        {"value/loss", f->value_loss},
        {"kl/loss", f->kl_loss},
        {"ce/loss", f->ce_loss},
        {"clip_fraction/low", f->clipped_low},
        {"clip_fraction/high", f->clipped_high},
        {"ratio/mean", f->ratio_mean},
        {"ratio/max", f->ratio_max},
        {"approx_kl", f->approx_kl},
        {"grad_norm", f->gradient_norm},
        {"sampler_logp_difference/mean", f->difference_mean},
        {"sampler_logp_difference/max", f->difference_max},
    };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        stage_note(run, list[i].name, list[i].value);
}

void ppo_note_times(stage_run *run, const step_samples *samples, double train_seconds)
{
    double tokens = 0, total = samples->generate_seconds + samples->reward_seconds + train_seconds;
    for (uint32_t i = 0; i < samples->count; i++)
        tokens += samples->rows[i].length;
    stage_note(run, "timing/generate", samples->generate_seconds);
    stage_note(run, "timing/reward", samples->reward_seconds);
    stage_note(run, "timing/train", train_seconds);
    stage_note(run, "timing/total", total);
    stage_note(run, "throughput/tokens_per_s", tokens / total);
    stage_note(run, "throughput/scripts_per_s", samples->count / total);
    stage_note(run, "idle_ratio/learner", samples->reward_seconds / total);
}

static double find(const stage_run *run, const char *name)
{
    for (uint32_t i = 0; i < run->metric_count; i++)
        if (strcmp(run->metrics[i].name, name) == 0)
            return run->metrics[i].value;
    return NAN;
}

void ppo_describe(const stage_run *run, char *out, size_t size)
{
    snprintf(out, size, "reward %.3f iou %.3f valid %.2f kl %.4f", find(run, "reward/mean"), find(run, "iou/mean"),
             find(run, "valid_rate"), find(run, "kl"));
}
