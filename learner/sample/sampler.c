#include "learner/sample/sampler.h"

#include <stdlib.h>
#include <string.h>

#include "base/philox.h"
#include "learner/sample/draw.h"

/* One eighth of the rows must be finished before the cache is compacted: a copy costs about a step. */
enum { COMPACT_SHARE = 8 };

typedef struct generation {
    policy *p;
    const sampler_options *options;
    const sampler_prompt *prompts;
    uint32_t point_count, group;
    sampler_finished finished;
    void *context;
    sampler_result *result;
    policy_cache *cache;
    uint32_t vocab, rows;     /* rows: of the cache, in use */
    uint32_t *samples;        /* [rows] sample of each cache row */
    uint32_t *kept;           /* [rows] scratch */
    int32_t *next;            /* [rows] token drawn last */
    float *logits, *values;   /* [batch][vocab], [batch] */
    double *scratch;          /* [vocab] */
    int32_t *prompt_ids;      /* [batch][prompt_room] */
    uint32_t *prompt_lengths; /* [batch] */
    float *points;            /* [batch][point_count][3] */
    uint32_t prompt_room;
} generation;

static uint32_t greatest_prompt(const sampler_prompt *prompts, uint32_t count, bool with_bos)
{
    uint32_t longest = 0;
    for (uint32_t i = 0; i < count; i++)
        longest = prompts[i].id_count > longest ? prompts[i].id_count : longest;
    return longest + with_bos;
}

static lathe_status check_options(policy *p, const sampler_options *o, uint32_t point_count, uint32_t group,
                                  uint32_t prompt_room, lathe_error *err)
{
    if (o->batch == 0 || o->max_tokens == 0 || group == 0 || !(o->temperature > 0))
        return lathe_fail(err, LATHE_E_INPUT, "sampling needs a batch, a group, tokens and a temperature above 0");
    if (policy_config(p)->has_points != (point_count > 0))
        return lathe_fail(err, LATHE_E_INPUT, "prompts of %u points do not fit the model's encoder", point_count);
    if (point_count == 0 && prompt_room == 0)
        return lathe_fail(err, LATHE_E_INPUT, "prompts are empty");
    return LATHE_OK;
}

static lathe_status allocate_result(const sampler_options *o, uint32_t count, sampler_result *r, lathe_error *err)
{
    size_t tokens = (size_t)count * o->max_tokens;
    sampler_result made = {.count = count};
    made.rows = calloc(count + 1u, sizeof *made.rows);
    made.memory = malloc(tokens * 3 * sizeof(float) + 1);
    if (!made.rows || !made.memory) {
        free(made.rows);
        free(made.memory);
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for %u samples of %u tokens", count, o->max_tokens);
    }
    for (uint32_t i = 0; i < count; i++) {
        size_t first = (size_t)i * o->max_tokens;
        made.rows[i].sample = i;
        made.rows[i].ids = (int32_t *)made.memory + first;
        made.rows[i].logp = (float *)made.memory + tokens + first;
        made.rows[i].values = o->with_values ? (float *)made.memory + 2 * tokens + first : NULL;
    }
    *r = made;
    return LATHE_OK;
}

static lathe_status allocate_buffers(generation *g, lathe_error *err)
{
    size_t batch = g->options->batch;
    g->samples = calloc(batch, sizeof *g->samples);
    g->kept = calloc(batch, sizeof *g->kept);
    g->next = calloc(batch, sizeof *g->next);
    g->logits = calloc(batch * g->vocab, sizeof *g->logits);
    g->values = calloc(batch, sizeof *g->values);
    g->scratch = calloc(g->vocab, sizeof *g->scratch);
    g->prompt_ids = calloc(batch * g->prompt_room + 1, sizeof *g->prompt_ids);
    g->prompt_lengths = calloc(batch, sizeof *g->prompt_lengths);
    g->points = calloc(batch * g->point_count * 3 + 1, sizeof *g->points);
    if (!g->samples || !g->kept || !g->next || !g->logits || !g->values || !g->scratch || !g->prompt_ids ||
        !g->prompt_lengths || !g->points)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for sampling %zu sequences at once", batch);
    return policy_cache_new(g->p, g->options->batch, g->point_count + g->prompt_room + g->options->max_tokens, &g->cache, err);
}

