#include "tests/support/rollout_support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"

enum { TARGET_BYTES = 1000 };

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

hash256 support_target_hash(unsigned char number)
{
    const unsigned char blob[TARGET_BYTES] = {number};
    return hash_of(blob, sizeof blob);
}

lathe_status support_target(void *context, const hash256 *hash, bytes *out_blob, lathe_error *err)
{
    (void)context;
    unsigned char blob[TARGET_BYTES] = {0};
    for (blob[0] = 0; blob[0] < SUPPORT_MISSING; blob[0]++) {
        const hash256 found = support_target_hash(blob[0]);
        if (!hash_equal(&found, hash))
            continue;
        blob[TARGET_BYTES - 1] = blob[0] >= SUPPORT_WRONG;
        return bytes_append(out_blob, blob, sizeof blob, err);
    }
    return LATHE_OK;
}

static void print_event(void *context, const char *text)
{
    (void)context;
    if (getenv("LATHE_TEST_VERBOSE"))
        fprintf(stderr, "broker: %s\n", text);
}

broker_options support_broker_options(const char *endpoint, uint64_t epoch)
{
    broker_options options = BROKER_OPTIONS_INIT;
    options.endpoints[0] = endpoint;
    options.epoch = epoch;
    options.heartbeat_ms = 100;
    options.dead_ms = 1500;
    options.target_lookup = support_target;
    options.event = print_event;
    return options;
}

score_job support_job(uint64_t job_id, const char *script, unsigned char target)
{
    score_job job = {.job_id = job_id,
                     .script = {(const unsigned char *)script, strlen(script)},
                     .limits = RUN_LIMITS_INIT};
    job.limits.wall_ms = 2000;
    job.target_hash = support_target_hash(target);
    return job;
}

pid_t support_start_worker(const char *endpoint, int slots, const char *argument, const char *value)
{
    char path[4096], count[16];
    support_path_beside("rollout_worker_main", path, sizeof path);
    snprintf(count, sizeof count, "%d", slots);
    pid_t pid = fork();
    if (pid == 0) {
        execl(path, path, endpoint, count, "500", "20000", argument, value, (char *)NULL);
        _exit(127);
    }
    return pid;
}

int support_wait_exit(pid_t pid, int timeout_ms)
{
    int64_t until = clock_monotonic_ms() + timeout_ms;
    int status;
    while (waitpid(pid, &status, WNOHANG) == 0) {
        if (clock_monotonic_ms() > until)
            return -1;
        usleep(5000);
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
}
