//! Instances.

use core::ptr::null_mut;

use crate::abi::*;

forward! {
    /// Makes a deep copy of the instance, with its names and flags. `newInstance` receives it; end it with
    /// `MI_Instance_Delete`.
    fn MI_Instance_Clone(self_: *const MI_Instance, newInstance: *mut *mut MI_Instance) => Clone;

    /// Ends an instance that was built in the caller's memory, by `MI_Context_ConstructInstance`. What is on
    /// the heap is freed, the structure itself is not.
    fn MI_Instance_Destruct(self_: *mut MI_Instance) => Destruct;

    /// Ends an instance that the library made, and frees it with everything that its elements point to.
    fn MI_Instance_Delete(self_: *mut MI_Instance) => Delete;

    /// Tells whether the instance's class is the declared one or derives from it. Declarations are compared,
    /// not names; a dynamic instance has no class above it.
    fn MI_Instance_IsA(self_: *const MI_Instance, classDecl: *const MI_ClassDecl, flag: *mut MI_Boolean)
        => IsA;

    /// Gives the name of the class. The string belongs to the instance.
    fn MI_Instance_GetClassName(self_: *const MI_Instance, className: *mut *const MI_Char) => GetClassName;

    /// Sets the namespace; the string is copied. NULL takes it away.
    fn MI_Instance_SetNameSpace(self_: *mut MI_Instance, nameSpace: *const MI_Char) => SetNameSpace;

    /// Gives the namespace, or NULL where none is set. The string belongs to the instance.
    fn MI_Instance_GetNameSpace(self_: *const MI_Instance, nameSpace: *mut *const MI_Char) => GetNameSpace;

    /// Counts the elements: the class's properties, and what was added.
    fn MI_Instance_GetElementCount(self_: *const MI_Instance, count: *mut MI_Uint32) => GetElementCount;

    /// Adds an element to a dynamic instance. The name and the value are copied. `value` may be NULL, which
    /// is the value NULL, as `MI_FLAG_NULL` is; the other bits of `flags` stay with the element. For an
    /// instance that is sent, 0 will do: the class knows its keys, without `MI_FLAG_KEY` here. FAILED where
    /// the instance follows a declared class, ALREADY_EXISTS where it has the element, INVALID_PARAMETER for
    /// a name that CIM does not allow or a type that does not exist.
    fn MI_Instance_AddElement(
        self_: *mut MI_Instance, name: *const MI_Char, value: *const MI_Value, r#type: MI_Type,
        flags: MI_Uint32
    ) => AddElement;

    /// Sets the value of the element at an index. The value is copied, and the old one is freed. `value` may
    /// be NULL, which is the value NULL, as `MI_FLAG_NULL` is. TYPE_MISMATCH where the type is not the
    /// element's: nothing is converted.
    fn MI_Instance_SetElementAt(
        self_: *mut MI_Instance, index: MI_Uint32, value: *const MI_Value, r#type: MI_Type, flags: MI_Uint32
    ) => SetElementAt;

    /// Sets the value of an element, found by its name without case. The value is copied, and the old one is
    /// freed. `value` may be NULL, which is the value NULL, as `MI_FLAG_NULL` is. NO_SUCH_PROPERTY where
    /// there is none, TYPE_MISMATCH where the type is not the element's: nothing is converted.
    fn MI_Instance_SetElement(
        self_: *mut MI_Instance, name: *const MI_Char, value: *const MI_Value, r#type: MI_Type,
        flags: MI_Uint32
    ) => SetElement;

    /// Gives the value of an element, found by its name without case, with its type, flags and index. What
    /// the value points to belongs to the instance, and stays valid until that element is set or the instance
    /// is deleted. `flags` has `MI_FLAG_NULL` where the value is NULL. Every out parameter may be NULL.
    /// NO_SUCH_PROPERTY where there is none.
    fn MI_Instance_GetElement(
        self_: *const MI_Instance, name: *const MI_Char, value: *mut MI_Value, r#type: *mut MI_Type,
        flags: *mut MI_Uint32, index: *mut MI_Uint32
    ) => GetElement;

    /// Gives the name and value of the element at an index, with its type and flags. What they point to
    /// belongs to the instance, and stays valid until that element is set or the instance is deleted. Every
    /// out parameter may be NULL. INVALID_PARAMETER behind the last element.
    fn MI_Instance_GetElementAt(
        self_: *const MI_Instance, index: MI_Uint32, name: *mut *const MI_Char, value: *mut MI_Value,
        r#type: *mut MI_Type, flags: *mut MI_Uint32
    ) => GetElementAt;

    /// Sets an element to NULL; the element stays. NO_SUCH_PROPERTY where there is none.
    fn MI_Instance_ClearElement(self_: *mut MI_Instance, name: *const MI_Char) => ClearElement;

    /// Sets the element at an index to NULL; the element stays.
    fn MI_Instance_ClearElementAt(self_: *mut MI_Instance, index: MI_Uint32) => ClearElementAt;

    /// Gives the name of the machine that the instance comes from, or NULL. The string belongs to the
    /// instance.
    fn MI_Instance_GetServerName(self_: *const MI_Instance, name: *mut *const MI_Char) => GetServerName;

    /// Sets the name of the machine; the string is copied. NULL takes it away.
    fn MI_Instance_SetServerName(self_: *mut MI_Instance, name: *const MI_Char) => SetServerName;

    /// Gives the class of the instance. `instanceClass` receives it; end it with `MI_Class_Delete`.
    fn MI_Instance_GetClass(self_: *const MI_Instance, instanceClass: *mut *mut MI_Class) => GetClass;
}

/// Brings an instance of a class with `MI_FLAG_EXTENDED` into its plain form, which may be another
/// instance: `*self` is replaced then. OK, and nothing else, for any other instance.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn MI_Instance_Normalize(self_: *mut *mut MI_Instance) -> MI_Result {
    // SAFETY: by the contract of the exported functions the pointer is NULL or can be read.
    let instance = if self_.is_null() { null_mut() } else { unsafe { *self_ } };
    if instance.is_null() {
        return MI_RESULT_INVALID_PARAMETER;
    }
    // SAFETY: not NULL, so it can be read, and so can its declaration and its table where they are not NULL.
    let (table, declaration) = unsafe { ((*instance).ft, (*instance).classDecl.as_ref()) };
    if table.is_null() {
        return MI_RESULT_INVALID_PARAMETER;
    }
    match declaration {
        Some(declaration) if declaration.flags & MI_FLAG_EXTENDED != 0 => {
            // SAFETY: a class with this flag promises that its instances have the extended table.
            match unsafe { (*table.cast::<MI_InstanceExFT>()).Normalize } {
                // SAFETY: the argument is the caller's, passed on as it is.
                Some(function) => unsafe { function(self_) },
                None => MI_RESULT_NOT_SUPPORTED,
            }
        }
        _ => MI_RESULT_OK,
    }
}
