//! The part of an instance that a query asks for.

use std::sync::Arc;

use super::filter::NoClasses;
use super::syntax::{Column, Columns, Dialect, Operand, PropertyPath, Select, Step, SystemProperty};
use crate::cim::{
    Class, ElementFlags, ElementRef, Error, Instance, Status, Text, Type, Value, ValueRef, name,
};

/// What is kept of each instance. Elements of embedded instances are chosen in the same way.
#[derive(Clone, Debug, PartialEq)]
pub struct Projection {
    /// Who asks, as errors name it.
    asker: &'static str,
    /// Whether the instances stand for classes.
    is_of_schema: bool,
    /// What is kept; `None` for all of it.
    kept: Option<Vec<Kept>>,
}

#[derive(Clone, Debug, PartialEq)]
struct Kept {
    name: Text,
    of: Of,
}

/// What is kept under a name.
#[derive(Clone, Debug, PartialEq)]
enum Of {
    /// The property of that name, or of the instance that lies in it these; nothing here means all of it.
    Property(Vec<Kept>),
    /// What the class or the path of the instance tells.
    System(SystemProperty),
    /// What lies at the end of a path, which the query gives a name of its own or asks for one element of.
    Value(Vec<Step>),
}

impl Projection {
    /// What this query asks for.
    pub fn of(select: &Select) -> Projection {
        let kept = match &select.columns {
            Columns::All | Columns::Count => None,
            Columns::Listed(columns) if columns.contains(&Column::Everything) => None,
            Columns::Listed(columns) => {
                let mut kept = Vec::new();
                for column in columns {
                    if let Column::One { value: Operand::Property(path), name } = column {
                        keep_column(&mut kept, path, name.as_ref(), select.dialect);
                    }
                }
                Some(kept)
            }
        };
        let asker = match select.dialect {
            Dialect::Wql => "WQL query",
            Dialect::Cql => "CQL query",
        };
        Projection { asker, is_of_schema: select.is_of_schema(), kept }
    }

    /// The properties that a class has.
    pub fn of_class(class: &Class) -> Projection {
        let kept = |name: &Text| Kept { name: name.clone(), of: Of::Property(Vec::new()) };
        let kept = class.properties().iter().map(|property| kept(&property.name)).collect();
        Projection { asker: "enumeration", is_of_schema: false, kept: Some(kept) }
    }

    /// The part of an instance that is asked for: with its class's name, and without its class.
    pub fn apply(&self, instance: &Arc<Instance>) -> Result<Arc<Instance>, Error> {
        match &self.kept {
            None => Ok(Arc::clone(instance)),
            Some(kept) => self.part(instance, kept),
        }
    }

