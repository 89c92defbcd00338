# What the tests of the fleet start: an executor that obeys, a worker as a process.
add_library(rollout_support STATIC support/rollout_support.c)
target_link_libraries(rollout_support PUBLIC lathe_flags lathe_proto lathe_rollout)
add_executable(rollout_test_executor support/rollout_test_executor.c)
target_link_libraries(rollout_test_executor PRIVATE lathe_flags lathe_proto)
add_executable(rollout_worker_main support/rollout_worker_main.c)
target_link_libraries(rollout_worker_main PRIVATE lathe_flags rollout_support)
set_target_properties(rollout_test_executor rollout_worker_main PROPERTIES
  RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)

lathe_test(proto_codec_test SOURCES unit/proto_codec_test.c support/proto_samples.c
  LINK lathe_proto m -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc)
lathe_test(target_memory_test SOURCES unit/target_memory_test.c LINK lathe_proto)
lathe_test(proto_fuzz_test SOURCES fuzz/proto_fuzz_test.c support/proto_samples.c LINK lathe_proto
  ARGS ${CMAKE_CURRENT_LIST_DIR}/../fuzz/proto_corpus.frames)
lathe_test(rollout_pool_test SOURCES fault/rollout_pool_test.c LINK rollout_support)
lathe_test(rollout_broker_test SOURCES fault/rollout_broker_test.c LINK rollout_support dep_zmq)
lathe_test(rollout_fleet_test SOURCES fault/rollout_fleet_test.c LINK rollout_support)
lathe_test(rollout_store_test SOURCES unit/rollout_store_test.c LINK rollout_support)
lathe_test(rollout_bench SOURCES bench/rollout_bench.c LINK rollout_support LABELS long)
lathe_test(rollout_real_test SOURCES fault/rollout_real_test.c LINK rollout_support)
if(LATHE_WITH_OCCT)
  add_dependencies(rollout_real_test lathe-executor)
endif()

foreach(test rollout_pool_test rollout_fleet_test rollout_real_test rollout_bench)
  add_dependencies(${test} rollout_test_executor rollout_worker_main)
endforeach()
foreach(test rollout_pool_test rollout_broker_test rollout_fleet_test rollout_real_test)
  set_property(TEST ${test} APPEND PROPERTY ENVIRONMENT
    "TSAN_OPTIONS=suppressions=${CMAKE_CURRENT_LIST_DIR}/../support/tsan.supp")
endforeach()
