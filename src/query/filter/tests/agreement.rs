//! Random conditions over random instances: the filter, and the language's rules said once more in another way, agree; and
//! what is written of a query reads back as the same.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;

use super::super::super::syntax::*;
use super::super::super::{Filter, NoClasses, Position, parse_select};
use super::{class, property};
use crate::cim::{Class, Instance, Text, Type, Value};

/// A value of the world that the rules are said over: no types of CIM, no sharing, no positions.
#[derive(Clone, Debug, PartialEq)]
enum Plain {
    Whole(i128),
    Fraction(f64),
    Words(Vec<char>),
    Flag(bool),
    /// Minutes on one scale, and whether it is one of lengths.
    Time {
        is_length: bool,
        minutes: i64,
    },
}

/// An instance as a table.
type Row = BTreeMap<&'static str, Plain>;

const NAMES: [&str; 6] = ["Count", "Share", "Title", "Ready", "Born", "Age"];

fn sample() -> Arc<Class> {
    let kinds = [Type::Sint64, Type::Real64, Type::String, Type::Boolean, Type::Datetime, Type::Datetime];
    class("Sample", None, NAMES.into_iter().zip(kinds).map(|(name, kind)| property(name, kind)).collect())
}

/// The rules of the language, straight: what is NULL is not in the row, and unknown is `None`.
fn decide(condition: &Condition, row: &Row) -> Option<bool> {
    match condition {
        // The worst of its terms, where false is worse than unknown, and unknown worse than true.
        Condition::And(terms) => {
            let all: Vec<_> = terms.iter().map(|term| decide(term, row)).collect();
            if all.contains(&Some(false)) {
                Some(false)
            } else if all.contains(&None) {
                None
            } else {
                Some(true)
            }
        }
        Condition::Or(terms) => {
            let any: Vec<_> = terms.iter().map(|term| decide(term, row)).collect();
            if any.contains(&Some(true)) {
                Some(true)
            } else if any.contains(&None) {
                None
            } else {
                Some(false)
            }
        }
        Condition::Not(term) => Some(!decide(term, row)?),
        Condition::IsNull(operand) => Some(held(operand, row).is_none()),
        Condition::Isa { class, .. } => Some(class.to_str().eq_ignore_ascii_case("Sample")),
        Condition::Like { operand, pattern, .. } => {
            let Some(Plain::Words(words)) = held(operand, row) else { return None };
            Some(like(&pattern.to_str().chars().collect::<Vec<_>>(), words))
        }
        Condition::Compare { left, operator, right } => {
            let (left, right) = (stated(left, row)?, stated(right, row)?);
            compare(&left, *operator, &right)
        }
    }
}

fn held<'a>(operand: &Operand, row: &'a Row) -> Option<&'a Plain> {
    match operand {
        Operand::Property(path) => row.get(&*path.steps[0].name.to_str()),
        _ => None,
    }
}

fn stated(operand: &Operand, row: &Row) -> Option<Plain> {
    match operand {
        Operand::Literal(literal) => Some(match &literal.value {
            LiteralValue::Integer(number) => Plain::Whole(*number),
            LiteralValue::Real(number) => Plain::Fraction(*number),
            LiteralValue::Boolean(flag) => Plain::Flag(*flag),
            LiteralValue::String(text) => Plain::Words(text.to_str().chars().collect()),
            LiteralValue::Null => return None,
        }),
        operand => held(operand, row).cloned(),
    }
}

fn compare(left: &Plain, operator: Comparison, right: &Plain) -> Option<bool> {
    let order = match (left, right) {
        (Plain::Words(left), Plain::Words(right)) => left.cmp(right),
        (Plain::Flag(left), Plain::Flag(right)) => left.cmp(right),
        // Small numbers, which reals hold exactly.
        (Plain::Whole(left), Plain::Whole(right)) => left.cmp(right),
        (Plain::Whole(left), Plain::Fraction(right)) => (*left as f64).partial_cmp(right)?,
        (Plain::Fraction(left), Plain::Whole(right)) => left.partial_cmp(&(*right as f64))?,
        (Plain::Fraction(left), Plain::Fraction(right)) => left.partial_cmp(right)?,
        (Plain::Time { is_length: one, minutes: left }, Plain::Words(text)) => {
            let Plain::Time { is_length: other, minutes: right } = time(text) else { return None };
            if *one != other {
                return None;
            }
            left.cmp(&right)
        }
        (Plain::Words(_), Plain::Time { .. }) => return compare(right, operator.mirrored(), left),
        _ => return None,
    };
    Some(match operator {
        Comparison::Equal => order.is_eq(),
        Comparison::NotEqual => !order.is_eq(),
        Comparison::Less => order.is_lt(),
        Comparison::LessOrEqual => !order.is_gt(),
        Comparison::Greater => order.is_gt(),
        Comparison::GreaterOrEqual => !order.is_lt(),
    })
}

