//! The file: new, foreign, newer, truncated, damaged, read-only.

#[cfg(unix)]
use std::os::unix::fs::{MetadataExt, PermissionsExt};
#[cfg(unix)]
use std::os::unix::process::CommandExt;
use std::path::Path;
#[cfg(unix)]
use std::process::Command;
use std::sync::Arc;

#[cfg(unix)]
use mi::cim::Error;
use mi::cim::Status;
use mi::provider::repository::{Location, OpenError, Repository};
use rusqlite::Connection;

use super::support::*;

fn open(path: &Path) -> Result<Arc<Repository>, OpenError> {
    Repository::open(Location::File(path.to_owned()))
}

fn refusal(path: &Path) -> OpenError {
    match open(path) {
        Ok(_) => panic!("'{}' was opened", path.display()),
        Err(error) => error,
    }
}

/// A closed repository with one instance.
fn made(folder: &Path) -> std::path::PathBuf {
    let path = folder.join("repository.db");
    let repository = open(&path).unwrap();
    compile(&repository, vec![thing(), special()]).unwrap();
    create(&repository, named("Test_Thing", "x")).unwrap();
    path
}

// Files on Windows have no modes: those below a user's folder are that user's.
#[cfg(unix)]
#[test]
fn a_new_file_and_its_folders_are_for_the_owner_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("some/where/repository.db");
    let repository = open(&path).unwrap();
    assert_eq!(std::fs::metadata(&path).unwrap().mode() & 0o777, 0o600);
    assert_eq!(std::fs::metadata(path.parent().unwrap()).unwrap().mode() & 0o777, 0o700);
    for entry in std::fs::read_dir(path.parent().unwrap()).unwrap() {
        assert_eq!(entry.unwrap().metadata().unwrap().mode() & 0o077, 0);
    }
    assert_eq!(
        repository.namespaces().unwrap(),
        ["root", "root/cimv2", "root/interop", "root/standardcimv2"]
    );
}

#[test]
fn what_was_stored_is_there_when_the_file_is_opened_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = made(folder.path());
    let repository = open(&path).unwrap();
    assert_eq!(enumerate(&repository, "Test_Thing").len(), 1);
    assert_eq!(repository.get_class(NAMESPACE, "Test_Special").unwrap().properties().len(), 5);
}

#[test]
fn a_path_with_every_kind_of_character_is_a_path() {
    let folder = tempfile::tempdir().unwrap();
    // No name of a file on Windows has a question mark.
    let name = if cfg!(windows) { "a b&c#d%20é.db" } else { "a b?c#d%20é.db" };
    let path = folder.path().join(name);
    open(&path).unwrap();
    assert!(path.exists());
}

#[test]
fn a_foreign_file_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notes.txt");
    let text = "Not a database, but some text that is long enough to be one.".repeat(100);
    std::fs::write(&path, &text).unwrap();
    assert!(matches!(refusal(&path), OpenError::Foreign { .. }));
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
    assert!(matches!(refusal(folder.path()), OpenError::Foreign { .. }));
}

#[test]
fn the_database_of_another_program_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    for application_id in [0, 77] {
        let path = folder.path().join(format!("{application_id}.db"));
        let other = Connection::open(&path).unwrap();
        other.pragma_update(None, "application_id", application_id).unwrap();
        other.execute_batch("CREATE TABLE mine (x); INSERT INTO mine VALUES (1)").unwrap();
        drop(other);
        let before = std::fs::read(&path).unwrap();
        assert!(matches!(refusal(&path), OpenError::Foreign { .. }));
        assert!(std::fs::read(&path).unwrap() == before);
    }
}

#[test]
fn a_newer_repository_is_refused_with_both_versions() {
    let folder = tempfile::tempdir().unwrap();
    let path = made(folder.path());
    Connection::open(&path).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let error = refusal(&path);
    assert!(matches!(error, OpenError::Newer { found: 99, known: 2, .. }), "{error}");
    assert!(error.to_string().contains("99"));
}

#[test]
fn a_truncated_file_is_refused_as_such() {
    let folder = tempfile::tempdir().unwrap();
    let path = made(folder.path());
    let whole = std::fs::read(&path).unwrap();
    for length in [4, 50, 100, 4096, whole.len() - 1] {
        std::fs::write(&path, &whole[..length]).unwrap();
        let error = refusal(&path);
        assert!(matches!(error, OpenError::Truncated { .. }), "{length}: {error}");
    }
    std::fs::write(&path, &whole).unwrap();
    assert_eq!(enumerate(&open(&path).unwrap(), "Test_Thing").len(), 1);
}

