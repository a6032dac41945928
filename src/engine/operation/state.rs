//! The life of one operation as a pure function: [`step`] takes the state and what happened, and gives the next state and
//! what is to be done. It knows nothing of threads, queues or errors; what surrounds it carries the effects out.
//!
//! What holds, whatever happens in whatever order (the tests go through every reachable state):
//! - an asynchronous operation delivers its final result exactly once, as its last delivery;
//! - deliveries don't overlap, and none begins before the one before it was acknowledged;
//! - an operation is freed exactly once: when its handle is closed, its provider has stopped, and nothing is being delivered;
//! - nothing happens to an operation that is freed.

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
    /// The client cancelled it.
    Cancelled,
    /// The client closed it.
    Closed,
    /// The session was closed.
    SessionClosed,
    /// The application was closed.
    ApplicationClosed,
    /// Its time ran out.
    DeadlinePassed,
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
    /// The callback returned, and the client has not acknowledged the result.
    Unacknowledged {
        /// It got the final result.
        last: bool,
    },
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
    /// The delivery that is under way.
    pub delivery: Delivery,
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
        Effects::DISCARD | Effects::STOP_PROVIDER | Effects::WAKE_PROVIDER | Effects::WAKE_CLIENT
    }

    /// The result that was under way is the client's no longer.
    fn delivered(&mut self, last: bool) {
        self.delivery = Delivery::Idle;
        self.final_given |= last;
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
        let over = !self.handle_open && !self.provider_runs && self.delivery == Delivery::Idle && taken;
        if over && !self.freed {
            self.freed = true;
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
            if state.end.is_none() {
                state.end = Some(End::Finished);
                Effects::KEEP_OUTCOME | Effects::WAKE_CLIENT
            } else {
                Effects::WAKE_CLIENT
            }
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
        Event::Fetch if state.pending > 0 => {
            state.pending = 0;
            Effects::GIVE | Effects::WAKE_PROVIDER
        }
        Event::Fetch if state.end.is_some() => Effects::GIVE_LAST,
        Event::Fetch => Effects::WAIT,
        Event::Returned { needs_acknowledgement } => match state.delivery {
            Delivery::Running { last, acknowledged: false } if needs_acknowledgement => {
                state.delivery = Delivery::Unacknowledged { last };
                Effects::empty()
            }
            Delivery::Running { last, .. } => {
                state.delivered(last);
                Effects::empty()
            }
            _ => Effects::REFUSE,
        },
        Event::Acknowledge => match state.delivery {
            Delivery::Running { last, acknowledged: false } => {
                state.delivery = Delivery::Running { last, acknowledged: true };
                Effects::empty()
            }
            Delivery::Unacknowledged { last } => {
                state.delivered(last);
                Effects::empty()
            }
            _ => Effects::REFUSE,
        },
    };
    effects |= state.deliver_next();
    effects |= state.free();
    (state, effects)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    const EVENTS: [Event; 11] = [
        Event::Post { count: 1 },
        Event::Post { count: 2 },
        Event::Finish,
        Event::Stop(Stop::Cancelled),
        Event::Stop(Stop::DeadlinePassed),
        Event::Stop(Stop::SessionClosed),
        Event::Close,
        Event::Fetch,
        Event::Returned { needs_acknowledgement: false },
        Event::Returned { needs_acknowledgement: true },
        Event::Acknowledge,
    ];

    /// What an onlooker counts.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
    struct Seen {
        in_delivery: bool,
        queued: u32,
        finals: u32,
        frees: u32,
        stops: u32,
        outcomes: u32,
    }

    /// One step, with everything checked that holds of every step.
    fn checked_step(state: State, seen: Seen, event: Event) -> (State, Seen) {
        let (next, effects) = step(state, event);
        let mut seen = seen;
        if effects.contains(Effects::QUEUE) {
            let Event::Post { count } = event else { panic!("only posting fills the queue") };
            seen.queued += count;
        }
        if effects.intersects(Effects::DISCARD | Effects::GIVE) {
            seen.queued = 0;
        }
        let accepted = !effects.contains(Effects::REFUSE);
        match event {
            Event::Returned { needs_acknowledgement } if accepted => {
                let early = matches!(state.delivery, Delivery::Running { acknowledged: true, .. });
                seen.in_delivery = needs_acknowledgement && !early;
            }
            Event::Acknowledge if matches!(state.delivery, Delivery::Unacknowledged { .. }) => {
                seen.in_delivery = false
            }
            _ => {}
        }
        if effects.intersects(Effects::DELIVER | Effects::DELIVER_LAST) {
            assert!(!seen.in_delivery, "deliveries overlap");
            assert_eq!(seen.finals, 0, "the final result is the last");
            seen.in_delivery = true;
        }
        if effects.contains(Effects::DELIVER) {
            assert!(seen.queued > 0, "what is delivered was queued");
            seen.queued -= 1;
        }
        if effects.contains(Effects::DELIVER_LAST) {
            assert_eq!(seen.queued, 0, "nothing is left behind");
            seen.finals += 1;
        }
        seen.frees += u32::from(effects.contains(Effects::FREE));
        seen.stops += u32::from(effects.contains(Effects::STOP_PROVIDER));
        seen.outcomes += u32::from(effects.contains(Effects::KEEP_OUTCOME));
        assert!(seen.frees <= 1, "freed once");
        assert!(seen.stops + seen.outcomes <= 1, "one end");
        assert_eq!(seen.queued, next.pending, "the count is the queue's");
        assert_eq!(next.freed, seen.frees == 1);
        if effects.contains(Effects::FREE) {
            assert!(!next.handle_open && !next.provider_runs && !seen.in_delivery);
            assert!(
                next.form == Form::Synchronous || seen.finals == 1,
                "freed with its final result delivered"
            );
        }
        if state.freed {
            assert_eq!(next, state);
            let harmless = Effects::REFUSE | Effects::GIVE_LAST;
            assert!(harmless.contains(effects), "{event:?} does {effects:?} to a freed operation");
        }
        (next, seen)
    }

    /// Lets everybody do what is left to them, and sees how it ends.
    fn wind_up(state: State, seen: Seen) -> (State, Seen) {
        let end = [Event::Finish, Event::Close];
        let calm = [
            Event::Returned { needs_acknowledgement: true },
            Event::Acknowledge,
            Event::Returned { needs_acknowledgement: false },
        ];
        let rest = (0..4).flat_map(|_| calm);
        end.into_iter()
            .chain(rest)
            .fold((state, seen), |(state, seen), event| checked_step(state, seen, event))
    }

    fn check_end(state: State, seen: Seen) {
        let (last, seen) = wind_up(state, seen);
        assert!(last.freed, "{state:?} ends as {last:?}");
        assert_eq!(seen.frees, 1);
        if last.form == Form::Asynchronous {
            assert_eq!(seen.finals, 1, "{state:?}");
        }
    }

    fn forms() -> [State; 2] {
        [State::started(Form::Synchronous), State::started(Form::Asynchronous)]
    }

    #[test]
    fn every_sequence_of_five_events_ends_in_one_final_result_and_one_free() {
        fn go(state: State, seen: Seen, left: u32) {
            check_end(state, seen);
            if left > 0 {
                for event in EVENTS {
                    let (state, seen) = checked_step(state, seen, event);
                    go(state, seen, left - 1);
                }
            }
        }
        // Eleven events at each of five places: 161,051 sequences in each form, with all their beginnings.
        for state in forms() {
            go(state, Seen::default(), 5);
        }
    }

    #[test]
    fn every_state_that_can_be_reached_with_up_to_four_queued_results_ends_well() {
        for start in forms() {
            let mut known = HashSet::new();
            let mut open = vec![(start, Seen::default())];
            while let Some((state, seen)) = open.pop() {
                if state.pending > 4 || !known.insert((state, seen)) {
                    continue;
                }
                check_end(state, seen);
                open.extend(EVENTS.map(|event| checked_step(state, seen, event)));
            }
            assert!(known.len() > 20, "only {} states were reached", known.len());
        }
    }

    #[test]
    fn a_stop_after_the_provider_finished_changes_nothing() {
        let (state, _) = step(State::started(Form::Synchronous), Event::Finish);
        assert_eq!(step(state, Event::Stop(Stop::Cancelled)), (state, Effects::empty()));
    }

    #[test]
    fn closing_before_all_results_were_delivered_is_told_by_the_final_result() {
        let (state, _) = step(State::started(Form::Asynchronous), Event::Post { count: 2 });
        let (state, _) = step(state, Event::Finish);
        let (state, _) = step(state, Event::Close);
        assert_eq!(state.end, Some(End::Stopped(Stop::Closed)));
        let (state, _) = step(State::started(Form::Asynchronous), Event::Post { count: 1 });
        let (state, _) = step(state, Event::Finish);
        let (state, _) = step(state, Event::Close);
        assert_eq!(state.end, Some(End::Finished), "the only result is being delivered");
    }

    #[test]
    fn a_second_acknowledgement_is_refused() {
        let (state, _) = step(State::started(Form::Asynchronous), Event::Post { count: 1 });
        let (state, _) = step(state, Event::Returned { needs_acknowledgement: true });
        let (state, effects) = step(state, Event::Acknowledge);
        assert_eq!(effects, Effects::empty());
        assert_eq!(step(state, Event::Acknowledge), (state, Effects::REFUSE));
    }

    #[test]
    fn an_acknowledgement_inside_the_callback_counts_when_the_callback_returns() {
        let (state, _) = step(State::started(Form::Asynchronous), Event::Post { count: 2 });
        let (state, effects) = step(state, Event::Acknowledge);
        assert_eq!(effects, Effects::empty(), "the next waits until the callback has returned");
        let (_, effects) = step(state, Event::Returned { needs_acknowledgement: true });
        assert!(effects.contains(Effects::DELIVER));
    }
}
