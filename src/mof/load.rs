//! Follows `#pragma include` and `#pragma namespace` through files, to one list of declarations in their order.

use std::collections::HashMap;
use std::sync::Arc;

use super::diagnostic::{Diagnostic, Errors};
use super::literal;
use super::parser::parse_source;
use super::source::{Source, Span};
use super::syntax::{Item, ItemKind, Pragma, StringLiteral, Unit};
use crate::cim::name;

/// Reads the files that others include.
pub trait SourceLoader {
    /// The file that `path` names, as it is written in `from`. Where the path is relative, it is so to the folder of
    /// `from`. The name of the result tells files apart: one file must always get the same name.
    fn load(&mut self, path: &str, from: &Source) -> Result<Arc<Source>, String>;
}

/// A loader for texts that may include nothing.
pub struct NoIncludes;

impl SourceLoader for NoIncludes {
    fn load(&mut self, _: &str, _: &Source) -> Result<Arc<Source>, String> {
        Err("files can't be included here".into())
    }
}

/// The declarations of one or more files and of what they include.
#[derive(Debug, Default)]
pub struct Program {
    pub(super) entries: Vec<Entry>,
    /// What is ignored or taken otherwise than it is written.
    pub warnings: Vec<Diagnostic>,
    files: usize,
    size: usize,
}

/// One declaration.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) unit: Arc<Unit>,
    pub(super) item: usize,
    /// The namespace that a directive named, else the caller's.
    pub(super) namespace: Option<Arc<str>>,
    /// Which of the caller's files it belongs to; aliases hold within one.
    pub(super) root: usize,
}

impl Entry {
    pub(super) fn item(&self) -> &Item {
        &self.unit.items[self.item]
    }
}

impl Program {
    /// Number of declarations.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether nothing is declared.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// How long the texts of all files are.
    pub(super) fn size(&self) -> usize {
        self.size
    }

    /// Number of files that were read, included ones among them.
    pub fn files(&self) -> usize {
        self.files
    }

    /// The namespaces that directives named, without the caller's own.
    pub fn namespaces(&self) -> Vec<&str> {
        let mut namespaces: Vec<&str> = Vec::new();
        for namespace in self.entries.iter().filter_map(|entry| entry.namespace.as_deref()) {
            if !namespaces.iter().any(|known| known.eq_ignore_ascii_case(namespace)) {
                namespaces.push(namespace);
            }
        }
        namespaces
    }
}

/// So deep may files include each other.
const DEEPEST: usize = 64;
/// So many inclusions are followed in all; files that include each other twice would double at each level.
const MOST_INCLUSIONS: usize = 100_000;
/// So many declarations may be included again. They change nothing, and cost time.
const MOST_REPEATED: usize = 1_000_000;
/// So many warnings are told.
const MOST_WARNINGS: usize = 10_000;
/// Errors of so many files are told.
const MOST_FAILED_FILES: usize = 20;

/// Reads the declarations of files and of all that they include. A file that another one has included before is not
/// read again.
pub fn load(
    roots: impl IntoIterator<Item = Arc<Source>>,
    loader: &mut dyn SourceLoader,
) -> Result<Program, Errors> {
    let mut reader = Reader {
        loader,
        units: HashMap::new(),
        stack: Vec::new(),
        namespace: None,
        inclusions: 0,
        repeated: 0,
        root: 0,
        program: Program::default(),
        errors: Vec::new(),
        failed_files: 0,
    };
    for (root, source) in roots.into_iter().enumerate() {
        if reader.units.contains_key(source.name()) {
            continue;
        }
        reader.root = root;
        reader.namespace = None;
        if let Some(unit) = reader.unit(source) {
            reader.follow(&unit);
        }
        if reader.failed_files >= MOST_FAILED_FILES {
            break;
        }
    }
    reader.program.files = reader.units.len();
    let units = reader.units.values().flatten();
    reader.program.size = units.map(|unit| unit.source.text().len()).sum();
    Errors::check(reader.errors)?;
    Ok(reader.program)
}

struct Reader<'l> {
    loader: &'l mut dyn SourceLoader,
    /// The files by their names; `None` where there are errors.
    units: HashMap<String, Option<Arc<Unit>>>,
    stack: Vec<Arc<Unit>>,
    namespace: Option<Arc<str>>,
    inclusions: usize,
    /// How many declarations were included again.
    repeated: usize,
    root: usize,
    program: Program,
    errors: Vec<Diagnostic>,
    failed_files: usize,
}

