/* stop_signals.h: SIGINT and SIGTERM of a training run: the first asks it to finish its step, the second ends the process at
 * once (exit status 130).
 *
 * Handlers and not a blocked mask: libraries start threads before main, and a signal may reach any of them. A handler has no
 * argument, so what it counts is the one variable of lathe that belongs to the process. */
#ifndef LATHE_OPS_LEARNER_STOP_SIGNALS_H
#define LATHE_OPS_LEARNER_STOP_SIGNALS_H

#include "base/status.h"

/* Takes both signals, also where they were ignored before. Once a process. */
lathe_status stop_signals_take(lathe_error *err);
/* True after the first. Any thread. */
bool stop_signals_asked(void);

#endif
