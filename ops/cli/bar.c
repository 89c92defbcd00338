/* bar.c: a bar on a terminal. */
#include "ops/cli/bar.h"

#include <stdio.h>
#include <unistd.h>

#include "base/clock.h"

enum { CELLS = 30, PERIOD_MS = 200 };

void bar_begin(bar *b, const char *label)
{
    *b = (bar){.label = label, .terminal = isatty(STDERR_FILENO) == 1};
}

void bar_show(void *context, uint32_t done, uint32_t total, const char *text)
{
    bar *b = context;
    int64_t now = clock_monotonic_ms();

    if (!b->terminal || (done < total && now - b->last_ms < PERIOD_MS))
        return;
    b->last_ms = now;
    b->drawn = true;
    int cells = total > 0 ? (int)((uint64_t)CELLS * (done < total ? done : total) / total) : 0;
    fprintf(stderr, "\r\033[K%s [%.*s%*s] %u/%u %s", b->label, cells, "##############################", CELLS - cells, "",
            done, total, text != NULL ? text : "");
}

void bar_line(void *context, const char *line)
{
    bar *b = context;

    fprintf(stderr, "%s%s\n", b->drawn ? "\r\033[K" : "", line);
    b->drawn = false;
}

void bar_end(bar *b)
{
    if (b->drawn)
        fputs("\r\033[K", stderr);
    b->drawn = false;
}
