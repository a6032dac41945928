//! CIM datetimes: points in time with an offset from UTC, and intervals, with their text form of 25 characters.

use std::fmt;
use std::str::FromStr;

use super::{Error, Status};

/// A CIM datetime. Fields hold what the text form can hold; whether they are in the ranges of a calendar and a clock,
/// [`Timestamp::is_valid`] says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Datetime {
    /// A point in time.
    Timestamp(Timestamp),
    /// A length of time.
    Interval(Interval),
}

/// `yyyymmddHHMMSS.mmmmmmsUUU`: a point in time and its offset from UTC in minutes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names are the field's own")]
pub struct Timestamp {
    pub year: u16,
    pub month: u8,
    pub day: u8,
    pub hour: u8,
    pub minute: u8,
    pub second: u8,
    pub microseconds: u32,
    /// Offset from UTC in minutes.
    pub utc: i16,
}

/// `ddddddddHHMMSS.mmmmmm:000`: a length of time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names are the field's own")]
pub struct Interval {
    pub days: u32,
    pub hours: u8,
    pub minutes: u8,
    pub seconds: u8,
    pub microseconds: u32,
}

/// Why a text is no datetime.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("'{text}' is no datetime: {reason}")]
pub struct DatetimeError {
    text: String,
    reason: &'static str,
}

impl From<DatetimeError> for Error {
    fn from(error: DatetimeError) -> Error {
        Error::new(Status::InvalidParameter, format!("{error}."))
    }
}

impl Datetime {
    /// Whether its text reads back: every field fits its place and is in the range of a calendar and a clock.
    pub fn is_valid(&self) -> bool {
        match self {
            Datetime::Timestamp(timestamp) => timestamp.is_valid(),
            Datetime::Interval(interval) => interval.is_valid(),
        }
    }

    /// The 25 characters, or `None` where a field does not fit its place.
    pub fn to_ascii(&self) -> Option<[u8; 25]> {
        let mut text = [b'.'; 25];
        match self {
            Datetime::Timestamp(t) => {
                if !t.is_representable() {
                    return None;
                }
                fill_digits(&mut text[..4], t.year.into());
                fill_date_field(&mut text[4..6], t.month, t.day);
                fill_date_field(&mut text[6..8], t.day, t.month);
                for (at, field) in [(8, t.hour), (10, t.minute), (12, t.second)] {
                    fill_digits(&mut text[at..at + 2], field.into());
                }
                fill_digits(&mut text[15..21], t.microseconds);
                text[21] = if t.utc < 0 { b'-' } else { b'+' };
                fill_digits(&mut text[22..], t.utc.unsigned_abs().into());
            }
            Datetime::Interval(i) => {
                if !i.is_representable() {
                    return None;
                }
                fill_digits(&mut text[..8], i.days);
                for (at, field) in [(8, i.hours), (10, i.minutes), (12, i.seconds)] {
                    fill_digits(&mut text[at..at + 2], field.into());
                }
                fill_digits(&mut text[15..21], i.microseconds);
                text[21..].copy_from_slice(b":000");
            }
        }
        Some(text)
    }
}

impl Timestamp {
    /// The moment so many microseconds after the beginning of 1970 in UTC; `None` where the year does not fit.
    pub fn of_microseconds(microseconds: i64) -> Option<Timestamp> {
        const DAY: i64 = 86_400 * 1_000_000;
        let (days, rest) = (microseconds.div_euclid(DAY), microseconds.rem_euclid(DAY));
        // Years that begin in March have their leap day at the end, and 400 of them always have as many days.
        let since_0000_03_01 = days + 719_468;
        let (era, day_of_era) = (since_0000_03_01.div_euclid(146_097), since_0000_03_01.rem_euclid(146_097));
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
        let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        let seconds = rest / 1_000_000;
        Some(Timestamp {
            year: u16::try_from(year).ok()?,
            month: u8::try_from(month).ok()?,
            day: u8::try_from(day).ok()?,
            hour: u8::try_from(seconds / 3_600).ok()?,
            minute: u8::try_from(seconds / 60 % 60).ok()?,
            second: u8::try_from(seconds % 60).ok()?,
            microseconds: u32::try_from(rest % 1_000_000).ok()?,
            utc: 0,
        })
    }

