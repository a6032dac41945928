//! Schemas and instances as plain data: any of it stands for something valid, so that less of it is valid too.

use std::fmt;

use mi::cim::datetime::Interval;
use mi::cim::{Datetime, Flavor, Scope, Type};

/// The namespace that all is in.
pub const NAMESPACE: &str = "root/codecs";

/// What a language has a place for.
#[derive(Clone, Copy, Debug)]
pub struct Language {
    /// NaN as a real number.
    pub nan: bool,
    /// Infinities as real numbers.
    pub infinities: bool,
    /// Properties that are arrays of references.
    pub reference_arrays: bool,
    /// Embedded objects that no qualifier marks as such.
    pub unqualified_embedding: bool,
    /// A character NUL, and halves of characters.
    pub all_characters: bool,
    /// Characters that no XML document may hold, not even as references. Others refuse a document that has them.
    pub illegal_in_xml: bool,
    /// Carriage returns: pywbem writes them as they are, and XML reads such as the end of a line.
    pub carriage_returns: bool,
    /// Points in time that no calendar has, such as one in a month of zero.
    pub any_datetime: bool,
    /// Methods that return references.
    pub returned_references: bool,
    /// Which class such references are to.
    pub returned_reference_classes: bool,
    /// The namespace that references name. One that names its own namespace says no more than one that names none.
    pub referenced: &'static str,
    /// Whether a reference that is the key of another is relative to it.
    pub relative_paths: bool,
}

/// DSP0004. It has no word for what is no number. What was modified and which server an object is from, it can't say; a namespace
/// is said of files, not of objects.
pub const MOF: Language = Language {
    nan: false,
    infinities: false,
    reference_arrays: true,
    unqualified_embedding: true,
    all_characters: true,
    illegal_in_xml: true,
    carriage_returns: true,
    any_datetime: true,
    returned_references: true,
    returned_reference_classes: true,
    referenced: NAMESPACE,
    relative_paths: false,
};

/// DSP0201. No method says the class of references that it returns. Which class redeclared an inherited element, it can't say of a class that is read without its superclass.
pub const XML: Language = Language {
    nan: true,
    infinities: true,
    reference_arrays: false,
    unqualified_embedding: false,
    all_characters: true,
    illegal_in_xml: true,
    carriage_returns: true,
    any_datetime: true,
    returned_references: true,
    returned_reference_classes: false,
    referenced: "root/elsewhere",
    relative_paths: true,
};

/// What pywbem has a place for: documents that are well-formed, and Python's calendar.
pub const PYWBEM: Language = Language {
    all_characters: false,
    illegal_in_xml: false,
    carriage_returns: false,
    any_datetime: false,
    returned_references: false,
    ..XML
};

/// What both have a place for.
pub const BOTH: Language = Language { nan: false, ..XML };

/// Classes, each of which derives from none or from one before it.
#[derive(Clone, Debug)]
pub struct SchemaSpec {
    /// The declared qualifiers.
    pub qualifiers: Vec<QualifierTypeSpec>,
    /// The classes.
    pub classes: Vec<ClassSpec>,
}

/// The declaration of a qualifier.
#[derive(Clone, Debug)]
pub struct QualifierTypeSpec {
    pub kind: Type,
    pub array_size: Option<u32>,
    pub default: ValueSpec,
    pub scope: Scope,
    pub flavor: Flavor,
}

/// A qualifier on an element: one of the declared ones, or one of the standard.
#[derive(Clone, Debug)]
pub struct QualifierSpec {
    /// Which of the declared ones.
    pub which: usize,
    pub value: ValueSpec,
    /// What is said of the flavour; the rest is as declared.
    pub flavor: Flavor,
}

/// What a class is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Plain,
    Abstract,
    Association,
    Indication,
    Terminal,
}

/// A class.
#[derive(Clone, Debug)]
pub struct ClassSpec {
    /// Its superclass is that many classes before it.
    pub below: Option<usize>,
    pub kind: Kind,
    pub qualifiers: Vec<QualifierSpec>,
    pub properties: Vec<PropertySpec>,
    pub methods: Vec<MethodSpec>,
}

/// How an embedded object is declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Embedding {
    /// By `EmbeddedInstance`, with a class.
    Instance,
    /// By `EmbeddedObject`.
    Object,
    /// By the name of the class as the type.
    Class,
    /// As `object`.
    Any,
}

/// A property. One of a name that is inherited has the inherited type.
#[derive(Clone, Debug)]
pub struct PropertySpec {
    pub name: usize,
    pub kind: Type,
    pub array_size: Option<u32>,
    /// The class that is referred to or embedded.
    pub class: usize,
    pub embedding: Embedding,
    pub key: bool,
    /// Standard qualifiers that make flags, each with its value.
    pub marks: Vec<(usize, bool)>,
    pub qualifiers: Vec<QualifierSpec>,
    pub default: ValueSpec,
    /// Whether one that overrides says so.
    pub says_override: bool,
}

/// A method.
#[derive(Clone, Debug)]
pub struct MethodSpec {
    pub name: usize,
    pub returns: Type,
    pub class: usize,
    pub embedding: Embedding,
    pub marks: Vec<(usize, bool)>,
    pub qualifiers: Vec<QualifierSpec>,
    pub parameters: Vec<ParameterSpec>,
}

/// A parameter.
#[derive(Clone, Debug)]
pub struct ParameterSpec {
    pub name: usize,
    pub kind: Type,
    pub array_size: Option<u32>,
    pub class: usize,
    pub embedding: Embedding,
    pub marks: Vec<(usize, bool)>,
    pub qualifiers: Vec<QualifierSpec>,
}

/// What a value of any type is made of. NULL where there is no item and an array isn't wanted.
#[derive(Clone, Debug)]
pub enum ValueSpec {
    /// No value, or the default of the class.
    Left,
    /// NULL.
    Null,
    /// The items of an array; the first one is the value of what is no array.
    Items(Vec<Item>),
}

/// What one value of any type is made of.
#[derive(Clone)]
pub struct Item {
    /// Numbers, booleans, characters.
    pub bits: u64,
    pub text: String,
    pub datetime: Datetime,
    /// The instance that it is, or that it refers to.
    pub instance: Option<Box<InstanceSpec>>,
}

impl ValueSpec {
    /// Whether it stands for a value of any type.
    pub fn is_some(&self) -> bool {
        matches!(self, ValueSpec::Items(items) if !items.is_empty())
    }
}

impl Item {
    /// Zero, no text, no time.
    pub const EMPTY: Item = Item {
        bits: 0,
        text: String::new(),
        datetime: Datetime::Interval(Interval { days: 0, hours: 0, minutes: 0, seconds: 0, microseconds: 0 }),
        instance: None,
    };
}

impl fmt::Debug for Item {
    /// On one line where it can be: counterexamples are full of items.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:#x} {:?} {}", self.bits, self.text, self.datetime)?;
        self.instance.as_ref().map_or(Ok(()), |instance| write!(formatter, " {instance:?}"))
    }
}

/// An instance, or what refers to one.
#[derive(Clone, Debug)]
pub struct InstanceSpec {
    /// Its class, among those that fit.
    pub class: usize,
    /// The values of its properties in turn.
    pub values: Vec<ValueSpec>,
    pub place: Place,
}

/// Where what a reference names is said to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Unsaid,
    Namespace,
    HostAndNamespace,
}
