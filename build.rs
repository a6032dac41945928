//! Gives the shared library the name under which programs ask for it. Both flavours may be installed side by side.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let system = std::env::var("CARGO_CFG_TARGET_OS").unwrap_or_default();
    if matches!(system.as_str(), "linux" | "freebsd" | "netbsd" | "openbsd") {
        // Programs built for OMI carry the narrow one's name; without a name the loader would compare paths.
        let name =
            if std::env::var_os("CARGO_FEATURE_WIDE").is_some() { "libmi-wide.so" } else { "libmi.so" };
        println!("cargo::rustc-cdylib-link-arg=-Wl,-soname,{name}");
    }
}
