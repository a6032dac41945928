//! `mi providers`: what the registration files of the provider path register, and what is wrong with it.

mod check;
mod explain;

use std::path::{Path, PathBuf};

use mi::cim::{Error, Text, name};
use mi::configuration::Configuration;
use mi::engine::DEFAULT_NAMESPACE;
use mi::provider::registration::{
    Catalogue, ClassEntry, ClassKind, Hosting, Parsed, RegistrationFile, Search, find_library,
};
use serde_json::{Value as Json, json};

use crate::arguments::{Common, Providers};
use crate::failure::Failure;
use crate::output::Output;

/// All that the registration files say.
struct Registered {
    configuration: Configuration,
    search: Search,
    catalogue: Catalogue,
}

/// A class as a line of a file registers it.
struct Line<'a> {
    namespace: &'a str,
    file: &'a RegistrationFile,
    entry: &'a ClassEntry,
    /// What is wrong with the file, where that keeps it from being used.
    fault: Option<String>,
}

/// How a registered class is.
struct State {
    /// In a word or two.
    short: &'static str,
    /// In words.
    text: String,
    is_wrong: bool,
}

/// Lists what is registered, checks it, or explains classes.
pub fn providers(common: &Common, wanted: &Providers, output: &mut Output) -> Result<(), Failure> {
    if common.computer.is_some() {
        return Err(Error::not_supported("Looking at the provider modules of another computer").into());
    }
    let registered = Registered::read()?;
    let namespace = common.namespace.as_deref().map(name::namespace).transpose();
    let namespace = namespace.map_err(|error| Failure::Arguments(error.to_string()))?;
    let mut faults = 0;
    if wanted.class.is_empty() {
        faults += registered.list(namespace.as_ref(), output)?;
    } else {
        let namespace = namespace.clone().unwrap_or_else(|| Text::from(DEFAULT_NAMESPACE));
        for class in &wanted.class {
            explain::explain(&registered, &namespace, &Text::from(class.as_str()), output)?;
        }
    }
    if !wanted.check {
        return Ok(());
    }
    faults += check::check(&registered, namespace.as_ref(), &wanted.class, output)?;
    match faults {
        0 => Ok(output.done(
            "Everything that is registered is there, and as it is registered.",
            json!({ "faults": 0 }),
        )?),
        1 => Err(Failure::Findings("One thing is wrong with what is registered.".into())),
        _ => Err(Failure::Findings(format!("{faults} things are wrong with what is registered."))),
    }
}

impl Registered {
    fn read() -> Result<Registered, Failure> {
        let configuration = Configuration::load().map_err(Error::from)?;
        configuration.init_logging();
        let search = Search::folders(&configuration.provider_path);
        let catalogue = Catalogue::new(search.clone());
        Ok(Registered { configuration, search, catalogue })
    }

    /// The lines that register classes, in the order in which they count.
    fn lines<'a>(&'a self, namespace: Option<&'a Text>) -> impl Iterator<Item = Line<'a>> {
        let is_wanted = move |found: &str| {
            namespace.is_none_or(|namespace| name::eq_names(namespace, &Text::from(found)))
        };
        self.search.files.iter().filter(move |found| is_wanted(&found.namespace)).flat_map(|found| {
            let fault = fault(&found.parsed);
            found.parsed.file.classes.iter().map(move |entry| Line {
                namespace: &found.namespace,
                file: &found.parsed.file,
                entry,
                fault: fault.clone(),
            })
        })
    }

    /// The library that a file names.
    fn library(&self, file: &RegistrationFile) -> Result<PathBuf, String> {
        find_library(&file.library, &file.path, &self.configuration.provider_path)
            .map_err(|error| error.to_string())
    }

    /// The line that counts for the class of this line, where that is another one.
    fn shadowed_by(&self, line: &Line<'_>) -> Option<String> {
        let known = self.catalogue.find(&Text::from(line.namespace), &line.entry.class.name)?;
        let counts = &self.catalogue.classes()[known.registered()?];
        let is_other = counts.file.path != line.file.path || counts.entry.line != line.entry.line;
        is_other.then(|| format!("{}:{}", counts.file.path.display(), counts.entry.line))
    }

    fn state(&self, line: &Line<'_>) -> State {
        let wrong = |short, text: String| State { short, text, is_wrong: true };
        if let Some(fault) = &line.fault {
            return wrong("broken file", format!("the file can't be used: {fault}"));
        }
        if let Some(other) = self.shadowed_by(line) {
            return wrong("no effect", format!("has no effect: {other} registers the class first"));
        }
        if let Some(script) = &line.file.script {
            return wrong(
                "script",
                format!("a script for {}; scripts are not supported", script.interpreter),
            );
        }
        match self.library(&line.file.clone()) {
            Err(message) => wrong("no library", message),
            Ok(_) => self.prepared(line.file.pre_execution.as_deref()),
        }
    }

