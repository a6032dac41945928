//! The sample module of `tests-c/provider`, compiled once and loaded as often as there are tests, each time from a file of its
//! own; and a client that decides by itself how it answers.

use std::path::{Path, PathBuf};
#[cfg(unix)]
use std::process::Command;
use std::sync::{Arc, Condvar, Mutex, OnceLock};
use std::time::Duration;

use mi::cim::{Error, Instance, OptionSet, OptionValue, Text, Value};
use mi::provider::module::Module;
use mi::provider::{
    Call, OperationFlags, Posted, Provider, Question, Reply, Request, Sink, StopNotice, StopReason, Stopped,
    SubscriptionDelivery,
};

pub const NAMESPACE: &str = "root/sample";
/// The name of the sample's file.
pub const LIBRARY: &str = if cfg!(windows) { "libsample.dll" } else { "libsample.so" };
/// What doesn't happen within this time doesn't happen.
const PATIENCE: Duration = Duration::from_secs(20);

/// The sample, compiled.
fn compiled() -> &'static Path {
    static COMPILED: OnceLock<(tempfile::TempDir, PathBuf)> = OnceLock::new();
    &COMPILED
        .get_or_init(|| {
            let folder = tempfile::tempdir().unwrap();
            let library = folder.path().join(LIBRARY);
            compile(
                &[
                    "module.c",
                    "schema.c",
                    "thing.c",
                    "others.c",
                    "play.c",
                    "harm.c",
                    "lifecycle.c",
                    "misuse.c",
                    "system_unix.c",
                ],
                &library,
            );
            (folder, library)
        })
        .1
}

/// Takes the module that was compiled for the C tests: no compiler runs where Wine does.
#[cfg(windows)]
fn compile(_: &[&str], library: &Path) {
    let compiled = std::env::var_os("MI_TEST_MODULE");
    let compiled = compiled.expect("MI_TEST_MODULE is the sample module, as tools/windows/test.sh sets it");
    std::fs::copy(compiled, library).unwrap();
}

/// Compiles sources of `tests-c/provider` into a shared library.
#[cfg(unix)]
fn compile(sources: &[&str], library: &Path) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sources = sources.iter().map(|source| root.join("tests-c/provider").join(source));
    let compiler = std::env::var("CC").unwrap_or_else(|_| "cc".to_owned());
    let status = Command::new(compiler)
        .args(["-std=gnu11", "-g", "-shared", "-fPIC", "-pthread", "-o"])
        .arg(library)
        .arg(format!("-I{}", root.join("include").display()))
        .args(sources)
        // What the modules share with the C tests.
        .arg(root.join("tests-c/text.c"))
        .status()
        .expect("a C compiler is installed");
    assert!(status.success(), "the sample module compiles");
}

/// A copy of the sample's library, with a log beside it.
pub struct Sample {
    folder: tempfile::TempDir,
}

impl Sample {
    pub fn new() -> Sample {
        let folder = tempfile::tempdir().unwrap();
        std::fs::copy(compiled(), folder.path().join(LIBRARY)).unwrap();
        std::fs::write(folder.path().join(format!("{LIBRARY}.log")), "").unwrap();
        Sample { folder }
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().join(LIBRARY)
    }

    /// Has the module refuse to load.
    pub fn refuse(&self) {
        std::fs::write(self.folder.path().join(format!("{LIBRARY}.refuses")), "").unwrap();
    }

    /// Has Sample_Late not end its Load before it is told to.
    pub fn hold_load(&self) {
        std::fs::write(self.folder.path().join(format!("{LIBRARY}.holds")), "").unwrap();
    }

    /// Has the module not say that it heeds filters.
    pub fn heed_no_filters(&self) {
        std::fs::write(self.folder.path().join(format!("{LIBRARY}.unfiltered")), "").unwrap();
    }

    pub fn open(&self) -> Arc<Module> {
        Module::open(&self.path()).unwrap()
    }

