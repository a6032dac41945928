//! Values that a query states, made ready for what they are compared with.

use std::cmp::Ordering;

use super::super::moment::{Moment, Moments};
use super::super::syntax::{Comparison, Dialect, LiteralValue};
use crate::cim::units::own;
use crate::cim::{Instance, Text, Type, Value, ValueRef, WrittenPath, name};

/// A value that a query states, as what it is compared with needs it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Constant {
    Boolean(bool),
    Number(Number),
    Character(u16),
    Moments(Moments),
    String(Text),
    /// A name of CIM, which is compared without case.
    Name(Text),
    Path(Box<WrittenPath>),
    /// Everything that it may be, for a property whose type only instances tell.
    Any(Box<[Constant]>),
}

/// A number of any type.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Number {
    Integer(i128),
    Real(f64),
}

impl Number {
    /// The number that a value is.
    pub(super) fn of(value: ValueRef<'_>) -> Option<Number> {
        Some(match value {
            ValueRef::Uint8(number) => Number::Integer(number.into()),
            ValueRef::Sint8(number) => Number::Integer(number.into()),
            ValueRef::Uint16(number) => Number::Integer(number.into()),
            ValueRef::Sint16(number) => Number::Integer(number.into()),
            ValueRef::Uint32(number) => Number::Integer(number.into()),
            ValueRef::Sint32(number) => Number::Integer(number.into()),
            ValueRef::Uint64(number) => Number::Integer(number.into()),
            ValueRef::Sint64(number) => Number::Integer(number.into()),
            ValueRef::Real32(number) => Number::Real(number.into()),
            ValueRef::Real64(number) => Number::Real(number),
            _ => return None,
        })
    }

    /// The order of two numbers, exactly: nothing is rounded. What is no number has none.
    pub(super) fn order(self, other: Number) -> Option<Ordering> {
        match (self, other) {
            (Number::Integer(left), Number::Integer(right)) => Some(left.cmp(&right)),
            (Number::Real(left), Number::Real(right)) => left.partial_cmp(&right),
            (Number::Integer(left), Number::Real(right)) => order_of_mixed(left, right),
            (Number::Real(left), Number::Integer(right)) => {
                order_of_mixed(right, left).map(Ordering::reverse)
            }
        }
    }
}

fn order_of_mixed(integer: i128, real: f64) -> Option<Ordering> {
    if real.is_nan() {
        return None;
    }
    // Beyond these, `real` is larger or smaller than every integer; between them its whole part is one.
    if real >= i128::MAX as f64 {
        return Some(Ordering::Less);
    }
    if real < i128::MIN as f64 {
        return Some(Ordering::Greater);
    }
    let whole = real.floor();
    Some(integer.cmp(&(whole as i128)).then(if real > whole { Ordering::Less } else { Ordering::Equal }))
}

impl Constant {
    /// The literal as a value for this type, or the kinds of literals that it takes.
    pub(super) fn of(literal: &LiteralValue, kind: Type, dialect: Dialect) -> Result<Constant, &'static str> {
        let of_number = || match literal {
            LiteralValue::Integer(number) => Some(Constant::Number(Number::Integer(*number))),
            LiteralValue::Real(number) => Some(Constant::Number(Number::Real(*number))),
            // WMI gives 64-bit numbers out as texts, and takes them back.
            LiteralValue::String(text) if dialect == Dialect::Wql => number_in(text),
            _ => None,
        };
        match kind {
            Type::Boolean => of_boolean(literal, dialect).ok_or(match dialect {
                Dialect::Wql => "TRUE, FALSE, 1 or 0",
                Dialect::Cql => "TRUE or FALSE",
            }),
            Type::String => match literal {
                LiteralValue::String(text) => Ok(Constant::String(text.clone())),
                _ => Err("a text in quotation marks"),
            },
            Type::Char16 => of_character(literal, dialect).ok_or("one character in quotation marks"),
            Type::Datetime => of_datetime(literal, dialect)
                .ok_or("a datetime in quotation marks, such as '20250102030405.000000+060'"),
            Type::Reference => of_path(literal).ok_or("the path of an instance in quotation marks"),
            _ => of_number().ok_or("a number"),
        }
    }

    /// Everything that a literal may be.
    pub(super) fn any(literal: &LiteralValue, dialect: Dialect) -> Constant {
        const KINDS: [Type; 6] =
            [Type::String, Type::Uint64, Type::Boolean, Type::Datetime, Type::Char16, Type::Reference];
        Constant::Any(
            KINDS.into_iter().filter_map(|kind| Constant::of(literal, kind, dialect).ok()).collect(),
        )
    }

    /// Whether a value relates to the constant so; `None` where the two can't be compared.
    pub(super) fn relates(&self, value: ValueRef<'_>, operator: Comparison) -> Option<bool> {
        if let Constant::Any(constants) = self {
            return constants.iter().find_map(|constant| constant.relates(value, operator));
        }
        if let (Constant::Path(path), ValueRef::Reference(reference)) = (self, value) {
            return equality(operator, refers_to(reference, path));
        }
        if let (Constant::Boolean(constant), ValueRef::Boolean(value)) = (self, value) {
            return equality(operator, value == *constant);
        }
        self.order_of(value).map(|order| operator.holds(order))
    }

    /// How a value relates to the constant.
    fn order_of(&self, value: ValueRef<'_>) -> Option<Ordering> {
        match (self, value) {
            (Constant::Number(number), value) => Number::of(value)?.order(*number),
            (Constant::String(constant), ValueRef::String(text)) => {
                Some(own::order(text.units(), constant.units()))
            }
            (Constant::Name(constant), ValueRef::String(text)) => {
                Some(order_of_names(text.units(), constant.units()))
            }
            (Constant::Moments(moments), ValueRef::Datetime(datetime)) => {
                moments.order_of(Moment::of(&datetime))
            }
            (Constant::Character(character), ValueRef::Char16(value)) => Some(value.cmp(character)),
            _ => None,
        }
    }
}

