//! Operations as C holds them: results that are fetched and results that are delivered.

use std::ptr::null;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use crate::sync::Mutex;
use once_cell::race::OnceBox;

use super::callback::{self, Callbacks, ResultPointers};
use super::handle::log;
use super::{ending, session};
use crate::abi::*;
use crate::cim::{Class, Error, Instance, Text, Value};
use crate::engine::{
    Extensions, Operation, OperationResult, Progress, Receiver, Response, ResultItem, of_parent,
};
use crate::handles::{HandleWords, ProcessHandles};
use crate::object::boundary::{guard, pointer_or_null, put};
use crate::object::class::class_to_borrow;
use crate::object::instance::InstanceView;
use crate::object::shape::Shape;
use crate::process::PerProcess;
use crate::provider::{OperationFlags, PromptKind, StopReason};

/// What an operation can do.
pub static OPERATION_FT: MI_OperationFT = MI_OperationFT {
    Close: Some(close),
    Cancel: Some(cancel),
    GetSession: Some(get_session),
    GetInstance: Some(get_instance),
    GetIndication: Some(get_indication),
    GetClass: Some(get_class),
};

static OPERATIONS: ProcessHandles<OperationObject> = ProcessHandles::new(0x52e7_b90d_1fc6_83a4);

const INVALID: MI_Result = MI_RESULT_INVALID_PARAMETER;

/// What the results of an operation are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Instances, or nothing but an outcome.
    Instance,
    /// Classes.
    Class,
    /// Indications.
    Indication,
}

/// An operation with what C sees of it.
pub(super) struct OperationObject {
    words: HandleWords,
    kind: Kind,
    session: HandleWords,
    callbacks: Callbacks,
    is_synchronous: bool,
    is_manual: bool,
    operation: OnceLock<Operation>,
    /// The client closed the operation; it may still acknowledge.
    closed: AtomicBool,
    current: Mutex<Current>,
    /// The error that a fetch by another user was given, beside the result that the operation's own user has.
    refusal: Mutex<Option<Box<Current>>>,
    question: Mutex<Question>,
}

/// The result that the client has now.
#[derive(Default)]
struct Current {
    instance: Option<InstanceView>,
    class: Option<Arc<Class>>,
    bookmark: Option<Text>,
    machine_id: Option<Text>,
    streamed: Option<(Text, Shape)>,
    message: Option<Text>,
    details: Option<InstanceView>,
}

/// The question that the client has now; good until it is answered.
#[derive(Default)]
struct Question {
    text: Option<Text>,
    error: Option<InstanceView>,
}

impl Current {
    /// Takes a result in, and shows it.
    fn show(&mut self, result: OperationResult) -> ResultPointers {
        self.class = None;
        self.bookmark = None;
        self.machine_id = None;
        let mut pointers = ResultPointers::failed(MI_RESULT_OK);
        pointers.more_results = result.more_results.into();
        let instance = match result.item {
            None => None,
            Some(ResultItem::Instance(instance)) => Some(instance),
            Some(ResultItem::Class(class)) => {
                pointers.class = class_to_borrow(&class);
                self.class = Some(class);
                None
            }
            Some(ResultItem::Indication { instance, bookmark, machine_id }) => {
                self.bookmark = bookmark;
                self.machine_id = machine_id;
                pointers.bookmark = pointer_or_null(self.bookmark.as_ref());
                pointers.machine_id = pointer_or_null(self.machine_id.as_ref());
                Some(instance)
            }
        };
        match (instance, &mut self.instance) {
            (None, shown) => *shown = None,
            // The memory of the one before serves again.
            (Some(instance), Some(view)) => pointers.instance = view.show(instance),
            (Some(instance), empty @ None) => {
                pointers.instance = empty.insert(InstanceView::new(instance)).as_ptr();
            }
        }
        match result.outcome {
            Ok(()) => {
                self.message = None;
                self.details = None;
            }
            Err(error) => {
                pointers.result = error.status.number();
                let details = self.details.insert(InstanceView::new(error.to_instance()));
                pointers.details = details.as_ptr();
                let message = self.message.insert(Text::from(error.message));
                pointers.message = pointer_or_null(Some(message));
            }
        }
        pointers
    }
}

