//! The library's side: starts the process of a module, has it carry out operations, and looks after its end.

mod backoff;
mod connection;
mod executable;
#[cfg(unix)]
mod preparation;
mod remote;

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use super::message::Contents;
use super::platform::{self, Surroundings};
use crate::cim::{Class, Error, ErrorCategory, Status, Text, Unit, name};
use crate::configuration::ModuleSettings;
use crate::provider::{
    Call, ModuleDescription, OpenModule, OperationFlags, Posted, Provider, Question, Reply, Request, Sink,
    StopNotice, Stopped,
};
use crate::sync::locks::{Condvar, Mutex};
use backoff::Purpose;
use connection::{Connection, Hold};
#[cfg(unix)]
pub use preparation::{Preparation, PreparationError};

/// How long a process may take to open its module: longer than the Load of a module may.
const OPENING: Duration = Duration::from_secs(35);
/// How long a process may take to tell of a class.
const TELLING: Duration = Duration::from_secs(30);

/// Opens a module in a process of its own, which runs as this user, or as the one of this process.
///
/// An error says that the process can't be started, or not yet because it crashed too often, or what is wrong with the module.
pub fn open(
    path: &Path,
    user: Option<&str>,
    shell: bool,
    settings: &ModuleSettings,
) -> Result<Arc<dyn OpenModule>, Error> {
    let purpose = Purpose { library: path.to_owned(), user: user.map(str::to_owned), shell };
    if let Some((wait, crashes)) = backoff::wait(&purpose) {
        let message = format!(
            "The process of the provider module {} has crashed {crashes} times, each time soon after its start. The next start is \
             tried in {} milliseconds at the earliest.",
            path.display(),
            wait.as_millis().max(1)
        );
        return Err(Error::new(Status::Failed, message).in_category(ErrorCategory::ResourceUnavailable));
    }
    let surroundings = Surroundings::of(user, shell)?;
    let executable = executable::find(settings.host.as_deref())?;
    let started = platform::start(&executable, &surroundings)?;
    let hold = Connection::begin_with(purpose, started, settings.stop_patience, settings.memory_limit)?;
    // Where it does not open, dropping this waits for the end of the process.
    let mut module = Isolated { hold: Some(hold), contents: Contents::default(), classes: Mutex::default() };
    module.contents = module.connection().opened(OPENING)?;
    Ok(Arc::new(module))
}

/// A module in a process of its own.
struct Isolated {
    /// There until this is dropped.
    hold: Option<Arc<Hold>>,
    contents: Contents,
    /// The classes that were asked for.
    classes: Mutex<HashMap<Box<[Unit]>, Arc<Class>>>,
}

impl Isolated {
    fn hold(&self) -> &Arc<Hold> {
        self.hold.as_ref().expect("the process is kept until this is dropped")
    }

    fn connection(&self) -> &Arc<Connection> {
        self.hold().connection()
    }

    fn check(&self, class_name: &Text) -> Result<(), Error> {
        if self.contents.class_names.iter().any(|known| name::eq_names(known, class_name)) {
            return Ok(());
        }
        let library = self.connection().purpose.library.display();
        let message = format!("The provider module {library} declares no class {class_name}.");
        Err(Error::new(Status::InvalidClass, message))
    }
}

impl Drop for Isolated {
    fn drop(&mut self) {
        if let Some(hold) = self.hold.take() {
            let connection = Arc::clone(hold.connection());
            drop(hold);
            connection.wait_until_gone();
        }
    }
}

impl OpenModule for Isolated {
    fn provider(&self, _: &Text, class_name: &Text) -> Result<Arc<dyn Provider>, Error> {
        self.check(class_name)?;
        let name = format!("The provider module {}", self.connection().purpose.library.display());
        let hold = Arc::clone(self.hold());
        Ok(Arc::new(IsolatedClass { name, class_name: class_name.clone(), hold }))
    }

