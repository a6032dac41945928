//! Whatever is written is read back equal, and whatever bytes are read, nothing panics.

use std::sync::Arc;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

use super::body::*;
use super::bytes::*;
use super::declaration::*;
use crate::cim::class::ClassFlags;
use crate::cim::{
    Array, Class, ClassDeclaration, ElementFlags, Flavor, Instance, Method, Parameter, Property, Qualifier,
    QualifierType, Scope, Text, Type, Unit, Value,
};

fn scalar(kind: Type) -> BoxedStrategy<Value> {
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
        Type::Real32 => any::<f32>().prop_map(Value::Real32).boxed(),
        Type::Real64 => any::<f64>().prop_map(Value::Real64).boxed(),
        Type::Char16 => any::<u16>().prop_map(Value::Char16).boxed(),
        Type::Datetime => prop_oneof![
            Just("20261121084409.123456-060"),
            Just("00000001132312.125000:000"),
            Just("00000101000000.000000+000")
        ]
        .prop_map(|text| Value::Datetime(text.parse().unwrap()))
        .boxed(),
        // Without the character 0, which nothing stores.
        Type::String => "[^\\n\\x00]{0,12}".prop_map(|text| Value::string(&text)).boxed(),
        Type::Reference => inner().prop_map(Value::Reference).boxed(),
        _ => inner().prop_map(Value::Instance).boxed(),
    }
}

fn inner() -> impl Strategy<Value = Arc<Instance>> {
    let elements = vec(prop_oneof![scalar(Type::String), scalar(Type::Uint32), scalar(Type::Real64)], 0..4);
    (elements, option::of("[a-z/]{1,8}")).prop_map(|(values, namespace)| {
        let mut instance = Instance::new("Test_Inner").unwrap();
        instance.set_namespace(namespace.map(Text::from));
        for (number, value) in values.into_iter().enumerate() {
            let flags = if number == 0 { ElementFlags::KEY } else { ElementFlags::empty() };
            instance
                .add(&format!("P{number}"), value.value_type(), Some(value.as_value_ref()), flags)
                .unwrap();
        }
        Arc::new(instance)
    })
}

fn typed() -> impl Strategy<Value = (Type, Option<Value>)> {
    proptest::sample::select(Type::ALL.to_vec()).prop_flat_map(|kind| {
        let value = if kind.is_array() {
            vec(scalar(kind.scalar()), 0..4)
                .prop_map(move |elements| {
                    let mut array = Array::empty(kind);
                    elements.into_iter().for_each(|element| array.push(element).unwrap());
                    Value::Array(Arc::new(array))
                })
                .boxed()
        } else {
            scalar(kind)
        };
        (Just(kind), option::of(value))
    })
}

fn property(number: usize, (kind, default): (Type, Option<Value>)) -> Property {
    Property {
        name: Text::from(format!("P{number}")),
        kind,
        array_size: number.is_multiple_of(3).then_some(number as u32),
        reference_class: number.is_multiple_of(2).then(|| Text::from("Test_Other")),
        flags: ElementFlags::from_bits_retain(number as u32),
        qualifiers: vec![Qualifier {
            name: Text::from("Q"),
            kind,
            value: default.clone(),
            flavor: Flavor::DEFAULT,
            propagated: number % 2 == 1,
        }],
        default,
        origin: Text::from("Test_Thing"),
        propagator: Text::from("Test_Thing"),
    }
}

fn declaration() -> impl Strategy<Value = ClassDeclaration> {
    (vec(typed(), 0..8), any::<u32>()).prop_map(|(values, flags)| {
        let properties: Vec<Property> =
            values.into_iter().enumerate().map(|(number, typed)| property(number, typed)).collect();
        let parameters = properties.iter().map(|property| Parameter {
            name: property.name.clone(),
            kind: property.kind,
            array_size: property.array_size,
            reference_class: property.reference_class.clone(),
            flags: property.flags,
            qualifiers: property.qualifiers.clone(),
        });
        let method = Method {
            name: Text::from("Run"),
            return_type: Type::Uint32,
            return_class: None,
            flags: ElementFlags::STATIC,
            qualifiers: properties.iter().flat_map(|property| property.qualifiers.clone()).collect(),
            parameters: parameters.collect(),
            origin: Text::from("Test_Base"),
            propagator: Text::from("Test_Thing"),
        };
        ClassDeclaration {
            name: Text::from("Test_Thing"),
            superclass: Some(Text::from("Test_Base")),
            qualifiers: method.qualifiers.clone(),
            properties,
            methods: vec![method],
            flags: ClassFlags::from_bits_retain(flags),
        }
    })
}

fn stored(class: &Class, layout: u64) -> Vec<u8> {
    let values: Vec<_> = class
        .properties()
        .iter()
        .map(|property| property.default.as_ref().map(Value::as_value_ref))
        .collect();
    encode_body(layout, &values).unwrap()
}

