//! Finds the names of a condition in a class, and makes its literals values of their types.

use std::sync::Arc;

use super::super::error::QueryError;
use super::super::like::Pattern;
use super::super::syntax::{Place as At, *};
use super::constant::Constant;
use super::source::{Place as Step, Source};
use super::{Classes, Test};
use crate::cim::{Class, Property, Text, Type, WrittenPath, name};

/// Binds the condition of one query.
pub(super) struct Binder<'a> {
    select: &'a Select,
    class: Option<&'a Arc<Class>>,
    classes: &'a dyn Classes,
}

/// A value's place, with its type where the class tells it.
struct Bound {
    source: Source,
    kind: Option<Type>,
    /// Whether the values are names, which are compared without case.
    is_name: bool,
    /// Whether the values are paths, which are compared as such.
    is_path: bool,
}

impl<'a> Binder<'a> {
    pub(super) fn new(
        select: &'a Select,
        class: Option<&'a Arc<Class>>,
        classes: &'a dyn Classes,
    ) -> Binder<'a> {
        Binder { select, class, classes }
    }

    pub(super) fn test(&self, condition: &Condition) -> Result<Test, QueryError> {
        match condition {
            Condition::And(terms) => self.tests(terms).map(Test::All),
            Condition::Or(terms) => self.tests(terms).map(Test::Any),
            Condition::Not(term) => self.test(term).map(|term| Test::Not(Box::new(term))),
            // What calls itself has a frame of its own, a small one.
            leaf => self.leaf(leaf),
        }
    }

    /// Looks for everything that is selected.
    pub(super) fn columns(&self) -> Result<(), QueryError> {
        let Columns::Listed(columns) = &self.select.columns else { return Ok(()) };
        columns.iter().try_for_each(|column| match column {
            Column::One { value: Operand::Property(path), .. } => self.bound(path).map(|_| ()),
            _ => Ok(()),
        })
    }

    #[inline(never)]
    fn leaf(&self, condition: &Condition) -> Result<Test, QueryError> {
        Ok(match condition {
            Condition::And(_) | Condition::Or(_) | Condition::Not(_) => return self.test(condition),
            Condition::Compare { left, operator, right } => self.comparison(left, *operator, right)?,
            Condition::Like { operand, pattern, place } => {
                let path = self.property(operand)?;
                let bound = self.bound(path)?;
                if bound.kind.is_some_and(|kind| kind != Type::String) {
                    return Err(
                        self.unfit(path.place, self.is_of_type(path, bound.kind, "LIKE takes a text"))
                    );
                }
                let pattern = Pattern::read(self.select.dialect, &pattern.to_str(), bound.is_name);
                let pattern = pattern
                    .map_err(|expected| self.unfit(*place, format!("the pattern must have {expected}.")))?;
                Test::Like { source: bound.source, pattern: Box::new(pattern) }
            }
            Condition::Isa { operand: Operand::This(_), class, .. } => {
                Test::Isa { places: Box::new([]), class: class.clone() }
            }
            Condition::Isa { operand, class, .. } => {
                let path = self.property(operand)?;
                let bound = self.bound(path)?;
                let takes = [None, Some(Type::Instance), Some(Type::Reference)];
                let places = match bound.source {
                    Source::Property(place) if takes.contains(&bound.kind) => vec![place].into(),
                    Source::Path(places) if takes.contains(&bound.kind) => places,
                    _ => {
                        let problem = self.is_of_type(path, bound.kind, "ISA takes an instance");
                        return Err(self.unfit(path.place, problem));
                    }
                };
                Test::Isa { places, class: class.clone() }
            }
            Condition::IsNull(operand) => Test::IsNull(self.bound(self.property(operand)?)?.source),
        })
    }

    fn tests(&self, terms: &[Condition]) -> Result<Box<[Test]>, QueryError> {
        let mut tests = Vec::with_capacity(terms.len());
        for term in terms {
            tests.push(self.test(term)?);
        }
        Ok(tests.into())
    }

    fn comparison(&self, left: &Operand, operator: Comparison, right: &Operand) -> Result<Test, QueryError> {
        match (left, right) {
            (Operand::Literal(literal), path) => self.with_literal(path, operator.mirrored(), literal),
            (path, Operand::Literal(literal)) => self.with_literal(path, operator, literal),
            (left, right) => {
                let (left_path, right_path) = (self.property(left)?, self.property(right)?);
                let (left, right) = (self.bound(left_path)?, self.bound(right_path)?);
                self.is_comparable(left_path, &left, operator)?;
                self.is_comparable(right_path, &right, operator)?;
                if let (Some(one), Some(other)) = (left.kind, right.kind)
                    && family(one) != family(other)
                {
                    let problem = format!(
                        "{left_path} is of type {one} and {right_path} of type {other}; the two can't be compared."
                    );
                    return Err(self.unfit(right_path.place, problem));
                }
                Ok(Test::Relate { left: left.source, operator, right: right.source })
            }
        }
    }

    fn with_literal(
        &self,
        path: &Operand,
        operator: Comparison,
        literal: &Literal,
    ) -> Result<Test, QueryError> {
        let path = self.property(path)?;
        let bound = self.bound(path)?;
        self.is_comparable(path, &bound, operator)?;
        let constant = match (bound.kind, &literal.value) {
            (_, LiteralValue::String(text)) if bound.is_name => Constant::Name(self.as_name(path, text)),
            (_, LiteralValue::String(text)) if bound.is_path => {
                return self.at_path(bound.source, operator, text, literal.place);
            }
            (Some(kind), value) => Constant::of(value, kind, self.select.dialect).map_err(|expected| {
                let problem =
                    format!("{path} is of type {kind} and is compared with {expected}, not {value}.");
                self.unfit(literal.place, problem)
            })?,
            (None, value) => Constant::any(value, self.select.dialect),
        };
        Ok(Test::Compare { source: bound.source, operator, constant })
    }

    /// A comparison of an instance's own path.
    fn at_path(
        &self,
        source: Source,
        operator: Comparison,
        path: &Text,
        place: At,
    ) -> Result<Test, QueryError> {
        let path =
            path.to_str().parse::<WrittenPath>().map_err(|error| self.unfit(place, format!("{error}.")))?;
        let places = match source {
            Source::System(places, _) => places,
            _ => Box::default(),
        };
        let is_at = Test::IsAt { places, path: Box::new(path) };
        Ok(if operator == Comparison::Equal { is_at } else { Test::Not(Box::new(is_at)) })
    }

    /// Namespaces are written with either slash.
    fn as_name(&self, path: &PropertyPath, text: &Text) -> Text {
        match path.steps.last().and_then(|step| SystemProperty::named(&step.name)) {
            Some(SystemProperty::Namespace) => Text::from(name::folded_namespace(&text.to_str())),
            _ => text.clone(),
        }
    }

    /// Refuses types that have no order, or no comparison at all.
    fn is_comparable(
        &self,
        path: &PropertyPath,
        bound: &Bound,
        operator: Comparison,
    ) -> Result<(), QueryError> {
        let Some(kind) = bound.kind else { return Ok(()) };
        if kind.is_array() {
            let advice = match self.select.dialect {
                Dialect::Wql => "WQL compares no arrays",
                Dialect::Cql => "CQL compares one element of an array, as in Name[0]",
            };
            return Err(self.unfit(path.place, self.is_of_type(path, bound.kind, advice)));
        }
        let has_order = !matches!(kind, Type::Boolean | Type::Reference) && !bound.is_path;
        let is_equality = matches!(operator, Comparison::Equal | Comparison::NotEqual);
        match kind {
            Type::Instance => {
                let advice = "compare one of its properties, or use ISA or IS NULL";
                Err(self.unfit(path.place, self.is_of_type(path, bound.kind, advice)))
            }
            _ if !has_order && !is_equality => {
                let advice = "it is compared with = and <> only";
                Err(self.unfit(path.place, self.is_of_type(path, bound.kind, advice)))
            }
            _ => Ok(()),
        }
    }

    fn property<'c>(&self, operand: &'c Operand) -> Result<&'c PropertyPath, QueryError> {
        match operand {
            Operand::Property(path) => Ok(path),
            operand => Err(self.unfit(operand.place(), format!("a property is needed, where {operand} is."))),
        }
    }

    /// Finds the property that a path leads to.
    fn bound(&self, path: &PropertyPath) -> Result<Bound, QueryError> {
        let mut places = Vec::with_capacity(path.steps.len());
        // The class of the instance that the next step is in, where it is known.
        let mut class = self.class.cloned();
        let mut kind = None;
        let is_wql = self.select.dialect == Dialect::Wql;
        for (number, step) in path.steps.iter().enumerate() {
            let is_last = number + 1 == path.steps.len();
            if let Some(system) = SystemProperty::named(&step.name).filter(|_| is_wql) {
                if !is_last {
                    return Err(self.unfit(path.place, format!("{} has no properties.", step.name)));
                }
                return Ok(self.system(places, system));
            }
            if self.select.is_of_schema() {
                let problem =
                    format!("a query of meta_class knows {}, and no property {path}.", names_of_schema());
                return Err(self.unfit(path.place, problem));
            }
            if let Some(scope) = &step.class {
                class = self.classes.class(scope).or(class.filter(|class| class.is_a(scope)));
            }
            let known = class.as_ref().and_then(|class| {
                let index = class.find_property(&step.name)?;
                Some((index, &class.properties()[index]))
            });
            // What lies in an instance may be of a subclass that has more properties.
            if let (None, Some(class), 0) = (known, &class, number) {
                let problem = format!("{} has no property {}.", class.name(), step.name);
                return Err(self.unfit(path.place, problem));
            }
            kind = known.map(|(_, property)| property.kind);
            if step.element.is_some() {
                if kind.is_some_and(|kind| !kind.is_array()) {
                    let problem = self.is_of_type(path, kind, "only arrays have elements");
                    return Err(self.unfit(path.place, problem));
                }
                kind = kind.map(Type::scalar);
            }
            if !is_last && kind.is_some_and(|kind| kind != Type::Instance) {
                let problem = self.is_of_type(path, kind, "only embedded instances have properties");
                return Err(self.unfit(path.place, problem));
            }
            places.push(Step {
                name: step.name.clone(),
                index: known.map(|(index, _)| index),
                element: step.element.map(|element| element as usize),
                class: step.class.clone(),
            });
            class = known.and_then(|(_, property)| self.class_in(property));
        }
        let source = match <[Step; 1]>::try_from(places) {
            Ok([place]) => Source::Property(place),
            Err(places) => Source::Path(places.into()),
        };
        Ok(Bound { source, kind, is_name: false, is_path: false })
    }

    /// The class of what lies in a property, where that is said and known.
    fn class_in(&self, property: &Property) -> Option<Arc<Class>> {
        self.classes.class(property.reference_class.as_ref()?)
    }

    fn system(&self, places: Vec<Step>, property: SystemProperty) -> Bound {
        use SystemProperty::*;
        Bound {
            source: Source::System(places.into(), property),
            kind: Some(property.kind()),
            is_name: matches!(property, Class | Superclass | Dynasty | Namespace | Server),
            is_path: matches!(property, Path | RelativePath),
        }
    }

    fn is_of_type(&self, path: &PropertyPath, kind: Option<Type>, advice: &str) -> String {
        match kind {
            Some(kind) => format!("{path} is of type {kind}; {advice}."),
            None => format!("{path} does not fit; {advice}."),
        }
    }

    fn unfit(&self, place: At, problem: String) -> QueryError {
        QueryError::Unfit { dialect: self.select.dialect, position: place.0, problem }
    }
}

fn names_of_schema() -> String {
    SystemProperty::ALL.map(SystemProperty::name).join(", ")
}

/// Types of one family can be compared with each other: all numbers are one.
fn family(kind: Type) -> Type {
    match kind {
        Type::Uint8
        | Type::Sint8
        | Type::Uint16
        | Type::Sint16
        | Type::Uint32
        | Type::Sint32
        | Type::Uint64
        | Type::Sint64
        | Type::Real32
        | Type::Real64 => Type::Real64,
        other => other,
    }
}
