//! Which texts are stored: valid Unicode, and that in every library the same. Others are refused, and nothing of them is lost silently.

use std::path::Path;
use std::sync::Arc;

use mi::cim::text::check_stored;
use mi::cim::{Array, ElementFlags, Error, Instance, Status, Text, Type, Unit, Value, ValueRef};
use mi::provider::repository::{Location, Repository};
use proptest::collection::vec;
use proptest::prelude::*;
use rusqlite::Connection;

use super::support::*;

/// Half of a surrogate pair in UTF-16 and UTF-32, and a byte that begins no character of UTF-8.
const HALF: Unit = 0xd8ff_u32 as Unit;

/// "A" and a unit that is no part of a character.
fn wrong() -> Text {
    Text::from_units(&[65, HALF])
}

/// A class whose properties hold texts in every way that there is.
fn holder() -> Arc<Repository> {
    let repository = repository();
    let holder = class(
        "Test_Holder",
        None,
        vec![
            property("Name", Type::String, &["Key"]),
            property("Text", Type::String, &[]),
            property("Texts", Type::StringArray, &[]),
            property("Inner", Type::Instance, &[]),
            property("Target", Type::Reference, &[]),
            property("Letter", Type::Char16, &[]),
            property("Letters", Type::Char16Array, &[]),
        ],
    );
    compile(&repository, vec![holder]).unwrap();
    repository
}

fn with(property: &str, value: Value) -> Instance {
    instance("Test_Holder", &[("Name", Value::string("x")), (property, value)])
}

fn texts(texts: &[Text]) -> Value {
    Value::Array(Arc::new(Array::String(texts.to_vec())))
}

fn thing_in(namespace: Option<Text>, name: Text) -> Arc<Instance> {
    let mut thing = Instance::new("Test_Thing").unwrap();
    thing.set_namespace(namespace);
    thing.add("Name", Type::String, Some(ValueRef::String(name.as_text_ref())), ElementFlags::KEY).unwrap();
    Arc::new(thing)
}

/// That an error names an element and the unit at index 1.
fn expect_refusal(outcome: Result<impl std::fmt::Debug, Error>, element: &str) {
    let error = outcome.unwrap_err();
    assert_eq!(error.status, Status::InvalidParameter, "{error}");
    assert!(error.message.contains(&format!("'{element}'")), "{error}");
    assert!(
        error.message.contains("is not valid Unicode") && error.message.contains("at index 1"),
        "{error}"
    );
}

#[test]
fn a_text_that_is_not_unicode_is_refused_with_the_property_and_the_unit() {
    let repository = holder();
    let fine = || Text::from("Größe");
    let inner = instance("Test_Thing", &[("Name", Value::String(wrong()))]);
    let cases = [
        ("Text", "Text", Value::String(wrong())),
        ("Texts", "Texts[2]", texts(&[fine(), fine(), wrong()])),
        ("Inner", "Inner.Name", Value::Instance(Arc::new(inner))),
        ("Target", "Target.Name", Value::Reference(thing_in(None, wrong()))),
        ("Target", "Target's namespace", Value::Reference(thing_in(Some(wrong()), fine()))),
    ];
    for (property, element, value) in &cases {
        expect_refusal(create(&repository, with(property, value.clone())), element);
    }
    expect_refusal(create(&repository, instance("Test_Holder", &[("Name", Value::String(wrong()))])), "Name");
    assert!(enumerate(&repository, "Test_Holder").is_empty());

    create(&repository, with("Text", Value::String(fine()))).unwrap();
    for (property, element, value) in cases {
        expect_refusal(modify(&repository, with(property, value)), element);
    }
    let stored = get(&repository, named("Test_Holder", "x")).unwrap();
    assert_eq!(stored.value("Text"), Some(ValueRef::String(fine().as_text_ref())));
}

#[test]
fn no_instance_has_a_key_that_is_not_unicode() {
    let repository = repository();
    create(&repository, named("Test_Thing", "A\u{fffd}")).unwrap();
    let wanted = || instance("Test_Thing", &[("Name", Value::String(wrong()))]);
    expect_refusal(get(&repository, wanted()), "Name");
    expect_refusal(modify(&repository, wanted()), "Name");
    expect_refusal(delete(&repository, wanted()), "Name");
    assert_eq!(enumerate(&repository, "Test_Thing").len(), 1);
}

