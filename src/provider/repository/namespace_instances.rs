//! Namespaces as instances, in both vocabularies: `__NAMESPACE` in every namespace for those directly below it, and
//! `CIM_Namespace` in `root/interop` for all. Nothing of them is stored: they are what the namespaces are.

use std::sync::Arc;

use rusqlite::Connection;

use super::enumerate::part_of;
use super::error::Failure;
use super::keys::path_of;
use super::schema_cache::{Namespace, Schema, StoredClass, read_generation};
use super::store::{Changed, Patience, Transaction};
use super::values::check_elements;
use super::{Repository, namespace};
use crate::cim::{
    Class, ElementFlags, Error, Instance, InstanceBuilder, Property, Status, Text, Type, Value, ValueRef,
    name,
};
use crate::process;
use crate::provider::Polymorphism;

const WMI: &str = "__NAMESPACE";
const DMTF: &str = "CIM_Namespace";
const INTEROP: &str = "root/interop";

/// The words in which a namespace is told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Vocabulary {
    /// `__NAMESPACE`: the name is the last part.
    Wmi,
    /// `CIM_Namespace`: the name is the whole name.
    Dmtf,
}

/// The vocabulary of a class in a namespace, if its instances are namespaces.
pub(super) fn vocabulary(namespace: &str, class_name: &Text) -> Option<Vocabulary> {
    if name::eq_names(class_name, WMI) {
        Some(Vocabulary::Wmi)
    } else if name::eq_names(class_name, DMTF) && name::folded_namespace(namespace) == INTEROP {
        Some(Vocabulary::Dmtf)
    } else {
        None
    }
}

impl Vocabulary {
    /// The whole name of the namespace that an instance names, or INVALID_PARAMETER.
    pub(super) fn whole_name(self, above: &str, instance: &Instance) -> Result<String, Error> {
        let refuse = |message| Err(Error::new(Status::InvalidParameter, message));
        let class_name = instance.class_name();
        let named = match instance.value("Name") {
            Some(ValueRef::String(named)) => named.to_string(),
            Some(other) => {
                let message = format!(
                    "Key property 'Name' of class '{class_name}' in namespace '{above}' is of type string, and a value of \
                     type {} was given.",
                    other.value_type()
                );
                return Err(Error::new(Status::TypeMismatch, message));
            }
            None => {
                return refuse(format!(
                    "Key property 'Name' of class '{class_name}' in namespace '{above}' has no value. Give it the name of \
                     the namespace."
                ));
            }
        };
        if self == Vocabulary::Wmi && named.contains(['/', '\\']) {
            return refuse(format!(
                "'{named}' is no name of a namespace directly below '{above}': there are slashes in it. Make the instance in \
                 the namespace above."
            ));
        }
        let spelt = match self {
            Vocabulary::Wmi => format!("{above}/{named}"),
            Vocabulary::Dmtf => named,
        };
        // The other way round a name that is empty would be that of the namespace above.
        if spelt.ends_with('/') {
            return refuse(format!(
                "'{spelt}' is no name of a namespace: a name between two slashes is empty."
            ));
        }
        let whole = name::namespace(&*spelt).map_err(|error| error.with_status(Status::InvalidParameter))?;
        Ok(whole.to_string())
    }

    /// The namespaces that are instances in a namespace, sorted by name.
    fn instances_in<'s>(self, schema: &'s Schema, above: &Namespace) -> Vec<&'s Namespace> {
        let beginning = name::folded_namespace(&above.name.to_str()) + "/";
        let is_in = |other: &&Namespace| {
            let folded = name::folded_namespace(&other.name.to_str());
            let rest = folded.strip_prefix(&*beginning);
            self == Vocabulary::Dmtf || rest.is_some_and(|rest| !rest.contains('/'))
        };
        let mut found: Vec<&Namespace> = schema.namespaces().map(|found| &**found).filter(is_in).collect();
        found.sort_by_cached_key(|found| name::folded_namespace(&found.name.to_str()));
        found
    }

    /// A namespace as an instance of this class, which may have a part of the properties alone.
    fn instance(
        self,
        class: &Arc<Class>,
        above: &Namespace,
        namespace: &Namespace,
    ) -> Result<Instance, Failure> {
        let whole = namespace.name.to_string();
        let told = match self {
            Vocabulary::Wmi => {
                let last = whole.rsplit('/').next().unwrap_or(&whole);
                vec![("Name", Value::string(last))]
            }
            Vocabulary::Dmtf => vec![
                ("SystemCreationClassName", Value::string("CIM_ComputerSystem")),
                ("SystemName", Value::string(process::system_name())),
                ("ObjectManagerCreationClassName", Value::string("CIM_ObjectManager")),
                ("ObjectManagerName", Value::string("libmi")),
                ("CreationClassName", Value::string(&class.name().to_str())),
                ("Name", Value::string(&whole)),
                ("ClassInfo", Value::Uint16(0)),
            ],
        };
        let mut builder = InstanceBuilder::new(class, Some(above.name.clone()), 0);
        for property in class.properties() {
            let ours = told.iter().find(|(told, _)| name::eq_names(*told, &property.name));
            let ours = ours.map(|(_, value)| value).filter(|value| value.value_type() == property.kind);
            builder.push(ours.or(property.default.as_ref()).map(Value::as_value_ref))?;
        }
        Ok(builder.finish())
    }
}

