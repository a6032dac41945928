//! What the process of a module has around it: its user and its variables.

use std::ffi::OsString;

use nix::unistd::{Uid, User};

use super::super::paths::seen_from_elsewhere;
use crate::cim::{Error, ErrorCategory, Status};
use crate::configuration::runs_with_borrowed_rights;

/// Where programs are, for a process that no caller's variables may reach.
const SAFE_PATH: &str = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
/// Variables that the process gets as they are, beside `LC_*`.
const KEPT: [&str; 5] = ["HOME", "LANG", "PATH", "TMPDIR", "TZ"];

/// The user of a module's process.
#[derive(Debug)]
pub(in crate::provider::worker) struct Surroundings {
    /// The user and the group to become, where they are not those of this process.
    pub(in crate::provider::worker) becomes: Option<(u32, u32)>,
    pub(in crate::provider::worker) variables: Vec<(OsString, OsString)>,
}

impl Surroundings {
    /// Those of a process that runs as this user, or as the one of this process.
    pub(in crate::provider::worker) fn of(user: Option<&str>, shell: bool) -> Result<Surroundings, Error> {
        let own = Uid::effective();
        let (account, becomes) = match user {
            None => (User::from_uid(own).ok().flatten(), None),
            Some(name) => {
                let account = find(name)?;
                let becomes = (account.uid != own).then(|| (account.uid.as_raw(), account.gid.as_raw()));
                if becomes.is_some() && !own.is_root() {
                    return Err(denied(name, own));
                }
                (Some(account), becomes)
            }
        };
        let secure = runs_with_borrowed_rights();
        let variables = variables(account.as_ref(), becomes.is_some(), shell, secure, std::env::vars_os());
        Ok(Surroundings { becomes, variables })
    }
}

fn find(name: &str) -> Result<User, Error> {
    let unknown = |what: String| {
        let message = format!(
            "A provider module is to run as the user '{name}', as the HOSTING of its registration file says, and {what}."
        );
        Error::new(Status::AccessDenied, message).in_category(ErrorCategory::ObjectNotFound)
    };
    match User::from_name(name) {
        Ok(Some(user)) => Ok(user),
        Ok(None) => Err(unknown("this system has no such user".to_owned())),
        Err(error) => Err(unknown(format!("this user can't be looked up: {error}"))),
    }
}

fn denied(name: &str, own: Uid) -> Error {
    let message = format!(
        "A provider module is to run as the user '{name}', as the HOSTING of its registration file says. Only root may start it so; \
         this process acts for the user number {own}. Run it as root or as {name}, or register the module with HOSTING=@requestor@."
    );
    Error::new(Status::AccessDenied, message)
}

/// The variables of the process, chosen from those of this one.
fn variables(
    account: Option<&User>,
    becomes_another: bool,
    shell: bool,
    secure: bool,
    own: impl Iterator<Item = (OsString, OsString)>,
) -> Vec<(OsString, OsString)> {
    let mut variables: Vec<(OsString, OsString)> = Vec::new();
    if !secure {
        variables.extend(own.filter_map(|(name, value)| {
            let text = name.to_str()?;
            let is_kept = KEPT.contains(&text) || text.starts_with("LC_") || text.starts_with("MI_");
            let value = is_kept.then(|| seen_from_elsewhere(text, value))?;
            Some((name, value))
        }));
    }
    let mut set = |name: &str, value: OsString, replaces: bool| {
        let place = variables.iter().position(|(known, _)| known == name);
        match place {
            Some(place) if replaces => variables[place].1 = value,
            Some(_) => {}
            None => variables.push((name.into(), value)),
        }
    };
    set("PATH", SAFE_PATH.into(), false);
    if let Some(account) = account {
        set("HOME", account.dir.clone().into(), becomes_another || shell);
        if shell {
            set("USER", account.name.clone().into(), true);
            set("LOGNAME", account.name.clone().into(), true);
            set("SHELL", account.shell.clone().into(), true);
        }
    }
    variables
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(variables: &[(OsString, OsString)], name: &str) -> Option<String> {
        let found = variables.iter().find(|(known, _)| known == name)?;
        Some(found.1.to_string_lossy().into_owned())
    }

    fn given(pairs: &[(&str, &str)]) -> Vec<(OsString, OsString)> {
        pairs.iter().map(|(name, value)| (OsString::from(name), OsString::from(value))).collect()
    }

    fn root() -> User {
        User::from_uid(Uid::from_raw(0)).unwrap().unwrap()
    }

    #[test]
    fn a_process_gets_the_variables_that_it_needs_and_no_others() {
        let own = given(&[
            ("PATH", "/opt/bin"),
            ("LC_TIME", "C"),
            ("MI_LOG", "info"),
            ("LD_PRELOAD", "/tmp/x.so"),
            ("SECRET", "1"),
        ]);
        let variables = variables(Some(&root()), false, false, false, own.into_iter());
        assert_eq!(named(&variables, "PATH").as_deref(), Some("/opt/bin"));
        assert_eq!(named(&variables, "LC_TIME").as_deref(), Some("C"));
        assert_eq!(named(&variables, "MI_LOG").as_deref(), Some("info"));
        assert_eq!(named(&variables, "LD_PRELOAD"), None);
        assert_eq!(named(&variables, "SECRET"), None);
        assert_eq!(named(&variables, "USER"), None);
    }

    #[test]
    fn a_program_with_borrowed_rights_passes_on_nothing_of_its_caller() {
        let own = given(&[("PATH", "/tmp"), ("HOME", "/tmp"), ("MI_CONFIG", "/tmp/mi.toml")]);
        let variables = variables(Some(&root()), false, true, true, own.into_iter());
        assert_eq!(named(&variables, "PATH").as_deref(), Some(SAFE_PATH));
        assert_eq!(named(&variables, "HOME"), Some(root().dir.display().to_string()));
        assert_eq!(named(&variables, "MI_CONFIG"), None);
    }

    #[test]
    fn the_surroundings_of_a_shell_name_the_user() {
        let own = given(&[("HOME", "/elsewhere")]);
        let variables = variables(Some(&root()), false, true, false, own.into_iter());
        assert_eq!(named(&variables, "USER").as_deref(), Some("root"));
        assert_eq!(named(&variables, "LOGNAME").as_deref(), Some("root"));
        assert_eq!(named(&variables, "SHELL"), Some(root().shell.display().to_string()));
        assert_eq!(named(&variables, "HOME"), Some(root().dir.display().to_string()));
    }

    #[test]
    fn a_user_that_nobody_knows_is_refused_with_its_name() {
        let error = Surroundings::of(Some("no-such-user-here"), false).unwrap_err();
        assert_eq!(error.status, Status::AccessDenied);
        assert!(error.message.contains("'no-such-user-here'"), "{}", error.message);
    }
}
