#!/usr/bin/env bash
# Prints what the shell has to evaluate so that plain `cargo build --target x86_64-pc-windows-gnu` works and `cargo test` runs its
# tests with Wine: eval "$(tools/windows/environment.sh [TARGET])"
set -euo pipefail
cd "$(dirname "$0")/../.."

target=${1:-x86_64-pc-windows-gnu}
tools/setup.sh windows >&2
tools/cross/standard-library.sh "$target"
printf 'export CARGO_TARGET_X86_64_PC_WINDOWS_GNU_RUNNER=%q\n' "$PWD/tools/windows/wine.sh"
