//! What happened to an instance, in the words of the DMTF and of WMI.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{SystemTime, UNIX_EPOCH};

use super::super::server;
use super::{Kinds, Vocabulary};
use crate::cim::class::ClassFlags;
use crate::cim::datetime::Timestamp;
use crate::cim::{
    Class, ClassDeclaration, Datetime, ElementFlags, Error, Instance, InstanceBuilder, ObjectPath, Property,
    Text, Type, Value, name,
};

/// Units of 100 nanoseconds from 1601, where WMI's time begins, to 1970.
const TICKS_TO_1970: u64 = 116_444_736_000_000_000;

/// A method that is called, or was.
pub(super) struct MethodCall {
    pub(super) name: Text,
    pub(super) is_before: bool,
    pub(super) parameters: Option<Arc<Instance>>,
    pub(super) value: Option<Text>,
}

/// What happened to an instance, and when.
pub(super) struct Happening {
    pub(super) kind: Kinds,
    pub(super) instance: Arc<Instance>,
    /// The instance as it was before.
    pub(super) previous: Option<Arc<Instance>>,
    pub(super) method: Option<MethodCall>,
    /// Microseconds since 1970.
    pub(super) time: u64,
    /// Counted in this process.
    pub(super) number: u64,
}

impl Happening {
    pub(super) fn new(kind: Kinds, instance: Arc<Instance>) -> Happening {
        static HAPPENED: AtomicU64 = AtomicU64::new(1);
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let time = u64::try_from(since.as_micros()).unwrap_or(u64::MAX);
        let number = HAPPENED.fetch_add(1, Ordering::Relaxed);
        Happening { kind, instance, previous: None, method: None, time, number }
    }

    /// The indication that tells of it to a subscription in this namespace.
    pub(super) fn indication(
        &self,
        vocabulary: Vocabulary,
        namespace: &Text,
    ) -> Result<Arc<Instance>, Error> {
        let class = class_of(self.kind, vocabulary);
        let within = |instance: &Arc<Instance>| {
            let mut instance = Arc::clone(instance);
            if instance.namespace().is_none() {
                Arc::make_mut(&mut instance).set_namespace(Some(namespace.clone()));
            }
            instance
        };
        let (instance, previous) = (within(&self.instance), self.previous.as_ref().map(within));
        let mut builder = InstanceBuilder::new(class, Some(namespace.clone()), 0);
        for property in class.properties() {
            let value = self.value(property, &instance, previous.as_ref());
            builder.push(value.as_ref().map(Value::as_value_ref))?;
        }
        Ok(Arc::new(builder.finish()))
    }

    fn value(
        &self,
        property: &Property,
        instance: &Arc<Instance>,
        previous: Option<&Arc<Instance>>,
    ) -> Option<Value> {
        let is = |known: &str| name::eq_names(known, &property.name);
        let method = self.method.as_ref();
        if is("SourceInstance") || is("TargetInstance") {
            Some(Value::Instance(Arc::clone(instance)))
        } else if is("PreviousInstance") {
            previous.cloned().map(Value::Instance)
        } else if is("IndicationTime") {
            let time = i64::try_from(self.time).ok()?;
            Some(Value::Datetime(Datetime::Timestamp(Timestamp::of_microseconds(time)?)))
        } else if is("TIME_CREATED") {
            Some(Value::Uint64(self.time.checked_mul(10)?.checked_add(TICKS_TO_1970)?))
        } else if is("IndicationIdentifier") {
            let machine = server::system_name();
            let identifier = format!("libmi:{machine}:{}:{}:{}", std::process::id(), self.time, self.number);
            Some(Value::string(&identifier))
        } else if is("SourceInstanceModelPath") {
            Some(Value::string(&ObjectPath::of(instance).to_string()))
        } else if is("SourceInstanceHost") {
            Some(Value::String(server::system_name().clone()))
        } else if is("MethodName") {
            method.map(|method| Value::String(method.name.clone()))
        } else if is("MethodParameters") {
            method.and_then(|method| method.parameters.clone()).map(Value::Instance)
        } else if is("ReturnValue") {
            method.and_then(|method| method.value.clone()).map(Value::String)
        } else if is("PreCall") {
            method.map(|method| Value::Boolean(method.is_before))
        } else {
            None
        }
    }
}

