//! Random queries over random instances of random schemas: what the planner finds is what a plain scan finds, in its order,
//! also after changes, and after the file was opened again.

use std::cmp::Ordering;

use mi::cim::{Instance, ValueRef};
use mi::provider::repository::{Location, PlannedAccess, Repository};
use proptest::prelude::*;

use super::queries::{compile_text, query};
use super::support::*;

/// The properties besides the keys, with values in their order as MOF and WQL write them.
const PROPERTIES: [(&str, &str, [&str; 6]); 6] = [
    ("Count", "uint32", ["0", "1", "2", "7", "100", "4294967295"]),
    ("Level", "sint8", ["-128", "-1", "0", "1", "2", "127"]),
    ("Label", "string", ["\"\"", "\"a\"", "\"ab\"", "\"abc\"", "\"b\"", "\"bé\""]),
    ("Ratio", "real64", ["-1.5", "-0.25", "0.0", "0.5", "2.0", "1000.5"]),
    ("Single", "real32", ["-1.5", "-0.125", "0.0", "0.125", "2.0", "3.25"]),
    (
        "Seen",
        "datetime",
        [
            "\"20250101000000.000000+060\"",
            "\"20250101000000.000000+000\"",
            "\"20250101110000.000000+000\"",
            "\"20250102000000.000000+720\"",
            "\"20250102000000.000000+000\"",
            "\"20260101000000.000000-300\"",
        ],
    ),
];
const CLASSES: [&str; 4] = ["Test_Base", "Test_Left", "Test_Right", "Test_Lower"];
const PATTERNS: [&str; 6] = ["a%", "ab%", "%b%", "_", "a[a-c]%", "b"];

