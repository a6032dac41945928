//! The short way for what deserializers mostly get: texts of instances whose values are plain, and whose classes the catalog
//! has. What is anything else, or not right, is left to the long way, which says what.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::sync::Arc;

use super::super::compile::{Options, plain_value};
use super::super::lexer::{Lexer, TokenKind};
use super::super::literal;
use super::super::source::Span;
use super::super::syntax::ValueKind;
use crate::cim::budget::Budget;
use crate::cim::instance::Plain;
use crate::cim::schema::Catalog;
use crate::cim::text::str_to_units;
use crate::cim::{
    Array, Class, ClassDeclaration, Datetime, Error, Instance, Property, QualifierType, Text, Type, Value,
    name,
};

type Answer = Result<Option<Arc<Class>>, Error>;

/// A catalog that is asked for each class of the text's namespace once, also where the text is read again the long way.
pub(super) struct Asked<'c> {
    catalog: &'c dyn Catalog,
    namespace: &'c Text,
    /// The first that was asked for, which mostly is the only one.
    first: OnceCell<(Text, Answer)>,
    /// The others, by their names in lower case.
    others: RefCell<HashMap<String, Answer>>,
}

impl<'c> Asked<'c> {
    pub(super) fn new(catalog: &'c dyn Catalog, options: &'c Options) -> Asked<'c> {
        Asked {
            catalog,
            namespace: &options.namespace,
            first: OnceCell::new(),
            others: RefCell::new(HashMap::new()),
        }
    }
}

impl Catalog for Asked<'_> {
    fn qualifier_type(&self, namespace: &Text, name: &Text) -> Result<Option<Arc<QualifierType>>, Error> {
        self.catalog.qualifier_type(namespace, name)
    }

    fn class(&self, namespace: &Text, name: &Text) -> Answer {
        let ask = || self.catalog.class(namespace, name);
        if !name::eq_names(namespace, self.namespace) {
            return ask();
        }
        let (first, answer) = self.first.get_or_init(|| (name.clone(), ask()));
        if name::eq_names(first, name) {
            return answer.clone();
        }
        let folded = name.to_str().to_ascii_lowercase();
        if let Some(answer) = self.others.borrow().get(&folded) {
            return answer.clone();
        }
        // Nothing is borrowed while somebody else's code runs.
        let answer = ask();
        self.others.borrow_mut().insert(folded, answer.clone());
        answer
    }

    fn class_declaration(
        &self,
        namespace: &Text,
        name: &Text,
    ) -> Result<Option<Arc<ClassDeclaration>>, Error> {
        self.catalog.class_declaration(namespace, name)
    }
}

/// The instances of a text that has nothing but plain ones, where nothing is to be said of them.
pub(super) fn read_plain(text: &str, catalog: &Asked<'_>, options: &Options) -> Option<Vec<Arc<Instance>>> {
    let named = Some(&options.namespace).filter(|namespace| !namespace.is_empty());
    let mut reader = Reader {
        text,
        lexer: Lexer::new(text),
        buffer: String::new(),
        texts: 0,
        written: Vec::with_capacity(16),
        values: Vec::new(),
    };
    let mut budget = Budget::of(text.len());
    let mut instances = Vec::new();
    let mut last: Option<(&str, Arc<Class>)> = None;
    loop {
        match reader.next() {
            TokenKind::End => return Some(instances),
            TokenKind::Word if reader.is_word("instance") => {}
            _ => return None,
        }
        if reader.next() != TokenKind::Word || !reader.is_word("of") || reader.next() != TokenKind::Word {
            return None;
        }
        let class_name = reader.slice();
        let class = match last.take() {
            Some((name, class)) if name == class_name => class,
            _ => catalog.class(&options.namespace, &Text::from(class_name)).ok()??,
        };
        let mut instance = reader.instance(&class)?;
        if !budget.spend(instance.heap_size()) {
            return None;
        }
        instance.set_namespace(named.cloned());
        instances.push(Arc::new(instance));
        last = Some((class_name, class));
    }
}

/// A value of a property, as it is put into the instance: two words, which are moved without touching memory.
#[derive(Clone, Copy)]
struct Written {
    index: u32,
    tag: Tag,
    /// What it is, as the tag says.
    bits: u64,
}

#[derive(Clone, Copy)]
enum Tag {
    Null,
    /// The bits of a number.
    Bits,
    /// A place in the source.
    Text,
    /// A place in the buffer.
    Unescaped,
    /// The index of another value.
    Value,
}

