//! Where a command works: a session, and the namespace in it.

use std::sync::Arc;
use std::time::Duration;

use mi::cim::{Class, Error, Status, WrittenPath};
use mi::engine::{Application, DEFAULT_NAMESPACE, Session, Start};
use mi::provider::Request;

use crate::arguments::Common;
use crate::failure::Failure;

/// A session with what the common arguments say of each operation. Fields are dropped in their order: session first.
pub struct Target {
    session: Session,
    _application: Application,
    namespace: String,
    timeout: Option<Duration>,
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
            _application: application,
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
