#!/usr/bin/env bash
# Installs into temporary folders and uses what is there: what is installed and where, builds of the programs in examples/ and of
# the program in the README with pkg-config and CMake, an installed tree that was moved, both flavours side by side, and the removal.
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

# ---- Both flavours side by side ----

both() {
    install_to FLAVOURS="narrow wide" PREFIX="$folder/both"
    diff - <(cd "$folder/both" && find . -type f | LC_ALL=C sort) <<'FILES'
./bin/mi
./bin/mi-wide
./include/MI.h
./include/mi.h
./include/micodec.h
./lib/cmake/mi/mi-config-version.cmake
./lib/cmake/mi/mi-config.cmake
./lib/libmi-wide.a
./lib/libmi-wide.so
./lib/libmi.a
./lib/libmi.so
./lib/pkgconfig/mi-wide.pc
./lib/pkgconfig/mi.pc
./libexec/mi/mi-provider-host
./libexec/mi/mi-provider-host-wide
FILES
    ! grep -rIlE '@[A-Z_]+@' "$folder/both"
}

# What pkg-config says of a library of that tree.
flags_of() { PKG_CONFIG_PATH=$folder/both/lib/pkgconfig pkg-config "$@"; }

# shellcheck disable=SC2046 # the flags are words
compile_text() { cc -std=c99 -Wall -Wextra -Wpedantic -Werror tests/install/text.c "$@"; }

prepare_texts() {
    export MI_REPOSITORY=$folder/repository-$RANDOM.db MI_CONFIG=$folder/empty.toml LD_LIBRARY_PATH=$folder/both/lib
    : >"$MI_CONFIG"
    "$folder/both/bin/$1" compile examples/inventory.mof --namespace root/inventory
}

one_repository() {
    local narrow=$1 wide=$2
    readelf -d "$narrow" | grep 'NEEDED.*\[libmi.so\]'
    readelf -d "$wide" | grep 'NEEDED.*\[libmi-wide.so\]'
    "$narrow" write narrow
    "$wide" write wide
    "$narrow" read >"$folder/output"
    "$wide" read | diff "$folder/output" -
    diff - <(LC_ALL=C sort "$folder/output") <<'TEXTS'
narrow: Grüße α 漢 😀, as it was written
wide: Grüße α 漢 😀, as it was written
TEXTS
}

both_with_pkg_config() {
    compile_text $(flags_of --cflags --libs mi) -o "$folder/text"
    compile_text $(flags_of --cflags --libs mi-wide) -o "$folder/text-wide"
    prepare_texts mi
    one_repository "$folder/text" "$folder/text-wide"
    # The tools read it too, and each writes for the other.
    local tool
    for tool in mi mi-wide; do
        "$folder/both/bin/$tool" get 'Inventory_Computer.Name="narrow"' --namespace root/inventory --json | grep 'Grüße α 漢 😀'
    done
}

both_with_cmake() {
    cmake -S tests/install -B "$folder/build-both" -DCMAKE_PREFIX_PATH="$folder/both" -DEXAMPLE="$PWD/tests/install/text.c"
    cmake --build "$folder/build-both" --parallel "$jobs"
    prepare_texts mi-wide
    one_repository "$folder/build-both/example" "$folder/build-both/example_wide"
    "$folder/build-both/example_static_wide" read | diff "$folder/output" -
    # What is not installed is not found.
    ! cmake -S tests/install -B "$folder/build-no-wide" -DCMAKE_PREFIX_PATH="$folder/tree" -DEXAMPLE="$PWD/tests/install/text.c" \
        -DCOMPONENT=wide >"$folder/output" 2>&1
    grep "flavour 'wide' of libmi is not installed" "$folder/output"
}

