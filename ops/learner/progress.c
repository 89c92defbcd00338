#include "ops/learner/progress.h"

#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"

enum { BAR = 24, REDRAW_MS = 100, STAGE_NAME = 16, TEXT = 160 };

struct progress {
    pthread_mutex_t lock; /* of stderr's line */
    bool terminal, bar_is_shown;
    char stage[STAGE_NAME];
    int64_t drawn_ms, begun_ms;
    uint32_t begun_at; /* steps that were done when the stage began here */
    bool has_begun;
    char step_text[TEXT];
};

/* What a step's line shows, where the report has it. */
static const struct {
    const char *metric, *label;
} shown[] = {
    {"sft/loss", "loss"},   {"sft/held_loss", "held back"},       {"reward/mean", "reward"},
    {"iou/mean", "IoU"},    {"valid_rate", "runs"},               {"kl", "KL"},
    {"entropy", "entropy"}, {"held/sampled/iou_mean", "held IoU sampled"}, {"held/greedy/iou_mean", "greedy"},
};

lathe_status progress_new(progress **out, lathe_error *err)
{
    progress *p = calloc(1, sizeof *p);
    if (!p)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for progress");
    pthread_mutex_init(&p->lock, NULL);
    p->terminal = isatty(STDERR_FILENO);
    *out = p;
    return LATHE_OK;
}

void progress_free(progress *p)
{
    if (!p)
        return;
    progress_end(p);
    pthread_mutex_destroy(&p->lock);
    free(p);
}

void progress_stage(progress *p, const char *name)
{
    snprintf(p->stage, sizeof p->stage, "%s", name);
    p->has_begun = false;
    p->step_text[0] = 0;
}

static void clear_bar(progress *p)
{
    if (p->bar_is_shown)
        fputs("\r\033[K", stderr);
    p->bar_is_shown = false;
}

/* Seconds that the stage will still take at the pace since it began here; below 0 where there is no pace yet. */
static double seconds_left(const progress *p, uint32_t done, uint32_t total)
{
    if (done <= p->begun_at || total < done)
        return -1;
    double a_step = (double)(clock_monotonic_ms() - p->begun_ms) / 1000 / (done - p->begun_at);
    return a_step * (total - done);
}

void progress_show(progress *p, uint32_t stage, uint32_t done, uint32_t total, const char *text)
{
    (void)stage;
    if (!p->has_begun) {
        p->has_begun = true;
        p->begun_at = done;
        p->begun_ms = clock_monotonic_ms();
    }
    int64_t now = clock_monotonic_ms();
    if (!p->terminal || (now - p->drawn_ms < REDRAW_MS && done < total))
        return;
    char bar[BAR + 1], left[24] = "";
    int filled = total > 0 ? (int)((uint64_t)done * BAR / total) : 0;
    memset(bar, '.', BAR);
    memset(bar, '#', (size_t)(filled < BAR ? filled : BAR));
    bar[BAR] = 0;
    double seconds = seconds_left(p, done, total);
    if (seconds >= 0)
        snprintf(left, sizeof left, " %d:%02d left", (int)(seconds / 60), (int)seconds % 60);
    pthread_mutex_lock(&p->lock);
    const char *said = p->step_text[0] || !text ? p->step_text : text;
    fprintf(stderr, "\r\033[K%s [%s] %u/%u%s  %.70s", p->stage, bar, done, total, left, said);
    p->bar_is_shown = true;
    p->drawn_ms = now;
    pthread_mutex_unlock(&p->lock);
}

void progress_step(progress *p, const step_report *report, bool replayed)
{
    char text[TEXT];
    size_t length = 0;
    text[0] = 0;
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
        for (uint32_t k = 0; k < report->metric_count; k++)
            if (strcmp(report->metrics[k].name, shown[i].metric) == 0 && length < sizeof text - 40)
                length += (size_t)snprintf(text + length, sizeof text - length, "%s%s %.4g", length ? ", " : "",
                                           shown[i].label, report->metrics[k].value);
    snprintf(p->step_text, sizeof p->step_text, "%s", text);
    if (p->terminal)
        return;
    pthread_mutex_lock(&p->lock);
    fprintf(stderr, "%s step %u: %s%s%s\n", p->stage, report->step, text, replayed ? " (replayed)" : "",
            report->checkpoint_path ? ", checkpoint" : "");
    pthread_mutex_unlock(&p->lock);
}

void progress_say(progress *p, const char *text)
{
    pthread_mutex_lock(&p->lock);
    clear_bar(p);
    fprintf(stderr, "%s\n", text);
    pthread_mutex_unlock(&p->lock);
}

void progress_end(progress *p)
{
    pthread_mutex_lock(&p->lock);
    if (p->bar_is_shown)
        fputc('\n', stderr);
    p->bar_is_shown = false;
    pthread_mutex_unlock(&p->lock);
}
