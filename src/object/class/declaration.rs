//! The tree of declarations of a class, as a code generator would have written it.

use std::sync::Arc;

use super::super::boundary::pointer_or_null;
use super::super::shape::Shape;
use crate::abi::*;
use crate::cim::{Class, Method, Parameter, Property, Qualifier, Text, Type, name};

/// The declaration of a class, and everything that its pointers lead to but the texts, which are the class's own.
pub(super) struct Declaration {
    class: MI_ClassDecl,
    parts: Parts,
}

/// What the pointers of a declaration lead to. The vectors do not grow once a pointer into them is taken.
#[derive(Default)]
struct Parts {
    qualifiers: Vec<Vec<MI_Qualifier>>,
    qualifier_pointers: Vec<Vec<*const MI_Qualifier>>,
    properties: Vec<MI_PropertyDecl>,
    property_pointers: Vec<*const MI_PropertyDecl>,
    methods: Vec<MI_MethodDecl>,
    method_pointers: Vec<*const MI_MethodDecl>,
    parameters: Vec<Vec<MI_ParameterDecl>>,
    parameter_pointers: Vec<Vec<*const MI_ParameterDecl>>,
    values: Vec<Arc<Shape>>,
    /// The name of every return value.
    return_name: Option<Text>,
}

/// Where the next field of a structure lies.
struct Layout {
    end: u32,
    alignment: u32,
}

/// Size and alignment of the field of a type in an instance whose fields lie at declared offsets, and where in the field the
/// byte lies that says whether the value exists; the flags follow it.
pub(in super::super) fn field_layout(kind: Type) -> (usize, usize, usize) {
    macro_rules! of {
        ($field:ty) => {
            (size_of::<$field>(), align_of::<$field>(), std::mem::offset_of!($field, exists))
        };
    }
    match kind {
        Type::Boolean | Type::Uint8 | Type::Sint8 => of!(MI_Uint8Field),
        Type::Uint16 | Type::Sint16 | Type::Char16 => of!(MI_Uint16Field),
        Type::Uint32 | Type::Sint32 | Type::Real32 => of!(MI_Uint32Field),
        Type::Uint64 | Type::Sint64 => of!(MI_Uint64Field),
        Type::Real64 => of!(MI_Real64Field),
        Type::Datetime => of!(MI_DatetimeField),
        Type::String => of!(MI_StringField),
        Type::Reference | Type::Instance => of!(MI_InstanceField),
        _ => of!(MI_ArrayField),
    }
}

impl Layout {
    fn of_instance() -> Layout {
        Layout { end: size_of::<MI_Instance>() as u32, alignment: align_of::<MI_Instance>() as u32 }
    }

    fn place(&mut self, kind: Type) -> u32 {
        let (size, alignment, _) = field_layout(kind);
        let offset = self.end.next_multiple_of(alignment as u32);
        self.end = offset + size as u32;
        self.alignment = self.alignment.max(alignment as u32);
        offset
    }

    fn size(&self) -> u32 {
        self.end.next_multiple_of(self.alignment)
    }
}

impl Declaration {
    /// The declaration of a class, below that of its superclass.
    pub(super) fn new(class: &Class, superclass: *const MI_ClassDecl) -> Declaration {
        let mut parts = Parts::default();
        let mut layout = Layout::of_instance();
        for property in class.properties() {
            let declaration = parts.property(property, &mut layout);
            parts.properties.push(declaration);
        }
        for method in class.methods() {
            let declaration = parts.method(method);
            parts.methods.push(declaration);
        }
        parts.property_pointers = pointers_to(&parts.properties);
        parts.method_pointers = pointers_to(&parts.methods);
        let (qualifiers, count) = parts.qualifier_list(class.qualifiers());
        let class = MI_ClassDecl {
            // The bit of a key says, on a class, that its instances have a longer table, which ours never have.
            flags: (class.flags().bits() & !MI_FLAG_EXTENDED) | MI_FLAG_CLASS,
            code: name::name_code(class.name().units()),
            name: pointer_or_null(Some(class.name())),
            qualifiers,
            numQualifiers: count,
            properties: start_of(&parts.property_pointers),
            numProperties: parts.properties.len() as u32,
            size: layout.size(),
            superClass: pointer_or_null(class.superclass_name()),
            superClassDecl: superclass,
            methods: start_of(&parts.method_pointers),
            numMethods: parts.methods.len() as u32,
            schema: std::ptr::null(),
            providerFT: std::ptr::null(),
            owningClass: std::ptr::null_mut(),
        };
        Declaration { class, parts }
    }

    pub(super) fn set_owner(&mut self, owner: *mut MI_Class) {
        self.class.owningClass = owner;
    }

    pub(super) fn as_ptr(&self) -> *const MI_ClassDecl {
        &raw const self.class
    }

    pub(super) fn class(&self) -> &MI_ClassDecl {
        &self.class
    }

    pub(super) fn properties(&self) -> &[MI_PropertyDecl] {
        &self.parts.properties
    }

    pub(super) fn methods(&self) -> &[MI_MethodDecl] {
        &self.parts.methods
    }
}

