//! Instances typed by a declaration: their fields lie behind the header at the declared offsets, where generated code reads
//! and writes them directly.
//!
//! A field is its value, then a byte that says whether the value exists, then a byte of flags. What is set through the
//! table is copied, and the copy is owned in a place beside the fields: a value that foreign code wrote is never freed.

mod exchange;
mod fields;
mod table;

use std::alloc::{Layout, alloc_zeroed, dealloc, handle_alloc_error};
use std::sync::Arc;

use super::boundary::pointer_or_null;
use super::class::{class_from_c, class_from_declaration};
use super::instance::new_instance_of_class;
use super::shape::Shape;
use crate::abi::*;
use crate::cim::{Text, Value};

pub use exchange::{Declarations, TypedInstance, declaration_of_typed, typed_to_model};
pub use fields::Fields;
pub use table::TYPED_INSTANCE_FT;

/// A field that has been set since the instance was made.
const MODIFIED: u8 = 0x02;
/// What `owningClass` holds in the declaration of a dynamic instance, which is no class.
const OF_AN_INSTANCE: usize = usize::MAX;
/// Superclasses go up so far; more is taken for a circle.
const MAX_LEVELS: usize = 256;

/// What the library keeps of a typed instance. The header's first reserved word leads to it.
struct TypedBody {
    fields: Arc<Fields>,
    /// By the index of their field: the values that were set through the table. Empty until the first one is.
    owned: Vec<Option<Shape>>,
    namespace: Option<Text>,
    server_name: Option<Text>,
    /// How the instance's memory was allocated; `None` where it is the caller's.
    allocation: Option<Layout>,
}

/// Makes an instance of this declaration in memory of its own, which C ends with `MI_Instance_Delete`.
///
/// # Safety
/// `declaration` is NULL or a declaration as a code generator writes it, and lives as long as the instance.
pub unsafe fn new_typed_instance(declaration: *const MI_ClassDecl) -> Result<*mut MI_Instance, MI_Result> {
    // SAFETY: NULL or a declaration.
    let owner = unsafe { declaration.as_ref() }.ok_or(MI_RESULT_INVALID_PARAMETER)?.owningClass;
    if !owner.is_null() && owner.addr() != OF_AN_INSTANCE {
        // The declaration may go with its class, so the instance has to keep the class, or a copy of it.
        // SAFETY: the owner of a live declaration is a live class, and its declaration is as the contract says.
        let class = unsafe {
            if std::ptr::eq((*owner).classDecl, declaration) {
                class_from_c(owner).map_err(|error| error.status.number())?
            } else {
                Arc::new(class_from_declaration(declaration, None, None)?)
            }
        };
        return Ok(new_instance_of_class(&class));
    }
    // SAFETY: the contract is handed on.
    unsafe { new_instance_of_fields(&Fields::of(declaration)?) }
}

/// [`new_typed_instance`] of fields that are known already, and of no class of this library.
///
/// # Safety
/// The fields' declaration lives as long as the instance.
pub unsafe fn new_instance_of_fields(fields: &Arc<Fields>) -> Result<*mut MI_Instance, MI_Result> {
    // SAFETY: a declaration that has fields is not NULL, and lives by the contract.
    let size = unsafe { (*fields.declaration).size } as usize;
    let layout =
        Layout::from_size_align(size, align_of::<MI_Value>()).map_err(|_| MI_RESULT_INVALID_PARAMETER)?;
    // SAFETY: the size is that of a header at least, so it is not zero.
    let instance = unsafe { alloc_zeroed(layout) }.cast::<MI_Instance>();
    if instance.is_null() {
        handle_alloc_error(layout);
    }
    // SAFETY: just allocated with the declared size, and zeroed.
    unsafe { begin(instance, fields, Some(layout)) };
    Ok(instance)
}

