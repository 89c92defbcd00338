/* clock.h: time. Monotonic for waits and durations, wall time for people and databases. Thread-safe. */
#ifndef LATHE_BASE_CLOCK_H
#define LATHE_BASE_CLOCK_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

int64_t clock_monotonic_ns(void);
/* Milliseconds on the monotonic clock. */
int64_t clock_monotonic_ms(void);
/* Milliseconds since 1970-01-01 UTC. */
int64_t clock_wall_ms(void);

#ifdef __cplusplus
}
#endif
#endif
