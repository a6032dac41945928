//! A project in Rust: a cdylib that depends on this crate, with typed structures, and what is left to its author.

mod provider;
mod structures;

use super::{File, Plan, fill, registration};

/// Where a project finds this crate.
#[derive(Clone, Debug)]
pub enum Source {
    /// A registry, in this version.
    Version(String),
    /// A folder.
    Path(String),
}

/// All files of a project in Rust. `mof` declares the classes of the plan.
pub fn files(plan: &Plan, mof: &str, source: &Source) -> Vec<File> {
    let library = plan.name.replace('-', "_");
    let dependency = match source {
        Source::Version(version) => format!("{version:?}"),
        Source::Path(path) => format!("{{ path = {path:?} }}"),
    };
    let mut files = vec![
        File::of_author("Cargo.toml", fill(CARGO, &[("NAME", &plan.name), ("MI", &dependency)])),
        File::generated("src/schema.mof", mof.to_owned()),
        File::generated("src/schema.rs", structures::schema(plan)),
        File::of_author("src/lib.rs", provider::library(plan)),
        File::of_author("src/tests.rs", provider::tests(plan)),
        File::of_author(
            format!("{}.reg", plan.name),
            // What stands around the name is not the same on all systems, and added there.
            registration(plan, &format!("target/debug/{library}")),
        ),
        File::of_author("README.md", provider::readme(plan)),
    ];
    for class in plan.served() {
        let name = structures::snake(&class.name().to_str());
        files.push(File::of_author(format!("src/{name}.rs"), provider::class(class)));
    }
    files
}

const CARGO: &str = "[package]
name = \"@NAME@\"
version = \"0.1.0\"
edition = \"2024\"

[lib]
# What a host of provider modules loads.
crate-type = [\"cdylib\"]

[dependencies]
mi = @MI@

# Of no other workspace.
[workspace]
";
