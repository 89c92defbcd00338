/* progress.h: what a training run shows on stderr: a bar on a terminal, one line a step elsewhere. Any thread may say something;
 * the rest belongs to the one that trains. */
#ifndef LATHE_OPS_LEARNER_PROGRESS_H
#define LATHE_OPS_LEARNER_PROGRESS_H

#include "learner/train/ports.h"

typedef struct progress progress;

/* Caller owns *out. */
lathe_status progress_new(progress **out, lathe_error *err);
void progress_free(progress *p); /* NULL is fine */
/* A stage begins. */
void progress_stage(progress *p, const char *name);
void progress_show(progress *p, uint32_t stage, uint32_t done, uint32_t total, const char *text);
/* A step was committed; replayed ones are told as such. */
void progress_step(progress *p, const step_report *report, bool replayed);
/* A line on what happened. */
void progress_say(progress *p, const char *text);
/* Ends the bar's line. */
void progress_end(progress *p);

#endif
