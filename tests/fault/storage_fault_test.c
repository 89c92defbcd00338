/* Storage when things fail: every write, sync and allocation once, a full disk, a locked file, a killed writer, two writers,
 * and files that are not what they should be. Nothing acknowledged is lost, nothing is half there. */
#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>
#include <sqlite3.h>

#include "base/file.h"
#include "storage/query.h"
#include "tests/support/storage_fixture.h"
#include "tests/support/storage_failing.h"

static int set_up(void **state)
{
    storage_fixture *f = calloc(1, sizeof *f);
    assert_non_null(f);
    fixture_make_folder(f);
    fixture_open(f);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    storage_fixture *f = *state;
    failing_never();
    fixture_close(f);
    fixture_remove_folder(f);
    free(f);
    return 0;
}

/* One step of a run from end to end on a handle of its own, stopping at the first failure. *out_done counts the calls
 * that were acknowledged. */
static lathe_status write_step(storage_fixture *f, uint32_t step, int *out_done, lathe_error *err)
{
    experiment_step_id id = {.run = f->run.id, .stage = 1, .step = step};
    experiment_metric metric = {"policy/loss", 1};
    experiment_step_report report = {.run = f->run.id, .stage = 1, .step = step, .metrics = &metric, .metric_count = 1};
    experiment_samples loaded = {0};
    experiment_db *db = NULL;
    int64_t rollouts[8];
    *out_done = 0;
    lathe_status st = experiment_db_open(f->path, EXPERIMENT_DB_WRITE, f->busy_ms, &db, err);
    if (st == LATHE_OK)
        st = fixture_commit_samples(f, db, &id, 8, rollouts, err);
    if (st != LATHE_OK)
        goto done;
    ++*out_done;
    st = fixture_accept(db, f->run.id, rollouts, 8, err);
    if (st != LATHE_OK)
        goto done;
    ++*out_done;
    st = fixture_audit(db, f->run.id, rollouts, 4, err);
    if (st != LATHE_OK)
        goto done;
    ++*out_done;
    st = experiment_db_load_samples(db, &id, &loaded, err);
    if (st == LATHE_OK)
        st = experiment_db_commit_step(db, &report, NULL, err);
    if (st != LATHE_OK)
        goto done;
    ++*out_done;
done:
    experiment_samples_clear(&loaded);
    experiment_db_close(db);
    return st;
}

/* All or nothing of each transaction, and at least what was acknowledged. */
static void check_step(const storage_fixture *f, uint32_t step, int done)
{
    char sql[300];
    static const char *const tables[] = {
        "SELECT count(*) FROM rollout JOIN rollout_tokens ON rollout = id JOIN k WHERE stage = 1 AND step = n",
        "SELECT count(*) FROM score JOIN rollout ON rollout.id = rollout JOIN k WHERE stage = 1 AND step = n",
        "SELECT 2 * count(*) FROM audit JOIN rollout ON rollout.id = rollout JOIN k WHERE stage = 1 AND step = n",
        "SELECT 4 * ((SELECT count(*) FROM metric JOIN k WHERE stage = 1 AND step = n) +"
        " (SELECT count(*) FROM rollup JOIN k WHERE stage = 1 AND step = n))",
    };
    for (int i = 0; i < 4; i++) {
        snprintf(sql, sizeof sql, "WITH k(n) AS (SELECT %u) %s", step, tables[i]);
        int64_t rows = fixture_number(f, sql);
        if (rows != 8 && (rows != 0 || i < done))
            fail_msg("step %u after %d calls: %s gives %lld", step, done, sql, (long long)rows);
    }
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'"), 0);
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
}

