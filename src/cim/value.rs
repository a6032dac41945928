//! The 32 types of CIM values, values that own their data, and views of values that an instance holds.

use std::sync::Arc;

use super::datetime::Datetime;
use super::instance::Instance;
use super::text::{Text, TextRef};

/// A CIM type. The numbers are those of `MI_Type`: sixteen scalars, and the arrays of each at plus sixteen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
#[allow(missing_docs, reason = "the names are the field's own")]
pub enum Type {
    Boolean = 0,
    Uint8 = 1,
    Sint8 = 2,
    Uint16 = 3,
    Sint16 = 4,
    Uint32 = 5,
    Sint32 = 6,
    Uint64 = 7,
    Sint64 = 8,
    Real32 = 9,
    Real64 = 10,
    Char16 = 11,
    Datetime = 12,
    String = 13,
    Reference = 14,
    Instance = 15,
    BooleanArray = 16,
    Uint8Array = 17,
    Sint8Array = 18,
    Uint16Array = 19,
    Sint16Array = 20,
    Uint32Array = 21,
    Sint32Array = 22,
    Uint64Array = 23,
    Sint64Array = 24,
    Real32Array = 25,
    Real64Array = 26,
    Char16Array = 27,
    DatetimeArray = 28,
    StringArray = 29,
    ReferenceArray = 30,
    InstanceArray = 31,
}

const ALL_TYPES: [Type; 32] = [
    Type::Boolean,
    Type::Uint8,
    Type::Sint8,
    Type::Uint16,
    Type::Sint16,
    Type::Uint32,
    Type::Sint32,
    Type::Uint64,
    Type::Sint64,
    Type::Real32,
    Type::Real64,
    Type::Char16,
    Type::Datetime,
    Type::String,
    Type::Reference,
    Type::Instance,
    Type::BooleanArray,
    Type::Uint8Array,
    Type::Sint8Array,
    Type::Uint16Array,
    Type::Sint16Array,
    Type::Uint32Array,
    Type::Sint32Array,
    Type::Uint64Array,
    Type::Sint64Array,
    Type::Real32Array,
    Type::Real64Array,
    Type::Char16Array,
    Type::DatetimeArray,
    Type::StringArray,
    Type::ReferenceArray,
    Type::InstanceArray,
];

impl Type {
    /// Every type, in the order of its number.
    pub const ALL: [Type; 32] = ALL_TYPES;

    /// The type of this number, or `None` when there is no such type.
    pub fn from_number(number: u32) -> Option<Type> {
        ALL_TYPES.get(number as usize).copied()
    }

    /// The type's number, as in `MI_Type`.
    pub fn number(self) -> u32 {
        self as u32
    }

    /// Whether this is an array type.
    pub fn is_array(self) -> bool {
        self as u8 >= 16
    }

    /// The type of one element: the scalar of an array type, else the type itself.
    pub fn scalar(self) -> Type {
        ALL_TYPES[self as usize & 15]
    }

    /// The array type of this type's elements.
    pub fn array(self) -> Type {
        ALL_TYPES[self as usize | 16]
    }

    /// Whether keys may have this type: no array and no embedded object.
    pub fn may_be_key(self) -> bool {
        !self.is_array() && self != Type::Instance
    }

    /// The type's name in MOF, without array brackets; references and embedded objects are named by what they are.
    pub fn name(self) -> &'static str {
        const NAMES: [&str; 16] = [
            "boolean",
            "uint8",
            "sint8",
            "uint16",
            "sint16",
            "uint32",
            "sint32",
            "uint64",
            "sint64",
            "real32",
            "real64",
            "char16",
            "datetime",
            "string",
            "reference",
            "instance",
        ];
        NAMES[self as usize & 15]
    }
}

impl std::fmt::Display for Type {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.name())?;
        if self.is_array() { formatter.write_str("[]") } else { Ok(()) }
    }
}

/// A value that owns its data. NULL is `Option::None` around it, and its type is then told separately.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "the names are the field's own")]
pub enum Value {
    Boolean(bool),
    Uint8(u8),
    Sint8(i8),
    Uint16(u16),
    Sint16(i16),
    Uint32(u32),
    Sint32(i32),
    Uint64(u64),
    Sint64(i64),
    Real32(f32),
    Real64(f64),
    Char16(u16),
    Datetime(Datetime),
    String(Text),
    Reference(Arc<Instance>),
    Instance(Arc<Instance>),
    Array(Arc<Array>),
}

