//! Filters and property sets.

use crate::abi::*;

forward! {
    /// Tells whether an instance passes the filter. `result` is written on OK.
    fn MI_Filter_Evaluate(self_: *const MI_Filter, instance: *const MI_Instance, result: *mut MI_Boolean)
        => Evaluate;

    /// Gives the filter as text: the query language and the query. Both strings belong to the filter.
    fn MI_Filter_GetExpression(
        self_: *const MI_Filter, queryLang: *mut *const MI_Char, queryExpr: *mut *const MI_Char
    ) => GetExpression;
}

forward! {
    /// Counts the names in the set.
    fn MI_PropertySet_GetElementCount(self_: *const MI_PropertySet, count: *mut MI_Uint32) => GetElementCount;

    /// Tells whether the set has a name, compared without case.
    fn MI_PropertySet_ContainsElement(
        self_: *const MI_PropertySet, name: *const MI_Char, flag: *mut MI_Boolean
    ) => ContainsElement;

    /// Adds a name to the set, which copies it. ALREADY_EXISTS where the set has it.
    fn MI_PropertySet_AddElement(self_: *mut MI_PropertySet, name: *const MI_Char) => AddElement;

    /// Gives the name at an index, 0 to the count less one. The name belongs to the set.
    fn MI_PropertySet_GetElementAt(self_: *const MI_PropertySet, index: MI_Uint32, name: *mut *const MI_Char)
        => GetElementAt;

    /// Takes all names out of the set.
    fn MI_PropertySet_Clear(self_: *mut MI_PropertySet) => Clear;

    /// Ends a set that was built in the caller's memory. What is on the heap is freed, the structure itself
    /// is not.
    fn MI_PropertySet_Destruct(self_: *mut MI_PropertySet) => Destruct;

    /// Ends a set that the library made, and frees it.
    fn MI_PropertySet_Delete(self_: *mut MI_PropertySet) => Delete;

    /// Makes a copy of the set. `newPropertySet` receives it; end it with `MI_PropertySet_Delete`.
    fn MI_PropertySet_Clone(self_: *const MI_PropertySet, newPropertySet: *mut *mut MI_PropertySet) => Clone;
}
