#include "base/status.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const struct {
    const char *name;
    bool rewarded;
} failures[] = {
#define FAILURE(symbol, name, rewarded, text) [FAILURE_##symbol] = {name, rewarded},
#include "base/failure.def"
#undef FAILURE
};

const char *failure_name(lathe_failure failure)
{
    return (unsigned)failure < FAILURE_COUNT ? failures[failure].name : "unknown";
}

bool failure_is_rewarded(lathe_failure failure)
{
    return (unsigned)failure < FAILURE_COUNT && failures[failure].rewarded;
}

bool failure_from_name(const char *name, lathe_failure *out)
{
    for (int i = 0; i < FAILURE_COUNT; i++) {
        if (strcmp(failures[i].name, name) == 0) {
            *out = (lathe_failure)i;
            return true;
        }
    }
    return false;
}

static void fill(lathe_error *err, lathe_status status, lathe_failure failure, int line, int column,
                 const char *format, va_list args)
{
    if (!err)
        return;
    /* The arguments may point into the old message. */
    char message[sizeof err->message];
    vsnprintf(message, sizeof message, format, args);
    err->status = status;
    err->failure = failure;
    err->line = line;
    err->column = column;
    memcpy(err->message, message, sizeof message);
}

lathe_status lathe_fail(lathe_error *err, lathe_status status, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fill(err, status, FAILURE_OK, 0, 0, format, args);
    va_end(args);
    return status;
}

lathe_status lathe_fail_script(lathe_error *err, lathe_failure failure, int line, int column, const char *format, ...)
{
    lathe_status status = failure == FAILURE_TIMEOUT || failure == FAILURE_MEMORY ? LATHE_E_LIMIT : LATHE_E_SCRIPT;
    va_list args;
    va_start(args, format);
    fill(err, status, failure, line, column, format, args);
    va_end(args);
    return status;
}
