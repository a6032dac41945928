//! Another implementation: what this library writes, pywbem reads, and what pywbem makes of it, this library reads as the same.
//!
//! `tests/pywbem/fetch.sh` fetches pywbem into `.cache/pywbem`; where it is not, these tests say so and pass.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Mutex;

use mi::cim::Text;
use mi::cim::schema::EmptyCatalog;
use mi::cimxml::{ReadOptions, read_class, read_document, write_class, write_qualifier_type};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::Value as Json;

use crate::build::Schema;
use crate::compare::{self, Compared};
use crate::mof;
use crate::spec::{InstanceSpec, NAMESPACE, PYWBEM, SchemaSpec};
use crate::strategies::{self, config};
use crate::xml::{self, OWN_ELEMENTS};

/// A process of Python that reads and writes elements.
struct Peer {
    process: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Peer {
    fn start() -> Option<Peer> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        // What lies there for the system that builds is none for Wine, which would start it.
        let python =
            root.join(".cache/pywbem").join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
        if !python.is_file() {
            // Past the test harness, which would keep the line to itself.
            let _ = writeln!(
                std::io::stderr(),
                "skipped: pywbem is not in {}; run tests/pywbem/fetch.sh",
                root.join(".cache/pywbem").display()
            );
            return None;
        }
        let mut process = Command::new(python)
            .args(["-W", "ignore"])
            .arg(root.join("tests/pywbem/peer.py"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let (input, output) = (process.stdin.take().unwrap(), process.stdout.take().unwrap());
        Some(Peer { process, input, output: BufReader::new(output) })
    }

    /// What pywbem makes of an element.
    fn echo(&mut self, text: &str) -> Result<String, String> {
        let mut elements = self.elements(text)?;
        elements.pop().ok_or_else(|| format!("pywbem: nothing\n{text}"))
    }

    /// The elements that pywbem makes of a text.
    fn elements(&mut self, text: &str) -> Result<Vec<String>, String> {
        writeln!(self.input, "{}", Json::from(text)).unwrap();
        let mut line = String::new();
        self.output.read_line(&mut line).unwrap();
        let answer: Json = serde_json::from_str(&line).unwrap();
        match &answer["xml"] {
            Json::Array(elements) => {
                Ok(elements.iter().filter_map(Json::as_str).map(str::to_owned).collect())
            }
            _ => Err(format!("pywbem: {}\n{text}", answer["error"])),
        }
    }
}

impl Drop for Peer {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn options() -> ReadOptions {
    ReadOptions { namespace: Some(Text::from(NAMESPACE)), server_name: None, class_required: true }
}

/// That an element survives the peer, and the reading of what the peer writes.
fn survives(peer: &mut Peer, text: &str, read_and_compare: impl FnOnce(&str) -> Compared) -> Compared {
    let echoed = peer.echo(text)?;
    read_and_compare(&echoed).map_err(|difference| format!("{difference}\n{text}\n{echoed}"))
}

fn schema_survives(peer: &mut Peer, spec: &SchemaSpec) -> Compared {
    let schema = Schema::build(spec, PYWBEM);
    for declared in &schema.qualifier_types {
        let mut text = String::new();
        write_qualifier_type(&mut text, declared).unwrap();
        survives(peer, &text, |echoed| {
            let document = read_document(echoed, &schema, &options()).map_err(|error| error.to_string())?;
            compare::qualifier_types(declared, &document.qualifier_types[0].1)
        })?;
    }
    for class in &schema.classes {
        let mut text = String::new();
        write_class(&mut text, class, OWN_ELEMENTS).unwrap();
        survives(peer, &text, |echoed| {
            let found = read_class(echoed, &schema, &options()).map_err(|error| error.to_string())?;
            compare::classes(class, &found.object)
        })?;
    }
    Ok(())
}

fn instance_survives(peer: &mut Peer, schema: &SchemaSpec, spec: &InstanceSpec) -> Compared {
    let schema = Schema::build(schema, PYWBEM);
    let Some(instance) = schema.instance(spec) else { return Ok(()) };
    survives(peer, &xml::instance_text(&instance), |echoed| {
        compare::instances(&instance, &xml::read_one(echoed, &schema)?)
    })
}

/// MOF with what both compilers know; pywbem has no embedded instances in it, and leaves the quotes around a char16.
const COMMON: &str = r#"
Qualifier Association : boolean = false, Scope(association), Flavor(DisableOverride, ToSubclass);
Qualifier Description : string = null, Scope(any), Flavor(EnableOverride, ToSubclass, Translatable);
Qualifier In : boolean = true, Scope(parameter), Flavor(DisableOverride, ToSubclass);
Qualifier Key : boolean = false, Scope(property, reference), Flavor(DisableOverride, ToSubclass);
Qualifier Out : boolean = false, Scope(parameter), Flavor(DisableOverride, ToSubclass);
Qualifier Override : string = null, Scope(property, reference, method), Flavor(EnableOverride, Restricted);
Qualifier ValueMap : string[], Scope(property), Flavor(EnableOverride, ToSubclass);
[Description("A \"base\" of all. It has a text that is so long that it is written in several pieces, one behind the other.")]
class Common_Base {
    [Key] string Name;
    [ValueMap{"1", "2..", "\\"}] uint8 Kind = 2;
    uint32 Do([In] sint64 Much, [In(false), Out] string What[]);
};
class Common_Thing : Common_Base {
    [Override("Kind"), Description("One.")] uint8 Kind = 1;
    boolean Is = true; datetime When; real32 Part = 0.1; real64 Whole = -1.5e300;
    sint8 Less = -128; uint64 Most = 18446744073709551615; string Texts[] = {"a", "b\n\t\"c\""}; uint16 Few[3];
};
[Association] class Common_Link { [Key] Common_Base REF Left; [Key] Common_Thing REF Right; };
instance of Common_Thing { Name = "a \\ b"; When = "20240517000000.000000+120"; Few = {1, 2}; };
instance of Common_Link { Left = "Common_Thing.Name=\"a\""; Right = "Common_Thing.Name=\"b\""; };
"#;

#[test]
fn mof_that_is_written_survives_the_compiler_of_pywbem() {
    let Some(mut peer) = Peer::start() else { return };
    let objects = mof::read(COMMON, &EmptyCatalog).unwrap();
    let schema =
        Schema { qualifier_types: objects.qualifier_types, classes: objects.classes, language: PYWBEM };
    let mut text = mof::schema_text(&schema);
    for instance in &objects.instances {
        text += &mof::instance_text(instance);
    }
    let elements = peer.elements(&text).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(elements.len(), schema.classes.len() + objects.instances.len());
    let (classes, instances) = elements.split_at(schema.classes.len());
    for (class, element) in schema.classes.iter().zip(classes) {
        let read =
            read_class(element, &schema, &options()).unwrap_or_else(|error| panic!("{error}\n{element}"));
        compare::classes(class, &read.object).unwrap_or_else(|difference| panic!("{difference}\n{element}"));
    }
    for (instance, element) in objects.instances.iter().zip(instances) {
        let read = xml::read_one(element, &schema).unwrap_or_else(|error| panic!("{error}\n{element}"));
        compare::instances(instance, &read).unwrap_or_else(|difference| panic!("{difference}\n{element}"));
    }
}

#[test]
fn schemas_survive_pywbem() {
    let Some(peer) = Peer::start() else { return };
    let peer = Mutex::new(peer);
    let tried = TestRunner::new(config()).run(&strategies::schema(), |spec| {
        schema_survives(&mut peer.lock().unwrap(), &spec).map_err(TestCaseError::fail)
    });
    tried.unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn instances_survive_pywbem() {
    let Some(peer) = Peer::start() else { return };
    let peer = Mutex::new(peer);
    let both = (strategies::schema(), strategies::instance());
    let tried = TestRunner::new(config()).run(&both, |(schema, spec)| {
        instance_survives(&mut peer.lock().unwrap(), &schema, &spec).map_err(TestCaseError::fail)
    });
    tried.unwrap_or_else(|error| panic!("{error}"));
}
