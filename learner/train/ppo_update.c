#include "learner/train/ppo_update.h"

#include <math.h>
#include <stdlib.h>

#include "base/philox.h"
#include "learner/train/losses.h"

enum { PPO_MAX_LOG_RATIO = 20 };

/* What one part of a minibatch reports, in this order in one tensor. */
enum part_stat {
    STAT_POLICY,
    STAT_VALUE,
    STAT_KL,
    STAT_ENTROPY,
    STAT_LOW,
    STAT_HIGH,
    STAT_APPROX_KL,
    STAT_RATIO,
    STAT_DIFFERENCE,
    STAT_RATIO_MAX, /* the maxima stand last */
    STAT_DIFFERENCE_MAX,
    STAT_COUNT
};

typedef struct update_loop {
    stage_run *run;
    const ppo_options *options;
    const experience *e;
    const ppo_truths *truths;
    bool value_only;
    int32_t bos;
    uint32_t *order;      /* [live_count] rows in the epoch's order */
    token_sequence *part; /* [live_count] scratch */
    float *scratch;       /* [live_count * length] */
} update_loop;

/* The figures of a part's rows as a tensor [rows, length]. */
static tensor *gather(update_loop *l, const double *figures, const uint32_t *rows, uint32_t count, uint32_t length)
{
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t k = 0; k < length; k++)
            l->scratch[(size_t)i * length + k] = (float)figures[(size_t)rows[i] * l->e->length + k];
    return tensor_from_float32(policy_context(l->run->t->policy), TENSOR_SHAPE(count, length), l->scratch);
}

/* All losses of a part, backward, and its figures. */
static void learn_part(update_loop *l, const uint32_t *rows, uint32_t count, const token_batch *b, loss_scale scale,
                       double stats[STAT_COUNT], lathe_status *st, lathe_error *err)
{
    const ppo_options *o = l->options;
    policy *p = l->run->t->policy;
    uint32_t length = b->input.length;
    loss_scale by_token = scale;
    by_token.aggregation = LOSS_TOKEN_MEAN;
    tensor *mask = tensor_from_float32(policy_context(p), TENSOR_SHAPE(count, length), b->mask);
    tensor *hidden = policy_forward(p, &b->input, NULL);
    tensor_token_scores s = policy_score_tokens(p, hidden, b->targets, o->temperature);
    tensor *logp = tensor_reshape(s.logp, TENSOR_SHAPE(count, length));
    tensor *old = gather(l, l->e->logp, rows, count, length);
    const loss_clip clip = {o->clip_low, o->clip_high, o->dual_clip, 0, PPO_MAX_LOG_RATIO};
    loss_policy_terms terms = loss_policy(logp, old, gather(l, l->e->advantages, rows, count, length), clip);
    tensor *seen = l->value_only || !o->value_through_trunk ? tensor_detach(hidden) : hidden;
    tensor *values = loss_value(policy_values(p, seen), gather(l, l->e->values, rows, count, length),
                                gather(l, l->e->returns, rows, count, length), o->value_clip);
    tensor *policy_loss = loss_aggregate(terms.loss, mask, scale), *value_loss = loss_aggregate(values, mask, by_token);
    tensor *entropy = loss_aggregate(tensor_reshape(s.entropy, TENSOR_SHAPE(count, length)), mask, by_token);
    tensor *kl = tensor_full(policy_context(p), TENSOR_FLOAT32, TENSOR_SCALAR_SHAPE, 0);
    if (o->kl_place == PPO_KL_IN_LOSS)
        kl = loss_aggregate(loss_kl(logp, gather(l, l->e->reference, rows, count, length), o->kl_estimator), mask, scale);
    tensor *total = tensor_mul_scalar(value_loss, l->value_only ? 1 : o->value_coefficient);
    if (!l->value_only) {
        total = tensor_add(total, policy_loss);
        if (o->entropy_coefficient != 0)
            total = tensor_sub(total, tensor_mul_scalar(entropy, o->entropy_coefficient));
        if (o->kl_place == PPO_KL_IN_LOSS)
            total = tensor_add(total, tensor_mul_scalar(kl, o->kl_coefficient));
    }
    tensor_backward(total);
    tensor *change = tensor_detach(tensor_sub(logp, old));
    tensor *list[STAT_COUNT] = {
        [STAT_POLICY] = policy_loss,
        [STAT_VALUE] = value_loss,
        [STAT_KL] = kl,
        [STAT_ENTROPY] = entropy,
        [STAT_LOW] = loss_aggregate(terms.clipped_low, mask, by_token),
        [STAT_HIGH] = loss_aggregate(terms.clipped_high, mask, by_token),
        [STAT_APPROX_KL] = loss_aggregate(tensor_neg(change), mask, by_token),
        [STAT_RATIO] = loss_aggregate(terms.ratio, mask, by_token),
        [STAT_DIFFERENCE] = loss_aggregate(tensor_abs(change), mask, by_token),
        [STAT_RATIO_MAX] = tensor_max(tensor_reshape(tensor_mul(terms.ratio, mask), TENSOR_SHAPE(-1)), 0, false),
        [STAT_DIFFERENCE_MAX] = tensor_max(tensor_reshape(tensor_mul(tensor_abs(change), mask), TENSOR_SHAPE(-1)), 0, false),
    };
    for (int i = 0; i < STAT_COUNT; i++)
        list[i] = tensor_to_type(tensor_reshape(list[i], TENSOR_SHAPE(1)), TENSOR_FLOAT64);
    *st = tensor_to_float64(tensor_cat(list, STAT_COUNT, 0), stats, STAT_COUNT, err);
}

