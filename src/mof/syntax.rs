//! What a MOF file says, as it says it: names and texts are places in the source, values have no types yet.

use std::sync::Arc;

use super::diagnostic::Diagnostic;
use super::source::{Source, Span};
use crate::cim::{Flavor, Scope, Type};

/// A parsed file.
#[derive(Debug)]
pub struct Unit {
    /// The file.
    pub source: Arc<Source>,
    /// What it declares, in its order.
    pub items: Vec<Item>,
    /// What DSP0004 forbids and other compilers accept; a strict compilation fails of it.
    pub objections: Vec<Diagnostic>,
}

/// One declaration or compiler directive.
#[derive(Debug)]
pub struct Item {
    /// From its first to its last character.
    pub span: Span,
    /// What it is.
    pub kind: ItemKind,
}

/// The kinds of declarations.
#[derive(Debug)]
pub enum ItemKind {
    /// `#pragma name ("argument")`
    Pragma(Pragma),
    /// `Qualifier Name : type, Scope(...), Flavor(...);`
    QualifierType(QualifierTypeSyntax),
    /// `class Name : Superclass { ... };`
    Class(ClassSyntax),
    /// `instance of Class as $Alias { ... };`
    Instance(InstanceSyntax),
}

/// A compiler directive.
#[derive(Debug)]
pub struct Pragma {
    /// What is directed.
    pub name: Span,
    /// The first argument, where there is one.
    pub argument: Option<StringLiteral>,
}

/// The declaration of a qualifier.
#[derive(Debug)]
pub struct QualifierTypeSyntax {
    /// The name.
    pub name: Span,
    /// The type of the values, or of their elements.
    pub kind: Type,
    /// Whether the values are arrays.
    pub array: ArrayBound,
    /// The default.
    pub default: Option<ValueSyntax>,
    /// What it may be put on.
    pub scope: Scope,
    /// How it spreads, as far as it is said.
    pub flavor: Flavor,
}

/// A qualifier on something.
#[derive(Debug)]
pub struct QualifierSyntax {
    /// The name.
    pub name: Span,
    /// The value, where one is written.
    pub value: Option<ValueSyntax>,
    /// How it spreads, as far as it is said.
    pub flavor: Flavor,
}

/// A class.
#[derive(Debug)]
pub struct ClassSyntax {
    /// The qualifiers.
    pub qualifiers: Vec<QualifierSyntax>,
    /// The name.
    pub name: Span,
    /// The name of the superclass.
    pub superclass: Option<Span>,
    /// The properties and references.
    pub properties: Vec<PropertySyntax>,
    /// The methods.
    pub methods: Vec<MethodSyntax>,
}

/// The type of a property, of a parameter, or of what a method returns.
#[derive(Clone, Copy, Debug)]
pub struct TypeSyntax {
    /// The scalar type.
    pub kind: Type,
    /// The class of a reference or an embedded instance.
    pub class: Option<Span>,
}

/// Whether something is an array.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArrayBound {
    /// It is none.
    Scalar,
    /// It is one of any length.
    Variable,
    /// It is one of this length.
    Fixed(u32),
}

impl ArrayBound {
    /// The type of values, where this is the type of their elements.
    pub fn apply(self, kind: Type) -> Type {
        if self == ArrayBound::Scalar { kind } else { kind.array() }
    }

    /// The length of a fixed array.
    pub fn size(self) -> Option<u32> {
        match self {
            ArrayBound::Fixed(size) => Some(size),
            _ => None,
        }
    }
}

/// A property or a parameter; a parameter has no default.
#[derive(Debug)]
pub struct PropertySyntax {
    /// The qualifiers.
    pub qualifiers: Vec<QualifierSyntax>,
    /// The type.
    pub kind: TypeSyntax,
    /// The name.
    pub name: Span,
    /// Whether it is an array.
    pub array: ArrayBound,
    /// The default.
    pub default: Option<ValueSyntax>,
}

/// A method.
#[derive(Debug)]
pub struct MethodSyntax {
    /// The qualifiers.
    pub qualifiers: Vec<QualifierSyntax>,
    /// What it returns.
    pub kind: TypeSyntax,
    /// The name.
    pub name: Span,
    /// The parameters.
    pub parameters: Vec<PropertySyntax>,
}

/// An instance.
#[derive(Debug)]
pub struct InstanceSyntax {
    /// The name of the class.
    pub class: Span,
    /// The alias, with its dollar sign.
    pub alias: Option<Span>,
    /// The values.
    pub values: Vec<Initializer>,
}

/// The value of a property of an instance.
#[derive(Debug)]
pub struct Initializer {
    /// The name of the property.
    pub name: Span,
    /// The value; where none is written, the property keeps its default.
    pub value: Option<ValueSyntax>,
}

/// A value.
#[derive(Debug)]
pub struct ValueSyntax {
    /// From its first to its last character.
    pub span: Span,
    /// What it is.
    pub kind: ValueKind,
}

/// The kinds of values.
#[derive(Debug)]
pub enum ValueKind {
    /// `NULL`
    Null,
    /// `TRUE` or `FALSE`
    Boolean(bool),
    /// A whole number of any base.
    Integer {
        /// Whether it has a minus.
        negative: bool,
        /// The number without its sign.
        magnitude: u64,
    },
    /// A number with a dot.
    Real(f64),
    /// A character.
    Char(u16),
    /// A text, or an object path.
    String(StringLiteral),
    /// `$Alias`
    Alias,
    /// `instance of Class { ... }`
    Instance(Box<InstanceSyntax>),
    /// `{ value, value }`
    Array(Vec<ValueSyntax>),
}

/// A text: one or more quoted pieces.
#[derive(Clone, Copy, Debug)]
pub struct StringLiteral {
    /// From the first quote to the last.
    pub span: Span,
    /// Whether it is one piece without a backslash, so that what is between the quotes is the text.
    pub plain: bool,
}
