//! Writes `include/mi.h` from the Rust declarations; with `--check`, says how the committed file differs.
//!
//! The compiler expands the declarations (functions come from macros), cbindgen turns them into C, and `finish` adds what
//! cbindgen can't know: calling conventions, the names that C code uses for structures, text constants.

mod annotations;
mod declarations;
mod expand;
mod finish;

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use declarations::Declarations;

const HEADER: &str = "include/mi.h";

fn main() -> ExitCode {
    let check = match std::env::args().nth(1).as_deref() {
        None => false,
        Some("--check") => true,
        Some(other) => {
            eprintln!("generate-header: unknown argument {other}; the only one is --check");
            return ExitCode::from(2);
        }
    };
    match run(check) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(message) => {
            eprintln!("generate-header: {message}");
            ExitCode::FAILURE
        }
    }
}

/// Generates the header, then writes it or compares it. False where it differs from the committed one.
fn run(check: bool) -> Result<bool, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let header = generate(&root)?;
    let path = root.join(HEADER);
    let committed = fs::read_to_string(&path).unwrap_or_default();
    if committed == header {
        return Ok(true);
    }
    if !check {
        fs::write(&path, header).map_err(|error| format!("{HEADER} can't be written: {error}"))?;
        println!("{HEADER} is written");
        return Ok(true);
    }
    println!("{HEADER} is stale; `make header` writes it again. It would change so:");
    print!("{}", difference(&committed, &header));
    Ok(false)
}

fn generate(root: &Path) -> Result<String, String> {
    let source = expand::expand(&root.join("tools/generate-header/declarations.rs"))?;
    let declarations = Declarations::read(&source)?;
    let config = declarations.configure(cbindgen::Config::from_file(root.join("cbindgen.toml"))?);

    let folder = expand::scratch_folder(root)?;
    let path = folder.join("expanded.rs");
    fs::write(&path, &source).map_err(|error| format!("{} can't be written: {error}", path.display()))?;
    let bindings = cbindgen::Builder::new()
        .with_config(config)
        .with_src(&path)
        .generate()
        .map_err(|error| format!("cbindgen: {error}"))?;
    let mut text = Vec::new();
    bindings.write(&mut text);
    let text = String::from_utf8(text).map_err(|error| format!("cbindgen wrote no UTF-8: {error}"))?;
    finish::finish(&text, &declarations)
}

/// The lines from the first difference to the last, each side's with a sign before it.
fn difference(old: &str, new: &str) -> String {
    let old: Vec<&str> = old.lines().collect();
    let new: Vec<&str> = new.lines().collect();
    let before = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let after = old[before..]
        .iter()
        .rev()
        .zip(new[before..].iter().rev())
        .take_while(|(old, new)| old == new)
        .count();
    let mut text = format!("@@ line {} @@\n", before + 1);
    for (sign, lines) in [('-', &old[before..old.len() - after]), ('+', &new[before..new.len() - after])] {
        for line in lines {
            text.push(sign);
            text.push_str(line);
            text.push('\n');
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::difference;

    #[test]
    fn difference_shows_both_sides_of_what_changed() {
        assert_eq!(difference("a\nb\nc\n", "a\nx\ny\nc\n"), "@@ line 2 @@\n-b\n+x\n+y\n");
    }
}
