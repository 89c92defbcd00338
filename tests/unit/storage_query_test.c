/* Reports and read-only SQL: the fields that scripts rely on, formats that any bytes survive, and nothing but reading. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "storage/query.h"
#include "tests/support/storage_fixture.h"

typedef struct query_fixture {
    storage_fixture base;
    experiment_db *reader;
    char *text; /* of the last query */
    size_t length;
} query_fixture;

static void fill(storage_fixture *f)
{
    for (uint32_t step = 0; step < 3; step++) {
        experiment_step_id id = {.run = f->run.id, .stage = 1, .step = step};
        experiment_metric metrics[] = {{"policy/loss", step == 1 ? NAN : 0.1}, {"timing/total", 1.25}};
        experiment_step_report report = {.run = f->run.id, .stage = 1, .step = step, .metrics = metrics, .metric_count = 2};
        int64_t rollouts[10];
        CHECK_OK(fixture_commit_samples(f, f->db, &id, 10, rollouts, err));
        CHECK_OK(fixture_accept(f->db, f->run.id, rollouts, 10, err));
        CHECK_OK(fixture_audit(f->db, f->run.id, rollouts, 4, err));
        id.purpose = EXPERIMENT_HELD_SAMPLED;
        CHECK_OK(fixture_commit_samples(f, f->db, &id, 5, rollouts, err));
        CHECK_OK(fixture_accept(f->db, f->run.id, rollouts, 5, err));
        CHECK_OK(experiment_db_commit_step(f->db, &report, NULL, err));
    }
    experiment_step_report sft = {.run = f->run.id, .stage = 0, .step = 1};
    CHECK_OK(experiment_db_commit_step(f->db, &sft, NULL, err));
    CHECK_OK(experiment_db_note_worker(f->db, f->run.id, "host:0:1", "host", 2, err));
    CHECK_OK(experiment_db_add_event(f->db, f->run.id, "start", "epoch 1", err));
    CHECK_OK(experiment_db_add_event(f->db, 0, "note", "of the file", err));
}

static int set_up(void **state)
{
    query_fixture *f = calloc(1, sizeof *f);
    assert_non_null(f);
    fixture_make_folder(&f->base);
    fixture_open(&f->base);
    fill(&f->base);
    CHECK_OK(experiment_db_open(f->base.path, EXPERIMENT_DB_READ, 0, &f->reader, err));
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    query_fixture *f = *state;
    free(f->text);
    experiment_db_close(f->reader);
    fixture_close(&f->base);
    fixture_remove_folder(&f->base);
    free(f);
    return 0;
}

static FILE *open_text(query_fixture *f)
{
    free(f->text);
    f->text = NULL;
    return open_memstream(&f->text, &f->length);
}

static lathe_status report(query_fixture *f, const char *name, query_format format, const char *run, lathe_error *err)
{
    query_options options = {.format = format, .run = run};
    FILE *out = open_text(f);
    lathe_status st = query_report(f->reader, name, &options, out, err);
    fclose(out);
    return st;
}

static lathe_status sql(query_fixture *f, const char *text, query_format format, lathe_error *err)
{
    FILE *out = open_text(f);
    lathe_status st = query_sql(f->reader, text, format, 1, out, err);
    fclose(out);
    return st;
}

static void rewards_have_exactly_the_promised_fields(void **state)
{
    query_fixture *f = *state;
    CHECK_OK(report(f, "rewards", QUERY_JSON, NULL, err));
    const char *first = strchr(f->text, '\n') + 1;
    assert_memory_equal(f->text, "{\"run\": \"first\", \"stage\": \"sft\", \"step\": 1, \"samples\": 0, \"reward_mean\": null,"
                                 " \"reward_std\": null, \"iou_mean\": null, \"valid_rate\": null, \"loss\": null,"
                                 " \"seconds\": null}\n", (size_t)(first - f->text));
    const char *wanted = "{\"run\": \"first\", \"stage\": \"ppo\", \"step\": 0, \"samples\": 10, \"reward_mean\": 0.35";
    assert_memory_equal(first, wanted, strlen(wanted));
    assert_non_null(strstr(first, "\"valid_rate\": 0.5, \"loss\": 0.1, \"seconds\": 1.25}\n"));
    assert_non_null(strstr(first, "\"step\": 1, \"samples\": 10"));
    assert_non_null(strstr(first, "\"loss\": null, \"seconds\": 1.25}\n")); /* the step whose loss was no number */
}

static void every_report_runs_in_every_format(void **state)
{
    query_fixture *f = *state;
    size_t count = 0;
    const query_report_info *list = query_reports(&count);
    assert_true(count >= 13);
    for (size_t i = 0; i < count; i++)
        for (int format = QUERY_TABLE; format <= QUERY_JSON; format++)
            for (int run = 0; run < 2; run++) {
                CHECK_OK(report(f, list[i].name, (query_format)format, run ? "first" : NULL, err));
                bool may_be_empty = strcmp(list[i].name, "checkpoints") == 0;
                assert_true(may_be_empty || f->length > 10);
            }
}

