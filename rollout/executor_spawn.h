/* executor_spawn.h: starting, ending and collecting one executor process. Used by executor_client.c only. */
#ifndef LATHE_ROLLOUT_EXECUTOR_SPAWN_H
#define LATHE_ROLLOUT_EXECUTOR_SPAWN_H

#include <sys/types.h>

#include "base/status.h"

typedef struct executor_process {
    pid_t pid;   /* 0: none */
    int socket;  /* this side of the stream, not blocking; -1: none */
    int pidfd;   /* readable once the process has ended; -1 where the kernel has none */
} executor_process;
#define EXECUTOR_PROCESS_NONE {.pid = 0, .socket = -1, .pidfd = -1}

/* path, step and arguments (NULL-terminated, may be NULL) as in executor_client_options; targets is a descriptor that the program
 * inherits, -1: none. Returns once the program was exec'd, with its own error where that failed. */
lathe_status executor_process_start(const char *path, bool step, const char *const *arguments, int targets,
                                    executor_process *out, lathe_error *err);
/* Waits at most wait_ms for the process to end by itself, then kills its session; collects it (within a few seconds even
 * where the kernel is slow to end it) and closes the descriptors. *out_status is as waitpid's, valid where true is
 * returned; *out_killed (may be NULL) says whether it was this call that killed it. */
bool executor_process_end(executor_process *process, int wait_ms, int *out_status, bool *out_killed);

#endif
