# The model's files, which need no libtorch, compiled here so that builds without a learner test them under the sanitizers.
set(MODEL_FILES ../learner/model/config.c ../learner/model/safetensors.c ../learner/model/safetensors_write.c)
lathe_test(model_fuzz_test SOURCES fuzz/model_fuzz_test.c ${MODEL_FILES} LINK lathe_base dep_jansson)
lathe_test(model_memory_test SOURCES fault/model_memory_test.c ${MODEL_FILES} LINK lathe_base dep_jansson)
target_link_options(model_memory_test PRIVATE -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc)

# The tensor shim and the model.
if(LATHE_WITH_TORCH)
  add_library(model_support STATIC EXCLUDE_FROM_ALL support/model_support.c)
  target_link_libraries(model_support PUBLIC lathe_flags lathe_model lathe_tensor dep_cmocka)
  lathe_test(tensor_test SOURCES unit/tensor_test.c LINK lathe_model model_support)
  lathe_test(model_test SOURCES unit/model_test.c LINK lathe_model model_support)
  lathe_test(model_golden_test SOURCES golden/model_golden_test.c LINK lathe_model model_support dep_jansson)
  add_executable(model_bench EXCLUDE_FROM_ALL bench/model_bench.c)
  target_link_libraries(model_bench PRIVATE lathe_flags lathe_model)
endif()
