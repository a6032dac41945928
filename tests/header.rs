//! The committed header against the declarations it is made from.

use std::path::Path;
use std::process::Command;

#[test]
fn committed_header_is_what_the_declarations_give() {
    let output = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--locked", "--package", "generate-header", "--", "--check"])
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")))
        .output()
        .expect("cargo runs");

    assert!(
        output.status.success(),
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}
