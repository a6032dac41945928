//! How far long work is, on standard error: a bar on a terminal, a line now and then elsewhere.

use std::cell::Cell;
use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};

/// Work that is done sooner is not told of.
const SOON: Duration = Duration::from_secs(1);
/// Between two lines where there is no bar.
const PAUSE: Duration = Duration::from_secs(10);

/// How far some work is.
pub struct Progress {
    bar: ProgressBar,
    /// From when on lines are written, where there is no bar and lines are wanted.
    next_line: Option<Cell<Instant>>,
    shows_from: Instant,
}

impl Progress {
    /// A bar on a terminal, and nothing elsewhere.
    pub fn of(what: &'static str) -> Progress {
        let progress = Progress::new(Instant::now(), None);
        progress.bar.set_prefix(what);
        progress
    }

    /// A bar on a terminal, lines elsewhere; neither when the work is done soon.
    pub fn of_long_work() -> Progress {
        let from = Instant::now() + SOON;
        let lines = (!io::stderr().is_terminal()).then(|| Cell::new(from));
        Progress::new(from, lines)
    }

    fn new(shows_from: Instant, next_line: Option<Cell<Instant>>) -> Progress {
        let bar = if io::stderr().is_terminal() { ProgressBar::new(0) } else { ProgressBar::hidden() };
        if let Ok(style) = ProgressStyle::with_template("{prefix} {bar:40} {pos}/{len} {elapsed}") {
            bar.set_style(style);
        }
        Progress { bar, next_line, shows_from }
    }

    pub fn advance(&self, done: usize, all: usize) {
        self.bar.set_length(all.max(done) as u64);
        self.bar.set_position(done as u64);
    }

    /// Tells how far a step of the work is; `all` is 0 where that is not known.
    pub fn tell(&self, step: &'static str, done: u64, all: u64) {
        let now = Instant::now();
        if now < self.shows_from {
            return;
        }
        self.bar.set_prefix(step);
        self.advance(done as usize, all as usize);
        if let Some(next_line) = self.next_line.as_ref().filter(|next| now >= next.get()) {
            next_line.set(now + PAUSE);
            let far = if all == 0 { String::new() } else { format!(": {done} of {all}") };
            // Who can't be told is not waited for.
            let _ = writeln!(io::stderr(), "{step}{far}");
        }
    }

    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
