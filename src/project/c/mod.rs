//! A project in C: what a code generator for OMI or Windows would write, and what is left to its author.
//!
//! The module that comes of it imports nothing: all that it calls, it calls through the tables that it is given. So any host that
//! knows `MI_Main` loads it.

mod build;
mod declarations;
mod header;
mod literal;
mod provider;

use super::{File, Plan, registration};

/// All files of a project in C.
pub fn files(plan: &Plan) -> Vec<File> {
    let mut files = vec![
        File::generated("calls.h", header::calls()),
        File::generated("types.h", header::types(plan)),
        File::generated("schema.c", declarations::schema(plan)),
        File::of_author("module.c", provider::module()),
        File::of_author(format!("{}.reg", plan.name), registration(plan, &plan.name)),
        File::of_author("Makefile", build::makefile(plan)),
        File::of_author("CMakeLists.txt", build::cmake(plan)),
        File::program("test.sh", build::test(plan)),
        File::of_author("README.md", build::readme(plan)),
    ];
    for part in &plan.parts {
        let name = literal::identifier(&part.class.name().to_str());
        files.push(File::generated(format!("{name}.h"), header::class(plan, part)));
        if part.is_served {
            files.push(File::of_author(format!("{name}.c"), provider::class(&part.class)));
        }
    }
    files
}
