//! What the process of a module runs: it opens the module, carries out what the library asks, and ends with the connection.

mod memory;
mod operation;
mod threads;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use super::message::{Contents, FromWorker, OperationNumber, ToWorker, VERSION};
use super::output::{Outgoing, Output, Patience, Urgency};
use super::platform::{Bond, HostLink, end_now};
use super::wire::{Decoder, Frames, Message};
use crate::cim::{Error, Status, Text};
use crate::provider::{OpenModule, Provider, StopReason};
use crate::sync::locks::{Condvar, Mutex};
use operation::Served;
use threads::Threads;

/// How long operations have to end once the library is gone. Then the process ends without them.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long what was said has to get under way before the process ends.
const FAREWELL: Duration = Duration::from_secs(1);
/// How often it is looked whether the module refuses to be unloaded, and whether the library is there.
const LOOKS: Duration = Duration::from_secs(1);
/// So many providers of classes are remembered.
const REMEMBERED: usize = 1024;

/// What one thread of the process does.
type Duty = fn(&Arc<Host>);

/// Opens a module in this process.
pub type OpenHere = fn(&Path) -> Result<Arc<dyn OpenModule>, Error>;

/// The module that this process is for, with the real path of its library.
static MODULE: Mutex<Option<(PathBuf, Arc<dyn OpenModule>)>> = Mutex::new(None);

/// The module that this process is for, where that is the library at this path: what asks for it here is served here.
pub fn open_here(path: &Path) -> Option<Arc<dyn OpenModule>> {
    let current = MODULE.lock();
    let (own, module) = current.as_ref()?;
    (own == path).then(|| Arc::clone(module))
}

/// Whether this process is for the library at this path.
pub fn is_own(path: &Path) -> bool {
    let real = dunce::canonicalize(path);
    open_here(real.as_deref().unwrap_or(path)).is_some()
}

/// Why a process serves no module.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs, reason = "the messages say it")]
pub enum ServeError {
    #[error(
        "it is started by the library, which speaks with it through its standard input; that is no socket"
    )]
    NoConnection,
    #[error("its standard input can't be used: {0}")]
    Input(#[from] std::io::Error),
    #[error("what the library said is no message of this version: {0}")]
    Protocol(String),
    #[error("the connection ended before the library said what to open")]
    NothingToDo,
}

/// Serves the module that the library names through the standard input, until that ends. `open` opens it. The process is to end when
/// this returns.
pub fn serve(open: OpenHere) -> Result<(), ServeError> {
    serve_through(HostLink::take()?, open)
}

fn serve_through(link: HostLink, open: OpenHere) -> Result<(), ServeError> {
    let link = Arc::new(link);
    let mut input = Input::new(&link);
    let first = input.next().map_err(ServeError::Protocol)?.ok_or(ServeError::NothingToDo)?;
    let ToWorker::Open { version, library, memory_limit } = first else {
        return Err(ServeError::Protocol("it does not begin with what to open".to_owned()));
    };
    let output = Arc::new(Output::new(Arc::clone(&link) as Arc<dyn Outgoing>, Patience::Waits));
    let opened = if version == VERSION {
        memory::limit(memory_limit, &library, &output);
        open_library(&library, open)
    } else {
        Err(other_version(&version))
    };
    let contents = opened.and_then(|module| {
        Ok((Contents { class_names: module.class_names()?, description: module.description() }, module))
    });
    let (contents, module) = match contents {
        Ok((contents, module)) => (Ok(contents), Some(module)),
        Err(error) => (Err(error), None),
    };
    if let Err(error) = output.send(&FromWorker::Opened(contents), Urgency::Now) {
        return Err(ServeError::Protocol(error.to_string()));
    }
    let Some(module) = module else {
        output.finish(FAREWELL);
        return Ok(());
    };
    let host = Arc::new(Host {
        link,
        module: Mutex::new(Some(module)),
        output,
        operations: Mutex::default(),
        ended: Condvar::new(),
        providers: Mutex::default(),
        threads: Threads::new(input),
    });
    host.run();
    Ok(())
}

fn open_library(library: &Path, open: OpenHere) -> Result<Arc<dyn OpenModule>, Error> {
    let module = open(library)?;
    *MODULE.lock() = Some((library.to_owned(), Arc::clone(&module)));
    Ok(module)
}

