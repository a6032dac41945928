//! Projects for new providers: the texts of the files that somebody who writes a provider begins with, made of the classes
//! that it is to serve. Pure functions; who calls them reads MOF before and writes files after.

pub mod c;
mod plan;
mod registration;
pub mod rust;

use crate::cim::Type;
pub use plan::{Part, Plan};
pub use registration::registration;

/// The word for the type of one element: C's types, fields and arrays are named by it, and a value's variant in Rust.
fn type_name(kind: Type) -> &'static str {
    match kind.scalar() {
        Type::Boolean => "Boolean",
        Type::Uint8 => "Uint8",
        Type::Sint8 => "Sint8",
        Type::Uint16 => "Uint16",
        Type::Sint16 => "Sint16",
        Type::Uint32 => "Uint32",
        Type::Sint32 => "Sint32",
        Type::Uint64 => "Uint64",
        Type::Sint64 => "Sint64",
        Type::Real32 => "Real32",
        Type::Real64 => "Real64",
        Type::Char16 => "Char16",
        Type::Datetime => "Datetime",
        Type::String => "String",
        Type::Reference => "Reference",
        _ => "Instance",
    }
}

/// A file of a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path within the project, with slashes.
    pub path: String,
    /// All of its text.
    pub text: String,
    /// Who changes it.
    pub owner: Owner,
    /// Whether it is a program, to be marked as one.
    pub is_program: bool,
}

/// Who changes a file after it was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// The generator, which may make it anew when the classes change.
    Generator,
    /// The author of the provider. The generator makes it once.
    Author,
}

impl File {
    fn generated(path: impl Into<String>, text: String) -> File {
        File { path: path.into(), text, owner: Owner::Generator, is_program: false }
    }

    fn of_author(path: impl Into<String>, text: String) -> File {
        File { path: path.into(), text, owner: Owner::Author, is_program: false }
    }

    fn program(path: impl Into<String>, text: String) -> File {
        File { is_program: true, ..File::of_author(path, text) }
    }
}

/// Puts texts in the place of `@NAME@` in a template. What is put in is not looked through again.
fn fill(template: &str, texts: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(template.len() * 2);
    let mut rest = template;
    while let Some(start) = rest.find('@') {
        filled.push_str(&rest[..start]);
        let behind = &rest[start + 1..];
        let found = behind.find('@').and_then(|end| {
            let text = texts.iter().find(|(name, _)| *name == &behind[..end])?.1;
            Some((text, end))
        });
        match found {
            Some((text, end)) => {
                filled.push_str(text);
                rest = &behind[end + 1..];
            }
            None => {
                filled.push('@');
                rest = behind;
            }
        }
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_is_filled_and_other_signs_stay() {
        let filled = fill("a@X@ @inproc@ @Y@", &[("X", "@Y@"), ("Y", "2")]);
        assert_eq!(filled, "a@Y@ @inproc@ 2");
    }
}
