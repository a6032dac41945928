#!/usr/bin/env bash
# Runs a program for Windows with Wine, without a display: wine.sh PROGRAM [ARGUMENT...]
# wine.sh --prepare does nothing else than make the prefix, Wine's Windows, in build/wine. That takes some seconds, once. cargo and
# CTest start this for each program.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
export WINEPREFIX=$root/build/wine
# Not a word of Wine's own between the lines of what runs, unless it is asked for.
export WINEDEBUG=${WINEDEBUG:--all}
unset DISPLAY WAYLAND_DISPLAY
ready=$WINEPREFIX/ready

wine=
for candidate in wine64 /usr/lib/wine/wine64 wine; do
    if command -v "$candidate" >/dev/null 2>&1; then
        wine=$candidate
        break
    fi
done
[ -n "$wine" ] || { echo "wine.sh: Wine is not installed; tools/setup.sh test-windows does that" >&2; exit 1; }

# Wine's server stays for a minute after the last program: to start it takes seconds, and Debian's would end at once.
for candidate in wineserver /usr/lib/wine/wineserver; do
    if command -v "$candidate" >/dev/null 2>&1; then
        [ ! -d "$WINEPREFIX" ] || "$candidate" -p60 </dev/null >/dev/null 2>&1 || true
        break
    fi
done

prepare() {
    local log=$root/build/wine.log system=$WINEPREFIX/drive_c/windows/system32
    mkdir -p "$WINEPREFIX"
    exec 9>"$root/build/wine.lock"
    flock 9
    [ ! -e "$ready" ] || return 0
    echo "wine.sh: making Wine's Windows in build/wine (once; some seconds)" >&2
    # Nobody here needs what it would fetch for .NET and for pages. The files stay open in its server, which outlives the call.
    if ! WINEDLLOVERRIDES=mscoree=,mshtml= timeout 300 "$wine" wineboot --init >"$log" 2>&1 </dev/null 9>&-; then
        tail -n 20 "$log" >&2
        echo "wine.sh: wineboot failed" >&2
        exit 1
    fi
    # Rust's library asks this one for random numbers. Wine before 8.9 lacks it.
    if [ ! -e "$system/bcryptprimitives.dll" ]; then
        x86_64-w64-mingw32-gcc -shared -O2 -Wall -Wextra -Werror "$root/tools/windows/bcryptprimitives.c" -ladvapi32 \
            -o "$system/bcryptprimitives.dll"
    fi
    touch "$ready"
    exec 9>&-
}

[ -e "$ready" ] || prepare
[ "${1:-}" != --prepare ] || exit 0
exec "$wine" "$@"
