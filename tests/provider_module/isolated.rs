//! Modules in processes of their own: what works across the border, and what becomes of everybody when such a process ends.

#[cfg(unix)]
use std::path::Path;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use mi::cim::{Error, ErrorCategory, Status, Text, Value};
use mi::configuration::{Configuration, Environment, ModuleSettings};
use mi::engine::Application;
use mi::provider::{
    Delivery, OpenModule, Posted, Provider, Question, Reply, Request, Sink, StopNotice, StopReason, Stopped,
    SubscriptionDelivery, Work, worker,
};

use crate::support::*;

const HOST: &str = env!("CARGO_BIN_EXE_mi-provider-host");
fn settings() -> ModuleSettings {
    ModuleSettings { host: Some(PathBuf::from(HOST)), ..ModuleSettings::default() }
}

fn open_with(sample: &Sample, settings: &ModuleSettings) -> Result<Arc<dyn OpenModule>, Error> {
    worker::open(&sample.path().canonicalize().unwrap(), None, false, settings)
}

fn open(sample: &Sample) -> Arc<dyn OpenModule> {
    open_with(sample, &settings()).unwrap()
}

fn class_of(module: &Arc<dyn OpenModule>, class_name: &str) -> Arc<dyn Provider> {
    module.provider(&Text::from(NAMESPACE), &Text::from(class_name)).unwrap()
}

fn things(module: &Arc<dyn OpenModule>) -> Arc<dyn Provider> {
    class_of(module, "Sample_Thing")
}

/// Has the method do something, and gives what it learnt.
fn learn(module: &Arc<dyn OpenModule>, what: &str, about: &str) -> String {
    let result = run(&things(module), ask_to(what, about)).unwrap().remove(0);
    assert_eq!(number(&result, "ReturnValue"), Some(0), "{what}");
    text(&result, "Answer").unwrap()
}

fn pid(module: &Arc<dyn OpenModule>) -> u32 {
    learn(module, "pid", "").parse().unwrap()
}

/// Something that tells of the end of a process, whoever started it, within a minute.
#[cfg(unix)]
mod end {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use rustix::process::{Pid, PidfdFlags, pidfd_open};

    pub fn handle(pid: u32) -> std::os::fd::OwnedFd {
        let pid = Pid::from_raw(i32::try_from(pid).unwrap()).unwrap();
        pidfd_open(pid, PidfdFlags::empty()).unwrap()
    }

    pub fn wait_for_end(process: &std::os::fd::OwnedFd) {
        let patience = Timespec { tv_sec: 60, tv_nsec: 0 };
        let ended = poll(&mut [PollFd::new(process, PollFlags::IN)], Some(&patience)).unwrap();
        assert_eq!(ended, 1, "the process does not end");
    }
}

#[cfg(windows)]
mod end {
    use std::os::windows::io::{AsRawHandle, FromRawHandle, OwnedHandle};

    use windows_sys::Win32::Foundation::WAIT_OBJECT_0;
    use windows_sys::Win32::System::Threading::{OpenProcess, PROCESS_SYNCHRONIZE, WaitForSingleObject};

    pub fn handle(pid: u32) -> OwnedHandle {
        // SAFETY: it is given numbers alone.
        let handle = unsafe { OpenProcess(PROCESS_SYNCHRONIZE, 0, pid) };
        assert!(!handle.is_null(), "{}", std::io::Error::last_os_error());
        // SAFETY: the handle is open, and nobody else's.
        unsafe { OwnedHandle::from_raw_handle(handle) }
    }

    pub fn wait_for_end(process: &OwnedHandle) {
        // SAFETY: the handle is open.
        let ended = unsafe { WaitForSingleObject(process.as_raw_handle(), 60_000) };
        assert_eq!(ended, WAIT_OBJECT_0, "the process does not end");
    }
}

use end::{handle, wait_for_end};

fn play(script: &str) -> Request {
    Request::GetInstance { instance: instance("Sample_Play", &[("Id", Value::string(script))]) }
}

fn new_play(script: &str) -> Request {
    Request::CreateInstance { instance: instance("Sample_Play", &[("Id", Value::string(script))]) }
}

