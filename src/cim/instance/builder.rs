//! Instances of a class whose values are all at hand, made in one go: what a store or a wire gives by the thousand.

use std::sync::Arc;

use super::super::class::Class;
use super::super::text::Text;
use super::super::value::ValueRef;
use super::texts::Texts;
use super::{
    ClassOrName, Element, ElementError, ElementFlags, ElementName, Instance, OF_CLASS, Plain, Shape, Stored,
    check_value, plain,
};

/// Takes the values of a class's properties in their order.
pub struct InstanceBuilder<'c> {
    class: &'c Arc<Class>,
    instance: Instance,
}

impl<'c> InstanceBuilder<'c> {
    /// Begins an instance of this class, with room for texts of this many units in all (their NULs counted).
    #[inline]
    pub fn new(class: &'c Arc<Class>, namespace: Option<Text>, units: usize) -> InstanceBuilder<'c> {
        let elements = Vec::with_capacity(class.properties().len());
        let class_or_name = ClassOrName::Class(Arc::clone(class));
        let mut instance = Instance::with_class(class_or_name, elements, Texts::with_capacity(units));
        instance.namespace = namespace;
        InstanceBuilder { class, instance }
    }

    /// Takes the value of the next property, or `None` for NULL.
    #[inline]
    pub fn push(&mut self, value: Option<ValueRef<'_>>) -> Result<(), ElementError> {
        let at = self.instance.elements.len();
        let property = self.class.properties().get(at).ok_or(ElementError::NoSuchIndex(at))?;
        let depth = check_value(property.kind, value, || property.name.to_string())?;
        if depth > 0 {
            self.instance.hold(depth, value, None, || property.name.to_string())?;
        }
        self.instance.elements.push(Element {
            name: ElementName { at: at as u32, len: OF_CLASS },
            shape: Shape::new(property.kind, property.name.units()),
            flags: property.flags | ElementFlags::NOT_MODIFIED,
            value: Stored::Null,
        });
        match self.instance.elements.last_mut() {
            Some(element) => element.value.assign(value, &mut self.instance.texts),
            None => Ok(()),
        }
    }

    /// [`InstanceBuilder::push`] for a plain value. A number or text that is none of the property's type is a wrong type.
    #[inline]
    pub fn push_plain(&mut self, value: Plain<'_>) -> Result<(), ElementError> {
        let at = self.instance.elements.len();
        let property = self.class.properties().get(at).ok_or(ElementError::NoSuchIndex(at))?;
        if !plain::fits(property.kind, value) {
            // Says what is wrong.
            return self.push(plain::wrong(value));
        }
        self.instance.elements.push(Element {
            name: ElementName { at: at as u32, len: OF_CLASS },
            shape: Shape::new(property.kind, property.name.units()),
            flags: property.flags | ElementFlags::NOT_MODIFIED,
            value: Stored::Null,
        });
        match self.instance.elements.last_mut() {
            Some(element) => element.value.assign_plain(value, &mut self.instance.texts),
            None => Ok(()),
        }
    }

    /// What was built, in exchange for a new beginning.
    pub(crate) fn take(&mut self) -> InstanceBuilder<'c> {
        std::mem::replace(self, InstanceBuilder::new(self.class, None, 0))
    }

    /// The instance. Properties that got no value are NULL.
    #[inline]
    pub fn finish(mut self) -> Instance {
        while self.instance.elements.len() < self.class.properties().len() {
            // NULL fits every type and takes no room.
            if self.push(None).is_err() {
                break;
            }
        }
        self.instance
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::class::{ClassDeclaration, Property};
    use super::super::super::value::Type;
    use super::*;

    fn class() -> Arc<Class> {
        let property = |name: &str, kind, flags| Property {
            name: Text::from(name),
            kind,
            array_size: None,
            reference_class: None,
            flags,
            qualifiers: Vec::new(),
            default: None,
            origin: Text::from("Test_Thing"),
            propagator: Text::from("Test_Thing"),
        };
        let declaration = ClassDeclaration {
            name: Text::from("Test_Thing"),
            properties: vec![
                property("Name", Type::String, ElementFlags::PROPERTY | ElementFlags::KEY),
                property("Size", Type::Uint32, ElementFlags::PROPERTY),
            ],
            ..ClassDeclaration::default()
        };
        Arc::new(Class::new(declaration, None))
    }

    #[test]
    fn an_instance_is_built_from_values_in_the_order_of_the_class() {
        let class = class();
        let name = Text::from("a");
        let mut builder = InstanceBuilder::new(&class, Some(Text::from("root/cimv2")), 2);
        builder.push(Some(ValueRef::String(name.as_text_ref()))).unwrap();
        builder.push(Some(ValueRef::Uint32(5))).unwrap();
        assert_eq!(builder.push(None), Err(ElementError::NoSuchIndex(2)));
        let instance = builder.finish();
        assert_eq!(instance.value("Size"), Some(ValueRef::Uint32(5)));
        let element = instance.get("Name").unwrap();
        assert_eq!(element.flags, ElementFlags::PROPERTY | ElementFlags::KEY | ElementFlags::NOT_MODIFIED);
        assert_eq!(instance.namespace(), Some(&Text::from("root/cimv2")));
    }

    #[test]
    fn plain_values_are_pushed_the_short_way_and_wrong_ones_refused() {
        let class = class();
        let mut builder = InstanceBuilder::new(&class, None, 0);
        assert!(matches!(builder.push_plain(Plain::Bits(1)), Err(ElementError::TypeMismatch { .. })));
        builder.push_plain(Plain::Text(Text::from("a").units())).unwrap();
        builder.push_plain(Plain::Bits(5)).unwrap();
        let instance = builder.finish();
        assert_eq!(instance.value("Size"), Some(ValueRef::Uint32(5)));
        assert_eq!(
            instance.value("Name"),
            Some(super::super::super::value::Value::string("a").as_value_ref())
        );
    }

    #[test]
    fn what_got_no_value_is_null_and_a_wrong_type_is_refused() {
        let class = class();
        let mut builder = InstanceBuilder::new(&class, None, 0);
        assert!(matches!(builder.push(Some(ValueRef::Uint8(1))), Err(ElementError::TypeMismatch { .. })));
        let instance = builder.finish();
        assert_eq!((instance.len(), instance.value("Name")), (2, None));
    }
}