/// A condition, with what the test evaluates itself.
#[derive(Clone, Debug)]
enum Condition {
    /// Whether values stand in one of these orders to the value at a place of the list.
    Compare(usize, &'static str, usize),
    Key(&'static str, u32),
    Like(usize),
    IsNull(usize, bool),
    OfClass(usize),
    Isa(usize),
    And(Vec<Condition>),
    Or(Vec<Condition>),
    Not(Box<Condition>),
}

fn holds(operator: &str, order: Ordering) -> bool {
    match operator {
        "=" => order.is_eq(),
        "<>" => order.is_ne(),
        "<" => order.is_lt(),
        "<=" => order.is_le(),
        ">" => order.is_gt(),
        _ => order.is_ge(),
    }
}

impl Condition {
    fn text(&self) -> String {
        let joined = |parts: &[Condition], word: &str| {
            parts.iter().map(|part| format!("({})", part.text())).collect::<Vec<_>>().join(word)
        };
        match self {
            Condition::Compare(property, operator, value) => {
                let (name, _, values) = PROPERTIES[*property];
                format!("{name} {operator} {}", values[*value])
            }
            Condition::Key(operator, number) => format!("Id {operator} \"i{number:03}\""),
            Condition::Like(pattern) => format!("Label LIKE \"{}\"", PATTERNS[*pattern]),
            Condition::IsNull(property, true) => format!("{} IS NULL", PROPERTIES[*property].0),
            Condition::IsNull(property, false) => format!("{} IS NOT NULL", PROPERTIES[*property].0),
            Condition::OfClass(class) => format!("__CLASS = \"{}\"", CLASSES[*class]),
            Condition::Isa(class) => format!("__this ISA \"{}\"", CLASSES[*class]),
            Condition::And(parts) => joined(parts, " AND "),
            Condition::Or(parts) => joined(parts, " OR "),
            Condition::Not(part) => format!("NOT ({})", part.text()),
        }
    }

    /// Whether the condition holds; `None` where it is unknown. Values are known by their places in the lists.
    fn truth(&self, thing: &Thing) -> Option<bool> {
        match self {
            Condition::Compare(property, operator, value) => {
                Some(holds(operator, thing.values[*property]?.cmp(value)))
            }
            Condition::Key(operator, number) => Some(holds(operator, thing.id.cmp(&format!("i{number:03}")))),
            Condition::Like(pattern) => {
                let text = PROPERTIES[2].2[thing.values[2]?].trim_matches('"');
                Some(match pattern {
                    0 => text.starts_with('a'),
                    1 => text.starts_with("ab"),
                    2 => text.contains('b'),
                    3 => text.chars().count() == 1,
                    4 => text.starts_with("ab"),
                    _ => text == "b",
                })
            }
            Condition::IsNull(property, is_null) => Some(thing.values[*property].is_none() == *is_null),
            Condition::OfClass(class) => Some(thing.class == *class),
            Condition::Isa(class) => {
                Some(thing.class == *class || *class == 0 || *class == 1 && thing.class == 3)
            }
            Condition::And(parts) => {
                let truths: Vec<_> = parts.iter().map(|part| part.truth(thing)).collect();
                if truths.contains(&Some(false)) {
                    Some(false)
                } else {
                    truths.into_iter().collect::<Option<Vec<_>>>().map(|_| true)
                }
            }
            Condition::Or(parts) => {
                let truths: Vec<_> = parts.iter().map(|part| part.truth(thing)).collect();
                if truths.contains(&Some(true)) {
                    Some(true)
                } else {
                    truths.into_iter().collect::<Option<Vec<_>>>().map(|_| false)
                }
            }
            Condition::Not(part) => part.truth(thing).map(|truth| !truth),
        }
    }
}

/// An instance as the test sees it: values by their places in the lists.
#[derive(Clone, Debug)]
struct Thing {
    id: String,
    class: usize,
    values: [Option<usize>; 6],
}

fn condition() -> impl Strategy<Value = Condition> {
    let operator = || prop::sample::select(vec!["=", "=", "=", "<>", "<", "<=", ">", ">="]);
    let leaf = prop_oneof![
        8 => (0..6usize, operator(), 0..6usize).prop_map(|(property, operator, value)| Condition::Compare(property, operator, value)),
        3 => (operator(), 0..150u32).prop_map(|(operator, number)| Condition::Key(operator, number)),
        2 => (0..6usize).prop_map(Condition::Like),
        1 => (0..6usize, any::<bool>()).prop_map(|(property, is_null)| Condition::IsNull(property, is_null)),
        1 => (0..4usize).prop_map(Condition::OfClass),
        1 => (0..4usize).prop_map(Condition::Isa),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            4 => prop::collection::vec(inner.clone(), 2..4).prop_map(Condition::And),
            3 => prop::collection::vec(inner.clone(), 2..4).prop_map(Condition::Or),
            1 => inner.prop_map(|part| Condition::Not(Box::new(part))),
        ]
    })
}

fn values() -> impl Strategy<Value = [Option<usize>; 6]> {
    prop::array::uniform6(prop::option::weighted(0.85, 0..6usize))
}

/// Which properties are indexed, whether there is a second key, and whether a subclass takes an index back.
fn schema() -> impl Strategy<Value = String> {
    (prop::array::uniform6(any::<bool>()), any::<bool>(), any::<bool>()).prop_map(
        |(indexed, two_keys, back)| {
            let own = |from: usize, to: usize| {
                (from..to)
                    .map(|place| {
                        let (name, kind, _) = PROPERTIES[place];
                        let qualifier = if indexed[place] { "[Indexed] " } else { "" };
                        format!("{qualifier}{kind} {name};")
                    })
                    .collect::<String>()
            };
            let second = if two_keys { "[Key] uint16 A;" } else { "" };
            let taken_back = if back { "[Indexed(false), Override(\"Count\")] uint32 Count;" } else { "" };
            format!(
                "class Test_Base {{ [Key] string Id; {second} {} }};
             class Test_Left : Test_Base {{ uint8 Own; }};
             class Test_Right : Test_Base {{ {taken_back} string Other[]; }};
             class Test_Lower : Test_Left {{ string Lowest; }};",
                own(0, 6)
            )
        },
    )
}

