#include "learner/train/stage.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fault_point.h"
#include "base/file.h"
#include "learner/model/checkpoint.h"

static lathe_status check_trainer(const trainer *t, lathe_error *err)
{
    const model_config *config = policy_config(t->policy);
    tokenizer_specials s = tokenizer_get_specials(t->tokens);
    if (s.bos < 0 || s.eos < 0)
        return lathe_fail(err, LATHE_E_INPUT, "the tokenizer has no token for the beginning or the end of a text");
    if (tokenizer_vocab_size(t->tokens) > config->vocab_size)
        return lathe_fail(err, LATHE_E_INPUT, "the tokenizer has %u tokens, the model only %u", tokenizer_vocab_size(t->tokens),
                          config->vocab_size);
    if (config->has_points != (t->examples->points > 0))
        return lathe_fail(err, LATHE_E_INPUT, "examples of %u points do not fit the model's encoder", t->examples->points);
    if (t->examples->train_count == 0)
        return lathe_fail(err, LATHE_E_INPUT, "no examples to train on");
    return LATHE_OK;
}

lathe_status stage_begin(stage_run *run, const trainer *t, const char *name, const optimiser_options *options,
                         lathe_error *err)
{
    uint32_t count;
    *run = (stage_run){.t = t, .name = name};
    lathe_status st = check_trainer(t, err);
    if (st != LATHE_OK)
        return st;
    const policy_parameter *parameters = policy_parameters(t->policy, &count);
    double *decays = calloc(count, sizeof *decays);
    run->parameters = calloc(count, sizeof(tensor *));
    run->parameter_count = count;
    if (!decays || !run->parameters) {
        free(decays);
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for a list of %u parameters", count);
    }
    for (uint32_t i = 0; i < count; i++) {
        run->parameters[i] = parameters[i].value;
        decays[i] = parameters[i].is_matrix ? 1 : 0;
    }
    const adamw_options how = {options->beta1, options->beta2, options->epsilon, options->weight_decay};
    st = adamw_new(policy_context(t->policy), run->parameters, decays, count, &how, &run->optimiser, err);
    free(decays);
    if (st == LATHE_OK)
        gradients_clear(run->parameters, count);
    return st == LATHE_OK ? file_make_folder(t->checkpoint_folder, err) : st;
}

void stage_end(stage_run *run)
{
    if (run->optimiser)
        gradients_clear(run->parameters, run->parameter_count);
    adamw_free(run->optimiser);
    free(run->parameters);
    run->optimiser = NULL;
    run->parameters = NULL;
}

lathe_status stage_resume(stage_run *run, const char *path, json_t **out_state, lathe_error *err)
{
    char *text = NULL;
    hash256 hash;
    json_t *root = NULL;
    /* before weights are read, so that a wrong checkpoint changes nothing */
    lathe_status st = checkpoint_read_metadata(path, &text, err);
    if (st != LATHE_OK)
        return st;
    root = json_loads(text ? text : "", 0, NULL);
    free(text);
    const char *name = json_string_value(json_object_get(root, "name"));
    const json_t *stage = json_object_get(root, "stage");
    json_t *state = json_object_get(root, "state");
    if (!name || strcmp(name, run->name) != 0 || json_integer_value(stage) != run->t->stage || !json_is_object(state)) {
        st = lathe_fail(err, LATHE_E_INPUT, "checkpoint '%s' is not of stage %u, %s", path, run->t->stage, run->name);
        goto done;
    }
    st = checkpoint_read(path, run->t->policy, run->optimiser, NULL, err);
    if (st == LATHE_OK)
        st = checkpoint_hash(path, &hash, err);
    if (st != LATHE_OK)
        goto done;
    hash_to_hex(&hash, run->result.checkpoint_hash);
    snprintf(run->result.checkpoint_path, sizeof run->result.checkpoint_path, "%s", path);
    *out_state = json_incref(state);
done:
    json_decref(root);
    return st;
}

lathe_status stage_update(stage_run *run, const optimiser_options *options, double rate, double *out_norm, lathe_error *err)
{
    lathe_status st = gradients_clip(run->parameters, run->parameter_count, options->gradient_clip, out_norm, err);
    if (st == LATHE_OK)
        st = adamw_step(run->optimiser, rate, err);
    gradients_clear(run->parameters, run->parameter_count);
    return st;
}

void stage_note(stage_run *run, const char *name, double value)
{
    assert(run->metric_count < STAGE_METRICS);
    if (run->metric_count < STAGE_METRICS)
        run->metrics[run->metric_count++] = (metric){name, value};
}

lathe_status stage_checkpoint(stage_run *run, uint32_t step, json_t *state, lathe_error *err)
{
    char path[STAGE_PATH];
    hash256 hash;
    int length = snprintf(path, sizeof path, "%s/%u-%s-%06u", run->t->checkpoint_folder, run->t->stage, run->name, step);
    if (length < 0 || (size_t)length >= sizeof path)
        return lathe_fail(err, LATHE_E_INPUT, "the checkpoint folder's name is longer than %d", STAGE_PATH);
    json_t *root = json_pack("{ss si sI sO}", "name", run->name, "stage", (int)run->t->stage, "step", (json_int_t)step, "state",
                             state);
    char *text = root ? json_dumps(root, JSON_SORT_KEYS | JSON_COMPACT | JSON_REAL_PRECISION(17)) : NULL;
    json_decref(root);
    if (!text)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for a checkpoint's metadata");
    FAULT_POINT("checkpoint");
    lathe_status st = checkpoint_write(path, run->t->policy, run->optimiser, text, &hash, err);
    free(text);
    if (st != LATHE_OK)
        return st;
    snprintf(run->result.checkpoint_path, sizeof run->result.checkpoint_path, "%s", path);
    hash_to_hex(&hash, run->result.checkpoint_hash);
    run->has_checkpoint = true;
    return LATHE_OK;
}

lathe_status stage_commit(stage_run *run, uint32_t step, lathe_error *err)
{
    const step_report report = {
        .stage = run->t->stage,
        .step = step,
        .metrics = run->metrics,
        .metric_count = run->metric_count,
        .checkpoint_path = run->has_checkpoint ? run->result.checkpoint_path : NULL,
        .checkpoint_hash = run->has_checkpoint ? run->result.checkpoint_hash : NULL,
    };
    FAULT_POINT("commit");
    lathe_status st = run->t->ports.commit_step(run->t->ports.context, &report, err);
    run->metric_count = 0;
    run->has_checkpoint = false;
    if (st == LATHE_OK)
        run->result.steps = step;
    return st;
}
