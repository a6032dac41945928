//! Applications, sessions and operations as a C program uses them: through the tables, with raw handles.
//!
//! What the repository can show is tested in C; here providers do what no stored class can.
#![allow(
    clippy::undocumented_unsafe_blocks,
    reason = "handles and out-parameters are locals of each test, and live"
)]

mod closing;
mod deliveries;
mod questions;

use std::ffi::c_void;
use std::ptr::{null, null_mut};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

use super::application::{self, APPLICATION_FT};
use super::client_tables::CLIENT_TABLES;
use super::operation::OPERATION_FT;
use super::session::SESSION_FT;
use crate::abi::*;
use crate::cim::{Error, Status, Text, Value};
use crate::engine::Application;
use crate::engine::tests::{Fake, configuration, numbered};
use crate::object::instance::{delete_instance, instance_to_c};
use crate::object::testing::{c, get_string, ptr, read};
use crate::provider::{Call, Posted, Reply};

const INVALID: MI_Result = MI_RESULT_INVALID_PARAMETER;

/// An application with a session whose operations this provider answers.
struct Client {
    application: MI_Application,
    session: MI_Session,
}

impl Client {
    fn served(run: impl Fn(&Call, Reply) + Send + Sync + 'static) -> Client {
        let made = Application::with_configuration(configuration());
        made.set_repository(Arc::new(Fake { is_bounded: false, run })).unwrap();
        let mut application = application::insert(made);
        let mut session = MI_Session::default();
        let new_session = APPLICATION_FT.NewSession.unwrap();
        let (none, callbacks) = (null(), null_mut());
        let opened = unsafe {
            new_session(&mut application, none, none, null_mut(), callbacks, null_mut(), &mut session)
        };
        assert_eq!(opened, MI_RESULT_OK);
        Client { application, session }
    }

    fn get(&mut self, flags: u32, callbacks: *mut MI_OperationCallbacks) -> MI_Operation {
        let mut operation = MI_Operation::default();
        let key = instance_to_c(numbered(0));
        let get = SESSION_FT.GetInstance.unwrap();
        unsafe {
            get(&mut self.session, flags, null_mut(), null(), key, callbacks, &mut operation);
            delete_instance(key);
        }
        operation
    }

    fn enumerate(&mut self, flags: u32, callbacks: *mut MI_OperationCallbacks) -> MI_Operation {
        let mut operation = MI_Operation::default();
        let class_name = c("Test_Thing");
        let enumerate = SESSION_FT.EnumerateInstances.unwrap();
        let (session, none) = (&mut self.session, null_mut());
        unsafe {
            enumerate(session, flags, none, null(), ptr(&class_name), 0, callbacks, &mut operation);
        }
        operation
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        // A test that failed may have left operations open, and closing would wait for them.
        if !std::thread::panicking() {
            unsafe {
                SESSION_FT.Close.unwrap()(&mut self.session, null_mut(), None);
                APPLICATION_FT.Close.unwrap()(&mut self.application);
            }
        }
    }
}

/// What a getter or a callback gave.
#[derive(Debug)]
struct Given {
    operation: MI_Operation,
    instance: *const MI_Instance,
    more: bool,
    result: MI_Result,
    message: Option<String>,
    details: Option<String>,
    acknowledge: Option<unsafe extern "system" fn(*mut MI_Operation) -> MI_Result>,
}

// SAFETY: the tests look at the pointers only while they are good.
unsafe impl Send for Given {}

fn fetch(operation: &mut MI_Operation) -> Given {
    let (mut instance, mut more, mut result) = (null(), 7, 99);
    let (mut message, mut details) = (null(), null());
    let get = OPERATION_FT.GetInstance.unwrap();
    let returned =
        unsafe { get(operation, &mut instance, &mut more, &mut result, &mut message, &mut details) };
    assert_eq!(returned, MI_RESULT_OK);
    Given {
        operation: *operation,
        instance,
        more: more != 0,
        result,
        message: read(message),
        details: if details.is_null() { None } else { get_string(details, "Message") },
        acknowledge: None,
    }
}

fn close(operation: &mut MI_Operation) -> MI_Result {
    unsafe { OPERATION_FT.Close.unwrap()(operation) }
}

