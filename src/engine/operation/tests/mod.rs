mod asynchronous;
mod closing;
mod failing;
mod synchronous;