    /// The state of a line whose library is there and whose file wants this program run first.
    fn prepared(&self, program: Option<&str>) -> State {
        let runs = self.configuration.modules.run_preexec;
        match program {
            Some(program) if !runs => State {
                short: "ok, no PREEXEC",
                text: format!("ok; the program that PREEXEC names ({program}) is not run"),
                is_wrong: false,
            },
            Some(program) if !(Path::new(program).is_absolute() && Path::new(program).is_file()) => State {
                short: "no PREEXEC",
                text: format!("PREEXEC names {program}, which is not the absolute path of a program"),
                is_wrong: true,
            },
            _ => State { short: "ok", text: "ok".into(), is_wrong: false },
        }
    }

    /// Lists the lines, and what can't be read; gives the number of faults.
    fn list(&self, namespace: Option<&Text>, output: &mut Output) -> Result<usize, Failure> {
        let mut faults = 0;
        let (mut rows, mut remarks) = (Vec::new(), Vec::new());
        for line in self.lines(namespace) {
            let state = self.state(&line);
            faults += usize::from(state.is_wrong);
            rows.push(self.row(&line, &state));
            let place = line.file.path.display();
            let remark = match state.short {
                "ok" => continue,
                "no effect" => {
                    format!("{place}:{}: {} {}", line.entry.line, line.entry.class.name, state.text)
                }
                _ => format!("{place}: {}", state.text),
            };
            if !remarks.contains(&remark) {
                remarks.push(remark);
            }
        }
        if rows.is_empty() {
            output.note(&format!(
                "No class is registered{} in {}.",
                namespace.map(|namespace| format!(" in {namespace}")).unwrap_or_default(),
                folders(&self.configuration.provider_path)
            ));
        }
        output.rows(
            &["namespace", "class", "superclass", "kind", "library", "hosting", "file", "state"],
            rows,
        )?;
        // A table has no room for sentences; an object has them itself.
        if !output.is_json() {
            remarks.iter().for_each(|remark| output.note(remark));
        }
        // A file that registers nothing because it is broken has no line above.
        for found in self.search.files.iter().filter(|found| found.parsed.file.classes.is_empty()) {
            if let Some(fault) = fault(&found.parsed) {
                faults += 1;
                output.note(&fault);
            }
        }
        for unreadable in &self.search.unreadable {
            faults += 1;
            output.note(&unreadable.to_string());
        }
        for warning in self.search.files.iter().flat_map(|found| &found.parsed.warnings) {
            output.note(&format!("{warning} (passed over)"));
        }
        Ok(faults)
    }

    fn row(&self, line: &Line<'_>, state: &State) -> Vec<(String, Json)> {
        let library = self.library(line.file).unwrap_or_else(|_| PathBuf::from(&line.file.library));
        let superclass = line.entry.class.superclasses.first().map(ToString::to_string);
        let text = |text: String| (text.clone(), json!(text));
        vec![
            text(line.namespace.to_owned()),
            text(line.entry.class.name.to_string()),
            (superclass.clone().unwrap_or_default(), json!(superclass)),
            text(kind_name(line.entry).to_owned()),
            (file_name(&library), json!(library)),
            text(line.entry.hosting.to_string()),
            (
                format!("{}:{}", file_name(&line.file.path), line.entry.line),
                json!(format!("{}:{}", line.file.path.display(), line.entry.line)),
            ),
            (state.short.to_owned(), json!(state.text)),
        ]
    }
}

/// The last part of a path, which is enough for a person.
fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

fn fault(parsed: &Parsed) -> Option<String> {
    let errors: Vec<String> = parsed.errors.iter().map(ToString::to_string).collect();
    (!errors.is_empty()).then(|| errors.join("; "))
}

/// What a registered class is for.
fn kind_name(entry: &ClassEntry) -> &'static str {
    match (entry.kind, entry.ends.is_empty()) {
        (ClassKind::Indication, _) => "indication",
        (ClassKind::Schema, _) => "extra",
        (ClassKind::Ordinary, false) => "association",
        (ClassKind::Ordinary, true) => "class",
    }
}

/// Where a module runs, in words.
fn place(hosting: &Hosting) -> String {
    match hosting {
        Hosting::InProcess => "in the process of the client".into(),
        Hosting::Requestor => "in a process of its own".into(),
        Hosting::RequestorShell => "in a process of its own, with the user's shell".into(),
        Hosting::User(user) => format!("in a process of its own, as {user}"),
    }
}

fn folders(folders: &[PathBuf]) -> String {
    if folders.is_empty() {
        return "the provider path, which is empty: MI_PROVIDER_PATH or the key provider_path says where to look".into();
    }
    let shown: Vec<String> =
        folders.iter().map(|folder: &PathBuf| Path::display(folder).to_string()).collect();
    shown.join(", ")
}
