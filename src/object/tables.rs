//! The function tables of everything in this room.

pub use super::class::CLASS_FT;
pub use super::filter::FILTER_FT;
pub use super::instance::INSTANCE_FT;
pub use super::options::{DESTINATION_OPTIONS_FT, OPERATION_OPTIONS_FT, SUBSCRIPTION_DELIVERY_OPTIONS_FT};
pub use super::parameter_set::PARAMETER_SET_FT;
pub use super::property_set::PROPERTY_SET_FT;
pub use super::qualifier_set::QUALIFIER_SET_FT;
pub use super::typed_instance::TYPED_INSTANCE_FT;
pub use super::utilities::UTILITIES_FT;