static void reports_count_what_is_there(void **state)
{
    query_fixture *f = *state;
    CHECK_OK(report(f, "failures", QUERY_CSV, "latest", err));
    assert_non_null(strstr(f->text, "first,ok,18,0.4,"));
    assert_non_null(strstr(f->text, ",\"line of text, with \"\"quotes\"\"\"\r\n"));
    CHECK_OK(report(f, "unsupported", QUERY_JSON, NULL, err));
    assert_non_null(strstr(f->text, "\"samples\": 9"));
    CHECK_OK(report(f, "held", QUERY_CSV, NULL, err));
    assert_non_null(strstr(f->text, "first,ppo,2,held_sampled,5,4,0.25,0.5,"));
    CHECK_OK(report(f, "workers", QUERY_JSON, NULL, err));
    assert_non_null(strstr(f->text, "\"worker\": \"host:0:1\", \"host\": \"host\", \"slots\": 2, \"scores\": 24"));
    CHECK_OK(report(f, "metrics", QUERY_JSON, NULL, err));
    assert_non_null(strstr(f->text, "\"name\": \"policy/loss\", \"value\": \"nan\""));
    CHECK_OK(report(f, "best", QUERY_CSV, NULL, err));
    assert_non_null(strstr(f->text, "first,ppo,0,train,6,part-0,"));
    CHECK_OK(report(f, "compare", QUERY_JSON, NULL, err));
    assert_non_null(strstr(f->text, "\"held_sampled_last\": 0.25, \"held_greedy_first\": null"));
    CHECK_OK(report(f, "audits", QUERY_CSV, NULL, err));
    assert_non_null(strstr(f->text, "first,ppo,train,12,6,3,0.1875,0.5\r\n"));
    CHECK_OK(report(f, "ways", QUERY_CSV, NULL, err)); /* samples 0 to 9: nobody knows of four; three exact, three lazy */
    assert_non_null(strstr(f->text, "first,ppo,train,18,9,0.5,1.5,1.5\r\n"));
    CHECK_OK(report(f, "cache", QUERY_CSV, NULL, err));
    assert_non_null(strstr(f->text, "first,ppo,train,30,0,0"));
}

/* How they ended counts more than how far apart they are. */
static void disagreements_have_exactly_the_promised_fields(void **state)
{
    query_fixture *f = *state;
    CHECK_OK(report(f, "disagreements", QUERY_JSON, NULL, err));
    char wanted[512];
    snprintf(wanted, sizeof wanted,
             "{\"run\": \"first\", \"stage\": \"ppo\", \"step\": 0, \"purpose\": \"train\", \"sample\": 2, \"script\": %lld,"
             " \"status_exact\": \"name\", \"status_lazy\": \"ok\", \"iou_exact\": 0, \"iou_lazy\": 0.5, \"difference\": 0.5,"
             " \"bound\": 0.001, \"message\": \"line of text, with \\\"quotes\\\"\"}\n",
             (long long)fixture_number(&f->base, "SELECT script FROM rollout WHERE step = 0 AND sample = 2 AND purpose = 'train'"));
    assert_memory_equal(f->text, wanted, strlen(wanted));
    assert_non_null(strstr(f->text, "\"iou_exact\": 0.5, \"iou_lazy\": 0.5625, \"difference\": 0.0625, \"bound\": 0.001"));
}

static void a_wrong_report_or_run_is_named(void **state)
{
    query_fixture *f = *state;
    CHECK_FAILS(LATHE_E_INPUT, "did you mean 'rewards'", report(f, "reward", QUERY_JSON, NULL, err));
    CHECK_FAILS(LATHE_E_INPUT, "has no run 'nobody'", report(f, "rewards", QUERY_JSON, "nobody", err));
    query_format format;
    assert_true(query_format_from_name("csv", &format) && format == QUERY_CSV);
    assert_false(query_format_from_name("xml", &format));
}

static void tables_align_and_stay_on_a_line(void **state)
{
    query_fixture *f = *state;
    CHECK_OK(sql(f, "SELECT 1 AS number, 'two' || char(10) || 'lines' AS text, NULL AS empty UNION ALL"
                    " SELECT 12345, printf('%.100c', 'x'), 0.125", QUERY_TABLE, err));
    assert_string_equal(f->text,
                        "number  text                                                                      empty\n"
                        "     1  two lines                                                                     -\n"
                        " 12345  xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...  0.125\n");
    CHECK_OK(sql(f, "SELECT 1 AS a WHERE 0", QUERY_TABLE, err));
    assert_string_equal(f->text, "a\n");
    CHECK_OK(sql(f, "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 2500) SELECT i FROM c",
                 QUERY_TABLE, err));
    size_t lines = 0;
    for (size_t i = 0; i < f->length; i++)
        lines += f->text[i] == '\n';
    assert_int_equal(lines, 2501);
}

