if(LATHE_WITH_OCCT)
  lathe_test(kernel_test SOURCES unit/kernel_test.c support/occt_leaks.c LINK lathe_kernel m)
  lathe_test(cadquery_test SOURCES unit/cadquery_test.c support/occt_leaks.c LINK lathe_cadquery m)
  lathe_test(cadquery_cases_test SOURCES golden/cadquery_cases_test.c support/occt_leaks.c LINK lathe_cadquery m TIMEOUT 600)
  lathe_test(cadquery_golden_test SOURCES golden/cadquery_golden_test.c support/occt_leaks.c LINK lathe_cadquery dep_jansson m
    TIMEOUT 300)
  lathe_test(lazy_test SOURCES unit/lazy_test.c support/occt_leaks.c LINK lathe_lazy lathe_cadquery m)
  lathe_test(lazy_golden_test SOURCES golden/lazy_golden_test.c support/occt_leaks.c LINK lathe_lazy lathe_cadquery m)
endif()
