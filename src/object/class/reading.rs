//! Declarations that C gives, copied into the model. Nothing of them is trusted that can be checked.

use std::sync::Arc;

use super::super::boundary;
use super::super::value::{read, type_of};
use crate::abi::*;
use crate::cim::class::ClassFlags;
use crate::cim::name::units_eq_names;
use crate::cim::{
    Class, ClassDeclaration, ElementFlags, Flavor, Method, Parameter, Property, Qualifier, Text, Type, Value,
    name, text::str_to_units,
};

/// Superclasses go up so far; more is taken for a circle.
pub(super) const MAX_LEVELS: usize = 256;
/// More qualifiers, properties, methods or parameters in one list are taken for garbage.
pub(in super::super) const MAX_COUNT: u32 = 1 << 20;

const INVALID: MI_Result = MI_RESULT_INVALID_PARAMETER;

/// Copies a declaration, with its superclasses, into a class of this namespace and server.
///
/// # Safety
/// `declaration` is NULL or a declaration as a code generator writes it: its pointers are NULL, or lead to as much as their
/// counts say.
pub unsafe fn class_from_declaration(
    declaration: *const MI_ClassDecl,
    namespace: Option<Text>,
    server_name: Option<Text>,
) -> Result<Class, MI_Result> {
    // SAFETY: the contract is handed on.
    unsafe { class_at_level(declaration, namespace, server_name, 0) }
}

unsafe fn class_at_level(
    declaration: *const MI_ClassDecl,
    namespace: Option<Text>,
    server_name: Option<Text>,
    level: usize,
) -> Result<Class, MI_Result> {
    // SAFETY: NULL or a declaration.
    let declaration = unsafe { declaration.as_ref() }.ok_or(INVALID)?;
    if level >= MAX_LEVELS {
        return Err(INVALID);
    }
    // SAFETY: texts of a declaration are NULL or end in a NUL; lists are as long as their counts say.
    unsafe {
        let superclass = if declaration.superClassDecl.is_null() {
            None
        } else {
            let above = declaration.superClassDecl;
            Some(Arc::new(class_at_level(above, namespace.clone(), server_name.clone(), level + 1)?))
        };
        let superclass_name = boundary::text(declaration.superClass)
            .or_else(|| superclass.as_ref().map(|class| class.name().clone()));
        let properties = list(declaration.properties, declaration.numProperties)?;
        let methods = list(declaration.methods, declaration.numMethods)?;
        let complete = ClassDeclaration {
            name: legal_name(declaration.name)?,
            superclass: superclass_name,
            qualifiers: qualifiers(declaration.qualifiers, declaration.numQualifiers)?,
            properties: properties
                .into_iter()
                .map(|property| read_property(property))
                .collect::<Result<_, _>>()?,
            methods: methods.into_iter().map(|method| read_method(method)).collect::<Result<_, _>>()?,
            flags: ClassFlags::from_bits_retain(declaration.flags),
        };
        Ok(Class::new(complete, superclass).in_namespace(namespace, server_name))
    }
}

/// The items of a list of pointers, none of which may be NULL.
///
/// # Safety
/// `items` is NULL or points to `count` pointers, each NULL or to something that lives as long as the result is used.
pub unsafe fn list<'a, T>(items: *const *const T, count: u32) -> Result<Vec<&'a T>, MI_Result> {
    if count == 0 {
        return Ok(Vec::new());
    }
    if items.is_null() || count > MAX_COUNT {
        return Err(INVALID);
    }
    // SAFETY: so many pointers are there by the contract.
    let pointers = unsafe { std::slice::from_raw_parts(items, count as usize) };
    // SAFETY: each is NULL or leads to an item.
    pointers.iter().map(|&item| unsafe { item.as_ref() }.ok_or(INVALID)).collect()
}

unsafe fn legal_name(text: *const MI_Char) -> Result<Text, MI_Result> {
    // SAFETY: a name is NULL or ends in a NUL.
    let text = unsafe { boundary::text(text) }.ok_or(INVALID)?;
    if name::units_are_legal_name(text.units()) { Ok(text) } else { Err(INVALID) }
}

