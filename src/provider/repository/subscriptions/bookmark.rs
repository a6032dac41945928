//! Bookmarks: places in the log of one copy of a repository, as texts that clients keep.

use std::fmt;
use std::str::FromStr;

use rusqlite::Connection;

use super::super::encoding::DecodeError;
use super::super::error::Failure;
use super::super::events::{read_bounds, time_of};
use crate::abi::{MI_SUBSCRIBE_BOOKMARK_NEWEST, MI_SUBSCRIBE_BOOKMARK_OLDEST};
use crate::cim::{Error, Status};

/// Which copy of a repository it is.
pub(super) type Identity = [u8; 16];

/// The place behind an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Bookmark {
    pub identity: Identity,
    pub sequence: i64,
    /// When the event happened. It tells apart what happened in two files of which one was copied from the other.
    pub time: i64,
}

impl fmt::Display for Bookmark {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for byte in self.identity {
            write!(formatter, "{byte:02x}")?;
        }
        write!(formatter, "-{}-{}", self.sequence, self.time)
    }
}

impl FromStr for Bookmark {
    type Err = ();

    fn from_str(text: &str) -> Result<Bookmark, ()> {
        let mut parts = text.split('-');
        let [Some(identity), Some(sequence), Some(time), None] =
            [parts.next(), parts.next(), parts.next(), parts.next()]
        else {
            return Err(());
        };
        let mut bytes = Identity::default();
        if identity.len() != 2 * bytes.len() || !identity.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return Err(());
        }
        for (byte, at) in bytes.iter_mut().zip((0..).step_by(2)) {
            *byte = u8::from_str_radix(&identity[at..at + 2], 16).map_err(drop)?;
        }
        let number = |digits: &str| match digits.as_bytes() {
            [first, ..] if first.is_ascii_digit() => digits.parse::<i64>().map_err(drop),
            _ => Err(()),
        };
        Ok(Bookmark { identity: bytes, sequence: number(sequence)?, time: number(time)? })
    }
}

/// Where a subscription begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Start {
    /// With the oldest event that is there when the log is read.
    Oldest,
    /// Behind the event of this number.
    After(i64),
}

impl Start {
    /// The start that a client asks for, by the bookmark that it gave, and in which copy of the repository that is.
    pub(super) fn of(connection: &Connection, bookmark: Option<&str>) -> Result<(Start, Identity), Failure> {
        // In memory a transaction may be open already.
        let transaction = connection.is_autocommit().then(|| connection.unchecked_transaction());
        let _transaction = transaction.transpose()?;
        let identity = read_identity(connection)?;
        let bounds = read_bounds(connection)?;
        let last = bounds.map_or(0, |bounds| bounds.last);
        let text = match bookmark {
            None | Some(MI_SUBSCRIBE_BOOKMARK_NEWEST) => return Ok((Start::After(last), identity)),
            Some(MI_SUBSCRIBE_BOOKMARK_OLDEST) => return Ok((Start::Oldest, identity)),
            Some(text) => text,
        };
        let refused = |reason: &str| {
            let message = format!(
                "The subscription can't go on from the bookmark '{text}': {reason}. Subscribe with \
                 {MI_SUBSCRIBE_BOOKMARK_OLDEST} for everything that is still known, or with {MI_SUBSCRIBE_BOOKMARK_NEWEST} \
                 for what happens from now on."
            );
            Err(Error::new(Status::InvalidParameter, message).into())
        };
        let Ok(bookmark) = text.parse::<Bookmark>() else {
            return refused("it is none that this library gave");
        };
        if bookmark.identity != identity {
            return refused("another repository, or another copy of this one, gave it");
        }
        let is_of_this_log = bookmark.sequence <= last
            && time_of(connection, bookmark.sequence)?.is_none_or(|time| time == bookmark.time);
        if !is_of_this_log {
            return refused("what it stands behind did not happen in this copy of the repository");
        }
        Ok((Start::After(bookmark.sequence), identity))
    }
}

pub(super) fn read_identity(connection: &Connection) -> Result<Identity, Failure> {
    let mut statement = connection.prepare_cached("SELECT identity FROM state WHERE id = 1")?;
    let identity: Vec<u8> = statement.query_row([], |row| row.get(0))?;
    let damaged = |_| DecodeError { at: 0, expected: "the identity of the repository" };
    Ok(identity.try_into().map_err(damaged)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bookmark_is_a_text_and_back() {
        let bookmark = Bookmark { identity: [0xa5; 16], sequence: 12_345, time: 1_795_000_000_000_000 };
        let text = bookmark.to_string();
        assert_eq!(text, "a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5-12345-1795000000000000");
        assert_eq!(text.parse(), Ok(bookmark));
    }

    #[test]
    fn what_is_no_bookmark_is_refused() {
        let identity = "a5".repeat(16);
        let wrong = [
            String::new(),
            "12345".to_owned(),
            format!("{identity}-1"),
            format!("{identity}-1-2-3"),
            format!("{identity}--1-2"),
            format!("{identity}-+1-2"),
            format!("{identity}-1-99999999999999999999"),
            format!("{}-1-2", "é5".repeat(16)),
            format!("{}-1-2", "a5".repeat(15)),
        ];
        for text in wrong {
            assert_eq!(text.parse::<Bookmark>(), Err(()), "{text}");
        }
    }
}
