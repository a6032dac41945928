#!/usr/bin/env bash
# The main job, from a schema to a result: compiles examples/inventory.mof into a new repository, builds
# examples/quickstart.c, runs it, and shows what is in the repository afterwards.
set -euo pipefail
cd "$(dirname "$0")/.."

BUILD=$(realpath "${BUILD:-target/release}")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export MI_REPOSITORY=$folder/repository.db
export LD_LIBRARY_PATH=$BUILD${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
# The demonstration shows the same on every machine, whatever is configured there.
export MI_CONFIG=$folder/mi.toml
: >"$MI_CONFIG"

say() { printf '\n\033[1m%s\033[0m\n' "$*"; }
[ -t 1 ] || say() { printf '\n%s\n' "$*"; }

# The path as one types it in the project's folder.
library=${BUILD#"$PWD/"}
say "1. $library/mi compile examples/inventory.mof --namespace root/inventory"
"$BUILD/mi" compile examples/inventory.mof --namespace root/inventory

say "2. cc examples/quickstart.c -Iinclude -L$library -lmi -o quickstart && LD_LIBRARY_PATH=$library ./quickstart"
"${CC:-cc}" -std=c99 -Wall -Wextra -Iinclude examples/quickstart.c -L"$BUILD" -lmi -o "$folder/quickstart"
"$folder/quickstart"

say "3. $library/mi enumerate Inventory_Item --namespace root/inventory"
"$BUILD/mi" enumerate Inventory_Item --namespace root/inventory

say "Next: the tool is in $library/mi, the header in include/; make install PREFIX=... installs both."
