//! Texts: what XML would take for markup, and what it would change, becomes references.

use super::problem::Problem;
use crate::cim::Unit;
use crate::cim::text::units_to_str_exact;

/// Appends code units as character data or as the value of an attribute.
#[inline]
pub(super) fn put_text(out: &mut String, units: &[Unit]) -> Result<(), Problem> {
    let text = units_to_str_exact(units).ok_or(Problem::NotUnicode)?;
    put_escaped(out, &text)
}

/// Appends a text as character data or as the value of an attribute.
#[inline]
pub(super) fn put_escaped(out: &mut String, text: &str) -> Result<(), Problem> {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| REFERENCES[byte as usize] != 0) {
        let reference = REFERENCES[rest.as_bytes()[at] as usize];
        if reference == NUL {
            return Err(Problem::Nul);
        }
        out.push_str(&rest[..at]);
        out.push_str(TEXTS[reference as usize]);
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
    Ok(())
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
const REFERENCES: [u8; 256] = {
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
        let mut out = String::new();
        put_escaped(&mut out, text).ok().unwrap();
        out
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
        for text in ["", " ", "  two  ", "Größe", "\u{7f}\u{85}\u{2028}", "\u{1f600}", "`;=/"] {
            assert_eq!(escaped(text), text);
        }
    }

    #[test]
    fn what_is_escaped_twice_grows_by_the_ampersand_alone() {
        assert_eq!(escaped(&escaped("<\n")), "&amp;lt;&amp;#10;");
    }

    #[test]
    fn a_nul_has_no_form() {
        assert!(matches!(put_escaped(&mut String::new(), "a\0b"), Err(Problem::Nul)));
    }
}
