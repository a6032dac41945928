//! How fast CIM-XML is read: short instances with and without their class, and a large document of classes.
//!
//! Prints one line a metric: its name, its value, its unit.

use std::fmt::Write;
use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use mi::cim::schema::{Catalog, EmptyCatalog};
use mi::cim::{Class, ClassDeclaration, Error, QualifierType, Text, name};
use mi::cimxml::{ReadOptions, read_class, read_document, read_instance};
use mi::xml::{Limits, Reader, Token};

const ROUNDS: usize = 15;
const COUNT: usize = 50_000;

/// The properties of the instance that is read, with their types and values.
const PROPERTIES: [(&str, &str, &str); 10] = [
    ("Name", "string", "alpha"),
    ("Caption", "string", "A computer of the test"),
    ("Processors", "uint32", "16"),
    ("Memory", "uint64", "68719476736"),
    ("InUse", "boolean", "true"),
    ("Load", "real64", "2.5000000000000000e+00"),
    ("Installed", "datetime", "20260102030405.000006+060"),
    ("Vendor", "string", "Somebody &amp; Sons"),
    ("Slots", "uint16", "8"),
    ("Status", "string", "OK"),
];

fn main() {
    let text = instance(PROPERTIES);
    let mut reversed = PROPERTIES;
    reversed.reverse();
    let backwards = instance(reversed);
    let known = Known(class());
    let options = ReadOptions { namespace: Some(Text::from("root/bench")), ..ReadOptions::default() };
    println!("cimxml_instance_size {} bytes", text.len());
    per_second("xml_tokens_of_10_properties", || tokens(&text));
    per_second("cimxml_read_10_properties_of_class", || {
        read_instance(&text, &known, &options).expect("it is an instance").end
    });
    per_second("cimxml_read_10_properties_of_class_backwards", || {
        read_instance(&backwards, &known, &options).expect("it is an instance").end
    });
    per_second("cimxml_read_10_properties", || {
        read_instance(&text, &EmptyCatalog, &options).expect("it is an instance").end
    });
    let classes = classes(2_000);
    let megabytes = classes.len() as f64 / 1e6;
    println!("cimxml_classes_size {megabytes:.2} MB");
    let speed = |name: &str, time: Duration| println!("{name} {:.1} MB/s", megabytes / time.as_secs_f64());
    speed("xml_tokens_of_classes", fastest(1, || tokens(&classes)));
    let read = || read_document(&classes, &EmptyCatalog, &options).expect("they are classes").classes.len();
    speed("cimxml_read_classes", fastest(1, read));
}

/// What is known besides the text: one class.
struct Known(Arc<Class>);

impl Catalog for Known {
    fn qualifier_type(&self, _: &Text, _: &Text) -> Result<Option<Arc<QualifierType>>, Error> {
        Ok(None)
    }

    fn class(&self, _: &Text, wanted: &Text) -> Result<Option<Arc<Class>>, Error> {
        Ok(name::eq_names(self.0.name(), wanted).then(|| Arc::clone(&self.0)))
    }

    fn class_declaration(&self, _: &Text, _: &Text) -> Result<Option<Arc<ClassDeclaration>>, Error> {
        Ok(None)
    }
}

fn instance(properties: [(&str, &str, &str); 10]) -> String {
    let mut text = String::from("<INSTANCE CLASSNAME=\"Bench_Computer\">");
    for (name, kind, value) in properties {
        write!(text, "<PROPERTY NAME=\"{name}\" TYPE=\"{kind}\"><VALUE>{value}</VALUE></PROPERTY>")
            .expect("a text takes it");
    }
    text + "</INSTANCE>"
}

fn class() -> Arc<Class> {
    let mut text = String::from("<CLASS NAME=\"Bench_Computer\">");
    for (name, kind, _) in PROPERTIES {
        write!(text, "<PROPERTY NAME=\"{name}\" TYPE=\"{kind}\"/>").expect("a text takes it");
    }
    let read = read_class(&(text + "</CLASS>"), &EmptyCatalog, &ReadOptions::default());
    read.expect("it is a class").object
}

fn classes(count: usize) -> String {
    let mut text = String::from("<CIM CIMVERSION=\"2.6.0\" DTDVERSION=\"2.3.1\"><DECLARATION><DECLGROUP>");
    for number in 0..count {
        write!(text, "<VALUE.OBJECT><CLASS NAME=\"Bench_{number}\"><QUALIFIER NAME=\"Description\" TYPE=\"string\" TRANSLATABLE=\"true\">\
            <VALUE>Class {number} of a schema that is made up.</VALUE></QUALIFIER>").expect("a text takes it");
        for property in 0..20 {
            write!(
                text,
                "<PROPERTY NAME=\"Property{property}\" TYPE=\"uint16\" CLASSORIGIN=\"Bench_{number}\"><QUALIFIER NAME=\"Description\" \
                 TYPE=\"string\" TRANSLATABLE=\"true\"><VALUE>Property {property} of class {number}. What it holds is said here, on \
                 more lines than one, as schemas do.</VALUE></QUALIFIER><QUALIFIER NAME=\"ValueMap\" TYPE=\"string\"><VALUE.ARRAY>\
                 <VALUE>0</VALUE><VALUE>1</VALUE><VALUE>2..</VALUE></VALUE.ARRAY></QUALIFIER><VALUE>{property}</VALUE></PROPERTY>"
            )
            .expect("a text takes it");
        }
        text += "</CLASS></VALUE.OBJECT>";
    }
    text + "</DECLGROUP></DECLARATION></CIM>"
}

/// The tokens of a text, counted.
fn tokens(text: &str) -> usize {
    let mut reader = Reader::new(text, Limits::default());
    let mut count = 0;
    while reader.next_token().expect("it is well-formed") != Token::Eof {
        count += 1;
    }
    count
}

fn per_second(name: &str, read: impl FnMut() -> usize) {
    println!("{name} {:.0} 1/s", COUNT as f64 / fastest(COUNT, read).as_secs_f64());
}

/// The time that it takes to read so often, in the fastest of several rounds.
fn fastest(count: usize, mut read: impl FnMut() -> usize) -> Duration {
    let times = (0..ROUNDS).map(|_| {
        let start = Instant::now();
        for _ in 0..count {
            black_box(read());
        }
        start.elapsed()
    });
    times.min().unwrap_or_default()
}
