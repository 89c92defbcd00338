/* stop_signals.h: SIGINT and SIGTERM of a training run: the first asks it to finish its step, the second ends the process at
 * once (exit status 130). */
#ifndef LATHE_OPS_LEARNER_STOP_SIGNALS_H
#define LATHE_OPS_LEARNER_STOP_SIGNALS_H

#include "base/status.h"

typedef struct stop_signals stop_signals;

/* Blocks both signals in the calling thread and in those it starts from now on, and waits for them in a thread of its own: call
 * it before other threads exist. One a process. Caller owns *out. */
lathe_status stop_signals_new(stop_signals **out, lathe_error *err);
/* Ends the thread; the signals stay blocked. NULL is fine. */
void stop_signals_free(stop_signals *s);
/* True after the first. Any thread. */
bool stop_signals_asked(const stop_signals *s);

#endif