    fn part(&self, instance: &Instance, kept: &[Kept]) -> Result<Arc<Instance>, Error> {
        let mut part = Instance::named(instance.class_name().clone()).map_err(|error| self.failed(&error))?;
        part.set_namespace(instance.namespace().cloned());
        part.set_server_name(instance.server_name().cloned());
        for kept in kept {
            let add = |part: &mut Instance, kind, value: Option<ValueRef<'_>>, flags| {
                part.add(&kept.name, kind, value, flags).map_err(|error| self.failed(&error))
            };
            match &kept.of {
                Of::System(property) => {
                    let value = property.value(instance, &NoClasses, self.is_of_schema);
                    let value = value.as_ref().map(Value::as_value_ref);
                    add(&mut part, property.kind(), value, ElementFlags::empty())?;
                }
                Of::Value(steps) => {
                    let (kind, value) = self.value(instance, steps)?;
                    add(&mut part, kind, value, ElementFlags::empty())?;
                }
                Of::Property(of_inner) => {
                    let element =
                        instance.get(&kept.name).ok_or_else(|| self.no_property(instance, &kept.name))?;
                    let inner = self.inner(instance, &element, of_inner)?;
                    let value = match &inner {
                        Some(inner) => Some(ValueRef::Instance(inner)),
                        None => element.value,
                    };
                    add(&mut part, element.kind, value, element.flags)?;
                }
            }
        }
        part.mark_unmodified();
        Ok(Arc::new(part))
    }

    /// What lies at the end of a path, with its type. What is not there is NULL.
    fn value<'a>(
        &self,
        instance: &'a Instance,
        steps: &[Step],
    ) -> Result<(Type, Option<ValueRef<'a>>), Error> {
        let mut instance = instance;
        for (number, step) in steps.iter().enumerate() {
            let element = match instance.get(&step.name) {
                Some(element) => element,
                // What lies in an instance may be of a class that has no such property.
                None if number > 0 => break,
                None => return Err(self.no_property(instance, &step.name)),
            };
            let (kind, value) = match (step.element, element.value) {
                (None, value) => (element.kind, value),
                (Some(at), Some(ValueRef::Array(array))) => (element.kind.scalar(), array.get(at as usize)),
                (Some(_), _) => (element.kind.scalar(), None),
            };
            if number + 1 == steps.len() {
                return Ok((kind, value));
            }
            match value {
                Some(ValueRef::Instance(inner)) => instance = inner,
                _ => break,
            }
        }
        Ok((Type::String, None))
    }

    /// The part of the instance that lies in an element, where only a part is wanted and there is one.
    fn inner(
        &self,
        outer: &Instance,
        element: &ElementRef<'_>,
        kept: &[Kept],
    ) -> Result<Option<Arc<Instance>>, Error> {
        if kept.is_empty() {
            return Ok(None);
        }
        match element.value {
            None if element.kind == Type::Instance => Ok(None),
            Some(ValueRef::Instance(inner)) => self.part(inner, kept).map(Some),
            _ => {
                let message = format!(
                    "The {} asks for a property of {}.{}, which is of type {} and has none.",
                    self.asker,
                    outer.class_name(),
                    element.name.to_str(),
                    element.kind
                );
                Err(Error::new(Status::InvalidQuery, message))
            }
        }
    }

    fn no_property(&self, instance: &Instance, property: &Text) -> Error {
        let message = format!(
            "The {} asks for the property {property}, which {} does not have.",
            self.asker,
            instance.class_name()
        );
        Error::new(Status::InvalidQuery, message)
    }

    fn failed(&self, error: &dyn std::fmt::Display) -> Error {
        Error::new(Status::Failed, format!("A result of the {} can't be made: {error}.", self.asker))
    }
}

/// Adds a column to what is kept.
fn keep_column(kept: &mut Vec<Kept>, path: &PropertyPath, name: Option<&Text>, dialect: Dialect) {
    let last = path.steps.last().map(|last| &last.name);
    let has_element = path.steps.iter().any(|step| step.element.is_some());
    match (name, last) {
        (None, _) if !has_element => keep(kept, &path.steps, dialect),
        (Some(name), _) | (None, Some(name)) => {
            // The first of two columns of one name stays.
            if !kept.iter().any(|known| name::eq_names(&known.name, name)) {
                kept.push(Kept { name: name.clone(), of: Of::Value(path.steps.clone()) });
            }
        }
        (None, None) => {}
    }
}

