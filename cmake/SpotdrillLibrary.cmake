# spotdrill_library(<folder> [DEPENDS <library>...]): the static library of one folder of src/.
# Every .cpp below the folder belongs to it, so that adding an operation is adding a file.
function(spotdrill_library name)
  cmake_parse_arguments(ARG "" "" "DEPENDS" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  string(REPLACE "/" "_" target "spotdrill_${name}")
  if(sources)
    add_library(${target} STATIC ${sources})
    target_link_libraries(${target} PUBLIC spotdrill_options ${ARG_DEPENDS})
  else()
    add_library(${target} INTERFACE)
    target_link_libraries(${target} INTERFACE spotdrill_options ${ARG_DEPENDS})
  endif()
endfunction()

# spotdrill_tests(<folder> [DEPENDS <library>...]): one executable for the tests of one folder.
function(spotdrill_tests name)
  cmake_parse_arguments(ARG "" "" "DEPENDS" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${name}/*_test.cpp)
  if(NOT sources)
    return()
  endif()
  string(REPLACE "/" "_" target "${name}_tests")
  add_executable(${target} ${sources})
  target_link_libraries(${target} PRIVATE spotdrill_options ${ARG_DEPENDS} GTest::gmock
    GTest::gtest_main)
  target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR}/tests/unit)
  gtest_discover_tests(${target} DISCOVERY_MODE PRE_TEST PROPERTIES TIMEOUT 60)
endfunction()
