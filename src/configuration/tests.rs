use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::*;

/// A user with a home folder, without any file or variable.
struct Surroundings {
    folder: tempfile::TempDir,
    environment: Environment,
}

fn surroundings() -> Surroundings {
    let folder = tempfile::tempdir().unwrap();
    let environment = Environment {
        file: None,
        repository: None,
        provider_path: None,
        workers: None,
        log: None,
        configuration_home: Some(folder.path().join("config")),
        data_home: Some(folder.path().join("data")),
        system_file: folder.path().join("etc/mi/mi.toml"),
        system_repository: folder.path().join("var/mi/repository.db"),
        is_root: false,
    };
    Surroundings { folder, environment }
}

impl Surroundings {
    fn write(&self, path: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
        path
    }

    fn load(&self) -> Result<Configuration, ConfigurationError> {
        Configuration::load_in(&self.environment)
    }

    /// What loading says of a file with this text.
    fn complaint(&self, text: &str) -> String {
        let path = self.write("etc/mi/mi.toml", text);
        let message = self.load().unwrap_err().to_string();
        assert!(message.contains(&path.display().to_string()), "names the file: {message}");
        message
    }
}

#[test]
fn everything_has_a_default() {
    let surroundings = surroundings();
    let configuration = surroundings.load().unwrap();
    let database = surroundings.folder.path().join("data/mi/repository.db");
    assert_eq!(configuration.repository, Some(RepositoryLocation::File(database)));
    assert_eq!(configuration.provider_path, Vec::<PathBuf>::new());
    assert!(configuration.workers >= 2);
    assert_eq!(configuration.event_log, 100_000);
    assert_eq!(configuration.operation_timeout, None);
    assert_eq!(configuration.modules, ModuleSettings::default());
    assert!(!configuration.modules.run_preexec, "programs that a file names are not run");
    assert_eq!(configuration.log, None);
    assert_eq!(configuration.default_local_protocol, "WMIDCOM");
    assert_eq!(configuration.default_remote_protocol, "WINRM");
    assert!(configuration.protocol_handlers.is_empty());
    assert_eq!(configuration.file, None);
}

#[test]
fn the_repository_of_root_is_the_systems() {
    let mut surroundings = surroundings();
    surroundings.environment.is_root = true;
    let expected = RepositoryLocation::File(surroundings.folder.path().join("var/mi/repository.db"));
    assert_eq!(surroundings.load().unwrap().repository, Some(expected));
}

#[test]
fn without_a_home_the_error_says_how_to_name_a_repository() {
    let mut surroundings = surroundings();
    surroundings.environment.data_home = None;
    let configuration = surroundings.load().unwrap();
    assert_eq!(configuration.repository(), Err(ConfigurationError::NoRepository));
    assert!(ConfigurationError::NoRepository.to_string().contains("MI_REPOSITORY"));
}

