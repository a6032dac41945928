//! What the client said of how it wants to be served: its options and its language.

use std::sync::Arc;

use crate::sync::locks::Mutex;

use super::Context;
use crate::abi::*;
use crate::cim::{OptionSet, Text, Value, text};
use crate::object::boundary::{self, put};
use crate::object::shape::Shape;

const INVALID: MI_Result = MI_RESULT_INVALID_PARAMETER;

/// The options of the library itself begin so; all others are custom ones.
const OWN_OPTION: &str = "__mi_";
/// The languages that a client may ask for, as they are kept: that of texts for people, and that of numbers and dates.
const LOCALES: [&str; 2] = ["__mi_destinationoptions_ui_locale", "__mi_destinationoptions_data_locale"];
/// The language of a client and a process that say none.
const DEFAULT_LOCALE: &str = "en-us";

/// Names and values of options in C's shape, for as long as the context lives.
#[derive(Default)]
pub(super) struct Shown {
    values: Mutex<Vec<(String, Arc<Shape>)>>,
    names: Mutex<Vec<(String, Text)>>,
}

impl Shown {
    fn value(&self, name: &str, value: &Value) -> MI_Value {
        let mut values = self.values.lock();
        if let Some((_, shape)) = values.iter().find(|(known, _)| known == name) {
            return shape.value();
        }
        let shape = Arc::new(Shape::of(value));
        let shown = shape.value();
        values.push((name.to_owned(), shape));
        shown
    }

    fn name(&self, name: &str) -> *const MI_Char {
        let mut names = self.names.lock();
        let known = names.iter().position(|(known, _)| known == name).unwrap_or_else(|| {
            names.push((name.to_owned(), Text::from(name)));
            names.len() - 1
        });
        boundary::pointer_or_null(Some(&names[known].1))
    }
}

impl Context {
    fn options(&self) -> Option<&OptionSet> {
        self.call.as_ref()?.options.as_deref()
    }

    fn custom_options(&self) -> impl Iterator<Item = (&String, &Value)> {
        let options = self.options().into_iter().flatten();
        options.filter(|(name, _)| !name.starts_with(OWN_OPTION)).map(|(name, option)| (name, &option.value))
    }

    /// The option of this name, without case.
    ///
    /// # Safety
    /// `name` is NULL or ends in a NUL.
    unsafe fn option(&self, name: *const MI_Char) -> Result<(&str, &Value), MI_Result> {
        // SAFETY: by the contract.
        let wanted = unsafe { boundary::units(name) }.ok_or(INVALID)?;
        let wanted = text::units_to_str(wanted).to_ascii_lowercase();
        let found = self.options().and_then(|options| options.get_key_value(&wanted));
        found.map(|(name, option)| (name.as_str(), &option.value)).ok_or(MI_RESULT_NO_SUCH_PROPERTY)
    }

    /// `GetStringOption`.
    ///
    /// # Safety
    /// Here and below: strings are NULL or end in a NUL, and out-parameters NULL or may be written.
    pub(super) unsafe fn get_string_option(
        &self,
        name: *const MI_Char,
        out: *mut *const MI_Char,
    ) -> Result<(), MI_Result> {
        if out.is_null() {
            return Err(INVALID);
        }
        // SAFETY: by the contract; the text lives as long as the options, which the context holds.
        unsafe {
            match self.option(name)?.1 {
                Value::String(text) => put(out, boundary::pointer_or_null(Some(text))),
                _ => return Err(MI_RESULT_TYPE_MISMATCH),
            }
        }
        Ok(())
    }

    /// `GetNumberOption`.
    ///
    /// # Safety
    /// As above.
    pub(super) unsafe fn get_number_option(
        &self,
        name: *const MI_Char,
        out: *mut MI_Uint32,
    ) -> Result<(), MI_Result> {
        if out.is_null() {
            return Err(INVALID);
        }
        // SAFETY: by the contract.
        unsafe {
            match self.option(name)?.1 {
                Value::Uint32(number) => put(out, *number),
                _ => return Err(MI_RESULT_TYPE_MISMATCH),
            }
        }
        Ok(())
    }

