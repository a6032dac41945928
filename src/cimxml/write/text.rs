//! Texts: what XML would take for markup, and what it would change, becomes references.

use super::problem::Problem;
use crate::cim::Unit;
use crate::cim::budget::LONGEST_WRITTEN;
use crate::cim::text::units_to_unchecked_bytes;
use crate::cim::units::utf8;

/// Appends what has no markup in it, as it is.
#[inline(always)]
pub(super) fn put(out: &mut Vec<u8>, text: &str) {
    out.extend_from_slice(text.as_bytes());
}

/// Appends code units as character data or as the value of an attribute.
#[inline(always)]
pub(super) fn put_text(out: &mut Vec<u8>, units: &[Unit]) -> Result<(), Problem> {
    let bytes = units_to_unchecked_bytes(units)?;
    if is_plain(&bytes) {
        out.extend_from_slice(&bytes);
        return Ok(());
    }
    put_other(out, &bytes)
}

/// That a text has room for so many bytes more. Only what is shared in memory can be longer as a text than there.
pub(super) fn check_room(out: &[u8], more: usize) -> Result<(), Problem> {
    if out.len() + more > LONGEST_WRITTEN { Err(Problem::TooLong) } else { Ok(()) }
}

/// [`put_text`] for what is not plain.
#[cold]
#[inline(never)]
fn put_other(out: &mut Vec<u8>, bytes: &[u8]) -> Result<(), Problem> {
    put_escaped(out, utf8::to_str(bytes)?.as_bytes())
}

/// Appends valid UTF-8 as character data or as the value of an attribute.
pub(super) fn put_escaped(out: &mut Vec<u8>, text: &[u8]) -> Result<(), Problem> {
    let mut rest = text;
    while let Some(at) = rest.iter().position(|&byte| REFERENCES[usize::from(byte)] != 0) {
        let (run, from) = rest.split_at(at);
        let reference = REFERENCES[usize::from(from[0])];
        if reference == NUL {
            return Err(Problem::Nul);
        }
        out.extend_from_slice(run);
        out.extend_from_slice(TEXTS[usize::from(reference)].as_bytes());
        rest = &from[1..];
    }
    out.extend_from_slice(rest);
    Ok(())
}

/// Whether a text is ASCII and stands for itself. Eight bytes are looked at at once.
#[inline(always)]
fn is_plain(text: &[u8]) -> bool {
    let Some(last) = text.last_chunk() else {
        return text.iter().all(|&byte| REFERENCES[usize::from(byte)] == 0 && byte.is_ascii());
    };
    // The last eight bytes may overlap those before them.
    let (chunks, _) = text.as_chunks();
    let found = chunks.iter().chain([last]).map(|&chunk| marks(u64::from_le_bytes(chunk)));
    found.fold(0, |all, one| all | one) & (u64::MAX / 0xff * 0x80) == 0
}

/// Sets the high bit of bytes that are no plain ASCII; where it sets one too many, it sets one rightly as well.
#[inline(always)]
fn marks(word: u64) -> u64 {
    const ONES: u64 = u64::MAX / 0xff;
    let is_zero = |word: u64| word.wrapping_sub(ONES) & !word;
    let quote = word ^ (ONES * b'"' as u64);
    // An ampersand and an apostrophe differ in the last bit, the two brackets in the last but one.
    let ampersand = (word & !ONES) ^ (ONES * b'&' as u64);
    let bracket = (word & !(ONES * 2)) ^ (ONES * b'<' as u64);
    let control = word.wrapping_sub(ONES * 0x20) & !word;
    word | control | is_zero(quote) | is_zero(ampersand) | is_zero(bracket)
}

/// The references; a control character's stands at its number.
const TEXTS: [&str; 37] = [
    "", "&#1;", "&#2;", "&#3;", "&#4;", "&#5;", "&#6;", "&#7;", "&#8;", "&#9;", "&#10;", "&#11;", "&#12;",
    "&#13;", "&#14;", "&#15;", "&#16;", "&#17;", "&#18;", "&#19;", "&#20;", "&#21;", "&#22;", "&#23;",
    "&#24;", "&#25;", "&#26;", "&#27;", "&#28;", "&#29;", "&#30;", "&#31;", "&quot;", "&amp;", "&apos;",
    "&lt;", "&gt;",
];
const NUL: u8 = 0xff;

/// For each byte the place of its reference, or zero where it stands for itself.
static REFERENCES: [u8; 256] = {
    let mut references = [0; 256];
    let mut control = 1;
    while control < 32 {
        references[control] = control as u8;
        control += 1;
    }
    references[0] = NUL;
    references[b'"' as usize] = 32;
    references[b'&' as usize] = 33;
    references[b'\'' as usize] = 34;
    references[b'<' as usize] = 35;
    references[b'>' as usize] = 36;
    references
};

#[cfg(test)]
mod tests {
    use super::*;

    fn escaped(text: &str) -> String {
        let mut out = Vec::new();
        put_text(&mut out, crate::cim::Text::from(text).units()).ok().unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn markup_and_control_characters_become_references() {
        assert_eq!(escaped("a<b>&\"c\"'d'"), "a&lt;b&gt;&amp;&quot;c&quot;&apos;d&apos;");
        assert_eq!(escaped("\t\r\n\u{1}\u{1f}"), "&#9;&#13;&#10;&#1;&#31;");
        assert_eq!(escaped("]]>"), "]]&gt;");
    }

    #[test]
    fn each_control_character_is_its_number() {
        for control in 1..32u8 {
            assert_eq!(escaped(&char::from(control).to_string()), format!("&#{control};"));
        }
    }

    #[test]
    fn everything_else_stays_as_it_is() {
        for text in
            ["", " ", "  two  ", "Größe", "\u{7f}\u{85}\u{2028}", "\u{1f600}", "`;=/", "Größe und mehr"]
        {
            assert_eq!(escaped(text), text);
        }
    }

    #[test]
    fn a_character_is_found_wherever_it_is_in_a_text_of_any_length() {
        for byte in 1..128 {
            let character = char::from(byte);
            let expected = TEXTS[usize::from(REFERENCES[usize::from(byte)])];
            let expected = if expected.is_empty() { character.to_string() } else { expected.to_owned() };
            for (before, behind) in (0..20).flat_map(|before| (0..20).map(move |behind| (before, behind))) {
                let (before, behind) = ("x".repeat(before), "~".repeat(behind));
                let text = format!("{before}{character}{behind}");
                assert_eq!(escaped(&text), format!("{before}{expected}{behind}"));
            }
        }
    }

    #[test]
    fn what_is_escaped_twice_grows_by_the_ampersand_alone() {
        assert_eq!(escaped(&escaped("<\n")), "&amp;lt;&amp;#10;");
    }

    #[test]
    fn a_nul_has_no_form() {
        for text in ["a\0b", "a longer text\0", "\0 before a longer text"] {
            let put = put_text(&mut Vec::new(), crate::cim::Text::from(text).units());
            assert!(matches!(put, Err(Problem::Nul)), "{text:?}");
        }
    }
}