/// A place in a text as bits.
#[inline]
fn place(start: u32, end: u32) -> u64 {
    u64::from(start) << 32 | u64::from(end)
}

/// What stands at a place.
#[inline]
fn at(text: &str, place: u64) -> &str {
    &text[(place >> 32) as usize..place as u32 as usize]
}

struct Reader<'s> {
    text: &'s str,
    lexer: Lexer<'s>,
    /// The texts of an instance that have escapes.
    buffer: String,
    /// How long the texts of an instance are, with their NULs.
    texts: usize,
    /// The values of an instance, each with the index of its property.
    written: Vec<Written>,
    /// Those that are no numbers and texts.
    values: Vec<Value>,
}

impl<'s> Reader<'s> {
    #[inline]
    fn next(&mut self) -> TokenKind {
        self.lexer.next_kind()
    }

    #[inline]
    fn slice(&self) -> &'s str {
        let span = self.lexer.span();
        &self.text[span.start as usize..span.end as usize]
    }

    #[inline]
    fn is_word(&self, wanted: &str) -> bool {
        self.slice().eq_ignore_ascii_case(wanted)
    }

    /// What stands from the brace on.
    fn instance(&mut self, class: &Arc<Class>) -> Option<Instance> {
        if self.next() != TokenKind::Symbol(b'{') {
            return None;
        }
        self.buffer.clear();
        self.texts = 0;
        self.written.clear();
        self.values.clear();
        let properties = class.properties();
        // One more than the last that was written: texts have the order of the class mostly.
        let mut expected = 0;
        let mut in_order = true;
        loop {
            match self.next() {
                TokenKind::Word => {}
                TokenKind::Symbol(b'}') => break,
                _ => return None,
            }
            let index = find_property(class, self.slice(), expected)?;
            in_order &= index >= expected;
            expected = index + 1;
            if self.next() != TokenKind::Symbol(b'=') {
                return None;
            }
            let (tag, bits) = self.value(&properties[index])?;
            self.written.push(Written { index: index as u32, tag, bits });
            if self.next() != TokenKind::Symbol(b';') {
                return None;
            }
        }
        if self.next() != TokenKind::Symbol(b';') || !in_order && self.is_any_twice() {
            return None;
        }
        let mut instance = Instance::of_class_with_room(class, self.texts);
        for &Written { index, tag, bits } in &self.written {
            let index = index as usize;
            let kind = properties[index].kind;
            match tag {
                Tag::Null => instance.set_plain(index, kind, Plain::Null),
                Tag::Bits => instance.set_plain(index, kind, Plain::Bits(bits)),
                Tag::Text => instance.set_plain(index, kind, Plain::Text(&str_to_units(at(self.text, bits)))),
                Tag::Unescaped => {
                    instance.set_plain(index, kind, Plain::Text(&str_to_units(at(&self.buffer, bits))))
                }
                Tag::Value => {
                    let value = self.values.get(bits as usize).map(Value::as_value_ref);
                    instance.set(index, kind, value)
                }
            }
            .ok()?;
        }
        Some(instance)
    }

    fn is_any_twice(&mut self) -> bool {
        let mut indexes: Vec<u32> = self.written.iter().map(|written| written.index).collect();
        indexes.sort_unstable();
        indexes.windows(2).any(|pair| pair[0] == pair[1])
    }

    /// A value for a property, up to its last token.
    #[inline]
    fn value(&mut self, property: &Property) -> Option<(Tag, u64)> {
        let kind = property.kind;
        let token = self.next();
        let value = match token {
            TokenKind::String { escapes, .. } if kind == Type::String => {
                let (tag, start, end) = if escapes {
                    let start = self.buffer.len() as u32;
                    self.unescape()?;
                    (Tag::Unescaped, start, self.buffer.len() as u32)
                } else {
                    let Span { start, end } = self.lexer.span();
                    (Tag::Text, start + 1, end - 1)
                };
                self.texts += (end - start) as usize + 1;
                return Some((tag, place(start, end)));
            }
            TokenKind::Number => {
                if let Some(bits) = decimal(self.slice()).and_then(|number| bits_of(kind, number)) {
                    return Some((Tag::Bits, bits));
                }
                self.scalar(kind, token)?
            }
            TokenKind::Word if kind == Type::Boolean && self.is_word("true") => return Some((Tag::Bits, 1)),
            TokenKind::Word if kind == Type::Boolean && self.is_word("false") => return Some((Tag::Bits, 0)),
            TokenKind::Word if self.is_word("null") => return Some((Tag::Null, 0)),
            TokenKind::Symbol(b'{') if kind.is_array() => Value::Array(Arc::new(self.array(property)?)),
            _ => self.scalar(kind, token)?,
        };
        self.values.push(value);
        Some((Tag::Value, self.values.len() as u64 - 1))
    }

    /// Adds the text of the token to the buffer.
    fn unescape(&mut self) -> Option<()> {
        let quoted = self.slice();
        let mut is_known = true;
        literal::unescape(&quoted[1..quoted.len() - 1], &mut self.buffer, &mut |_| is_known = false).ok()?;
        is_known.then_some(())
    }

    fn array(&mut self, property: &Property) -> Option<Array> {
        let kind = property.kind.scalar();
        let mut array = Array::empty(kind);
        let mut token = self.next();
        if token == TokenKind::Symbol(b'}') {
            return Some(array);
        }
        loop {
            array.push(self.scalar(kind, token)?).ok()?;
            match self.next() {
                TokenKind::Symbol(b',') => token = self.next(),
                TokenKind::Symbol(b'}') => break,
                _ => return None,
            }
        }
        let fits = property.array_size.is_none_or(|size| array.len() <= size as usize);
        fits.then_some(array)
    }

    /// The value of a token that is one alone.
    fn scalar(&mut self, kind: Type, token: TokenKind) -> Option<Value> {
        match token {
            TokenKind::Number => plain_value(kind, &literal::number(self.slice()).ok()?, self.slice()),
            TokenKind::Word if self.is_word("true") => plain_value(kind, &ValueKind::Boolean(true), ""),
            TokenKind::Word if self.is_word("false") => plain_value(kind, &ValueKind::Boolean(false), ""),
            TokenKind::Char => {
                let character = literal::character(self.slice()).ok()?;
                plain_value(kind, &ValueKind::Char(character), "")
            }
            TokenKind::String { .. } if matches!(kind, Type::String | Type::Datetime) => {
                let start = self.buffer.len();
                self.unescape()?;
                let value = match kind {
                    Type::String => Value::string(&self.buffer[start..]),
                    _ => Value::Datetime(self.buffer[start..].parse::<Datetime>().ok()?),
                };
                self.buffer.truncate(start);
                Some(value)
            }
            _ => None,
        }
    }
}