/// The times of this test lie in January 2026, to the minute.
fn time(text: &[char]) -> Plain {
    let text: String = text.iter().collect();
    let number = |from: usize, to: usize| text[from..to].parse::<i64>().unwrap();
    if text.contains(':') {
        let minutes = (number(0, 8) * 24 + number(8, 10)) * 60 + number(10, 12);
        return Plain::Time { is_length: true, minutes };
    }
    let offset = if &text[21..22] == "-" { -number(22, 25) } else { number(22, 25) };
    let minutes = (number(6, 8) * 24 + number(8, 10)) * 60 + number(10, 12) - offset;
    Plain::Time { is_length: false, minutes }
}

fn like(pattern: &[char], text: &[char]) -> bool {
    match pattern {
        [] => text.is_empty(),
        ['%', rest @ ..] => (0..=text.len()).any(|from| like(rest, &text[from..])),
        ['_', rest @ ..] => !text.is_empty() && like(rest, &text[1..]),
        ['[', one, ']', rest @ ..] => text.first() == Some(one) && like(rest, &text[1..]),
        [one, rest @ ..] => text.first() == Some(one) && like(rest, &text[1..]),
    }
}

fn time_text() -> impl Strategy<Value = String> {
    let point = (1..5u8, 0..24u8, 0..60u8, prop_oneof![Just(0i16), Just(60), Just(-90)])
        .prop_map(|(day, hour, minute, utc)| format!("202601{day:02}{hour:02}{minute:02}00.000000{utc:+04}"));
    let length = (0..3u8, 0..24u8, 0..60u8)
        .prop_map(|(days, hours, minutes)| format!("{days:08}{hours:02}{minutes:02}00.000000:000"));
    prop_oneof![point, length]
}

fn value_of(name: &'static str) -> BoxedStrategy<Value> {
    match name {
        "Count" => (-4..4i64).prop_map(Value::Sint64).boxed(),
        "Share" => (-8..8i8).prop_map(|halves| Value::Real64(f64::from(halves) / 2.0)).boxed(),
        "Title" => "[abé]{0,3}".prop_map(|text| Value::string(&text)).boxed(),
        "Ready" => any::<bool>().prop_map(Value::Boolean).boxed(),
        _ => time_text().prop_map(|text| Value::Datetime(text.parse().unwrap())).boxed(),
    }
}

fn values() -> impl Strategy<Value = Vec<Option<Value>>> {
    NAMES.map(|name| proptest::option::weighted(0.8, value_of(name))).into_iter().collect::<Vec<_>>()
}

fn instance(values: &[Option<Value>]) -> (Instance, Row) {
    let mut instance = Instance::of_class(&sample());
    let mut row = Row::new();
    for (index, (name, value)) in NAMES.into_iter().zip(values).enumerate() {
        let Some(value) = value else { continue };
        instance.set(index, value.value_type(), Some(value.as_value_ref())).unwrap();
        let plain = match value {
            Value::Sint64(number) => Plain::Whole((*number).into()),
            Value::Real64(number) => Plain::Fraction(*number),
            Value::String(text) => Plain::Words(text.to_str().chars().collect()),
            Value::Boolean(flag) => Plain::Flag(*flag),
            Value::Datetime(datetime) => time(&datetime.to_string().chars().collect::<Vec<_>>()),
            other => unreachable!("{other:?}"),
        };
        row.insert(name, plain);
    }
    (instance, row)
}

const NOWHERE: Place = Place(Position::START);

fn path(name: &str) -> Operand {
    let steps = vec![Step { class: None, name: Text::from(name), element: None }];
    Operand::Property(PropertyPath { steps, place: NOWHERE })
}

fn literal_for(name: &'static str) -> BoxedStrategy<LiteralValue> {
    let text = |text: String| LiteralValue::String(Text::from(text.as_str()));
    match name {
        "Count" | "Share" => prop_oneof![
            (-4..4i128).prop_map(LiteralValue::Integer),
            (-8..8i8).prop_map(|halves| LiteralValue::Real(f64::from(halves) / 2.0)),
        ]
        .boxed(),
        "Title" => "[abé]{0,3}".prop_map(text).boxed(),
        "Ready" => any::<bool>().prop_map(LiteralValue::Boolean).boxed(),
        _ => time_text().prop_map(text).boxed(),
    }
}

fn comparison(name: &'static str) -> BoxedStrategy<Comparison> {
    use Comparison::*;
    let all = vec![Equal, NotEqual, Less, LessOrEqual, Greater, GreaterOrEqual];
    proptest::sample::select(if name == "Ready" { vec![Equal, NotEqual] } else { all }).boxed()
}

