#!/usr/bin/env bash
# Installs into temporary folders and uses what is there: what is installed and where, builds of the programs in examples/ and of
# the program in the README with pkg-config and CMake, an installed tree that was moved, and the removal.
set -euo pipefail
cd "$(dirname "$0")/../.."

profile=${PROFILE:-dev}
jobs=$(nproc)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
# What the caller's make was told is not for the installations here.
unset MAKEFLAGS MAKELEVEL
passed=0
failed=0

# Runs one check, a function; shows what it printed where it fails.
check() {
    local name=$1
    shift
    # In a process of its own with `set -e`: in a condition the shell would ignore it.
    local status=0
    (set -euo pipefail; "$@") >"$folder/log" 2>&1 </dev/null &
    wait $! || status=$?
    if [ "$status" -eq 0 ]; then
        passed=$((passed + 1))
        echo "ok: $name"
    else
        failed=$((failed + 1))
        echo "FAILED: $name"
        sed 's/^/    /' "$folder/log"
    fi
}

install_to() { make --silent --no-print-directory install PROFILE="$profile" CARGO_ARGUMENTS=--workspace "$@"; }

# Runs a build of the example on a repository of its own, twice, and looks at what it did the second time.
run_example() {
    local example=$1 tree=$2
    export MI_REPOSITORY=$folder/repository-$RANDOM.db MI_CONFIG=$folder/empty.toml
    : >"$MI_CONFIG"
    "$tree/bin/mi" compile examples/inventory.mof --namespace root/inventory
    LD_LIBRARY_PATH=$tree/lib "$example"
    LD_LIBRARY_PATH=$tree/lib "$example" | tee "$folder/output"
    diff - <(sed 's/ *$//' "$folder/output") <<'TABLE'
step        name        processors  memory/MiB  in use
create      alpha       8           32768       -
create      beta        4           8192        -
get         alpha       8           32768       no
modify      alpha       -           -           yes
enumerate   alpha       8           32768       yes
enumerate   beta        4           8192        no
delete      beta        (keys only)
enumerate   alpha       8           32768       yes
TABLE
}

staged() {
    install_to PREFIX=/opt/mi DESTDIR="$folder/staged"
    diff - <(cd "$folder/staged" && find . -type f | LC_ALL=C sort) <<'FILES'
./opt/mi/bin/mi
./opt/mi/include/MI.h
./opt/mi/include/mi.h
./opt/mi/include/micodec.h
./opt/mi/lib/cmake/mi/mi-config-version.cmake
./opt/mi/lib/cmake/mi/mi-config.cmake
./opt/mi/lib/libmi.a
./opt/mi/lib/libmi.so
./opt/mi/lib/pkgconfig/mi.pc
./opt/mi/libexec/mi/mi-provider-host
FILES
    grep -x 'prefix=/opt/mi' "$folder/staged/opt/mi/lib/pkgconfig/mi.pc"
    ! grep -rIlE '@[A-Z_]+@' "$folder/staged"
}

library_folder_elsewhere() {
    local tree=$folder/debian
    install_to PREFIX=/usr LIBDIR=/usr/lib/x86_64-linux-gnu DESTDIR="$tree"
    grep -x 'libdir=${prefix}/lib/x86_64-linux-gnu' "$tree/usr/lib/x86_64-linux-gnu/pkgconfig/mi.pc"
    cmake -S tests/install -B "$folder/build-debian" -DEXAMPLE="$PWD/examples/quickstart.c" \
        -Dmi_DIR="$tree/usr/lib/x86_64-linux-gnu/cmake/mi"
    cmake --build "$folder/build-debian" --target example
}

compile_with_pkg_config() {
    local program=$1 source=$2 tree=$3
    shift 3
    # shellcheck disable=SC2046 # the flags are words
    cc -std=c99 -Wall -Wextra -Werror "$source" \
        $(PKG_CONFIG_PATH=$tree/lib/pkgconfig pkg-config "$@" --cflags --libs mi) -o "$program"
}

with_pkg_config() {
    compile_with_pkg_config "$folder/with-pkg-config" examples/quickstart.c "$folder/tree"
    run_example "$folder/with-pkg-config" "$folder/tree"
}

asynchronous() {
    local tree=$folder/tree
    # shellcheck disable=SC2046 # the flags are words
    cc -std=c99 -Wall -Wextra -Wpedantic -Werror examples/asynchronous.c \
        $(PKG_CONFIG_PATH=$tree/lib/pkgconfig pkg-config --cflags --libs mi) -pthread -o "$folder/asynchronous"
    export MI_REPOSITORY=$folder/repository-asynchronous.db MI_CONFIG=$folder/empty.toml
    : >"$MI_CONFIG"
    "$tree/bin/mi" compile examples/inventory.mof --namespace root/inventory
    for _ in first second; do
        LD_LIBRARY_PATH=$tree/lib "$folder/asynchronous" | tee "$folder/output"
        diff - <(LC_ALL=C sort "$folder/output") <<'ITEMS'
Inventory_Computer gamma, bought 2024-05-17, used for building and testing
Inventory_Printer inky, bought 2024-01-31
ITEMS
    done
}