#[test]
fn a_module_in_its_own_process_answers_as_one_in_this_process() {
    let sample = Sample::new();
    let (module, here) = (open(&sample), Sample::new());
    let here = here.open();
    for request in [
        get("a"),
        enumerate("Sample_Thing"),
        invoke("Add", &[("Left", Value::Uint32(2)), ("Right", Value::Uint32(40))]),
    ] {
        let theirs = run(&things(&module), request.clone()).unwrap();
        let ours = run(&provider(&here, "Sample_Thing"), request.clone()).unwrap();
        let texts = |instances: &[Arc<mi::cim::Instance>]| {
            let element = |element: mi::cim::ElementRef<'_>| {
                format!("{} {:?} {:?}", element.name, element.value, element.flags)
            };
            let text = |instance: &Arc<mi::cim::Instance>| {
                let elements: Vec<String> = instance.elements().map(element).collect();
                format!("{} {:?} {elements:?}", instance.class_name(), instance.namespace())
            };
            instances.iter().map(text).collect::<Vec<String>>()
        };
        assert_eq!(texts(&theirs), texts(&ours), "{}", request.name());
    }
    assert_eq!(module.class_names().unwrap(), here.class_names());
    assert_ne!(pid(&module), std::process::id());
}

#[test]
fn errors_of_a_module_come_across_the_border() {
    let sample = Sample::new();
    let module = open(&sample);
    assert_eq!(run(&things(&module), get("nothing")).unwrap_err().status, Status::NotFound);
    let unknown = module.provider(&Text::from(NAMESPACE), &Text::from("Sample_Unknown"));
    assert_eq!(unwrap_error(unknown).status, Status::InvalidClass);
}

fn unwrap_error<T>(result: Result<T, Error>) -> Error {
    result.err().expect("this fails")
}

#[test]
fn a_class_comes_as_its_module_declares_it() {
    let (sample, other) = (Sample::new(), Sample::new());
    let theirs = open(&sample).class(&Text::from("sample_special")).unwrap();
    let ours = other.open().class("Sample_Special").unwrap();
    assert_eq!(theirs.name(), ours.name());
    assert_eq!(theirs.properties().len(), ours.properties().len());
}

#[test]
fn questions_messages_progress_and_streams_cross_the_border() {
    let sample = Sample::new();
    let module = open(&sample);
    for answer in [true, false] {
        let client = Client::answering(answer, &things(&module), &call(ask_to("prompt", "Sure?")));
        client.outcome().unwrap();
        let spelt = if answer { "yes" } else { "no" };
        assert_eq!(text(&client.instances()[0], "Answer").as_deref(), Some(spelt));
        let questions = client.questions();
        assert!(
            matches!(&questions[..], [Question::Prompt { text, .. }] if text == "Sure?"),
            "{questions:?}"
        );
    }
    for what in ["message", "progress", "stream"] {
        let client = Client::start(&things(&module), &call(ask_to(what, "hello")));
        client.outcome().unwrap();
        let posted = client.posted();
        assert!(matches!(
            (what, &posted[0]),
            ("message", Posted::Message { .. })
                | ("progress", Posted::Progress { .. })
                | ("stream", Posted::StreamedParameter { .. })
        ));
        assert!(matches!(posted.last(), Some(Posted::Instance(_))), "the result comes last: {posted:?}");
    }
}

#[test]
fn what_a_module_tells_of_an_operation_comes_while_it_goes_on() {
    let sample = Sample::new();
    let module = open(&sample);
    let plays = class_of(&module, "Sample_Play");
    for what in ["message wait", "progress wait"] {
        let client = Client::start(&plays, &call(play(what)));
        client.wait_for_posts(1);
        assert!(!client.is_finished());
        run(&plays, play("go")).unwrap();
        client.outcome().unwrap();
    }
}

#[test]
fn a_module_learns_of_its_clients_stop() {
    let sample = Sample::new();
    let module = open(&sample);
    let client = Client::start(&class_of(&module, "Sample_Play"), &call(play("wait")));
    sample.wait_for("play waits");
    client.stop(StopReason::Timeout);
    let _ = client.outcome();
    sample.wait_for("play cancelled for reason 1");
    assert!(!module.has_ended());
}

