//! Instances: elements with a name, a type, flags and a value.
//!
//! An instance is made for being handed to C as it lies in memory: its texts end in NUL and never move, elements are
//! found by index in constant time, and a copy is three allocations however many elements there are.

mod builder;
mod element_error;
mod plain;
mod stored;
mod texts;
mod typing;

use std::collections::HashMap;
use std::sync::Arc;

use rustc_hash::FxBuildHasher;

use super::class::Class;
use super::datetime::{Datetime, Interval, Timestamp};
use super::name;
use super::text::{Text, TextRef, ToUnits, Unit};
use super::value::{Array, Type, Value, ValueRef};
pub use builder::InstanceBuilder;
pub use element_error::ElementError;
pub use plain::{ElementView, Plain};
use stored::number;
use texts::{Slot, Texts};

bitflags::bitflags! {
    /// Flags of properties, parameters and elements. The bits are those of the MI ABI's `MI_FLAG_*`.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
    pub struct ElementFlags: u32 {
        /// The element is a method.
        const METHOD = 0x0000_0002;
        /// The element is a property.
        const PROPERTY = 0x0000_0004;
        /// The element is a parameter.
        const PARAMETER = 0x0000_0008;
        /// The element refers to another instance.
        const REFERENCE = 0x0000_0040;
        /// The element is a key.
        const KEY = 0x0000_1000;
        /// The parameter goes in.
        const IN = 0x0000_2000;
        /// The parameter comes out.
        const OUT = 0x0000_4000;
        /// The element must have a value.
        const REQUIRED = 0x0000_8000;
        /// The method or property belongs to the class.
        const STATIC = 0x0001_0000;
        /// The class has no instances of its own.
        const ABSTRACT = 0x0002_0000;
        /// The class has no subclasses.
        const TERMINAL = 0x0004_0000;
        /// The property costs much to read.
        const EXPENSIVE = 0x0008_0000;
        /// The parameter comes in pieces.
        const STREAM = 0x0010_0000;
        /// Clients can't write the property.
        const READ_ONLY = 0x0020_0000;
        /// The value is as the provider gave it.
        const NOT_MODIFIED = 0x0200_0000;
        /// The value is NULL.
        const NULL = 0x2000_0000;
        // What clients give is kept, also where this library has no name for it.
        const _ = !0;
    }
}

/// Beyond so many elements a map finds them; up to here looking at each is faster.
const INDEXED_FROM: usize = 32;
/// So deep may instances lie in each other: what walks through them does so on a stack.
pub const MAXIMUM_DEPTH: u8 = 64;
/// So many instances may one hold, counted each time one is held: a few that are shared over and over stand for a tree
/// that nobody could write down.
pub const MAXIMUM_HELD: u32 = 1 << 20;
/// Room for elements that an instance without a class starts with.
const FIRST_ELEMENTS: usize = 10;

/// An instance of a class, or of a class name alone.
#[derive(Clone, Debug)]
pub struct Instance {
    class: ClassOrName,
    namespace: Option<Text>,
    server_name: Option<Text>,
    elements: Vec<Element>,
    texts: Texts,
    index: Option<Box<NameIndex>>,
    /// How deep instances have ever lain in this one.
    depth: u8,
    /// A bit for the code of each element that was added: where it is not set, no element has the name.
    codes: u16,
    /// How many instances this one holds, and those in them.
    held: u32,
}

/// Elements by their name in lower case.
type NameIndex = HashMap<Box<[Unit]>, u32, FxBuildHasher>;

#[derive(Clone, Debug)]
enum ClassOrName {
    Class(Arc<Class>),
    Name(Text),
}

/// Forty bytes: instances are held by the hundred thousand.
#[derive(Clone, Debug)]
struct Element {
    name: ElementName,
    shape: Shape,
    flags: ElementFlags,
    value: Stored,
}

impl Element {
    const EMPTY: Element = Element {
        name: ElementName { at: 0, len: 0 },
        shape: Shape(0),
        flags: ElementFlags::empty(),
        value: Stored::Null,
    };
}

/// Where the name is: a text of the instance's own, or that of a property of its class.
#[derive(Clone, Copy, Debug)]
struct ElementName {
    /// The place of the text, or the index of the property.
    at: u32,
    /// The length of the text, or [`OF_CLASS`].
    len: u32,
}

