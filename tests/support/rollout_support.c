#include "tests/support/rollout_support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void support_path_beside(const char *program, char *out, size_t size)
{
    char own[2048];
    ssize_t length = readlink("/proc/self/exe", own, sizeof own - 1);
    own[length > 0 ? length : 0] = 0;
    char *slash = strrchr(own, '/');
    if (slash)
        *slash = 0;
    snprintf(out, size, "%s/%s", own, program);
}

void support_temporary_path(const char *name, char *out, size_t size)
{
    static unsigned count;
    const char *folder = getenv("TMPDIR");
    snprintf(out, size, "%s/lathe-%s-%d-%u", folder ? folder : "/tmp", name, (int)getpid(), count++);
    unlink(out);
}

executor_request support_score_request(const char *script, const char *target)
{
    return (executor_request){
        .limits = RUN_LIMITS_INIT,
        .source = {.kind = SOURCE_KIND_SCRIPT, .data = {(const unsigned char *)script, strlen(script)}},
        .task = EXECUTOR_SCORE,
        .score = {.target = {(const unsigned char *)target, strlen(target)}},
    };
}

uint64_t support_expected_both(const char *script)
{
    return hash_of(script, strlen(script)).data[0];
}
