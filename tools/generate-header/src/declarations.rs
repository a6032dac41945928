//! What the tool has to know about the declarations beyond what cbindgen does with them.

use std::collections::BTreeSet;

use cbindgen::Config;
use syn::{Attribute, Expr, Item, Lit, Meta, Type};

/// A constant that is text.
pub struct TextConstant {
    pub name: String,
    pub text: String,
    pub comment: String,
}

/// The names in the declarations, by kind.
#[derive(Default)]
pub struct Declarations {
    pub structures: Vec<String>,
    pub unions: Vec<String>,
    /// Enumerations, by the name without the underscore of their tag.
    pub enumerations: Vec<String>,
    pub functions: Vec<String>,
    pub text_constants: Vec<TextConstant>,
    /// Constants that the header shows as members of an enumeration.
    enumerators: BTreeSet<String>,
}

impl Declarations {
    /// Reads them from the expanded source.
    pub fn read(source: &str) -> Result<Self, String> {
        let file = syn::parse_file(source).map_err(|error| format!("the expanded source: {error}"))?;
        let mut declarations = Self::default();
        declarations.read_items(&file.items);
        Ok(declarations)
    }

    fn read_items(&mut self, items: &[Item]) {
        for item in items {
            match item {
                Item::Mod(module) => {
                    if let Some((_, items)) = &module.content {
                        self.read_items(items);
                    }
                }
                Item::Struct(item) => self.structures.push(item.ident.to_string()),
                Item::Union(item) => self.unions.push(item.ident.to_string()),
                Item::Enum(item) => {
                    let tag = item.ident.to_string();
                    self.enumerations.push(tag.trim_start_matches('_').to_owned());
                    self.enumerators.extend(item.variants.iter().map(|variant| variant.ident.to_string()));
                }
                Item::Fn(item) if item.sig.abi.is_some() => self.functions.push(item.sig.ident.to_string()),
                Item::Const(item) if matches!(*item.ty, Type::Reference(_)) => {
                    if let Some(text) = literal_text(&item.expr) {
                        let name = item.ident.to_string();
                        self.text_constants.push(TextConstant { name, text, comment: comment(&item.attrs) });
                    }
                }
                _ => {}
            }
        }
    }

    /// Completes cbindgen's configuration: C's tags for structures, and what is left out because the tool writes it.
    pub fn configure(&self, mut config: Config) -> Config {
        for name in self.structures.iter().chain(&self.unions) {
            config.export.rename.insert(name.clone(), format!("_{name}"));
            config.export.include.push(name.clone());
        }
        for name in &self.enumerations {
            config.export.include.push(format!("_{name}"));
            config.export.exclude.push(name.clone());
        }
        config.export.exclude.extend(self.enumerators.iter().cloned());
        config.export.exclude.extend(self.text_constants.iter().map(|constant| constant.name.clone()));
        config
    }
}

fn literal_text(expression: &Expr) -> Option<String> {
    match expression {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}

/// The documentation of an item, as one line.
fn comment(attributes: &[Attribute]) -> String {
    let lines: Vec<String> = attributes
        .iter()
        .filter_map(|attribute| match &attribute.meta {
            Meta::NameValue(pair) if pair.path.is_ident("doc") => literal_text(&pair.value),
            _ => None,
        })
        .map(|line| line.trim().to_owned())
        .collect();
    lines.join(" ")
}
