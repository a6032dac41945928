//! Classes of the catalog whose superclasses the files change: they are made again on what these become.

use std::cell::Cell;
use std::iter;
use std::sync::Arc;

use super::super::diagnostic::Diagnostic;
use super::super::source::Span;
use super::super::syntax::Unit;
use super::class::ClassState;
use super::{Compiler, Made};
use crate::cim::schema;
use crate::cim::{Class, ClassDeclaration, Status, Text};

impl Compiler<'_> {
    /// How far a class of the catalog is: complete, unless the files declare a class above it.
    pub(super) fn stored_class_state(
        &mut self,
        space: usize,
        unit: &Unit,
        span: Span,
        class: Arc<Class>,
    ) -> Made<ClassState> {
        if self.declared_above(space, class.superclass()).is_none() {
            return Ok(ClassState::Made(class));
        }
        match self.catalog.class_declaration(&self.spaces[space].namespace, class.name()) {
            Ok(Some(declaration)) => Ok(ClassState::Outdated(declaration)),
            // It was removed since it was found.
            Ok(None) => Ok(ClassState::Missing),
            Err(error) => Err(self.refuse(unit, span, &error)),
        }
    }

    /// A class of the catalog on what its superclass becomes.
    pub(super) fn make_stored_class(
        &mut self,
        space: usize,
        unit: &Unit,
        span: Span,
        declaration: &ClassDeclaration,
        superclass: Option<Arc<Class>>,
    ) -> Made<Class> {
        let known = &self.spaces[space];
        let failure = Cell::new(None);
        let types = |name: &Text| {
            let name_of_file = name.to_str();
            if let Some(known) = known.qualifiers.get(&*name_of_file) {
                return known.declared.clone();
            }
            if let Some((_, declared)) = known.declared_qualifiers.get(&name_of_file.to_ascii_lowercase()) {
                return declared.clone();
            }
            self.catalog.qualifier_type(&known.namespace, name).unwrap_or_else(|error| {
                failure.set(Some(error));
                None
            })
        };
        let resolved = schema::resolve(declaration.clone(), superclass.clone(), &types);
        if let Some(error) = failure.take() {
            return Err(self.refuse(unit, span, &error));
        }
        match resolved {
            Ok(class) => Ok(class.in_namespace(known.named(), self.options.server_name.clone())),
            Err(error) => {
                let message = format!(
                    "the stored class {} would not be valid any more: {} Change both together.",
                    declaration.name, error.message
                );
                // The file says nothing wrong of the stored class; what it says of the one above is in its way.
                let (source, span) = match self.declared_above(space, superclass.as_ref()) {
                    Some(entry) => {
                        let changed = &self.entries[entry];
                        (&changed.unit.source, changed.item().span.beginning())
                    }
                    None => (&unit.source, span),
                };
                let error = Diagnostic::error(source, span, message);
                Err(self.tell(error.with_status(Status::ClassHasChildren)))
            }
        }
    }

    /// The entry of the first class that the files declare, from a class upwards.
    fn declared_above(&self, space: usize, class: Option<&Arc<Class>>) -> Option<usize> {
        let declared = &self.spaces[space].declared_classes;
        if declared.is_empty() {
            return None;
        }
        iter::successors(class, |class| class.superclass())
            .find_map(|class| declared.get(&class.name().to_str().to_ascii_lowercase()).copied())
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{Stored, class, compiled_with, instances};
    use super::super::{Compiled, Errors};
    use super::*;
    use crate::cim::{Value, ValueRef};

    const STORED: &str = "class Thing { [Key] string Name; };
        class Part : Thing { uint32 Size = 7; };
        class Bolt : Part { [Description(\"Metric.\")] uint8 Thread; };";
    const CHANGED: &str = "class Thing { [Key] string Name; string Color = \"red\"; };";

    fn compiled(text: &str) -> Result<Compiled, Errors> {
        compiled_with(text, &Stored::new(STORED), false)
    }

    #[test]
    fn an_instance_of_a_stored_subclass_has_the_new_properties_of_its_superclass() {
        let compiled =
            compiled(&format!("instance of Bolt {{ Name = \"a\"; Color = \"blue\"; }};\n{CHANGED}"));
        let instance = &instances(&compiled.unwrap())[0];
        assert_eq!(instance.value("Color"), Some(Value::string("blue").as_value_ref()));
        assert_eq!(instance.value("Size"), Some(ValueRef::Uint32(7)), "its own are there still");
    }

    #[test]
    fn stored_subclasses_stay_as_they_are_declared_and_are_not_stored_again() {
        let compiled = compiled(&format!("{CHANGED} instance of Bolt {{ Name = \"a\"; }};")).unwrap();
        assert_eq!(compiled.changes.len(), 2, "the changed class and the instance");
        let made = Arc::clone(instances(&compiled)[0].class().unwrap());
        let names: Vec<String> = made.properties().iter().map(|property| property.name.to_string()).collect();
        assert_eq!(names, ["Name", "Color", "Size", "Thread"]);
        assert!(made.property("Thread").unwrap().qualifiers.iter().any(|known| known.name == *"Description"));
        assert!(Arc::ptr_eq(made.superclass().unwrap().superclass().unwrap(), &class(&compiled, "Thing")));
    }

    #[test]
    fn a_new_class_below_a_stored_one_has_the_new_properties_too() {
        let compiled = compiled(&format!("class Screw : Bolt {{}}; {CHANGED}")).unwrap();
        assert!(class(&compiled, "Screw").property("Color").is_some());
    }

    #[test]
    fn a_change_that_a_stored_subclass_does_not_survive_is_told_where_it_is_made() {
        let text = "instance of Bolt { Name = \"a\"; };\nclass Thing { [Key] string Name; string Size; };";
        let errors = compiled(text).unwrap_err();
        assert_eq!(errors.status(), Status::ClassHasChildren);
        let told = errors.to_string();
        assert!(told.starts_with("a.mof:2:1: error: the stored class Part would not be valid"), "{told}");
    }

    #[test]
    fn a_class_that_moves_below_its_own_stored_subclass_is_refused() {
        let errors = compiled("class Thing : Bolt {};").unwrap_err();
        assert_eq!(errors.status(), Status::InvalidSuperclass);
        assert!(errors.to_string().contains("derives from itself"), "{errors}");
    }
}
