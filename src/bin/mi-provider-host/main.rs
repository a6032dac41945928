//! The process in which the library runs a provider module that is not to run in the process of its client.
//!
//! The library starts it; it is no program for people. Its exit status is 0 where the module was unloaded, and 2 where it could not
//! begin.

use std::process::ExitCode;

use mi::configuration::Configuration;
use mi::provider::module;
use mi::provider::worker::host;

fn main() -> ExitCode {
    module::prepare_process();
    if let Ok(configuration) = Configuration::load() {
        configuration.init_logging();
    }
    mi::capi::offer_local_sessions();
    match host::serve(module::open) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("mi-provider-host: {error}");
            ExitCode::from(2)
        }
    }
}
