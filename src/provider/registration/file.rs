//! What a registration file says.

use std::path::{Path, PathBuf};

use super::line::Line;
use crate::cim::{Text, name};
use crate::provider::Request;

/// A registration file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RegistrationFile {
    /// Where it is.
    pub path: PathBuf,
    /// The namespace of its classes (`NAMESPACE`); where it names none, its folder's name does.
    pub namespace: Option<String>,
    /// The module's shared library, as the file writes it (`LIBRARY`).
    pub library: String,
    /// The classes, in the order of the file.
    pub classes: Vec<ClassEntry>,
    /// A program that is to run before the module is used (`PREEXEC`), where the configuration lets it.
    pub pre_execution: Option<String>,
    /// The module's instances live no longer than the operation that they are for (`INSTANCELIFETIME=CONTEXT`).
    pub instances_end_with_context: bool,
    /// The number of the module among those that programs of this process host themselves, where it is one: nobody wrote a file.
    pub hosted: Option<u64>,
    /// The module is a script.
    pub script: Option<Script>,
}

/// What runs a module that is a script.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Script {
    /// The interpreter (`INTERPRETER`).
    pub interpreter: String,
    /// What the interpreter begins with (`STARTUP`).
    pub startup: String,
}

/// A class of a registration file.
#[derive(Clone, Debug, PartialEq)]
pub struct ClassEntry {
    /// The line, counted from one.
    pub line: usize,
    /// What the class is for.
    pub kind: ClassKind,
    /// The class, and what it inherits from.
    pub class: ClassPath,
    /// The classes that an association refers to; none where its line names none.
    pub ends: Vec<ClassPath>,
    /// Where its provider runs.
    pub hosting: Hosting,
    /// What its provider carries out in bounded time, without waiting for anybody or asking anything (`BOUNDED`, a key of
    /// this library): a client that would wait runs it itself.
    pub bounded: Operations,
}

bitflags::bitflags! {
    /// Operations that have one result.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
    pub struct Operations: u8 {
        /// `GetInstance`.
        const GET_INSTANCE = 1;
        /// `CreateInstance`.
        const CREATE_INSTANCE = 1 << 1;
        /// `ModifyInstance`.
        const MODIFY_INSTANCE = 1 << 2;
        /// `DeleteInstance`.
        const DELETE_INSTANCE = 1 << 3;
        /// `Invoke`.
        const INVOKE = 1 << 4;
    }
}

const OPERATIONS: [(&str, Operations); 5] = [
    ("GetInstance", Operations::GET_INSTANCE),
    ("CreateInstance", Operations::CREATE_INSTANCE),
    ("ModifyInstance", Operations::MODIFY_INSTANCE),
    ("DeleteInstance", Operations::DELETE_INSTANCE),
    ("Invoke", Operations::INVOKE),
];

impl Operations {
    /// Whether the request is one of these.
    pub fn contain(self, request: &Request) -> bool {
        self.contains(match request {
            Request::GetInstance { .. } => Operations::GET_INSTANCE,
            Request::CreateInstance { .. } => Operations::CREATE_INSTANCE,
            Request::ModifyInstance { .. } => Operations::MODIFY_INSTANCE,
            Request::DeleteInstance { .. } => Operations::DELETE_INSTANCE,
            Request::Invoke { .. } => Operations::INVOKE,
            _ => return false,
        })
    }
}

/// A class with its superclasses, the nearest first.
#[derive(Clone, Debug, PartialEq)]
pub struct ClassPath {
    /// The class.
    pub name: Text,
    /// What it inherits from.
    pub superclasses: Vec<Text>,
}

impl ClassPath {
    /// The class and its superclasses.
    pub fn lineage(&self) -> impl Iterator<Item = &Text> {
        std::iter::once(&self.name).chain(&self.superclasses)
    }
}

/// What a registered class is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClassKind {
    /// Its instances are operated on (`CLASS`).
    Ordinary,
    /// It is subscribed to (`INDICATIONCLASS`).
    Indication,
    /// Others refer to it; it has no instances of its own (`EXTRACLASS`).
    Schema,
}

