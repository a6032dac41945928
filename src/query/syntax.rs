//! What queries are made of. Both languages read into these types.

use std::time::Duration;

use super::error::Position;
use crate::cim::{Text, WrittenPath};

/// A query language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// The WMI Query Language.
    Wql,
    /// The CIM Query Language of the DMTF.
    Cql,
}

impl Dialect {
    /// The dialect that a client names, compared without case. The long names are those of WS-Management.
    pub fn named(name: &str) -> Option<Dialect> {
        let is = |known: &[&str]| known.iter().any(|known| name.eq_ignore_ascii_case(known));
        if is(&["WQL", "http://schemas.microsoft.com/wbem/wsman/1/WQL"]) {
            Some(Dialect::Wql)
        } else if is(&["CQL", "DMTF:CQL", "http://schemas.dmtf.org/wbem/cql/1/dsp0202.pdf"]) {
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

/// Where a piece of a query stands. Two places are always equal, so that queries that say the same are, however they are
/// laid out.
#[derive(Clone, Copy, Debug)]
pub struct Place(pub Position);

impl PartialEq for Place {
    fn eq(&self, _: &Place) -> bool {
        true
    }
}

/// A query.
#[derive(Clone, Debug, PartialEq)]
pub enum Query {
    /// `SELECT ... FROM ...`
    Select(Box<Select>),
    /// `ASSOCIATORS OF {...}`
    Associators(Box<Associators>),
    /// `REFERENCES OF {...}`
    References(Box<References>),
}

/// A query for instances, events or classes.
#[derive(Clone, Debug, PartialEq)]
pub struct Select {
    /// The language that it is written in.
    pub dialect: Dialect,
    /// What is wanted of each instance.
    pub columns: Columns,
    /// The class, or `meta_class` for a query of the schema ([`Select::is_of_schema`]).
    pub class: Text,
    /// Where the class is named.
    pub class_place: Place,
    /// Another name for the class in this query (CQL).
    pub alias: Option<Text>,
    /// How often to look for events that nobody reports: `WITHIN`.
    pub within: Option<Duration>,
    /// What an instance must fulfil: `WHERE`.
    pub condition: Option<Condition>,
    /// Which events are told of together: `GROUP WITHIN`.
    pub group: Option<Group>,
}

/// What is wanted of each instance.
#[derive(Clone, Debug, PartialEq)]
pub enum Columns {
    /// All of it: `*`.
    All,
    /// No instance, but how many there are: `COUNT(*)`.
    Count,
    /// These, in this order; there is at least one.
    Listed(Vec<Column>),
}

/// One of the things wanted of each instance.
#[derive(Clone, Debug, PartialEq)]
pub enum Column {
    /// Every property: `alias.*`.
    Everything,
    /// A property, or another value.
    One {
        /// What is wanted.
        value: Operand,
        /// The name that it is to have in the result: `AS name`.
        name: Option<Text>,
    },
}

/// A property, or one of the instance that lies in it, and so on: `TargetInstance.Name`.
#[derive(Clone, Debug, PartialEq)]
pub struct PropertyPath {
    /// The steps, the outermost first; there is at least one. An alias or the class's own name in front is not among them.
    pub steps: Vec<Step>,
    /// Where it stands.
    pub place: Place,
}

/// A step of a property path.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The class that declares the property, where the query says it: `Class::Property`.
    pub class: Option<Text>,
    /// The name of the property. Names with two underscores in front are those of [`SystemProperty`].
    pub name: Text,
    /// Which element of an array, counted from zero.
    pub element: Option<u32>,
}

/// A property that every instance has, and no class declares (WQL).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are WMI's own")]
pub enum SystemProperty {
    Class,
    Path,
    RelativePath,
    Namespace,
    Server,
    Superclass,
    Dynasty,
    Derivation,
    PropertyCount,
    Genus,
}

impl SystemProperty {
    /// Every system property.
    pub const ALL: [SystemProperty; 10] = [
        SystemProperty::Class,
        SystemProperty::Path,
        SystemProperty::RelativePath,
        SystemProperty::Namespace,
        SystemProperty::Server,
        SystemProperty::Superclass,
        SystemProperty::Dynasty,
        SystemProperty::Derivation,
        SystemProperty::PropertyCount,
        SystemProperty::Genus,
    ];

    /// The name in queries.
    pub fn name(self) -> &'static str {
        match self {
            SystemProperty::Class => "__CLASS",
            SystemProperty::Path => "__PATH",
            SystemProperty::RelativePath => "__RELPATH",
            SystemProperty::Namespace => "__NAMESPACE",
            SystemProperty::Server => "__SERVER",
            SystemProperty::Superclass => "__SUPERCLASS",
            SystemProperty::Dynasty => "__DYNASTY",
            SystemProperty::Derivation => "__DERIVATION",
            SystemProperty::PropertyCount => "__PROPERTY_COUNT",
            SystemProperty::Genus => "__GENUS",
        }
    }

    /// The system property of this name, compared without case.
    pub fn named(name: &Text) -> Option<SystemProperty> {
        Self::ALL.into_iter().find(|known| crate::cim::name::eq_names(known.name(), name))
    }
}

/// A value that the query states.
#[derive(Clone, Debug, PartialEq)]
pub struct Literal {
    /// The value.
    pub value: LiteralValue,
    /// Where it stands.
    pub place: Place,
}

/// What a literal says, before it is compared with anything that has a type.
#[derive(Clone, Debug, PartialEq)]
pub enum LiteralValue {
    /// NULL.
    Null,
    /// TRUE or FALSE.
    Boolean(bool),
    /// A number without a fraction.
    Integer(i128),
    /// A number with a fraction or an exponent, or too large for the other kind.
    Real(f64),
    /// A text: also what datetimes, references and characters are written as.
    String(Text),
}

/// One side of a comparison.
#[derive(Clone, Debug, PartialEq)]
pub enum Operand {
    /// A property.
    Property(PropertyPath),
    /// A value.
    Literal(Literal),
    /// The instance itself: `__this`, or an alias.
    This(Place),
}

/// The operator of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Comparison {
    /// The operator that says the same with the sides exchanged.
    pub fn mirrored(self) -> Comparison {
        match self {
            Comparison::Less => Comparison::Greater,
            Comparison::LessOrEqual => Comparison::GreaterOrEqual,
            Comparison::Greater => Comparison::Less,
            Comparison::GreaterOrEqual => Comparison::LessOrEqual,
            same => same,
        }
    }

