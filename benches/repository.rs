//! What the repository costs, without the C interface above it: one `metric value unit` a line.
//!
//! The file lies in the folder that `MI_BENCH_FOLDER` names, else in the system's folder for temporary files.

mod support;

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use mi::cim::{
    Array, ClassDeclaration, ElementFlags, Flavor, Instance, Property, Qualifier, Text, Type, Value,
};
use mi::mof::{Options, compile, load};
use mi::provider::Request;
use mi::provider::repository::{Item, ItemKind, Location, Repository};
use support::{Files, NAMESPACE, dmtf_schema, percentile, read, run};

const INSTANCES: usize = 100_000;
const GETS: usize = 200_000;
/// Tells this program that it is the process that writes.
const WRITE_TO: &str = "MI_BENCH_WRITE_TO";

fn property(name: &str, kind: Type, key: bool) -> Property {
    let qualifier = Qualifier {
        name: Text::from("Key"),
        kind: Type::Boolean,
        value: Some(Value::Boolean(true)),
        flavor: Flavor::empty(),
        propagated: false,
    };
    Property {
        name: Text::from(name),
        kind,
        array_size: None,
        reference_class: None,
        flags: ElementFlags::empty(),
        qualifiers: if key { vec![qualifier] } else { Vec::new() },
        default: None,
        origin: Text::default(),
        propagator: Text::default(),
    }
}

/// A class of seven properties.
fn class() -> Item {
    let declaration = ClassDeclaration {
        name: Text::from("Bench_Process"),
        properties: vec![
            property("Handle", Type::String, true),
            property("Name", Type::String, false),
            property("Priority", Type::Uint32, false),
            property("WorkingSetSize", Type::Uint64, false),
            property("CreationDate", Type::Datetime, false),
            property("Running", Type::Boolean, false),
            property("OperationalStatus", Type::Uint16Array, false),
        ],
        ..ClassDeclaration::default()
    };
    Item { namespace: NAMESPACE.to_owned(), kind: ItemKind::Class(Arc::new(declaration)) }
}

fn key(number: usize) -> Arc<Instance> {
    let mut instance = Instance::new("Bench_Process").expect("the name is legal");
    instance.add_value("Handle", Value::string(&number.to_string())).expect("the name is legal");
    Arc::new(instance)
}

fn instance(number: usize) -> Arc<Instance> {
    let mut instance = Instance::new("Bench_Process").expect("the name is legal");
    let date = "20261121084409.123456-060".parse().expect("the text is a datetime");
    for (name, value) in [
        ("Handle", Value::string(&number.to_string())),
        ("Name", Value::string("a process of some name")),
        ("Priority", Value::Uint32(number as u32)),
        ("WorkingSetSize", Value::Uint64(number as u64 * 4096)),
        ("CreationDate", Value::Datetime(date)),
        ("Running", Value::Boolean(true)),
        ("OperationalStatus", Value::Array(Arc::new(Array::Uint16(vec![2])))),
    ] {
        instance.add_value(name, value).expect("the names are legal and distinct");
    }
    Arc::new(instance)
}

fn get_each(repository: &Repository, times: &mut Vec<Duration>, mut goes_on: impl FnMut(usize) -> bool) {
    let keys: Vec<Arc<Instance>> = (0..1000).map(|number| key(number * 97 % INSTANCES)).collect();
    for round in 0.. {
        if !goes_on(round) {
            break;
        }
        let instance = Arc::clone(&keys[round % keys.len()]);
        let start = Instant::now();
        run(repository, Request::GetInstance { instance });
        times.push(start.elapsed());
    }
}

/// Another process on the same file, which writes until it is killed.
fn write_forever(path: &Path) {
    let repository = Repository::open(Location::File(path.to_owned())).expect("the repository opens");
    for number in 0.. {
        run(&repository, Request::CreateInstance { instance: instance(2 * INSTANCES + number) });
    }
}