#[test]
fn indications_cross_the_border() {
    let sample = Sample::new();
    let module = open(&sample);
    let delivery = SubscriptionDelivery { delivery: Delivery::Push, ..SubscriptionDelivery::default() };
    let subscribe = Request::Subscribe {
        dialect: Text::from("WQL"),
        query: Text::from("SELECT * FROM Sample_Alert"),
        delivery: Arc::new(delivery),
    };
    let client = Client::start(&class_of(&module, "Sample_Alert"), &call(subscribe));
    // What subscribes has begun when an indication comes.
    let things = things(&module);
    let started = std::time::Instant::now();
    while client.posted().is_empty() {
        assert!(started.elapsed() < Duration::from_secs(60) && !client.is_finished());
        run(&things, ask_to("raise", "fire")).unwrap();
    }
    assert!(
        matches!(&client.posted()[0], Posted::Indication { instance, .. } if text(instance, "Text").as_deref() == Some("fire"))
    );
    assert!(!module.is_idle());
    client.stop(StopReason::None);
    let _ = client.outcome();
}

#[test]
fn more_results_than_may_be_under_way_all_come_in_order() {
    let sample = Sample::new();
    let module = open(&sample);
    let plays = class_of(&module, "Sample_Play");
    run(&plays, new_play("instance*5000")).unwrap();
    let numbers: Vec<u32> = run(&plays, enumerate("Sample_Play"))
        .unwrap()
        .iter()
        .map(|instance| number(instance, "Number").unwrap())
        .collect();
    assert_eq!(numbers, (0..5000).collect::<Vec<u32>>());
}

#[test]
fn a_module_that_is_let_go_of_unloads_and_its_process_ends() {
    let sample = Sample::new();
    let module = open(&sample);
    run(&things(&module), get("a")).unwrap();
    let process = handle(pid(&module));
    assert!(module.is_idle());
    drop(module);
    wait_for_end(&process);
    assert_eq!(sample.log().last().map(String::as_str), Some("module unload"));
}

#[test]
fn what_a_module_refuses_at_its_start_is_told_and_its_process_ends() {
    let sample = Sample::new();
    sample.refuse();
    let error = unwrap_error(open_with(&sample, &settings()));
    assert!(error.message.contains(LIBRARY), "{}", error.message);
    // That is no crash: who asks again gets the same answer.
    assert_eq!(unwrap_error(open_with(&sample, &settings())).message, error.message);
}

/// Has the module do something that ends its process while other operations run; gives the errors of this one and of the others.
fn end_by(what: &str, about: &str, settings: &ModuleSettings) -> (Error, Error) {
    let sample = Sample::new();
    let module = open_with(&sample, settings).unwrap();
    let process = handle(pid(&module));
    let other = Client::start(&class_of(&module, "Sample_Play"), &call(play("wait")));
    sample.wait_for("play waits");
    let error = run(&things(&module), ask_to(what, about)).unwrap_err();
    let others = other.outcome().unwrap_err();
    wait_for_end(&process);
    assert!(module.has_ended());
    for error in [&error, &others] {
        assert_eq!(error.status, Status::Failed);
        assert_eq!(error.category, ErrorCategory::ResourceUnavailable);
        assert!(error.message.contains(LIBRARY), "{}", error.message);
    }
    assert!(error.message.contains("Invoke of Sample_Thing"), "{}", error.message);
    assert!(others.message.contains("GetInstance of Sample_Play"), "{}", others.message);
    // The next one starts at once.
    let again = open_with(&sample, settings).unwrap();
    assert_eq!(run(&things(&again), get("a")).unwrap().len(), 1);
    (error, others)
}

#[test]
fn a_crash_ends_the_operations_in_flight_and_says_by_which_signal() {
    let (error, _) = end_by("crash", "", &settings());
    let signals = if cfg!(windows) { ["access violation", "aborted"] } else { ["SIGSEGV", "SIGABRT"] };
    assert!(signals.iter().any(|signal| error.message.contains(signal)), "{}", error.message);
}

#[test]
fn a_kill_ends_the_operations_in_flight() {
    let (error, _) = end_by("kill", "", &settings());
    // Windows knows no signals: who ends a process says with which status.
    let how = if cfg!(windows) { "exited with status 9" } else { "SIGKILL" };
    assert!(error.message.contains(how), "{}", error.message);
}

