# The tensor shim and the model.
if(LATHE_WITH_TORCH)
  add_library(model_support STATIC EXCLUDE_FROM_ALL support/model_support.c)
  target_link_libraries(model_support PUBLIC lathe_flags lathe_model lathe_tensor dep_cmocka)
  lathe_test(tensor_test SOURCES unit/tensor_test.c LINK lathe_model model_support)
  lathe_test(model_golden_test SOURCES golden/model_golden_test.c LINK lathe_model model_support dep_jansson)
  add_executable(model_bench EXCLUDE_FROM_ALL bench/model_bench.c)
  target_link_libraries(model_bench PRIVATE lathe_flags lathe_model)
endif()
