//! Datetimes as they are compared: points in time on one scale, and lengths of time on another.

use std::cmp::Ordering;

use crate::cim::Datetime;
use crate::cim::datetime::{Interval, Timestamp};

/// A place on a scale, in microseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Moment {
    /// Since the year zero, in UTC.
    Point(i64),
    /// A length of time.
    Length(i64),
}

/// A datetime that a query states: all moments that begin with the digits that are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moments {
    pub(super) first: Moment,
    pub(super) last: Moment,
}

const SECOND: i64 = 1_000_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

impl Moment {
    pub(super) fn of(datetime: &Datetime) -> Moment {
        match datetime {
            Datetime::Timestamp(timestamp) => Moment::Point(timestamp.moment()),
            Datetime::Interval(interval) => Moment::Length(length(interval)),
        }
    }

    fn microseconds(self) -> i64 {
        match self {
            Moment::Point(microseconds) | Moment::Length(microseconds) => microseconds,
        }
    }

    /// Another place on the same scale.
    fn with(self, microseconds: i64) -> Moment {
        match self {
            Moment::Point(_) => Moment::Point(microseconds),
            Moment::Length(_) => Moment::Length(microseconds),
        }
    }

    /// The order of two moments; there is none between a point and a length.
    pub(super) fn order(self, other: Moment) -> Option<Ordering> {
        match (self, other) {
            (Moment::Point(left), Moment::Point(right)) | (Moment::Length(left), Moment::Length(right)) => {
                Some(left.cmp(&right))
            }
            _ => None,
        }
    }
}

impl Moments {
    /// One moment.
    pub(super) fn exactly(moment: Moment) -> Moments {
        Moments { first: moment, last: moment }
    }

    /// Reads the 25 characters of CIM. Asterisks stand for what is not known: whole fields, or digits of the fraction, from
    /// some place on to the last. An offset that is not known is none.
    pub(super) fn read(text: &str) -> Option<Moments> {
        let Some(known) = text.find('*') else {
            return Some(Moments::exactly(Moment::of(&text.parse().ok()?)));
        };
        let (head, tail) = (text.get(..21)?, text.get(21..)?);
        let tail = if matches!(tail, "+***" | "-***") { "+000" } else { tail };
        if known >= 21 {
            return Some(Moments::exactly(Moment::of(&format!("{head}{tail}").parse().ok()?)));
        }
        if text.len() != 25 || !head[known..].chars().all(|character| matches!(character, '*' | '.')) {
            return None;
        }
        let is_interval = tail.starts_with(':');
        let lowest = if is_interval { "00000000000000.000000" } else { "00000101000000.000000" };
        let first = format!("{}{}{tail}", &head[..known], &lowest[known..]).parse().ok()?;
        let begin = Moment::of(&first);
        let span = match (known, first) {
            (0, _) => return Some(Moments { first: begin.with(i64::MIN), last: begin.with(i64::MAX) }),
            (4, Datetime::Timestamp(first)) => microseconds_between(first, first.year + 1, 1),
            (6, Datetime::Timestamp(first)) if first.month == 12 => {
                microseconds_between(first, first.year + 1, 1)
            }
            (6, Datetime::Timestamp(first)) => microseconds_between(first, first.year, first.month + 1),
            (8, _) => DAY,
            (10, _) => HOUR,
            (12, _) => MINUTE,
            (14 | 15, _) => SECOND,
            (16..21, _) => 10_i64.pow(21 - known as u32),
            _ => return None,
        };
        Some(Moments { first: begin, last: begin.with(begin.microseconds() + (span - 1)) })
    }

    /// How a value relates to these: before all of them, among them, or behind.
    pub(super) fn order_of(&self, value: Moment) -> Option<Ordering> {
        Some(match (value.order(self.first)?, value.order(self.last)?) {
            (Ordering::Less, _) => Ordering::Less,
            (_, Ordering::Greater) => Ordering::Greater,
            _ => Ordering::Equal,
        })
    }
}

/// From this timestamp to the first day of a month.
fn microseconds_between(from: Timestamp, year: u16, month: u8) -> i64 {
    let to = Timestamp { year, month, day: 1, utc: from.utc, ..Timestamp::default() };
    to.moment() - from.moment()
}

