//! Instances, classes and calls as nobody would think them up.

use std::sync::Arc;

use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::strategy::Union;

use crate::cim::class::ClassFlags;
use crate::cim::datetime::{Interval, Timestamp};
use crate::cim::{
    Array, Class, ClassDeclaration, Datetime, ElementFlags, Flavor, Instance, InstanceBuilder, Method,
    OptionValue, Parameter, Property, Qualifier, Text, Type, Unit, Value,
};
use crate::provider::{Call, Delivery, OperationFlags, Posted, QueryFilter, Request, SubscriptionDelivery};

/// How many levels of instances there are below one.
const LEVELS: u32 = 2;

fn text() -> impl Strategy<Value = Text> {
    vec(any::<Unit>(), 0..20).prop_map(|units| Text::from_units(&units))
}

fn datetime() -> impl Strategy<Value = Datetime> {
    let timestamp = (any::<u16>(), any::<[u8; 5]>(), any::<u32>(), any::<i16>());
    let timestamp = timestamp.prop_map(|(year, [month, day, hour, minute, second], microseconds, utc)| {
        Datetime::Timestamp(Timestamp { year, month, day, hour, minute, second, microseconds, utc })
    });
    let interval = (any::<u32>(), any::<[u8; 3]>(), any::<u32>());
    let interval = interval.prop_map(|(days, [hours, minutes, seconds], microseconds)| {
        Datetime::Interval(Interval { days, hours, minutes, seconds, microseconds })
    });
    prop_oneof![timestamp, interval]
}

fn scalar(kind: Type, levels: u32) -> BoxedStrategy<Value> {
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
        Type::Real32 => any::<u32>().prop_map(|bits| Value::Real32(f32::from_bits(bits))).boxed(),
        Type::Real64 => any::<u64>().prop_map(|bits| Value::Real64(f64::from_bits(bits))).boxed(),
        Type::Char16 => any::<u16>().prop_map(Value::Char16).boxed(),
        Type::Datetime => datetime().prop_map(Value::Datetime).boxed(),
        Type::String => text().prop_map(Value::String).boxed(),
        Type::Reference => inner(levels).prop_map(Value::Reference).boxed(),
        _ => inner(levels).prop_map(Value::Instance).boxed(),
    }
}

fn inner(levels: u32) -> BoxedStrategy<Arc<Instance>> {
    instance_of(levels.saturating_sub(1)).prop_map(Arc::new).boxed()
}

fn value(kind: Type, levels: u32) -> BoxedStrategy<Value> {
    if !kind.is_array() {
        return scalar(kind, levels);
    }
    let elements = vec(scalar(kind.scalar(), levels), 0..4);
    let array = elements.prop_map(move |elements| {
        let mut array = Array::empty(kind);
        elements.into_iter().for_each(|element| array.push(element).unwrap());
        Value::Array(Arc::new(array))
    });
    array.boxed()
}

fn kind(levels: u32) -> impl Strategy<Value = Type> {
    let holds = |kind: &Type| matches!(kind.scalar(), Type::Instance | Type::Reference);
    let kinds: Vec<Type> = Type::ALL.into_iter().filter(|kind| levels > 0 || !holds(kind)).collect();
    proptest::sample::select(kinds)
}

fn nullable(levels: u32) -> impl Strategy<Value = (Type, Option<Value>)> {
    kind(levels).prop_flat_map(move |kind| (Just(kind), option::of(value(kind, levels))))
}

/// Names of elements, all different.
fn name(number: usize) -> String {
    format!("P{number}_{}", "x".repeat(number * 7 % 40))
}

fn qualifiers(levels: u32) -> impl Strategy<Value = Vec<Qualifier>> {
    let qualifier = (text(), nullable(levels), any::<u32>(), any::<bool>());
    let qualifier = qualifier.prop_map(|(name, (kind, value), flavor, propagated)| Qualifier {
        name,
        kind,
        value,
        flavor: Flavor::from_bits_truncate(flavor),
        propagated,
    });
    vec(qualifier, 0..2)
}

fn property(levels: u32) -> impl Strategy<Value = Property> {
    let parts = (nullable(levels), option::of(any::<u32>()), option::of(text()), any::<u32>());
    (parts, text(), text(), qualifiers(0)).prop_map(
        |(((kind, default), array_size, reference_class, flags), origin, propagator, qualifiers)| Property {
            name: Text::default(),
            kind,
            array_size,
            reference_class,
            // These two are of an element, never of what declares it.
            flags: ElementFlags::from_bits_retain(flags) - ElementFlags::NULL - ElementFlags::NOT_MODIFIED,
            qualifiers,
            default,
            origin,
            propagator,
        },
    )
}