unsafe fn read_value(value: *const std::ffi::c_void, kind: Type) -> Result<Option<Value>, MI_Result> {
    if value.is_null() {
        return Ok(None);
    }
    // SAFETY: a value of a declaration is one of the type that is declared.
    Ok(unsafe { read(value, kind, 0) }?.into_value())
}

unsafe fn qualifiers(items: *const *const MI_Qualifier, count: u32) -> Result<Vec<Qualifier>, MI_Result> {
    // SAFETY: a list of a declaration.
    let items = unsafe { list(items, count) }?;
    let read = items.into_iter().map(|qualifier| {
        let kind = type_of(qualifier.r#type)?;
        Ok(Qualifier {
            // SAFETY: a name of a declaration.
            name: unsafe { legal_name(qualifier.name) }?,
            kind,
            // SAFETY: a value of a declaration.
            value: unsafe { read_value(qualifier.value, kind) }?,
            flavor: Flavor::from_bits_retain(qualifier.flavor),
            propagated: false,
        })
    });
    read.collect()
}

unsafe fn read_property(declaration: &MI_PropertyDecl) -> Result<Property, MI_Result> {
    let kind = type_of(declaration.r#type)?;
    // SAFETY: texts, lists and values of a declaration.
    unsafe {
        Ok(Property {
            name: legal_name(declaration.name)?,
            kind,
            array_size: (declaration.subscript != 0).then_some(declaration.subscript),
            reference_class: boundary::text(declaration.className),
            flags: ElementFlags::from_bits_retain(declaration.flags),
            qualifiers: qualifiers(declaration.qualifiers, declaration.numQualifiers)?,
            default: read_value(declaration.value, kind)?,
            origin: boundary::text(declaration.origin).unwrap_or_default(),
            propagator: boundary::text(declaration.propagator).unwrap_or_default(),
        })
    }
}

unsafe fn read_parameter(declaration: &MI_ParameterDecl) -> Result<Parameter, MI_Result> {
    // SAFETY: texts and lists of a declaration.
    unsafe {
        Ok(Parameter {
            name: legal_name(declaration.name)?,
            kind: type_of(declaration.r#type)?,
            array_size: (declaration.subscript != 0).then_some(declaration.subscript),
            reference_class: boundary::text(declaration.className),
            flags: ElementFlags::from_bits_retain(declaration.flags),
            qualifiers: qualifiers(declaration.qualifiers, declaration.numQualifiers)?,
        })
    }
}

unsafe fn read_method(declaration: &MI_MethodDecl) -> Result<Method, MI_Result> {
    // SAFETY: texts and lists of a declaration.
    unsafe {
        let declared = list(declaration.parameters, declaration.numParameters)?;
        let mut parameters: Vec<Parameter> =
            declared.into_iter().map(|parameter| read_parameter(parameter)).collect::<Result<_, _>>()?;
        let mut qualifiers = qualifiers(declaration.qualifiers, declaration.numQualifiers)?;
        let mut return_type = type_of(declaration.returnType)?;
        let mut return_class = None;
        let is_return =
            |parameter: &Parameter| units_eq_names(parameter.name.units(), &str_to_units("MIReturn"));
        if parameters.first().is_some_and(is_return) {
            let returned = parameters.remove(0);
            return_type = returned.kind;
            return_class = returned.reference_class;
            // The model keeps what qualifies the return value on the method, as schemas do.
            for qualifier in returned.qualifiers {
                if crate::cim::qualifier::find_qualifier(&qualifiers, &qualifier.name).is_none() {
                    qualifiers.push(qualifier);
                }
            }
        }
        Ok(Method {
            name: legal_name(declaration.name)?,
            return_type,
            return_class,
            flags: ElementFlags::from_bits_retain(declaration.flags),
            qualifiers,
            parameters,
            origin: boundary::text(declaration.origin).unwrap_or_default(),
            propagator: boundary::text(declaration.propagator).unwrap_or_default(),
        })
    }
}
