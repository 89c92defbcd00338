/* run_test.c: a training run that is killed and resumed ends with the weights of one that was not.
 *
 * The learner is killed by SIGKILL once in each phase of a PPO step, by count (base/fault_point.h), from one SFT checkpoint; workers
 * and executors are killed while it goes on. Needs the three programs, built with LATHE_TEST_HOOKS. */
#include <dirent.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/support/program.h"

enum { KILLED = 128 + SIGKILL, HASH_LETTERS = 64, RUN_SECONDS = 300 };

static char whole[HASH_LETTERS + 1]; /* the final weights of the run that nobody killed */

static void nap(long milliseconds)
{
    const struct timespec pause = {0, milliseconds * 1000000};

    nanosleep(&pause, NULL);
}

/* One value of the run's database in `folder`. */
static void ask(const char *folder, const char *sql, char *out, size_t size)
{
    program_result r;

    program_run(&r, "lathe query --database %s/lathe.db --format csv --sql \"%s\" | tail -n 1", folder, sql);
    assert_int_equal(r.status, 0);
    r.out[strcspn(r.out, "\r\n")] = 0;
    snprintf(out, size, "%s", r.out);
    program_clear(&r);
}

static long ask_number(const char *folder, const char *sql)
{
    char text[64];

    ask(folder, sql, text, sizeof text);
    return strtol(text, NULL, 10);
}

static void final_hash(const char *folder, char out[HASH_LETTERS + 1])
{
    ask(folder, "SELECT hex(hash) FROM checkpoint ORDER BY stage DESC, step DESC LIMIT 1", out, HASH_LETTERS + 1);
    assert_int_equal(strlen(out), HASH_LETTERS);
}

/* Every rollout has exactly one score (the table's key), none is an infrastructure fault, none is missing. */
static void check_scores(const char *folder)
{
    assert_int_equal(ask_number(folder, "SELECT count(*) FROM rollout WHERE id NOT IN (SELECT rollout FROM score)"), 0);
    assert_int_equal(ask_number(folder, "SELECT count(*) FROM score WHERE failure IN ('worker_lost', 'target_missing', "
                                        "'metric_failed')"), 0);
    assert_int_equal(ask_number(folder, "SELECT count(*) FROM lease"), 0);
    assert_true(ask_number(folder, "SELECT count(*) FROM score") > 40);
    assert_int_equal(ask_number(folder, "SELECT count(*) FROM run WHERE state <> 'finished'"), 0);
}

/* A run with little SFT and many steps, so that there is time to disturb it. */
static pid_t start_long(const char *folder)
{
    program_expect(0, "mkdir %s", folder);
    return program_start("exec lathe train %s/configs/smoke.yaml --database %s/lathe.db --set run.name=r --set sft.max_steps=20 "
                         "--set ppo.steps=80 --set run.threads=1", program_source_folder(), folder);
}

/* The final weights of such a run that nobody disturbed. */
static const char *long_whole(void)
{
    static char hash[HASH_LETTERS + 1];

    if (hash[0] == 0) {
        assert_int_equal(program_wait(start_long("undisturbed"), RUN_SECONDS), 0);
        final_hash("undisturbed", hash);
    }
    return hash;
}

/* SFT once; the copy `base` stands at its end, before PPO's first sample. */
static int make_base(void **state)
{
    (void)state;
    program_enter_folder();
    if (!program_is_built("lathe-executor") || !program_is_built("lathe-learner"))
        return 0;
    program_expect(0, "mkdir base");
    program_result r;
    program_run(&r, "LATHE_FAULT=sample:1 lathe train %s/configs/smoke.yaml --database base/lathe.db --set run.name=r --set "
                    "run.threads=1", program_source_folder());
    if (r.status != KILLED)
        print_message("the first part ended with %d: %s\n", r.status, r.err);
    int made = r.status == KILLED ? 0 : -1;
    program_clear(&r);
    if (made == 0) {
        program_expect(0, "cp -r base whole && lathe resume latest --database whole/lathe.db");
        final_hash("whole", whole);
        check_scores("whole");
    }
    return made;
}

static int leave(void **state)
{
    (void)state;
    program_leave_folder();
    return 0;
}

static void kill_in(const char *phase, int count)
{
    char hash[HASH_LETTERS + 1];

    if (!program_is_built("lathe-executor") || !program_is_built("lathe-learner"))
        skip();
    program_expect(0, "cp -r base %s", phase);
    program_expect(KILLED, "LATHE_FAULT=%s:%d lathe resume latest --database %s/lathe.db", phase, count, phase);
    program_expect(0, "lathe resume latest --database %s/lathe.db", phase);
    final_hash(phase, hash);
    assert_string_equal(hash, whole);
    check_scores(phase);
}

