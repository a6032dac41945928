//! Instances on their way between C and the model.

use std::sync::Arc;

use super::super::boundary;
use super::super::class::{class_from_c, delete_class};
use super::super::dynamic_declaration::DynamicDeclaration;
use super::super::value::{MAX_DEPTH, read, type_of, zero_value};
use super::{Body, BorrowedFace, INSTANCE_FT, InstanceFace, face, face_mut};
use crate::abi::*;
use crate::cim::{Class, ElementFlags, Error, Instance, Status, Text, Unit};

/// Elements of a foreign instance beyond this number are taken for a fault of its maker.
const MAX_FOREIGN_ELEMENTS: u32 = 1 << 20;

/// The instance that C gave, in the model. One of ours is shared or copied; one of another implementation, or one whose
/// fields lie as a provider's generated code has them, is read through its own table.
///
/// # Safety
/// `instance` is NULL or a live instance that nobody writes to meanwhile.
pub unsafe fn instance_from_c(instance: *const MI_Instance) -> Result<Arc<Instance>, Error> {
    if instance.is_null() {
        return Err(Error::new(Status::InvalidParameter, "An instance is required, and NULL was given."));
    }
    // SAFETY: not NULL; the rest is the caller's contract.
    unsafe { instance_from_c_nested(instance, 0) }.map_err(|result| {
        Error::new(
            Status::from_number(result),
            "The instance can't be read: one of its elements has an illegal name, type or value.",
        )
    })
}

/// An instance of C's as the model sees it: read where it lies, or read into a copy.
pub enum ReadInstance<'a> {
    /// One of ours, as it lies there.
    Own(&'a Instance),
    /// One that was changed inside, or that another implementation made.
    Copied(Arc<Instance>),
}

impl std::ops::Deref for ReadInstance<'_> {
    type Target = Instance;

    fn deref(&self) -> &Instance {
        match self {
            ReadInstance::Own(instance) => instance,
            ReadInstance::Copied(instance) => instance,
        }
    }
}

/// [`instance_from_c`] for a caller who only reads for as long as C lets it: nothing of one of ours is copied.
///
/// # Safety
/// `instance` is NULL or a live instance that nobody writes to while the result is used.
pub unsafe fn read_instance<'a>(instance: *const MI_Instance) -> Result<ReadInstance<'a>, Error> {
    // SAFETY: NULL or a live instance, which begins with its table.
    if unsafe { instance.as_ref() }.is_some_and(|header| std::ptr::eq(header.ft, &raw const INSTANCE_FT)) {
        // SAFETY: the table says that it is one of ours.
        let face = unsafe { face(instance) };
        if !face.shapes.any_changed() {
            return Ok(ReadInstance::Own(face.instance()));
        }
    }
    // SAFETY: the contract is handed on.
    unsafe { instance_from_c(instance) }.map(ReadInstance::Copied)
}

/// The class of an instance, where it tells one: by its own table.
///
/// # Safety
/// `instance` is a live instance.
pub unsafe fn class_of_instance(instance: *const MI_Instance) -> Option<Arc<Class>> {
    let mut class = std::ptr::null_mut();
    // SAFETY: a live instance's table is NULL or lives as long as the instance; the slot is called as its signature says.
    let result = unsafe { ((*instance).ft.as_ref()?.GetClass?)(instance, &mut class) };
    if result != MI_RESULT_OK {
        return None;
    }
    // SAFETY: the class was just given, and is deleted once.
    unsafe {
        let read = class_from_c(class).ok();
        delete_class(class);
        read
    }
}

/// [`instance_from_c`] for an instance that may lie in others.
///
/// # Safety
/// `instance` is a live instance that nobody writes to meanwhile.
pub unsafe fn instance_from_c_nested(
    instance: *const MI_Instance,
    depth: usize,
) -> Result<Arc<Instance>, MI_Result> {
    // SAFETY: a live instance begins with its table.
    let ft = unsafe { (*instance).ft };
    if std::ptr::eq(ft, &raw const INSTANCE_FT) {
        // SAFETY: the table says that it is one of ours.
        return Ok(unsafe { face(instance) }.snapshot());
    }
    // SAFETY: a live instance, and its table is not ours.
    unsafe { read_foreign(instance, ft, depth) }.map(Arc::new)
}

unsafe fn read_foreign(
    instance: *const MI_Instance,
    ft: *const MI_InstanceFT,
    depth: usize,
) -> Result<Instance, MI_Result> {
    // SAFETY: the table of a live instance is NULL or lives as long as the instance.
    let ft = unsafe { ft.as_ref() }.ok_or(MI_RESULT_INVALID_PARAMETER)?;
    let text =
        |get: Option<unsafe extern "system" fn(*const MI_Instance, *mut *const MI_Char) -> MI_Result>| {
            let mut text = std::ptr::null();
            // SAFETY: the slot is called as its signature says, on an instance of its table.
            let result = get.map(|get| unsafe { get(instance, &mut text) });
            // SAFETY: what a successful getter gives is NULL or ends in a NUL.
            if result == Some(MI_RESULT_OK) { unsafe { boundary::text(text) } } else { None }
        };
    let name = text(ft.GetClassName).ok_or(MI_RESULT_INVALID_PARAMETER)?;
    let mut copy = Instance::named(name).map_err(|error| error.status().number())?;
    copy.set_namespace(text(ft.GetNameSpace));
    copy.set_server_name(text(ft.GetServerName));
    let mut count = 0;
    let get_count = ft.GetElementCount.ok_or(MI_RESULT_INVALID_PARAMETER)?;
    // SAFETY: as above.
    ok(unsafe { get_count(instance, &mut count) })?;
    if count > MAX_FOREIGN_ELEMENTS {
        return Err(MI_RESULT_SERVER_LIMITS_EXCEEDED);
    }
    for index in 0..count {
        // SAFETY: as above.
        unsafe { read_foreign_element(instance, ft, index, depth, &mut copy) }?;
    }
    Ok(copy)
}

