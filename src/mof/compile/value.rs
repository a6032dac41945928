//! Values, typed as what they are for.

use std::sync::Arc;

use super::super::diagnostic::Diagnostic;
use super::super::literal;
use super::super::parser::parse_source;
use super::super::source::{Source, Span};
use super::super::syntax::{ItemKind, StringLiteral, Unit, ValueKind, ValueSyntax};
use super::instance::Use;
use super::{Compiler, Failed, Made, Purpose};
use crate::cim::{Array, Datetime, Instance, Status, Text, Type, Value, WrittenPath};

/// What a value is for.
#[derive(Clone, Copy)]
pub(super) struct Target<'t> {
    pub(super) kind: Type,
    /// The class that references or embedded instances must be of.
    pub(super) class: Option<&'t Text>,
    pub(super) array_size: Option<u32>,
    /// `property` or `qualifier`.
    pub(super) what: &'static str,
    pub(super) name: &'t Text,
}

/// So deep may values lie in each other, texts that hold MOF and aliases among them.
const DEEPEST: usize = 64;

impl Compiler<'_> {
    /// The value with its type, or `None` for NULL.
    pub(super) fn value(
        &mut self,
        space: usize,
        unit: &Unit,
        value: &ValueSyntax,
        target: &Target<'_>,
    ) -> Made<Option<Value>> {
        match &value.kind {
            ValueKind::Null => Ok(None),
            ValueKind::Array(elements) if target.kind.is_array() => {
                if let Some(size) = target.array_size.filter(|&size| elements.len() > size as usize) {
                    let message = format!(
                        "expected at most {size} elements for the {} {}, found {}",
                        target.what,
                        target.name,
                        elements.len()
                    );
                    return Err(self.fail(unit, value.span, message));
                }
                self.array(space, unit, elements, target).map(Some)
            }
            // A qualifier whose values are arrays takes a single one for an array of it.
            _ if target.kind.is_array() && target.what == "qualifier" => {
                self.array(space, unit, std::slice::from_ref(value), target).map(Some)
            }
            _ if target.kind.is_array() => Err(self.mismatch(unit, value, target, "an array in braces")),
            _ => self.scalar(space, unit, value, target).map(Some),
        }
    }

    fn array(
        &mut self,
        space: usize,
        unit: &Unit,
        elements: &[ValueSyntax],
        target: &Target<'_>,
    ) -> Made<Value> {
        let element_target = Target { kind: target.kind.scalar(), ..*target };
        let mut array = Array::empty(target.kind);
        if let Array::String(texts) = &mut array {
            texts.reserve_exact(elements.len());
        }
        for element in elements {
            let value = match element.kind {
                ValueKind::Null => {
                    return Err(self.fail(
                        unit,
                        element.span,
                        "expected a value, found NULL; elements of arrays have values",
                    ));
                }
                _ => self.scalar(space, unit, element, &element_target)?,
            };
            if array.push(value).is_err() {
                return Err(self.mismatch(unit, element, &element_target, "a value of its type"));
            }
        }
        Ok(Value::Array(Arc::new(array)))
    }

    fn scalar(&mut self, space: usize, unit: &Unit, value: &ValueSyntax, target: &Target<'_>) -> Made<Value> {
        if let Some(value) = plain_value(target.kind, &value.kind, unit.source.slice(value.span)) {
            return Ok(value);
        }
        let made = match (target.kind, &value.kind) {
            (Type::Real32, ValueKind::Real(_)) => return Err(self.out_of_range(unit, value, target)),
            (kind, ValueKind::Integer { .. }) if is_numeric(kind) => {
                return Err(self.out_of_range(unit, value, target));
            }
            (Type::String, &ValueKind::String(literal)) => Value::String(self.string(unit, literal)),
            (Type::Datetime, &ValueKind::String(literal)) => {
                let text = self.string(unit, literal);
                match text.to_str().parse::<Datetime>() {
                    Ok(datetime) => Value::Datetime(datetime),
                    Err(error) => {
                        let message = format!("the value of the {} {}: {error}", target.what, target.name);
                        return Err(self.wrong_type(unit, value.span, message));
                    }
                }
            }
            (Type::Reference, &ValueKind::String(literal)) => {
                let text = self.string(unit, literal);
                let instance = self.object_path(space, unit, value.span, &text.to_str())?;
                return self.checked(unit, value.span, instance, target).map(Value::Reference);
            }
            (Type::Reference, ValueKind::Alias) => {
                let instance = self
                    .nested(unit, value.span, |compiler| compiler.alias(unit, value.span, Use::Reference))?;
                return self.checked(unit, value.span, instance, target).map(Value::Reference);
            }
            (Type::Instance, ValueKind::Alias) => {
                let instance =
                    self.nested(unit, value.span, |compiler| compiler.alias(unit, value.span, Use::Value))?;
                return self.checked(unit, value.span, instance, target).map(Value::Instance);
            }
            (Type::Instance, ValueKind::Instance(syntax)) => {
                let instance = self.nested(unit, value.span, |compiler| {
                    compiler.make_instance(space, unit, syntax).map(Arc::new)
                })?;
                if let Some(alias) = syntax.alias {
                    self.remember_alias(unit, alias, &instance);
                }
                return self.checked(unit, value.span, instance, target).map(Value::Instance);
            }
            (Type::Instance, &ValueKind::String(literal)) => {
                let text = self.string(unit, literal);
                let instance = self.nested(unit, value.span, |compiler| {
                    compiler.instance_in_text(space, unit, value.span, &text.to_str())
                })?;
                return self.checked(unit, value.span, instance, target).map(Value::Instance);
            }
            (Type::Boolean, _) => return Err(self.mismatch(unit, value, target, "TRUE or FALSE")),
            (Type::Char16, _) => {
                return Err(self.mismatch(unit, value, target, "a character in single quotes"));
            }
            (Type::String, _) => return Err(self.mismatch(unit, value, target, "a text in quotes")),
            (Type::Datetime, _) => return Err(self.mismatch(unit, value, target, "a datetime in quotes")),
            (Type::Reference, _) => {
                return Err(self.mismatch(unit, value, target, "an object path in quotes, or an alias"));
            }
            (Type::Instance, _) => {
                return Err(self.mismatch(unit, value, target, "'instance of', or an alias"));
            }
            (_, ValueKind::Real(_)) => return Err(self.mismatch(unit, value, target, "a whole number")),
            _ => return Err(self.mismatch(unit, value, target, "a number")),
        };
        Ok(made)
    }

    fn string(&mut self, unit: &Unit, literal: StringLiteral) -> Text {
        Text::from(literal::text(&unit.source, literal, &mut self.buffer))
    }

    fn wrong_type(&mut self, unit: &Unit, span: Span, message: String) -> Failed {
        self.tell(Diagnostic::error(&unit.source, span, message).with_status(Status::TypeMismatch))
    }

    fn mismatch(&mut self, unit: &Unit, value: &ValueSyntax, target: &Target<'_>, expected: &str) -> Failed {
        let found = match &value.kind {
            ValueKind::Null => "NULL",
            ValueKind::Boolean(_) => "a boolean",
            ValueKind::Integer { .. } => "a whole number",
            ValueKind::Real(_) => "a real number",
            ValueKind::Char(_) => "a character",
            ValueKind::String(_) => "a text",
            ValueKind::Alias => "an alias",
            ValueKind::Instance(_) => "an instance",
            ValueKind::Array(_) => "an array",
        };
        let message = format!(
            "expected {expected} for the {} {} of type {}, found {found}",
            target.what, target.name, target.kind
        );
        self.wrong_type(unit, value.span, message)
    }

    fn out_of_range(&mut self, unit: &Unit, value: &ValueSyntax, target: &Target<'_>) -> Failed {
        let message = format!(
            "the number {} is out of the range of the {} {} of type {}",
            unit.source.slice(value.span),
            target.what,
            target.name,
            target.kind
        );
        self.wrong_type(unit, value.span, message)
    }

    /// Goes one level deeper, up to where it is deep enough.
    pub(super) fn nested<T>(
        &mut self,
        unit: &Unit,
        span: Span,
        make: impl FnOnce(&mut Self) -> Made<T>,
    ) -> Made<T> {
        if self.depth == DEEPEST {
            let message = format!("values lie in each other more than {DEEPEST} levels deep");
            return Err(self.fail(unit, span, message));
        }
        self.depth += 1;
        let made = make(self);
        self.depth -= 1;
        made
    }

    /// The instance, when it is of the class that the value must be of.
    fn checked(
        &mut self,
        unit: &Unit,
        span: Span,
        instance: Arc<Instance>,
        target: &Target<'_>,
    ) -> Made<Arc<Instance>> {
        let Some(wanted) = target.class else { return Ok(instance) };
        let fits = match instance.class() {
            Some(class) => class.is_a(wanted),
            // Nobody knows what it derives from.
            None => true,
        };
        if fits {
            return Ok(instance);
        }
        let message = format!(
            "expected an instance of {wanted} for the {} {}, found one of {}, which is no subclass of it",
            target.what,
            target.name,
            instance.class_name()
        );
        if self.leniency.wrong_type {
            self.warn(Diagnostic::warning(&unit.source, span, message));
            return Ok(instance);
        }
        Err(self.wrong_type(unit, span, message))
    }

    /// The keys that an object path names, typed as its class says.
    fn object_path(&mut self, space: usize, unit: &Unit, span: Span, text: &str) -> Made<Arc<Instance>> {
        let path: WrittenPath = text
            .parse()
            .map_err(|error| self.fail(unit, span, format!("expected an object path: {error}")))?;
        let space = match &path.namespace {
            Some(namespace) => self.space(Some(namespace)),
            None => space,
        };
        let Some(class) = self.find_class(space, unit, span, &path.class_name)? else {
            if self.purpose == Purpose::Read {
                return self.path_without_class(unit, span, &path);
            }
            let message =
                format!("the class {} does not exist{}", path.class_name, self.spaces[space].place());
            let error = Diagnostic::error(&unit.source, span, message);
            return Err(self.tell(error.with_status(Status::InvalidClass)));
        };
        let mut instance = Instance::of_class(&class);
        for (key, text) in &path.keys {
            let found = match class.keys() {
                [only] if key.is_empty() => Some(*only),
                _ => class.find_property(key).filter(|&index| class.properties()[index].is_key()),
            };
            let Some(index) = found else {
                let message = format!("class {} has no key named '{key}'", class.name());
                return Err(self.fail(unit, span, message));
            };
            let property = &class.properties()[index];
            let value = if property.kind == Type::Reference {
                self.nested(unit, span, |compiler| compiler.object_path(space, unit, span, text))
                    .map(Value::Reference)?
            } else {
                Value::parse(property.kind, text)
                    .map_err(|error| self.wrong_type(unit, span, format!("key {}: {error}", property.name)))?
            };
            if let Err(error) = instance.set(index, property.kind, Some(value.as_value_ref())) {
                return Err(self.fail(unit, span, error.to_string()));
            }
        }
        instance.set_namespace(path.namespace.as_deref().map(Text::from));
        instance.set_server_name(path.host.as_deref().map(Text::from));
        Ok(Arc::new(instance))
    }

    /// An embedded instance that is written as MOF within a text.
    fn instance_in_text(&mut self, space: usize, unit: &Unit, span: Span, text: &str) -> Made<Arc<Instance>> {
        let position = unit.source.position(span);
        let name = format!("{}:{}:{} (text)", unit.source.name(), position.line, position.column);
        let inner = match parse_source(Source::new(name, text)) {
            Ok(inner) => inner,
            Err(errors) => {
                for error in errors.diagnostics() {
                    self.tell(error.clone());
                }
                return Err(Failed);
            }
        };
        let [item] = &inner.items[..] else {
            return Err(self.fail(
                unit,
                span,
                "expected one instance in MOF as the value of an embedded object",
            ));
        };
        let ItemKind::Instance(syntax) = &item.kind else {
            return Err(self.fail(
                unit,
                span,
                "expected an instance in MOF as the value of an embedded object",
            ));
        };
        self.make_instance(space, &inner, syntax).map(Arc::new)
    }
}

