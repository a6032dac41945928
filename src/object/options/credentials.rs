//! Credentials: how to authenticate, and with what.

use zeroize::Zeroizing;

use crate::abi::*;
use crate::cim::{Text, Unit, name::units_eq_names, text::str_to_units};

/// One way to authenticate that a client allows.
#[derive(Clone, Debug)]
pub struct Credentials {
    /// The option that they were added to, such as `__MI_DESTINATIONOPTIONS_DESTINATION_CREDENTIALS`.
    pub option: Text,
    /// How to authenticate, such as `Basic`.
    pub authentication_type: Text,
    /// With what.
    pub secret: Secret,
}

/// What credentials hold.
#[derive(Clone, Debug)]
pub enum Secret {
    /// Nothing: the type says it all.
    Nothing,
    /// A name and a password.
    User {
        /// The domain, where one was said.
        domain: Option<Text>,
        /// The user.
        username: Text,
        /// The password, where one was said.
        password: Option<Password>,
    },
    /// The thumbprint of a certificate, where one was said.
    Certificate(Option<Text>),
}

/// A password: overwritten with zeros when it is freed, and never shown.
#[derive(Clone)]
pub struct Password(Zeroizing<Vec<Unit>>);

impl Password {
    /// A copy of these units.
    pub fn new(units: &[Unit]) -> Password {
        // Exactly as long as it is, so that no part of it is left behind where a vector grew.
        Password(Zeroizing::new(units.to_vec()))
    }

    /// The units, without a NUL at the end.
    pub fn units(&self) -> &[Unit] {
        &self.0
    }
}

impl std::fmt::Debug for Password {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("******")
    }
}

/// What credentials of a type are made of.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Nothing,
    User,
    Certificate,
}

/// The form of an authentication type, which compares without case, or `None` for a type that does not exist.
pub(super) fn form_of(authentication_type: &[Unit]) -> Option<Form> {
    const FORMS: [(&str, Form); 11] = [
        (MI_AUTH_TYPE_NONE, Form::Nothing),
        (MI_AUTH_TYPE_NEGO_NO_CREDS, Form::Nothing),
        (MI_AUTH_TYPE_DEFAULT, Form::Nothing),
        (MI_AUTH_TYPE_DIGEST, Form::User),
        (MI_AUTH_TYPE_NEGO_WITH_CREDS, Form::User),
        (MI_AUTH_TYPE_BASIC, Form::User),
        (MI_AUTH_TYPE_KERBEROS, Form::User),
        (MI_AUTH_TYPE_NTLM, Form::User),
        (MI_AUTH_TYPE_CREDSSP, Form::User),
        (MI_AUTH_TYPE_CLIENT_CERTS, Form::Certificate),
        (MI_AUTH_TYPE_ISSUER_CERT, Form::Certificate),
    ];
    let found = FORMS.iter().find(|(name, _)| units_eq_names(&str_to_units(name), authentication_type));
    found.map(|(_, form)| *form)
}
