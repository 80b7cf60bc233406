# Warnings, sanitizers and the packages every folder may use.
find_package(Threads REQUIRED)
find_package(Boost 1.81 REQUIRED COMPONENTS json url)
find_package(fmt REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(tl-expected REQUIRED)

# By themselves: the library for jobs (src/checkpoint) has nothing else of these options.
add_library(spotdrill_sanitizers INTERFACE)
if(SPOTDRILL_SANITIZE)
  target_compile_options(spotdrill_sanitizers INTERFACE -fsanitize=${SPOTDRILL_SANITIZE}
    -fno-sanitize-recover=undefined)
  target_link_options(spotdrill_sanitizers INTERFACE -fsanitize=${SPOTDRILL_SANITIZE})
endif()

add_library(spotdrill_options INTERFACE)
target_compile_options(spotdrill_options INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror
  -Wno-missing-field-initializers  # Designated initialisers leave the rest at their defaults.
  -fno-omit-frame-pointer)
if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
  target_compile_options(spotdrill_options INTERFACE -Wno-gnu-statement-expression
    -Wno-deprecated-declarations)  # libstdc++ 12's own std::stable_sort.
else()
  target_compile_options(spotdrill_options INTERFACE
    -Wno-pedantic   # TRY.
    -fpch-preprocess
    --param ggc-min-heapsize=1000000  # KiB; collecting garbage sooner is a tenth of the time.
    -Wno-subobject-linkage  # For headers; SPOTDRILL_UNITY includes sources.
    # Wrong on std::string's operator+ and append in GCC 12, at -O1 above all (GCC PR 105651).
    -Wno-restrict -Wno-stringop-overflow -Wno-stringop-overread -Wno-array-bounds)
endif()
target_compile_definitions(spotdrill_options INTERFACE BOOST_ASIO_NO_DEPRECATED
  BOOST_ASIO_SEPARATE_COMPILATION BOOST_BEAST_SEPARATE_COMPILATION)
target_include_directories(spotdrill_options INTERFACE ${PROJECT_SOURCE_DIR}/src
  ${PROJECT_BINARY_DIR}/generated)
# Boost's headers are the system's: no warnings from them.
target_link_libraries(spotdrill_options INTERFACE fmt::fmt tl::expected Boost::json Boost::url
  Threads::Threads spotdrill_sanitizers)

find_program(CCACHE ccache)
if(CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # Without this sloppiness ccache passes over whatever uses a precompiled header.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
    CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${CCACHE})
endif()