/* One part of a minibatch, in a scope of its own. */
static lathe_status run_part(update_loop *l, const uint32_t *rows, uint32_t count, loss_scale scale, double sums[STAT_COUNT],
                             lathe_error *err)
{
    tensor_context *c = policy_context(l->run->t->policy);
    token_batch b = {0};
    double stats[STAT_COUNT] = {0};
    lathe_error why = {0};
    for (uint32_t i = 0; i < count; i++)
        l->part[i] = l->e->sequences[rows[i]];
    lathe_status st = token_batch_make(l->part, count, l->run->t->examples->points, l->bos, &b, err);
    if (st != LATHE_OK)
        return st;
    tensor_scope_open(c, TENSOR_SCOPE_PLAIN);
    learn_part(l, rows, count, &b, scale, stats, &st, err);
    lathe_status closed = tensor_scope_close(c, &why);
    if (closed != LATHE_OK)
        st = lathe_fail(err, closed, "%s", why.message);
    token_batch_clear(&b);
    for (int i = 0; i < STAT_COUNT; i++)
        if (i < STAT_RATIO_MAX)
            sums[i] += stats[i];
        else
            sums[i] = stats[i] > sums[i] ? stats[i] : sums[i];
    return st;
}

/* Cross-entropy of this minibatch's share of the truths: each truth is in one minibatch of an epoch. */
static lathe_status learn_truths(update_loop *l, uint32_t minibatch, double *out_loss, lathe_error *err)
{
    policy *p = l->run->t->policy;
    tensor_context *c = policy_context(p);
    uint32_t count = 0, limit = l->options->micro_batch;
    double tokens = 0;
    lathe_status st = LATHE_OK;
    for (uint32_t i = minibatch; i < l->truths->count; i += l->options->minibatches) {
        l->part[count++] = l->truths->sequences[i];
        tokens += l->truths->sequences[i].length;
    }
    if (limit == 0)
        limit = count;
    for (uint32_t first = 0; first < count && st == LATHE_OK; first += limit) {
        token_batch b = {0};
        double loss = 0;
        lathe_error why = {0};
        st = token_batch_make(l->part + first, count - first < limit ? count - first : limit, l->run->t->examples->points,
                              l->bos, &b, err);
        if (st != LATHE_OK)
            break;
        tensor_scope_open(c, TENSOR_SCOPE_PLAIN);
        tensor_token_scores s = policy_score_tokens(p, policy_forward(p, &b.input, NULL), b.targets, 1);
        tensor *ce = tensor_div_scalar(tensor_neg(tensor_sum_all(s.logp)), tokens);
        tensor_backward(tensor_mul_scalar(ce, l->truths->coefficient));
        st = tensor_item(ce, &loss, err);
        lathe_status closed = tensor_scope_close(c, &why);
        if (closed != LATHE_OK)
            st = lathe_fail(err, closed, "%s", why.message);
        token_batch_clear(&b);
        *out_loss += loss;
    }
    return st;
}

