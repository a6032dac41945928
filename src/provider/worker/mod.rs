//! Provider modules in processes of their own: what a module does there, a crash, a hang, memory without end, harms nobody else.

#[allow(dead_code)]
mod message;
#[allow(dead_code, unused_imports)]
mod wire;

use std::path::Path;
use std::sync::Arc;

use super::OpenModule;
use crate::cim::Error;
use crate::configuration::ModuleSettings;

/// Opens a module in a process of its own, which runs as this user, or as the one of this process.
pub fn open(
    path: &Path,
    _user: Option<&str>,
    _shell: bool,
    _settings: &ModuleSettings,
) -> Result<Arc<dyn OpenModule>, Error> {
    Err(Error::not_supported(format!("The provider module {} in a process of its own", path.display())))
}