/// Where a provider runs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Hosting {
    /// In the process of the client (`@inproc@`).
    InProcess,
    /// In a process of its own, as the user who asks (`@requestor@`, and what a file means that says nothing).
    #[default]
    Requestor,
    /// The same, with the shell of that user (`@requestor-shell@`).
    RequestorShell,
    /// In a process of its own, as this user.
    User(String),
}

impl std::fmt::Display for Hosting {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(match self {
            Hosting::InProcess => IN_PROCESS,
            Hosting::Requestor => REQUESTOR,
            Hosting::RequestorShell => REQUESTOR_SHELL,
            Hosting::User(user) => user,
        })
    }
}

const IN_PROCESS: &str = "@inproc@";
const REQUESTOR: &str = "@requestor@";
const REQUESTOR_SHELL: &str = "@requestor-shell@";

/// What is wrong with a registration file, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}{}: {message}", path.display(), line.map(|line| format!(":{line}")).unwrap_or_default())]
pub struct RegistrationError {
    /// The file.
    pub path: PathBuf,
    /// The line, counted from one; none where the file as a whole is meant.
    pub line: Option<usize>,
    /// What was expected, and what is there.
    pub message: String,
}

/// A file that was read, as far as it could be.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parsed {
    /// What the lines say that are right.
    pub file: RegistrationFile,
    /// Why the file can't be used. It can be used where there are none.
    pub errors: Vec<RegistrationError>,
    /// What is passed over.
    pub warnings: Vec<RegistrationError>,
}

/// Reads a registration file. Lines that are wrong don't keep the others from being read: what they say is not used, but
/// tells what the file is for.
pub fn parse(path: &Path, bytes: &[u8]) -> Parsed {
    let mut parser = Parser {
        parsed: Parsed {
            file: RegistrationFile { path: path.to_owned(), ..Default::default() },
            ..Default::default()
        },
        hosting: Hosting::default(),
        bounded: Operations::default(),
        lines: Vec::new(),
        script: Script::default(),
    };
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    for (index, line) in bytes.split(|&byte| byte == b'\n').enumerate() {
        let read = match std::str::from_utf8(line) {
            Ok(line) => parser.line(index + 1, line),
            Err(_) => Err("expected UTF-8 text, found bytes that are none".to_owned()),
        };
        if let Err(message) = read {
            parser.error(Some(index + 1), message);
        }
    }
    parser.finish()
}

struct Parser {
    parsed: Parsed,
    /// What the latest `HOSTING` says; it counts for the classes after it.
    hosting: Hosting,
    /// What the latest `BOUNDED` says; it counts for the classes after it.
    bounded: Operations,
    /// The keys that a file has once, with their lines.
    lines: Vec<(&'static str, usize)>,
    script: Script,
}

impl Parser {
    fn line(&mut self, number: usize, text: &str) -> Result<(), String> {
        let text = text.trim();
        if text.is_empty() || text.starts_with('#') {
            return Ok(());
        }
        let mut line = Line::new(text);
        match line.key()? {
            "LIBRARY" => {
                self.once("LIBRARY", number)?;
                self.parsed.file.library = line.value("the name or path of a shared library")?.to_owned();
            }
            "NAMESPACE" => {
                self.once("NAMESPACE", number)?;
                let value = line.value("a namespace such as root/cimv2")?;
                let namespace = name::namespace(value)
                    .map_err(|_| format!("expected a namespace such as root/cimv2, found '{value}'"))?;
                self.parsed.file.namespace = Some(namespace.to_string());
            }
            "HOSTING" => self.hosting = hosting(line.value(HOSTINGS)?)?,
            "BOUNDED" => self.bounded = operations(line.value("names of operations, or none")?)?,
            "CLASS" => self.class(ClassKind::Ordinary, number, &mut line)?,
            "EXTRACLASS" => self.class(ClassKind::Schema, number, &mut line)?,
            "INDICATIONCLASS" => self.class(ClassKind::Indication, number, &mut line)?,
            "PREEXEC" => {
                self.once("PREEXEC", number)?;
                self.parsed.file.pre_execution =
                    Some(line.value("the absolute path of a program")?.to_owned());
            }
            "INSTANCELIFETIME" => {
                let value = line.value("CONTEXT")?;
                if value != "CONTEXT" {
                    return Err(format!("expected CONTEXT, found '{value}'"));
                }
                self.parsed.file.instances_end_with_context = true;
            }
            "INTERPRETER" => {
                self.once("INTERPRETER", number)?;
                self.script.interpreter = line.value("the path of an interpreter")?.to_owned();
            }
            "STARTUP" => {
                self.once("STARTUP", number)?;
                self.script.startup = line.value("the script that the interpreter begins with")?.to_owned();
            }
            unknown => {
                let message = format!("the key {unknown} is not known and passed over; the keys are {KEYS}");
                self.warn(number, message);
            }
        }
        Ok(())
    }

