if(LATHE_WITH_OCCT)
  lathe_test(executor_test SOURCES unit/executor_test.c support/executor_peer.c LINK lathe_proto lathe_measure m)
  add_dependencies(executor_test lathe-executor)
endif()
