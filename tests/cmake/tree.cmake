# The tree itself: directions of includes, sizes, headers that stand alone, banned calls.
foreach(check includes sizes language)
  add_test(NAME tree_${check} COMMAND ${CMAKE_CURRENT_LIST_DIR}/../tree/${check}.sh WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
endforeach()
add_test(NAME tree_headers COMMAND ${CMAKE_CURRENT_LIST_DIR}/../tree/headers.sh ${CMAKE_BINARY_DIR}/generated)
set_tests_properties(tree_includes tree_sizes tree_language tree_headers PROPERTIES LABELS fast TIMEOUT 60)
