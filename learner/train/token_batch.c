#include "learner/train/token_batch.h"

#include <stdlib.h>
#include <string.h>


lathe_status token_batch_make(const token_sequence *sequences, uint32_t rows, uint32_t points, int32_t bos, token_batch *out,
                              lathe_error *err)
{
    uint32_t length = 0;
    for (uint32_t r = 0; r < rows; r++)
        length = sequences[r].length > length ? sequences[r].length : length;
    size_t cells = (size_t)rows * length, floats = (size_t)rows * points * 3;
    uint32_t *memory = calloc(3 * cells + rows + floats, sizeof *memory); /* all parts are four bytes wide */
    if (!memory)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for a batch of %u sequences of %u tokens", rows, length);
    int32_t *ids = (int32_t *)memory;
    uint32_t *lengths = memory + 3 * cells;
    float *values = (float *)(memory + 3 * cells + rows);
    token_batch b = {.targets = ids + cells, .mask = (float *)(memory + 2 * cells), .memory = memory};
    for (uint32_t r = 0; r < rows; r++) {
        const token_sequence *s = &sequences[r];
        size_t first = (size_t)r * length;
        ids[first] = bos;
        memcpy(ids + first + 1, s->ids, (s->length - 1) * sizeof *ids);
        memcpy(b.targets + first, s->ids, s->length * sizeof *ids);
        for (uint32_t t = 0; t < length; t++)
            if (t < s->length)
                b.mask[first + t] = 1;
            else
                b.targets[first + t] = -1;
        if (points > 0)
            memcpy(values + (size_t)r * points * 3, s->points, (size_t)points * 3 * sizeof *values);
        lengths[r] = s->length;
        b.tokens += s->length;
    }
    b.input = (policy_batch){.rows = rows, .length = length, .ids = ids, .lengths = lengths, .points = points,
                             .point_values = values};
    *out = b;
    return LATHE_OK;
}

void token_batch_clear(token_batch *b)
{
    free(b->memory);
    *b = (token_batch){0};
}

static lathe_status tokenise(const tokenizer *t, const training_example *example, int32_t eos, uint32_t max_tokens,
                             example_tokens *out, uint32_t index, lathe_error *err)
{
    int32_t *ids = NULL;
    uint32_t count = 0;
    lathe_status st = tokenizer_encode(t, example->script, example->script_length, false, &ids, &count, err);
    if (st != LATHE_OK)
        return st;
    if (count + 1 > max_tokens) {
        free(ids);
        out->left_out++;
        return LATHE_OK;
    }
    int32_t *longer = realloc(ids, (count + 1) * sizeof *ids);
    if (!longer) {
        free(ids);
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for the tokens of example %lld", (long long)example->id);
    }
    longer[count] = eos;
    out->ids[index] = longer;
    out->lengths[index] = count + 1;
    return LATHE_OK;
}

lathe_status example_tokens_make(const tokenizer *t, const training_example *examples, uint32_t count, uint32_t max_tokens,
                                 example_tokens *out, lathe_error *err)
{
    int32_t eos = tokenizer_get_specials(t).eos;
    lathe_status st = LATHE_OK;
    *out = (example_tokens){.ids = calloc(count + 1u, sizeof(int32_t *)), .lengths = calloc(count + 1u, sizeof(uint32_t)),
                            .count = count};
    if (!out->ids || !out->lengths)
        st = lathe_fail(err, LATHE_E_NOMEM, "out of memory for the tokens of %u examples", count);
    for (uint32_t i = 0; i < count && st == LATHE_OK; i++)
        if (examples[i].script_length > 0)
            st = tokenise(t, &examples[i], eos, max_tokens, out, i, err);
    if (st != LATHE_OK)
        example_tokens_clear(out);
    return st;
}

void example_tokens_clear(example_tokens *e)
{
    for (uint32_t i = 0; e->ids && i < e->count; i++)
        free(e->ids[i]);
    free(e->ids);
    free(e->lengths);
    *e = (example_tokens){0};
}

static lathe_status score_batch(policy *p, const token_batch *b, double *out_logp, lathe_error *err)
{
    tensor_context *c = policy_context(p);
    double sum = 0;
    tensor_scope_open(c, TENSOR_SCOPE_NO_GRADIENT);
    tensor_token_scores s = policy_score_tokens(p, policy_forward(p, &b->input, NULL), b->targets, 1);
    lathe_status st = tensor_item(tensor_sum_all(s.logp), &sum, err);
    lathe_error why = {0};
    lathe_status closed = tensor_scope_close(c, &why);
    if (closed != LATHE_OK)
        return lathe_fail(err, closed, "%s", why.message);
    *out_logp += sum;
    return st;
}

lathe_status token_batch_score(policy *p, const token_sequence *sequences, uint32_t count, uint32_t points, int32_t bos,
                               uint32_t batch, double *out_logp, uint64_t *out_tokens, lathe_error *err)
{
    double logp = 0;
    uint64_t tokens = 0;
    lathe_status st = LATHE_OK;
    for (uint32_t first = 0; first < count && st == LATHE_OK; first += batch) {
        uint32_t rows = count - first < batch ? count - first : batch;
        token_batch b = {0};
        st = token_batch_make(sequences + first, rows, points, bos, &b, err);
        if (st == LATHE_OK)
            st = score_batch(p, &b, &logp, err);
        tokens += b.tokens;
        token_batch_clear(&b);
    }
    if (st == LATHE_OK) {
        *out_logp = logp;
        *out_tokens = tokens;
    }
    return st;
}
