//! The languages of the model, CIM-XML and MOF: a random class or instance survives each of them, and both one after the
//! other, equal in every element, flag, qualifier, flavour, origin and propagator.
//!
//! What is compared, [`compare`] says; what a language has no place for, [`spec::Language`] says. Counterexamples are
//! plain data ([`spec`]), which [`build`] makes a schema of, whatever it is.

mod build;
mod chain;
mod compare;
#[path = "../dtd/mod.rs"]
mod dtd;
mod mof;
mod pywbem;
mod spec;
mod strategies;
mod valid;
mod xml;
