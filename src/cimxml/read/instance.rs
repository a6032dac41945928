//! Instances: of a class that is known, with its properties in its order and types; else with what the document says.

use std::sync::Arc;

use super::failure::{Failure, Made};
use super::plain::{PlainValue, plain_property};
use super::session::{Session, Space};
use super::tokens::{characters, child, embeds, flag, legal_name, short, type_of};
use super::value::{Target, bits, is_number};
use crate::cim::instance::{ElementError, ElementFlags, InstanceBuilder, Plain};
use crate::cim::text::str_to_units;
use crate::cim::{Class, Instance, Status, Text, Type, Value, name};
use crate::xml::Reader;

/// The elements that are properties.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Scalar,
    Array,
    Reference,
    References,
}

impl Form {
    #[inline]
    pub(super) fn of(element: &str) -> Option<Form> {
        Some(match element {
            "PROPERTY" => Form::Scalar,
            "PROPERTY.ARRAY" => Form::Array,
            "PROPERTY.REFERENCE" => Form::Reference,
            // DSP0201 has no such element; it is read where somebody writes it.
            "PROPERTY.REFARRAY" => Form::References,
            _ => return None,
        })
    }

    /// The element that a type is written as.
    #[inline]
    fn of_type(kind: Type) -> Form {
        match (kind.scalar() == Type::Reference, kind.is_array()) {
            (false, false) => Form::Scalar,
            (false, true) => Form::Array,
            (true, false) => Form::Reference,
            (true, true) => Form::References,
        }
    }

    pub(super) fn element(self) -> &'static str {
        match self {
            Form::Scalar => "PROPERTY",
            Form::Array => "PROPERTY.ARRAY",
            Form::Reference => "PROPERTY.REFERENCE",
            Form::References => "PROPERTY.REFARRAY",
        }
    }

    /// The element that holds the value.
    #[inline]
    fn value_element(self) -> &'static str {
        match self {
            Form::Scalar => "VALUE",
            Form::Array => "VALUE.ARRAY",
            Form::Reference => "VALUE.REFERENCE",
            Form::References => "VALUE.REFARRAY",
        }
    }
}

/// Which of the properties of a class there were.
#[derive(Default)]
struct Seen {
    first: u64,
    rest: Vec<u64>,
}

impl Seen {
    /// Enters one, and says whether it was there before.
    #[inline]
    fn insert(&mut self, index: usize) -> bool {
        let word = match index / 64 {
            0 => &mut self.first,
            word => {
                if self.rest.len() < word {
                    self.rest.resize(word, 0);
                }
                &mut self.rest[word - 1]
            }
        };
        let bit = 1 << (index % 64);
        let was = *word & bit != 0;
        *word |= bit;
        was
    }

    fn contains(&self, index: usize) -> bool {
        let word = if index < 64 { Some(&self.first) } else { self.rest.get(index / 64 - 1) };
        word.is_some_and(|word| word & (1 << (index % 64)) != 0)
    }

    fn is_empty(&self) -> bool {
        self.first == 0 && self.rest.is_empty()
    }
}

/// Takes values by the index of their property: the short way while they come in the order of the class.
enum Elements<'c> {
    InOrder(InstanceBuilder<'c>, usize),
    AnyOrder(Instance),
}

impl Elements<'_> {
    #[inline]
    fn put(&mut self, class: &Class, index: usize, value: Given<'_>) -> Result<(), ElementError> {
        if let Elements::InOrder(builder, next) = self
            && *next <= index
        {
            while *next < index {
                builder.push_plain(Plain::Null)?;
                *next += 1;
            }
            *next += 1;
            return match value {
                Given::Plain(value) => builder.push_plain(value),
                Given::Value(value) => builder.push(value.as_ref().map(Value::as_value_ref)),
            };
        }
        self.put_behind(class, index, value)
    }

    #[cold]
    fn put_behind(&mut self, class: &Class, index: usize, value: Given<'_>) -> Result<(), ElementError> {
        let instance = match self {
            Elements::AnyOrder(instance) => instance,
            Elements::InOrder(builder, _) => {
                *self = Elements::AnyOrder(builder.take().finish());
                return self.put_behind(class, index, value);
            }
        };
        let property = &class.properties()[index];
        match value {
            Given::Plain(value) => instance.set_plain(index, property.kind, value)?,
            Given::Value(value) => {
                instance.set(index, property.kind, value.as_ref().map(Value::as_value_ref))?;
            }
        }
        instance.set_flags(index, property.flags | ElementFlags::NOT_MODIFIED);
        Ok(())
    }

    /// Whether none came before one that stands before it in the class.
    #[inline]
    fn are_in_order(&self) -> bool {
        matches!(self, Elements::InOrder(..))
    }

    fn finish(self) -> Instance {
        match self {
            Elements::InOrder(builder, _) => builder.finish(),
            Elements::AnyOrder(instance) => instance,
        }
    }
}

