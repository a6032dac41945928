//! Where the random schemas and instances come from.

use mi::cim::datetime::{Interval, Timestamp};
use mi::cim::{Datetime, Flavor, Scope, Type};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use crate::spec::{
    ClassSpec, Embedding, InstanceSpec, Item, Kind, MethodSpec, ParameterSpec, Place, PropertySpec,
    QualifierSpec, QualifierTypeSpec, SchemaSpec, ValueSpec,
};

/// `PROPTEST_CASES` says how many cases are tried. A counterexample is small and printed: it becomes a test with a name.
pub fn config() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, max_shrink_iters: 4000, ..ProptestConfig::default() }
}

/// What languages give a meaning to, and what they have no simple way to say.
const PIECES: &[&str] = &[
    "a",
    "word ",
    " ",
    "  ",
    "\t",
    "\n",
    "\r\n",
    "\r",
    "\"",
    "'",
    "\\",
    "\\\\n",
    "\\x0041",
    "&",
    "<",
    ">",
    "]]>",
    "&amp;",
    "&#10;",
    "<!--",
    "/*",
    "*/",
    "//",
    "$Alias00000001",
    "NULL",
    ";",
    "{",
    "}",
    "=",
    ",",
    "\u{1}",
    "\u{8}",
    "\u{b}",
    "\u{1f}",
    "\u{7f}",
    "\u{85}",
    "\u{a0}",
    "\u{2028}",
    "\u{feff}",
    "\u{fffd}",
    "\u{fffe}",
    "\u{ffff}",
    "é",
    "ß",
    "語",
    "😀",
    "\u{10ffff}",
    "e\u{301}",
    "0",
    "-1.5",
    "TRUE",
    "a text that is long enough to be written on several lines, because there are so many words in it. ",
];

pub fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => vec(select(PIECES), 0..6).prop_map(|pieces| pieces.concat()),
        1 => "[^\\x00]{0,40}",
    ]
}

/// The ends of the ranges of numbers, and reals that have a form of their own.
const BITS: &[u64] = &[
    0,
    1,
    0x7f,
    0x80,
    0xff,
    0x7fff,
    0x8000,
    0xd800,
    0xffff,
    0x7fff_ffff,
    0x8000_0000,
    0xffff_ffff,
    0x7fff_ffff_ffff_ffff,
    0x8000_0000_0000_0000,
    0xffff_ffff_ffff_ffff,
    0x7f80_0000,
    0xff80_0000,
    0x7fc0_0000,
    0x7f7f_ffff,
    0x3dcc_cccd,
    0x7ff0_0000_0000_0000,
    0xfff0_0000_0000_0000,
    0x7ff8_0000_0000_0000,
    0x7fef_ffff_ffff_ffff,
    0x000f_ffff_ffff_ffff,
    0x3fb9_9999_9999_999a,
    0x4340_0000_0000_0001,
    0x27,
    0x22,
    0x5c,
    0x0a,
    0x0d,
    0x3c,
];

fn bits() -> impl Strategy<Value = u64> {
    prop_oneof![2 => 0..100u64, 2 => select(BITS), 3 => any::<u64>()]
}

