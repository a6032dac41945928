//! Where a command works: a session, and the namespace in it.

use std::sync::Arc;
use std::sync::mpsc::channel;
use std::time::Duration;

use mi::cim::{Class, Error, Status, WrittenPath};
use mi::engine::{Application, DEFAULT_NAMESPACE, Session, Start};
use mi::provider::Request;

use crate::arguments::Common;
use crate::failure::Failure;

/// A session with what the common arguments say of each operation.
pub struct Target {
    session: Session,
    application: Application,
    namespace: String,
    timeout: Option<Duration>,
}

/// How long operations that were cut short have to end before the tool does. Then it ends without them.
const PATIENCE: Duration = Duration::from_secs(10);

impl Drop for Target {
    /// Provider modules unload before the tool ends; one that never ends its operation does not keep it.
    fn drop(&mut self) {
        let (sender, closed) = channel();
        let tell = move || {
            // Nobody hears of what comes too late.
            let _ = sender.send(());
        };
        let is_closed = self.session.close_with(tell).is_ok() && closed.recv_timeout(PATIENCE).is_ok();
        if is_closed && let Err(error) = self.application.close() {
            tracing::warn!("the application is not closed: {}", error.message);
        }
    }
}

impl Target {
    pub fn open(common: &Common) -> Result<Target, Failure> {
        if common.user.is_some() {
            return Err(Error::not_supported("Logging in to another computer").into());
        }
        let application = Application::new()?;
        let session =
            application.new_session(common.protocol.as_deref(), common.computer.as_deref(), None)?;
        Ok(Target {
            session,
            application,
            namespace: common.namespace.clone().unwrap_or_else(|| DEFAULT_NAMESPACE.to_owned()),
            timeout: common.timeout.map(Duration::from_secs),
        })
    }

    /// An operation in the command's namespace, ready to be started.
    pub fn request(&self, request: Request) -> Start<'_> {
        self.request_in(None, request)
    }

    /// An operation in the namespace of an object path, where that names one.
    pub fn request_in(&self, namespace: Option<&str>, request: Request) -> Start<'_> {
        let start = self.session.request(request).namespace(namespace.unwrap_or(&self.namespace));
        match self.timeout {
            Some(timeout) => start.timeout(timeout),
            None => start,
        }
    }

    /// The class of the instance that a path names.
    pub fn class_of(&self, path: &WrittenPath) -> Result<Arc<Class>, Error> {
        self.class(path.namespace.as_deref(), &path.class_name)
    }

    /// The class with this name.
    pub fn class(&self, namespace: Option<&str>, class_name: &str) -> Result<Arc<Class>, Error> {
        let request = Request::GetClass { class_name: class_name.into() };
        self.request_in(namespace, request).class()?.ok_or_else(|| {
            let message = format!("The provider of class {class_name} gave no class.");
            Error::new(Status::Failed, message)
        })
    }
}
