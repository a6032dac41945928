//! How events are told: as indications of the DMTF's schema, or as WMI's events.

use std::sync::Arc;

use rusqlite::Connection;

use super::super::error::Failure;
use super::super::events::{Event, Kind};
use super::super::schema_cache::{Namespace, Schema, SchemaCache};
use super::super::{no_such_class, system};
use super::bookmark::Bookmark;
use crate::cim::class::ClassFlags;
use crate::cim::datetime::Timestamp;
use crate::cim::{
    Array, Class, Datetime, Error, Instance, InstanceBuilder, ObjectPath, Property, Status, Text, Type, Value,
};
use crate::process;

/// The classes that tell of each kind of event, in both vocabularies. The DMTF has none for namespaces.
const CLASSES: [(Kind, &str, Option<&str>); Kind::ALL.len()] = [
    (Kind::InstanceCreated, "__InstanceCreationEvent", Some("CIM_InstCreation")),
    (Kind::InstanceModified, "__InstanceModificationEvent", Some("CIM_InstModification")),
    (Kind::InstanceDeleted, "__InstanceDeletionEvent", Some("CIM_InstDeletion")),
    (Kind::ClassCreated, "__ClassCreationEvent", Some("CIM_ClassCreation")),
    (Kind::ClassModified, "__ClassModificationEvent", Some("CIM_ClassModification")),
    (Kind::ClassDeleted, "__ClassDeletionEvent", Some("CIM_ClassDeletion")),
    (Kind::NamespaceCreated, "__NamespaceCreationEvent", None),
    (Kind::NamespaceDeleted, "__NamespaceDeletionEvent", None),
];

/// The properties that hold what an event tells of, and those that hold what that was before, in both vocabularies.
const TARGETS: [&str; 5] =
    ["TargetInstance", "TargetClass", "TargetNamespace", "SourceInstance", "ClassDefinition"];
const PREVIOUS: [&str; 4] =
    ["PreviousInstance", "PreviousClass", "PreviousNamespace", "PreviousClassDefinition"];

/// The tops of both vocabularies.
const TOPS: [&str; 2] = ["__Event", "CIM_Indication"];

/// Units of 100 nanoseconds from 1601, where WMI's time begins, to 1970.
const TICKS_TO_1970: i64 = 116_444_736_000_000_000;

/// Whether a property holds the subject of an event.
pub(super) fn is_subject(property: &Text) -> bool {
    TARGETS.iter().chain(&PREVIOUS).any(|known| crate::cim::name::eq_names(*known, property))
}

/// A class that was subscribed to, and the classes of the indications that come for it.
pub(super) struct Interest {
    /// The class that was subscribed to.
    pub class: Arc<Class>,
    told: Vec<(Kind, Arc<Class>)>,
}

impl Interest {
    /// What a subscription to this class brings.
    pub(super) fn of(
        cache: &SchemaCache,
        connection: &Connection,
        schema: &Schema,
        namespace: &Namespace,
        class_name: &Text,
    ) -> Result<Interest, Failure> {
        let find = |class_name: &Text| match namespace.find(class_name) {
            Some(index) => {
                let stored = cache.class(connection, schema, namespace, index)?;
                Ok(Some(Arc::clone(&stored.whole.class)))
            }
            None => Ok::<_, Failure>(system::indication(class_name)),
        };
        let class = find(class_name)?.ok_or_else(|| no_such_class(&namespace.name, class_name))?;
        let is_indication =
            class.flags().contains(ClassFlags::INDICATION) || TOPS.iter().any(|top| class.is_a(*top));
        if !is_indication {
            let message = format!(
                "Class '{class_name}' in namespace '{}' is no class of indications, so that nobody can subscribe to it. To \
                 be told of changes of its instances, subscribe to __InstanceOperationEvent or CIM_InstIndication, and name \
                 the class with ISA.",
                namespace.name
            );
            return Err(Error::new(Status::InvalidClass, message).into());
        }
        let mut told = Vec::new();
        for (kind, windows, dmtf) in CLASSES {
            for name in [Some(windows), dmtf].into_iter().flatten() {
                if let Some(found) = find(&Text::from(name))?
                    && found.is_a(class.name())
                {
                    told.push((kind, found));
                }
            }
        }
        Ok(Interest { class, told })
    }

