//! What operations cost, through the tables that a C program calls: one `metric value unit` line each.
//!
//! `provider` rows are answered by a provider in this process, through the crate's own interface for applications with
//! providers of their own; `repository` rows by a repository in a file.

use std::hint::black_box;
use std::sync::{Arc, Barrier, Condvar, Mutex};
use std::time::Instant as Time;

use mi::cim::{Class, ClassDeclaration, ElementFlags, Instance, Property, Text, Type, Value, ValueRef};
use mi::configuration::{Configuration, RepositoryLocation};
use mi::engine::{Application, OperationResult, Receiver, Session};
use mi::provider::{Call, Provider, Reply, Request};

/// Instances of an enumeration.
const COUNT: usize = 100_000;

/// Answers with instances of seven properties.
struct InProcess {
    class: Arc<Class>,
}

impl InProcess {
    fn new() -> InProcess {
        let property = |name: &str, kind: Type, flags: ElementFlags| Property {
            name: name.into(),
            kind,
            array_size: None,
            reference_class: None,
            flags: flags | ElementFlags::PROPERTY,
            qualifiers: Vec::new(),
            default: None,
            origin: "Bench_Thing".into(),
            propagator: "Bench_Thing".into(),
        };
        let none = ElementFlags::empty();
        let declaration = ClassDeclaration {
            name: "Bench_Thing".into(),
            properties: vec![
                property("Id", Type::Uint32, ElementFlags::KEY),
                property("Name", Type::String, none),
                property("Caption", Type::String, none),
                property("Size", Type::Uint64, none),
                property("Ratio", Type::Real64, none),
                property("Enabled", Type::Boolean, none),
                property("State", Type::Uint16, none),
            ],
            ..ClassDeclaration::default()
        };
        InProcess { class: Arc::new(Class::new(declaration, None)) }
    }

    fn make(&self, id: u32) -> Arc<Instance> {
        let mut instance = Instance::of_class_with_room(&self.class, 32);
        let text = |text: &str| Value::string(text);
        let (name, caption) = (text("thing"), text("A thing to measure"));
        let values = [
            ValueRef::Uint32(id),
            name.as_value_ref(),
            caption.as_value_ref(),
            ValueRef::Uint64(1 << 40),
            ValueRef::Real64(0.5),
            ValueRef::Boolean(true),
            ValueRef::Uint16(3),
        ];
        for (index, value) in values.into_iter().enumerate() {
            instance.set(index, value.value_type(), Some(value)).unwrap();
        }
        Arc::new(instance)
    }
}

impl Provider for InProcess {
    fn name(&self) -> &str {
        "bench"
    }

    fn execute(&self, call: &Call, reply: Reply) {
        match &call.request {
            Request::GetInstance { .. } => reply.finish_with_instance(Ok(self.make(1))),
            Request::EnumerateInstances { .. } => {
                for id in 0..COUNT as u32 {
                    if reply.post_instance(self.make(id)).is_err() {
                        break;
                    }
                }
                reply.finish(Ok(()));
            }
            _ => reply.finish(Ok(())),
        }
    }

    fn is_bounded(&self, call: &Call) -> bool {
        matches!(call.request, Request::GetInstance { .. })
    }
}

fn key() -> Arc<Instance> {
    let mut key = Instance::new("Bench_Thing").unwrap();
    key.add("Id", Type::Uint32, Some(ValueRef::Uint32(1)), ElementFlags::KEY).unwrap();
    Arc::new(key)
}

fn get(session: &Session, key: &Arc<Instance>) {
    let request = Request::GetInstance { instance: Arc::clone(key) };
    black_box(session.request(request).instance().unwrap().unwrap());
}

fn enumerate() -> Request {
    Request::EnumerateInstances { class_name: Text::from("Bench_Thing"), keys_only: false }
}

/// Counts what is delivered, and says when it was all.
struct Counter {
    state: Mutex<(usize, bool)>,
    over: Condvar,
}

impl Counter {
    fn new() -> Arc<Counter> {
        Arc::new(Counter { state: Mutex::new((0, false)), over: Condvar::new() })
    }

    fn wait(&self) -> usize {
        let state = self.state.lock().unwrap();
        self.over.wait_while(state, |(_, over)| !*over).unwrap().0
    }
}

