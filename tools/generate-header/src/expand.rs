//! Lets the compiler expand the macros of the declarations.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The source after the expansion of its macros.
pub fn expand(source: &Path) -> Result<String, String> {
    let compiler = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(&compiler)
        .args(["--edition", "2024", "--crate-type", "lib", "--crate-name", "declarations"])
        .args(["--check-cfg", "cfg(feature, values(\"wide\"))", "-Zunpretty=expanded"])
        .arg(source)
        // The stable compiler prints expanded source only when it is told that it may.
        .env("RUSTC_BOOTSTRAP", "1")
        .output()
        .map_err(|error| format!("{} can't be run: {error}", compiler.to_string_lossy()))?;
    if !output.status.success() {
        return Err(format!("the declarations don't expand:\n{}", String::from_utf8_lossy(&output.stderr)));
    }
    String::from_utf8(output.stdout).map_err(|error| format!("the expanded source is no UTF-8: {error}"))
}

/// A folder for what is only needed while the header is made.
pub fn scratch_folder(root: &Path) -> Result<PathBuf, String> {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    let folder = target.join("generate-header");
    fs::create_dir_all(&folder).map_err(|error| format!("{} can't be made: {error}", folder.display()))?;
    Ok(folder)
}