fn length(interval: &Interval) -> i64 {
    i64::from(interval.days) * DAY
        + i64::from(interval.hours) * HOUR
        + i64::from(interval.minutes) * MINUTE
        + i64::from(interval.seconds) * SECOND
        + i64::from(interval.microseconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> Moment {
        Moment::of(&text.parse().unwrap())
    }

    fn order(value: &str, stated: &str) -> Option<Ordering> {
        Moments::read(stated).unwrap().order_of(moment(value))
    }

    #[test]
    fn one_instant_is_the_same_in_every_offset() {
        let noon = "20261121120000.000000+000";
        assert_eq!(order("20261121130000.000000+060", noon), Some(Ordering::Equal));
        assert_eq!(order("20261121065959.999999-300", noon), Some(Ordering::Less));
        assert_eq!(order("20261122000001.000000+720", noon), Some(Ordering::Greater));
    }

    #[test]
    fn days_follow_each_other_over_the_ends_of_months_and_years() {
        let days = ["20231231", "20240101", "20240228", "20240229", "20240301", "20250228", "20250301"];
        let days: Vec<i64> =
            days.iter().map(|day| moment(&format!("{day}000000.000000+000")).microseconds() / DAY).collect();
        let steps: Vec<i64> = days.windows(2).map(|pair| pair[1] - pair[0]).collect();
        assert_eq!(steps, [1, 58, 1, 1, 364, 1]);
    }

    #[test]
    fn an_offset_is_known_or_not_as_a_whole() {
        let noon = "20261121120000.000000+000";
        assert_eq!(order(noon, "20261121120000.000000+***"), Some(Ordering::Equal));
        for text in ["20261121120000.000000+0**", "20261121120000.000000****", "00000001000000.000000:***"] {
            assert!(Moments::read(text).is_none(), "{text}");
        }
    }

    #[test]
    fn what_is_not_known_matches_whatever_it_is() {
        for (stated, inside, before, behind) in [
            (
                "2026**********.******+000",
                "20261231235959.999999+000",
                "20251231235959.999999+000",
                "20270101000000.000000+000",
            ),
            (
                "202612********.******+000",
                "20261231235959.999999+000",
                "20261130235959.999999+000",
                "20270101000000.000000+000",
            ),
            (
                "20240229******.******+000",
                "20240229120000.000000+000",
                "20240228235959.999999+000",
                "20240301000000.000000+000",
            ),
            (
                "2024022912****.******+060",
                "20240229115959.000000+000",
                "20240229105959.999999+000",
                "20240229120000.000000+000",
            ),
            (
                "20240229120000.******+000",
                "20240229120000.999999+000",
                "20240229115959.999999+000",
                "20240229120001.000000+000",
            ),
            (
                "20240229120000.12****+000",
                "20240229120000.129999+000",
                "20240229120000.119999+000",
                "20240229120000.130000+000",
            ),
            (
                "00000001******.******:000",
                "00000001235959.999999:000",
                "00000000235959.999999:000",
                "00000002000000.000000:000",
            ),
        ] {
            assert_eq!(order(inside, stated), Some(Ordering::Equal), "{stated}");
            assert_eq!(order(before, stated), Some(Ordering::Less), "{stated}");
            assert_eq!(order(behind, stated), Some(Ordering::Greater), "{stated}");
        }
        assert_eq!(order("20240229120000.000000+000", "**************.******+000"), Some(Ordering::Equal));
        assert_eq!(order("20240229120000.000000+000", "20240229120000.000000+***"), Some(Ordering::Equal));
    }

    #[test]
    fn a_point_and_a_length_have_no_order() {
        assert_eq!(order("00000001000000.000000:000", "20240229120000.000000+000"), None);
        assert_eq!(order("99999999235959.999999:000", "00000001000000.000000:000"), Some(Ordering::Greater));
    }

    #[test]
    fn what_is_unknown_in_the_middle_is_no_datetime() {
        for text in
            ["2026**21120000.000000+000", "199***********.******+000", "2026112112000*.******+000", "x", "*"]
        {
            assert_eq!(Moments::read(text), None, "{text}");
        }
    }
}