/// What happens to an instance.
#[derive(Clone, Debug)]
enum Change {
    Modify(usize, [Option<usize>; 6]),
    Delete(usize),
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        3 => (0..200usize, values()).prop_map(|(place, values)| Change::Modify(place, values)),
        1 => (0..200usize).prop_map(Change::Delete),
    ]
}

fn has_two_keys(schema: &str) -> bool {
    schema.contains("uint16 A;")
}

fn declaration(thing: &Thing, two_keys: bool) -> String {
    let mut text = format!("instance of {} {{ Id = \"{}\";", CLASSES[thing.class], thing.id);
    if two_keys {
        text += " A = 5;";
    }
    for (place, value) in thing.values.iter().enumerate() {
        let (name, _, values) = PROPERTIES[place];
        text += &format!(" {name} = {};", value.map_or("NULL", |value| values[value]));
    }
    text + " };\n"
}

fn id_of(instance: &Instance) -> String {
    match instance.value("Id") {
        Some(ValueRef::String(text)) => text.to_string(),
        other => panic!("{other:?}"),
    }
}

/// Compares the planner with a scan, for each condition.
fn compare(
    repository: &Repository,
    things: &[Thing],
    conditions: &[Condition],
) -> Result<usize, TestCaseError> {
    let scanned: Vec<String> = enumerate(repository, "Test_Base").iter().map(|found| id_of(found)).collect();
    prop_assert_eq!(scanned.len(), things.len());
    let mut looked_up = 0;
    for condition in conditions {
        let text = format!("SELECT * FROM Test_Base WHERE {}", condition.text());
        let expected: Vec<&String> = scanned
            .iter()
            .filter(|id| {
                let thing = things.iter().find(|thing| thing.id == **id).unwrap();
                condition.truth(thing) == Some(true)
            })
            .collect();
        let found = query(repository, &text).unwrap_or_else(|error| panic!("{text}: {error}"));
        let found: Vec<String> = found.iter().map(|found| id_of(found)).collect();
        prop_assert_eq!(found.iter().collect::<Vec<_>>(), expected, "{}", text);
        let plan = repository.explain(NAMESPACE, "WQL", &text).unwrap();
        looked_up += usize::from(matches!(plan.access, PlannedAccess::Lookups { .. }));
    }
    Ok(looked_up)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn the_planner_finds_what_a_scan_finds(
        schema in schema(),
        drawn in prop::collection::vec((0..4usize, values()), 20..150),
        conditions in prop::collection::vec(condition(), 12),
        changes in prop::collection::vec(change(), 0..20),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let location = Location::File(folder.path().join("repository.db"));
        let repository = Repository::open(location.clone()).unwrap();
        compile_text(&repository, &schema);
        let two_keys = has_two_keys(&schema);
        let mut things: Vec<Thing> = drawn
            .into_iter()
            .enumerate()
            .map(|(number, (class, values))| Thing { id: format!("i{number:03}"), class, values })
            .collect();
        compile_text(&repository, &things.iter().map(|thing| declaration(thing, two_keys)).collect::<String>());
        compare(&repository, &things, &conditions)?;
        for change in changes {
            match change {
                Change::Modify(place, values) => {
                    let place = place % things.len();
                    things[place].values = values;
                    compile_text(&repository, &declaration(&things[place], two_keys));
                }
                Change::Delete(place) => {
                    let gone = things.remove(place % things.len());
                    let mut instance = Instance::new(CLASSES[gone.class]).unwrap();
                    instance.add_value("Id", mi::cim::Value::string(gone.id.as_str())).unwrap();
                    if two_keys {
                        instance.add_value("A", mi::cim::Value::Uint16(5)).unwrap();
                    }
                    delete(&repository, instance).unwrap();
                }
            }
        }
        compare(&repository, &things, &conditions)?;
        drop(repository);
        compare(&Repository::open(location).unwrap(), &things, &conditions)?;
    }
}
