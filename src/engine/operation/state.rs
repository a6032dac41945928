//! The life of one operation as a pure function: [`step`] takes the state and what happened, and gives the next state and
//! what is to be done. It knows nothing of threads, queues or errors; what surrounds it carries the effects out.
//!
//! What holds, whatever happens in whatever order (the tests go through every reachable state):
//! - an asynchronous operation delivers its final result exactly once, as its last delivery;
//! - deliveries don't overlap, and none begins before the one before it was acknowledged, or answered where it is a question;
//! - a question that the client was put has one answer, or none that anybody waits for, because the operation ended before;
//! - a provider is told of a stop at most once at a time, and not after it has finished;
//! - an operation is freed exactly once: when its handle is closed, its provider has stopped and is being told nothing, and
//!   nothing is being delivered;
//! - nothing happens to an operation that is freed.

use crate::provider::StopReason;

/// Who takes the results.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// The client fetches them.
    Synchronous,
    /// They are delivered to callbacks.
    Asynchronous,
}

/// Why an operation was ended before its provider finished.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stop {
    /// The client cancelled it, for this reason.
    Cancelled(StopReason),
    /// The client closed it.
    Closed,
    /// The session was closed.
    SessionClosed,
    /// The application was closed.
    ApplicationClosed,
    /// Its time ran out.
    DeadlinePassed,
}

impl Stop {
    /// The reason as a provider is told it.
    ///
    /// Shutdown is of the system and a stop is of a service, as `MI_CancellationReason` is documented. A client that closes its
    /// operation, session or application is neither.
    pub fn reason(self) -> StopReason {
        match self {
            Stop::Cancelled(reason) => reason,
            Stop::DeadlinePassed => StopReason::Timeout,
            Stop::Closed | Stop::SessionClosed | Stop::ApplicationClosed => StopReason::None,
        }
    }
}

/// What the final result tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum End {
    /// The outcome that the provider gave.
    Finished,
    /// That the operation was stopped.
    Stopped(Stop),
}

/// The one delivery that may be under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Delivery {
    /// None is.
    Idle,
    /// A callback runs, or is about to.
    Running {
        /// It gets the final result.
        last: bool,
        /// The client acknowledged it already.
        acknowledged: bool,
    },
    /// The callback returned, and the client has not acknowledged the result, or answered the question.
    Unacknowledged {
        /// It got the final result.
        last: bool,
    },
}

/// The question that the client may have. Where there are callbacks it is what is being delivered, and the answer acknowledges it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Asked {
    /// It has none.
    None,
    /// The provider waits for the answer.
    Open,
    /// The operation ended before the answer came. An answer is taken still, and changes nothing.
    Moot,
}

/// How far it is that the provider is told of a stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Notice {
    /// Nobody is about to tell it.
    Idle,
    /// A worker is about to.
    Due,
    /// It is being told.
    Running,
}

/// An operation, as far as the order of things depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct State {
    /// Who takes the results.
    pub form: Form,
    /// Whether the provider has not finished yet.
    pub provider_runs: bool,
    /// What the final result tells, once that is settled.
    pub end: Option<End>,
    /// Number of results that wait in the queue.
    pub pending: u32,
    /// The delivery that is under way. A client that fetches has none.
    pub delivery: Delivery,
    /// The question that the client was put last.
    pub asked: Asked,
    /// The provider wants to be told when the operation is stopped.
    pub notice_wanted: bool,
    /// Where the telling of the provider that the operation was stopped is.
    pub notice: Notice,
    /// Whether a callback had the final result.
    pub final_given: bool,
    /// Whether the client can still use the operation.
    pub handle_open: bool,
    /// Whether it is over in every respect.
    pub freed: bool,
}

/// What happens to an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Event {
    /// The provider posts results.
    Post {
        /// How many.
        count: u32,
    },
    /// The provider finishes.
    Finish,
    /// Something stops the operation.
    Stop(Stop),
    /// The client closes the operation.
    Close,
    /// A synchronous client asks for what is there.
    Fetch,
    /// A callback returned.
    Returned {
        /// The client has to acknowledge what the callback got.
        needs_acknowledgement: bool,
    },
    /// The client acknowledges a result.
    Acknowledge,
    /// What is about to be given to the client is a question.
    Put,
    /// The client answers a question.
    Answer,
    /// The provider wants to be told when the operation is stopped.
    WantNotice,
    /// A worker is there to tell the provider that the operation was stopped.
    Notify,
    /// It was told.
    Notified,
}

