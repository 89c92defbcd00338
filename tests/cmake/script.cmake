lathe_test(script_read_test SOURCES unit/script_read_test.c LINK lathe_script)
lathe_test(script_run_test SOURCES unit/script_run_test.c LINK lathe_script)
lathe_test(script_host_test SOURCES unit/script_host_test.c LINK lathe_script)
lathe_test(script_golden_test SOURCES golden/script_golden_test.c LINK lathe_script)
lathe_test(script_data_test SOURCES golden/script_data_test.c LINK lathe_script)
lathe_test(script_memory_test SOURCES fault/script_memory_test.c
  LINK lathe_script -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc)
lathe_test(script_fuzz_replay SOURCES fuzz/script_fuzz.c fuzz/script_fuzz_replay.c LINK lathe_script)