/// Callbacks that send what they are given, and then do what the test says.
struct Callbacks {
    sender: Sender<Given>,
    then: Box<dyn Fn(&Given) + Send + Sync>,
    messages: Sender<String>,
}

impl Callbacks {
    fn reporting(
        then: impl Fn(&Given) + Send + Sync + 'static,
    ) -> (MI_OperationCallbacks, Receiver<Given>, Receiver<String>) {
        let (sender, receiver) = channel();
        let (messages, told) = channel();
        // A callback may still be on its way out when the test ends, so that this is never freed.
        let own: &Callbacks = Box::leak(Box::new(Callbacks { sender, then: Box::new(then), messages }));
        let callbacks = MI_OperationCallbacks {
            callbackContext: (&raw const *own).cast_mut().cast(),
            instanceResult: Some(on_instance),
            writeMessage: Some(on_message),
            streamedParameterResult: Some(on_streamed),
            ..MI_OperationCallbacks::default()
        };
        (callbacks, receiver, told)
    }
}

unsafe extern "system" fn on_instance(
    operation: *mut MI_Operation,
    context: *mut c_void,
    instance: *const MI_Instance,
    more: MI_Boolean,
    result: MI_Result,
    message: *const MI_Char,
    details: *const MI_Instance,
    acknowledge: Option<unsafe extern "system" fn(*mut MI_Operation) -> MI_Result>,
) {
    let own = unsafe { &*context.cast::<Callbacks>() };
    let details = if details.is_null() { None } else { get_string(details, "Message") };
    let (operation, message, more) = (unsafe { *operation }, read(message), more != 0);
    let given = Given { operation, instance, more, result, message, details, acknowledge };
    (own.then)(&given);
    own.sender.send(given).unwrap();
}

unsafe extern "system" fn on_message(
    _: *mut MI_Operation,
    context: *mut c_void,
    channel: MI_Uint32,
    message: *const MI_Char,
) {
    let own = unsafe { &*context.cast::<Callbacks>() };
    own.messages.send(format!("{channel}: {}", read(message).unwrap())).unwrap();
}

unsafe extern "system" fn on_streamed(
    operation: *mut MI_Operation,
    context: *mut c_void,
    name: *const MI_Char,
    kind: MI_Type,
    value: *const MI_Value,
    acknowledge: Option<unsafe extern "system" fn(*mut MI_Operation) -> MI_Result>,
) {
    let own = unsafe { &*context.cast::<Callbacks>() };
    let number = unsafe { (*value).uint32 };
    own.messages.send(format!("{} {kind} {number}", read(name).unwrap())).unwrap();
    if let Some(acknowledge) = acknowledge {
        assert_eq!(unsafe { acknowledge(operation) }, MI_RESULT_OK);
    }
}

fn three(_: &Call, reply: Reply) {
    for number in 0..3 {
        if reply.post_instance(numbered(number)).is_err() {
            break;
        }
    }
    reply.finish(Ok(()));
}

#[test]
fn every_slot_of_every_client_table_is_filled() {
    let tables = &CLIENT_TABLES;
    let application = format!("{:?}", tables.applicationFT.unwrap());
    let session = format!("{:?}", tables.sessionFT.unwrap());
    let operation = format!("{:?}", tables.operationFT.unwrap());
    let rest = format!(
        "{:?}{:?}{:?}{:?}{:?}{:?}{:?}",
        tables.hostedProviderFT.unwrap(),
        tables.serializerFT.unwrap(),
        tables.deserializerFT.unwrap(),
        tables.subscribeDeliveryOptionsFT.unwrap(),
        tables.destinationOptionsFT.unwrap(),
        tables.operationOptionsFT.unwrap(),
        tables.utilitiesFT.unwrap(),
    );
    for table in [application, session, operation, rest] {
        assert!(!table.contains("None"), "{table}");
    }
}

