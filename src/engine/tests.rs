//! What the tests of the engine share: a configuration, providers that do as they are told, and receivers that report.

use std::sync::Arc;
use std::sync::mpsc::{Receiver as Channel, Sender, channel};

use super::{Application, Extensions, OperationResult, Progress, Receiver, Session};
use crate::cim::{Instance, Text, Value};
use crate::configuration::{Configuration, Environment, RepositoryLocation};
use crate::provider::{Call, PromptKind, Provider, Reply, Request};

/// A configuration that depends on nothing of this machine.
pub(crate) fn configuration() -> Configuration {
    let environment = Environment::of_process();
    let mut configuration = Configuration::load_in(&Environment {
        file: None,
        repository: None,
        provider_path: None,
        workers: None,
        log: None,
        configuration_home: None,
        system_file: "/nonexistent/mi.toml".into(),
        ..environment
    })
    .unwrap();
    configuration.repository = Some(RepositoryLocation::Memory);
    configuration.workers = 2;
    configuration
}

/// A provider that does what the test says.
pub(crate) struct Fake<F> {
    pub(crate) is_bounded: bool,
    pub(crate) run: F,
}

impl<F: Fn(&Call, Reply) + Send + Sync> Provider for Fake<F> {
    fn name(&self) -> &str {
        "fake"
    }

    fn execute(&self, call: &Call, reply: Reply) {
        (self.run)(call, reply)
    }

    fn is_bounded(&self, _: &Call) -> bool {
        self.is_bounded
    }
}

/// An application whose classes are all served by this provider, on a worker.
pub(crate) fn served(run: impl Fn(&Call, Reply) + Send + Sync + 'static) -> (Session, Application) {
    served_by(Fake { is_bounded: false, run })
}

/// An application whose classes are all served by this provider, on the client's thread where it waits.
pub(crate) fn served_inline(run: impl Fn(&Call, Reply) + Send + Sync + 'static) -> (Session, Application) {
    served_by(Fake { is_bounded: true, run })
}

/// An application with a session, served by this provider.
pub(crate) fn served_by(provider: impl Provider + 'static) -> (Session, Application) {
    let application = Application::with_configuration(configuration());
    application.set_repository(Arc::new(provider)).unwrap();
    (application.new_session(None, None, None).unwrap(), application)
}

/// An instance that is told apart by a number.
pub(crate) fn numbered(number: u32) -> Arc<Instance> {
    let mut instance = Instance::new("Test_Thing").unwrap();
    instance.add_value("Number", Value::Uint32(number)).unwrap();
    Arc::new(instance)
}

/// The number of such an instance.
pub(crate) fn number_of(instance: &Instance) -> u32 {
    crate::cim::error::unsigned_of(instance, "Number").unwrap()
}

/// A request of one instance.
pub(crate) fn get() -> Request {
    Request::GetInstance { instance: numbered(0) }
}

/// A request of many instances.
pub(crate) fn enumerate() -> Request {
    Request::EnumerateInstances { class_name: Text::from("Test_Thing"), keys_only: false }
}

/// What a receiver was told.
#[derive(Debug)]
pub(crate) enum Told {
    Result(OperationResult),
    Message(u32, String),
    Progress(Progress),
    Streamed(String, Value),
    Prompt(PromptKind, String, bool),
    Error(Arc<Instance>, bool),
    Freed,
}

/// Reports what it is told.
pub(crate) struct Reporter(Sender<Told>);

impl Reporter {
    pub(crate) fn new() -> (Arc<Reporter>, Channel<Told>) {
        let (sender, channel) = channel();
        (Arc::new(Reporter(sender)), channel)
    }
}

impl Receiver for Reporter {
    fn result(&self, result: OperationResult) {
        self.0.send(Told::Result(result)).unwrap();
    }

    fn takes(&self) -> Extensions {
        Extensions::all()
    }

    fn prompt(&self, kind: PromptKind, text: &str, is_asked: bool) {
        self.0.send(Told::Prompt(kind, text.to_owned(), is_asked)).unwrap();
    }

    fn error(&self, error: Arc<Instance>, is_asked: bool) {
        self.0.send(Told::Error(error, is_asked)).unwrap();
    }

    fn message(&self, channel: u32, text: &str) {
        self.0.send(Told::Message(channel, text.to_owned())).unwrap();
    }

    fn progress(&self, progress: &Progress) {
        self.0.send(Told::Progress(progress.clone())).unwrap();
    }

    fn streamed_parameter(&self, name: &str, value: &Value) {
        self.0.send(Told::Streamed(name.to_owned(), value.clone())).unwrap();
    }

    fn freed(&self) {
        self.0.send(Told::Freed).unwrap();
    }
}

/// A receiver that does something with each result.
pub(crate) struct OnResult<F>(pub(crate) F);

impl<F: Fn(OperationResult) + Send + Sync> Receiver for OnResult<F> {
    fn result(&self, result: OperationResult) {
        (self.0)(result)
    }
}
