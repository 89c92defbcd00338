lathe_test(reward_test SOURCES unit/reward_test.c LINK lathe_jobs)
lathe_test(audit_test SOURCES unit/audit_test.c LINK lathe_jobs)
lathe_test(run_ports_test SOURCES fault/run_ports_test.c support/storage_fixture.c LINK lathe_jobs rollout_support m)
add_dependencies(run_ports_test rollout_test_executor rollout_worker_main)
set_property(TEST run_ports_test APPEND PROPERTY ENVIRONMENT
  "TSAN_OPTIONS=suppressions=${CMAKE_CURRENT_LIST_DIR}/../support/tsan.supp")
