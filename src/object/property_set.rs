//! Property sets: the names of the properties that a request wants.

use super::boundary::{self, guard, pointer_or_null, put};
use crate::abi::*;
use crate::cim::name::{units_are_legal_name, units_eq_names};
use crate::cim::{Text, Unit};

/// What property sets of this library can do.
pub static PROPERTY_SET_FT: MI_PropertySetFT = MI_PropertySetFT {
    GetElementCount: Some(get_element_count),
    ContainsElement: Some(contains_element),
    AddElement: Some(add_element),
    GetElementAt: Some(get_element_at),
    Clear: Some(clear),
    Destruct: Some(destruct),
    Delete: Some(delete),
    Clone: Some(clone),
};

const INVALID: MI_Result = MI_RESULT_INVALID_PARAMETER;

/// A property set as C holds it. `header` comes first: a pointer to it is a pointer to the face.
#[repr(C)]
struct PropertySetFace {
    header: MI_PropertySet,
    names: Vec<Text>,
}

/// Hands a property set with these names to C, which ends it with `MI_PropertySet_Delete`.
pub fn property_set_to_c(names: Vec<Text>) -> *mut MI_PropertySet {
    let header = MI_PropertySet { ft: &raw const PROPERTY_SET_FT, ..MI_PropertySet::default() };
    Box::into_raw(Box::new(PropertySetFace { header, names })).cast()
}

/// A property set that a provider may look at while this owner of it lives.
pub struct PropertySet(std::ptr::NonNull<PropertySetFace>);

// SAFETY: a provider may only read what it is lent, and the set owns all that it leads to.
unsafe impl Send for PropertySet {}
// SAFETY: as above.
unsafe impl Sync for PropertySet {}

impl PropertySet {
    /// The set of these names.
    pub fn new(names: Vec<Text>) -> PropertySet {
        let header = MI_PropertySet { ft: &raw const PROPERTY_SET_FT, ..MI_PropertySet::default() };
        let face = Box::into_raw(Box::new(PropertySetFace { header, names }));
        // SAFETY: a box is never at NULL.
        PropertySet(unsafe { std::ptr::NonNull::new_unchecked(face) })
    }

    /// The set as C holds it.
    pub fn as_ptr(&self) -> *const MI_PropertySet {
        self.0.as_ptr().cast()
    }
}

impl Drop for PropertySet {
    fn drop(&mut self) {
        // SAFETY: made by `Box::into_raw`, and deleted here alone.
        drop(unsafe { Box::from_raw(self.0.as_ptr()) });
    }
}

/// The names that C put into a set; of another implementation, they are read through its table.
///
/// # Safety
/// `set` is NULL or a live property set.
pub unsafe fn property_set_from_c(set: *const MI_PropertySet) -> Result<Option<Vec<Text>>, MI_Result> {
    if set.is_null() {
        return Ok(None);
    }
    // SAFETY: a live set begins with its table.
    let table = unsafe { (*set).ft };
    if std::ptr::eq(table, &raw const PROPERTY_SET_FT) {
        // SAFETY: the table says that it is one of ours.
        return Ok(Some(unsafe { face(set) }?.names.clone()));
    }
    // SAFETY: the table of a live set is NULL or lives as long as the set.
    let table = unsafe { table.as_ref() }.ok_or(INVALID)?;
    let (get_count, get_at) = table.GetElementCount.zip(table.GetElementAt).ok_or(INVALID)?;
    let mut count = 0;
    // SAFETY: the slot is called as its signature says.
    if unsafe { get_count(set, &mut count) } != MI_RESULT_OK || count > 1 << 20 {
        return Err(INVALID);
    }
    let names = (0..count).map(|index| {
        let mut name = std::ptr::null();
        // SAFETY: the slot is called as its signature says, and a name that it gives ends in a NUL.
        unsafe {
            get_at(set, index, &mut name);
            boundary::text(name)
        }
    });
    names.collect::<Option<Vec<Text>>>().map(Some).ok_or(INVALID)
}

