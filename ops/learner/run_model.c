#include "ops/learner/run_model.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "ops/jobs/run_data.h"
#include "ops/learner/run_options.h"

/* ---- examples ---- */

static lathe_status view_list(const example_list *list, uint32_t points, double scale, training_example *views,
                              float *memory, lathe_error *err)
{
    for (uint32_t i = 0; i < list->count; i++) {
        const example_entry *e = &list->rows[i];
        float *own = memory + (size_t)i * points * 3;
        if (e->point_count < points)
            return lathe_fail(err, LATHE_E_INPUT, "example '%s' has %u points, model.points asks for %u", e->name,
                              e->point_count, points);
        for (size_t k = 0; k < (size_t)points * 3; k++)
            own[k] = (float)((double)e->points[k] * scale);
        views[i] = (training_example){e->id, own, e->script ? e->script : "", e->script_length};
    }
    return LATHE_OK;
}

static lathe_status load_examples(experiment_db *db, const config *c, run_model *m, lathe_error *err)
{
    char name[EXPERIMENT_DB_NAME_MAX + 1];
    example_set_info info;
    uint32_t points = (uint32_t)config_integer(c, KEY_MODEL_POINTS);
    double scale = config_number(c, KEY_MODEL_POINT_SCALE);
    lathe_status st = run_data_name(c, name, sizeof name, err);
    if (st == LATHE_OK)
        st = example_set_find(db, name, &info, err);
    if (st == LATHE_OK)
        st = example_set_load(db, info.id, EXAMPLE_TRAIN, 0, &m->train, err);
    if (st == LATHE_OK)
        st = example_set_load(db, info.id, EXAMPLE_HELD, 0, &m->held, err);
    if (st != LATHE_OK)
        return st;
    size_t count = (size_t)m->train.count + m->held.count;
    m->views = calloc(count + 1, sizeof *m->views);
    m->points = calloc(count * points * 3 + 1, sizeof *m->points);
    if (!m->views || !m->points)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for %zu examples", count);
    m->examples = (training_examples){m->views, m->views + m->train.count, m->train.count, m->held.count, points};
    st = view_list(&m->train, points, scale, m->views, m->points, err);
    if (st == LATHE_OK)
        st = view_list(&m->held, points, scale, m->views + m->train.count,
                       m->points + (size_t)m->train.count * points * 3, err);
    return st;
}

/* ---- tokeniser ---- */

static lathe_status train_tokens(const config *c, run_model *m, lathe_error *err)
{
    tokenizer_text *texts = calloc((size_t)m->examples.train_count + 1, sizeof *texts);
    if (!texts)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for %u texts", m->examples.train_count);
    for (uint32_t i = 0; i < m->examples.train_count; i++)
        texts[i] = (tokenizer_text){m->examples.train[i].script, m->examples.train[i].script_length};
    lathe_status st = tokenizer_train(texts, m->examples.train_count, (uint32_t)config_integer(c, KEY_MODEL_VOCABULARY),
                                      TOKENIZER_CODE, &m->tokens, err);
    free(texts);
    return st;
}

static lathe_status load_tokens(const config *c, const char *folder, bool resumed, run_model *m, lathe_error *err)
{
    char own[PATH_MAX], given[PATH_MAX];
    snprintf(own, sizeof own, "%s/tokenizer.json", folder);
    snprintf(given, sizeof given, "%s/tokenizer.json", config_text(c, KEY_MODEL_PATH));
    if (resumed && file_exists(own))
        return tokenizer_load(own, &m->tokens, err);
    lathe_status st =
        config_text(c, KEY_MODEL_PATH)[0] ? tokenizer_load(given, &m->tokens, err) : train_tokens(c, m, err);
    return st == LATHE_OK ? tokenizer_save(m->tokens, own, err) : st;
}

/* ---- policy ---- */

static lathe_status load_policy(const config *c, const char *folder, run_model *m, lathe_error *err)
{
    const tensor_options options = {
        .device = config_text(c, KEY_RUN_DEVICE),
        .type = TENSOR_FLOAT32,
        .threads = (int)config_integer(c, KEY_RUN_THREADS),
    };
    const char *path = config_text(c, KEY_MODEL_PATH);
    char json[PATH_MAX];
    lathe_status st = tensor_context_new(&options, &m->context, err);
    if (st != LATHE_OK)
        return st;
    if (path[0]) {
        st = policy_load(m->context, path, true, &m->policy, err);
    } else {
        model_config model = run_options_model(c, tokenizer_vocab_size(m->tokens));
        tokenizer_specials specials = tokenizer_get_specials(m->tokens);
        model.bos_id = specials.bos;
        model.eos_id = specials.eos;
        model.pad_id = specials.pad;
        st = policy_new(m->context, &model, (uint64_t)config_integer(c, KEY_RUN_SEED), &m->policy, err);
    }
    if (st == LATHE_OK && policy_config(m->policy)->vocab_size < tokenizer_vocab_size(m->tokens))
        st = lathe_fail(err, LATHE_E_INPUT, "the tokeniser has %u tokens, the model only %u",
                        tokenizer_vocab_size(m->tokens), policy_config(m->policy)->vocab_size);
    snprintf(json, sizeof json, "%s/config.json", folder);
    return st == LATHE_OK ? model_config_write(policy_config(m->policy), json, err) : st;
}

lathe_status run_model_load(experiment_db *db, const config *c, const char *folder, bool resumed, run_model *out,
                            lathe_error *err)
{
    lathe_status st = load_examples(db, c, out, err);
    if (st == LATHE_OK)
        st = file_make_folder(folder, err);
    if (st == LATHE_OK)
        st = load_tokens(c, folder, resumed, out, err);
    return st == LATHE_OK ? load_policy(c, folder, out, err) : st;
}

void run_model_clear(run_model *m)
{
    policy_free(m->policy);
    tensor_context_free(m->context);
    tokenizer_free(m->tokens);
    free(m->points);
    free(m->views);
    example_list_clear(&m->train);
    example_list_clear(&m->held);
    *m = (run_model){0};
}
