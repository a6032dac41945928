#!/bin/sh
# Compiles the header's checks in every dialect of C and C++ with every compiler that is here, with narrow and wide characters,
# and links two translation units of each dialect into one program.
#
#   tests-c/header/check.sh [folder for the objects]
#
# REQUIRE_ALL=1 makes a compiler that is missing a failure. LIBRARY=<folder with libmi.so> links the narrow programs to the library
# and runs them, and shows that wide ones can't be linked to it; WIDE_LIBRARY=<folder with libmi-wide.so> links the wide programs
# and runs them, and shows that narrow ones are told at their start. Without them the objects are only joined.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=${1:-$(mktemp -d)}
mkdir -p "$work"
warnings="-Wall -Wextra -Wpedantic -Werror"
failures=0
done_count=0

fail() {
    echo "FAILED: $1" >&2
    failures=$((failures + 1))
}

# compile <compiler> <language: c or c++> <standard> <character or empty> <source> <object> [definitions]
compile() {
    definition=${4:+-DMI_CHAR_TYPE=$4}
    # shellcheck disable=SC2086
    if "$1" -x "$2" "-std=$3" $warnings $definition ${7:-} -I "$root/include" -c "$5" -o "$6"; then
        done_count=$((done_count + 1))
    else
        fail "$(basename "$5") with $1 -std=$3 $definition"
    fi
}

# character_of <layout file> <character or empty>: what MI_Char is then, as layout/character.c wants it defined
character_of() {
    case $1:$2 in
    windows*:1 | linux*:1 | linux*:) echo "-DCHARACTER=char -DCHARACTER_SIZE=1" ;;
    windows*) echo "-DCHARACTER=wchar_t -DCHARACTER_SIZE=2" ;;
    linux*) echo "-DCHARACTER=wchar_t -DCHARACTER_SIZE=4" ;;
    esac
}

# missing <compiler>: true where it isn't here, and a failure where all are required
missing() {
    if command -v "$1" >/dev/null 2>&1; then
        return 1
    fi
    if [ "${REQUIRE_ALL:-0}" = 1 ]; then
        fail "$1 is not installed"
    else
        echo "skipped: $1 is not installed"
    fi
}

# dialects <C compiler> <C++ compiler, or -> <layout file> <runs here: yes or no>
dialects() {
    missing "$1" || for standard in c99 c11 c17; do
        for character in "" 1 2; do
            name="$work/$(basename "$1")-$standard-${character:-default}"
            compile "$1" c "$standard" "$character" "$here/names.c" "$name-names.o"
            compile "$1" c "$standard" "$character" "$here/signatures.c" "$name-signatures.o"
            compile "$1" c "$standard" "$character" "$here/program.c" "$name-program.o"
            compile "$1" c "$standard" "$character" "$here/second.c" "$name-second.o"
            join "$1" "$name" "$4" "${character:-1}"
            # Layouts are asserted with _Static_assert, which C11 brought.
            [ "$standard" = c99 ] && continue
            compile "$1" c "$standard" "$character" "$here/../layout/$3" "$name-layout.o"
            compile "$1" c "$standard" "$character" "$here/../layout/character.c" "$name-character.o" \
                "$(character_of "$3" "$character")"
        done
    done
    [ "$2" = - ] || missing "$2" || for standard in c++11 c++14 c++17 c++20; do
        for character in "" 1 2; do
            name="$work/$(basename "$2")-$standard-${character:-default}"
            compile "$2" c++ "$standard" "$character" "$here/names.c" "$name-names.o"
            compile "$2" c++ "$standard" "$character" "$here/signatures.c" "$name-signatures.o"
            compile "$2" c++ "$standard" "$character" "$here/program.c" "$name-program.o"
            compile "$2" c++ "$standard" "$character" "$here/second.c" "$name-second.o"
            join "$2" "$name" "$4" "${character:-1}"
        done
    done
}

# join <compiler> <name> <runs here> <character>: two translation units become one program
join() {
    [ "$3" = yes ] || return 0
    if [ "$4" = 1 ]; then
        own=${LIBRARY:-} own_name=mi other=${WIDE_LIBRARY:-} other_name=mi-wide
    else
        own=${WIDE_LIBRARY:-} own_name=mi-wide other=${LIBRARY:-} other_name=mi
    fi
    if ! "$1" -nostdlib -r "$2-program.o" "$2-second.o" -o "$2.joined.o"; then
        fail "joining $2"
    fi
    if [ -n "$own" ]; then
        if ! link "$1" "$2" "$own" "$own_name" "$2"; then
            fail "linking $2"
        elif ! "$2"; then
            fail "running $2"
        fi
    fi
    [ -n "$other" ] || return 0
    if [ "$4" = 1 ]; then
        # No character of a wide library's would be a narrow program's: it is told so, and by its exit status tells us.
        link "$1" "$2" "$other" "$other_name" "$2-mixed" || fail "linking $2-mixed"
        status=0
        "$2-mixed" || status=$?
        [ "$status" = 9 ] || fail "$2-mixed, a narrow program with the wide library, ended with $status instead of 9"
    elif link "$1" "$2" "$other" "$other_name" "$2-mixed" 2>"$2-mixed.log"; then
        fail "$2-mixed, a wide program, was linked with the narrow library"
    elif ! grep -q 'mi_wide_characters' "$2-mixed.log"; then
        fail "$2-mixed was not linked for another reason than its character: $(cat "$2-mixed.log")"
    fi
}

# link <compiler> <name of the objects> <folder of the library> <library> <program>
link() {
    "$1" "$2-program.o" "$2-second.o" -L "$3" "-l$4" -Wl,-rpath,"$3" -o "$5"
}

dialects gcc g++ linux-x86_64.c yes
dialects clang clang++ linux-x86_64.c yes
dialects x86_64-w64-mingw32-gcc x86_64-w64-mingw32-g++ windows-x86_64.c no
# 32-bit Windows, where calling conventions matter.
dialects i686-w64-mingw32-gcc - windows-i686.c no

missing gcc || compile gcc c c11 "" "$here/../layout/micodec-linux-x86_64.c" "$work/micodec-layout.o"

if [ "$failures" -gt 0 ]; then
    echo "$failures checks of the header failed" >&2
    exit 1
fi
echo "$done_count compilations of the header, all without a warning"
