//! How much may be made of a text.

use super::super::diagnostic::Diagnostic;
use super::super::source::Span;
use super::super::syntax::Unit;
use super::{Compiler, Made};
use crate::cim::Status;

impl Compiler<'_> {
    /// Takes memory for what is named here.
    pub(super) fn spend(&mut self, unit: &Unit, span: Span, bytes: usize) -> Made<()> {
        if self.budget.spend(bytes) {
            return Ok(());
        }
        let message =
            "what is declared here inherits too much: it takes too much memory for the length of the text";
        let error = Diagnostic::error(&unit.source, span, message);
        Err(self.tell(error.with_status(Status::ServerLimitsExceeded)))
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::load::NoIncludes;
    use super::super::super::read::read_objects;
    use super::super::super::source::Source;
    use super::super::Options;
    use crate::cim::Status;
    use crate::mof::EmptyCatalog;

    fn status(text: String) -> Status {
        let source = Source::new("a.mof", text);
        let read = read_objects(source, &mut NoIncludes, &EmptyCatalog, &Options::default());
        read.expect_err("it is too much").status()
    }

    fn with_properties(count: usize) -> String {
        let properties: String = (0..count).map(|number| format!("uint8 P{number};")).collect();
        format!("class A {{ {properties} }};\n")
    }

    #[test]
    fn instances_of_a_large_class_are_as_many_as_their_text_is_worth() {
        let text = with_properties(20_000) + &"instance of A {};\n".repeat(1_000);
        assert_eq!(status(text), Status::ServerLimitsExceeded);
    }

    #[test]
    fn subclasses_of_a_large_class_are_as_many_as_their_text_is_worth() {
        let subclasses: String = (0..200).map(|number| format!("class B{number} : A {{}};\n")).collect();
        assert_eq!(status(with_properties(20_000) + &subclasses), Status::ServerLimitsExceeded);
    }
}
