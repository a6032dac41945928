//! What tests of modules share.

use crate::cim::Error;
use crate::provider::{Posted, Question, Sink, StopNotice, Stopped};

/// An operation whose client takes everything and looks at nothing.
pub(super) struct Nobody;

impl Sink for Nobody {
    fn post(&self, _: Posted) -> Result<(), Stopped> {
        Ok(())
    }

    fn ask(&self, _: Question) -> Result<bool, Stopped> {
        Ok(true)
    }

    fn finish(&self, _: Result<(), Error>) {}

    fn is_stopped(&self) -> bool {
        false
    }

    fn on_stop(&self, _: StopNotice) {}
}