bitflags::bitflags! {
    /// What is to be done.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
    pub struct Effects: u32 {
        /// What happened does not count: it came too late, twice, or does not fit.
        const REFUSE = 1;
        /// Put what was posted at the end of the queue.
        const QUEUE = 1 << 1;
        /// Hand the whole queue to the client that fetches.
        const GIVE = 1 << 2;
        /// Hand the final result to the client that fetches.
        const GIVE_LAST = 1 << 3;
        /// The client that fetches has to wait.
        const WAIT = 1 << 4;
        /// Run the callback with the first of the queue.
        const DELIVER = 1 << 5;
        /// Run the callback with the final result.
        const DELIVER_LAST = 1 << 6;
        /// Throw away what waits in the queue.
        const DISCARD = 1 << 7;
        /// Tell the provider that nobody wants the rest.
        const STOP_PROVIDER = 1 << 8;
        /// The outcome that the provider gave is the operation's.
        const KEEP_OUTCOME = 1 << 9;
        /// Wake a client that waits: there is something, or the provider has stopped.
        const WAKE_CLIENT = 1 << 10;
        /// Wake a provider that waits for room.
        const WAKE_PROVIDER = 1 << 11;
        /// Free the operation.
        const FREE = 1 << 12;
        /// Give the client's answer to who asked.
        const ANSWER = 1 << 13;
        /// Have a worker tell the provider that the operation was stopped.
        const NOTIFY = 1 << 14;
        /// Tell the provider now.
        const TELL_PROVIDER = 1 << 15;
        /// Let go of what the provider wanted to be told with.
        const DROP_NOTICE = 1 << 16;
    }
}

impl State {
    /// An operation whose provider is about to run.
    pub fn started(form: Form) -> State {
        State {
            form,
            provider_runs: true,
            end: None,
            pending: 0,
            delivery: Delivery::Idle,
            asked: Asked::None,
            notice_wanted: false,
            notice: Notice::Idle,
            final_given: false,
            handle_open: true,
            freed: false,
        }
    }

    fn stop(&mut self, stop: Stop) -> Effects {
        if self.end.is_some() {
            return Effects::empty();
        }
        self.end = Some(End::Stopped(stop));
        self.pending = 0;
        self.abandon_question();
        Effects::DISCARD
            | Effects::STOP_PROVIDER
            | Effects::WAKE_PROVIDER
            | Effects::WAKE_CLIENT
            | self.notify()
    }

    /// Nobody waits for the answer any more.
    fn abandon_question(&mut self) {
        if self.asked == Asked::Open {
            self.asked = Asked::Moot;
        }
    }

    /// Whether a question may be put to the client now.
    fn can_ask(&self) -> bool {
        let is_due = match self.form {
            Form::Synchronous => true,
            Form::Asynchronous => self.delivery == Delivery::Running { last: false, acknowledged: false },
        };
        is_due && self.end.is_none() && self.asked == Asked::None
    }

    /// Has the provider told that the operation was stopped, where it wants to be and is not being told already.
    fn notify(&mut self) -> Effects {
        let stopped = matches!(self.end, Some(End::Stopped(_)));
        if stopped && self.provider_runs && self.notice_wanted && self.notice == Notice::Idle {
            self.notice = Notice::Due;
            Effects::NOTIFY
        } else {
            Effects::empty()
        }
    }

    /// The result that was under way is the client's no longer.
    fn delivered(&mut self, last: bool) {
        self.delivery = Delivery::Idle;
        self.final_given |= last;
    }

    /// What is being delivered is acknowledged.
    fn acknowledge(&mut self) -> Effects {
        match self.delivery {
            Delivery::Running { last, acknowledged: false } => {
                self.delivery = Delivery::Running { last, acknowledged: true };
                Effects::empty()
            }
            Delivery::Unacknowledged { last } => {
                self.delivered(last);
                Effects::empty()
            }
            _ => Effects::REFUSE,
        }
    }

    /// Begins the next delivery where none is under way and there is something to deliver.
    fn deliver_next(&mut self) -> Effects {
        if self.form != Form::Asynchronous || self.delivery != Delivery::Idle || self.final_given {
            return Effects::empty();
        }
        if self.pending > 0 {
            self.pending -= 1;
            self.delivery = Delivery::Running { last: false, acknowledged: false };
            Effects::DELIVER | Effects::WAKE_PROVIDER
        } else if self.end.is_some() {
            self.delivery = Delivery::Running { last: true, acknowledged: false };
            Effects::DELIVER_LAST
        } else {
            Effects::empty()
        }
    }

