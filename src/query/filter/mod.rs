//! Conditions made ready for instances of a class, and evaluated.
//!
//! [`Filter::bind`] checks every name and type once, and makes each literal the value that it is compared with;
//! [`Filter::matches`] then allocates nothing, but where a system property has to be put together.

mod bind;
mod constant;
mod source;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use self::constant::{Constant, refers_to, relate};
use self::source::{Place, Source, View, is_a, whole};
use super::error::QueryError;
use super::like::Pattern;
use super::syntax::{Comparison, Select};
use crate::cim::{Class, Instance, Text, ValueRef, WrittenPath};

/// Knows classes by their names: those that a query's condition speaks of besides the one that it is bound to.
pub trait Classes: Send + Sync {
    /// The class of this name, compared without case.
    fn class(&self, name: &Text) -> Option<Arc<Class>>;
}

/// Knows no class.
pub struct NoClasses;

impl Classes for NoClasses {
    fn class(&self, _: &Text) -> Option<Arc<Class>> {
        None
    }
}

/// A query's condition, ready to be evaluated.
pub struct Filter {
    /// Nothing means that everything matches.
    test: Option<Test>,
    classes: Arc<dyn Classes>,
    is_of_schema: bool,
}

/// A condition whose names and values are found.
enum Test {
    All(Box<[Test]>),
    Any(Box<[Test]>),
    Not(Box<Test>),
    Compare {
        source: Source,
        operator: Comparison,
        constant: Constant,
    },
    Relate {
        left: Source,
        operator: Comparison,
        right: Source,
    },
    Like {
        source: Source,
        pattern: Box<Pattern>,
    },
    /// The instance itself where there are no places, else the one that they lead to.
    Isa {
        places: Box<[Place]>,
        class: Text,
    },
    IsNull(Source),
    /// The instance, or the one that the places lead to, has this path.
    IsAt {
        places: Box<[Place]>,
        path: Box<WrittenPath>,
    },
}

impl Filter {
    /// Makes the condition of a query ready for instances of a class and of those that inherit from it.
    ///
    /// Where the class is not known, every property is looked for in each instance by its name, and a comparison that
    /// does not fit the type is unknown. Where it is, both are errors of the query, and so is a column that the class does not
    /// have.
    pub fn bind(
        select: &Select,
        class: Option<&Arc<Class>>,
        classes: Arc<dyn Classes>,
    ) -> Result<Filter, QueryError> {
        let binder = bind::Binder::new(select, class, &*classes);
        let test = select.condition.as_ref().map(|condition| binder.test(condition)).transpose()?;
        binder.columns()?;
        Ok(Filter { test, classes, is_of_schema: select.is_of_schema() })
    }

    /// Whether the instance fulfils the condition: it is true, and neither false nor unknown.
    pub fn matches(&self, instance: &Instance) -> bool {
        let view = View { classes: &*self.classes, is_of_schema: self.is_of_schema };
        self.test.as_ref().is_none_or(|test| test.truth(instance, view) == Some(true))
    }

    /// Whether every instance matches.
    pub fn is_trivial(&self) -> bool {
        self.test.is_none()
    }
}

impl Test {
    /// Whether the condition holds of an instance: true, false, or unknown, as in SQL.
    fn truth(&self, instance: &Instance, view: View<'_>) -> Option<bool> {
        match self {
            Test::All(tests) => {
                let mut truth = Some(true);
                for test in tests {
                    match test.truth(instance, view) {
                        Some(true) => {}
                        Some(false) => return Some(false),
                        None => truth = None,
                    }
                }
                truth
            }
            Test::Any(tests) => {
                let mut truth = Some(false);
                for test in tests {
                    match test.truth(instance, view) {
                        Some(false) => {}
                        Some(true) => return Some(true),
                        None => truth = None,
                    }
                }
                truth
            }
            Test::Not(test) => test.truth(instance, view).map(|truth| !truth),
            leaf => leaf.truth_of_leaf(instance, view),
        }
    }

    /// The same of what holds no other conditions.
    #[inline]
    fn truth_of_leaf(&self, instance: &Instance, view: View<'_>) -> Option<bool> {
        match self {
            Test::All(_) | Test::Any(_) | Test::Not(_) => self.truth(instance, view),
            Test::Compare { source, operator, constant } => {
                source.with(instance, view, |value| constant.relates(value?, *operator))
            }
            Test::Relate { left, operator, right } => left.with(instance, view, |left| {
                right.with(instance, view, |right| relate(left?, *operator, right?))
            }),
            Test::Like { source, pattern } => source.with(instance, view, |value| match value? {
                ValueRef::String(text) => Some(pattern.matches(&text.to_str())),
                _ => None,
            }),
            Test::Isa { places, class } if places.is_empty() => Some(is_a(instance, class, view.classes)),
            Test::Isa { places, class } => {
                whole(instance, places, view).map(|inner| is_a(inner, class, view.classes))
            }
            Test::IsAt { places, path } if places.is_empty() => Some(refers_to(instance, path)),
            Test::IsAt { places, path } => whole(instance, places, view).map(|inner| refers_to(inner, path)),
            Test::IsNull(source) => source.with(instance, view, |value| Some(value.is_none())),
        }
    }
}
