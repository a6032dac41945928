#!/usr/bin/env bash
# Prints what the shell has to evaluate so that plain `cargo build --target x86_64-unknown-linux-musl` makes libmi.so, and programs
# that find musl's C library in the system: eval "$(tools/musl/environment.sh)"
set -euo pipefail
cd "$(dirname "$0")/../.."

target=x86_64-unknown-linux-musl
folder=$PWD/build/musl/lib
tools/setup.sh musl >&2
environment=$(tools/cross/standard-library.sh "$target")
eval "$environment"
[ -z "$environment" ] || printf '%s\n' "$environment"

# What unwinds the stack is the C compiler's libgcc_s elsewhere. That of Debian needs glibc, so that of Rust's library takes its place.
unwinder=$(rustc --print target-libdir --target "$target")/self-contained/libunwind.a
if [ ! -e "$unwinder" ]; then
    echo "musl: rustc $(rustc --version | cut -d ' ' -f 2) comes without $unwinder, which a shared library for musl needs on Debian;" \
        "rustup's toolchains have it (rustup target add $target)" >&2
    exit 1
fi
mkdir -p "$folder"
ln -sf "$unwinder" "$folder/"
echo 'INPUT(-l:libunwind.a)' >"$folder/libgcc_s.so"
printf 'export CARGO_TARGET_X86_64_UNKNOWN_LINUX_MUSL_LINKER=%q\n' musl-gcc
# Not the C library that Rust has for programs that are static: a library shares that of its program.
printf 'export CARGO_TARGET_X86_64_UNKNOWN_LINUX_MUSL_RUSTFLAGS=%q\n' "-Ctarget-feature=-crt-static -Lnative=$folder"
