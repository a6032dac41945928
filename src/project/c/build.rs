//! What builds a project in C and tries it out.

use std::fmt::Write as _;

use super::super::fill;
use super::super::plan::{Kind, Plan, kind};
use super::literal::identifier;
use crate::cim::{Class, ElementFlags, Type};

pub(super) fn makefile(plan: &Plan) -> String {
    const TEXT: &str = "# make           builds the library in lib
# make check     asks the provider for everything once, with the tool `mi`
#
# MI_INCLUDE     the folder of mi.h, where pkg-config does not know it
# MI             the tool, where it is not in PATH
# CC             the compiler; x86_64-w64-mingw32-gcc builds for Windows
# CPPFLAGS       -DMI_CHAR_TYPE=2 for a library with wide characters on Linux

CFLAGS ?= -O2 -g
MI_CFLAGS := $(if $(MI_INCLUDE),-I$(MI_INCLUDE),$(shell pkg-config --cflags mi 2>/dev/null))
sources := $(wildcard *.c)

ifneq ($(findstring mingw,$(shell $(CC) -dumpmachine)),)
library := lib/lib@NAME@.dll
# Nothing of the compiler's own has to lie beside it.
LINK := -static
else
library := lib/lib@NAME@.so
# What a class's file does not define is told here, not when the module is loaded, as it always is for Windows.
LINK := -fPIC -Wl,-z,defs
endif

$(library): $(sources) $(wildcard *.h)
\t@mkdir -p lib
\t@echo '#include <mi.h>' | $(CC) $(CPPFLAGS) $(MI_CFLAGS) -E -x c - >/dev/null 2>&1 || \\
\t\t{ echo \"The compiler does not find mi.h. Say where it is: make MI_INCLUDE=FOLDER, such as include/ of libmi's sources.\"; exit 1; }
\t$(CC) -std=c99 -Wall -Wextra -Wpedantic $(CFLAGS) $(CPPFLAGS) $(MI_CFLAGS) -fvisibility=hidden -shared $(LINK) $(LDFLAGS) -o $@ $(sources)

check: $(library)
\t./test.sh

clean:
\trm -rf lib

.PHONY: check clean
";
    fill(TEXT, &[("NAME", &plan.name)])
}

pub(super) fn cmake(plan: &Plan) -> String {
    const TEXT: &str = "# Builds the library in lib; ctest asks the provider for everything once, with the tool `mi`.
# -DMI_INCLUDE=FOLDER names the folder of mi.h where the library is not installed.
cmake_minimum_required(VERSION 3.20)
project(@NAME@ LANGUAGES C)

file(GLOB sources CONFIGURE_DEPENDS *.c)
add_library(@NAME@ MODULE ${sources})
set_target_properties(@NAME@ PROPERTIES
  C_STANDARD 99
  C_VISIBILITY_PRESET hidden
  LIBRARY_OUTPUT_DIRECTORY \"${CMAKE_CURRENT_SOURCE_DIR}/lib\")
target_compile_options(@NAME@ PRIVATE -Wall -Wextra -Wpedantic)
# What a class's file does not define is told here, not when the module is loaded, as it always is for Windows.
if(NOT WIN32)
  target_link_options(@NAME@ PRIVATE LINKER:-z,defs)
endif()

if(NOT MI_INCLUDE)
  find_package(mi REQUIRED CONFIG)
  # The header is all that is needed: what the module calls it gets from who loads it.
  get_target_property(MI_INCLUDE mi::mi INTERFACE_INCLUDE_DIRECTORIES)
endif()
target_include_directories(@NAME@ PRIVATE ${MI_INCLUDE})

enable_testing()
add_test(NAME @NAME@ COMMAND \"${CMAKE_CURRENT_SOURCE_DIR}/test.sh\")
";
    fill(TEXT, &[("NAME", &plan.name)])
}

/// A test that asks each served class, and expects what a provider answers that nobody filled in.
pub(super) fn test(plan: &Plan) -> String {
    let mut text = fill(
        "#!/bin/sh
# Asks the provider for everything once. Change what is expected as functions are filled in.
# MI: the tool, where it is not in PATH.
set -u
here=$(cd \"$(dirname \"$0\")\" && pwd)
export MI_PROVIDER_PATH=\"$here\"
# Nothing of this machine's own repository is asked.
MI_REPOSITORY=$(mktemp -d)/repository.db
export MI_REPOSITORY
trap 'rm -rf \"$(dirname \"$MI_REPOSITORY\")\"' EXIT
failures=0
command -v \"${MI:-mi}\" >/dev/null || {
    echo \"The tool ${MI:-mi} is not there: put it into PATH, or set MI to its path.\"
    exit 1
}

# expect TEXT ARGUMENT...: runs `mi` with the arguments and looks for the text in what it says.
expect() {
    wanted=$1
    shift
    said=$(\"${MI:-mi}\" --namespace '@NAMESPACE@' \"$@\" 2>&1)
    case $said in
    *\"$wanted\"*) echo \"ok      mi $*\" ;;
    *)
        failures=$((failures + 1))
        printf 'FAILED  mi %s\\n  expected: %s\\n  said:     %s\\n' \"$*\" \"$wanted\" \"$said\"
        ;;
    esac
}

",
        &[("NAMESPACE", &plan.namespace.to_str())],
    );
    for class in plan.served() {
        let (name, function) = (class.name(), identifier(&class.name().to_str()));
        let unfilled = |slot: &str| format!("{function}_{slot} in {function}.c is not filled in yet.");
        let _ = writeln!(text, "expect '{name}' class {name}");
        if kind(class) == Kind::Indication {
            let _ = writeln!(
                text,
                "expect '{}' subscribe 'SELECT * FROM {name}' --count 1",
                unfilled("EnableIndications")
            );
            continue;
        }
        let _ = writeln!(text, "expect '{}' enumerate {name} --shallow", unfilled("EnumerateInstances"));
        if let Some(path) = some_path(class) {
            let _ = writeln!(text, "expect '{}' get '{path}'", unfilled("GetInstance"));
        }
        for method in class.methods().iter().filter(|method| method.flags.contains(ElementFlags::STATIC)) {
            let slot = format!("Invoke_{}", identifier(&method.name.to_str()));
            let _ = writeln!(text, "expect '{}' invoke {name} {}", unfilled(&slot), method.name);
        }
    }
    text.push_str("\n[ \"$failures\" -eq 0 ]\n");
    text
}

/// A path of an instance that there may be or not; `None` where a key is no plain value.
fn some_path(class: &Class) -> Option<String> {
    let key = |index: &usize| {
        let property = &class.properties()[*index];
        let value = match property.kind {
            Type::String => "\"x\"",
            Type::Boolean => "true",
            Type::Reference | Type::Datetime | Type::Char16 | Type::Real32 | Type::Real64 => return None,
            _ => "1",
        };
        Some(format!("{}={value}", property.name))
    };
    let keys: Option<Vec<String>> = class.keys().iter().map(key).collect();
    keys.filter(|keys| !keys.is_empty()).map(|keys| format!("{}.{}", class.name(), keys.join(",")))
}

pub(super) fn readme(plan: &Plan) -> String {
    let classes: Vec<String> = plan.served().map(|class| format!("`{}`", class.name())).collect();
    let first = plan.served().next().map(|class| class.name().to_string()).unwrap_or_default();
    fill(
        "# @NAME@

A provider of @CLASSES@ in namespace `@NAMESPACE@`.

    make MI_INCLUDE=FOLDER       # builds lib/lib@NAME@.so (.dll for Windows); FOLDER has mi.h. Without it where pkg-config knows mi
    make check                   # asks it for everything once
    MI_PROVIDER_PATH=$PWD mi enumerate @FIRST@
    MI_PROVIDER_PATH=$PWD mi providers --check

Fill in the functions of `CLASS.c`; `module.c` is for what all classes share. `schema.c`, `types.h`, `calls.h` and the headers of the
classes are made from MOF: `mi new-provider --force` makes them anew when the MOF changes, and leaves everything else as it is. A function that a
new method needs is declared in `CLASS.h`, and the linker says that it is missing. A new class needs a line in `@NAME@.reg`, too.
To install it, copy `@NAME@.reg` and the library into a folder of the provider path.
",
        &[
            ("NAME", plan.name.as_str()),
            ("CLASSES", &classes.join(", ")),
            ("NAMESPACE", &plan.namespace.to_str()),
            ("FIRST", &first),
        ],
    )
}
