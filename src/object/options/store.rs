//! Where options are kept.

use std::sync::Arc;

use parking_lot::Mutex;

use super::super::shape::Shape;
use super::CHANNEL;
use super::credentials::Credentials;
use crate::abi::*;
use crate::cim::name::{units_are_legal_name, units_eq_names};
use crate::cim::{Array, OptionSet, OptionValue, Text, Type, Unit, Value, text::str_to_units};
use crate::process;

/// The options of one handle.
pub(super) struct Store {
    state: Mutex<State>,
    /// Whether each custom option must be understood, whatever was said of it alone.
    must_understand: bool,
    /// Who sets the pace of a subscription; of no meaning for other options.
    delivery_type: MI_SubscriptionDeliveryType,
}

#[derive(Clone, Default)]
struct State {
    options: Vec<Arc<Entry>>,
    credentials: Vec<Arc<Credentials>>,
}

/// One option. It is replaced as a whole, so that what C reads of it stays until then.
pub(super) struct Entry {
    pub(super) name: Text,
    pub(super) kind: Type,
    pub(super) value: Value,
    /// The value as C reads it.
    pub(super) shape: Shape,
    must_comply: bool,
}

impl Store {
    pub(super) fn new(must_understand: bool) -> Store {
        Store { state: Mutex::default(), must_understand, delivery_type: MI_SubscriptionDeliveryType_Pull }
    }

    pub(super) fn of_delivery(delivery_type: MI_SubscriptionDeliveryType) -> Store {
        Store { delivery_type, ..Store::new(false) }
    }

    pub(super) fn delivery_type(&self) -> MI_SubscriptionDeliveryType {
        self.delivery_type
    }

    /// A store of its own with the same options and credentials.
    pub(super) fn copy(&self) -> Store {
        let mut state = process::lock(&self.state).clone();
        for option in &mut state.options {
            // What C was given of one set must not depend on the other.
            *option = Arc::new(Entry::new(option.name.clone(), option.value.clone(), option.must_comply));
        }
        Store {
            state: Mutex::new(state),
            must_understand: self.must_understand,
            delivery_type: self.delivery_type,
        }
    }

    /// Sets an option; one that is there keeps its type.
    pub(super) fn set(&self, name: &[Unit], value: Value, must_comply: bool) -> Result<(), MI_Result> {
        if !units_are_legal_name(name) {
            return Err(MI_RESULT_INVALID_PARAMETER);
        }
        let mut state = process::lock(&self.state);
        match state.options.iter_mut().find(|option| units_eq_names(option.name.units(), name)) {
            Some(option) if option.kind != value.value_type() => Err(MI_RESULT_TYPE_MISMATCH),
            Some(option) => {
                *option = Arc::new(Entry::new(option.name.clone(), value, must_comply));
                Ok(())
            }
            None => {
                state.options.push(Arc::new(Entry::new(Text::from_units(name), value, must_comply)));
                Ok(())
            }
        }
    }

    /// The option of this name, and its index.
    pub(super) fn get(&self, name: &[Unit]) -> Result<(usize, Arc<Entry>), MI_Result> {
        let state = process::lock(&self.state);
        let index = state.options.iter().position(|option| units_eq_names(option.name.units(), name));
        let index = index.ok_or(MI_RESULT_NO_SUCH_PROPERTY)?;
        Ok((index, Arc::clone(&state.options[index])))
    }

    /// The option at this index.
    pub(super) fn at(&self, index: usize) -> Result<Arc<Entry>, MI_Result> {
        let state = process::lock(&self.state);
        if state.options.is_empty() {
            return Err(MI_RESULT_NO_SUCH_PROPERTY);
        }
        state.options.get(index).cloned().ok_or(MI_RESULT_INVALID_PARAMETER)
    }

    /// Number of options.
    pub(super) fn len(&self) -> usize {
        process::lock(&self.state).options.len()
    }

    /// Enables or disables a channel.
    pub(super) fn set_channel(&self, channel: u32, enabled: bool) -> Result<(), MI_Result> {
        let mut channels = self.channels()?;
        match (channels.iter().position(|&known| known == channel), enabled) {
            (None, true) => channels.push(channel),
            (Some(index), false) => {
                channels.remove(index);
            }
            _ => return Ok(()),
        }
        self.set(&str_to_units(CHANNEL), Value::Array(Arc::new(Array::Uint32(channels))), false)
    }

    /// The enabled channels, in the order in which they were enabled.
    pub(super) fn channels(&self) -> Result<Vec<u32>, MI_Result> {
        match self.get(&str_to_units(CHANNEL)) {
            Err(_) => Ok(Vec::new()),
            Ok((_, option)) => match &option.value {
                Value::Array(array) => match &**array {
                    Array::Uint32(channels) => Ok(channels.clone()),
                    _ => Err(MI_RESULT_TYPE_MISMATCH),
                },
                _ => Err(MI_RESULT_TYPE_MISMATCH),
            },
        }
    }

    /// Adds credentials; one option has those of each type once.
    pub(super) fn add_credentials(&self, credentials: Credentials) -> Result<(), MI_Result> {
        if !units_are_legal_name(credentials.option.units()) {
            return Err(MI_RESULT_INVALID_PARAMETER);
        }
        let mut state = process::lock(&self.state);
        let same = |left: &Text, right: &Text| units_eq_names(left.units(), right.units());
        let mut of_option = state
            .credentials
            .iter()
            .enumerate()
            .filter(|(_, known)| same(&known.option, &credentials.option));
        if of_option
            .clone()
            .any(|(_, known)| same(&known.authentication_type, &credentials.authentication_type))
        {
            return Err(MI_RESULT_FAILED);
        }
        // Those of one option stay together.
        let place = of_option.next_back().map_or(state.credentials.len(), |(index, _)| index + 1);
        state.credentials.insert(place, Arc::new(credentials));
        Ok(())
    }

    /// Number of credentials.
    pub(super) fn credentials_count(&self) -> usize {
        process::lock(&self.state).credentials.len()
    }

    /// The credentials at this index.
    pub(super) fn credentials_at(&self, index: usize) -> Result<Arc<Credentials>, MI_Result> {
        let state = process::lock(&self.state);
        if state.credentials.is_empty() {
            return Err(MI_RESULT_INVALID_PARAMETER);
        }
        state.credentials.get(index).cloned().ok_or(MI_RESULT_NO_SUCH_PROPERTY)
    }

    /// All options, as operations and sessions take them.
    pub(super) fn option_set(&self) -> OptionSet {
        let state = process::lock(&self.state);
        let options = state.options.iter().map(|option| {
            let value = OptionValue {
                value: option.value.clone(),
                must_comply: option.must_comply || self.must_understand,
            };
            (option.name.to_string().to_ascii_lowercase(), value)
        });
        options.collect()
    }

    /// All credentials.
    pub(super) fn credentials(&self) -> Vec<Credentials> {
        process::lock(&self.state).credentials.iter().map(|credentials| (**credentials).clone()).collect()
    }
}

impl Entry {
    fn new(name: Text, value: Value, must_comply: bool) -> Entry {
        Entry { name, kind: value.value_type(), shape: Shape::of(&value), value, must_comply }
    }
}
