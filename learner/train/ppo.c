#include "learner/train/ppo.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/fault_point.h"
#include "learner/train/evaluate.h"
#include "learner/train/order.h"
#include "learner/train/ppo_metrics.h"
#include "learner/train/ppo_update.h"
#include "learner/train/schedule.h"

typedef struct ppo_loop {
    stage_run run;
    const ppo_options *options;
    policy *reference;
    epoch_order order;
    example_tokens truths;             /* of all training examples; made only where the cross-entropy term is on */
    const training_example **prompts;  /* [options.prompts] of the step */
    token_sequence *prompt_truths;     /* [options.prompts] */
    uint32_t step;                     /* done */
    bool finished;
} ppo_loop;

static lathe_status check_options(const trainer *t, const ppo_options *o, const policy *reference, lathe_error *err)
{
    if (o->steps == 0 || o->prompts == 0 || o->group == 0 || o->sample_batch == 0 || o->max_tokens == 0 || o->epochs == 0 ||
        o->minibatches == 0)
        return lathe_fail(err, LATHE_E_INPUT,
                          "ppo needs steps, prompts, group, sample_batch, max_tokens, epochs and minibatches above 0");
    if (!(o->temperature > 0))
        return lathe_fail(err, LATHE_E_INPUT, "ppo needs a temperature above 0");
    if (!policy_config(t->policy)->has_value_head)
        return lathe_fail(err, LATHE_E_INPUT, "ppo needs a policy with a value head");
    if (!reference && o->kl_place != PPO_KL_OFF)
        return lathe_fail(err, LATHE_E_INPUT, "ppo needs a reference policy for its distance to it");
    return LATHE_OK;
}

static lathe_status prepare(ppo_loop *l, lathe_error *err)
{
    const ppo_options *o = l->options;
    const trainer *t = l->run.t;
    l->prompts = calloc(o->prompts, sizeof(training_example *));
    l->prompt_truths = calloc(o->prompts, sizeof *l->prompt_truths);
    if (!l->prompts || !l->prompt_truths)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for %u prompts", o->prompts);
    lathe_status st = LATHE_OK;
    if (o->ce_coefficient != 0)
        st = example_tokens_make(t->tokens, t->examples->train, t->examples->train_count, o->max_tokens, &l->truths, err);
    return st == LATHE_OK ? order_init(&l->order, t->seed, t->stage, t->examples->train_count, err) : st;
}

/* The prompts of a step, and the truths among them. */
static ppo_truths choose_prompts(ppo_loop *l, uint32_t step)
{
    const ppo_options *o = l->options;
    ppo_truths truths = {.sequences = l->prompt_truths,
                         .coefficient = schedule_anneal(o->ce_coefficient, step, o->ce_steps ? o->ce_steps : o->steps)};
    for (uint32_t i = 0; i < o->prompts; i++) {
        uint32_t index = order_at(&l->order, (uint64_t)(step - 1) * o->prompts + i);
        l->prompts[i] = &l->run.t->examples->train[index];
        if (l->truths.count > 0 && l->truths.lengths[index] > 0)
            l->prompt_truths[truths.count++] =
                (token_sequence){l->prompts[i]->points, l->truths.ids[index], l->truths.lengths[index]};
    }
    if (truths.count == 0)
        truths.coefficient = 0;
    return truths;
}

static lathe_status evaluate(ppo_loop *l, uint32_t step, evaluation_result *out, lathe_error *err)
{
    metric list[EVALUATE_METRICS];
    if (l->options->evaluation.examples == 0)
        return LATHE_OK;
    lathe_status st = evaluate_held(l->run.t, &l->options->evaluation, l->options->max_tokens, step, out, err);
    uint32_t count = st == LATHE_OK ? evaluate_metrics(out, list) : 0;
    for (uint32_t i = 0; i < count; i++)
        stage_note(&l->run, list[i].name, list[i].value);
    return st;
}

static lathe_status learn_samples(ppo_loop *l, uint32_t step, const step_samples *samples, const ppo_truths *truths,
                                  lathe_error *err)
{
    const ppo_options *o = l->options;
    experience e = {0};
    ppo_figures figures = {0};
    bool value_only = step <= o->value_warmup_steps;
    double rate = value_only ? o->value_warmup_rate : schedule_learning_rate(&o->optimiser, step, o->steps);
    int64_t begin = clock_monotonic_ns();
    lathe_status st = experience_make(l->run.t, o, l->reference, samples, l->prompts, &e, err);
    if (st != LATHE_OK)
        return st;
    FAULT_POINT("update");
    if (e.live_count > 0)
        st = ppo_update(&l->run, o, &e, truths, step, rate, value_only, &figures, err);
    double seconds = (double)(clock_monotonic_ns() - begin) * 1e-9;
    if (st == LATHE_OK) {
        ppo_note_samples(&l->run, samples, o->group);
        ppo_note_update(&l->run, &e, &figures);
        ppo_note_times(&l->run, samples, seconds);
        stage_note(&l->run, "ce/coefficient", value_only ? 0 : truths->coefficient);
        stage_note(&l->run, "lr", rate);
    }
    experience_clear(&e);
    return st;
}

