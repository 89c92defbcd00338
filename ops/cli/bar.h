/* bar.h: a bar on a terminal, nothing elsewhere. One thread. */
#ifndef LATHE_OPS_CLI_BAR_H
#define LATHE_OPS_CLI_BAR_H

#include <stdbool.h>
#include <stdint.h>

/* Plain data. */
typedef struct bar {
    const char *label;
    bool terminal, drawn;
    int64_t last_ms;
} bar;

void bar_begin(bar *b, const char *label);
/* context: a bar. Draws at most five times a second; text stands behind the bar, NULL is none. */
void bar_show(void *context, uint32_t done, uint32_t total, const char *text);
/* A line on stderr, above the bar. */
void bar_line(void *context, const char *line);
void bar_end(bar *b);

#endif