    /// Whether the operator holds of two values that stand in this order.
    pub fn holds(self, order: std::cmp::Ordering) -> bool {
        match self {
            Comparison::Equal => order.is_eq(),
            Comparison::NotEqual => order.is_ne(),
            Comparison::Less => order.is_lt(),
            Comparison::LessOrEqual => order.is_le(),
            Comparison::Greater => order.is_gt(),
            Comparison::GreaterOrEqual => order.is_ge(),
        }
    }

    /// The operator as it is written.
    pub fn symbol(self) -> &'static str {
        match self {
            Comparison::Equal => "=",
            Comparison::NotEqual => "<>",
            Comparison::Less => "<",
            Comparison::LessOrEqual => "<=",
            Comparison::Greater => ">",
            Comparison::GreaterOrEqual => ">=",
        }
    }
}

/// What an instance must fulfil.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// All of these; there are at least two.
    And(Vec<Condition>),
    /// One of these; there are at least two.
    Or(Vec<Condition>),
    /// Not this.
    Not(Box<Condition>),
    /// A comparison. Neither side is NULL: that reads as [`Condition::IsNull`].
    Compare {
        /// The left side.
        left: Operand,
        /// The operator.
        operator: Comparison,
        /// The right side.
        right: Operand,
    },
    /// A text that matches a pattern of the query's language.
    Like {
        /// The text.
        operand: Operand,
        /// The pattern.
        pattern: Text,
        /// Where the pattern stands.
        place: Place,
    },
    /// An instance of a class, or of one that inherits from it.
    Isa {
        /// The instance: itself, or an embedded one.
        operand: Operand,
        /// The class.
        class: Text,
        /// Where the class is named.
        place: Place,
    },
    /// A value that is NULL.
    IsNull(Operand),
}

