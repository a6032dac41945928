//! Holds documents against the DTD of CIM-XML, DSP0203 2.3.1.
//!
//! It is not part of the project. `tests/fetch-dmtf-schema.sh` fetches it with the DMTF schema; where it or `xmllint` is not, the
//! tests that ask say so and pass.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const DTD: &str = "DSP0203_2.3.1.dtd";

/// The DTD, and a program that knows it.
pub struct Dtd(PathBuf);

impl Dtd {
    /// The DTD, where it and `xmllint` are.
    pub fn find() -> Option<Dtd> {
        let folder = std::env::var_os("MI_DMTF_SCHEMA")
            .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join(".cache/dmtf-schema"), PathBuf::from);
        let dtd = folder.join(DTD);
        let version = Command::new("xmllint").arg("--version").stderr(Stdio::null()).status();
        let lacking = if !dtd.is_file() {
            format!("{} is not there; run tests/fetch-dmtf-schema.sh", dtd.display())
        } else if !version.is_ok_and(|status| status.success()) {
            "xmllint is not there; run tools/setup.sh".to_owned()
        } else {
            return Some(Dtd(dtd));
        };
        // Past the test harness, which would keep the line to itself.
        let _ = writeln!(std::io::stderr(), "skipped: {lacking}");
        None
    }

    /// What is wrong with the documents. They are asked for at once, as a process takes longer than a document.
    pub fn check(&self, documents: &[String]) -> Result<(), String> {
        let folder = tempfile::tempdir().unwrap();
        let mut command = Command::new("xmllint");
        command.args(["--noout", "--nonet", "--dtdvalid"]).arg(&self.0).current_dir(&folder);
        for (number, document) in documents.iter().enumerate() {
            let name = format!("{number}.xml");
            std::fs::write(folder.path().join(&name), document).unwrap();
            command.arg(name);
        }
        let output = command.output().unwrap();
        if output.status.success() {
            return Ok(());
        }
        let told: String = String::from_utf8_lossy(&output.stderr).chars().take(4000).collect();
        // Each line begins with the name of the file.
        let first = told.split('.').next().and_then(|number| documents.get(number.parse::<usize>().ok()?));
        let first: String = first.into_iter().flat_map(|document| document.chars().take(20_000)).collect();
        Err(format!("{told}\n{first}"))
    }
}
