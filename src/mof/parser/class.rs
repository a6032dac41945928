//! Classes with their qualifiers, properties and methods.

use super::super::lexer::TokenKind;
use super::super::source::Span;
use super::super::syntax::{
    ArrayBound, ClassSyntax, MethodSyntax, PropertySyntax, QualifierSyntax, TypeSyntax, ValueKind,
};
use super::{Failed, MOST_ERRORS, Parsed, Parser, flavor_named};
use crate::cim::{Flavor, Type};

/// The type that a keyword names.
pub(super) fn simple_type(word: &str) -> Option<Type> {
    // Classes are many more than types with these lengths, so most names are told apart here.
    if !(5..=8).contains(&word.len()) {
        return None;
    }
    const NAMES: [(&str, Type); 14] = [
        ("string", Type::String),
        ("uint16", Type::Uint16),
        ("uint32", Type::Uint32),
        ("boolean", Type::Boolean),
        ("uint64", Type::Uint64),
        ("datetime", Type::Datetime),
        ("uint8", Type::Uint8),
        ("sint8", Type::Sint8),
        ("sint16", Type::Sint16),
        ("sint32", Type::Sint32),
        ("sint64", Type::Sint64),
        ("real32", Type::Real32),
        ("real64", Type::Real64),
        ("char16", Type::Char16),
    ];
    NAMES.iter().find(|(name, _)| word.eq_ignore_ascii_case(name)).map(|&(_, kind)| kind)
}