/// The handle with these words.
pub(super) fn handle(words: HandleWords) -> MI_Operation {
    MI_Operation { reserved1: words.reserved1, reserved2: words.reserved2, ft: &raw const OPERATION_FT }
}

impl OperationObject {
    /// Puts an operation that is about to start into the table.
    pub(super) fn insert(
        kind: Kind,
        callbacks: MI_OperationCallbacks,
        session: MI_Session,
        flags: OperationFlags,
    ) -> Arc<OperationObject> {
        let callbacks = Callbacks(callbacks);
        let mut made = None;
        OPERATIONS.own().insert_with(|words| {
            let object = Arc::new(OperationObject {
                words,
                kind,
                session: HandleWords { reserved1: session.reserved1, reserved2: session.reserved2 },
                is_synchronous: !callbacks.deliver(kind),
                callbacks,
                is_manual: flags.contains(OperationFlags::MANUAL_ACKNOWLEDGEMENT),
                operation: OnceLock::new(),
                closed: AtomicBool::new(false),
                current: Mutex::default(),
                refusal: Mutex::default(),
                question: Mutex::default(),
            });
            Arc::clone(made.insert(object))
        });
        made.expect("the table asks for the object once")
    }

    /// The handle for C.
    pub(super) fn handle(&self) -> MI_Operation {
        handle(self.words)
    }

    /// Whether the client fetches the results.
    pub(super) fn is_synchronous(&self) -> bool {
        self.is_synchronous
    }

    /// Lets the operation start. Callbacks may run before this returns.
    pub(super) fn begin(&self, operation: Operation) {
        self.operation.get_or_init(|| operation).begin();
    }

    /// A callback for a question returned. What was not asked is the client's no longer.
    fn told(&self, is_asked: bool) {
        if !is_asked {
            self.release_question();
        }
    }

    fn release_question(&self) {
        drop(std::mem::take(&mut *self.question.lock()));
    }

    fn operation(&self) -> Result<&Operation, MI_Result> {
        // Until it is there nobody but the starting function has the handle.
        self.operation.get().ok_or(INVALID)
    }

    /// The operation, for a thread that may use it.
    fn operation_of_user(&self, function: &'static str) -> Result<&Operation, MI_Result> {
        let operation = self.operation()?;
        operation.check_user().map_err(|error| log(function, &error))?;
        Ok(operation)
    }

    /// Shows why a fetch was refused.
    fn refuse(&self, error: Error) -> ResultPointers {
        let refused = OperationResult { item: None, more_results: false, outcome: Err(error) };
        self.refusal.lock().get_or_insert_default().show(refused)
    }
}

impl Receiver for OperationObject {
    fn result(&self, result: OperationResult) {
        let pointers = self.current.lock().show(result);
        let starts = self.operation.get().is_some_and(|operation| !operation.setup_failed());
        let is_manual = self.is_manual && starts;
        let acknowledgement = is_manual.then_some(acknowledge as unsafe extern "system" fn(_) -> _);
        // SAFETY: what the pointers lead to is kept in `current` until the result is acknowledged.
        unsafe { callback::deliver(&self.callbacks.0, self.kind, self.handle(), &pointers, acknowledgement) };
        if !is_manual {
            drop(std::mem::take(&mut *self.current.lock()));
        }
    }

    fn takes(&self) -> Extensions {
        let callbacks = &self.callbacks.0;
        let wanted = [
            (callbacks.writeMessage.is_some(), Extensions::MESSAGES),
            (callbacks.writeProgress.is_some(), Extensions::PROGRESS),
            (callbacks.streamedParameterResult.is_some(), Extensions::STREAMED_PARAMETERS),
            (callbacks.promptUser.is_some(), Extensions::PROMPTS),
            (callbacks.writeError.is_some(), Extensions::ERRORS),
        ];
        wanted.into_iter().filter_map(|(is_wanted, extension)| is_wanted.then_some(extension)).collect()
    }

