//! The options of an operation that the engine itself heeds.

use std::sync::Arc;
use std::time::Duration;

use super::errors;
use crate::cim::{Array, Datetime, Error, OptionSet, OptionValue, Value};
use crate::provider::{Call, Provider, Request};

/// The names of the options, as they are kept.
const OPERATION_TIMEOUT: &str = "__mi_operationoptions_timeout";
const DESTINATION_TIMEOUT: &str = "__mi_destinationoptions_timeout";
const CHANNEL: &str = "__mi_operationoptions_channel";
const ARCHITECTURE: &str = "__mi_operationoptions_provider_architecture";
const ARCHITECTURE_IS_REQUIRED: &str = "__mi_operationoptions_required_architecture";

/// The languages of texts, and of numbers and dates, that a session may ask for.
const LANGUAGES: [&str; 2] = ["__mi_destinationoptions_ui_locale", "__mi_destinationoptions_data_locale"];

/// What the engine heeds of an operation's options. The modes of questions are read where questions are asked.
const HEEDED: [&str; 7] = [
    OPERATION_TIMEOUT,
    CHANNEL,
    ARCHITECTURE,
    ARCHITECTURE_IS_REQUIRED,
    "__mi_operationoptions_writeerrormode",
    "__mi_operationoptions_promptusermode",
    "__mi_operationoptions_promptusermoderegular_ackvalue",
];

/// The architecture of this library and the providers that it loads, as `MI_PROVIDER_ARCHITECTURE_*`.
const OWN_ARCHITECTURE: u32 = if size_of::<usize>() == 4 { 0 } else { 1 };

/// How long an operation's provider may give no sign of life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TimeLimit {
    /// How long.
    pub(crate) time: Duration,
    /// Who set it, for the error.
    pub(crate) set_by: &'static str,
}

impl TimeLimit {
    fn new(time: Duration, set_by: &'static str) -> TimeLimit {
        TimeLimit { time, set_by }
    }

    /// The limit for operations of a session that have none of their own. No time at all means no limit.
    pub(super) fn of_session(options: Option<&OptionSet>, configured: Option<Duration>) -> Option<TimeLimit> {
        let destination = timeout_of(options, DESTINATION_TIMEOUT);
        destination
            .map(|time| TimeLimit::new(time, "the options of its session"))
            .or_else(|| configured.map(|time| TimeLimit::new(time, "the configuration")))
            .filter(TimeLimit::is_one)
    }

    /// The limit of an operation: its own, else its session's. A subscription waits for what may never happen, and has none.
    pub(super) fn of_operation(
        request: &Request,
        own: Option<Duration>,
        options: Option<&OptionSet>,
        of_session: Option<TimeLimit>,
    ) -> Option<TimeLimit> {
        if matches!(request, Request::Subscribe { .. }) {
            return None;
        }
        own.or_else(|| timeout_of(options, OPERATION_TIMEOUT))
            .map(|time| TimeLimit::new(time, "its options"))
            .or(of_session)
            .filter(TimeLimit::is_one)
    }

    fn is_one(&self) -> bool {
        !self.time.is_zero()
    }
}

fn timeout_of(options: Option<&OptionSet>, option: &str) -> Option<Duration> {
    match &options?.get(option)?.value {
        Value::Datetime(Datetime::Interval(interval)) => Some(interval.to_duration()),
        _ => None,
    }
}

/// The options of an operation, with the languages that those of its session ask for where its own don't.
pub(super) fn with_languages(
    own: Option<Arc<OptionSet>>,
    session: Option<&OptionSet>,
) -> Option<Arc<OptionSet>> {
    let mut options = own;
    for name in LANGUAGES {
        let Some(asked) = session.and_then(|session| session.get(name)) else { continue };
        if options.as_ref().is_none_or(|options| !options.contains_key(name)) {
            let asked = OptionValue { value: asked.value.clone(), must_comply: false };
            Arc::make_mut(options.get_or_insert_default()).insert(name.to_owned(), asked);
        }
    }
    options
}

/// Whether messages of a channel are delivered. Without a word of the client's these are warnings, details and what is for
/// developers.
pub(super) fn has_channel(options: Option<&OptionSet>, channel: u32) -> bool {
    let enabled = options.and_then(|options| options.get(CHANNEL)).map(|option| &option.value);
    match enabled {
        Some(Value::Array(channels)) => {
            matches!(&**channels, Array::Uint32(channels) if channels.contains(&channel))
        }
        _ => channel <= 2,
    }
}

/// Refuses an operation with an option that must be complied with, and that neither the engine nor the provider heeds.
pub(super) fn check(call: &Call, provider: &dyn Provider) -> Result<(), Error> {
    let Some(options) = &call.options else { return Ok(()) };
    let number = |name: &str| match options.get(name)?.value {
        Value::Uint32(number) => Some(number),
        _ => None,
    };
    if number(ARCHITECTURE_IS_REQUIRED).is_some_and(|required| required != 0)
        && number(ARCHITECTURE).is_some_and(|architecture| architecture != OWN_ARCHITECTURE)
    {
        return Err(errors::other_architecture(call));
    }
    let must = options.iter().filter(|(_, option)| option.must_comply).map(|(name, _)| name.as_str());
    for name in must {
        if !HEEDED.contains(&name) && !provider.understands_option(call, name) {
            return Err(errors::option_not_understood(name, call, provider.name()));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_operation_has_the_languages_of_its_session_unless_it_says_others() {
        let set = |entries: &[(&str, &str)]| -> OptionSet {
            let option = |text| OptionValue { value: Value::string(text), must_comply: true };
            entries.iter().map(|&(name, text)| (name.to_owned(), option(text))).collect()
        };
        let session = set(&[(LANGUAGES[0], "de-de"), (LANGUAGES[1], "fr-fr"), ("other", "x")]);
        let merged = with_languages(None, Some(&session)).unwrap();
        assert_eq!(merged.len(), 2);
        assert_eq!(merged[LANGUAGES[0]].value, Value::string("de-de"));
        assert!(!merged[LANGUAGES[0]].must_comply);
        let own = Arc::new(set(&[(LANGUAGES[1], "en-gb")]));
        let merged = with_languages(Some(Arc::clone(&own)), Some(&session)).unwrap();
        assert_eq!(merged[LANGUAGES[1]].value, Value::string("en-gb"));
        assert_eq!(merged[LANGUAGES[0]].value, Value::string("de-de"));
        assert!(Arc::ptr_eq(&own, &with_languages(Some(Arc::clone(&own)), None).unwrap()));
        assert!(with_languages(None, None).is_none());
    }
}
