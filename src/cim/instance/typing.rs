//! The same instance with other types: of a class that it did not come with, or with texts alone.

use std::sync::Arc;

use super::super::class::Class;
use super::super::name::units_eq_names;
use super::super::text::Text;
use super::super::value::{Array, Type, Value, ValueRef};
use super::{ElementError, Instance, InstanceBuilder};

impl Instance {
    /// The instance with the properties of this class, in their order and with their types. A text becomes what
    /// [`Value::parse`] reads in it; a property that the instance lacks is NULL. An error says that the instance has an element that
    /// the class has not, or a value that does not fit.
    pub fn given_class(&self, class: &Arc<Class>) -> Result<Instance, ElementError> {
        let is_of_class = |name: &[_]| {
            class.properties().iter().any(|property| units_eq_names(property.name.units(), name))
        };
        if let Some(foreign) = self.elements().find(|element| !is_of_class(element.name.units())) {
            return Err(ElementError::NoSuchElement(foreign.name.to_string()));
        }
        let mut builder = InstanceBuilder::new(class, self.namespace().cloned(), 0);
        for property in class.properties() {
            let value = self.value(property.name.units());
            match value {
                Some(ValueRef::String(text)) if property.kind != Type::String => {
                    let given = Type::String;
                    let mismatch = |()| ElementError::TypeMismatch {
                        name: property.name.to_string(),
                        expected: property.kind,
                        given,
                    };
                    let text = text.to_str_exact().map_err(|_| mismatch(()))?;
                    let value = Value::parse(property.kind, &text).map_err(|_| mismatch(()))?;
                    builder.push(Some(value.as_value_ref()))?;
                }
                value => builder.push(value)?,
            }
        }
        let mut instance = builder.finish();
        instance.set_server_name(self.server_name().cloned());
        Ok(instance)
    }

    /// The instance with a text in the place of each value, as [`ValueRef::to_literal`] writes it, and an array of texts in the place
    /// of each array. References and embedded instances stay what they are, and hold texts themselves.
    pub fn with_literals(&self) -> Result<Instance, ElementError> {
        let mut texts = Instance::named(self.class_name().clone())?;
        texts.set_namespace(self.namespace().cloned());
        texts.set_server_name(self.server_name().cloned());
        for (index, element) in self.elements().enumerate() {
            let value = element.value.map(literal_value).transpose()?;
            let value = value.as_ref().map(Value::as_value_ref);
            texts.add(element.name.units(), literal_type(element.kind), value, element.flags)?;
            // Whether the provider gave it is told too.
            texts.set_flags(index, element.flags);
        }
        Ok(texts)
    }
}

fn literal_type(kind: Type) -> Type {
    match kind.scalar() {
        Type::Reference | Type::Instance => kind,
        _ if kind.is_array() => Type::StringArray,
        _ => Type::String,
    }
}

fn literal_value(value: ValueRef<'_>) -> Result<Value, ElementError> {
    Ok(match value {
        ValueRef::Reference(instance) => Value::Reference(Arc::new(instance.with_literals()?)),
        ValueRef::Instance(instance) => Value::Instance(Arc::new(instance.with_literals()?)),
        ValueRef::Array(array) => {
            let mut literals = Array::empty(literal_type(array.value_type()));
            for element in array.iter() {
                // The type is that of each element.
                let _ = literals.push(literal_value(element)?);
            }
            Value::Array(Arc::new(literals))
        }
        ValueRef::String(text) => Value::String(Text::from_units(text.units())),
        scalar => Value::String(Text::from(scalar.to_literal().unwrap_or_default().as_str())),
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::class::{ClassDeclaration, Property};
    use super::super::ElementFlags;
    use super::*;

    fn class() -> Arc<Class> {
        let property = |name: &str, kind, flags| Property {
            name: Text::from(name),
            kind,
            array_size: None,
            reference_class: None,
            flags,
            qualifiers: Vec::new(),
            default: Some(Value::string("default")).filter(|_| kind == Type::String),
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

    fn thing(elements: &[(&str, Value)]) -> Instance {
        let mut instance = Instance::new("Test_Thing").unwrap();
        instance.set_namespace(Some(Text::from("root/test")));
        for (name, value) in elements {
            instance.add_value(*name, value.clone()).unwrap();
        }
        instance
    }

    #[test]
    fn an_instance_that_is_given_its_class_has_its_properties_and_their_types() {
        let given = thing(&[("size", Value::string("7"))]).given_class(&class()).unwrap();
        assert_eq!(given.value("Size"), Some(ValueRef::Uint32(7)));
        assert_eq!(given.element(0).unwrap().value, None, "what the provider did not give is no default");
        assert!(given.element(0).unwrap().flags.contains(ElementFlags::KEY));
        assert_eq!(given.namespace(), Some(&Text::from("root/test")));
        assert!(given.class().is_some());
    }

    #[test]
    fn what_does_not_fit_the_class_is_not_given_it() {
        for (name, value) in
            [("Other", Value::Uint8(1)), ("Size", Value::Uint8(1)), ("Size", Value::string("x"))]
        {
            assert!(thing(&[(name, value)]).given_class(&class()).is_err());
        }
    }

    #[test]
    fn every_value_becomes_a_text_at_every_depth() {
        let inner = Arc::new(thing(&[("Size", Value::Uint32(7))]));
        let outer = thing(&[
            ("Flag", Value::Boolean(true)),
            ("Numbers", Value::Array(Arc::new(Array::Sint8(vec![-1, 2])))),
            ("Inner", Value::Instance(Arc::clone(&inner))),
            ("All", Value::Array(Arc::new(Array::Instance(vec![inner])))),
            ("Name", Value::string("a \"b\"")),
        ]);
        let texts = outer.with_literals().unwrap();
        let text = |instance: &Instance, name| match instance.value(name) {
            Some(ValueRef::String(text)) => text.to_string(),
            other => panic!("{other:?}"),
        };
        assert_eq!((text(&texts, "Flag"), text(&texts, "Name")), ("TRUE".to_owned(), "a \"b\"".to_owned()));
        let Some(ValueRef::Array(numbers)) = texts.value("Numbers") else { panic!("it is an array still") };
        assert_eq!(**numbers, Array::String(vec![Text::from("-1"), Text::from("2")]));
        let Some(ValueRef::Instance(inner)) = texts.value("Inner") else { panic!("it is an instance still") };
        assert_eq!(text(inner, "Size"), "7");
        let Some(ValueRef::Array(all)) = texts.value("All") else { panic!("it is an array still") };
        assert!(matches!(all.get(0), Some(ValueRef::Instance(inner)) if text(inner, "Size") == "7"));
    }

    #[test]
    fn null_stays_null_with_the_type_of_a_text() {
        let mut instance = thing(&[]);
        instance.add("Size", Type::Uint32, None, ElementFlags::KEY).unwrap();
        let texts = instance.with_literals().unwrap();
        let element = texts.element(0).unwrap();
        assert_eq!((element.kind, element.value, element.flags), (Type::String, None, ElementFlags::KEY));
    }
}
