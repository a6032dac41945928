//! The commands that work on the repository as a whole.

use mi::provider::repository::{Existing, Previous};
use serde_json::json;

use crate::arguments::{Common, RepositoryCommand};
use crate::compile::open_repository;
use crate::failure::Failure;
use crate::output::Output;
use crate::progress::Progress;

pub fn run(common: &Common, command: &RepositoryCommand, output: &mut Output) -> Result<(), Failure> {
    let repository = open_repository(common)?;
    let progress = Progress::of_long_work();
    match command {
        RepositoryCommand::Check => {
            let check = repository.check(&mut |now| progress.tell(now.step, now.done, now.all))?;
            progress.finish();
            for finding in &check.findings {
                let object = json!({ "about": finding.about, "message": finding.message });
                output.done(&finding.to_string(), object)?;
            }
            let counted = format!("{} classes and {} instances", check.classes, check.instances);
            if !check.is_sound() {
                let findings = check.findings.len();
                return Err(Failure::Findings(format!(
                    "The repository is damaged: {findings} findings in {counted}. Restore it from a backup with \
                     `mi repository restore FILE`."
                )));
            }
            let object = json!({ "sound": true, "classes": check.classes, "instances": check.instances });
            Ok(output.done(&format!("The repository is sound: {counted}."), object)?)
        }
        RepositoryCommand::Backup { file, replace } => {
            let existing = if *replace { Existing::Replace } else { Existing::Refuse };
            repository.backup(file, existing, &mut |now| progress.tell(now.step, now.done, now.all))?;
            progress.finish();
            let sentence = format!("The backup is in {}.", file.display());
            Ok(output.done(&sentence, json!({ "backup": file.display().to_string() }))?)
        }
        RepositoryCommand::Restore { file, discard } => {
            let previous = if *discard { Previous::Discard } else { Previous::Keep };
            let restored =
                repository.restore(file, previous, &mut |now| progress.tell(now.step, now.done, now.all))?;
            progress.finish();
            let previous = restored.previous.map(|previous| previous.display().to_string());
            let kept = previous
                .as_ref()
                .map_or_else(String::new, |previous| format!(" What was there before is in {previous}."));
            let sentence =
                format!("Restored {} instances from {}.{kept}", restored.instances, file.display());
            let object = json!({
                "restored": file.display().to_string(),
                "instances": restored.instances,
                "previous": previous,
            });
            Ok(output.done(&sentence, object)?)
        }
    }
}
