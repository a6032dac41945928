//! Instances, each of its class, and the aliases that lead from one to another.

use std::collections::HashSet;
use std::sync::Arc;

use super::super::diagnostic::Diagnostic;
use super::super::source::Span;
use super::super::syntax::{InstanceSyntax, ItemKind, Unit};
use super::value::Target;
use super::{AliasTarget, ChangeKind, Compiler, Failed, Made, Purpose};
use crate::cim::{Instance, Status, Value};

/// How far an instance is.
pub(super) enum InstanceState {
    Declared,
    InProgress,
    Made(Arc<Instance>),
    Failed,
    /// Nobody wants it.
    LeftOut,
}

/// What an alias is used for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// To refer to the instance.
    Reference,
    /// To hold it.
    Value,
}

impl<'p> Compiler<'p> {
    pub(super) fn make_instances(&mut self) {
        for index in 0..self.entries.len() {
            if self.instances.contains_key(&index) {
                let _ = self.instance(index);
            }
        }
        for index in 0..self.entries.len() {
            if let Some(InstanceState::Made(mut instance)) = self.instances.remove(&index) {
                // Where an instance is a value of another, it is in no namespace, as if it were written there.
                let namespace = self.spaces[self.space_of[index]].named();
                Arc::make_mut(&mut instance).set_namespace(namespace);
                let is_value = self.embedded.contains(&index);
                self.change(index, ChangeKind::Instance { instance, is_value });
            }
        }
    }

    /// The instance of an entry, made where it is not yet.
    fn instance(&mut self, entry: usize) -> Made<Arc<Instance>> {
        let declared = &self.entries[entry];
        let unit = &*declared.unit;
        let ItemKind::Instance(syntax) = &declared.item().kind else { return Err(Failed) };
        match self.instances.get(&entry) {
            Some(InstanceState::Made(instance)) => return Ok(Arc::clone(instance)),
            Some(InstanceState::Failed) | None => return Err(Failed),
            Some(InstanceState::InProgress) => {
                let span = syntax.alias.unwrap_or(syntax.class);
                return Err(self.fail(unit, span, "the instance is needed to make itself"));
            }
            Some(InstanceState::LeftOut) => {
                self.mark_aliases_of(unit, syntax);
                return Err(Failed);
            }
            Some(InstanceState::Declared) => {}
        }
        self.instances.insert(entry, InstanceState::InProgress);
        let space = self.space_of[entry];
        let made = self.make_instance(space, unit, syntax).map(Arc::new);
        let state = match &made {
            Ok(instance) => InstanceState::Made(Arc::clone(instance)),
            Err(Failed) => InstanceState::Failed,
        };
        self.instances.insert(entry, state);
        made
    }

    /// The instance that is written here.
    pub(super) fn make_instance(
        &mut self,
        space: usize,
        unit: &Unit,
        syntax: &InstanceSyntax,
    ) -> Made<Instance> {
        let class_name = unit.source.slice(syntax.class);
        if self.leniency.leaves_out(class_name) {
            let message = format!("an instance of {class_name} is left out, and can't be a value");
            return Err(self.fail(unit, syntax.class, message));
        }
        let Some(class) = self.find_class(space, unit, syntax.class, class_name)? else {
            let place = self.spaces[space].place();
            let message = format!("the class {class_name} does not exist{place}");
            if self.leniency.unknown_class {
                self.warn(Diagnostic::warning(&unit.source, syntax.class, message));
                return self.lenient_instance(space, unit, syntax, None);
            }
            let error = Diagnostic::error(&unit.source, syntax.class, message);
            return Err(self.tell(error.with_status(Status::InvalidClass)));
        };
        if class.is_abstract() && self.purpose == Purpose::Store {
            let message = format!("the class {class_name} is abstract: it has no instances of its own");
            return Err(self.fail(unit, syntax.class, message));
        }
        if self.leniency.is_any() {
            return self.lenient_instance(space, unit, syntax, Some(&class));
        }
        let mut instance = Instance::of_class(&class);
        self.spend(unit, syntax.class, instance.heap_size())?;
        let mut set = HashSet::new();
        let mut failed = false;
        for initializer in &syntax.values {
            let name = unit.source.slice(initializer.name);
            let Some(index) = class.find_property(name) else {
                let message = format!("the class {class_name} has no property {name}");
                let error = Diagnostic::error(&unit.source, initializer.name, message);
                self.tell(error.with_status(Status::NoSuchProperty));
                failed = true;
                continue;
            };
            if !set.insert(index) {
                self.fail(unit, initializer.name, format!("the property {name} has a value already"));
                failed = true;
                continue;
            }
            let Some(value) = &initializer.value else { continue };
            let property = &class.properties()[index];
            let target = Target {
                kind: property.kind,
                class: property.reference_class.as_ref(),
                array_size: property.array_size,
                what: "property",
                name: &property.name,
            };
            let Ok(value) = self.value(space, unit, value, &target) else {
                failed = true;
                continue;
            };
            let value = value.as_ref().map(Value::as_value_ref);
            if let Err(error) = instance.set(index, property.kind, value) {
                self.fail(unit, initializer.name, error.to_string());
                failed = true;
            }
        }
        if failed { Err(Failed) } else { Ok(instance) }
    }

