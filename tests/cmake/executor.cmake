if(LATHE_WITH_OCCT)
  lathe_test(executor_test SOURCES unit/executor_test.c support/executor_peer.c LINK lathe_proto lathe_measure m)
  lathe_test(executor_iou_test SOURCES golden/executor_iou_test.c support/executor_peer.c
    LINK lathe_proto lathe_measure m ARGS 5)
  add_test(NAME executor_iou_all_test COMMAND executor_iou_test WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  set_tests_properties(executor_iou_all_test PROPERTIES TIMEOUT 600 LABELS long ENVIRONMENT "LATHE_BIN=${CMAKE_BINARY_DIR}/bin")
  # A program to run by hand with scripts as arguments; not a test.
  add_executable(executor_bench EXCLUDE_FROM_ALL bench/executor_bench.c support/executor_peer.c)
  target_link_libraries(executor_bench PRIVATE lathe_flags lathe_proto lathe_base dep_cmocka)
  set_target_properties(executor_bench PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
  add_dependencies(executor_bench lathe-executor)
  add_dependencies(executor_test lathe-executor)
  add_dependencies(executor_iou_test lathe-executor)
endif()
