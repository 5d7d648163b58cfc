# Language, warnings, sanitizers, ccache, and the two functions by which every folder declares its target.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()
# A release build keeps its assertions: an unattended run shall stop at a broken invariant, not go on.
set(CMAKE_CXX_FLAGS_RELEASE "-O2")

find_program(SLUICE_CCACHE ccache)
if(SLUICE_CCACHE)
  # Without these sloppiness settings ccache stores nothing that stands beside a precompiled header.
  set(CMAKE_CXX_COMPILER_LAUNCHER
    ${CMAKE_COMMAND} -E env
    CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
    CCACHE_BASEDIR=${CMAKE_SOURCE_DIR}
    ${SLUICE_CCACHE})
endif()

set(SLUICE_SANITIZE "" CACHE STRING "address (with undefined), thread, or nothing")
add_library(sluice_settings INTERFACE)
target_include_directories(sluice_settings INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_options(sluice_settings INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror -Winvalid-pch
  # A designated initialiser leaves the rest at its default on purpose.
  -Wno-missing-field-initializers)
if(SLUICE_SANITIZE STREQUAL "address")
  # Without the null and alignment checks a file with typed actors compiles in 9 to 13 s instead of 37.
  set(SLUICE_SANITIZE_FLAGS -fsanitize=address,undefined -fno-sanitize=null,alignment -fno-sanitize-recover=undefined
    -fno-omit-frame-pointer)
  set(SLUICE_SANITIZE_ENVIRONMENT "UBSAN_OPTIONS=print_stacktrace=1")
elseif(SLUICE_SANITIZE STREQUAL "thread")
  # Asio's headers use fences, which ThreadSanitizer doesn't model: a warning that no code of ours can heed.
  set(SLUICE_SANITIZE_FLAGS -fsanitize=thread -fno-omit-frame-pointer -Wno-tsan)
  set(SLUICE_SANITIZE_ENVIRONMENT "TSAN_OPTIONS=halt_on_error=1 second_deadlock_stack=1")
endif()
if(SLUICE_SANITIZE_FLAGS)
  target_compile_options(sluice_settings INTERFACE ${SLUICE_SANITIZE_FLAGS})
  target_link_options(sluice_settings INTERFACE ${SLUICE_SANITIZE_FLAGS})
endif()
if(SLUICE_FUZZ)
  # Clang alone, for tests/fuzz; its warnings are not ours to heed.
  target_compile_options(sluice_settings INTERFACE -fsanitize=fuzzer-no-link,address -fno-omit-frame-pointer -Wno-error)
  target_link_options(sluice_settings INTERFACE -fsanitize=address)
endif()
if(SLUICE_COVERAGE)
  target_compile_options(sluice_settings INTERFACE --coverage)
  target_link_options(sluice_settings INTERFACE --coverage)
endif()

# Precompiles a header that is slow to read, for one target.
function(sluice_precompile target header)
  target_precompile_headers(${target} PRIVATE ${CMAKE_SOURCE_DIR}/${header})
endfunction()

# A folder of the house: every .cpp below it in one static library. PCH FILE precompiles that header for it. The presets
# release, asan and tsan compile some files of a folder as one, a third of the work from nothing; debug each by itself.
function(sluice_folder name)
  cmake_parse_arguments(ARG "" "PCH" "USES" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  if(NOT sources)
    # Nothing to compile yet: the name stands, so that the rest of the house can be configured.
    add_library(sluice_${name} INTERFACE)
    target_link_libraries(sluice_${name} INTERFACE sluice_settings ${ARG_USES})
    return()
  endif()
  add_library(sluice_${name} STATIC ${sources})
  target_link_libraries(sluice_${name} PUBLIC sluice_settings ${ARG_USES})
  if(ARG_PCH)
    sluice_precompile(sluice_${name} ${ARG_PCH})
  endif()
endfunction()

# A doctest program of every .cpp in one folder of tests, or of SOURCES, registered under the folder's name with a
# label: unit, actors, real (real scheduler or sockets), or e2e. The target LABEL_tests builds all of a label. UNITY lets
# the presets that compile files together do so with these.
function(sluice_test name)
  cmake_parse_arguments(ARG "UNITY" "LABEL;PCH" "USES;SOURCES" ${ARGN})
  if(ARG_SOURCES)
    set(sources ${ARG_SOURCES})
  else()
    file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${name}/*.cpp)
  endif()
  if(NOT sources)
    return()
  endif()
  set(program ${ARG_LABEL}_${name})
  add_executable(${program} ${sources})
  if(NOT ARG_UNITY)
    # Most tests name their helpers as if they were alone.
    set_target_properties(${program} PROPERTIES UNITY_BUILD OFF)
  endif()
  target_link_libraries(${program} PRIVATE sluice_settings sluice_doctest_main ${ARG_USES})
  # The tests' own code is not worth optimising: what they test is, in its libraries.
  target_compile_options(${program} PRIVATE -O0)
  target_compile_definitions(${program} PRIVATE SLUICE_SHARED_DATA="${CMAKE_SOURCE_DIR}/../shared/data")
  if(ARG_PCH)
    sluice_precompile(${program} ${ARG_PCH})
  endif()
  sluice_register(${program} ${ARG_LABEL})
endfunction()

# A program as a test of its own: its label, its time limit, its target among LABEL_tests, the sanitizers' options.
function(sluice_register program label)
  add_dependencies(${label}_tests ${program})
  add_test(NAME ${program} COMMAND ${program})
  set_tests_properties(${program} PROPERTIES LABELS ${label} TIMEOUT 300 ENVIRONMENT "${SLUICE_SANITIZE_ENVIRONMENT}")
endfunction()
foreach(label unit actors real e2e)
  add_custom_target(${label}_tests)
endforeach()
