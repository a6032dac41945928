//! Projects in Rust.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::json;

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
        fill_in(&project, name, &format!("src/{name}"));
    }
    rustc(&project, &["--crate-type", "cdylib"], &project.join("target/debug/libshop.so"));
    project
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
    let all = the_articles_are_as_they_should_be(folder.path());
    let faulty = fail(folder.path(), &["get", "Shop_Article.Id=\"panic\""]);
    assert!(faulty.contains("FAILED") && faulty.contains("without finishing it"), "{faulty}");

    let told = json(folder.path(), &["subscribe", "SELECT * FROM Shop_SoldOut", "--count", "2"]);
    assert_eq!(told.len(), 2);
    assert_eq!(told[1]["properties"]["Id"], json!("milk"));

    // The same in a process of its own.
    let registration = folder.path().join("shop/shop.reg");
    let text = std::fs::read_to_string(&registration).unwrap();
    std::fs::write(&registration, text.replace("HOSTING=@inproc@", "HOSTING=@requestor@")).unwrap();
    assert_eq!(json(folder.path(), &["enumerate", "Shop_Article", "--shallow"]), all);
    let checked = succeed(mi(folder.path()).args(["providers", "--check"]));
    assert!(
        checked.contains("in a process of its own") && checked.contains("as it is registered"),
        "{checked}"
    );
}

#[test]
fn a_module_that_can_not_be_made_says_why_when_it_is_loaded() {
    let folder = tempfile::tempdir().unwrap();
    let project =
        new_project(folder.path(), &["--language", "rust", "--mi-path", env!("CARGO_MANIFEST_DIR")]);
    let text = "use mi::cim::{Error, Status};\nuse mi::provider::module::export::ProviderModule;\n\
                fn module() -> Result<ProviderModule, Error> {\n    Err(Error::new(Status::AccessDenied, \"The shop is closed.\"))\n}\n\
                mi::provider_module!(module);\n";
    std::fs::write(project.join("src/lib.rs"), text).unwrap();
    rustc(&project, &["--crate-type", "cdylib"], &project.join("target/debug/libshop.so"));
    let said = fail(folder.path(), &["enumerate", "Shop_Article"]);
    assert!(said.contains("ACCESS_DENIED") && said.contains("The shop is closed."), "{said}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_module_in_rust_stays_in_memory_for_threads_that_end_after_it_and_answers_when_it_is_loaded_again() {
    use mi::configuration::{Configuration, RepositoryLocation};
    use mi::engine::Application;
    use mi::provider::{OperationFlags, Request};

    let folder = tempfile::tempdir().unwrap();
    let project = module(folder.path(), &["shop_article.rs", "shop_sold_out.rs"]);
    for _ in 0..2 {
        let application = Application::with_configuration(Configuration {
            repository: Some(RepositoryLocation::Memory),
            provider_path: vec![project.clone()],
            ..Configuration::load().unwrap()
        });
        let session = application.new_session(None, None, None).unwrap();
        // Its provider posts from a thread that nobody joins.
        let request = Request::EnumerateInstances { class_name: "Shop_Article".into(), keys_only: true };
        session.request(request).flags(OperationFlags::SHALLOW).namespace("root/cimv2").outcome().unwrap();
        session.close().unwrap();
        application.close().unwrap();
        let maps = std::fs::read_to_string("/proc/self/maps").unwrap();
        assert!(maps.contains(&*project.join("target/debug/libshop.so").to_string_lossy()));
    }
}
