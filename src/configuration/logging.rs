//! What the library logs goes to stderr, and only where somebody asked for it.

use std::sync::Once;

use tracing_subscriber::EnvFilter;

static STARTED: Once = Once::new();

/// Whether the filter can be read; if not, why.
pub(super) fn check(filter: &str) -> Result<(), String> {
    EnvFilter::builder().parse(filter).map(drop).map_err(|error| format!("'{filter}' is no filter: {error}"))
}

/// Starts logging with a filter that was checked. The first of several counts: there is one stderr.
pub(super) fn start(filter: &str) {
    STARTED.call_once(|| {
        let Ok(filter) = EnvFilter::builder().parse(filter) else { return };
        let subscriber = tracing_subscriber::fmt()
            .with_env_filter(filter)
            .with_writer(std::io::stderr)
            // A closed stderr must not stop the host program.
            .log_internal_errors(false)
            .finish();
        // The host program may have a subscriber of its own, which then counts.
        let _ = tracing::subscriber::set_global_default(subscriber);
    });
}
