#!/usr/bin/env bash
# Compiles every C test with $CC against a built libmi and runs it, without CMake: run.sh [PROGRAM [TEST...]]
#   LIBRARY   the folder with libmi.so and the tool `mi` (target/debug)
#   INCLUDE   the folder with mi.h (include)
#   CC, CFLAGS  the compiler and its options; CFLAGS=-fsanitize=address for AddressSanitizer
#   VALGRIND=1  under valgrind: no error and no leak
#   JOBS      how many programs run at once
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
library=$(cd "${LIBRARY:-$root/target/debug}" && pwd)
include=${INCLUDE:-$root/include}
cc=${CC:-cc}
read -ra flags <<<"${CFLAGS:-}"
jobs=${JOBS:-$(nproc)}

export MI_TOOL=${MI_TOOL:-$library/mi}
export MI_TEST_SCHEMA=$here/schema/test.mof
launcher=()
if [ -n "${VALGRIND:-}" ]; then
    launcher=(valgrind --quiet --error-exitcode=97 --leak-check=full --errors-for-leak-kinds=definite,indirect
        --show-leak-kinds=definite,indirect --trace-children-skip='*/mi')
    export MI_TEST_SLOW=1
fi

build=$(mktemp -d)
trap 'rm -rf "$build"' EXIT

shared=() programs=()
for file in "$here"/*.c; do
    if grep -qE '^TEST(_[A-Z_]+)?\(' "$file"; then
        programs+=("$(basename "$file" .c)")
    elif [ "$(basename "$file")" != platform_windows.c ]; then
        shared+=("$file")
    fi
done

if [ $# -gt 0 ]; then
    programs=("$1")
    shift
fi

compile() {
    "$cc" -std=gnu11 -g -Wall -Wextra -Wpedantic -Werror "${flags[@]}" -I"$include" "$@"
}

# The sample module that registration files of the tests name.
compile -shared -fPIC "$here"/provider/*.c "$here"/text.c -o "$build/libsample.so" -pthread
export MI_TEST_MODULE=$build/libsample.so
# A protocol handler that does what tests tell it.
compile -shared -fPIC "$here"/handler/*.c "$here"/text.c -o "$build/libvendor.so" -pthread
export MI_TEST_HANDLER=$build/libvendor.so

# The example that a test runs.
compile "$root"/examples/compare*.c -o "$build/compare" -L"$library" -lmi -Wl,-rpath,"$library" -pthread
export MI_TEST_COMPARE=$build/compare

objects=()
for file in "${shared[@]}"; do
    object=$build/$(basename "$file" .c).o
    compile -c "$file" -o "$object"
    objects+=("$object")
done

running=0 failed=()
finish() {
    if ! wait -n; then
        :
    fi
    running=$((running - 1))
}

checked=${VALGRIND:-}
if [[ " ${flags[*]} " == *" -fsanitize="* ]]; then
    checked=1
fi
runs=()
for program in "${programs[@]}"; do
    compile "$here/$program.c" "${objects[@]}" -o "$build/$program" -L"$library" -lmi -Wl,-rpath,"$library" -pthread
    # What asks the sample module runs twice: with the module in its own process, and in one beside it.
    hostings=("")
    if grep -q '^#define ISOLATED_ALONE' "$here/$program.c"; then
        # As CMakeLists.txt has it: no process is started for a module under valgrind, and none loads one with a sanitizer.
        if [ -n "$checked" ]; then
            continue
        fi
    elif [ -z "$checked" ] && grep -qE '^#include "(modules|playing)\.h"' "$here/$program.c"; then
        hostings+=(_isolated)
    fi
    for hosting in "${hostings[@]}"; do
        runs+=("$program$hosting")
        (
            export MI_TEST_HOSTING=${hosting#_}
            if "${launcher[@]}" "$build/$program" "$@" >"$build/$program$hosting.log" 2>&1; then
                touch "$build/$program$hosting.passed"
            fi
        ) &
        running=$((running + 1))
        if [ "$running" -ge "$jobs" ]; then
            finish
        fi
    done
done
wait

programs=("${runs[@]}")
for program in "${programs[@]}"; do
    summary=$(tail -n 1 "$build/$program.log")
    printf '%-32s %s\n' "$program" "$summary"
    if [ ! -e "$build/$program.passed" ]; then
        failed+=("$program")
    fi
done
for program in "${failed[@]}"; do
    printf '\n== %s ==\n' "$program"
    cat "$build/$program.log"
done
[ ${#failed[@]} -eq 0 ]
