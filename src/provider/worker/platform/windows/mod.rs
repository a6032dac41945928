//! Pipes, process handles, job objects. Not there yet.