static void add_figures(ppo_figures *f, const double sums[STAT_COUNT], double ce, double norm)
{
    if (f->updates == 0) {
        f->difference_mean = sums[STAT_DIFFERENCE];
        f->difference_max = sums[STAT_DIFFERENCE_MAX];
    }
    f->policy_loss += sums[STAT_POLICY];
    f->value_loss += sums[STAT_VALUE];
    f->kl_loss += sums[STAT_KL];
    f->entropy += sums[STAT_ENTROPY];
    f->clipped_low += sums[STAT_LOW];
    f->clipped_high += sums[STAT_HIGH];
    f->approx_kl += sums[STAT_APPROX_KL];
    f->ratio_mean += sums[STAT_RATIO];
    f->ratio_max = sums[STAT_RATIO_MAX] > f->ratio_max ? sums[STAT_RATIO_MAX] : f->ratio_max;
    f->ce_loss += ce;
    f->gradient_norm += norm;
    f->updates++;
}

static void divide_figures(ppo_figures *f)
{
    double *means[] = {&f->policy_loss, &f->value_loss,   &f->kl_loss,   &f->entropy, &f->clipped_low,
                       &f->clipped_high, &f->approx_kl, &f->ratio_mean, &f->ce_loss, &f->gradient_norm};
    for (size_t i = 0; i < sizeof means / sizeof *means && f->updates > 0; i++)
        *means[i] /= f->updates;
}

static lathe_status run_minibatch(update_loop *l, uint32_t index, const uint32_t *rows, uint32_t count, double rate,
                                  ppo_figures *f, lathe_error *err)
{
    const ppo_options *o = l->options;
    double sums[STAT_COUNT] = {0}, ce = 0, norm = 0;
    loss_scale scale = {o->aggregation, 0, count, o->max_tokens};
    uint32_t part = o->micro_batch ? o->micro_batch : count;
    lathe_status st = LATHE_OK;
    for (uint32_t i = 0; i < count; i++)
        scale.tokens += l->e->sequences[rows[i]].length;
    for (uint32_t first = 0; first < count && st == LATHE_OK; first += part)
        st = run_part(l, rows + first, count - first < part ? count - first : part, scale, sums, err);
    if (st == LATHE_OK && !l->value_only && l->truths->coefficient != 0)
        st = learn_truths(l, index, &ce, err);
    if (st == LATHE_OK && !isfinite(sums[STAT_POLICY] + sums[STAT_VALUE] + ce))
        st = lathe_fail(err, LATHE_E_BUG, "a loss is not finite: a smaller learning rate may help");
    if (st == LATHE_OK)
        st = stage_update(l->run, &o->optimiser, rate, &norm, err);
    if (st == LATHE_OK)
        add_figures(f, sums, ce, norm);
    return st;
}

lathe_status ppo_update(stage_run *run, const ppo_options *options, const experience *e, const ppo_truths *truths,
                        uint32_t step, double rate, bool value_only, ppo_figures *out, lathe_error *err)
{
    ppo_figures figures = {0};
    uint32_t live = e->live_count, parts = options->minibatches < live ? options->minibatches : live;
    size_t room = live > truths->count ? live : truths->count;
    update_loop l = {.run = run, .options = options, .e = e, .truths = truths, .value_only = value_only,
                     .bos = tokenizer_get_specials(run->t->tokens).bos};
    lathe_status st = LATHE_OK;
    l.order = calloc(live + 1u, sizeof *l.order);
    l.part = calloc(room + 1, sizeof *l.part);
    l.scratch = calloc((size_t)live * e->length + 1, sizeof *l.scratch);
    if (!l.order || !l.part || !l.scratch)
        st = lathe_fail(err, LATHE_E_NOMEM, "out of memory for updating from %u samples", live);
    for (uint32_t epoch = 0; epoch < options->epochs && st == LATHE_OK; epoch++) {
        philox_stream s = philox_stream_at(run->t->seed, PHILOX_SHUFFLE, run->t->stage, step, 1 + epoch, 0);
        for (uint32_t i = 0; i < live; i++)
            l.order[i] = e->live[i];
        philox_shuffle(&s, l.order, live);
        for (uint32_t m = 0; m < parts && st == LATHE_OK; m++) {
            uint32_t begin = (uint32_t)((uint64_t)live * m / parts), end = (uint32_t)((uint64_t)live * (m + 1) / parts);
            st = run_minibatch(&l, m, l.order + begin, end - begin, rate, &figures, err);
        }
    }
    free(l.order);
    free(l.part);
    free(l.scratch);
    divide_figures(&figures);
    if (st == LATHE_OK)
        *out = figures;
    return st;
}