const OF_CLASS: u32 = u32::MAX;

/// The type, and [`name::name_code`] of the name, which has 24 bits.
#[derive(Clone, Copy, Debug)]
struct Shape(u32);

impl Shape {
    fn new(kind: Type, name: &[Unit]) -> Shape {
        Shape::coded(kind, name::name_code(name))
    }

    #[inline]
    fn coded(kind: Type, code: u32) -> Shape {
        Shape(kind.number() << 24 | code)
    }

    #[inline]
    fn kind(self) -> Type {
        Type::ALL[(self.0 >> 24) as usize & 31]
    }

    #[inline]
    fn code(self) -> u32 {
        self.0 & 0x00ff_ffff
    }
}

/// A value as it is stored; what the bits mean, the element's type says. The tag fills a word, because a processor that
/// has just written half a word waits before it can copy the whole.
#[derive(Clone, Debug)]
#[repr(u64)]
enum Stored {
    Null,
    /// NULL, with the room of the text that was here.
    Cleared(Slot),
    Bits(u64),
    Timestamp(Timestamp),
    Interval(Interval),
    Text(Slot),
    Instance(Arc<Instance>),
    Array(Arc<Array>),
}

/// An element of an instance, as it is now.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ElementRef<'a> {
    /// The name, as it was spelt.
    pub name: TextRef<'a>,
    /// The type, also of NULL.
    pub kind: Type,
    /// What is kept of the element; [`ElementFlags::NULL`] is not among it, the value says that.
    pub flags: ElementFlags,
    /// The value, or `None` for NULL.
    pub value: Option<ValueRef<'a>>,
}

impl Instance {
    /// An instance without elements of a class that is known by name only. The name must be a legal one.
    pub fn new<N: ToUnits + ?Sized>(class_name: &N) -> Result<Instance, ElementError> {
        let units = class_name.to_units();
        if !name::units_are_legal_name(&units) {
            return Err(ElementError::IllegalName(super::text::units_to_str(&units).into_owned()));
        }
        Ok(Instance::with_class(ClassOrName::Name(Text::from_units(&units)), Vec::new(), Texts::default()))
    }

    /// [`Instance::new`] with a name that is shared, not copied.
    pub fn named(class_name: Text) -> Result<Instance, ElementError> {
        if !name::units_are_legal_name(class_name.units()) {
            return Err(ElementError::IllegalName(class_name.to_string()));
        }
        Ok(Instance::with_class(ClassOrName::Name(class_name), Vec::new(), Texts::default()))
    }

    /// [`Instance::named`] with a name that was found to be legal before.
    #[inline]
    pub(crate) fn with_legal_name(class_name: Text) -> Instance {
        Instance::with_class(ClassOrName::Name(class_name), Vec::new(), Texts::default())
    }

    /// An instance with the properties of its class, each with its default value.
    pub fn of_class(class: &Arc<Class>) -> Instance {
        Instance::of_class_with_room(class, 0)
    }

    /// [`Instance::of_class`], with room for texts of this many units in all (their NULs counted).
    pub fn of_class_with_room(class: &Arc<Class>, units: usize) -> Instance {
        let elements = Vec::with_capacity(class.properties().len());
        let mut instance = Instance::with_class(
            ClassOrName::Class(Arc::clone(class)),
            elements,
            Texts::with_capacity(units),
        );
        for (index, property) in class.properties().iter().enumerate() {
            let value = property.default.as_ref().map(Value::as_value_ref);
            instance.elements.push(Element {
                name: ElementName { at: index as u32, len: OF_CLASS },
                shape: Shape::new(property.kind, property.name.units()),
                flags: property.flags | ElementFlags::NOT_MODIFIED,
                value: Stored::Null,
            });
            // The value is filled in where it stays, as in `add`.
            if let (Some(_), Some(element)) = (value, instance.elements.last_mut()) {
                instance.depth = instance.depth.max(value.map_or(0, ValueRef::depth));
                instance.held = instance.held.saturating_add(value.map_or(0, ValueRef::held));
                // A default of more than 4 Gi units could not have been declared.
                let _ = element.value.assign(value, &mut instance.texts);
            }
        }
        instance
    }

