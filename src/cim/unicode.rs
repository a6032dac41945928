//! Which text of a value is not valid Unicode, where it must be: found again once something was refused, or before it is stored.

use super::instance::Instance;
use super::text::{Text, Unit, check_stored};
use super::units::{NotUnicode, own};
use super::value::{Array, ValueRef};

/// A text within a value that is not valid Unicode.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextFault {
    /// Where in the value it is: empty for the value itself, else such as `[2]`, `.Inner.Name` or `.Target's namespace`.
    pub place: String,
    /// What is wrong with it.
    pub fault: NotUnicode,
}

/// What a text must be.
type Rule = fn(&[Unit]) -> Result<(), NotUnicode>;

/// The first text in a value that can't be stored.
#[inline]
pub fn unstorable(value: ValueRef<'_>) -> Option<TextFault> {
    in_value(value, check_stored)
}

/// The first text in a value that is not valid Unicode.
pub fn not_unicode(value: ValueRef<'_>) -> Option<TextFault> {
    in_value(value, own::check)
}

/// The first text in an instance that is not valid Unicode. The place begins with the name of the property.
pub fn not_unicode_in(instance: &Instance) -> Option<TextFault> {
    let mut found = in_instance(instance, own::check)?;
    if let Some(place) = found.place.strip_prefix('.') {
        found.place = place.to_owned();
    }
    Some(found)
}

#[inline]
fn in_value(value: ValueRef<'_>, rule: Rule) -> Option<TextFault> {
    match value {
        ValueRef::String(text) => in_text(text.units(), rule),
        ValueRef::Reference(held) | ValueRef::Instance(held) => in_instance(held, rule),
        ValueRef::Array(array) => in_array(array, rule),
        _ => None,
    }
}

#[inline]
fn in_text(units: &[Unit], rule: Rule) -> Option<TextFault> {
    let fault = rule(units).err()?;
    Some(TextFault { place: String::new(), fault })
}

fn in_array(array: &Array, rule: Rule) -> Option<TextFault> {
    // Of numbers there may be many, and there is nothing to find.
    if !matches!(array, Array::String(_) | Array::Instance(_) | Array::Reference(_)) {
        return None;
    }
    array.iter().enumerate().find_map(|(index, element)| {
        let TextFault { place, fault } = in_value(element, rule)?;
        Some(TextFault { place: format!("[{index}]{place}"), fault })
    })
}

fn in_instance(instance: &Instance, rule: Rule) -> Option<TextFault> {
    let said = |text: Option<&Text>, what: &str| {
        let TextFault { fault, .. } = in_text(text?.units(), rule)?;
        Some(TextFault { place: format!("'s {what}"), fault })
    };
    said(instance.namespace(), "namespace").or_else(|| said(instance.server_name(), "server")).or_else(|| {
        instance.elements().find_map(|element| {
            let TextFault { place, fault } = in_value(element.value?, rule)?;
            Some(TextFault { place: format!(".{}{place}", element.name), fault })
        })
    })
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::value::{Type, Value};
    use super::*;

    /// Half of a surrogate pair in UTF-16 and UTF-32, and a byte that begins no character of UTF-8.
    const HALF: Unit = 0xd8ff_u32 as Unit;

    fn wrong() -> Value {
        Value::String(Text::from_units(&[65, HALF]))
    }

    fn place_in(value: &Value) -> Option<(String, usize)> {
        not_unicode(value.as_value_ref()).map(|found| (found.place, found.fault.at))
    }

    #[test]
    fn the_place_says_which_element_of_which_instance() {
        let mut inner = Instance::new("Test_Inner").unwrap();
        inner.add_value("Fine", Value::string("Größe")).unwrap();
        let mut names = Array::empty(Type::String);
        names.push(Value::string("fine")).unwrap();
        names.push(wrong()).unwrap();
        inner.add_value("Names", Value::Array(Arc::new(names))).unwrap();
        let mut outer = Instance::new("Test_Outer").unwrap();
        outer.add_value("Inner", Value::Instance(Arc::new(inner))).unwrap();
        let found = not_unicode_in(&outer).unwrap();
        assert_eq!((&*found.place, found.fault.at), ("Inner.Names[1]", 1));
        assert_eq!(place_in(&wrong()), Some((String::new(), 1)));
        assert_eq!(place_in(&Value::string("Größe")), None);
    }

    #[test]
    fn the_namespace_that_a_reference_leads_to_is_a_text_of_it() {
        let mut target = Instance::new("Test_Thing").unwrap();
        target.set_namespace(Some(Text::from_units(&[HALF])));
        assert_eq!(place_in(&Value::Reference(Arc::new(target))), Some(("'s namespace".to_owned(), 0)));
    }

    #[test]
    fn a_nul_is_valid_unicode_and_can_not_be_stored() {
        let value = Value::string("a\0b");
        assert_eq!(not_unicode(value.as_value_ref()), None);
        let found = unstorable(value.as_value_ref()).unwrap();
        assert_eq!(found.fault.to_string(), "holds the character 0, at index 1");
    }

    #[test]
    fn any_character_of_16_bits_is_a_value_also_half_of_a_pair() {
        assert_eq!(unstorable(ValueRef::Char16(0xd834)), None);
        let halves = Value::Array(Arc::new(Array::Char16(vec![0xd834, 0, 0xffff])));
        assert_eq!(unstorable(halves.as_value_ref()), None);
    }
}
