//! Values that a query states, as those of a property that they are compared with.
//!
//! Nothing here decides what matches: where a literal can't be made a value of the property's type exactly, the index is not
//! used, and the condition itself says what it means.

use crate::cim::{Datetime, Type, Value};
use crate::query::{Comparison, LiteralValue};

/// The comparisons with values of the property's type that hold whenever the one with the literal does. `None` where none
/// can be told.
pub(super) fn comparisons(
    kind: Type,
    operator: Comparison,
    literal: &LiteralValue,
) -> Option<Vec<(Comparison, Value)>> {
    let value = match (kind, literal) {
        (Type::Boolean, LiteralValue::Boolean(value)) if operator == Comparison::Equal => {
            Value::Boolean(*value)
        }
        (Type::String, LiteralValue::String(text)) => Value::String(text.clone()),
        (Type::Datetime, LiteralValue::String(text)) => Value::Datetime(datetime(&text.to_str())?),
        (Type::Real64, literal) => Value::Real64(real(literal)?),
        (Type::Real32, literal) => return single_precision(operator, real(literal)?),
        (kind, literal) if is_integer(kind) => integer(literal)?,
        _ => return None,
    };
    Some(vec![(operator, value)])
}

fn is_integer(kind: Type) -> bool {
    use Type::*;
    matches!(kind, Uint8 | Sint8 | Uint16 | Sint16 | Uint32 | Sint32 | Uint64 | Sint64)
}

/// A whole number. In keys and in the index integers of every width have one form.
fn integer(literal: &LiteralValue) -> Option<Value> {
    let number = match literal {
        LiteralValue::Integer(number) => *number,
        LiteralValue::Real(number) if number.fract() == 0.0 && number.abs() < EXACT => *number as i128,
        LiteralValue::String(text) => text.to_str().parse().ok()?,
        _ => return None,
    };
    match (i64::try_from(number), u64::try_from(number)) {
        (Ok(number), _) => Some(Value::Sint64(number)),
        (_, Ok(number)) => Some(Value::Uint64(number)),
        _ => None,
    }
}

/// Up to here whole numbers are exact as reals.
const EXACT: f64 = 9_007_199_254_740_992.0;

fn real(literal: &LiteralValue) -> Option<f64> {
    match literal {
        LiteralValue::Real(number) => Some(*number),
        LiteralValue::Integer(number) if (*number as f64).abs() < EXACT => Some(*number as f64),
        _ => None,
    }
}

/// Whether a number is compared before or after it is rounded to 32 bits, it lies between the neighbours of the rounded one.
fn single_precision(operator: Comparison, number: f64) -> Option<Vec<(Comparison, Value)>> {
    let rounded = number as f32;
    if !rounded.is_finite() {
        return None;
    }
    let low = (Comparison::GreaterOrEqual, Value::Real64(rounded.next_down().into()));
    let high = (Comparison::LessOrEqual, Value::Real64(rounded.next_up().into()));
    Some(match operator {
        Comparison::Equal => vec![low, high],
        Comparison::Less | Comparison::LessOrEqual => vec![high],
        Comparison::Greater | Comparison::GreaterOrEqual => vec![low],
        Comparison::NotEqual => return None,
    })
}

/// A datetime all of whose digits are known.
fn datetime(text: &str) -> Option<Datetime> {
    if text.contains('*') { None } else { text.parse().ok() }
}