fn test() -> impl Strategy<Value = Condition> {
    let name = || proptest::sample::select(NAMES.to_vec());
    let compare = name()
        .prop_flat_map(|name| (Just(name), comparison(name), literal_for(name), any::<bool>()))
        .prop_map(|(name, operator, value, is_mirrored)| {
            let (left, right) = (path(name), Operand::Literal(Literal { value, place: NOWHERE }));
            let (left, right) = if is_mirrored { (right, left) } else { (left, right) };
            Condition::Compare { left, operator, right }
        });
    let like = "([abé%_]|\\[a\\]){0,4}".prop_map(|pattern| Condition::Like {
        operand: path("Title"),
        pattern: Text::from(pattern.as_str()),
        place: NOWHERE,
    });
    let isa = "(Sample|SAMPLE|Other)".prop_map(|class| Condition::Isa {
        operand: Operand::This(NOWHERE),
        class: Text::from(class.as_str()),
        place: NOWHERE,
    });
    prop_oneof![6 => compare, 2 => like, 1 => isa, 2 => name().prop_map(|name| Condition::IsNull(path(name)))]
}

fn condition() -> impl Strategy<Value = Condition> {
    test().prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 2..4).prop_map(Condition::And),
            proptest::collection::vec(inner.clone(), 2..4).prop_map(Condition::Or),
            inner.prop_map(|term| Condition::Not(Box::new(term))),
        ]
    })
}

fn select(dialect: Dialect, condition: Option<Condition>) -> Select {
    Select {
        dialect,
        columns: Columns::All,
        class: Text::from("Sample"),
        class_place: NOWHERE,
        alias: None,
        within: None,
        condition,
        group: None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn the_filter_agrees_with_the_rules(condition in condition(), values in values(), is_bound in any::<bool>()) {
        let (instance, row) = instance(&values);
        let expected = decide(&condition, &row) == Some(true);
        let select = select(Dialect::Wql, Some(condition));
        let class = sample();
        let filter = Filter::bind(&select, is_bound.then_some(&class), Arc::new(NoClasses)).unwrap();
        prop_assert_eq!(filter.matches(&instance), expected, "{}", select);
    }

    #[test]
    fn what_every_match_must_meet_is_met_by_every_match(condition in condition(), values in values()) {
        let (_, row) = instance(&values);
        if decide(&condition, &row) != Some(true) {
            return Ok(());
        }
        let select = select(Dialect::Wql, Some(condition));
        for constraint in select.constraints() {
            use super::super::super::Constraint::*;
            let is_met = match constraint {
                Compare { property, operator, literal } => {
                    let left = Operand::Property(property.clone());
                    let right = Operand::Literal(literal.clone());
                    decide(&Condition::Compare { left, operator, right }, &row) == Some(true)
                }
                OneOf { terms, .. } => terms.iter().any(|term| decide(term, &row) == Some(true)),
                Like { property, prefix, .. } => match held(&Operand::Property(property.clone()), &row) {
                    Some(Plain::Words(words)) => words.iter().collect::<String>().starts_with(&prefix),
                    _ => false,
                },
                Isa { class, .. } => class.to_str().eq_ignore_ascii_case("Sample"),
                IsNull(property) => held(&Operand::Property(property.clone()), &row).is_none(),
                IsNotNull(property) => held(&Operand::Property(property.clone()), &row).is_some(),
            };
            prop_assert!(is_met, "{}", select);
        }
    }

    #[test]
    fn what_is_written_reads_back_as_the_same(
        condition in proptest::option::of(condition()),
        dialect in proptest::sample::select(vec![Dialect::Wql, Dialect::Cql]),
        alias in proptest::option::of("s[a-z]{0,3}x"),
        columns in proptest::collection::vec(("_[a-z]{1,4}", proptest::option::of("_[a-z]{1,4}")), 0..3),
        seconds in proptest::option::of(0..1_000_000u32),
        having in proptest::option::of(any::<u64>()),
    ) {
        let is_wql = dialect == Dialect::Wql;
        let one = |(name, label): (String, Option<String>)| Column::One {
            value: path(&name),
            name: label.filter(|_| !is_wql).map(|label| Text::from(label.as_str())),
        };
        let columns = match columns.is_empty() {
            true => Columns::All,
            false => Columns::Listed(columns.into_iter().map(one).collect()),
        };
        let within = seconds.map(|milliseconds| std::time::Duration::from_millis(milliseconds.into()));
        let having = having.map(|number| Having { operator: Comparison::GreaterOrEqual, number });
        let by = vec![PropertyPath { steps: vec![Step { class: None, name: Text::from("a"), element: None }; 2], place: NOWHERE }];
        let group = within.map(|within| Group { within, by, having });
        let select = Select {
            alias: alias.filter(|_| !is_wql).map(|alias| Text::from(alias.as_str())),
            columns,
            within: within.filter(|_| is_wql),
            group: group.filter(|_| is_wql),
            ..select(dialect, condition)
        };
        let text = select.to_string();
        let read = parse_select(dialect.name(), &text);
        prop_assert_eq!(read, Ok(select), "{}", text);
    }
}