static void killed_while_sampling(void **state)
{
    (void)state;
    kill_in("sample", 3);
}

static void killed_while_waiting_for_scores(void **state)
{
    (void)state;
    kill_in("await", 3);
}

static void killed_in_the_update(void **state)
{
    (void)state;
    kill_in("update", 3);
}

static void killed_while_writing_a_checkpoint(void **state)
{
    (void)state;
    kill_in("checkpoint", 1);
}

static void killed_while_committing(void **state)
{
    (void)state;
    kill_in("commit", 3);
}

/* SIGKILL for one process whose command line begins with `program` and that descends from `ancestor`. */
static bool kill_one(pid_t ancestor, const char *program)
{
    DIR *folder = opendir("/proc");
    struct dirent *entry;
    bool killed = false;

    while (folder != NULL && !killed && (entry = readdir(folder)) != NULL) {
        char path[300], text[512] = "";
        pid_t pid = (pid_t)atoi(entry->d_name), parent = pid;
        snprintf(path, sizeof path, "/proc/%.20s/cmdline", entry->d_name);
        FILE *f = pid > 0 ? fopen(path, "r") : NULL;
        if (f == NULL)
            continue;
        size_t length = fread(text, 1, sizeof text - 1, f);
        fclose(f);
        for (size_t i = 0; i + 1 < length; i++)
            text[i] = text[i] == 0 ? ' ' : text[i];
        while (strstr(text, program) != NULL && parent > 1 && parent != ancestor) {
            int up = 0;
            snprintf(path, sizeof path, "/proc/%d/stat", (int)parent);
            f = fopen(path, "r");
            if (f == NULL || fscanf(f, "%*d (%*[^)]) %*c %d", &up) != 1)
                up = 0;
            if (f != NULL)
                fclose(f);
            parent = up;
        }
        if (parent == ancestor && pid != ancestor)
            killed = kill(pid, SIGKILL) == 0;
    }
    if (folder != NULL)
        closedir(folder);
    return killed;
}

static void workers_and_executors_may_die(void **state)
{
    (void)state;
    char hash[HASH_LETTERS + 1];
    int workers = 0, executors = 0;

    if (!program_is_built("lathe-executor") || !program_is_built("lathe-learner"))
        skip();
    pid_t learner = start_long("dying");
    for (int i = 0; i < 2000 && access("dying/r", F_OK) != 0; i++)
        nap(10);
    for (int i = 0; i < 2000 && (workers < 2 || executors < 3); i++) {
        long scores = ask_number("dying", "SELECT count(*) FROM score");
        if (scores > 10 * (workers + executors + 1) && executors < 3 && executors <= workers)
            executors += kill_one(learner, "lathe-executor");
        else if (scores > 10 * (workers + executors + 1) && workers < 2)
            workers += kill_one(learner, "lathe work");
        nap(10);
    }
    assert_int_equal(program_wait(learner, RUN_SECONDS), 0);
    assert_true(workers >= 1 && executors >= 1);
    final_hash("dying", hash);
    assert_string_equal(hash, long_whole());
    check_scores("dying");
}

/* The first signal finishes the step; the run can be resumed to the same end. A second learner is refused meanwhile. */
static void a_signal_ends_a_step_and_a_second_learner_is_refused(void **state)
{
    (void)state;
    char hash[HASH_LETTERS + 1], text[64];

    if (!program_is_built("lathe-executor") || !program_is_built("lathe-learner"))
        skip();
    pid_t learner = start_long("asked");
    for (int i = 0; i < 2000 && access("asked/r", F_OK) != 0; i++)
        nap(10);
    for (int i = 0; i < 2000 && ask_number("asked", "SELECT count(*) FROM step WHERE stage = 1") < 1; i++)
        nap(10);
    kill(learner, SIGSTOP); /* so that the run does not end while the second one starts */
    program_expect_error(1, "'r'", "lathe resume latest --database asked/lathe.db");
    kill(learner, SIGINT);
    kill(learner, SIGCONT);
    assert_int_equal(program_wait(learner, RUN_SECONDS), 0);
    ask("asked", "SELECT state FROM run", text, sizeof text);
    assert_string_equal(text, "stopped");
    assert_true(ask_number("asked", "SELECT max(step) FROM step WHERE stage = 1") < 80);
    program_expect(0, "lathe resume latest --database asked/lathe.db");
    final_hash("asked", hash);
    check_scores("asked");
    assert_string_equal(hash, long_whole());
}

/* Chords of round parts are what exact and lazy differ by, so a bound of 0 finds some; no audit changes what is learned, and one
 * that a kill interrupted is made up for. */