    /// The instance that an alias stands for, whole or by its keys alone.
    pub(super) fn alias(&mut self, unit: &Unit, span: Span, used_as: Use) -> Made<Arc<Instance>> {
        let name = unit.source.slice(span);
        let root = self.root_of(unit);
        let (instance, namespace) = match self.aliases.get(&(root, name.to_ascii_lowercase())).cloned() {
            Some(AliasTarget::Entry(entry)) => {
                if used_as == Use::Value {
                    self.embedded.insert(entry);
                }
                if matches!(self.instances.get(&entry), Some(InstanceState::LeftOut)) {
                    let message = format!("the alias {name} is of an instance that is left out");
                    return Err(self.fail(unit, span, message));
                }
                (self.instance(entry)?, self.spaces[self.space_of[entry]].named())
            }
            Some(AliasTarget::Made(instance)) => (instance, None),
            None => return Err(self.fail(unit, span, format!("the alias {name} is not declared"))),
        };
        Ok(match used_as {
            Use::Value => instance,
            Use::Reference => {
                // Once for all that refer to it: keys may be long.
                let known = self.references.entry(Arc::as_ptr(&instance));
                Arc::clone(known.or_insert_with(|| {
                    let mut reference = keys_of(&instance);
                    reference.set_namespace(namespace);
                    Arc::new(reference)
                }))
            }
        })
    }

    /// Remembers the alias of an instance within another.
    pub(super) fn remember_alias(&mut self, unit: &Unit, alias: Span, instance: &Arc<Instance>) {
        let name = unit.source.slice(alias).to_ascii_lowercase();
        let root = self.root_of(unit);
        self.aliases.insert((root, name), AliasTarget::Made(Arc::clone(instance)));
    }

    /// Which of the caller's files a file belongs to.
    pub(super) fn root_of(&self, unit: &Unit) -> usize {
        self.roots.get(&std::ptr::from_ref(unit)).copied().unwrap_or(usize::MAX)
    }
}

/// What refers to an instance: one of its class that has the keys alone.
fn keys_of(instance: &Instance) -> Instance {
    let Some(class) = instance.class() else { return instance.clone() };
    let mut reference = Instance::of_class(class);
    for (index, property) in class.properties().iter().enumerate() {
        let value = instance.element(index).and_then(|element| element.value);
        let value = if property.is_key() { value } else { None };
        if property.is_key() || property.default.is_some() {
            // Same class, same types: what fits there fits here.
            let _ = reference.set(index, property.kind, value);
        }
    }
    reference
}

#[cfg(test)]
mod tests {
    use super::super::tests::{class, instances};
    use super::super::{Options, compile};
    use crate::cim::Text;
    use crate::cim::schema::EmptyCatalog;
    use crate::mof::{NoIncludes, Source, load};

    #[test]
    fn what_is_in_no_namespace_says_none() {
        let options =
            Options { namespace: Text::default(), server_name: Some("server".into()), ..Options::default() };
        let text = Source::new("a.mof", "class A { uint8 P; };\ninstance of A { P = 1; };");
        let program = load([text], &mut NoIncludes).unwrap();
        let compiled = compile(&program, &EmptyCatalog, &options).unwrap();
        let class = class(&compiled, "A");
        assert_eq!((class.namespace(), class.server_name()), (None, Some(&Text::from("server"))));
        assert_eq!(instances(&compiled)[0].namespace(), None);
    }
}
