//! What the C compiler makes of the header, asserted for the Rust side when the crate is compiled for the same system: for each type its
//! size and alignment, and for each member its offset and size. `tests-c/layout/` asserts the same of the header.

use core::mem::{align_of, offset_of, size_of};

use super::*;

/// The size of the member that a projection reaches.
const fn member_size<Whole, Member>(_: fn(&Whole) -> &Member) -> usize {
    size_of::<Member>()
}

macro_rules! layout {
    ($($name:ident: $size:literal, $align:literal { $($member:ident @ $offset:literal: $member_size:literal),* })*) => {
        $(const _: () = {
            assert!(size_of::<$name>() == $size, concat!("size of ", stringify!($name)));
            assert!(align_of::<$name>() == $align, concat!("alignment of ", stringify!($name)));
            $(
                assert!(
                    offset_of!($name, $member) == $offset,
                    concat!("offset of ", stringify!($name), ".", stringify!($member))
                );
                assert!(
                    member_size(|whole: &$name| &whole.$member) == $member_size,
                    concat!("size of ", stringify!($name), ".", stringify!($member))
                );
            )*
        };)*
    };
}

/// The members of a union all lie at its start; the size of a member is the size of its type.
macro_rules! union_layout {
    ($($name:ident: $size:literal, $align:literal { $($member:ident),* })*) => {
        $(const _: () = {
            assert!(size_of::<$name>() == $size, concat!("size of ", stringify!($name)));
            assert!(align_of::<$name>() == $align, concat!("alignment of ", stringify!($name)));
            $(
                assert!(
                    offset_of!($name, $member) == 0,
                    concat!("offset of ", stringify!($name), ".", stringify!($member))
                );
            )*
        };)*
    };
}

// The macros come before them.
#[cfg(all(target_os = "linux", target_pointer_width = "64"))]
mod linux;
#[cfg(all(windows, target_pointer_width = "32"))]
mod windows_i686;
#[cfg(all(windows, target_pointer_width = "64"))]
mod windows_x86_64;

const _: () = {
    let width = if cfg!(windows) {
        2
    } else if cfg!(feature = "wide") {
        4
    } else {
        1
    };
    assert!(size_of::<MI_Char>() == width, "size of MI_Char");
};
