//! Instances.

use super::*;

/// An instance of a class. Made by the library and ended by `MI_Instance_Delete`, or built in place by a provider's
/// generated code, whose fields follow this header, and ended by `MI_Instance_Destruct`.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct MI_Instance {
    pub ft: *const MI_InstanceFT,
    pub classDecl: *const MI_ClassDecl,
    pub serverName: *const MI_Char,
    pub nameSpace: *const MI_Char,
    pub reserved: [isize; 4],
}

/// What an instance can do; each slot has a function of the same name, `MI_Instance_...`.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct MI_InstanceFT {
    pub Clone: Option<
        unsafe extern "system" fn(self_: *const MI_Instance, newInstance: *mut *mut MI_Instance) -> MI_Result,
    >,
    pub Destruct: Option<unsafe extern "system" fn(self_: *mut MI_Instance) -> MI_Result>,
    pub Delete: Option<unsafe extern "system" fn(self_: *mut MI_Instance) -> MI_Result>,
    pub IsA: Option<
        unsafe extern "system" fn(
            self_: *const MI_Instance,
            classDecl: *const MI_ClassDecl,
            flag: *mut MI_Boolean,
        ) -> MI_Result,
    >,
    pub GetClassName: Option<
        unsafe extern "system" fn(self_: *const MI_Instance, className: *mut *const MI_Char) -> MI_Result,
    >,
    pub SetNameSpace:
        Option<unsafe extern "system" fn(self_: *mut MI_Instance, nameSpace: *const MI_Char) -> MI_Result>,
    pub GetNameSpace: Option<
        unsafe extern "system" fn(self_: *const MI_Instance, nameSpace: *mut *const MI_Char) -> MI_Result,
    >,
    pub GetElementCount:
        Option<unsafe extern "system" fn(self_: *const MI_Instance, count: *mut MI_Uint32) -> MI_Result>,
    pub AddElement: Option<
        unsafe extern "system" fn(
            self_: *mut MI_Instance,
            name: *const MI_Char,
            value: *const MI_Value,
            r#type: MI_Type,
            flags: MI_Uint32,
        ) -> MI_Result,
    >,
    pub SetElement: Option<
        unsafe extern "system" fn(
            self_: *mut MI_Instance,
            name: *const MI_Char,
            value: *const MI_Value,
            r#type: MI_Type,
            flags: MI_Uint32,
        ) -> MI_Result,
    >,
    pub SetElementAt: Option<
        unsafe extern "system" fn(
            self_: *mut MI_Instance,
            index: MI_Uint32,
            value: *const MI_Value,
            r#type: MI_Type,
            flags: MI_Uint32,
        ) -> MI_Result,
    >,
    pub GetElement: Option<
        unsafe extern "system" fn(
            self_: *const MI_Instance,
            name: *const MI_Char,
            value: *mut MI_Value,
            r#type: *mut MI_Type,
            flags: *mut MI_Uint32,
            index: *mut MI_Uint32,
        ) -> MI_Result,
    >,
    pub GetElementAt: Option<
        unsafe extern "system" fn(
            self_: *const MI_Instance,
            index: MI_Uint32,
            name: *mut *const MI_Char,
            value: *mut MI_Value,
            r#type: *mut MI_Type,
            flags: *mut MI_Uint32,
        ) -> MI_Result,
    >,
    pub ClearElement:
        Option<unsafe extern "system" fn(self_: *mut MI_Instance, name: *const MI_Char) -> MI_Result>,
    pub ClearElementAt:
        Option<unsafe extern "system" fn(self_: *mut MI_Instance, index: MI_Uint32) -> MI_Result>,
    pub GetServerName:
        Option<unsafe extern "system" fn(self_: *const MI_Instance, name: *mut *const MI_Char) -> MI_Result>,
    pub SetServerName:
        Option<unsafe extern "system" fn(self_: *mut MI_Instance, name: *const MI_Char) -> MI_Result>,
    pub GetClass: Option<
        unsafe extern "system" fn(self_: *const MI_Instance, instanceClass: *mut *mut MI_Class) -> MI_Result,
    >,
}

/// The instance table with `Normalize` behind it, where the class carries `MI_FLAG_EXTENDED`.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct MI_InstanceExFT {
    pub parent: MI_InstanceFT,
    pub Normalize: Option<unsafe extern "system" fn(self_: *mut *mut MI_Instance) -> MI_Result>,
}
