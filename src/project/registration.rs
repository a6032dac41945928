//! The registration file of a project.

use std::fmt::Write as _;
use std::sync::Arc;

use super::plan::{Kind, Plan, ancestry, kind};
use crate::cim::{Class, Type};

/// The registration file of a project's classes: those that are served, and as extra ones those that these are made of.
/// `library` is the module's shared library, as `LIBRARY` names it.
pub fn registration(plan: &Plan, library: &str) -> String {
    let mut text = format!(
        "# Which classes {name} serves. The folder of this file belongs into MI_PROVIDER_PATH, or is a part of it.\n\
         LIBRARY={library}\nNAMESPACE={namespace}\n\
         # In the process of the client; @requestor@ for a process of its own.\nHOSTING=@inproc@\n",
        name = plan.name,
        namespace = plan.namespace
    );
    for part in &plan.parts {
        let class = &part.class;
        let key = match (part.is_served, kind(class)) {
            (false, _) => "EXTRACLASS",
            (true, Kind::Indication) => "INDICATIONCLASS",
            (true, _) => "CLASS",
        };
        let ends = if part.is_served && kind(class) == Kind::Association {
            let ends: Vec<String> = ends(plan, class);
            if ends.len() == 2 { format!("{{{}}}", ends.join(",")) } else { String::new() }
        } else {
            String::new()
        };
        let _ = writeln!(text, "{key}={}{ends}", with_ancestry(class));
    }
    text
}

/// `Class:Superclass:...`.
fn with_ancestry(class: &Arc<Class>) -> String {
    let mut names = vec![class.name().to_string()];
    names.extend(ancestry(class).iter().map(|class| class.name().to_string()));
    names.join(":")
}

/// The classes at the two ends of an association, with their superclasses.
fn ends(plan: &Plan, class: &Class) -> Vec<String> {
    let references = class.properties().iter().filter(|property| property.kind == Type::Reference);
    let classes = references.filter_map(|property| property.reference_class.as_ref());
    classes.map(|name| plan.class(name).map_or_else(|| name.to_string(), with_ancestry)).take(2).collect()
}
