//! Folders for projects, and commands that are run in them.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The MOF that projects are made of.
pub const MOF: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/new_provider/shop.mof");
/// The folder of `mi.h`.
pub const INCLUDE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/include");
/// The classes that projects serve.
pub const SERVED: [&str; 4] = ["Shop_Article", "Shop_Special", "Shop_LiesOn", "Shop_SoldOut"];

/// The tool, on a repository of the folder's own.
pub fn mi(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mi"));
    command.env("MI_REPOSITORY", folder.join("repository.db")).env("MI_PROVIDER_PATH", folder.join("shop"));
    command
}

/// Runs a command to its end.
pub fn run(command: &mut Command) -> Output {
    command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"))
}

/// Runs a command that has to succeed, and gives what it wrote to its standard output.
pub fn succeed(command: &mut Command) -> String {
    let output = run(command);
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(output.status.success(), "{command:?}:\n{}{}", said(&output.stdout), said(&output.stderr));
    said(&output.stdout)
}

/// Makes a project of the classes `SERVED` in the folder `shop`, with more arguments.
pub fn new_project(folder: &Path, arguments: &[&str]) -> PathBuf {
    let mut command = mi(folder);
    command.arg("new-provider").args(SERVED.iter().flat_map(|class| ["--class", class]));
    command.args(["--from", MOF]).args(arguments).arg(folder.join("shop"));
    succeed(&mut command);
    folder.join("shop")
}

/// The classes as the tool shows them with everything, one object a line.
pub fn shown(folder: &Path, classes: &[&str]) -> Vec<String> {
    classes.iter().map(|class| succeed(mi(folder).args(["class", class, "--json"]))).collect()
}

/// The same classes as the repository has them that the MOF was compiled into.
pub fn compiled(folder: &Path, classes: &[&str]) -> Vec<String> {
    let other = folder.join("compiled");
    std::fs::create_dir(&other).unwrap();
    succeed(mi(&other).args(["compile", MOF]));
    shown(&other, classes)
}
