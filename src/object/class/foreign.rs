//! Classes of other implementations that show no declaration: read through their own tables.

use std::sync::Arc;

use super::super::boundary;
use super::super::value::{read, type_of, zero_value};
use super::reading::{MAX_COUNT, MAX_LEVELS};
use super::{class_at_level, delete_class};
use crate::abi::*;
use crate::cim::class::ClassFlags;
use crate::cim::{
    Class, ClassDeclaration, ElementFlags, Flavor, Method, Parameter, Property, Qualifier, Text, Type, Value,
    name,
};

const INVALID: MI_Result = MI_RESULT_INVALID_PARAMETER;

/// Reads a class by its functions, with its superclasses.
///
/// # Safety
/// `class` is a live class, whose table does what the interface says.
pub(super) unsafe fn class_from_table(class: &MI_Class, level: usize) -> Result<Class, MI_Result> {
    // SAFETY: the table of a live class is NULL or lives as long as it does.
    let ft = unsafe { class.ft.as_ref() }.ok_or(INVALID)?;
    if level >= MAX_LEVELS {
        return Err(INVALID);
    }
    // SAFETY: by the contract.
    unsafe {
        let superclass = superclass(class, ft, level)?;
        let superclass_name = text(class, ft.GetParentClassName)
            .or_else(|| superclass.as_ref().map(|superclass| superclass.name().clone()));
        let mut set = MI_QualifierSet::default();
        let get_set = ft.GetClassQualifierSet.ok_or(INVALID)?;
        ok(get_set(class, &mut set))?;
        let qualifiers = qualifiers(&set)?;
        let mut flags = ClassFlags::CLASS;
        for (name, flag) in [
            ("Association", ClassFlags::ASSOCIATION),
            ("Indication", ClassFlags::INDICATION),
            ("Abstract", ClassFlags::ABSTRACT),
            ("Terminal", ClassFlags::TERMINAL),
        ] {
            let is_set = |qualifier: &Qualifier| {
                qualifier.name.to_string().eq_ignore_ascii_case(name)
                    && qualifier.value == Some(Value::Boolean(true))
            };
            flags.set(flag, qualifiers.iter().any(is_set));
        }
        let complete = ClassDeclaration {
            name: text(class, ft.GetClassName).filter(is_legal).ok_or(INVALID)?,
            superclass: superclass_name,
            qualifiers,
            properties: properties(class, ft)?,
            methods: methods(class, ft)?,
            flags,
        };
        let (namespace, server) = (text(class, ft.GetNameSpace), text(class, ft.GetServerName));
        Ok(Class::new(complete, superclass).in_namespace(namespace, server))
    }
}

fn ok(result: MI_Result) -> Result<(), MI_Result> {
    if result == MI_RESULT_OK { Ok(()) } else { Err(result) }
}

fn is_legal(text: &Text) -> bool {
    name::units_are_legal_name(text.units())
}

type GetText = Option<unsafe extern "system" fn(*const MI_Class, *mut *const MI_Char) -> MI_Result>;

unsafe fn text(class: &MI_Class, get: GetText) -> Option<Text> {
    let mut text = std::ptr::null();
    // SAFETY: the slot is called as its signature says; what a successful getter gives is NULL or ends in a NUL.
    unsafe { if get?(class, &mut text) == MI_RESULT_OK { boundary::text(text) } else { None } }
}

unsafe fn superclass(
    class: &MI_Class,
    ft: &MI_ClassFT,
    level: usize,
) -> Result<Option<Arc<Class>>, MI_Result> {
    let mut above = std::ptr::null_mut();
    let Some(get) = ft.GetParentClass else { return Ok(None) };
    // SAFETY: the slot is called as its signature says.
    if unsafe { get(class, &mut above) } != MI_RESULT_OK || above.is_null() {
        return Ok(None);
    }
    // SAFETY: a class that was just given, and that is deleted once.
    unsafe {
        let read = class_at_level(above, level + 1);
        delete_class(above);
        read.map(Some)
    }
}

fn counted(result: MI_Result, count: u32) -> Result<u32, MI_Result> {
    ok(result)?;
    if count > MAX_COUNT { Err(INVALID) } else { Ok(count) }
}

unsafe fn qualifiers(set: &MI_QualifierSet) -> Result<Vec<Qualifier>, MI_Result> {
    // SAFETY: the table of a set that a class gave; a set without one has nothing.
    let Some(ft) = (unsafe { set.ft.as_ref() }) else { return Ok(Vec::new()) };
    let mut count = 0;
    let get_count = ft.GetQualifierCount.ok_or(INVALID)?;
    let get = ft.GetQualifierAt.ok_or(INVALID)?;
    // SAFETY: the slots are called as their signatures say.
    let count = counted(unsafe { get_count(set, &mut count) }, count)?;
    let one = |index| {
        let (mut name, mut kind, mut flags, mut value) = (std::ptr::null(), 0, 0, zero_value());
        // SAFETY: as above; a value has the member that its type says.
        unsafe {
            ok(get(set, index, &mut name, &mut kind, &mut flags, &mut value))?;
            let kind = type_of(kind)?;
            Ok(Qualifier {
                name: boundary::text(name).filter(is_legal).ok_or(INVALID)?,
                kind,
                value: match flags & MI_FLAG_NULL {
                    0 => read((&raw const value).cast(), kind, 0)?.into_value(),
                    _ => None,
                },
                flavor: Flavor::from_bits_truncate(flags),
                propagated: false,
            })
        }
    };
    (0..count).map(one).collect()
}

