//! Classes, and the views on their qualifiers and method parameters.

use super::*;

/// A class: its declaration, and where it comes from. Made by the library and ended by `MI_Class_Delete`.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct MI_Class {
    pub ft: *const MI_ClassFT,
    pub classDecl: *const MI_ClassDecl,
    pub namespaceName: *const MI_Char,
    pub serverName: *const MI_Char,
    pub reserved: [isize; 4],
}

/// What a class can do; each slot has a function of the same name, `MI_Class_...`.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct MI_ClassFT {
    pub GetClassName: Option<
        unsafe extern "system" fn(self_: *const MI_Class, className: *mut *const MI_Char) -> MI_Result,
    >,
    pub GetNameSpace: Option<
        unsafe extern "system" fn(self_: *const MI_Class, nameSpace: *mut *const MI_Char) -> MI_Result,
    >,
    pub GetServerName: Option<
        unsafe extern "system" fn(self_: *const MI_Class, serverName: *mut *const MI_Char) -> MI_Result,
    >,
    pub GetElementCount:
        Option<unsafe extern "system" fn(self_: *const MI_Class, count: *mut MI_Uint32) -> MI_Result>,
    pub GetElement: Option<
        unsafe extern "system" fn(
            self_: *const MI_Class,
            name: *const MI_Char,
            value: *mut MI_Value,
            valueExists: *mut MI_Boolean,
            r#type: *mut MI_Type,
            referenceClass: *mut *mut MI_Char,
            qualifierSet: *mut MI_QualifierSet,
            flags: *mut MI_Uint32,
            index: *mut MI_Uint32,
        ) -> MI_Result,
    >,
    pub GetElementAt: Option<
        unsafe extern "system" fn(
            self_: *const MI_Class,
            index: MI_Uint32,
            name: *mut *const MI_Char,
            value: *mut MI_Value,
            valueExists: *mut MI_Boolean,
            r#type: *mut MI_Type,
            referenceClass: *mut *mut MI_Char,
            qualifierSet: *mut MI_QualifierSet,
            flags: *mut MI_Uint32,
        ) -> MI_Result,
    >,
    pub GetClassQualifierSet: Option<
        unsafe extern "system" fn(self_: *const MI_Class, qualifierSet: *mut MI_QualifierSet) -> MI_Result,
    >,
    pub GetMethodCount:
        Option<unsafe extern "system" fn(self_: *const MI_Class, count: *mut MI_Uint32) -> MI_Result>,
    pub GetMethodAt: Option<
        unsafe extern "system" fn(
            self_: *const MI_Class,
            index: MI_Uint32,
            name: *mut *const MI_Char,
            qualifierSet: *mut MI_QualifierSet,
            parameterSet: *mut MI_ParameterSet,
        ) -> MI_Result,
    >,
    pub GetMethod: Option<
        unsafe extern "system" fn(
            self_: *const MI_Class,
            name: *const MI_Char,
            qualifierSet: *mut MI_QualifierSet,
            parameterSet: *mut MI_ParameterSet,
            index: *mut MI_Uint32,
        ) -> MI_Result,
    >,
    pub GetParentClassName:
        Option<unsafe extern "system" fn(self_: *const MI_Class, name: *mut *const MI_Char) -> MI_Result>,
    pub GetParentClass: Option<
        unsafe extern "system" fn(self_: *const MI_Class, parentClass: *mut *mut MI_Class) -> MI_Result,
    >,
    pub Delete: Option<unsafe extern "system" fn(self_: *mut MI_Class) -> MI_Result>,
    pub Clone:
        Option<unsafe extern "system" fn(self_: *const MI_Class, newClass: *mut *mut MI_Class) -> MI_Result>,
}

/// A view on qualifiers; it lives as long as its class, and nothing is to be freed.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct MI_QualifierSet {
    pub reserved1: MI_Uint64,
    pub reserved2: isize,
    pub ft: *const MI_QualifierSetFT,
}

/// What a qualifier set can do; each slot has a function of the same name, `MI_QualifierSet_...`.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct MI_QualifierSetFT {
    pub GetQualifierCount:
        Option<unsafe extern "system" fn(self_: *const MI_QualifierSet, count: *mut MI_Uint32) -> MI_Result>,
    pub GetQualifierAt: Option<
        unsafe extern "system" fn(
            self_: *const MI_QualifierSet,
            index: MI_Uint32,
            name: *mut *const MI_Char,
            qualifierType: *mut MI_Type,
            qualifierFlags: *mut MI_Uint32,
            qualifierValue: *mut MI_Value,
        ) -> MI_Result,
    >,
    pub GetQualifier: Option<
        unsafe extern "system" fn(
            self_: *const MI_QualifierSet,
            name: *const MI_Char,
            qualifierType: *mut MI_Type,
            qualifierFlags: *mut MI_Uint32,
            qualifierValue: *mut MI_Value,
            index: *mut MI_Uint32,
        ) -> MI_Result,
    >,
}

/// A view on the parameters of a method; it lives as long as its class, and nothing is to be freed.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct MI_ParameterSet {
    pub reserved1: MI_Uint64,
    pub reserved2: isize,
    pub ft: *const MI_ParameterSetFT,
}

/// What a parameter set can do; each slot has a function of the same name, `MI_ParameterSet_...`.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct MI_ParameterSetFT {
    pub GetMethodReturnType: Option<
        unsafe extern "system" fn(
            self_: *const MI_ParameterSet,
            returnType: *mut MI_Type,
            qualifierSet: *mut MI_QualifierSet,
        ) -> MI_Result,
    >,
    pub GetParameterCount:
        Option<unsafe extern "system" fn(self_: *const MI_ParameterSet, count: *mut MI_Uint32) -> MI_Result>,
    pub GetParameterAt: Option<
        unsafe extern "system" fn(
            self_: *const MI_ParameterSet,
            index: MI_Uint32,
            name: *mut *const MI_Char,
            parameterType: *mut MI_Type,
            referenceClass: *mut *mut MI_Char,
            qualifierSet: *mut MI_QualifierSet,
        ) -> MI_Result,
    >,
    pub GetParameter: Option<
        unsafe extern "system" fn(
            self_: *const MI_ParameterSet,
            name: *const MI_Char,
            parameterType: *mut MI_Type,
            referenceClass: *mut *mut MI_Char,
            qualifierSet: *mut MI_QualifierSet,
            index: *mut MI_Uint32,
        ) -> MI_Result,
    >,
}
