//! What the repository costs as it grows: a generated inventory on the DMTF schema, of 10,000 to 1,000,000 instances, with
//! associations. One `metric value unit` a line; `tools/plot-growth.py` draws them.
//!
//! `MI_BENCH_SIZES` names other numbers of instances, `MI_BENCH_FOLDER` the folder for the file.

mod support;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use mi::cim::{Datetime, ElementFlags, Instance, Text, Value};
use mi::mof::{NoIncludes, Options, Source, compile, load};
use mi::provider::Request;
use mi::provider::repository::{Item, ItemKind, Location, Repository};
use support::{Files, NAMESPACE, dmtf_schema, percentile, read, run};

const SIZES: &str = "10000,100000,1000000";
/// Instances that are compiled together.
const TOGETHER: usize = 50_000;
/// What one computer has.
const ITEMS_OF_A_COMPUTER: usize = 50;
/// How often a quick operation is measured.
const ROUNDS: usize = 2_000;
const WRITERS: usize = 64;
/// The classes of the inventory. `SerialNumber` is indexed, `PartNumber` is not; both tell one item.
const CLASSES: &str = r#"
class Inventory_Item : CIM_ManagedElement {
    [Key, Override("InstanceID")] string InstanceID;
    [Indexed] string SerialNumber;
    string PartNumber;
    uint32 Slot;
    uint64 Capacity;
    datetime Installed;
    boolean InUse;
};
[Association]
class Inventory_ItemOfComputer : CIM_Component {
    [Override("GroupComponent"), Key] CIM_ComputerSystem REF GroupComponent;
    [Override("PartComponent"), Key] Inventory_Item REF PartComponent;
};
"#;

fn reference(class: &str, keys: &[(&str, &str)]) -> Arc<Instance> {
    let mut instance = Instance::new(class).expect("the name is legal");
    instance.set_namespace(Some(Text::from(NAMESPACE)));
    for (name, text) in keys {
        let value = Value::string(text);
        instance
            .add(*name, value.value_type(), Some(value.as_value_ref()), ElementFlags::KEY)
            .expect("the names are legal and distinct");
    }
    Arc::new(instance)
}

fn computer_key(number: usize) -> Arc<Instance> {
    let name = format!("computer-{number}.example.org");
    reference("CIM_ComputerSystem", &[("CreationClassName", "CIM_ComputerSystem"), ("Name", &name)])
}

fn item_key(number: usize) -> Arc<Instance> {
    reference("Inventory_Item", &[("InstanceID", &format!("inventory:item-{number}"))])
}

fn instance(class: &str, values: Vec<(&str, Value)>) -> Arc<Instance> {
    let mut instance = Instance::new(class).expect("the name is legal");
    for (name, value) in values {
        instance.add_value(name, value).expect("the names are legal and distinct");
    }
    Arc::new(instance)
}

fn computer(number: usize) -> Arc<Instance> {
    let name = format!("computer-{number}.example.org");
    let values = vec![
        ("CreationClassName", Value::string("CIM_ComputerSystem")),
        ("Name", Value::string(&name)),
        ("ElementName", Value::string(&name)),
    ];
    instance("CIM_ComputerSystem", values)
}

fn item(number: usize) -> Arc<Instance> {
    let installed: Datetime = "20261121084409.123456-060".parse().expect("the text is a datetime");
    let values = vec![
        ("InstanceID", Value::string(&format!("inventory:item-{number}"))),
        ("ElementName", Value::string("a memory module of some maker")),
        ("SerialNumber", Value::string(&format!("SN{number:08}"))),
        ("PartNumber", Value::string(&format!("PN{number:08}"))),
        ("Slot", Value::Uint32((number % ITEMS_OF_A_COMPUTER) as u32)),
        ("Capacity", Value::Uint64(number as u64 * 4096)),
        ("Installed", Value::Datetime(installed)),
        ("InUse", Value::Boolean(number.is_multiple_of(3))),
    ];
    instance("Inventory_Item", values)
}

fn association(number: usize) -> Arc<Instance> {
    let values = vec![
        ("GroupComponent", Value::Reference(computer_key(number / ITEMS_OF_A_COMPUTER))),
        ("PartComponent", Value::Reference(item_key(number))),
    ];
    instance("Inventory_ItemOfComputer", values)
}

/// Puts so many instances into the repository: computers, the items of each, and what ties them together.
fn fill(repository: &Repository, items: usize) {
    let computers = items / ITEMS_OF_A_COMPUTER;
    let all =
        (0..computers).map(computer).chain((0..items).flat_map(|number| [item(number), association(number)]));
    let mut together = Vec::with_capacity(TOGETHER);
    let mut all = all.peekable();
    while all.peek().is_some() {
        together.clear();
        together.extend(all.by_ref().take(TOGETHER).map(|instance| Item {
            namespace: NAMESPACE.to_owned(),
            kind: ItemKind::Instance { instance, is_value: false },
        }));
        repository.compile(&together, &mut |_, _| {}).expect("the instances are stored");
    }
}

