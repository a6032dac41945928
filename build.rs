//! Gives the shared library the name under which programs ask for it.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let system = std::env::var("CARGO_CFG_TARGET_OS").unwrap_or_default();
    if matches!(system.as_str(), "linux" | "freebsd" | "netbsd" | "openbsd") {
        // Programs built for OMI carry this name; without it the loader would compare paths.
        println!("cargo::rustc-cdylib-link-arg=-Wl,-soname,libmi.so");
    }
}
