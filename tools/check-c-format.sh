#!/usr/bin/env bash
# Checks the format of C files: check-c-format.sh VERSION FILE...; another release of clang-format breaks lines
# elsewhere, and is not asked.
set -euo pipefail

wanted=$1
shift
if [ $# -eq 0 ]; then
    echo "format: no C files were named; git lists them, and may refuse to in a folder of another user" >&2
    exit 1
fi
version=$(clang-format --version | sed -n 's/.*version \([0-9]*\).*/\1/p')
if [ "$version" != "$wanted" ]; then
    echo "format: the C files were not checked: this is clang-format $version, and release $wanted sets the style"
    exit 0
fi
clang-format --dry-run --Werror "$@"