/// Makes an instance of this declaration in the caller's memory, which `MI_Instance_Destruct` ends.
///
/// # Safety
/// As for [`new_typed_instance`]; `instance` is NULL or has room for as many bytes as the declaration says, aligned as a value
/// is.
pub unsafe fn construct_typed_instance(
    declaration: *const MI_ClassDecl,
    instance: *mut MI_Instance,
) -> Result<(), MI_Result> {
    // SAFETY: the contract is handed on.
    unsafe { construct_instance_of_fields(&Fields::of(declaration)?, instance) }
}

/// [`construct_typed_instance`] of fields that are known already.
///
/// # Safety
/// The fields' declaration lives as long as the instance, which is NULL or has the room that it says.
pub unsafe fn construct_instance_of_fields(
    fields: &Arc<Fields>,
    instance: *mut MI_Instance,
) -> Result<(), MI_Result> {
    if instance.is_null() || !instance.is_aligned() {
        return Err(MI_RESULT_INVALID_PARAMETER);
    }
    // SAFETY: the caller's memory has the declared size; a declaration that has fields is not NULL.
    unsafe {
        instance.cast::<u8>().write_bytes(0, (*fields.declaration).size as usize);
        begin(instance, fields, None);
    }
    Ok(())
}

/// Fills the header of a zeroed instance.
///
/// # Safety
/// `instance` has the size that the declaration says.
unsafe fn begin(instance: *mut MI_Instance, fields: &Arc<Fields>, allocation: Option<Layout>) {
    let declaration = fields.declaration;
    let fields = Arc::clone(fields);
    let body = TypedBody { fields, owned: Vec::new(), namespace: None, server_name: None, allocation };
    let body = Box::into_raw(Box::new(body));
    let mut header =
        MI_Instance { ft: &raw const TYPED_INSTANCE_FT, classDecl: declaration, ..MI_Instance::default() };
    header.reserved[0] = body.expose_provenance() as isize;
    // SAFETY: by the contract; a header fits.
    unsafe { instance.write(header) };
}

/// Ends a body, and the memory of its instance where that was allocated here.
///
/// # Safety
/// `body` came from [`begin`] and is used no more; nor is the instance, where its memory was allocated here.
unsafe fn end(instance: *mut MI_Instance, body: *mut TypedBody) {
    // SAFETY: by the contract.
    let body = unsafe { Box::from_raw(body) };
    let allocation = body.allocation;
    drop(body);
    match allocation {
        // SAFETY: allocated with this layout.
        Some(layout) => unsafe { dealloc(instance.cast(), layout) },
        // SAFETY: the header is still the caller's, and says from now on that nothing is behind it.
        None => unsafe { (*instance).reserved[0] = 0 },
    }
}

impl TypedBody {
    /// Sets a field to a value, or to NULL.
    ///
    /// # Safety
    /// `instance` is the instance of this body.
    unsafe fn set(&mut self, instance: *mut MI_Instance, index: usize, value: Option<Value>) {
        let shape = value.as_ref().map(Shape::of);
        // SAFETY: the field lies in the instance, as was checked when it was made.
        unsafe { self.fields[index].write(instance, shape.as_ref().map(Shape::value), MODIFIED) };
        self.own(index, shape);
    }

    /// Keeps what a field was set to, and lets go of what it was set to before.
    fn own(&mut self, index: usize, shape: Option<Shape>) {
        if self.owned.is_empty() {
            if shape.is_none() {
                return;
            }
            self.owned.resize_with(self.fields.len(), || None);
        }
        self.owned[index] = shape;
    }

    /// Shows the namespace and the server in the header.
    ///
    /// # Safety
    /// `instance` is the instance of this body.
    unsafe fn show_header(&self, instance: *mut MI_Instance) {
        // SAFETY: by the contract.
        unsafe {
            (*instance).nameSpace = pointer_or_null(self.namespace.as_ref());
            (*instance).serverName = pointer_or_null(self.server_name.as_ref());
        }
    }
}

#[cfg(test)]
mod tests;
