//! The committed header against the declarations it is made from. It starts cargo and the generator, which run on the system that builds.
#![cfg(not(windows))]

use std::path::Path;
use std::process::Command;

#[test]
fn committed_header_is_what_the_declarations_give() {
    // Of the whole workspace, as everything else is built in the tests: it is there already then.
    let built = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--locked", "--workspace", "--bin", "generate-header"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .status()
        .expect("cargo runs");
    assert!(built.success());
    let target = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .parent()
        .expect("the folder for tests is in the target folder");
    let output = Command::new(target.join("debug/generate-header"))
        .arg("--check")
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("the generator runs");

    assert!(
        output.status.success(),
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}