    fn with_class(class: ClassOrName, elements: Vec<Element>, texts: Texts) -> Instance {
        // The elements of a class are not added one by one.
        let codes = if matches!(class, ClassOrName::Class(_)) { u16::MAX } else { 0 };
        Instance {
            class,
            codes,
            namespace: None,
            server_name: None,
            elements,
            texts,
            index: None,
            depth: 0,
            held: 0,
        }
    }

    /// The name of the class.
    pub fn class_name(&self) -> &Text {
        match &self.class {
            ClassOrName::Class(class) => class.name(),
            ClassOrName::Name(name) => name,
        }
    }

    /// The class, where it is known.
    pub fn class(&self) -> Option<&Arc<Class>> {
        match &self.class {
            ClassOrName::Class(class) => Some(class),
            ClassOrName::Name(_) => None,
        }
    }

    /// The namespace that the instance is in, where that was said.
    pub fn namespace(&self) -> Option<&Text> {
        self.namespace.as_ref()
    }

    /// Says or unsays the namespace.
    pub fn set_namespace(&mut self, namespace: Option<Text>) {
        self.namespace = namespace;
    }

    /// The server that the instance came from, where that was said.
    pub fn server_name(&self) -> Option<&Text> {
        self.server_name.as_ref()
    }

    /// Says or unsays the server.
    pub fn set_server_name(&mut self, server_name: Option<Text>) {
        self.server_name = server_name;
    }

    /// How deep instances lie in this one, or have lain: zero where none ever did.
    #[inline]
    pub fn depth(&self) -> u8 {
        self.depth
    }

    /// How many instances lie in this one, at any depth, each counted as often as it is there.
    #[inline]
    pub fn held(&self) -> u32 {
        self.held
    }

    /// Number of elements.
    #[inline]
    pub fn len(&self) -> usize {
        self.elements.len()
    }

    /// Whether the instance has no elements.
    pub fn is_empty(&self) -> bool {
        self.elements.is_empty()
    }

    /// The type of the element at this index.
    #[inline]
    pub fn kind(&self, index: usize) -> Option<Type> {
        self.elements.get(index).map(|element| element.shape.kind())
    }

