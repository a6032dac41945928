//! Paths of namespaces, classes and instances, and references, which are instances with keys.

use std::sync::Arc;

use super::failure::{Failure, Made};
use super::session::{Session, Space};
use super::tokens::{Characters, characters, child, legal_name, optional, required, short, type_of};
use super::value::Target;
use crate::cim::instance::ElementFlags;
use crate::cim::{Class, Instance, Status, Text, Type, Value, name};
use crate::xml::Reader;

/// The value of a key as a document has it.
enum Key<'t> {
    Text { written: Characters<'t>, kind: KeyKind },
    Reference(Option<Arc<Instance>>),
}

/// What a document says of the type of a key.
#[derive(Clone, Copy)]
enum KeyKind {
    /// A type.
    Known(Type),
    /// A number of any type.
    Numeric,
}

/// Where a namespace is: `LOCALNAMESPACEPATH` or `NAMESPACEPATH`, which began last.
pub(super) fn namespace_path(reader: &mut Reader<'_>, is_local: bool, space: &mut Space) -> Made<()> {
    if is_local {
        return local_namespace_path(reader, space);
    }
    while let Some(element) = child(reader)? {
        match element {
            "HOST" => {
                let host = characters(reader)?;
                let host = host.text()?;
                space.server = Some(Text::from(host.trim())).filter(|host| !host.is_empty());
            }
            "LOCALNAMESPACEPATH" => local_namespace_path(reader, space)?,
            _ => reader.skip()?,
        }
    }
    Ok(())
}

fn local_namespace_path(reader: &mut Reader<'_>, space: &mut Space) -> Made<()> {
    let at = reader.token_at();
    let mut spelt = String::new();
    while let Some(element) = child(reader)? {
        if element == "NAMESPACE" {
            if !spelt.is_empty() {
                spelt.push('/');
            }
            spelt += &required(reader, element, "NAME")?;
        }
        reader.skip()?;
    }
    let namespace = name::namespace(&spelt).map_err(|error| {
        let error = error.with_status(Status::InvalidNamespace);
        Failure::model(at, &error)
    })?;
    space.namespace = Some(namespace);
    Ok(())
}

