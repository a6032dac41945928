//! Questions of a provider to its client: who answers them, and how.

use crate::cim::{OptionSet, Value};
use crate::provider::{PromptKind, Question};

use super::Extensions;

/// The answer to a question. The numbers are those of `MI_OperationCallback_ResponseType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Response {
    /// No, this time.
    No = 0,
    /// Yes, this time.
    Yes = 1,
    /// No, and to all questions of this kind that come in this operation.
    NoToAll = 2,
    /// Yes, and to all questions of this kind that come in this operation.
    YesToAll = 3,
}

impl Response {
    /// The response with this number.
    pub fn from_number(number: u32) -> Option<Response> {
        match number {
            0 => Some(Response::No),
            1 => Some(Response::Yes),
            2 => Some(Response::NoToAll),
            3 => Some(Response::YesToAll),
            _ => None,
        }
    }

    /// Whether the provider is to go on.
    pub fn is_yes(self) -> bool {
        matches!(self, Response::Yes | Response::YesToAll)
    }

    fn is_for_all(self) -> bool {
        matches!(self, Response::NoToAll | Response::YesToAll)
    }
}

/// The questions that one answer can be for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Prompt,
    CriticalPrompt,
    Error,
}

impl Kind {
    pub(super) fn of(question: &Question) -> Kind {
        match question {
            Question::Prompt { kind: PromptKind::Normal, .. } => Kind::Prompt,
            Question::Prompt { kind: PromptKind::Critical, .. } => Kind::CriticalPrompt,
            Question::Error(_) => Kind::Error,
        }
    }
}

/// What becomes of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Course {
    /// The client is asked.
    Ask,
    /// The client is told, and this is the answer.
    Report(bool),
    /// The client is not told, and this is the answer.
    Answer(bool),
}

/// How an operation treats its questions: what the client's options and callbacks say, and what it has answered for all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Treatment {
    takes: Extensions,
    prompts: Mode,
    /// The answer to prompts that the client is not asked.
    preset: bool,
    errors: Mode,
    /// The client's answer to all prompts.
    all_prompts: Option<bool>,
    /// The client's answer to all errors.
    all_errors: Option<bool>,
}

/// The numbers are those of `MI_CallbackMode`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    Report,
    Inquire,
    Ignore,
}

/// The names of the options, as they are kept.
const PROMPT_MODE: &str = "__mi_operationoptions_promptusermode";
const PROMPT_PRESET: &str = "__mi_operationoptions_promptusermoderegular_ackvalue";
const ERROR_MODE: &str = "__mi_operationoptions_writeerrormode";

impl Treatment {
    /// How a client with these options treats questions, and is told of those that it takes.
    pub(super) fn new(options: Option<&OptionSet>, takes: Extensions) -> Treatment {
        let number = |name: &str| match options?.get(name)?.value {
            Value::Uint32(number) => Some(number),
            Value::Boolean(value) => Some(value.into()),
            _ => None,
        };
        let mode = |name: &str| match number(name)? {
            0 => Some(Mode::Report),
            1 => Some(Mode::Inquire),
            2 => Some(Mode::Ignore),
            _ => None,
        };
        Treatment {
            takes,
            prompts: mode(PROMPT_MODE).unwrap_or(Mode::Inquire),
            preset: number(PROMPT_PRESET) != Some(0),
            errors: mode(ERROR_MODE).unwrap_or(Mode::Report),
            all_prompts: None,
            all_errors: None,
        }
    }

    /// What becomes of a question now.
    pub(super) fn course(&self, kind: Kind) -> Course {
        let (takes, mode, preset, for_all) = match kind {
            Kind::Prompt => (Extensions::PROMPTS, self.prompts, self.preset, self.all_prompts),
            // A person has to see it; nothing that was said before answers it.
            Kind::CriticalPrompt => (Extensions::PROMPTS, Mode::Inquire, true, None),
            Kind::Error => (Extensions::ERRORS, self.errors, true, self.all_errors),
        };
        match mode {
            _ if !self.takes.contains(takes) => Course::Answer(preset),
            Mode::Ignore => Course::Answer(preset),
            Mode::Report => Course::Report(preset),
            Mode::Inquire => for_all.map_or(Course::Ask, Course::Answer),
        }
    }

