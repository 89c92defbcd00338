lathe_test(text_test SOURCES unit/text_test.c LINK lathe_text)
lathe_test(text_golden_test SOURCES golden/text_golden_test.c LINK lathe_text)
lathe_test(text_memory_test SOURCES fault/text_memory_test.c LINK lathe_text)
target_link_options(text_memory_test PRIVATE -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc)
