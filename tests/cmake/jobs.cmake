lathe_test(reward_test SOURCES unit/reward_test.c LINK lathe_jobs)
