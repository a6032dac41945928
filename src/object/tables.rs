//! The function tables of everything in this room.

pub use super::class::CLASS_FT;
pub use super::instance::INSTANCE_FT;
pub use super::parameter_set::PARAMETER_SET_FT;
pub use super::qualifier_set::QUALIFIER_SET_FT;
