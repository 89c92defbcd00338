# How every target of lathe is compiled, and the functions that make one.
set(CMAKE_C_STANDARD 17)
set(CMAKE_C_EXTENSIONS ON) # gnu17: POSIX and Linux interfaces without feature macros
set(CMAKE_CXX_STANDARD 17)
set(CMAKE_CXX_EXTENSIONS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()

add_library(lathe_flags INTERFACE)
target_include_directories(lathe_flags INTERFACE ${CMAKE_SOURCE_DIR} ${CMAKE_BINARY_DIR}/generated)
target_compile_options(lathe_flags INTERFACE
  -Wall -Wextra -Wshadow -Wvla -Wpointer-arith -Wformat=2
  $<$<COMPILE_LANGUAGE:C>:-Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings>
  # gcc guesses that a call which reports failure may report success; a status says whether an output was written.
  # Where snprintf cuts a text, that is what its bound is for.
  $<$<COMPILE_LANG_AND_ID:C,GNU>:-Wno-maybe-uninitialized -Wno-format-truncation>
  -fno-omit-frame-pointer -fstack-protector-strong
  # One rounding everywhere: scores and weights must not depend on the host's instruction set.
  -ffp-contract=off)
target_link_options(lathe_flags INTERFACE -Wl,-z,relro,-z,now)
if(LATHE_WERROR)
  target_compile_options(lathe_flags INTERFACE -Werror)
endif()
if(LATHE_SANITIZE)
  target_compile_options(lathe_flags INTERFACE -fsanitize=${LATHE_SANITIZE} -fno-sanitize-recover=all)
  target_link_options(lathe_flags INTERFACE -fsanitize=${LATHE_SANITIZE})
endif()
if(LATHE_TEST_HOOKS)
  target_compile_definitions(lathe_flags INTERFACE LATHE_TEST_HOOKS=1)
endif()

# lathe_library(NAME SOURCES a.c ... LINK other ...): the static library of one folder.
function(lathe_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  target_link_libraries(${name} PUBLIC lathe_flags ${ARG_LINK})
endfunction()

# lathe_processor_objects(VARIABLE NAME SOURCE): the source compiled once a processor (base/processor.h), for SOURCES of a library.
# Nobody looks at floating-point flags or errno there; the loops become vectors of the same numbers.
function(lathe_processor_objects variable name source)
  set(levels any)
  if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
    list(APPEND levels avx2 avx512)
  endif()
  set(flags_any)
  set(flags_avx2 -march=x86-64-v3)
  set(flags_avx512 -march=x86-64-v4 -mavx512vpopcntdq)
  set(objects)
  foreach(level ${levels})
    add_library(lathe_${name}_${level} OBJECT ${source})
    target_link_libraries(lathe_${name}_${level} PUBLIC lathe_flags)
    target_compile_definitions(lathe_${name}_${level} PRIVATE LATHE_PROCESSOR=${level})
    target_compile_options(lathe_${name}_${level} PRIVATE -fno-trapping-math -fno-math-errno ${flags_${level}})
    list(APPEND objects $<TARGET_OBJECTS:lathe_${name}_${level}>)
  endforeach()
  set(${variable} ${objects} PARENT_SCOPE)
endfunction()

# lathe_program(NAME SOURCES ... LINK ...): an installed program.
function(lathe_program name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE lathe_flags ${ARG_LINK})
  set_target_properties(${name} PROPERTIES INSTALL_RPATH "$ORIGIN/../lib/lathe")
  install(TARGETS ${name} RUNTIME DESTINATION bin)
endfunction()

# lathe_module(NAME SOURCES ... LINK ...): a library that programs load by need.
function(lathe_module name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
  add_library(${name} MODULE ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE lathe_flags ${ARG_LINK})
  set_target_properties(${name} PROPERTIES PREFIX "" LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin INSTALL_RPATH "$ORIGIN")
  install(TARGETS ${name} LIBRARY DESTINATION lib/lathe)
endfunction()

# lathe_test(NAME SOURCES ... LINK ... [LABELS fast|long ...] [TIMEOUT seconds] [ARGS ...]): one cmocka program, registered
# with CTest, run in the source folder. LATHE_SHARED names the folder of golden numbers and data (default ../shared).
function(lathe_test name)
  cmake_parse_arguments(ARG "" "TIMEOUT" "SOURCES;LINK;LABELS;ARGS" ${ARGN})
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 120)
  endif()
  if(NOT ARG_LABELS)
    set(ARG_LABELS fast)
  endif()
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE lathe_flags ${ARG_LINK} dep_cmocka)
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
  add_test(NAME ${name} COMMAND ${name} ${ARG_ARGS} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  set_tests_properties(${name} PROPERTIES TIMEOUT ${ARG_TIMEOUT} LABELS "${ARG_LABELS}"
    ENVIRONMENT "LATHE_BIN=${CMAKE_BINARY_DIR}/bin")
endfunction()