#[test]
fn an_exit_ends_the_operations_in_flight_and_its_status_is_told() {
    let (error, _) = end_by("exit", "7", &settings());
    assert!(error.message.contains("exited with status 7"), "{}", error.message);
}

#[test]
fn a_module_that_uses_more_memory_than_it_may_is_ended_and_the_limit_is_told() {
    let limited = ModuleSettings { memory_limit: Some(192 << 20), ..settings() };
    let (error, others) = end_by("memory", "", &limited);
    for error in [error, others] {
        assert!(
            error.message.contains("192 MiB") && error.message.contains("memory_limit"),
            "{}",
            error.message
        );
    }
}

#[test]
fn a_module_that_does_not_heed_a_stop_is_ended() {
    let sample = Sample::new();
    let impatient = ModuleSettings { stop_patience: Duration::from_millis(50), ..settings() };
    let module = open_with(&sample, &impatient).unwrap();
    let process = handle(pid(&module));
    let client = Client::start(&things(&module), &call(ask_to("hang", "")));
    sample.wait_for("hangs");
    client.stop(StopReason::None);
    let error = client.outcome().unwrap_err();
    assert!(error.message.contains("did not end Invoke of Sample_Thing"), "{}", error.message);
    wait_for_end(&process);
}

#[test]
fn a_module_that_crashes_over_and_over_is_not_started_over_and_over() {
    let sample = Sample::new();
    let mut refused = None;
    // Each wait is twice as long as the one before, so that one of them is longer than a start takes, however busy the machine is.
    for _ in 0..12 {
        match open_with(&sample, &settings()) {
            Ok(module) => drop(run(&things(&module), ask_to("kill", "")).unwrap_err()),
            Err(error) => {
                refused = Some(error);
                break;
            }
        }
    }
    let error = refused.expect("a start is refused after several crashes");
    assert!(
        error.message.contains("has crashed") && error.message.contains("milliseconds"),
        "{}",
        error.message
    );
}

// Files, signals and folders as Unix has them. On Windows a process inherits what the client made inheritable.
#[cfg(unix)]
#[test]
fn the_process_has_no_open_files_of_its_client_and_no_signal_of_it_blocked() {
    let sample = Sample::new();
    // One that is not closed when another program is run.
    let file = std::fs::File::open(sample.path()).unwrap();
    let _inherited = rustix::io::dup(&file).unwrap();
    let module = open(&sample);
    let files = learn(&module, "files", "");
    assert!(!files.contains("libsample"), "{files}");
    assert_eq!(files.matches("socket:").count(), 1, "{files}");
    assert_eq!(learn(&module, "signals", ""), "0 ignored or blocked, 0 with a handler");
    assert_eq!(learn(&module, "folder", ""), "/");
    // What it prints reaches nobody, and disturbs nothing.
    learn(&module, "say", "not to be heard");
}

// On Windows that takes the password of the other user, and is refused.
#[cfg(unix)]
#[test]
fn a_process_of_another_user_is_started_by_root() {
    if !rustix::process::geteuid().is_root() {
        eprintln!("skipped: only root may start processes of another user");
        return;
    }
    let Ok(Some(nobody)) = nix::unistd::User::from_name("nobody") else {
        eprintln!("skipped: there is no user 'nobody'");
        return;
    };
    let sample = Sample::new();
    let path = sample.path().canonicalize().unwrap();
    open_to_all(path.parent().unwrap());
    open_to_all(&path);
    let own = rustix::process::getuid();
    match worker::open(&path, Some("nobody"), false, &settings()) {
        Ok(module) => {
            let expected = format!("{} {} 0", nobody.uid, nobody.gid);
            assert_eq!(learn(&module, "user", ""), expected);
            assert_eq!(learn(&module, "variable", "HOME"), nobody.dir.to_str().unwrap());
        }
        // Where this is built in a folder that is closed to others.
        Err(error) if error.message.contains("Permission denied") => eprintln!("skipped: {}", error.message),
        Err(error) => panic!("{}", error.message),
    }
    let module = worker::open(&path, Some("root"), false, &settings()).unwrap();
    assert!(learn(&module, "user", "").starts_with(&format!("{} ", own.as_raw())));
}

