//! Modules that have nothing to do are unloaded, and opened again when they are needed.

use std::cell::RefCell;
use std::time::{Duration, Instant};

use super::super::libraries::Libraries;
use super::*;

const TIMEOUT: Duration = Duration::from_secs(60);

/// What the modules of a test look like to the library.
#[derive(Default)]
struct State {
    opened: AtomicUsize,
    dropped: AtomicUsize,
    is_busy: AtomicBool,
    has_ended: AtomicBool,
}

thread_local! {
    static STATE: RefCell<Arc<State>> = RefCell::default();
}

struct Idle(Arc<State>);

impl OpenModule for Idle {
    fn provider(&self, _: &Text, _: &Text) -> Result<Arc<dyn Provider>, Error> {
        Ok(Arc::new(Fake { is_bounded: true, run: |_: &Call, reply: Reply| reply.finish(Ok(())) }))
    }

    fn class_names(&self) -> Result<Vec<Text>, Error> {
        Ok(Vec::new())
    }

    fn class(&self, class_name: &Text) -> Result<Arc<Class>, Error> {
        Ok(class(&class_name.to_str(), None))
    }

    fn is_idle(&self) -> bool {
        !self.0.is_busy.load(Ordering::SeqCst)
    }

    fn has_ended(&self) -> bool {
        self.0.has_ended.load(Ordering::SeqCst)
    }
}

impl Drop for Idle {
    fn drop(&mut self) {
        self.0.dropped.fetch_add(1, Ordering::SeqCst);
        self.0.has_ended.store(false, Ordering::SeqCst);
    }
}

fn open_idle(_: &Path, _: &Placement, _: &ModuleSettings) -> Result<Arc<dyn OpenModule>, Error> {
    let state = STATE.with_borrow(Arc::clone);
    state.opened.fetch_add(1, Ordering::SeqCst);
    Ok(Arc::new(Idle(state)))
}

struct Tested {
    libraries: Arc<Libraries>,
    state: Arc<State>,
    settings: ModuleSettings,
    start: Instant,
}

impl Tested {
    fn new(idle_timeout: Option<Duration>) -> Tested {
        Tested {
            libraries: Arc::new(Libraries::new(open_idle)),
            state: STATE.with_borrow(Arc::clone),
            settings: ModuleSettings { idle_timeout, ..ModuleSettings::default() },
            start: Instant::now(),
        }
    }

    fn module(&self) -> super::super::opened::Using {
        self.libraries.module(Path::new("/nowhere/module.so"), &Placement::InProcess, &self.settings).unwrap()
    }

    /// Looks for what has nothing to do, so many timeouts after the start.
    fn look_after(&self, timeouts: u32) {
        self.libraries.unload_idle(self.start + TIMEOUT * timeouts);
    }

    /// How often the module was opened, and how often unloaded.
    fn counts(&self) -> (usize, usize) {
        (self.state.opened.load(Ordering::SeqCst), self.state.dropped.load(Ordering::SeqCst))
    }
}

#[test]
fn a_module_without_anything_to_do_is_unloaded_and_opened_again_by_the_next_request() {
    let tested = Tested::new(Some(TIMEOUT));
    let class = tested.module().serving(&"root/test".into(), &"T_Any".into()).unwrap();
    let remembered = class.remembered().unwrap();
    drop(class);
    tested.look_after(0);
    assert_eq!(tested.counts(), (1, 0));
    assert!(remembered.serving().is_some());
    // It was used since.
    tested.look_after(1);
    assert_eq!(tested.counts(), (1, 0));
    tested.look_after(2);
    assert_eq!(tested.counts(), (1, 1));
    assert!(remembered.serving().is_none());
    drop(tested.module());
    assert_eq!(tested.counts(), (2, 1));
    tested.libraries.close();
    assert_eq!(tested.counts(), (2, 2));
}

#[test]
fn a_module_that_is_busy_or_asked_something_or_may_stay_for_ever_is_not_unloaded() {
    let tested = Tested::new(Some(TIMEOUT));
    let using = tested.module();
    (0..3).for_each(|timeouts| tested.look_after(timeouts));
    assert_eq!(tested.counts(), (1, 0));
    drop(using);
    tested.state.is_busy.store(true, Ordering::SeqCst);
    (3..6).for_each(|timeouts| tested.look_after(timeouts));
    assert_eq!(tested.counts(), (1, 0));
    tested.state.is_busy.store(false, Ordering::SeqCst);
    // It counts from the first look that found it without anything to do.
    tested.look_after(6);
    assert_eq!(tested.counts(), (1, 0));
    tested.look_after(7);
    assert_eq!(tested.counts(), (1, 1));

    let tested = Tested { start: tested.start, ..Tested::new(None) };
    drop(tested.module());
    (0..3).for_each(|timeouts| tested.look_after(timeouts));
    assert_eq!(tested.counts(), (2, 1));
}

#[test]
fn a_module_that_has_ended_is_opened_anew_by_the_next_request() {
    let tested = Tested::new(Some(TIMEOUT));
    let remembered =
        tested.module().serving(&"root/test".into(), &"T_Any".into()).unwrap().remembered().unwrap();
    tested.state.has_ended.store(true, Ordering::SeqCst);
    assert!(remembered.serving().is_none());
    drop(tested.module());
    assert_eq!(tested.counts(), (2, 1));
    // One that nobody asks for is let go of by the next look.
    tested.state.has_ended.store(true, Ordering::SeqCst);
    tested.look_after(0);
    assert_eq!(tested.counts(), (2, 2));
}
