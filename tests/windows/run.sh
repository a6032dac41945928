#!/usr/bin/env bash
# Looks at what tools/windows/build.sh made: what mimofcodec.dll exports, what the programs need, and programs in C and C++ that are
# linked with it in each way and run under Wine. run.sh FOLDER
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
folder=$(cd "${1:?usage: run.sh FOLDER}" && pwd)
tools=x86_64-w64-mingw32
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0

check() {
    local name=$1
    shift
    # In a process of its own with `set -e`: in a condition the shell would ignore it.
    local status=0
    (set -euo pipefail; "$@") >"$work/log" 2>&1 </dev/null &
    wait $! || status=$?
    if [ "$status" -eq 0 ]; then
        passed=$((passed + 1))
        echo "ok: $name"
    else
        failed=$((failed + 1))
        echo "FAILED: $name"
        sed 's/^/    /' "$work/log"
    fi
}

two_factories_lead_to_mi() {
    diff - <("$tools-objdump" -p "$folder/mimofcodec.dll" | sed -n 's/.*Forwarder RVA -- //p') <<'END'
mi.MI_Application_NewDeserializer_Mof
mi.MI_Application_NewSerializer_Mof
END
}

nothing_but_windows_is_needed() {
    local file
    for file in mi.dll mi.exe mi-provider-host.exe mimofcodec.dll; do
        echo "$file:"
        "$tools-objdump" -p "$folder/$file" | sed -n 's/.*DLL Name: //p' | sort -fu
        # What gcc's and pthread's own libraries would be called. As a condition: of a command with `!` the shell goes on after any result.
        if "$tools-objdump" -p "$folder/$file" | grep -E 'DLL Name: (lib|mi)'; then
            return 1
        fi
    done
}

# runs NAME COMPILER ARGUMENT...: the program of that compilation says what it should.
runs() {
    local name=$1
    shift
    "$@" -Wall -Wextra -Wpedantic -Werror -I "$folder/include" -o "$work/$name.exe"
    WINEPATH=Z:$folder MI_REPOSITORY=:memory: "$root/tools/windows/wine.sh" "$work/$name.exe" | tr -d '\0\r' >"$work/$name.mof"
    grep 'instance of Test_Thing' "$work/$name.mof"
}

with_the_import_libraries() {
    runs c "$tools-gcc" -std=c99 "$root/tests/windows/program.c" -L "$folder" -lmimofcodec -lmi
    "$tools-objdump" -p "$work/c.exe" | grep 'DLL Name: mimofcodec.dll'
}

in_cpp() {
    # With -static the linker finds import libraries by their files alone.
    runs cpp "$tools-g++" -x c++ -std=c++17 "$root/tests/windows/program.c" -x none -static \
        "$folder/libmimofcodec.dll.a" "$folder/libmi.dll.a"
}

with_the_lists_of_exports() {
    local library
    for library in mi mimofcodec; do
        "$tools-dlltool" --input-def "$folder/$library.def" --output-lib "$work/lib$library-list.a"
    done
    runs listed "$tools-gcc" -std=c11 "$root/tests/windows/program.c" -L "$work" -lmimofcodec-list -lmi-list
}

a_narrow_program_is_told() {
    local status=0
    "$tools-gcc" -std=c99 -DMI_CHAR_TYPE=1 -Wall -Wextra -Wpedantic -Werror -I "$folder/include" -x c - -x none -L "$folder" -lmi \
        -o "$work/narrow.exe" <<'END'
#include <mi.h>
int main(void) {
    MI_Application application = {7, 7, NULL};
    MI_Result result = MI_Application_Initialize(0, MI_T("narrow"), NULL, &application);
    return result == MI_RESULT_INVALID_PARAMETER && application.reserved1 == 0 ? 9 : 1;
}
END
    WINEPATH=Z:$folder MI_REPOSITORY=:memory: "$root/tools/windows/wine.sh" "$work/narrow.exe" || status=$?
    [ "$status" -eq 9 ]
}

check "mimofcodec.dll exports the two factories, which lead to mi.dll" two_factories_lead_to_mi
check "nothing is needed that Windows lacks" nothing_but_windows_is_needed
check "a program is linked with the import libraries" with_the_import_libraries
check "a program in C++ is, too" in_cpp
check "a program is linked with the lists of exports" with_the_lists_of_exports
check "a program with narrow characters is told when it starts" a_narrow_program_is_told
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