unsafe fn properties(class: &MI_Class, ft: &MI_ClassFT) -> Result<Vec<Property>, MI_Result> {
    let mut count = 0;
    let get_count = ft.GetElementCount.ok_or(INVALID)?;
    let get = ft.GetElementAt.ok_or(INVALID)?;
    // SAFETY: the slots are called as their signatures say.
    let count = counted(unsafe { get_count(class, &mut count) }, count)?;
    let one = |index| {
        let (mut name, mut reference, mut value) = (std::ptr::null(), std::ptr::null_mut(), zero_value());
        let (mut exists, mut kind, mut set, mut flags) = (MI_FALSE, 0, MI_QualifierSet::default(), 0);
        // SAFETY: as above; a value that exists has the member that its type says.
        unsafe {
            let result = get(
                class,
                index,
                &mut name,
                &mut value,
                &mut exists,
                &mut kind,
                &mut reference,
                &mut set,
                &mut flags,
            );
            ok(result)?;
            let kind = type_of(kind)?;
            let default = if exists == MI_FALSE {
                None
            } else {
                read((&raw const value).cast(), kind, 0)?.into_value()
            };
            Ok(Property {
                name: boundary::text(name).filter(is_legal).ok_or(INVALID)?,
                kind,
                array_size: None,
                reference_class: boundary::text(reference),
                flags: ElementFlags::from_bits_retain(flags),
                qualifiers: qualifiers(&set)?,
                default,
                origin: Text::default(),
                propagator: Text::default(),
            })
        }
    };
    (0..count).map(one).collect()
}

unsafe fn methods(class: &MI_Class, ft: &MI_ClassFT) -> Result<Vec<Method>, MI_Result> {
    let mut count = 0;
    let (Some(get_count), Some(get)) = (ft.GetMethodCount, ft.GetMethodAt) else { return Ok(Vec::new()) };
    // SAFETY: the slots are called as their signatures say.
    let count = counted(unsafe { get_count(class, &mut count) }, count)?;
    let one = |index| {
        let mut name = std::ptr::null();
        let (mut set, mut parameters) = (MI_QualifierSet::default(), MI_ParameterSet::default());
        // SAFETY: as above.
        unsafe {
            ok(get(class, index, &mut name, &mut set, &mut parameters))?;
            let qualifiers = qualifiers(&set)?;
            let is_static = qualifiers.iter().any(|qualifier| {
                qualifier.name.to_string().eq_ignore_ascii_case("Static")
                    && qualifier.value == Some(Value::Boolean(true))
            });
            let mut flags = ElementFlags::METHOD;
            flags.set(ElementFlags::STATIC, is_static);
            let (return_type, parameters) = signature(&parameters)?;
            Ok(Method {
                name: boundary::text(name).filter(is_legal).ok_or(INVALID)?,
                return_type,
                return_class: None,
                flags,
                qualifiers,
                parameters,
                origin: Text::default(),
                propagator: Text::default(),
            })
        }
    };
    (0..count).map(one).collect()
}

unsafe fn signature(set: &MI_ParameterSet) -> Result<(Type, Vec<Parameter>), MI_Result> {
    // SAFETY: the table of a set that a class gave.
    let ft = unsafe { set.ft.as_ref() }.ok_or(INVALID)?;
    let (mut kind, mut returned, mut count) = (0, MI_QualifierSet::default(), 0);
    let get_type = ft.GetMethodReturnType.ok_or(INVALID)?;
    let get_count = ft.GetParameterCount.ok_or(INVALID)?;
    let get = ft.GetParameterAt.ok_or(INVALID)?;
    // SAFETY: the slots are called as their signatures say.
    let (typed, counting) = unsafe { (get_type(set, &mut kind, &mut returned), get_count(set, &mut count)) };
    ok(typed)?;
    let count = counted(counting, count)?;
    let return_type = type_of(kind)?;
    let one = |index| {
        let (mut name, mut kind, mut reference) = (std::ptr::null(), 0, std::ptr::null_mut());
        let mut qualifier_set = MI_QualifierSet::default();
        // SAFETY: as above.
        unsafe {
            ok(get(set, index, &mut name, &mut kind, &mut reference, &mut qualifier_set))?;
            let qualifiers = qualifiers(&qualifier_set)?;
            let says = |name: &str| {
                let found = qualifiers.iter().find(|one| one.name.to_string().eq_ignore_ascii_case(name));
                found.map(|one| one.value == Some(Value::Boolean(true)))
            };
            let mut flags = ElementFlags::PARAMETER;
            // A parameter goes in where nothing else is said.
            flags.set(ElementFlags::IN, says("In").unwrap_or(true));
            flags.set(ElementFlags::OUT, says("Out").unwrap_or(false));
            flags.set(ElementFlags::REQUIRED, says("Required").unwrap_or(false));
            flags.set(ElementFlags::STREAM, says("Stream").unwrap_or(false));
            Ok(Parameter {
                name: boundary::text(name).filter(is_legal).ok_or(INVALID)?,
                kind: type_of(kind)?,
                array_size: None,
                reference_class: boundary::text(reference),
                flags,
                qualifiers,
            })
        }
    };
    Ok((return_type, (0..count).map(one).collect::<Result<_, MI_Result>>()?))
}