    /// `GetCustomOption`. The value lives as long as the context.
    ///
    /// # Safety
    /// As above.
    pub(super) unsafe fn get_custom_option(
        &self,
        name: *const MI_Char,
        kind: *mut MI_Type,
        out: *mut MI_Value,
    ) -> Result<(), MI_Result> {
        // SAFETY: by the contract.
        unsafe {
            let (name, value) = self.option(name)?;
            put(kind, value.value_type().number());
            put(out, self.shown.value(name, value));
        }
        Ok(())
    }

    /// `GetCustomOptionCount`.
    ///
    /// # Safety
    /// As above.
    pub(super) unsafe fn get_custom_option_count(&self, count: *mut MI_Uint32) -> Result<(), MI_Result> {
        if count.is_null() {
            return Err(INVALID);
        }
        // SAFETY: by the contract.
        unsafe { put(count, self.custom_options().count() as u32) };
        Ok(())
    }

    /// `GetCustomOptionAt`: name and value live as long as the context.
    ///
    /// # Safety
    /// As above.
    pub(super) unsafe fn get_custom_option_at(
        &self,
        index: MI_Uint32,
        name: *mut *const MI_Char,
        kind: *mut MI_Type,
        out: *mut MI_Value,
    ) -> Result<(), MI_Result> {
        let (found, value) = self.custom_options().nth(index as usize).ok_or(INVALID)?;
        // SAFETY: by the contract.
        unsafe {
            put(name, self.shown.name(found));
            put(kind, value.value_type().number());
            put(out, self.shown.value(found, value));
        }
        Ok(())
    }

    /// `GetLocale`: what the client asked for, else what this process runs in.
    ///
    /// # Safety
    /// `out` is NULL or has room for `MI_MAX_LOCALE_SIZE` characters.
    pub(super) unsafe fn get_locale(&self, kind: MI_LocaleType, out: *mut MI_Char) -> Result<(), MI_Result> {
        let option = match kind {
            MI_LOCALE_TYPE_REQUESTED_UI | MI_LOCALE_TYPE_CLOSEST_UI => LOCALES[0],
            MI_LOCALE_TYPE_REQUESTED_DATA | MI_LOCALE_TYPE_CLOSEST_DATA => LOCALES[1],
            _ => return Err(INVALID),
        };
        if out.is_null() {
            return Err(INVALID);
        }
        let asked = self.options().and_then(|options| options.get(option));
        let locale = match asked.map(|option| &option.value) {
            Some(Value::String(locale)) => locale.clone(),
            _ => Text::from(locale_of_process()),
        };
        let units = locale.as_text_ref().units_with_nul();
        if units.len() > MI_MAX_LOCALE_SIZE as usize {
            return Err(MI_RESULT_FAILED);
        }
        // SAFETY: the locale fits into the room that the caller has.
        unsafe { std::ptr::copy_nonoverlapping(units.as_ptr(), out.cast(), units.len()) };
        Ok(())
    }
}

/// The language that the environment says, in the form that clients use: `de_DE.UTF-8` as `de-de`.
fn locale_of_process() -> String {
    let said = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    locale_from_posix(said.as_deref().unwrap_or_default())
}

fn locale_from_posix(said: &str) -> String {
    let name = said.split(['.', '@']).next().unwrap_or_default();
    match name {
        "" | "C" | "POSIX" => DEFAULT_LOCALE.to_owned(),
        name => name.replace('_', "-").to_ascii_lowercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_of_the_system_is_told_in_the_form_of_clients() {
        assert_eq!(locale_from_posix("de_DE.UTF-8"), "de-de");
        assert_eq!(locale_from_posix("sr_RS@latin"), "sr-rs");
        for none in ["", "C", "POSIX", "C.UTF-8"] {
            assert_eq!(locale_from_posix(none), "en-us", "{none}");
        }
    }
}
