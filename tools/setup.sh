#!/usr/bin/env bash
# Installs what a purpose needs and this machine lacks, with the system's package manager or rustup, and says what it installs.
# Quick and silent where everything is there. The purposes: build, test, tsan (testing with ThreadSanitizer), windows (building for
# Windows), test-windows (testing that, with Wine), aarch64 (building and testing for 64-bit ARM), musl (the same for musl),
# rust-web (Debian's newest Rust).
set -euo pipefail

purpose=${1:-test}
missing_commands=()
missing_packages=()

# Asks for a command, and says which package of Debian and its relatives has it.
need() {
    local command=$1 package=$2
    if ! command -v "$command" >/dev/null 2>&1; then
        missing_commands+=("$command")
        missing_packages+=("$package")
    fi
}

need_cargo() {
    local wanted=1.90 version
    if ! command -v cargo >/dev/null 2>&1; then
        echo "setup: cargo is missing. Install Rust $wanted or newer (https://rustup.rs), then run this again." >&2
        exit 1
    fi
    version=$(rustc --version | cut -d ' ' -f 2)
    if [ "$(printf '%s\n' "$wanted" "${version%%-*}" | sort -V | head -n 1)" != "$wanted" ]; then
        echo "setup: rustc $version is too old: $wanted or newer is needed (rustup update stable)." >&2
        exit 1
    fi
}

# Parts of the Rust toolchain that distributions and small installations leave out.
need_component() {
    local component=$1 subcommand=$2
    cargo "$subcommand" --version >/dev/null 2>&1 && return
    if command -v rustup >/dev/null 2>&1; then
        echo "setup: installing $component with rustup"
        rustup --quiet component add "$component"
    else
        missing_commands+=("cargo-$subcommand")
        missing_packages+=("$component")
    fi
}

# ThreadSanitizer has to see Rust's standard library too, which is built from its sources for that.
need_rust_sources() {
    local sources
    sources=$(rustc --print sysroot)/lib/rustlib/src/rust/library/Cargo.lock
    [ -e "$sources" ] && return
    if command -v rustup >/dev/null 2>&1; then
        echo "setup: installing rust-src with rustup"
        rustup --quiet component add rust-src && return
    fi
    echo "setup: missing: the sources of Rust's standard library ($sources)" >&2
    echo "setup: they are the component rust-src of rustup, or a package such as rust-src of the distribution;" \
        "install that of rustc $(rustc --version | cut -d ' ' -f 2), then run this again" >&2
    exit 1
}

# Removes nothing: packages that would take the place of others (as rustc-web does of rustc) are refused, and apt-get says which.
install_missing() {
    [ ${#missing_packages[@]} -eq 0 ] && return
    local as_root=() log packages
    mapfile -t packages < <(printf '%s\n' "${missing_packages[@]}" | sort -u)
    if [ "$(id -u)" -ne 0 ]; then
        as_root=(sudo)
        [ -t 0 ] || as_root=(sudo -n)
    fi
    if ! command -v apt-get >/dev/null 2>&1 || { [ ${#as_root[@]} -gt 0 ] && ! command -v sudo >/dev/null 2>&1; }; then
        echo "setup: missing: ${missing_commands[*]}" >&2
        echo "setup: they can't be installed from here; on Debian and its relatives they are in: ${packages[*]}" >&2
        exit 1
    fi
    echo "setup: installing with apt-get: ${packages[*]}"
    log=$(mktemp)
    if ! { "${as_root[@]}" apt-get update -q && "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -q -y --no-install-recommends --no-remove "${packages[@]}"; } >"$log" 2>&1 </dev/null; then
        tail -n 20 "$log" >&2
        rm -f "$log"
        echo "setup: apt-get failed; missing: ${missing_commands[*]}" >&2
        exit 1
    fi
    rm -f "$log"
}

# The compilers for Windows, and their libraries.
need_mingw() {
    need x86_64-w64-mingw32-gcc gcc-mingw-w64-x86-64
    need x86_64-w64-mingw32-g++ g++-mingw-w64-x86-64
    need i686-w64-mingw32-gcc gcc-mingw-w64-i686
}

case $purpose in
rust-web) ;;
windows | test-windows)
    # Where there is no Rust at all, tools/cross/standard-library.sh takes Debian's, and says why where it can't.
    if command -v cargo >/dev/null 2>&1 || ! command -v apt-get >/dev/null 2>&1; then
        need_cargo
    fi
    ;;
*) need_cargo ;;
esac
need cc gcc
# The compiler comes without the C library's headers where nobody asks for them.
if ! command -v cc >/dev/null 2>&1 || ! echo '#include <stdlib.h>' | cc -E - >/dev/null 2>&1; then
    missing_commands+=("the headers of the C library")
    missing_packages+=(libc6-dev)
fi
case $purpose in
build) ;;
rust-web)
    # By the packages: another Rust may have the commands.
    for package in rustc-web cargo-web rust-web-src; do
        if [ "$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null)" != installed ]; then
            missing_commands+=("$package")
            missing_packages+=("$package")
        fi
    done
    ;;
musl)
    need musl-gcc musl-tools
    need cmake cmake
    ;;
aarch64)
    need aarch64-linux-gnu-gcc gcc-aarch64-linux-gnu
    need aarch64-linux-gnu-g++ g++-aarch64-linux-gnu
    need qemu-aarch64 qemu-user
    need cmake cmake
    if [ ! -e /usr/aarch64-linux-gnu/include/stdlib.h ]; then
        missing_commands+=("the headers of the C library for 64-bit ARM")
        missing_packages+=(libc6-dev-arm64-cross)
    fi
    ;;
windows)
    need_mingw
    ;;
test-windows)
    need_mingw
    need cmake cmake
    # What counts the tests.
    need python3 python3
    # Of 64 bits alone: the other half would need packages of a foreign architecture.
    command -v wine64 >/dev/null 2>&1 || need /usr/lib/wine/wine64 wine64
    ;;
tsan)
    need_rust_sources
    need cmake cmake
    ;;
test)
    need_component rustfmt fmt
    need_component clippy clippy
    need gcc gcc
    need g++ g++
    need clang clang
    need clang-format clang-format
    need_mingw
    need cmake cmake
    need pkg-config pkg-config
    need valgrind valgrind
    need python3 python3
    # The DMTF schema, which a test compiles, comes with a source package of PyPI.
    if ! python3 -m pip --version >/dev/null 2>&1; then
        missing_commands+=(pip)
        missing_packages+=(python3-pip)
    fi
    # pywbem, which tests of the codecs talk to, gets an environment of its own.
    if ! python3 -c 'import ensurepip, venv' >/dev/null 2>&1; then
        missing_commands+=("venv of Python")
        missing_packages+=(python3-venv)
    fi
    need nm binutils
    # What is written as CIM-XML is held against its DTD.
    need xmllint libxml2-utils
    ;;
*)
    echo "usage: setup.sh [build|test|tsan|windows|test-windows|aarch64|musl|rust-web]" >&2
    exit 2
    ;;
esac
install_missing
