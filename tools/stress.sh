#!/usr/bin/env bash
# Builds the stress program as presets of CMakePresets.json say, and runs it for minutes: stress.sh JOBS
#   PRESETS            what it is built as (debug asan)
#   MI_STRESS_SECONDS  how long it runs with each (120)
#   MI_STRESS_SEED     the seed of an earlier run
set -euo pipefail
cd "$(dirname "$0")/.."

jobs=$1
export MI_STRESS_SECONDS=${MI_STRESS_SECONDS:-120}
export MI_TEST_SCHEMA=$PWD/tests-c/schema/test.mof
host=$(rustc -vV | sed -n 's/^host: //p')

for preset in ${PRESETS:-debug asan}; do
    echo "Stress: $preset"
    tools/setup.sh "$([ "$preset" = tsan ] && echo tsan || echo build)"
    cmake --preset "$preset" >/dev/null
    cmake --build --preset "$preset" --parallel "$jobs" >/dev/null
    # A sanitizer's build has a target folder of its own.
    case $preset in
    asan | tsan) tool=build/$preset/target/$host/debug/mi ;;
    release) tool=target/release/mi ;;
    *) tool=target/debug/mi ;;
    esac
    MI_TOOL=$PWD/$tool MI_TEST_MODULE=$PWD/build/$preset/tests-c/libsample.so "build/$preset/tests-c/stress"
done
