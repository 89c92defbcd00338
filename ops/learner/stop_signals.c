#include "ops/learner/stop_signals.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { EXIT_INTERRUPTED = 130 };

struct stop_signals {
    pthread_t thread;
    sigset_t set;
    atomic_bool asked;
};

static void *wait_for_signals(void *context)
{
    static const char said[] = "\nfinishing this step, then writing a checkpoint; once more stops at once\n";
    stop_signals *s = context;
    for (;;) {
        int number = 0;
        if (sigwait(&s->set, &number) != 0)
            continue;
        if (atomic_exchange(&s->asked, true))
            _exit(EXIT_INTERRUPTED);
        ssize_t ignored = write(STDERR_FILENO, said, sizeof said - 1);
        (void)ignored;
    }
    return NULL;
}

lathe_status stop_signals_new(stop_signals **out, lathe_error *err)
{
    stop_signals *s = calloc(1, sizeof *s);
    if (!s)
        return lathe_fail(err, LATHE_E_NOMEM, "out of memory for signals");
    sigemptyset(&s->set);
    sigaddset(&s->set, SIGINT);
    sigaddset(&s->set, SIGTERM);
    int failed = pthread_sigmask(SIG_BLOCK, &s->set, NULL);
    if (failed == 0)
        failed = pthread_create(&s->thread, NULL, wait_for_signals, s);
    if (failed != 0) {
        free(s);
        return lathe_fail(err, LATHE_E_IO, "cannot wait for signals: %s", strerror(failed));
    }
    *out = s;
    return LATHE_OK;
}

void stop_signals_free(stop_signals *s)
{
    if (!s)
        return;
    pthread_cancel(s->thread); /* sigwait is a cancellation point */
    pthread_join(s->thread, NULL);
    free(s);
}

bool stop_signals_asked(const stop_signals *s)
{
    return atomic_load(&s->asked);
}