    fn prompt(&self, kind: PromptKind, text: &str, is_asked: bool) {
        let Some(prompt_user) = self.callbacks.0.promptUser else { return };
        let kind = match kind {
            PromptKind::Normal => MI_PROMPTTYPE_NORMAL,
            PromptKind::Critical => MI_PROMPTTYPE_CRITICAL,
        };
        let text = pointer_or_null(Some(self.question.lock().text.insert(Text::from(text))));
        let context = self.callbacks.0.callbackContext;
        // SAFETY: the function is the client's; the text is kept in `question` until the answer.
        unsafe { prompt_user(&mut self.handle(), context, text, kind, is_asked.then_some(answer as _)) };
        self.told(is_asked);
    }

    fn error(&self, error: Arc<Instance>, is_asked: bool) {
        let Some(write_error) = self.callbacks.0.writeError else { return };
        let error = self.question.lock().error.insert(InstanceView::new(error)).as_ptr();
        let context = self.callbacks.0.callbackContext;
        // SAFETY: the function is the client's; the instance is kept in `question` until the answer.
        unsafe { write_error(&mut self.handle(), context, error, is_asked.then_some(answer as _)) };
        self.told(is_asked);
    }

    fn message(&self, channel: u32, text: &str) {
        let Some(write_message) = self.callbacks.0.writeMessage else { return };
        let text = Text::from(text);
        // SAFETY: the function is the client's; the text lives until it returns.
        unsafe {
            write_message(
                &mut self.handle(),
                self.callbacks.0.callbackContext,
                channel,
                pointer_or_null(Some(&text)),
            )
        }
    }

    fn progress(&self, progress: &Progress) {
        let Some(write_progress) = self.callbacks.0.writeProgress else { return };
        let texts = [&progress.activity, &progress.current_operation, &progress.status]
            .map(|text| Text::from(&**text));
        let [activity, current_operation, status] = texts.each_ref().map(|text| pointer_or_null(Some(text)));
        // SAFETY: the function is the client's; the texts live until it returns.
        unsafe {
            write_progress(
                &mut self.handle(),
                self.callbacks.0.callbackContext,
                activity,
                current_operation,
                status,
                progress.percentage,
                progress.seconds_remaining,
            )
        }
    }

    fn streamed_parameter(&self, name: &str, value: &Value) {
        let Some(call) = self.callbacks.0.streamedParameterResult else { return };
        // A client that fetches acknowledges nothing, and may still look at the result that it fetched last.
        let is_manual = self.is_manual && !self.is_synchronous;
        let acknowledgement = is_manual.then_some(acknowledge as unsafe extern "system" fn(_) -> _);
        let kind = value.value_type().number();
        let (mut kept, mut own) = (self.current.lock(), None);
        let place = if is_manual { &mut kept.streamed } else { &mut own };
        let (name, shape) = place.insert((Text::from(name), Shape::of(value)));
        let (name, value) = (pointer_or_null(Some(name)), shape.as_ptr());
        drop(kept);
        let context = self.callbacks.0.callbackContext;
        // SAFETY: the function is the client's; name and value live until the parameter is acknowledged, or until it returns.
        unsafe { call(&mut self.handle(), context, name, kind, value, acknowledgement) }
    }

    fn freed(&self) {
        OPERATIONS.own().remove(self.words);
    }
}

/// The words of a handle.
///
/// # Safety
/// `operation` is NULL or readable.
unsafe fn words_of(operation: *const MI_Operation) -> Result<HandleWords, MI_Result> {
    // SAFETY: by the contract.
    let handle = unsafe { operation.as_ref() }.ok_or(INVALID)?;
    Ok(HandleWords { reserved1: handle.reserved1, reserved2: handle.reserved2 })
}

/// The operation of a handle that the client has not closed.
///
/// # Safety
/// `operation` is NULL or readable.
unsafe fn find(operation: *const MI_Operation) -> Result<Arc<OperationObject>, MI_Result> {
    ending::look();
    // SAFETY: by the contract.
    let object = OPERATIONS.own().get(unsafe { words_of(operation) }?).ok_or(INVALID)?;
    if object.closed.load(Ordering::Acquire) { Err(INVALID) } else { Ok(object) }
}

