//! What instances cost, measured as C programs use them: through their function table. Prints `metric value unit` lines.
//!
//! `benches/client.c` measures the same through the exported functions; this one needs no application.

use mi::abi::*;
use mi::cim::class::ClassFlags;
use mi::cim::{Class, ClassDeclaration, ElementFlags, Instance, Property, Text, Type, Value};
use mi::object::factories::new_instance;
use mi::object::instance::{InstanceView, instance_to_c};
use mi::object::tables::INSTANCE_FT;

const ROUNDS: usize = 9;

/// Texts that C can read.
struct Names {
    class: Text,
    elements: Vec<Text>,
    value: Text,
}

fn pointer(text: &Text) -> *const MI_Char {
    text.as_ptr().cast()
}

/// Nanoseconds that this thread has run: what other programs do meanwhile does not count.
#[cfg(unix)]
fn processor_time() -> f64 {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the clock exists, and the time may be written.
    unsafe { libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, &mut time) };
    time.tv_sec as f64 * 1e9 + time.tv_nsec as f64
}

/// Nanoseconds since the first call.
#[cfg(not(unix))]
fn processor_time() -> f64 {
    static START: std::sync::LazyLock<std::time::Instant> = std::sync::LazyLock::new(std::time::Instant::now);
    START.elapsed().as_nanos() as f64
}

/// Nanoseconds that one call takes: the median of several rounds.
fn nanoseconds(calls: usize, mut call: impl FnMut()) -> f64 {
    let mut rounds: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let start = processor_time();
            (0..calls).for_each(|_| call());
            (processor_time() - start) / calls as f64
        })
        .collect();
    rounds.sort_by(f64::total_cmp);
    rounds[ROUNDS / 2]
}

fn new_instance_of_ten(names: &Names) -> *mut MI_Instance {
    let mut instance = std::ptr::null_mut();
    let add = INSTANCE_FT.AddElement.expect("the table is whole");
    // SAFETY: texts that live, and values of their types.
    unsafe {
        new_instance(pointer(&names.class), std::ptr::null(), &mut instance).expect("a legal name");
        for (index, name) in names.elements.iter().enumerate() {
            let (value, kind) = match index % 3 {
                0 => (MI_Value { string: pointer(&names.value).cast_mut() }, MI_STRING),
                _ => (MI_Value { uint32: index as u32 }, MI_UINT32),
            };
            assert_eq!(add(instance, pointer(name), &value, kind, 0), MI_RESULT_OK);
        }
    }
    instance
}

fn delete(instance: *mut MI_Instance) {
    // SAFETY: a live instance.
    unsafe { INSTANCE_FT.Delete.expect("the table is whole")(instance) };
}

fn clone(instance: *const MI_Instance) -> *mut MI_Instance {
    let mut copy = std::ptr::null_mut();
    // SAFETY: a live instance.
    unsafe { INSTANCE_FT.Clone.expect("the table is whole")(instance, &mut copy) };
    copy
}

/// An instance as an enumeration brings it: four texts and three numbers, in the order of its class.
fn enumerated(class: &std::sync::Arc<Class>, number: u32) -> std::sync::Arc<Instance> {
    let mut instance = Instance::of_class_with_room(class, 80);
    instance.set_namespace(Some(class.namespace().expect("a namespace").clone()));
    for (index, property) in class.properties().iter().enumerate() {
        let value = match property.kind {
            Type::String => Value::string("a short text"),
            _ => Value::Uint32(number),
        };
        instance.set(index, property.kind, Some(value.as_value_ref())).expect("a value of its type");
    }
    std::sync::Arc::new(instance)
}

fn class_of_seven() -> std::sync::Arc<Class> {
    let properties = (0..7).map(|index| Property {
        name: Text::from(format!("Property{index}")),
        kind: if index % 2 == 0 { Type::String } else { Type::Uint32 },
        array_size: None,
        reference_class: None,
        flags: ElementFlags::PROPERTY,
        qualifiers: Vec::new(),
        default: None,
        origin: Text::from("Bench_Item"),
        propagator: Text::from("Bench_Item"),
    });
    let declaration = ClassDeclaration {
        name: Text::from("Bench_Item"),
        properties: properties.collect(),
        flags: ClassFlags::CLASS,
        ..ClassDeclaration::default()
    };
    std::sync::Arc::new(Class::new(declaration, None).in_namespace(Some(Text::from("root/bench")), None))
}

