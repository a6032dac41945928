#!/usr/bin/env bash
# Builds the C tests as a preset of CMakePresets.json says and runs them under CTest: test-c.sh PRESET JOBS
set -euo pipefail
cd "$(dirname "$0")/.."

preset=$1
jobs=$2
log=$(mktemp)
trap 'rm -f "$log"' EXIT

quietly() {
    if ! "$@" >"$log" 2>&1 </dev/null; then
        cat "$log" >&2
        echo "failed: $*" >&2
        exit 1
    fi
}

case $preset in
windows)
    tools/setup.sh test-windows
    environment=$(tools/windows/environment.sh)
    eval "$environment"
    tools/windows/wine.sh --prepare
    ;;
esac

echo "C tests: $preset"
quietly cmake --preset "$preset" ${MI_CARGO_ARGUMENTS:+"-DMI_CARGO_ARGUMENTS=${MI_CARGO_ARGUMENTS// /;}"}
quietly cmake --build --preset "$preset" --parallel "$jobs"
ctest --preset "$preset" --parallel "$jobs"
