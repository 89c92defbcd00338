/* memory_ports.h: learner_ports over memory, with a reward that is computed from the text: what the stages are tested against. It keeps
 * what it is given as storage would, hands stored samples out again and checks the order of calls. */
#ifndef LATHE_TESTS_SUPPORT_MEMORY_PORTS_H
#define LATHE_TESTS_SUPPORT_MEMORY_PORTS_H

#include "learner/train/ports.h"

typedef struct memory_ports memory_ports;

/* Fills a score from a sample's text and its example's id. */
typedef void (*memory_score)(void *context, const sample_row *row, sample_score *out);

memory_ports *memory_ports_new(memory_score score, void *context);
void memory_ports_free(memory_ports *m);
learner_ports memory_ports_get(memory_ports *m);
/* should_stop answers true once this step has been learned; 0: never. */
void memory_ports_stop_after(memory_ports *m, uint32_t step);
/* commit_step fails at this step (once), as a full disk would; 0: never. */
void memory_ports_fail_at(memory_ports *m, uint32_t step);
/* The last report of a metric at a step of a stage; NAN where there is none. */
double memory_ports_metric(const memory_ports *m, uint32_t stage, uint32_t step, const char *name);
/* How often samples were committed: a step that is replayed commits none. */
uint32_t memory_ports_commits(const memory_ports *m);
uint32_t memory_ports_steps(const memory_ports *m); /* distinct steps reported */

#endif
