lathe_test(chart_test SOURCES unit/chart_test.c LINK lathe_report m)