/// A value on its way into an instance.
enum Given<'v> {
    Plain(Plain<'v>),
    Value(Option<Value>),
}

/// A property as it begins.
struct Start<'n> {
    at: usize,
    form: Form,
    name: &'n str,
    kind: Type,
}

impl Session<'_> {
    /// The instance whose `INSTANCE` began last.
    pub(super) fn instance(&mut self, reader: &mut Reader<'_>, space: &Space) -> Made<Instance> {
        let at = reader.token_at();
        let class_name = legal_name(reader, "INSTANCE", "CLASSNAME")?;
        if let Some(class) = self.class(space, &class_name, at)? {
            return self.typed(reader, &class, space);
        }
        if self.options.class_required {
            let place = match &space.namespace {
                Some(namespace) => format!(" of the namespace {namespace}"),
                None => String::new(),
            };
            return Err(Failure::new(
                Status::InvalidClass,
                at,
                format!("the class {class_name}{place} is not known"),
            ));
        }
        self.untyped(reader, &class_name, space)
    }

    fn typed(&mut self, reader: &mut Reader<'_>, class: &Arc<Class>, space: &Space) -> Made<Instance> {
        self.spend(reader.token_at(), Instance::least_size_of(class))?;
        let (namespace, server) = space.said();
        let mut elements = Elements::InOrder(InstanceBuilder::new(class, namespace, 0), 0);
        let mut seen = Seen::default();
        let mut modified = Seen::default();
        let mut next = 0;
        loop {
            while let Some(property) = class.properties().get(next)
                && elements.are_in_order()
                && let Some((value, is_modified)) = plain_property(reader, property)
            {
                let units;
                let value = match value {
                    PlainValue::Null => Given::Plain(Plain::Null),
                    PlainValue::Bits(bits) => Given::Plain(Plain::Bits(bits)),
                    PlainValue::Text(text) => {
                        units = str_to_units(text);
                        Given::Plain(Plain::Text(&units))
                    }
                    PlainValue::Datetime(datetime) => Given::Value(Some(Value::Datetime(datetime))),
                };
                elements.put(class, next, value).map_err(|error| Failure::element(reader.at(), &error))?;
                seen.insert(next);
                if is_modified || self.given_is_modified {
                    modified.insert(next);
                }
                next += 1;
            }
            let Some(element) = child(reader)? else { break };
            let Some(form) = Form::of(element) else {
                reader.skip()?;
                continue;
            };
            let at = reader.token_at();
            let written = required_name(reader, form)?;
            let index =
                property_index(class, next, &written).ok_or_else(|| no_such_property(class, &written, at))?;
            next = index + 1;
            if seen.insert(index) {
                return Err(Failure::wrong(at, format!("the property {written} is there twice")));
            }
            let property = &class.properties()[index];
            let start = Start { at, form, name: &written, kind: property.kind };
            check_type(reader, &start)?;
            if flag_is_set(reader)? || self.given_is_modified {
                modified.insert(index);
            }
            self.property(reader, &start, space, |value| elements.put(class, index, value))?;
        }
        let mut instance = elements.finish();
        if server.is_some() {
            instance.set_server_name(server);
        }
        if !modified.is_empty() {
            for (index, property) in class.properties().iter().enumerate() {
                if modified.contains(index) {
                    instance.set_flags(index, property.flags);
                }
            }
        }
        Ok(instance)
    }

    fn untyped(&mut self, reader: &mut Reader<'_>, class_name: &str, space: &Space) -> Made<Instance> {
        let refuse = |at: usize, error: ElementError| Failure::element(at, &error);
        let mut instance =
            Instance::named(Text::from(class_name)).map_err(|error| refuse(reader.token_at(), error))?;
        let (namespace, server) = space.said();
        instance.set_namespace(namespace);
        instance.set_server_name(server);
        while let Some(element) = child(reader)? {
            let Some(form) = Form::of(element) else {
                reader.skip()?;
                continue;
            };
            let at = reader.token_at();
            let written = required_name(reader, form)?;
            let kind = written_type(reader, form)?;
            let is_modified = flag_is_set(reader)? || self.given_is_modified;
            let start = Start { at, form, name: &written, kind };
            let units = str_to_units(&written);
            let flags = ElementFlags::empty();
            self.property(reader, &start, space, |value| match value {
                Given::Plain(value) => instance.add_plain(&units, kind, value, flags),
                Given::Value(value) => {
                    instance.add(&*units, kind, value.as_ref().map(Value::as_value_ref), flags)
                }
            })?;
            if !is_modified {
                instance.set_flags(instance.len() - 1, ElementFlags::NOT_MODIFIED);
            }
        }
        Ok(instance)
    }

    /// Reads a property to its end, and gives its value to what takes it.
    #[inline]
    fn property(
        &mut self,
        reader: &mut Reader<'_>,
        start: &Start<'_>,
        space: &Space,
        put: impl FnOnce(Given<'_>) -> Result<(), ElementError>,
    ) -> Made<()> {
        let refuse = |error: ElementError| Failure::element(start.at, &error);
        let target = Target { what: "property", name: start.name, kind: start.kind };
        loop {
            let Some(element) = child(reader)? else {
                return put(Given::Plain(Plain::Null)).map_err(refuse);
            };
            if element != start.form.value_element() {
                if element.starts_with("VALUE") {
                    return Err(target.mismatch(reader.token_at(), &format!("its value {element}")));
                }
                reader.skip()?;
                continue;
            }
            match start.form {
                Form::Scalar => {
                    let written = characters(reader)?;
                    if start.kind == Type::String {
                        let text = written.text()?;
                        put(Given::Plain(Plain::Text(&str_to_units(&text)))).map_err(refuse)?;
                    } else if is_number(start.kind) {
                        put(Given::Plain(Plain::Bits(bits(&written, target)?))).map_err(refuse)?;
                    } else {
                        let value = self.scalar(&written, target, space)?;
                        put(Given::Value(value)).map_err(refuse)?;
                    }
                }
                Form::Array => {
                    let value = self.array(reader, target, space)?;
                    put(Given::Value(Some(value))).map_err(refuse)?;
                }
                Form::Reference => {
                    let value = self.reference(reader, space)?;
                    put(Given::Value(value.map(Value::Reference))).map_err(refuse)?;
                }
                Form::References => {
                    let value = self.references(reader, target, space)?;
                    put(Given::Value(Some(value))).map_err(refuse)?;
                }
            }
            break;
        }
        while let Some(element) = child(reader)? {
            if element.starts_with("VALUE") {
                return Err(Failure::wrong(
                    reader.token_at(),
                    format!("the property {} has more than one value", start.name),
                ));
            }
            reader.skip()?;
        }
        Ok(())
    }
}