static void every_write_fails_once(void **state)
{
    storage_fixture *f = *state;
    static const int codes[] = {SQLITE_FULL, SQLITE_IOERR_WRITE, SQLITE_IOERR_FSYNC};
    uint32_t step = 0;
    for (size_t c = 0; c < sizeof codes / sizeof *codes; c++)
        for (long n = 0;; n++, step++) {
            lathe_error err = {0};
            int done = 0;
            failing_write(n, codes[c]);
            lathe_status st = write_step(f, step, &done, &err);
            bool reached = failing_was_reached();
            failing_never();
            check_step(f, step, done);
            if (!reached)
                break;
            /* A failure while the handle closes concerns nobody: the log is there and is read by the next one. */
            assert_true(st == LATHE_E_IO || (st == LATHE_OK && done == 4));
            if (st == LATHE_E_IO)
                assert_non_null(strstr(err.message, f->path));
            if (st == LATHE_E_IO && codes[c] == SQLITE_FULL)
                assert_non_null(strstr(err.message, "the disk is full"));
            assert_true(n < 1000);
        }
    assert_true(step > 12);
}

static void every_allocation_of_sqlite_fails_once(void **state)
{
    storage_fixture *f = *state;
    uint32_t step = 0;
    for (long n = 0;; n += 1 + n / 60, step++) {
        lathe_error err = {0};
        int done = 0;
        failing_allocation(n);
        lathe_status st = write_step(f, step, &done, &err);
        bool reached = failing_was_reached();
        failing_never();
        check_step(f, step, done);
        if (!reached) {
            assert_int_equal(st, LATHE_OK);
            break;
        }
        /* SQLite does without some of what it asks for. */
        assert_true(st == LATHE_E_NOMEM || st == LATHE_OK || st == LATHE_E_IO);
    }
    assert_true(step > 50);
}

static void every_allocation_of_queries_fails_once(void **state)
{
    storage_fixture *f = *state;
    query_options options = {.format = QUERY_JSON};
    int done = 0;
    CHECK_OK(write_step(f, 0, &done, err));
    for (long n = 0;; n += 1 + n / 40) {
        char *text = NULL;
        size_t length = 0;
        lathe_error err = {0};
        experiment_db *db = NULL;
        FILE *out = open_memstream(&text, &length);
        failing_allocation(n);
        lathe_status st = experiment_db_open(f->path, EXPERIMENT_DB_READ, 100, &db, &err);
        if (st == LATHE_OK)
            st = query_report(db, "best", &options, out, &err);
        bool reached = failing_was_reached();
        failing_never();
        experiment_db_close(db);
        fclose(out);
        free(text);
        if (!reached) {
            assert_int_equal(st, LATHE_OK);
            break;
        }
        assert_true(st == LATHE_E_NOMEM || st == LATHE_OK);
    }
}

/* A set made, read and given up; nothing leaks (the sanitizer build looks) and none is half there. */
static lathe_status make_and_read_set(storage_fixture *f, const char *name, lathe_error *err)
{
    experiment_db *db = NULL;
    example_set_info info;
    example_list list = {0};
    bytes blob;
    bool found = false;
    bytes_init(&blob, 1000);
    lathe_status st = experiment_db_open(f->path, EXPERIMENT_DB_WRITE, 100, &db, err);
    if (st == LATHE_OK)
        st = fixture_add_set(db, name, &info, err);
    if (st == LATHE_OK)
        st = example_set_load(db, info.id, EXAMPLE_HELD, 0, &list, err);
    if (st == LATHE_OK)
        st = example_set_target(db, &list.rows[0].target_hash, &blob, &found, err);
    bytes_clear(&blob);
    example_list_clear(&list);
    experiment_db_close(db);
    return st;
}

static void every_allocation_of_sets_fails_once(void **state)
{
    storage_fixture *f = *state;
    for (long n = 0;; n += 1 + n / 60) {
        lathe_error err = {0};
        char name[32];
        example_set_info info;
        snprintf(name, sizeof name, "set-%ld", n);
        failing_allocation(n);
        lathe_status st = make_and_read_set(f, name, &err);
        bool reached = failing_was_reached();
        failing_never();
        if (!reached) {
            assert_int_equal(st, LATHE_OK);
            break;
        }
        assert_true(st == LATHE_E_NOMEM || st == LATHE_E_IO || st == LATHE_OK);
        /* Whatever stands under that name is whole. */
        if (example_set_find(f->db, name, &info, NULL) == LATHE_OK)
            assert_true(hash_equal(&info.content_hash, &f->set.content_hash));
    }
}

