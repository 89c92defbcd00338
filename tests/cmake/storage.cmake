lathe_test(storage_test SOURCES unit/storage_test.c support/storage_fixture.c LINK lathe_storage m)
lathe_test(storage_migration_test SOURCES unit/storage_migration_test.c support/storage_fixture.c LINK lathe_storage m)
lathe_test(storage_query_test SOURCES unit/storage_query_test.c support/storage_fixture.c LINK lathe_storage m)
lathe_test(storage_fault_test SOURCES fault/storage_fault_test.c support/storage_fixture.c support/storage_failing.c
  LINK lathe_storage m -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc)
lathe_test(storage_bench SOURCES bench/storage_bench.c support/storage_fixture.c LINK lathe_storage m LABELS long)
