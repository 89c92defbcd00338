#include "tests/support/memory_ports.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_SETS = 4096, MAX_STEPS = 4096 };

typedef struct sample_set {
    uint32_t stage, step, count;
    sample_purpose purpose;
    sample_row *rows;
} sample_set;

typedef struct step_record {
    uint32_t stage, step, count;
    metric *metrics;
} step_record;

struct memory_ports {
    memory_score score;
    void *context;
    sample_set sets[MAX_SETS];
    uint32_t set_count, commits;
    step_record steps[MAX_STEPS];
    uint32_t step_count, last_step, stop_after, fail_at;
};

static void *copy(const void *data, size_t size)
{
    void *made = malloc(size + 1);
    if (made && size > 0)
        memcpy(made, data, size);
    return made;
}

static sample_set *find_set(memory_ports *m, uint32_t stage, uint32_t step, sample_purpose purpose)
{
    for (uint32_t i = 0; i < m->set_count; i++)
        if (m->sets[i].stage == stage && m->sets[i].step == step && m->sets[i].purpose == purpose)
            return &m->sets[i];
    return NULL;
}

static lathe_status load_samples(void *context, uint32_t stage, uint32_t step, sample_purpose purpose,
                                 const sample_row **out_rows, uint32_t *out_count, lathe_error *err)
{
    (void)err;
    const sample_set *set = find_set(context, stage, step, purpose);
    *out_rows = set ? set->rows : NULL;
    *out_count = set ? set->count : 0;
    return LATHE_OK;
}

static lathe_status commit_samples(void *context, uint32_t stage, uint32_t step, sample_purpose purpose,
                                   const sample_row *rows, uint32_t count, lathe_error *err)
{
    memory_ports *m = context;
    if (find_set(m, stage, step, purpose) || m->set_count == MAX_SETS)
        return lathe_fail(err, LATHE_E_BUG, "step %u committed its samples twice", step);
    sample_set *set = &m->sets[m->set_count++];
    *set = (sample_set){stage, step, count, purpose, copy(rows, count * sizeof *rows)};
    for (uint32_t i = 0; i < count; i++) {
        sample_row *row = &set->rows[i];
        row->ids = copy(row->ids, row->length * sizeof *row->ids);
        row->logp = copy(row->logp, row->length * sizeof *row->logp);
        row->values = row->values ? copy(row->values, row->length * sizeof *row->values) : NULL;
        row->script = copy(row->script, row->script_length + 1);
    }
    m->commits++;
    return LATHE_OK;
}

static lathe_status await_scores(void *context, uint32_t stage, uint32_t step, sample_purpose purpose,
                                 sample_score *out_scores, uint32_t count, lathe_error *err)
{
    memory_ports *m = context;
    const sample_set *set = find_set(m, stage, step, purpose);
    if (!set || set->count != count)
        return lathe_fail(err, LATHE_E_BUG, "step %u awaits scores of samples that were not committed", step);
    for (uint32_t i = 0; i < count; i++)
        m->score(m->context, &set->rows[i], &out_scores[i]);
    return LATHE_OK;
}

static lathe_status commit_step(void *context, const step_report *report, lathe_error *err)
{
    memory_ports *m = context;
    step_record *record = NULL;
    if (report->step > 0 && report->step == m->fail_at) {
        m->fail_at = 0;
        return lathe_fail(err, LATHE_E_IO, "no space left");
    }
    for (uint32_t i = 0; i < m->step_count; i++)
        if (m->steps[i].stage == report->stage && m->steps[i].step == report->step)
            record = &m->steps[i];
    if (!record && m->step_count == MAX_STEPS)
        return lathe_fail(err, LATHE_E_BUG, "too many steps");
    if (record)
        free(record->metrics);
    else
        record = &m->steps[m->step_count++];
    *record = (step_record){report->stage, report->step, report->metric_count,
                            copy(report->metrics, report->metric_count * sizeof(metric))};
    m->last_step = report->step;
    return LATHE_OK;
}

/* Asked after a step was learned and before it is committed. */
static bool should_stop(void *context)
{
    const memory_ports *m = context;
    return m->stop_after > 0 && m->last_step + 1 >= m->stop_after;
}

memory_ports *memory_ports_new(memory_score score, void *context)
{
    memory_ports *m = calloc(1, sizeof *m);
    if (m) {
        m->score = score;
        m->context = context;
    }
    return m;
}

void memory_ports_free(memory_ports *m)
{
    for (uint32_t i = 0; m && i < m->set_count; i++) {
        for (uint32_t k = 0; k < m->sets[i].count; k++) {
            free((void *)(uintptr_t)m->sets[i].rows[k].ids);
            free((void *)(uintptr_t)m->sets[i].rows[k].logp);
            free((void *)(uintptr_t)m->sets[i].rows[k].values);
            free((void *)(uintptr_t)m->sets[i].rows[k].script);
        }
        free(m->sets[i].rows);
    }
    for (uint32_t i = 0; m && i < m->step_count; i++)
        free(m->steps[i].metrics);
    free(m);
}

learner_ports memory_ports_get(memory_ports *m)
{
    return (learner_ports){
        .context = m,
        .load_samples = load_samples,
        .commit_samples = commit_samples,
        .await_scores = await_scores,
        .commit_step = commit_step,
        .should_stop = should_stop,
    };
}

void memory_ports_stop_after(memory_ports *m, uint32_t step)
{
    m->stop_after = step;
}

void memory_ports_fail_at(memory_ports *m, uint32_t step)
{
    m->fail_at = step;
}

double memory_ports_metric(const memory_ports *m, uint32_t stage, uint32_t step, const char *name)
{
    for (uint32_t i = 0; i < m->step_count; i++)
        for (uint32_t k = 0; m->steps[i].stage == stage && m->steps[i].step == step && k < m->steps[i].count; k++)
            if (strcmp(m->steps[i].metrics[k].name, name) == 0)
                return m->steps[i].metrics[k].value;
    return NAN;
}

uint32_t memory_ports_commits(const memory_ports *m)
{
    return m->commits;
}

uint32_t memory_ports_steps(const memory_ports *m)
{
    return m->step_count;
}
