#!/usr/bin/env bash
# Measures the release build, and prints one "metric value unit" line each: bench.sh [FILTER]
set -euo pipefail
cd "$(dirname "$0")/.."

filter=${1:-}
BUILD=$(realpath "${BUILD:-target/release}")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export MI_CONFIG=$folder/mi.toml MI_REPOSITORY=$folder/repository.db
export LD_LIBRARY_PATH=$BUILD${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
: >"$MI_CONFIG"

# Runs a command, and prints how long it took as a metric.
timed() {
    local metric=$1 start
    shift
    start=$(date +%s%N)
    "$@" >/dev/null
    awk -v metric="$metric" -v start="$start" -v end="$(date +%s%N)" \
        'BEGIN { printf "%-50s %14.3f s\n", metric, (end - start) / 1e9 }'
}

awk 'BEGIN {
    for (number = 0; number < 100000; number++)
        printf "instance of Bench_Item { Name = \"item-%06d\"; Number = %d; Size = %d; Enabled = %s; " \
            "Caption = \"Item number %d\"; Ratio = %d.5; Changed = \"20240131090000.000000+060\"; };\n",
            number, number, number * 4096, number % 2 ? "TRUE" : "FALSE", number, number
}' >"$folder/instances.mof"
timed compile_100000_instances/repository \
    "$BUILD/mi" compile benches/bench.mof "$folder/instances.mof" --namespace root/bench
if [ -z "$filter" ] || [ "$filter" = compile ]; then
    if tests/fetch-dmtf-schema.sh; then
        MI_REPOSITORY=$folder/dmtf.db timed compile_dmtf_schema/repository \
            "$BUILD/mi" compile "${MI_DMTF_SCHEMA:-.cache/dmtf-schema}" --namespace root/dmtf
    else
        echo "compile_dmtf_schema/repository: skipped, the schema can't be had" >&2
    fi
fi
mkdir -p "$folder/providers/root-sample"
"${CC:-cc}" -std=gnu11 -O2 -shared -fPIC -Iinclude tests-c/provider/*.c -pthread -o "$folder/providers/libsample.so"
cat >"$folder/providers/root-sample/sample.reg" <<EOF
LIBRARY=$folder/providers/libsample.so
HOSTING=@inproc@
BOUNDED=GetInstance
CLASS=Sample_Thing
EOF
compile=("${CC:-cc}" -std=gnu11 -O2 -Wall -Wextra -Iinclude)
"${compile[@]}" -shared -fPIC benches/module.c -o "$folder/providers/libbench.so"
for place in inproc requestor; do
    mkdir -p "$folder/providers/root-$place"
    printf '%s\n' "LIBRARY=$folder/providers/libbench.so" "HOSTING=@$place@" BOUNDED=GetInstance CLASS=Bench_Item \
        >"$folder/providers/root-$place/bench.reg"
done
export MI_PROVIDER_PATH=$folder/providers
link=(-L"$BUILD" -lmi -pthread)
"${compile[@]}" benches/client.c "${link[@]}" -o "$folder/client"
"$folder/client" "$filter"
case providers in *"$filter"*)
    "${compile[@]}" benches/provider_calls.c benches/module.c "${link[@]}" -o "$folder/provider_calls"
    "$folder/provider_calls" ;;
esac
