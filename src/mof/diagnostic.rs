//! Errors and warnings of MOF files: the place, what is wrong, and the line with a mark under the place.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use super::source::{Position, Source, Span};
use crate::cim::Status;
use crate::cim::error::shortened;

/// Whether a diagnostic stops a compilation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// Nothing is compiled.
    Error,
    /// Something is ignored.
    Warning,
}

/// An error or a warning, and where.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// The result that an operation has which fails of it.
    pub status: Status,
    /// The file.
    pub source: Arc<Source>,
    /// The place in it.
    pub span: Span,
    /// What is wrong, what was expected and what was found.
    pub message: Cow<'static, str>,
    /// What a person may look at too.
    pub note: Option<Box<Note>>,
}

/// Another place that has to do with an error, and why.
#[derive(Clone, Debug)]
pub struct Note {
    /// The file.
    pub source: Arc<Source>,
    /// The place in it.
    pub span: Span,
    /// What is there.
    pub message: Cow<'static, str>,
}

impl Diagnostic {
    /// An error.
    pub fn error(source: &Arc<Source>, span: Span, message: impl Into<Cow<'static, str>>) -> Diagnostic {
        Diagnostic {
            severity: Severity::Error,
            status: Status::InvalidParameter,
            source: Arc::clone(source),
            span,
            message: shortened(message.into()),
            note: None,
        }
    }

    /// A warning.
    pub fn warning(source: &Arc<Source>, span: Span, message: impl Into<Cow<'static, str>>) -> Diagnostic {
        Diagnostic { severity: Severity::Warning, ..Diagnostic::error(source, span, message) }
    }

    /// The diagnostic with another result.
    pub fn with_status(mut self, status: Status) -> Diagnostic {
        self.status = status;
        self
    }

    /// The diagnostic with another place to look at.
    pub fn with_note(
        mut self,
        source: &Arc<Source>,
        span: Span,
        message: impl Into<Cow<'static, str>>,
    ) -> Diagnostic {
        let note = Note { source: Arc::clone(source), span, message: message.into() };
        self.note = Some(Box::new(note));
        self
    }

    /// Line and column of the place.
    pub fn position(&self) -> Position {
        self.source.position(self.span)
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        write_place(formatter, &self.source, self.span, severity, &self.message)?;
        if let Some(note) = &self.note {
            formatter.write_str("\n")?;
            write_place(formatter, &note.source, note.span, "note", &note.message)?;
        }
        Ok(())
    }
}

/// Longer lines are shown in part.
const SHOWN: usize = 160;

fn write_place(
    formatter: &mut fmt::Formatter<'_>,
    source: &Source,
    span: Span,
    severity: &str,
    message: &str,
) -> fmt::Result {
    let Position { line, column } = source.position(span);
    write!(formatter, "{}:{line}:{column}: {severity}: {message}", source.name())?;
    // Tabs and what else has no width of its own would push the mark aside.
    let shown = |character: char| if character.is_control() { ' ' } else { character };
    let skipped = (column - 1).saturating_sub(SHOWN / 2);
    let text: String = source.line(span).chars().skip(skipped).take(SHOWN).map(shown).collect();
    let before = column - 1 - skipped;
    let marked = source.slice(span);
    let marked = marked.lines().next().unwrap_or("").chars().count();
    let marked = marked.min(text.chars().count().saturating_sub(before)).max(1);
    let margin = line.to_string();
    write!(formatter, "\n {margin} | {}", text.trim_end())?;
    write!(formatter, "\n {:width$} | {:before$}{}", "", "", "^".repeat(marked), width = margin.len())
}

/// All errors that were found; there is at least one.
#[derive(Clone, Debug, thiserror::Error)]
pub struct Errors(Vec<Diagnostic>);

impl Errors {
    /// The errors, or `Ok` when there are none.
    pub(super) fn check(errors: Vec<Diagnostic>) -> Result<(), Errors> {
        if errors.is_empty() { Ok(()) } else { Err(Errors(errors)) }
    }

    /// The errors, in the order in which they were found.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.0
    }

    /// The result of the first one.
    pub fn status(&self) -> Status {
        self.0.first().map_or(Status::Failed, |first| first.status)
    }
}

impl From<Diagnostic> for Errors {
    fn from(error: Diagnostic) -> Errors {
        Errors(vec![error])
    }
}

impl From<Errors> for crate::cim::Error {
    fn from(errors: Errors) -> crate::cim::Error {
        crate::cim::Error::new(errors.status(), errors.to_string())
    }
}

impl fmt::Display for Errors {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, error) in self.0.iter().enumerate() {
            if index > 0 {
                formatter.write_str("\n")?;
            }
            write!(formatter, "{error}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_shows_its_line_with_a_mark_under_the_place() {
        let source = Source::new("dir/a.mof", "class A {\n\tuint33 B;\n};\n");
        let error = Diagnostic::error(&source, Span { start: 11, end: 17 }, "expected a type");
        assert_eq!(error.to_string(), "dir/a.mof:2:2: error: expected a type\n 2 |  uint33 B;\n   |  ^^^^^^");
    }

    #[test]
    fn a_place_at_the_end_of_the_file_has_a_mark_too() {
        let source = Source::new("a.mof", "class");
        let error = Diagnostic::error(&source, Span { start: 5, end: 5 }, "expected a name");
        assert_eq!(error.to_string(), "a.mof:1:6: error: expected a name\n 1 | class\n   |      ^");
    }

    #[test]
    fn a_long_name_does_not_make_a_long_message() {
        let source = Source::new("a.mof", "x");
        let error = Diagnostic::error(&source, Span { start: 0, end: 1 }, "é".repeat(1_000_000));
        assert!(error.message.chars().count() < 3_000);
    }

    #[test]
    fn of_a_long_line_the_part_around_the_place_is_shown() {
        let source = Source::new("a.mof", "x".repeat(10_000));
        let error = Diagnostic::error(&source, Span { start: 5_000, end: 5_001 }, "no").to_string();
        assert!(error.len() < 500);
    }
}
