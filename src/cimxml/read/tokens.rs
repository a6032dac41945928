//! What all of the reading needs of tokens: attributes that must be there, and texts in elements.

use std::borrow::Cow;

use super::failure::{Failure, Made};
use crate::cim::{Type, name};
use crate::xml::{Content, Limits, Reader, Token};

/// References in each other take four elements a level, and instances hold each other 64 levels deep at most.
pub(super) const LIMITS: Limits = Limits { depth: 400, attributes: 128 };

/// The text in an element.
#[derive(Clone, Debug)]
pub(super) enum Characters<'t> {
    /// In one piece, as it nearly always is.
    Piece(Content<'t>),
    /// In several pieces, between comments and CDATA sections, and where the first begins.
    Pieces(usize, String),
}

impl<'t> Characters<'t> {
    pub(super) fn at(&self) -> usize {
        match self {
            Characters::Piece(content) => content.at(),
            Characters::Pieces(at, _) => *at,
        }
    }

    #[inline]
    pub(super) fn text(&self) -> Made<Cow<'_, str>> {
        match self {
            Characters::Piece(content) => Ok(content.text()?),
            Characters::Pieces(_, text) => Ok(Cow::Borrowed(text)),
        }
    }

    /// The code points; halves of surrogate pairs are told as they are.
    pub(super) fn code_points(&self) -> Vec<u32> {
        match self {
            Characters::Piece(content) => content.code_points().map(|(_, point)| point).collect(),
            Characters::Pieces(_, text) => text.chars().map(u32::from).collect(),
        }
    }
}

/// The text in the element that began last, up to its end.
#[inline]
pub(super) fn characters<'t>(reader: &mut Reader<'t>) -> Made<Characters<'t>> {
    let first = match reader.next_token()? {
        Token::Text(content) => content,
        Token::End => return Ok(Characters::Piece(Content::empty(reader.at()))),
        _ => return Err(no_text(reader)),
    };
    match reader.next_token()? {
        Token::End => Ok(Characters::Piece(first)),
        Token::Text(second) => pieces(reader, first, second),
        _ => Err(no_text(reader)),
    }
}

#[cold]
fn pieces<'t>(reader: &mut Reader<'t>, first: Content<'t>, second: Content<'t>) -> Made<Characters<'t>> {
    let mut text = first.text()?.into_owned();
    text += &second.text()?;
    loop {
        match reader.next_token()? {
            Token::Text(content) => text += &content.text()?,
            Token::End => return Ok(Characters::Pieces(first.at(), text)),
            _ => return Err(no_text(reader)),
        }
    }
}

#[cold]
fn no_text(reader: &Reader<'_>) -> Failure {
    Failure::wrong(reader.token_at(), "expected text, found an element")
}

/// The next element within the one that is being read: its name, or `None` at the end. Only white space may be between elements.
#[inline]
pub(super) fn child<'t>(reader: &mut Reader<'t>) -> Made<Option<&'t str>> {
    loop {
        match reader.next_token()? {
            Token::Start(name) => return Ok(Some(name)),
            Token::End | Token::Eof => return Ok(None),
            Token::Text(content) => {
                let is_space = |text: &str| text.bytes().all(|byte| byte.is_ascii_whitespace());
                if !content.plain().is_some_and(is_space) && !is_space(&content.text()?) {
                    let space = content.plain().map_or(0, |text| text.len() - text.trim_ascii_start().len());
                    return Err(Failure::wrong(content.at() + space, "expected an element, found text"));
                }
            }
        }
    }
}

/// An attribute that must be there.
#[inline]
pub(super) fn required<'t>(reader: &Reader<'t>, element: &str, attribute: &str) -> Made<Cow<'t, str>> {
    match reader.attribute(attribute) {
        Some(value) => Ok(value.text()?),
        None => Err(Failure::wrong(
            reader.token_at(),
            format!("expected the attribute {attribute} of {element}, found none"),
        )),
    }
}

/// An attribute that may be left out.
pub(super) fn optional<'t>(reader: &Reader<'t>, attribute: &str) -> Made<Option<Cow<'t, str>>> {
    Ok(reader.attribute(attribute).map(Content::text).transpose()?)
}

/// An attribute that is true or false.
pub(super) fn flag(reader: &Reader<'_>, attribute: &str) -> Made<Option<bool>> {
    let Some(value) = reader.attribute(attribute) else { return Ok(None) };
    let text = value.text()?;
    match text.trim() {
        text if text.eq_ignore_ascii_case("true") => Ok(Some(true)),
        text if text.eq_ignore_ascii_case("false") => Ok(Some(false)),
        _ => {
            Err(Failure::wrong(value.at(), format!("expected true or false for {attribute}, found '{text}'")))
        }
    }
}

/// The name of an element of the model.
pub(super) fn legal_name<'t>(reader: &Reader<'t>, element: &str, attribute: &str) -> Made<Cow<'t, str>> {
    let name = required(reader, element, attribute)?;
    if name::is_legal_name(&*name) {
        return Ok(name);
    }
    Err(Failure::wrong(
        reader.token_at(),
        format!(
            "'{}' is no legal name in {element}: a letter or underscore, then letters, digits and underscores",
            short(&name)
        ),
    ))
}

/// As much of a text as a message shows.
pub(super) fn short(text: &str) -> String {
    const SHOWN: usize = 80;
    match text.char_indices().nth(SHOWN) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}...", &text[..end]),
    }
}

/// The type that an attribute names, where it is there.
pub(super) fn type_of(reader: &Reader<'_>, attribute: &str) -> Made<Option<Type>> {
    let Some(value) = reader.attribute(attribute) else { return Ok(None) };
    let text = value.text()?;
    let wanted = text.trim();
    let scalars = Type::ALL.iter().take_while(|kind| !kind.is_array() && **kind != Type::Instance);
    match scalars.into_iter().find(|kind| kind.name().eq_ignore_ascii_case(wanted)) {
        Some(kind) => Ok(Some(*kind)),
        None => Err(Failure::wrong(value.at(), format!("'{}' is no type of CIM", short(&text)))),
    }
}

/// How a writer says that a string holds an embedded object: with any instance or class in it, or an instance of a class that the
/// qualifiers name.
pub(super) fn embeds(reader: &Reader<'_>) -> Made<bool> {
    let said = reader.attribute("EmbeddedObject").or_else(|| reader.attribute("EMBEDDEDOBJECT"));
    let Some(value) = said else { return Ok(false) };
    let text = value.text()?;
    match text.trim() {
        text if text.eq_ignore_ascii_case("object") || text.eq_ignore_ascii_case("instance") => Ok(true),
        _ => Err(Failure::wrong(
            value.at(),
            format!("expected object or instance for EmbeddedObject, found '{}'", short(&text)),
        )),
    }
}
