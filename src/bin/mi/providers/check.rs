//! Whether modules are as their registration says: each is opened where its file says, and its declarations are looked at.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use mi::cim::class::ClassFlags;
use mi::cim::{Class, Error, Text, name};
use mi::provider::module::{Functions, Module};
use mi::provider::registration::{ClassKind, Hosting};
use mi::provider::{ModuleDescription, OpenModule};
use serde_json::json;

use super::{Line, Registered, kind_name, place};
use crate::failure::Failure;
use crate::output::Output;

/// A module that was opened to be looked at.
enum Opened {
    Here(Arc<Module>),
    Apart(Arc<dyn OpenModule>),
}

impl Opened {
    /// Opens a module where it is registered to run. Its Load is called, and nothing else.
    fn open(registered: &Registered, library: &Path, hosting: &Hosting) -> Result<Opened, Error> {
        let settings = &registered.configuration.modules;
        let apart = |user: Option<&str>, shell| {
            mi::provider::worker::open(library, user, shell, settings).map(Opened::Apart)
        };
        match hosting {
            Hosting::InProcess => Module::open(library).map(Opened::Here),
            Hosting::Requestor => apart(None, false),
            Hosting::RequestorShell => apart(None, true),
            Hosting::User(user) => apart(Some(user), false),
        }
    }

    fn class(&self, class_name: &Text) -> Result<Arc<Class>, Error> {
        match self {
            Opened::Here(module) => module.class(&class_name.to_str()),
            Opened::Apart(module) => module.class(class_name),
        }
    }

    fn class_names(&self) -> Result<Vec<Text>, Error> {
        match self {
            Opened::Here(module) => Ok(module.class_names()),
            Opened::Apart(module) => module.class_names(),
        }
    }

    /// What the module says of itself.
    fn description(&self) -> Option<ModuleDescription> {
        match self {
            Opened::Here(module) => Some(module.description()),
            Opened::Apart(module) => module.description(),
        }
    }

    /// The functions of a class, where they can be looked at from here.
    fn functions(&self, class_name: &Text) -> Option<Functions> {
        match self {
            Opened::Here(module) => module.functions(class_name).ok(),
            Opened::Apart(_) => None,
        }
    }
}

/// Opens the modules of what is registered, and tells what is not as it is registered. Gives the number of faults.
pub(super) fn check(
    registered: &Registered,
    namespace: Option<&Text>,
    classes: &[String],
    output: &mut Output,
) -> Result<usize, Failure> {
    let is_wanted = |line: &Line<'_>| {
        classes.is_empty()
            || classes.iter().any(|class| name::eq_names(class.as_str(), &line.entry.class.name))
    };
    let mut modules: BTreeMap<(PathBuf, String), Vec<Line<'_>>> = BTreeMap::new();
    let mut faults = 0;
    for line in registered.lines(namespace).filter(is_wanted) {
        let state = registered.state(&line);
        if state.is_wrong {
            // The list has told it. One who asks for a class has not seen the list.
            if !classes.is_empty() {
                faults += 1;
                tell(output, &line, &state.text)?;
            }
            continue;
        }
        if let Ok(library) = registered.library(line.file) {
            modules.entry((library, line.entry.hosting.to_string())).or_default().push(line);
        }
    }
    for ((library, _), lines) in &modules {
        faults += module(registered, library, lines, classes.is_empty(), output)?;
    }
    Ok(faults)
}

