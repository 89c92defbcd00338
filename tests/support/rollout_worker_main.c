/* rollout_worker_main.c: a worker as a process, for tests that kill it.
 *
 *   rollout_worker_main ENDPOINT SLOTS SILENCE_MS GIVE_UP_MS [ARGUMENTS of rollout_test_executor]
 *
 * SIGTERM stops it. Exit 0: stopped or told goodbye; 1: an error, printed; 2: nobody answered. LATHE_TEST_EXECUTOR
 * replaces the executor. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>

#include "rollout/worker.h"
#include "tests/support/rollout_support.h"

static void print_event(void *context, const char *text)
{
    (void)context;
    if (getenv("LATHE_TEST_VERBOSE"))
        fprintf(stderr, "worker: %s\n", text);
}

int main(int argc, char **argv)
{
    char path[4096];
    sigset_t stops;
    lathe_error err = {0};
    worker_options options = WORKER_OPTIONS_INIT;
    if (argc < 5)
        return 64;
    prctl(PR_SET_PDEATHSIG, SIGKILL); /* no test leaves workers behind */
    sigemptyset(&stops);
    sigaddset(&stops, SIGTERM);
    sigprocmask(SIG_BLOCK, &stops, NULL);
    support_path_beside("rollout_test_executor", path, sizeof path);
    const char *other = getenv("LATHE_TEST_EXECUTOR");
    options.endpoint = argv[1];
    options.pool.slots = (uint32_t)atoi(argv[2]);
    options.silence_ms = (uint32_t)atoi(argv[3]);
    options.give_up_ms = (uint32_t)atoi(argv[4]);
    options.pool.executor.path = other ? other : path;
    options.pool.executor.arguments = (const char *const *)(argv + 5);
    options.pool.executor.grace_ms = 300;
    options.stop_fd = signalfd(-1, &stops, SFD_CLOEXEC);
    options.event = print_event;
    lathe_status st = worker_run(&options, NULL, &err);
    if (st == LATHE_OK)
        return 0;
    fprintf(stderr, "%s\n", err.message);
    return st == LATHE_E_BUSY ? 2 : 1;
}