fn method() -> impl Strategy<Value = Method> {
    let parameter =
        (text(), kind(1), option::of(any::<u32>()), option::of(text()), any::<u32>(), qualifiers(0));
    let parameter = parameter.prop_map(|(name, kind, array_size, reference_class, flags, qualifiers)| {
        let flags = ElementFlags::from_bits_retain(flags);
        Parameter { name, kind, array_size, reference_class, flags, qualifiers }
    });
    let parts = (text(), kind(1), option::of(text()), any::<u32>(), text(), text());
    (parts, qualifiers(0), vec(parameter, 0..3)).prop_map(|(parts, qualifiers, parameters)| {
        let (name, return_type, return_class, flags, origin, propagator) = parts;
        let flags = ElementFlags::from_bits_retain(flags);
        Method { name, return_type, return_class, flags, qualifiers, parameters, origin, propagator }
    })
}

fn class_of(levels: u32) -> BoxedStrategy<Arc<Class>> {
    let own = (vec(property(levels), 0..10), vec(method(), 0..2), qualifiers(levels), any::<u32>());
    let places = (option::of(text()), option::of(text()), 0_usize..3);
    let class = (own, places).prop_map(|((mut properties, methods, qualifiers, flags), places)| {
        for (number, property) in properties.iter_mut().enumerate() {
            property.name = Text::from(name(number));
        }
        let (namespace, server_name, above) = places;
        let mut class: Option<Arc<Class>> = None;
        for level in (0..=above).rev() {
            let declaration = ClassDeclaration {
                name: Text::from(format!("Test_Level{level}")),
                superclass: class.as_ref().map(|class| class.name().clone()),
                qualifiers: qualifiers.clone(),
                properties: properties[..properties.len() / (level + 1)].to_vec(),
                methods: methods.clone(),
                flags: ClassFlags::from_bits_retain(flags),
            };
            let complete =
                Class::new(declaration, class).in_namespace(namespace.clone(), server_name.clone());
            class = Some(Arc::new(complete));
        }
        class.expect("there is at least one level")
    });
    class.boxed()
}

/// An instance of a class, as a provider's or as one that a client changed.
fn typed(levels: u32) -> impl Strategy<Value = Instance> {
    let class = class_of(levels).prop_flat_map(move |class| {
        let values: Vec<_> =
            class.properties().iter().map(|property| option::of(value(property.kind, levels))).collect();
        (Just(class), values)
    });
    (class, vec(any::<bool>(), 10), vec(any::<u32>(), 0..12)).prop_map(|((class, values), set, flags)| {
        let views = || values.iter().map(|value| value.as_ref().map(Value::as_value_ref));
        let mut instance = if flags.len().is_multiple_of(3) {
            let mut builder = InstanceBuilder::new(&class, None, 0);
            views().for_each(|value| builder.push(value).unwrap());
            builder.finish()
        } else {
            let mut instance = Instance::of_class(&class);
            for (index, value) in views().enumerate().filter(|(index, _)| set[*index]) {
                instance.set(index, class.properties()[index].kind, value).unwrap();
            }
            instance
        };
        if flags.len().is_multiple_of(2) {
            for (index, flags) in flags.into_iter().enumerate() {
                instance.set_flags(index, ElementFlags::from_bits_retain(flags));
            }
        }
        instance
    })
}

/// An instance of which the class is known by name only.
fn untyped(levels: u32) -> impl Strategy<Value = Instance> {
    vec((nullable(levels), any::<u32>()), 0..6).prop_map(|elements| {
        let mut instance = Instance::new("Test_Untyped").unwrap();
        add(&mut instance, elements, 0);
        instance
    })
}

fn add(instance: &mut Instance, elements: Vec<((Type, Option<Value>), u32)>, first: usize) {
    for (number, ((kind, value), flags)) in elements.into_iter().enumerate() {
        let flags = ElementFlags::from_bits_retain(flags);
        let at = instance.len();
        instance.add(&name(first + number), kind, value.as_ref().map(Value::as_value_ref), flags).unwrap();
        instance.set_flags(at, flags);
    }
}

fn instance_of(levels: u32) -> BoxedStrategy<Instance> {
    let more = vec((nullable(0), any::<u32>()), 0..2);
    let of_class = (typed(levels), more).prop_map(|(mut instance, more)| {
        add(&mut instance, more, 100);
        instance
    });
    let any = Union::new([of_class.boxed(), untyped(levels).boxed()]);
    let placed = (any, option::of(text()), option::of(text()));
    let placed = placed.prop_map(|(mut instance, namespace, server_name)| {
        instance.set_namespace(namespace);
        instance.set_server_name(server_name);
        instance
    });
    placed.boxed()
}

