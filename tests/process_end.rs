//! What a program closes while its process ends: Windows has ended all threads but one by then, and whoever waits for another waits for
//! ever. Elsewhere threads run until the process is gone.
#![cfg(windows)]

use std::ffi::c_void;
use std::process::{Command, Stdio};
use std::ptr::{null, null_mut};
use std::sync::Mutex;
use std::sync::mpsc::channel;
use std::time::Duration;

use mi::abi::*;
use mi::capi::exports::application::{
    MI_Application_Close, MI_Application_InitializeV1, MI_Application_NewSession,
};
use mi::capi::exports::operation::MI_Operation_Close;
use mi::capi::exports::session::{MI_Session_Close, MI_Session_Subscribe};

/// In the program that ends: where it writes what closing gave.
const RESULTS: &str = "MI_TEST_RESULTS";

struct Opened {
    application: MI_Application,
    session: MI_Session,
    operation: MI_Operation,
}

// SAFETY: handles are for any thread.
unsafe impl Send for Opened {}

static OPENED: Mutex<Option<Opened>> = Mutex::new(None);

#[link(name = "kernel32")]
unsafe extern "system" {
    fn FlsAlloc(callback: unsafe extern "system" fn(*const c_void)) -> u32;
    fn FlsSetValue(index: u32, value: *const c_void) -> i32;
}

/// Windows calls this when the thread ends that has a value behind it, or the process: as late as the ends of static objects in the
/// libraries of a program.
unsafe extern "system" fn at_end(_: *const c_void) {
    let Some(mut opened) = OPENED.lock().unwrap().take() else { return };
    // SAFETY: the handles are the library's, and closed once.
    let results = unsafe {
        [
            MI_Operation_Close(&mut opened.operation),
            MI_Session_Close(&mut opened.session, null_mut(), None),
            MI_Application_Close(&mut opened.application),
        ]
    };
    let path = std::env::var_os(RESULTS).unwrap();
    std::fs::write(path, format!("{results:?}")).unwrap();
}

unsafe extern "system" fn indication(
    _: *mut MI_Operation,
    _: *mut c_void,
    _: *const MI_Instance,
    _: *const MI_Char,
    _: *const MI_Char,
    _: MI_Boolean,
    _: MI_Result,
    _: *const MI_Char,
    _: *const MI_Instance,
    _: Option<unsafe extern "system" fn(*mut MI_Operation) -> MI_Result>,
) {
}

/// The program: it leaves a subscription open, whose result would come from another thread.
#[test]
fn program_that_closes_at_its_end() {
    if std::env::var_os(RESULTS).is_none() {
        return;
    }
    let text = |text: &str| text.encode_utf16().chain([0]).collect::<Vec<MI_Char>>();
    let (namespace, dialect) = (text("root/cimv2"), text("WQL"));
    let query = text("SELECT * FROM __InstanceCreationEvent");
    let (mut application, mut session) = (MI_Application::default(), MI_Session::default());
    let mut operation = MI_Operation::default();
    let mut callbacks = MI_OperationCallbacks { indicationResult: Some(indication), ..Default::default() };
    // SAFETY: texts end in a NUL, and everything else is NULL or there.
    unsafe {
        assert_eq!(MI_Application_InitializeV1(0, null(), null_mut(), &mut application), MI_RESULT_OK);
        let opened = MI_Application_NewSession(
            &mut application,
            null(),
            null(),
            null_mut(),
            null_mut(),
            null_mut(),
            &mut session,
        );
        assert_eq!(opened, MI_RESULT_OK);
        MI_Session_Subscribe(
            &mut session,
            0,
            null_mut(),
            namespace.as_ptr(),
            dialect.as_ptr(),
            query.as_ptr(),
            null(),
            &mut callbacks,
            &mut operation,
        );
    }
    *OPENED.lock().unwrap() = Some(Opened { application, session, operation });
    // SAFETY: the function takes any value, and is there as long as the program.
    unsafe { assert_ne!(FlsSetValue(FlsAlloc(at_end), (&raw const OPENED).cast()), 0) };
    std::process::exit(7);
}

#[test]
fn what_is_closed_while_the_process_ends_is_let_go_of_and_waits_for_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let results = folder.path().join("results");
    let mut program = Command::new(std::env::current_exe().unwrap());
    program.args(["--exact", "program_that_closes_at_its_end", "--nocapture"]);
    // One that never ended would keep this test's own output open.
    program.stdout(Stdio::null()).stderr(Stdio::null());
    let program = program.env(RESULTS, &results).env("MI_REPOSITORY", ":memory:").spawn();
    let mut program = program.unwrap();
    let (sender, ended) = channel();
    std::thread::spawn(move || sender.send(program.wait()));
    let status = ended.recv_timeout(Duration::from_secs(120)).expect("the program ends").unwrap();
    assert_eq!(status.code(), Some(7));
    assert_eq!(std::fs::read_to_string(results).unwrap(), "[0, 0, 0]");
}
