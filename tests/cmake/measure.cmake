lathe_test(measure_mesh_test SOURCES unit/measure_mesh_test.c LINK lathe_measure m)
lathe_test(measure_rows_test SOURCES unit/measure_rows_test.c LINK lathe_measure m)
lathe_test(measure_target_test SOURCES unit/measure_target_test.c LINK lathe_measure m)
lathe_test(measure_picture_test SOURCES unit/measure_picture_test.c LINK lathe_measure m)
lathe_test(measure_memory_test SOURCES unit/measure_memory_test.c LINK lathe_measure m
  -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc)
lathe_test(measure_fuzz_test SOURCES fuzz/measure_fuzz_test.c LINK lathe_measure m)
lathe_test(measure_bench SOURCES bench/measure_bench.c LINK lathe_measure m LABELS long)