impl Receiver for Counter {
    fn result(&self, result: OperationResult) {
        let mut state = self.state.lock().unwrap();
        state.0 += usize::from(result.item.is_some());
        if !result.more_results {
            result.outcome.unwrap();
            state.1 = true;
            self.over.notify_all();
        }
    }
}

/// Nanoseconds that each of many runs takes, in order.
fn sample(runs: usize, mut run: impl FnMut()) -> Vec<u64> {
    for _ in 0..runs / 10 {
        run();
    }
    let mut times: Vec<u64> = (0..runs)
        .map(|_| {
            let start = Time::now();
            run();
            start.elapsed().as_nanos() as u64
        })
        .collect();
    times.sort_unstable();
    times
}

fn percentiles(metric: &str, times: &[u64]) {
    println!("{metric}_p50 {:.3} us", times[times.len() / 2] as f64 / 1000.0);
    println!("{metric}_p99 {:.3} us", times[times.len() * 99 / 100] as f64 / 1000.0);
}

fn application(repository: RepositoryLocation) -> Application {
    let mut configuration = Configuration::load().expect("the configuration is readable");
    configuration.repository = Some(repository);
    Application::with_configuration(configuration)
}

/// Instances a second that so many threads get together.
fn gets_per_second(session: &Session, key: &Arc<Instance>, threads: usize) -> f64 {
    let gets = 960_000 / threads;
    let start = Barrier::new(threads + 1);
    let started = std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                start.wait();
                (0..gets).for_each(|_| get(session, key));
            });
        }
        start.wait();
        Time::now()
    });
    (gets * threads) as f64 / started.elapsed().as_secs_f64()
}

fn operations(name: &str, session: &Session) {
    let key = key();
    percentiles(&format!("get_instance_sync_{name}"), &sample(200_000, || get(session, &key)));
    percentiles(
        &format!("get_instance_async_{name}"),
        &sample(20_000, || {
            let counter = Counter::new();
            let request = Request::GetInstance { instance: Arc::clone(&key) };
            let operation = session.request(request).start_with(Arc::clone(&counter) as Arc<dyn Receiver>);
            counter.wait();
            operation.close().unwrap();
        }),
    );
    for threads in [1, 2, 4, 8, 16, 32, 64] {
        let mut rates: Vec<f64> = (0..7).map(|_| gets_per_second(session, &key, threads)).collect();
        rates.sort_by(f64::total_cmp);
        println!("get_instance_{threads}_threads/{name} {:.0} /s", rates[3]);
    }
    for round in 0..2 {
        let start = Time::now();
        let count = session.request(enumerate()).instances().map(Result::unwrap).count();
        let sync = count as f64 / start.elapsed().as_secs_f64();
        let counter = Counter::new();
        let start = Time::now();
        let operation = session.request(enumerate()).start_with(Arc::clone(&counter) as Arc<dyn Receiver>);
        let delivered = counter.wait();
        let asynchronous = delivered as f64 / start.elapsed().as_secs_f64();
        assert_eq!(count, delivered);
        operation.close().unwrap();
        if round > 0 {
            println!("enumerate_{count}_sync_{name} {sync:.0} /s");
            println!("enumerate_{count}_async_{name} {asynchronous:.0} /s");
        }
    }
}

fn main() {
    let in_process = Arc::new(InProcess::new());
    let provider = application(RepositoryLocation::Memory);
    provider
        .register_provider("root/cimv2", "Bench_Thing", Arc::clone(&in_process) as Arc<dyn Provider>)
        .unwrap();
    let session = provider.new_session(None, None, None).unwrap();
    operations("provider", &session);
    drop(session);

    let key = key();
    percentiles(
        "application_session_get_close",
        &sample(20_000, || {
            let own = application(RepositoryLocation::Memory);
            own.register_provider("root/cimv2", "Bench_Thing", Arc::clone(&in_process) as Arc<dyn Provider>)
                .unwrap();
            let session = own.new_session(None, None, None).unwrap();
            get(&session, &key);
            session.close().unwrap();
            own.close().unwrap();
        }),
    );
    provider.close().unwrap();
}
