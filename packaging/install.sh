#!/usr/bin/env bash
# Installs what was built, or removes it again: install.sh install|uninstall. The Makefile and CMake call it.
#
# FLAVOURS: what is installed, "narrow", "wide" or "narrow wide"; what is removed is both. PREFIX, BINDIR, LIBDIR, INCLUDEDIR:
# where things will be found. DESTDIR: a folder that stands for the root of the file system, for packages. BUILD: the folder
# with libmi.so, libmi.a, mi and mi-provider-host. WIDE_BUILD: the same of the wide flavour.
set -euo pipefail
cd "$(dirname "$0")/.."

FLAVOURS=${FLAVOURS:-narrow}
PREFIX=${PREFIX:-/usr/local}
BINDIR=${BINDIR:-$PREFIX/bin}
LIBDIR=${LIBDIR:-$PREFIX/lib}
INCLUDEDIR=${INCLUDEDIR:-$PREFIX/include}
DESTDIR=${DESTDIR:-}
BUILD=${BUILD:-target/release}
WIDE_BUILD=${WIDE_BUILD:-target/wide/release}
cmake_folder=$LIBDIR/cmake/mi
pkgconfig_folder=$LIBDIR/pkgconfig
# The library looks for its executable there: in libexec/mi beside its own folder, or beside the one above that.
host_folder=$PREFIX/libexec/mi
# What a program that links the archive needs besides: what Rust's standard library and SQLite use.
static_libraries='-lgcc_s -lpthread -ldl -lm'

for folder in "$PREFIX" "$BINDIR" "$LIBDIR" "$INCLUDEDIR"; do
    case $folder in
    /*) ;;
    *) echo "install: '$folder' must be an absolute path" >&2; exit 2 ;;
    esac
done
for flavour in $FLAVOURS; do
    case $flavour in
    narrow | wide) ;;
    *) echo "install: '$flavour' is no flavour: FLAVOURS are narrow, wide or both" >&2; exit 2 ;;
    esac
done

files() {
    local ending
    for ending in '' -wide; do
        printf '%s\n' "$BINDIR/mi$ending" "$host_folder/mi-provider-host$ending" "$LIBDIR/libmi$ending.so" \
            "$LIBDIR/libmi$ending.a" "$pkgconfig_folder/mi$ending.pc"
    done
    printf '%s\n' "$INCLUDEDIR/mi.h" "$INCLUDEDIR/MI.h" "$INCLUDEDIR/micodec.h" \
        "$cmake_folder/mi-config.cmake" "$cmake_folder/mi-config-version.cmake"
}

# Writes a template with its placeholders filled in. Paths under the prefix stay relative to it in mi.pc.
fill() {
    local version pointer_size include_from_cmake
    version=$(sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml | head -n 1)
    pointer_size=$(($(getconf LONG_BIT) / 8))
    include_from_cmake=$(realpath -m --relative-to="$cmake_folder" "$INCLUDEDIR")
    sed -e "s|@PREFIX@|$PREFIX|" \
        -e "s|@LIBDIR@|${LIBDIR/#"$PREFIX/"/\$\{prefix\}/}|" \
        -e "s|@INCLUDEDIR@|${INCLUDEDIR/#"$PREFIX/"/\$\{prefix\}/}|" \
        -e "s|@VERSION@|$version|" \
        -e "s|@POINTER_SIZE@|$pointer_size|" \
        -e "s|@INCLUDE_FROM_CMAKE@|$include_from_cmake|" \
        -e "s|@STATIC_LIBRARIES@|$static_libraries|" "$1" | install -D -m 644 /dev/stdin "$2"
}

# Installs one flavour: from which folder, and how its names end. cargo's names have no ending.
install_flavour() {
    local build=$1 ending=$2 how=$3 file
    for file in libmi.so libmi.a mi mi-provider-host; do
        [ -f "$build/$file" ] || { echo "install: $build/$file is not there; run '$how' first" >&2; exit 1; }
    done
    install -D -m 755 "$build/mi" "$DESTDIR$BINDIR/mi$ending"
    install -D -m 755 "$build/mi-provider-host" "$DESTDIR$host_folder/mi-provider-host$ending"
    install -D -m 755 "$build/libmi.so" "$DESTDIR$LIBDIR/libmi$ending.so"
    install -D -m 644 "$build/libmi.a" "$DESTDIR$LIBDIR/libmi$ending.a"
    # Line tables for debuggers are most of the size; they stay in the build folder.
    if command -v strip >/dev/null; then
        strip --strip-debug "$DESTDIR$BINDIR/mi$ending" "$DESTDIR$host_folder/mi-provider-host$ending" \
            "$DESTDIR$LIBDIR/libmi$ending.so" "$DESTDIR$LIBDIR/libmi$ending.a"
    fi
    fill "packaging/mi$ending.pc.in" "$DESTDIR$pkgconfig_folder/mi$ending.pc"
    echo "installed under $DESTDIR$PREFIX: bin/mi$ending, libexec/mi/mi-provider-host$ending, libmi$ending.so, libmi$ending.a, mi$ending.pc"
}

case ${1:-} in
install)
    for flavour in $FLAVOURS; do
        case $flavour in
        narrow) install_flavour "$BUILD" '' make ;;
        wide) install_flavour "$WIDE_BUILD" -wide 'make wide' ;;
        esac
    done
    for header in mi.h MI.h micodec.h; do
        install -D -m 644 "include/$header" "$DESTDIR$INCLUDEDIR/$header"
    done
    fill packaging/mi-config.cmake.in "$DESTDIR$cmake_folder/mi-config.cmake"
    fill packaging/mi-config-version.cmake.in "$DESTDIR$cmake_folder/mi-config-version.cmake"
    # A library in one of the loader's own folders is found only when the loader's cache knows it.
    case $DESTDIR$LIBDIR in
    /lib* | /usr/lib* | /usr/local/lib*) if [ "$(id -u)" -eq 0 ] && command -v ldconfig >/dev/null; then ldconfig; fi ;;
    esac
    echo "installed under $DESTDIR$PREFIX: mi.h and the CMake package 'mi'"
    ;;
uninstall)
    files | while read -r file; do rm -f "$DESTDIR$file"; done
    # Folders that only held these files; the others are left as they are.
    for folder in "$cmake_folder" "$LIBDIR/cmake" "$pkgconfig_folder" "$LIBDIR" "$INCLUDEDIR" "$BINDIR" "$host_folder" \
        "$PREFIX/libexec"; do
        rmdir --ignore-fail-on-non-empty "$DESTDIR$folder" 2>/dev/null || true
    done
    echo "removed from $DESTDIR$PREFIX"
    ;;
*)
    echo "usage: install.sh install|uninstall" >&2
    exit 2
    ;;
esac
