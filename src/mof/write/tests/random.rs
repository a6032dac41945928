//! Random schemas and instances, which read back equal in every element, flag, qualifier and flavour.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use super::*;
use crate::cim::datetime::{Interval, Timestamp};
use crate::cim::{Array, Datetime, Flavor, Qualifier, QualifierType, Scope, Value};
use crate::mof::Errors;

/// What references and embedded instances are of.
const TARGETS: &str =
    "class Target { [Key] string Name; [Key] char16 Sign; [Key] real64 Weight; [Key] real32 Height;
        [Key] datetime Since; [Key] boolean Is; [Key] sint64 Number; [Key] uint64 Count; uint8 Rest[]; uint8 Extra = 7; };
    [Association] class Outer { [Key] Target REF One; [Key] Target REF Other; string Text; };\n";

fn targets() -> (Arc<Class>, Arc<Class>) {
    let mut classes = objects(TARGETS).classes;
    (classes.remove(0), classes.remove(0))
}

fn text() -> impl Strategy<Value = Text> {
    // NUL ends texts, so none holds it.
    prop_oneof![
        3 => "[^\\x00]{0,120}",
        1 => "[\"'\\\\\\n\\t \\x01\\x7f\u{85}\u{feff}\u{10ffff}/*$xXA-F0-9]{0,40}",
    ]
    .prop_map(Text::from)
}

fn datetime() -> impl Strategy<Value = Datetime> {
    let timestamp =
        (0..10_000u16, 1..13u8, 1..32u8, 0..24u8, 0..60u8, 0..61u8, 0..1_000_000u32, -999..1000i16).prop_map(
            |(year, month, day, hour, minute, second, microseconds, utc)| {
                Datetime::Timestamp(Timestamp { year, month, day, hour, minute, second, microseconds, utc })
            },
        );
    let interval = (0..100_000_000u32, 0..24u8, 0..60u8, 0..60u8, 0..1_000_000u32).prop_map(
        |(days, hours, minutes, seconds, microseconds)| {
            Datetime::Interval(Interval { days, hours, minutes, seconds, microseconds })
        },
    );
    prop_oneof![timestamp, interval]
}

fn real32() -> impl Strategy<Value = f32> {
    any::<u32>().prop_map(f32::from_bits).prop_filter("MOF has no NaN", |value| !value.is_nan())
}

fn real64() -> impl Strategy<Value = f64> {
    let edges = prop_oneof![Just(0.0), Just(-0.0), Just(f64::INFINITY), Just(f64::MIN_POSITIVE), Just(1e16)];
    let any = any::<u64>().prop_map(f64::from_bits);
    prop_oneof![1 => edges, 3 => any].prop_filter("MOF has no NaN", |value| !value.is_nan())
}

/// A path's place: the classes are all in the one namespace.
fn place() -> impl Strategy<Value = (Option<Text>, Option<Text>)> {
    let host = option::of("[a-z.0-9-]{0,8}".prop_map(Text::from));
    (host, option::of(Just(Text::from("root/cimv2"))))
}

fn target() -> impl Strategy<Value = Instance> {
    let keys =
        (text(), any::<u16>(), real64(), real32(), datetime(), any::<bool>(), any::<i64>(), any::<u64>());
    (keys, place()).prop_map(|((name, sign, weight, height, since, is, number, count), (host, namespace))| {
        let values = [
            Value::String(name),
            Value::Char16(sign),
            Value::Real64(weight),
            Value::Real32(height),
            Value::Datetime(since),
            Value::Boolean(is),
            Value::Sint64(number),
            Value::Uint64(count),
        ];
        of_class(&targets().0, values, (host, namespace))
    })
}

fn outer() -> impl Strategy<Value = Instance> {
    (target(), target(), place()).prop_map(|(one, other, place)| {
        of_class(&targets().1, [one, other].map(|target| Value::Reference(Arc::new(target))), place)
    })
}