    /// What the module wrote about its life.
    pub fn log(&self) -> Vec<String> {
        let log = std::fs::read_to_string(self.folder.path().join(format!("{LIBRARY}.log"))).unwrap();
        log.lines().map(str::to_owned).collect()
    }

    /// Waits until the module has written this.
    pub fn wait_for(&self, line: &str) {
        self.wait_for_line(|written| written == line);
    }

    /// Waits until the module has written such a line.
    pub fn wait_for_line(&self, is_it: impl Fn(&str) -> bool) {
        let started = std::time::Instant::now();
        while !self.log().iter().any(|written| is_it(written)) {
            assert!(
                started.elapsed() < PATIENCE,
                "the module never wrote what is waited for: {:?}",
                self.log()
            );
            std::thread::yield_now();
        }
    }
}

/// The loaded sample, and its classes.
pub fn provider(module: &Arc<Module>, class_name: &str) -> Arc<dyn Provider> {
    module.provider(&Text::from(NAMESPACE), &Text::from(class_name)).unwrap()
}

/// One operation as its client sees it.
pub struct Client {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    posted: Vec<Posted>,
    questions: Vec<Question>,
    answer: bool,
    outcome: Option<Result<(), Error>>,
    stopped: Option<StopReason>,
    notice: Option<StopNotice>,
}

impl Sink for Client {
    fn post(&self, result: Posted) -> Result<(), Stopped> {
        let mut state = self.state.lock().unwrap();
        if state.stopped.is_some() || state.outcome.is_some() {
            return Err(Stopped);
        }
        state.posted.push(result);
        self.changed.notify_all();
        Ok(())
    }

    fn ask(&self, question: Question) -> Result<bool, Stopped> {
        let mut state = self.state.lock().unwrap();
        state.questions.push(question);
        Ok(state.answer)
    }

    fn finish(&self, outcome: Result<(), Error>) {
        let mut state = self.state.lock().unwrap();
        assert!(state.outcome.is_none(), "an operation is finished once");
        state.outcome = Some(outcome);
        state.notice = None;
        self.changed.notify_all();
    }

    fn is_stopped(&self) -> bool {
        self.state.lock().unwrap().stopped.is_some()
    }

    fn on_stop(&self, notice: StopNotice) {
        let mut state = self.state.lock().unwrap();
        match state.stopped {
            Some(reason) => {
                drop(state);
                notice(reason);
            }
            None => state.notice = Some(notice),
        }
    }
}

impl Client {
    /// Starts an operation.
    pub fn start(provider: &Arc<dyn Provider>, call: &Call) -> Arc<Client> {
        Client::answering(true, provider, call)
    }

    /// Starts an operation whose client gives this answer to everything.
    pub fn answering(answer: bool, provider: &Arc<dyn Provider>, call: &Call) -> Arc<Client> {
        let state = Mutex::new(State { answer, ..State::default() });
        let client = Arc::new(Client { state, changed: Condvar::new() });
        provider.execute(call, Reply::new(Arc::clone(&client) as Arc<dyn Sink>));
        client
    }

    /// Waits for the outcome.
    pub fn outcome(&self) -> Result<(), Error> {
        let state = self.state.lock().unwrap();
        let waits = |state: &mut State| state.outcome.is_none();
        let (state, timeout) = self.changed.wait_timeout_while(state, PATIENCE, waits).unwrap();
        assert!(!timeout.timed_out(), "the provider never finished");
        state.outcome.clone().unwrap()
    }

    pub fn is_finished(&self) -> bool {
        self.state.lock().unwrap().outcome.is_some()
    }

    /// Waits until so much was posted.
    pub fn wait_for_posts(&self, count: usize) {
        let state = self.state.lock().unwrap();
        let waits = |state: &mut State| state.posted.len() < count;
        let (_state, timeout) = self.changed.wait_timeout_while(state, PATIENCE, waits).unwrap();
        assert!(!timeout.timed_out(), "fewer results than {count} came");
    }

    /// Everything that was posted so far.
    pub fn posted(&self) -> Vec<Posted> {
        self.state.lock().unwrap().posted.clone()
    }

