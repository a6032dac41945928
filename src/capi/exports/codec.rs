//! Serializers and deserializers. Their handles carry no table, so they go through the client tables.

use core::ffi::c_void;

use crate::abi::*;

forward_to_client_table! {
    /// Ends a serializer, and zeroes the handle. INVALID_PARAMETER for a handle that names none, as the second
    /// time.
    fn MI_Serializer_Close(serializer: *mut MI_Serializer) -> MI_Result requiring serializer
        => serializerFT.Close, else MI_RESULT_NOT_SUPPORTED;

    /// Writes a class as text of `MI_Char` (UTF-8 where that has one byte), without a terminator. All sizes
    /// are in bytes. `clientBufferNeeded` receives the size of the text; where `clientBuffer` has less, the
    /// result is FAILED and nothing is written. `clientBuffer` may be NULL where `clientBufferLength` is 0.
    /// `flags`: 0 for the class's own elements alone, or `MI_SERIALIZER_FLAGS_CLASS_DEEP` for a text that is
    /// read without the superclasses. For CIM-XML also 0x100 (`CLASSORIGIN`), 0x200 (`DERIVATION`), 0x400
    /// (inherited elements) and 0x800, which adds nothing, because qualifiers are always written; other bits are
    /// INVALID_PARAMETER there, and ignored for MOF. Where MOF has superclasses in it, it has several classes:
    /// `MI_Deserializer_DeserializeClassArray` of `micodec.h` reads these. A class that the format can't say is
    /// an error, which the log tells of, with 0 in `clientBufferNeeded`. Any number of
    /// threads may use one serializer.
    fn MI_Serializer_SerializeClass(
        serializer: *mut MI_Serializer, flags: MI_Uint32, classObject: *const MI_Class,
        clientBuffer: *mut MI_Uint8, clientBufferLength: MI_Uint32, clientBufferNeeded: *mut MI_Uint32
    ) -> MI_Result requiring serializer => serializerFT.SerializeClass, else MI_RESULT_NOT_SUPPORTED;

    /// Writes an instance as text; sizes and results are those of `MI_Serializer_SerializeClass`. `flags`: 0, or
    /// `MI_SERIALIZER_FLAGS_INSTANCE_WITH_CLASS` for a text that has the classes that are needed to read it.
    /// For CIM-XML the bits 0x100, 0x200, 0x400 and 0x800 say how these are written. Aliases in MOF are
    /// numbered on from text to text, so that the texts of one serializer may be put together.
    fn MI_Serializer_SerializeInstance(
        serializer: *mut MI_Serializer, flags: MI_Uint32, instanceObject: *const MI_Instance,
        clientBuffer: *mut MI_Uint8, clientBufferLength: MI_Uint32, clientBufferNeeded: *mut MI_Uint32
    ) -> MI_Result requiring serializer => serializerFT.SerializeInstance, else MI_RESULT_NOT_SUPPORTED;
}