impl Parts {
    fn property(&mut self, property: &Property, layout: &mut Layout) -> MI_PropertyDecl {
        let (qualifiers, count) = self.qualifier_list(&property.qualifiers);
        MI_PropertyDecl {
            flags: property.flags.bits() | MI_FLAG_PROPERTY,
            code: name::name_code(property.name.units()),
            name: pointer_or_null(Some(&property.name)),
            qualifiers,
            numQualifiers: count,
            r#type: property.kind.number(),
            className: pointer_or_null(property.reference_class.as_ref()),
            subscript: property.array_size.unwrap_or(0),
            offset: layout.place(property.kind),
            origin: pointer_unless_empty(&property.origin),
            propagator: pointer_unless_empty(&property.propagator),
            value: property.default.as_ref().map_or(std::ptr::null(), |value| self.value(value)),
        }
    }

    fn method(&mut self, method: &Method) -> MI_MethodDecl {
        let mut layout = Layout::of_instance();
        let (qualifiers, count) = self.qualifier_list(&method.qualifiers);
        let return_name = self.return_name.get_or_insert_with(|| Text::from("MIReturn")).clone();
        let mut parameters = Vec::with_capacity(method.parameters.len() + 1);
        parameters.push(MI_ParameterDecl {
            flags: MI_FLAG_PARAMETER | MI_FLAG_OUT,
            code: name::name_code(return_name.units()),
            // The name is kept in `return_name`.
            name: pointer_or_null(Some(&return_name)),
            // What qualifies a method describes what it returns: schemas have no other place to say it.
            qualifiers,
            numQualifiers: count,
            r#type: method.return_type.number(),
            className: pointer_or_null(method.return_class.as_ref()),
            subscript: 0,
            offset: layout.place(method.return_type),
        });
        for parameter in &method.parameters {
            parameters.push(self.parameter(parameter, &mut layout));
        }
        let pointers = pointers_to(&parameters);
        let declaration = MI_MethodDecl {
            flags: method.flags.bits() | MI_FLAG_METHOD,
            code: name::name_code(method.name.units()),
            name: pointer_or_null(Some(&method.name)),
            qualifiers,
            numQualifiers: count,
            parameters: pointers.as_ptr(),
            numParameters: parameters.len() as u32,
            size: layout.size(),
            returnType: method.return_type.number(),
            origin: pointer_unless_empty(&method.origin),
            propagator: pointer_unless_empty(&method.propagator),
            schema: std::ptr::null(),
            function: None,
        };
        self.parameters.push(parameters);
        self.parameter_pointers.push(pointers);
        declaration
    }

    fn parameter(&mut self, parameter: &Parameter, layout: &mut Layout) -> MI_ParameterDecl {
        let (qualifiers, count) = self.qualifier_list(&parameter.qualifiers);
        MI_ParameterDecl {
            flags: parameter.flags.bits() | MI_FLAG_PARAMETER,
            code: name::name_code(parameter.name.units()),
            name: pointer_or_null(Some(&parameter.name)),
            qualifiers,
            numQualifiers: count,
            r#type: parameter.kind.number(),
            className: pointer_or_null(parameter.reference_class.as_ref()),
            subscript: parameter.array_size.unwrap_or(0),
            offset: layout.place(parameter.kind),
        }
    }

    fn qualifier_list(&mut self, qualifiers: &[Qualifier]) -> (*const *const MI_Qualifier, u32) {
        if qualifiers.is_empty() {
            return (std::ptr::null(), 0);
        }
        let list: Vec<MI_Qualifier> = qualifiers
            .iter()
            .map(|qualifier| MI_Qualifier {
                name: pointer_or_null(Some(&qualifier.name)),
                r#type: qualifier.kind.number(),
                flavor: qualifier.flavor.bits(),
                value: qualifier.value.as_ref().map_or(std::ptr::null(), |value| self.value(value)),
            })
            .collect();
        let pointers = pointers_to(&list);
        let result = (pointers.as_ptr(), list.len() as u32);
        self.qualifiers.push(list);
        self.qualifier_pointers.push(pointers);
        result
    }

    /// Where a value lies in C's shape.
    fn value(&mut self, value: &crate::cim::Value) -> *const std::ffi::c_void {
        let shape = Arc::new(Shape::of(value));
        let pointer = shape.as_ptr().cast();
        self.values.push(shape);
        pointer
    }
}

/// A pointer to each. Moving the vector that owns them does not move them.
fn pointers_to<T>(items: &[T]) -> Vec<*const T> {
    let start = items.as_ptr();
    // SAFETY: each index lies in the vector.
    (0..items.len()).map(|index| unsafe { start.add(index) }).collect()
}

/// Where a list starts, or NULL for an empty one, as generated code has it.
fn start_of<T>(items: &[T]) -> *const T {
    if items.is_empty() { std::ptr::null() } else { items.as_ptr() }
}

fn pointer_unless_empty(text: &Text) -> *const MI_Char {
    if text.is_empty() { std::ptr::null() } else { pointer_or_null(Some(text)) }
}