#[test]
fn results_are_fetched_until_one_says_that_it_is_the_last() {
    let mut client = Client::served(three);
    let mut operation = client.enumerate(0, null_mut());
    for _ in 0..3 {
        let given = fetch(&mut operation);
        assert!(given.more && !given.instance.is_null() && given.result == MI_RESULT_OK);
    }
    for _ in 0..2 {
        let given = fetch(&mut operation);
        assert!(!given.more && given.instance.is_null() && given.result == MI_RESULT_OK);
    }
    assert_eq!(close(&mut operation), MI_RESULT_OK);
}

#[test]
fn a_failure_brings_its_message_and_an_error_instance() {
    let mut client =
        Client::served(|_, reply| reply.finish(Err(Error::new(Status::NotFound, "There is no such thing."))));
    let mut operation = client.get(0, null_mut());
    let given = fetch(&mut operation);
    assert_eq!(given.result, MI_RESULT_NOT_FOUND);
    assert_eq!(given.message.as_deref(), Some("There is no such thing."));
    assert_eq!(given.details.as_deref(), Some("There is no such thing."));
    close(&mut operation);
}

#[test]
fn a_closed_operation_and_every_copy_of_its_handle_are_invalid() {
    let mut client = Client::served(three);
    let mut operation = client.get(0, null_mut());
    let mut copy = operation;
    assert_eq!(close(&mut operation), MI_RESULT_OK);
    for handle in [&mut operation, &mut copy] {
        assert_eq!(close(handle), INVALID);
        let (mut instance, mut more, mut result) = (null(), 7, 99);
        let mut session = client.session;
        unsafe {
            assert_eq!(OPERATION_FT.Cancel.unwrap()(handle, 0), INVALID);
            assert_eq!(OPERATION_FT.GetSession.unwrap()(handle, &mut session), INVALID);
            let get = OPERATION_FT.GetInstance.unwrap();
            let returned = get(handle, &mut instance, &mut more, &mut result, null_mut(), null_mut());
            assert_eq!((returned, result, more), (INVALID, INVALID, 0));
        }
        assert_eq!(session.reserved2, 0);
    }
}

#[test]
fn garbage_handles_are_invalid_everywhere() {
    let garbage = [(0, 0), (1, 1), (u64::MAX, -1), (0xdead_beef, 0x7fff_0000_1234), (0x3fb1_7c25, 64)];
    for (reserved1, reserved2) in garbage {
        let mut application = MI_Application { reserved1, reserved2, ft: &APPLICATION_FT };
        let mut session = MI_Session { reserved1, reserved2, ft: &SESSION_FT };
        let mut operation = MI_Operation { reserved1, reserved2, ft: &OPERATION_FT };
        let mut instance = null_mut();
        let name = c("Test_Thing");
        unsafe {
            assert_eq!(APPLICATION_FT.Close.unwrap()(&mut application), INVALID);
            let new = APPLICATION_FT.NewInstance.unwrap();
            assert_eq!(new(&mut application, ptr(&name), null(), &mut instance), INVALID);
            assert_eq!(SESSION_FT.Close.unwrap()(&mut session, null_mut(), None), INVALID);
            assert_eq!(SESSION_FT.GetApplication.unwrap()(&mut session, &mut application), INVALID);
            let mut started = MI_Operation::default();
            SESSION_FT.TestConnection.unwrap()(&mut session, 0, null_mut(), &mut started);
            assert_eq!(fetch(&mut started).result, INVALID);
            assert_eq!(close(&mut started), MI_RESULT_OK);
            assert_eq!(OPERATION_FT.Cancel.unwrap()(&mut operation, 0), INVALID);
        }
        assert_eq!(close(&mut operation), INVALID);
    }
}

#[test]
fn an_operation_that_cannot_start_is_a_handle_with_one_result() {
    let mut client = Client::served(three);
    let mut operation = MI_Operation::default();
    let get = SESSION_FT.GetInstance.unwrap();
    unsafe {
        get(&mut client.session, 0, null_mut(), null(), null(), null_mut(), &mut operation);
        assert_eq!(OPERATION_FT.Cancel.unwrap()(&mut operation, 0), MI_RESULT_FAILED);
        let mut session = MI_Session::default();
        assert_eq!(OPERATION_FT.GetSession.unwrap()(&mut operation, &mut session), MI_RESULT_FAILED);
        assert_eq!(session.reserved2, client.session.reserved2);
    }
    let given = fetch(&mut operation);
    assert!(!given.more && given.instance.is_null() && given.result == INVALID);
    assert!(given.details.is_some_and(|message| message.contains("instance")));
    assert_eq!(close(&mut operation), MI_RESULT_OK);
    assert_eq!((operation.reserved1, operation.reserved2), (0, 0));
    assert!(operation.ft.is_null());
}

