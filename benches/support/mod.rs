//! What the benchmarks of the repository share: running an operation without the engine, and the DMTF schema.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use mi::cim::{Error, Instance, Text};
use mi::mof::{Source, SourceLoader};
use mi::provider::repository::Repository;
use mi::provider::{
    Call, OperationFlags, Posted, Provider, Question, Reply, Request, Sink, StopNotice, Stopped,
};

pub const NAMESPACE: &str = "root/cimv2";

#[derive(Default)]
struct Outcome {
    count: usize,
    result: Option<Result<(), Error>>,
}

struct Counter(Arc<Mutex<Outcome>>, AtomicUsize);

impl Sink for Counter {
    fn post(&self, _: Posted) -> Result<(), Stopped> {
        self.1.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }

    fn post_instances(&self, instances: &mut Vec<Arc<Instance>>) -> Result<(), Stopped> {
        self.1.fetch_add(instances.len(), Ordering::Relaxed);
        instances.clear();
        Ok(())
    }

    fn finish(&self, outcome: Result<(), Error>) {
        let mut shared = self.0.lock().expect("no benchmark panics");
        shared.count = self.1.load(Ordering::Relaxed);
        shared.result = Some(outcome);
    }

    fn ask(&self, _: Question) -> Result<bool, Stopped> {
        Ok(true)
    }

    fn is_stopped(&self) -> bool {
        false
    }

    fn on_stop(&self, _: StopNotice) {}
}

/// Runs an operation to its end, and counts its results.
pub fn run(repository: &Repository, request: Request) -> usize {
    let outcome = Arc::new(Mutex::new(Outcome::default()));
    let call = Call {
        namespace: Text::from(NAMESPACE),
        request,
        flags: OperationFlags::empty(),
        options: None,
        deadline: None,
        filter: None,
    };
    repository.execute(&call, Reply::new(Arc::new(Counter(Arc::clone(&outcome), AtomicUsize::new(0)))));
    let outcome = std::mem::take(&mut *outcome.lock().expect("no benchmark panics"));
    outcome.result.expect("the operation is finished").expect("the operation succeeds");
    outcome.count
}

/// Microseconds.
pub fn percentile(times: &mut [Duration], share: f64) -> f64 {
    times.sort_unstable();
    times[((times.len() - 1) as f64 * share) as usize].as_nanos() as f64 / 1000.0
}

/// Reads included files from their folder.
pub struct Files;

impl SourceLoader for Files {
    fn load(&mut self, path: &str, from: &Source) -> Result<Arc<Source>, String> {
        read(&Path::new(from.name()).parent().unwrap_or(Path::new("")).join(path))
    }
}

pub fn read(path: &Path) -> Result<Arc<Source>, String> {
    let bytes = std::fs::read(path).map_err(|error| error.to_string())?;
    Source::decode(path.display().to_string(), &bytes).map_err(|error| error.to_string())
}

/// The first file of the DMTF schema, where it was fetched.
pub fn dmtf_schema() -> Option<PathBuf> {
    let folder = std::env::var_os("MI_DMTF_SCHEMA")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join(".cache/dmtf-schema"), PathBuf::from);
    let main = folder.join("cim_schema_2.49.0.mof");
    if !main.is_file() {
        println!("# the DMTF schema is not in {}; run tests/fetch-dmtf-schema.sh", folder.display());
        return None;
    }
    Some(main)
}
