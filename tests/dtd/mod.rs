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

    /// Fails where one of the documents is not valid; all are asked for at once, as a process takes longer than a document.
    pub fn assert_valid(&self, documents: &[String]) {
        let folder = tempfile::tempdir().unwrap();
        let mut command = Command::new("xmllint");
        command.args(["--noout", "--nonet", "--dtdvalid"]).arg(&self.0).current_dir(&folder);
        for (number, document) in documents.iter().enumerate() {
            let name = format!("{number}.xml");
            std::fs::write(folder.path().join(&name), document).unwrap();
            command.arg(name);
        }
        let output = command.output().unwrap();
        if !output.status.success() {
            let told = String::from_utf8_lossy(&output.stderr);
            let number = told.split('.').next().and_then(|number| number.parse::<usize>().ok());
            let document = number.and_then(|number| documents.get(number)).map_or("", String::as_str);
            let told: String = told.chars().take(4000).collect();
            panic!("{told}\n{}", document.chars().take(20_000).collect::<String>());
        }
    }
}
