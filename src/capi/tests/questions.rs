//! `promptUser` and `writeError`, with their functions for the answer.

use super::*;
use crate::engine::tests::number_of;
use crate::object::instance::instance_from_c;
use crate::object::options::{OPERATION_OPTIONS_FT, new_operation_options};
use crate::provider::{PromptKind, Question, Stopped};

type Reply = unsafe extern "system" fn(*mut MI_Operation, MI_OperationCallback_ResponseType) -> MI_Result;

const NO: MI_OperationCallback_ResponseType = MI_OperationCallback_ResponseType_No;
const YES: MI_OperationCallback_ResponseType = MI_OperationCallback_ResponseType_Yes;

/// What a callback for a question was given. The pointers are good until the answer.
struct Asked {
    operation: MI_Operation,
    kind: Option<MI_PromptType>,
    text: *const MI_Char,
    error: *mut MI_Instance,
    reply: Option<Reply>,
}

// SAFETY: the tests look at the pointers only while they are good.
unsafe impl Send for Asked {}

impl Asked {
    fn reply(&self, response: MI_OperationCallback_ResponseType) -> MI_Result {
        let mut operation = self.operation;
        unsafe { self.reply.unwrap()(&mut operation, response) }
    }
}

/// What the callbacks of these tests report to: the questions, and the ends.
struct Told {
    asked: Sender<Asked>,
    ends: Sender<MI_Result>,
}

fn callbacks() -> (MI_OperationCallbacks, Receiver<Asked>, Receiver<MI_Result>) {
    let (asked, questions) = channel();
    let (ends, results) = channel();
    // A callback may still be on its way out when the test ends, so that this is never freed.
    let told: &Told = Box::leak(Box::new(Told { asked, ends }));
    let callbacks = MI_OperationCallbacks {
        callbackContext: (&raw const *told).cast_mut().cast(),
        instanceResult: Some(on_end),
        promptUser: Some(on_prompt),
        writeError: Some(on_error),
        ..MI_OperationCallbacks::default()
    };
    (callbacks, questions, results)
}

unsafe extern "system" fn on_end(
    _: *mut MI_Operation,
    context: *mut c_void,
    _: *const MI_Instance,
    more: MI_Boolean,
    result: MI_Result,
    _: *const MI_Char,
    _: *const MI_Instance,
    _: Option<unsafe extern "system" fn(*mut MI_Operation) -> MI_Result>,
) {
    if more == 0 {
        unsafe { &*context.cast::<Told>() }.ends.send(result).unwrap();
    }
}

unsafe extern "system" fn on_prompt(
    operation: *mut MI_Operation,
    context: *mut c_void,
    text: *const MI_Char,
    kind: MI_PromptType,
    reply: Option<Reply>,
) {
    let (told, operation) = unsafe { (&*context.cast::<Told>(), *operation) };
    told.asked.send(Asked { operation, kind: Some(kind), text, error: null_mut(), reply }).unwrap();
}

unsafe extern "system" fn on_error(
    operation: *mut MI_Operation,
    context: *mut c_void,
    error: *mut MI_Instance,
    reply: Option<Reply>,
) {
    let (told, operation) = unsafe { (&*context.cast::<Told>(), *operation) };
    told.asked.send(Asked { operation, kind: None, text: null(), error, reply }).unwrap();
}

/// A client of a provider that asks one question, and where its answer goes.
fn asked(question: Question) -> (Client, Receiver<Result<bool, Stopped>>) {
    let (sender, answers) = channel();
    let client = Client::served(move |_, reply| {
        sender.send(reply.ask(question.clone())).unwrap();
        reply.finish(Ok(()));
    });
    (client, answers)
}

fn prompt(kind: PromptKind) -> Question {
    Question::Prompt { kind, text: "Format the disk?".to_owned() }
}

#[test]
fn a_prompt_and_its_text_are_good_until_the_answer_from_any_thread() {
    let kinds = [(PromptKind::Normal, MI_PROMPTTYPE_NORMAL), (PromptKind::Critical, MI_PROMPTTYPE_CRITICAL)];
    for (kind, number) in kinds {
        let (mut client, answers) = asked(prompt(kind));
        let (mut callbacks, questions, ends) = callbacks();
        let mut operation = client.get(0, &mut callbacks);
        let question = questions.recv().unwrap();
        assert_eq!((question.kind, read(question.text).as_deref()), (Some(number), Some("Format the disk?")));
        assert_eq!(question.reply(YES), MI_RESULT_OK);
        assert_eq!(answers.recv().unwrap(), Ok(true));
        assert_eq!(ends.recv().unwrap(), MI_RESULT_OK);
        assert_eq!(question.reply(YES), INVALID, "the first answer counts");
        close(&mut operation);
    }
}

