//! How fast MOF is read and written: the DMTF schema where it is in the cache, else a schema made up here, and instances.
//!
//! Prints one line a metric: its name, its value, its unit.

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use mi::cim::{Class, ClassDeclaration, Error, Instance, QualifierType, Text, Value};
use mi::mof::{
    Catalog, ChangeKind, Compiled, EmptyCatalog, NoIncludes, Options, Source, compile, load, parse_source,
    read_bytes, read_objects, write_class, write_instance, write_qualifier_type,
};

fn main() {
    let schema = std::env::var_os("MI_DMTF_SCHEMA")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join(".cache/dmtf-schema"), PathBuf::from);
    let (what, sources) = match read_schema(&schema) {
        Some(sources) => ("dmtf", sources),
        None => ("made_up", made_up()),
    };
    let bytes: usize = sources.iter().map(|source| source.text().len()).sum();
    let parse = fastest(|| {
        for source in &sources {
            black_box(parse_source(Arc::clone(source)).expect("the schema is MOF"));
        }
    });
    let program = load(sources.iter().cloned(), &mut NoIncludes).expect("the schema is MOF");
    let options = Options::default();
    let type_it = fastest(|| {
        black_box(compile(&program, &EmptyCatalog, &options).expect("the schema is sound"));
    });
    println!("mof_{what}_files {} files", sources.len());
    println!("mof_{what}_size {:.2} MB", bytes as f64 / 1e6);
    println!("mof_{what}_parse {:.1} MB/s", bytes as f64 / 1e6 / parse.as_secs_f64());
    println!("mof_{what}_parse_and_resolve {:.1} ms", (parse + type_it).as_secs_f64() * 1e3);
    println!(
        "mof_{what}_parse_and_resolve_speed {:.1} MB/s",
        bytes as f64 / 1e6 / (parse + type_it).as_secs_f64()
    );
    read_instances();
    write_schema(what, &compile(&program, &EmptyCatalog, &options).expect("the schema is sound"));
    write_instances();
}

fn write_schema(what: &str, compiled: &Compiled) {
    let mut text = String::new();
    let written = fastest(|| {
        text.clear();
        for change in &compiled.changes {
            match &change.kind {
                ChangeKind::QualifierType(declared) => write_qualifier_type(&mut text, declared),
                ChangeKind::Class { class, .. } => write_class(&mut text, class, &|_: &Text| None),
                ChangeKind::Instance { instance, .. } => write_instance(&mut text, instance),
            }
            .expect("MOF says it");
        }
    });
    println!("mof_{what}_write {:.1} MB/s", text.len() as f64 / 1e6 / written.as_secs_f64());
}

/// An instance with ten properties as those of the C benchmarks, alone and behind others in a text; one with four of
/// them in it; one with a long text.
fn write_instances() {
    let plain = Arc::new(instance_of_ten());
    let mut holder = instance_of_ten();
    for number in 0..4 {
        let held = Value::Instance(Arc::new(instance_of_ten()));
        holder.add_value(&format!("Held{number}"), held).expect("the name is new");
    }
    let mut long = Instance::new("Bench_Long").expect("the name is legal");
    let text = "A line of a text that goes on and on, with \"quotes\" in it.\n".repeat(20_000);
    long.add_value("Text", Value::string(&text)).expect("the name is new");

    let mut text = String::new();
    let alone = each(200_000, || {
        text.clear();
        write_instance(&mut text, black_box(&plain)).expect("MOF says it");
    });
    println!("mof_write_instance_10_properties {:.2} M/s", 1e-6 / alone);
    let many = each(20, || {
        text.clear();
        for _ in 0..10_000 {
            write_instance(&mut text, black_box(&plain)).expect("MOF says it");
        }
    });
    println!("mof_write_instances_into_one_text {:.2} M/s", 1e-2 / many);
    let held = each(50_000, || {
        text.clear();
        write_instance(&mut text, black_box(&holder)).expect("MOF says it");
    });
    println!("mof_write_instance_with_4_in_it {:.2} M/s", 1e-6 / held);
    let long = each(20, || {
        text.clear();
        write_instance(&mut text, black_box(&long)).expect("MOF says it");
    });
    println!("mof_write_long_text {:.0} MB/s", text.len() as f64 / 1e6 / long);
}

fn instance_of_ten() -> Instance {
    let mut instance = Instance::new("Bench_Instance").expect("the name is legal");
    for (name, value) in [
        ("Name", Value::string("bench-instance")),
        ("Caption", Value::string("A caption")),
        ("Number", Value::Uint32(1_234_567)),
        ("Enabled", Value::Boolean(true)),
        ("Size", Value::Uint64(123_456_789_012)),
        ("State", Value::Uint16(2)),
        ("Level", Value::Sint32(-12)),
        ("Owner", Value::string("root")),
        ("Description", Value::string("An instance of ten properties")),
        ("Count", Value::Uint8(7)),
    ] {
        instance.add_value(name, value).expect("the names are distinct");
    }
    instance
}

/// Seconds that one run takes, in the fastest of several rounds of so many.
fn each(count: u32, mut run: impl FnMut()) -> f64 {
    let round = fastest(|| (0..count).for_each(|_| run()));
    round.as_secs_f64() / f64::from(count)
}

