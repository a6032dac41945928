//! The C faces of the model: instances, classes, qualifier and parameter sets, options, filters, property sets.

#![allow(unsafe_code)]
