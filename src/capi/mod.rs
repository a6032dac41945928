//! The exported C functions, and the tables behind applications, sessions and operations.

#![allow(unsafe_code)]