#[test]
fn an_operation_that_cannot_start_calls_back_once_before_the_start_returns() {
    let mut client = Client::served(three);
    let (mut callbacks, given, _) = Callbacks::reporting(|_| {});
    let mut operation = MI_Operation::default();
    let get = SESSION_FT.GetInstance.unwrap();
    let flags = MI_OPERATIONFLAGS_MANUAL_ACK_RESULTS;
    unsafe {
        get(&mut client.session, flags, null_mut(), null(), null(), &mut callbacks, &mut operation);
    }
    let only = given.try_recv().unwrap();
    assert_eq!((only.more, only.result), (false, INVALID));
    assert!(only.acknowledge.is_none());
    assert!(given.try_recv().is_err());
    assert_eq!(close(&mut operation), MI_RESULT_OK);
}

#[test]
fn without_a_place_for_the_handle_the_callback_is_told_so() {
    let mut client = Client::served(three);
    let (mut callbacks, given, _) = Callbacks::reporting(|_| {});
    unsafe {
        let test = SESSION_FT.TestConnection.unwrap();
        test(&mut client.session, 0, &mut callbacks, null_mut());
        test(&mut client.session, 0, null_mut(), null_mut());
    }
    assert_eq!(given.try_recv().unwrap().result, INVALID);
    assert!(given.try_recv().is_err());
}

#[test]
fn the_wrong_getter_is_invalid() {
    let mut client = Client::served(three);
    let mut operation = client.get(0, null_mut());
    let (mut class, mut more, mut result) = (null(), 7, 99);
    let get_class = OPERATION_FT.GetClass.unwrap();
    let returned =
        unsafe { get_class(&mut operation, &mut class, &mut more, &mut result, null_mut(), null_mut()) };
    assert_eq!((returned, result, more), (INVALID, INVALID, 0));
    close(&mut operation);
}

#[test]
fn results_are_delivered_with_the_handle_of_their_operation() {
    let mut client = Client::served(three);
    let (mut callbacks, given, _) = Callbacks::reporting(|_| {});
    let mut operation = client.enumerate(0, &mut callbacks);
    // The library has its own copy.
    callbacks = MI_OperationCallbacks::default();
    assert!(callbacks.instanceResult.is_none());
    for number in 0..4 {
        let result = given.recv().unwrap();
        assert_eq!(result.more, number < 3);
        assert_eq!(result.instance.is_null(), number == 3);
        assert!(result.acknowledge.is_none());
        let handle = result.operation;
        assert_eq!((handle.reserved1, handle.reserved2), (operation.reserved1, operation.reserved2));
    }
    assert_eq!(close(&mut operation), MI_RESULT_OK);
}

#[test]
fn a_result_lives_and_the_next_waits_until_it_is_acknowledged_also_after_close() {
    let mut client = Client::served(three);
    let (mut callbacks, given, _) = Callbacks::reporting(|_| {});
    let mut operation = client.enumerate(MI_OPERATIONFLAGS_MANUAL_ACK_RESULTS, &mut callbacks);
    let first = given.recv().unwrap();
    assert!(first.more);
    let get_name = unsafe { &*(*first.instance).ft }.GetClassName.unwrap();
    let mut name = null();
    unsafe { get_name(first.instance, &mut name) };
    assert_eq!(read(name).as_deref(), Some("Test_Thing"));
    assert!(given.try_recv().is_err());
    assert_eq!(close(&mut operation), MI_RESULT_OK);
    let acknowledge = first.acknowledge.unwrap();
    let mut copy = first.operation;
    assert_eq!(unsafe { acknowledge(&mut copy) }, MI_RESULT_OK);
    let last = given.recv().unwrap();
    assert_eq!((last.more, last.result), (false, MI_RESULT_FAILED));
    assert_eq!(unsafe { acknowledge(&mut copy) }, MI_RESULT_OK);
}

