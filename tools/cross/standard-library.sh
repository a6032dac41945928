#!/usr/bin/env bash
# Gets Rust's standard library for another target: standard-library.sh TARGET
#
# Prints what the shell has to evaluate (nothing, where the toolchain has the library); after that plain
# `cargo build --target TARGET` works. What it does, and why a step fails, it says on stderr:
#
#   environment=$(tools/cross/standard-library.sh x86_64-pc-windows-gnu) && eval "$environment"
#
# The ways, in this order. MI_STANDARD_LIBRARY=<way> takes that one and no other.
#   toolchain       the toolchain has it
#   rustup          `rustup target add`, where that answers within RUSTUP_SECONDS (90)
#   sources         built from the toolchain's own sources (rustup's component rust-src, or a package of the distribution)
#   debian-sources  built from Debian's package rust-src of rustc's version, from whichever suite of this machine's mirror has it;
#                   the machine's own list of suites stays as it is
#   debian-rust     built from Debian's rust-web-src with rustc-web and cargo-web, all of one version, which apt-get installs
# What is built goes to .cache/sysroots, once for each version of rustc.
set -euo pipefail
cd "$(dirname "$0")/../.."

target=${1:?usage: standard-library.sh TARGET}
wanted_way=${MI_STANDARD_LIBRARY:-}
rustup_seconds=${RUSTUP_SECONDS:-90}
ways=(toolchain rustup sources debian-sources debian-rust)
cache=$PWD/.cache

say() { echo "standard library for $target: $*" >&2; }

# Runs a command silently; what it said shows when it fails.
quietly() {
    local log
    log=$(mktemp)
    if "$@" >"$log" 2>&1 </dev/null; then
        rm -f "$log"
    else
        tail -n 30 "$log" >&2
        rm -f "$log"
        return 1
    fi
}

# Prints an assignment for the caller's shell.
assign() { printf 'export %s=%q\n' "$1" "$2"; }

rustc_says() { rustc -vV | sed -n "s/^$1: //p"; }

toolchain_has_it() { compgen -G "$(rustc --print target-libdir --target "$target" 2>/dev/null)/libstd-*.rlib" >/dev/null; }

way_toolchain() {
    toolchain_has_it && return
    [ -z "$wanted_way" ] || say "rustc $(rustc_says release) does not have it"
    return 1
}

way_rustup() {
    command -v rustup >/dev/null 2>&1 || { say "no rustup here"; return 1; }
    say "fetching it with rustup (for $rustup_seconds s at most)"
    quietly timeout "$rustup_seconds" rustup target add "$target" || { say "rustup could not fetch it"; return 1; }
    toolchain_has_it || { say "rustup added it to another toolchain than that of $(command -v rustc)"; return 1; }
}

# Of the toolchain that runs, whoever installed it.
way_sources() {
    local sources
    sources=$(rustc --print sysroot)/lib/rustlib/src/rust
    if [ ! -e "$sources/library/Cargo.lock" ] && command -v rustup >/dev/null 2>&1; then
        say "fetching the sources with rustup (for $rustup_seconds s at most)"
        quietly timeout "$rustup_seconds" rustup component add rust-src || say "rustup could not fetch them"
    fi
    [ -e "$sources/library/Cargo.lock" ] || { say "no sources of rustc $(rustc_says release) in $sources"; return 1; }
    build_from "$sources"
}

# Debian's suites by names that every release of it understands, and the backports of each release that may have what is newer.
other_suites() {
    local codename
    codename=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
    printf '%s\n' "$codename-backports" stable stable-backports testing unstable
}

