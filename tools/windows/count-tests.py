#!/usr/bin/env python3
"""Accounts for every test of the project under Wine: count-tests.py [--without BINARY]... RUST_LOG C_LOG

Each test that the sources have must have run or say why it can't: those in C in their sources, those in Rust, and whole programs in C,
in the list of docs/windows.md. What stands there must really be left out. Says how many ran, and fails where the two don't agree. RUST_LOG is what `cargo test` printed, C_LOG
what CTest kept (LastTest.log). Of a binary in Rust that was not to run, nothing is asked.
"""

import argparse
import fnmatch
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
LIST = ROOT / "docs" / "windows.md"


def left_out():
    """The rows of the list, as {pattern: reason}."""
    rows = re.findall(r"^\| `([^`]+)` \| (.+) \|$", LIST.read_text(encoding="utf-8"), re.MULTILINE)
    return {pattern: reason.strip() for pattern, reason in rows if pattern.startswith(("rust/", "tests-c/"))}


def rust_sources():
    """The names of all tests in Rust, as their binary and their path in it."""
    for folder in ("src", "tests", "tools/generate-header/src"):
        for file in sorted((ROOT / folder).rglob("*.rs")):
            parts = list(file.relative_to(ROOT / folder).with_suffix("").parts)
            if folder == "src" and parts[0] == "bin":
                binary, parts = parts[1], parts[2:]
            elif folder == "src":
                binary = "lib"
            elif folder == "tests":
                binary, parts = parts[0], parts[1:]
            else:
                binary = "generate-header"
            if parts and parts[-1] in ("lib", "main", "mod"):
                parts.pop()
            text = file.read_text(encoding="utf-8")
            # Between the attribute and the function there may be others.
            for name in re.findall(r"#\[test\]\s*(?:#\[[^\n]*\]\s*|//[^\n]*\s*)*fn (\w+)", text):
                yield binary, parts, name


def rust_results(log):
    """{binary: {path of the test: result}}, from what cargo printed."""
    results, binary = {}, None
    for line in log.splitlines():
        if running := re.match(r"\s*Running (?:unittests )?(\S+)", line):
            file = pathlib.PurePosixPath(running[1].replace("\\", "/"))
            if "tests" in file.parts:
                binary = file.parts[file.parts.index("tests") + 1].removesuffix(".rs")
            elif "bin" in file.parts:
                binary = file.parts[file.parts.index("bin") + 1]
            elif "generate_header" in line:
                binary = "generate-header"
            else:
                binary = "lib"
            results.setdefault(binary, {})
        elif test := re.match(r"test (\S+)(?: - should panic)? \.\.\. (.*)", line):
            results.setdefault(binary, {})[test[1]] = test[2]
    return results


def c_sources():
    """{program: names of its tests}. A test whose code another system can't compile stands there twice, and counts once."""
    programs = {}
    for file in sorted((ROOT / "tests-c").glob("*.c")):
        text = file.read_text(encoding="utf-8")
        tests = re.findall(r"^(?:TEST(?:_[A-Z_]+)?|LEFT_OUT)\(\s*(\w+)", text, re.MULTILINE)
        if tests:
            programs[file.stem] = set(tests)
    return programs


def c_results(log):
    """{program: (passed, failed, {name of a test that is left out: reason})}; a program may run twice, as itself and `_isolated`."""
    results = {}
    for part in re.split(r"^\d+/\d+ Testing: ", log, flags=re.MULTILINE)[1:]:
        name = part.split("\n", 1)[0].strip()
        counts = re.findall(r"(\d+) passed, (\d+) failed(?=[,\r\n])", part, re.MULTILINE)
        if counts:
            out = dict(re.findall(r"^left out (\w+): ([^\r\n]+)", part, re.MULTILINE))
            results[name] = (int(counts[-1][0]), int(counts[-1][1]), out)
    return results


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--without", action="append", default=[], metavar="BINARY")
    parser.add_argument("rust_log", type=pathlib.Path)
    parser.add_argument("c_log", type=pathlib.Path)
    arguments = parser.parse_args()
    rows, used, missing = left_out(), set(), []
    for binary in arguments.without:
        rows = {pattern: reason for pattern, reason in rows.items() if not pattern.startswith(f"rust/{binary}/")}

    def is_listed(name):
        patterns = [pattern for pattern in rows if fnmatch.fnmatchcase(name, pattern)]
        used.update(patterns)
        return bool(patterns)

    rust = rust_results(arguments.rust_log.read_text(encoding="utf-8", errors="replace"))
    rust_ran = sum(result.startswith("ok") for tests in rust.values() for result in tests.values())
    rust_failed = [name for tests in rust.values() for name, result in tests.items() if result.startswith("FAILED")]
    rust_out = 0
    for binary, parts, name in rust_sources():
        if binary in arguments.without:
            continue
        # What a system has for itself is called `system`, or as those who use it like.
        own = next((at for at, part in enumerate(parts) if part == "windows"), len(parts))
        prefix = "::".join(parts[:own])
        found = [
            result
            for path, result in rust.get(binary, {}).items()
            if path.startswith(prefix) and path.split("::")[-1] == name
        ]
        if any(not result.startswith("ignored") for result in found):
            continue
        rust_out += 1
        # Its reason stands beside it, and in what it printed.
        if any(result.startswith("ignored,") for result in found):
            continue
        path = "/".join(["rust", binary, *parts, name])
        if not is_listed(path):
            missing.append(path)

    c_ran, c_failed, c_out_number, c_out = 0, 0, 0, {}
    results = c_results(arguments.c_log.read_text(encoding="utf-8", errors="replace"))
    for program, tests in c_sources().items():
        runs = [run for run in (program, program + "_isolated") if run in results]
        if not runs and not is_listed(f"tests-c/{program}"):
            missing.append(f"tests-c/{program}")
        if not runs:
            c_out[f"{program} ({len(tests)} tests)"] = rows.get(f"tests-c/{program}", "for no reason that is given")
            c_out_number += len(tests)
        for run in runs:
            passed, failed, out = results[run]
            c_ran += passed
            c_failed += failed
            # The sources say why, and the program said it again.
            c_out |= {f"{run}/{name}": reason for name, reason in out.items()}
            c_out_number += len(out)
            # A macro may make more than one of what stands there once.
            if passed + failed + len(out) < len(tests):
                missing.append(f"tests-c/{program}: of {len(tests)} tests {passed + failed} ran as {run} and {len(out)} were left out")

    print(f"Under Wine: {rust_ran} tests in Rust and {c_ran} in C passed, {len(rust_failed)} and {c_failed} failed;")
    print(f"{rust_out} and {c_out_number} are left out. The reasons of those in Rust are in docs/windows.md; in C:")
    for reason in sorted(set(c_out.values())):
        names = sorted(name for name, why in c_out.items() if why == reason)
        print(f"  {reason}: {', '.join(names)}")
    for name in sorted(set(missing)):
        print(f"left out without a reason: {name}", file=sys.stderr)
    stale = sorted(set(rows) - used)
    for pattern in stale:
        print(f"docs/windows.md has it as left out, and it is not: {pattern}", file=sys.stderr)
    return 1 if missing or stale or rust_failed or c_failed else 0


if __name__ == "__main__":
    sys.exit(main())