#[test]
fn an_operation_may_be_closed_inside_its_callback_by_the_handle_that_it_gets() {
    let mut client = Client::served(three);
    let (mut callbacks, given, _) = Callbacks::reporting(|given| {
        if given.more {
            assert_eq!(close(&mut { given.operation }), MI_RESULT_OK);
        }
    });
    client.enumerate(0, &mut callbacks);
    assert!(given.recv().unwrap().more);
    assert!(!given.recv().unwrap().more);
}

#[test]
fn messages_and_pieces_of_parameters_come_before_the_end() {
    let mut client = Client::served(|_, reply| {
        reply.post(Posted::Message { channel: 2, text: "looking".into() }).unwrap();
        let piece = Posted::StreamedParameter { name: "Piece".into(), value: Value::Uint32(5) };
        reply.post(piece).unwrap();
        reply.finish(Ok(()));
    });
    for flags in [0, MI_OPERATIONFLAGS_MANUAL_ACK_RESULTS] {
        let (mut callbacks, given, told) = Callbacks::reporting(|_| {});
        let mut operation = client.get(flags, &mut callbacks);
        assert_eq!(told.recv().unwrap(), "2: looking");
        assert_eq!(told.recv().unwrap(), format!("Piece {MI_UINT32} 5"));
        let last = given.recv().unwrap();
        assert!(!last.more);
        if let Some(acknowledge) = last.acknowledge {
            assert_eq!(unsafe { acknowledge(&mut { last.operation }) }, MI_RESULT_OK);
        }
        close(&mut operation);
    }
}

#[test]
fn pieces_that_nobody_wants_do_not_hold_up_what_follows() {
    let mut client = Client::served(|_, reply| {
        let piece = Posted::StreamedParameter { name: "Piece".into(), value: Value::Uint32(5) };
        reply.post(piece).unwrap();
        reply.finish(Ok(()));
    });
    let (mut callbacks, given, _) = Callbacks::reporting(|_| {});
    callbacks.streamedParameterResult = None;
    let mut operation = client.get(MI_OPERATIONFLAGS_MANUAL_ACK_RESULTS, &mut callbacks);
    let last = given.recv().unwrap();
    assert_eq!(unsafe { last.acknowledge.unwrap()(&mut { last.operation }) }, MI_RESULT_OK);
    close(&mut operation);
}

#[test]
fn closing_the_session_or_the_application_inside_a_callback_is_refused_and_works_afterwards() {
    let mut client = Client::served(|_, reply| reply.finish(Ok(())));
    let (mut session, mut application) = (client.session, client.application);
    let words = (session.reserved1, session.reserved2, application.reserved1, application.reserved2);
    let (mut callbacks, given, _) = Callbacks::reporting(move |_| {
        let mut session = MI_Session { reserved1: words.0, reserved2: words.1, ft: &SESSION_FT };
        let mut application = MI_Application { reserved1: words.2, reserved2: words.3, ft: &APPLICATION_FT };
        unsafe {
            assert_eq!(SESSION_FT.Close.unwrap()(&mut session, null_mut(), None), MI_RESULT_FAILED);
            assert_eq!(APPLICATION_FT.Close.unwrap()(&mut application), MI_RESULT_FAILED);
        }
    });
    let mut operation = client.get(0, &mut callbacks);
    assert!(!given.recv().unwrap().more);
    close(&mut operation);
    unsafe {
        assert_eq!(SESSION_FT.Close.unwrap()(&mut session, null_mut(), None), MI_RESULT_OK);
        assert_eq!(SESSION_FT.Close.unwrap()(&mut client.session, null_mut(), None), INVALID);
        assert_eq!(APPLICATION_FT.Close.unwrap()(&mut application), MI_RESULT_OK);
        assert_eq!(application.reserved2, 0);
        assert_eq!(APPLICATION_FT.Close.unwrap()(&mut client.application), INVALID);
    }
}

unsafe extern "system" fn on_completion(context: *mut c_void) {
    unsafe { &*context.cast::<Sender<()>>() }.send(()).unwrap();
}

