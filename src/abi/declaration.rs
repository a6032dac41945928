//! Declarations: the static description of classes, properties, methods and qualifiers, as a code generator writes it.

use core::ffi::c_void;

use super::*;

/// A qualifier with its value.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct MI_Qualifier {
    pub name: *const MI_Char,
    pub r#type: MI_Uint32,
    pub flavor: MI_Uint32,
    pub value: *const c_void,
}

/// The declaration of a qualifier type.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct MI_QualifierDecl {
    pub name: *const MI_Char,
    pub r#type: MI_Uint32,
    pub scope: MI_Uint32,
    pub flavor: MI_Uint32,
    pub subscript: MI_Uint32,
    pub value: *const c_void,
}

/// What the declarations of properties, methods and parameters begin with.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct MI_FeatureDecl {
    pub flags: MI_Uint32,
    pub code: MI_Uint32,
    pub name: *const MI_Char,
    pub qualifiers: *const *const MI_Qualifier,
    pub numQualifiers: MI_Uint32,
}

/// The declaration of a method's parameter.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct MI_ParameterDecl {
    pub flags: MI_Uint32,
    pub code: MI_Uint32,
    pub name: *const MI_Char,
    pub qualifiers: *const *const MI_Qualifier,
    pub numQualifiers: MI_Uint32,
    pub r#type: MI_Uint32,
    pub className: *const MI_Char,
    pub subscript: MI_Uint32,
    pub offset: MI_Uint32,
}

/// The declaration of a property.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct MI_PropertyDecl {
    pub flags: MI_Uint32,
    pub code: MI_Uint32,
    pub name: *const MI_Char,
    pub qualifiers: *const *const MI_Qualifier,
    pub numQualifiers: MI_Uint32,
    pub r#type: MI_Uint32,
    pub className: *const MI_Char,
    pub subscript: MI_Uint32,
    pub offset: MI_Uint32,
    pub origin: *const MI_Char,
    pub propagator: *const MI_Char,
    /// The default value, or NULL.
    pub value: *const c_void,
}

/// What the declarations of classes and methods begin with.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct MI_ObjectDecl {
    pub flags: MI_Uint32,
    pub code: MI_Uint32,
    pub name: *const MI_Char,
    pub qualifiers: *const *const MI_Qualifier,
    pub numQualifiers: MI_Uint32,
    pub properties: *const *const MI_PropertyDecl,
    pub numProperties: MI_Uint32,
    pub size: MI_Uint32,
}

/// The declaration of a class. `properties` and `methods` hold the inherited ones too.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct MI_ClassDecl {
    pub flags: MI_Uint32,
    /// Lower first letter << 16 | lower last letter << 8 | length of the name.
    pub code: MI_Uint32,
    pub name: *const MI_Char,
    pub qualifiers: *const *const MI_Qualifier,
    pub numQualifiers: MI_Uint32,
    pub properties: *const *const MI_PropertyDecl,
    pub numProperties: MI_Uint32,
    /// Size in bytes of an instance whose fields lie at the declared offsets.
    pub size: MI_Uint32,
    pub superClass: *const MI_Char,
    pub superClassDecl: *const MI_ClassDecl,
    pub methods: *const *const MI_MethodDecl,
    pub numMethods: MI_Uint32,
    pub schema: *const MI_SchemaDecl,
    pub providerFT: *const MI_ProviderFT,
    /// NULL for a static declaration.
    pub owningClass: *mut MI_Class,
}

/// A provider's implementation of one method.
pub type MI_MethodDecl_Invoke = Option<
    unsafe extern "system" fn(
        self_: *mut c_void,
        context: *mut MI_Context,
        nameSpace: *const MI_Char,
        className: *const MI_Char,
        methodName: *const MI_Char,
        instanceName: *const MI_Instance,
        parameters: *const MI_Instance,
    ),
>;

/// The declaration of a method. Parameter 0 is its result, with the name `MIReturn`.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct MI_MethodDecl {
    pub flags: MI_Uint32,
    pub code: MI_Uint32,
    pub name: *const MI_Char,
    pub qualifiers: *const *const MI_Qualifier,
    pub numQualifiers: MI_Uint32,
    pub parameters: *const *const MI_ParameterDecl,
    pub numParameters: MI_Uint32,
    pub size: MI_Uint32,
    pub returnType: MI_Uint32,
    pub origin: *const MI_Char,
    pub propagator: *const MI_Char,
    pub schema: *const MI_SchemaDecl,
    pub function: MI_MethodDecl_Invoke,
}

/// All declarations of a provider module.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default)]
pub struct MI_SchemaDecl {
    pub qualifierDecls: *const *const MI_QualifierDecl,
    pub numQualifierDecls: MI_Uint32,
    pub classDecls: *const *const MI_ClassDecl,
    pub numClassDecls: MI_Uint32,
}
