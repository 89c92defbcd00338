if(LATHE_WITH_OCCT)
  lathe_test(kernel_test SOURCES unit/kernel_test.c LINK lathe_kernel m)
endif()