    /// Remembers an answer that is for all questions of a kind.
    pub(super) fn answered(&mut self, kind: Kind, response: Response) {
        if !response.is_for_all() {
            return;
        }
        match kind {
            Kind::Prompt => self.all_prompts = Some(response.is_yes()),
            // Errors are told on.
            Kind::Error if response.is_yes() => self.errors = Mode::Report,
            Kind::Error => self.all_errors = Some(false),
            Kind::CriticalPrompt => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cim::OptionValue;

    const KINDS: [Kind; 3] = [Kind::Prompt, Kind::CriticalPrompt, Kind::Error];

    fn options(set: &[(&str, u32)]) -> OptionSet {
        let option = |&(name, number): &(&str, u32)| {
            (name.to_owned(), OptionValue { value: Value::Uint32(number), must_comply: false })
        };
        set.iter().map(option).collect()
    }

    fn courses(set: &[(&str, u32)]) -> [Course; 3] {
        let treatment = Treatment::new(Some(&options(set)), Extensions::all());
        KINDS.map(|kind| treatment.course(kind))
    }

    #[test]
    fn without_options_prompts_are_asked_and_errors_told() {
        let treatment = Treatment::new(None, Extensions::all());
        assert_eq!(
            KINDS.map(|kind| treatment.course(kind)),
            [Course::Ask, Course::Ask, Course::Report(true)]
        );
    }

    #[test]
    fn each_mode_is_heeded_and_critical_prompts_are_asked_in_all_of_them() {
        let course = |mode| courses(&[(PROMPT_MODE, mode), (ERROR_MODE, mode)]);
        assert_eq!(course(0), [Course::Report(true), Course::Ask, Course::Report(true)]);
        assert_eq!(course(1), [Course::Ask; 3]);
        assert_eq!(course(2), [Course::Answer(true), Course::Ask, Course::Answer(true)]);
        assert_eq!(course(99), courses(&[]), "what is no mode counts as none");
    }

    #[test]
    fn the_preset_answer_is_for_normal_prompts() {
        let course = |mode| courses(&[(PROMPT_MODE, mode), (PROMPT_PRESET, 0), (ERROR_MODE, mode)]);
        assert_eq!(course(0), [Course::Report(false), Course::Ask, Course::Report(true)]);
        assert_eq!(course(2), [Course::Answer(false), Course::Ask, Course::Answer(true)]);
    }

    #[test]
    fn where_there_is_no_callback_the_preset_answer_is_given() {
        let set = options(&[(PROMPT_PRESET, 0), (ERROR_MODE, 1)]);
        let treatment = Treatment::new(Some(&set), Extensions::MESSAGES);
        assert_eq!(
            KINDS.map(|kind| treatment.course(kind)),
            [Course::Answer(false), Course::Answer(true), Course::Answer(true)]
        );
    }

    #[test]
    fn an_answer_to_all_is_for_the_later_ones_of_its_kind() {
        let set = options(&[(ERROR_MODE, 1)]);
        let after = |kind, response| {
            let mut treatment = Treatment::new(Some(&set), Extensions::all());
            treatment.answered(kind, response);
            KINDS.map(|kind| treatment.course(kind))
        };
        let asked = Course::Ask;
        assert_eq!(after(Kind::Prompt, Response::Yes), [asked; 3]);
        assert_eq!(after(Kind::Prompt, Response::YesToAll), [Course::Answer(true), asked, asked]);
        assert_eq!(after(Kind::Prompt, Response::NoToAll), [Course::Answer(false), asked, asked]);
        assert_eq!(after(Kind::Error, Response::YesToAll), [asked, asked, Course::Report(true)]);
        assert_eq!(after(Kind::Error, Response::NoToAll), [asked, asked, Course::Answer(false)]);
        assert_eq!(after(Kind::CriticalPrompt, Response::YesToAll), [asked; 3]);
    }
}
