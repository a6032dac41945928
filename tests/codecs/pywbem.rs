//! Another implementation: what this library writes, pywbem reads, and what pywbem makes of it, this library reads as the same.
//!
//! `tests/pywbem/fetch.sh` fetches pywbem into `.cache/pywbem`; where it is not, these tests say so and pass.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Mutex;

use mi::cim::Text;
use mi::cimxml::{ReadOptions, read_class, read_document, write_class, write_qualifier_type};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::Value as Json;

use crate::build::Schema;
use crate::compare::{self, Compared};
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
        let python = root.join(".cache/pywbem/bin/python");
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
        writeln!(self.input, "{}", Json::from(text)).unwrap();
        let mut line = String::new();
        self.output.read_line(&mut line).unwrap();
        let answer: Json = serde_json::from_str(&line).unwrap();
        match &answer["xml"] {
            Json::String(xml) => Ok(xml.clone()),
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
