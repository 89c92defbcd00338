/* progress.h: a bar on a terminal, nothing elsewhere. One thread. */
#ifndef LATHE_OPS_COMMANDS_PROGRESS_H
#define LATHE_OPS_COMMANDS_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

/* Plain data. */
typedef struct progress_bar {
    const char *label;
    bool terminal, drawn;
    int64_t last_ms;
} progress_bar;

void progress_begin(progress_bar *bar, const char *label);
/* context: a progress_bar. Draws at most five times a second; text stands behind the bar, NULL is none. */
void progress_show(void *context, uint32_t done, uint32_t total, const char *text);
/* A line on stderr, above the bar. */
void progress_line(void *context, const char *line);
void progress_end(progress_bar *bar);

#endif