pub fn datetime() -> impl Strategy<Value = Datetime> {
    let timestamp =
        (0..10_000u16, 0..13u8, 0..32u8, 0..24u8, 0..60u8, 0..61u8, 0..1_000_000u32, -999..1000i16).prop_map(
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

/// An item of a value that holds nothing.
fn plain_item() -> impl Strategy<Value = Item> {
    (bits(), text(), datetime()).prop_map(|(bits, text, datetime)| Item {
        bits,
        text,
        datetime,
        instance: None,
    })
}

fn value_of(item: impl Strategy<Value = Item> + 'static) -> impl Strategy<Value = ValueSpec> {
    prop_oneof![
        2 => Just(ValueSpec::Left),
        1 => Just(ValueSpec::Null),
        5 => vec(item, 0..4).prop_map(ValueSpec::Items),
    ]
}

fn place() -> impl Strategy<Value = Place> {
    prop_oneof![Just(Place::Unsaid), Just(Place::Namespace), Just(Place::HostAndNamespace)]
}

fn instance_of(values: impl Strategy<Value = Vec<ValueSpec>>) -> impl Strategy<Value = InstanceSpec> {
    (0..8usize, values, place()).prop_map(|(class, values, place)| InstanceSpec { class, values, place })
}

/// An instance with others in it, three levels deep at most.
pub fn instance() -> impl Strategy<Value = InstanceSpec> {
    let leaf = instance_of(vec(value_of(plain_item()), 0..4));
    let nested = leaf.prop_recursive(3, 24, 4, |inner| {
        let item = (plain_item(), option::weighted(0.7, inner.prop_map(Box::new)))
            .prop_map(|(item, instance)| Item { instance, ..item });
        instance_of(vec(value_of(item), 0..8))
    });
    nested.boxed()
}

fn value() -> impl Strategy<Value = ValueSpec> {
    let inner = instance_of(vec(value_of(plain_item()), 0..3)).prop_map(Box::new);
    value_of(
        (plain_item(), option::weighted(0.3, inner)).prop_map(|(item, instance)| Item { instance, ..item }),
    )
}

/// What may be said of a flavour: of each pair one or none.
fn flavor() -> impl Strategy<Value = Flavor> {
    let override_flavor = select(vec![Flavor::empty(), Flavor::ENABLE_OVERRIDE, Flavor::DISABLE_OVERRIDE]);
    let spread = select(vec![Flavor::empty(), Flavor::TO_SUBCLASS, Flavor::RESTRICTED]);
    let rest = select(vec![Flavor::empty(), Flavor::empty(), Flavor::TRANSLATABLE, Flavor::TO_INSTANCE]);
    (override_flavor, spread, rest).prop_map(|(one, two, three)| one | two | three)
}

fn array_size() -> impl Strategy<Value = Option<u32>> {
    option::weighted(0.3, 3..6u32)
}

fn kind() -> impl Strategy<Value = Type> {
    select(&Type::ALL[..])
}

fn qualifier_type() -> impl Strategy<Value = QualifierTypeSpec> {
    let kinds: Vec<Type> = Type::ALL
        .into_iter()
        .filter(|kind| !matches!(kind.scalar(), Type::Reference | Type::Instance))
        .collect();
    let scope = prop_oneof![Just(Scope::ANY), (1..128u32).prop_map(Scope::from_bits_truncate)];
    (select(kinds), array_size(), value_of(plain_item()), scope, flavor()).prop_map(
        |(kind, array_size, default, scope, flavor)| QualifierTypeSpec {
            kind,
            array_size,
            default,
            scope,
            flavor,
        },
    )
}

fn qualifiers() -> impl Strategy<Value = Vec<QualifierSpec>> {
    let qualifier = (0..8usize, value_of(plain_item()), flavor())
        .prop_map(|(which, value, flavor)| QualifierSpec { which, value, flavor });
    vec(qualifier, 0..3)
}

fn marks() -> impl Strategy<Value = Vec<(usize, bool)>> {
    vec((0..8usize, prop::bool::weighted(0.8)), 0..3)
}

fn embedding() -> impl Strategy<Value = Embedding> {
    select(&[Embedding::Instance, Embedding::Object, Embedding::Class, Embedding::Any][..])
}

fn property() -> impl Strategy<Value = PropertySpec> {
    let shape = (0..12usize, kind(), array_size(), 0..8usize, embedding());
    (shape, prop::bool::weighted(0.4), marks(), qualifiers(), value(), any::<bool>()).prop_map(
        |((name, kind, array_size, class, embedding), key, marks, qualifiers, default, says_override)| {
            PropertySpec {
                name,
                kind,
                array_size,
                class,
                embedding,
                key,
                marks,
                qualifiers,
                default,
                says_override,
            }
        },
    )
}

fn parameter() -> impl Strategy<Value = ParameterSpec> {
    let shape = (0..12usize, kind(), array_size(), 0..8usize, embedding());
    (shape, marks(), qualifiers()).prop_map(
        |((name, kind, array_size, class, embedding), marks, qualifiers)| ParameterSpec {
            name,
            kind,
            array_size,
            class,
            embedding,
            marks,
            qualifiers,
        },
    )
}

fn method() -> impl Strategy<Value = MethodSpec> {
    let shape = (0..12usize, kind(), 0..8usize, embedding());
    (shape, marks(), qualifiers(), vec(parameter(), 0..4)).prop_map(
        |((name, returns, class, embedding), marks, qualifiers, parameters)| MethodSpec {
            name,
            returns,
            class,
            embedding,
            marks,
            qualifiers,
            parameters,
        },
    )
}

fn class() -> impl Strategy<Value = ClassSpec> {
    let kind = prop_oneof![
        6 => Just(Kind::Plain),
        1 => Just(Kind::Abstract),
        1 => Just(Kind::Association),
        1 => Just(Kind::Indication),
        1 => Just(Kind::Terminal),
    ];
    let below = option::weighted(0.7, 0..3usize);
    (below, kind, qualifiers(), vec(property(), 0..6), vec(method(), 0..3)).prop_map(
        |(below, kind, qualifiers, properties, methods)| ClassSpec {
            below,
            kind,
            qualifiers,
            properties,
            methods,
        },
    )
}

pub fn schema() -> impl Strategy<Value = SchemaSpec> {
    (vec(qualifier_type(), 0..5), vec(class(), 1..6))
        .prop_map(|(qualifiers, classes)| SchemaSpec { qualifiers, classes })
}
