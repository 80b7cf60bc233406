# spotdrill_precompile(<target> <header>): the target's sources see that header, which is compiled once.
function(spotdrill_precompile target header)
  if(NOT SPOTDRILL_PCH)
    return()
  endif()
  string(MAKE_C_IDENTIFIER "spotdrill_${header}" pch)
  if(NOT TARGET ${pch})
    file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/pch.cpp CONTENT "")  # Touched only when it changes.
    add_library(${pch} OBJECT ${PROJECT_BINARY_DIR}/pch.cpp)
    target_link_libraries(${pch} PRIVATE spotdrill_options)
    target_precompile_headers(${pch} PRIVATE ${PROJECT_SOURCE_DIR}/${header})
    if(header MATCHES "^tests/")
      spotdrill_test_options(${pch})
    endif()
  endif()
  target_precompile_headers(${target} REUSE_FROM ${pch})
endfunction()

# spotdrill_test_options(<target>): tests run once for each time that they are compiled, so that
# optimising them costs more than it gives.
function(spotdrill_test_options target)
  target_link_libraries(${target} PRIVATE GTest::gmock GTest::gtest)
  target_compile_options(${target} PRIVATE $<$<CONFIG:Release,RelWithDebInfo>:-O0>)
endfunction()

# spotdrill_unite(<target>): the sources of one folder are compiled as one, a service's operations with
# the service, which builds everything in a third of the time: most of a source's time is its headers. So
# a name in an unnamed namespace is the only one of its kind there. The dev preset builds each source by
# itself.
function(spotdrill_unite target)
  if(NOT SPOTDRILL_UNITY)
    return()
  endif()
  get_target_property(sources ${target} SOURCES)
  foreach(source IN LISTS sources)
    cmake_path(GET source PARENT_PATH folder)
    cmake_path(RELATIVE_PATH folder BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR})
    string(REGEX REPLACE "/operations$" "" folder "${folder}")
    string(MAKE_C_IDENTIFIER "of_${folder}" group)
    set_source_files_properties(${source} PROPERTIES UNITY_GROUP ${group})
    # An action is a file whose parts have the same names in each.
    if(source MATCHES "src/.*/actions/")
      set_source_files_properties(${source} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
    endif()
  endforeach()
  set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
endfunction()

# spotdrill_library(<folder> [DEPENDS <library>...]): the static library of one folder of src/.
# Every .cpp below the folder belongs to it, so that adding an operation is adding a file.
function(spotdrill_library name)
  cmake_parse_arguments(ARG "" "" "DEPENDS" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  string(REPLACE "/" "_" target "spotdrill_${name}")
  if(sources)
    add_library(${target} STATIC ${sources})
    target_link_libraries(${target} PUBLIC spotdrill_options ${ARG_DEPENDS})
    spotdrill_precompile(${target} src/pch.hpp)
    spotdrill_unite(${target})
  else()
    add_library(${target} INTERFACE)
    target_link_libraries(${target} INTERFACE spotdrill_options ${ARG_DEPENDS})
  endif()
endfunction()

# spotdrill_test(<target> [DEPENDS <library>...]): what every program of tests has.
function(spotdrill_test target)
  cmake_parse_arguments(ARG "" "" "DEPENDS" ${ARGN})
  target_link_libraries(${target} PRIVATE spotdrill_options ${ARG_DEPENDS} GTest::gtest_main)
  spotdrill_test_options(${target})
  spotdrill_precompile(${target} tests/pch.hpp)
  spotdrill_unite(${target})
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
  spotdrill_test(${target} DEPENDS ${ARG_DEPENDS})
  target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR}/tests/unit)
  add_dependencies(unit_tests ${target})
  gtest_discover_tests(${target} DISCOVERY_MODE PRE_TEST PROPERTIES TIMEOUT 300)
endfunction()