fn other_version(version: &str) -> Error {
    let message = format!(
        "The executable that provider modules run in is of version {VERSION}, and the library of version {version}. Install both of \
         one version, or name the right executable with the key 'host' in the table [provider_modules] of the configuration file."
    );
    Error::new(Status::Failed, message)
}

/// What the library says.
struct Input {
    link: Arc<HostLink>,
    frames: Frames,
    decoder: Decoder,
    buffer: Vec<u8>,
}

impl Input {
    fn new(link: &Arc<HostLink>) -> Input {
        Input {
            link: Arc::clone(link),
            frames: Frames::default(),
            decoder: Decoder::default(),
            buffer: vec![0; 64 << 10],
        }
    }

    /// The next message; nothing where there is none any more.
    fn next(&mut self) -> Result<Option<ToWorker>, String> {
        loop {
            if let Some(frame) = self.frames.take().map_err(|error| error.to_string())? {
                return ToWorker::decode(&mut self.decoder, frame)
                    .map(Some)
                    .map_err(|error| error.to_string());
            }
            match self.link.read(&mut self.buffer) {
                Ok(0) => return Ok(None),
                Ok(count) => self.frames.push(&self.buffer[..count]),
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(_) => return Ok(None),
            }
        }
    }
}

/// A process that serves a module.
struct Host {
    link: Arc<HostLink>,
    /// Until it is to unload.
    module: Mutex<Option<Arc<dyn OpenModule>>>,
    output: Arc<Output>,
    operations: Mutex<HashMap<OperationNumber, Arc<Served>>>,
    /// No operation is open.
    ended: Condvar,
    providers: Mutex<HashMap<(Text, Text), Arc<dyn Provider>>>,
    threads: Threads,
}

impl Host {
    /// Serves until the connection ends, then lets the module unload. This thread runs nothing of the module before: it is to see the
    /// end whatever the module does.
    fn run(self: &Arc<Self>) {
        let others: [(&str, Duty); 3] = [
            ("mi-host", Host::work),
            ("mi-host-flush", Host::flush),
            ("mi-host-look", Host::look_after_module),
        ];
        let mut last = None;
        for (name, run) in others {
            let host = Arc::clone(self);
            let builder = std::thread::Builder::new().name(name.to_owned());
            // This process is the module's: no program is in it whose signals its threads would have to leave alone.
            match builder.spawn(move || run(&host)) {
                Ok(thread) => last = Some(thread),
                Err(error) => {
                    tracing::error!(%error, "the process of a provider module has no thread");
                    return;
                }
            }
        }
        self.threads.wait_for_end();
        // The one that looks after the module holds it now and then: the process must not end before the module has unloaded.
        if let Some(looking) = last {
            let _ = looking.join();
        }
        self.end();
    }

    fn flush(self: &Arc<Self>) {
        self.output.flush_soon();
    }

    /// Tells the library whether the module refuses to be unloaded, and ends the process where it has closed the connection.
    fn look_after_module(self: &Arc<Self>) {
        let mut refuses = false;
        while !self.threads.wait_for_end_so_long(LOOKS) {
            match self.link.bond() {
                Bond::Holds => {}
                Bond::Lost => {
                    // A thread that reads keeps the connection, so that the library would wait for ever.
                    tracing::error!("the provider module has closed the connection of its process");
                    end_now();
                }
                Bond::Orphaned => {
                    // Who started this process has ended, and a child of it has the connection open still.
                    self.output.close();
                    continue;
                }
            }
            let module = self.module.lock().clone();
            let is_idle = module.is_none_or(|module| module.is_idle());
            let now = self.operations.lock().is_empty() && !is_idle;
            // While operations are open nothing is known of it, and nothing is asked.
            if now != refuses && self.operations.lock().is_empty() {
                refuses = now;
                self.tell(&FromWorker::RefusesUnload(now), Urgency::Now);
            }
        }
    }

