if(LATHE_WITH_TORCH)
  lathe_test(train_learning_test SOURCES learning/train_learning_test.c support/tiny_task.c support/memory_ports.c
    LINK lathe_train m)
  lathe_test(train_losses_test SOURCES golden/train_losses_test.c LINK lathe_train dep_jansson m)
  lathe_test(sample_test SOURCES unit/sample_test.c LINK lathe_sample m)
  lathe_test(train_test SOURCES unit/train_test.c LINK lathe_train m)
  lathe_test(train_bench SOURCES bench/train_bench.c support/memory_ports.c LINK lathe_train m LABELS long TIMEOUT 600)
endif()