    fn free(&mut self) -> Effects {
        let taken = self.form == Form::Synchronous || self.final_given;
        let provider_stopped = !self.provider_runs && self.notice == Notice::Idle;
        let over = !self.handle_open && provider_stopped && self.delivery == Delivery::Idle && taken;
        if over && !self.freed {
            self.freed = true;
            self.asked = Asked::None;
            Effects::FREE
        } else {
            Effects::empty()
        }
    }
}

/// What follows when `event` happens to an operation in this `state`.
pub fn step(mut state: State, event: Event) -> (State, Effects) {
    let mut effects = match event {
        Event::Post { .. } if state.end.is_some() || !state.provider_runs => Effects::REFUSE,
        Event::Post { count } => {
            state.pending += count;
            Effects::QUEUE | Effects::WAKE_CLIENT
        }
        Event::Finish if !state.provider_runs => Effects::REFUSE,
        Event::Finish => {
            state.provider_runs = false;
            state.notice_wanted = false;
            state.abandon_question();
            let mut effects = Effects::WAKE_CLIENT | Effects::WAKE_PROVIDER | Effects::DROP_NOTICE;
            if state.end.is_none() {
                state.end = Some(End::Finished);
                effects |= Effects::KEEP_OUTCOME;
            }
            effects
        }
        Event::Stop(stop) => state.stop(stop),
        Event::Close if !state.handle_open => Effects::REFUSE,
        Event::Close => {
            state.handle_open = false;
            let stopped = state.stop(Stop::Closed);
            if state.pending > 0 {
                // The provider had finished, and the client throws away what it has not had: that is no success.
                state.end = Some(End::Stopped(Stop::Closed));
                state.pending = 0;
            }
            stopped | Effects::DISCARD
        }
        Event::Fetch if state.form != Form::Synchronous => Effects::REFUSE,
        Event::Fetch if state.asked == Asked::Open => Effects::WAIT,
        Event::Fetch if state.pending > 0 => {
            state.pending = 0;
            Effects::GIVE | Effects::WAKE_PROVIDER
        }
        Event::Fetch if state.end.is_some() => Effects::GIVE_LAST,
        Event::Fetch => Effects::WAIT,
        Event::Returned { needs_acknowledgement } => match state.delivery {
            Delivery::Running { last, acknowledged: false }
                if needs_acknowledgement || state.asked != Asked::None =>
            {
                state.delivery = Delivery::Unacknowledged { last };
                Effects::empty()
            }
            Delivery::Running { last, .. } => {
                state.delivered(last);
                Effects::empty()
            }
            _ => Effects::REFUSE,
        },
        // A question is answered, and not acknowledged.
        Event::Acknowledge if state.asked != Asked::None => Effects::REFUSE,
        Event::Acknowledge => state.acknowledge(),
        Event::Put if !state.can_ask() => Effects::REFUSE,
        Event::Put => {
            state.asked = Asked::Open;
            Effects::empty()
        }
        Event::Answer if state.asked == Asked::None => Effects::REFUSE,
        Event::Answer => {
            let answered = match state.asked {
                Asked::Open => Effects::ANSWER | Effects::WAKE_CLIENT,
                _ => Effects::empty(),
            };
            state.asked = Asked::None;
            if state.form == Form::Asynchronous { answered | state.acknowledge() } else { answered }
        }
        Event::WantNotice if !state.provider_runs => Effects::REFUSE,
        Event::WantNotice => {
            state.notice_wanted = true;
            state.notify()
        }
        Event::Notify if state.notice != Notice::Due => Effects::REFUSE,
        Event::Notify if state.notice_wanted => {
            state.notice_wanted = false;
            state.notice = Notice::Running;
            Effects::TELL_PROVIDER
        }
        Event::Notify => {
            // The provider has finished meanwhile.
            state.notice = Notice::Idle;
            Effects::empty()
        }
        Event::Notified if state.notice != Notice::Running => Effects::REFUSE,
        Event::Notified => {
            state.notice = Notice::Idle;
            state.notify()
        }
    };
    effects |= state.deliver_next();
    effects |= state.free();
    (state, effects)
}

#[cfg(test)]
mod tests;
