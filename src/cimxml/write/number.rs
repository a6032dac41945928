//! Numbers and datetimes as texts.

use std::io::Write;

use super::problem::Problem;
use super::text::put;
use crate::cim::Datetime;

#[inline]
pub(super) fn put_integer(out: &mut Vec<u8>, number: impl itoa::Integer) {
    put(out, itoa::Buffer::new().format(number));
}

/// Appends a character by its number.
pub(super) fn put_char16(out: &mut Vec<u8>, character: u16) {
    put(out, "&#");
    put_integer(out, character);
    out.push(b';');
}

/// Appends a number of single precision: with eight digits, as is usual, and with nine where eight would read back as
/// another number.
pub(super) fn put_real32(out: &mut Vec<u8>, number: f32) {
    if put_word(out, number.into()) {
        return;
    }
    let start = out.len();
    let _ = write!(out, "{number:.7e}");
    let is_exact = std::str::from_utf8(&out[start..]).is_ok_and(|digits| digits.parse() == Ok(number));
    if !is_exact {
        out.truncate(start);
        let _ = write!(out, "{number:.8e}");
    }
    complete_exponent(out, start);
}

/// Appends a number of double precision, with the seventeen digits that tell each from the others.
pub(super) fn put_real64(out: &mut Vec<u8>, number: f64) {
    if !put_word(out, number) {
        let start = out.len();
        let _ = write!(out, "{number:.16e}");
        complete_exponent(out, start);
    }
}

/// What is no number has a word for it.
fn put_word(out: &mut Vec<u8>, number: f64) -> bool {
    if number.is_finite() {
        return false;
    }
    let infinity = if number > 0.0 { "INF" } else { "-INF" };
    put(out, if number.is_nan() { "NaN" } else { infinity });
    true
}

/// Gives the exponent of the number that starts here a sign and two digits, as C writes it.
fn complete_exponent(out: &mut Vec<u8>, start: usize) {
    let Some(at) = out[start..].iter().position(|&byte| byte == b'e') else { return };
    let exponent = start + at + 1;
    let is_negative = out.get(exponent) == Some(&b'-');
    let digits = exponent + usize::from(is_negative);
    if out.len() - digits < 2 {
        out.insert(digits, b'0');
    }
    if !is_negative {
        out.insert(exponent, b'+');
    }
}

pub(super) fn put_datetime(out: &mut Vec<u8>, datetime: Datetime) -> Result<(), Problem> {
    out.extend_from_slice(&datetime.to_ascii().ok_or(Problem::Datetime)?);
    Ok(())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn real32(number: f32) -> String {
        let mut out = Vec::new();
        put_real32(&mut out, number);
        String::from_utf8(out).unwrap()
    }

    fn real64(number: f64) -> String {
        let mut out = Vec::new();
        put_real64(&mut out, number);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn reals_look_as_c_prints_them() {
        assert_eq!(real64(1.0), "1.0000000000000000e+00");
        assert_eq!(real64(-0.1), "-1.0000000000000001e-01");
        assert_eq!(real64(1e300), "1.0000000000000001e+300");
        assert_eq!(real64(5e-324), "4.9406564584124654e-324");
        assert_eq!(real64(-0.0), "-0.0000000000000000e+00");
        assert_eq!(real32(1.5), "1.5000000e+00");
        assert_eq!(real32(1e-10), "1.0000000e-10");
    }

    #[test]
    fn a_real_of_single_precision_takes_a_ninth_digit_where_it_needs_one() {
        assert_eq!(real32(f32::MAX), "3.4028235e+38");
        assert_eq!(real32(f32::from_bits(0x4e6e_6b29)), "1.00000006e+09");
    }

    #[test]
    fn infinities_and_nan_are_the_words_of_dsp0201() {
        assert_eq!(
            [real64(f64::INFINITY), real64(f64::NEG_INFINITY), real64(f64::NAN)],
            ["INF", "-INF", "NaN"]
        );
        assert_eq!(
            [real32(f32::INFINITY), real32(f32::NEG_INFINITY), real32(f32::NAN)],
            ["INF", "-INF", "NaN"]
        );
    }

    #[test]
    fn a_datetime_with_too_many_digits_is_refused() {
        let timestamp = crate::cim::datetime::Timestamp { year: 10_000, ..Default::default() };
        let put = put_datetime(&mut Vec::new(), Datetime::Timestamp(timestamp));
        assert!(matches!(put, Err(Problem::Datetime)));
    }

    proptest! {
        #[test]
        fn every_real_of_single_precision_reads_back_the_same(bits: u32) {
            let number = f32::from_bits(bits);
            prop_assume!(number.is_finite());
            prop_assert_eq!(real32(number).parse::<f32>().unwrap().to_bits(), bits);
        }

        #[test]
        fn every_real_of_double_precision_reads_back_the_same(bits: u64) {
            let number = f64::from_bits(bits);
            prop_assume!(number.is_finite());
            prop_assert_eq!(real64(number).parse::<f64>().unwrap().to_bits(), bits);
        }
    }
}
