#include "rollout/executor/hooks.h"

#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifdef __SANITIZE_ADDRESS__
/* A crash must stay the signal that it is. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "handle_segv=0:handle_abort=0:handle_sigbus=0:handle_sigfpe=0:handle_sigill=0";
}
#endif

static void hang(void)
{
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, NULL);
    for (volatile uint64_t i = 0;; i++)
        continue;
}

static void crash(void)
{
    volatile int *volatile nowhere = (volatile int *)(uintptr_t)64;
    *nowhere = 1;
}

static int fall(volatile int depth)
{
    volatile char space[4096];
    space[depth % 4096] = (char)depth;
    return depth < INT_MAX ? fall(depth + 1) + space[(depth + 1) % 4096] : 0;
}

static void overflow(void)
{
    exit(fall(0) & 1);
}

static void exhaust(void)
{
    for (size_t size = 16u << 20; size >= 4096;) {
        char *p = malloc(size);
        if (p)
            explicit_bzero(p, size); /* touches every page */
        else
            size /= 2;
    }
}

static void run_program(void)
{
    execl("/bin/true", "true", (char *)NULL);
}

static void open_file(void)
{
    if (open("/etc/passwd", O_RDONLY) >= 0)
        abort();
}

static void leave(void)
{
    _exit(5);
}

void hooks_obey(const shape_source *source)
{
    static const struct {
        const char *word;
        void (*act)(void);
    } hooks[] = {
        {"hang\n", hang},   {"crash\n", crash},      {"abort\n", abort},    {"overflow\n", overflow},
        {"exec\n", run_program}, {"open\n", open_file}, {"exit\n", leave}, {"exhaust\n", exhaust},
    };
    static const char prefix[] = "# lathe-test: ";
    if (source->data.length < sizeof prefix || memcmp(source->data.data, prefix, sizeof prefix - 1) != 0)
        return;
    const char *word = (const char *)source->data.data + sizeof prefix - 1;
    size_t length = source->data.length - (sizeof prefix - 1);
    for (size_t i = 0; i < sizeof hooks / sizeof hooks[0]; i++)
        if (length >= strlen(hooks[i].word) && memcmp(word, hooks[i].word, strlen(hooks[i].word)) == 0)
            hooks[i].act();
}