/// How two values relate to each other; `None` where they can't be compared.
pub(super) fn relate(left: ValueRef<'_>, operator: Comparison, right: ValueRef<'_>) -> Option<bool> {
    let order = match (left, right) {
        (ValueRef::String(left), ValueRef::String(right)) => own::order(left.units(), right.units()),
        (ValueRef::Boolean(left), ValueRef::Boolean(right)) => return equality(operator, left == right),
        (ValueRef::Char16(left), ValueRef::Char16(right)) => left.cmp(&right),
        (ValueRef::Datetime(left), ValueRef::Datetime(right)) => {
            Moment::of(&left).order(Moment::of(&right))?
        }
        (ValueRef::Reference(_), ValueRef::Reference(_)) => {
            return equality(operator, crate::cim::object_path::same_key(left, right));
        }
        _ => Number::of(left)?.order(Number::of(right)?)?,
    };
    Some(operator.holds(order))
}

fn equality(operator: Comparison, is_equal: bool) -> Option<bool> {
    match operator {
        Comparison::Equal => Some(is_equal),
        Comparison::NotEqual => Some(!is_equal),
        _ => None,
    }
}

/// The order of two names, without case.
pub(super) fn order_of_names(left: &[crate::cim::Unit], right: &[crate::cim::Unit]) -> Ordering {
    left.iter().map(|&unit| name::fold(unit)).cmp(right.iter().map(|&unit| name::fold(unit)))
}

/// Whether a reference is to what a path names. The path may leave the host and the namespace out.
pub(super) fn refers_to(reference: &Instance, path: &WrittenPath) -> bool {
    let says = |stated: &Option<String>, known: Option<&Text>| match (stated, known) {
        (Some(stated), Some(known)) => {
            let is_same = |known: &str| name::folded_namespace(known) == name::folded_namespace(stated);
            known.to_str_exact().is_ok_and(|known| is_same(&known))
        }
        _ => true,
    };
    name::eq_names(reference.class_name(), &path.class_name)
        && says(&path.namespace, reference.namespace())
        && says(&path.host, reference.server_name())
        && reference.keys().filter(|key| key.value.is_some()).count() == path.keys.len()
        && path.keys.iter().all(|(key, text)| {
            let found = if key.is_empty() { reference.keys().next() } else { reference.get(key) };
            let Some(value) = found.and_then(|element| element.value) else { return false };
            match value {
                ValueRef::Reference(inner) => text.parse().is_ok_and(|path| refers_to(inner, &path)),
                value => {
                    Value::parse(value.value_type(), text).is_ok_and(|stated| stated.as_value_ref() == value)
                }
            }
        })
}

fn of_boolean(literal: &LiteralValue, dialect: Dialect) -> Option<Constant> {
    let is_wql = dialect == Dialect::Wql;
    Some(Constant::Boolean(match literal {
        LiteralValue::Boolean(value) => *value,
        LiteralValue::Integer(0) if is_wql => false,
        LiteralValue::Integer(1) if is_wql => true,
        LiteralValue::String(text) if is_wql && text.to_str().eq_ignore_ascii_case("TRUE") => true,
        LiteralValue::String(text) if is_wql && text.to_str().eq_ignore_ascii_case("FALSE") => false,
        _ => return None,
    }))
}

fn number_in(text: &Text) -> Option<Constant> {
    let text = text.to_str();
    let text = text.trim();
    let is_number =
        text.starts_with(|first: char| first.is_ascii_digit() || matches!(first, '+' | '-' | '.'));
    let number = match text.parse() {
        Ok(integer) => Number::Integer(integer),
        Err(_) => Number::Real(text.parse().ok().filter(|real: &f64| is_number && real.is_finite())?),
    };
    Some(Constant::Number(number))
}

fn of_character(literal: &LiteralValue, dialect: Dialect) -> Option<Constant> {
    match literal {
        LiteralValue::String(text) => {
            let text = text.to_str();
            let mut units = text.encode_utf16();
            units.next().filter(|_| units.next().is_none()).map(Constant::Character)
        }
        LiteralValue::Integer(number) if dialect == Dialect::Wql => {
            u16::try_from(*number).ok().map(Constant::Character)
        }
        _ => None,
    }
}

fn of_datetime(literal: &LiteralValue, _: Dialect) -> Option<Constant> {
    match literal {
        LiteralValue::String(text) => Moments::read(&text.to_str()).map(Constant::Moments),
        _ => None,
    }
}

fn of_path(literal: &LiteralValue) -> Option<Constant> {
    match literal {
        LiteralValue::String(text) => text.to_str().parse().ok().map(|path| Constant::Path(Box::new(path))),
        _ => None,
    }
}
