//! How fast CIM-XML is written: short instances, and the classes of a schema.
//!
//! Prints one line a metric: its name, its value, its unit.

use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;

use mi::cim::{Class, Datetime, ElementFlags, Instance, Value};
use mi::cimxml::{WriteOptions, write_class, write_instance, write_instance_with_classes};

const ROUNDS: usize = 9;
const COUNT: usize = 200_000;

fn main() {
    let short = short_instance();
    let class = Arc::new(Class::of_elements(&short));
    let typed = of_class(&class, &short);
    let options = WriteOptions { modified: true, ..WriteOptions::default() };
    let put = |instance: &Instance| {
        let mut out = String::new();
        per_second(move |instance: &Instance| write_instance(emptied(&mut out), instance, options), instance)
    };
    metric("cimxml_write_10_properties", put(&short));
    metric("cimxml_write_10_properties_of_class", put(&typed));
    metric("cimxml_write_10_texts_with_markup", put(&filled(|_| Value::string("a <short> \"text\""))));
    metric("cimxml_write_10_reals", put(&filled(|number| Value::Real64(number as f64 / 7.0))));
    let datetime: Datetime = "20261121084409.123456-060".parse().expect("it is a datetime");
    metric("cimxml_write_10_datetimes", put(&filled(|_| Value::Datetime(datetime))));
    let inner = Arc::new(short.clone());
    metric("cimxml_write_10_embedded_instances", put(&filled(|_| Value::Instance(Arc::clone(&inner)))));
    let mut out = String::new();
    let with_class = per_second(
        |instance: &Instance| write_instance_with_classes(emptied(&mut out), instance, options),
        &typed,
    );
    metric("cimxml_write_10_properties_with_class", with_class);
    let class = per_second(|class: &Class| write_class(emptied(&mut out), class, options), &*class);
    metric("cimxml_write_class_of_10_properties", class);
}

fn emptied(out: &mut String) -> &mut String {
    out.clear();
    out
}

fn metric(name: &str, per_second: f64) {
    println!("{name} {per_second:.0} 1/s");
}

/// How often a second something is done, in the best of several rounds.
fn per_second<T: ?Sized, E: std::fmt::Debug>(mut put: impl FnMut(&T) -> Result<(), E>, object: &T) -> f64 {
    let rounds = (0..ROUNDS).map(|_| {
        let start = Instant::now();
        for _ in 0..COUNT {
            put(black_box(object)).expect("it has a form");
        }
        COUNT as f64 / start.elapsed().as_secs_f64()
    });
    rounds.fold(0.0, f64::max)
}

const NAMES: [&str; 10] =
    ["Name", "Caption", "Number", "Size", "Enabled", "Ratio", "State", "Text", "Owner", "Level"];

fn filled(value: impl Fn(u32) -> Value) -> Instance {
    let mut instance = Instance::new("Bench_Thing").expect("the name is legal");
    for (number, name) in NAMES.into_iter().enumerate() {
        let value = value(number as u32);
        let flags = if number == 0 { ElementFlags::KEY } else { ElementFlags::empty() };
        let added = instance.add(name, value.value_type(), Some(value.as_value_ref()), flags);
        added.expect("the names are legal and distinct");
    }
    instance
}

/// Four short texts and six small numbers.
fn short_instance() -> Instance {
    filled(|number| if number % 3 == 0 { Value::string("a short text") } else { Value::Uint32(number) })
}

/// An instance of this class with these values.
fn of_class(class: &Arc<Class>, values: &Instance) -> Instance {
    let mut instance = Instance::of_class(class);
    for (index, element) in values.elements().enumerate() {
        instance.set(index, element.kind, element.value).expect("the types are the class's");
    }
    instance
}