way_debian_sources() {
    local release package state sources mirror keyring suite version
    release=$(rustc_says release)
    sources=$cache/rust-src-$release
    if [ ! -e "$sources/library/Cargo.lock" ]; then
        for package in apt-get dpkg-deb; do
            command -v "$package" >/dev/null 2>&1 || { say "no $package here: this is no Debian"; return 1; }
        done
        mirror=$(apt-get indextargets --format '$(ORIGIN) $(REPO_URI)' 'Created-By: Packages' 2>/dev/null |
            sed -n 's/^Debian //p' | grep -v -e security -e updates | sort -u | head -n 1)
        [ -n "$mirror" ] || { say "apt-get knows no mirror of Debian"; return 1; }
        keyring=/usr/share/keyrings/debian-archive-keyring.gpg
        state=$cache/apt
        mkdir -p "$state/lists/partial" "$state/archives/partial"
        for suite in $(other_suites); do
            echo "deb [signed-by=$keyring] $mirror $suite main"
        done >"$state/sources.list"
        local apt=(-o "Dir::Etc::SourceList=$state/sources.list" -o Dir::Etc::SourceParts=- -o "Dir::State::Lists=$state/lists"
            -o "Dir::Cache=$state" -o Acquire::Languages=none -o Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false
            -o APT::Sandbox::User=root)
        say "looking for the package rust-src $release in other suites of $mirror"
        # A suite that the mirror lacks is no reason to give up.
        timeout 180 apt-get "${apt[@]}" update >"$state/log" 2>&1 </dev/null || true
        version=$(apt-cache "${apt[@]}" madison rust-src | awk -F ' *[|] *' '{ print $2 }' | grep "^${release//./\\.}[+-]" | head -n 1) || true
        if [ -z "$version" ]; then
            tail -n 3 "$state/log" >&2
            say "no suite has it ($(tr '\n' ' ' < <(other_suites)))"
            return 1
        fi
        say "unpacking rust-src $version"
        (cd "$state" && quietly timeout 300 apt-get "${apt[@]}" download "rust-src=$version") ||
            { say "apt-get could not download it"; return 1; }
        rm -rf "$state/rust-src"
        quietly dpkg-deb --extract "$state"/rust-src_*.deb "$state/rust-src" || { say "it could not be unpacked"; return 1; }
        # The rest of it are the compiler and its tests.
        mkdir -p "$sources"
        mv "$state/rust-src/usr/src/rustc-$release/library" "$sources/"
        rm -rf "$state"
    fi
    build_from "$sources"
}

way_debian_rust() {
    local package version versions=() bin=$cache/debian-rust/bin sources
    command -v apt-cache >/dev/null 2>&1 || { say "no apt-get here: this is no Debian"; return 1; }
    for package in rustc-web cargo-web rust-web-src; do
        version=$(apt-cache policy "$package" | sed -n 's/^ *Candidate: //p')
        if [ -z "$version" ] || [ "$version" = "(none)" ]; then
            say "apt-get knows no package $package"
            return 1
        fi
        versions+=("$version")
    done
    if [ "$(printf '%s\n' "${versions[@]}" | sort -u | wc -l)" -ne 1 ]; then
        say "rustc-web, cargo-web and rust-web-src are of different versions: ${versions[*]}"
        return 1
    fi
    tools/setup.sh rust-web >&2
    mkdir -p "$bin"
    for package in rustc cargo; do
        ln -sf "/usr/bin/$package" "$bin/$package"
    done
    export PATH=$bin:$PATH
    unset RUSTC CARGO RUSTUP_TOOLCHAIN
    say "taking $(rustc --version) of Debian"
    sources=$(rustc --print sysroot)/lib/rustlib/src/rust
    build_from "$sources"
    assign PATH "$PATH"
}