impl Repository {
    /// The class by which a namespace tells of namespaces, if the named class is one.
    pub(super) fn class_of_namespaces(
        &self,
        connection: &Connection,
        schema: &Schema,
        namespace: &Namespace,
        class_name: &Text,
    ) -> Result<Option<(Vocabulary, Arc<StoredClass>)>, Failure> {
        let Some(vocabulary) = vocabulary(&namespace.name.to_str(), class_name) else { return Ok(None) };
        let stored = match namespace.find(class_name) {
            Some(index) => self.cache.class(connection, schema, namespace, index)?,
            None => namespace.class_of_namespaces(),
        };
        // A class of that name which somebody made up is an ordinary one.
        let name_of_it = stored.whole.class.property("Name");
        let fits = name_of_it.is_some_and(|property| property.is_key() && property.kind == Type::String);
        Ok(fits.then_some((vocabulary, stored)))
    }

    /// The namespaces that are instances of a class or of a subclass of it. Reads nothing but the schema.
    pub(super) fn namespace_instances(
        &self,
        connection: &Connection,
        schema: &Schema,
        above: &Namespace,
        class_name: &Text,
        (polymorphism, keys_only): (Polymorphism, bool),
    ) -> Result<Vec<Arc<Instance>>, Failure> {
        let mut instances = Vec::new();
        for told in [WMI, DMTF].map(Text::from) {
            let is_it = name::eq_names(&told, class_name);
            let is_below = || match (above.find(&told), above.find(class_name)) {
                (Some(told), Some(base)) => above.is_a(told, base),
                _ => false,
            };
            if !is_it && (polymorphism == Polymorphism::Shallow || !is_below()) {
                continue;
            }
            let Some((vocabulary, stored)) = self.class_of_namespaces(connection, schema, above, &told)?
            else {
                continue;
            };
            let base = match above.find(class_name) {
                Some(base) => self.cache.class(connection, schema, above, base)?,
                None => Arc::clone(&stored),
            };
            let part = part_of(&stored, &base, polymorphism, keys_only);
            let class = &part.as_deref().unwrap_or(&stored.whole).class;
            for namespace in vocabulary.instances_in(schema, above) {
                let instance = vocabulary.instance(class, above, namespace)?;
                instances.push(Arc::new(instance));
            }
        }
        Ok(instances)
    }

    /// The namespace that an instance names, as an instance. `None` where the instance's class tells of no namespaces.
    pub(super) fn namespace_instance(
        &self,
        connection: &Connection,
        schema: &Schema,
        above: &Namespace,
        wanted: &Instance,
    ) -> Result<Option<Arc<Instance>>, Failure> {
        let found = self.class_of_namespaces(connection, schema, above, wanted.class_name())?;
        let Some((vocabulary, stored)) = found else { return Ok(None) };
        schema.expect_generation(read_generation(connection)?)?;
        let (_, instance) = find(schema, above, vocabulary, &stored, wanted)?;
        Ok(Some(Arc::new(instance)))
    }

    /// Makes the namespace that an instance names, and returns the keys of the instance. `None` where the instance's class
    /// tells of no namespaces.
    pub(super) fn create_namespace_instance(
        &self,
        patience: &Patience<'_>,
        above: &Text,
        given: &Instance,
    ) -> Result<Option<Arc<Instance>>, Error> {
        self.changing(patience, above, given, |transaction, schema, (above, vocabulary, stored)| {
            check_elements(above, &stored.whole.class, given)?;
            let whole = vocabulary.whole_name(&above.name.to_str(), given)?;
            namespace::create(transaction, schema, &whole)?;
            let after = self.cache.load(transaction, Some(schema))?;
            let made = namespace::find_namespace(&after, &Text::from(whole))?;
            let keys = vocabulary.instance(&stored.keys_only().class, above, made)?;
            Ok((Arc::new(keys), Changed::Yes))
        })
    }