    /// The connection has ended. Operations get some time to end too, and then the module to unload.
    fn end(self: &Arc<Self>) {
        memory::end_at_the_latest_in(PATIENCE + Duration::from_secs(35));
        let open: Vec<Arc<Served>> = self.operations.lock().values().cloned().collect();
        for served in open {
            served.stop(self, StopReason::Shutdown);
        }
        let mut operations = self.operations.lock();
        self.ended.wait_while_for(&mut operations, |open| !open.is_empty(), PATIENCE);
        if !operations.is_empty() {
            tracing::error!("operations of a provider module do not end; its process ends without them");
            end_now();
        }
        drop(operations);
        self.providers.lock().clear();
        // With the last of these the module unloads.
        let registered = MODULE.lock().take();
        let module = self.module.lock().take();
        drop((registered, module));
    }

    fn tell(&self, message: &FromWorker, urgency: Urgency) {
        if let Err(error) = self.output.send(message, urgency) {
            tracing::error!(%error, "the library can't be told something");
        }
    }

    /// What serves a class in a namespace.
    fn provider(&self, namespace: &Text, class_name: &Text) -> Result<Arc<dyn Provider>, Error> {
        let key = (namespace.clone(), class_name.clone());
        if let Some(provider) = self.providers.lock().get(&key) {
            return Ok(Arc::clone(provider));
        }
        let module = self.module.lock().clone().ok_or_else(|| {
            Error::new(Status::ServerIsShuttingDown, format!("The module of {class_name} is being unloaded."))
        })?;
        let provider = module.provider(namespace, class_name)?;
        let mut providers = self.providers.lock();
        if providers.len() >= REMEMBERED {
            providers.clear();
        }
        Ok(Arc::clone(providers.entry(key).or_insert(provider)))
    }
}

#[cfg(test)]
mod tests {
    use super::super::platform::{pair, waiting_process};
    use super::*;

    fn refuse(library: &Path) -> Result<Arc<dyn OpenModule>, Error> {
        Err(Error::new(Status::NotFound, format!("There is no {}.", library.display())))
    }

    /// What a process answers that is told this first.
    fn answer(first: &ToWorker) -> (Result<(), ServeError>, Option<FromWorker>) {
        let (library, host) = pair();
        let mut bytes = Vec::new();
        first.encode(&mut super::super::wire::Encoder::default(), &mut bytes).unwrap();
        library.write(bytes).unwrap();
        let served = serve_through(host, refuse);
        let child = waiting_process();
        let mut frames = Frames::default();
        let mut buffer = vec![0; 4096];
        while let count @ 1.. = library.read(&child, &mut buffer).unwrap() {
            frames.push(&buffer[..count]);
        }
        child.kill();
        child.wait(PATIENCE);
        let frame = frames.take().unwrap();
        (served, frame.map(|frame| FromWorker::decode(&mut Decoder::default(), frame).unwrap()))
    }

    fn open(version: &str) -> ToWorker {
        let library = PathBuf::from("/nowhere/module.so");
        ToWorker::Open { version: version.to_owned(), library, memory_limit: None }
    }

    #[test]
    fn a_library_of_another_version_is_told_of_both_versions() {
        let (served, answer) = answer(&open("0.0.0"));
        assert!(served.is_ok());
        let Some(FromWorker::Opened(Err(error))) = answer else { panic!("{answer:?}") };
        assert!(error.message.contains("0.0.0") && error.message.contains(VERSION));
    }

    #[test]
    fn a_library_of_the_other_flavour_is_told_of_both() {
        let flavours =
            [env!("CARGO_PKG_VERSION"), concat!(env!("CARGO_PKG_VERSION"), " with wide characters")];
        let other = flavours.into_iter().find(|flavour| *flavour != VERSION).unwrap();
        let (_, answer) = answer(&open(other));
        let Some(FromWorker::Opened(Err(error))) = answer else { panic!("{answer:?}") };
        let said = format!("is of version {VERSION}, and the library of version {other}.");
        assert!(error.message.contains(&said), "{}", error.message);
    }

    #[test]
    fn why_a_module_can_not_be_opened_is_told_and_is_the_end() {
        let (served, answer) = answer(&open(VERSION));
        assert!(served.is_ok());
        let Some(FromWorker::Opened(Err(error))) = answer else { panic!("{answer:?}") };
        assert_eq!(error.status, Status::NotFound);
    }

    #[test]
    fn who_begins_with_something_else_gets_no_answer() {
        let (served, answer) = answer(&ToWorker::Credit { operation: 1, count: 1 });
        assert!(matches!(served, Err(ServeError::Protocol(_))), "{served:?}");
        assert!(answer.is_none());
    }
}
