//! The Management Infrastructure (MI) library.
