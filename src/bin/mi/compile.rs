//! `mi compile`: MOF and CIM-XML files into the repository, all or nothing.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use mi::cim::{Error, Status, Text, name};
use mi::configuration::Configuration;
use mi::engine::DEFAULT_NAMESPACE;
use mi::mof::{Options, Source, SourceLoader};
use mi::provider::repository::{self, Repository};
use serde_json::json;
use walkdir::WalkDir;

use crate::arguments::Common;
use crate::changes::Changes;
use crate::failure::Failure;
use crate::output::Output;
use crate::progress::Progress;

/// Compiles files and folders into the repository.
pub fn compile(common: &Common, paths: &[PathBuf], strict: bool, output: &mut Output) -> Result<(), Failure> {
    let repository = open_repository(common)?;
    let namespace = common.namespace.as_deref().unwrap_or(DEFAULT_NAMESPACE);
    let namespace = name::namespace(namespace).map_err(|error| Failure::Arguments(error.to_string()))?;
    let namespace = namespace.to_string();

    let reading = Progress::of("Reading");
    let mut sources = Vec::new();
    for file in files(paths, &["mof", "xml"])? {
        sources.push(read(&file).map_err(refused)?);
        reading.advance(sources.len(), 0);
    }
    reading.finish();
    if sources.is_empty() {
        return Err(Failure::Arguments("There is no .mof or .xml file in what was named.".into()));
    }
    let options = Options { namespace: Text::from(namespace.as_str()), strict, ..Options::default() };
    let changes = Changes::read(sources, &*repository, &options)?;
    for warning in &changes.warnings {
        output.note(&warning.to_string());
    }

    let storing = Progress::of("Storing");
    let stored = repository.compile(&changes.items, &mut |done, all| storing.advance(done, all));
    storing.finish();
    let summary = stored.map_err(|error| changes.error(error))?;
    if changes.items.is_empty() {
        repository.create_namespace(&namespace).or_else(unless_it_exists)?;
    }
    let sentence = format!(
        "Compiled {} into {namespace}: {} created, {} changed, {} unchanged.",
        if changes.files == 1 { "1 file".to_owned() } else { format!("{} files", changes.files) },
        summary.created,
        summary.changed,
        summary.unchanged
    );
    let object = json!({
        "files": changes.files,
        "namespace": namespace,
        "created": summary.created,
        "changed": summary.changed,
        "unchanged": summary.unchanged,
    });
    Ok(output.done(&sentence, object)?)
}

/// The repository that the configuration names. Only that of this computer can be opened.
pub fn open_repository(common: &Common) -> Result<Arc<Repository>, Failure> {
    if common.computer.is_some() {
        return Err(Error::not_supported("Working on the repository of another computer").into());
    }
    let configuration = Configuration::load().map_err(Error::from)?;
    configuration.init_logging();
    let location = configuration.repository().map_err(Error::from)?;
    let options = repository::Options { event_log: configuration.event_log };
    let repository = Repository::open_with(location.into(), options).map_err(Error::from)?;
    configuration.check_place().map_err(Error::from)?;
    Ok(repository)
}

/// The files that were named, and those of folders that end so, in the order of their names.
pub fn files(paths: &[PathBuf], endings: &[&str]) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        for entry in WalkDir::new(path).follow_links(true).sort_by_file_name() {
            let entry = entry.map_err(|error| refused(format!("A folder can't be read: {error}.")))?;
            let is_meant = entry
                .path()
                .extension()
                .is_some_and(|extension| endings.iter().any(|ending| extension.eq_ignore_ascii_case(ending)));
            if entry.file_type().is_file() && is_meant {
                files.push(entry.into_path());
            }
        }
    }
    Ok(files)
}

/// A file with the name that tells it apart from others, however it was named: where it is.
pub fn read(path: &Path) -> Result<Arc<Source>, String> {
    let cannot = |error: io::Error| format!("'{}' can't be read: {error}.", path.display());
    let place = dunce::canonicalize(path).map_err(cannot)?;
    let bytes = std::fs::read(&place).map_err(cannot)?;
    let here = std::env::current_dir().ok();
    let shown = here.and_then(|here| place.strip_prefix(here).ok().map(Path::to_path_buf)).unwrap_or(place);
    Source::decode(shown.to_string_lossy(), &bytes).map_err(|errors| errors.to_string())
}

/// Reads the files that others include, in the folders of those that include them.
pub struct FileLoader;

impl SourceLoader for FileLoader {
    fn load(&mut self, path: &str, from: &Source) -> Result<Arc<Source>, String> {
        let folder = Path::new(from.name()).parent().unwrap_or(Path::new(""));
        read(&folder.join(path.replace('\\', "/")))
    }
}

fn refused(message: String) -> Failure {
    Error::new(Status::Failed, message).into()
}

fn unless_it_exists(error: Error) -> Result<(), Error> {
    if error.status == Status::AlreadyExists { Ok(()) } else { Err(error) }
}
