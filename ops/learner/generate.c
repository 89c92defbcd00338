/* generate.c: `lathe generate`: write scripts with a trained model. */
#include <jansson.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "learner/sample/sampler.h"
#include "ops/cli/inputs.h"
#include "ops/cli/json.h"
#include "ops/learner/generate_input.h"
#include "ops/learner/generate_score.h"
#include "ops/learner/learner_commands.h"

enum { SCRIPT_MAX = 1 << 20 };

typedef struct generator {
    const arguments *arguments;
    tensor_context *context;
    policy *policy;
    tokenizer *tokens; /* NULL: the folder has none */
    generate_input input;
    sampler_options options;
    uint32_t candidates;
    float *prompt_logp, *last_logits; /* of one prompt: [ids - 1], [vocabulary] */
} generator;

static lathe_status load_model(generator *g, lathe_error *err)
{
    tensor_options options = TENSOR_OPTIONS_INIT;
    char path[PATH_MAX];
    const char *folder = arguments_text(g->arguments, "model", NULL);

    if (folder == NULL)
        return lathe_fail(err, LATHE_E_INPUT, "generate: needs --model DIR");
    options.device = arguments_text(g->arguments, "device", "cpu");
    options.threads = processor_count();
    lathe_status st = tensor_context_new(&options, &g->context, err);
    if (st == LATHE_OK)
        st = policy_load(g->context, folder, false, &g->policy, err);
    if (st != LATHE_OK)
        return st;
    snprintf(path, sizeof path, "%s/tokenizer.json", folder);
    return file_exists(path) ? tokenizer_load(path, &g->tokens, err) : LATHE_OK;
}

static lathe_status read_options(generator *g, lathe_error *err)
{
    const arguments *a = g->arguments;
    sampler_options o = SAMPLER_OPTIONS_INIT;
    const model_config *config = policy_config(g->policy);

    o.seed = (uint64_t)arguments_integer(a, "seed", 1);
    o.max_tokens = (uint32_t)arguments_integer(a, "max-new", 256);
    o.top_k = (uint32_t)arguments_integer(a, "top-k", 0);
    o.temperature = arguments_number(a, "temperature", 1);
    o.greedy = arguments_flag(a, "greedy");
    o.eos_id = config->eos_id >= 0 || g->tokens == NULL ? config->eos_id : tokenizer_get_specials(g->tokens).eos;
    g->options = o;
    g->candidates = (uint32_t)arguments_integer(a, "candidates", 1);
    lathe_status st = generate_input_read(a, g->tokens, config->has_points, &g->input, err);
    for (uint32_t i = 0; st == LATHE_OK && i < g->input.rows; i++)
        for (uint32_t k = 0; k < g->input.count[i]; k++)
            if ((uint32_t)g->input.ids[g->input.first[i] + k] >= config->vocab_size)
                st = lathe_fail(err, LATHE_E_INPUT, "generate: id %d is not below the vocabulary's %u",
                                g->input.ids[g->input.first[i] + k], config->vocab_size);
    return st;
}

static const float *points_of(const generator *g, uint32_t row)
{
    return g->input.points != NULL ? g->input.points + (size_t)row * g->input.point_count * 3 : NULL;
}

/* Fills prompt_logp and last_logits: the prompt in one pass, as another implementation would compute it. */
static lathe_status score_prompt(generator *g, uint32_t row, lathe_error *err)
{
    uint32_t count = g->input.count[row], vocabulary = policy_config(g->policy)->vocab_size;
    const int32_t *ids = g->input.ids + g->input.first[row];
    policy_batch batch = {1, count, ids, NULL, false, g->input.point_count, points_of(g, row)};
    int32_t *targets = malloc((count + 1) * sizeof *targets);
    tensor *prefix = NULL;

    if (targets == NULL)
        return lathe_fail(err, LATHE_E_NOMEM, "generate: out of memory");
    for (uint32_t i = 0; i < count; i++)
        targets[i] = i + 1 < count ? ids[i + 1] : -1;
    tensor_scope_open(g->context, TENSOR_SCOPE_NO_GRADIENT);
    tensor *hidden = policy_forward(g->policy, &batch, g->input.point_count > 0 ? &prefix : NULL);
    tensor *last = count > 0 ? tensor_slice(hidden, 1, count - 1, count) : prefix;
    tensor *logits = policy_logits(g->policy, last);
    lathe_status st = tensor_to_float32(logits, g->last_logits, vocabulary, err);
    if (st == LATHE_OK && count > 1) {
        tensor_token_scores scores = policy_score_tokens(g->policy, hidden, targets, g->options.temperature);
        st = tensor_to_float32(scores.logp, g->prompt_logp, count, err);
    }
    lathe_status closed = tensor_scope_close(g->context, st == LATHE_OK ? err : NULL);
    free(targets);
    return st != LATHE_OK ? st : closed;
}