unsafe extern "system" fn acknowledge(operation: *mut MI_Operation) -> MI_Result {
    // SAFETY: a handle argument is NULL or may be read.
    guard("the acknowledgement of a result", || unsafe {
        let object = OPERATIONS.own().get(words_of(operation)?).ok_or(INVALID)?;
        let release = || drop(std::mem::take(&mut *object.current.lock()));
        let own = object.operation_of_user("the acknowledgement of a result")?;
        own.acknowledge(release).map_err(|error| error.status.number())
    })
}

unsafe extern "system" fn answer(
    operation: *mut MI_Operation,
    response: MI_OperationCallback_ResponseType,
) -> MI_Result {
    // SAFETY: a handle argument is NULL or may be read.
    guard("the answer to a question", || unsafe {
        let object = OPERATIONS.own().get(words_of(operation)?).ok_or(INVALID)?;
        let response = Response::from_number(response).ok_or(INVALID)?;
        let release = || object.release_question();
        let own = object.operation_of_user("the answer to a question")?;
        own.answer(response, release).map_err(|error| error.status.number())
    })
}

unsafe extern "system" fn close(operation: *mut MI_Operation) -> MI_Result {
    // SAFETY: a handle argument is NULL or may be read and written.
    guard("MI_Operation_Close", || unsafe {
        ending::look();
        if OPERATIONS.give_up_inherited(words_of(operation)?) {
            // It goes on in the parent, and was never here.
            return Ok(());
        }
        let object = find(operation)?;
        let own = object.operation_of_user("MI_Operation_Close")?;
        if object.closed.swap(true, Ordering::AcqRel) {
            return Err(INVALID);
        }
        if own.setup_failed() {
            operation.write(MI_Operation::default());
        }
        own.close().map_err(|error| error.status.number())
    })
}

unsafe extern "system" fn cancel(operation: *mut MI_Operation, reason: MI_CancellationReason) -> MI_Result {
    // SAFETY: a handle argument is NULL or may be read.
    guard("MI_Operation_Cancel", || unsafe {
        let object = find(operation)?;
        let own = object.operation_of_user("MI_Operation_Cancel")?;
        if own.setup_failed() {
            return Err(MI_RESULT_FAILED);
        }
        own.cancel_because(match reason {
            MI_REASON_TIMEOUT => StopReason::Timeout,
            MI_REASON_SHUTDOWN => StopReason::Shutdown,
            MI_REASON_SERVICESTOP => StopReason::ServiceStop,
            _ => StopReason::None,
        });
        Ok(())
    })
}

unsafe extern "system" fn get_session(operation: *mut MI_Operation, out: *mut MI_Session) -> MI_Result {
    // SAFETY: arguments are NULL, or what their types say; out-parameters may be written.
    guard("MI_Operation_GetSession", || unsafe {
        put(out, MI_Session::default());
        let object = find(operation)?;
        if out.is_null() {
            return Err(INVALID);
        }
        let own = object.operation_of_user("MI_Operation_GetSession")?;
        out.write(session::handle(object.session));
        if own.setup_failed() { Err(MI_RESULT_FAILED) } else { Ok(()) }
    })
}

/// Where a getter puts what all getters give.
struct Outs {
    more_results: *mut MI_Boolean,
    result: *mut MI_Result,
    message: *mut *const MI_Char,
    details: *mut *const MI_Instance,
}

/// What a child that was forked fetches from an operation of its parent.
fn inherited_result() -> ResultPointers {
    struct Told(Text, InstanceView);
    // Made once for each process, and kept for ever: the operation is not there to keep it.
    static TOLD: PerProcess<OnceBox<Told>> = PerProcess::new(OnceBox::new());
    let told = TOLD.current(OnceBox::new).get_or_init(|| {
        let error = of_parent("operation");
        let details = InstanceView::new(error.to_instance());
        Box::new(Told(Text::from(error.message), details))
    });
    ResultPointers {
        message: pointer_or_null(Some(&told.0)),
        details: told.1.as_ptr(),
        ..ResultPointers::failed(INVALID)
    }
}

