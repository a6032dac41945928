//! Classes as C holds them.
//!
//! A class has one face, made when it is first asked for and ended with the class: the `MI_Class` header and the tree of
//! declarations that it leads to. Each hold that C has on it is one hold on the class itself, so that cloning and deleting
//! count references.

mod declaration;
mod foreign;
mod reading;
mod table;

use std::any::Any;
use std::ptr::NonNull;
use std::sync::{Arc, Weak};

use super::boundary::{self, pointer_or_null};
use crate::abi::*;
use crate::cim::{Class, Error, Status};
use declaration::Declaration;

pub(super) use declaration::field_layout;
pub(super) use reading::MAX_COUNT;
pub use reading::{class_from_declaration, list};
pub use table::CLASS_FT;
pub(super) use table::is_named;

/// A class as C holds it. `header` comes first: a pointer to it is a pointer to the face.
#[repr(C)]
struct ClassFace {
    header: MI_Class,
    declaration: Declaration,
    class: Weak<Class>,
}

/// The owner of a face. What C reads never moves and is never borrowed uniquely once it is made.
struct FaceOwner(NonNull<ClassFace>);

// SAFETY: a face is never changed once made, and its pointers lead to what it or its class owns.
unsafe impl Send for FaceOwner {}
// SAFETY: as above.
unsafe impl Sync for FaceOwner {}

impl FaceOwner {
    fn new(class: &Arc<Class>) -> FaceOwner {
        let superclass = class.superclass().map_or(std::ptr::null(), declaration_of);
        let face = Box::into_raw(Box::new(ClassFace {
            header: MI_Class {
                ft: &raw const CLASS_FT,
                namespaceName: pointer_or_null(class.namespace()),
                serverName: pointer_or_null(class.server_name()),
                ..MI_Class::default()
            },
            declaration: Declaration::new(class, superclass),
            class: Arc::downgrade(class),
        }));
        // SAFETY: just allocated, and known to nobody else yet.
        unsafe {
            (*face).declaration.set_owner(face.cast());
            (*face).header.classDecl = (*face).declaration.as_ptr();
            FaceOwner(NonNull::new_unchecked(face))
        }
    }
}

impl Drop for FaceOwner {
    fn drop(&mut self) {
        // SAFETY: made by `Box::into_raw`, and deleted here alone.
        drop(unsafe { Box::from_raw(self.0.as_ptr()) });
    }
}

/// The face of a class, made now if it was not made before.
fn face_of(class: &Arc<Class>) -> NonNull<ClassFace> {
    if class.face().get().is_none() {
        // From the top down, so that a long line of superclasses takes no stack.
        let line = std::iter::successors(class.superclass(), |above| above.superclass());
        let without_face: Vec<&Arc<Class>> = line.take_while(|above| above.face().get().is_none()).collect();
        for above in without_face.into_iter().rev() {
            own_face_of(above);
        }
    }
    own_face_of(class)
}

/// [`face_of`] a class whose superclass has its face.
fn own_face_of(class: &Arc<Class>) -> NonNull<ClassFace> {
    let face: &Arc<dyn Any + Send + Sync> =
        class.face().get_or_init(|| Arc::new(FaceOwner::new(class)) as Arc<dyn Any + Send + Sync>);
    let owner = face.downcast_ref::<FaceOwner>().expect("the face of a class is made in this room alone");
    owner.0
}

/// The declaration of a class as C reads it, good while the class lives.
pub(super) fn declaration_of(class: &Arc<Class>) -> *const MI_ClassDecl {
    // SAFETY: a face lives as long as its class, and is never changed.
    unsafe { face_of(class).as_ref() }.header.classDecl
}

/// Hands a class to C, which ends its hold with `MI_Class_Delete`.
pub fn class_to_c(class: Arc<Class>) -> *mut MI_Class {
    let face = face_of(&class);
    // C's hold on the class, until `Delete`.
    let _ = Arc::into_raw(class);
    face.as_ptr().cast()
}

/// A class for C to look at while the caller keeps it alive; C must not delete it.
pub fn class_to_borrow(class: &Arc<Class>) -> *mut MI_Class {
    face_of(class).as_ptr().cast()
}

/// The class that C gave, in the model: one of ours is shared, one of another implementation copied, from its declaration or, where
/// it shows none, through its table.
///
/// # Safety
/// `class` is NULL or a live class.
pub unsafe fn class_from_c(class: *const MI_Class) -> Result<Arc<Class>, Error> {
    if class.is_null() {
        return Err(Error::new(Status::InvalidParameter, "A class is required, and NULL was given."));
    }
    // SAFETY: by the contract, and not NULL.
    unsafe { class_at_level(class, 0) }.map_err(|result| {
        Error::new(
            Status::from_number(result),
            "The class can't be read: it has been deleted, or it has an illegal name, type, count or value.",
        )
    })
}

/// [`class_from_c`] for a class so many levels above the one that was given.
///
/// # Safety
/// `class` is a live class.
unsafe fn class_at_level(class: *const MI_Class, level: usize) -> Result<Arc<Class>, MI_Result> {
    // SAFETY: a live class.
    let header = unsafe { &*class };
    if std::ptr::eq(header.ft, &raw const CLASS_FT) {
        // SAFETY: the table says that it is one of ours.
        let face = unsafe { &*class.cast::<ClassFace>() };
        return face.class.upgrade().ok_or(MI_RESULT_INVALID_PARAMETER);
    }
    if header.classDecl.is_null() {
        // SAFETY: a live class with its table.
        return unsafe { foreign::class_from_table(header, level) }.map(Arc::new);
    }
    // SAFETY: a live class leads to a declaration and to texts that end in a NUL, or to NULL.
    let read = unsafe {
        class_from_declaration(
            header.classDecl,
            boundary::text(header.namespaceName),
            boundary::text(header.serverName),
        )
    };
    read.map(Arc::new)
}

/// Ends C's hold on a class, by its own table.
///
/// # Safety
/// `class` is NULL or a live class, and this hold on it is not used any more.
pub unsafe fn delete_class(class: *mut MI_Class) {
    // SAFETY: NULL or a live class, whose table is NULL or lives as long as the class.
    let delete = unsafe { class.as_ref() }.and_then(|class| unsafe { class.ft.as_ref() }?.Delete);
    if let Some(delete) = delete {
        // SAFETY: the slot is called on a class of its table.
        unsafe { delete(class) };
    }
}

#[cfg(test)]
mod tests;
