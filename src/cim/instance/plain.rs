//! The short way for what nearly all values are: numbers and texts, which are read and written where they lie.
//!
//! Through the faces of C an element is read or set in a few nanoseconds, so that gathering what is known of it in one
//! [`ElementRef`](super::ElementRef) first would cost more than the work itself.

use super::super::text::{TextRef, Unit};
use super::super::value::{Type, ValueRef};
use super::{
    Element, ElementError, ElementFlags, ElementName, FIRST_ELEMENTS, INDEXED_FROM, Instance, Shape, Stored,
    bit_of, name,
};

/// A value that is NULL, a number or a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plain<'a> {
    /// NULL.
    Null,
    /// A boolean, number, real or `char16`; as many of the low bits count as the type has.
    Bits(u64),
    /// A text, without the NUL at its end.
    Text(&'a [Unit]),
}

/// Whether NULL, or these types' values, are [`Plain`]: booleans, numbers, reals and `char16`.
#[inline(always)]
fn is_number(kind: Type) -> bool {
    (kind as u8) < Type::Datetime as u8
}

/// An element, looked at where it lies.
#[derive(Clone, Copy, Debug)]
pub struct ElementView<'a> {
    instance: &'a Instance,
    element: &'a Element,
}

impl<'a> ElementView<'a> {
    /// The name, as it was spelt.
    #[inline(always)]
    pub fn name(self) -> TextRef<'a> {
        self.instance.name_of(self.element)
    }

    /// The type, also of NULL.
    #[inline(always)]
    pub fn kind(self) -> Type {
        self.element.shape.kind()
    }

    /// What is kept of the element, as in [`ElementRef`](super::ElementRef).
    #[inline(always)]
    pub fn flags(self) -> ElementFlags {
        self.element.flags
    }

    /// The value, if it is a plain one.
    #[inline(always)]
    pub fn plain(self) -> Option<Plain<'a>> {
        match &self.element.value {
            Stored::Null | Stored::Cleared(_) => Some(Plain::Null),
            &Stored::Bits(bits) => Some(Plain::Bits(bits)),
            &Stored::Text(slot) => Some(Plain::Text(self.instance.texts.get(slot).units())),
            _ => None,
        }
    }

    /// The value, or `None` for NULL.
    pub fn value(self) -> Option<ValueRef<'a>> {
        self.instance.view(self.element).value
    }
}

impl Instance {
    /// The element at this index, looked at where it lies.
    #[inline(always)]
    pub fn view_at(&self, index: usize) -> Option<ElementView<'_>> {
        self.elements.get(index).map(|element| ElementView { instance: self, element })
    }

    /// [`Instance::set`] for a plain value. A number or text that does not belong to `kind` is a wrong type.
    #[inline]
    pub fn set_plain(&mut self, index: usize, kind: Type, value: Plain<'_>) -> Result<(), ElementError> {
        // Instances that are replaced are counted, the long way.
        let counts = self.depth > 0 && !is_number(kind) && kind != Type::String;
        match self.elements.get_mut(index) {
            Some(element) if element.shape.kind() == kind && fits(kind, value) && !counts => {
                element.value.assign_plain(value, &mut self.texts)?;
                element.flags -= ElementFlags::NOT_MODIFIED;
                Ok(())
            }
            // Says what is wrong, if anything.
            _ => self.set(index, kind, wrong(value)),
        }
    }

    /// [`Instance::add`] for a plain value.
    #[inline]
    pub fn add_plain(
        &mut self,
        element_name: &[Unit],
        kind: Type,
        value: Plain<'_>,
        flags: ElementFlags,
    ) -> Result<(), ElementError> {
        let code = name::name_code(element_name);
        let bit = bit_of(code);
        let is_new = name::units_are_legal_name(element_name)
            && (self.codes & bit == 0 || self.find_coded(element_name, code).is_none());
        if !is_new || !fits(kind, value) {
            // Says what is wrong.
            return self.add(element_name, kind, wrong(value), flags);
        }
        if self.elements.capacity() == 0 {
            self.elements.reserve_exact(FIRST_ELEMENTS);
        }
        let at = self.texts.append(element_name).ok_or(ElementError::TooLarge)?;
        self.codes |= bit;
        self.elements.push(Element::EMPTY);
        if let Some(element) = self.elements.last_mut() {
            element.name = ElementName { at, len: element_name.len() as u32 };
            element.shape = Shape::coded(kind, code);
            element.flags = flags - ElementFlags::NULL - ElementFlags::NOT_MODIFIED;
            if let Err(error) = element.value.assign_plain(value, &mut self.texts) {
                self.elements.pop();
                return Err(error);
            }
        }
        if self.elements.len() > INDEXED_FROM {
            self.remember_last(element_name);
        }
        Ok(())
    }
}