#[test]
fn damage_is_an_error_and_never_a_panic() {
    let folder = tempfile::tempdir().unwrap();
    let path = made(folder.path());
    let whole = std::fs::read(&path).unwrap();
    for page in 0..whole.len() / 4096 {
        let mut damaged = whole.clone();
        damaged[page * 4096..][..4096]
            .iter_mut()
            .skip(if page == 0 { 100 } else { 0 })
            .for_each(|byte| *byte ^= 0x5a);
        std::fs::write(&path, &damaged).unwrap();
        let Ok(repository) = open(&path) else { continue };
        // Whatever the damage hit, each operation ends.
        let _ = get(&repository, named("Test_Thing", "x"));
        let _ = create(&repository, named("Test_Special", "y"));
        let _ = repository.get_class(NAMESPACE, "Test_Special");
        let _ = repository.namespaces();
    }
}

#[test]
fn a_damaged_instance_is_reported_as_damage() {
    let folder = tempfile::tempdir().unwrap();
    let path = made(folder.path());
    for body in ["x'01'", "x'0101ff'", "x'ff010000'", "x'010100ffffffffffffffffff'", "x''"] {
        Connection::open(&path)
            .unwrap()
            .execute_batch(&format!("UPDATE instances SET body = {body}"))
            .unwrap();
        let error = get(&open(&path).unwrap(), named("Test_Thing", "x")).unwrap_err();
        assert_eq!(error.status, Status::Failed);
        assert!(error.message.contains("damaged"), "{error}");
    }
}

/// Runs this test again in a process of a user who owns nothing.
#[cfg(unix)]
fn as_nobody(test: &str, path: &Path) -> std::process::Output {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture"])
        .env("MI_TEST_AS_NOBODY", path)
        .uid(65534)
        .gid(65534)
        .output()
        .unwrap()
}

#[cfg(unix)]
fn is_root() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0)
}

/// What the folder of a file that is read-only is for its user.
#[cfg(unix)]
#[derive(Clone, Copy)]
pub enum Folder {
    Open,
    /// Nothing can be made in it.
    Closed,
}

/// Makes the file read-only and its folder what is said, and works with it as a user to whom that matters: `work` runs in a
/// process of its own where this one runs as root, which begins with the same test.
#[cfg(unix)]
pub fn as_a_user_who_may_not_write(path: &Path, folder_is: Folder, test: &str, work: fn(&Path)) {
    if let Some(path) = std::env::var_os("MI_TEST_AS_NOBODY") {
        return work(Path::new(&path));
    }
    let folder = path.parent().unwrap();
    let folder_mode = match folder_is {
        Folder::Open => 0o777,
        Folder::Closed => 0o555,
    };
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o444)).unwrap();
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(folder_mode)).unwrap();
    if is_root() {
        // The user root may write whatever the mode says.
        let output = as_nobody(test, path);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    } else {
        work(path);
    }
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o755)).unwrap();
}

#[cfg(unix)]
fn read_only(folder_is: Folder, test: &str) {
    let folder = tempfile::tempdir().unwrap();
    as_a_user_who_may_not_write(&made(folder.path()), folder_is, test, read_only_in);
}

// Wine opens read-only files for writing where root runs it, and folders on Windows have no such mode.
#[cfg(unix)]
#[test]
fn a_read_only_file_serves_reads_and_refuses_writes() {
    read_only(Folder::Open, "files::a_read_only_file_serves_reads_and_refuses_writes");
}

// Wine opens read-only files for writing where root runs it, and folders on Windows have no such mode.
#[cfg(unix)]
#[test]
fn a_read_only_file_in_a_folder_where_nothing_can_be_made_does_so_too() {
    read_only(Folder::Closed, "files::a_read_only_file_in_a_folder_where_nothing_can_be_made_does_so_too");
}

#[cfg(unix)]
fn read_only_in(path: &Path) {
    let repository = open(path).unwrap();
    assert_eq!(enumerate(&repository, "Test_Thing").len(), 1);
    assert!(get(&repository, named("Test_Thing", "x")).is_ok());
    assert!(repository.get_class(NAMESPACE, "Test_Special").is_ok());
    let refusals: [Error; 3] = [
        create(&repository, named("Test_Thing", "y")).unwrap_err(),
        delete(&repository, named("Test_Thing", "x")).unwrap_err(),
        repository.create_namespace("root/other").unwrap_err(),
    ];
    for error in refusals {
        assert_eq!(error.status, Status::AccessDenied);
        assert!(error.message.contains("read-only"), "{error}");
    }
}