static void a_file_that_cannot_grow_stops_the_step(void **state)
{
    storage_fixture *f = *state;
    pid_t child = fork();
    if (child == 0) {
        struct rlimit limit = {.rlim_cur = 64 << 10, .rlim_max = 64 << 10};
        lathe_error err = {0};
        int done = 0;
        signal(SIGXFSZ, SIG_IGN);
        setrlimit(RLIMIT_FSIZE, &limit);
        for (uint32_t step = 0; step < 100; step++)
            if (write_step(f, step, &done, &err) != LATHE_OK)
                _exit(err.status == LATHE_E_IO && strstr(err.message, f->path) ? 0 : 2);
        _exit(3);
    }
    int status = 0;
    waitpid(child, &status, 0);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    check_step(f, 0, 0);
}

static void a_locked_file_is_busy_after_the_bound(void **state)
{
    storage_fixture *f = *state;
    sqlite3 *other = NULL;
    int done = 0;
    assert_int_equal(sqlite3_open(f->path, &other), SQLITE_OK);
    assert_int_equal(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    CHECK_FAILS(LATHE_E_BUSY, "was locked by another process for more than 100 ms", write_step(f, 0, &done, err));
    assert_int_equal(done, 0);
    sqlite3_exec(other, "COMMIT", NULL, NULL, NULL);
    sqlite3_close(other);
    CHECK_OK(write_step(f, 0, &done, err));
}

/* Writes steps from `first` on and says each acknowledged call with a byte. Never returns. */
static void write_for_ever(storage_fixture *f, uint32_t first, int out)
{
    for (uint32_t step = first; step < first + 10000; step++) {
        lathe_error err = {0};
        int done = 0;
        if (write_step(f, step, &done, &err) != LATHE_OK || write(out, "s", 1) != 1)
            _exit(1);
    }
    _exit(0);
}

static void a_killed_writer_loses_nothing_acknowledged(void **state)
{
    storage_fixture *f = *state;
    uint32_t first = 0;
    for (int round = 0; round < 12; round++) {
        int ends[2];
        assert_int_equal(pipe(ends), 0);
        pid_t child = fork();
        if (child == 0) {
#ifdef LATHE_TEST_HOOKS
            /* By count: before and after the commits of the third step in turn. */
            char fault[64];
            snprintf(fault, sizeof fault, "%s:%d", round % 2 ? "storage_commit" : "storage_committed", 8 + round / 2);
            setenv("LATHE_FAULT", fault, 1);
#endif
            write_for_ever(f, first, ends[1]);
        }
        close(ends[1]);
        uint32_t acknowledged = 0;
        char byte;
        while (read(ends[0], &byte, 1) == 1)
#ifdef LATHE_TEST_HOOKS
            acknowledged++;
#else
            if (++acknowledged == 2)
                kill(child, SIGKILL);
#endif
        close(ends[0]);
        int status = 0;
        waitpid(child, &status, 0);
        assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
        assert_true(acknowledged >= 1);
        for (uint32_t i = 0; i < acknowledged; i++)
            check_step(f, first + i, 4);
        check_step(f, first + acknowledged, 0);
        first += acknowledged + 2;
    }
}

static void a_killed_learner_gives_its_run_back(void **state)
{
    storage_fixture *f = *state;
    int ends[2];
    char byte = 0;
    uint64_t epoch = 0;
    experiment_lock *lock = NULL;
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        experiment_db *db = NULL;
        lathe_error err = {0};
        if (experiment_db_open(f->path, EXPERIMENT_DB_WRITE, 0, &db, &err) != LATHE_OK ||
            experiment_db_start_run(db, f->run.id, &lock, &epoch, &err) != LATHE_OK || write(ends[1], "r", 1) != 1)
            _exit(1);
        pause();
        _exit(0);
    }
    assert_int_equal(read(ends[0], &byte, 1), 1);
    char holder[64];
    snprintf(holder, sizeof holder, "run 'first' is being written by process %ld", (long)child);
    CHECK_FAILS(LATHE_E_BUSY, holder, experiment_db_start_run(f->db, f->run.id, &lock, &epoch, err));
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    CHECK_OK(experiment_db_start_run(f->db, f->run.id, &lock, &epoch, err));
    assert_int_equal(epoch, 2);
    experiment_lock_free(lock);
    close(ends[0]);
    close(ends[1]);
}

