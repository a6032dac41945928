//! Instances that need not be as a class says: of a class that is not known, or with values that it does not expect.

use std::collections::HashSet;
use std::sync::Arc;

use super::super::diagnostic::{Diagnostic, Severity};
use super::super::source::Span;
use super::super::syntax::{Initializer, InstanceSyntax, Unit, ValueKind, ValueSyntax};
use super::value::Target;
use super::{AliasTarget, Compiler, Failed, MOST_ERRORS, Made};
use crate::cim::instance::ElementFlags;
use crate::cim::{Class, Instance, Property, Text, Type, Value, WrittenPath};

/// What an instance gets for one of its properties.
struct Element<'p> {
    name: &'p str,
    /// Where the class has the property.
    index: Option<usize>,
    kind: Type,
    flags: ElementFlags,
    value: Option<Value>,
    span: Span,
}

impl Compiler<'_> {
    /// An instance with what is written: of the class, where all fits it, else of the class's name alone.
    pub(super) fn lenient_instance(
        &mut self,
        space: usize,
        unit: &Unit,
        syntax: &InstanceSyntax,
        class: Option<&Arc<Class>>,
    ) -> Made<Instance> {
        let class_name = unit.source.slice(syntax.class);
        let ignored = self.leniency.ignored_of(class_name);
        let is_ignored = |name: &str| ignored.iter().any(|ignored| ignored.eq_ignore_ascii_case(name));
        let mut elements = Vec::with_capacity(syntax.values.len());
        let mut set = HashSet::new();
        let mut fits = class.is_some();
        let mut failed = false;
        for initializer in &syntax.values {
            let name = unit.source.slice(initializer.name);
            if is_ignored(name) {
                initializer.value.iter().for_each(|value| self.mark_aliases(unit, value));
                continue;
            }
            if !set.insert(name.to_ascii_lowercase()) {
                failed = true;
                self.fail(unit, initializer.name, format!("the property {name} has a value already"));
                continue;
            }
            let index = class.and_then(|class| class.find_property(name));
            let property = index.zip(class).map(|(index, class)| &class.properties()[index]);
            if property.is_none() && class.is_some() {
                if !self.accept_unknown_property(unit, initializer, class_name) {
                    failed = true;
                    continue;
                }
                fits = false;
            }
            let Some(value) = &initializer.value else { continue };
            let made = match property {
                Some(property) => self.lenient_value(space, unit, value, property, &mut fits),
                None => self.guessed_value(space, unit, value, name),
            };
            match made {
                Ok((kind, value)) => {
                    let flags = property.map_or(ElementFlags::empty(), |property| property.flags);
                    elements.push(Element { name, index, kind, flags, value, span: initializer.name });
                }
                Err(Failed) => failed = true,
            }
        }
        if failed {
            return Err(Failed);
        }
        let mut instance = match class {
            Some(class) if fits => {
                let instance = Instance::of_class(class);
                self.spend(unit, syntax.class, instance.heap_size())?;
                instance
            }
            _ => {
                Instance::new(class_name).map_err(|error| self.fail(unit, syntax.class, error.to_string()))?
            }
        };
        for Element { name, index, kind, flags, value, span } in elements {
            let value = value.as_ref().map(Value::as_value_ref);
            let put = match index {
                Some(index) if fits => instance.set(index, kind, value),
                _ => instance.add(name, kind, value, flags),
            };
            put.map_err(|error| self.fail(unit, span, error.to_string()))?;
        }
        Ok(instance)
    }

    fn accept_unknown_property(&mut self, unit: &Unit, written: &Initializer, class_name: &str) -> bool {
        let name = unit.source.slice(written.name);
        let message = format!("the class {class_name} has no property {name}");
        if self.leniency.unknown_property {
            self.warn(Diagnostic::warning(&unit.source, written.name, message));
            return true;
        }
        let error = Diagnostic::error(&unit.source, written.name, message);
        self.tell(error.with_status(crate::cim::Status::NoSuchProperty));
        false
    }

    /// A value as its property wants it, or as it is written where it may be so.
    fn lenient_value(
        &mut self,
        space: usize,
        unit: &Unit,
        value: &ValueSyntax,
        property: &Property,
        fits: &mut bool,
    ) -> Made<(Type, Option<Value>)> {
        let target = Target {
            kind: property.kind,
            class: property.reference_class.as_ref(),
            array_size: property.array_size,
            what: "property",
            name: &property.name,
        };
        let told = self.errors.len();
        match self.value(space, unit, value, &target) {
            Ok(value) => Ok((property.kind, value)),
            // Instances are not made twice: within each other that would take twice the time at each level.
            Err(Failed) if !self.leniency.wrong_type || holds_instance(value) => Err(Failed),
            Err(Failed) => {
                for error in self.errors.split_off(told.min(self.errors.len())) {
                    self.warn(Diagnostic { severity: Severity::Warning, ..error });
                }
                *fits = false;
                self.guessed_value(space, unit, value, &property.name.to_str())
            }
        }
    }

    /// A value with the type that it looks like.
    fn guessed_value(
        &mut self,
        space: usize,
        unit: &Unit,
        value: &ValueSyntax,
        name: &str,
    ) -> Made<(Type, Option<Value>)> {
        let name = Text::from(name);
        let kind = guessed_type(value);
        let target = Target { kind, class: None, array_size: None, what: "property", name: &name };
        self.value(space, unit, value, &target).map(|value| (kind, value))
    }

    /// Takes the instances that a value which is left out would hold for values all the same.
    fn mark_aliases(&mut self, unit: &Unit, value: &ValueSyntax) {
        match &value.kind {
            ValueKind::Alias => {
                let name = unit.source.slice(value.span).to_ascii_lowercase();
                let root = self.root_of(unit);
                if let Some(&AliasTarget::Entry(entry)) = self.aliases.get(&(root, name)) {
                    self.embedded.insert(entry);
                }
            }
            ValueKind::Array(elements) => {
                elements.iter().for_each(|element| self.mark_aliases(unit, element));
            }
            ValueKind::Instance(instance) => {
                self.mark_aliases_of(unit, instance);
            }
            _ => {}
        }
    }

    /// [`Compiler::mark_aliases`] for all values of an instance.
    pub(super) fn mark_aliases_of(&mut self, unit: &Unit, instance: &InstanceSyntax) {
        instance.values.iter().flat_map(|written| &written.value).for_each(|value| {
            self.mark_aliases(unit, value);
        });
    }

    /// What a path refers to whose class is not known: its keys are texts.
    pub(super) fn path_without_class(
        &mut self,
        unit: &Unit,
        span: Span,
        path: &WrittenPath,
    ) -> Made<Arc<Instance>> {
        let made = Instance::new(path.class_name.as_str()).and_then(|mut instance| {
            for (key, text) in &path.keys {
                let value = Value::string(text.as_str());
                instance.add(key.as_str(), Type::String, Some(value.as_value_ref()), ElementFlags::KEY)?;
            }
            Ok(instance)
        });
        let mut instance = made.map_err(|error| self.fail(unit, span, error.to_string()))?;
        instance.set_namespace(path.namespace.as_deref().map(Text::from));
        instance.set_server_name(path.host.as_deref().map(Text::from));
        Ok(Arc::new(instance))
    }

    /// Tells what was guessed or ignored.
    pub(super) fn warn(&mut self, warning: Diagnostic) {
        if self.warnings.len() < MOST_WARNINGS {
            self.warnings.push(warning);
        }
    }
}

