#!/bin/sh
# Puts pywbem 1.7.3, another implementation of CIM-XML and MOF, into .cache/pywbem, a virtual environment of Python. Does nothing
# when it is there. Fails with one line when it can't.
set -eu

version=1.7.3
root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
target=$root/.cache/pywbem

fail() {
    echo "fetch-pywbem: $*" >&2
    exit 1
}

[ -x "$target/bin/python" ] && exit 0

python=
for candidate in python3 python; do
    if command -v "$candidate" >/dev/null 2>&1 && "$candidate" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        python=$candidate
        break
    fi
done
[ -n "$python" ] || fail "python3 with venv and pip is needed to fetch pywbem"

mkdir -p "$root/.cache" || fail "can't make the folder of $target"
work=$target-$$
trap 'rm -rf "$work" "$work.log"' EXIT INT TERM
"$python" -m venv "$work" >"$work.log" 2>&1 || fail "can't make a virtual environment: $(tail -n 1 "$work.log")"
"$work/bin/python" -m pip install --quiet --disable-pip-version-check "pywbem==$version" >"$work.log" 2>&1 ||
    fail "pip can't install pywbem $version: $(tail -n 1 "$work.log")"

# Another run may have been faster; then there is nothing left to do.
[ -x "$target/bin/python" ] && exit 0
mv "$work" "$target" || fail "can't move pywbem to $target"