/// The elements of an array value.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "the names are the field's own")]
pub enum Array {
    Boolean(Vec<bool>),
    Uint8(Vec<u8>),
    Sint8(Vec<i8>),
    Uint16(Vec<u16>),
    Sint16(Vec<i16>),
    Uint32(Vec<u32>),
    Sint32(Vec<i32>),
    Uint64(Vec<u64>),
    Sint64(Vec<i64>),
    Real32(Vec<f32>),
    Real64(Vec<f64>),
    Char16(Vec<u16>),
    Datetime(Vec<Datetime>),
    String(Vec<Text>),
    Reference(Vec<Arc<Instance>>),
    Instance(Vec<Arc<Instance>>),
}

/// A view of a value that something else owns.
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(missing_docs, reason = "the names are the field's own")]
pub enum ValueRef<'a> {
    Boolean(bool),
    Uint8(u8),
    Sint8(i8),
    Uint16(u16),
    Sint16(i16),
    Uint32(u32),
    Sint32(i32),
    Uint64(u64),
    Sint64(i64),
    Real32(f32),
    Real64(f64),
    Char16(u16),
    Datetime(Datetime),
    String(TextRef<'a>),
    Reference(&'a Arc<Instance>),
    Instance(&'a Arc<Instance>),
    Array(&'a Arc<Array>),
}

/// The same `match` for owned values and for views: scalars are copied, the rest is converted by what the caller says.
macro_rules! convert {
    ($value:expr, $from:ident => $to:ident, $string:ident => $text:expr, $shared:ident => $pointer:expr) => {
        match $value {
            $from::Boolean(value) => $to::Boolean(*value),
            $from::Uint8(value) => $to::Uint8(*value),
            $from::Sint8(value) => $to::Sint8(*value),
            $from::Uint16(value) => $to::Uint16(*value),
            $from::Sint16(value) => $to::Sint16(*value),
            $from::Uint32(value) => $to::Uint32(*value),
            $from::Sint32(value) => $to::Sint32(*value),
            $from::Uint64(value) => $to::Uint64(*value),
            $from::Sint64(value) => $to::Sint64(*value),
            $from::Real32(value) => $to::Real32(*value),
            $from::Real64(value) => $to::Real64(*value),
            $from::Char16(value) => $to::Char16(*value),
            $from::Datetime(value) => $to::Datetime(*value),
            $from::String($string) => $to::String($text),
            $from::Reference($shared) => $to::Reference($pointer),
            $from::Instance($shared) => $to::Instance($pointer),
            $from::Array($shared) => $to::Array($pointer),
        }
    };
}

impl Value {
    /// The value's type.
    pub fn value_type(&self) -> Type {
        self.as_value_ref().value_type()
    }

    /// A view of this value.
    pub fn as_value_ref(&self) -> ValueRef<'_> {
        convert!(self, Value => ValueRef, text => text.as_text_ref(), shared => shared)
    }

    /// A string value.
    pub fn string(text: &str) -> Value {
        Value::String(Text::from(text))
    }
}

impl ValueRef<'_> {
    /// The value's type.
    pub fn value_type(self) -> Type {
        match self {
            ValueRef::Boolean(_) => Type::Boolean,
            ValueRef::Uint8(_) => Type::Uint8,
            ValueRef::Sint8(_) => Type::Sint8,
            ValueRef::Uint16(_) => Type::Uint16,
            ValueRef::Sint16(_) => Type::Sint16,
            ValueRef::Uint32(_) => Type::Uint32,
            ValueRef::Sint32(_) => Type::Sint32,
            ValueRef::Uint64(_) => Type::Uint64,
            ValueRef::Sint64(_) => Type::Sint64,
            ValueRef::Real32(_) => Type::Real32,
            ValueRef::Real64(_) => Type::Real64,
            ValueRef::Char16(_) => Type::Char16,
            ValueRef::Datetime(_) => Type::Datetime,
            ValueRef::String(_) => Type::String,
            ValueRef::Reference(_) => Type::Reference,
            ValueRef::Instance(_) => Type::Instance,
            ValueRef::Array(array) => array.value_type(),
        }
    }

    /// How deep instances lie in what holds this value: zero where it is no instance.
    #[inline]
    pub fn depth(self) -> u8 {
        match self {
            ValueRef::Reference(instance) | ValueRef::Instance(instance) => {
                instance.depth().saturating_add(1)
            }
            ValueRef::Array(array) => match &**array {
                Array::Reference(instances) | Array::Instance(instances) => {
                    let deepest = instances.iter().map(|instance| instance.depth()).max();
                    deepest.map_or(0, |depth| depth.saturating_add(1))
                }
                _ => 0,
            },
            _ => 0,
        }
    }

    /// How many instances there are in this value, at any depth, each counted as often as it is there.
    pub fn held(self) -> u32 {
        let with = |instance: &Arc<Instance>| instance.held().saturating_add(1);
        match self {
            ValueRef::Reference(instance) | ValueRef::Instance(instance) => with(instance),
            ValueRef::Array(array) => match &**array {
                Array::Reference(instances) | Array::Instance(instances) => {
                    instances.iter().map(with).fold(0, u32::saturating_add)
                }
                _ => 0,
            },
            _ => 0,
        }
    }

    /// An owned copy.
    pub fn to_value(self) -> Value {
        convert!(&self, ValueRef => Value, text => text.to_text(), shared => Arc::clone(shared))
    }
}

/// Runs an expression with the vector inside an [`Array`], whatever its type.
macro_rules! with_elements {
    ($array:expr, $elements:ident => $body:expr) => {
        match $array {
            Array::Boolean($elements) => $body,
            Array::Uint8($elements) => $body,
            Array::Sint8($elements) => $body,
            Array::Uint16($elements) => $body,
            Array::Sint16($elements) => $body,
            Array::Uint32($elements) => $body,
            Array::Sint32($elements) => $body,
            Array::Uint64($elements) => $body,
            Array::Sint64($elements) => $body,
            Array::Real32($elements) => $body,
            Array::Real64($elements) => $body,
            Array::Char16($elements) => $body,
            Array::Datetime($elements) => $body,
            Array::String($elements) => $body,
            Array::Reference($elements) => $body,
            Array::Instance($elements) => $body,
        }
    };
}

impl Array {
    /// The array's type, always one of the array types.
    pub fn value_type(&self) -> Type {
        match self {
            Array::Boolean(_) => Type::BooleanArray,
            Array::Uint8(_) => Type::Uint8Array,
            Array::Sint8(_) => Type::Sint8Array,
            Array::Uint16(_) => Type::Uint16Array,
            Array::Sint16(_) => Type::Sint16Array,
            Array::Uint32(_) => Type::Uint32Array,
            Array::Sint32(_) => Type::Sint32Array,
            Array::Uint64(_) => Type::Uint64Array,
            Array::Sint64(_) => Type::Sint64Array,
            Array::Real32(_) => Type::Real32Array,
            Array::Real64(_) => Type::Real64Array,
            Array::Char16(_) => Type::Char16Array,
            Array::Datetime(_) => Type::DatetimeArray,
            Array::String(_) => Type::StringArray,
            Array::Reference(_) => Type::ReferenceArray,
            Array::Instance(_) => Type::InstanceArray,
        }
    }

    /// Number of elements.
    pub fn len(&self) -> usize {
        with_elements!(self, elements => elements.len())
    }

    /// Whether the array has no element.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// An empty array of elements of this type (a scalar type or its array).
    pub fn empty(element_type: Type) -> Array {
        match element_type.scalar() {
            Type::Boolean => Array::Boolean(Vec::new()),
            Type::Uint8 => Array::Uint8(Vec::new()),
            Type::Sint8 => Array::Sint8(Vec::new()),
            Type::Uint16 => Array::Uint16(Vec::new()),
            Type::Sint16 => Array::Sint16(Vec::new()),
            Type::Uint32 => Array::Uint32(Vec::new()),
            Type::Sint32 => Array::Sint32(Vec::new()),
            Type::Uint64 => Array::Uint64(Vec::new()),
            Type::Sint64 => Array::Sint64(Vec::new()),
            Type::Real32 => Array::Real32(Vec::new()),
            Type::Real64 => Array::Real64(Vec::new()),
            Type::Char16 => Array::Char16(Vec::new()),
            Type::Datetime => Array::Datetime(Vec::new()),
            Type::String => Array::String(Vec::new()),
            Type::Reference => Array::Reference(Vec::new()),
            _ => Array::Instance(Vec::new()),
        }
    }

    /// The element at this index.
    pub fn get(&self, index: usize) -> Option<ValueRef<'_>> {
        Some(match self {
            Array::Boolean(elements) => ValueRef::Boolean(*elements.get(index)?),
            Array::Uint8(elements) => ValueRef::Uint8(*elements.get(index)?),
            Array::Sint8(elements) => ValueRef::Sint8(*elements.get(index)?),
            Array::Uint16(elements) => ValueRef::Uint16(*elements.get(index)?),
            Array::Sint16(elements) => ValueRef::Sint16(*elements.get(index)?),
            Array::Uint32(elements) => ValueRef::Uint32(*elements.get(index)?),
            Array::Sint32(elements) => ValueRef::Sint32(*elements.get(index)?),
            Array::Uint64(elements) => ValueRef::Uint64(*elements.get(index)?),
            Array::Sint64(elements) => ValueRef::Sint64(*elements.get(index)?),
            Array::Real32(elements) => ValueRef::Real32(*elements.get(index)?),
            Array::Real64(elements) => ValueRef::Real64(*elements.get(index)?),
            Array::Char16(elements) => ValueRef::Char16(*elements.get(index)?),
            Array::Datetime(elements) => ValueRef::Datetime(*elements.get(index)?),
            Array::String(elements) => ValueRef::String(elements.get(index)?.as_text_ref()),
            Array::Reference(elements) => ValueRef::Reference(elements.get(index)?),
            Array::Instance(elements) => ValueRef::Instance(elements.get(index)?),
        })
    }

    /// The elements one after the other.
    pub fn iter(&self) -> impl Iterator<Item = ValueRef<'_>> {
        (0..self.len()).map_while(|index| self.get(index))
    }

    /// Adds an element; gives it back when its type is not the array's element type.
    pub fn push(&mut self, value: Value) -> Result<(), Value> {
        match (self, value) {
            (Array::Boolean(elements), Value::Boolean(value)) => elements.push(value),
            (Array::Uint8(elements), Value::Uint8(value)) => elements.push(value),
            (Array::Sint8(elements), Value::Sint8(value)) => elements.push(value),
            (Array::Uint16(elements), Value::Uint16(value)) => elements.push(value),
            (Array::Sint16(elements), Value::Sint16(value)) => elements.push(value),
            (Array::Uint32(elements), Value::Uint32(value)) => elements.push(value),
            (Array::Sint32(elements), Value::Sint32(value)) => elements.push(value),
            (Array::Uint64(elements), Value::Uint64(value)) => elements.push(value),
            (Array::Sint64(elements), Value::Sint64(value)) => elements.push(value),
            (Array::Real32(elements), Value::Real32(value)) => elements.push(value),
            (Array::Real64(elements), Value::Real64(value)) => elements.push(value),
            (Array::Char16(elements), Value::Char16(value)) => elements.push(value),
            (Array::Datetime(elements), Value::Datetime(value)) => elements.push(value),
            (Array::String(elements), Value::String(value)) => elements.push(value),
            (Array::Reference(elements), Value::Reference(value)) => elements.push(value),
            (Array::Instance(elements), Value::Instance(value)) => elements.push(value),
            (_, value) => return Err(value),
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_found_by_their_number() {
        for (number, kind) in Type::ALL.into_iter().enumerate() {
            assert_eq!(Type::from_number(number as u32), Some(kind));
            assert_eq!(kind.number() as usize, number);
        }
        assert_eq!(Type::from_number(32), None);
        assert_eq!(Type::from_number(200), None);
    }

    #[test]
    fn arrays_and_scalars_lead_to_each_other() {
        assert_eq!(Type::StringArray.scalar(), Type::String);
        assert_eq!(Type::String.array(), Type::StringArray);
        assert_eq!(Type::Uint8Array.array(), Type::Uint8Array);
        assert_eq!(Type::DatetimeArray.to_string(), "datetime[]");
    }

    #[test]
    fn an_array_takes_elements_of_its_own_type_only() {
        for kind in Type::ALL {
            assert_eq!(Array::empty(kind).value_type(), kind.array());
        }
        let mut array = Array::empty(Type::Uint16);
        assert_eq!(array.push(Value::Uint16(7)), Ok(()));
        assert_eq!(array.push(Value::Uint32(7)), Err(Value::Uint32(7)));
        assert_eq!(array.get(0), Some(ValueRef::Uint16(7)));
        assert_eq!(array.get(1), None);
    }

    #[test]
    fn a_view_copied_is_the_value_again() {
        let value = Value::string("text");
        assert_eq!(value.as_value_ref().to_value(), value);
    }
}
