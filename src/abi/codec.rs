//! Serializers and deserializers, and what only the MOF codec uses.

use core::ffi::c_void;

use super::*;

/// Writes classes and instances as text. Ended by `MI_Serializer_Close`. Where `reserved1` is 0xFFEEDDCCFFEEDDCC, it is one of
/// MOF, and `reserved2` the address of its `MI_SerializerFT`.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct MI_Serializer {
    pub reserved1: MI_Uint64,
    pub reserved2: isize,
}

/// What a serializer can do; each slot has a function of the same name, `MI_Serializer_...`.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct MI_SerializerFT {
    pub Close: Option<unsafe extern "system" fn(serializer: *mut MI_Serializer) -> MI_Result>,
    pub SerializeClass: Option<
        unsafe extern "system" fn(
            serializer: *mut MI_Serializer,
            flags: MI_Uint32,
            classObject: *const MI_Class,
            clientBuffer: *mut MI_Uint8,
            clientBufferLength: MI_Uint32,
            clientBufferNeeded: *mut MI_Uint32,
        ) -> MI_Result,
    >,
    pub SerializeInstance: Option<
        unsafe extern "system" fn(
            serializer: *mut MI_Serializer,
            flags: MI_Uint32,
            instanceObject: *const MI_Instance,
            clientBuffer: *mut MI_Uint8,
            clientBufferLength: MI_Uint32,
            clientBufferNeeded: *mut MI_Uint32,
        ) -> MI_Result,
    >,
}

/// Asks the client for a class that the buffer names and does not hold, on the thread that reads. The names may be NULL
/// but for the class's. NULL with OK, NOT_FOUND and INVALID_CLASS: there is none; any other result ends the reading. Reading
/// MOF, the class is handed over and the deserializer deletes it; reading CIM-XML, it stays the client's.
pub type MI_Deserializer_ClassObjectNeeded = Option<
    unsafe extern "system" fn(
        context: *mut c_void,
        serverName: *const MI_Char,
        namespaceName: *const MI_Char,
        className: *const MI_Char,
        requestedClassObject: *mut *mut MI_Class,
    ) -> MI_Result,
>;

/// Reads classes and instances from text. Ended by `MI_Deserializer_Close`. Where `reserved1` is 0xFFEEDDCCFFEEDDCC, it is one of
/// MOF, and `reserved2` the address of its `MI_DeserializerFT_INTL`.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct MI_Deserializer {
    pub reserved1: MI_Uint64,
    pub reserved2: isize,
}

/// What a deserializer can do; each slot has a function of the same name, `MI_Deserializer_...`.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct MI_DeserializerFT {
    pub Close: Option<unsafe extern "system" fn(deserializer: *mut MI_Deserializer) -> MI_Result>,
    pub DeserializeClass: Option<
        unsafe extern "system" fn(
            deserializer: *mut MI_Deserializer,
            flags: MI_Uint32,
            serializedBuffer: *mut MI_Uint8,
            serializedBufferLength: MI_Uint32,
            parentClass: *mut MI_Class,
            serverName: *const MI_Char,
            namespaceName: *const MI_Char,
            classObjectNeeded: MI_Deserializer_ClassObjectNeeded,
            classObjectNeededContext: *mut c_void,
            serializedBufferRead: *mut MI_Uint32,
            classObject: *mut *mut MI_Class,
            cimErrorDetails: *mut *mut MI_Instance,
        ) -> MI_Result,
    >,
    pub Class_GetClassName: Option<
        unsafe extern "system" fn(
            deserializer: *mut MI_Deserializer,
            serializedBuffer: *mut MI_Uint8,
            serializedBufferLength: MI_Uint32,
            className: *mut MI_Char,
            classNameLength: *mut MI_Uint32,
            cimErrorDetails: *mut *mut MI_Instance,
        ) -> MI_Result,
    >,
    pub Class_GetParentClassName: Option<
        unsafe extern "system" fn(
            deserializer: *mut MI_Deserializer,
            serializedBuffer: *mut MI_Uint8,
            serializedBufferLength: MI_Uint32,
            parentClassName: *mut MI_Char,
            parentClassNameLength: *mut MI_Uint32,
            cimErrorDetails: *mut *mut MI_Instance,
        ) -> MI_Result,
    >,
    pub DeserializeInstance: Option<
        unsafe extern "system" fn(
            deserializer: *mut MI_Deserializer,
            flags: MI_Uint32,
            serializedBuffer: *mut MI_Uint8,
            serializedBufferLength: MI_Uint32,
            classObjects: *mut *mut MI_Class,
            numberClassObjects: MI_Uint32,
            classObjectNeeded: MI_Deserializer_ClassObjectNeeded,
            classObjectNeededContext: *mut c_void,
            serializedBufferRead: *mut MI_Uint32,
            instanceObject: *mut *mut MI_Instance,
            cimErrorDetails: *mut *mut MI_Instance,
        ) -> MI_Result,
    >,
    pub Instance_GetClassName: Option<
        unsafe extern "system" fn(
            deserializer: *mut MI_Deserializer,
            serializedBuffer: *mut MI_Uint8,
            serializedBufferLength: MI_Uint32,
            className: *mut MI_Char,
            classNameLength: *mut MI_Uint32,
            cimErrorDetails: *mut *mut MI_Instance,
        ) -> MI_Result,
    >,
}

/// An array of classes.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct MI_ClassA {
    pub data: *mut *mut MI_Class,
    pub size: MI_Uint32,
}

/// Frees an array that the MOF deserializer returned, with the objects that are left in it.
pub type MI_ExtendedArray_Delete = Option<unsafe extern "system" fn(self_: *mut MI_ExtendedArray)>;