/// Checks the lines that name one library, in one place. `is_all` says that they are all there are of it.
fn module(
    registered: &Registered,
    library: &Path,
    lines: &[Line<'_>],
    is_all: bool,
    output: &mut Output,
) -> Result<usize, Failure> {
    let Some(first) = lines.first() else { return Ok(0) };
    let opened = match Opened::open(registered, library, &first.entry.hosting) {
        Ok(opened) => opened,
        Err(error) => {
            let text = format!("can't be opened {}: {}", place(&first.entry.hosting), error.message);
            output.done(
                &format!("{}: {text}", library.display()),
                json!({ "library": library, "fault": text }),
            )?;
            return Ok(1);
        }
    };
    describe(&opened, library, &first.entry.hosting, output)?;
    let mut faults = 0;
    for line in lines {
        for fault in faults_of(&opened, line) {
            faults += 1;
            tell(output, line, &fault)?;
        }
    }
    if is_all {
        faults += unregistered(registered, &opened, library, output)?;
    }
    Ok(faults)
}

/// Says what a module is.
fn describe(opened: &Opened, library: &Path, hosting: &Hosting, output: &mut Output) -> Result<(), Failure> {
    let count = opened.class_names()?.len();
    let mut object = json!({ "library": library, "hosting": hosting.to_string(), "classes": count });
    let words = match opened.description() {
        Some(description) => {
            let flags = description.flag_names();
            object["version"] = description.version_text().into();
            object["generator_version"] = description.generator_version_text().into();
            object["flags"] = description.flags.into();
            object["flag_names"] = flags.clone().into();
            object["character_size"] = description.character_size.into();
            let flags = if flags.is_empty() { "none".to_owned() } else { flags.join(" ") };
            let characters = match description.character_size {
                0 => String::new(),
                size => format!(", characters of {size} {}", if size == 1 { "byte" } else { "bytes" }),
            };
            format!(
                "version {}, generator {}, flags {flags}{characters}",
                description.version_text(),
                description.generator_version_text(),
            )
        }
        None => "open".to_owned(),
    };
    let sentence = format!("{}: {words}; {count} classes, {}.", library.display(), place(hosting));
    Ok(output.done(&sentence, object)?)
}

fn tell(output: &mut Output, line: &Line<'_>, fault: &str) -> Result<(), Failure> {
    let place = format!("{}:{}", line.file.path.display(), line.entry.line);
    let class = &line.entry.class.name;
    let object =
        json!({ "file": place, "class": class.to_string(), "namespace": line.namespace, "fault": fault });
    Ok(output.done(&format!("{place}: {class}: {fault}"), object)?)
}

/// What of a line is not as the module declares it.
fn faults_of(opened: &Opened, line: &Line<'_>) -> Vec<String> {
    let entry = line.entry;
    let class = match opened.class(&entry.class.name) {
        Ok(class) => class,
        Err(error) => return vec![error.message.to_string()],
    };
    let mut faults = Vec::new();
    let declared = superclasses(&class);
    let same = declared.len() == entry.class.superclasses.len()
        && declared.iter().zip(&entry.class.superclasses).all(|(left, right)| name::eq_names(left, right));
    if !same {
        let spelt = |superclasses: &[Text]| {
            let names: Vec<String> = superclasses.iter().map(ToString::to_string).collect();
            if names.is_empty() { "no superclass".to_owned() } else { names.join(":") }
        };
        faults.push(format!(
            "the line says {}, and the module {}",
            spelt(&entry.class.superclasses),
            spelt(&declared)
        ));
    }
    let is = |flag| class.flags().contains(flag);
    if is(ClassFlags::INDICATION) != (entry.kind == ClassKind::Indication) && entry.kind != ClassKind::Schema
    {
        let right = if is(ClassFlags::INDICATION) {
            "an indication: INDICATIONCLASS"
        } else {
            "no indication: CLASS"
        };
        faults.push(format!("the module declares it as {right} registers it"));
    }
    if entry.kind == ClassKind::Ordinary && is(ClassFlags::ASSOCIATION) == entry.ends.is_empty() {
        faults.push(if !entry.ends.is_empty() {
            "the line names two ends, and the module declares it as no association".into()
        } else {
            "it is an association, and the line does not name the classes at its two ends in braces: it will not be found from them".into()
        });
    }
    if let Some(functions) = opened.functions(&entry.class.name) {
        faults.extend(missing(&functions, &class, entry.kind, kind_name(entry)));
    }
    faults
}

fn superclasses(class: &Arc<Class>) -> Vec<Text> {
    let line = std::iter::successors(class.superclass().cloned(), |class| class.superclass().cloned());
    line.map(|class| class.name().clone()).collect()
}

/// The functions without which a class of this kind answers nothing.
fn missing(functions: &Functions, class: &Class, kind: ClassKind, kind_name: &str) -> Vec<String> {
    let has = |slot: &str| functions.slots.contains(&slot);
    match kind {
        ClassKind::Schema => Vec::new(),
        _ if !functions.has_table => {
            vec![format!(
                "the module declares it without functions, and it is registered as {kind_name}; EXTRACLASS is meant for that"
            )]
        }
        ClassKind::Indication if !has("EnableIndications") && !has("Subscribe") => {
            vec!["it has neither EnableIndications nor Subscribe: nobody can subscribe to it".into()]
        }
        ClassKind::Indication => Vec::new(),
        ClassKind::Ordinary if functions.slots.is_empty() && functions.methods.is_empty() => {
            vec!["all its functions are NULL: each operation answers NOT_SUPPORTED".into()]
        }
        ClassKind::Ordinary => {
            let unanswered = functions.methods_without.iter().filter(|_| !has("Invoke"));
            let unanswered: Vec<String> = unanswered.map(ToString::to_string).collect();
            if unanswered.is_empty() || class.methods().is_empty() {
                return Vec::new();
            }
            vec![format!("these methods have no function: {}", unanswered.join(", "))]
        }
    }
}

/// The classes with functions that a module declares, and that no line of any file registers for its library.
fn unregistered(
    registered: &Registered,
    opened: &Opened,
    library: &Path,
    output: &mut Output,
) -> Result<usize, Failure> {
    let mut faults = 0;
    for class in opened.class_names()? {
        let is_registered = registered.lines(None).any(|line| {
            name::eq_names(&line.entry.class.name, &class)
                && registered.library(line.file).is_ok_and(|other| other == library)
        });
        let has_functions = opened.functions(&class).is_some_and(|functions| functions.has_table);
        if has_functions && !is_registered {
            faults += 1;
            let text = format!("declares {class}, with functions, and no file registers it");
            output.done(
                &format!("{}: {text}", library.display()),
                json!({ "library": library, "class": class.to_string(), "fault": text }),
            )?;
        }
    }
    Ok(faults)
}
