#!/usr/bin/env bash
# Runs fuzzers: tools/fuzz.sh SECONDS [TARGET...]. Each begins with what fuzz/corpus/TARGET has, and keeps what it learns in
# build/fuzz. An input that crashes it is kept in build/fuzz/crashes and fails the run.
#
# libFuzzer comes with the crate libfuzzer-sys, and the compiler's own instrumentation is all that it needs: no nightly
# compiler, no further tool. (`cargo fuzz run TARGET` does the same where somebody has it.)
set -euo pipefail
cd "$(dirname "$0")/.."

seconds=${1:?how many seconds each fuzzer runs}
shift
mapfile -t known < <(sed -n 's/^path = "fuzz_targets\/\(.*\)\.rs"$/\1/p' fuzz/Cargo.toml)
targets=("${@:-${known[@]}}")
host=$(rustc --version --verbose | sed -n 's/^host: //p')
instrument="-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters"
instrument+=" -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares --cfg fuzzing"
instrument+=" -Ccodegen-units=1"

# Naming the host keeps the instrumentation away from build scripts and macros.
RUSTFLAGS="${RUSTFLAGS:-} $instrument" cargo build --locked --quiet --release --manifest-path fuzz/Cargo.toml \
    --target "$host" --target-dir build/fuzz/target

status=0
for target in "${targets[@]}"; do
    learned=build/fuzz/corpus/$target
    mkdir -p "$learned" build/fuzz/crashes
    printf 'fuzzing %s for %s s: ' "$target" "$seconds"
    log=build/fuzz/$target.log
    if "build/fuzz/target/$host/release/$target" "$learned" "fuzz/corpus/$target" -max_total_time="$seconds" \
        -timeout=20 -rss_limit_mb=4096 -max_len="${MAX_LENGTH:-4096}" -dict=fuzz/dictionaries/"$target".txt \
        -artifact_prefix="build/fuzz/crashes/$target-" -print_final_stats=1 >"$log" 2>&1 </dev/null; then
        sed -n 's/^stat::number_of_executed_units: *\([0-9]*\)$/\1 inputs, nothing found/p' "$log"
    else
        echo "FAILED"
        tail -n 40 "$log"
        status=1
    fi
done
exit $status
