#!/usr/bin/env bash
# Compares the functions that libmi exports with those that the C tests use, and names those that no test uses. A function
# that takes a handle must stand in handles.c too.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
exports=$(dirname "$here")/tests/exports.txt

# The options' tests name a setter and its getter by what they set.
used() {
    grep -ohE '\bMI_[A-Za-z]+_[A-Za-z0-9_]+' "$@"
    sed -nE 's/.*CHECK_(TEXT|NUMBER|INTERVAL)_OPTION\(([A-Za-z]+), &options, ([A-Za-z]+).*/MI_\2_Set\3\nMI_\2_Get\3/p' "$@"
}

others=$(find "$here" -maxdepth 1 -name '*.c' ! -name handles.c)
# shellcheck disable=SC2086
real=$(used $others | sort -u)
bad=$(used "$here/handles.c" | sort -u)
missing=0
count=0
while read -r name; do
    case $name in
    mi_clientFT_V1)
        grep -q "$name" "$here/tables_only.c" || { echo "no test uses $name"; missing=1; }
        continue
        ;;
    esac
    count=$((count + 1))
    if ! grep -qx "$name" <<<"$real"; then
        echo "no test uses $name with a real result"
        missing=1
    fi
    case $name in
    MI_Application_InitializeV1 | MI_Utilities_*) ;;
    *)
        if ! grep -qx "$name" <<<"$bad"; then
            echo "handles.c does not use $name"
            missing=1
        fi
        ;;
    esac
done <"$exports"

# What a provider may do with its context, the sample module does.
members=$(sed -n '/struct _MI_ContextFT/,/};/p' "$(dirname "$here")/include/mi.h" | grep -oE 'MI_CALL \*[A-Za-z]+' | sed 's/.*\*//')
provided=$(cat "$here"/provider/*.c)
number=0
for member in $members; do
    number=$((number + 1))
    if ! grep -qE "(MI_Context_|->)$member\(" <<<"$provided"; then
        echo "the module of the tests calls no $member of a context"
        missing=1
    fi
done
if [ $number -ne 31 ]; then
    echo "the table of contexts has 31 members, and $number were found in mi.h"
    missing=1
fi
[ $missing -eq 0 ] && echo "the C tests use all $count functions"
exit $missing
