#include "learner/train/experience.h"

#include <stdlib.h>

#include "learner/train/advantage.h"

enum { DOUBLE_ARRAYS = 6 };

static lathe_status allocate(uint32_t count, uint32_t length, experience *out, lathe_error *err)
{
    size_t cells = (size_t)count * length;
    experience e = {.count = count, .length = length};
    size_t size = cells * (DOUBLE_ARRAYS * sizeof(double) + 1) + count * (sizeof *e.sequences + sizeof *e.live);
    char *at = e.memory = calloc(1, size + 1);
    if (!at)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for %u samples of %u tokens", count, length);
    e.sequences = (token_sequence *)at; /* widest alignment first */
    double *doubles = (double *)(e.sequences + count);
    double **arrays[DOUBLE_ARRAYS] = {&e.logp, &e.reference, &e.values, &e.rewards, &e.advantages, &e.returns};
    for (int i = 0; i < DOUBLE_ARRAYS; i++)
        *arrays[i] = doubles + (size_t)i * cells;
    e.live = (uint32_t *)(doubles + DOUBLE_ARRAYS * cells);
    e.mask = (uint8_t *)(e.live + count);
    *out = e;
    return LATHE_OK;
}

static void fill(experience *e, const step_samples *samples, uint32_t group, const training_example *const *prompts)
{
    for (uint32_t r = 0; r < e->count; r++) {
        const sample_row *row = &samples->rows[r];
        size_t first = (size_t)r * e->length;
        e->sequences[r] = (token_sequence){prompts[r / group]->points, row->ids, row->length};
        if (!samples->scores[r].has_reward)
            continue;
        e->live[e->live_count++] = r;
        e->tokens += row->length;
        for (uint32_t t = 0; t < row->length; t++) {
            e->mask[first + t] = 1;
            e->logp[first + t] = (double)row->logp[t];
            e->values[first + t] = (double)row->values[t];
        }
        e->rewards[first + row->length - 1] = samples->scores[r].reward;
    }
}

/* Log-probs of some live rows under the reference. */
static lathe_status score_part(const trainer *t, const ppo_options *o, policy *reference, experience *e, uint32_t first,
                               uint32_t rows, token_sequence *part, float *scratch, lathe_error *err)
{
    tensor_context *c = policy_context(reference);
    token_batch b = {0};
    lathe_error why = {0};
    for (uint32_t i = 0; i < rows; i++)
        part[i] = e->sequences[e->live[first + i]];
    lathe_status st = token_batch_make(part, rows, t->examples->points, tokenizer_get_specials(t->tokens).bos, &b, err);
    if (st != LATHE_OK)
        return st;
    tensor_scope_open(c, TENSOR_SCOPE_NO_GRADIENT);
    tensor_token_scores s = policy_score_tokens(reference, policy_forward(reference, &b.input, NULL), b.targets, o->temperature);
    st = tensor_to_float32(s.logp, scratch, (size_t)rows * b.input.length, err);
    lathe_status closed = tensor_scope_close(c, &why);
    if (closed != LATHE_OK)
        st = lathe_fail(err, closed, "%s", why.message);
    for (uint32_t i = 0; st == LATHE_OK && i < rows; i++)
        for (uint32_t k = 0; k < part[i].length; k++)
            e->reference[(size_t)e->live[first + i] * e->length + k] = (double)scratch[(size_t)i * b.input.length + k];
    token_batch_clear(&b);
    return st;
}

static lathe_status score_reference(const trainer *t, const ppo_options *o, policy *reference, experience *e, lathe_error *err)
{
    uint32_t rows = o->micro_batch ? o->micro_batch : e->live_count / o->minibatches + 1;
    token_sequence *part = calloc(rows, sizeof *part);
    float *scratch = calloc((size_t)rows * e->length + 1, sizeof *scratch);
    lathe_status st = LATHE_OK;
    if (!part || !scratch)
        st = lathe_fail(err, LATHE_E_NOMEM, "out of memory for scoring %u sequences at once", rows);
    for (uint32_t first = 0; first < e->live_count && st == LATHE_OK; first += rows) {
        uint32_t left = e->live_count - first;
        st = score_part(t, o, reference, e, first, left < rows ? left : rows, part, scratch, err);
    }
    free(part);
    free(scratch);
    return st;
}

lathe_status experience_make(const trainer *t, const ppo_options *options, policy *reference, const step_samples *samples,
                             const training_example *const *prompts, experience *out, lathe_error *err)
{
    experience e = {0};
    uint32_t length = 1;
    for (uint32_t i = 0; i < samples->count; i++)
        length = samples->rows[i].length > length ? samples->rows[i].length : length;
    lathe_status st = allocate(samples->count, length, &e, err);
    if (st != LATHE_OK)
        return st;
    fill(&e, samples, options->group, prompts);
    if (reference)
        st = score_reference(t, options, reference, &e, err);
    if (st != LATHE_OK) {
        experience_clear(&e);
        return st;
    }
    size_t cells = (size_t)e.count * e.length;
    for (size_t i = 0; reference && i < cells; i++)
        e.kl += e.mask[i] ? (e.logp[i] - e.reference[i]) / e.tokens : 0;
    if (options->kl_place == PPO_KL_IN_REWARD)
        advantage_charge_kl(e.rewards, e.logp, e.reference, e.mask, cells, options->kl_coefficient);
    advantage_gae(e.rewards, e.values, e.mask, e.count, e.length, options->gamma, options->lambda, e.advantages, e.returns);
    e.explained_variance = advantage_explained_variance(e.values, e.returns, e.mask, cells);
    if (options->whiten)
        advantage_whiten(e.advantages, e.mask, cells);
    *out = e;
    return LATHE_OK;
}

void experience_clear(experience *e)
{
    free(e->memory);
    *e = (experience){0};
}
