//! How much memory the process may use, and how it ends when nothing else helps.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use rustix::process::{Resource, Rlimit, Signal, getpid, kill_process, setrlimit};

use super::FAREWELL;
use crate::cim::{Error, ErrorCategory, Status};
use crate::process::with_signals_blocked;
use crate::provider::worker::message::FromWorker;
use crate::provider::worker::output::{Output, Urgency};

/// How often the memory is looked at.
const INTERVAL: Duration = Duration::from_millis(20);
/// What the system may map beyond the limit before it refuses: stacks, and what was mapped and is not used.
const HEADROOM: u64 = 512 << 20;

/// Ends the process where it uses more memory than this.
pub(super) fn limit(limit: Option<u64>, library: &Path, output: &Arc<Output>) {
    let Some(limit) = limit else { return };
    let beyond = Some(limit.saturating_add(limit / 2).saturating_add(HEADROOM));
    if let Err(error) = setrlimit(Resource::Data, Rlimit { current: beyond, maximum: beyond }) {
        tracing::warn!(%error, "the memory of a provider module's process can't be limited by the system");
    }
    let (library, output) = (library.display().to_string(), Arc::clone(output));
    let watch = move || {
        loop {
            if let Some(used) = resident()
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

/// The memory that the process has, in bytes.
fn resident() -> Option<u64> {
    let text = std::fs::read_to_string("/proc/self/statm").ok()?;
    let pages: u64 = text.split(' ').nth(1)?.parse().ok()?;
    Some(pages.saturating_mul(rustix::param::page_size() as u64))
}

/// Ends the process, whatever its threads do.
pub(super) fn end_now() -> ! {
    // What runs at an orderly exit is partly the module's, which may be what does not end.
    let _ = kill_process(getpid(), Signal::KILL);
    std::process::abort()
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
        assert!(resident().is_some_and(|used| used > 1 << 16));
    }
}
