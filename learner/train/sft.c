#include "learner/train/sft.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/philox.h"
#include "learner/train/evaluate.h"
#include "learner/train/order.h"
#include "learner/train/schedule.h"
#include "learner/train/stage.h"
#include "learner/train/token_batch.h"

typedef struct sft_state {
    uint32_t step, flat;  /* done; evaluations in a row that were no better */
    double best, held;    /* least and last held-back loss; infinite and 0 before the first */
    bool finished;
} sft_state;

typedef struct sft_loop {
    stage_run run;
    const sft_options *options;
    int32_t bos;
    example_tokens train, held;
    token_sequence *usable; /* [usable_count] training sequences that fit */
    token_sequence *held_usable;
    uint32_t usable_count, held_count;
    token_sequence *batch;  /* [batch] of the step */
    uint32_t *window;       /* [bucket_batches * batch] */
    uint32_t batches;       /* an epoch has */
    epoch_order order;
    sft_state state;
} sft_loop;

static lathe_status check_options(const sft_options *o, lathe_error *err)
{
    if (o->max_steps == 0 || o->batch == 0 || o->max_tokens < 2 || o->bucket_batches == 0 || o->evaluate_every == 0)
        return lathe_fail(err, LATHE_E_INPUT,
                          "sft needs max_steps, batch, bucket_batches and evaluate_every above 0 and max_tokens above 1");
    return LATHE_OK;
}

static lathe_status gather(const training_example *examples, const example_tokens *tokens, uint32_t limit,
                           token_sequence **out, uint32_t *out_count, lathe_error *err)
{
    token_sequence *list = calloc(tokens->count + 1u, sizeof *list);
    uint32_t count = 0;
    if (!list)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for %u sequences", tokens->count);
    for (uint32_t i = 0; i < tokens->count && count < limit; i++)
        if (tokens->lengths[i] > 0)
            list[count++] = (token_sequence){examples[i].points, tokens->ids[i], tokens->lengths[i]};
    *out = list;
    *out_count = count;
    return LATHE_OK;
}

static lathe_status prepare(sft_loop *l, lathe_error *err)
{
    const trainer *t = l->run.t;
    const training_examples *e = t->examples;
    const sft_options *o = l->options;
    l->bos = tokenizer_get_specials(t->tokens).bos;
    lathe_status st = example_tokens_make(t->tokens, e->train, e->train_count, o->max_tokens, &l->train, err);
    if (st == LATHE_OK)
        st = example_tokens_make(t->tokens, e->held, e->held_count, o->max_tokens, &l->held, err);
    if (st == LATHE_OK)
        st = gather(e->train, &l->train, UINT32_MAX, &l->usable, &l->usable_count, err);
    if (st == LATHE_OK)
        st = gather(e->held, &l->held, o->evaluate_examples ? o->evaluate_examples : UINT32_MAX, &l->held_usable,
                    &l->held_count, err);
    if (st != LATHE_OK)
        return st;
    if (l->usable_count == 0)
        return lathe_fail(err, LATHE_E_INPUT, "no training example has a script of at most %u tokens", o->max_tokens);
    l->batches = (l->usable_count + o->batch - 1) / o->batch;
    l->batch = calloc(o->batch, sizeof *l->batch);
    l->window = calloc((size_t)o->batch * o->bucket_batches, sizeof *l->window);
    if (!l->batch || !l->window)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for a batch of %u examples", o->batch);
    return order_init(&l->order, t->seed, t->stage, l->usable_count, err);
}

/* Insertion sort by length; equal lengths keep their order. */
static void sort_by_length(const token_sequence *sequences, uint32_t *values, uint32_t count)
{
    for (uint32_t i = 1; i < count; i++) {
        uint32_t value = values[i], k = i;
        for (; k > 0 && sequences[values[k - 1]].length > sequences[value].length; k--)
            values[k] = values[k - 1];
        values[k] = value;
    }
}

