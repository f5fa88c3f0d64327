# SPDX-License-Identifier: Apache-2.0

# Everything comes from the system's packages; `./dev` installs them. A package is a target here.
find_package(fmt REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(tomlplusplus REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(ICU REQUIRED COMPONENTS uc i18n)
pkg_check_modules(isal REQUIRED IMPORTED_TARGET libisal)
pkg_check_modules(zstd REQUIRED IMPORTED_TARGET libzstd)
pkg_check_modules(libzip REQUIRED IMPORTED_TARGET libzip)
pkg_check_modules(pugixml REQUIRED IMPORTED_TARGET pugixml)
pkg_check_modules(simdjson REQUIRED IMPORTED_TARGET simdjson)

find_path(GMP_INCLUDE_DIR gmp.h REQUIRED)
find_library(GMP_LIBRARY gmp REQUIRED)
add_library(gmp INTERFACE)
target_include_directories(gmp SYSTEM INTERFACE ${GMP_INCLUDE_DIR})
target_link_libraries(gmp INTERFACE ${GMP_LIBRARY})