forward_to_client_table! {
    /// Ends a deserializer, and zeroes the handle. INVALID_PARAMETER for a handle that names none, as the
    /// second time.
    fn MI_Deserializer_Close(deserializer: *mut MI_Deserializer) -> MI_Result requiring deserializer
        => deserializerFT.Close, else MI_RESULT_NOT_SUPPORTED;

    /// Reads a class from text: UTF-8, or UTF-16 or UTF-32 of either order, with or without a mark; characters
    /// 0 at the end are left out. `flags` is 0. `serializedBufferLength` is in bytes, up to 50 MiB, and 4 or
    /// more for MOF. `parentClass` is the superclass, where the text does not hold it; else, and where it is
    /// NULL, `classObjectNeeded` is asked for it with `serverName` and `namespaceName`, which are also the
    /// class's; all four may be NULL. `serializedBufferRead` may be NULL; else it receives the bytes up to the
    /// end of the class: for MOF all of them, since the text must declare one class and no more (FAILED).
    /// `classObject` receives the class, which the caller deletes; where it is NULL, the text is checked only.
    /// `cimErrorDetails` may be NULL; else it receives NULL, or an error instance that the caller deletes, whose
    /// message says line and column. Any number of threads may use one deserializer.
    ///
    /// The callback is called on this thread, once for a class. NULL with OK, NOT_FOUND and INVALID_CLASS
    /// mean that the class is not known; any other result is the result of the reading. A class that it gives for
    /// MOF is handed over: the deserializer deletes it. A class that it gives for CIM-XML stays the client's,
    /// and must live until this function returns.
    fn MI_Deserializer_DeserializeClass(
        deserializer: *mut MI_Deserializer, flags: MI_Uint32, serializedBuffer: *mut MI_Uint8,
        serializedBufferLength: MI_Uint32, parentClass: *mut MI_Class, serverName: *const MI_Char,
        namespaceName: *const MI_Char, classObjectNeeded: MI_Deserializer_ClassObjectNeeded,
        classObjectNeededContext: *mut c_void, serializedBufferRead: *mut MI_Uint32,
        classObject: *mut *mut MI_Class, cimErrorDetails: *mut *mut MI_Instance
    ) -> MI_Result requiring deserializer => deserializerFT.DeserializeClass, else MI_RESULT_NOT_SUPPORTED;

    /// Reads the name of the class in CIM-XML, without the rest. `classNameLength` is the room in `className`, in
    /// characters with the terminator, and receives the room that is needed: FAILED where there is less, OK
    /// where `className` is NULL. NOT_SUPPORTED for MOF. `cimErrorDetails` is that of
    /// `MI_Deserializer_DeserializeClass`.
    fn MI_Deserializer_Class_GetClassName(
        deserializer: *mut MI_Deserializer, serializedBuffer: *mut MI_Uint8,
        serializedBufferLength: MI_Uint32, className: *mut MI_Char, classNameLength: *mut MI_Uint32,
        cimErrorDetails: *mut *mut MI_Instance
    ) -> MI_Result requiring deserializer => deserializerFT.Class_GetClassName, else MI_RESULT_NOT_SUPPORTED;

    /// Reads the name of the superclass of the class in CIM-XML, as `MI_Deserializer_Class_GetClassName` does.
    /// INVALID_SUPERCLASS, and the length 0, where it has none.
    fn MI_Deserializer_Class_GetParentClassName(
        deserializer: *mut MI_Deserializer, serializedBuffer: *mut MI_Uint8,
        serializedBufferLength: MI_Uint32, parentClassName: *mut MI_Char,
        parentClassNameLength: *mut MI_Uint32, cimErrorDetails: *mut *mut MI_Instance
    ) -> MI_Result requiring deserializer
        => deserializerFT.Class_GetParentClassName, else MI_RESULT_NOT_SUPPORTED;

    /// Reads an instance from text; buffer, results and callback are those of
    /// `MI_Deserializer_DeserializeClass`. Classes, also those of embedded instances, are looked for in the
    /// text, in `classObjects` (which may be NULL, and hold NULLs) and the classes above these, and through
    /// `classObjectNeeded`. Where neither of the last two is given, an instance of CIM-XML whose class is not
    /// known is one of the class's name alone, with the types that the text says; else that is INVALID_CLASS.
    /// `instanceObject` receives the instance, which the caller deletes; where it is NULL, the text is checked
    /// only. CIM-XML may go on with other objects behind `serializedBufferRead`.
    fn MI_Deserializer_DeserializeInstance(
        deserializer: *mut MI_Deserializer, flags: MI_Uint32, serializedBuffer: *mut MI_Uint8,
        serializedBufferLength: MI_Uint32, classObjects: *mut *mut MI_Class, numberClassObjects: MI_Uint32,
        classObjectNeeded: MI_Deserializer_ClassObjectNeeded, classObjectNeededContext: *mut c_void,
        serializedBufferRead: *mut MI_Uint32, instanceObject: *mut *mut MI_Instance,
        cimErrorDetails: *mut *mut MI_Instance
    ) -> MI_Result requiring deserializer => deserializerFT.DeserializeInstance, else MI_RESULT_NOT_SUPPORTED;

    /// Reads the name of the class of the instance in CIM-XML, as `MI_Deserializer_Class_GetClassName` does.
    fn MI_Deserializer_Instance_GetClassName(
        deserializer: *mut MI_Deserializer, serializedBuffer: *mut MI_Uint8,
        serializedBufferLength: MI_Uint32, className: *mut MI_Char, classNameLength: *mut MI_Uint32,
        cimErrorDetails: *mut *mut MI_Instance
    ) -> MI_Result requiring deserializer
        => deserializerFT.Instance_GetClassName, else MI_RESULT_NOT_SUPPORTED;
}