// It takes another user, and on Windows a list of who may do what: Wine has one user.
#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_is_refused_as_access_denied() {
    if let Some(path) = std::env::var_os("MI_TEST_AS_NOBODY") {
        let error = Error::from(refusal(Path::new(&path)));
        assert_eq!(error.status, Status::AccessDenied, "{error}");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = made(folder.path());
    if is_root() {
        std::fs::set_permissions(folder.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
        let output = as_nobody("files::a_file_that_may_not_be_read_is_refused_as_access_denied", &path);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
    } else {
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o000)).unwrap();
        assert_eq!(Error::from(refusal(&path)).status, Status::AccessDenied);
    }
}

// Files on Windows have no modes: those below a user's folder are that user's.
#[cfg(unix)]
#[test]
fn the_files_beside_the_repository_are_for_the_owner_alone_too() {
    let folder = tempfile::tempdir().unwrap();
    let path = made(folder.path());
    let repository = open(&path).unwrap();
    create(&repository, named("Test_Thing", "in the log")).unwrap();
    let mut seen = 0;
    for ending in ["", "-wal", "-shm"] {
        let mut name = path.clone().into_os_string();
        name.push(ending);
        assert_eq!(std::fs::metadata(&name).unwrap().mode() & 0o777, 0o600, "{ending}");
        seen += 1;
    }
    assert_eq!(seen, 3);
}

// On Windows links are for administrators, and Wine makes none.
#[cfg(unix)]
#[test]
fn a_repository_is_opened_through_a_symbolic_link() {
    let folder = tempfile::tempdir().unwrap();
    let path = made(folder.path());
    let link = folder.path().join("link.db");
    std::os::unix::fs::symlink(&path, &link).unwrap();
    let (direct, linked) = (open(&path).unwrap(), open(&link).unwrap());
    create(&linked, named("Test_Thing", "through the link")).unwrap();
    create(&direct, named("Test_Thing", "directly")).unwrap();
    assert_eq!(enumerate(&direct, "Test_Thing").len(), 3);
    assert_eq!(enumerate(&linked, "Test_Thing").len(), 3);
}

// It takes a limit for the files of a process, which Windows has not.
#[cfg(unix)]
#[test]
fn a_disk_that_fills_up_is_said_and_loses_nothing_that_was_acknowledged() {
    if let Some(path) = std::env::var_os("MI_TEST_FULL") {
        let repository = open(Path::new(&path)).unwrap();
        let large = "y".repeat(10_000);
        for number in 0..10_000 {
            match create(&repository, named("Test_Thing", &format!("{number}-{large}"))) {
                Ok(_) => println!("created {number}"),
                Err(error) => {
                    assert!(error.message.contains(&*path.to_string_lossy()), "{error}");
                    println!("refused as {:?}: {error}", error.status);
                    break;
                }
            }
        }
        // Readers go on, and what was there before is.
        assert!(get(&repository, named("Test_Thing", "x")).is_ok());
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = made(folder.path());
    let test = "files::a_disk_that_fills_up_is_said_and_loses_nothing_that_was_acknowledged";
    // No file of that process may become larger than this, which fails as a full disk does.
    let limited = "trap '' XFSZ; ulimit -f 1000; exec \"$0\" --exact \"$1\" --nocapture";
    let output = Command::new("sh")
        .args(["-c", limited])
        .arg(std::env::current_exe().unwrap())
        .arg(test)
        .env("MI_TEST_FULL", &path)
        .output()
        .unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{told}");
    let acknowledged = told.lines().filter(|line| line.contains("created ")).count();
    assert!(acknowledged > 0 && told.contains("refused as"), "{told}");
    let repository = open(&path).unwrap();
    assert_eq!(enumerate(&repository, "Test_Thing").len(), acknowledged + 1);
    assert!(repository.check(&mut |_| ()).unwrap().is_sound());
    create(&repository, named("Test_Thing", "there is room again")).unwrap();
}

#[test]
fn a_file_of_another_kind_is_refused_while_nobody_else_notices() {
    let folder = tempfile::tempdir().unwrap();
    let path = made(folder.path());
    let user = open(&path).unwrap();
    // A process that knows a later version has taken the file along meanwhile.
    Connection::open(&path).unwrap().pragma_update(None, "user_version", 99).unwrap();
    assert!(matches!(refusal(&path), OpenError::Newer { found: 99, .. }));
    Connection::open(&path).unwrap().pragma_update(None, "user_version", 2).unwrap();
    create(&user, named("Test_Thing", "y")).unwrap();
    assert_eq!(enumerate(&open(&path).unwrap(), "Test_Thing").len(), 2);
}
