# SPDX-License-Identifier: Apache-2.0

# slate_library(<name> SOURCES <file>... [PUBLIC <target>...] [PRIVATE <target>...])
#
# Adds one layer of the toolchain as the static library slate_<name>, known to other layers as
# Slate::<name>. What a layer includes it must also link, so these lists are the architecture.
function(slate_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;PUBLIC;PRIVATE")
  add_library(slate_${name} STATIC ${arg_SOURCES})
  add_library(Slate::${name} ALIAS slate_${name})
  target_link_libraries(slate_${name} PUBLIC ${arg_PUBLIC} PRIVATE ${arg_PRIVATE})
  slate_settings(slate_${name})
endfunction()

# slate_executable(<name> SOURCES <file>... LINK <target>...) adds a program with the same settings.
function(slate_executable name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINK")
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE ${arg_LINK})
  slate_settings(${name})
endfunction()

# slate_test(<name> SOURCES <file>... LINK <target>...) adds a doctest program and registers it.
function(slate_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LINK")
  slate_executable(${name} SOURCES ${arg_SOURCES} LINK test_main ${arg_LINK})
  add_test(NAME ${name} COMMAND ${name} WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
endfunction()

function(slate_settings target)
  target_compile_features(${target} PUBLIC cxx_std_20)
  set_target_properties(${target} PROPERTIES CXX_EXTENSIONS OFF)
  target_include_directories(${target} PUBLIC "${PROJECT_SOURCE_DIR}")
  target_compile_options(${target} PRIVATE
    # Files joined in one unit see each other's unnamed namespaces.
    -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion
    $<IF:$<BOOL:${CMAKE_UNITY_BUILD}>,-Wno-subobject-linkage,-Wshadow> -Wnon-virtual-dtor
    -Woverloaded-virtual -Wimplicit-fallthrough -Wmissing-declarations -Wold-style-cast
    -Wextra-semi
    $<$<BOOL:${SLATE_WARNINGS_AS_ERRORS}>:-Werror>)
endfunction()