/// A boolean, number or character as this type, where it fits. The text is how it is written.
pub(in crate::mof) fn plain_value(kind: Type, written: &ValueKind, text: &str) -> Option<Value> {
    match (kind, written) {
        (Type::Boolean, &ValueKind::Boolean(value)) => Some(Value::Boolean(value)),
        (Type::Char16, &ValueKind::Char(value)) => Some(Value::Char16(value)),
        // From the text itself, as going through the longer type would round twice.
        (Type::Real32, &ValueKind::Real(double)) => {
            let number = text.parse::<f32>().ok();
            number.filter(|number| number.is_finite() || double.is_infinite()).map(Value::Real32)
        }
        (Type::Real64, &ValueKind::Real(value)) => Some(Value::Real64(value)),
        (kind, &ValueKind::Integer { negative, magnitude }) => integer(kind, negative, magnitude),
        _ => None,
    }
}

fn is_numeric(kind: Type) -> bool {
    (Type::Uint8.number()..=Type::Char16.number()).contains(&kind.number())
}

/// A whole number as this type, where it fits.
fn integer(kind: Type, negative: bool, magnitude: u64) -> Option<Value> {
    let number = if negative { -i128::from(magnitude) } else { i128::from(magnitude) };
    Some(match kind {
        Type::Uint8 => Value::Uint8(number.try_into().ok()?),
        Type::Sint8 => Value::Sint8(number.try_into().ok()?),
        Type::Uint16 => Value::Uint16(number.try_into().ok()?),
        Type::Sint16 => Value::Sint16(number.try_into().ok()?),
        Type::Uint32 => Value::Uint32(number.try_into().ok()?),
        Type::Sint32 => Value::Sint32(number.try_into().ok()?),
        Type::Uint64 => Value::Uint64(number.try_into().ok()?),
        Type::Sint64 => Value::Sint64(number.try_into().ok()?),
        Type::Char16 => Value::Char16(number.try_into().ok()?),
        Type::Real32 => Value::Real32(number as f32),
        Type::Real64 => Value::Real64(number as f64),
        _ => return None,
    })
}