/* The examples of a step (from 1): a batch of its epoch's order, sorted by length within windows whose batches are shuffled. */
static uint32_t choose_batch(sft_loop *l, uint32_t step)
{
    const sft_options *o = l->options;
    uint32_t epoch = (step - 1) / l->batches, place = (step - 1) % l->batches;
    const uint32_t *order = order_epoch(&l->order, epoch);
    uint32_t window = place / o->bucket_batches, first = window * o->bucket_batches * o->batch;
    uint32_t count = l->usable_count - first, wide = o->bucket_batches * o->batch;
    count = count < wide ? count : wide;
    uint32_t batches = (count + o->batch - 1) / o->batch, chosen = place % o->bucket_batches;
    for (uint32_t i = 0; i < count; i++)
        l->window[i] = order[first + i];
    if (o->bucket_batches > 1) {
        sort_by_length(l->usable, l->window, count);
        philox_stream s = philox_stream_at(l->run.t->seed, PHILOX_SHUFFLE, l->run.t->stage, epoch, 1 + window, 0);
        chosen = (uint32_t)((chosen + philox_below(&s, batches)) % batches);
    }
    uint32_t begin = chosen * o->batch, size = count - begin < o->batch ? count - begin : o->batch;
    for (uint32_t i = 0; i < size; i++)
        l->batch[i] = l->usable[l->window[begin + i]];
    return size;
}

/* Adds the gradients of some sequences' loss divided by the tokens of the whole batch. */
static lathe_status learn_part(sft_loop *l, const token_sequence *sequences, uint32_t rows, double all_tokens,
                               double *loss_sum, lathe_error *err)
{
    policy *p = l->run.t->policy;
    tensor_context *c = policy_context(p);
    token_batch b = {0};
    double loss = 0;
    lathe_status st = token_batch_make(sequences, rows, l->run.t->examples->points, l->bos, &b, err);
    if (st != LATHE_OK)
        return st;
    tensor_scope_open(c, TENSOR_SCOPE_PLAIN);
    tensor_token_scores s = policy_score_tokens(p, policy_forward(p, &b.input, NULL), b.targets, 1);
    tensor *part = tensor_div_scalar(tensor_neg(tensor_sum_all(s.logp)), all_tokens);
    tensor_backward(part);
    st = tensor_item(part, &loss, err);
    lathe_error why = {0};
    lathe_status closed = tensor_scope_close(c, &why);
    if (closed != LATHE_OK)
        st = lathe_fail(err, closed, "%s", why.message);
    token_batch_clear(&b);
    *loss_sum += loss;
    return st;
}

static lathe_status learn_step(sft_loop *l, uint32_t step, lathe_error *err)
{
    const sft_options *o = l->options;
    int64_t begin = clock_monotonic_ns();
    uint32_t size = choose_batch(l, step), part = o->micro_batch ? o->micro_batch : o->batch;
    double tokens = 0, loss = 0, norm = 0;
    double rate = schedule_learning_rate(&o->optimiser, step, o->max_steps);
    lathe_status st = LATHE_OK;
    for (uint32_t i = 0; i < size; i++)
        tokens += l->batch[i].length;
    for (uint32_t first = 0; first < size && st == LATHE_OK; first += part)
        st = learn_part(l, l->batch + first, size - first < part ? size - first : part, tokens, &loss, err);
    if (st == LATHE_OK && !isfinite(loss))
        st = lathe_fail(err, LATHE_E_BUG, "the loss of step %u is not finite: a smaller learning rate may help", step);
    if (st == LATHE_OK)
        st = stage_update(&l->run, &o->optimiser, rate, &norm, err);
    double seconds = (double)(clock_monotonic_ns() - begin) * 1e-9;
    stage_note(&l->run, "sft/loss", loss);
    stage_note(&l->run, "lr", rate);
    stage_note(&l->run, "grad_norm", norm);
    stage_note(&l->run, "tokens", tokens);
    stage_note(&l->run, "timing/train", seconds);
    stage_note(&l->run, "throughput/tokens_per_s", tokens / seconds);
    return st;
}

static lathe_status measure_held(sft_loop *l, lathe_error *err)
{
    sft_state *s = &l->state;
    double logp = 0;
    uint64_t tokens = 0;
    if (l->held_count == 0)
        return LATHE_OK;
    uint32_t part = l->options->micro_batch ? l->options->micro_batch : l->options->batch;
    lathe_status st = token_batch_score(l->run.t->policy, l->held_usable, l->held_count, l->run.t->examples->points, l->bos,
                                        part, &logp, &tokens, err);
    if (st != LATHE_OK)
        return st;
    s->held = -logp / (double)tokens;
    bool better = s->held < s->best * (1 - l->options->flat_improvement);
    s->flat = better ? 0 : s->flat + 1;
    s->best = s->held < s->best ? s->held : s->best;
    stage_note(&l->run, "sft/held_loss", s->held);
    return LATHE_OK;
}

static json_t *pack_state(const sft_state *s)
{
    /* JSON has no infinity: no measurement yet is best 0 */
    return json_pack("{si si sf sf sb}", "step", (int)s->step, "flat", (int)s->flat, "best", isfinite(s->best) ? s->best : 0,
                     "held", s->held, "finished", s->finished);
}

