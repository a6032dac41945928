//! Operations that can't start, results that can't be fetched, and arguments that are not the caller's own.

use core::cell::Cell;
use core::ffi::c_void;
use core::ptr::{null, null_mut};

use super::super::application::*;
use super::super::context::*;
use super::super::instance::*;
use super::super::lifecycle_indication_context::*;
use super::super::operation::*;
use super::super::session::*;
use crate::abi::*;

/// What a result callback was told, counted by the caller's own cell.
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
    assert!(operation.is_null() && instance.is_null() && message.is_null() && details.is_null());
    assert!(more == MI_FALSE && acknowledge.is_none());
    // SAFETY: the tests pass a cell of results.
    unsafe { (*context.cast::<Cell<Vec<MI_Result>>>()).update_with(result) };
}

unsafe extern "system" fn on_class(
    operation: *mut MI_Operation,
    context: *mut c_void,
    class: *const MI_Class,
    more: MI_Boolean,
    result: MI_Result,
    message: *const MI_Char,
    details: *const MI_Instance,
    acknowledge: Option<unsafe extern "system" fn(*mut MI_Operation) -> MI_Result>,
) {
    assert!(class.is_null());
    // SAFETY: the arguments are those of the callback for instances.
    unsafe { on_instance(operation, context, null(), more, result, message, details, acknowledge) };
}

unsafe extern "system" fn on_indication(
    operation: *mut MI_Operation,
    context: *mut c_void,
    instance: *const MI_Instance,
    bookmark: *const MI_Char,
    machine: *const MI_Char,
    more: MI_Boolean,
    result: MI_Result,
    message: *const MI_Char,
    details: *const MI_Instance,
    acknowledge: Option<unsafe extern "system" fn(*mut MI_Operation) -> MI_Result>,
) {
    assert!(bookmark.is_null() && machine.is_null());
    // SAFETY: the arguments are those of the callback for instances.
    unsafe { on_instance(operation, context, instance, more, result, message, details, acknowledge) };
}

trait UpdateWith {
    fn update_with(&self, result: MI_Result);
}

impl UpdateWith for Cell<Vec<MI_Result>> {
    fn update_with(&self, result: MI_Result) {
        let mut results = self.take();
        results.push(result);
        self.set(results);
    }
}

const GARBAGE: MI_Operation = MI_Operation { reserved1: 7, reserved2: 7, ft: null() };

/// Starts each operation with all three callbacks, and expects one refusal and a zeroed handle.
macro_rules! refuses {
    ($session:expr, $expected:expr, { $($function:ident($($argument:expr),* $(,)?);)* }) => {$(
        let results: Cell<Vec<MI_Result>> = Cell::default();
        let mut callbacks = MI_OperationCallbacks {
            callbackContext: (&raw const results).cast_mut().cast(),
            instanceResult: Some(on_instance),
            classResult: Some(on_class),
            indicationResult: Some(on_indication),
            ..Default::default()
        };
        let mut operation = GARBAGE;
        // SAFETY: the session is NULL or hollow; the callbacks and the operation are there.
        unsafe { $function($session, 0, $($argument,)* &raw mut callbacks, &raw mut operation) };
        assert_eq!(results.take(), [$expected], stringify!($function));
        assert_eq!((operation.reserved1, operation.reserved2), (0, 0), stringify!($function));
        // SAFETY: without callbacks and without an operation nothing happens.
        unsafe { $function($session, 0, $($argument,)* null_mut(), null_mut()) };
    )*};
}