#[inline]
fn required_name<'t>(reader: &Reader<'t>, form: Form) -> Made<std::borrow::Cow<'t, str>> {
    super::tokens::required(reader, form.element(), "NAME")
}

/// The property of this name; properties nearly always come in the order of the class.
#[inline]
fn property_index(class: &Class, next: usize, written: &str) -> Option<usize> {
    match class.properties().get(next) {
        Some(property) if name::units_eq_names(property.name.units(), &str_to_units(written)) => Some(next),
        _ => class.find_property(written),
    }
}

#[cold]
fn no_such_property(class: &Class, written: &str, at: usize) -> Failure {
    Failure::new(
        Status::NoSuchProperty,
        at,
        format!("the class {} has no property '{}'", class.name(), short(written)),
    )
}

#[inline]
fn flag_is_set(reader: &Reader<'_>) -> Made<bool> {
    // The name and the type are all that most properties have.
    if reader.attributes().len() <= 2 && reader.attribute("MODIFIED").is_none() {
        return Ok(false);
    }
    Ok(flag(reader, "MODIFIED")? == Some(true))
}

/// That what a property says of its type is what the class says.
#[inline]
fn check_type(reader: &Reader<'_>, start: &Start<'_>) -> Made<()> {
    let target = || Target { what: "property", name: start.name, kind: start.kind };
    if Form::of_type(start.kind) != start.form {
        return Err(target().mismatch(start.at, &format!("it is written as {}", start.form.element())));
    }
    let Some(written) = reader.attribute("TYPE") else { return Ok(()) };
    let wanted = match start.kind.scalar() {
        // Embedded objects are texts to DSP0201.
        Type::Instance => Type::String,
        kind => kind,
    };
    if written.plain().is_some_and(|written| written == wanted.name()) {
        return Ok(());
    }
    match type_of(reader, "TYPE")? {
        Some(kind) if kind != wanted => {
            Err(target().mismatch(start.at, &format!("the document says that it is of type {kind}")))
        }
        _ => Ok(()),
    }
}

/// The type of a property as the document says it.
pub(super) fn written_type(reader: &Reader<'_>, form: Form) -> Made<Type> {
    let kind = match form {
        Form::Reference => return Ok(Type::Reference),
        Form::References => return Ok(Type::ReferenceArray),
        Form::Scalar | Form::Array => type_of(reader, "TYPE")?,
    };
    let Some(kind) = kind else {
        return Err(Failure::wrong(
            reader.token_at(),
            format!("expected the attribute TYPE of {}, found none", form.element()),
        ));
    };
    let kind = match kind {
        Type::String if embeds(reader)? => Type::Instance,
        Type::Reference => {
            let message =
                format!("references are written as PROPERTY.REFERENCE, and not as {}", form.element());
            return Err(Failure::wrong(reader.token_at(), message));
        }
        kind => kind,
    };
    Ok(if form == Form::Array { kind.array() } else { kind })
}
