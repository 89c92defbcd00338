/* Old databases: each schema's stored one is migrated, keeps what it had, and goes on. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>
#include <sqlite3.h>

#include "base/file.h"
#include "storage/query.h"
#include "tests/support/storage_fixture.h"

static void restore(storage_fixture *f, int version)
{
    char path[64];
    bytes sql;
    sqlite3 *db = NULL;
    fixture_make_folder(f);
    snprintf(path, sizeof path, "tests/fixtures/storage-%03d.sql", version);
    bytes_init(&sql, 16 << 20);
    CHECK_OK(file_read(path, &sql, err));
    assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
    if (sqlite3_exec(db, (char *)sql.data, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s: %s", path, sqlite3_errmsg(db));
    sqlite3_close(db);
    bytes_clear(&sql);
}

/* The text of every table, index and trigger, in order. */
static char *schema_of(const char *path)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *statement = NULL;
    assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, "SELECT group_concat(name || type, ' ') FROM (SELECT * FROM sqlite_schema ORDER BY name)",
                                        -1, &statement, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    char *text = strdup((const char *)sqlite3_column_text(statement, 0));
    sqlite3_finalize(statement);
    sqlite3_close(db);
    return text;
}

/* From schema 2 on. */
static void check_audits(storage_fixture *f)
{
    experiment_step_counts counts;
    experiment_score score;
    bool found = false;
    const hash256 normal = fixture_normal(0);
    CHECK_OK(experiment_db_count_step(f->db, f->run.id, 1, 0, &counts, err));
    assert_true(counts.samples == 6 && counts.audits == 4 && counts.disagreements == 2 && counts.failed_audits == 1);
    CHECK_OK(experiment_db_find_score(f->db, "r = 0", 5, &normal, f->train.rows[0].id, &fixture_engine, &score, &found, err));
    assert_true(found);
}

/* From schema 3 on. */
static void check_chamfer(storage_fixture *f)
{
    experiment_step_id step = {.run = f->run.id, .stage = 1, .step = 1};
    experiment_score scores[6];
    bool found[6];
    uint32_t missing = 0;
    CHECK_OK(experiment_db_load_scores(f->db, &step, scores, found, 6, &missing, err));
    assert_true(!scores[0].has_chamfer && scores[1].has_chamfer && scores[1].chamfer == 2.5);
}

/* From schema 5 on; older scores do not know. */
static void check_ways(storage_fixture *f, int version)
{
    experiment_step_id step = {.run = f->run.id, .stage = 1, .step = 1};
    experiment_score scores[6];
    bool found[6];
    uint32_t missing = 0;
    CHECK_OK(experiment_db_load_scores(f->db, &step, scores, found, 6, &missing, err));
    for (int i = 0; i < 3; i++)
        assert_int_equal(scores[i].lazy, version >= 5 ? i - 1 : -1);
}

static void check_content(storage_fixture *f)
{
    experiment_step_id step = {.stage = 1, .step = 1};
    experiment_samples samples;
    experiment_score scores[6];
    bool found[6];
    uint32_t missing = 0;
    example_set_info set;
    CHECK_OK(experiment_db_find_run(f->db, "first", &f->run, err));
    assert_true(f->run.seed == UINT64_MAX - 1);
    step.run = f->run.id;
    CHECK_OK(experiment_db_load_samples(f->db, &step, &samples, err));
    assert_int_equal(samples.count, 6);
    assert_int_equal(samples.rows[2].ids[1], 1021);
    assert_true(samples.rows[2].logp[1] == -2.25f);
    experiment_samples_clear(&samples);
    CHECK_OK(experiment_db_load_scores(f->db, &step, scores, found, 6, &missing, err));
    assert_int_equal(missing, 3);
    assert_true(scores[1].reward == 0.6);
    CHECK_OK(example_set_find(f->db, "parts", &set, err));
    assert_int_equal(set.train, FIXTURE_TRAIN);
    CHECK_OK(example_set_load(f->db, set.id, EXAMPLE_TRAIN, 0, &f->train, err));
    assert_int_equal(f->train.rows[5].point_count, FIXTURE_POINTS);
    bytes target;
    bool has_target = false;
    bytes_init(&target, 1000);
    CHECK_OK(example_set_target(f->db, &f->train.rows[2].target_hash, &target, &has_target, err));
    assert_string_equal((char *)target.data, "target of part 2");
    bytes_clear(&target);
}

static void check_goes_on(storage_fixture *f)
{
    experiment_step_id step = {.run = f->run.id, .stage = 1, .step = 2};
    experiment_step_report report = {.run = f->run.id, .stage = 1, .step = 2};
    query_options options = {.format = QUERY_JSON};
    int64_t rollouts[4];
    FILE *out = fopen("/dev/null", "w");
    CHECK_OK(fixture_commit_samples(f, f->db, &step, 4, rollouts, err));
    CHECK_OK(fixture_accept(f->db, f->run.id, rollouts, 4, err));
    CHECK_OK(experiment_db_commit_step(f->db, &report, NULL, err));
    size_t count = 0;
    const query_report_info *reports = query_reports(&count);
    for (size_t i = 0; i < count; i++)
        CHECK_OK(query_report(f->db, reports[i].name, &options, out, err));
    fclose(out);
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'"), 0);
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
}

static void every_old_database_migrates(void **state)
{
    (void)state;
    storage_fixture fresh;
    fixture_make_folder(&fresh);
    fixture_open(&fresh);
    char *wanted = schema_of(fresh.path);
    for (int version = 1; version <= experiment_db_schema_version(); version++) {
        storage_fixture f;
        experiment_db *reader = NULL;
        restore(&f, version);
        if (version < experiment_db_schema_version())
            CHECK_FAILS(LATHE_E_INPUT, "older than", experiment_db_open(f.path, EXPERIMENT_DB_READ, 0, &reader, err));
        CHECK_OK(experiment_db_open(f.path, EXPERIMENT_DB_WRITE, 0, &f.db, err));
        char *schema = schema_of(f.path);
        assert_string_equal(schema, wanted);
        free(schema);
        check_content(&f);
        if (version >= 2)
            check_audits(&f);
        if (version >= 3)
            check_chamfer(&f);
        check_ways(&f, version);
        check_goes_on(&f);
        fixture_close(&f);
        fixture_remove_folder(&f);
    }
    free(wanted);
    fixture_close(&fresh);
    fixture_remove_folder(&fresh);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_old_database_migrates)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
