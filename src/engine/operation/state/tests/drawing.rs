//! The state machine, drawn from the code: `docs/operation-states.md`. Each part of the state is a picture of its own, with what
//! moves it; what a part does is gathered from all states that can be reached.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;

use super::enumeration::states;
use super::*;

/// A part of the state: what it is called, what it is about, and where it is in a state.
type Part = (&'static str, &'static str, fn(State) -> &'static str);

const PARTS: [Part; 7] = [
    (
        "The provider",
        "What the provider does.",
        |state| {
            if state.provider_runs { "runs" } else { "has finished" }
        },
    ),
    (
        "The end",
        "What the final result will tell. It is settled once, but for one case: a client that closes after the provider finished, and \
         before it had all results, gets no success.",
        |state| match state.end {
            None => "open",
            Some(End::Finished) => "the provider's outcome",
            Some(End::Stopped(_)) => "stopped, and why",
        },
    ),
    ("The handle", "Whether the client can use the operation.", |state| {
        if state.handle_open { "open" } else { "closed" }
    }),
    (
        "The delivery",
        "With callbacks only. A delivery begins when something is due and none is under way.",
        |state| match state.delivery {
            Delivery::Idle if state.final_given => "over",
            Delivery::Idle => "nothing is delivered",
            Delivery::Running { last: false, acknowledged: false } => "a callback runs",
            Delivery::Running { last: false, acknowledged: true } => "a callback runs, acknowledged",
            Delivery::Unacknowledged { last: false } => "waits to be acknowledged",
            Delivery::Running { last: true, acknowledged: false } => "the last callback runs",
            Delivery::Running { last: true, acknowledged: true } => "the last callback runs, acknowledged",
            Delivery::Unacknowledged { last: true } => "the last waits to be acknowledged",
        },
    ),
    (
        "The question",
        "The one question that the client may have. Where there are callbacks it is what is being delivered.",
        |state| match state.asked {
            Asked::None => "none",
            Asked::Open => "asked",
            Asked::Moot => "asked, and nobody waits",
        },
    ),
    ("The notice", "How far the provider is told of a stop, where it wants to be.", |state| {
        match (state.notice, state.notice_wanted) {
            (Notice::Idle, false) => "none",
            (Notice::Idle, true) => "wanted",
            (Notice::Due, _) => "a worker is on its way",
            (Notice::Running, _) => "the provider is told",
        }
    }),
    (
        "The whole",
        "Freed is an operation whose handle is closed, whose provider has finished and is being told nothing, and whose final result \
         was delivered, where it has callbacks.",
        |state| if state.freed { "freed" } else { "alive" },
    ),
];

fn name(event: Event) -> &'static str {
    match event {
        Event::Post { .. } => "post",
        Event::Finish => "finish",
        Event::Stop(_) => "stop",
        Event::Close => "close",
        Event::Fetch => "fetch",
        Event::Returned { .. } => "callback returns",
        Event::Acknowledge => "acknowledge",
        Event::Put => "question put",
        Event::Answer => "answer",
        Event::WantNotice => "notice wanted",
        Event::Notify => "worker arrives",
        Event::Notified => "notice returns",
    }
}

/// How a part moves: from where to where, and by which events.
fn moves(part: fn(State) -> &'static str) -> BTreeMap<(&'static str, &'static str), BTreeSet<&'static str>> {
    let mut moves: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    for state in states(State::started(Form::Asynchronous)) {
        for event in EVENTS {
            let (next, effects) = step(state, event);
            // A callback that is followed by the next one comes back to where it was.
            let begins = effects.contains(Effects::DELIVER) && state.delivery != Delivery::Idle;
            let (from, to) = (part(state), part(next));
            if from != to || begins && from == "a callback runs" {
                moves.entry((from, to)).or_default().insert(name(event));
            }
        }
    }
    moves
}

fn picture((title, text, part): Part) -> String {
    let moves = moves(part);
    let names: BTreeSet<&str> = moves.keys().flat_map(|&(from, to)| [from, to]).collect();
    let number = |name: &str| names.iter().position(|known| *known == name).unwrap();
    let mut picture = format!("## {title}\n\n{text}\n\n```mermaid\nstateDiagram-v2\n");
    for name in &names {
        writeln!(picture, "    state \"{name}\" as s{}", number(name)).unwrap();
    }
    writeln!(picture, "    [*] --> s{}", number(part(State::started(Form::Asynchronous)))).unwrap();
    for ((from, to), events) in &moves {
        let events: Vec<&str> = events.iter().copied().collect();
        writeln!(picture, "    s{} --> s{}: {}", number(from), number(to), events.join(", ")).unwrap();
    }
    picture.push_str("```\n\n");
    for ((from, to), events) in &moves {
        let events: Vec<&str> = events.iter().copied().collect();
        writeln!(picture, "- {from} → {to}: {}", events.join(", ")).unwrap();
    }
    picture
}

fn page() -> String {
    let [synchronous, asynchronous] = forms().map(|start| states(start).len());
    let mut page = format!(
        "# The states of an operation\n\n\
         Drawn from `src/engine/operation/state.rs` by a test beside it, and compared with it by each run of the tests:\n\
         `MI_DRAW=1 cargo test --lib drawing` draws it anew. [Operations](operations.md) explains it.\n\n\
         The state has six parts, and each moves on its own; a line says by which events. With up to four queued results there are\n\
         {asynchronous} states of an operation with callbacks, and {synchronous} of one whose client fetches: its delivery does not move.\n",
    );
    for part in PARTS {
        page.push('\n');
        page.push_str(&picture(part));
    }
    page
}

#[test]
fn the_drawing_in_the_documentation_is_of_this_state_machine() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/operation-states.md");
    let page = page();
    if std::env::var_os("MI_DRAW").is_some() {
        std::fs::write(&file, &page).unwrap();
    }
    let drawn = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(
        drawn == page,
        "{} is of another state machine; `MI_DRAW=1 cargo test --lib drawing` draws it anew",
        file.display()
    );
}
