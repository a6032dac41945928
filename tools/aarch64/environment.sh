#!/usr/bin/env bash
# Prints what the shell has to evaluate so that plain `cargo build --target aarch64-unknown-linux-gnu` works and `cargo test` runs
# its tests with QEMU: eval "$(tools/aarch64/environment.sh)"
set -euo pipefail
cd "$(dirname "$0")/../.."

tools/setup.sh aarch64 >&2
tools/cross/standard-library.sh aarch64-unknown-linux-gnu
printf 'export CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_LINKER=%q\n' aarch64-linux-gnu-gcc
printf 'export CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_RUNNER=%q\n' "$PWD/tools/aarch64/run.sh"
