//! What holds in every width: valid Unicode comes back as it was, and of other units the first that is wrong is told.

use proptest::collection::vec;
use proptest::prelude::*;

use super::*;

/// The tests of one width, with texts that are not valid Unicode: their units, and the place and unit that is told.
macro_rules! in_width {
    ($width:ident, units: $units:expr, wrong: $wrong:expr) => {
        mod $width {
            use super::super::$width::*;
            use super::*;

            #[test]
            fn what_is_not_unicode_is_told_with_its_place() {
                let wrong: &[(&[Unit], usize, u32, UnitFault)] = &$wrong;
                for &(units, at, unit, fault) in wrong {
                    let expected = Err(NotUnicode { at, unit, fault });
                    assert_eq!(check(units), expected, "{units:x?}");
                    assert_eq!(to_str(units).map(|_| ()), expected, "{units:x?}");
                }
            }

            #[test]
            fn what_is_not_unicode_is_shown_with_a_mark_in_its_place() {
                let wrong: &[(&[Unit], usize, u32, UnitFault)] = &$wrong;
                for (units, ..) in wrong {
                    assert!(to_str_lossy(units).contains(char::REPLACEMENT_CHARACTER), "{units:x?}");
                }
            }

            #[test]
            fn marks_of_the_order_of_bytes_and_noncharacters_are_characters_like_others() {
                for text in ["\u{feff}a", "a\u{feff}", "\u{fffe}\u{ffff}", "\u{fdd0}", "\u{10ffff}"] {
                    assert_eq!(to_str(&from_str(text)).as_deref(), Ok(text));
                }
            }

            proptest! {
                #[test]
                fn valid_unicode_comes_back_as_it_was(text in any::<String>()) {
                    let units = from_str(&text);
                    prop_assert_eq!(check(&units), Ok(()));
                    let back = to_str(&units);
                    prop_assert_eq!(back.as_deref(), Ok(&*text));
                    prop_assert_eq!(&*to_str_lossy(&units), &*text);
                }

                #[test]
                fn of_any_units_what_is_before_the_fault_is_valid_and_the_fault_is_not(units in vec($units, 0..24)) {
                    prop_assert_eq!(check(&units), to_str(&units).map(|_| ()));
                    match to_str(&units) {
                        Ok(text) => prop_assert_eq!(&*from_str(&text), &*units),
                        Err(fault) => {
                            prop_assert_eq!(units.get(fault.at).map(|&unit| u32::from(unit)), Some(fault.unit));
                            prop_assert_eq!(check(&units[..fault.at]), Ok(()));
                            prop_assert!(to_str_lossy(&units).contains(char::REPLACEMENT_CHARACTER));
                        }
                    }
                }

                #[test]
                fn texts_sort_by_their_code_points(left in any::<String>(), right in any::<String>()) {
                    prop_assert_eq!(order(&from_str(&left), &from_str(&right)), left.cmp(&right));
                }

                #[test]
                fn all_units_have_an_order(texts in vec(vec($units, 0..4), 3)) {
                    let [one, two, three] = [&texts[0], &texts[1], &texts[2]];
                    prop_assert_eq!(order(one, two), order(two, one).reverse());
                    prop_assert_eq!(order(one, two).is_eq(), one == two);
                    if order(one, two).is_le() && order(two, three).is_le() {
                        prop_assert!(order(one, three).is_le());
                    }
                }
            }
        }
    };
}

in_width!(
    utf8,
    units: prop_oneof![Just(b'a'), any::<u8>(), 0xc0..=0xff_u8, 0x80..0xc0_u8],
    wrong: [
        // A continuation without a beginning, and a beginning without one.
        (&[b'a', 0xbf, b'b'], 1, 0xbf, UnitFault::Byte),
        (&[b'a', 0xc3, b'b'], 1, 0xc3, UnitFault::Byte),
        (&[b'a', b'b', 0xe2, 0x82], 2, 0xe2, UnitFault::Byte),
        // An overlong form of the slash and one of the character 0.
        (&[b'a', 0xc0, 0xaf], 1, 0xc0, UnitFault::Byte),
        (&[b'a', 0xc0, 0x80], 1, 0xc0, UnitFault::Byte),
        // CESU-8: each half of a surrogate pair in three bytes.
        (&[b'a', 0xed, 0xa0, 0xb4, 0xed, 0xb4, 0x9e], 1, 0xed, UnitFault::Byte),
        // 0x110000, and five bytes.
        (&[b'a', 0xf4, 0x90, 0x80, 0x80], 1, 0xf4, UnitFault::Byte),
        (&[b'a', 0xf8, 0x88, 0x80, 0x80, 0x80], 1, 0xf8, UnitFault::Byte),
        (&[b'a', 0xff], 1, 0xff, UnitFault::Byte),
    ]
);

in_width!(
    utf16,
    units: prop_oneof![Just(0x61_u16), any::<u16>(), 0xd800..0xdc00_u16, 0xdc00..0xe000_u16],
    wrong: [
        (&[0x61, 0xd834], 1, 0xd834, UnitFault::Surrogate),
        (&[0x61, 0xd834, 0x62], 1, 0xd834, UnitFault::Surrogate),
        (&[0x61, 0xdd1e, 0xd834], 1, 0xdd1e, UnitFault::Surrogate),
        (&[0xd834, 0xdd1e, 0xd834], 2, 0xd834, UnitFault::Surrogate),
    ]
);

in_width!(
    utf32,
    units: prop_oneof![Just(0x61_u32), any::<u32>(), 0xd7ff..0xe001_u32, 0x10_fffe..0x11_0002_u32],
    wrong: [
        // A pair of surrogates stands for no character where one unit can.
        (&[0x61, 0xd834, 0xdd1e], 1, 0xd834, UnitFault::Surrogate),
        (&[0x61, 0xdfff], 1, 0xdfff, UnitFault::Surrogate),
        (&[0x61, 0x11_0000], 1, 0x11_0000, UnitFault::BeyondUnicode),
        (&[0x61, 0xffff_ffff], 1, 0xffff_ffff, UnitFault::BeyondUnicode),
    ]
);

#[test]
fn a_fault_is_told_in_a_sentence_that_names_the_unit_and_its_place() {
    let told = |units: &[u8]| super::utf8::check(units).unwrap_err().to_string();
    assert_eq!(told(b"ab\xff"), "is not valid Unicode: the byte 0xFF at index 2 is no UTF-8");
    let told = super::utf16::check(&[0xdead]).unwrap_err().to_string();
    assert_eq!(told, "is not valid Unicode: the unit 0xDEAD at index 0 is half of a surrogate pair");
    let told = super::utf32::check(&[0x61, 0x11_0000]).unwrap_err().to_string();
    assert_eq!(told, "is not valid Unicode: the unit 0x110000 at index 1 is no code point");
}