    /// Refuses to change anything of a namespace. `false` where the instance's class tells of no namespaces.
    pub(super) fn modify_namespace_instance(
        &self,
        patience: &Patience<'_>,
        above: &Text,
        given: &Instance,
    ) -> Result<bool, Error> {
        let done = self.changing(patience, above, given, |_, schema, (above, vocabulary, stored)| {
            let class = &stored.whole.class;
            let (_, before) = find(schema, above, vocabulary, stored, given)?;
            check_elements(above, class, given)?;
            let changed = given.elements().find(|element| {
                let is_key = class.property(&element.name).is_some_and(Property::is_key);
                let is_given = !element.flags.contains(ElementFlags::NOT_MODIFIED);
                !is_key && is_given && before.value(&element.name) != element.value
            });
            match changed {
                None => Ok(((), Changed::No)),
                Some(element) => Err(Error::new(
                    Status::NotSupported,
                    format!(
                        "Property '{}' of '{}' can't be changed: of a namespace the repository keeps the name alone.",
                        element.name,
                        path_of(&above.name, class, given)
                    ),
                )
                .into()),
            }
        })?;
        Ok(done.is_some())
    }

    /// Removes the namespace that an instance names. `false` where the instance's class tells of no namespaces.
    pub(super) fn delete_namespace_instance(
        &self,
        patience: &Patience<'_>,
        above: &Text,
        wanted: &Instance,
    ) -> Result<bool, Error> {
        let done =
            self.changing(patience, above, wanted, |transaction, schema, (above, vocabulary, stored)| {
                let (whole, _) = find(schema, above, vocabulary, stored, wanted)?;
                namespace::delete(transaction, schema, &whole)?;
                Ok(((), Changed::Yes))
            })?;
        Ok(done.is_some())
    }

    /// Runs a step that changes namespaces, if the instance's class tells of them.
    fn changing<T>(
        &self,
        patience: &Patience<'_>,
        above: &Text,
        instance: &Instance,
        step: impl FnOnce(
            &Transaction<'_>,
            &Schema,
            (&Namespace, Vocabulary, &StoredClass),
        ) -> Result<(T, Changed), Failure>,
    ) -> Result<Option<T>, Error> {
        let class_name = instance.class_name();
        // Nearly all classes tell of something else, and need no transaction to find out.
        if vocabulary(&above.to_str(), class_name).is_none() {
            return Ok(None);
        }
        self.writing(patience, |transaction, schema| {
            let above = namespace::find_namespace(schema, above)?;
            let told = self.class_of_namespaces(transaction, schema, above, class_name)?;
            let Some((vocabulary, stored)) = told else { return Ok((None, Changed::No)) };
            let (value, changed) = step(transaction, schema, (above, vocabulary, &stored))?;
            Ok((Some(value), changed))
        })
    }
}

/// The whole name of the namespace that an instance names, and the namespace as an instance; or NOT_FOUND. Besides the name, what
/// keys are given must be those of the namespace.
fn find(
    schema: &Schema,
    above: &Namespace,
    vocabulary: Vocabulary,
    stored: &StoredClass,
    wanted: &Instance,
) -> Result<(String, Instance), Failure> {
    let class = &stored.whole.class;
    let whole = vocabulary.whole_name(&above.name.to_str(), wanted)?;
    let found = schema.namespace(&Text::from(&*whole));
    let instance = found.map(|found| vocabulary.instance(class, above, found)).transpose()?;
    let is_wanted = |instance: &Instance| {
        let others = class.keys().iter().map(|&index| &class.properties()[index].name);
        let mut others = others.filter(|key| !name::eq_names(*key, "Name"));
        others.all(|key| match (wanted.value(key), instance.value(key)) {
            (Some(ValueRef::String(given)), Some(ValueRef::String(has))) => name::eq_names(&given, &has),
            (given, _) => given.is_none(),
        })
    };
    match instance.filter(is_wanted) {
        Some(instance) => Ok((whole, instance)),
        None => Err(Error::new(
            Status::NotFound,
            format!(
                "There is no instance '{}': namespace '{whole}' does not exist, or has other keys. `mi namespaces` lists those \
                 that do.",
                path_of(&above.name, class, wanted)
            ),
        )
        .into()),
    }
}