static void json_is_json_whatever_was_written(void **state)
{
    query_fixture *f = *state;
    CHECK_OK(sql(f, "SELECT CAST(x'61ff0a22e282acedA08000c0af' AS TEXT) AS t, x'00ff' AS b, 9e999 AS i, 0.1 AS r, 1e300 AS e,"
                    " -5 AS n", QUERY_JSON, err));
    assert_string_equal(f->text, "{\"t\": \"a\\ufffd\\n\\\"\xe2\x82\xac\\ufffd\\ufffd\\ufffd\\u0000\\ufffd\\ufffd\","
                                 " \"b\": \"00ff\", \"i\": \"inf\", \"r\": 0.1, \"e\": 1e+300, \"n\": -5}\n");
}

static void sql_only_reads(void **state)
{
    query_fixture *f = *state;
    static const char *const refused[] = {
        "DELETE FROM event", "UPDATE run SET state = 'failed'", "INSERT INTO event (kind, text, created_ms) VALUES ('', '', 0)",
        "DROP TABLE event", "CREATE TABLE t (i)", "CREATE TEMP TABLE t (i)", "ATTACH '/tmp/other.db' AS other",
        "PRAGMA user_version = 7", "PRAGMA journal_mode = DELETE", "VACUUM INTO '/tmp/copy.db'", "SELECT load_extension('x')",
        "BEGIN IMMEDIATE", "SELECT 1; SELECT 2", "", "  ;", "SELEKT", "SELECT absent FROM run",
    };
    /* Also where the handle itself could write. */
    for (int writer = 0; writer < 2; writer++)
        for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
            FILE *out = open_text(f);
            CHECK_FAILS(LATHE_E_INPUT, "SQL", query_sql(writer ? f->base.db : f->reader, refused[i], QUERY_JSON, 1, out, err));
            fclose(out);
        }
    CHECK_OK(sql(f, "PRAGMA table_info(run)", QUERY_JSON, err));
    CHECK_OK(sql(f, "SELECT count(*) AS n FROM event WHERE kind <> 'disagreement';  ", QUERY_JSON, err));
    assert_string_equal(f->text, "{\"n\": 2}\n");
    CHECK_OK(experiment_db_add_event(f->base.db, 0, "note", "the writer still writes", err));
}

static void sql_does_not_run_for_ever(void **state)
{
    query_fixture *f = *state;
    CHECK_FAILS(LATHE_E_BUSY, "more than 1 seconds",
                sql(f, "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c) SELECT count(*) FROM c", QUERY_JSON, err));
    CHECK_OK(sql(f, "SELECT 1", QUERY_JSON, err));
}

static void a_script_is_printed_as_it_was_written(void **state)
{
    query_fixture *f = *state;
    int64_t id = fixture_number(&f->base, "SELECT max(script) FROM rollout");
    FILE *out = open_text(f);
    CHECK_OK(query_script(f->reader, id, out, err));
    fclose(out);
    assert_int_equal(f->length, 5);
    assert_memory_equal(f->text, "r=4\0\xff", 5);
    CHECK_FAILS(LATHE_E_INPUT, "has no script 999", query_script(f->reader, 999, stderr, err));
}

static void the_schema_prints_itself(void **state)
{
    query_fixture *f = *state;
    FILE *out = open_text(f);
    CHECK_OK(query_schema(out, err));
    fclose(out);
    assert_non_null(strstr(f->text, "CREATE TABLE rollout_tokens"));
    assert_non_null(strstr(f->text, "-- One training run."));
}

static void a_full_pipe_is_an_error(void **state)
{
    query_fixture *f = *state;
    query_options options = {.format = QUERY_JSON};
    FILE *out = fopen("/dev/full", "w");
    assert_non_null(out);
    CHECK_FAILS(LATHE_E_IO, "cannot write the result", query_report(f->reader, "rewards", &options, out, err));
    fclose(out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rewards_have_exactly_the_promised_fields),
        cmocka_unit_test(every_report_runs_in_every_format),
        cmocka_unit_test(reports_count_what_is_there),
        cmocka_unit_test(disagreements_have_exactly_the_promised_fields),
        cmocka_unit_test(a_wrong_report_or_run_is_named),
        cmocka_unit_test(tables_align_and_stay_on_a_line),
        cmocka_unit_test(json_is_json_whatever_was_written),
        cmocka_unit_test(sql_only_reads),
        cmocka_unit_test(sql_does_not_run_for_ever),
        cmocka_unit_test(a_script_is_printed_as_it_was_written),
        cmocka_unit_test(the_schema_prints_itself),
        cmocka_unit_test(a_full_pipe_is_an_error),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
