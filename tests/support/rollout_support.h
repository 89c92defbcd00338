/* rollout_support.h: what the tests of the fleet share. */
#ifndef LATHE_TESTS_SUPPORT_ROLLOUT_SUPPORT_H
#define LATHE_TESTS_SUPPORT_ROLLOUT_SUPPORT_H

#include "proto/messages.h"

/* The path of a program that was built beside this test. */
void support_path_beside(const char *program, char *out, size_t size);
/* A path in the folder for temporary files that nobody has; not created. */
void support_temporary_path(const char *name, char *out, size_t size);
/* Borrows both texts. */
executor_request support_score_request(const char *script, const char *target);
/* What rollout_test_executor counts for a script. */
uint64_t support_expected_both(const char *script);

#endif
