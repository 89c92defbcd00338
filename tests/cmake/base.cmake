lathe_test(base_test SOURCES unit/base_test.c LINK lathe_base)
