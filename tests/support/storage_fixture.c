#include "tests/support/storage_fixture.h"

#include <dirent.h>
#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

const experiment_engine fixture_engine = {.version = "engine 1", .settings = "absolute lattice exact"};

void fixture_make_folder(storage_fixture *f)
{
    *f = (storage_fixture){0};
    f->busy_ms = 100;
    snprintf(f->folder, sizeof f->folder, "/tmp/lathe-storage-XXXXXX");
    assert_non_null(mkdtemp(f->folder));
    snprintf(f->path, sizeof f->path, "%s/lathe.db", f->folder);
}

void fixture_open(storage_fixture *f)
{
    CHECK_OK(experiment_db_open(f->path, EXPERIMENT_DB_CREATE, 0, &f->db, err));
    CHECK_OK(fixture_add_set(f->db, "parts", &f->set, err));
    CHECK_OK(example_set_load(f->db, f->set.id, EXAMPLE_TRAIN, 0, &f->train, err));
    CHECK_OK(fixture_add_run(f->db, "first", &f->run, err));
}

void fixture_close(storage_fixture *f)
{
    example_list_clear(&f->train);
    experiment_db_close(f->db);
    f->db = NULL;
}

void fixture_remove_folder(storage_fixture *f)
{
    DIR *folder = opendir(f->folder);
    assert_non_null(folder);
    for (struct dirent *entry; (entry = readdir(folder));) {
        char path[512];
        snprintf(path, sizeof path, "%s/%s", f->folder, entry->d_name);
        unlink(path);
    }
    closedir(folder);
    rmdir(f->folder);
}

static lathe_status add_example(example_set_writer *w, int i, lathe_error *err)
{
    char name[32], script[64], target[64];
    float points[FIXTURE_POINTS * 3];
    bool added = false;
    for (int k = 0; k < FIXTURE_POINTS * 3; k++)
        points[k] = (float)(i * 100 + k);
    snprintf(name, sizeof name, "part-%d", i);
    int script_length = snprintf(script, sizeof script, "r=cq.Workplane().box(%d,1,1)", i + 1);
    int target_length = snprintf(target, sizeof target, "target of part %d", i);
    example_row row = {.name = name,
                       .split = i < FIXTURE_TRAIN ? EXAMPLE_TRAIN : EXAMPLE_HELD,
                       .script = i == FIXTURE_TRAIN - 1 ? NULL : script,
                       .script_length = (size_t)script_length,
                       .target = target,
                       .target_length = (size_t)target_length,
                       .shape_hash = hash_of(name, strlen(name)),
                       .points = points,
                       .point_count = FIXTURE_POINTS};
    return example_set_add(w, &row, &added, err);
}

lathe_status fixture_add_set(experiment_db *db, const char *name, example_set_info *out, lathe_error *err)
{
    example_set_writer *w = NULL;
    lathe_status st = example_set_begin(db, name, "eight boxes", &w, err);
    if (st == LATHE_OK && !w)
        return example_set_find(db, name, out, err);
    for (int i = 0; st == LATHE_OK && i < FIXTURE_TRAIN + FIXTURE_HELD; i++)
        st = add_example(w, i, err);
    if (st == LATHE_OK)
        st = example_set_finish(w, out, err);
    example_set_writer_free(w);
    return st;
}

lathe_status fixture_add_run(experiment_db *db, const char *name, experiment_run *out, lathe_error *err)
{
    experiment_run_spec spec = {
        .name = name, .seed = UINT64_MAX - 1, .config = "run: {}\n", .code_version = "0.1.0", .library_versions = "sqlite 3"};
    lathe_status st = experiment_db_create_run(db, &spec, out, err);
    if (st == LATHE_OK)
        st = experiment_db_begin_stage(db, out->id, 0, "sft", 0, err);
    if (st == LATHE_OK)
        st = experiment_db_begin_stage(db, out->id, 1, "ppo", 30, err);
    return st;
}

hash256 fixture_normal(uint32_t sample)
{
    char text[32];
    int length = snprintf(text, sizeof text, "normal %u", sample / 2);
    return hash_of(text, (size_t)length);
}