macro_rules! every_operation_refuses {
    ($session:expr, $expected:expr) => {
        refuses!($session, $expected, {
            MI_Session_GetInstance(null_mut(), null(), null());
            MI_Session_ModifyInstance(null_mut(), null(), null());
            MI_Session_CreateInstance(null_mut(), null(), null());
            MI_Session_DeleteInstance(null_mut(), null(), null());
            MI_Session_Invoke(null_mut(), null(), null(), null(), null(), null());
            MI_Session_EnumerateInstances(null_mut(), null(), null(), MI_FALSE);
            MI_Session_QueryInstances(null_mut(), null(), null(), null());
            MI_Session_AssociatorInstances(
                null_mut(),
                null(),
                null(),
                null(),
                null(),
                null(),
                null(),
                MI_FALSE,
            );
            MI_Session_ReferenceInstances(null_mut(), null(), null(), null(), null(), MI_FALSE);
            MI_Session_Subscribe(null_mut(), null(), null(), null(), null());
            MI_Session_GetClass(null_mut(), null(), null());
            MI_Session_EnumerateClasses(null_mut(), null(), null(), MI_FALSE);
            MI_Session_TestConnection();
        });
    };
}

#[test]
fn operations_without_a_session_report_one_refusal() {
    every_operation_refuses!(null_mut(), MI_RESULT_INVALID_PARAMETER);
}

#[test]
fn operations_whose_slot_is_empty_report_one_refusal() {
    let table = MI_SessionFT::default();
    let mut session = MI_Session { ft: &raw const table, ..Default::default() };
    every_operation_refuses!(&raw mut session, MI_RESULT_NOT_SUPPORTED);
}

#[test]
fn fetching_without_an_operation_ends_a_loop_over_results() {
    let mut more = MI_TRUE;
    let mut result = MI_RESULT_OK;

    // SAFETY: NULL or where a value goes.
    let returned = unsafe {
        MI_Operation_GetInstance(
            null_mut(),
            null_mut(),
            &raw mut more,
            &raw mut result,
            null_mut(),
            null_mut(),
        )
    };

    assert_eq!(
        (returned, result, more),
        (MI_RESULT_INVALID_PARAMETER, MI_RESULT_INVALID_PARAMETER, MI_FALSE)
    );
}

#[test]
fn closing_no_session_completes_at_once() {
    unsafe extern "system" fn completed(context: *mut c_void) {
        // SAFETY: the test passes a cell.
        unsafe { (*context.cast::<Cell<u32>>()).update(|count| count + 1) };
    }
    let count = Cell::new(0);

    // SAFETY: there is no session; the callback gets its cell.
    let result =
        unsafe { MI_Session_Close(null_mut(), (&raw const count).cast_mut().cast(), Some(completed)) };

    assert_eq!((result, count.get()), (MI_RESULT_OK, 1));
}

#[test]
fn refused_factories_clear_what_they_would_have_filled() {
    let mut session = MI_Session { reserved1: 7, reserved2: 7, ft: null() };
    let mut instance: *mut MI_Instance = core::ptr::dangling_mut();

    // SAFETY: there is no application; the out pointers can be written.
    unsafe {
        MI_Application_NewSession(
            null_mut(),
            null(),
            null(),
            null_mut(),
            null_mut(),
            null_mut(),
            &raw mut session,
        );
        MI_Application_NewInstance(null_mut(), null(), null(), &raw mut instance);
    }

    assert_eq!((session.reserved1, session.reserved2), (0, 0));
    assert!(instance.is_null());
}

#[allow(clippy::unnecessary_cast, reason = "a unit is a byte, 16 or 32 bits wide")]
fn text(units: *const MI_Char) -> String {
    // SAFETY: the exported functions pass static ASCII text that ends with a NUL.
    let units = (0..).map(|index| unsafe { *units.add(index) }).take_while(|unit| *unit != 0);
    units.filter_map(|unit| char::from_u32(unit as u32)).collect()
}

#[test]
fn parameter_set_is_an_instance_named_parameters() {
    unsafe extern "system" fn new_instance(
        _: *mut MI_Application,
        name: *const MI_Char,
        _: *const MI_ClassDecl,
        _: *mut *mut MI_Instance,
    ) -> MI_Result {
        assert_eq!(text(name), "Parameters");
        MI_RESULT_ALREADY_EXISTS
    }
    let table = MI_ApplicationFT { NewInstance: Some(new_instance), ..Default::default() };
    let mut application = MI_Application { ft: &raw const table, ..Default::default() };

    // SAFETY: the application has a table; the other arguments are passed on and not read.
    let result = unsafe { MI_Application_NewParameterSet(&raw mut application, null(), null_mut()) };

    assert_eq!(result, MI_RESULT_ALREADY_EXISTS);
}