fn of_class<const COUNT: usize>(
    class: &Arc<Class>,
    values: [Value; COUNT],
    (host, namespace): (Option<Text>, Option<Text>),
) -> Instance {
    let mut instance = Instance::of_class(class);
    for (index, value) in values.into_iter().enumerate() {
        instance.set(index, value.value_type(), Some(value.as_value_ref())).unwrap();
    }
    instance.set_server_name(host);
    instance.set_namespace(namespace);
    instance
}

fn embedded() -> impl Strategy<Value = Arc<Instance>> {
    let rest = vec(any::<u8>(), 0..3);
    let target = (target(), option::of(rest)).prop_map(|(mut target, rest)| {
        let rest = rest.map(|rest| Value::Array(Arc::new(Array::Uint8(rest))));
        target.set(8, Type::Uint8Array, rest.as_ref().map(Value::as_value_ref)).unwrap();
        target
    });
    prop_oneof![target, outer()].prop_map(Arc::new)
}

/// A value of this type; all embedded instances and references are of class Target where that is asked for.
fn value_of(kind: Type, is_target: bool) -> BoxedStrategy<Value> {
    if kind.is_array() {
        return vec(value_of(kind.scalar(), is_target), 0..4)
            .prop_map(move |values| {
                let mut array = Array::empty(kind);
                values.into_iter().for_each(|value| array.push(value).unwrap());
                Value::Array(Arc::new(array))
            })
            .boxed();
    }
    match kind {
        Type::Boolean => any::<bool>().prop_map(Value::Boolean).boxed(),
        Type::Uint8 => any::<u8>().prop_map(Value::Uint8).boxed(),
        Type::Sint8 => any::<i8>().prop_map(Value::Sint8).boxed(),
        Type::Uint16 => any::<u16>().prop_map(Value::Uint16).boxed(),
        Type::Sint16 => any::<i16>().prop_map(Value::Sint16).boxed(),
        Type::Uint32 => any::<u32>().prop_map(Value::Uint32).boxed(),
        Type::Sint32 => any::<i32>().prop_map(Value::Sint32).boxed(),
        Type::Uint64 => any::<u64>().prop_map(Value::Uint64).boxed(),
        Type::Sint64 => any::<i64>().prop_map(Value::Sint64).boxed(),
        Type::Real32 => real32().prop_map(Value::Real32).boxed(),
        Type::Real64 => real64().prop_map(Value::Real64).boxed(),
        Type::Char16 => any::<u16>().prop_map(Value::Char16).boxed(),
        Type::Datetime => datetime().prop_map(Value::Datetime).boxed(),
        Type::String => text().prop_map(Value::String).boxed(),
        Type::Reference if is_target => {
            target().prop_map(|target| Value::Reference(Arc::new(target))).boxed()
        }
        Type::Reference => {
            let any = prop_oneof![target(), outer()];
            any.prop_map(|instance| Value::Reference(Arc::new(instance))).boxed()
        }
        _ if is_target => target().prop_map(|target| Value::Instance(Arc::new(target))).boxed(),
        _ => embedded().prop_map(Value::Instance).boxed(),
    }
}

/// A type, and a value of it where there is one.
fn typed(last: Type) -> impl Strategy<Value = (Type, Option<Value>)> {
    let kind = (0..=last.number(), any::<bool>()).prop_map(|(number, is_array)| {
        let kind = Type::ALL[number as usize];
        if is_array { kind.array() } else { kind }
    });
    kind.prop_flat_map(|kind| (Just(kind), option::of(value_of(kind, true))))
}

fn flavor() -> impl Strategy<Value = Flavor> {
    let one_of = |one: Flavor, other: Flavor| prop_oneof![Just(Flavor::empty()), Just(one), Just(other)];
    let flag = |flag: Flavor| prop_oneof![Just(Flavor::empty()), Just(flag)];
    let parts = (
        one_of(Flavor::ENABLE_OVERRIDE, Flavor::DISABLE_OVERRIDE),
        one_of(Flavor::TO_SUBCLASS, Flavor::RESTRICTED),
        flag(Flavor::TRANSLATABLE),
        flag(Flavor::TO_INSTANCE),
    );
    parts.prop_map(|(one, other, third, fourth)| one | other | third | fourth)
}

