mod asynchronous;
mod closing;
mod failing;
mod questions;
mod stopping;
mod synchronous;
