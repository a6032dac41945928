//! Serializers and deserializers. Their handles carry no table, so they go through the client tables.

use core::ffi::c_void;

use crate::abi::*;

forward_to_client_table! {
    /// Ends a serializer.
    fn MI_Serializer_Close(serializer: *mut MI_Serializer) -> MI_Result requiring serializer
        => serializerFT.Close, else MI_RESULT_NOT_SUPPORTED;

    /// Writes a class as bytes, without a terminator. `clientBufferLength` and `clientBufferNeeded` count
    /// bytes. FAILED where the buffer is too small, with the length that is needed; `clientBuffer` may be
    /// NULL where the length is 0. `flags` is 0 or `MI_SERIALIZER_FLAGS_CLASS_DEEP`.
    fn MI_Serializer_SerializeClass(
        serializer: *mut MI_Serializer, flags: MI_Uint32, classObject: *const MI_Class,
        clientBuffer: *mut MI_Uint8, clientBufferLength: MI_Uint32, clientBufferNeeded: *mut MI_Uint32
    ) -> MI_Result requiring serializer => serializerFT.SerializeClass, else MI_RESULT_NOT_SUPPORTED;

    /// Writes an instance as bytes, without a terminator. `clientBufferLength` and `clientBufferNeeded` count
    /// bytes. FAILED where the buffer is too small, with the length that is needed; `clientBuffer` may be
    /// NULL where the length is 0. `flags` is 0 or `MI_SERIALIZER_FLAGS_INSTANCE_WITH_CLASS`.
    fn MI_Serializer_SerializeInstance(
        serializer: *mut MI_Serializer, flags: MI_Uint32, instanceObject: *const MI_Instance,
        clientBuffer: *mut MI_Uint8, clientBufferLength: MI_Uint32, clientBufferNeeded: *mut MI_Uint32
    ) -> MI_Result requiring serializer => serializerFT.SerializeInstance, else MI_RESULT_NOT_SUPPORTED;
}

forward_to_client_table! {
    /// Ends a deserializer.
    fn MI_Deserializer_Close(deserializer: *mut MI_Deserializer) -> MI_Result requiring deserializer
        => deserializerFT.Close, else MI_RESULT_NOT_SUPPORTED;

    /// Reads a class from bytes. `parentClass`, `serverName`, `namespaceName` and `classObjectNeeded` may be
    /// NULL. `serializedBufferRead` receives the bytes that were used. `classObject` receives the class; end
    /// it with `MI_Class_Delete`. `cimErrorDetails` may be NULL; else it receives NULL, or an error instance
    /// that the caller deletes. The callback is called on this thread.
    fn MI_Deserializer_DeserializeClass(
        deserializer: *mut MI_Deserializer, flags: MI_Uint32, serializedBuffer: *mut MI_Uint8,
        serializedBufferLength: MI_Uint32, parentClass: *mut MI_Class, serverName: *const MI_Char,
        namespaceName: *const MI_Char, classObjectNeeded: MI_Deserializer_ClassObjectNeeded,
        classObjectNeededContext: *mut c_void, serializedBufferRead: *mut MI_Uint32,
        classObject: *mut *mut MI_Class, cimErrorDetails: *mut *mut MI_Instance
    ) -> MI_Result requiring deserializer => deserializerFT.DeserializeClass, else MI_RESULT_NOT_SUPPORTED;

    /// Reads the name of the class in the bytes. `classNameLength` is the room in `className`, in characters
    /// with the terminator, and receives the length that is needed.
    fn MI_Deserializer_Class_GetClassName(
        deserializer: *mut MI_Deserializer, serializedBuffer: *mut MI_Uint8,
        serializedBufferLength: MI_Uint32, className: *mut MI_Char, classNameLength: *mut MI_Uint32,
        cimErrorDetails: *mut *mut MI_Instance
    ) -> MI_Result requiring deserializer => deserializerFT.Class_GetClassName, else MI_RESULT_NOT_SUPPORTED;

    /// Reads the name of the class above the class in the bytes. `parentClassNameLength` is the room in
    /// `parentClassName`, in characters with the terminator, and receives the length that is needed.
    fn MI_Deserializer_Class_GetParentClassName(
        deserializer: *mut MI_Deserializer, serializedBuffer: *mut MI_Uint8,
        serializedBufferLength: MI_Uint32, parentClassName: *mut MI_Char,
        parentClassNameLength: *mut MI_Uint32, cimErrorDetails: *mut *mut MI_Instance
    ) -> MI_Result requiring deserializer
        => deserializerFT.Class_GetParentClassName, else MI_RESULT_NOT_SUPPORTED;

    /// Reads an instance from bytes. Its class is looked for in the bytes, in `classObjects`, and through
    /// `classObjectNeeded`, which may be NULL and is called on this thread. `serializedBufferRead` receives
    /// the bytes that were used. `instanceObject` receives the instance; end it with `MI_Instance_Delete`.
    /// `cimErrorDetails` may be NULL; else it receives NULL, or an error instance that the caller deletes.
    fn MI_Deserializer_DeserializeInstance(
        deserializer: *mut MI_Deserializer, flags: MI_Uint32, serializedBuffer: *mut MI_Uint8,
        serializedBufferLength: MI_Uint32, classObjects: *mut *mut MI_Class, numberClassObjects: MI_Uint32,
        classObjectNeeded: MI_Deserializer_ClassObjectNeeded, classObjectNeededContext: *mut c_void,
        serializedBufferRead: *mut MI_Uint32, instanceObject: *mut *mut MI_Instance,
        cimErrorDetails: *mut *mut MI_Instance
    ) -> MI_Result requiring deserializer => deserializerFT.DeserializeInstance, else MI_RESULT_NOT_SUPPORTED;

    /// Reads the name of the class of the instance in the bytes. `classNameLength` is the room in
    /// `className`, in characters with the terminator, and receives the length that is needed.
    fn MI_Deserializer_Instance_GetClassName(
        deserializer: *mut MI_Deserializer, serializedBuffer: *mut MI_Uint8,
        serializedBufferLength: MI_Uint32, className: *mut MI_Char, classNameLength: *mut MI_Uint32,
        cimErrorDetails: *mut *mut MI_Instance
    ) -> MI_Result requiring deserializer
        => deserializerFT.Instance_GetClassName, else MI_RESULT_NOT_SUPPORTED;
}
