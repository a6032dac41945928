#!/usr/bin/env bash
# Gives what cargo built with the feature `wide` the names that the wide flavour is linked and loaded by: name-wide.sh FOLDER.
# cargo knows one name a library, whatever its features are.
set -euo pipefail

folder=${1:?usage: name-wide.sh FOLDER}
for file in libmi.so libmi.a; do
    [ -f "$folder/$file" ] || { echo "name-wide: $folder/$file is not there" >&2; exit 1; }
    ln -sf "$file" "$folder/${file/libmi/libmi-wide}"
done
