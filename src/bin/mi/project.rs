//! `mi new-provider`: a project for a new provider, made from MOF.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use mi::cim::{Class, Error, QualifierType, Status, Text, name};
use mi::engine::DEFAULT_NAMESPACE;
use mi::mof::{self, ChangeKind, EmptyCatalog, Options};
use mi::project::{self, File, Owner, Plan};
use serde_json::json;

use crate::arguments::{Common, Language, NewProvider};
use crate::compile::{FileLoader, files, read};
use crate::failure::Failure;
use crate::output::Output;

/// Makes a project, or makes what is generated of one anew.
pub fn new_provider(common: &Common, wanted: &NewProvider, output: &mut Output) -> Result<(), Failure> {
    let namespace = common.namespace.as_deref().unwrap_or(DEFAULT_NAMESPACE);
    let namespace = name::namespace(namespace).map_err(|error| Failure::Arguments(error.to_string()))?;
    let folder = &wanted.folder;
    let of_folder = std::path::absolute(folder).map_err(|error| cannot(folder, &error))?;
    let of_folder = of_folder.file_name().map(|name| name.to_string_lossy().into_owned());
    let name = wanted.name.clone().or(of_folder).unwrap_or_default();

    let schema = compile(&wanted.from, &namespace, output)?;
    let find = |wanted: &Text| schema.classes.get(&wanted.to_string().to_lowercase()).cloned();
    let served: Vec<Text> = wanted.class.iter().map(|class| Text::from(class.as_str())).collect();
    let plan = Plan::new(&name, namespace, &served, &find)?;
    let files = match wanted.language {
        Language::C => project::c::files(&plan),
        Language::Rust => project::rust::files(&plan, &schema.mof(&plan)?, &crate_source(wanted)?),
    };
    let (written, kept) = write(folder, &files, wanted.force)?;
    let mut sentence = format!("Wrote {written} files into {}.", folder.display());
    if kept > 0 {
        sentence.push_str(&format!(" Left {kept} as they were, which are yours."));
    }
    let object = json!({ "folder": folder, "written": written, "kept": kept, "classes": plan.parts.len() });
    Ok(output.done(&sentence, object)?)
}

/// What MOF files declare.
struct Schema {
    /// By their names in lower case.
    classes: HashMap<String, Arc<Class>>,
    qualifier_types: Vec<Arc<QualifierType>>,
}

impl Schema {
    /// The classes of a plan in MOF, with the qualifiers that the files declare.
    fn mof(&self, plan: &Plan) -> Result<String, Error> {
        let find = |wanted: &Text| {
            self.qualifier_types.iter().find(|known| name::eq_names(&known.name, wanted)).cloned()
        };
        let mut text = String::new();
        for declared in &self.qualifier_types {
            mof::write_qualifier_type(&mut text, declared)?;
            text.push('\n');
        }
        for part in &plan.parts {
            mof::write_class(&mut text, &part.class, &find)?;
            text.push('\n');
        }
        text.pop();
        Ok(text)
    }
}

/// Where a project in Rust finds the crate.
fn crate_source(wanted: &NewProvider) -> Result<project::rust::Source, Failure> {
    match &wanted.mi_path {
        None => Ok(project::rust::Source::Version(env!("CARGO_PKG_VERSION").to_owned())),
        Some(path) => {
            let found = dunce::canonicalize(path)
                .map_err(|error| Failure::Arguments(format!("'{}': {error}.", path.display())))?;
            Ok(project::rust::Source::Path(found.display().to_string()))
        }
    }
}

fn compile(paths: &[PathBuf], namespace: &Text, output: &mut Output) -> Result<Schema, Failure> {
    let refused = |errors: &mof::Errors| {
        Failure::from(Error::new(errors.status(), format!("No project was made.\n{errors}")))
    };
    let mut sources = Vec::new();
    for file in files(paths, &["mof"])? {
        sources.push(read(&file).map_err(|message| Failure::from(Error::new(Status::Failed, message)))?);
    }
    let options = Options { namespace: namespace.clone(), ..Options::default() };
    let program = mof::load(sources, &mut FileLoader).map_err(|errors| refused(&errors))?;
    let compiled = mof::compile(&program, &EmptyCatalog, &options).map_err(|errors| refused(&errors))?;
    for warning in program.warnings.iter().chain(&compiled.warnings) {
        output.note(&warning.to_string());
    }
    let mut schema = Schema { classes: HashMap::new(), qualifier_types: Vec::new() };
    for change in compiled.changes {
        match change.kind {
            ChangeKind::Class { class, .. } => {
                schema.classes.insert(class.name().to_string().to_lowercase(), class);
            }
            ChangeKind::QualifierType(declared) => schema.qualifier_types.push(declared),
            ChangeKind::Instance { .. } => {}
        }
    }
    Ok(schema)
}

/// Writes the files. Where one is there already nothing is written, unless that is asked for; and then what is the author's stays.
fn write(folder: &Path, files: &[File], force: bool) -> Result<(usize, usize), Failure> {
    let there: Vec<&File> =
        files.iter().filter(|file| folder.join(&file.path).symlink_metadata().is_ok()).collect();
    if let (Some(first), false) = (there.first(), force) {
        let message = format!(
            "'{}' is there already. Name a new folder, or say --force to have the generated files made anew; what you wrote then stays.",
            folder.join(&first.path).display()
        );
        return Err(Error::new(Status::AlreadyExists, message).into());
    }
    let mut written = 0;
    for file in files {
        let path = folder.join(&file.path);
        if file.owner == Owner::Author && there.iter().any(|other| other.path == file.path) {
            continue;
        }
        let parent = path.parent().unwrap_or(folder);
        std::fs::create_dir_all(parent).map_err(|error| cannot(parent, &error))?;
        std::fs::write(&path, &file.text).map_err(|error| cannot(&path, &error))?;
        if file.is_program {
            mark_as_program(&path).map_err(|error| cannot(&path, &error))?;
        }
        written += 1;
    }
    Ok((written, files.len() - written))
}

#[cfg(unix)]
fn mark_as_program(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mut permissions = std::fs::metadata(path)?.permissions();
    permissions.set_mode(permissions.mode() | 0o111);
    std::fs::set_permissions(path, permissions)
}

#[cfg(not(unix))]
fn mark_as_program(_: &Path) -> std::io::Result<()> {
    Ok(())
}

fn cannot(path: &Path, error: &std::io::Error) -> Failure {
    Error::new(Status::Failed, format!("'{}' can't be written: {error}.", path.display())).into()
}