#[test]
fn messages_go_to_their_channels() {
    unsafe extern "system" fn write_message(
        _: *mut MI_Context,
        channel: MI_Uint32,
        _: *const MI_Char,
    ) -> MI_Result {
        channel + 1000
    }
    let table = MI_ContextFT { WriteMessage: Some(write_message), ..Default::default() };
    let mut context = MI_Context { ft: &raw const table, ..Default::default() };

    // SAFETY: the context has a table; the message is passed on and not read.
    let channels = unsafe {
        [
            MI_Context_WriteWarning(&raw mut context, null()),
            MI_Context_WriteVerbose(&raw mut context, null()),
            MI_Context_WriteDebug(&raw mut context, null()),
        ]
    };

    assert_eq!(channels, [1000, 1001, 1002]);
}

#[test]
fn filter_option_is_text() {
    unsafe extern "system" fn set(
        _: *mut MI_Context,
        name: *const MI_Char,
        value: *const MI_Char,
    ) -> MI_Result {
        assert_eq!(text(name), "__FilterByProvider");
        if text(value) == "TRUE" { 1001 } else { 1000 }
    }
    let table = MI_ContextFT { SetStringOption: Some(set), ..Default::default() };
    let mut context = MI_Context { ft: &raw const table, ..Default::default() };

    // SAFETY: the context has a table.
    let results = unsafe {
        [
            MI_Context_SetFilterOption(&raw mut context, MI_TRUE),
            MI_Context_SetFilterOption(&raw mut context, MI_FALSE),
        ]
    };

    assert_eq!(results, [1001, 1000]);
}

#[test]
fn method_call_is_reported_before_and_after() {
    unsafe extern "system" fn post(
        _: *mut MI_LifecycleIndicationContext,
        _: *const MI_Instance,
        _: *const MI_Char,
        before: MI_Boolean,
        _: *const MI_Instance,
        _: *const MI_Char,
    ) -> MI_Result {
        1000 + MI_Result::from(before)
    }
    let table = MI_LifecycleIndicationContextFT { PostMethodCall: Some(post), ..Default::default() };
    let mut context = MI_LifecycleIndicationContext { ft: &raw const table, ..Default::default() };
    let instance = MI_Instance::default();
    let name = [0; 1];

    // SAFETY: the context has a table; the other arguments are passed on and not read.
    let results = unsafe {
        [
            MI_LifecycleIndicationContext_PostMethodCall_Before(
                &raw mut context,
                &raw const instance,
                name.as_ptr(),
                null(),
            ),
            MI_LifecycleIndicationContext_PostMethodCall_After(
                &raw mut context,
                &raw const instance,
                name.as_ptr(),
                null(),
                null(),
            ),
        ]
    };

    assert_eq!(results, [1001, 1000]);
}

unsafe extern "system" fn normalize(_: *mut *mut MI_Instance) -> MI_Result {
    MI_RESULT_ALREADY_EXISTS
}

/// What normalising an instance answers whose class has these flags.
fn normalized(flags: MI_Uint32) -> MI_Result {
    let table = MI_InstanceExFT { parent: MI_InstanceFT::default(), Normalize: Some(normalize) };
    let declaration = MI_ClassDecl { flags, ..Default::default() };
    let mut instance =
        MI_Instance { ft: &raw const table.parent, classDecl: &raw const declaration, ..Default::default() };
    instance.ft = (&raw const table).cast();
    let mut pointer = &raw mut instance;
    // SAFETY: the instance has the extended table.
    unsafe { MI_Instance_Normalize(&raw mut pointer) }
}

#[test]
fn extended_instance_is_normalized_by_its_table() {
    assert_eq!(normalized(MI_FLAG_CLASS | MI_FLAG_EXTENDED), MI_RESULT_ALREADY_EXISTS);
}

#[test]
fn plain_instance_is_normal() {
    assert_eq!(normalized(MI_FLAG_CLASS), MI_RESULT_OK);
}