/// How an extended array frees itself.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct MI_ExtendedArrayFT {
    pub Delete: MI_ExtendedArray_Delete,
}

/// An array that knows how to free itself: `reserved1` is 0xFFEEDDCCFFEEDDCC, and `reserved2` the address of an
/// `MI_ExtendedArrayFT`. An object is taken out by writing NULL in its place.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct MI_ExtendedArray {
    pub arr: MI_Array,
    pub reserved1: MI_Uint64,
    pub reserved2: isize,
    pub reserved3: isize,
    pub reserved4: isize,
}

/// Asks the client for the bytes of a file that the MOF text includes. NOT_FOUND, or NULL with OK: there is none, and
/// nothing is included; any other result is an error in the text.
pub type MI_Deserializer_GetIncludedFileBuffer = Option<
    unsafe extern "system" fn(
        context: *mut c_void,
        fileName: *const MI_Char,
        fileBuffer: *mut *mut MI_Uint8,
        bufferLength: *mut MI_Uint32,
    ) -> MI_Result,
>;

/// Gives back the bytes of an included file, as soon as they were read.
pub type MI_Deserializer_FreeIncludedFileBuffer =
    Option<unsafe extern "system" fn(context: *mut c_void, Buffer: *mut MI_Uint8)>;

/// Asks the client for a class by the number that the buffer gives to it. No format of this library has such numbers: never
/// called.
pub type MI_Deserializer_ClassObjectNeededOnId = Option<
    unsafe extern "system" fn(
        context: *mut c_void,
        classId: MI_Uint64,
        requestedClassObject: *mut *mut MI_Class,
    ) -> MI_Result,
>;

/// Tells the client the number that the buffer gives to a class. Never called, as above.
pub type MI_Deserializer_ClassObjectAndId = Option<
    unsafe extern "system" fn(
        context: *mut c_void,
        classId: MI_Uint64,
        classObject: *mut MI_Class,
    ) -> MI_Result,
>;

/// Asks the client for the declaration of a qualifier that neither the text nor the standard declares: `name` is set, and the
/// client sets the rest. What `value` points to must stay until the reading is over. Any result but OK: there is none.
pub type MI_Deserializer_QualifierDeclNeeded =
    Option<unsafe extern "system" fn(context: *mut c_void, decl: *mut MI_QualifierDecl) -> MI_Result>;

/// What the MOF deserializer asks its client while it reads, on the thread that reads. Every member may be NULL.
/// `instanceResult`, `classResult`, `classObjectNeededOnId` and `classObjectAndId` are never called.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct MI_DeserializerCallbacks {
    pub classObjectNeededContext: *mut c_void,
    pub classObjectNeeded: MI_Deserializer_ClassObjectNeeded,
    pub includedFileContext: *mut c_void,
    pub getIncludedFileContent: MI_Deserializer_GetIncludedFileBuffer,
    pub freeIncludedFileContent: MI_Deserializer_FreeIncludedFileBuffer,
    pub instanceResultContext: *mut c_void,
    pub instanceResult: MI_OperationCallback_Instance,
    pub classResultContext: *mut c_void,
    pub classResult: MI_OperationCallback_Class,
    pub classObjectNeededOnIdContext: *mut c_void,
    pub classObjectNeededOnId: MI_Deserializer_ClassObjectNeededOnId,
    pub classObjectAndIdContext: *mut c_void,
    pub classObjectAndId: MI_Deserializer_ClassObjectAndId,
    pub qualifierDeclNeededContext: *mut c_void,
    pub qualifierDeclNeeded: MI_Deserializer_QualifierDeclNeeded,
}

/// The deserializer's table, and the two functions that read several objects at once.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct MI_DeserializerFT_INTL {
    pub ft: MI_DeserializerFT,
    pub DeserializeClassArray: Option<
        unsafe extern "system" fn(
            deserializer: *mut MI_Deserializer,
            flags: MI_Uint32,
            options: *mut MI_OperationOptions,
            callbacks: *mut MI_DeserializerCallbacks,
            serializedBuffer: *mut MI_Uint8,
            serializedBufferLength: MI_Uint32,
            classes: *mut MI_ClassA,
            serverName: *const MI_Char,
            namespaceName: *const MI_Char,
            serializedBufferRead: *mut MI_Uint32,
            classObjects: *mut *mut MI_ClassA,
            cimErrorDetails: *mut *mut MI_Instance,
        ) -> MI_Result,
    >,
    pub DeserializeInstanceArray: Option<
        unsafe extern "system" fn(
            deserializer: *mut MI_Deserializer,
            flags: MI_Uint32,
            options: *mut MI_OperationOptions,
            callbacks: *mut MI_DeserializerCallbacks,
            serializedBuffer: *mut MI_Uint8,
            serializedBufferLength: MI_Uint32,
            classes: *mut MI_ClassA,
            serializedBufferRead: *mut MI_Uint32,
            instanceObjects: *mut *mut MI_InstanceA,
            cimErrorDetails: *mut *mut MI_Instance,
        ) -> MI_Result,
    >,
}

/// Working memory of the MOF serializer: the alias numbers already handed out.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct Aliases {
    pub size: MI_Uint32,
    pub capacity: MI_Uint32,
    pub pos: MI_Uint32,
    pub data: *mut MI_Uint32,
}

/// The MOF serializer's table with its working memory behind it.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct ExtFunctionTable {
    pub ft: MI_SerializerFT,
    pub nextAliasIndex: MI_Uint32,
    pub aliases: Aliases,
}