fn qualifier_types() -> impl Strategy<Value = Vec<Arc<QualifierType>>> {
    let declared = (typed(Type::String), option::of(4..6u32), flavor(), 1..=Scope::ANY.bits());
    vec(declared, 1..5).prop_map(|declared| {
        let declared = declared.into_iter().enumerate();
        let declared = declared.map(|(number, ((kind, default), size, flavor, _))| QualifierType {
            name: Text::from(format!("Q{number}")),
            kind,
            array_size: size.filter(|_| kind.is_array()),
            default,
            scope: Scope::ANY,
            flavor: flavor.or_default(Flavor::DEFAULT),
        });
        declared.map(Arc::new).collect()
    })
}

/// Some of the qualifiers that are declared, and a standard one.
fn qualifiers(declared: &[Arc<QualifierType>]) -> BoxedStrategy<Vec<Qualifier>> {
    let named = |name: &str, kind: Type| {
        let name = Text::from(name);
        (value_of(kind, true), flavor(), any::<bool>(), 0..4u8).prop_map(
            move |(value, flavor, is_there, null)| {
                let value = (null > 0).then_some(value);
                let name = name.clone();
                is_there.then_some(Qualifier { name, kind, value, flavor, propagated: false })
            },
        )
    };
    let mut all: Vec<_> =
        declared.iter().map(|declared| named(&declared.name.to_str(), declared.kind)).collect();
    all.push(named("Description", Type::String));
    all.prop_map(|all| all.into_iter().flatten().collect()).boxed()
}

/// A type with a value of it, qualifiers, the size of an array, and whether a qualifier says what is embedded.
type Element = ((Type, Option<Value>), Vec<Qualifier>, Option<u32>, bool);
/// What is returned, qualifiers, and parameters.
type Callable = ((Type, Option<Value>), Vec<Qualifier>, Vec<Property>);

fn elements(declared: &[Arc<QualifierType>], prefix: &'static str) -> BoxedStrategy<Vec<Property>> {
    let element = (typed(Type::Instance), qualifiers(declared), option::of(4..6u32), any::<bool>());
    let made = move |elements: Vec<Element>| {
        let elements = elements.into_iter().enumerate();
        let made = elements.map(|(number, ((kind, default), mut qualifiers, size, is_said))| {
            let has_class = matches!(kind.scalar(), Type::Reference | Type::Instance);
            if kind.scalar() == Type::Instance && is_said {
                let value = Some(Value::string("Target"));
                let name = Text::from("EmbeddedInstance");
                let (kind, flavor) = (Type::String, Flavor::empty());
                qualifiers.push(Qualifier { name, kind, value, flavor, propagated: false });
            }
            Property {
                array_size: size.filter(|_| kind.is_array()),
                reference_class: has_class.then(|| Text::from("Target")),
                qualifiers,
                default,
                ..property(&format!("{prefix}{number}"), kind, ElementFlags::empty())
            }
        });
        made.collect()
    };
    vec(element, 0..7).prop_map(made).boxed()
}

fn methods(declared: &[Arc<QualifierType>]) -> BoxedStrategy<Vec<Method>> {
    let method = (typed(Type::Instance), qualifiers(declared), elements(declared, "A"));
    let made = |methods: Vec<Callable>| {
        let methods = methods.into_iter().enumerate();
        let made = methods.map(|(number, ((kind, _), qualifiers, parameters))| Method {
            name: Text::from(format!("M{number}")),
            return_type: kind.scalar(),
            return_class: matches!(kind.scalar(), Type::Reference | Type::Instance)
                .then(|| Text::from("Target")),
            flags: ElementFlags::empty(),
            qualifiers,
            parameters: parameters
                .into_iter()
                .map(|Property { name, kind, array_size, reference_class, flags, qualifiers, .. }| {
                    Parameter { name, kind, array_size, reference_class, flags, qualifiers }
                })
                .collect(),
            origin: Text::default(),
            propagator: Text::default(),
        });
        made.collect()
    };
    vec(method, 0..3).prop_map(made).boxed()
}