/// Fetches the next result of an operation of this kind.
///
/// # Safety
/// `operation` is NULL or readable, and the outs are NULL or may be written.
unsafe fn fetch(
    function: &'static str,
    operation: *mut MI_Operation,
    kind: Kind,
    without_out: bool,
    outs: Outs,
    give: impl FnOnce(&ResultPointers),
) -> MI_Result {
    let put_all = |pointers: &ResultPointers| {
        // SAFETY: by the contract.
        unsafe {
            put(outs.more_results, pointers.more_results);
            put(outs.result, pointers.result);
            put(outs.message, pointers.message);
            put(outs.details, pointers.details);
        }
    };
    let mut told = false;
    let returned = guard(function, || {
        // SAFETY: by the contract.
        let (object, words) = unsafe { (find(operation), words_of(operation)?) };
        if OPERATIONS.is_inherited(words) {
            put_all(&inherited_result());
            told = true;
        }
        let object = object?;
        let own = object.operation()?;
        if let Err(error) = own.check_user() {
            let result = log(function, &error);
            put_all(&object.refuse(error));
            told = true;
            return Err(result);
        }
        if without_out || object.kind != kind || !object.is_synchronous {
            return Err(INVALID);
        }
        let result = own.next_result().map_err(|error| error.status.number())?;
        if object.closed.load(Ordering::Acquire) {
            // Another thread, or a callback inside of this call, has closed the operation. All that it owns goes with it, so that
            // only the outcome can be told; and what brought something that is lost was no success.
            let number = match result.outcome {
                Err(error) => error.status.number(),
                Ok(()) if result.more_results || result.item.is_some() => MI_RESULT_FAILED,
                Ok(()) => MI_RESULT_OK,
            };
            put_all(&ResultPointers::failed(number));
            return Ok(());
        }
        let pointers = object.current.lock().show(result);
        give(&pointers);
        put_all(&pointers);
        Ok(())
    });
    if returned != MI_RESULT_OK && !told {
        put_all(&ResultPointers::failed(returned));
    }
    returned
}

unsafe extern "system" fn get_instance(
    operation: *mut MI_Operation,
    instance: *mut *const MI_Instance,
    more_results: *mut MI_Boolean,
    result: *mut MI_Result,
    message: *mut *const MI_Char,
    details: *mut *const MI_Instance,
) -> MI_Result {
    let outs = Outs { more_results, result, message, details };
    // SAFETY: arguments are NULL, or what their types say; out-parameters may be written.
    unsafe {
        put(instance, null());
        fetch("MI_Operation_GetInstance", operation, Kind::Instance, instance.is_null(), outs, |pointers| {
            put(instance, pointers.instance)
        })
    }
}

unsafe extern "system" fn get_class(
    operation: *mut MI_Operation,
    class: *mut *const MI_Class,
    more_results: *mut MI_Boolean,
    result: *mut MI_Result,
    message: *mut *const MI_Char,
    details: *mut *const MI_Instance,
) -> MI_Result {
    let outs = Outs { more_results, result, message, details };
    // SAFETY: arguments are NULL, or what their types say; out-parameters may be written.
    unsafe {
        put(class, null());
        fetch("MI_Operation_GetClass", operation, Kind::Class, class.is_null(), outs, |pointers| {
            put(class, pointers.class)
        })
    }
}

unsafe extern "system" fn get_indication(
    operation: *mut MI_Operation,
    instance: *mut *const MI_Instance,
    bookmark: *mut *const MI_Char,
    machine_id: *mut *const MI_Char,
    more_results: *mut MI_Boolean,
    result: *mut MI_Result,
    message: *mut *const MI_Char,
    details: *mut *const MI_Instance,
) -> MI_Result {
    let outs = Outs { more_results, result, message, details };
    // SAFETY: arguments are NULL, or what their types say; out-parameters may be written.
    unsafe {
        put(instance, null());
        put(bookmark, null());
        put(machine_id, null());
        fetch(
            "MI_Operation_GetIndication",
            operation,
            Kind::Indication,
            instance.is_null(),
            outs,
            |pointers| {
                put(instance, pointers.instance);
                put(bookmark, pointers.bookmark);
                put(machine_id, pointers.machine_id);
            },
        )
    }
}
