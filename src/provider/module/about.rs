//! What a module tells of itself, for who looks whether it is as its registration says.

use super::Module;
use crate::abi::*;
use crate::cim::{Error, Text};
use crate::object::class::list;
use crate::provider::ModuleDescription;

/// The functions that a class of a module has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Functions {
    /// Whether the class has a table of functions. One without is declared for others alone.
    pub has_table: bool,
    /// The operations whose slots have a function, by the names of the slots.
    pub slots: Vec<&'static str>,
    /// The methods that have a function.
    pub methods: Vec<Text>,
    /// The methods that have none.
    pub methods_without: Vec<Text>,
}

impl Module {
    /// What the module says of itself.
    pub fn description(&self) -> ModuleDescription {
        let header = self.loaded().library.module();
        ModuleDescription {
            version: header.version,
            generator_version: header.generatorVersion,
            flags: header.flags,
            character_size: header.charSize,
        }
    }

    /// The functions that the module has for a class. Nothing of them is called.
    pub fn functions(&self, class_name: &Text) -> Result<Functions, Error> {
        let declaration = self.declaration(class_name)?;
        let mut functions = Functions::default();
        // SAFETY: a declaration of the module, which is mapped while `self` is there.
        let declaration = unsafe { declaration.as_ref() };
        // SAFETY: NULL, or a table of the module.
        if let Some(table) = unsafe { declaration.providerFT.as_ref() } {
            functions.has_table = true;
            functions.slots = slots(table);
        }
        // SAFETY: a list of a declaration. What can't be read has no functions.
        let methods = unsafe { list(declaration.methods, declaration.numMethods) }.unwrap_or_default();
        for method in methods {
            // SAFETY: the name of a declaration is NULL or ends in a NUL.
            let name = unsafe { crate::object::boundary::text(method.name) }.unwrap_or_default();
            let of = if method.function.is_some() {
                &mut functions.methods
            } else {
                &mut functions.methods_without
            };
            of.push(name);
        }
        Ok(functions)
    }
}

/// The slots of a table that have a function, but for those of its life.
fn slots(table: &MI_ProviderFT) -> Vec<&'static str> {
    [
        ("GetInstance", table.GetInstance.is_some()),
        ("EnumerateInstances", table.EnumerateInstances.is_some()),
        ("CreateInstance", table.CreateInstance.is_some()),
        ("ModifyInstance", table.ModifyInstance.is_some()),
        ("DeleteInstance", table.DeleteInstance.is_some()),
        ("AssociatorInstances", table.AssociatorInstances.is_some()),
        ("ReferenceInstances", table.ReferenceInstances.is_some()),
        ("EnableIndications", table.EnableIndications.is_some()),
        ("DisableIndications", table.DisableIndications.is_some()),
        ("Subscribe", table.Subscribe.is_some()),
        ("Unsubscribe", table.Unsubscribe.is_some()),
        ("Invoke", table.Invoke.is_some()),
    ]
    .into_iter()
    .filter_map(|(name, is_there)| is_there.then_some(name))
    .collect()
}
