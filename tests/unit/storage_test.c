/* Runs, samples, scores, steps and example sets: what goes in comes out, and what must not change does not. */
#include <math.h>
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
    fixture_close(f);
    fixture_remove_folder(f);
    free(f);
    return 0;
}

static experiment_step_id ppo_step(const storage_fixture *f, uint32_t step)
{
    return (experiment_step_id){.run = f->run.id, .stage = 1, .step = step, .purpose = EXPERIMENT_TRAIN};
}

static void a_run_is_found_by_id_name_and_latest(void **state)
{
    storage_fixture *f = *state;
    experiment_run second, found;
    CHECK_OK(fixture_add_run(f->db, NULL, &second, err));
    assert_string_equal(second.name, "run2");
    assert_true(second.seed == UINT64_MAX - 1);
    assert_int_equal(second.state, EXPERIMENT_RUN_CREATED);
    CHECK_OK(experiment_db_find_run(f->db, "latest", &found, err));
    assert_int_equal(found.id, second.id);
    CHECK_OK(experiment_db_find_run(f->db, "first", &found, err));
    assert_int_equal(found.id, f->run.id);
    CHECK_OK(experiment_db_find_run(f->db, "2", &found, err));
    assert_string_equal(found.name, "run2");
    CHECK_FAILS(LATHE_E_INPUT, "did you mean 'first'", experiment_db_find_run(f->db, "frst", &found, err));
    CHECK_FAILS(LATHE_E_INPUT, "has no run '99'", experiment_db_find_run(f->db, "99", &found, err));
    CHECK_FAILS(LATHE_E_INPUT, "already", fixture_add_run(f->db, "first", &found, err));
    static const char *const bad[] = {"latest", "12", "a/b", "", ".x", "a b", "\xc3\xa4"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK_FAILS(LATHE_E_INPUT, "name of a run", fixture_add_run(f->db, bad[i], &found, err));
    bytes config;
    bytes_init(&config, 1000);
    CHECK_OK(experiment_db_run_config(f->db, f->run.id, &config, err));
    assert_string_equal((char *)config.data, "run: {}\n");
    bytes_clear(&config);
    CHECK_OK(experiment_db_set_run_state(f->db, f->run.id, EXPERIMENT_RUN_FAILED, "no space", err));
    CHECK_OK(experiment_db_find_run(f->db, "first", &found, err));
    assert_string_equal(experiment_run_state_name(found.state), "failed");
    assert_string_equal(found.message, "no space");
}

static void a_run_has_one_learner_and_counts_its_starts(void **state)
{
    storage_fixture *f = *state;
    experiment_lock *lock = NULL, *second = NULL;
    uint64_t epoch = 0;
    char text[64];
    CHECK_OK(experiment_db_start_run(f->db, f->run.id, &lock, &epoch, err));
    assert_int_equal(epoch, 1);
    snprintf(text, sizeof text, "run 'first' is being written by process %ld", (long)getpid());
    experiment_db *other = NULL;
    CHECK_OK(experiment_db_open(f->path, EXPERIMENT_DB_WRITE, 0, &other, err));
    CHECK_FAILS(LATHE_E_BUSY, text, experiment_db_start_run(other, f->run.id, &second, &epoch, err));
    assert_null(second);
    experiment_lock_free(lock);
    CHECK_OK(experiment_db_start_run(other, f->run.id, &second, &epoch, err));
    assert_int_equal(epoch, 2);
    experiment_lock_free(second);
    experiment_db_close(other);
    CHECK_FAILS(LATHE_E_INPUT, "has no run 77", experiment_db_start_run(f->db, 77, &second, &epoch, err));
}

static void a_stage_keeps_its_kind(void **state)
{
    storage_fixture *f = *state;
    CHECK_OK(experiment_db_begin_stage(f->db, f->run.id, 1, "ppo", 30, err));
    CHECK_FAILS(LATHE_E_INPUT, "is 'ppo', not 'sft'", experiment_db_begin_stage(f->db, f->run.id, 1, "sft", 30, err));
}

static void samples_come_back_bit_for_bit(void **state)
{
    storage_fixture *f = *state;
    experiment_step_id step = ppo_step(f, 3), held = step;
    experiment_samples loaded;
    int64_t rollouts[10];
    held.purpose = EXPERIMENT_HELD_GREEDY;
    CHECK_OK(experiment_db_load_samples(f->db, &step, &loaded, err));
    assert_int_equal(loaded.count, 0);
    CHECK_OK(fixture_commit_samples(f, f->db, &step, 10, rollouts, err));
    CHECK_OK(fixture_commit_samples(f, f->db, &held, 2, NULL, err));
    CHECK_OK(experiment_db_load_samples(f->db, &step, &loaded, err));
    assert_int_equal(loaded.count, 10);
    for (uint32_t i = 0; i < 10; i++) {
        const experiment_sample *s = &loaded.rows[i];
        assert_int_equal(s->rollout, rollouts[i]);
        assert_int_equal(s->sample, i);
        assert_int_equal(s->length, FIXTURE_TOKENS);
        assert_int_equal(s->ended, i % 3 != 0);
        assert_int_equal(s->ids[4], 3000 + i * 10 + 4);
        assert_true(s->logp[3] == -0.75f - (float)i);
        assert_int_equal(s->values == NULL, i % 2);
        if (s->values)
            assert_true(s->values[2] == 2.0f / 3.0f);
        /* Whatever bytes the policy wrote, NUL and broken UTF-8 included. */
        assert_int_equal(s->script_length, 5);
        assert_memory_equal(s->script + 3, "\0\xff", 3);
    }
    experiment_samples_clear(&loaded);
    CHECK_FAILS(LATHE_E_BUG, "already", fixture_commit_samples(f, f->db, &step, 1, NULL, err));
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM lease"), 12);
    /* Equal texts are one row. */
    assert_int_equal(fixture_number(f, "SELECT count(DISTINCT script) FROM rollout"), 5);
}

static void an_empty_sample_is_a_sample(void **state)
{
    storage_fixture *f = *state;
    experiment_step_id step = ppo_step(f, 0);
    experiment_sample empty = {.sample = 0, .example = f->train.rows[0].id, .script = NULL};
    experiment_samples loaded;
    CHECK_OK(experiment_db_commit_samples(f->db, &step, 1, &empty, 1, err));
    CHECK_OK(experiment_db_load_samples(f->db, &step, &loaded, err));
    assert_int_equal(loaded.rows[0].length, 0);
    assert_string_equal(loaded.rows[0].script, "");
    assert_null(loaded.rows[0].values);
    experiment_samples_clear(&loaded);
}

static void a_score_is_accepted_once(void **state)
{
    storage_fixture *f = *state;
    experiment_step_id step = ppo_step(f, 1);
    experiment_score scores[6];
    bool found[6], accepted[2] = {true, true};
    uint32_t missing = 99;
    int64_t rollouts[6];
    CHECK_OK(fixture_commit_samples(f, f->db, &step, 6, rollouts, err));
    CHECK_OK(fixture_accept(f->db, f->run.id, rollouts, 4, err));
    CHECK_OK(experiment_db_load_scores(f->db, &step, scores, found, 6, &missing, err));
    assert_int_equal(missing, 2);
    assert_true(found[3] && !found[4] && !found[5]);
    assert_int_equal(scores[2].failure, FAILURE_NAME);
    assert_int_equal(scores[2].line, 3);
    assert_int_equal(scores[2].valid, -1);
    assert_string_equal(scores[2].message, "line of text, with \"quotes\"");
    assert_string_equal(scores[1].worker, "host:1:1");
    assert_true(scores[1].both == 101 && scores[1].prediction_box_volume == 0.1 && scores[1].reward == 0.6);
    assert_false(scores[3].has_reward);
    experiment_score again[2] = {fixture_score(rollouts[0], 2), fixture_score(rollouts[4], 4)};
    CHECK_OK(experiment_db_accept_scores(f->db, f->run.id, &fixture_engine, again, 2, accepted, err));
    assert_false(accepted[0]);
    assert_true(accepted[1]);
    CHECK_OK(experiment_db_load_scores(f->db, &step, scores, found, 6, &missing, err));
    assert_int_equal(missing, 1);
    assert_int_equal(scores[0].failure, FAILURE_OK);
    CHECK_FAILS(LATHE_E_BUG, "has 6 samples, not 5", experiment_db_load_scores(f->db, &step, scores, found, 5, &missing, err));
}

static void a_score_that_makes_no_sense_is_refused_whole(void **state)
{
    storage_fixture *f = *state;
    experiment_step_id step = ppo_step(f, 1);
    int64_t rollouts[2];
    experiment_run other;
    CHECK_OK(fixture_commit_samples(f, f->db, &step, 2, rollouts, err));
    CHECK_OK(fixture_add_run(f->db, "other", &other, err));
    experiment_score pair[2] = {fixture_score(rollouts[0], 0), fixture_score(12345, 0)};
    CHECK_FAILS(LATHE_E_BUG, "12345 is not one", experiment_db_accept_scores(f->db, f->run.id, &fixture_engine, pair, 2, NULL, err));
    CHECK_FAILS(LATHE_E_BUG, "is not one", experiment_db_accept_scores(f->db, other.id, &fixture_engine, pair, 1, NULL, err));
    pair[1] = fixture_score(rollouts[1], 0);
    pair[1].reward = NAN;
    CHECK_FAILS(LATHE_E_BUG, "not finite", experiment_db_accept_scores(f->db, f->run.id, &fixture_engine, pair, 2, NULL, err));
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM score"), 0);
}

static void an_equal_question_finds_its_score(void **state)
{
    storage_fixture *f = *state;
    experiment_step_id step = ppo_step(f, 1);
    int64_t rollouts[6];
    experiment_score score;
    experiment_engine other = fixture_engine;
    bool found = false;
    const char script[] = "r=0\0\xff";
    other.settings = "absolute 64 exact";
    CHECK_OK(fixture_commit_samples(f, f->db, &step, 6, rollouts, err));
    CHECK_OK(fixture_accept(f->db, f->run.id, rollouts, 6, err));
    int64_t example = f->train.rows[0].id;
    CHECK_OK(experiment_db_find_score(f->db, script, 5, NULL, example, &fixture_engine, &score, &found, err));
    assert_true(found);
    assert_int_equal(score.rollout, rollouts[0]);
    CHECK_OK(experiment_db_find_score(f->db, script, 5, NULL, example, &other, &score, &found, err));
    assert_false(found);
    CHECK_OK(experiment_db_find_score(f->db, script, 4, NULL, example, &fixture_engine, &score, &found, err));
    assert_false(found);
    /* Sample 4 timed out: another attempt may end otherwise. */
    CHECK_OK(experiment_db_find_score(f->db, "r=2\0\xff", 5, NULL, f->train.rows[4].id, &fixture_engine, &score, &found, err));
    assert_false(found);
}

/* Failures name places, so another layout finds only what ran. */
static void another_layout_finds_what_ran(void **state)
{
    storage_fixture *f = *state;
    experiment_step_id step = ppo_step(f, 1);
    const hash256 ran = fixture_normal(0), failed = fixture_normal(2);
    int64_t rollouts[6];
    experiment_score score;
    bool found = false;
    CHECK_OK(fixture_commit_samples(f, f->db, &step, 6, rollouts, err));
    CHECK_OK(fixture_accept(f->db, f->run.id, rollouts, 6, err));
    int64_t first = f->train.rows[0].id, third = f->train.rows[2].id;
    CHECK_OK(experiment_db_find_score(f->db, "r = 0", 5, &ran, first, &fixture_engine, &score, &found, err));
    assert_true(found && score.rollout == rollouts[0]);
    CHECK_OK(experiment_db_find_score(f->db, "r = 0", 5, &ran, third, &fixture_engine, &score, &found, err));
    assert_false(found);
    CHECK_OK(experiment_db_find_score(f->db, "r = 1", 5, &failed, third, &fixture_engine, &score, &found, err));
    assert_false(found);
    CHECK_OK(experiment_db_find_score(f->db, "r=1\0\xff", 5, &failed, third, &fixture_engine, &score, &found, err));
    assert_true(found && score.failure == FAILURE_NAME && score.line == 3);
}

static void audits_stand_beside_scores(void **state)
{
    storage_fixture *f = *state;
    experiment_step_id step = ppo_step(f, 1);
    experiment_step_counts counts;
    int64_t rollouts[6];
    bool audited[6] = {0};
    CHECK_OK(fixture_commit_samples(f, f->db, &step, 6, rollouts, err));
    CHECK_FAILS(LATHE_E_BUG, "", fixture_audit(f->db, f->run.id, rollouts, 4, err)); /* nothing is scored yet */
    CHECK_OK(fixture_accept(f->db, f->run.id, rollouts, 5, err));
    experiment_score hit = fixture_score(rollouts[5], 0);
    hit.worker[0] = 0;
    CHECK_OK(experiment_db_accept_scores(f->db, f->run.id, &fixture_engine, &hit, 1, NULL, err));
    for (int again = 0; again < 2; again++) { /* the first audit stays, and is told once */
        CHECK_OK(fixture_audit(f->db, f->run.id, rollouts, 4, err));
        assert_int_equal(fixture_number(f, "SELECT count(*) FROM audit"), 4);
        assert_int_equal(fixture_number(f, "SELECT count(*) FROM event WHERE kind = 'disagreement'"), 2);
    }
    CHECK_OK(experiment_db_load_audited(f->db, &step, audited, 6, err));
    for (int i = 0; i < 6; i++)
        assert_int_equal(audited[i], i < 4);
    CHECK_OK(experiment_db_count_step(f->db, f->run.id, 1, 1, &counts, err));
    assert_true(counts.samples == 6 && counts.hits == 1 && counts.audits == 4 && counts.disagreements == 2 &&
                counts.failed_audits == 1);
    CHECK_OK(experiment_db_count_step(f->db, f->run.id, 1, 9, &counts, err));
    assert_int_equal(counts.samples, 0);
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM score WHERE reward IS NOT NULL AND iou > .6"), 0); /* as it was */
    CHECK_FAILS(LATHE_E_INPUT, "only read", query_sql(f->db, "DELETE FROM audit", QUERY_JSON, 1, stderr, err));
}

static void a_step_is_committed_once(void **state)
{
    storage_fixture *f = *state;
    experiment_step_id step = ppo_step(f, 1);
    int64_t rollouts[10];
    bool replayed = true, has = true;
    char file[128];
    CHECK_OK(fixture_commit_samples(f, f->db, &step, 10, rollouts, err));
    CHECK_OK(fixture_accept(f->db, f->run.id, rollouts, 10, err));
    snprintf(file, sizeof file, "%s/step-1.safetensors", f->folder);
    CHECK_OK(file_write_atomically(file, "weights", 7, err));
    experiment_metric metrics[] = {{"policy/loss", 0.25}, {"kl", NAN}, {"ratio/max", INFINITY}, {"value/loss", -INFINITY},
                                   {"timing/total", 2.5}};
    experiment_step_report report = {.run = f->run.id, .stage = 1, .step = 1, .metrics = metrics, .metric_count = 5};
    CHECK_OK(experiment_db_has_step(f->db, f->run.id, 1, 1, &has, err));
    assert_false(has);
    CHECK_OK(experiment_db_commit_step(f->db, &report, &replayed, err));
    assert_false(replayed);
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM lease"), 0);
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM metric WHERE kind = 'nan' AND name = 'kl' AND value IS NULL"), 1);
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM metric WHERE kind IN ('inf', '-inf')"), 2);
    assert_int_equal(fixture_number(f, "SELECT samples = 10 AND rewarded = 8 AND ok = 4 AND tokens = 50 FROM rollup"), 1);
    assert_int_equal(fixture_number(f, "SELECT abs(iou_mean - 0.25) < 1e-12 AND valid_rate = 0.5 AND loss = 0.25 AND"
                                       " seconds = 2.5 FROM rollup"), 1);
    /* Rewards .5 .6 -.1 -.1 1.0 1.1 -.1 -.1 */
    assert_int_equal(fixture_number(f, "SELECT abs(reward_mean - 0.35) < 1e-12 AND abs(reward_std - 0.5182388) < 1e-6 AND"
                                       " reward_min = -0.1 AND abs(reward_max - 1.1) < 1e-12 FROM rollup"), 1);
    metrics[0].value = 9;
    report.checkpoint_path = file;
    report.checkpoint_hash = hash_of("weights", 7);
    CHECK_OK(experiment_db_commit_step(f->db, &report, &replayed, err));
    assert_true(replayed);
    assert_int_equal(fixture_number(f, "SELECT value = 0.25 FROM metric WHERE name = 'policy/loss'"), 1);
    assert_int_equal(fixture_number(f, "SELECT path = 'step-1.safetensors' AND bytes = 7 FROM checkpoint"), 1);
    report.checkpoint_hash = hash_of("others", 6);
    CHECK_FAILS(LATHE_E_BUG, "did not repeat", experiment_db_commit_step(f->db, &report, NULL, err));
}

static void a_checkpoint_is_named_only_where_it_is(void **state)
{
    storage_fixture *f = *state;
    experiment_checkpoint latest;
    bool found = true;
    char file[128];
    experiment_step_report report = {.run = f->run.id, .stage = 0, .step = 7, .checkpoint_hash = hash_of("a", 1)};
    CHECK_OK(experiment_db_latest_checkpoint(f->db, f->run.id, &latest, &found, err));
    assert_false(found);
    snprintf(file, sizeof file, "%s/none", f->folder);
    report.checkpoint_path = file;
    CHECK_FAILS(LATHE_E_IO, "cannot find checkpoint", experiment_db_commit_step(f->db, &report, NULL, err));
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM step"), 0);
    snprintf(file, sizeof file, "%s/a.safetensors", f->folder);
    CHECK_OK(file_write_atomically(file, "a", 1, err));
    CHECK_OK(experiment_db_commit_step(f->db, &report, NULL, err));
    report.stage = 1;
    report.step = 2;
    CHECK_OK(experiment_db_commit_step(f->db, &report, NULL, err));
    CHECK_OK(experiment_db_latest_checkpoint(f->db, f->run.id, &latest, &found, err));
    assert_true(found && latest.stage == 1 && latest.step == 2 && latest.bytes == 1);
    assert_true(hash_equal(&latest.hash, &report.checkpoint_hash));
    assert_true(file_exists(latest.path));
}

static void what_was_measured_cannot_be_changed(void **state)
{
    storage_fixture *f = *state;
    experiment_step_id step = ppo_step(f, 1);
    int64_t rollouts[2];
    CHECK_OK(fixture_commit_samples(f, f->db, &step, 2, rollouts, err));
    CHECK_OK(fixture_accept(f->db, f->run.id, rollouts, 2, err));
    static const char *const attempts[] = {
        "UPDATE score SET reward = 1", "DELETE FROM score", "UPDATE rollout SET length = 1", "DELETE FROM rollout",
        "UPDATE rollout_tokens SET ids = x'00000000'", "DELETE FROM rollout_tokens", "UPDATE script SET text = ''",
        "UPDATE target SET blob = x''", "UPDATE example SET name = ''", "DELETE FROM example", "DELETE FROM script",
        "DELETE FROM run",
    };
    sqlite3 *raw = NULL;
    assert_int_equal(sqlite3_open(f->path, &raw), SQLITE_OK);
    assert_int_equal(sqlite3_exec(raw, "PRAGMA foreign_keys = ON", NULL, NULL, NULL), SQLITE_OK);
    for (size_t i = 0; i < sizeof attempts / sizeof *attempts; i++)
        assert_int_equal(sqlite3_exec(raw, attempts[i], NULL, NULL, NULL), SQLITE_CONSTRAINT);
    sqlite3_close(raw);
}

static void a_set_comes_back_as_it_was(void **state)
{
    storage_fixture *f = *state;
    example_list held;
    bytes blob;
    bool found = false;
    assert_int_equal(f->train.count, FIXTURE_TRAIN);
    assert_int_equal(f->set.held, FIXTURE_HELD);
    assert_string_equal(f->train.rows[1].name, "part-1");
    assert_string_equal(f->train.rows[1].script, "r=cq.Workplane().box(2,1,1)");
    assert_null(f->train.rows[FIXTURE_TRAIN - 1].script);
    assert_int_equal(f->train.rows[2].point_count, FIXTURE_POINTS);
    assert_true(f->train.rows[2].points[11] == 211.0f);
    CHECK_OK(example_set_load(f->db, f->set.id, EXAMPLE_HELD, 1, &held, err));
    assert_int_equal(held.count, 1);
    assert_string_equal(held.rows[0].name, "part-6");
    bytes_init(&blob, 1000);
    CHECK_OK(example_set_target(f->db, &held.rows[0].target_hash, &blob, &found, err));
    assert_true(found);
    assert_string_equal((char *)blob.data, "target of part 6");
    hash256 none = hash_of("none", 4);
    CHECK_OK(example_set_target(f->db, &none, &blob, &found, err));
    assert_false(found);
    bytes_reset(&blob);
    CHECK_OK(example_set_spec(f->db, f->set.id, &blob, err));
    assert_string_equal((char *)blob.data, "eight boxes");
    bytes_clear(&blob);
    example_list_clear(&held);
    example_set_info info;
    CHECK_FAILS(LATHE_E_INPUT, "did you mean 'parts'", example_set_find(f->db, "part", &info, err));
}

static void a_target_that_does_not_unpack_is_damage(void **state)
{
    storage_fixture *f = *state;
    static const char *const blobs[] = {"x''", "x'00'", "x'789c4b040000620062'", "x'789c4b0400ffff0062'"};
    hash256 hash = {{0}};
    bytes out;
    bool found = false;
    bytes_init(&out, 1000);
    for (size_t i = 0; i < sizeof blobs / sizeof *blobs; i++) {
        char sql[300], hex[HASH_HEX + 1];
        sqlite3 *raw = NULL;
        hash.data[0] = (uint8_t)i;
        hash_to_hex(&hash, hex);
        snprintf(sql, sizeof sql, "INSERT INTO target (hash, length, blob) VALUES (x'%s', %d, %s)", hex, i == 2 ? 5 : 1, blobs[i]);
        assert_int_equal(sqlite3_open(f->path, &raw), SQLITE_OK);
        assert_int_equal(sqlite3_exec(raw, sql, NULL, NULL, NULL), SQLITE_OK);
        sqlite3_close(raw);
        CHECK_FAILS(LATHE_E_INPUT, "is damaged: target", example_set_target(f->db, &hash, &out, &found, err));
        assert_int_equal(out.length, 0);
    }
    bytes_clear(&out);
}

static void equal_sets_have_equal_hashes(void **state)
{
    storage_fixture *f = *state;
    example_set_info second;
    CHECK_OK(fixture_add_set(f->db, "again", &second, err));
    assert_true(second.id != f->set.id);
    assert_true(hash_equal(&second.content_hash, &f->set.content_hash));
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM target"), FIXTURE_TRAIN + FIXTURE_HELD);
}

static bool count_set(void *context, const example_set_info *info)
{
    (void)info;
    ++*(int *)context;
    return true;
}

static void an_interrupted_set_is_unseen_and_made_anew(void **state)
{
    storage_fixture *f = *state;
    example_set_writer *w = NULL, *second = NULL;
    example_set_info info;
    float point[3] = {1, 2, 3};
    bool added = false;
    int sets = 0;
    CHECK_OK(example_set_begin(f->db, "half", "spec", &w, err));
    example_row row = {.name = "a", .target = "t", .target_length = 1, .points = point, .point_count = 1};
    CHECK_OK(example_set_add(w, &row, &added, err));
    assert_true(added);
    CHECK_OK(example_set_add(w, &row, &added, err));
    assert_false(added); /* the shape is there */
    CHECK_FAILS(LATHE_E_BUSY, "example set 'half' is being written", example_set_begin(f->db, "half", "spec", &second, err));
    example_set_writer_free(w);
    CHECK_FAILS(LATHE_E_INPUT, "no example set 'half'", example_set_find(f->db, "half", &info, err));
    CHECK_OK(example_set_list(f->db, count_set, &sets, err));
    assert_int_equal(sets, 1);
    CHECK_OK(example_set_begin(f->db, "half", "other spec", &w, err));
    CHECK_FAILS(LATHE_E_INPUT, "would be empty", example_set_finish(w, &info, err));
    point[0] = NAN;
    CHECK_FAILS(LATHE_E_INPUT, "not finite", example_set_add(w, &row, &added, err));
    point[0] = 5;
    CHECK_OK(example_set_add(w, &row, &added, err));
    assert_true(added);
    CHECK_OK(example_set_finish(w, &info, err));
    example_set_writer_free(w);
    assert_int_equal(info.train, 1);
    CHECK_OK(example_set_begin(f->db, "half", "other spec", &w, err));
    assert_null(w); /* nothing to do */
    CHECK_FAILS(LATHE_E_INPUT, "made from other options", example_set_begin(f->db, "half", "spec", &w, err));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        TEST(a_run_is_found_by_id_name_and_latest),
        TEST(a_run_has_one_learner_and_counts_its_starts),
        TEST(a_stage_keeps_its_kind),
        TEST(samples_come_back_bit_for_bit),
        TEST(an_empty_sample_is_a_sample),
        TEST(a_score_is_accepted_once),
        TEST(a_score_that_makes_no_sense_is_refused_whole),
        TEST(an_equal_question_finds_its_score),
        TEST(another_layout_finds_what_ran),
        TEST(audits_stand_beside_scores),
        TEST(a_step_is_committed_once),
        TEST(a_checkpoint_is_named_only_where_it_is),
        TEST(what_was_measured_cannot_be_changed),
        TEST(a_set_comes_back_as_it_was),
        TEST(a_target_that_does_not_unpack_is_damage),
        TEST(equal_sets_have_equal_hashes),
        TEST(an_interrupted_set_is_unseen_and_made_anew),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
