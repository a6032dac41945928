//! What queries are made of.

use crate::cim::Text;

/// A query language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// The WMI Query Language.
    Wql,
    /// The CIM Query Language of the DMTF.
    Cql,
}

impl Dialect {
    /// The dialect that a client names, compared without case.
    pub fn named(name: &str) -> Option<Dialect> {
        let is = |known: &str| name.eq_ignore_ascii_case(known);
        if is("WQL") {
            Some(Dialect::Wql)
        } else if is("CQL") || is("DMTF:CQL") {
            Some(Dialect::Cql)
        } else {
            None
        }
    }

    /// The name for people.
    pub fn name(self) -> &'static str {
        match self {
            Dialect::Wql => "WQL",
            Dialect::Cql => "CQL",
        }
    }
}

/// A piece of a query: the first byte, and the byte behind the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte behind the last.
    pub end: usize,
}

/// A query for instances.
#[derive(Clone, Debug, PartialEq)]
pub struct Select {
    /// The language that it is written in.
    pub dialect: Dialect,
    /// What is wanted of each instance.
    pub columns: Columns,
    /// The class.
    pub class: Text,
    /// What follows: `WHERE` and such, not read yet.
    pub clause: Option<Clause>,
}

/// What is wanted of each instance.
#[derive(Clone, Debug, PartialEq)]
pub enum Columns {
    /// All of it.
    All,
    /// These properties, in this order.
    Properties(Vec<PropertyPath>),
}

/// A property, or one of the instance that lies in it, and so on: `TargetInstance.Name`.
#[derive(Clone, Debug, PartialEq)]
pub struct PropertyPath {
    /// The names, the outermost first; there is at least one.
    pub names: Vec<Text>,
    /// Where it stands.
    pub span: Span,
}

/// A clause behind the class.
#[derive(Clone, Debug, PartialEq)]
pub struct Clause {
    /// The word that it begins with, in capitals.
    pub keyword: &'static str,
    /// All of it, to the end of the query.
    pub span: Span,
}
