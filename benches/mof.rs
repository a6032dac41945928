//! How fast MOF is read: the DMTF schema where it is in the cache, else a schema made up here.
//!
//! Prints one line a metric: its name, its value, its unit.

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use mi::mof::{EmptyCatalog, NoIncludes, Options, Source, compile, load, parse_source};

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
