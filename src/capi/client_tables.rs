//! The tables that a client finds through `mi_clientFT_V1`.

use crate::abi::MI_ClientFT_V1;

// TODO: the ten tables, as soon as `capi` and `object` have them.
/// The ten tables of a client.
pub static CLIENT_TABLES: MI_ClientFT_V1 = MI_ClientFT_V1 {
    applicationFT: None,
    sessionFT: None,
    operationFT: None,
    hostedProviderFT: None,
    serializerFT: None,
    deserializerFT: None,
    subscribeDeliveryOptionsFT: None,
    destinationOptionsFT: None,
    operationOptionsFT: None,
    utilitiesFT: None,
};

/// Where programs find the tables. It is a pointer because executables copy it when they are loaded.
#[unsafe(no_mangle)]
pub static mi_clientFT_V1: &MI_ClientFT_V1 = &CLIENT_TABLES;