static void unpack_state(json_t *state, sft_state *out)
{
    double best = json_number_value(json_object_get(state, "best"));
    *out = (sft_state){
        .step = (uint32_t)json_integer_value(json_object_get(state, "step")),
        .flat = (uint32_t)json_integer_value(json_object_get(state, "flat")),
        .best = best > 0 ? best : INFINITY,
        .held = json_number_value(json_object_get(state, "held")),
        .finished = json_is_true(json_object_get(state, "finished")),
    };
}

static lathe_status save(sft_loop *l, lathe_error *err)
{
    json_t *state = pack_state(&l->state);
    if (!state)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for a checkpoint's metadata");
    lathe_status st = stage_checkpoint(&l->run, l->state.step, state, err);
    json_decref(state);
    return st;
}

static void show_progress(const sft_loop *l, double loss)
{
    char text[128];
    const learner_ports *ports = &l->run.t->ports;
    if (!ports->progress)
        return;
    snprintf(text, sizeof text, "loss %.4f held %.4f", loss, l->state.held);
    ports->progress(ports->context, l->run.t->stage, l->state.step, l->options->max_steps, text);
}

static lathe_status evaluate_end(sft_loop *l, lathe_error *err)
{
    metric list[EVALUATE_METRICS];
    const evaluation_options *o = &l->options->evaluation;
    if (o->examples == 0)
        return LATHE_OK;
    lathe_status st = evaluate_held(l->run.t, o, l->options->max_tokens, l->state.step, &l->run.result.after, err);
    if (st != LATHE_OK)
        return st;
    uint32_t count = evaluate_metrics(&l->run.result.after, list);
    for (uint32_t i = 0; i < count; i++)
        stage_note(&l->run, list[i].name, list[i].value);
    return LATHE_OK;
}

/* One step: learn, measure, decide whether it was the last, checkpoint, commit. */
static lathe_status run_step(sft_loop *l, bool *out_stop, lathe_error *err)
{
    const sft_options *o = l->options;
    const learner_ports *ports = &l->run.t->ports;
    sft_state *s = &l->state;
    uint32_t step = s->step + 1;
    lathe_status st = learn_step(l, step, err);
    double loss = l->run.metrics[0].value;
    if (st == LATHE_OK && (step % o->evaluate_every == 0 || step == o->max_steps))
        st = measure_held(l, err);
    if (st != LATHE_OK)
        return st;
    s->step = step;
    s->finished = step == o->max_steps || (o->flat_evaluations > 0 && s->flat >= o->flat_evaluations);
    bool stop = !s->finished && ports->should_stop && ports->should_stop(ports->context);
    bool due = o->checkpoint_every > 0 && step % o->checkpoint_every == 0;
    if (s->finished)
        st = evaluate_end(l, err);
    if (st == LATHE_OK && (s->finished || stop || due))
        st = save(l, err);
    if (st == LATHE_OK)
        st = stage_commit(&l->run, step, err);
    if (st == LATHE_OK)
        show_progress(l, loss);
    *out_stop = stop;
    return st;
}

static void sft_loop_clear(sft_loop *l)
{
    stage_end(&l->run);
    example_tokens_clear(&l->train);
    example_tokens_clear(&l->held);
    order_clear(&l->order);
    free(l->usable);
    free(l->held_usable);
    free(l->batch);
    free(l->window);
}

lathe_status sft_run(const trainer *t, const sft_options *options, const char *resume_from, stage_result *out,
                     lathe_error *err)
{
    sft_loop l = {.options = options, .state = {.best = INFINITY}};
    bool stop = false;
    lathe_status st = check_options(options, err);
    if (st != LATHE_OK)
        return st;
    st = stage_begin(&l.run, t, "sft", &options->optimiser, err);
    if (st == LATHE_OK)
        st = prepare(&l, err);
    if (st == LATHE_OK && resume_from) {
        json_t *state = NULL;
        st = stage_resume(&l.run, resume_from, &state, err);
        if (st == LATHE_OK)
            unpack_state(state, &l.state);
        json_decref(state);
    }
    while (st == LATHE_OK && !l.state.finished && !stop)
        st = run_step(&l, &stop, err);
    if (st == LATHE_OK) {
        l.run.result.steps = l.state.step;
        l.run.result.stopped = stop;
        l.run.result.held_loss = l.state.held;
        *out = l.run.result;
    }
    sft_loop_clear(&l);
    return st;
}
