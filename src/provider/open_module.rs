//! A provider module that is open, wherever it runs.

use std::sync::Arc;
use std::time::Duration;

use super::Provider;
use crate::cim::{Class, Error, Text};

/// A provider module that was opened: its classes, and what serves them. Dropping it lets go of the module, and waits until it has
/// unloaded where it does so in time.
pub trait OpenModule: Send + Sync {
    /// What serves a class in a namespace.
    fn provider(&self, namespace: &Text, class_name: &Text) -> Result<Arc<dyn Provider>, Error>;

    /// A class as the module declares it.
    fn class(&self, class_name: &Text) -> Result<Arc<Class>, Error>;

    /// The names of the classes that the module declares.
    fn class_names(&self) -> Result<Vec<Text>, Error>;

    /// What the module says of itself; `None` where it says nothing.
    fn description(&self) -> Option<ModuleDescription> {
        None
    }

    /// Whether it may be unloaded for want of anything to do: no request of it is open, and none of its classes refuses.
    fn is_idle(&self) -> bool {
        false
    }

    /// Whether it is gone, so that the next request has to open it anew: a process that ended.
    fn has_ended(&self) -> bool {
        false
    }
}

/// What a module says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ModuleDescription {
    /// The version of the interface that it was made for, as `MI_VERSION` has it.
    pub version: u32,
    /// The version of the generator that made its declarations, in the same form.
    pub generator_version: u32,
    /// Its flags, `MI_MODULE_FLAG_*`.
    pub flags: u32,
    /// The size of its characters in bytes; 0 where it does not say.
    pub character_size: u32,
}

/// The flags of a module, from the lowest bit on, without what their names begin with.
const FLAGS: [&str; 8] = [
    "STANDARD_QUALIFIERS",
    "DESCRIPTIONS",
    "VALUES",
    "MAPPING_STRINGS",
    "BOOLEANS",
    "CPLUSPLUS",
    "LOCALIZED",
    "FILTER_SUPPORT",
];

impl ModuleDescription {
    /// The version of the interface as people write it.
    pub fn version_text(&self) -> String {
        spelt(self.version)
    }

    /// The version of the generator as people write it.
    pub fn generator_version_text(&self) -> String {
        spelt(self.generator_version)
    }

    /// The names of its flags, without `MI_MODULE_FLAG_`. Bits that have no name follow as one number.
    pub fn flag_names(&self) -> Vec<String> {
        let is_set = |bit: usize| self.flags >> bit & 1 == 1;
        let mut names: Vec<String> =
            (0..FLAGS.len()).filter(|&bit| is_set(bit)).map(|bit| FLAGS[bit].to_owned()).collect();
        let unknown = self.flags >> FLAGS.len() << FLAGS.len();
        if unknown != 0 {
            names.push(format!("{unknown:#x}"));
        }
        names
    }
}

/// A version as `MI_MAKE_VERSION` packs it.
fn spelt(version: u32) -> String {
    format!("{}.{}.{}", version >> 16, version >> 8 & 0xff, version & 0xff)
}

/// A module of the program itself, which a client hosts: known by what it declares, and not loaded.
pub trait DeclaredModule: Send {
    /// The classes that it has providers for, each with all that it inherits.
    fn served(&self) -> Result<Vec<Arc<Class>>, Error>;

    /// A class that it declares.
    fn class(&self, class_name: &Text) -> Option<Result<Arc<Class>, Error>>;

    /// Has it load, and waits for that.
    fn load(self: Box<Self>) -> Result<Box<dyn HostedModule>, Error>;
}

/// A module of the program itself that is loaded.
pub trait HostedModule: OpenModule {
    /// Ends its subscriptions, waits for its other requests, and has it unload. Each time that `patience` has passed, `go_on` says
    /// whether to wait longer. `false` says that something of it has not ended.
    fn end(self: Box<Self>, patience: Duration, go_on: &mut dyn FnMut() -> bool) -> bool;
}

/// Where a module runs.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Placement {
    /// In this process.
    InProcess,
    /// In a process of its own, started when it is needed.
    Process {
        /// The user that it runs as; `None` for the user of this process.
        user: Option<String>,
        /// Whether it gets the surroundings that the user's shell would have.
        shell: bool,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_and_flags_are_told_as_people_write_them() {
        let description = ModuleDescription {
            version: 0x0001_0206,
            generator_version: 0x0001_0008,
            flags: 0x8000_0082,
            character_size: 1,
        };
        assert_eq!(description.version_text(), "1.2.6");
        assert_eq!(description.generator_version_text(), "1.0.8");
        assert_eq!(description.flag_names(), ["DESCRIPTIONS", "FILTER_SUPPORT", "0x80000000"]);
    }
}