impl Session<'_> {
    /// What the `VALUE.REFERENCE` that began last refers to.
    pub(super) fn reference(
        &mut self,
        reader: &mut Reader<'_>,
        space: &Space,
    ) -> Made<Option<Arc<Instance>>> {
        let at = reader.token_at();
        self.nested(at, |session| {
            let mut found = None;
            // What a reference says of a namespace is its own; the rest of the path may be relative.
            let mut own = Space::default();
            while let Some(element) = child(reader)? {
                if let Some(instance) = session.path(reader, element, &mut own, space)? {
                    found = Some(Arc::new(instance));
                }
            }
            Ok(found)
        })
    }

    /// The instance or class that an element of a path names, where it names one.
    fn path(
        &mut self,
        reader: &mut Reader<'_>,
        element: &str,
        own: &mut Space,
        space: &Space,
    ) -> Made<Option<Instance>> {
        match element {
            "INSTANCENAME" => {
                let mut instance = self.instance_name(reader, &own.or(space))?;
                instance.set_namespace(own.namespace.clone());
                instance.set_server_name(own.server.clone());
                return Ok(Some(instance));
            }
            "CLASSNAME" => {
                let class = legal_name(reader, element, "NAME")?;
                let mut instance = Instance::named(Text::from(&*class))
                    .map_err(|error| Failure::element(reader.token_at(), &error))?;
                reader.skip()?;
                instance.set_namespace(own.namespace.clone());
                instance.set_server_name(own.server.clone());
                return Ok(Some(instance));
            }
            "INSTANCEPATH" | "LOCALINSTANCEPATH" | "CLASSPATH" | "LOCALCLASSPATH" => {
                let mut found = None;
                while let Some(element) = child(reader)? {
                    // One level: paths don't lie in each other.
                    match element {
                        "INSTANCENAME" | "CLASSNAME" => found = self.path(reader, element, own, space)?,
                        "NAMESPACEPATH" => namespace_path(reader, false, own)?,
                        "LOCALNAMESPACEPATH" => namespace_path(reader, true, own)?,
                        _ => reader.skip()?,
                    }
                }
                return Ok(found);
            }
            _ => reader.skip()?,
        }
        Ok(None)
    }

    /// The keys that the `INSTANCENAME` that began last has, typed as the class says where it is known.
    fn instance_name(&mut self, reader: &mut Reader<'_>, space: &Space) -> Made<Instance> {
        let at = reader.token_at();
        let class_name = legal_name(reader, "INSTANCENAME", "CLASSNAME")?;
        let class = self.class(space, &class_name, at)?;
        let mut instance = match &class {
            Some(class) => {
                self.spend(at, Instance::least_size_of(class))?;
                Instance::of_class(class)
            }
            None => {
                Instance::named(Text::from(&*class_name)).map_err(|error| Failure::element(at, &error))?
            }
        };
        self.keys(reader, space, |session, at, name, key| {
            session.set_key(&mut instance, class.as_ref(), at, name, key, space)
        })?;
        Ok(instance)
    }

    /// Takes the keys of the `INSTANCENAME` that began last for an instance of that path: marks them as such, and sets those that
    /// the instance itself has not.
    pub(super) fn take_keys(
        &mut self,
        reader: &mut Reader<'_>,
        space: &Space,
        instance: &mut Instance,
    ) -> Made<()> {
        let class = instance.class().cloned();
        self.keys(reader, space, |session, at, name, key| {
            let index = name.and_then(|name| instance.find(name));
            let element = index.and_then(|index| instance.element(index));
            match (index, element) {
                (Some(index), Some(element)) if element.value.is_some() => {
                    let flags = element.flags | ElementFlags::KEY;
                    if class.is_none() {
                        instance.set_flags(index, flags);
                    }
                    Ok(())
                }
                // An element that is NULL takes the key where it has its type.
                (Some(index), Some(element)) => {
                    let (kind, flags) = (element.kind, element.flags);
                    let name = element.name.to_text().to_string();
                    if kind.is_array() || kind == Type::Instance {
                        return Ok(());
                    }
                    let target = Target { what: "key", name: &name, kind };
                    let value = session.key_value(key, at, target, space)?;
                    let value = value.as_ref().map(Value::as_value_ref);
                    instance.set(index, kind, value).map_err(|error| Failure::element(at, &error))?;
                    let key = if class.is_none() { ElementFlags::KEY } else { ElementFlags::empty() };
                    instance.set_flags(index, flags | key);
                    Ok(())
                }
                // A class without its qualifiers does not tell its keys; a key without a name is one that the instance has.
                _ if name.is_none() => Ok(()),
                _ => {
                    session.set_key(instance, class.as_ref(), at, name, key, space)?;
                    let index = instance.len() - 1;
                    if let Some(element) = instance.element(index).filter(|_| class.is_none()) {
                        instance.set_flags(index, element.flags | ElementFlags::NOT_MODIFIED);
                    }
                    Ok(())
                }
            }
        })
    }

    /// Gives each key of the `INSTANCENAME` that began last to what takes it: its place, its name where it has one, its value.
    fn keys<'t>(
        &mut self,
        reader: &mut Reader<'t>,
        space: &Space,
        mut take: impl FnMut(&mut Self, usize, Option<&str>, Key<'t>) -> Made<()>,
    ) -> Made<()> {
        while let Some(element) = child(reader)? {
            let at = reader.token_at();
            match element {
                "KEYBINDING" => {
                    let name = legal_name(reader, element, "NAME")?;
                    let mut value = None;
                    while let Some(element) = child(reader)? {
                        match self.key(reader, element, space)? {
                            Some(key) => value = Some(key),
                            None => reader.skip()?,
                        }
                    }
                    let missing =
                        || Failure::wrong(at, format!("expected the value of the key {name}, found none"));
                    take(self, at, Some(&name), value.ok_or_else(missing)?)?;
                }
                _ => match self.key(reader, element, space)? {
                    Some(key) => take(self, at, None, key)?,
                    None => reader.skip()?,
                },
            }
        }
        Ok(())
    }

    /// The key that an element holds, where it is one that holds keys.
    fn key<'t>(&mut self, reader: &mut Reader<'t>, element: &str, space: &Space) -> Made<Option<Key<'t>>> {
        match element {
            "KEYVALUE" => {
                let at = reader.token_at();
                let kind = match type_of(reader, "TYPE")? {
                    Some(kind) => KeyKind::Known(kind),
                    None => match optional(reader, "VALUETYPE")?.as_deref().map(str::trim) {
                        None => KeyKind::Known(Type::String),
                        Some(word) if word.eq_ignore_ascii_case("string") => KeyKind::Known(Type::String),
                        Some(word) if word.eq_ignore_ascii_case("boolean") => KeyKind::Known(Type::Boolean),
                        Some(word) if word.eq_ignore_ascii_case("numeric") => KeyKind::Numeric,
                        Some(word) => {
                            let found = short(word);
                            let message =
                                format!("expected string, boolean or numeric for VALUETYPE, found '{found}'");
                            return Err(Failure::wrong(at, message));
                        }
                    },
                };
                Ok(Some(Key::Text { written: characters(reader)?, kind }))
            }
            "VALUE.REFERENCE" => Ok(Some(Key::Reference(self.reference(reader, space)?))),
            _ => Ok(None),
        }
    }

    /// Sets a key of an instance that is made of its path.
    fn set_key(
        &mut self,
        instance: &mut Instance,
        class: Option<&Arc<Class>>,
        at: usize,
        name: Option<&str>,
        key: Key<'_>,
        space: &Space,
    ) -> Made<()> {
        let refuse = |message: String| Failure::new(Status::NoSuchProperty, at, message);
        let Some(class) = class else {
            let Some(name) = name else {
                return Err(Failure::new(
                    Status::InvalidClass,
                    at,
                    format!(
                        "a key without a name needs the class {}, which is not known",
                        instance.class_name()
                    ),
                ));
            };
            let kind = match &key {
                Key::Reference(_) => Type::Reference,
                Key::Text { kind: KeyKind::Known(kind), .. } => *kind,
                Key::Text { written, kind: KeyKind::Numeric } => numeric_type(&written.text()?),
            };
            let value = self.key_value(key, at, Target { what: "key", name, kind }, space)?;
            let value = value.as_ref().map(Value::as_value_ref);
            return instance
                .add(name, kind, value, ElementFlags::KEY)
                .map_err(|error| Failure::element(at, &error));
        };
        let index = match name {
            Some(name) => class.find_property(name),
            None => class.keys().first().copied().filter(|_| class.keys().len() == 1),
        };
        let Some(index) = index else {
            return Err(refuse(match name {
                Some(name) => format!("class {} has no key named {name}", class.name()),
                None => format!("a key has no name, and class {} has not one key alone", class.name()),
            }));
        };
        let property = &class.properties()[index];
        let target = Target { what: "key", name: &property.name.to_str(), kind: property.kind };
        let value = self.key_value(key, at, target, space)?;
        let value = value.as_ref().map(Value::as_value_ref);
        instance.set(index, property.kind, value).map_err(|error| Failure::element(at, &error))
    }

    fn key_value(
        &mut self,
        key: Key<'_>,
        at: usize,
        target: Target<'_>,
        space: &Space,
    ) -> Made<Option<Value>> {
        match key {
            Key::Reference(reference) if target.kind == Type::Reference => {
                Ok(reference.map(Value::Reference))
            }
            Key::Reference(_) => Err(Failure::new(
                Status::TypeMismatch,
                at,
                format!("the key {} is of type {}, and its value a reference", target.name, target.kind),
            )),
            Key::Text { written, .. } => self.scalar(&written, target, space),
        }
    }
}

/// The type of a number of which nothing is said: the largest that has it.
fn numeric_type(text: &str) -> Type {
    let text = text.trim_ascii();
    let is_hexadecimal = |digits: &str| digits.starts_with("0x") || digits.starts_with("0X");
    match text.strip_prefix('-') {
        Some(digits) if is_hexadecimal(digits) || !digits.contains(['.', 'e', 'E']) => Type::Sint64,
        None if is_hexadecimal(text) || text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'+') => {
            Type::Uint64
        }
        _ => Type::Real64,
    }
}