/// An instance of ten properties, as it is written by [`mi::mof::write_instance`].
const INSTANCE: &str =
    "instance of Bench_Thing\n{\n    Name = \"thing number 1\";\n    Caption = \"A thing to measure with\";
    Vendor = \"Example\";\n    Number = 17;\n    Size = 1234567890123;\n    Level = -5;\n    Enabled = True;
    Ratio = 2.5;\n    Changed = \"20260102030405.000006+060\";\n    Codes = {1, 2, 3};\n};\n\n";

const CLASS: &str =
    "class Bench_Thing { [Key] string Name; string Caption; string Vendor; uint32 Number; uint64 Size;
    sint16 Level; boolean Enabled; real64 Ratio; datetime Changed; uint16 Codes[]; };";

/// A catalog of one class.
struct One(Arc<Class>);

impl Catalog for One {
    fn qualifier_type(&self, _: &Text, _: &Text) -> Result<Option<Arc<QualifierType>>, Error> {
        Ok(None)
    }

    fn class(&self, _: &Text, _: &Text) -> Result<Option<Arc<Class>>, Error> {
        Ok(Some(Arc::clone(&self.0)))
    }

    fn class_declaration(&self, _: &Text, _: &Text) -> Result<Option<Arc<ClassDeclaration>>, Error> {
        Ok(None)
    }
}

fn read_instances() {
    let options = Options::default();
    let class = read_objects(Source::new("class.mof", CLASS), &mut NoIncludes, &EmptyCatalog, &options);
    let catalog = One(class.expect("the class is MOF").classes.remove(0));
    let read = |text: &str, expected: usize| {
        let read = read_bytes("bench.mof", text.as_bytes(), &mut NoIncludes, &catalog, &options);
        assert_eq!(black_box(read.expect("the instance is MOF")).instances.len(), expected);
    };
    const ROUNDS: u32 = 20_000;
    let per_second = |time: Duration, count: u32| f64::from(count) / time.as_secs_f64();
    let one = fastest(|| (0..ROUNDS).for_each(|_| read(INSTANCE, 1)));
    println!("mof_instance_read {:.0} /s", per_second(one, ROUNDS));
    let source = Source::new("bench.mof", INSTANCE);
    let from_source = fastest(|| {
        for _ in 0..ROUNDS {
            let read = read_objects(Arc::clone(&source), &mut NoIncludes, &catalog, &options);
            black_box(read.expect("the instance is MOF"));
        }
    });
    println!("mof_instance_read_from_source {:.0} /s", per_second(from_source, ROUNDS));
    let many = INSTANCE.repeat(10_000);
    println!("mof_instances_read {:.0} /s", per_second(fastest(|| read(&many, 10_000)), 10_000));
    // A directive makes the text one that is read the long way.
    let long = format!("#pragma locale(\"en_US\")\n{INSTANCE}");
    let long = fastest(|| (0..ROUNDS).for_each(|_| read(&long, 1)));
    println!("mof_instance_read_long {:.0} /s", per_second(long, ROUNDS));
    let held = "instance of Bench_Thing as $A { Name = \"held\"; };\n".to_owned() + &INSTANCE.repeat(10_000);
    println!("mof_instances_read_long {:.0} /s", per_second(fastest(|| read(&held, 10_001)), 10_001));
}

/// The time of the fastest of several runs.
fn fastest(mut run: impl FnMut()) -> Duration {
    let times = (0..15).map(|_| {
        let start = Instant::now();
        run();
        start.elapsed()
    });
    times.min().unwrap_or_default()
}

fn read_schema(folder: &Path) -> Option<Vec<Arc<Source>>> {
    if !folder.join("cim_schema_2.49.0.mof").is_file() {
        return None;
    }
    let files = walkdir::WalkDir::new(folder).sort_by_file_name();
    let files = files.into_iter().filter_map(Result::ok);
    let files = files.filter(|file| file.path().extension().is_some_and(|extension| extension == "mof"));
    // The main file only includes the others.
    let files = files.filter(|file| file.file_name() != "cim_schema_2.49.0.mof");
    Some(
        files
            .map(|file| {
                let bytes = std::fs::read(file.path()).expect("the file can be read");
                Source::decode(file.path().display().to_string(), &bytes).expect("the file is text")
            })
            .collect(),
    )
}

fn made_up() -> Vec<Arc<Source>> {
    let class = |number: usize| {
        let mut text =
            format!("[Description(\"Class {number} of a schema that is made up.\")]\nclass A{number} {{\n");
        for property in 0..20 {
            text += &format!(
                "  [Description(\"Property {property} of class {number}. What it holds is said here, \"\n    \
                 \"on more lines than one, as schemas do.\"),\n   ValueMap{{\"0\", \"1\", \"2..\"}}, \
                 Values{{\"Unknown\", \"Other\", \"Reserved\"}}]\n  uint16 Property{property} = {property};\n"
            );
        }
        Source::new(format!("a{number}.mof"), text + "};\n")
    };
    (0..1000).map(class).collect()
}