static void free_buffers(generation *g)
{
    policy_cache_free(g->cache);
    free(g->samples);
    free(g->kept);
    free(g->next);
    free(g->logits);
    free(g->values);
    free(g->scratch);
    free(g->prompt_ids);
    free(g->prompt_lengths);
    free(g->points);
}

/* Logits and values of hidden states [rows, H] to the host. */
static lathe_status read_scores(generation *g, tensor *hidden, lathe_error *err)
{
    lathe_status st = tensor_to_float32(policy_logits(g->p, hidden), g->logits, (size_t)g->rows * g->vocab, err);
    if (st == LATHE_OK && g->options->with_values)
        st = tensor_to_float32(policy_values(g->p, hidden), g->values, g->rows, err);
    return st;
}

/* Closes the scope; the first failure of both counts. */
static lathe_status close_scope(generation *g, lathe_status st, lathe_error *err)
{
    lathe_error why = {0};
    lathe_status closed = tensor_scope_close(policy_context(g->p), &why);
    return closed != LATHE_OK ? lathe_fail(err, closed, "%s", why.message) : st;
}

/* Fills the cache with the prompts of samples [first, first + rows), each prompt once, then repeats it for its group. */
static lathe_status begin_chunk(generation *g, uint32_t first, lathe_error *err)
{
    uint32_t first_prompt = first / g->group, prompts = (first + g->rows - 1) / g->group - first_prompt + 1;
    for (uint32_t i = 0; i < prompts; i++) {
        const sampler_prompt *prompt = &g->prompts[first_prompt + i];
        int32_t *ids = g->prompt_ids + (size_t)i * g->prompt_room;
        uint32_t length = 0;
        if (g->options->bos_id >= 0)
            ids[length++] = g->options->bos_id;
        if (prompt->id_count > 0)
            memcpy(ids + length, prompt->ids, prompt->id_count * sizeof *ids);
        g->prompt_lengths[i] = length + prompt->id_count;
        if (g->point_count > 0)
            memcpy(g->points + (size_t)i * g->point_count * 3, prompt->points, g->point_count * 3 * sizeof(float));
    }
    for (uint32_t i = 0; i < g->rows; i++) {
        g->samples[i] = first + i;
        g->kept[i] = (first + i) / g->group - first_prompt;
    }
    const policy_batch batch = {.rows = prompts, .length = g->prompt_room, .ids = g->prompt_ids, .lengths = g->prompt_lengths,
                                .points = g->point_count, .point_values = g->points};
    tensor_context *c = policy_context(g->p);
    tensor_scope_open(c, TENSOR_SCOPE_NO_GRADIENT);
    tensor *hidden = policy_prefill(g->p, g->cache, &batch);
    lathe_status st = LATHE_OK;
    if (g->group > 1 && !tensor_scope_has_failed(c)) {
        st = policy_cache_select(g->cache, g->kept, g->rows, err);
        tensor *rows = tensor_from_int32(c, TENSOR_SHAPE(g->rows), (const int32_t *)g->kept);
        hidden = tensor_index_select(hidden, 0, rows);
    }
    if (st == LATHE_OK)
        st = read_scores(g, hidden, err);
    return close_scope(g, st, err);
}