#[test]
fn every_key_of_the_file_counts() {
    let surroundings = surroundings();
    let path = surroundings.write(
        "etc/mi/mi.toml",
        r#"
        repository = "state/store.db"
        provider_path = ["/opt/providers", "local"]
        workers = 7
        event_log = 500
        operation_timeout = 90
        log = "mi=debug"
        default_local_protocol = "elsewhere"
        default_remote_protocol = "WSMAN"

        [provider_modules]
        host = "bin/host"
        idle_timeout = 20
        memory_limit = 512
        stop_patience = 3
        preexec = true

        [protocol_handlers.Elsewhere]
        library = "libelsewhere.so"
        entry = "Elsewhere_Initialize"
        protocol = "OMI_SOCKETS"

        [protocol_handlers.Other]
        library = "/opt/other/libmi.so"
        "#,
    );
    let configuration = surroundings.load().unwrap();
    let folder = path.parent().unwrap();
    assert_eq!(configuration.repository, Some(RepositoryLocation::File(folder.join("state/store.db"))));
    // On Windows, it is on the file's drive.
    let whole = PathBuf::from("/opt/providers");
    assert_eq!(configuration.provider_path, [folder.join(&whole), folder.join("local")]);
    assert_eq!(configuration.workers, 7);
    assert_eq!(configuration.event_log, 500);
    assert_eq!(configuration.operation_timeout, Some(Duration::from_secs(90)));
    let modules = ModuleSettings {
        host: Some(folder.join("bin/host")),
        idle_timeout: Some(Duration::from_secs(20)),
        memory_limit: Some(512 << 20),
        stop_patience: Duration::from_secs(3),
        run_preexec: true,
    };
    assert_eq!(configuration.modules, modules);
    assert_eq!(configuration.log.as_deref(), Some("mi=debug"));
    assert_eq!(configuration.default_local_protocol, "elsewhere");
    assert_eq!(configuration.default_remote_protocol, "WSMAN");
    let handler = configuration.protocol_handler("ELSEWHERE").unwrap();
    assert_eq!(handler.library, Path::new("libelsewhere.so"));
    assert_eq!(handler.entry, "Elsewhere_Initialize");
    assert_eq!(handler.protocol.as_deref(), Some("OMI_SOCKETS"));
    assert_eq!(configuration.protocol_handler("other").unwrap().protocol, None);
    assert_eq!(configuration.protocol_handler("other").unwrap().entry, "MI_Application_InitializeV1");
    assert_eq!(configuration.file, Some(path));
}

#[test]
fn the_environment_counts_more_than_the_file() {
    let mut surroundings = surroundings();
    surroundings.write(
        "etc/mi/mi.toml",
        "repository = \"/a\"\nprovider_path = [\"/b\"]\nworkers = 7\nlog = \"mi=debug\"\n",
    );
    surroundings.environment.repository = Some(":memory:".into());
    surroundings.environment.provider_path = Some(if cfg!(windows) { "/x;;/y" } else { "/x::/y" }.into());
    surroundings.environment.workers = Some("3".into());
    surroundings.environment.log = Some("mi=trace".into());
    let configuration = surroundings.load().unwrap();
    assert_eq!(configuration.repository, Some(RepositoryLocation::Memory));
    assert_eq!(configuration.provider_path, [PathBuf::from("/x"), PathBuf::from("/y")]);
    assert_eq!(configuration.workers, 3);
    assert_eq!(configuration.log.as_deref(), Some("mi=trace"));
}

#[test]
fn the_systems_file_comes_before_the_users() {
    let surroundings = surroundings();
    surroundings.write("config/mi/mi.toml", "workers = 3");
    assert_eq!(surroundings.load().unwrap().workers, 3);
    surroundings.write("etc/mi/mi.toml", "workers = 5");
    assert_eq!(surroundings.load().unwrap().workers, 5);
}

#[test]
fn the_file_that_is_named_counts_alone_and_must_exist() {
    let mut surroundings = surroundings();
    surroundings.write("etc/mi/mi.toml", "workers = 5");
    surroundings.environment.file = Some(surroundings.write("own.toml", "log = \"info\""));
    let configuration = surroundings.load().unwrap();
    assert_eq!(configuration.log.as_deref(), Some("info"));
    assert_ne!(configuration.workers, 5);
    surroundings.environment.file = Some(surroundings.folder.path().join("absent.toml"));
    let message = surroundings.load().unwrap_err().to_string();
    assert!(message.contains("absent.toml"), "{message}");
}

#[test]
fn an_unknown_key_is_an_error_that_names_it() {
    let message = surroundings().complaint("workers = 2\nworkres = 3\n");
    assert!(message.contains("workres") && message.contains("line 2"), "{message}");
}

#[test]
fn an_unknown_key_of_a_handler_is_an_error_that_names_it() {
    let message = surroundings().complaint("[protocol_handlers.X]\nlibrary = \"x.so\"\nenrty = \"f\"\n");
    assert!(message.contains("enrty"), "{message}");
}

#[test]
fn a_value_of_another_type_is_an_error_that_shows_its_line() {
    let message = surroundings().complaint("workers = \"many\"\n");
    assert!(message.contains("workers = \"many\""), "{message}");
}