static lathe_status learn_step(ppo_loop *l, uint32_t step, lathe_error *err)
{
    const ppo_options *o = l->options;
    step_samples samples;
    ppo_truths truths = choose_prompts(l, step);
    const samples_request request = {
        .step = step,
        .purpose = SAMPLE_TRAIN,
        .prompts = l->prompts,
        .prompt_count = o->prompts,
        .group = o->group,
        .sampling = {.batch = o->sample_batch, .max_tokens = o->max_tokens, .top_k = o->top_k, .temperature = o->temperature,
                     .with_values = true},
    };
    lathe_status st = step_samples_get(l->run.t, &request, &samples, err);
    if (st == LATHE_OK)
        st = learn_samples(l, step, &samples, &truths, err);
    step_samples_clear(&samples);
    return st;
}

static json_t *pack_evaluation(const evaluation_result *r)
{
    return json_pack("[fffiif]", r->greedy_iou, r->greedy_valid, r->sampled_iou, (int)r->examples, (int)r->unscored,
                     r->sampled_valid);
}

static void unpack_evaluation(const json_t *list, evaluation_result *out)
{
    *out = (evaluation_result){
        .greedy_iou = json_number_value(json_array_get(list, 0)),
        .greedy_valid = json_number_value(json_array_get(list, 1)),
        .sampled_iou = json_number_value(json_array_get(list, 2)),
        .examples = (uint32_t)json_integer_value(json_array_get(list, 3)),
        .unscored = (uint32_t)json_integer_value(json_array_get(list, 4)),
        .sampled_valid = json_number_value(json_array_get(list, 5)),
    };
}

static lathe_status save(ppo_loop *l, lathe_error *err)
{
    json_t *state = json_pack("{si sb so so}", "step", (int)l->step, "finished", l->finished, "before",
                              pack_evaluation(&l->run.result.before), "after", pack_evaluation(&l->run.result.after));
    if (!state)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for a checkpoint's metadata");
    lathe_status st = stage_checkpoint(&l->run, l->step, state, err);
    json_decref(state);
    return st;
}

static lathe_status resume(ppo_loop *l, const char *path, lathe_error *err)
{
    json_t *state = NULL;
    lathe_status st = stage_resume(&l->run, path, &state, err);
    if (st != LATHE_OK)
        return st;
    l->step = (uint32_t)json_integer_value(json_object_get(state, "step"));
    l->finished = json_is_true(json_object_get(state, "finished"));
    unpack_evaluation(json_object_get(state, "before"), &l->run.result.before);
    unpack_evaluation(json_object_get(state, "after"), &l->run.result.after);
    json_decref(state);
    return LATHE_OK;
}

/* Step 0: how good the policy is before. */
static lathe_status begin(ppo_loop *l, lathe_error *err)
{
    if (l->options->evaluation.examples == 0)
        return LATHE_OK;
    lathe_status st = evaluate(l, 0, &l->run.result.before, err);
    return st == LATHE_OK ? stage_commit(&l->run, 0, err) : st;
}

static lathe_status run_step(ppo_loop *l, bool *out_stop, lathe_error *err)
{
    const ppo_options *o = l->options;
    const learner_ports *ports = &l->run.t->ports;
    uint32_t step = l->step + 1;
    lathe_status st = learn_step(l, step, err);
    if (st != LATHE_OK)
        return st;
    char text[128] = "";
    ppo_describe(&l->run, text, sizeof text);
    l->step = step;
    l->finished = step == o->steps;
    bool stop = !l->finished && ports->should_stop && ports->should_stop(ports->context);
    if (l->finished || (o->evaluate_every > 0 && step % o->evaluate_every == 0))
        st = evaluate(l, step, &l->run.result.after, err);
    if (st == LATHE_OK && (l->finished || stop || (o->checkpoint_every > 0 && step % o->checkpoint_every == 0)))
        st = save(l, err);
    if (st == LATHE_OK)
        st = stage_commit(&l->run, step, err);
    if (st == LATHE_OK && ports->progress)
        ports->progress(ports->context, l->run.t->stage, step, o->steps, text);
    *out_stop = stop;
    return st;
}

static void ppo_loop_clear(ppo_loop *l)
{
    stage_end(&l->run);
    example_tokens_clear(&l->truths);
    order_clear(&l->order);
    free(l->prompts);
    free(l->prompt_truths);
}

lathe_status ppo_run(const trainer *t, const ppo_options *options, policy *reference, const char *resume_from,
                     stage_result *out, lathe_error *err)
{
    ppo_loop l = {.options = options, .reference = reference};
    bool stop = false;
    lathe_status st = check_options(t, options, reference, err);
    if (st != LATHE_OK)
        return st;
    st = stage_begin(&l.run, t, "ppo", &options->optimiser, err);
    if (st == LATHE_OK)
        st = prepare(&l, err);
    if (st == LATHE_OK)
        st = resume_from ? resume(&l, resume_from, err) : begin(&l, err);
    while (st == LATHE_OK && !l.finished && !stop)
        st = run_step(&l, &stop, err);
    if (st == LATHE_OK) {
        l.run.result.steps = l.step;
        l.run.result.stopped = stop;
        *out = l.run.result;
    }
    ppo_loop_clear(&l);
    return st;
}