    /// The class of the indication that tells of an event of this kind, where one is wanted.
    pub(super) fn class_for(&self, kind: Kind) -> Option<&Arc<Class>> {
        self.told.iter().find(|(told, _)| *told == kind).map(|(_, class)| class)
    }
}

/// What happened, with the instances that it is told with. Classes come as instances of themselves.
pub(super) struct Change {
    pub event: Event,
    pub target: Arc<Instance>,
    pub previous: Option<Arc<Instance>>,
}

impl Change {
    /// The indication of this class that tells of the change.
    pub(super) fn indication(
        &self,
        class: &Arc<Class>,
        namespace: &Text,
        bookmark: &Bookmark,
    ) -> Result<Instance, Failure> {
        let mut builder = InstanceBuilder::new(class, Some(namespace.clone()), 0);
        for property in class.properties() {
            let value = self.value(property, bookmark);
            let value = value.as_ref().or(property.default.as_ref()).map(Value::as_value_ref);
            builder.push(value)?;
        }
        Ok(builder.finish())
    }

    /// What the change says of a property. Those of other types than the schemas declare are left alone.
    fn value(&self, property: &Property, bookmark: &Bookmark) -> Option<Value> {
        let is = |name: &str| crate::cim::name::eq_names(name, &property.name);
        let any = |names: &[&str]| names.iter().any(|name| is(name));
        match property.kind {
            Type::Instance if any(&TARGETS) => Some(Value::Instance(Arc::clone(&self.target))),
            Type::Instance if any(&PREVIOUS) => self.previous.clone().map(Value::Instance),
            Type::Uint64 if is("TIME_CREATED") => {
                let ticks = self.event.time.checked_mul(10)?.checked_add(TICKS_TO_1970)?;
                Some(Value::Uint64(u64::try_from(ticks).ok()?))
            }
            Type::Datetime if is("IndicationTime") => {
                Some(Value::Datetime(Datetime::Timestamp(Timestamp::of_microseconds(self.event.time)?)))
            }
            // Unique for ever, as the class demands: an organization's prefix, the copy of the repository, and the event in it.
            Type::String if is("IndicationIdentifier") => Some(Value::string(&format!("libmi:{bookmark}"))),
            Type::String if is("SourceInstanceModelPath") => {
                Some(Value::string(&ObjectPath::of(&self.target).to_string()))
            }
            Type::String if is("SourceInstanceHost") => Some(Value::string(process::system_name())),
            Type::StringArray if is("ChangedPropertyNames") => {
                let previous = self.previous.as_ref()?;
                let changed =
                    self.target.elements().filter(|element| previous.value(&element.name) != element.value);
                let names = changed.map(|element| element.name.to_text()).collect();
                Some(Value::Array(Arc::new(Array::String(names))))
            }
            _ => None,
        }
    }
}

/// `__AggregateEvent`: several events in one.
pub(super) fn aggregate(
    namespace: &Text,
    number: u64,
    representative: &Arc<Instance>,
) -> Result<Instance, Failure> {
    let class_name = Text::from("__AggregateEvent");
    let class = system::indication(&class_name).ok_or_else(|| no_such_class(namespace, &class_name))?;
    let mut builder = InstanceBuilder::new(&class, Some(namespace.clone()), 0);
    for property in class.properties() {
        let value = match property.kind {
            Type::Uint32 => Some(Value::Uint32(u32::try_from(number).unwrap_or(u32::MAX))),
            Type::Instance => Some(Value::Instance(Arc::clone(representative))),
            _ => None,
        };
        builder.push(value.as_ref().map(Value::as_value_ref))?;
    }
    Ok(builder.finish())
}

/// A class as events carry it: an instance of itself, with its defaults.
pub(super) fn instance_of(class: &Arc<Class>, namespace: &Text) -> Result<Instance, Failure> {
    let mut builder = InstanceBuilder::new(class, Some(namespace.clone()), 0);
    for property in class.properties() {
        builder.push(property.default.as_ref().map(Value::as_value_ref))?;
    }
    Ok(builder.finish())
}
