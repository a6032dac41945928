//! Every sequence of events, of any length: there are only so many states, and every one of them is looked at.

use std::collections::{HashMap, HashSet};

use super::*;

/// Results that wait at most, where states are gone through without a limit of events.
const MOST_PENDING: u32 = 4;

/// Every state that can be reached from here, with what an onlooker counted on the way.
fn reachable(start: State) -> HashSet<(State, Seen)> {
    let mut known = HashSet::new();
    let mut open = vec![(start, Seen::default())];
    while let Some((state, seen)) = open.pop() {
        if state.pending <= MOST_PENDING && known.insert((state, seen)) {
            open.extend(EVENTS.map(|event| checked_step(state, seen, event)));
        }
    }
    known
}

/// Every state that an operation can be in.
pub(super) fn states(start: State) -> HashSet<State> {
    reachable(start).into_iter().map(|(state, _)| state).collect()
}

/// What others owe an operation in this state. Each of it happens some day: a provider finishes, a client closes what it started,
/// acknowledges what it got and answers what it was asked, a callback returns, and a worker does its job.
fn owed(state: State) -> Vec<Event> {
    let mut owed = Vec::new();
    let mut owes = |event, is_owed: bool| owed.extend(is_owed.then_some(event));
    owes(Event::Finish, state.provider_runs);
    owes(Event::Close, state.handle_open);
    let runs = matches!(state.delivery, Delivery::Running { .. });
    owes(Event::Returned { needs_acknowledgement: false }, runs);
    owes(Event::Returned { needs_acknowledgement: true }, runs);
    let waits = matches!(state.delivery, Delivery::Unacknowledged { .. });
    owes(Event::Acknowledge, waits && state.asked == Asked::None);
    owes(Event::Answer, waits && state.asked != Asked::None);
    owes(Event::Notify, state.notice == Notice::Due);
    owes(Event::Notified, state.notice == Notice::Running);
    owed
}

#[test]
fn every_sequence_of_twelve_events_ends_in_one_final_result_and_one_free() {
    const LENGTH: u32 = 12;
    for start in forms() {
        // Sequences that lead to the same state, and to the same counts, go on alike: they are gone through together, and counted.
        let mut sequences = HashMap::from([((start, Seen::default()), 1_u128)]);
        for _ in 0..LENGTH {
            let mut longer = HashMap::new();
            for ((state, seen), count) in sequences {
                for event in EVENTS {
                    *longer.entry(checked_step(state, seen, event)).or_default() += count;
                }
            }
            longer.keys().for_each(|&(state, seen)| check_end(state, seen));
            sequences = longer;
        }
        assert_eq!(sequences.values().sum::<u128>(), (EVENTS.len() as u128).pow(LENGTH));
    }
}

#[test]
fn every_state_that_can_be_reached_with_up_to_four_queued_results_ends_well() {
    for start in forms() {
        let known = reachable(start);
        known.iter().for_each(|&(state, seen)| check_end(state, seen));
        assert!(known.len() > 100, "only {} states were reached", known.len());
    }
}

#[test]
fn as_long_as_an_operation_is_not_freed_somebody_owes_it_something_that_changes_it() {
    for state in forms().into_iter().flat_map(states).filter(|state| !state.freed) {
        let owed = owed(state);
        assert!(!owed.is_empty(), "nobody will ever free {state:?}");
        for event in owed {
            let (next, effects) = step(state, event);
            assert!(
                !effects.contains(Effects::REFUSE) && next != state,
                "{event:?} does nothing to {state:?}"
            );
        }
    }
}

/// Where everybody does what he owes, the provider has finished and the client has closed some day. From then on every event that
/// changes anything brings the operation nearer to its end, and what is owed changes something. So it is freed, in the end.
#[test]
fn once_provider_and_client_are_through_no_event_leads_back() {
    fn visit(state: State, under_way: &mut Vec<State>, through: &mut HashSet<State>) {
        assert!(!under_way.contains(&state), "{state:?} comes again");
        if through.contains(&state) {
            return;
        }
        under_way.push(state);
        for event in EVENTS {
            let (next, _) = step(state, event);
            if next != state {
                visit(next, under_way, through);
            }
        }
        under_way.pop();
        through.insert(state);
    }
    let mut through = HashSet::new();
    let ends =
        forms().into_iter().flat_map(states).filter(|state| !state.provider_runs && !state.handle_open);
    for state in ends {
        visit(state, &mut Vec::new(), &mut through);
    }
    assert!(through.iter().any(|state| state.freed));
}

#[test]
fn nothing_is_fetched_where_there_are_callbacks_and_nothing_delivered_where_there_are_none() {
    for state in states(State::started(Form::Asynchronous)) {
        assert_eq!(step(state, Event::Fetch), (state, Effects::REFUSE));
    }
    for state in states(State::started(Form::Synchronous)) {
        assert_eq!(state.delivery, Delivery::Idle);
    }
}

#[test]
fn a_client_that_waits_is_woken_by_whatever_ends_its_wait() {
    let has_to_wait = |state| step(state, Event::Fetch).1.contains(Effects::WAIT);
    for state in states(State::started(Form::Synchronous)).into_iter().filter(|&state| has_to_wait(state)) {
        assert!(state.end.is_none() || state.asked == Asked::Open, "{state:?} has nothing to wait for");
        for event in EVENTS {
            let (next, effects) = step(state, event);
            assert!(
                has_to_wait(next) || effects.contains(Effects::WAKE_CLIENT),
                "{event:?} wakes nobody in {state:?}"
            );
        }
    }
}

#[test]
fn who_closes_and_waits_is_woken_when_the_provider_has_stopped() {
    for state in states(State::started(Form::Synchronous)).into_iter().filter(|state| state.provider_runs) {
        for event in EVENTS {
            let (next, effects) = step(state, event);
            assert!(next.provider_runs || effects.contains(Effects::WAKE_CLIENT), "{event:?} in {state:?}");
        }
    }
}

#[test]
fn a_provider_that_waits_for_room_or_an_answer_is_woken_by_whatever_ends_its_wait() {
    for state in forms().into_iter().flat_map(states).filter(|state| state.provider_runs) {
        for event in EVENTS {
            let (next, effects) = step(state, event);
            let has_room = next.pending < state.pending || (state.end.is_none() && next.end.is_some());
            let has_answer = state.asked == Asked::Open && next.asked != Asked::Open;
            let wakes = effects.contains(Effects::WAKE_PROVIDER);
            assert!(!has_room || wakes, "{event:?} wakes nobody in {state:?}");
            assert!(!has_answer || wakes || effects.contains(Effects::ANSWER), "{event:?} in {state:?}");
        }
    }
}

#[test]
fn whatever_stops_an_operation_makes_no_difference_but_in_what_it_says() {
    let stops = [Stop::DeadlinePassed, Stop::SessionClosed, Stop::ApplicationClosed, Stop::Closed];
    let nameless = |state: State| {
        let end = state.end.map(|end| match end {
            End::Stopped(_) => End::Stopped(Stop::Closed),
            End::Finished => End::Finished,
        });
        State { end, ..state }
    };
    for state in forms().into_iter().flat_map(states) {
        let (cancelled, effects) = step(state, CANCEL);
        for stop in stops {
            let (stopped, others) = step(state, Event::Stop(stop));
            assert_eq!((nameless(stopped), others), (nameless(cancelled), effects), "{stop:?} in {state:?}");
        }
    }
}