/// What a class declares itself: names and types.
type Own<'a> = &'a [(&'a str, Type)];

/// The class of the indication that tells of this.
fn class_of(kind: Kinds, vocabulary: Vocabulary) -> &'static Arc<Class> {
    static CLASSES: OnceLock<Vec<(Kinds, Vocabulary, Arc<Class>)>> = OnceLock::new();
    let classes = CLASSES.get_or_init(classes);
    let is_it = |(of, told, _): &&(Kinds, Vocabulary, Arc<Class>)| *of == kind && *told == vocabulary;
    // WMI has no word for reading and methods, and nobody subscribes to them in it.
    let found = classes.iter().find(is_it).or(classes.first());
    &found.expect("there are classes").2
}

/// The classes of both vocabularies, with those of their properties that are filled.
fn classes() -> Vec<(Kinds, Vocabulary, Arc<Class>)> {
    let indication = class(
        "CIM_Indication",
        None,
        &[("IndicationIdentifier", Type::String), ("IndicationTime", Type::Datetime)],
    );
    let source = [
        ("SourceInstance", Type::Instance),
        ("SourceInstanceModelPath", Type::String),
        ("SourceInstanceHost", Type::String),
    ];
    let dmtf = class("CIM_InstIndication", Some(&indication), &source);
    let event = class("__Event", None, &[("TIME_CREATED", Type::Uint64)]);
    let wmi = class("__InstanceOperationEvent", Some(&event), &[("TargetInstance", Type::Instance)]);
    let previous = [("PreviousInstance", Type::Instance)];
    let method = [
        ("MethodName", Type::String),
        ("MethodParameters", Type::Instance),
        ("ReturnValue", Type::String),
        ("PreCall", Type::Boolean),
    ];
    let told: [(_, _, _, Own<'_>); 8] = [
        (Kinds::CREATED, Vocabulary::Dmtf, "CIM_InstCreation", &[]),
        (Kinds::MODIFIED, Vocabulary::Dmtf, "CIM_InstModification", &previous),
        (Kinds::DELETED, Vocabulary::Dmtf, "CIM_InstDeletion", &[]),
        (Kinds::READ, Vocabulary::Dmtf, "CIM_InstRead", &[]),
        (Kinds::METHOD_CALLED, Vocabulary::Dmtf, "CIM_InstMethodCall", &method),
        (Kinds::CREATED, Vocabulary::Wmi, "__InstanceCreationEvent", &[]),
        (Kinds::MODIFIED, Vocabulary::Wmi, "__InstanceModificationEvent", &previous),
        (Kinds::DELETED, Vocabulary::Wmi, "__InstanceDeletionEvent", &[]),
    ];
    let made = |(kind, vocabulary, name, own): (Kinds, Vocabulary, &str, Own<'_>)| {
        let above = if vocabulary == Vocabulary::Dmtf { &dmtf } else { &wmi };
        (kind, vocabulary, class(name, Some(above), own))
    };
    told.into_iter().map(made).collect()
}

fn class(class_name: &str, superclass: Option<&Arc<Class>>, own: Own<'_>) -> Arc<Class> {
    let class_name = Text::from(class_name);
    let property = |&(name, kind): &(&str, Type)| Property {
        name: Text::from(name),
        kind,
        array_size: None,
        reference_class: None,
        flags: ElementFlags::PROPERTY,
        qualifiers: Vec::new(),
        default: None,
        origin: class_name.clone(),
        propagator: class_name.clone(),
    };
    let inherited = superclass.into_iter().flat_map(|superclass| superclass.properties().iter().cloned());
    let declaration = ClassDeclaration {
        name: class_name.clone(),
        superclass: superclass.map(|superclass| superclass.name().clone()),
        properties: inherited.chain(own.iter().map(property)).collect(),
        flags: ClassFlags::CLASS | ClassFlags::INDICATION,
        ..ClassDeclaration::default()
    };
    Arc::new(Class::new(declaration, superclass.cloned()))
}