/// Qualifier types, and two classes of which one derives from the other and overrides some of its properties.
#[derive(Clone, Debug)]
struct Schema {
    qualifier_types: Vec<Arc<QualifierType>>,
    classes: [Arc<Class>; 2],
}

impl Schema {
    fn find(&self) -> impl Fn(&Text) -> Option<Arc<QualifierType>> {
        |wanted| self.qualifier_types.iter().find(|declared| declared.name == *wanted).cloned()
    }

    fn qualifier_text(&self) -> String {
        text_of(|out| {
            self.qualifier_types.iter().try_for_each(|declared| write_qualifier_type(out, declared))
        })
    }
}

/// Strictly, references are in associations, of which each has two.
fn associated(qualifiers: Vec<Qualifier>) -> Vec<Qualifier> {
    let association = Qualifier {
        name: Text::from("Association"),
        kind: Type::Boolean,
        value: Some(Value::Boolean(true)),
        flavor: Flavor::empty(),
        propagated: false,
    };
    std::iter::once(association).chain(qualifiers).collect()
}

fn schema() -> impl Strategy<Value = Schema> {
    let declared = qualifier_types();
    let parts = declared.prop_flat_map(|declared| {
        let class = || (qualifiers(&declared), elements(&declared, "P"), methods(&declared));
        (class(), class(), Just(declared.clone()))
    });
    parts.prop_filter_map("the classes contradict each other", |(base, class, qualifier_types)| {
        let find = |wanted: &Text| qualifier_types.iter().find(|declared| declared.name == *wanted).cloned();
        let mut properties = base.1;
        for name in ["Left", "Right"] {
            let reference_class = Some(Text::from("Target"));
            let reference = property(name, Type::Reference, ElementFlags::empty());
            properties.push(Property { reference_class, ..reference });
        }
        let declaration = ClassDeclaration {
            name: Text::from("Base"),
            qualifiers: associated(base.0),
            properties,
            methods: base.2,
            ..ClassDeclaration::default()
        };
        let base = Arc::new(resolve(declaration, None, &find).ok()?);
        // What the class has by the same names overrides, and is of the type that it was of.
        let mut properties = class.1;
        for property in &mut properties {
            if let Some(inherited) = base.property(&property.name) {
                let other =
                    Property { qualifiers: std::mem::take(&mut property.qualifiers), ..inherited.clone() };
                let is_embedding = |name: &Text| *name == *"EmbeddedInstance";
                *property = other;
                property.qualifiers.retain(|qualifier| !is_embedding(&qualifier.name));
                let embedding = inherited.qualifiers.iter().filter(|qualifier| is_embedding(&qualifier.name));
                property.qualifiers.extend(embedding.cloned());
            }
        }
        let mut methods = class.2;
        methods.retain(|method| base.find_method(&method.name).is_none());
        let declaration = ClassDeclaration {
            name: Text::from("Derived"),
            superclass: Some(Text::from("Base")),
            qualifiers: class.0,
            properties,
            methods,
            ..ClassDeclaration::default()
        };
        let class = Arc::new(resolve(declaration, Some(Arc::clone(&base)), &find).ok()?);
        Some(Schema { qualifier_types, classes: [base, class] })
    })
}

/// An instance of the derived class, each property NULL or with a value.
fn instance_of(class: Arc<Class>) -> impl Strategy<Value = Arc<Instance>> {
    let values: Vec<_> =
        class.properties().iter().map(|property| option::of(value_of(property.kind, true))).collect();
    values.prop_map(move |values| {
        let mut instance = Instance::of_class(&class);
        for (index, value) in values.iter().enumerate() {
            let kind = class.properties()[index].kind;
            instance.set(index, kind, value.as_ref().map(Value::as_value_ref)).unwrap();
        }
        Arc::new(instance)
    })
}