#[test]
fn a_text_with_a_nul_is_refused_because_c_would_see_a_part_of_it() {
    let error = create(&holder(), with("Text", Value::string("A\0B"))).unwrap_err();
    assert_eq!(error.status, Status::InvalidParameter);
    assert!(error.message.contains("holds the character 0, at index 1"), "{error}");
}

#[test]
fn marks_of_the_order_of_bytes_noncharacters_and_control_characters_are_stored_as_they_are() {
    let repository = holder();
    let text = "\u{feff}a\u{fffe}\u{ffff}\u{fdd0}\u{10ffff}\u{1}\u{7f}\u{85}\u{2028}";
    create(&repository, instance("Test_Holder", &[("Name", Value::string(text))])).unwrap();
    let stored = get(&repository, named("Test_Holder", text)).unwrap();
    assert_eq!(stored.value("Name"), Some(Value::string(text).as_value_ref()));
}

#[test]
fn a_character_of_16_bits_is_any_unit_of_utf_16() {
    let repository = holder();
    for unit in [0, 0x41, 0xd800, 0xdbff, 0xdc00, 0xdfff, 0xfeff, 0xfffe, 0xffff] {
        let mut given = with("Letter", Value::Char16(unit));
        let letters = Value::Array(Arc::new(Array::Char16(vec![unit, 0xdfff, unit])));
        given.add_value("Letters", letters.clone()).unwrap();
        create(&repository, given).unwrap();
        let stored = get(&repository, named("Test_Holder", "x")).unwrap();
        assert_eq!(stored.value("Letter"), Some(ValueRef::Char16(unit)));
        assert_eq!(stored.value("Letters"), Some(letters.as_value_ref()));
        delete(&repository, named("Test_Holder", "x")).unwrap();
    }
}

#[test]
fn texts_sort_by_their_code_points_with_and_without_an_index() {
    let indexed = [qualifier("Key"), qualifier("Indexed")];
    let mut name = property("Name", Type::String, &[]);
    name.qualifiers = indexed.to_vec();
    let repository = Repository::open(Location::Memory).unwrap();
    let plain = property("Plain", Type::String, &[]);
    compile(&repository, vec![class("Test_Sorted", None, vec![name, plain])]).unwrap();
    // In UTF-16, the last begins with a unit that is less than that of the others.
    for text in ["z", "\u{e000}", "\u{ffff}", "\u{10000}"] {
        let values = [("Name", Value::string(text)), ("Plain", Value::string(text))];
        create(&repository, instance("Test_Sorted", &values)).unwrap();
    }
    for property in ["Name", "Plain"] {
        let query = format!("SELECT * FROM Test_Sorted WHERE {property} > '\u{ffff}'");
        let found = super::queries::query(&repository, &query).unwrap();
        assert_eq!(shown(&found, "Name"), [format!("{:?}", Some(Value::string("\u{10000}").as_value_ref()))]);
    }
}

/// Writes these bytes in the place of others into every column of the file that has such.
fn overwrite(file: &Path, old: &[u8], new: &[u8]) {
    let connection = Connection::open(file).unwrap();
    for (table, column) in [("instances", "body"), ("instance_keys", "key")] {
        let found: Vec<(i64, Vec<u8>)> = connection
            .prepare(&format!("SELECT id, {column} FROM {table}"))
            .unwrap()
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        for (id, mut bytes) in found {
            let Some(at) = bytes.windows(old.len()).position(|window| window == old) else { continue };
            bytes[at..at + old.len()].copy_from_slice(new);
            connection
                .execute(&format!("UPDATE {table} SET {column} = ?2 WHERE id = ?1"), (id, bytes))
                .unwrap();
        }
    }
}

