# The programs as people call them. The sanitizer builds leave whole corpora to the optimised one.
if(LATHE_WITH_OCCT AND NOT LATHE_SANITIZE)
  lathe_test(corpus_test SOURCES golden/corpus_test.c LINK dep_jansson m TIMEOUT 300)
  lathe_test(corpus_differences_test SOURCES golden/corpus_differences_test.c LINK dep_jansson m TIMEOUT 300)
endif()