fn read(bytes: &[u8], class: &Arc<Class>, columns: &[Column]) -> Result<Instance, DecodeError> {
    decode_body(bytes, class, None, |_| Ok(Arc::new(Mapping::new(columns, class, |_| true))))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_class_is_read_back_equal(class in declaration()) {
        let bytes = encode_class(&class).unwrap();
        let read = decode_class(&bytes, &mut Names::default()).unwrap();
        prop_assert_eq!(read, class);
    }

    #[test]
    fn a_qualifier_type_is_read_back_equal((kind, default) in typed(), bits in any::<u32>()) {
        let declared = QualifierType {
            name: Text::from("Q"),
            kind,
            array_size: bits.is_multiple_of(2).then_some(bits),
            default,
            scope: Scope::from_bits_retain(bits),
            flavor: Flavor::from_bits_retain(bits >> 3),
        };
        let bytes = encode_qualifier_type(&declared).unwrap();
        let read = decode_qualifier_type(&bytes, &mut Names::default()).unwrap();
        prop_assert_eq!(read, declared);
    }

    #[test]
    fn an_instance_is_read_back_equal(declaration in declaration(), layout in any::<u64>()) {
        let class = Arc::new(Class::new(declaration, None));
        let read = read(&stored(&class, layout), &class, &Column::of_class(&class)).unwrap();
        for (property, element) in class.properties().iter().zip(read.elements()) {
            prop_assert_eq!(element.value, property.default.as_ref().map(Value::as_value_ref));
            prop_assert_eq!(element.kind, property.kind);
        }
    }

    #[test]
    fn an_instance_is_read_by_a_class_with_other_properties_in_another_order(declaration in declaration()) {
        let class = Arc::new(Class::new(declaration.clone(), None));
        let bytes = stored(&class, 1);
        let mut other = declaration;
        other.properties.reverse();
        other.properties.truncate(3);
        let added = property(99, (Type::Uint8, Some(Value::Uint8(5))));
        other.properties.insert(0, added);
        let other = Arc::new(Class::new(other, None));
        let read = read(&bytes, &other, &Column::of_class(&class)).unwrap();
        prop_assert_eq!(read.len(), other.properties().len());
        for (property, element) in other.properties().iter().zip(read.elements()) {
            prop_assert_eq!(element.value, property.default.as_ref().map(Value::as_value_ref));
        }
    }

    #[test]
    fn damaged_bytes_are_an_error_or_something_else_and_never_a_panic(
        declaration in declaration(),
        at in any::<proptest::sample::Index>(),
        byte in any::<u8>(),
        cut in any::<proptest::sample::Index>(),
    ) {
        let class = Arc::new(Class::new(declaration.clone(), None));
        let columns = Column::of_class(&class);
        for bytes in [stored(&class, 1), encode_class(&declaration).unwrap(), encode_columns(&columns).unwrap()] {
            let mut changed = bytes.clone();
            changed[at.index(bytes.len())] = byte;
            for bytes in [&changed[..], &bytes[..cut.index(bytes.len())]] {
                let _ = read(bytes, &class, &columns);
                let _ = decode_class(bytes, &mut Names::default());
                let _ = decode_columns(bytes);
                let _ = decode_qualifier_type(bytes, &mut Names::default());
            }
        }
    }

    #[test]
    fn any_bytes_are_an_error_or_something_and_never_a_panic(bytes in vec(any::<u8>(), 0..64)) {
        let properties: Vec<Property> =
            Type::ALL.into_iter().enumerate().map(|(number, kind)| property(number, (kind, None))).collect();
        let declaration = ClassDeclaration { name: Text::from("Test_Thing"), properties, ..Default::default() };
        let class = Arc::new(Class::new(declaration, None));
        let versioned = [&[1], &bytes[..]].concat();
        let _ = read(&versioned, &class, &Column::of_class(&class));
        let _ = decode_class(&versioned, &mut Names::default());
        let _ = decode_columns(&versioned);
        let _ = decode_qualifier_type(&versioned, &mut Names::default());
    }
}

#[test]
fn numbers_of_every_length_are_read_back_and_longer_ones_refused() {
    for number in [0, 1, 127, 128, 1 << 35, u64::MAX >> 1, u64::MAX] {
        let mut writer = Writer::default();
        writer.varint(number);
        let bytes = writer.into_bytes();
        assert_eq!(Cursor::new(&bytes).varint(), Ok(number));
    }
    assert!(Cursor::new(&[0xff; 11]).varint().is_err());
    assert!(Cursor::new(&[0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x02]).varint().is_err());
}

#[test]
fn a_length_beyond_the_bytes_allocates_nothing() {
    let mut writer = Writer::default();
    writer.u8(1);
    writer.varint(u64::MAX);
    let bytes = writer.into_bytes();
    let mut names = Names::default();
    assert_eq!(decode_class(&bytes, &mut names).unwrap_err().expected, "a length within the bytes");
}

#[test]
fn a_declaration_with_a_text_that_is_not_unicode_is_refused_with_the_name_and_the_unit() {
    // Half of a surrogate pair in UTF-16 and UTF-32, and a byte that begins no character of UTF-8.
    for wrong in [Text::from_units(&[65, 0xd8ff_u32 as Unit]), Text::from("A\0B")] {
        let mut names = Array::empty(Type::String);
        names.push(Value::string("fine")).unwrap();
        names.push(Value::String(wrong)).unwrap();
        let default = Value::Array(Arc::new(names));
        let class = ClassDeclaration {
            name: Text::from("Test_Thing"),
            properties: vec![property(7, (Type::StringArray, Some(default)))],
            ..ClassDeclaration::default()
        };
        let error = encode_class(&class).unwrap_err().to_string();
        assert!(error.contains("'Q[1]'") && error.contains("at index 1"), "{error}");
    }
}

#[cfg(any(windows, feature = "wide"))]
#[test]
fn bytes_that_are_no_utf_8_are_damage() {
    let mut writer = Writer::default();
    writer.varint(2);
    writer.raw(b"a\xff");
    let bytes = writer.into_bytes();
    let error = Cursor::new(&bytes).text().unwrap_err();
    assert_eq!(error.to_string(), "stored bytes are damaged at byte 3: UTF-8 before this was expected");
}