static int write_steps(storage_fixture *f, const char *run_name, uint32_t count)
{
    storage_fixture mine = *f;
    lathe_error err = {0};
    experiment_db *db = NULL;
    int done = 0;
    if (experiment_db_open(f->path, EXPERIMENT_DB_CREATE, 0, &db, &err) != LATHE_OK ||
        fixture_add_run(db, run_name, &mine.run, &err) != LATHE_OK)
        return 1;
    experiment_db_close(db);
    mine.busy_ms = 0; /* as long as storage waits by itself */
    for (uint32_t step = 0; step < count; step++) {
        if (write_step(&mine, step, &done, &err) != LATHE_OK) {
            fprintf(stderr, "%s\n", err.message);
            return 2;
        }
    }
    return 0;
}

static void two_runs_share_the_file(void **state)
{
    storage_fixture *f = *state;
    enum { WRITERS = 2, STEPS = 20 };
    pid_t children[WRITERS];
    for (int i = 0; i < WRITERS; i++) {
        children[i] = fork();
        if (children[i] == 0)
            _exit(write_steps(f, i ? "left" : "right", STEPS));
    }
    for (int i = 0; i < WRITERS; i++) {
        int status = 0;
        waitpid(children[i], &status, 0);
        assert_true(WIFEXITED(status));
        assert_int_equal(WEXITSTATUS(status), 0);
    }
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM step"), WRITERS * STEPS);
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM score"), WRITERS * STEPS * 8);
}

static void two_processes_make_the_file_at_once(void **state)
{
    storage_fixture *f = *state;
    enum { MAKERS = 4, ROUNDS = 5 };
    char path[128];
    snprintf(path, sizeof path, "%s/new.db", f->folder);
    for (int round = 0; round < ROUNDS; round++) {
        pid_t children[MAKERS];
        for (int i = 0; i < MAKERS; i++) {
            children[i] = fork();
            if (children[i] == 0) {
                experiment_db *db = NULL;
                experiment_run run;
                lathe_error err = {0};
                lathe_status st = experiment_db_open(path, EXPERIMENT_DB_CREATE, 0, &db, &err);
                if (st == LATHE_OK)
                    st = fixture_add_run(db, NULL, &run, &err);
                experiment_db_close(db);
                if (st != LATHE_OK)
                    fprintf(stderr, "%s\n", err.message);
                _exit(st != LATHE_OK);
            }
        }
        for (int i = 0; i < MAKERS; i++) {
            int status = 0;
            waitpid(children[i], &status, 0);
            assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
        }
        assert_int_equal(unlink(path), 0);
    }
}

