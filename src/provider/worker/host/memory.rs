//! How much memory the process may use, and how it ends when nothing else helps.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use super::FAREWELL;
use crate::cim::{Error, ErrorCategory, Status};
use crate::process::with_signals_blocked;
use crate::provider::worker::message::FromWorker;
use crate::provider::worker::output::{Output, Urgency};
use crate::provider::worker::platform::{end_now, limit_memory, used_memory};

/// How often the memory is looked at.
const INTERVAL: Duration = Duration::from_millis(20);
/// What the system may map beyond the limit before it refuses: stacks, and what was mapped and is not used.
const HEADROOM: u64 = 512 << 20;

/// Ends the process where it uses more memory than this.
pub(super) fn limit(limit: Option<u64>, library: &Path, output: &Arc<Output>) {
    let Some(limit) = limit else { return };
    let beyond = limit.saturating_add(limit / 2).saturating_add(HEADROOM);
    if let Err(error) = limit_memory(beyond) {
        tracing::warn!(%error, "the memory of a provider module's process can't be limited by the system");
    }
    let (library, output) = (library.display().to_string(), Arc::clone(output));
    let watch = move || {
        loop {
            if let Some(used) = used_memory()
                && used > limit
            {
                let message = format!(
                    "The provider module {library} used {} MiB of memory, and its process may use {} MiB. The limit is \
                     'memory_limit' in the table [provider_modules] of the configuration file.",
                    used.div_ceil(1 << 20),
                    limit >> 20
                );
                let error = Error::new(Status::Failed, message).in_category(ErrorCategory::LimitsExceeded);
                let _ = output.send(&FromWorker::Ending(error), Urgency::Now);
                output.finish(FAREWELL);
                end_now();
            }
            std::thread::sleep(INTERVAL);
        }
    };
    let builder = std::thread::Builder::new().name("mi-host-memory".to_owned());
    if let Err(error) = with_signals_blocked(|| builder.spawn(watch)) {
        tracing::warn!(%error, "nobody looks at the memory of a provider module's process");
    }
}

/// Ends the process after this time, unless it has ended before.
pub(super) fn end_at_the_latest_in(limit: Duration) {
    let builder = std::thread::Builder::new().name("mi-host-end".to_owned());
    let wait = move || {
        std::thread::sleep(limit);
        tracing::error!("the process of a provider module does not end, and is killed");
        end_now();
    };
    if let Err(error) = with_signals_blocked(|| builder.spawn(wait)) {
        tracing::warn!(%error, "nobody looks whether a provider module's process ends");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_knows_how_much_memory_it_has() {
        assert!(used_memory().is_some_and(|used| used > 1 << 16));
    }
}