#[test]
fn a_handler_needs_a_library() {
    let message = surroundings().complaint("[protocol_handlers.X]\nentry = \"f\"\n");
    assert!(message.contains("library"), "{message}");
}

#[test]
fn numbers_of_workers_have_limits() {
    for (text, number) in [("workers = 0", "0"), ("workers = 1025", "1025")] {
        let message = surroundings().complaint(text);
        assert!(message.contains("'workers'") && message.contains(number), "{message}");
    }
}

#[test]
fn a_log_without_events_is_none() {
    let message = surroundings().complaint("event_log = 0");
    assert!(message.contains("'event_log'"), "{message}");
}

#[test]
fn limits_of_modules_that_are_zero_are_none() {
    let surroundings = surroundings();
    surroundings.write("etc/mi/mi.toml", "[provider_modules]\nidle_timeout = 0\nmemory_limit = 0");
    let configuration = surroundings.load().unwrap();
    assert_eq!((configuration.modules.idle_timeout, configuration.modules.memory_limit), (None, None));
}

#[test]
fn more_memory_than_there_can_be_is_an_error_that_names_the_key() {
    let message = surroundings().complaint("[provider_modules]\nmemory_limit = 9223372036854775807");
    assert!(message.contains("'provider_modules.memory_limit'"), "{message}");
}

#[test]
fn a_time_limit_of_zero_seconds_is_none_and_a_negative_one_is_an_error() {
    let surroundings = surroundings();
    surroundings.write("etc/mi/mi.toml", "operation_timeout = 0");
    assert_eq!(surroundings.load().unwrap().operation_timeout, None);
    let message = surroundings.complaint("operation_timeout = -1\n");
    assert!(message.contains("operation_timeout = -1"), "{message}");
}

#[test]
fn wrong_variables_are_named() {
    for value in ["0", "many", "-1"] {
        let mut surroundings = surroundings();
        surroundings.environment.workers = Some(OsString::from(value));
        let message = surroundings.load().unwrap_err().to_string();
        assert!(message.contains("MI_WORKERS") && message.contains(value), "{message}");
    }
    let mut surroundings = surroundings();
    surroundings.environment.log = Some("mi=loud".into());
    let message = surroundings.load().unwrap_err().to_string();
    assert!(message.contains("MI_LOG") && message.contains("mi=loud"), "{message}");
}

#[test]
fn a_filter_that_is_none_is_an_error_that_names_the_key() {
    let message = surroundings().complaint("log = \"mi=loud\"");
    assert!(message.contains("'log'"), "{message}");
}

#[test]
fn a_default_protocol_must_be_known() {
    let message = surroundings().complaint("default_local_protocol = \"CARRIER_PIGEON\"");
    assert!(message.contains("default_local_protocol") && message.contains("CARRIER_PIGEON"), "{message}");
}

#[test]
fn a_handler_can_not_take_the_name_of_a_built_in_protocol() {
    let message = surroundings().complaint("[protocol_handlers.winrm]\nlibrary = \"x.so\"\n");
    assert!(message.contains("protocol_handlers.winrm"), "{message}");
}

#[test]
fn two_handlers_can_not_differ_by_case_alone() {
    let message = surroundings()
        .complaint("[protocol_handlers.X]\nlibrary = \"x.so\"\n[protocol_handlers.x]\nlibrary = \"x.so\"\n");
    assert!(message.contains("twice"), "{message}");
}

#[test]
fn starting_to_log_twice_is_starting_once() {
    let surroundings = surroundings();
    let mut configuration = surroundings.load().unwrap();
    configuration.init_logging();
    configuration.log = Some("off".to_owned());
    configuration.init_logging();
    configuration.init_logging();
}

#[test]
fn a_configuration_error_is_a_failure_that_says_it_all() {
    let error = Error::from(ConfigurationError::NoRepository);
    assert_eq!(error.status, Status::Failed);
    assert_eq!(error.message, ConfigurationError::NoRepository.to_string());
}
