//! What the qualifiers `MinLen`, `MaxLen`, `MinValue` and `MaxValue` let values be. Of an array each element counts.

use super::super::name;
use super::super::qualifier::Qualifier;
use super::super::value::{Value, ValueRef};

/// The limits of the values of a property.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    shortest: Option<i128>,
    longest: Option<i128>,
    least: Option<i128>,
    greatest: Option<i128>,
}

impl Limits {
    /// The limits that qualifiers set; `None` where they set none.
    pub fn of(qualifiers: &[Qualifier]) -> Option<Limits> {
        let mut limits = Limits::default();
        for qualifier in qualifiers {
            let is = |spelt: &str| name::eq_names(&qualifier.name, spelt);
            let limit = match qualifier.name.len() {
                6 if is("MinLen") => &mut limits.shortest,
                6 if is("MaxLen") => &mut limits.longest,
                8 if is("MinValue") => &mut limits.least,
                8 if is("MaxValue") => &mut limits.greatest,
                _ => continue,
            };
            *limit = qualifier.value.as_ref().map(Value::as_value_ref).and_then(integer);
        }
        (limits != Limits::default()).then_some(limits)
    }

    /// Why a value is outside the limits, such as `70 characters, and MaxLen is 64`.
    pub fn objection(&self, value: ValueRef<'_>) -> Option<String> {
        match value {
            ValueRef::Array(array) => array.iter().find_map(|element| self.objection(element)),
            ValueRef::String(text) => {
                let length = text.to_str().chars().count();
                let is = |limit: &str, number: i128| format!("{length} characters, and {limit} is {number}");
                let length = length as i128;
                let long = self.longest.filter(|&longest| length > longest);
                let short = self.shortest.filter(|&shortest| length < shortest);
                long.map(|longest| is("MaxLen", longest))
                    .or_else(|| short.map(|shortest| is("MinLen", shortest)))
            }
            ValueRef::Real32(value) => self.objection_to_real(value.into()),
            ValueRef::Real64(value) => self.objection_to_real(value),
            value => {
                let value = integer(value)?;
                let is = |limit: &str, number: i128| format!("{value}, and {limit} is {number}");
                let great = self.greatest.filter(|&greatest| value > greatest);
                let small = self.least.filter(|&least| value < least);
                great
                    .map(|greatest| is("MaxValue", greatest))
                    .or_else(|| small.map(|least| is("MinValue", least)))
            }
        }
    }

    fn objection_to_real(&self, value: f64) -> Option<String> {
        let is = |limit: &str, number: i128| format!("{value}, and {limit} is {number}");
        let great = self.greatest.filter(|&greatest| value > greatest as f64);
        let small = self.least.filter(|&least| value < least as f64);
        great.map(|greatest| is("MaxValue", greatest)).or_else(|| small.map(|least| is("MinValue", least)))
    }

    /// Whether these limits let through whatever others do.
    pub fn include(&self, other: &Limits) -> bool {
        let at_most = |own: Option<i128>, other: Option<i128>| {
            own.is_none_or(|own| other.is_some_and(|other| other <= own))
        };
        let at_least = |own: Option<i128>, other: Option<i128>| {
            own.is_none_or(|own| other.is_some_and(|other| other >= own))
        };
        at_most(self.longest, other.longest)
            && at_most(self.greatest, other.greatest)
            && at_least(self.shortest, other.shortest)
            && at_least(self.least, other.least)
    }
}

/// An integer of any width.
fn integer(value: ValueRef<'_>) -> Option<i128> {
    Some(match value {
        ValueRef::Uint8(value) => value.into(),
        ValueRef::Sint8(value) => value.into(),
        ValueRef::Uint16(value) => value.into(),
        ValueRef::Sint16(value) => value.into(),
        ValueRef::Uint32(value) => value.into(),
        ValueRef::Sint32(value) => value.into(),
        ValueRef::Uint64(value) => value.into(),
        ValueRef::Sint64(value) => value.into(),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::super::qualifier::Flavor;
    use super::super::super::text::Text;
    use super::super::super::value::Array;
    use super::*;

    fn limits(values: &[(&str, Value)]) -> Limits {
        let qualifiers: Vec<Qualifier> = values
            .iter()
            .map(|(name, value)| Qualifier {
                name: Text::from(*name),
                kind: value.value_type(),
                value: Some(value.clone()),
                flavor: Flavor::DEFAULT,
                propagated: false,
            })
            .collect();
        Limits::of(&qualifiers).unwrap()
    }

    fn allows(limits: &Limits, value: &Value) -> bool {
        limits.objection(value.as_value_ref()).is_none()
    }

    #[test]
    fn lengths_count_characters_of_each_text() {
        let limits = limits(&[("MAXLEN", Value::Uint32(3)), ("MinLen", Value::Uint32(1))]);
        assert!(allows(&limits, &Value::string("äöü")));
        assert!(!allows(&limits, &Value::string("abcd")) && !allows(&limits, &Value::string("")));
        let array = |texts: &[&str]| {
            Value::Array(Arc::new(Array::String(texts.iter().map(|&text| Text::from(text)).collect())))
        };
        assert!(allows(&limits, &array(&["abc", "a", "b", "c"])) && allows(&limits, &array(&[])));
        assert!(!allows(&limits, &array(&["a", "abcd"])));
        assert!(allows(&limits, &Value::Uint32(70)), "numbers have no length");
    }

    #[test]
    fn numbers_of_every_type_are_compared_exactly() {
        let limits = limits(&[("MaxValue", Value::Sint64(i64::MAX)), ("MinValue", Value::Sint64(-5))]);
        assert!(allows(&limits, &Value::Sint8(-5)) && !allows(&limits, &Value::Sint8(-6)));
        assert!(allows(&limits, &Value::Uint64(i64::MAX as u64)));
        assert!(!allows(&limits, &Value::Uint64(i64::MAX as u64 + 1)));
        assert!(!allows(&limits, &Value::Real64(-5.5)));
        assert!(allows(&limits, &Value::string("-6")), "texts have no value");
    }

    #[test]
    fn wider_limits_include_narrower_ones() {
        let wide = limits(&[("MaxLen", Value::Uint32(10)), ("MinValue", Value::Sint64(0))]);
        let narrow = limits(&[("MaxLen", Value::Uint32(9)), ("MinValue", Value::Sint64(1))]);
        assert!(wide.include(&narrow) && wide.include(&wide) && !narrow.include(&wide));
        assert!(Limits::default().include(&wide) && !wide.include(&Limits::default()));
    }
}
