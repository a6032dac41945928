//! The types that a client wants its instances to have: as the provider gave them, with their class, or as texts.

use std::sync::Arc;

use super::super::super::sync::Mutex;
use super::super::result::{OperationResult, ResultItem};
use super::Core;
use crate::cim::{Class, Instance, Text};
use crate::provider::{OperationFlags, Request};

/// The classes that an operation looked for, found or not.
type Known = Vec<(Text, Option<Arc<Class>>)>;

/// What the `MI_OPERATIONFLAGS_*_RTTI` of an operation ask for.
pub(super) enum Typing {
    /// Nothing that the provider's types don't satisfy.
    AsGiven,
    /// The class of each instance.
    Full(Box<Mutex<Known>>),
    /// Texts alone.
    Literals,
}

impl Typing {
    /// What an operation with these flags wants. The more exact counts, where there are several.
    pub(super) fn of(flags: OperationFlags, request: &Request) -> Typing {
        // The parameters that a method gives back are of no class.
        let has_class = !matches!(request, Request::Invoke { .. });
        if flags.contains(OperationFlags::FULL_RTTI) && has_class {
            Typing::Full(Box::default())
        } else if flags.contains(OperationFlags::NO_RTTI) {
            Typing::Literals
        } else {
            Typing::AsGiven
        }
    }
}

impl Core {
    /// The result with the types that the client wants, on the client's way to it: a provider that posts waits for no class.
    pub(super) fn typed(&self, mut result: OperationResult) -> OperationResult {
        if !matches!(self.typing, Typing::AsGiven)
            && let Some(ResultItem::Instance(instance) | ResultItem::Indication { instance, .. }) =
                &mut result.item
        {
            *instance = self.typed_instance(Arc::clone(instance));
        }
        result
    }

    /// The instance with the types that the client wants; as it came, where it can't have them.
    fn typed_instance(&self, instance: Arc<Instance>) -> Arc<Instance> {
        let typed = match &self.typing {
            Typing::AsGiven => return instance,
            Typing::Full(_) if instance.class().is_some() => return instance,
            Typing::Full(known) => match self.class_of(&instance, known) {
                Some(class) => instance.given_class(&class),
                None => return instance,
            },
            Typing::Literals => instance.with_literals(),
        };
        match typed {
            Ok(typed) => Arc::new(typed),
            Err(error) => {
                tracing::debug!(class = %instance.class_name(), %error, "an instance keeps the types it came with");
                instance
            }
        }
    }

    /// The class of an instance, from whoever serves it. No lock is held while that one is asked.
    fn class_of(&self, instance: &Instance, known: &Mutex<Known>) -> Option<Arc<Class>> {
        let name = instance.class_name();
        if let Some((_, class)) = known.lock().iter().find(|(known, _)| known == name) {
            return class.clone();
        }
        let class = self.session.as_ref()?.class(&self.call.namespace, name);
        known.lock().push((name.clone(), class.clone()));
        class
    }
}
