//! Folders for projects, and commands that are run in them.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::{Value as Json, json};

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

/// Runs the tool with its results as objects.
pub fn json(folder: &Path, arguments: &[&str]) -> Vec<Json> {
    let printed = succeed(mi(folder).args(arguments).arg("--json"));
    printed.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Runs the tool, which has to fail, and gives what it says.
pub fn fail(folder: &Path, arguments: &[&str]) -> String {
    let output = run(mi(folder).args(arguments));
    assert_eq!(output.status.code(), Some(1), "{arguments:?}");
    String::from_utf8(output.stderr).unwrap()
}

/// Copies what an author wrote into a project.
pub fn fill_in(project: &Path, name: &str, to: &str) {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/new_provider/filled").join(name);
    std::fs::copy(from, project.join(to)).unwrap();
}

/// Asks a project that was filled in for its articles, and gives what it answers.
pub fn the_articles_are_as_they_should_be(folder: &Path) -> Vec<Json> {
    let all = json(folder, &["enumerate", "Shop_Article", "--shallow"]);
    assert_eq!(all.len(), 2);
    let bread = &all[0]["properties"];
    assert_eq!(
        (&bread["Id"], &bread["Amount"], &bread["IsNew"]),
        (&json!("bread"), &json!(3), &json!(false))
    );
    assert_eq!((&bread["Least"], &bread["Part"]), (&json!(-128), &json!(0.5)));
    assert_eq!((&bread["Names"], &bread["Sizes"]), (&json!(["one", "two"]), &json!([1, 2, 3])));
    assert_eq!((&bread["class"], &bread["Days"]), (&json!("food"), &Json::Null));
    assert!(bread["Price"].to_string().contains("250") && bread["OldPrices"].as_array().unwrap().len() == 2);
    assert!(bread["Place"].to_string().contains("Shop_Shelf"), "{}", bread["Place"]);

    assert_eq!(json(folder, &["get", "Shop_Article.Id=\"bread\""])[0]["properties"]["Amount"], json!(3));
    assert!(fail(folder, &["get", "Shop_Article.Id=\"none\""]).contains("NOT_FOUND: There is no article"));

    let counted = &json(folder, &["invoke", "Shop_Article", "Count", "Kind=food"])[0]["properties"];
    assert_eq!((&counted["ReturnValue"], &counted["Kinds"]), (&json!(0), &json!(["food"])));
    let path = "Shop_Article.Id=\"bread\"";
    let repriced = &json(folder, &["invoke", path, "Reprice", "Margin=4"])[0]["properties"];
    assert_eq!((&repriced["ReturnValue"], &repriced["Margin"]), (&json!(true), &json!(5)));
    all
}
