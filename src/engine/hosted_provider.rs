//! Providers that a program hosts itself.

use std::sync::Arc;
use std::time::Duration;

use super::application::ApplicationInner;
use super::local::hosted::Hosted;
use super::sync::PATIENCE;
use super::{errors, thread};
use crate::cim::{Error, Text};
use crate::provider::DeclaredModule;
use crate::provider::module::is_providing;

/// How long an application that is closed waits for the requests of a provider that it hosts.
const END_PATIENCE: Duration = Duration::from_secs(30);

/// A module of the program itself that it hosts: its classes are served in a namespace, for all sessions of this process with this
/// machine, until it is closed. Dropping it has it served no more, and waits for nobody.
pub struct HostedProvider {
    application: Arc<ApplicationInner>,
    hosted: Arc<Hosted>,
}

impl HostedProvider {
    pub(super) fn open(
        application: &Arc<ApplicationInner>,
        namespace: Text,
        name: &str,
        module: Box<dyn DeclaredModule>,
    ) -> Result<HostedProvider, Error> {
        application.check_open()?;
        let modules = application.runtime().modules().hosted();
        let hosted = modules.host(namespace, name, application.address(), module)?;
        let provider = HostedProvider { application: Arc::clone(application), hosted };
        // Closing the application ends those that it finds; this one may have come after it looked.
        application.check_open()?;
        Ok(provider)
    }

    /// The name that the program gave it.
    pub fn name(&self) -> &str {
        self.hosted.name()
    }

    /// Whether it was closed, or its application was.
    pub fn is_closed(&self) -> bool {
        self.hosted.is_closed()
    }

    /// Why [`HostedProvider::close`] would refuse.
    pub fn check_close(&self) -> Result<(), Error> {
        if thread::is_in_callback(|_| true) || is_providing() {
            return Err(errors::hosted_would_deadlock());
        }
        if self.is_closed() { Err(errors::closed("hosted provider")) } else { Ok(()) }
    }

    /// Serves it no more: when this returns, no call enters it. Its subscriptions end with SERVER_IS_SHUTTING_DOWN, other requests
    /// that have begun go on, and are waited for as long as they take; then it unloads. FAILED inside a callback or a function
    /// of a provider.
    pub fn close(&self) -> Result<(), Error> {
        self.check_close()?;
        let mut waits = false;
        let modules = self.application.runtime().modules().hosted();
        let closed = modules.close(&self.hosted, PATIENCE, &mut || {
            if !std::mem::replace(&mut waits, true) {
                tracing::warn!("closing the hosted provider '{}' waits for its requests to end", self.name());
            }
            true
        });
        if closed { Ok(()) } else { Err(errors::closed("hosted provider")) }
    }
}

impl Drop for HostedProvider {
    fn drop(&mut self) {
        if self.application.runtime().is_own() {
            // Where it is closed, there is nothing to do.
            self.application.runtime().modules().hosted().close(&self.hosted, Duration::ZERO, &mut || false);
        }
    }
}

impl std::fmt::Debug for HostedProvider {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("HostedProvider").field("name", &self.name()).finish_non_exhaustive()
    }
}

impl ApplicationInner {
    /// Refuses to wait, from inside a function of a provider, for what the application hosts.
    pub(super) fn check_hosted(&self) -> Result<(), Error> {
        let hosts = || !self.runtime().modules().hosted().of_application(self.address()).is_empty();
        if is_providing() && hosts() { Err(errors::hosted_would_deadlock()) } else { Ok(()) }
    }

    /// Ends what the application hosts, the one that came last first.
    pub(super) fn close_hosted(&self) {
        let modules = self.runtime().modules().hosted();
        for hosted in modules.of_application(self.address()) {
            modules.close(&hosted, END_PATIENCE, &mut || false);
        }
    }
}
