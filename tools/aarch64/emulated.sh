#!/usr/bin/env bash
# Makes what programs under QEMU can start themselves: emulated.sh FOLDER. The system can't start a program of another machine, so
# in FOLDER/emulated the tool and the host of modules are scripts that have QEMU run them, beside the library that looks there.
set -euo pipefail
folder=$(cd "${1:?usage: emulated.sh FOLDER}" && pwd)

mkdir -p "$folder/emulated"
for library in "$folder"/libmi.so "$folder"/libmi.a; do
    ln -f "$library" "$folder/emulated/"
done
qemu=$(command -v qemu-aarch64) || { echo "emulated: qemu-aarch64 is missing; tools/setup.sh aarch64 installs it" >&2; exit 1; }
for program in mi mi-provider-host; do
    # The library gives its host no PATH.
    printf '#!/bin/sh\nexec %s -L /usr/aarch64-linux-gnu %s "$@"\n' "$qemu" "$folder/$program" >"$folder/emulated/$program"
    chmod +x "$folder/emulated/$program"
done
