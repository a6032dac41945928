//! A provider that is waited for although it has nothing to tell.

use std::sync::Arc;

use super::relay::relay;
use crate::cim::Error;
use crate::provider::{Call, Provider, Reply};

/// One of several providers of a subscription, which lasts until its client ends it, also where this one can't tell of what is
/// subscribed to.
pub(super) struct Patient {
    provider: Arc<dyn Provider>,
    /// Errors that say no more than that.
    tells_nothing: fn(&Error) -> bool,
}

impl Patient {
    pub(super) fn of(provider: Arc<dyn Provider>, tells_nothing: fn(&Error) -> bool) -> Arc<dyn Provider> {
        Arc::new(Patient { provider, tells_nothing })
    }
}

impl Provider for Patient {
    fn name(&self) -> &str {
        self.provider.name()
    }

    fn execute(&self, call: &Call, reply: Reply) {
        let tells_nothing = self.tells_nothing;
        let name = self.provider.name().to_owned();
        let poster = reply.poster();
        let waits = move |outcome: Result<(), Error>| match outcome {
            Err(error) if tells_nothing(&error) => {
                tracing::debug!("{name} has nothing to tell to a subscription: {}", error.message);
                reply.poster().on_stop(move |_| reply.finish(Ok(())));
            }
            outcome => reply.finish(outcome),
        };
        let inner = relay(poster, None, waits);
        self.provider.execute(call, inner);
    }

    fn understands_option(&self, call: &Call, name: &str) -> bool {
        self.provider.understands_option(call, name)
    }
}