    /// Whether every field fits its place in the text form.
    pub fn is_representable(&self) -> bool {
        self.year <= 9999
            && [self.month, self.day, self.hour, self.minute, self.second].iter().all(|&field| field <= 99)
            && self.microseconds <= 999_999
            && self.utc.unsigned_abs() <= 999
    }

    /// Whether every field is in the range of a calendar and a clock. A month or a day of zero is one that is not
    /// significant, so that a zeroed timestamp is valid; second 60 is a leap second.
    pub fn is_valid(&self) -> bool {
        self.is_representable()
            && self.month <= 12
            && self.day <= 31
            && self.hour <= 23
            && self.minute <= 59
            && self.second <= 60
    }

    /// The point in time as a number: microseconds since 1 March of year 0, in UTC. Two timestamps of one moment
    /// have one number, whatever their offsets. A month or a day of zero counts as the first.
    pub fn moment(&self) -> i64 {
        // Days are counted from March on, so that the day that some years have more is the last one.
        let (year, month) = (i64::from(self.year), i64::from(self.month.max(1)));
        let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
        let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
        let days = year * 365 + leap_days + (153 * month + 2) / 5 + i64::from(self.day.max(1)) - 1;
        let minutes = days * 1440 + i64::from(self.hour) * 60 + i64::from(self.minute) - i64::from(self.utc);
        (minutes * 60 + i64::from(self.second)) * 1_000_000 + i64::from(self.microseconds)
    }
}

impl Interval {
    /// Whether every field fits its place in the text form.
    pub fn is_representable(&self) -> bool {
        self.days <= 99_999_999
            && [self.hours, self.minutes, self.seconds].iter().all(|&field| field <= 99)
            && self.microseconds <= 999_999
    }

    /// Whether every field is in its range too.
    pub fn is_valid(&self) -> bool {
        self.is_representable() && self.hours <= 23 && self.minutes <= 59 && self.seconds <= 59
    }

    /// The interval as a length of time.
    pub fn to_duration(&self) -> std::time::Duration {
        let seconds = u64::from(self.days) * 86_400
            + u64::from(self.hours) * 3_600
            + u64::from(self.minutes) * 60
            + u64::from(self.seconds);
        std::time::Duration::from_secs(seconds)
            + std::time::Duration::from_micros(u64::from(self.microseconds))
    }
}

/// Fills a field with the last digits of a number, zeros before it.
fn fill_digits(field: &mut [u8], number: u32) {
    let mut rest = number;
    for place in field.iter_mut().rev() {
        *place = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
}

/// Fills in a month or a day. A zero is one that is not significant; next to one that is, only asterisks say so.
fn fill_date_field(place: &mut [u8], field: u8, other: u8) {
    if field == 0 && other != 0 {
        place.fill(b'*');
    } else {
        fill_digits(place, field.into());
    }
}

impl fmt::Display for Datetime {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(ascii) = self.to_ascii() {
            return formatter.write_str(std::str::from_utf8(&ascii).unwrap_or_default());
        }
        // Fields that don't fit are shown all the same.
        match self {
            Datetime::Timestamp(t) => {
                let (year, month, day) = (t.year, t.month, t.day);
                let (hour, minute, second, microseconds, utc) =
                    (t.hour, t.minute, t.second, t.microseconds, t.utc);
                write!(
                    formatter,
                    "{year:04}{month:02}{day:02}{hour:02}{minute:02}{second:02}.{microseconds:06}{utc:+04}"
                )
            }
            Datetime::Interval(i) => write!(
                formatter,
                "{:08}{:02}{:02}{:02}.{:06}:000",
                i.days, i.hours, i.minutes, i.seconds, i.microseconds
            ),
        }
    }
}

