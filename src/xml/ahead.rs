//! The short way for what writers put byte by byte as one expects: it is compared, and no token is made of it.

use super::reader::{Reader, TEXT, is};

/// What follows the last token of a reader. The reader stays where it is until it is told to go on behind this.
#[derive(Clone, Copy, Debug)]
pub struct Ahead<'t> {
    rest: &'t str,
}

impl<'t> Ahead<'t> {
    /// Takes what is written exactly so; whether it is there.
    #[inline(always)]
    pub fn take(&mut self, expected: &str) -> bool {
        match self.rest.strip_prefix(expected) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// Takes so many bytes, where they are whole characters.
    #[inline(always)]
    pub fn take_bytes(&mut self, length: usize) -> Option<&'t str> {
        let (taken, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(taken)
    }

    /// Takes the text up to the next tag, where there is one and the text stands for itself.
    #[inline(always)]
    pub fn take_text(&mut self) -> Option<&'t str> {
        let bytes = self.rest.as_bytes();
        let length = bytes.iter().position(|&byte| !is(byte, TEXT))?;
        if bytes[length] == b'<' { self.take_bytes(length) } else { None }
    }
}

impl<'t> Reader<'t> {
    /// What follows, where elements may go so many levels deeper here.
    #[inline]
    pub fn ahead(&self, levels: usize) -> Option<Ahead<'t>> {
        let is_possible = !self.ends && self.open.len() + levels <= self.limits.depth;
        is_possible.then(|| Ahead { rest: &self.text[self.at..] })
    }

    /// Goes on behind what was taken of [`Reader::ahead`]: whole elements, each with its end.
    #[inline]
    pub fn go_behind(&mut self, ahead: Ahead<'t>) {
        self.at = self.text.len() - ahead.rest.len();
    }
}