/// # Safety
/// `set` is NULL or a live set with our table, and nobody writes to it while the result is used.
unsafe fn face<'a>(set: *const MI_PropertySet) -> Result<&'a PropertySetFace, MI_Result> {
    // SAFETY: by the contract; sets with our table are headers of faces.
    unsafe { set.cast::<PropertySetFace>().as_ref() }.ok_or(INVALID)
}

/// # Safety
/// As for [`face`], and nobody else uses the set meanwhile.
unsafe fn face_mut<'a>(set: *mut MI_PropertySet) -> Result<&'a mut PropertySetFace, MI_Result> {
    // SAFETY: by the contract; sets with our table are headers of faces.
    unsafe { set.cast::<PropertySetFace>().as_mut() }.ok_or(INVALID)
}

fn find(names: &[Text], wanted: &[Unit]) -> bool {
    names.iter().any(|name| units_eq_names(name.units(), wanted))
}

unsafe extern "system" fn get_element_count(
    self_: *const MI_PropertySet,
    count: *mut MI_Uint32,
) -> MI_Result {
    guard("MI_PropertySet_GetElementCount", || {
        // SAFETY: the caller's set.
        let face = unsafe { face(self_) }?;
        if count.is_null() {
            return Err(INVALID);
        }
        // SAFETY: not NULL, so it may be written.
        unsafe { put(count, face.names.len() as u32) };
        Ok(())
    })
}

unsafe extern "system" fn contains_element(
    self_: *const MI_PropertySet,
    name: *const MI_Char,
    flag: *mut MI_Boolean,
) -> MI_Result {
    guard("MI_PropertySet_ContainsElement", || {
        // SAFETY: the caller's set and string.
        let (face, name) = unsafe { (face(self_)?, boundary::units(name).ok_or(INVALID)?) };
        if flag.is_null() {
            return Err(INVALID);
        }
        // SAFETY: not NULL, so it may be written.
        unsafe { put(flag, MI_Boolean::from(find(&face.names, name))) };
        Ok(())
    })
}

unsafe extern "system" fn add_element(self_: *mut MI_PropertySet, name: *const MI_Char) -> MI_Result {
    guard("MI_PropertySet_AddElement", || {
        // SAFETY: the caller's string and set.
        let (name, face) = unsafe { (boundary::text(name).ok_or(INVALID)?, face_mut(self_)?) };
        if !units_are_legal_name(name.units()) {
            return Err(INVALID);
        }
        if find(&face.names, name.units()) {
            return Err(MI_RESULT_ALREADY_EXISTS);
        }
        face.names.push(name);
        Ok(())
    })
}

unsafe extern "system" fn get_element_at(
    self_: *const MI_PropertySet,
    index: MI_Uint32,
    name: *mut *const MI_Char,
) -> MI_Result {
    guard("MI_PropertySet_GetElementAt", || {
        // SAFETY: the caller's set.
        let face = unsafe { face(self_) }?;
        if name.is_null() {
            return Err(INVALID);
        }
        let found = face.names.get(index as usize).ok_or(INVALID)?;
        // SAFETY: not NULL, so it may be written.
        unsafe { put(name, pointer_or_null(Some(found))) };
        Ok(())
    })
}

unsafe extern "system" fn clear(self_: *mut MI_PropertySet) -> MI_Result {
    guard("MI_PropertySet_Clear", || {
        // SAFETY: the caller's set.
        unsafe { face_mut(self_) }?.names.clear();
        Ok(())
    })
}

/// Empties the set. Its block stays until `Delete`.
unsafe extern "system" fn destruct(self_: *mut MI_PropertySet) -> MI_Result {
    guard("MI_PropertySet_Destruct", || {
        // SAFETY: the caller's set.
        unsafe { face_mut(self_) }?.names = Vec::new();
        Ok(())
    })
}

