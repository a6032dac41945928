//! Asking the client: a question waits for its turn in the queue, is put, and the answer goes back to the thread that asked.

use std::sync::Arc;

use super::super::super::sync::{MutexGuard, now};
use super::super::super::{pool, thread};
use super::super::question::{Course, Kind, Treatment};
use super::super::result::{Extension, Inquiry, Item};
use super::super::state::{Asked, Effects, Event};
use super::super::{Response, errors};
use super::{Core, Shell, Waiting};
use crate::cim::Error;
use crate::provider::{Question, Stopped};

/// What an operation remembers of its questions.
pub(super) struct Questions {
    treatment: Treatment,
    /// The provider's threads that wait for an answer.
    askers: Vec<Asker>,
    /// Number of questions so far.
    count: u64,
    /// The question that the client has.
    put: Option<u64>,
}

/// A thread of the provider that waits for an answer.
struct Asker {
    number: u64,
    kind: Kind,
    answer: Option<bool>,
}

impl Questions {
    fn asker(&mut self, number: u64) -> Option<&mut Asker> {
        self.askers.iter_mut().find(|asker| asker.number == number)
    }

    /// Whether the provider waits for its client.
    pub(super) fn are_open(&self) -> bool {
        !self.askers.is_empty()
    }
}

impl Core {
    /// Asks the client, and waits for the answer.
    pub(super) fn ask(self: &Arc<Core>, question: Question, may_wait: bool) -> Result<bool, Stopped> {
        let kind = Kind::of(&question);
        let mut shell = self.shell.lock();
        if shell.state.end.is_some() {
            return Err(Stopped);
        }
        match self.questions(&mut shell).treatment.course(kind) {
            Course::Answer(answer) => return Ok(answer),
            Course::Report(answer) => {
                drop(shell);
                self.post(Item::Question(Box::new(Inquiry { question, asker: None })), may_wait)?;
                return Ok(answer);
            }
            Course::Ask if !may_wait && thread::is_executing(self.address()) => {
                tracing::error!(
                    provider = self.provider.as_ref().map(|provider| provider.name()),
                    "a provider that says that a call is bounded asks its client in it; this thread is the client's, and \
                     nobody agrees"
                );
                return Ok(false);
            }
            Course::Ask => {}
        }
        self.wait_for_room(&mut shell, may_wait);
        let questions = self.questions(&mut shell);
        questions.count += 1;
        let number = questions.count;
        questions.askers.push(Asker { number, kind, answer: None });
        let effects = shell.step(Event::Post { count: 1 });
        if !effects.contains(Effects::REFUSE) {
            shell.queue.push_back(Item::Question(Box::new(Inquiry { question, asker: Some(number) })));
        }
        self.carry_out(shell, effects);
        self.wait_for_answer(number)
    }

    fn questions<'a>(&self, shell: &'a mut Shell) -> &'a mut Questions {
        shell.questions.get_or_insert_with(|| {
            let treatment = Treatment::new(self.call.options.as_deref(), self.takes);
            Box::new(Questions { treatment, askers: Vec::new(), count: 0, put: None })
        })
    }

    fn wait_for_answer(&self, number: u64) -> Result<bool, Stopped> {
        let mut shell = self.shell.lock();
        let wait = || loop {
            let answer = self.questions(&mut shell).asker(number).and_then(|asker| asker.answer);
            if let Some(answer) = answer {
                break Ok(answer);
            }
            if shell.state.end.is_some() {
                break Err(Stopped);
            }
            shell.provider_waits = true;
            self.room.wait(&mut shell);
        };
        let answer = pool::block(wait);
        self.questions(&mut shell).askers.retain(|asker| asker.number != number);
        if self.limit.is_some() {
            // Time that the provider had to wait for the answer is its client's.
            shell.last_sign = Some(now());
        }
        answer
    }

    /// What the client is told where `extension` is due: a question may have got its answer meanwhile, or need none any more.
    pub(super) fn put(&self, shell: &mut MutexGuard<'_, Shell>, extension: Extension) -> Option<Extension> {
        let Extension::Question(mut inquiry) = extension else { return Some(extension) };
        let Some(number) = inquiry.asker else { return Some(Extension::Question(inquiry)) };
        let questions = self.questions(shell);
        let course = questions.treatment.course(Kind::of(&inquiry.question));
        if let Course::Answer(answer) | Course::Report(answer) = course {
            // The client has answered all of them since this one was asked.
            if let Some(asker) = questions.asker(number) {
                asker.answer = Some(answer);
            }
            self.room.notify_all();
            inquiry.asker = None;
            return matches!(course, Course::Report(_)).then_some(Extension::Question(inquiry));
        }
        if shell.step(Event::Put).contains(Effects::REFUSE) {
            return None;
        }
        self.questions(shell).put = Some(number);
        Some(Extension::Question(inquiry))
    }

    /// Takes the client's answer to the question that it has. `release` lets go of the question, before anything else can come.
    pub(crate) fn answer(self: &Arc<Core>, response: Response, release: impl FnOnce()) -> Result<(), Error> {
        let mut shell = self.shell.lock();
        let effects = shell.step(Event::Answer);
        if effects.contains(Effects::REFUSE) {
            return Err(errors::nothing_to_answer());
        }
        release();
        let questions = self.questions(&mut shell);
        if let Some(number) = questions.put.take_if(|_| effects.contains(Effects::ANSWER))
            && let Some(asker) = questions.asker(number)
        {
            asker.answer = Some(response.is_yes());
            let kind = asker.kind;
            questions.treatment.answered(kind, response);
        }
        self.carry_out(shell, effects);
        Ok(())
    }

    /// Lets a client that fetches, and was put a question, go on when it is answered: here, or by another of its threads.
    pub(super) fn wait_for_client_to_answer(&self) {
        let mut shell = self.shell.lock();
        if shell.state.asked != Asked::Open {
            return;
        }
        pool::block(|| {
            while shell.state.asked == Asked::Open {
                shell.client_waits = Waiting::ForAny;
                self.client.wait(&mut shell);
            }
        });
    }
}
