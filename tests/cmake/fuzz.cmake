# Fuzzers of what reads scripts. tests/fuzz/NAME_fuzz.c holds one LLVMFuzzerTestOneInput; here the stored corpus is replayed
# through it. The preset `fuzz` (clang) makes the programs NAME_fuzz, which search: tests/fuzz/run.sh.
file(GLOB kernel_headers RELATIVE ${CMAKE_SOURCE_DIR} CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/reward/kernel/*.h)
list(TRANSFORM kernel_headers PREPEND ${CMAKE_SOURCE_DIR}/ OUTPUT_VARIABLE kernel_header_files)
add_custom_command(OUTPUT ${CMAKE_BINARY_DIR}/generated/kernel_stubs.c
  COMMAND awk -v output=${CMAKE_BINARY_DIR}/generated/kernel_stubs.c -f reward/kernel/prototypes.awk -f tests/fuzz/kernel_stub.awk
    ${kernel_headers}
  WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}
  DEPENDS fuzz/kernel_stub.awk ${CMAKE_SOURCE_DIR}/reward/kernel/prototypes.awk ${kernel_header_files} VERBATIM)
lathe_library(lathe_kernel_stub SOURCES fuzz/kernel_stub.c ${CMAKE_BINARY_DIR}/generated/kernel_stubs.c
  LINK lathe_base lathe_measure)

# lathe_fuzz(NAME SOURCES ... LINK ... CORPUS folders)
function(lathe_fuzz name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK;CORPUS" ${ARGN})
  if(LATHE_FUZZ)
    add_executable(${name}_fuzz fuzz/${name}_fuzz.c ${ARG_SOURCES})
    target_link_libraries(${name}_fuzz PRIVATE lathe_flags ${ARG_LINK})
    target_link_options(${name}_fuzz PRIVATE -fsanitize=fuzzer)
  else()
    lathe_test(${name}_fuzz_replay SOURCES fuzz/${name}_fuzz.c fuzz/replay.c ${ARG_SOURCES} LINK ${ARG_LINK} ARGS ${ARG_CORPUS}
      TIMEOUT 300)
  endif()
endfunction()

lathe_fuzz(lexer LINK lathe_script CORPUS tests/fuzz/corpus/script tests/golden/script)
lathe_fuzz(parser LINK lathe_script CORPUS tests/fuzz/corpus/script tests/golden/script)
lathe_fuzz(script LINK lathe_script CORPUS tests/fuzz/corpus/script tests/golden/script)
lathe_fuzz(cadquery SOURCES fuzz/program.c fuzz/program_python.c LINK lathe_cadquery_classes lathe_kernel_stub m
  CORPUS tests/fuzz/corpus/cadquery)
add_executable(script_programs fuzz/program_main.c fuzz/program.c fuzz/program_python.c)
target_link_libraries(script_programs PRIVATE lathe_flags lathe_cadquery_classes lathe_kernel_stub m)