unsafe extern "system" fn delete(self_: *mut MI_PropertySet) -> MI_Result {
    guard("MI_PropertySet_Delete", || {
        if self_.is_null() {
            return Err(INVALID);
        }
        // SAFETY: made by `property_set_to_c`, and C does not use it any more.
        drop(unsafe { Box::from_raw(self_.cast::<PropertySetFace>()) });
        Ok(())
    })
}

unsafe extern "system" fn clone(
    self_: *const MI_PropertySet,
    new_set: *mut *mut MI_PropertySet,
) -> MI_Result {
    guard("MI_PropertySet_Clone", || {
        // SAFETY: the caller's set.
        let face = unsafe { face(self_) }?;
        if new_set.is_null() {
            return Err(INVALID);
        }
        // SAFETY: not NULL, so it may be written.
        unsafe { put(new_set, property_set_to_c(face.names.clone())) };
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{c, ptr, read};
    use super::*;

    #[test]
    fn names_are_kept_once_and_found_without_case() {
        let set = property_set_to_c(Vec::new());
        let (mut flag, mut count, mut name) = (9, 9, std::ptr::null());
        // SAFETY: a live set.
        unsafe {
            assert_eq!(add_element(set, ptr(&c("Name"))), MI_RESULT_OK);
            assert_eq!(add_element(set, ptr(&c("NAME"))), MI_RESULT_ALREADY_EXISTS);
            assert_eq!(add_element(set, ptr(&c("no name"))), INVALID);
            assert_eq!(contains_element(set, ptr(&c("name")), &mut flag), MI_RESULT_OK);
            assert_eq!(flag, MI_TRUE);
            contains_element(set, ptr(&c("other")), &mut flag);
            assert_eq!(flag, MI_FALSE);
            assert_eq!(get_element_at(set, 0, &mut name), MI_RESULT_OK);
            assert_eq!(read(name).as_deref(), Some("Name"));
            assert_eq!(get_element_at(set, 1, &mut name), INVALID);
            let mut copy = std::ptr::null_mut();
            assert_eq!(clone(set, &mut copy), MI_RESULT_OK);
            assert_eq!(clear(set), MI_RESULT_OK);
            get_element_count(set, &mut count);
            assert_eq!(count, 0);
            get_element_count(copy, &mut count);
            assert_eq!(count, 1);
            assert_eq!(property_set_from_c(copy).unwrap().map(|names| names.len()), Some(1));
            assert_eq!(destruct(copy), MI_RESULT_OK);
            assert_eq!(delete(copy), MI_RESULT_OK);
            assert_eq!(delete(set), MI_RESULT_OK);
        }
    }

    #[test]
    fn null_arguments_are_refused() {
        let set = property_set_to_c(Vec::new());
        let null = std::ptr::null_mut();
        let name = c("Name");
        // SAFETY: NULL is what is tested.
        unsafe {
            assert_eq!(get_element_count(null, &mut 0), INVALID);
            assert_eq!(get_element_count(set, std::ptr::null_mut()), INVALID);
            assert_eq!(contains_element(set, std::ptr::null(), &mut 0), INVALID);
            assert_eq!(contains_element(set, ptr(&name), std::ptr::null_mut()), INVALID);
            assert_eq!(contains_element(null, ptr(&name), &mut 0), INVALID);
            assert_eq!(add_element(set, std::ptr::null()), INVALID);
            assert_eq!(add_element(null, ptr(&name)), INVALID);
            assert_eq!(get_element_at(set, 0, std::ptr::null_mut()), INVALID);
            assert_eq!(get_element_at(null, 0, &mut std::ptr::null()), INVALID);
            assert_eq!(clear(null), INVALID);
            assert_eq!(destruct(null), INVALID);
            assert_eq!(delete(null), INVALID);
            assert_eq!(clone(null, &mut null.cast_const().cast_mut()), INVALID);
            assert_eq!(clone(set, std::ptr::null_mut()), INVALID);
            assert_eq!(property_set_from_c(null), Ok(None));
            delete(set);
        }
    }
}
