#!/usr/bin/env bash
# Builds for Windows with every check of the debug profile, runs all tests there with Wine, and accounts for each:
#   test.sh [--if-possible] JOBS
# With --if-possible, as `make test` has it, it says why nothing is tested where the compilers, Rust's library or Wine can't be had, and is
# content; and what takes minutes with Wine is left to `make test-windows`: the tests of the repository, and the library of 32 bits.
set -euo pipefail
cd "$(dirname "$0")/../.."

if_possible=
if [ "${1:-}" = --if-possible ]; then
    if_possible=1
    shift
fi
jobs=${1:-$(nproc)}
target=x86_64-pc-windows-gnu
logs=build/windows-logs
failed=()

# What it says goes past a file that the command's output goes to.
exec 3>&1

needs() {
    "$@" && return
    if [ -n "$if_possible" ]; then
        echo "skipped: the tests on Windows, as '$*' failed: its reason stands above" >&3
        exit 0
    fi
    echo "test-windows: '$*' failed" >&2
    exit 1
}

# Says what it does and how long it took, and goes on when it fails: all of it is to be known. Wine 8 now and then fails to start a
# process (error 1359): with --if-possible, where that would refuse somebody's change, what failed is tried once more, and that is said.
step() {
    local name=$1 start=$SECONDS
    shift
    echo "-- $name"
    if ! "$@"; then
        if [ -z "$if_possible" ]; then
            failed+=("$name")
        else
            echo "-- $name: failed, and is tried once more"
            "$@" || failed+=("$name")
        fi
    fi
    echo "-- $name: $((SECONDS - start)) s"
}

# The packages of the build first, which the others say too when they are missing.
needs tools/setup.sh test-windows
mkdir -p "$logs"
needs tools/windows/environment.sh >"$logs/environment"
needs tools/windows/wine.sh --prepare
. "$logs/environment"

# What is built for one is built for all: the same packages, and so the same features of what they share.
arguments=(--workspace --lib --bins)
without=()
for file in tests/*.rs tests/*/main.rs; do
    name=${file#tests/}
    name=${name%/main.rs}
    name=${name%.rs}
    if [ -n "$if_possible" ] && [ "$name" = repository ]; then
        without+=(--without "$name")
    else
        arguments+=(--test "$name")
    fi
done

# No compiler runs where Wine does: the tests in Rust load the module that is compiled for those in C.
sample() {
    cmake --preset windows >"$logs/sample" 2>&1 && cmake --build --preset windows --target sample >>"$logs/sample" 2>&1 && return
    cat "$logs/sample" >&2
    return 1
}

rust() {
    export MI_TEST_MODULE=Z:$PWD/build/windows/tests-c/libsample.dll
    cargo test --locked --target "$target" "${arguments[@]}" --no-fail-fast 2>&1 | tee "$logs/rust" | grep --line-buffered -vE '^test .* (ok|ignored.*)$|^$'
}

products() {
    PROFILE=dev CARGO_ARGUMENTS="${arguments[*]}" tools/windows/build.sh build/windows-products && tests/windows/run.sh build/windows-products
}

in_c() {
    MI_CARGO_ARGUMENTS="${arguments[*]}" tools/test-c.sh windows "$jobs"
}

# As far as a compiler and a linker can tell: tables and callbacks of 32 bits have a calling convention of their own.
of_32_bits() {
    (
        environment=$(tools/windows/environment.sh i686-pc-windows-gnu) || exit 1
        eval "$environment"
        cargo build --locked --target i686-pc-windows-gnu --lib
    )
}

step "the sample module" sample
step "tests in Rust" rust
step "what make windows gives" products
step "tests in C" in_c
if [ -z "$if_possible" ]; then
    step "the library of 32 bits" of_32_bits
fi
step "every test is accounted for" tools/windows/count-tests.py "${without[@]}" "$logs/rust" build/windows/Testing/Temporary/LastTest.log

if [ ${#failed[@]} -gt 0 ]; then
    printf 'failed: %s\n' "${failed[@]}" >&2
    exit 1
fi