# Builds the standard library from sources of rustc's own version, with cargo's -Zbuild-std, and makes a sysroot of it: the
# toolchain's, as links, and the target's libraries.
build_from() {
    local sources=$1 sysroot work toolchain entry flags
    sysroot=$cache/sysroots/$target-$(rustc_says release)-$(rustc_says commit-hash | head -c 9)
    mkdir -p "$cache/sysroots"
    exec 9>"$cache/sysroots/lock"
    flock 9
    if [ ! -e "$sysroot" ]; then
        say "building it from $sources (once; a minute or two)"
        work=$sysroot.new
        rm -rf "$work"
        mkdir -p "$work/lib/rustlib/src" "$work/crate/src"
        toolchain=$(rustc --print sysroot)
        for entry in "$toolchain"/lib/rustlib/*; do
            case ${entry##*/} in
            src | "$target") ;;
            *) ln -s "$entry" "$work/lib/rustlib/" ;;
            esac
        done
        ln -s "$sources" "$work/lib/rustlib/src/rust"
        printf '[package]\nname = "nothing"\nversion = "0.0.0"\nedition = "2024"\n[workspace]\n' >"$work/crate/Cargo.toml"
        echo '#![no_std]' >"$work/crate/src/lib.rs"
        # What links programs that abort on a panic must itself be compiled so; cargo compiles all of it alike.
        cat >"$work/rustc" <<END
#!/bin/sh
case " \$* " in
*" --crate-name panic_abort "*) exec "$(command -v rustc)" --sysroot "$work" "\$@" -Cpanic=abort ;;
*) exec "$(command -v rustc)" --sysroot "$work" "\$@" ;;
esac
END
        chmod +x "$work/rustc"
        if ! quietly env -u RUSTFLAGS -u RUSTC_WRAPPER -u RUSTC_WORKSPACE_WRAPPER -u CARGO_ENCODED_RUSTFLAGS \
            -u "$(variable RUSTFLAGS)" RUSTC_BOOTSTRAP=1 RUSTC="$work/rustc" CARGO_TARGET_DIR="$work/target" CARGO_INCREMENTAL=0 \
            cargo build --manifest-path "$work/crate/Cargo.toml" --release --target "$target" \
            -Zbuild-std=std,proc_macro,panic_unwind,panic_abort,test; then
            say "it could not be built"
            return 1
        fi
        mkdir -p "$work/lib/rustlib/$target/lib"
        mv "$work/target/$target"/release/deps/*.rlib "$work/lib/rustlib/$target/lib/"
        rm -f "$work/lib/rustlib/$target/lib"/libnothing-*
        # What mingw's linker puts at the start and at the end of every program.
        case $target in
        *-windows-gnu)
            for entry in rsbegin rsend; do
                quietly env RUSTC_BOOTSTRAP=1 "$work/rustc" --target "$target" --emit=obj \
                    -o "$work/lib/rustlib/$target/lib/$entry.o" "$sources/library/rtstartup/$entry.rs" ||
                    { say "$entry.o could not be built"; return 1; }
            done
            ;;
        esac
        rm -rf "$work/crate" "$work/target" "$work/rustc"
        mv "$work" "$sysroot"
    fi
    exec 9>&-
    flags=$(variable RUSTFLAGS)
    case " ${!flags:-} " in
    *" --sysroot=$sysroot "*) ;;
    *) assign "$flags" "${!flags:+${!flags} }--sysroot=$sysroot" ;;
    esac
    if [ -n "${RUSTFLAGS:-}" ]; then
        say "RUSTFLAGS is set, and cargo takes it instead of $flags: add --sysroot=$sysroot to it"
    fi
}

# The environment variable by which cargo is told something about the target alone.
variable() { printf 'CARGO_TARGET_%s_%s' "$(tr 'a-z-' 'A-Z_' <<<"$target")" "$1"; }

command -v rustc >/dev/null 2>&1 && command -v cargo >/dev/null 2>&1 ||
    { [ "$wanted_way" = debian-rust ] || ways=(debian-rust); say "no cargo here"; }
if [ -n "$wanted_way" ]; then
    ways=("$wanted_way")
fi
for way in "${ways[@]}"; do
    if ! declare -F "way_${way//-/_}" >/dev/null; then
        say "no way is called '$way'; there are: toolchain rustup sources debian-sources debian-rust"
        exit 2
    fi
    # Not as a condition, within which the shell would go on after a command that fails.
    set +e
    (
        set -e
        "way_${way//-/_}"
    )
    failed=$?
    set -e
    if [ "$failed" -eq 0 ]; then
        exit 0
    fi
done
say "not to be had in any of these ways: ${ways[*]}"
exit 1
