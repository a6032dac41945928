//! A program that runs with another user's rights is not steered by the variables of its caller.
//!
//! Only root can make such a program; for others, and where the file system does not allow one, the test says so and passes.

#![cfg(unix)]

use std::os::unix::fs::{PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The user without rights, by convention.
const NOBODY: u32 = 65534;

/// A copy of a program that runs as another user, whoever starts it.
fn set_user_id(program: &Path, folder: &Path) -> std::io::Result<PathBuf> {
    let copy = folder.join(program.file_name().unwrap_or_default());
    std::fs::copy(program, &copy)?;
    chown(&copy, Some(NOBODY), None)?;
    // After the change of the owner, which takes the bit away.
    std::fs::set_permissions(&copy, std::fs::Permissions::from_mode(0o4755))?;
    Ok(copy)
}

/// Whether such copies do run as the other user here.
fn is_possible(folder: &Path) -> bool {
    let Ok(copy) = set_user_id(Path::new("/usr/bin/id"), folder) else { return false };
    let effective = Command::new(copy).arg("-u").output();
    effective.is_ok_and(|output| output.stdout == format!("{NOBODY}\n").into_bytes())
}

fn run(program: &Path) -> Output {
    Command::new(program)
        .args(["namespaces"])
        .env("MI_CONFIG", "/nowhere/chosen-by-the-caller.toml")
        .env("MI_LOG", "trace")
        .output()
        .expect("the tool runs")
}

#[test]
fn variables_do_not_count_in_a_set_user_id_program() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
    let tool = Path::new(env!("CARGO_BIN_EXE_mi"));
    let plain = String::from_utf8_lossy(&run(tool).stderr).into_owned();
    assert!(plain.contains("chosen-by-the-caller"), "the variable counts otherwise: {plain}");
    if !is_possible(folder.path()) {
        println!("skipped: set-user-id programs can't be made here");
        return;
    }
    let output = run(&set_user_id(tool, folder.path()).unwrap());
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(!stderr.contains("chosen-by-the-caller"), "{stderr}");
    assert!(!stderr.contains("TRACE"), "{stderr}");
}