    fn class(&mut self, kind: ClassKind, number: usize, line: &mut Line<'_>) -> Result<(), String> {
        let class = line.class_path()?;
        let ends = if kind == ClassKind::Indication { None } else { line.ends()? };
        let ends = ends.into_iter().flatten().collect();
        let (hosting, bounded) = (self.hosting.clone(), self.bounded);
        // Known from here on, even where the rest of the line is wrong.
        self.parsed.file.classes.push(ClassEntry { line: number, kind, class, ends, hosting, bounded });
        line.end()
    }

    /// Says that a key which a file has once is there again.
    fn once(&mut self, key: &'static str, number: usize) -> Result<(), String> {
        if let Some((_, first)) = self.lines.iter().find(|(known, _)| *known == key) {
            return Err(format!("expected {key} once, found it again after line {first}"));
        }
        self.lines.push((key, number));
        Ok(())
    }

    fn has(&self, key: &str) -> bool {
        self.lines.iter().any(|(known, _)| *known == key)
    }

    fn warn(&mut self, line: usize, message: String) {
        let path = self.parsed.file.path.clone();
        self.parsed.warnings.push(RegistrationError { path, line: Some(line), message });
    }

    fn error(&mut self, line: Option<usize>, message: String) {
        let path = self.parsed.file.path.clone();
        self.parsed.errors.push(RegistrationError { path, line, message });
    }

    fn finish(mut self) -> Parsed {
        if !self.has("LIBRARY") {
            self.error(None, "expected a line LIBRARY=NAME, found none".to_owned());
        }
        match (self.has("INTERPRETER"), self.has("STARTUP")) {
            (false, false) => {}
            (true, true) => self.parsed.file.script = Some(std::mem::take(&mut self.script)),
            (true, false) => {
                self.error(None, "expected a line STARTUP=SCRIPT beside INTERPRETER, found none".to_owned());
            }
            (false, true) => {
                self.error(None, "expected a line INTERPRETER=PATH beside STARTUP, found none".to_owned());
            }
        }
        self.parsed
    }
}

const KEYS: &str = "LIBRARY, NAMESPACE, HOSTING, BOUNDED, CLASS, EXTRACLASS, INDICATIONCLASS, PREEXEC, INSTANCELIFETIME, \
                    INTERPRETER and STARTUP, in capitals";
const HOSTINGS: &str = "@inproc@, @requestor@, @requestor-shell@ or the name of a user";

fn hosting(value: &str) -> Result<Hosting, String> {
    match value {
        IN_PROCESS => Ok(Hosting::InProcess),
        REQUESTOR => Ok(Hosting::Requestor),
        REQUESTOR_SHELL => Ok(Hosting::RequestorShell),
        wrong if wrong.starts_with('@') => Err(format!("expected {HOSTINGS}, found '{wrong}'")),
        user => Ok(Hosting::User(user.to_owned())),
    }
}

/// Names of operations with commas between them, or `none`.
fn operations(value: &str) -> Result<Operations, String> {
    match value {
        "none" => Ok(Operations::empty()),
        names => names.split(',').map(str::trim).map(operation).collect(),
    }
}

fn operation(name: &str) -> Result<Operations, String> {
    let known = OPERATIONS.iter().find(|(known, _)| *known == name);
    known.map(|&(_, operation)| operation).ok_or_else(|| {
        let known = OPERATIONS.map(|(name, _)| name).join(", ");
        format!("expected names of operations that have one result, which are {known}; found '{name}'")
    })
}

#[cfg(test)]
mod tests;