#[test]
fn a_session_with_a_completion_callback_calls_it_when_its_operations_are_closed() {
    let mut client = Client::served(three);
    let mut operation = client.get(0, null_mut());
    let (sender, completed) = channel::<()>();
    let context = Box::into_raw(Box::new(sender)).cast();
    unsafe {
        let close_session = SESSION_FT.Close.unwrap();
        assert_eq!(close_session(&mut client.session, context, Some(on_completion)), MI_RESULT_OK);
        assert_eq!(close_session(&mut client.session, context, Some(on_completion)), INVALID);
    }
    assert!(completed.try_recv().is_err());
    close(&mut operation);
    completed.recv().unwrap();
    assert!(completed.try_recv().is_err());
}

#[test]
fn a_failed_factory_leaves_a_handle_that_answers_and_closes() {
    let (mut application, mut error) = (MI_Application::default(), null_mut());
    let name = Text::from("Test_Thing");
    unsafe {
        let result = super::entry::initialize(5, null(), &mut error, &mut application);
        assert_eq!(result, INVALID);
        assert!(get_string(error, "Message").is_some_and(|message| message.contains("0x5")));
        delete_instance(error);
        let mut instance = null_mut();
        let new = (*application.ft).NewInstance.unwrap();
        assert_eq!(new(&mut application, ptr(&name), null(), &mut instance), INVALID);
        assert_eq!((*application.ft).Close.unwrap()(&mut application), MI_RESULT_OK);
        assert_eq!(super::entry::initialize(0, null(), null_mut(), null_mut()), INVALID);
    }
    let mut client = Client::served(three);
    let protocol = c("CARRIER_PIGEON");
    let mut session = client.session;
    unsafe {
        let new_session = APPLICATION_FT.NewSession.unwrap();
        let none = null_mut();
        let application = &mut client.application;
        let result =
            new_session(application, ptr(&protocol), null(), null_mut(), none, &mut error, &mut session);
        assert_eq!(result, MI_RESULT_NOT_FOUND);
        delete_instance(error);
        let mut operation = MI_Operation::default();
        SESSION_FT.TestConnection.unwrap()(&mut session, 0, null_mut(), &mut operation);
        assert_eq!(fetch(&mut operation).result, MI_RESULT_NOT_FOUND);
        close(&mut operation);
        let (sender, completed) = channel::<()>();
        let context = Box::into_raw(Box::new(sender)).cast();
        assert_eq!(SESSION_FT.Close.unwrap()(&mut session, context, Some(on_completion)), INVALID);
        completed.try_recv().unwrap();
    }
}

#[test]
fn a_hosted_provider_without_a_module_is_refused_and_nothing_is_opened() {
    unsafe extern "C" fn main(_: *mut MI_Server) -> *mut MI_Module {
        null_mut()
    }
    let mut client = Client::served(three);
    let (mut provider, mut error) = (MI_HostedProvider::default(), null_mut());
    let (namespace, name) = (c("root/cimv2"), c("mine"));
    unsafe {
        let new = APPLICATION_FT.NewHostedProvider.unwrap();
        let application = &mut client.application;
        let result = new(application, ptr(&namespace), ptr(&name), None, &mut error, &mut provider);
        assert_eq!(result, INVALID);
        delete_instance(error);
        let result = new(application, ptr(&namespace), ptr(&name), Some(main), &mut error, &mut provider);
        assert_eq!(result, MI_RESULT_FAILED);
        assert!(get_string(error, "Message").is_some_and(|text| text.contains("its MI_Main returned NULL")));
        delete_instance(error);
        let table = CLIENT_TABLES.hostedProviderFT.unwrap();
        let mut application = client.application;
        assert_eq!(table.GetApplication.unwrap()(&mut provider, &mut application), INVALID);
        assert_eq!(table.Close.unwrap()(&mut provider), INVALID);
    }
}

#[test]
fn a_panic_of_a_provider_is_a_failed_operation_for_c() {
    let mut client = Client::served(|_, _| panic!("the provider is broken"));
    let mut operation = client.get(0, null_mut());
    let given = fetch(&mut operation);
    assert_eq!(given.result, MI_RESULT_FAILED);
    assert!(given.message.unwrap().contains("the provider is broken"));
    close(&mut operation);
}