configure_with_cmake() {
    cmake -S tests/install -B "$1" -DCMAKE_PREFIX_PATH="$2" -DEXAMPLE="$PWD/examples/quickstart.c"
    cmake --build "$1" --parallel "$jobs"
}

with_cmake() {
    configure_with_cmake "$folder/build" "$folder/tree"
    run_example "$folder/build/example" "$folder/tree"
    run_example "$folder/build/example_static" "$folder/tree"
    readelf -d "$folder/build/example" | grep 'NEEDED.*\[libmi.so\]'
    # The archive is in the program: it does not ask for the library.
    ! readelf -d "$folder/build/example_static" | grep 'NEEDED.*\[libmi.so\]'
}

moved() {
    install_to PREFIX="$folder/before"
    mv "$folder/before" "$folder/moved"
    configure_with_cmake "$folder/build-moved" "$folder/moved"
    run_example "$folder/build-moved/example" "$folder/moved"
    compile_with_pkg_config "$folder/moved-program" examples/quickstart.c "$folder/moved" --define-prefix
}

# A C program of a page, the first or that of a number, works as it stands there.
program_of() {
    awk -v wanted="${2:-1}" '/^```/ { inside = 0 } inside { print } /^```c$/ { inside = ++number == wanted }' \
        "$1" >"$folder/page.c"
    grep -q 'int main' "$folder/page.c"
    compile_with_pkg_config "$folder/page" "$folder/page.c" "$folder/tree"
    MI_REPOSITORY=:memory: LD_LIBRARY_PATH=$folder/tree/lib "$folder/page" >"$folder/output"
}

readme() { program_of README.md; }

codecs() {
    program_of docs/codecs.md
    grep -Fx '4 < 5 & "so on"' "$folder/output"
    program_of docs/codecs.md 2
    grep -F 'line 2, column 49' "$folder/output"
    grep -Fx '2 instances' "$folder/output"
}

codecs_example() {
    local tree=$folder/tree format
    compile_with_pkg_config "$folder/codecs" examples/codecs.c "$tree"
    export MI_REPOSITORY=$folder/repository-codecs.db MI_CONFIG=$folder/empty.toml
    : >"$MI_CONFIG"
    "$tree/bin/mi" compile examples/inventory.mof --namespace root/inventory
    "$tree/bin/mi" create Inventory_Computer Name=gamma 'Roles={build, test}' --namespace root/inventory
    for format in MI_XML MI_MOF_CIMV2_EXTV1; do
        LD_LIBRARY_PATH=$tree/lib "$folder/codecs" "$format" | grep 'gamma was read from [1-9]'
    done
}

removed() {
    make --silent --no-print-directory uninstall PREFIX="$folder/tree"
    [ -z "$(find "$folder/tree" -type f)" ]
}

as_a_part_of_another_build() {
    cmake -S tests/install -B "$folder/build-part" -DMI_SOURCE="$PWD" -DEXAMPLE="$PWD/examples/quickstart.c" \
        -DMI_CARGO_PROFILE="$profile" -DMI_CARGO_ARGUMENTS=--workspace
    cmake --build "$folder/build-part" --parallel "$jobs"
    run_example "$folder/build-part/example" "$folder/tree"
}

with_cmake_install() {
    cmake --preset debug
    cmake --build --preset debug --target mi_cargo
    DESTDIR=$folder/cmake cmake --install build/debug --prefix /opt/mi
    diff -r "$folder/staged/opt" "$folder/cmake/opt"
}

check "an installation into DESTDIR has these files and no other" staged
check "the libraries can be in a folder of another name" library_folder_elsewhere
check "installing under a prefix" install_to PREFIX="$folder/tree"
check "the example builds with pkg-config and runs" with_pkg_config
check "the asynchronous example builds without a warning and runs" asynchronous
check "the example builds with CMake, against the library and the archive, and runs" with_cmake
check "an installed tree can be moved" moved
check "the library can be a part of another build" as_a_part_of_another_build
check "the program in the README builds and runs" readme
check "the programs in the page on codecs build and run" codecs
check "the example of the codecs builds and runs" codecs_example
check "removing leaves no file" removed
check "CMake installs what make installs" with_cmake_install

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
