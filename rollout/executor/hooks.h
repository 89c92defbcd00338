/* hooks.h: entries that only fault tests use; a release does not compile them. A script whose first line is
 * "# lathe-test: WORD" makes the child do what no script can be made to do for certain. */
#ifndef LATHE_ROLLOUT_EXECUTOR_HOOKS_H
#define LATHE_ROLLOUT_EXECUTOR_HOOKS_H

#include "proto/messages.h"

/* WORD: hang (a loop that no signal but SIGKILL ends), crash (SIGSEGV), abort (SIGABRT), overflow (of the stack),
 * exhaust (memory until none is left, then as if nothing had happened), exec and open (which the filter must stop),
 * exit (without a reply). Other texts are left alone. */
void hooks_obey(const shape_source *source);

#endif
