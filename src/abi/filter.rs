//! What a request asks for: the filter of a query, and the set of wanted properties.

use super::*;

/// The filter of a query, as a provider sees it.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct MI_Filter {
    pub ft: *const MI_FilterFT,
    pub reserved: [isize; 3],
}

/// What a filter can do; each slot has a function of the same name, `MI_Filter_...`.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct MI_FilterFT {
    pub Evaluate: Option<
        unsafe extern "system" fn(
            self_: *const MI_Filter,
            instance: *const MI_Instance,
            result: *mut MI_Boolean,
        ) -> MI_Result,
    >,
    pub GetExpression: Option<
        unsafe extern "system" fn(
            self_: *const MI_Filter,
            queryLang: *mut *const MI_Char,
            queryExpr: *mut *const MI_Char,
        ) -> MI_Result,
    >,
}

/// The properties that a request wants, as a provider sees them.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct MI_PropertySet {
    pub ft: *const MI_PropertySetFT,
    pub reserved: [isize; 3],
}

/// What a property set can do; each slot has a function of the same name, `MI_PropertySet_...`.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct MI_PropertySetFT {
    pub GetElementCount:
        Option<unsafe extern "system" fn(self_: *const MI_PropertySet, count: *mut MI_Uint32) -> MI_Result>,
    pub ContainsElement: Option<
        unsafe extern "system" fn(
            self_: *const MI_PropertySet,
            name: *const MI_Char,
            flag: *mut MI_Boolean,
        ) -> MI_Result,
    >,
    pub AddElement:
        Option<unsafe extern "system" fn(self_: *mut MI_PropertySet, name: *const MI_Char) -> MI_Result>,
    pub GetElementAt: Option<
        unsafe extern "system" fn(
            self_: *const MI_PropertySet,
            index: MI_Uint32,
            name: *mut *const MI_Char,
        ) -> MI_Result,
    >,
    pub Clear: Option<unsafe extern "system" fn(self_: *mut MI_PropertySet) -> MI_Result>,
    pub Destruct: Option<unsafe extern "system" fn(self_: *mut MI_PropertySet) -> MI_Result>,
    pub Delete: Option<unsafe extern "system" fn(self_: *mut MI_PropertySet) -> MI_Result>,
    pub Clone: Option<
        unsafe extern "system" fn(
            self_: *const MI_PropertySet,
            newPropertySet: *mut *mut MI_PropertySet,
        ) -> MI_Result,
    >,
}