    /// The element at this index.
    #[inline]
    pub fn element(&self, index: usize) -> Option<ElementRef<'_>> {
        self.elements.get(index).map(|element| self.view(element))
    }

    /// The elements in their order.
    pub fn elements(&self) -> impl Iterator<Item = ElementRef<'_>> {
        self.elements.iter().map(|element| self.view(element))
    }

    /// The elements that are keys.
    pub fn keys(&self) -> impl Iterator<Item = ElementRef<'_>> {
        self.elements().filter(|element| element.flags.contains(ElementFlags::KEY))
    }

    /// The index of the element with this name, compared without case.
    #[inline]
    pub fn find<N: ToUnits + ?Sized>(&self, wanted: &N) -> Option<usize> {
        let wanted = wanted.to_units();
        self.find_coded(&wanted, name::name_code(&wanted))
    }

    /// The index of the element with this name, whose code is known.
    fn find_coded(&self, wanted: &[Unit], code: u32) -> Option<usize> {
        if let Some(index) = &self.index {
            return index.get(&*name::folded(wanted)).map(|&index| index as usize);
        }
        // Codes are compared in a loop of their own, which calls nothing.
        let mut from = 0;
        loop {
            let rest = self.elements.get(from..)?;
            let at = from + rest.iter().position(|element| element.shape.code() == code)?;
            if name::units_eq_names(self.name_of(&self.elements[at]).units(), wanted) {
                return Some(at);
            }
            from = at + 1;
        }
    }

    /// The element with this name, compared without case.
    #[inline]
    pub fn get<N: ToUnits + ?Sized>(&self, wanted: &N) -> Option<ElementRef<'_>> {
        self.element(self.find(wanted)?)
    }

    /// The value of the element with this name: `None` where there is none, or its value is NULL.
    pub fn value<N: ToUnits + ?Sized>(&self, wanted: &N) -> Option<ValueRef<'_>> {
        self.get(wanted)?.value
    }

    /// Adds an element.
    pub fn add<N: ToUnits + ?Sized>(
        &mut self,
        element_name: &N,
        kind: Type,
        value: Option<ValueRef<'_>>,
        flags: ElementFlags,
    ) -> Result<(), ElementError> {
        let units = element_name.to_units();
        let spelt = || super::text::units_to_str(&units).into_owned();
        if !name::units_are_legal_name(&units) {
            return Err(ElementError::IllegalName(spelt()));
        }
        if self.find(&*units).is_some() {
            return Err(ElementError::AlreadyExists(spelt()));
        }
        let depth = check_value(kind, value, spelt)?;
        if depth > 0 {
            self.hold(depth, value, None, spelt)?;
        }
        if self.elements.is_empty() && self.elements.capacity() == 0 {
            self.elements.reserve_exact(FIRST_ELEMENTS);
        }
        let at = self.texts.append(&units).ok_or(ElementError::TooLarge)?;
        // The element is filled where it stays: making it elsewhere and moving it costs more than all the rest.
        self.codes |= bit_of(name::name_code(&units));
        self.elements.push(Element::EMPTY);
        if let Some(element) = self.elements.last_mut() {
            element.name = ElementName { at, len: units.len() as u32 };
            element.shape = Shape::new(kind, &units);
            element.flags = flags - ElementFlags::NULL - ElementFlags::NOT_MODIFIED;
            if let Err(error) = element.value.assign(value, &mut self.texts) {
                self.elements.pop();
                return Err(error);
            }
        }
        if self.elements.len() > INDEXED_FROM {
            self.remember_last(&units);
        }
        Ok(())
    }

    /// Adds a value that owns its data under a name.
    pub fn add_value<N: ToUnits + ?Sized>(
        &mut self,
        element_name: &N,
        value: Value,
    ) -> Result<(), ElementError> {
        self.add(element_name, value.value_type(), Some(value.as_value_ref()), ElementFlags::empty())
    }

    /// Sets the element at this index; `kind` is the value's type also where it is NULL.
    pub fn set(&mut self, index: usize, kind: Type, value: Option<ValueRef<'_>>) -> Result<(), ElementError> {
        let element = self.elements.get(index).ok_or(ElementError::NoSuchIndex(index))?;
        let spelt = || self.name_of(element).to_str().into_owned();
        let expected = element.shape.kind();
        if expected != kind {
            return Err(ElementError::TypeMismatch { name: spelt(), expected, given: kind });
        }
        let depth = check_value(kind, value, spelt)?;
        if self.depth > 0 || depth > 0 {
            let name = spelt();
            let old = self.element(index).and_then(|element| element.value).map_or(0, ValueRef::held);
            self.hold(depth, value, Some(old), || name)?;
        }
        let element = &mut self.elements[index];
        element.value.assign(value, &mut self.texts)?;
        element.flags -= ElementFlags::NOT_MODIFIED;
        Ok(())
    }

    /// Sets the element with this name.
    pub fn set_by_name<N: ToUnits + ?Sized>(
        &mut self,
        wanted: &N,
        kind: Type,
        value: Option<ValueRef<'_>>,
    ) -> Result<(), ElementError> {
        match self.find(wanted) {
            Some(index) => self.set(index, kind, value),
            None => {
                Err(ElementError::NoSuchElement(super::text::units_to_str(&wanted.to_units()).into_owned()))
            }
        }
    }

    /// Makes the element at this index NULL.
    pub fn clear(&mut self, index: usize) -> Result<(), ElementError> {
        let kind = self.elements.get(index).ok_or(ElementError::NoSuchIndex(index))?.shape.kind();
        self.set(index, kind, None)
    }

    /// Replaces the flags that are kept of the element at this index; there is none behind the end.
    pub fn set_flags(&mut self, index: usize, flags: ElementFlags) {
        if let Some(element) = self.elements.get_mut(index) {
            element.flags = flags - ElementFlags::NULL;
        }
    }

    /// Marks each element as what the provider gave.
    pub fn mark_unmodified(&mut self) {
        for element in &mut self.elements {
            element.flags |= ElementFlags::NOT_MODIFIED;
        }
    }

    /// Whether this address lies in a text of this instance, so that a caller who passes it passes our own memory.
    #[inline]
    pub fn owns_address(&self, address: usize) -> bool {
        self.texts.contains(address)
    }

    /// Bytes on the heap that this instance holds alone.
    pub fn heap_size(&self) -> usize {
        self.elements.capacity() * size_of::<Element>() + self.texts.heap_size()
    }

    /// Bytes on the heap that any instance of a class holds.
    pub(crate) fn least_size_of(class: &Class) -> usize {
        class.properties().len() * size_of::<Element>()
    }

    #[inline]
    fn view<'a>(&'a self, element: &'a Element) -> ElementRef<'a> {
        let kind = element.shape.kind();
        let value = match &element.value {
            Stored::Null | Stored::Cleared(_) => None,
            &Stored::Bits(bits) => Some(number(kind, bits)),
            &Stored::Timestamp(timestamp) => Some(ValueRef::Datetime(Datetime::Timestamp(timestamp))),
            &Stored::Interval(interval) => Some(ValueRef::Datetime(Datetime::Interval(interval))),
            &Stored::Text(slot) => Some(ValueRef::String(self.texts.get(slot))),
            Stored::Instance(instance) if kind == Type::Reference => Some(ValueRef::Reference(instance)),
            Stored::Instance(instance) => Some(ValueRef::Instance(instance)),
            Stored::Array(array) => Some(ValueRef::Array(array)),
        };
        ElementRef { name: self.name_of(element), kind, flags: element.flags, value }
    }

    /// Counts the instances of a value that comes in, and forgets those of one that it replaces.
    #[cold]
    fn hold(
        &mut self,
        depth: u8,
        value: Option<ValueRef<'_>>,
        replaced: Option<u32>,
        spelt: impl FnOnce() -> String,
    ) -> Result<(), ElementError> {
        let kept = self.held.saturating_sub(replaced.unwrap_or(0));
        let held = kept.saturating_add(value.map_or(0, ValueRef::held));
        if held > MAXIMUM_HELD {
            return Err(ElementError::TooMany(spelt()));
        }
        self.held = held;
        self.depth = self.depth.max(depth);
        Ok(())
    }

    #[inline]
    fn name_of(&self, element: &Element) -> TextRef<'_> {
        match (&self.class, element.name) {
            (ClassOrName::Class(class), ElementName { at, len: OF_CLASS }) => {
                class.properties()[at as usize].name.as_text_ref()
            }
            (_, ElementName { at, len }) => self.texts.at(at, len),
        }
    }

    fn remember_last(&mut self, units: &[Unit]) {
        let last = self.elements.len() - 1;
        if let Some(index) = &mut self.index {
            index.insert(name::folded(units), last as u32);
        } else if self.elements.len() > INDEXED_FROM {
            let names = self.elements.iter().enumerate();
            let index =
                names.map(|(at, element)| (name::folded(&self.name_of(element)), at as u32)).collect();
            self.index = Some(Box::new(index));
        }
    }
}