/// A whole number in decimal digits, short enough for 64 bits with a sign.
#[inline]
fn decimal(text: &str) -> Option<i64> {
    let (digits, sign) = match text.as_bytes() {
        [b'-', digits @ ..] => (digits, -1),
        digits => (digits, 1),
    };
    // What begins with 0 is octal, or of another base.
    if digits.is_empty() || digits.len() > 18 || digits[0] == b'0' && digits.len() > 1 {
        return None;
    }
    let mut number = 0;
    for &digit in digits {
        if !digit.is_ascii_digit() {
            return None;
        }
        number = number * 10 + i64::from(digit - b'0');
    }
    Some(sign * number)
}

/// A whole number as the bits of this type, where it fits.
#[inline]
fn bits_of(kind: Type, number: i64) -> Option<u64> {
    let (least, most) = match kind {
        Type::Uint8 => (0, u8::MAX.into()),
        Type::Sint8 => (i8::MIN.into(), i8::MAX.into()),
        Type::Uint16 => (0, u16::MAX.into()),
        Type::Sint16 => (i16::MIN.into(), i16::MAX.into()),
        Type::Uint32 => (0, u32::MAX.into()),
        Type::Sint32 => (i32::MIN.into(), i32::MAX.into()),
        Type::Uint64 => (0, i64::MAX),
        Type::Sint64 => (i64::MIN, i64::MAX),
        _ => return None,
    };
    (least..=most).contains(&number).then_some(number as u64)
}

/// The property of this name, looked for from an index on.
#[inline]
fn find_property(class: &Class, wanted: &str, from: usize) -> Option<usize> {
    /// So many are compared before a map is asked.
    const COMPARED: usize = 8;
    let units = str_to_units(wanted);
    let properties = class.properties();
    let near = properties.iter().enumerate().skip(from).take(COMPARED);
    let mut near = near.filter(|(_, property)| name::units_eq_names(property.name.units(), &units));
    near.next().map(|(index, _)| index).or_else(|| class.find_property(wanted))
}