static json_t *floats(const float *values, uint32_t count)
{
    json_t *array = json_array();

    for (uint32_t i = 0; array != NULL && i < count; i++)
        json_array_append_new(array, json_real((double)values[i]));
    return array;
}

static lathe_status print_json(const generator *g, uint32_t row, const sampler_row *r, const char *script,
                               const generate_score *score, lathe_error *err)
{
    json_t *object = json_object(), *ids = json_array();
    uint32_t count = g->input.count[row];

    for (uint32_t i = 0; i < r->length; i++)
        json_array_append_new(ids, json_integer(r->ids[i]));
    json_object_set_new(object, "row", json_integer(row));
    json_object_set_new(object, "ids", ids);
    json_object_set_new(object, "logp", floats(r->logp, r->length));
    json_object_set_new(object, "prompt_logp", floats(g->prompt_logp, count > 0 ? count - 1 : 0));
    json_object_set_new(object, "last_logits", floats(g->last_logits, policy_config(g->policy)->vocab_size));
    json_object_set_new(object, "ended", json_boolean(r->ended));
    if (g->tokens != NULL)
        json_object_set_new(object, "script", json_text(script));
    if (score->known) {
        json_object_set_new(object, "status", json_string(failure_name(score->failure)));
        json_object_set_new(object, "iou", json_real(score->iou));
    }
    return json_print_line(object, stdout, err);
}

static lathe_status print_row(const generator *g, uint32_t row, const sampler_row *r, generate_scorer *scorer, lathe_error *err)
{
    uint32_t length = r->ended && r->length > 0 ? r->length - 1 : r->length;
    generate_score score = {0};
    bytes script;

    bytes_init(&script, SCRIPT_MAX);
    lathe_status st = bytes_append(&script, "", 0, err);
    if (st == LATHE_OK && g->tokens != NULL)
        st = tokenizer_decode(g->tokens, r->ids, length, false, &script, err);
    if (st == LATHE_OK && scorer != NULL)
        st = generate_scorer_score(scorer, script.data, script.length, &score, err);
    const char *text = script.data != NULL ? (const char *)script.data : "";
    if (st == LATHE_OK && arguments_flag(g->arguments, "json")) {
        st = print_json(g, row, r, text, &score, err);
    } else if (st == LATHE_OK) {
        if (g->tokens == NULL)
            for (uint32_t i = 0; i < r->length; i++)
                printf("%s%d", i > 0 ? "," : "", r->ids[i]);
        printf("%s%s\n", text, r->ended || g->tokens == NULL ? "" : "\n# cut off at --max-new");
        if (score.known)
            printf("# %s, IoU %.4f\n", failure_name(score.failure), score.iou);
    }
    bytes_clear(&script);
    return st;
}

static lathe_status generate_row(generator *g, uint32_t row, generate_scorer *scorer, lathe_error *err)
{
    sampler_prompt prompt = {points_of(g, row), g->input.ids + g->input.first[row], g->input.count[row]};
    sampler_result result = {0};

    g->options.step = row;
    lathe_status st = score_prompt(g, row, err);
    if (st == LATHE_OK)
        st = sampler_run(g->policy, &g->options, &prompt, 1, g->input.point_count, g->candidates, NULL, NULL, &result, err);
    for (uint32_t i = 0; st == LATHE_OK && i < result.count; i++)
        st = print_row(g, row, &result.rows[i], scorer, err);
    sampler_result_clear(&result);
    return st;
}

static lathe_status generate(const arguments *a, lathe_error *err)
{
    generator g = {.arguments = a};
    generate_scorer *scorer = NULL;
    const char *truth = arguments_text(a, "truth", NULL);

    lathe_status st = load_model(&g, err);
    if (st == LATHE_OK)
        st = read_options(&g, err);
    if (st == LATHE_OK && truth != NULL && g.tokens == NULL)
        st = lathe_fail(err, LATHE_E_INPUT, "generate: --truth needs a model with a tokenizer.json");
    if (st == LATHE_OK && truth != NULL)
        st = generate_scorer_new(truth, &scorer, err);
    if (st == LATHE_OK) {
        g.prompt_logp = calloc(GENERATE_MAX_IDS, sizeof *g.prompt_logp);
        g.last_logits = calloc(policy_config(g.policy)->vocab_size, sizeof *g.last_logits);
        if (g.prompt_logp == NULL || g.last_logits == NULL)
            st = lathe_fail(err, LATHE_E_NOMEM, "generate: out of memory");
    }
    for (uint32_t row = 0; st == LATHE_OK && row < g.input.rows; row++)
        st = generate_row(&g, row, scorer, err);
    generate_scorer_free(scorer);
    free(g.prompt_logp);
    free(g.last_logits);
    generate_input_clear(&g.input);
    tokenizer_free(g.tokens);
    policy_free(g.policy);
    tensor_context_free(g.context);
    return st;
}

const cli_command learner_command_generate = LEARNER_COMMAND_GENERATE(generate);