fn read(text: &str) -> Result<Objects, Errors> {
    let options = Options { strict: true, ..Options::default() };
    read_objects(Source::new("a.mof", text), &mut NoIncludes, &EmptyCatalog, &options)
}

/// Everything of an instance that MOF can carry, zeros with their signs.
fn shown(instance: &Instance) -> String {
    let elements = instance.elements().map(|element| {
        let value = match element.value {
            None => "NULL".to_owned(),
            Some(value) => shown_value(value),
        };
        let flags = element.flags - ElementFlags::NOT_MODIFIED;
        format!("{} {} {flags:?} {value}", element.name, element.kind)
    });
    format!("{} {:?}", instance.class_name(), elements.collect::<Vec<_>>())
}

fn shown_value(value: ValueRef<'_>) -> String {
    match value {
        ValueRef::Instance(instance) => shown(instance),
        ValueRef::Reference(instance) => {
            format!("{:?} {:?} {}", instance.server_name(), instance.namespace(), shown(instance))
        }
        ValueRef::Array(array) => {
            format!("{:?}", array.iter().map(shown_value).collect::<Vec<_>>())
        }
        value => format!("{value:?}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_schema_reads_back_as_it_was_written(schema in schema()) {
        let classes = text_of(|out| write_class_deep(out, &schema.classes[1], &schema.find()));
        let text = format!("{}{TARGETS}{classes}", schema.qualifier_text());
        let read = read(&text);
        prop_assert!(read.is_ok(), "{}\n{text}", read.unwrap_err());
        let read = read.unwrap();
        prop_assert_eq!(&read.qualifier_types, &schema.qualifier_types, "{}", text);
        prop_assert_eq!(&read.classes[2..], &schema.classes, "{}", text);
    }

    #[test]
    fn any_instance_reads_back_as_it_was_written(
        (schema, instance) in schema().prop_flat_map(|schema| {
            let instance = instance_of(Arc::clone(&schema.classes[1]));
            (Just(schema), instance)
        }),
    ) {
        let written = text_of(|out| {
            // References may be NULL, and no instance say their class.
            out.push_str(&schema.qualifier_text());
            if !has_target(&instance) {
                out.push_str(TARGETS);
            }
            write_instance_with_class(out, &instance, &schema.find(), &mut Aliases::default())
        });
        let read = read(&written);
        prop_assert!(read.is_ok(), "{}\n{written}", read.unwrap_err());
        let read = read.unwrap();
        prop_assert_eq!(read.instances.len(), 1);
        prop_assert_eq!(shown(&read.instances[0]), shown(&instance), "{}", written);
        prop_assert_eq!(read.instances[0].class(), instance.class());
    }

    #[test]
    fn any_embedded_object_and_any_reference_reads_back(
        object in embedded(),
        reference in prop_oneof![target(), outer()],
    ) {
        let class = objects("class Holder { object One; object REF Other; };").classes.remove(0);
        let mut holder = Instance::of_class(&class);
        holder.set(0, Type::Instance, Some(ValueRef::Instance(&object))).unwrap();
        holder.set(1, Type::Reference, Some(ValueRef::Reference(&Arc::new(reference)))).unwrap();
        let text = text_of(|out| write_instance_with_class(out, &holder, &|_| None, &mut Aliases::default()));
        let read = objects(&text).instances;
        prop_assert_eq!(read.len(), 1);
        prop_assert_eq!(shown(&read[0]), shown(&holder), "{}", text);
    }
}

/// Whether an instance of class Target is in this one, or one that it refers to.
fn has_target(instance: &Instance) -> bool {
    instance.depth() > 0
        && instance.elements().any(|element| match element.value {
            Some(ValueRef::Instance(_) | ValueRef::Reference(_)) => true,
            Some(ValueRef::Array(array)) => {
                matches!(&**array, Array::Instance(held) | Array::Reference(held) if !held.is_empty())
            }
            _ => false,
        })
}