#[cfg(unix)]
fn open_to_all(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
}

// Windows has no shell of a user.
#[cfg(unix)]
#[test]
fn the_surroundings_of_a_shell_are_there_where_they_are_asked_for() {
    let sample = Sample::new();
    let module = worker::open(&sample.path().canonicalize().unwrap(), None, true, &settings()).unwrap();
    let user = nix::unistd::User::from_uid(nix::unistd::Uid::effective()).unwrap().unwrap();
    assert_eq!(learn(&module, "variable", "USER"), user.name);
    assert_eq!(learn(&module, "variable", "SHELL"), user.shell.to_str().unwrap());
}

/// A script that is started in the place of the executable.
#[cfg(unix)]
fn fake(script: &str) -> (tempfile::TempDir, ModuleSettings) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("host");
    std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
    open_to_all(&path);
    (folder, ModuleSettings { host: Some(path), ..settings() })
}

// It takes scripts that run as programs do.
#[cfg(unix)]
#[test]
fn what_is_no_process_of_the_library_harms_nobody() {
    let cases = [
        ("printf 'no message of anybody' >&0; sleep 1000", "sent what is no message"),
        ("printf '\\377\\377\\377\\377' >&0; sleep 1000", "sent what is no message"),
        ("printf '\\001\\000\\000\\000\\377' >&0; sleep 1000", "sent what is no message"),
        ("printf '\\200\\000\\000\\000x' >&0", "The process"),
        ("exit 3", "exited with status 3"),
        ("kill -TERM $$", "SIGTERM"),
    ];
    for (script, expected) in cases {
        let sample = Sample::new();
        let (_folder, settings) = fake(script);
        let error = unwrap_error(open_with(&sample, &settings));
        assert!(error.message.contains(expected), "{script}: {}", error.message);
        assert!(error.message.contains(LIBRARY), "{}", error.message);
    }
}

#[test]
fn without_the_executable_the_error_says_where_it_was_looked_for() {
    let sample = Sample::new();
    let settings = ModuleSettings { host: Some(PathBuf::from("/nowhere/mi-host")), ..settings() };
    let error = unwrap_error(open_with(&sample, &settings));
    assert!(error.message.contains("/nowhere/mi-host"), "{}", error.message);
}

#[test]
fn the_executable_is_no_program_for_people() {
    let output = Command::new(HOST).stdin(Stdio::null()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("started by the library"));
}

/// The tool on a sample that is registered as this hosting says.
fn tool(sample: &Sample, hosting: &str, arguments: &[&str]) -> (Command, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let library = sample.path();
    let registration = format!(
        "LIBRARY={}\nNAMESPACE={NAMESPACE}\n{hosting}\nCLASS=Sample_Thing\nCLASS=Sample_Number\n",
        library.display()
    );
    std::fs::write(folder.path().join("sample.reg"), registration).unwrap();
    let mut tool = Command::new(env!("CARGO_BIN_EXE_mi"));
    tool.args(arguments).args(["-n", NAMESPACE, "--json"]);
    tool.env_remove("MI_CONFIG").env_remove("MI_LOG").env("XDG_CONFIG_HOME", folder.path());
    tool.env("MI_REPOSITORY", ":memory:").env("MI_PROVIDER_PATH", folder.path());
    tool.env("SECRET_OF_THE_CLIENT", "hidden").env("LC_TIME", "C");
    (tool, folder)
}

