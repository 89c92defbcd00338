/* doctor.c: `lathe doctor`: whether this machine can do the work. */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statfs.h>
#include <sys/sysinfo.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "ops/cli/executors.h"
#include "ops/cli/inputs.h"
#include "ops/cli/json.h"
#include "ops/commands/commands.h"
#include "storage/experiment_db.h"

enum { FINDING_LETTERS = 320, MIN_FREE_MIB = 512 };

static const option options[] = {OPTION_ROW_JSON, OPTION_ROW_DATABASE};

typedef enum verdict { VERDICT_OK, VERDICT_NOTE, VERDICT_BAD } verdict;

static const char *const verdict_names[] = {"ok", "note", "bad"};

static verdict check_machine(const arguments *a, char *out)
{
    struct sysinfo info;

    (void)a;
    if (sysinfo(&info) != 0) {
        snprintf(out, FINDING_LETTERS, "unknown");
        return VERDICT_NOTE;
    }
    snprintf(out, FINDING_LETTERS, "%d processors, %.1f GiB of memory, %.1f free", processor_count(),
             (double)info.totalram * info.mem_unit / (1 << 30), (double)info.freeram * info.mem_unit / (1 << 30));
    return VERDICT_OK;
}

static verdict check_executor(const arguments *a, char *out)
{
    executor_pool *pool = NULL;
    lathe_error err = {0};
    int64_t begun = clock_monotonic_ms();

    (void)a;
    if (executors_start(1, &pool, &err) != LATHE_OK) {
        snprintf(out, FINDING_LETTERS, "%s", err.message);
        return VERDICT_BAD;
    }
    snprintf(out, FINDING_LETTERS, "%.120s, ready in %lld ms", pool_engine(pool), (long long)(clock_monotonic_ms() - begun));
    pool_free(pool);
    return VERDICT_OK;
}

/* `lathe-learner doctor` measures a product of matrices and prints one line; it fails where that is slow. */
static verdict check_learner(const arguments *a, char *out)
{
    char path[PATH_MAX], name[] = "lathe-learner", word[] = "doctor", *argv[] = {name, word, NULL};
    lathe_error err = {0};
    int ends[2], status = 0;
    size_t length = 0;

    (void)a;
    if (program_find("lathe-learner", path, sizeof path, &err) != LATHE_OK) {
        snprintf(out, FINDING_LETTERS, "%.200s; this host can only work", err.message);
        return VERDICT_NOTE;
    }
    pid_t child = pipe(ends) == 0 ? fork() : -1;
    if (child == 0) {
        dup2(ends[1], STDOUT_FILENO);
        close(ends[0]);
        close(ends[1]);
        execv(path, argv);
        _exit(127);
    }
    if (child < 0) {
        snprintf(out, FINDING_LETTERS, "'lathe-learner' cannot be started");
        return VERDICT_BAD;
    }
    close(ends[1]);
    for (ssize_t got = 1; got > 0 && length + 1 < FINDING_LETTERS; length += got > 0 ? (size_t)got : 0)
        got = read(ends[0], out + length, FINDING_LETTERS - 1 - length);
    close(ends[0]);
    out[length] = 0;
    out[strcspn(out, "\n")] = 0;
    waitpid(child, &status, 0);
    if (out[0] == 0)
        snprintf(out, FINDING_LETTERS, "'lathe-learner' does not start");
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? VERDICT_OK : VERDICT_BAD;
}

static void database_folder(const arguments *a, char *out, size_t size)
{
    const char *path = database_path(arguments_text(a, "database", NULL)), *slash = strrchr(path, '/');

    snprintf(out, size, "%.*s", slash == NULL ? 1 : slash == path ? 1 : (int)(slash - path), slash == NULL ? "." : path);
}

static verdict check_disk(const arguments *a, char *out)
{
    /* Network file systems, on which SQLite's shared memory does not work. */
    static const struct {
        long magic;
        const char *name;
    } remote[] = {{0x6969, "NFS"}, {0xff534d42, "CIFS"}, {0xfe534d42, "SMB2"}, {0x0bd00bd0, "Lustre"},
                  {0x65735546, "FUSE"}, {0x47504653, "GPFS"}, {0x00c36400, "Ceph"}, {0x01021997, "9p"}};
    char folder[PATH_MAX];
    struct statfs info;

    database_folder(a, folder, sizeof folder);
    if (statfs(folder, &info) != 0) {
        snprintf(out, FINDING_LETTERS, "there is no folder '%.200s'", folder);
        return VERDICT_BAD;
    }
    for (size_t i = 0; i < sizeof remote / sizeof remote[0]; i++) {
        if ((unsigned long)info.f_type == (unsigned long)remote[i].magic) {
            snprintf(out, FINDING_LETTERS, "'%.150s' is on %s: the database needs a local disk (write-ahead log)", folder,
                     remote[i].name);
            return VERDICT_BAD;
        }
    }
    unsigned long long free_mib = (unsigned long long)info.f_bavail * (unsigned long long)info.f_bsize >> 20;
    snprintf(out, FINDING_LETTERS, "'%.150s' is local, %llu MiB free", folder, free_mib);
    return free_mib >= MIN_FREE_MIB ? VERDICT_OK : VERDICT_BAD;
}

static verdict check_database(const arguments *a, char *out)
{
    const char *path = database_path(arguments_text(a, "database", NULL));
    experiment_db *db = NULL;
    lathe_error err = {0};

    if (access(path, F_OK) != 0) {
        snprintf(out, FINDING_LETTERS, "'%.200s' is not there yet", path);
        return VERDICT_OK;
    }
    if (experiment_db_open(path, EXPERIMENT_DB_READ, 1000, &db, &err) != LATHE_OK) {
        snprintf(out, FINDING_LETTERS, "%s", err.message);
        return VERDICT_BAD;
    }
    snprintf(out, FINDING_LETTERS, "'%.200s' is readable, schema %d", path, experiment_db_schema_version());
    experiment_db_close(db);
    return VERDICT_OK;
}

static const struct {
    const char *name;
    verdict (*check)(const arguments *a, char *out);
} checks[] = {
    {"machine", check_machine},   {"executor", check_executor}, {"learner", check_learner},
    {"disk", check_disk},         {"database", check_database},
};

static lathe_status doctor(const arguments *a, lathe_error *err)
{
    int bad = 0;
    lathe_status st = LATHE_OK;

    for (size_t i = 0; st == LATHE_OK && i < sizeof checks / sizeof checks[0]; i++) {
        char finding[FINDING_LETTERS] = "";
        verdict v = checks[i].check(a, finding);
        bad += v == VERDICT_BAD;
        if (!arguments_flag(a, "json")) {
            printf("%-5s %-9s %s\n", verdict_names[v], checks[i].name, finding);
            continue;
        }
        json_t *object = json_object();
        json_object_set_new(object, "check", json_string(checks[i].name));
        json_object_set_new(object, "verdict", json_string(verdict_names[v]));
        json_object_set_new(object, "finding", json_text(finding));
        st = json_print_line(object, stdout, err);
    }
    if (st == LATHE_OK && bad > 0)
        st = lathe_fail(err, LATHE_E_IO, "%d of the checks failed", bad);
    return st;
}

const cli_command command_doctor = {
    .name = "doctor",
    .usage = "[options]",
    .summary = "check this machine",
    .example = "doctor --database runs/lathe.db",
    .options = options,
    .option_count = sizeof options / sizeof options[0],
    .run = doctor,
};