impl FromStr for Datetime {
    type Err = DatetimeError;

    /// Reads the 25 characters. Asterisks stand for fields, and for the last digits of microseconds, that are not significant, and
    /// read as zero.
    fn from_str(text: &str) -> Result<Datetime, DatetimeError> {
        let fail = |reason| DatetimeError { text: text.chars().take(64).collect(), reason };
        /// Where the microseconds end, in both forms.
        const MICROSECONDS_END: usize = 21;
        let bytes: &[u8; 25] = text
            .as_bytes()
            .try_into()
            .map_err(|_| fail("it must have exactly 25 characters, such as 20250102030405.000000+060"))?;
        if bytes[14] != b'.' {
            return Err(fail("the 15th character must be a dot"));
        }
        let digits = |from: usize, to: usize| -> Result<u32, DatetimeError> {
            let field = &bytes[from..to];
            let significant = field.iter().take_while(|&&byte| byte != b'*').count();
            let is_cut_off = field[significant..].iter().all(|&byte| byte == b'*');
            let is_whole = significant == 0 || significant == field.len();
            if !is_cut_off || !(is_whole || to == MICROSECONDS_END) {
                return Err(fail(
                    "asterisks stand for whole fields, or for the last digits of the microseconds",
                ));
            }
            field.iter().try_fold(0u32, |number, &byte| match byte {
                b'0'..=b'9' => Ok(number * 10 + u32::from(byte - b'0')),
                b'*' => Ok(number * 10),
                _ => Err(fail("a field has a character that is neither a digit nor an asterisk")),
            })
        };
        let two = |from: usize| digits(from, from + 2).map(|number| number as u8);
        if bytes[21] == b':' {
            if &bytes[22..] != b"000" {
                return Err(fail("an interval ends in ':000'"));
            }
            let interval = Interval {
                days: digits(0, 8)?,
                hours: two(8)?,
                minutes: two(10)?,
                seconds: two(12)?,
                microseconds: digits(15, MICROSECONDS_END)?,
            };
            if !interval.is_valid() {
                return Err(fail("hours go to 23, minutes and seconds to 59"));
            }
            return Ok(Datetime::Interval(interval));
        }
        let sign = match bytes[21] {
            b'+' => 1,
            b'-' => -1,
            _ => {
                return Err(fail("the 22nd character must be '+' or '-' (a timestamp) or ':' (an interval)"));
            }
        };
        let any = |from: usize, to: usize| bytes[from..to].contains(&b'*');
        let timestamp = Timestamp {
            year: digits(0, 4)? as u16,
            month: two(4)?,
            day: two(6)?,
            hour: two(8)?,
            minute: two(10)?,
            second: two(12)?,
            microseconds: digits(15, MICROSECONDS_END)?,
            utc: sign * digits(22, 25)? as i16,
        };
        // A zero in digits is significant, except where both are.
        let neither = timestamp.month == 0 && timestamp.day == 0;
        let month_fits = any(4, 6) || timestamp.month != 0 || neither;
        let day_fits = any(6, 8) || timestamp.day != 0 || neither;
        if !month_fits || !day_fits || timestamp.month > 12 || timestamp.day > 31 {
            return Err(fail("months go from 1 to 12, days from 1 to 31"));
        }
        if !timestamp.is_valid() {
            return Err(fail("hours go to 23, minutes to 59, seconds to 60"));
        }
        Ok(Datetime::Timestamp(timestamp))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_timestamp_reads_and_writes_the_same_text() {
        for text in ["20261121084409.123456+060", "19980525133015.000000-300", "00000101000000.000000+000"] {
            assert_eq!(text.parse::<Datetime>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn an_interval_reads_and_writes_the_same_text() {
        for text in ["00000001132312.125000:000", "99999999235959.999999:000"] {
            assert_eq!(text.parse::<Datetime>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn asterisks_read_as_zero() {
        let read = "20261121******.******+000".parse::<Datetime>().unwrap();
        assert_eq!(read.to_string(), "20261121000000.000000+000");
    }

    #[test]
    fn a_month_or_a_day_that_is_not_significant_is_read_back_as_such() {
        for text in ["202611**084409.000000+000", "2026**21084409.000000+000", "********123000.12****-420"] {
            let read: Datetime = text.parse().unwrap();
            assert_eq!(read.to_string().parse(), Ok(read), "{text}");
        }
    }

    #[test]
    fn what_is_no_datetime_is_refused_with_the_reason() {
        for text in [
            "",
            "20261121084409.123456+06",
            "20261121084409,123456+060",
            "20261121084409.123456x060",
            "2026112108440x.123456+060",
            "20261321084409.123456+060",
            "20261121244409.123456+060",
            "2026**3*084409.123456+060",
            "20261121084409.1*3456+060",
            "00000001132312.125000:001",
            "00000001992312.125000:000",
        ] {
            assert!(text.parse::<Datetime>().is_err(), "{text}");
        }
    }

    #[test]
    fn what_is_read_from_a_text_is_valid() {
        for text in [
            "00000000000000.000000+000",
            "20261231235960.999999-720",
            "202611********.******+000",
            "2026**15******.******+000",
            "**************.******+000",
        ] {
            let read = text.parse::<Datetime>().unwrap();
            assert!(matches!(read, Datetime::Timestamp(timestamp) if timestamp.is_valid()), "{text}");
        }
    }

    #[test]
    fn a_timestamp_beyond_the_calendar_or_the_clock_is_not_valid() {
        let day = Timestamp { year: 2026, month: 11, day: 21, ..Timestamp::default() };
        assert!(day.is_valid() && Timestamp::default().is_valid());
        for timestamp in [
            Timestamp { month: 13, ..day },
            Timestamp { day: 77, ..day },
            Timestamp { hour: 24, ..day },
            Timestamp { minute: 60, ..day },
            Timestamp { second: 61, ..day },
        ] {
            assert!(!timestamp.is_valid(), "{timestamp:?}");
        }
    }

    #[test]
    fn moments_are_a_day_apart_where_days_are() {
        let moment = |year, month, day| Timestamp { year, month, day, ..Timestamp::default() }.moment();
        for (first, second) in [
            ((2023, 2, 28), (2023, 3, 1)),
            ((2024, 2, 28), (2024, 2, 29)),
            ((2024, 2, 29), (2024, 3, 1)),
            ((1900, 2, 28), (1900, 3, 1)),
            ((2000, 12, 31), (2001, 1, 1)),
            ((0, 2, 29), (0, 3, 1)),
        ] {
            let (a, b) = (moment(first.0, first.1, first.2), moment(second.0, second.1, second.2));
            assert_eq!(b - a, 86_400_000_000, "{first:?} {second:?}");
        }
    }

    #[test]
    fn an_interval_is_a_duration() {
        let interval = Interval { days: 1, hours: 1, minutes: 1, seconds: 1, microseconds: 5 };
        assert_eq!(interval.to_duration(), std::time::Duration::from_micros(90_061_000_005));
    }

    #[test]
    fn microseconds_since_1970_are_a_day_and_a_time() {
        let shown = |microseconds| {
            let stamp = Timestamp::of_microseconds(microseconds).unwrap();
            let Timestamp { year, month, day, hour, minute, second, microseconds, .. } = stamp;
            (year, month, day, hour, minute, second, microseconds)
        };
        assert_eq!(shown(0), (1970, 1, 1, 0, 0, 0, 0));
        assert_eq!(shown(951_782_399_999_999), (2000, 2, 28, 23, 59, 59, 999_999));
        assert_eq!(shown(951_782_400_000_000), (2000, 2, 29, 0, 0, 0, 0));
        assert_eq!(shown(1_795_305_600_000_001), (2026, 11, 22, 0, 0, 0, 1));
        assert_eq!(shown(-1), (1969, 12, 31, 23, 59, 59, 999_999));
    }
}