/// Adds a path to what is kept. Of a property that is kept whole, every part is kept already.
fn keep(kept: &mut Vec<Kept>, steps: &[Step], dialect: Dialect) {
    let Some((first, rest)) = steps.split_first() else { return };
    let known = kept.iter_mut().find(|known| name::eq_names(&known.name, &first.name));
    match known {
        None => {
            let system = SystemProperty::named(&first.name).filter(|_| dialect == Dialect::Wql);
            let of = system.map_or_else(
                || {
                    let mut inner = Vec::new();
                    keep(&mut inner, rest, dialect);
                    Of::Property(inner)
                },
                Of::System,
            );
            kept.push(Kept { name: first.name.clone(), of });
        }
        Some(Kept { of: Of::Property(inner), .. }) if rest.is_empty() => inner.clear(),
        Some(Kept { of: Of::Property(inner), .. }) if !inner.is_empty() => keep(inner, rest, dialect),
        Some(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse_select;
    use super::*;

    fn event() -> Arc<Instance> {
        let mut target = Instance::new("Test_Thing").unwrap();
        target.add_value("Name", Value::string("a")).unwrap();
        target.add_value("Size", Value::Uint32(5)).unwrap();
        let mut event = Instance::new("Test_Event").unwrap();
        event.set_namespace(Some(Text::from("root/test")));
        event.add("Id", Type::Uint32, Some(ValueRef::Uint32(1)), ElementFlags::KEY).unwrap();
        event.add("Empty", Type::String, None, ElementFlags::empty()).unwrap();
        event.add_value("Target", Value::Instance(Arc::new(target))).unwrap();
        event.add("Missing", Type::Instance, None, ElementFlags::empty()).unwrap();
        Arc::new(event)
    }

    fn projected(query: &str) -> Result<Arc<Instance>, Error> {
        Projection::of(&parse_select("WQL", query).unwrap()).apply(&event())
    }

    fn names(instance: &Instance) -> Vec<String> {
        instance.elements().map(|element| element.name.to_string()).collect()
    }

    #[test]
    fn everything_is_the_instance_itself() {
        let event = event();
        let projection = Projection::of(&parse_select("CQL", "SELECT * FROM Test_Event").unwrap());
        assert!(Arc::ptr_eq(&projection.apply(&event).unwrap(), &event));
    }

    #[test]
    fn what_is_listed_comes_in_its_order_with_flags_and_null() {
        let part = projected("SELECT empty, ID FROM Test_Event").unwrap();
        assert_eq!(names(&part), ["empty", "ID"]);
        assert_eq!(part.class_name(), &Text::from("Test_Event"));
        assert_eq!(part.namespace(), Some(&Text::from("root/test")));
        let empty = part.get("Empty").unwrap();
        assert_eq!((empty.kind, empty.value), (Type::String, None));
        assert!(part.get("Id").unwrap().flags.contains(ElementFlags::KEY | ElementFlags::NOT_MODIFIED));
    }

    #[test]
    fn a_path_takes_a_part_of_an_embedded_instance() {
        let part = projected("SELECT Target.Name FROM Test_Event").unwrap();
        let Some(ValueRef::Instance(target)) = part.value("Target") else { panic!("an instance") };
        assert_eq!(names(target), ["Name"]);
        let part = projected("SELECT Missing.Name FROM Test_Event").unwrap();
        assert_eq!(part.get("Missing").unwrap().value, None);
    }

    #[test]
    fn system_properties_are_listed_by_their_names() {
        let part = projected("SELECT __CLASS, Target.__CLASS, __NAMESPACE, __GENUS FROM X").unwrap();
        assert_eq!(names(&part), ["__CLASS", "Target", "__NAMESPACE", "__GENUS"]);
        assert!(matches!(part.value("__CLASS"), Some(ValueRef::String(name)) if name == "Test_Event"));
        assert!(matches!(part.value("__GENUS"), Some(ValueRef::Sint32(2))));
        let Some(ValueRef::Instance(target)) = part.value("Target") else { panic!("an instance") };
        assert!(matches!(target.value("__class"), Some(ValueRef::String(name)) if name == "Test_Thing"));
    }

    #[test]
    fn a_column_may_have_a_name_of_its_own() {
        let select =
            parse_select("CQL", "SELECT e.Target.Name AS N, Id AS Number, e.Missing.Name AS M FROM X e");
        let part = Projection::of(&select.unwrap()).apply(&event()).unwrap();
        assert_eq!(names(&part), ["N", "Number", "M"]);
        assert!(matches!(part.value("N"), Some(ValueRef::String(name)) if name == "a"));
        assert_eq!(part.value("Number"), Some(ValueRef::Uint32(1)));
        assert_eq!(part.value("M"), None);
    }

    #[test]
    fn a_property_that_is_listed_twice_comes_once_and_whole() {
        for query in ["SELECT Target.Name, Target FROM X", "SELECT Target, target.Name FROM X"] {
            let part = projected(query).unwrap();
            let Some(ValueRef::Instance(target)) = part.value("Target") else { panic!("an instance") };
            assert_eq!(
                (names(&part), names(target)),
                (vec!["Target".to_owned()], vec!["Name".into(), "Size".into()])
            );
        }
    }

    #[test]
    fn a_property_that_is_not_there_is_an_error_of_the_query() {
        for query in ["SELECT Nothing FROM X", "SELECT Target.Nothing FROM X", "SELECT Id.Name FROM X"] {
            assert_eq!(projected(query).unwrap_err().status, Status::InvalidQuery, "{query}");
        }
    }
}
