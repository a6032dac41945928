//! The options with which the functions on arrays read MOF.

use crate::abi::MI_OperationOptions;
use crate::cim::{Error, OptionSet, Status, Text, Value, ValueRef};
use crate::mof::{Options, Validation};
use crate::object::options::operation_options;

/// How instances are held against their classes.
const VALIDATION: &str = "SchemaValidation";
/// What is left out of instances: `Class:Property:Property`, or `Class:*`.
const IGNORED: &str = "SchemaValidationIgnorePropertyList";

/// Sets what the options of a client say.
///
/// # Safety
/// `options` is NULL or readable.
pub(super) unsafe fn apply(options: *const MI_OperationOptions, to: &mut Options) -> Result<(), Error> {
    // SAFETY: by the contract.
    match unsafe { operation_options(options) }? {
        Some(given) => apply_set(&given, to),
        None => Ok(()),
    }
}

fn apply_set(given: &OptionSet, to: &mut Options) -> Result<(), Error> {
    let option = |name: &str| given.get(&name.to_ascii_lowercase()).map(|option| &option.value);
    let Some(value) = option(VALIDATION) else { return Ok(()) };
    let unknown = |value: &dyn std::fmt::Display| {
        let message = format!(
            "The option {VALIDATION} is {value}; it can be Default, Strict, Loose, IgnorePropertyType, IgnoreSchema, \
             DefaultIgnoreProperties or StrictIgnoreProperties."
        );
        Error::new(Status::NotSupported, message)
    };
    let Value::String(value) = value else { return Err(unknown(&"no text")) };
    let value = value.to_string();
    let is = |name: &str| value.eq_ignore_ascii_case(name);
    to.validation = match () {
        () if is("Default") => Validation::Default,
        () if is("Strict") => Validation::Strict,
        () if is("Loose") => Validation::Loose,
        () if is("IgnorePropertyType") => Validation::IgnorePropertyType,
        () if is("IgnoreSchema") => Validation::Ignore,
        () if is("DefaultIgnoreProperties") => Validation::DefaultIgnoreProperties,
        () if is("StrictIgnoreProperties") => Validation::StrictIgnoreProperties,
        () => return Err(unknown(&format_args!("'{value}'"))),
    };
    to.ignored_properties = option(IGNORED).map_or_else(Vec::new, texts);
    Ok(())
}

/// The texts of an array of texts; of anything else there are none.
fn texts(value: &Value) -> Vec<Text> {
    let Value::Array(array) = value else { return Vec::new() };
    let text = |element| match element {
        ValueRef::String(text) => Some(text.to_text()),
        _ => None,
    };
    array.iter().filter_map(text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cim::{Array, OptionValue, Type};
    use std::sync::Arc;

    fn set(name: &str, value: Value) -> OptionSet {
        let mut set = OptionSet::new();
        set.insert(name.to_ascii_lowercase(), OptionValue { value, must_comply: false });
        set
    }

    fn validation(value: &str) -> Result<Validation, Error> {
        let mut options = Options::default();
        apply_set(&set(VALIDATION, Value::string(value)), &mut options)?;
        Ok(options.validation)
    }

    #[test]
    fn each_value_has_its_meaning_in_any_case() {
        for (value, expected) in [
            ("Default", Validation::Default),
            ("STRICT", Validation::Strict),
            ("loose", Validation::Loose),
            ("IgnorePropertyType", Validation::IgnorePropertyType),
            ("ignoreschema", Validation::Ignore),
            ("DefaultIgnoreProperties", Validation::DefaultIgnoreProperties),
            ("StrictIgnoreProperties", Validation::StrictIgnoreProperties),
        ] {
            assert_eq!(validation(value), Ok(expected), "{value}");
        }
    }

    #[test]
    fn other_values_are_not_supported() {
        for value in ["", "Strictly"] {
            assert_eq!(validation(value).unwrap_err().status, Status::NotSupported, "{value}");
        }
        let mut options = Options::default();
        let error = apply_set(&set(VALIDATION, Value::Uint32(1)), &mut options).unwrap_err();
        assert_eq!(error.status, Status::NotSupported);
    }

    #[test]
    fn the_list_of_ignored_properties_is_an_array_of_texts() {
        let mut names = Array::empty(Type::String);
        names.push(Value::string("Class:Other")).unwrap();
        for (list, expected) in [(Value::Array(Arc::new(names)), 1), (Value::string("Class:Other"), 0)] {
            let mut given = set(VALIDATION, Value::string("DefaultIgnoreProperties"));
            given.extend(set(IGNORED, list));
            let mut options = Options::default();
            apply_set(&given, &mut options).unwrap();
            assert_eq!(options.ignored_properties.len(), expected);
        }
    }
}
