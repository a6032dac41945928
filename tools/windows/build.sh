#!/usr/bin/env bash
# Builds libmi for 64-bit Windows and puts what programs and people need into one folder: build.sh FOLDER
# PROFILE is what cargo builds with (release), CARGO_ARGUMENTS what else it is told.
set -euo pipefail
cd "$(dirname "$0")/../.."

folder=${1:?usage: build.sh FOLDER}
profile=${PROFILE:-release}
target=x86_64-pc-windows-gnu
tools=x86_64-w64-mingw32
read -ra arguments <<<"${CARGO_ARGUMENTS:-}"

environment=$(tools/windows/environment.sh)
eval "$environment"
cargo build --locked --profile "$profile" --target "$target" "${arguments[@]}"
built=${CARGO_TARGET_DIR:-target}/$target/$([ "$profile" = dev ] && echo debug || echo "$profile")

mkdir -p "$folder/include"
for file in mi.dll mi.exe mi-provider-host.exe; do
    install -m 755 "$built/$file" "$folder/$file"
done
install -m 644 "$built/libmi.dll.a" "$folder/libmi.dll.a"
# Line tables for debuggers are most of the size; they stay where cargo built.
"$tools-strip" --strip-debug "$folder/mi.dll" "$folder/mi.exe" "$folder/mi-provider-host.exe"

# No MI.h: on Windows it would be the same file as mi.h, to which it leads elsewhere.
install -m 644 include/mi.h include/micodec.h "$folder/include/"

# For the linkers that make their import libraries of such a list themselves.
{
    printf 'LIBRARY mi.dll\nEXPORTS\n'
    sed -e 's/^/    /' -e 's/^    mi_clientFT_V1$/& DATA/' tests/exports.txt
} >"$folder/mi.def"

# The library that programs of the MOF codec are linked with on Windows: both functions lead to mi.dll.
{
    printf 'LIBRARY mimofcodec.dll\nEXPORTS\n'
    sed -n 's/^.*_Mof$/    & = mi.&/p' tests/exports.txt
} >"$folder/mimofcodec.def"
nothing=$(mktemp --suffix=.o)
trap 'rm -f "$nothing"' EXIT
"$tools-gcc" -x c -c /dev/null -o "$nothing"
"$tools-gcc" -shared -nostdlib -Wl,--entry=0 "-Wl,--out-implib,$folder/libmimofcodec.dll.a" "$nothing" "$folder/mimofcodec.def" \
    -o "$folder/mimofcodec.dll"
sed -i 's/ = .*//' "$folder/mimofcodec.def"

echo "built for Windows in $folder:"
(cd "$folder" && ls -1 | sed 's/^/  /')
