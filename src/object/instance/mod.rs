//! Instances as C holds them: the 64 bytes of `MI_Instance`, and behind them, in the same block, what the library keeps.
//!
//! A face owns its [`cim::Instance`](crate::cim::Instance) or shows one that is shared. The first write to a shared one
//! copies it, and the shared one is kept, so that pointers that C got before stay good. Values that C reads in a shape of
//! its own (arrays of strings, embedded instances) are made when they are asked for and kept until their element is set.

mod exchange;
mod shapes;
mod table;

use std::ptr::NonNull;
use std::sync::Arc;

use super::boundary::pointer_or_null;
use super::dynamic_declaration::DynamicDeclaration;
use super::shape::{needs_shape, put_scalar};
use super::value::{Given, zero_value};
use crate::abi::*;
use crate::cim::instance::{ElementView, Plain};
use crate::cim::{ElementFlags, Instance, Type, Unit};
use shapes::Shapes;

pub use exchange::{InstanceView, new_dynamic_instance, new_instance_of_class};
pub use exchange::{ReadInstance, class_of_instance, own_instance_to_c, read_instance};
pub use exchange::{delete_instance, error_instance, instance_from_c, instance_from_c_nested, instance_to_c};
pub use table::INSTANCE_FT;

/// An instance as C holds it. `header` comes first: a pointer to it is a pointer to the face.
#[repr(C)]
pub(super) struct InstanceFace {
    header: MI_Instance,
    body: Body,
    /// Owns what `header.classDecl` leads to, where the class is known by name alone.
    declaration: Option<Arc<DynamicDeclaration>>,
    shapes: Shapes,
    /// Whether something else ends this face: the instance that it is embedded in, or the operation whose result it is.
    borrowed: bool,
}

/// Where the model's instance is.
enum Body {
    /// Nobody else knows it. It is not in the face itself, so that the many faces of shared instances are small.
    Owned(Box<Instance>),
    /// Others read it.
    Shared(Arc<Instance>),
    /// A changed copy, and the one that C may hold pointers into.
    Changed(Box<Changed>),
}

struct Changed {
    instance: Instance,
    _shared: Arc<Instance>,
}

impl Body {
    #[inline]
    fn instance(&self) -> &Instance {
        match self {
            Body::Owned(instance) => instance,
            Body::Shared(instance) => instance,
            Body::Changed(changed) => &changed.instance,
        }
    }

    /// The instance for writing: what others read is copied first.
    #[inline(always)]
    fn instance_mut(&mut self) -> &mut Instance {
        match self {
            Body::Owned(instance) => instance,
            body => body.changed(),
        }
    }

    #[cold]
    fn changed(&mut self) -> &mut Instance {
        if let Body::Shared(shared) = self {
            let shared = Arc::clone(shared);
            *self = Body::Changed(Box::new(Changed { instance: Instance::clone(&shared), _shared: shared }));
        }
        match self {
            Body::Owned(instance) => instance,
            Body::Changed(changed) => &mut changed.instance,
            Body::Shared(_) => unreachable!("a shared instance has just been copied"),
        }
    }
}

impl InstanceFace {
    fn new(body: Body, declaration: Option<Arc<DynamicDeclaration>>, borrowed: bool) -> InstanceFace {
        let mut face = InstanceFace {
            header: MI_Instance { ft: &raw const INSTANCE_FT, ..MI_Instance::default() },
            body,
            declaration,
            shapes: Shapes::default(),
            borrowed,
        };
        face.show_header();
        face
    }

    /// A face of an instance that others share.
    fn shared(instance: Arc<Instance>, borrowed: bool) -> InstanceFace {
        InstanceFace::new(Body::Shared(instance), None, borrowed)
    }

    /// Makes the C fields say what the instance says.
    fn show_header(&mut self) {
        let instance = self.body.instance();
        self.header.classDecl = match instance.class() {
            Some(class) => super::class::declaration_of(class),
            None => {
                let name = instance.class_name();
                let declaration = self.declaration.get_or_insert_with(|| DynamicDeclaration::of_text(name));
                declaration.as_ptr()
            }
        };
        self.header.nameSpace = pointer_or_null(instance.namespace());
        self.header.serverName = pointer_or_null(instance.server_name());
    }

    /// Moves the face to the heap and hands it to C.
    fn into_c(self) -> *mut MI_Instance {
        Box::into_raw(Box::new(self)).cast()
    }

    #[inline]
    fn instance(&self) -> &Instance {
        self.body.instance()
    }

    /// Sets the element at an index that is there to a plain value.
    #[inline(always)]
    fn set_plain(&mut self, index: usize, kind: Type, value: Plain<'_>) -> Result<(), MI_Result> {
        let instance = self.body.instance_mut();
        let result = match value {
            // A text that lies in this very instance would be written over while it is read.
            Plain::Text(text) if instance.owns_address(text.as_ptr().addr()) => {
                let copy = Box::<[Unit]>::from(text);
                instance.set_plain(index, kind, Plain::Text(&copy))
            }
            value => instance.set_plain(index, kind, value),
        };
        result.map_err(|error| error.status().number())?;
        self.shapes.forget(index);
        Ok(())
    }

