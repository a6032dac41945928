mod asynchronous;
mod closing;
mod synchronous;
