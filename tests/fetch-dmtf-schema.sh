#!/bin/sh
# Puts the DMTF CIM Schema 2.49.0 into .cache/dmtf-schema (or where MI_DMTF_SCHEMA says), and with it the DTD of CIM-XML
# (DSP0203 2.3.1), from the source package of pywbem 1.7.3, which carries both. Does nothing when they are there, and
# completes what lacks one. Fails with one line when it can't.
set -eu

version=1.7.3
root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
target=${MI_DMTF_SCHEMA:-$root/.cache/dmtf-schema}
main=cim_schema_2.49.0.mof
dtd=DSP0203_2.3.1.dtd

fail() {
    echo "fetch-dmtf-schema: $*" >&2
    exit 1
}

is_complete() {
    [ -f "$target/$main" ] && [ -f "$target/$dtd" ]
}

is_complete && exit 0

python=
for candidate in python3 python; do
    if command -v "$candidate" >/dev/null 2>&1 && "$candidate" -m pip --version >/dev/null 2>&1; then
        python=$candidate
        break
    fi
done
[ -n "$python" ] || fail "python3 with pip is needed to fetch the schema"

mkdir -p "$(dirname -- "$target")" || fail "can't make the folder of $target"
work=$(mktemp -d "$(dirname -- "$target")/fetch-XXXXXX") || fail "can't make a folder beside $target"
trap 'rm -rf "$work"' EXIT INT TERM

"$python" -m pip download --quiet --no-deps --no-binary :all: --dest "$work" "pywbem==$version" \
    >"$work/log" 2>&1 ||
    fail "pip can't download the source package of pywbem $version: $(tail -n 1 "$work/log")"
archive=$work/pywbem-$version.tar.gz
[ -f "$archive" ] || fail "pip gave no source package of pywbem $version"
package=pywbem-$version
tar -xzf "$archive" -C "$work" "$package/tests/schema/mofFinal2.49.0" "$package/tests/dtd/$dtd" ||
    fail "the source package of pywbem $version does not carry the schema and the DTD"
schema=$work/$package/tests/schema/mofFinal2.49.0
# A part of the schema for tests of pywbem itself is no file of the DMTF.
rm -f "$schema/test_partial_schema.mof"
[ -f "$schema/$main" ] || fail "$main is not in the source package of pywbem $version"
mv "$work/$package/tests/dtd/$dtd" "$schema/$dtd" || fail "can't move the DTD to the schema"

# Another run may have been faster; then there is nothing left to do.
is_complete && exit 0
if [ -f "$target/$main" ]; then
    mv "$schema/$dtd" "$target/$dtd" || fail "can't move the DTD to $target"
    exit 0
fi
rm -rf "$target"
mv "$schema" "$target" || fail "can't move the schema to $target"