    /// Sets the element at an index that is there to a value that is not plain, and so does not lie in this instance.
    fn set(&mut self, index: usize, kind: Type, value: &Given<'_>) -> Result<(), MI_Result> {
        let result = self.body.instance_mut().set(index, kind, value.as_value_ref());
        result.map_err(|error| error.status().number())?;
        self.shapes.forget(index);
        Ok(())
    }

    #[inline(always)]
    fn add_plain(
        &mut self,
        name: &[Unit],
        kind: Type,
        value: Plain<'_>,
        flags: ElementFlags,
    ) -> Result<(), MI_Result> {
        if self.instance().class().is_some() {
            return Err(MI_RESULT_FAILED);
        }
        let instance = self.body.instance_mut();
        let result = match value {
            Plain::Text(text) if instance.owns_address(text.as_ptr().addr()) => {
                let copy = Box::<[Unit]>::from(text);
                instance.add_plain(name, kind, Plain::Text(&copy), flags)
            }
            value => instance.add_plain(name, kind, value, flags),
        };
        result.map_err(|error| error.status().number())
    }

    fn add(
        &mut self,
        name: &[Unit],
        kind: Type,
        value: &Given<'_>,
        flags: ElementFlags,
    ) -> Result<(), MI_Result> {
        if self.instance().class().is_some() {
            return Err(MI_RESULT_FAILED);
        }
        let result = self.body.instance_mut().add(name, kind, value.as_value_ref(), flags);
        result.map_err(|error| error.status().number())
    }

    /// Writes the value of an element in C's shape.
    #[inline(always)]
    fn put_value(&self, index: usize, element: ElementView<'_>, out: &mut MI_Value) {
        match element.plain() {
            Some(Plain::Null) => *out = zero_value(),
            // The first bytes of the union are the low ones of each member.
            #[cfg(target_endian = "little")]
            Some(Plain::Bits(bits)) => out.uint64 = bits,
            Some(Plain::Text(text)) => out.string = text.as_ptr().cast_mut().cast(),
            _ => self.put_shaped(index, element, out),
        }
    }

    fn put_shaped(&self, index: usize, element: ElementView<'_>, out: &mut MI_Value) {
        match element.value() {
            None => *out = zero_value(),
            Some(value) if needs_shape(value) => *out = self.shapes.value(index, value),
            Some(value) => put_scalar(out, value),
        }
    }

    /// Whether the instance is not the one any more that the face was made to show.
    fn is_changed(&self) -> bool {
        !matches!(self.body, Body::Shared(_)) || self.shapes.any_changed()
    }

    /// The instance as it is now, with what clients changed inside embedded instances.
    fn snapshot(&self) -> Arc<Instance> {
        match &self.body {
            Body::Shared(shared) if !self.shapes.any_changed() => Arc::clone(shared),
            _ => Arc::new(self.copy()),
        }
    }

    fn copy(&self) -> Instance {
        let mut copy = self.instance().clone();
        self.shapes.write_changed_into(&mut copy);
        copy
    }
}

/// A face that C may use and not delete: that of an embedded instance, or of an operation's result.
pub struct BorrowedFace(NonNull<InstanceFace>);

// SAFETY: a face may move between threads, since all that it owns may.
unsafe impl Send for BorrowedFace {}
// SAFETY: reading a face from several threads is what faces are made for; C may not write while others read.
unsafe impl Sync for BorrowedFace {}

impl BorrowedFace {
    /// A face of this instance.
    pub fn new(instance: Arc<Instance>) -> BorrowedFace {
        let face = Box::into_raw(Box::new(InstanceFace::shared(instance, true)));
        // SAFETY: a box is never at NULL.
        BorrowedFace(unsafe { NonNull::new_unchecked(face) })
    }

    /// The instance as C holds it.
    pub fn as_ptr(&self) -> *mut MI_Instance {
        self.0.as_ptr().cast()
    }

    /// Whether a client changed the instance.
    pub fn is_changed(&self) -> bool {
        self.face().is_changed()
    }

    /// The instance as it is now.
    pub fn snapshot(&self) -> Arc<Instance> {
        self.face().snapshot()
    }

    fn face(&self) -> &InstanceFace {
        // SAFETY: the face lives as long as this owner of it; C writes to it only while nobody reads.
        unsafe { self.0.as_ref() }
    }
}

impl Drop for BorrowedFace {
    fn drop(&mut self) {
        // SAFETY: made by `Box::into_raw`, and deleted nowhere else: `Delete` refuses borrowed faces.
        drop(unsafe { Box::from_raw(self.0.as_ptr()) });
    }
}

/// A face of the C instance at this address.
///
/// # Safety
/// `instance` is a live instance whose table is [`INSTANCE_FT`], and nobody writes to it while the result is used.
#[inline]
unsafe fn face<'a>(instance: *const MI_Instance) -> &'a InstanceFace {
    // SAFETY: instances with our table are headers of faces; the rest is the caller's contract.
    unsafe { &*instance.cast::<InstanceFace>() }
}

/// [`face`] for writing.
///
/// # Safety
/// As for [`face`], and nobody else uses the instance meanwhile.
#[inline]
unsafe fn face_mut<'a>(instance: *mut MI_Instance) -> &'a mut InstanceFace {
    // SAFETY: instances with our table are headers of faces; the rest is the caller's contract.
    unsafe { &mut *instance.cast::<InstanceFace>() }
}

#[cfg(test)]
mod sequences;
#[cfg(test)]
mod tests;