pub(super) fn instance() -> impl Strategy<Value = Instance> {
    instance_of(LEVELS)
}

fn shared() -> impl Strategy<Value = Arc<Instance>> {
    instance_of(1).prop_map(Arc::new)
}

fn options() -> impl Strategy<Value = std::collections::BTreeMap<String, OptionValue>> {
    let option = (kind(1).prop_flat_map(|kind| value(kind, 1)), any::<bool>());
    btree_map(".{0,6}", option.prop_map(|(value, must_comply)| OptionValue { value, must_comply }), 0..4)
}

fn request() -> impl Strategy<Value = Request> {
    let texts = || (option::of(text()), option::of(text()), option::of(text()), option::of(text()));
    prop_oneof![
        shared().prop_map(|instance| Request::GetInstance { instance }),
        shared().prop_map(|instance| Request::CreateInstance { instance }),
        shared().prop_map(|instance| Request::ModifyInstance { instance }),
        shared().prop_map(|instance| Request::DeleteInstance { instance }),
        (text(), any::<bool>())
            .prop_map(|(class_name, keys_only)| Request::EnumerateInstances { class_name, keys_only }),
        (text(), text()).prop_map(|(dialect, query)| Request::QueryInstances { dialect, query }),
        (shared(), texts(), any::<bool>()).prop_map(
            |(instance, (association_class, result_class, role, result_role), keys_only)| {
                Request::AssociatorInstances {
                    instance,
                    association_class,
                    result_class,
                    role,
                    result_role,
                    keys_only,
                }
            }
        ),
        (shared(), texts(), any::<bool>()).prop_map(|(instance, (result_class, role, _, _), keys_only)| {
            Request::ReferenceInstances { instance, result_class, role, keys_only }
        }),
        (text(), text(), option::of(shared()), option::of(shared())).prop_map(
            |(class_name, method_name, instance, parameters)| Request::Invoke {
                class_name,
                method_name,
                instance,
                parameters
            }
        ),
        text().prop_map(|class_name| Request::GetClass { class_name }),
        (option::of(text()), any::<bool>())
            .prop_map(|(class_name, names_only)| Request::EnumerateClasses { class_name, names_only }),
        (text(), text(), any::<bool>(), options()).prop_map(|(dialect, query, push, options)| {
            let delivery = if push { Delivery::Push } else { Delivery::Pull };
            Request::Subscribe {
                dialect,
                query,
                delivery: Arc::new(SubscriptionDelivery { delivery, options }),
            }
        }),
        Just(Request::TestConnection),
    ]
}

/// Any call without a deadline, which is another moment on the other side.
pub(super) fn call() -> impl Strategy<Value = Call> {
    let filter = (text(), text(), vec(text(), 0..3), any::<bool>());
    let filter = filter.prop_map(|(dialect, query, properties, wants_all)| {
        Arc::new(QueryFilter { dialect, query, properties, wants_all })
    });
    (text(), request(), any::<u32>(), option::of(options()), option::of(filter)).prop_map(
        |(namespace, request, flags, options, filter)| Call {
            namespace,
            request,
            flags: OperationFlags::from_bits_retain(flags),
            options: options.map(Arc::new),
            deadline: None,
            filter,
        },
    )
}

pub(super) fn posted() -> impl Strategy<Value = Posted> {
    prop_oneof![
        shared().prop_map(Posted::Instance),
        class_of(1).prop_map(Posted::Class),
        (shared(), option::of(".{0,9}"), option::of(".{0,9}")).prop_map(
            |(instance, bookmark, machine_id)| {
                let (bookmark, machine_id) = (bookmark.map(Text::from), machine_id.map(Text::from));
                Posted::Indication { instance, bookmark, machine_id }
            }
        ),
        (any::<u32>(), ".{0,9}").prop_map(|(channel, text)| Posted::Message { channel, text }),
        (".{0,9}", ".{0,9}", ".{0,9}", any::<u32>(), any::<u32>()).prop_map(
            |(activity, current_operation, status, percentage, seconds_remaining)| Posted::Progress {
                activity,
                current_operation,
                status,
                percentage,
                seconds_remaining
            }
        ),
        (".{0,9}", kind(1).prop_flat_map(|kind| value(kind, 1)))
            .prop_map(|(name, value)| Posted::StreamedParameter { name, value }),
    ]
}
