//! The tables that a client finds through `mi_clientFT_V1`.

use super::application::APPLICATION_FT;
use super::codec::{DESERIALIZER_FT, SERIALIZER_FT};
use super::hosted_provider::HOSTED_PROVIDER_FT;
use super::operation::OPERATION_FT;
use super::session::SESSION_FT;
use crate::abi::MI_ClientFT_V1;
use crate::object::tables::*;

/// The ten tables of a client.
pub static CLIENT_TABLES: MI_ClientFT_V1 = MI_ClientFT_V1 {
    applicationFT: Some(&APPLICATION_FT),
    sessionFT: Some(&SESSION_FT),
    operationFT: Some(&OPERATION_FT),
    hostedProviderFT: Some(&HOSTED_PROVIDER_FT),
    serializerFT: Some(&SERIALIZER_FT),
    deserializerFT: Some(&DESERIALIZER_FT),
    subscribeDeliveryOptionsFT: Some(&SUBSCRIPTION_DELIVERY_OPTIONS_FT),
    destinationOptionsFT: Some(&DESTINATION_OPTIONS_FT),
    operationOptionsFT: Some(&OPERATION_OPTIONS_FT),
    utilitiesFT: Some(&UTILITIES_FT),
};

/// Where programs find the tables. It is a pointer because executables copy it when they are loaded.
#[unsafe(no_mangle)]
pub static mi_clientFT_V1: &MI_ClientFT_V1 = &CLIENT_TABLES;
