//! Classes, with their qualifiers and method parameters.

use crate::abi::*;

forward! {
    /// Gives the name of the class. The string belongs to the class.
    fn MI_Class_GetClassName(self_: *const MI_Class, className: *mut *const MI_Char) => GetClassName;

    /// Gives the namespace of the class, or NULL. The string belongs to the class.
    fn MI_Class_GetNameSpace(self_: *const MI_Class, nameSpace: *mut *const MI_Char) => GetNameSpace;

    /// Gives the name of the machine that the class comes from, or NULL. The string belongs to the class.
    fn MI_Class_GetServerName(self_: *const MI_Class, serverName: *mut *const MI_Char) => GetServerName;

    /// Counts the properties, with the inherited ones.
    fn MI_Class_GetElementCount(self_: *const MI_Class, count: *mut MI_Uint32) => GetElementCount;

    /// Gives a property, found by its name without case: its default value, whether it has one, its type, the
    /// class that it refers to, its qualifiers, flags and index. All belong to the class; every out parameter
    /// may be NULL. NO_SUCH_PROPERTY where there is none.
    fn MI_Class_GetElement(
        self_: *const MI_Class, name: *const MI_Char, value: *mut MI_Value, valueExists: *mut MI_Boolean,
        r#type: *mut MI_Type, referenceClass: *mut *mut MI_Char, qualifierSet: *mut MI_QualifierSet,
        flags: *mut MI_Uint32, index: *mut MI_Uint32
    ) => GetElement;

    /// Gives the property at an index: its name, default value, whether it has one, its type, the class that
    /// it refers to, its qualifiers and flags. All belong to the class; every out parameter may be NULL.
    /// NO_SUCH_PROPERTY behind the last.
    fn MI_Class_GetElementAt(
        self_: *const MI_Class, index: MI_Uint32, name: *mut *const MI_Char, value: *mut MI_Value,
        valueExists: *mut MI_Boolean, r#type: *mut MI_Type, referenceClass: *mut *mut MI_Char,
        qualifierSet: *mut MI_QualifierSet, flags: *mut MI_Uint32
    ) => GetElementAt;

    /// Gives the qualifiers of the class. The set lives as long as the class; nothing is to be freed.
    fn MI_Class_GetClassQualifierSet(self_: *const MI_Class, qualifierSet: *mut MI_QualifierSet)
        => GetClassQualifierSet;

    /// Counts the methods, with the inherited ones.
    fn MI_Class_GetMethodCount(self_: *const MI_Class, count: *mut MI_Uint32) => GetMethodCount;

    /// Gives the method at an index: its name, qualifiers and parameters. They live as long as the class.
    /// `name` is required. METHOD_NOT_FOUND behind the last.
    fn MI_Class_GetMethodAt(
        self_: *const MI_Class, index: MI_Uint32, name: *mut *const MI_Char,
        qualifierSet: *mut MI_QualifierSet, parameterSet: *mut MI_ParameterSet
    ) => GetMethodAt;

    /// Gives a method, found by its name without case: its qualifiers, parameters and index. They live as
    /// long as the class. METHOD_NOT_FOUND where there is none.
    fn MI_Class_GetMethod(
        self_: *const MI_Class, name: *const MI_Char, qualifierSet: *mut MI_QualifierSet,
        parameterSet: *mut MI_ParameterSet, index: *mut MI_Uint32
    ) => GetMethod;

    /// Gives the name of the class above. The string belongs to the class. INVALID_SUPERCLASS, and NULL as
    /// the name, where there is none.
    fn MI_Class_GetParentClassName(self_: *const MI_Class, name: *mut *const MI_Char) => GetParentClassName;

    /// Gives the class above. `parentClass` receives it; end it with `MI_Class_Delete`. INVALID_SUPERCLASS
    /// where there is none.
    fn MI_Class_GetParentClass(self_: *const MI_Class, parentClass: *mut *mut MI_Class) => GetParentClass;

    /// Ends a class: one reference to it. Sets of qualifiers and parameters that were got from it stop being
    /// valid.
    fn MI_Class_Delete(self_: *mut MI_Class) => Delete;

    /// Makes another reference to the class. `newClass` receives it; end it with `MI_Class_Delete`.
    fn MI_Class_Clone(self_: *const MI_Class, newClass: *mut *mut MI_Class) => Clone;
}

forward! {
    /// Counts the qualifiers.
    fn MI_QualifierSet_GetQualifierCount(self_: *const MI_QualifierSet, count: *mut MI_Uint32)
        => GetQualifierCount;

    /// Gives the qualifier at an index: its name, type, flags and value. All belong to the class. `name` is
    /// required. NOT_FOUND behind the last.
    fn MI_QualifierSet_GetQualifierAt(
        self_: *const MI_QualifierSet, index: MI_Uint32, name: *mut *const MI_Char,
        qualifierType: *mut MI_Type, qualifierFlags: *mut MI_Uint32, qualifierValue: *mut MI_Value
    ) => GetQualifierAt;

    /// Gives a qualifier, found by its name without case: its type, flags, value and index. All belong to the
    /// class. NOT_FOUND where there is none.
    fn MI_QualifierSet_GetQualifier(
        self_: *const MI_QualifierSet, name: *const MI_Char, qualifierType: *mut MI_Type,
        qualifierFlags: *mut MI_Uint32, qualifierValue: *mut MI_Value, index: *mut MI_Uint32
    ) => GetQualifier;
}

forward! {
    /// Gives the type of the method's result, and the qualifiers of that.
    fn MI_ParameterSet_GetMethodReturnType(
        self_: *const MI_ParameterSet, returnType: *mut MI_Type, qualifierSet: *mut MI_QualifierSet
    ) => GetMethodReturnType;

    /// Counts the parameters. The result is not one of them.
    fn MI_ParameterSet_GetParameterCount(self_: *const MI_ParameterSet, count: *mut MI_Uint32)
        => GetParameterCount;

    /// Gives the parameter at an index: its name, type, the class that it refers to, and its qualifiers. All
    /// belong to the class. `name` is required. NOT_FOUND behind the last.
    fn MI_ParameterSet_GetParameterAt(
        self_: *const MI_ParameterSet, index: MI_Uint32, name: *mut *const MI_Char,
        parameterType: *mut MI_Type, referenceClass: *mut *mut MI_Char, qualifierSet: *mut MI_QualifierSet
    ) => GetParameterAt;

    /// Gives a parameter, found by its name without case: its type, the class that it refers to, its
    /// qualifiers and index. All belong to the class. NOT_FOUND where there is none.
    fn MI_ParameterSet_GetParameter(
        self_: *const MI_ParameterSet, name: *const MI_Char, parameterType: *mut MI_Type,
        referenceClass: *mut *mut MI_Char, qualifierSet: *mut MI_QualifierSet, index: *mut MI_Uint32
    ) => GetParameter;
}