/// Which events are told of together.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// For how long events are collected.
    pub within: Duration,
    /// The properties in which events of one group agree: `BY`. Without any there is one group.
    pub by: Vec<PropertyPath>,
    /// How many there must be: `HAVING NumberOfEvents op n`.
    pub having: Option<Having>,
}

/// How many events a group must have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Having {
    /// How the number of events relates to the limit.
    pub operator: Comparison,
    /// The limit.
    pub number: u64,
}

/// A query for what is associated with an object.
#[derive(Clone, Debug, PartialEq)]
pub struct Associators {
    /// The object.
    pub path: WrittenPath,
    /// Where it stands.
    pub place: Place,
    /// `AssocClass`: the class of the association.
    pub association_class: Option<Text>,
    /// `ResultClass`: the class of the result.
    pub result_class: Option<Text>,
    /// `Role`: the reference that leads to the object.
    pub role: Option<Text>,
    /// `ResultRole`: the reference that leads to the result.
    pub result_role: Option<Text>,
    /// `RequiredQualifier`: a qualifier that the class of the result must have.
    pub required_qualifier: Option<Text>,
    /// `RequiredAssocQualifier`: a qualifier that the class of the association must have.
    pub required_association_qualifier: Option<Text>,
    /// `ClassDefsOnly`: the classes of the results in their place.
    pub class_definitions_only: bool,
    /// `KeysOnly`: of each result its keys.
    pub keys_only: bool,
    /// `SchemaOnly`: the path is of a class, and classes are the result.
    pub schema_only: bool,
}

/// A query for the associations that lead to an object.
#[derive(Clone, Debug, PartialEq)]
pub struct References {
    /// The object.
    pub path: WrittenPath,
    /// Where it stands.
    pub place: Place,
    /// `ResultClass`: the class of the association.
    pub result_class: Option<Text>,
    /// `Role`: the reference that leads to the object.
    pub role: Option<Text>,
    /// `RequiredQualifier`: a qualifier that the class of the association must have.
    pub required_qualifier: Option<Text>,
    /// `ClassDefsOnly`: the classes of the results in their place.
    pub class_definitions_only: bool,
    /// `KeysOnly`: of each result its keys.
    pub keys_only: bool,
    /// `SchemaOnly`: the path is of a class, and classes are the result.
    pub schema_only: bool,
}

impl Query {
    /// The language that the query is written in.
    pub fn dialect(&self) -> Dialect {
        match self {
            Query::Select(select) => select.dialect,
            // Only WQL has the others.
            Query::Associators(_) | Query::References(_) => Dialect::Wql,
        }
    }
}

impl Select {
    /// Whether the query is of the schema: its results are classes.
    pub fn is_of_schema(&self) -> bool {
        self.dialect == Dialect::Wql && crate::cim::name::eq_names(&self.class, "meta_class")
    }
}

impl Operand {
    /// Where it stands.
    pub fn place(&self) -> Place {
        match self {
            Operand::Property(path) => path.place,
            Operand::Literal(literal) => literal.place,
            Operand::This(place) => *place,
        }
    }
}

impl PropertyPath {
    /// The only name of a path of one step that names no class and no element.
    pub fn simple(&self) -> Option<&Text> {
        match &self.steps[..] {
            [Step { class: None, name, element: None }] => Some(name),
            _ => None,
        }
    }
}
