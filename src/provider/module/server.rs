//! `MI_Server`: the tables that a provider module is handed when it is loaded.

use std::cell::UnsafeCell;
use std::sync::OnceLock;

use super::context::CONTEXT_FT;
use super::library::VERSION;
use crate::abi::*;
use crate::cim::Text;
use crate::object::boundary::{guard, pointer_or_null, put};
use crate::object::tables::{FILTER_FT, PROPERTY_SET_FT};
use crate::process;

const INVALID: MI_Result = MI_RESULT_INVALID_PARAMETER;

/// Generated code keeps a pointer to it that is not `const`; nobody writes through it.
struct Server(UnsafeCell<MI_Server>);

// SAFETY: the tables are never changed.
unsafe impl Sync for Server {}

static SERVER_FT: MI_ServerFT =
    MI_ServerFT { GetVersion: Some(get_version), GetSystemName: Some(get_system_name) };

static SERVER: Server = Server(UnsafeCell::new(MI_Server {
    serverFT: &raw const SERVER_FT,
    contextFT: &raw const CONTEXT_FT,
    instanceFT: &raw const ANY_INSTANCE_FT,
    propertySetFT: &raw const PROPERTY_SET_FT,
    filterFT: &raw const FILTER_FT,
}));

/// What `MI_Main` is given. It lives as long as this library.
pub(super) fn server() -> *mut MI_Server {
    SERVER.0.get()
}

unsafe extern "system" fn get_version(version: *mut MI_Uint32) -> MI_Result {
    guard("MI_Server_GetVersion", || {
        if version.is_null() {
            return Err(INVALID);
        }
        // SAFETY: not NULL, so it may be written.
        unsafe { put(version, VERSION) };
        Ok(())
    })
}

/// The name of this computer.
pub(super) fn system_name() -> &'static Text {
    static NAME: OnceLock<Text> = OnceLock::new();
    NAME.get_or_init(|| Text::from(process::system_name()))
}

unsafe extern "system" fn get_system_name(name: *mut *const MI_Char) -> MI_Result {
    guard("MI_Server_GetSystemName", || {
        if name.is_null() {
            return Err(INVALID);
        }
        // SAFETY: not NULL, so it may be written; the name lives as long as this library.
        unsafe { put(name, pointer_or_null(Some(system_name()))) };
        Ok(())
    })
}

/// The slot of the instance's own table with this name, called.
macro_rules! forward {
    ($instance:expr, $slot:ident $(, $argument:expr)*) => {
        guard(concat!("MI_Instance_", stringify!($slot)), || {
            // SAFETY: an instance is NULL, or begins with a table that is NULL or lives as long as the instance.
            let table = unsafe { $instance.as_ref().and_then(|instance| instance.ft.as_ref()) };
            let slot = table.and_then(|table| table.$slot).ok_or(INVALID)?;
            // SAFETY: the slot is called as its signature says, on an instance of its table.
            match unsafe { slot($instance $(, $argument)*) } {
                MI_RESULT_OK => Ok(()),
                result => Err(result),
            }
        })
    };
}

/// Functions that work on instances of every kind, each by its own table.
macro_rules! any_instance_table {
    ($($slot:ident, $function:ident($instance:ty $(, $argument:ident: $kind:ty)*);)*) => {
        $(unsafe extern "system" fn $function(instance: $instance $(, $argument: $kind)*) -> MI_Result {
            forward!(instance, $slot $(, $argument)*)
        })*

        /// What a module may call on any instance that it holds, typed or dynamic.
        static ANY_INSTANCE_FT: MI_InstanceFT = MI_InstanceFT { $($slot: Some($function)),* };
    };
}

any_instance_table! {
    Clone, clone(*const MI_Instance, out: *mut *mut MI_Instance);
    Destruct, destruct(*mut MI_Instance);
    Delete, delete(*mut MI_Instance);
    IsA, is_a(*const MI_Instance, declaration: *const MI_ClassDecl, flag: *mut MI_Boolean);
    GetClassName, get_class_name(*const MI_Instance, name: *mut *const MI_Char);
    SetNameSpace, set_namespace(*mut MI_Instance, namespace: *const MI_Char);
    GetNameSpace, get_namespace(*const MI_Instance, namespace: *mut *const MI_Char);
    GetElementCount, get_element_count(*const MI_Instance, count: *mut MI_Uint32);
    AddElement, add_element(
        *mut MI_Instance, name: *const MI_Char, value: *const MI_Value, kind: MI_Type, flags: MI_Uint32
    );
    SetElement, set_element(
        *mut MI_Instance, name: *const MI_Char, value: *const MI_Value, kind: MI_Type, flags: MI_Uint32
    );
    SetElementAt, set_element_at(
        *mut MI_Instance, index: MI_Uint32, value: *const MI_Value, kind: MI_Type, flags: MI_Uint32
    );
    GetElement, get_element(
        *const MI_Instance, name: *const MI_Char, value: *mut MI_Value, kind: *mut MI_Type,
        flags: *mut MI_Uint32, index: *mut MI_Uint32
    );
    GetElementAt, get_element_at(
        *const MI_Instance, index: MI_Uint32, name: *mut *const MI_Char, value: *mut MI_Value,
        kind: *mut MI_Type, flags: *mut MI_Uint32
    );
    ClearElement, clear_element(*mut MI_Instance, name: *const MI_Char);
    ClearElementAt, clear_element_at(*mut MI_Instance, index: MI_Uint32);
    GetServerName, get_server_name(*const MI_Instance, name: *mut *const MI_Char);
    SetServerName, set_server_name(*mut MI_Instance, name: *const MI_Char);
    GetClass, get_class(*const MI_Instance, class: *mut *mut MI_Class);
}
