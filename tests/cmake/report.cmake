lathe_test(chart_test SOURCES unit/chart_test.c support/font_leaks.c LINK lathe_report m)