/* Draws the next token of cache row i. */
static lathe_status draw_row(generation *g, uint32_t i, lathe_error *err)
{
    const sampler_options *o = g->options;
    const draw_options how = {o->temperature, o->top_k, o->greedy};
    sampler_row *row = &g->result->rows[g->samples[i]];
    if (row->ended || row->length == o->max_tokens)
        return LATHE_OK;
    philox_stream stream = philox_stream_at(o->seed, PHILOX_SAMPLE, o->stage, o->step, o->stream + row->sample, row->length);
    double uniform = o->greedy ? 0 : philox_uniform(&stream);
    uint32_t t = row->length;
    row->ids[t] = draw_token(g->logits + (size_t)i * g->vocab, g->vocab, &how, uniform, g->scratch, &row->logp[t]);
    if (row->ids[t] < 0)
        return lathe_fail(err, LATHE_E_BUG, "logits are not finite at token %u of sample %u", t, row->sample);
    if (row->values)
        row->values[t] = g->values[i];
    g->next[i] = row->ids[t];
    row->length++;
    row->ended = row->ids[t] == o->eos_id;
    g->result->tokens++;
    if ((row->ended || row->length == o->max_tokens) && g->finished)
        return g->finished(g->context, row, err);
    return LATHE_OK;
}

/* Drops finished rows once there are enough of them. rows becomes 0 at the end of the chunk. */
static lathe_status compact(generation *g, lathe_error *err)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < g->rows; i++) {
        const sampler_row *row = &g->result->rows[g->samples[i]];
        if (!row->ended && row->length < g->options->max_tokens)
            g->kept[count++] = i;
    }
    if (count == 0)
        g->rows = 0;
    if (count == 0 || count == g->rows || (g->rows - count) * COMPACT_SHARE < g->rows)
        return LATHE_OK;
    lathe_status st = policy_cache_select(g->cache, g->kept, count, err);
    if (st != LATHE_OK)
        return st;
    for (uint32_t i = 0; i < count; i++) {
        g->samples[i] = g->samples[g->kept[i]];
        g->next[i] = g->next[g->kept[i]];
    }
    g->rows = count;
    return LATHE_OK;
}

static lathe_status run_chunk(generation *g, uint32_t first, lathe_error *err)
{
    lathe_status st = begin_chunk(g, first, err);
    while (st == LATHE_OK) {
        for (uint32_t i = 0; i < g->rows && st == LATHE_OK; i++)
            st = draw_row(g, i, err);
        if (st == LATHE_OK)
            st = compact(g, err);
        if (st != LATHE_OK || g->rows == 0)
            break;
        tensor_scope_open(policy_context(g->p), TENSOR_SCOPE_NO_GRADIENT);
        st = close_scope(g, read_scores(g, policy_step(g->p, g->cache, g->next), err), err);
    }
    return st;
}

lathe_status sampler_run(policy *p, const sampler_options *options, const sampler_prompt *prompts, uint32_t prompt_count,
                         uint32_t point_count, uint32_t group, sampler_finished finished, void *context,
                         sampler_result *out, lathe_error *err)
{
    sampler_result result = {0};
    generation g = {.p = p, .options = options, .prompts = prompts, .point_count = point_count, .group = group,
                    .finished = finished, .context = context, .result = &result, .vocab = policy_config(p)->vocab_size,
                    .prompt_room = greatest_prompt(prompts, prompt_count, options->bos_id >= 0)};
    lathe_status st = check_options(p, options, point_count, group, g.prompt_room, err);
    if (st == LATHE_OK)
        st = allocate_result(options, prompt_count * group, &result, err);
    if (st == LATHE_OK)
        st = allocate_buffers(&g, err);
    for (uint32_t first = 0; first < result.count && st == LATHE_OK; first += options->batch) {
        g.rows = result.count - first < options->batch ? result.count - first : options->batch;
        st = run_chunk(&g, first, err);
    }
    free_buffers(&g);
    if (st == LATHE_OK)
        *out = result;
    else
        sampler_result_clear(&result);
    return st;
}

void sampler_result_clear(sampler_result *r)
{
    if (!r)
        return;
    free(r->rows);
    free(r->memory);
    *r = (sampler_result){0};
}
