/* rollout_support.h: what the tests of the fleet share. */
#ifndef LATHE_TESTS_SUPPORT_ROLLOUT_SUPPORT_H
#define LATHE_TESTS_SUPPORT_ROLLOUT_SUPPORT_H

#include <sys/types.h>

#include "rollout/broker.h"

/* The path of a program that was built beside this test. */
void support_path_beside(const char *program, char *out, size_t size);
/* A path in the folder for temporary files that nobody has; not created. */
void support_temporary_path(const char *name, char *out, size_t size);
/* Borrows both texts. */
executor_request support_score_request(const char *script, const char *target);
/* What rollout_test_executor counts for a script. */
uint64_t support_expected_both(const char *script);

/* ---- a broker and its workers ---- */

/* Quick to notice what is lost; targets are looked up with support_target. */
broker_options support_broker_options(const char *endpoint, uint64_t epoch);
/* Of the target with a number: 1000 bytes. */
hash256 support_target_hash(unsigned char number);
/* Those from SUPPORT_MISSING on are missing; those from SUPPORT_WRONG on have other bytes than their hash says. */
enum { SUPPORT_WRONG = 0xe0, SUPPORT_MISSING = 0xf0 };
lathe_status support_target(void *context, const hash256 *hash, bytes *out_blob, lathe_error *err);
/* Borrows the script. `target`: its number. */
score_job support_job(uint64_t job_id, const char *script, unsigned char target);
/* Starts rollout_worker_main; argument is one more word for its executors, with a value, or NULL. */
pid_t support_start_worker(const char *endpoint, int slots, const char *argument, const char *value);
/* Waits for the end of a process: its exit status, 1000 + its signal, or -1 where it did not end in time. */
int support_wait_exit(pid_t pid, int timeout_ms);

#endif
