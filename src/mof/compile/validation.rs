//! How instances are held against their classes.

use std::collections::HashMap;

use crate::cim::Text;

/// How instances are held against their classes: the options of the interface's MOF deserializer, as OMI takes them.
///
/// Where an option accepts what the class does not say, the instance is one of the class's name alone, with what is
/// written and nothing more: properties that the class has, with the types of the class, and all others with a type that is
/// guessed from the value: `sint64` for whole numbers (`uint64` where they don't fit), `real64`, `boolean`, `char16`,
/// `string`, and for aliases an embedded instance. What was accepted so, a warning tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Validation {
    /// The class must be known, must have the properties, and these the types of the values.
    #[default]
    Default,
    /// The same as [`Validation::Default`].
    Strict,
    /// Properties that the class does not have are accepted.
    Loose,
    /// Values that don't fit their property's type are accepted.
    IgnorePropertyType,
    /// Everything is accepted: classes that are not known, properties that they don't have, and values that don't fit. A
    /// class that is known is used all the same.
    Ignore,
    /// What [`Options::ignored_properties`](super::Options::ignored_properties) names is left out, and classes that are not
    /// known are accepted. Without such names, properties that the class does not have are accepted instead.
    DefaultIgnoreProperties,
    /// What [`Options::ignored_properties`](super::Options::ignored_properties) names is left out, and classes that are not
    /// known are accepted. Without such names, the same as [`Validation::Strict`].
    StrictIgnoreProperties,
}

/// What of an instance need not be as its class says.
#[derive(Debug, Default)]
pub(super) struct Leniency {
    /// Its class need not be known.
    pub(super) unknown_class: bool,
    /// It may have properties that its class has not.
    pub(super) unknown_property: bool,
    /// Values need not fit.
    pub(super) wrong_type: bool,
    /// What is left out, by the name of the class in lower case.
    ignored: HashMap<String, Ignored>,
}

/// What is left out of the instances of a class.
#[derive(Debug)]
enum Ignored {
    /// The whole instance.
    Whole,
    /// These properties, in lower case.
    Properties(Vec<String>),
}

impl Leniency {
    pub(super) fn new(validation: Validation, ignored_properties: &[Text]) -> Leniency {
        let strict = Leniency::default;
        match validation {
            Validation::Default | Validation::Strict => strict(),
            Validation::Loose => Leniency { unknown_property: true, ..strict() },
            Validation::IgnorePropertyType => Leniency { wrong_type: true, ..strict() },
            Validation::Ignore => {
                Leniency { unknown_class: true, unknown_property: true, wrong_type: true, ..strict() }
            }
            Validation::DefaultIgnoreProperties if ignored_properties.is_empty() => {
                Leniency { unknown_class: true, unknown_property: true, ..strict() }
            }
            Validation::StrictIgnoreProperties if ignored_properties.is_empty() => strict(),
            Validation::DefaultIgnoreProperties | Validation::StrictIgnoreProperties => {
                Leniency { unknown_class: true, ignored: read_ignored(ignored_properties), ..strict() }
            }
        }
    }

    /// Whether anything is accepted that a class does not say, or is left out.
    pub(super) fn is_any(&self) -> bool {
        self.unknown_class || self.unknown_property || self.wrong_type
    }

    /// Whether instances of this class are left out.
    pub(super) fn leaves_out(&self, class: &str) -> bool {
        !self.ignored.is_empty()
            && matches!(self.ignored.get(&class.to_ascii_lowercase()), Some(Ignored::Whole))
    }

    /// The properties that are left out of instances of this class.
    pub(super) fn ignored_of(&self, class: &str) -> Vec<String> {
        match self.ignored.get(&class.to_ascii_lowercase()) {
            Some(Ignored::Properties(properties)) => properties.clone(),
            _ => Vec::new(),
        }
    }
}

/// Reads `Class:*` and `Class:Property:Property`. Of several for one class the first counts, and what has another form says
/// nothing.
fn read_ignored(written: &[Text]) -> HashMap<String, Ignored> {
    let mut ignored = HashMap::new();
    for entry in written {
        let entry = entry.to_str().to_ascii_lowercase();
        let Some((class, properties)) = entry.split_once(':') else { continue };
        if properties.is_empty() {
            continue;
        }
        ignored.entry(class.to_owned()).or_insert_with(|| {
            if properties.starts_with('*') {
                Ignored::Whole
            } else {
                Ignored::Properties(properties.split(':').map(str::to_owned).collect())
            }
        });
    }
    ignored
}

#[cfg(test)]
mod tests;