impl Reader<'_> {
    fn unit(&mut self, source: Arc<Source>) -> Option<Arc<Unit>> {
        if let Some(unit) = self.units.get(source.name()) {
            return unit.clone();
        }
        let name = source.name().to_owned();
        let unit = match parse_source(source) {
            Ok(unit) => {
                self.program.warnings.extend_from_slice(&unit.objections);
                Some(Arc::new(unit))
            }
            Err(errors) => {
                self.errors.extend_from_slice(errors.diagnostics());
                self.failed_files += 1;
                None
            }
        };
        self.units.insert(name, unit.clone());
        unit
    }

    fn follow(&mut self, unit: &Arc<Unit>) {
        self.stack.push(Arc::clone(unit));
        for (index, item) in unit.items.iter().enumerate() {
            match &item.kind {
                ItemKind::Pragma(pragma) => self.pragma(unit, item.span, pragma),
                _ => self.program.entries.push(Entry {
                    unit: Arc::clone(unit),
                    item: index,
                    namespace: self.namespace.clone(),
                    root: self.root,
                }),
            }
        }
        self.stack.pop();
    }

    fn pragma(&mut self, unit: &Arc<Unit>, span: Span, pragma: &Pragma) {
        let source = &unit.source;
        let name = source.slice(pragma.name);
        let is = |wanted: &str| name.eq_ignore_ascii_case(wanted);
        if is("include") || is("namespace") {
            let Some(argument) = pragma.argument else {
                let message = format!("expected a text in quotes in the directive '{name}'");
                self.errors.push(Diagnostic::error(source, span, message));
                return;
            };
            let mut buffer = String::new();
            let text = literal::text(source, argument, &mut buffer);
            if is("include") {
                self.include(unit, argument, text)
            } else {
                self.change_namespace(unit, argument, text)
            }
        } else if !is("locale") && !is("instancelocale") {
            // Where objects come from (source, nonlocal) and what other compilers do is nothing to this one.
            let message = format!("the directive '{name}' is ignored");
            if self.program.warnings.len() < MOST_WARNINGS {
                self.program.warnings.push(Diagnostic::warning(source, span, message));
            }
        }
    }

    fn include(&mut self, unit: &Arc<Unit>, argument: StringLiteral, path: &str) {
        let source = &unit.source;
        let error = |message: String| Diagnostic::error(source, argument.span, message);
        self.inclusions += 1;
        let too_many = self.inclusions > MOST_INCLUSIONS || self.repeated > MOST_REPEATED;
        if self.stack.len() >= DEEPEST || too_many {
            let message = if self.stack.len() >= DEEPEST {
                format!("files include each other more than {DEEPEST} levels deep")
            } else if self.repeated > MOST_REPEATED {
                format!("more than {MOST_REPEATED} declarations are included again")
            } else {
                format!("files are included more than {MOST_INCLUSIONS} times")
            };
            self.errors.push(error(message).with_status(crate::cim::Status::ServerLimitsExceeded));
            return;
        }
        match self.loader.load(path, source) {
            Ok(included) => {
                if self.stack.iter().any(|open| open.source.name() == included.name()) {
                    let message = format!("the file '{path}' includes itself");
                    self.errors.push(error(message));
                } else if let known = self.units.contains_key(included.name())
                    && let Some(included) = self.unit(included)
                    && self.failed_files < MOST_FAILED_FILES
                {
                    self.repeated += if known { included.items.len() } else { 0 };
                    self.follow(&included);
                }
            }
            Err(reason) => self.errors.push(error(format!("can't include '{path}': {reason}"))),
        }
    }

    fn change_namespace(&mut self, unit: &Arc<Unit>, argument: StringLiteral, text: &str) {
        let error = |message: String| Diagnostic::error(&unit.source, argument.span, message);
        let slashes = text.replace('\\', "/");
        let local = match slashes.strip_prefix("//") {
            Some(rest) => {
                let (host, namespace) = rest.split_once('/').unwrap_or((rest, ""));
                if host != "." && !host.eq_ignore_ascii_case("localhost") {
                    let message = format!("expected a namespace of this machine, found one of '{host}'");
                    self.errors.push(error(message));
                    return;
                }
                namespace
            }
            None => &slashes,
        };
        match name::namespace(local) {
            Ok(namespace) => self.namespace = Some(namespace.to_string().into()),
            Err(_) => self.errors.push(error(format!("expected the name of a namespace, found '{text}'"))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Files in memory by their names.
    struct Memory(Vec<(&'static str, &'static str)>);

    impl SourceLoader for Memory {
        fn load(&mut self, path: &str, _: &Source) -> Result<Arc<Source>, String> {
            let found = self.0.iter().find(|(name, _)| *name == path);
            found.map(|(name, text)| Source::new(*name, *text)).ok_or_else(|| "there is no such file".into())
        }
    }

    fn loaded(files: &[(&'static str, &'static str)]) -> Result<Program, Errors> {
        let first = Source::new(files[0].0, files[0].1);
        load([first], &mut Memory(files.to_vec()))
    }

    fn names(program: &Program) -> Vec<&str> {
        let entries = program.entries.iter();
        entries
            .map(|entry| match &entry.item().kind {
                ItemKind::Class(class) => entry.unit.source.slice(class.name),
                _ => "?",
            })
            .collect()
    }

    #[test]
    fn what_is_included_stands_where_it_is_included() {
        let program =
            loaded(&[("a", "class A {};\n#pragma include(\"b\")\nclass C {};"), ("b", "class B {};")]);
        let program = program.unwrap();
        assert_eq!(names(&program), ["A", "B", "C"]);
        assert_eq!(program.files(), 2);
    }

    #[test]
    fn a_namespace_holds_until_the_next_one_also_out_of_an_included_file() {
        let program = loaded(&[
            ("a", "class A {};\n#pragma include(\"b\")\nclass C {};"),
            ("b", "#pragma namespace(\"/root\\\\b/\")\nclass B {};"),
        ]);
        let program = program.unwrap();
        let namespaces: Vec<Option<&str>> =
            program.entries.iter().map(|entry| entry.namespace.as_deref()).collect();
        assert_eq!(namespaces, [None, Some("root/b"), Some("root/b")]);
        assert_eq!(program.namespaces(), ["root/b"]);
    }

    #[test]
    fn each_file_of_the_caller_begins_in_his_namespace_and_is_read_once() {
        let roots = ["a", "b"].map(|name| Source::new(name, "#pragma include(\"c\")\nclass A {};"));
        let roots = roots.into_iter().chain([Source::new("c", "#pragma namespace(\"x\")\nclass C {};")]);
        let files = vec![("c", "#pragma namespace(\"x\")\nclass C {};")];
        let program = load(roots, &mut Memory(files)).unwrap();
        assert_eq!(names(&program), ["C", "A", "C", "A"]);
        assert_eq!(program.files(), 3);
    }

    #[test]
    fn a_file_that_is_missing_or_includes_itself_is_told_where_it_is_included() {
        let error = loaded(&[("a", "\n#pragma include(\"b\")")]).unwrap_err();
        assert!(error.to_string().starts_with("a:2:17: error: can't include 'b': there is no such file"));
        let files = [("a", "#pragma include(\"b\")"), ("b", "#pragma include(\"a\")")];
        let error = loaded(&files).unwrap_err();
        assert!(error.to_string().starts_with("b:1:17: error: the file 'a' includes itself"), "{error}");
        let error = load([Source::new("a", "#pragma include(\"b\")")], &mut NoIncludes).unwrap_err();
        assert!(error.to_string().contains("files can't be included here"));
    }

    #[test]
    fn errors_of_several_files_are_told_together() {
        let files =
            [("a", "#pragma include(\"b\")\n#pragma include(\"c\")"), ("b", "class {};"), ("c", "class {};")];
        assert_eq!(loaded(&files).unwrap_err().diagnostics().len(), 2);
    }

    #[test]
    fn inclusions_are_bounded() {
        struct Doubling;
        impl SourceLoader for Doubling {
            fn load(&mut self, path: &str, _: &Source) -> Result<Arc<Source>, String> {
                let next = format!("#pragma include(\"{path}x\")\n");
                Ok(Source::new(path, next.repeat(2)))
            }
        }
        let error = load([Source::new("x", "#pragma include(\"xx\")")], &mut Doubling).unwrap_err();
        assert!(error.to_string().contains("files include each other more than 64 levels deep"));
    }

    #[test]
    fn other_machines_and_empty_namespaces_are_refused() {
        for text in ["#pragma namespace(\"//other/root\")", "#pragma namespace(\"\")", "#pragma namespace()"]
        {
            assert!(load([Source::new("a", text)], &mut NoIncludes).is_err(), "{text}");
        }
    }

    #[test]
    fn directives_that_mean_nothing_here_are_warnings_except_locales() {
        let text = "#pragma locale(\"en_US\")\n#pragma instancelocale(\"en_US\")\n#pragma source(\"x\")\n\
                    #pragma nonlocal(\"x\")\n#pragma autorecover";
        let text = text.replace("autorecover", "autorecover()");
        let program = load([Source::new("a", text)], &mut NoIncludes).unwrap();
        assert_eq!(program.warnings.len(), 3);
        assert_eq!(program.warnings[0].message, "the directive 'source' is ignored");
    }
}
