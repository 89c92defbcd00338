/* storage_fixture.h: a database in a folder of its own, with one set of a few parts and one run, for the tests of storage. */
#ifndef LATHE_TESTS_SUPPORT_STORAGE_FIXTURE_H
#define LATHE_TESTS_SUPPORT_STORAGE_FIXTURE_H

#include "storage/example_set.h"
#include "storage/experiment_db.h"

enum { FIXTURE_TRAIN = 6, FIXTURE_HELD = 2, FIXTURE_TOKENS = 5, FIXTURE_POINTS = 4 };

typedef struct storage_fixture {
    char folder[64];
    char path[96]; /* of the database */
    int busy_ms;   /* that tests wait for locks in handles of their own */
    experiment_db *db;
    experiment_run run;
    example_set_info set;
    example_list train;
} storage_fixture;

/* Opens what fixture_make_folder made; aborts the test on failure. */
void fixture_make_folder(storage_fixture *f);
void fixture_open(storage_fixture *f);
void fixture_close(storage_fixture *f);
void fixture_remove_folder(storage_fixture *f);

/* Stores the set "parts". */
lathe_status fixture_add_set(experiment_db *db, const char *name, example_set_info *out, lathe_error *err);
lathe_status fixture_add_run(experiment_db *db, const char *name, experiment_run *out, lathe_error *err);
/* Samples 0..count of a step, whose numbers follow from (step, sample); examples are taken in turn. */
lathe_status fixture_commit_samples(const storage_fixture *f, experiment_db *db, const experiment_step_id *step,
                                    uint32_t count, int64_t *out_rollouts, lathe_error *err);
/* A score that follows from the rollout and the sample. */
experiment_score fixture_score(int64_t rollout, uint32_t sample);
lathe_status fixture_accept(experiment_db *db, int64_t run, const int64_t *rollouts, uint32_t count, lathe_error *err);
/* Audits of the first `count` samples of a step: they agree but the second, whose IoUs differ, the third, which ended otherwise,
 * and the fourth, whose audit failed. */
lathe_status fixture_audit(experiment_db *db, int64_t run, const int64_t *rollouts, uint32_t count, lathe_error *err);
/* The normal form of the script of a sample of fixture_commit_samples, as stored. */
hash256 fixture_normal(uint32_t sample);
extern const experiment_engine fixture_engine;
/* The integer that a query gives, read by a connection of its own. */
int64_t fixture_number(const storage_fixture *f, const char *sql);

#define CHECK_OK(call)                                                                                       \
    do {                                                                                                     \
        lathe_error check_err = {0};                                                                         \
        lathe_error *err = &check_err;                                                                       \
        lathe_status check_st = (call);                                                                      \
        if (check_st != LATHE_OK)                                                                            \
            fail_msg("%s: status %d, %s", #call, check_st, check_err.message);                               \
    } while (0)
/* The status is `wanted` and the message has `part` in it. `call` passes err. */
#define CHECK_FAILS(wanted, part, call)                                                                      \
    do {                                                                                                     \
        lathe_error check_err = {0};                                                                         \
        lathe_error *err = &check_err;                                                                       \
        lathe_status check_st = (call);                                                                      \
        if (check_st != (wanted) || !strstr(check_err.message, (part)))                                      \
            fail_msg("%s: status %d, '%s'", #call, check_st, check_err.message);                             \
    } while (0)

#endif
