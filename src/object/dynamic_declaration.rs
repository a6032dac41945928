//! The declarations of instances that have no class: a name and nothing else.
//!
//! C code reads `classDecl->flags` and `classDecl->name` of any instance, so each needs one. A thread keeps those of the
//! names that it used last, because programs make instances of the same few classes again and again.

use std::cell::RefCell;
use std::sync::Arc;

use crate::abi::{MI_Class, MI_ClassDecl, MI_FLAG_CLASS, MI_Instance};
use crate::cim::{Text, Unit, name};

/// A declaration that holds a name alone.
pub struct DynamicDeclaration {
    declaration: MI_ClassDecl,
    name: Text,
}

// SAFETY: never changed once made; its pointers lead to the text that it owns.
unsafe impl Send for DynamicDeclaration {}
// SAFETY: as above.
unsafe impl Sync for DynamicDeclaration {}

/// What `owningClass` holds in a declaration that belongs to an instance.
const OF_AN_INSTANCE: usize = usize::MAX;
/// Names that a thread remembers.
const REMEMBERED: usize = 8;

thread_local! {
    static LAST_USED: RefCell<[Option<Arc<DynamicDeclaration>>; REMEMBERED]> =
        const { RefCell::new([const { None }; REMEMBERED]) };
}

impl DynamicDeclaration {
    /// The declaration of this name, if it is a legal one.
    pub fn of_units(units: &[Unit]) -> Option<Arc<DynamicDeclaration>> {
        let known = DynamicDeclaration::remembered(units);
        known.or_else(|| {
            let legal = name::units_are_legal_name(units);
            legal.then(|| DynamicDeclaration::remember(Text::from_units(units)))
        })
    }

    /// The declaration of this name, which shares the text if it is a new one.
    pub fn of_text(name: &Text) -> Arc<DynamicDeclaration> {
        let known = DynamicDeclaration::remembered(name.units());
        known.unwrap_or_else(|| DynamicDeclaration::remember(name.clone()))
    }

    fn place(units: &[Unit]) -> usize {
        let code = name::name_code(units);
        (code ^ code >> 8 ^ code >> 16) as usize % REMEMBERED
    }

    #[inline]
    fn remembered(units: &[Unit]) -> Option<Arc<DynamicDeclaration>> {
        let place = DynamicDeclaration::place(units);
        // At the end of a thread there is no memory of names any more.
        LAST_USED
            .try_with(|places| {
                let places = places.borrow();
                places[place].as_ref().filter(|known| known.name.units() == units).map(Arc::clone)
            })
            .ok()?
    }

    fn remember(name: Text) -> Arc<DynamicDeclaration> {
        let place = DynamicDeclaration::place(name.units());
        let made = Arc::new(DynamicDeclaration::new(name));
        // As above.
        let before = LAST_USED.try_with(|places| places.borrow_mut()[place].replace(Arc::clone(&made)));
        drop(before);
        made
    }

    fn new(name: Text) -> DynamicDeclaration {
        let declaration = MI_ClassDecl {
            flags: MI_FLAG_CLASS,
            code: name::name_code(name.units()),
            name: name.as_ptr().cast(),
            size: size_of::<MI_Instance>() as u32,
            owningClass: std::ptr::without_provenance_mut::<MI_Class>(OF_AN_INSTANCE),
            ..MI_ClassDecl::default()
        };
        DynamicDeclaration { declaration, name }
    }

    /// The name.
    pub fn name(&self) -> &Text {
        &self.name
    }

    /// The declaration as C reads it.
    pub fn as_ptr(&self) -> *const MI_ClassDecl {
        &raw const self.declaration
    }
}
