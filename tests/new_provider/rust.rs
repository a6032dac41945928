//! Projects in Rust.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value as Json, json};

use super::support::*;

/// This crate as the tests were built with it.
fn built() -> (PathBuf, PathBuf) {
    let folder = Path::new(env!("CARGO_BIN_EXE_mi")).parent().unwrap().join("deps");
    let libraries = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
    let is_it = |path: &PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        name == "libmi.rlib" || name.starts_with("libmi-") && name.ends_with(".rlib")
    };
    let age = |path: &PathBuf| path.metadata().unwrap().modified().unwrap();
    (libraries.filter(is_it).max_by_key(age).expect("cargo built the crate before its tests"), folder)
}

/// Builds a project as cargo would, without asking anybody for the crates that are there already.
fn rustc(project: &Path, arguments: &[&str], output: &Path) {
    let (library, dependencies) = built();
    std::fs::create_dir_all(output.parent().unwrap()).unwrap();
    let mut command = Command::new(std::env::var("RUSTC").unwrap_or_else(|_| "rustc".to_owned()));
    command.args(["--edition", "2024", "--crate-name", "shop", "-D", "warnings"]).args(arguments);
    command.arg("--extern").arg(format!("mi={}", library.display()));
    command.arg("-L").arg(format!("dependency={}", dependencies.display()));
    succeed(command.arg("-o").arg(output).arg(project.join("src/lib.rs")));
}

/// A project in Rust, built into a module where its registration file names it.
fn module(folder: &Path, filled: &[&str]) -> PathBuf {
    let project = new_project(folder, &["--language", "rust", "--mi-path", env!("CARGO_MANIFEST_DIR")]);
    for name in filled {
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/new_provider/filled").join(name);
        std::fs::copy(from, project.join("src").join(name)).unwrap();
    }
    rustc(&project, &["--crate-type", "cdylib"], &project.join("target/debug/libshop.so"));
    project
}

fn json(folder: &Path, arguments: &[&str]) -> Vec<Json> {
    let printed = succeed(mi(folder).args(arguments).arg("--json"));
    printed.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn fail(folder: &Path, arguments: &[&str]) -> String {
    let output = run(mi(folder).args(arguments));
    assert_eq!(output.status.code(), Some(1), "{arguments:?}");
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn a_project_in_rust_builds_without_a_warning_and_answers_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let project = module(folder.path(), &[]);
    for (arguments, wanted) in [
        (
            &["enumerate", "Shop_Article", "--shallow"][..],
            "EnumerateInstances of Shop_Article in src/shop_article.rs",
        ),
        (&["get", "Shop_Article.Id=\"x\""], "GetInstance of Shop_Article in src/shop_article.rs"),
        (&["invoke", "Shop_Special", "Count"], "Invoke of Count of Shop_Special in src/shop_special.rs"),
        (&["subscribe", "SELECT * FROM Shop_SoldOut"], "Subscribe of Shop_SoldOut in src/shop_sold_out.rs"),
    ] {
        let said = fail(folder.path(), arguments);
        assert!(said.contains("NOT_SUPPORTED") && said.contains(wanted), "{said}");
    }
    let checked = succeed(mi(folder.path()).args(["providers", "--check"]));
    assert!(checked.contains("as it is registered"), "{checked}");
    let classes = ["Shop_Article", "Shop_Special", "Shop_LiesOn", "Shop_SoldOut", "Shop_Price"];
    assert_eq!(shown(folder.path(), &classes), compiled(folder.path(), &classes));

    // Its own test, and what cargo makes of its Cargo.toml.
    let test = folder.path().join("test");
    rustc(&project, &["--test"], &test);
    succeed(Command::new(&test).env("MI_REPOSITORY", ":memory:"));
    let manifest = project.join("Cargo.toml");
    let mut cargo = Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()));
    cargo.args(["metadata", "--offline", "--no-deps", "--format-version", "1", "--manifest-path"]);
    assert!(succeed(cargo.arg(manifest)).contains("\"cdylib\""));
}

#[test]
fn a_provider_in_rust_answers_with_what_its_structures_hold() {
    let folder = tempfile::tempdir().unwrap();
    module(folder.path(), &["shop_article.rs", "shop_sold_out.rs"]);
    let all = json(folder.path(), &["enumerate", "Shop_Article", "--shallow"]);
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

    assert_eq!(
        json(folder.path(), &["get", "Shop_Article.Id=\"bread\""])[0]["properties"]["Amount"],
        json!(3)
    );
    assert!(
        fail(folder.path(), &["get", "Shop_Article.Id=\"none\""]).contains("NOT_FOUND: There is no article")
    );
    let faulty = fail(folder.path(), &["get", "Shop_Article.Id=\"panic\""]);
    assert!(faulty.contains("FAILED") && faulty.contains("without finishing it"), "{faulty}");

    let counted = &json(folder.path(), &["invoke", "Shop_Article", "Count", "Kind=food"])[0]["properties"];
    assert_eq!((&counted["ReturnValue"], &counted["Kinds"]), (&json!(0), &json!(["food"])));
    let path = "Shop_Article.Id=\"bread\"";
    let repriced = &json(folder.path(), &["invoke", path, "Reprice", "Margin=4"])[0]["properties"];
    assert_eq!((&repriced["ReturnValue"], &repriced["Margin"]), (&json!(true), &json!(5)));

    let told = json(folder.path(), &["subscribe", "SELECT * FROM Shop_SoldOut", "--count", "2"]);
    assert_eq!(told.len(), 2);
    assert_eq!(told[1]["properties"]["Id"], json!("milk"));
}
