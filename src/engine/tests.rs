//! What the tests of the engine share.

use crate::configuration::{Configuration, Environment, RepositoryLocation};

/// A configuration that depends on nothing of this machine.
pub(super) fn configuration() -> Configuration {
    let environment = Environment::of_process();
    let mut configuration = Configuration::load_in(&Environment {
        file: None,
        repository: None,
        provider_path: None,
        workers: None,
        log: None,
        configuration_home: None,
        system_file: "/nonexistent/mi.toml".into(),
        ..environment
    })
    .unwrap();
    configuration.repository = Some(RepositoryLocation::Memory);
    configuration.workers = 2;
    configuration
}