mixed() {
    local tree=$folder/both/lib kind
    prepare_texts mi
    # A wide program can't be linked with the narrow library, nor with its archive.
    for kind in -lmi "$tree/libmi.a"; do
        ! compile_text $(flags_of --cflags mi-wide) -L"$tree" "$kind" -lgcc_s -lm -o "$folder/mixed" 2>"$folder/output"
        grep 'undefined reference to .mi_wide_characters' "$folder/output"
    done
    # A narrow one that is linked with the wide library is told when it starts, whatever kind of program it is.
    for kind in '-fPIE -pie -lmi-wide' '-fno-pie -no-pie -lmi-wide' '-fPIE -pie -Wl,--as-needed,-z,defs -lmi-wide' \
        "-no-pie $tree/libmi-wide.a -lgcc_s -lm"; do
        # shellcheck disable=SC2086 # the flags are words
        compile_text $(flags_of --cflags mi) -L"$tree" $kind -o "$folder/mixed"
        local status=0
        "$folder/mixed" read || status=$?
        [ "$status" = 3 ]
    done
    # A wide one that is linked with both, and whose functions are the narrow library's, is told too.
    for kind in '-fPIE -pie' '-fno-pie -no-pie'; do
        # shellcheck disable=SC2086 # the flags are words
        compile_text $kind $(flags_of --cflags --libs mi mi-wide) -o "$folder/mixed"
        local status=0
        "$folder/mixed" read || status=$?
        [ "$status" = 3 ]
    done
    # And so is a narrow one that finds the wide library in the narrow one's place.
    mkdir -p "$folder/swapped"
    cp "$tree/libmi-wide.so" "$folder/swapped/libmi.so"
    local status=0
    LD_LIBRARY_PATH=$folder/swapped "$folder/text" read || status=$?
    [ "$status" = 3 ]
}

# A module in a process of its own: each flavour starts its own host, and a host of the other says so.
hosts() {
    local tree=$folder/both said
    prepare_texts mi
    printf 'class Vendor_Disk { [Key] string Id; };\n' >"$folder/vendor.mof"
    "$tree/bin/mi" new-provider --class Vendor_Disk --from "$folder/vendor.mof" --language c "$folder/vendor"
    sed -i 's/@inproc@/@requestor@/' "$folder/vendor/vendor.reg"
    make --silent -C "$folder/vendor" MI_INCLUDE="$tree/include" CPPFLAGS=-DMI_CHAR_TYPE=2
    export MI_PROVIDER_PATH=$folder/vendor
    said=$("$tree/bin/mi-wide" enumerate Vendor_Disk 2>&1) || true
    grep 'Vendor_Disk_EnumerateInstances in Vendor_Disk.c is not filled in yet' <<<"$said"
    said=$("$tree/bin/mi" enumerate Vendor_Disk 2>&1) || true
    grep 'was made for characters of 4 bytes, and this library.s have 1' <<<"$said"
    printf '[provider_modules]\nhost = "%s"\n' "$tree/libexec/mi/mi-provider-host" >"$folder/host.toml"
    said=$(MI_CONFIG=$folder/host.toml "$tree/bin/mi-wide" enumerate Vendor_Disk 2>&1) || true
    grep 'is of version [0-9.]*, and the library of version [0-9.]* with wide characters' <<<"$said"
}

# Another libmi as a protocol handler: that of the other flavour is refused.
handlers() {
    local tree=$folder/both said
    prepare_texts mi
    printf '[protocol_handlers.%s]\nlibrary = "%s"\n' narrow "$tree/lib/libmi.so" wide "$tree/lib/libmi-wide.so" \
        >"$folder/handlers.toml"
    export MI_CONFIG=$folder/handlers.toml
    said=$("$tree/bin/mi" classes --protocol wide --namespace root/inventory 2>&1) || true
    grep 'is a library for wide characters, and this one is for narrow ones' <<<"$said"
    said=$("$tree/bin/mi-wide" classes --protocol narrow --namespace root/inventory 2>&1) || true
    grep 'is a library for narrow characters, and this one is for wide ones' <<<"$said"
}

wide_alone() {
    install_to FLAVOURS=wide PREFIX="$folder/wide"
    diff - <(cd "$folder/wide" && find . -type f ! -path './include/*' ! -path './lib/cmake/*' | LC_ALL=C sort) <<'FILES'
./bin/mi-wide
./lib/libmi-wide.a
./lib/libmi-wide.so
./lib/pkgconfig/mi-wide.pc
./libexec/mi/mi-provider-host-wide
FILES
    make --silent --no-print-directory uninstall PREFIX="$folder/wide"
    [ -z "$(find "$folder/wide" -type f)" ]
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
check "both flavours can be installed side by side" both
check "programs of both flavours, built with pkg-config, keep texts in one repository" both_with_pkg_config
check "programs of both flavours build with CMake, against the libraries and the wide archive" both_with_cmake
check "a program and a library of different characters can't be linked, or the program is told when it starts" mixed
check "each flavour runs modules in its own host, and refuses the other's" hosts
check "each flavour refuses the other as a protocol handler" handlers
check "the wide flavour can be installed and removed alone" wide_alone
check "removing leaves no file" removed
check "CMake installs what make installs" with_cmake_install

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