#[inline(always)]
pub(super) fn fits(kind: Type, value: Plain<'_>) -> bool {
    match value {
        Plain::Null => true,
        Plain::Bits(_) => is_number(kind),
        Plain::Text(_) => kind == Type::String,
    }
}

/// What stands for a value where only its being wrong counts.
#[cold]
pub(super) fn wrong(value: Plain<'_>) -> Option<ValueRef<'static>> {
    const EMPTY: &[Unit] = &[0];
    match value {
        Plain::Null => None,
        Plain::Bits(bits) => Some(ValueRef::Uint64(bits)),
        Plain::Text(_) => TextRef::from_units_with_nul(EMPTY).map(ValueRef::String),
    }
}

impl Stored {
    #[inline(always)]
    pub(super) fn assign_plain(
        &mut self,
        value: Plain<'_>,
        texts: &mut super::Texts,
    ) -> Result<(), ElementError> {
        match (value, &mut *self) {
            (Plain::Text(text), _) => return self.assign_text(text, texts),
            (Plain::Bits(bits), Stored::Bits(known)) => *known = bits,
            (Plain::Bits(bits), _) => *self = Stored::Bits(bits),
            (Plain::Null, &mut (Stored::Text(slot) | Stored::Cleared(slot))) => {
                *self = Stored::Cleared(slot);
            }
            (Plain::Null, _) => *self = Stored::Null,
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::text::Text;
    use super::super::super::value::Value;
    use super::*;

    #[test]
    fn plain_values_are_the_values_that_the_long_way_reads() {
        let mut instance = Instance::new("Test_Plain").unwrap();
        let (number, name, text) = (Text::from("Number"), Text::from("Name"), Text::from("text"));
        let flags = ElementFlags::KEY;
        instance.add_plain(number.units(), Type::Sint8, Plain::Bits(0xff), flags).unwrap();
        instance.add_plain(name.units(), Type::String, Plain::Text(text.units()), flags).unwrap();
        assert_eq!(instance.value("Number"), Some(ValueRef::Sint8(-1)));
        assert_eq!(instance.value("Name"), Some(Value::string("text").as_value_ref()));
        let view = instance.view_at(1).unwrap();
        assert_eq!((view.name(), view.kind(), view.flags()), (name.as_text_ref(), Type::String, flags));
        assert_eq!(view.plain(), Some(Plain::Text(text.units())));
        instance.set_plain(1, Type::String, Plain::Null).unwrap();
        assert_eq!(instance.value("Name"), None);
        instance.set_plain(0, Type::Sint8, Plain::Bits(5)).unwrap();
        assert_eq!(instance.view_at(0).unwrap().value(), Some(ValueRef::Sint8(5)));
    }

    #[test]
    fn a_plain_value_of_a_wrong_type_is_refused() {
        let mut instance = Instance::new("Test_Plain").unwrap();
        let name = Text::from("Name");
        let flags = ElementFlags::empty();
        let wrong = instance.add_plain(name.units(), Type::Datetime, Plain::Bits(1), flags);
        assert!(matches!(wrong, Err(ElementError::TypeMismatch { .. })));
        instance.add_plain(name.units(), Type::String, Plain::Null, flags).unwrap();
        let wrong = instance.set_plain(0, Type::Uint8, Plain::Bits(1));
        assert!(matches!(wrong, Err(ElementError::TypeMismatch { .. })));
        let wrong = instance.set_plain(0, Type::String, Plain::Bits(1));
        assert!(matches!(wrong, Err(ElementError::TypeMismatch { .. })));
        let again = instance.add_plain(name.units(), Type::String, Plain::Null, flags);
        assert_eq!(again, Err(ElementError::AlreadyExists("Name".into())));
        assert_eq!(instance.set_plain(7, Type::String, Plain::Null), Err(ElementError::NoSuchIndex(7)));
    }

    #[test]
    fn an_instance_that_is_cleared_the_short_way_counts_no_more() {
        let inner = std::sync::Arc::new(Instance::new("Test_Inner").unwrap());
        let mut instance = Instance::new("Test_Plain").unwrap();
        instance.add_value("Inner", Value::Instance(inner)).unwrap();
        assert_eq!(instance.held(), 1);
        instance.set_plain(0, Type::Instance, Plain::Null).unwrap();
        assert_eq!((instance.held(), instance.value("Inner")), (0, None));
    }

    #[test]
    fn what_is_not_plain_is_read_the_long_way() {
        let mut instance = Instance::new("Test_Plain").unwrap();
        let value = Value::Datetime("20261121084409.123456-060".parse().unwrap());
        instance.add_value("When", value.clone()).unwrap();
        let view = instance.view_at(0).unwrap();
        assert_eq!((view.plain(), view.value()), (None, Some(value.as_value_ref())));
    }
}
