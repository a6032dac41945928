#!/usr/bin/env bash
# Runs fuzzers: tools/fuzz.sh SECONDS [TARGET...]. Each begins with fuzz/corpus/TARGET, which people wrote, and
# fuzz/corpus/TARGET.tar.gz, which earlier runs learned, and keeps what it learns in build/fuzz. An input that crashes it is
# kept in build/fuzz/crashes and fails the run.
#
# With RUNS=number each tries so many inputs, the same ones each time: a test must not fail for what is found by chance.
# tools/fuzz.sh keep [TARGET...] packs what was learned, without what adds nothing, into fuzz/corpus, to be committed.
#
# With CHAR=wide the library has 32-bit characters. Most parsers read UTF-8 in any library; what changes is the texts that they make,
# and what the fuzzers `texts` and `wire` take for units.
#
# libFuzzer comes with the crate libfuzzer-sys, and the compiler's own instrumentation is all that it needs: no nightly
# compiler, no further tool. (`cargo fuzz run TARGET` does the same where somebody has it.)
set -euo pipefail
cd "$(dirname "$0")/.."

seconds=${1:?how many seconds each fuzzer runs, or keep}
shift
mapfile -t known < <(sed -n 's/^path = "fuzz_targets\/\(.*\)\.rs"$/\1/p' fuzz/Cargo.toml)
targets=("$@")
[ ${#targets[@]} -gt 0 ] || targets=("${known[@]}")
host=$(rustc --version --verbose | sed -n 's/^host: //p')
programs=build/fuzz/target/$host/release
instrument="-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters"
instrument+=" -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares --cfg fuzzing"
instrument+=" -Ccodegen-units=1"

features=()
[ "${CHAR:-narrow}" = wide ] && features=(--features wide)

# Naming the host keeps the instrumentation away from build scripts and macros.
RUSTFLAGS="${RUSTFLAGS:-} $instrument" cargo build --locked --quiet --release --manifest-path fuzz/Cargo.toml \
    --target "$host" --target-dir build/fuzz/target "${features[@]}"

unpack() {
    rm -rf "build/fuzz/earlier/$1"
    mkdir -p "build/fuzz/earlier/$1" "build/fuzz/corpus/$1"
    tar -xzf "fuzz/corpus/$1.tar.gz" -C build/fuzz/earlier
}

keep() {
    local target=$1 kept
    kept=$(mktemp -d)
    mkdir "$kept/$target"
    "$programs/$target" -set_cover_merge=1 -max_len=600 "$kept/$target" "fuzz/corpus/$target" "build/fuzz/earlier/$target" \
        "build/fuzz/corpus/$target" >"build/fuzz/$target.log" 2>&1 </dev/null
    tar --sort=name --owner=0 --group=0 --mtime=@0 -cf - -C "$kept" "$target" | gzip -9n >"fuzz/corpus/$target.tar.gz"
    printf '%s: %s inputs kept\n' "$target" "$(find "$kept/$target" -type f | wc -l)"
    rm -rf "$kept"
}

fuzz() {
    local target=$1 log=build/fuzz/$1.log learned=build/fuzz/corpus/$1 limits=(-max_total_time="$seconds")
    if [ -n "${RUNS:-}" ]; then
        learned=$(mktemp -d)
        limits=(-runs="$RUNS" -seed=1)
    fi
    mkdir -p build/fuzz/crashes
    printf 'fuzzing %s: ' "$target"
    if "$programs/$target" "$learned" "fuzz/corpus/$target" "build/fuzz/earlier/$target" "${limits[@]}" \
        -timeout=20 -rss_limit_mb=4096 -max_len="${MAX_LENGTH:-4096}" -dict=fuzz/dictionaries/"$target".txt \
        -artifact_prefix="build/fuzz/crashes/$target-" -print_final_stats=1 >"$log" 2>&1 </dev/null; then
        sed -n 's/^stat::number_of_executed_units: *\([0-9]*\)$/\1 inputs, nothing found/p' "$log"
    else
        echo "FAILED"
        tail -n 40 "$log"
        return 1
    fi
}

status=0
for target in "${targets[@]}"; do
    unpack "$target"
    if [ "$seconds" = keep ]; then
        keep "$target"
    else
        fuzz "$target" || status=1
    fi
done
exit $status