fn printed(sample: &Sample, hosting: &str, arguments: &[&str]) -> String {
    let (mut tool, _folder) = tool(sample, hosting, arguments);
    let output = tool.output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_module_without_hosting_runs_in_a_process_beside_its_client() {
    for hosting in ["", "HOSTING=@requestor@", "HOSTING=@requestor-shell@"] {
        let sample = Sample::new();
        let shown = printed(&sample, hosting, &["get", "Sample_Thing.Id=\"a\""]);
        assert!(shown.contains("\"Size\":1"), "{shown}");
        // It has unloaded before its client ended.
        assert_eq!(sample.log().last().map(String::as_str), Some("module unload"), "{hosting}");
    }
}

#[test]
fn a_module_has_none_of_its_clients_variables_but_those_that_it_needs() {
    let sample = Sample::new();
    let variable = |name: &str| {
        let text = format!("Text={name}");
        printed(&sample, "", &["invoke", "Sample_Thing", "Do", "What=variable", &text])
    };
    assert!(variable("SECRET_OF_THE_CLIENT").contains("(none)"));
    assert!(variable("LC_TIME").contains("\"C\""));
    assert!(variable("MI_REPOSITORY").contains(":memory:"));
}

// It takes a terminal that a program makes.
#[cfg(unix)]
#[test]
fn a_module_has_no_terminal() {
    // It is part of what every system has, as is a terminal that it makes.
    if !Path::new("/usr/bin/script").exists() {
        return;
    }
    let terminal = |hosting: &str| {
        let sample = Sample::new();
        let (tool, _folder) =
            tool(&sample, hosting, &["invoke", "Sample_Thing", "Do", "What=terminal", "Text=x"]);
        let mut words = vec![tool.get_program()];
        words.extend(tool.get_args());
        let words: Vec<String> = words.iter().map(|word| format!("'{}'", word.to_str().unwrap())).collect();
        let mut script = Command::new("/usr/bin/script");
        script.args(["-qec", &words.join(" "), "/dev/null"]).stdin(Stdio::null());
        for (name, value) in tool.get_envs() {
            match value {
                Some(value) => script.env(name, value),
                None => script.env_remove(name),
            };
        }
        String::from_utf8(script.output().unwrap().stdout).unwrap()
    };
    let (shown, here) = (terminal(""), terminal("HOSTING=@inproc@"));
    assert!(shown.contains("\"none\""), "{shown}");
    assert!(here.contains("\"there\""), "{here}");
}

#[test]
fn a_module_asks_its_own_classes_in_its_own_process() {
    let sample = Sample::new();
    let shown = printed(&sample, "", &["invoke", "Sample_Thing", "Do", "What=local-session", "Text=3"]);
    assert!(shown.contains("\"ReturnValue\":0"), "{shown}");
    let loads = sample.log().iter().filter(|line| *line == "module load").count();
    assert_eq!(loads, 1, "{:?}", sample.log());
}

#[test]
fn a_process_ends_with_its_client() {
    let sample = Sample::new();
    let (mut tool, _folder) = tool(&sample, "", &["invoke", "Sample_Thing", "Do", "What=wait", "Text=x"]);
    let mut client = tool.stdout(Stdio::null()).spawn().unwrap();
    sample.wait_for_line(|line| line.starts_with("pid "));
    let log = sample.log();
    let pid = log.iter().find_map(|line| line.strip_prefix("pid ")).unwrap();
    let process = handle(pid.parse().unwrap());
    client.kill().unwrap();
    client.wait().unwrap();
    wait_for_end(&process);
}

#[test]
fn a_process_without_anything_to_do_ends_and_the_next_request_starts_another() {
    let sample = Sample::new();
    let (_, folder) = tool(&sample, "", &[]);
    let mut configuration = Configuration::load_in(&Environment::of_process()).unwrap();
    configuration.provider_path = vec![folder.path().to_owned()];
    configuration.modules = ModuleSettings { idle_timeout: Some(Duration::from_millis(40)), ..settings() };
    let application = Application::with_configuration(configuration);
    let session = application.new_session(None, None, None).unwrap();
    let get = || session.request(get("a")).namespace(NAMESPACE).instance().unwrap();
    assert!(get().is_some());
    sample.wait_for("module unload");
    assert!(get().is_some());
    let loads = sample.log().iter().filter(|line| *line == "module load").count();
    assert!(loads >= 2, "{:?}", sample.log());
    session.close().unwrap();
    application.close().unwrap();
}

/// A client that takes nothing before it is told to.
#[derive(Default)]
struct Slow {
    takes: Mutex<bool>,
    changed: Condvar,
    numbers: Mutex<Vec<u32>>,
    outcome: Mutex<Option<Result<(), Error>>>,
}

impl Slow {
    fn wait_for<T>(&self, of: &Mutex<T>, until: impl Fn(&T) -> bool) {
        let guard = of.lock().unwrap();
        let waited = self.changed.wait_timeout_while(guard, Duration::from_secs(60), |value| !until(value));
        assert!(!waited.unwrap().1.timed_out());
    }
}

impl Sink for Slow {
    fn post(&self, result: Posted) -> Result<(), Stopped> {
        self.wait_for(&self.takes, |takes| *takes);
        if let Posted::Instance(instance) = result {
            self.numbers.lock().unwrap().extend(number(&instance, "Number"));
        }
        Ok(())
    }

    fn ask(&self, _: Question) -> Result<bool, Stopped> {
        self.wait_for(&self.takes, |takes| *takes);
        Ok(false)
    }

    fn finish(&self, outcome: Result<(), Error>) {
        *self.outcome.lock().unwrap() = Some(outcome);
        self.changed.notify_all();
    }

    fn is_stopped(&self) -> bool {
        false
    }

    fn go_on(&self, work: Work) {
        std::thread::spawn(work);
    }

    fn on_stop(&self, _: StopNotice) {}
}

#[test]
fn a_slow_client_slows_its_own_operation_and_no_other() {
    let sample = Sample::new();
    let module = open(&sample);
    let plays = class_of(&module, "Sample_Play");
    run(&plays, new_play("instance*3000")).unwrap();
    let slow = Arc::new(Slow::default());
    plays.execute(&call(enumerate("Sample_Play")), Reply::new(Arc::clone(&slow) as Arc<dyn Sink>));
    for _ in 0..200 {
        assert_eq!(run(&things(&module), get("a")).unwrap().len(), 1);
    }
    assert!(!sample.log().iter().any(|line| line == "play ended"), "the provider waits for its client");
    *slow.takes.lock().unwrap() = true;
    slow.changed.notify_all();
    slow.wait_for(&slow.outcome, Option::is_some);
    assert_eq!(*slow.numbers.lock().unwrap(), (0..3000).collect::<Vec<u32>>());
}

#[test]
fn however_many_wait_for_their_clients_there_is_a_thread_for_the_next_request() {
    let sample = Sample::new();
    let module = open(&sample);
    let slow: Vec<Arc<Slow>> = (0..520).map(|_| Arc::default()).collect();
    for slow in &slow {
        let reply = Reply::new(Arc::clone(slow) as Arc<dyn Sink>);
        things(&module).execute(&call(ask_to("prompt", "Sure?")), reply);
    }
    assert_eq!(run(&things(&module), get("a")).unwrap().len(), 1);
    for slow in &slow {
        *slow.takes.lock().unwrap() = true;
        slow.changed.notify_all();
        slow.wait_for(&slow.outcome, Option::is_some);
    }
}

/// A client that lets go of the module as soon as it has its outcome, on the thread that brings it.
struct Last {
    module: Mutex<Option<Arc<dyn OpenModule>>>,
    told: Sender<Result<(), Error>>,
}

impl Sink for Last {
    fn post(&self, _: Posted) -> Result<(), Stopped> {
        Ok(())
    }

    fn ask(&self, _: Question) -> Result<bool, Stopped> {
        Ok(false)
    }

    fn finish(&self, outcome: Result<(), Error>) {
        drop(self.module.lock().unwrap().take());
        self.told.send(outcome).unwrap();
    }

    fn is_stopped(&self) -> bool {
        false
    }

    fn on_stop(&self, _: StopNotice) {}
}

#[test]
fn the_last_use_of_a_module_may_be_its_last_result() {
    let sample = Sample::new();
    // Who would wait here for the process would wait that long.
    let module =
        open_with(&sample, &ModuleSettings { stop_patience: Duration::from_secs(3600), ..settings() });
    let module = module.unwrap();
    let process = handle(pid(&module));
    let things = things(&module);
    let (told, outcomes) = channel();
    let last = Arc::new(Last { module: Mutex::new(Some(module)), told });
    things.execute(&call(get("a")), Reply::new(last as Arc<dyn Sink>));
    drop(things);
    outcomes.recv_timeout(Duration::from_secs(60)).unwrap().unwrap();
    wait_for_end(&process);
    assert_eq!(sample.log().last().map(String::as_str), Some("module unload"));
}
