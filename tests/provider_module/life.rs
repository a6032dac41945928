//! Loading and unloading.

use std::path::Path;

use mi::cim::Status;
use mi::provider::module::Module;
use mi::provider::{Request, StopReason};

use crate::support::*;

#[test]
fn a_module_is_loaded_before_its_class_and_unloaded_after_it() {
    let sample = Sample::new();
    let module = sample.open();
    assert_eq!(sample.log(), ["module load"]);
    let things = provider(&module, "Sample_Thing");
    assert_eq!(sample.log(), ["module load"], "a class is loaded when it is first asked for something");
    run(&things, get("a")).unwrap();
    run(&things, get("a")).unwrap();
    drop((things, module));
    assert_eq!(sample.log(), ["module load", "thing load", "thing unload", "module unload"]);
}

#[test]
fn a_module_that_was_unloaded_can_be_loaded_again() {
    let sample = Sample::new();
    for _ in 0..3 {
        let module = sample.open();
        run(&provider(&module, "Sample_Thing"), get("a")).unwrap();
    }
    assert_eq!(sample.log().len(), 12);
}

#[test]
fn an_error_of_loading_says_what_is_wrong_with_which_file() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("libmissing.so");
    let text = folder.path().join("libtext.so");
    std::fs::write(&text, "This is no library.").unwrap();
    for path in [&missing, &text] {
        let error = Module::open(path).unwrap_err();
        assert_eq!(error.status, Status::Failed);
        assert!(error.message.contains(&path.display().to_string()), "{}", error.message);
    }
    // A library of every system, which is no module.
    let of_the_system = if cfg!(windows) { r"C:\Windows\System32\kernel32.dll" } else { "libc.so.6" };
    let other = Module::open(Path::new(of_the_system)).unwrap_err();
    assert!(other.message.contains(of_the_system) && other.message.contains("MI_Main"), "{}", other.message);
}

#[test]
fn a_module_whose_load_fails_is_not_served() {
    let sample = Sample::new();
    sample.refuse();
    let error = Module::open(&sample.path()).unwrap_err();
    assert_eq!(error.status, Status::AccessDenied);
    assert!(error.message.contains(LIBRARY), "{}", error.message);
    assert_eq!(sample.log(), ["module load"], "what was not loaded is not unloaded");
}

#[test]
fn a_class_may_finish_loading_and_unloading_on_another_thread() {
    let sample = Sample::new();
    let module = sample.open();
    let late = provider(&module, "Sample_Late");
    let request = || mi::provider::Request::GetInstance {
        instance: instance("Sample_Late", &[("Id", mi::cim::Value::string("x"))]),
    };
    let clients: Vec<_> = (0..8).map(|_| Client::start(&late, &call(request()))).collect();
    for client in clients {
        assert_eq!(client.outcome(), Ok(()));
        assert_eq!(text(&client.instances()[0], "Id").as_deref(), Some("x"));
    }
    drop((late, module));
    sample.wait_for("module unload");
    assert_eq!(sample.log(), ["module load", "late load", "late unload", "module unload"]);
}

#[test]
fn a_class_whose_load_fails_answers_each_request_with_the_reason() {
    let sample = Sample::new();
    let module = sample.open();
    let broken = provider(&module, "Sample_Broken");
    for _ in 0..2 {
        let error = run(&broken, enumerate("Sample_Broken")).unwrap_err();
        assert_eq!(error.status, Status::AccessDenied);
        for part in ["Sample_Broken", LIBRARY, "There is no key to the cabinet."] {
            assert!(error.message.contains(part), "{}", error.message);
        }
    }
}

#[test]
fn a_class_that_asks_to_be_unloaded_is_loaded_again_for_the_next_request() {
    let sample = Sample::new();
    let module = sample.open();
    let things = provider(&module, "Sample_Thing");
    run(&things, ask_to("request-unload", "")).unwrap();
    sample.wait_for("thing unload");
    run(&things, get("a")).unwrap();
    assert_eq!(sample.log(), ["module load", "thing load", "thing unload", "thing load"]);
}

#[test]
fn a_class_that_refuses_stays_loaded_until_its_module_goes() {
    let sample = Sample::new();
    let module = sample.open();
    let things = provider(&module, "Sample_Thing");
    let client = Client::start(&things, &call(get("never")));
    run(&things, ask_to("request-unload", "")).unwrap();
    run(&things, ask_to("refuse-unload", "")).unwrap();
    run(&things, get("release")).unwrap_err();
    client.outcome().unwrap();
    assert!(!sample.log().contains(&"thing unload".to_owned()));
    drop((things, module));
    sample.wait_for("module unload");
}

#[test]
fn a_request_that_is_not_finished_keeps_its_module() {
    let sample = Sample::new();
    let module = sample.open();
    let things = provider(&module, "Sample_Thing");
    let client = Client::start(&things, &call(get("never")));
    let releasing = provider(&module, "Sample_Thing");
    drop((things, module));
    assert!(!sample.log().contains(&"thing unload".to_owned()), "{:?}", sample.log());
    run(&releasing, get("release")).unwrap_err();
    client.outcome().unwrap();
    drop(releasing);
    sample.wait_for("module unload");
}

#[test]
fn a_request_that_is_stopped_does_not_wait_for_the_load_of_its_class() {
    let sample = Sample::new();
    sample.hold_load();
    let module = sample.open();
    let late = provider(&module, "Sample_Late");
    let wanted = instance("Sample_Late", &[("Id", mi::cim::Value::string("x"))]);
    let get = call(Request::GetInstance { instance: wanted });
    let (first, second, third) =
        (Client::start(&late, &get), Client::start(&late, &get), Client::start(&late, &get));

    for stopped in [&second, &first] {
        stopped.stop(StopReason::None);
        let error = stopped.outcome().unwrap_err();
        assert!(error.message.contains("Sample_Late") && error.message.contains("not loaded"), "{error}");
    }
    assert!(!third.is_finished());

    run(&provider(&module, "Sample_Thing"), ask_to("release-load", "")).unwrap();
    third.outcome().unwrap();
}

#[test]
fn a_module_is_idle_without_requests_and_subscriptions_where_no_class_refuses() {
    let sample = Sample::new();
    let module = sample.open();
    assert!(module.is_idle());
    let things = provider(&module, "Sample_Thing");
    let client = Client::start(&things, &call(get("never")));
    assert!(!module.is_idle());
    run(&things, get("release")).unwrap_err();
    client.outcome().unwrap();
    // The provider's thread lets go of the request a moment after its client saw the end.
    sample.wait_for("the request that was never answered was answered");
    while !module.is_idle() {
        std::thread::yield_now();
    }
    let alerts = provider(&module, "Sample_Alert");
    let subscriber = Client::start(&alerts, &subscription(None));
    assert!(!module.is_idle());
    subscriber.stop(StopReason::None);
    subscriber.outcome().unwrap();
    while !module.is_idle() {
        std::thread::yield_now();
    }
    run(&things, ask_to("refuse-unload", "")).unwrap();
    assert!(!module.is_idle());
    run(&things, ask_to("request-unload", "")).unwrap();
    sample.wait_for("thing unload");
    while !module.is_idle() {
        std::thread::yield_now();
    }
}