    pub fn questions(&self) -> Vec<Question> {
        self.state.lock().unwrap().questions.clone()
    }

    /// The instances that were posted so far, indications among them.
    pub fn instances(&self) -> Vec<Arc<Instance>> {
        let instance = |posted| match posted {
            Posted::Instance(instance) | Posted::Indication { instance, .. } => Some(instance),
            _ => None,
        };
        self.posted().into_iter().filter_map(instance).collect()
    }

    /// Stops the operation, as a client that cancels does.
    pub fn stop(&self, reason: StopReason) {
        let notice = {
            let mut state = self.state.lock().unwrap();
            state.stopped = Some(reason);
            state.notice.take()
        };
        if let Some(notice) = notice {
            notice(reason);
        }
    }
}

pub fn call(request: Request) -> Call {
    Call {
        namespace: Text::from(NAMESPACE),
        request,
        flags: OperationFlags::empty(),
        options: None,
        deadline: None,
        filter: None,
    }
}

/// Runs an operation to its end and gives its instances.
pub fn run(provider: &Arc<dyn Provider>, request: Request) -> Result<Vec<Arc<Instance>>, Error> {
    run_call(provider, &call(request))
}

pub fn run_call(provider: &Arc<dyn Provider>, call: &Call) -> Result<Vec<Arc<Instance>>, Error> {
    let client = Client::start(provider, call);
    client.outcome().map(|()| client.instances())
}

/// A dynamic instance of this class, as clients make them.
pub fn instance(class_name: &str, elements: &[(&str, Value)]) -> Arc<Instance> {
    let mut instance = Instance::new(class_name).unwrap();
    for (name, value) in elements {
        instance.add_value(*name, value.clone()).unwrap();
    }
    Arc::new(instance)
}

/// A thing with this key.
pub fn thing(id: &str) -> Arc<Instance> {
    instance("Sample_Thing", &[("Id", Value::string(id))])
}

pub fn get(id: &str) -> Request {
    Request::GetInstance { instance: thing(id) }
}

pub fn enumerate(class_name: &str) -> Request {
    Request::EnumerateInstances { class_name: Text::from(class_name), keys_only: false }
}

pub fn invoke(method_name: &str, parameters: &[(&str, Value)]) -> Request {
    Request::Invoke {
        class_name: Text::from("Sample_Thing"),
        method_name: Text::from(method_name),
        instance: None,
        parameters: Some(instance("Parameters", parameters)),
    }
}

/// A call of the method that does everything.
pub fn ask_to(what: &str, text: &str) -> Request {
    invoke("Do", &[("What", Value::string(what)), ("Text", Value::string(text))])
}

pub fn options(options: &[(&str, Value)]) -> Option<Arc<OptionSet>> {
    let option = |(name, value): &(&str, Value)| {
        ((*name).to_owned(), OptionValue { value: value.clone(), must_comply: false })
    };
    Some(Arc::new(options.iter().map(option).collect()))
}

/// A subscription to the alerts, from this bookmark on.
pub fn subscription(bookmark: Option<&str>) -> Call {
    let mut delivery = SubscriptionDelivery::default();
    if let Some(bookmark) = bookmark {
        let name = "__mi_subscriptiondeliveryoptions_set_bookmark".to_owned();
        let value = OptionValue { value: Value::string(bookmark), must_comply: false };
        delivery.options.insert(name, value);
    }
    call(Request::Subscribe {
        dialect: Text::from("WQL"),
        query: Text::from("SELECT * FROM Sample_Alert"),
        delivery: Arc::new(delivery),
    })
}

/// The text of a string element.
pub fn text(instance: &Instance, name: &str) -> Option<String> {
    match instance.value(name)? {
        mi::cim::ValueRef::String(text) => Some(text.to_string()),
        other => panic!("{name} is {other:?}"),
    }
}

/// The number of a uint32 element.
pub fn number(instance: &Instance, name: &str) -> Option<u32> {
    match instance.value(name)? {
        mi::cim::ValueRef::Uint32(number) => Some(number),
        other => panic!("{name} is {other:?}"),
    }
}
