#include "base/fault_point.h"

#ifdef LATHE_TEST_HOOKS
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void fault_point_reached(const char *name)
{
    static atomic_int reached; /* of the one point that the environment names */
    const char *wanted = getenv("LATHE_FAULT");
    size_t length = strlen(name);
    if (!wanted || strncmp(wanted, name, length) != 0 || wanted[length] != ':')
        return;
    if (atomic_fetch_add(&reached, 1) + 1 == atoi(wanted + length + 1))
        kill(getpid(), SIGKILL);
}
#else
typedef int fault_point_is_compiled_out; /* ISO C wants a declaration */
#endif
