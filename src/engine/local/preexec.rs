//! The programs that registration files want run before their modules are used (`PREEXEC`): each once in this process for each user
//! and group that modules run as.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use super::super::pool;
use super::super::sync::{Mutex, process_static};
use crate::cim::{Error, ErrorCategory, Status};
use crate::process::PerProcess;
use crate::provider::Placement;
use crate::provider::worker::Preparation;

/// How long a program may take.
const LIMIT: Duration = Duration::from_secs(30);

/// A program, and whether it has succeeded. The lock is held while it runs.
type Attempt = (Preparation, Arc<Mutex<bool>>);

process_static! {
    /// The programs that were asked for in this process.
    static ATTEMPTS: PerProcess<Mutex<Vec<Attempt>>> = PerProcess::new(Mutex::new(Vec::new()));
}

/// Has a program run for a module in this place, unless it has succeeded before. Others that want the same one wait for it. A failure
/// is the error of the operation; the next one tries again.
pub(super) fn prepare(program: &str, file: &Path, placement: &Placement) -> Result<(), Error> {
    let user = match placement {
        Placement::InProcess => None,
        Placement::Process { user, .. } => user.as_deref(),
    };
    let preparation = Preparation::new(Path::new(program), user)?;
    let attempt = {
        let mut attempts = ATTEMPTS.current(Default::default).lock();
        match attempts.iter().find(|(known, _)| *known == preparation) {
            Some((_, attempt)) => Arc::clone(attempt),
            None => {
                let attempt = Arc::default();
                attempts.push((preparation.clone(), Arc::clone(&attempt)));
                attempt
            }
        }
    };
    pool::block(|| {
        let mut has_succeeded = attempt.lock();
        if *has_succeeded {
            return Ok(());
        }
        tracing::debug!(?preparation, file = %file.display(), "the program that PREEXEC names is run");
        preparation.run(LIMIT).map_err(|error| {
            let message = format!(
                "The program {program}, which {} wants run before the module is used (PREEXEC), has not prepared it: {error}.",
                file.display()
            );
            Error::new(Status::Failed, message).in_category(ErrorCategory::ResourceUnavailable)
        })?;
        *has_succeeded = true;
        Ok(())
    })
}