static void audits_find_chords_and_change_nothing(void **state)
{
    (void)state;
    char hashes[2][HASH_LETTERS + 1];
    const char *set = "--set rollout.mode=lazy --set run.threads=1 --set run.name=r --set ppo.prompts=16 --set audit.bound=0";

    if (!program_is_built("lathe-executor") || !program_is_built("lathe-learner"))
        skip();
    program_expect(0, "mkdir audited && cp -r audited plain");
    program_expect(0, "lathe train %s/configs/smoke.yaml --database plain/lathe.db %s --set audit.share=0", program_source_folder(), set);
    program_expect(KILLED, "LATHE_FAULT=await:4 lathe train %s/configs/smoke.yaml --database audited/lathe.db %s --set audit.share=1",
                   program_source_folder(), set);
    program_expect(0, "lathe resume latest --database audited/lathe.db");
    final_hash("plain", hashes[0]);
    final_hash("audited", hashes[1]);
    assert_string_equal(hashes[1], hashes[0]);
    check_scores("audited");
    assert_int_equal(ask_number("plain", "SELECT count(*) FROM audit"), 0);
    assert_int_equal(ask_number("audited", "SELECT count(*) FROM score WHERE (lazy IS NULL OR lazy) <> (rollout IN (SELECT rollout FROM "
                                           "audit))"), 0);
    assert_int_equal(ask_number("audited", "SELECT count(*) FROM audit a JOIN score s ON s.rollout = a.rollout WHERE a.mode <> "
                                           "'exact' OR a.verdict = 'failed' OR a.failure <> s.failure OR a.difference > .01"), 0);
    long found = ask_number("audited", "SELECT count(*) FROM audit WHERE verdict = 'disagrees'");
    assert_true(found > 0);
    assert_int_equal(ask_number("audited", "SELECT count(*) FROM event WHERE kind = 'disagreement'"), found);
    assert_int_equal(ask_number("audited", "SELECT sum(value) FROM metric WHERE name = 'audit/disagreements'"), found);
    program_expect(0, "test $(lathe query disagreements --database audited/lathe.db --json | wc -l) = %ld", found);
}

/* The same run again in the same file: every score is found there, and the weights are the same. */
static void a_repeated_run_asks_no_worker(void **state)
{
    (void)state;
    char hash[HASH_LETTERS + 1];

    if (!program_is_built("lathe-executor") || !program_is_built("lathe-learner"))
        skip();
    program_expect(0, "cp -r whole repeated");
    program_expect(0, "lathe train %s/configs/smoke.yaml --database repeated/lathe.db --set run.name=again --set run.threads=1 "
                   "--set audit.share=0", program_source_folder());
    final_hash("repeated", hash);
    assert_string_equal(hash, whole);
    const char *scored = "SELECT count(*) FROM score s JOIN rollout r ON r.id = s.rollout WHERE r.run = 2 AND s.worker IS NOT NULL";
    assert_int_equal(ask_number("repeated", scored), 0);
    assert_int_equal(ask_number("repeated", "SELECT sum(value) = (SELECT count(*) FROM rollout WHERE run = 2) FROM metric WHERE run = 2 "
                                            "AND name = 'cache/hits'"), 1);
}

/* A spoilt checkpoint or a missing set is one line, and nothing is lost. */
static void a_spoilt_checkpoint_is_refused_by_name(void **state)
{
    (void)state;
    char path[512];

    if (!program_is_built("lathe-executor") || !program_is_built("lathe-learner"))
        skip();
    program_expect(0, "cp -r base spoilt");
    ask("spoilt", "SELECT path FROM checkpoint ORDER BY stage DESC, step DESC LIMIT 1", path, sizeof path);
    program_expect(0, "printf x | dd of=spoilt/%s/model.safetensors bs=1 seek=5000 conv=notrunc", path);
    program_result r;
    program_run(&r, "lathe resume latest --database spoilt/lathe.db");
    assert_true(r.status == 1 || r.status == 2);
    assert_non_null(strstr(r.err, "checkpoint"));
    program_clear(&r);
    assert_int_equal(ask_number("spoilt", "SELECT count(*) FROM step WHERE stage = 1"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(killed_while_sampling),
        cmocka_unit_test(killed_while_waiting_for_scores),
        cmocka_unit_test(killed_in_the_update),
        cmocka_unit_test(killed_while_writing_a_checkpoint),
        cmocka_unit_test(killed_while_committing),
        cmocka_unit_test(workers_and_executors_may_die),
        cmocka_unit_test(a_signal_ends_a_step_and_a_second_learner_is_refused),
        cmocka_unit_test(audits_find_chords_and_change_nothing),
        cmocka_unit_test(a_repeated_run_asks_no_worker),
        cmocka_unit_test(a_spoilt_checkpoint_is_refused_by_name),
    };
    return cmocka_run_group_tests(tests, make_base, leave);
}