/// A repository in which an earlier version of the narrow library stored `A` and the byte 0xFF as key and as state.
fn of_earlier_version(folder: &Path) -> Arc<Repository> {
    let file = folder.join("repository.db");
    {
        let repository = Repository::open(Location::File(file.clone())).unwrap();
        compile(&repository, vec![thing()]).unwrap();
        let values = [("Name", Value::string("A1")), ("State", Value::string("A2"))];
        create(&repository, instance("Test_Thing", &values)).unwrap();
    }
    overwrite(&file, b"A1", b"A\xff");
    overwrite(&file, b"A2", b"A\xff");
    Repository::open(Location::File(file)).unwrap()
}

#[cfg(not(any(windows, feature = "wide")))]
#[test]
fn what_an_earlier_version_stored_byte_for_byte_is_given_back_changed_and_deleted() {
    let folder = tempfile::tempdir().unwrap();
    let repository = of_earlier_version(folder.path());
    let wanted = || instance("Test_Thing", &[("Name", Value::String(Text::from_units(b"A\xff")))]);
    let stored = get(&repository, wanted()).unwrap();
    assert_eq!(stored.value("State"), Some(ValueRef::String(Text::from_units(b"A\xff").as_text_ref())));
    let mut changed = wanted();
    changed.add_value("Size", Value::Uint32(7)).unwrap();
    modify(&repository, changed).unwrap();
    let stored = get(&repository, wanted()).unwrap();
    assert_eq!(stored.value("Size"), Some(ValueRef::Uint32(7)));
    assert_eq!(stored.value("Name"), Some(ValueRef::String(Text::from_units(b"A\xff").as_text_ref())));
    delete(&repository, wanted()).unwrap();
    assert!(enumerate(&repository, "Test_Thing").is_empty());
}

#[cfg(any(windows, feature = "wide"))]
#[test]
fn what_an_earlier_version_stored_that_is_no_unicode_is_an_error_and_never_another_text() {
    let folder = tempfile::tempdir().unwrap();
    let repository = of_earlier_version(folder.path());
    let class_name = Text::from("Test_Thing");
    let request = mi::provider::Request::EnumerateInstances { class_name, keys_only: false };
    let error = instances(&repository, &call(request)).unwrap_err();
    assert_eq!(error.status, Status::Failed);
    assert!(error.message.contains("damaged"), "{error}");
}

#[test]
fn a_check_finds_texts_of_an_earlier_version() {
    let folder = tempfile::tempdir().unwrap();
    let checked = of_earlier_version(folder.path()).check(&mut |_| {}).unwrap();
    let told: Vec<String> = checked.findings.iter().map(ToString::to_string).collect();
    assert!(told.iter().any(|finding| finding.contains("Unicode") || finding.contains("UTF-8")), "{told:?}");
}

/// Units of which some are no characters.
fn units() -> impl Strategy<Value = Vec<Unit>> {
    let unit = prop_oneof![
        4 => (0x20..0x7f_u32).prop_map(|unit| unit as Unit),
        1 => Just(HALF),
        1 => any::<Unit>().prop_filter("a NUL ends a text of C", |unit| *unit != 0),
    ];
    vec(unit, 0..6)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn any_units_come_back_as_they_were_or_are_refused(units in units(), place in 0..3_usize) {
        let text = Text::from_units(&units);
        let inner = || instance("Test_Thing", &[("Name", Value::String(text.clone()))]);
        let (property, value) = match place {
            0 => ("Text", Value::String(text.clone())),
            1 => ("Texts", texts(&[Text::from("fine"), text.clone()])),
            _ => ("Inner", Value::Instance(Arc::new(inner()))),
        };
        let repository = holder();
        match (check_stored(&units), create(&repository, with(property, value.clone()))) {
            (Ok(()), Ok(_)) => {
                let stored = get(&repository, named("Test_Holder", "x")).unwrap();
                prop_assert_eq!(stored.value(property), Some(value.as_value_ref()));
            }
            (Err(fault), Err(error)) => {
                prop_assert_eq!(error.status, Status::InvalidParameter);
                prop_assert!(error.message.contains(&fault.to_string()), "{}", error);
            }
            (rule, outcome) => prop_assert!(false, "{rule:?} {outcome:?}"),
        }
    }
}
