#include "ops/learner/stop_signals.h"

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

enum { EXIT_INTERRUPTED = 130 };

static atomic_bool asked; /* lock-free, hence safe in a handler */

static void say(const char *text, size_t length)
{
    ssize_t ignored = write(STDERR_FILENO, text, length);
    (void)ignored;
}

static void take_signal(int number)
{
    static const char first[] = "\nfinishing this step, then writing a checkpoint; once more stops at once\n";
    static const char second[] = "\nstopped at once; go on with: lathe resume latest\n";
    int saved = errno;
    (void)number;
    if (atomic_exchange(&asked, true)) {
        say(second, sizeof second - 1);
        _exit(EXIT_INTERRUPTED);
    }
    say(first, sizeof first - 1);
    errno = saved;
}

lathe_status stop_signals_take(lathe_error *err)
{
    static const int numbers[] = {SIGINT, SIGTERM};
    struct sigaction action = {.sa_handler = take_signal, .sa_flags = SA_RESTART};
    sigset_t set;
    sigemptyset(&set);
    sigfillset(&action.sa_mask);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        sigaddset(&set, numbers[i]);
        if (sigaction(numbers[i], &action, NULL) != 0)
            return lathe_fail(err, LATHE_E_IO, "cannot take signals: %s", strerror(errno));
    }
    if (sigprocmask(SIG_UNBLOCK, &set, NULL) != 0)
        return lathe_fail(err, LATHE_E_IO, "cannot take signals: %s", strerror(errno));
    return LATHE_OK;
}

bool stop_signals_asked(void)
{
    return atomic_load(&asked);
}