/// So many warnings are told; a schema with more is not read by anybody.
const MOST_WARNINGS: usize = 100 * MOST_ERRORS;

fn holds_instance(value: &ValueSyntax) -> bool {
    match &value.kind {
        ValueKind::Instance(_) => true,
        ValueKind::Array(elements) => elements.iter().any(holds_instance),
        _ => false,
    }
}

/// The type that a value looks like. OMI's guesses, and beside them numbers that these don't hold: an unsigned type beyond
/// the signed one, and reals for an array that has reals and whole numbers.
fn guessed_type(value: &ValueSyntax) -> Type {
    match &value.kind {
        ValueKind::Boolean(_) => Type::Boolean,
        ValueKind::Integer { negative: false, magnitude } if i64::try_from(*magnitude).is_err() => {
            Type::Uint64
        }
        ValueKind::Integer { .. } => Type::Sint64,
        ValueKind::Real(_) => Type::Real64,
        ValueKind::Char(_) => Type::Char16,
        ValueKind::String(_) | ValueKind::Null => Type::String,
        ValueKind::Alias | ValueKind::Instance(_) => Type::Instance,
        ValueKind::Array(elements) => {
            let is_number = |kind| matches!(kind, Type::Sint64 | Type::Uint64 | Type::Real64);
            let widest = |one: Type, other: Type| match (one, other) {
                (Type::Real64, number) | (number, Type::Real64) if is_number(number) => Type::Real64,
                (Type::Sint64, Type::Uint64) => Type::Uint64,
                _ => one,
            };
            let kinds = elements.iter().map(|element| guessed_type(element).scalar());
            kinds.reduce(widest).unwrap_or(Type::Sint64).array()
        }
    }
}
