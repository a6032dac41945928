//! The state machine, gone through: every sequence of a few events, and every state that can be reached.

mod drawing;
mod enumeration;

use super::*;

/// Everything that can happen.
const EVENTS: [Event; 16] = [
    Event::Post { count: 1 },
    Event::Post { count: 2 },
    Event::Finish,
    CANCEL,
    Event::Stop(Stop::DeadlinePassed),
    Event::Stop(Stop::SessionClosed),
    Event::Close,
    Event::Fetch,
    Event::Returned { needs_acknowledgement: false },
    Event::Returned { needs_acknowledgement: true },
    Event::Acknowledge,
    Event::Put,
    Event::Answer,
    Event::WantNotice,
    Event::Notify,
    Event::Notified,
];

const CANCEL: Event = Event::Stop(Stop::Cancelled(StopReason::None));

/// What an onlooker counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
struct Seen {
    in_delivery: bool,
    queued: u32,
    finals: u32,
    frees: u32,
    stops: u32,
    outcomes: u32,
    /// A question was put, and neither answered nor overtaken by the end.
    asking: bool,
    /// The provider has something that waits for a stop, and is to be called with.
    notice_held: bool,
    notice_runs: bool,
    /// Workers on their way to tell the provider.
    workers: u32,
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
    if seen.asking {
        assert!(
            !effects.intersects(Effects::GIVE | Effects::GIVE_LAST),
            "the client was asked, and is given more"
        );
    }
    match event {
        Event::Returned { needs_acknowledgement } if accepted => {
            let early = matches!(state.delivery, Delivery::Running { acknowledged: true, .. });
            let needs = needs_acknowledgement || state.asked != Asked::None;
            seen.in_delivery = needs && !early;
        }
        Event::Acknowledge | Event::Answer
            if accepted && matches!(state.delivery, Delivery::Unacknowledged { .. }) =>
        {
            seen.in_delivery = false
        }
        Event::Put if accepted => {
            assert!(!seen.asking, "one question at a time");
            let is_due = state.delivery == Delivery::Running { last: false, acknowledged: false };
            assert!(state.form == Form::Synchronous || is_due, "a question is what is being delivered");
            seen.asking = true;
        }
        Event::WantNotice if accepted => seen.notice_held = true,
        Event::Notify if accepted => seen.workers -= 1,
        Event::Notified if accepted => seen.notice_runs = false,
        _ => {}
    }
    if effects.contains(Effects::ANSWER) {
        assert!(seen.asking && event == Event::Answer, "somebody waits for the answer");
        seen.asking = false;
    }
    seen.asking &= next.end.is_none();
    assert_eq!(seen.asking, next.asked == Asked::Open);
    if effects.contains(Effects::TELL_PROVIDER) {
        assert!(seen.notice_held && !seen.notice_runs, "told what is to be told, one at a time");
        assert!(state.provider_runs && seen.stops == 1, "told of a stop, and not after the finish");
        (seen.notice_held, seen.notice_runs) = (false, true);
    }
    if effects.contains(Effects::DROP_NOTICE) {
        seen.notice_held = false;
    }
    seen.workers += u32::from(effects.contains(Effects::NOTIFY));
    assert!(seen.workers <= 1, "one worker is on its way");
    assert_eq!(seen.notice_held, next.notice_wanted);
    if seen.notice_held && seen.stops == 1 {
        assert!(seen.notice_runs || seen.workers == 1, "a stop is told");
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
    if effects.contains(Effects::GIVE_LAST) {
        assert_eq!(seen.queued, 0, "nothing is left behind");
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
        assert!(!seen.notice_runs && seen.workers == 0);
        assert!(next.form == Form::Synchronous || seen.finals == 1, "freed with its final result delivered");
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
    let end = [Event::Finish, Event::Close, Event::Notified, Event::Notify];
    let calm = [
        Event::Returned { needs_acknowledgement: true },
        Event::Answer,
        Event::Acknowledge,
        Event::Returned { needs_acknowledgement: false },
    ];
    let rest = (0..4).flat_map(|_| calm);
    end.into_iter().chain(rest).fold((state, seen), |(state, seen), event| checked_step(state, seen, event))
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
fn a_stop_after_the_provider_finished_changes_nothing() {
    let (state, _) = step(State::started(Form::Synchronous), Event::Finish);
    assert_eq!(step(state, CANCEL), (state, Effects::empty()));
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

#[test]
fn an_answer_lets_the_next_result_through_as_an_acknowledgement_does() {
    let (state, _) = step(State::started(Form::Asynchronous), Event::Post { count: 2 });
    let (state, _) = step(state, Event::Put);
    assert_eq!(step(state, Event::Acknowledge), (state, Effects::REFUSE), "a question is answered");
    let (state, effects) = step(state, Event::Returned { needs_acknowledgement: false });
    assert!(!effects.contains(Effects::DELIVER), "the question waits for its answer");
    let (state, effects) = step(state, Event::Answer);
    assert!(effects.contains(Effects::ANSWER | Effects::DELIVER));
    assert_eq!(step(state, Event::Answer), (state, Effects::REFUSE), "the first answer counts");
}

#[test]
fn an_answer_after_the_stop_is_taken_and_reaches_nobody() {
    let (state, _) = step(State::started(Form::Asynchronous), Event::Post { count: 1 });
    let (state, _) = step(state, Event::Put);
    let (state, _) = step(state, CANCEL);
    let (state, effects) = step(state, Event::Returned { needs_acknowledgement: false });
    assert!(!effects.contains(Effects::DELIVER_LAST), "what was asked is the client's until it answers");
    let (state, effects) = step(state, Event::Answer);
    assert_eq!(effects, Effects::DELIVER_LAST);
    assert_eq!(step(state, Event::Answer).1, Effects::REFUSE);
}

#[test]
fn a_client_that_fetches_gets_nothing_more_before_it_answered() {
    let (state, _) = step(State::started(Form::Synchronous), Event::Put);
    let (state, _) = step(state, Event::Post { count: 1 });
    assert_eq!(step(state, Event::Fetch), (state, Effects::WAIT));
    let (answered, _) = step(state, Event::Answer);
    assert!(step(answered, Event::Fetch).1.contains(Effects::GIVE));
    let (stopped, _) = step(state, CANCEL);
    assert_eq!(
        step(stopped, Event::Fetch).1,
        Effects::GIVE_LAST,
        "nobody waits for the answer of what is over"
    );
}

#[test]
fn a_notice_that_comes_after_the_stop_is_due_at_once() {
    let (state, effects) = step(State::started(Form::Synchronous), CANCEL);
    assert!(!effects.contains(Effects::NOTIFY));
    let (state, effects) = step(state, Event::WantNotice);
    assert_eq!(effects, Effects::NOTIFY);
    let (finished, effects) = step(state, Event::Finish);
    assert!(effects.contains(Effects::DROP_NOTICE));
    assert_eq!(
        step(finished, Event::Notify).1,
        Effects::empty(),
        "the provider is told nothing after its end"
    );
}

#[test]
fn an_operation_is_freed_after_its_notice_has_returned() {
    let (state, _) = step(State::started(Form::Synchronous), Event::WantNotice);
    let (state, effects) = step(state, Event::Close);
    assert!(effects.contains(Effects::NOTIFY));
    let (state, _) = step(state, Event::Notify);
    let (state, effects) = step(state, Event::Finish);
    assert!(!effects.contains(Effects::FREE));
    assert_eq!(step(state, Event::Notified).1, Effects::FREE);
}

#[test]
fn a_reason_is_told_where_the_client_or_the_time_gave_one() {
    assert_eq!(Stop::Cancelled(StopReason::ServiceStop).reason(), StopReason::ServiceStop);
    assert_eq!(Stop::DeadlinePassed.reason(), StopReason::Timeout);
    for closed in [Stop::Closed, Stop::SessionClosed, Stop::ApplicationClosed] {
        assert_eq!(closed.reason(), StopReason::None);
    }
}
