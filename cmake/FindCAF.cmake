# Debian's libcaf-dev 0.17.6 has neither a CMake config nor a pkg-config file.
# Defines CAF::core. Under ThreadSanitizer it is an instrumented build of the same library: with Debian's binary every
# mailbox would be reported as a race (scripts/caf-tsan says why, makes it once, and tells where it is).
include(FindPackageHandleStandardArgs)
find_path(CAF_INCLUDE_DIR caf/all.hpp)
if(SLUICE_SANITIZE STREQUAL "thread" AND NOT EXISTS "${CAF_CORE_LIBRARY}")
  unset(CAF_CORE_LIBRARY CACHE)
  execute_process(COMMAND ${CMAKE_SOURCE_DIR}/scripts/caf-tsan
    OUTPUT_VARIABLE CAF_TSAN_FOLDER OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
  find_library(CAF_CORE_LIBRARY caf_core PATHS ${CAF_TSAN_FOLDER} NO_DEFAULT_PATH)
else()
  find_library(CAF_CORE_LIBRARY caf_core)
endif()
find_package_handle_standard_args(CAF REQUIRED_VARS CAF_CORE_LIBRARY CAF_INCLUDE_DIR)
if(CAF_FOUND AND NOT TARGET CAF::core)
  add_library(CAF::core UNKNOWN IMPORTED)
  set_target_properties(CAF::core PROPERTIES
    IMPORTED_LOCATION ${CAF_CORE_LIBRARY}
    INTERFACE_INCLUDE_DIRECTORIES ${CAF_INCLUDE_DIR}
    INTERFACE_LINK_LIBRARIES Threads::Threads)
endif()
