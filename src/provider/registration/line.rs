//! One line of a registration file, read from left to right.

use super::file::ClassPath;
use crate::cim::{Text, name};

/// What is left of a line.
pub(super) struct Line<'a> {
    rest: &'a str,
}

/// What stands in a line, and not what was expected there.
pub(super) type Unexpected = String;

impl<'a> Line<'a> {
    pub(super) fn new(text: &'a str) -> Line<'a> {
        Line { rest: text.trim() }
    }

    /// The key before an equals sign.
    pub(super) fn key(&mut self) -> Result<&'a str, Unexpected> {
        let key = self.name("a key such as CLASS")?;
        self.symbol('=', "after the key")?;
        Ok(key)
    }

    /// All that is left, which must be something.
    pub(super) fn value(&mut self, what: &str) -> Result<&'a str, Unexpected> {
        match self.rest {
            "" => Err(self.unexpected(what)),
            value => {
                self.rest = "";
                Ok(value)
            }
        }
    }

    /// A class and its superclasses: names with colons between them.
    pub(super) fn class_path(&mut self) -> Result<ClassPath, Unexpected> {
        let class = Text::from(self.name("the name of a class")?);
        let mut path = ClassPath { name: class, superclasses: Vec::new() };
        while self.take(':') {
            let superclass = Text::from(self.name("the name of a superclass")?);
            if path.lineage().any(|known| name::eq_names(known, &superclass)) {
                return Err(format!("expected another superclass, found {superclass} for the second time"));
            }
            path.superclasses.push(superclass);
        }
        Ok(path)
    }

    /// The classes at the ends of an association, in braces; `None` where the line is over.
    pub(super) fn ends(&mut self) -> Result<Option<[ClassPath; 2]>, Unexpected> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        self.symbol('{', "with the ends of the association, or the end of the line")?;
        let first = self.class_path()?;
        self.symbol(',', "and the other end of the association")?;
        let second = self.class_path()?;
        self.symbol('}', "after the ends of the association")?;
        Ok(Some([first, second]))
    }

    /// Nothing more.
    pub(super) fn end(&mut self) -> Result<(), Unexpected> {
        if self.rest.is_empty() { Ok(()) } else { Err(self.unexpected("the end of the line")) }
    }

    fn name(&mut self, what: &str) -> Result<&'a str, Unexpected> {
        let is_part = |character: char| character.is_ascii_alphanumeric() || character == '_';
        let end = self.rest.find(|character| !is_part(character)).unwrap_or(self.rest.len());
        let (found, rest) = self.rest.split_at(end);
        if !name::is_legal_name(found) {
            return Err(self.unexpected(what));
        }
        self.rest = rest.trim_start();
        Ok(found)
    }

    fn take(&mut self, symbol: char) -> bool {
        match self.rest.strip_prefix(symbol) {
            Some(rest) => {
                self.rest = rest.trim_start();
                true
            }
            None => false,
        }
    }

    fn symbol(&mut self, symbol: char, place: &str) -> Result<(), Unexpected> {
        if self.take(symbol) { Ok(()) } else { Err(self.unexpected(&format!("'{symbol}' {place}"))) }
    }

    fn unexpected(&self, expected: &str) -> Unexpected {
        /// Of a long line the beginning says enough.
        const SHOWN: usize = 40;
        let mut found: String = self.rest.chars().take(SHOWN).flat_map(char::escape_debug).collect();
        if found.is_empty() {
            return format!("expected {expected}, found the end of the line");
        }
        if self.rest.chars().nth(SHOWN).is_some() {
            found.push('…');
        }
        format!("expected {expected}, found '{found}'")
    }
}