fn compile_schema(repository: &Repository, main: &Path) {
    let store = |program| {
        let compiled = compile(&program, repository, &Options::default()).expect("the classes are valid");
        let items: Vec<Item> = compiled.changes.iter().map(Item::from).collect();
        repository.compile(&items, &mut |_, _| {}).expect("the classes are stored");
    };
    store(load([read(main).expect("the file can be read")], &mut Files).expect("the schema is MOF"));
    store(load([Source::new("inventory.mof", CLASSES)], &mut NoIncludes).expect("the classes are MOF"));
}

/// The instances that were read a second, the best of three times.
fn rate_of(repository: &Repository, request: &Request, expected: usize) -> f64 {
    let mut best = f64::MAX;
    for _ in 0..3 {
        let start = Instant::now();
        assert_eq!(run(repository, request.clone()), expected);
        best = best.min(start.elapsed().as_secs_f64());
    }
    expected as f64 / best
}

/// Microseconds of the operation in the middle, and of the one of a hundred that takes longest.
fn latency(
    repository: &Repository,
    rounds: usize,
    request: impl Fn(usize) -> Request,
    expected: usize,
) -> (f64, f64) {
    let mut times: Vec<Duration> = Vec::with_capacity(rounds);
    for round in 0..rounds {
        let request = request(round);
        let start = Instant::now();
        let count = run(repository, request);
        times.push(start.elapsed());
        assert_eq!(count, expected);
    }
    (percentile(&mut times, 0.5), percentile(&mut times, 0.99))
}

fn query(text: String) -> Request {
    Request::QueryInstances { dialect: Text::from("WQL"), query: Text::from(text) }
}

fn measure(path: &Path, main: &Path, size: usize) {
    let repository = Repository::open(Location::File(path.to_owned())).expect("the repository opens");
    compile_schema(&repository, main);
    // An item and its association for each, and some computers.
    let items = size / (2 * ITEMS_OF_A_COMPUTER + 1) * ITEMS_OF_A_COMPUTER;
    let print =
        |metric: &str, value: f64, unit: &str| println!("inventory_{size}_{metric} {value:.2} {unit}");
    let start = Instant::now();
    fill(&repository, items);
    print("fill", size as f64 / start.elapsed().as_secs_f64(), "/s");
    let bytes = std::fs::metadata(path).expect("the file is there").len();
    print("file", bytes as f64 / size as f64, "bytes_per_instance");

    let some = |round: usize| round * 7919 % items;
    let (p50, p99) =
        latency(&repository, ROUNDS, |round| Request::GetInstance { instance: item_key(some(round)) }, 1);
    print("get_p50", p50, "us");
    print("get_p99", p99, "us");
    let request = Request::EnumerateInstances { class_name: Text::from("Inventory_Item"), keys_only: false };
    print("enumerate", rate_of(&repository, &request, items), "/s");
    let by = |property: &'static str, prefix: &'static str, width: usize| {
        move |round: usize| {
            let value = format!("{prefix}{:0width$}", some(round));
            query(format!("SELECT * FROM Inventory_Item WHERE {property} = '{value}'"))
        }
    };
    print(
        "query_by_key_p50",
        latency(&repository, ROUNDS, by("InstanceID", "inventory:item-", 0), 1).0,
        "us",
    );
    print(
        "query_by_indexed_property_p50",
        latency(&repository, ROUNDS, by("SerialNumber", "SN", 8), 1).0,
        "us",
    );
    print("query_by_unindexed_property_p50", latency(&repository, 5, by("PartNumber", "PN", 8), 1).0, "us");
    let computers = items / ITEMS_OF_A_COMPUTER;
    let associators = |round: usize| Request::AssociatorInstances {
        instance: computer_key(round % computers),
        association_class: Some(Text::from("Inventory_ItemOfComputer")),
        result_class: None,
        role: None,
        result_role: None,
        keys_only: false,
    };
    print("associators_of_50_p50", latency(&repository, ROUNDS, associators, ITEMS_OF_A_COMPUTER).0, "us");

    let (p50, _) =
        latency(&repository, 200, |round| Request::CreateInstance { instance: item(items + round) }, 1);
    print("create_p50", p50, "us");
    print("create_by_64_clients", create_together(&repository, items + 200), "/s");
}

/// Creates a second, of many clients at the same time.
fn create_together(repository: &Repository, first: usize) -> f64 {
    const EACH: usize = 50;
    let next = AtomicUsize::new(first);
    let start = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..WRITERS {
            scope.spawn(|| {
                for _ in 0..EACH {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    run(repository, Request::CreateInstance { instance: item(number) });
                }
            });
        }
    });
    (WRITERS * EACH) as f64 / start.elapsed().as_secs_f64()
}

fn main() {
    let Some(main) = dmtf_schema() else { return };
    let sizes = std::env::var("MI_BENCH_SIZES").unwrap_or_else(|_| SIZES.to_owned());
    for size in sizes.split(',') {
        let size: usize = size.trim().parse().expect("MI_BENCH_SIZES is numbers with commas between");
        let folder = match std::env::var_os("MI_BENCH_FOLDER") {
            Some(folder) => tempfile::tempdir_in(folder),
            None => tempfile::tempdir(),
        };
        let folder = folder.expect("a folder for the repository can be made");
        measure(&folder.path().join("repository.db"), &main, size);
    }
}