    fn class(&self, class_name: &Text) -> Result<Arc<Class>, Error> {
        self.check(class_name)?;
        let folded = name::folded(class_name);
        if let Some(class) = self.classes.lock().get(&folded) {
            return Ok(Arc::clone(class));
        }
        let call = Call {
            // Classes of modules are the same in all namespaces.
            namespace: Text::from("root"),
            request: Request::GetClass { class_name: class_name.clone() },
            flags: OperationFlags::empty(),
            options: None,
            deadline: None,
            filter: None,
        };
        let answer = Arc::new(Answer::default());
        let reply = Reply::new(Arc::clone(&answer) as Arc<dyn Sink>);
        self.connection().begin(self.hold(), class_name, &call, reply);
        let class = answer.class(class_name).inspect_err(|_| {
            // What a module declares takes it no time to tell: this is no module any more that does anything for anybody.
            if !answer.has_come() {
                let seconds = TELLING.as_secs();
                self.connection()
                    .fault(format!("did not tell of the class {class_name} within {seconds} seconds"));
            }
        })?;
        Ok(Arc::clone(self.classes.lock().entry(folded).or_insert(class)))
    }

    fn class_names(&self) -> Result<Vec<Text>, Error> {
        Ok(self.contents.class_names.clone())
    }

    fn description(&self) -> Option<ModuleDescription> {
        self.contents.description
    }

    fn is_idle(&self) -> bool {
        self.connection().is_idle()
    }

    fn has_ended(&self) -> bool {
        self.connection().has_ended()
    }
}

/// A class of a module in a process of its own.
struct IsolatedClass {
    name: String,
    class_name: Text,
    hold: Arc<Hold>,
}

impl Provider for IsolatedClass {
    fn name(&self) -> &str {
        &self.name
    }

    fn execute(&self, call: &Call, reply: Reply) {
        self.hold.connection().begin(&self.hold, &self.class_name, call, reply);
    }

    /// What has one result is only passed on, which waits for nobody: another thread takes the result.
    fn is_bounded(&self, call: &Call) -> bool {
        matches!(
            call.request,
            Request::GetInstance { .. }
                | Request::CreateInstance { .. }
                | Request::ModifyInstance { .. }
                | Request::DeleteInstance { .. }
                | Request::Invoke { .. }
                | Request::GetClass { .. }
        )
    }

    /// A module reads the options of its client itself.
    fn understands_option(&self, _: &Call, name: &str) -> bool {
        !name.starts_with("__mi_")
    }
}

/// What a process has told of a class.
#[derive(Default)]
struct Told {
    class: Option<Arc<Class>>,
    outcome: Option<Result<(), Error>>,
    has_come: bool,
}

/// Waits for a class.
#[derive(Default)]
struct Answer {
    state: Mutex<Told>,
    changed: Condvar,
}

impl Answer {
    fn has_come(&self) -> bool {
        self.state.lock().has_come
    }

    fn class(&self, class_name: &Text) -> Result<Arc<Class>, Error> {
        let mut state = self.state.lock();
        self.changed.wait_while_for(&mut state, |told| told.outcome.is_none(), TELLING);
        match state.outcome.take() {
            Some(Err(error)) => return Err(error),
            Some(Ok(())) => {}
            None => tracing::error!(%class_name, "the process of a module does not tell of a class"),
        }
        state.class.take().ok_or_else(|| {
            let message =
                format!("The process of the provider module of {class_name} does not tell of the class.");
            Error::new(Status::Failed, message).in_category(ErrorCategory::ProtocolError)
        })
    }
}

impl Sink for Answer {
    fn post(&self, result: Posted) -> Result<(), Stopped> {
        if let Posted::Class(class) = result {
            self.state.lock().class = Some(class);
        }
        Ok(())
    }

    fn ask(&self, _: Question) -> Result<bool, Stopped> {
        Ok(false)
    }

    fn finish(&self, outcome: Result<(), Error>) {
        let mut state = self.state.lock();
        (state.outcome, state.has_come) = (Some(outcome), true);
        drop(state);
        self.changed.notify_all();
    }

    fn is_stopped(&self) -> bool {
        false
    }

    fn on_stop(&self, _: StopNotice) {}
}
