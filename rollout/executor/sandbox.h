/* sandbox.h: what an executor and the child that runs a script may still do.
 *
 * Two filters of system calls (seccomp), the second on top of the first. The executor, once warm, may fork, wait, use
 * pipes and memory; it opens no file, reaches no network, runs no program. The child gives up forking, signalling,
 * pipes and every descriptor but one, to which it writes its reply. What libraries do in passing (looking for a
 * resource file, asking for the number of processors) is refused with an error code; what only an attack does (exec,
 * sockets, ptrace, in the child also fork and kill) ends the process with SIGSYS. A build with sanitizers has neither
 * filters nor address limits, which sanitizers do not survive. */
#ifndef LATHE_ROLLOUT_EXECUTOR_SANDBOX_H
#define LATHE_ROLLOUT_EXECUTOR_SANDBOX_H

#include "base/status.h"

typedef struct sandbox sandbox;

/* Prepares the child's filter, which costs more than a fork, and enters the executor's. Call once, when everything that
 * needs files has been loaded. LATHE_E_IO where the kernel refuses. Caller owns *out. */
lathe_status sandbox_enter_executor(sandbox **out, lathe_error *err);
void sandbox_free(sandbox *s); /* NULL is fine; the filter stays */

/* Call in the child, first of all. It dies with the executor `parent`, has no core files, no files to write,
 * address_bytes of address space and SANDBOX_STACK_BYTES of stack; reply_fd becomes SANDBOX_REPLY_FD, and all other
 * descriptors but stderr are closed; a handler tells a stack overflow from a crash; then the filter stands. */
lathe_status sandbox_enter_child(const sandbox *s, int parent, int reply_fd, uint64_t address_bytes, lathe_error *err);
enum { SANDBOX_REPLY_FD = 3 };

/* With which the child exits where its stack overflowed. */
enum { SANDBOX_STACK_BYTES = 16 << 20, SANDBOX_EXIT_STACK = 71 };

#endif
