/* status.h: how every function of lathe reports success and failure.
 *
 * A function that can fail returns lathe_status and takes a lathe_error last. The error is written only on
 * failure; other outputs are untouched then. Lower layers' messages pass up unchanged. Messages are lower case,
 * without a full stop, the failure first, names in single quotes. */
#ifndef LATHE_BASE_STATUS_H
#define LATHE_BASE_STATUS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum lathe_status {
    LATHE_OK = 0,
    LATHE_E_SCRIPT = -1, /* the model wrote a bad script: a normal result; lathe_error.failure says which */
    LATHE_E_LIMIT = -2,  /* the script spent its step, memory or time budget: a result too */
    LATHE_E_NOMEM = -3,  /* from here down the fault is ours or our environment's: never a reward */
    LATHE_E_IO = -4,
    LATHE_E_INPUT = -5,  /* a file, message, configuration or argument that a person gave is malformed */
    LATHE_E_BUSY = -6,   /* a lock or a peer did not answer within its bound */
    LATHE_E_BUG = -7,
    LATHE_E_EXACT = -8,  /* no fault: reward/lazy leaves it to the exact kernel; never passes further up */
} lathe_status;

/* Every way in which a sample ends. See failure.def for names and which of them carry a reward. */
typedef enum lathe_failure {
#define FAILURE(symbol, name, rewarded, text) FAILURE_##symbol,
#include "base/failure.def"
#undef FAILURE
    FAILURE_COUNT
} lathe_failure;

/* The name used in databases, JSON and configurations, e.g. "timeout". Static storage. */
const char *failure_name(lathe_failure failure);
/* True for `ok` and the failures of a script; false for `unsupported` and faults of the infrastructure. */
bool failure_is_rewarded(lathe_failure failure);
/* False if no failure has that name; *out is untouched then. */
bool failure_from_name(const char *name, lathe_failure *out);

/* Fixed size, so that reporting out-of-memory needs no memory. */
typedef struct lathe_error {
    lathe_status status;
    lathe_failure failure; /* meaningful for LATHE_E_SCRIPT and LATHE_E_LIMIT */
    int line, column;      /* place in a script or file, 1-based; 0 when there is none */
    char message[256];
} lathe_error;

/* Fills *err (NULL is fine) and returns status, so that `return lathe_fail(...)` reads as one sentence.
 * LATHE_OK must not be passed. */
lathe_status lathe_fail(lathe_error *err, lathe_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* A fault of the script, at a place in it. Returns LATHE_E_LIMIT for FAILURE_TIMEOUT and FAILURE_MEMORY, else
 * LATHE_E_SCRIPT. */
lathe_status lathe_fail_script(lathe_error *err, lathe_failure failure, int line, int column, const char *format, ...)
    __attribute__((format(printf, 5, 6)));

#ifdef __cplusplus
}
#endif
#endif
