//! The options that clients set for a session or an operation.

use std::collections::BTreeMap;

use super::value::Value;

/// One option that a client set, under the name that the MI headers give it.
#[derive(Clone, Debug, PartialEq)]
pub struct OptionValue {
    /// The value.
    pub value: Value,
    /// Whether the operation must fail where the option is not understood.
    pub must_comply: bool,
}

/// The options of an operation, by name. Names compare without case, and are kept in lower case here.
pub type OptionSet = BTreeMap<String, OptionValue>;