/// Bytes of the heap that are in use.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
fn heap_in_use() -> usize {
    // SAFETY: has no precondition.
    unsafe { libc::mallinfo2() }.uordblks
}

#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
fn heap_in_use() -> usize {
    0
}

fn print(metric: &str, value: f64, unit: &str) {
    println!("{metric:<44} {value:>14.3} {unit}");
}

fn measure_times(names: &Names) {
    let new = nanoseconds(100_000, || delete(new_instance_of_ten(names)));
    print("table_new_instance_10_elements_delete", 1e3 / new, "M/s");
    let sample = new_instance_of_ten(names);
    print("table_clone_delete_10_elements", 1e3 / nanoseconds(200_000, || delete(clone(sample))), "M/s");
    let shared = instance_to_c(enumerated(&class_of_seven(), 1));
    print("table_clone_delete_shared", 1e3 / nanoseconds(200_000, || delete(clone(shared))), "M/s");
    delete(shared);
    let (get, get_at) = (INSTANCE_FT.GetElement.expect("whole"), INSTANCE_FT.GetElementAt.expect("whole"));
    let set = INSTANCE_FT.SetElement.expect("whole");
    let (mut value, mut kind) = (MI_Value { uint64: 0 }, 0);
    let none = std::ptr::null_mut();
    let name = pointer(&names.elements[7]);
    // SAFETY: a live instance and out-parameters, here and below.
    let by_name = || unsafe {
        get(sample, name, &mut value, &mut kind, none, none);
    };
    print("table_get_element_by_name", nanoseconds(1_000_000, by_name), "ns");
    let (mut value, mut kind, mut found) = (MI_Value { uint64: 0 }, 0, std::ptr::null());
    // SAFETY: as above.
    let by_index = || unsafe {
        get_at(sample, 7, &mut found, &mut value, &mut kind, none);
    };
    print("table_get_element_by_index", nanoseconds(1_000_000, by_index), "ns");
    let (name, text) = (pointer(&names.elements[9]), Text::from("another short text"));
    let value = MI_Value { string: pointer(&text).cast_mut() };
    // SAFETY: as above.
    let set_string = || unsafe {
        set(sample, name, &value, MI_STRING, 0);
    };
    print("table_set_element_string", nanoseconds(1_000_000, set_string), "ns");
    delete(sample);
    let class = class_of_seven();
    let (one, other) = (enumerated(&class, 1), enumerated(&class, 2));
    let mut view = InstanceView::new(std::sync::Arc::clone(&one));
    let mut turn = false;
    let show = nanoseconds(1_000_000, || {
        turn = !turn;
        view.show(std::sync::Arc::clone(if turn { &one } else { &other }));
    });
    print("view_shows_next", show, "ns");
}

fn measure_memory(names: &Names) {
    const COUNT: usize = 20_000;
    let mut held = Vec::with_capacity(COUNT);
    let before = heap_in_use();
    held.extend((0..COUNT).map(|_| new_instance_of_ten(names)));
    print("table_held_dynamic_10_elements", (heap_in_use() - before) as f64 / COUNT as f64, "bytes");
    held.drain(..).for_each(delete);
    let class = class_of_seven();
    let before = heap_in_use();
    held.extend((0..COUNT).map(|number| {
        let view = InstanceView::new(enumerated(&class, number as u32));
        let shown = view.as_ptr();
        clone(shown)
    }));
    print("table_held_enumerated_7_elements", (heap_in_use() - before) as f64 / COUNT as f64, "bytes");
    held.drain(..).for_each(delete);
}

fn main() {
    let names = Names {
        class: Text::from("Bench_Item"),
        elements: [
            "Name", "Caption", "Number", "Size", "Enabled", "Ratio", "State", "Text", "Owner", "Level",
        ]
        .map(Text::from)
        .to_vec(),
        value: Text::from("a short text"),
    };
    measure_times(&names);
    measure_memory(&names);
}