unsafe fn read_foreign_element(
    instance: *const MI_Instance,
    ft: &MI_InstanceFT,
    index: u32,
    depth: usize,
    copy: &mut Instance,
) -> Result<(), MI_Result> {
    let (mut name, mut value, mut kind, mut flags) = (std::ptr::null(), zero_value(), 0, 0);
    let get = ft.GetElementAt.ok_or(MI_RESULT_INVALID_PARAMETER)?;
    // SAFETY: the slot is called as its signature says, on an instance of its table.
    ok(unsafe { get(instance, index, &mut name, &mut value, &mut kind, &mut flags) })?;
    let kind = type_of(kind)?;
    // SAFETY: a name that a successful getter gives ends in a NUL.
    let name = unsafe { boundary::units(name) }.ok_or(MI_RESULT_INVALID_PARAMETER)?;
    if depth >= MAX_DEPTH {
        return Err(MI_RESULT_INVALID_PARAMETER);
    }
    let value = if flags & MI_FLAG_NULL != 0 {
        super::Given::Null
    } else {
        // SAFETY: the getter succeeded and does not say NULL, so the member of this type is there.
        unsafe { read((&raw const value).cast(), kind, depth) }?
    };
    let kept = kept_flags(flags);
    copy.add(name, kind, value.as_value_ref(), kept).map_err(|error| error.status().number())?;
    if flags & MI_FLAG_NOT_MODIFIED != 0 {
        copy.set_flags(copy.len() - 1, kept | ElementFlags::NOT_MODIFIED);
    }
    Ok(())
}

fn ok(result: MI_Result) -> Result<(), MI_Result> {
    if result == MI_RESULT_OK { Ok(()) } else { Err(result) }
}

/// What is kept of the flags of an element: those that say how a value is passed belong to the call alone.
#[inline]
pub(super) fn kept_flags(flags: MI_Uint32) -> ElementFlags {
    let passing = MI_FLAG_NULL | MI_FLAG_BORROW | MI_FLAG_ADOPT | MI_FLAG_NOT_MODIFIED;
    ElementFlags::from_bits_retain(flags & !passing)
}

/// Hands an instance to C, which owns the face and ends it with `MI_Instance_Delete`. The instance itself stays shared.
pub fn instance_to_c(instance: Arc<Instance>) -> *mut MI_Instance {
    InstanceFace::shared(instance, false).into_c()
}

/// Hands C an instance that nobody else has.
pub fn own_instance_to_c(instance: Instance) -> *mut MI_Instance {
    InstanceFace::new(Body::Owned(Box::new(instance)), None, false).into_c()
}

/// An error as an instance that C owns.
pub fn error_instance(error: &Error) -> *mut MI_Instance {
    instance_to_c(error.to_instance())
}

/// Ends an instance that C owned, by its own table.
///
/// # Safety
/// `instance` is NULL or a live instance, and nobody uses it any more.
pub unsafe fn delete_instance(instance: *mut MI_Instance) {
    if instance.is_null() {
        return;
    }
    // SAFETY: a live instance's table is NULL or lives as long as the instance.
    let delete = unsafe { (*instance).ft.as_ref() }.and_then(|ft| ft.Delete);
    if let Some(delete) = delete {
        // SAFETY: the slot is called on an instance of its table.
        unsafe { delete(instance) };
    }
}

/// A new instance of a class that is known by name alone. C owns it.
pub fn new_dynamic_instance(class_name: &[Unit]) -> Result<*mut MI_Instance, MI_Result> {
    let declaration = DynamicDeclaration::of_units(class_name).ok_or(MI_RESULT_INVALID_PARAMETER)?;
    let instance = Instance::with_legal_name(Text::clone(declaration.name()));
    Ok(InstanceFace::new(Body::Owned(Box::new(instance)), Some(declaration), false).into_c())
}

/// A new instance with the properties of a class and their defaults. C owns it.
pub fn new_instance_of_class(class: &Arc<Class>) -> *mut MI_Instance {
    InstanceFace::new(Body::Owned(Box::new(Instance::of_class(class))), None, false).into_c()
}

/// A face that shows one instance after the other, for results of operations: C may use it and not delete it.
pub struct InstanceView(BorrowedFace);

impl InstanceView {
    /// A view of this instance.
    pub fn new(instance: Arc<Instance>) -> InstanceView {
        InstanceView(BorrowedFace::new(instance))
    }

    /// Shows another instance at the same address. Pointers into the one before are not good any more.
    pub fn show(&mut self, instance: Arc<Instance>) -> *mut MI_Instance {
        // SAFETY: the face is owned by this view, and by `&mut self` nobody uses what it showed before.
        let face = unsafe { face_mut(self.0.as_ptr()) };
        face.shapes.clear();
        face.header.ft = &raw const INSTANCE_FT;
        face.body = Body::Shared(instance);
        face.declaration = None;
        face.show_header();
        self.0.as_ptr()
    }

    /// The instance as C holds it.
    pub fn as_ptr(&self) -> *mut MI_Instance {
        self.0.as_ptr()
    }
}