/// The DMTF schema, from its files into a new repository and into one that has it.
fn compile_schema(path: &Path) {
    let Some(main) = dmtf_schema() else { return };
    let open = || Repository::open(Location::File(path.to_owned())).expect("the repository opens");
    let compile_into = |repository: &Repository| {
        let start = Instant::now();
        let program =
            load([read(&main).expect("the file can be read")], &mut Files).expect("the schema is MOF");
        let compiled = compile(&program, repository, &Options::default()).expect("the schema is valid");
        let items: Vec<Item> = compiled.changes.iter().map(Item::from).collect();
        let typed = start.elapsed();
        repository.compile(&items, &mut |_, _| {}).expect("the schema is stored");
        (typed.as_secs_f64(), start.elapsed().as_secs_f64())
    };
    let (typed, whole) = compile_into(&open());
    println!("repository_dmtf_schema_parse_and_type {typed:.3} s");
    println!("repository_dmtf_schema_compile {whole:.3} s");
    let repository = open();
    println!("repository_dmtf_schema_compile_again {:.3} s", compile_into(&repository).1);
    drop(repository);
    let repository = open();
    let start = Instant::now();
    let count = run(&repository, Request::EnumerateClasses { class_name: None, names_only: false });
    println!("repository_dmtf_schema_enumerate_classes {:.3} s", start.elapsed().as_secs_f64());
    assert!(count > 1600);
}

fn main() {
    if let Some(path) = std::env::var_os(WRITE_TO) {
        return write_forever(path.as_ref());
    }
    let folder = match std::env::var_os("MI_BENCH_FOLDER") {
        Some(folder) => tempfile::tempdir_in(folder),
        None => tempfile::tempdir(),
    };
    let folder = folder.expect("a folder for the repository can be made");
    let path = folder.path().join("repository.db");
    let open = || Repository::open(Location::File(path.clone())).expect("the repository opens");
    let repository = open();
    repository.compile(&[class()], &mut |_, _| {}).expect("the class compiles");

    let start = Instant::now();
    let created = 1_000;
    for number in 0..created {
        run(&repository, Request::CreateInstance { instance: instance(INSTANCES + number) });
    }
    println!("repository_create_rate {:.0} per_second", created as f64 / start.elapsed().as_secs_f64());

    let items: Vec<Item> = (0..INSTANCES)
        .map(|number| Item {
            namespace: NAMESPACE.to_owned(),
            kind: ItemKind::Instance { instance: instance(number), is_value: false },
        })
        .collect();
    let start = Instant::now();
    repository.compile(&items, &mut |_, _| {}).expect("the instances compile");
    println!(
        "repository_compile_instances_rate {:.0} per_second",
        INSTANCES as f64 / start.elapsed().as_secs_f64()
    );
    drop(items);

    let mut times = Vec::with_capacity(GETS);
    get_each(&repository, &mut times, |round| round < GETS);
    println!("repository_get_p50 {:.2} us", percentile(&mut times, 0.5));
    println!("repository_get_p99 {:.2} us", percentile(&mut times, 0.99));

    for attempt in 0..3 {
        let request =
            Request::EnumerateInstances { class_name: Text::from("Bench_Process"), keys_only: false };
        let start = Instant::now();
        let count = run(&repository, request);
        let rate = count as f64 / start.elapsed().as_secs_f64();
        assert_eq!(count, INSTANCES + created);
        if attempt == 2 {
            println!("repository_enumerate_rate {rate:.0} per_second");
        }
    }

    let mut writer = std::process::Command::new(std::env::current_exe().expect("the program has a path"))
        .env(WRITE_TO, &path)
        .spawn()
        .expect("the writing process starts");
    times.clear();
    get_each(&repository, &mut times, |round| round < GETS);
    writer.kill().expect("the writing process is there");
    writer.wait().expect("the writing process ends");
    println!("repository_get_while_written_p50 {:.2} us", percentile(&mut times, 0.5));
    println!("repository_get_while_written_p99 {:.2} us", percentile(&mut times, 0.99));
    compile_schema(&folder.path().join("schema.db"));
}
