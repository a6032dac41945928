mod asynchronous;
mod closing;
mod failing;
mod options;
mod questions;
mod stopping;
mod synchronous;
mod typing;
