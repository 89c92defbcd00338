/* progress.c: a bar on a terminal. */
#include "ops/commands/progress.h"

#include <stdio.h>
#include <unistd.h>

#include "base/clock.h"

enum { CELLS = 30, PERIOD_MS = 200 };

void progress_begin(progress_bar *bar, const char *label)
{
    *bar = (progress_bar){.label = label, .terminal = isatty(STDERR_FILENO) == 1};
}

void progress_show(void *context, uint32_t done, uint32_t total, const char *text)
{
    progress_bar *bar = context;
    int64_t now = clock_monotonic_ms();

    if (!bar->terminal || (done < total && now - bar->last_ms < PERIOD_MS))
        return;
    bar->last_ms = now;
    bar->drawn = true;
    int cells = total > 0 ? (int)((uint64_t)CELLS * (done < total ? done : total) / total) : 0;
    fprintf(stderr, "\r\033[K%s [%.*s%*s] %u/%u %s", bar->label, cells, "##############################", CELLS - cells, "",
            done, total, text != NULL ? text : "");
}

void progress_line(void *context, const char *line)
{
    progress_bar *bar = context;

    fprintf(stderr, "%s%s\n", bar->drawn ? "\r\033[K" : "", line);
    bar->drawn = false;
}

void progress_end(progress_bar *bar)
{
    if (bar->drawn)
        fputs("\r\033[K", stderr);
    bar->drawn = false;
}