#[test]
fn an_error_is_told_and_asks_nothing_unless_the_options_say_so() {
    let (mut client, answers) = asked(Question::Error(numbered(13)));
    let (mut callbacks, questions, ends) = callbacks();
    let mut operation = client.get(0, &mut callbacks);
    assert!(questions.recv().unwrap().reply.is_none());
    assert_eq!(answers.recv().unwrap(), Ok(true));
    assert_eq!(ends.recv().unwrap(), MI_RESULT_OK);
    close(&mut operation);
}

#[test]
fn an_error_that_asks_is_good_until_the_answer() {
    let (mut client, answers) = asked(Question::Error(numbered(13)));
    let (mut callbacks, questions, ends) = callbacks();
    let mut options = MI_OperationOptions::default();
    unsafe {
        new_operation_options(0, &mut options).unwrap();
        let mode = c("__MI_OPERATIONOPTIONS_WRITEERRORMODE");
        let set = OPERATION_OPTIONS_FT.SetNumber.unwrap();
        assert_eq!(set(&mut options, ptr(&mode), MI_CALLBACKMODE_INQUIRE, 0), MI_RESULT_OK);
    }
    let mut operation = MI_Operation::default();
    let key = instance_to_c(numbered(0));
    unsafe {
        let get = SESSION_FT.GetInstance.unwrap();
        get(&mut client.session, 0, &mut options, null(), key, &mut callbacks, &mut operation);
        delete_instance(key);
        OPERATION_OPTIONS_FT.Delete.unwrap()(&mut options);
    }
    let question = questions.recv().unwrap();
    assert_eq!(number_of(&unsafe { instance_from_c(question.error) }.unwrap()), 13);
    assert_eq!(question.reply(99), INVALID, "that is no answer, and the question stays open");
    assert_eq!(question.reply(NO), MI_RESULT_OK);
    assert_eq!(answers.recv().unwrap(), Ok(false));
    assert_eq!(ends.recv().unwrap(), MI_RESULT_OK);
    close(&mut operation);
}

#[test]
fn an_operation_without_the_callback_has_its_questions_answered_at_once() {
    let (mut client, answers) = asked(prompt(PromptKind::Critical));
    let mut operation = client.get(0, null_mut());
    assert_eq!(answers.recv().unwrap(), Ok(true));
    close(&mut operation);
}

#[test]
fn a_question_may_be_answered_after_its_operation_was_closed() {
    let (mut client, answers) = asked(prompt(PromptKind::Normal));
    let (mut callbacks, questions, ends) = callbacks();
    let mut operation = client.get(0, &mut callbacks);
    let question = questions.recv().unwrap();
    assert_eq!(close(&mut operation), MI_RESULT_OK);
    assert_eq!(answers.recv().unwrap(), Err(Stopped));
    assert!(ends.try_recv().is_err(), "the question comes before the end, and is the client's still");
    assert_eq!(read(question.text).as_deref(), Some("Format the disk?"));
    assert_eq!(question.reply(YES), MI_RESULT_OK);
    assert_eq!(ends.recv().unwrap(), MI_RESULT_FAILED);
}

#[test]
fn a_client_that_fetches_is_asked_while_it_waits() {
    unsafe extern "system" fn agree(
        operation: *mut MI_Operation,
        _: *mut c_void,
        _: *const MI_Char,
        _: MI_PromptType,
        reply: Option<Reply>,
    ) {
        assert_eq!(unsafe { reply.unwrap()(operation, YES) }, MI_RESULT_OK);
    }
    let (mut client, answers) = asked(prompt(PromptKind::Normal));
    let mut callbacks = MI_OperationCallbacks { promptUser: Some(agree), ..MI_OperationCallbacks::default() };
    let mut operation = client.get(0, &mut callbacks);
    assert!(!fetch(&mut operation).more);
    assert_eq!(answers.recv().unwrap(), Ok(true));
    close(&mut operation);
}

#[test]
fn the_reason_of_a_cancellation_is_in_the_message_of_the_end() {
    let (hand_over, replies) = channel();
    let mut client = Client::served(move |_, reply| hand_over.send(reply).unwrap());
    let mut operation = client.get(0, null_mut());
    let reply = replies.recv().unwrap();
    let cancel = OPERATION_FT.Cancel.unwrap();
    assert_eq!(unsafe { cancel(&mut operation, MI_REASON_SHUTDOWN) }, MI_RESULT_OK);
    let given = fetch(&mut operation);
    assert_eq!(given.result, MI_RESULT_FAILED);
    assert!(given.message.unwrap().contains("shuts down"));
    reply.finish(Ok(()));
    close(&mut operation);
}
