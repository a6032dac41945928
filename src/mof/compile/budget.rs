//! How much may be made of a text: each instance has all properties of its class, and each class those of its superclass, so
//! that few words can stand for much.

use super::super::diagnostic::Diagnostic;
use super::super::source::Span;
use super::super::syntax::Unit;
use super::{Compiler, Made};
use crate::cim::{Class, Property, Status};

/// The bytes that are left to spend.
#[derive(Debug)]
pub(in crate::mof) struct Budget(usize);

/// What any text may take.
const LEAST: usize = 64 << 20;
/// What a byte of text may take beyond that. Schemas take a part of it.
const EACH: usize = 128;

impl Budget {
    /// What a text of this size may take.
    pub(in crate::mof) fn of(size: usize) -> Budget {
        Budget(size.saturating_mul(EACH).saturating_add(LEAST))
    }

    /// Takes so many bytes; false where there are not so many.
    #[inline]
    pub(in crate::mof) fn spend(&mut self, bytes: usize) -> bool {
        let left = self.0.checked_sub(bytes);
        self.0 = left.unwrap_or(0);
        left.is_some()
    }
}

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

/// About as many bytes as a class takes with what it inherits.
pub(super) fn size_of_class(class: &Class) -> usize {
    let qualifiers = class.properties().iter().map(|property| property.qualifiers.len());
    let qualifiers = qualifiers.chain(class.methods().iter().map(|method| method.qualifiers.len()));
    let elements = class.properties().len() + 2 * class.methods().len();
    elements * size_of::<Property>() + qualifiers.sum::<usize>() * size_of::<crate::cim::Qualifier>()
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
