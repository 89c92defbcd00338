#include "learner/train/step_samples.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/fault_point.h"

typedef struct draw_context {
    const trainer *t;
    const samples_request *request;
    step_samples *samples;
} draw_context;

/* Makes the port's row of a drawn sample, text included. */
static lathe_status describe(draw_context *d, const sampler_row *row, lathe_error *err)
{
    sample_row *own = &d->samples->own_rows[row->sample];
    bytes text;
    bytes_init(&text, TOKENIZER_MAX_TEXT);
    lathe_status st = bytes_append(&text, "", 0, err);
    if (st == LATHE_OK)
        st = tokenizer_decode(d->t->tokens, row->ids, row->length - row->ended, true, &text, err);
    if (st != LATHE_OK) {
        bytes_clear(&text);
        return st;
    }
    d->samples->scripts[row->sample] = (char *)text.data;
    *own = (sample_row){
        .sample = row->sample,
        .example = d->request->prompts[row->sample / d->request->group]->id,
        .length = row->length,
        .ids = row->ids,
        .logp = row->logp,
        .values = row->values,
        .script = (char *)text.data,
        .script_length = text.length,
        .ended = row->ended,
    };
    return LATHE_OK;
}

static lathe_status on_finished(void *context, const sampler_row *row, lathe_error *err)
{
    draw_context *d = context;
    const learner_ports *ports = &d->t->ports;
    lathe_status st = describe(d, row, err);
    if (st == LATHE_OK && ports->submit_early)
        st = ports->submit_early(ports->context, d->t->stage, d->request->step, d->request->purpose,
                                 &d->samples->own_rows[row->sample], err);
    return st;
}

static lathe_status draw(const trainer *t, const samples_request *request, step_samples *out, lathe_error *err)
{
    draw_context context = {t, request, out};
    uint32_t count = request->prompt_count * request->group;
    sampler_prompt *prompts = calloc(request->prompt_count + 1u, sizeof *prompts);
    out->own_rows = calloc(count + 1u, sizeof *out->own_rows);
    out->scripts = calloc(count + 1u, sizeof(char *));
    if (!prompts || !out->own_rows || !out->scripts) {
        free(prompts);
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for %u samples", count);
    }
    out->count = count;
    tokenizer_specials specials = tokenizer_get_specials(t->tokens);
    sampler_options how = request->sampling;
    how.seed = t->seed;
    how.stage = t->stage;
    how.step = request->step;
    how.stream = (uint32_t)request->purpose << 30;
    how.bos_id = specials.bos;
    how.eos_id = specials.eos;
    for (uint32_t i = 0; i < request->prompt_count; i++)
        prompts[i].points = request->prompts[i]->points;
    lathe_status st = sampler_run(t->policy, &how, prompts, request->prompt_count, t->examples->points, request->group,
                                  on_finished, &context, &out->drawn, err);
    free(prompts);
    out->rows = out->own_rows;
    return st;
}

static lathe_status check_stored(const trainer *t, const samples_request *request, const sample_row *rows, uint32_t count,
                                 lathe_error *err)
{
    if (count != request->prompt_count * request->group)
        return lathe_fail(err, LATHE_E_INPUT, "step %u has %u stored samples, its configuration wants %u", request->step, count,
                          request->prompt_count * request->group);
    for (uint32_t i = 0; i < count; i++) {
        const sample_row *row = &rows[i];
        bool fits = row->sample == i && row->example == request->prompts[i / request->group]->id && row->length > 0 &&
                    row->length <= request->sampling.max_tokens && (row->values || !request->sampling.with_values);
        for (uint32_t k = 0; fits && k < row->length; k++)
            fits = row->ids[k] >= 0 && (uint32_t)row->ids[k] < policy_config(t->policy)->vocab_size;
        if (!fits)
            return lathe_fail(err, LATHE_E_INPUT, "stored sample %u of step %u is of another prompt or configuration", i,
                              request->step);
    }
    return LATHE_OK;
}

lathe_status step_samples_get(const trainer *t, const samples_request *request, step_samples *out, lathe_error *err)
{
    const learner_ports *ports = &t->ports;
    int64_t begin = clock_monotonic_ns();
    *out = (step_samples){0};
    lathe_status st = ports->load_samples(ports->context, t->stage, request->step, request->purpose, &out->rows, &out->count, err);
    if (st != LATHE_OK)
        return st;
    out->was_stored = out->count > 0;
    if (out->was_stored) {
        st = check_stored(t, request, out->rows, out->count, err);
    } else {
        FAULT_POINT("sample");
        st = draw(t, request, out, err);
        if (st == LATHE_OK)
            st = ports->commit_samples(ports->context, t->stage, request->step, request->purpose, out->rows, out->count, err);
    }
    if (st != LATHE_OK)
        return st;
    out->scores = calloc(out->count + 1u, sizeof *out->scores);
    if (!out->scores)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for %u scores", out->count);
    int64_t drawn = clock_monotonic_ns();
    FAULT_POINT("await");
    st = ports->await_scores(ports->context, t->stage, request->step, request->purpose, out->scores, out->count, err);
    out->generate_seconds = (double)(drawn - begin) * 1e-9;
    out->reward_seconds = (double)(clock_monotonic_ns() - drawn) * 1e-9;
    return st;
}

void step_samples_clear(step_samples *s)
{
    for (uint32_t i = 0; s->scripts && i < s->count; i++)
        free(s->scripts[i]);
    free(s->scripts);
    free(s->own_rows);
    free(s->scores);
    sampler_result_clear(&s->drawn);
    *s = (step_samples){0};
}