/// The bit of a code in [`Instance::codes`].
#[inline(always)]
fn bit_of(code: u32) -> u16 {
    1 << (code.wrapping_mul(0x9e37_79b1) >> 28)
}

/// Checks that a value fits an element of this type, and gives the depth of an instance that holds it.
#[inline]
fn check_value(
    kind: Type,
    value: Option<ValueRef<'_>>,
    spelt: impl FnOnce() -> String,
) -> Result<u8, ElementError> {
    let Some(value) = value else { return Ok(0) };
    let given = value.value_type();
    if given != kind {
        return Err(ElementError::TypeMismatch { name: spelt(), expected: kind, given });
    }
    match value.depth() {
        depth if depth > MAXIMUM_DEPTH => Err(ElementError::TooDeep(spelt())),
        depth => Ok(depth),
    }
}

impl PartialEq for Instance {
    /// Same class name and the same elements in the same order; names without case. Where they are is not compared.
    fn eq(&self, other: &Instance) -> bool {
        name::eq_names(self.class_name(), other.class_name())
            && self.len() == other.len()
            && self.elements().zip(other.elements()).all(|(left, right)| {
                name::eq_names(&left.name, &right.name)
                    && left.kind == right.kind
                    && left.value == right.value
            })
    }
}

#[cfg(test)]
mod tests;