static void put_file(const storage_fixture *f, const char *name, const char *sql, char *out_path, size_t size)
{
    sqlite3 *db = NULL;
    snprintf(out_path, size, "%s/%s", f->folder, name);
    assert_int_equal(sqlite3_open(out_path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(db);
}

static void a_file_that_is_no_database_of_lathe_is_named(void **state)
{
    storage_fixture *f = *state;
    experiment_db *db = NULL;
    char path[128];
    for (int mode = EXPERIMENT_DB_CREATE; mode <= EXPERIMENT_DB_READ; mode++) {
        snprintf(path, sizeof path, "%s/text.db", f->folder);
        CHECK_OK(file_write_atomically(path, "this is a long text and not a database, whatever its name says\n", 63, err));
        CHECK_FAILS(LATHE_E_INPUT, "is not a database", experiment_db_open(path, (experiment_db_mode)mode, 0, &db, err));
        put_file(f, "other.db", "CREATE TABLE IF NOT EXISTS t (i)", path, sizeof path);
        CHECK_FAILS(LATHE_E_INPUT, "another program", experiment_db_open(path, (experiment_db_mode)mode, 0, &db, err));
        put_file(f, "newer.db", "PRAGMA application_id = 1819568229; PRAGMA user_version = 99; CREATE TABLE IF NOT EXISTS t (i)", path,
                 sizeof path);
        CHECK_FAILS(LATHE_E_INPUT, "has schema 99", experiment_db_open(path, (experiment_db_mode)mode, 0, &db, err));
    }
    CHECK_FAILS(LATHE_E_INPUT, "there is no database", experiment_db_open("/no/such.db", EXPERIMENT_DB_READ, 0, &db, err));
    CHECK_FAILS(LATHE_E_IO, "cannot use database '/no/such.db'", experiment_db_open("/no/such.db", EXPERIMENT_DB_CREATE, 0, &db, err));
    put_file(f, "empty.db", "PRAGMA user_version = 0", path, sizeof path);
    CHECK_FAILS(LATHE_E_INPUT, "is empty", experiment_db_open(path, EXPERIMENT_DB_WRITE, 0, &db, err));
    CHECK_FAILS(LATHE_E_INPUT, "path has", experiment_db_open("", EXPERIMENT_DB_CREATE, 0, &db, err));
}

static lathe_status load_step(const storage_fixture *f, lathe_error *err)
{
    experiment_step_id id = {.run = f->run.id, .stage = 1, .step = 0};
    experiment_samples loaded = {0};
    experiment_db *db = NULL;
    lathe_status st = experiment_db_open(f->path, EXPERIMENT_DB_READ, 0, &db, err);
    if (st == LATHE_OK)
        st = experiment_db_load_samples(db, &id, &loaded, err);
    experiment_samples_clear(&loaded);
    experiment_db_close(db);
    return st;
}

static void a_damaged_page_is_an_error(void **state)
{
    storage_fixture *f = *state;
    int done = 0;
    CHECK_OK(write_step(f, 0, &done, err));
    CHECK_OK(load_step(f, err));
    fixture_close(f);
    int file = open(f->path, O_RDWR);
    off_t size = lseek(file, 0, SEEK_END);
    char noise[4096];
    memset(noise, 0xa5, sizeof noise);
    /* From the last page on, until somebody notices. */
    for (off_t at = size - 4096; at > 0; at -= 4096) {
        lathe_error err = {0};
        assert_int_equal(pwrite(file, noise, sizeof noise, at), sizeof noise);
        if (load_step(f, &err) != LATHE_OK) {
            assert_int_equal(err.status, LATHE_E_INPUT);
            assert_non_null(strstr(err.message, "is damaged"));
            close(file);
            return;
        }
    }
    fail_msg("a file of noise was read");
}

int main(void)
{
    failing_install();
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        TEST(every_write_fails_once),
        TEST(every_allocation_of_sqlite_fails_once),
        TEST(every_allocation_of_queries_fails_once),
        TEST(every_allocation_of_sets_fails_once),
        TEST(a_file_that_cannot_grow_stops_the_step),
        TEST(a_locked_file_is_busy_after_the_bound),
        TEST(a_killed_writer_loses_nothing_acknowledged),
        TEST(a_killed_learner_gives_its_run_back),
        TEST(two_runs_share_the_file),
        TEST(two_processes_make_the_file_at_once),
        TEST(a_file_that_is_no_database_of_lathe_is_named),
        TEST(a_damaged_page_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