#[cfg(test)]
mod tests {
    use super::super::{CLASS_FT, class_from_c, class_to_c, tests};
    use super::*;

    /// A class that shows nothing of itself but its functions, each of which asks the class behind it.
    #[repr(C)]
    struct Hidden {
        header: MI_Class,
        inner: *mut MI_Class,
    }

    macro_rules! forwarded {
        ($($slot:ident($($argument:ident: $type:ty),*);)*) => {
            MI_ClassFT {
                $($slot: {
                    unsafe extern "system" fn forward(class: *const MI_Class, $($argument: $type),*) -> MI_Result {
                        // SAFETY: the table is that of hidden classes alone, and the arguments are handed on.
                        unsafe { CLASS_FT.$slot.unwrap()((*class.cast::<Hidden>()).inner, $($argument),*) }
                    }
                    Some(forward)
                },)*
                ..MI_ClassFT::default()
            }
        };
    }

    fn hidden_table() -> MI_ClassFT {
        forwarded! {
            GetClassName(name: *mut *const MI_Char);
            GetNameSpace(name: *mut *const MI_Char);
            GetServerName(name: *mut *const MI_Char);
            GetElementCount(count: *mut MI_Uint32);
            GetElementAt(
                index: MI_Uint32, name: *mut *const MI_Char, value: *mut MI_Value, exists: *mut MI_Boolean,
                kind: *mut MI_Type, reference: *mut *mut MI_Char, set: *mut MI_QualifierSet, flags: *mut MI_Uint32
            );
            GetClassQualifierSet(set: *mut MI_QualifierSet);
            GetMethodCount(count: *mut MI_Uint32);
            GetMethodAt(
                index: MI_Uint32, name: *mut *const MI_Char, set: *mut MI_QualifierSet, parameters: *mut MI_ParameterSet
            );
            GetParentClassName(name: *mut *const MI_Char);
            GetParentClass(parent: *mut *mut MI_Class);
        }
    }

    #[test]
    fn a_class_without_a_declaration_is_read_by_its_functions() {
        let class = tests::class();
        let table = hidden_table();
        let inner = class_to_c(Arc::clone(&class));
        let header = MI_Class { ft: &raw const table, ..MI_Class::default() };
        let hidden = Hidden { header, inner };
        // SAFETY: a class whose table does what the interface says.
        let read = unsafe { class_from_c((&raw const hidden).cast()) }.unwrap();
        assert_eq!(
            (read.name(), read.namespace(), read.server_name()),
            (class.name(), class.namespace(), class.server_name())
        );
        assert_eq!(read.superclass().unwrap().name(), class.superclass().unwrap().name());
        assert_eq!(read.qualifiers(), class.qualifiers());
        let properties = |class: &Class| {
            let seen = class.properties().iter().map(|property| {
                let Property { name, kind, reference_class, flags, qualifiers, default, .. } =
                    property.clone();
                (name, kind, reference_class, flags, qualifiers, default)
            });
            seen.collect::<Vec<_>>()
        };
        assert_eq!(properties(&read), properties(&class));
        let (method, original) = (&read.methods()[0], &class.methods()[0]);
        assert_eq!(
            (&method.name, method.return_type, &method.qualifiers),
            (&original.name, original.return_type, &original.qualifiers)
        );
        let names = |method: &Method| {
            method.parameters.iter().map(|one| (one.name.clone(), one.kind)).collect::<Vec<_>>()
        };
        assert_eq!(names(method), names(original));
        // SAFETY: given by `class_to_c`.
        unsafe { delete_class(inner) };
    }

    #[test]
    fn a_class_without_anything_is_refused() {
        let table = MI_ClassFT::default();
        for ft in [std::ptr::null(), &raw const table] {
            let empty = MI_Class { ft, ..MI_Class::default() };
            // SAFETY: a table may lack every function.
            assert!(unsafe { class_from_c(&empty) }.is_err());
        }
    }
}