impl Parser<'_> {
    /// `[Qualifier, Qualifier(value) : Flavor, ...]`, or nothing.
    pub(super) fn qualifiers(&mut self) -> Parsed<Vec<QualifierSyntax>> {
        let mut qualifiers = Vec::new();
        if !self.take_symbol(b'[') {
            return Ok(qualifiers);
        }
        loop {
            qualifiers.push(self.qualifier()?);
            if self.take_symbol(b']') {
                return Ok(qualifiers);
            }
            self.expect_symbol(b',', "or ']' behind the qualifier")?;
        }
    }

    fn qualifier(&mut self) -> Parsed<QualifierSyntax> {
        let name = self.expect_name("the name of a qualifier")?;
        let value = if self.take_symbol(b'(') {
            let value = self.value()?;
            self.expect_symbol(b')', "behind the value of the qualifier")?;
            Some(value)
        } else if self.is_symbol(b'{') {
            Some(self.value()?)
        } else {
            None
        };
        let mut flavor = Flavor::empty();
        if self.take_symbol(b':') {
            let Some(first) = flavor_named(self.word()) else {
                return Err(self.expected(format_args!("a flavor")));
            };
            flavor |= first;
            self.advance();
            while let Some(next) = flavor_named(self.word()) {
                flavor |= next;
                self.advance();
            }
            self.check_flavor(name, flavor)?;
        }
        Ok(QualifierSyntax { name, value, flavor })
    }

    /// What follows the keyword `class`.
    pub(super) fn class(&mut self, qualifiers: Vec<QualifierSyntax>) -> Parsed<ClassSyntax> {
        let name = self.expect_name("the name of the class")?;
        if self.take_keyword("as") {
            // An alias of a class can't be used anywhere in MOF.
            if self.token.kind != TokenKind::Alias {
                return Err(self.expected(format_args!("an alias such as $Name")));
            }
            self.advance();
        }
        let superclass =
            if self.take_symbol(b':') { Some(self.expect_name("the name of the superclass")?) } else { None };
        let mut class =
            ClassSyntax { qualifiers, name, superclass, properties: Vec::new(), methods: Vec::new() };
        if superclass.is_none() && !self.is_symbol(b'{') {
            return Err(self.expected(format_args!("':' and a superclass, or '{{'")));
        }
        self.expect_symbol(b'{', "before the properties and methods")?;
        while !self.is_symbol(b'}') {
            if self.token.kind == TokenKind::End {
                let failed = self.expected(format_args!("'}}' at the end of the class"));
                self.note_class(name);
                return Err(failed);
            }
            self.long_text = None;
            if self.feature(&mut class).is_err() {
                self.depth = 0;
                if self.errors.len() >= MOST_ERRORS || !self.skip_feature() {
                    return Err(Failed);
                }
            }
        }
        self.advance();
        self.expect_symbol(b';', "behind the class")?;
        Ok(class)
    }

    /// Says where the class began that has no end.
    fn note_class(&mut self, name: Span) {
        let source = std::sync::Arc::clone(self.source);
        if let Some(error) = self.errors.pop() {
            self.errors.push(error.with_note(&source, name, "the class begins here"));
        }
    }

    /// Goes on behind the next semicolon of the class, or to its closing brace; false where there is none of these
    /// before something that looks like another declaration.
    fn skip_feature(&mut self) -> bool {
        let mut braces = 0usize;
        loop {
            match self.token.kind {
                TokenKind::End => return false,
                TokenKind::Symbol(b'{') => braces += 1,
                TokenKind::Symbol(b'}') if braces == 0 => return true,
                TokenKind::Symbol(b'}') => braces -= 1,
                TokenKind::Symbol(b';') if braces == 0 => {
                    self.advance();
                    return true;
                }
                TokenKind::Word if self.begins_line() && self.is_keyword("class") => return false,
                _ => {}
            }
            self.advance();
        }
    }

    fn feature(&mut self, class: &mut ClassSyntax) -> Parsed<()> {
        let qualifiers = self.qualifiers()?;
        let void = Some(self.token.span).filter(|_| self.is_keyword("void"));
        let kind = match void {
            Some(_) => self.void(),
            None => self.type_syntax("a property or method (its type comes first), or '}'")?,
        };
        let name = self.expect_name("the name of the property or method")?;
        if let Some(span) = void.filter(|_| !self.is_symbol(b'(')) {
            return Err(self.fail(span, "expected a type, found 'void', which is none of a property"));
        }
        if self.take_symbol(b'(') {
            let parameters = self.parameters()?;
            self.expect_symbol(b';', "behind the method")?;
            class.methods.push(MethodSyntax { qualifiers, kind, name, parameters });
            return Ok(());
        }
        let array = self.array_bound()?;
        let default = if self.take_symbol(b'=') { Some(self.value()?) } else { None };
        if !self.is_symbol(b';') {
            return Err(self.missing(if default.is_some() {
                format_args!("';' behind the default")
            } else if array == ArrayBound::Scalar {
                format_args!("';', '=', '[' or '(' behind the name")
            } else {
                format_args!("';' or '=' behind the array")
            }));
        }
        self.advance();
        class.properties.push(PropertySyntax { qualifiers, kind, name, array, default });
        Ok(())
    }

    fn parameters(&mut self) -> Parsed<Vec<PropertySyntax>> {
        let mut parameters = Vec::new();
        if self.take_symbol(b')') {
            return Ok(parameters);
        }
        loop {
            let qualifiers = self.qualifiers()?;
            let kind = self.type_syntax("a parameter (its type comes first), or ')'")?;
            let name = self.expect_name("the name of the parameter")?;
            let array = self.array_bound()?;
            parameters.push(PropertySyntax { qualifiers, kind, name, array, default: None });
            if self.take_symbol(b')') {
                return Ok(parameters);
            }
            self.expect_symbol(b',', "or ')' behind the parameter")?;
        }
    }

    /// `void` before a method: Windows' compiler knows it, and no other. Clients see methods with a return value alone.
    fn void(&mut self) -> TypeSyntax {
        let message = "a method of type void is taken as one of type uint32, whose value is never given";
        self.object_to(self.token.span, message);
        self.advance();
        TypeSyntax { kind: Type::Uint32, class: None }
    }

    /// `uint32`, `Class REF`, or `Class` for an embedded instance and `object` for one of any class.
    fn type_syntax(&mut self, what: &str) -> Parsed<TypeSyntax> {
        let word = self.word();
        if let Some(kind) = simple_type(word) {
            self.advance();
            return Ok(TypeSyntax { kind, class: None });
        }
        let span = self.token.span;
        if word.eq_ignore_ascii_case("void") {
            return Err(self.fail(span, "expected a type, found 'void', which only methods have"));
        }
        let any_class = word.eq_ignore_ascii_case("object");
        let class = self.expect_name(what)?;
        let class = if any_class { None } else { Some(class) };
        if self.take_keyword("ref") {
            return Ok(TypeSyntax { kind: Type::Reference, class });
        }
        if self.token.kind != TokenKind::Word {
            return Err(self.fail(
                span,
                format!("expected a type, found '{}', with no name behind it", self.source.slice(span)),
            ));
        }
        Ok(TypeSyntax { kind: Type::Instance, class })
    }

    /// `[]`, `[8]`, or nothing.
    pub(super) fn array_bound(&mut self) -> Parsed<ArrayBound> {
        if !self.take_symbol(b'[') {
            return Ok(ArrayBound::Scalar);
        }
        if self.take_symbol(b']') {
            return Ok(ArrayBound::Variable);
        }
        if self.token.kind != TokenKind::Number {
            return Err(self.expected(format_args!("']' or the length of the array")));
        }
        let value = self.value()?;
        let size = match value.kind {
            ValueKind::Integer { negative: false, magnitude } => u32::try_from(magnitude).ok(),
            _ => None,
        };
        let Some(size) = size.filter(|&size| size > 0) else {
            return Err(
                self.fail(value.span, "expected the length of the array, a number from 1 to 4294967295")
            );
        };
        self.expect_symbol(b']', "behind the length of the array")?;
        Ok(ArrayBound::Fixed(size))
    }
}
