//! Why a command failed, and how the program ends then.

use std::io::{self, Write};
use std::process::ExitCode;

use mi::cim::Error;

/// What ends a command early.
#[derive(Debug)]
pub enum Failure {
    /// The operation failed.
    Operation(Error),
    /// The arguments are wrong in a way that only the class could tell.
    Arguments(String),
    /// What was checked is not as it should be.
    Findings(String),
    /// The results could not be written.
    Output(io::Error),
}

impl Failure {
    /// Says it on standard error, and gives the exit status.
    pub fn report(&self) -> ExitCode {
        let (text, status) = match self {
            Failure::Operation(error) => (format!("{}: {error}", error.status.symbol()), 1),
            Failure::Arguments(message) => (message.clone(), 2),
            Failure::Findings(message) => (message.clone(), 1),
            // Whoever read the results has enough.
            Failure::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => return ExitCode::SUCCESS,
            Failure::Output(error) => (format!("The results can't be written: {error}"), 1),
        };
        // Where standard error is gone too, the exit status has to do.
        let _ = writeln!(io::stderr(), "mi: {text}");
        ExitCode::from(status)
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        Failure::Operation(error)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        Failure::Output(error)
    }
}
