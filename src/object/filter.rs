//! Filters: what a provider sees of a query.

use super::boundary::{guard, pointer_or_null, put};
use super::instance::instance_from_c;
use crate::abi::*;
use crate::cim::{Error, Instance, Text};

/// What filters of this library can do.
pub static FILTER_FT: MI_FilterFT =
    MI_FilterFT { Evaluate: Some(evaluate), GetExpression: Some(get_expression) };

const INVALID: MI_Result = MI_RESULT_INVALID_PARAMETER;

/// A filter as C holds it. `header` comes first: a pointer to it is a pointer to the face.
#[repr(C)]
struct FilterFace {
    header: MI_Filter,
    language: Text,
    expression: Text,
    test: Test,
}

/// Says whether an instance is what a query asks for; an error, where the query is none that can be evaluated.
pub type Test = Box<dyn Fn(&Instance) -> Result<bool, Error> + Send + Sync>;

/// A filter that a provider may look at while this owner of it lives.
pub struct Filter(std::ptr::NonNull<FilterFace>);

// SAFETY: a filter is never changed once made, and owns all that it leads to.
unsafe impl Send for Filter {}
// SAFETY: as above.
unsafe impl Sync for Filter {}

impl Filter {
    /// The filter of a query in this language, with what evaluates it.
    pub fn new(language: Text, expression: Text, test: Test) -> Filter {
        let header = MI_Filter { ft: &raw const FILTER_FT, ..MI_Filter::default() };
        let face = Box::into_raw(Box::new(FilterFace { header, language, expression, test }));
        // SAFETY: a box is never at NULL.
        Filter(unsafe { std::ptr::NonNull::new_unchecked(face) })
    }

    /// The filter as C holds it.
    pub fn as_ptr(&self) -> *const MI_Filter {
        self.0.as_ptr().cast()
    }
}

impl Drop for Filter {
    fn drop(&mut self) {
        // SAFETY: made by `Box::into_raw`, and deleted here alone.
        drop(unsafe { Box::from_raw(self.0.as_ptr()) });
    }
}

unsafe extern "system" fn evaluate(
    self_: *const MI_Filter,
    instance: *const MI_Instance,
    result: *mut MI_Boolean,
) -> MI_Result {
    guard("MI_Filter_Evaluate", || {
        // SAFETY: NULL, or a live filter with our table, which is the header of a face.
        let face = unsafe { self_.cast::<FilterFace>().as_ref() }.ok_or(INVALID)?;
        if instance.is_null() || result.is_null() {
            return Err(INVALID);
        }
        // SAFETY: not NULL, so it may be written; the instance is a live one.
        let instance = unsafe {
            put(result, MI_FALSE);
            instance_from_c(instance)
        };
        let evaluated = instance.and_then(|instance| (face.test)(&instance)).map_err(|error| {
            tracing::warn!(query = %face.expression, "a filter can't be evaluated: {}", error.message);
            error.status.number()
        })?;
        // SAFETY: as above.
        unsafe { put(result, MI_Boolean::from(evaluated)) };
        Ok(())
    })
}

unsafe extern "system" fn get_expression(
    self_: *const MI_Filter,
    language: *mut *const MI_Char,
    expression: *mut *const MI_Char,
) -> MI_Result {
    guard("MI_Filter_GetExpression", || {
        // SAFETY: NULL, or a live filter with our table, which is the header of a face.
        let face = unsafe { self_.cast::<FilterFace>().as_ref() }.ok_or(INVALID)?;
        if language.is_null() || expression.is_null() {
            return Err(INVALID);
        }
        // SAFETY: not NULL, so they may be written.
        unsafe {
            put(language, pointer_or_null(Some(&face.language)));
            put(expression, pointer_or_null(Some(&face.expression)));
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::super::testing::*;
    use super::*;
    use crate::cim::{Status, ValueRef};

    /// A filter for instances with a number above six.
    fn filter() -> Filter {
        let test = |instance: &Instance| match instance.value("Number") {
            Some(ValueRef::Uint32(number)) => Ok(number > 6),
            _ => Err(Error::new(Status::InvalidQuery, "There is no number.")),
        };
        Filter::new(c("WQL"), c("select * from A"), Box::new(test))
    }

    #[test]
    fn a_filter_tells_its_language_and_expression() {
        let filter = filter();
        let (mut language, mut expression) = (std::ptr::null(), std::ptr::null());
        // SAFETY: a live filter.
        unsafe {
            assert_eq!(get_expression(filter.as_ptr(), &mut language, &mut expression), MI_RESULT_OK);
            assert_eq!(read(language).as_deref(), Some("WQL"));
            assert_eq!(read(expression).as_deref(), Some("select * from A"));
            assert_eq!(get_expression(filter.as_ptr(), std::ptr::null_mut(), &mut expression), INVALID);
            assert_eq!(get_expression(filter.as_ptr(), &mut language, std::ptr::null_mut()), INVALID);
            assert_eq!(get_expression(std::ptr::null(), &mut language, &mut expression), INVALID);
        }
    }

    #[test]
    fn an_instance_is_evaluated_and_an_error_is_no_match() {
        let filter = filter();
        let evaluated = |instance: *const MI_Instance| {
            let mut result = 9;
            // SAFETY: a live filter and instance.
            let code = unsafe { evaluate(filter.as_ptr(), instance, &mut result) };
            (code, result)
        };
        let instance = thing();
        assert_eq!(evaluated(instance), (MI_RESULT_OK, MI_TRUE));
        set(instance, "Number", &MI_Value { uint32: 6 }, MI_UINT32, 0);
        assert_eq!(evaluated(instance), (MI_RESULT_OK, MI_FALSE));
        let none = crate::object::instance::new_dynamic_instance(c("Test_Thing").units()).unwrap();
        assert_eq!(evaluated(none), (MI_RESULT_INVALID_QUERY, MI_FALSE));
        delete(none);
        delete(instance);
    }

    #[test]
    fn evaluating_checks_its_arguments() {
        let filter = filter();
        let instance = thing();
        let mut result = 9;
        // SAFETY: a live filter and instance, or NULL.
        unsafe {
            assert_eq!(evaluate(std::ptr::null(), instance, &mut result), INVALID);
            assert_eq!(evaluate(filter.as_ptr(), std::ptr::null(), &mut result), INVALID);
            assert_eq!(evaluate(filter.as_ptr(), instance, std::ptr::null_mut()), INVALID);
        }
        delete(instance);
    }
}