lathe_status fixture_commit_samples(const storage_fixture *f, experiment_db *db, const experiment_step_id *step,
                                    uint32_t count, int64_t *out_rollouts, lathe_error *err)
{
    experiment_sample samples[64];
    int32_t ids[64][FIXTURE_TOKENS];
    float logp[64][FIXTURE_TOKENS], values[64][FIXTURE_TOKENS];
    char scripts[64][64];
    hash256 normals[64];
    assert_true(count <= 64);
    for (uint32_t i = 0; i < count; i++) {
        for (int k = 0; k < FIXTURE_TOKENS; k++) {
            ids[i][k] = (int32_t)(step->step * 1000 + i * 10 + (uint32_t)k);
            logp[i][k] = -0.25f * (float)k - (float)i;
            values[i][k] = (float)k / 3.0f;
        }
        int length = snprintf(scripts[i], sizeof scripts[i], "r=%u%c\xff", i / 2, 0);
        normals[i] = fixture_normal(i);
        samples[i] = (experiment_sample){.sample = i,
                                         .example = f->train.rows[i % f->train.count].id,
                                         .length = FIXTURE_TOKENS,
                                         .ids = ids[i],
                                         .logp = logp[i],
                                         .values = i % 2 ? NULL : values[i],
                                         .script = scripts[i],
                                         .script_length = (size_t)length,
                                         .normal = &normals[i],
                                         .ended = i % 3 != 0};
    }
    lathe_status st = experiment_db_commit_samples(db, step, 1, samples, count, err);
    for (uint32_t i = 0; st == LATHE_OK && out_rollouts && i < count; i++)
        out_rollouts[i] = samples[i].rollout;
    return st;
}

experiment_score fixture_score(int64_t rollout, uint32_t sample)
{
    static const lathe_failure kinds[] = {FAILURE_OK, FAILURE_OK, FAILURE_NAME, FAILURE_UNSUPPORTED, FAILURE_TIMEOUT};
    lathe_failure kind = kinds[sample % 5];
    experiment_score s = {.rollout = rollout,
                          .failure = kind,
                          .line = kind == FAILURE_NAME ? 3 : 0,
                          .column = kind == FAILURE_NAME ? 14 : 0,
                          .deterministic = kind != FAILURE_TIMEOUT,
                          .valid = kind == FAILURE_OK ? 1 : -1,
                          .lazy = (int)(sample % 3) - 1,
                          .milliseconds = 1.5,
                          .attempt = 1,
                          .epoch = 1,
                          .has_reward = failure_is_rewarded(kind)};
    snprintf(s.message, sizeof s.message, "%s", kind == FAILURE_OK ? "" : "line of text, with \"quotes\"");
    snprintf(s.worker, sizeof s.worker, "host:%u:1", sample % 2);
    if (kind == FAILURE_OK) {
        s.both = 100 + sample;
        s.truth = 200;
        s.prediction = 150;
        s.outside = 7;
        s.rows = 4096;
        s.truth_box_volume = 8000;
        s.prediction_box_volume = 0.1;
        s.iou = 0.5;
        s.has_chamfer = sample == 1;
        s.chamfer = s.has_chamfer ? 2.5 : 0;
    }
    s.reward = kind == FAILURE_OK ? 0.5 + 0.1 * sample : -0.1;
    return s;
}

lathe_status fixture_accept(experiment_db *db, int64_t run, const int64_t *rollouts, uint32_t count, lathe_error *err)
{
    experiment_score scores[64] = {0};
    bool accepted[64];
    for (uint32_t i = 0; i < count; i++)
        scores[i] = fixture_score(rollouts[i], i);
    lathe_status st = experiment_db_accept_scores(db, run, &fixture_engine, scores, count, accepted, err);
    for (uint32_t i = 0; st == LATHE_OK && i < count; i++)
        assert_true(accepted[i]);
    return st;
}

lathe_status fixture_audit(experiment_db *db, int64_t run, const int64_t *rollouts, uint32_t count, lathe_error *err)
{
    static const experiment_verdict verdicts[] = {EXPERIMENT_AUDIT_AGREES, EXPERIMENT_AUDIT_DISAGREES,
                                                  EXPERIMENT_AUDIT_DISAGREES, EXPERIMENT_AUDIT_FAILED};
    static const experiment_engine lazy = {.version = "engine 1", .settings = "absolute lattice lazy"};
    experiment_audit audits[4];
    assert_true(count <= 4);
    for (uint32_t i = 0; i < count; i++) {
        audits[i] = (experiment_audit){.score = fixture_score(rollouts[i], i == 2 ? 0 : i),
                                       .mode = "lazy",
                                       .verdict = verdicts[i],
                                       .difference = i == 1 ? .0625 : i == 2 ? .5 : 0,
                                       .bound = .001,
                                       .text = i == 1 ? "IoU differs" : "ended otherwise"};
        if (i == 1)
            audits[i].score.iou += .0625;
    }
    return experiment_db_accept_audits(db, run, &lazy, audits, count, err);
}

int64_t fixture_number(const storage_fixture *f, const char *sql)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *statement = NULL;
    assert_int_equal(sqlite3_open_v2(f->path, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    int64_t value = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    sqlite3_close(db);
    return value;
}
