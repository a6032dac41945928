//! What can be said on the command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Works on CIM classes and instances through the Management Infrastructure library.
#[derive(Debug, Parser)]
#[command(
    name = "mi",
    version,
    propagate_version = true,
    disable_help_subcommand = true,
    max_term_width = 110
)]
pub struct Arguments {
    #[command(flatten)]
    pub common: Common,
    #[command(subcommand)]
    pub command: Command,
}

/// What holds for every command.
#[derive(Debug, Args)]
pub struct Common {
    /// The namespace to work in; root/cimv2 where it is left out
    #[arg(long, short, global = true, value_name = "NAMESPACE")]
    pub namespace: Option<String>,
    /// Write one JSON object a line
    #[arg(long, global = true)]
    pub json: bool,
    /// The computer to work on; this one where it is left out
    #[arg(long, global = true, value_name = "HOST")]
    pub computer: Option<String>,
    /// The protocol, such as WINRM
    #[arg(long, global = true, value_name = "NAME")]
    pub protocol: Option<String>,
    /// The user to log in as; the password is asked for, or read with --password-file
    #[arg(long, global = true, value_name = "USER")]
    pub user: Option<String>,
    /// A file whose first line is the password
    #[arg(long, global = true, value_name = "FILE", requires = "user")]
    pub password_file: Option<PathBuf>,
    /// Give up when nothing comes for so many seconds
    #[arg(long, global = true, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..))]
    pub timeout: Option<u64>,
}

/// The language that results are written in, where it is no table.
#[derive(Clone, Copy, Debug, Default, Args)]
#[group(id = "language", multiple = false)]
pub struct Written {
    /// Write MOF
    #[arg(long, conflicts_with = "json")]
    pub mof: bool,
    /// Write a CIM-XML document
    #[arg(long, conflicts_with = "json")]
    pub xml: bool,
}

impl Written {
    /// Whether there is one.
    pub fn is_some(self) -> bool {
        self.mof || self.xml
    }
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Compile MOF and CIM-XML files, or all in a folder, into the repository: all of it or nothing
    Compile {
        /// Files and folders
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
        /// Refuse what other compilers accept beyond the standard, such as qualifiers that are declared nowhere
        #[arg(long)]
        strict: bool,
    },
    /// Get an instance
    #[command(visible_alias = "gi")]
    Get {
        /// The object path, as in Class.Key="text",Other=5
        #[arg(value_name = "OBJECT-PATH")]
        path: String,
        #[command(flatten)]
        written: Written,
    },
    /// Enumerate the instances of a class and its subclasses
    #[command(visible_alias = "ei")]
    Enumerate {
        /// The name of the class
        #[arg(value_name = "CLASS")]
        class_name: String,
        /// Leave the instances of subclasses out
        #[arg(long)]
        shallow: bool,
        /// Show the properties of the class only, also of instances of subclasses
        #[arg(long, conflicts_with = "shallow")]
        base_properties: bool,
        /// Show the keys only
        #[arg(long)]
        keys_only: bool,
        #[command(flatten)]
        written: Written,
    },
    /// Create an instance
    #[command(visible_alias = "ci")]
    Create {
        /// The name of the class
        #[arg(value_name = "CLASS")]
        class_name: String,
        /// Properties, as in Name=value; arrays as in 'Name={a, b}', references as paths; Name alone sets NULL
        #[arg(value_name = "NAME=VALUE")]
        properties: Vec<String>,
    },
    /// Modify properties of an instance
    #[command(visible_alias = "mi")]
    Modify {
        /// The object path, as in Class.Key="text",Other=5
        #[arg(value_name = "OBJECT-PATH")]
        path: String,
        /// Properties, as in Name=value; arrays as in 'Name={a, b}', references as paths; Name alone sets NULL
        #[arg(required = true, value_name = "NAME=VALUE")]
        properties: Vec<String>,
    },
    /// Delete an instance
    #[command(visible_alias = "di")]
    Delete {
        /// The object path, as in Class.Key="text",Other=5
        #[arg(value_name = "OBJECT-PATH")]
        path: String,
    },
    /// Show a class: its properties and methods, with --json its qualifiers and defaults too
    #[command(visible_alias = "gc")]
    Class {
        /// The name of the class
        #[arg(value_name = "CLASS")]
        class_name: String,
        /// Remove the class from this machine's repository; it may have neither subclasses nor instances
        #[arg(long, conflicts_with_all = ["mof", "xml"])]
        delete: bool,
        /// Write its superclasses and the declarations of all qualifiers too, so that what is written compiles anywhere
        #[arg(long, requires = "language")]
        deep: bool,
        #[command(flatten)]
        written: Written,
    },
    /// List the classes of the namespace, or the subclasses of one; write all of them with --mof or --xml
    #[command(visible_alias = "ec")]
    Classes {
        /// The class whose subclasses are listed; all classes where it is left out
        #[arg(value_name = "CLASS")]
        class_name: Option<String>,
        /// List one level only
        #[arg(long)]
        shallow: bool,
        #[command(flatten)]
        written: Written,
    },
    /// List the namespaces, make one or remove one
    Namespaces {
        /// Make this namespace, with those above it that are not there
        #[arg(long, value_name = "NAMESPACE")]
        create: Option<String>,
        /// Remove this namespace, which must be empty
        #[arg(long, value_name = "NAMESPACE", conflicts_with = "create")]
        delete: Option<String>,
    },
    /// Check the repository of this computer, back it up, or restore it
    Repository {
        #[command(subcommand)]
        command: RepositoryCommand,
    },
    /// Test whether the target answers
    #[command(visible_alias = "noop")]
    Test,
    /// Invoke a method of an instance, or a static one of a class
    #[command(visible_alias = "iv")]
    Invoke {
        /// The object path, as in Class.Key="text", or the name of a class
        #[arg(value_name = "OBJECT-PATH|CLASS")]
        target: String,
        /// The name of the method
        #[arg(value_name = "METHOD")]
        method_name: String,
        /// Parameters, as in Name=value; arrays as in 'Name={a, b}', references as paths; Name alone is NULL
        #[arg(value_name = "NAME=VALUE")]
        parameters: Vec<String>,
    },
    /// Query instances
    #[command(visible_alias = "wql")]
    Query {
        /// The query, as in 'SELECT * FROM Class'
        #[arg(value_name = "QUERY")]
        query: String,
        /// The language that it is written in
        #[arg(long, default_value = "WQL", value_name = "NAME")]
        dialect: String,
        /// Show how the repository would run the query, and don't run it
        #[arg(long, conflicts_with_all = ["mof", "xml"])]
        explain: bool,
        #[command(flatten)]
        written: Written,
    },
    /// Query instances in CQL
    Cql {
        /// The query
        #[arg(value_name = "QUERY")]
        query: String,
        /// Show how the repository would run the query, and don't run it
        #[arg(long, conflicts_with_all = ["mof", "xml"])]
        explain: bool,
        #[command(flatten)]
        written: Written,
    },
    /// Find what is associated with an instance
    #[command(visible_alias = "a")]
    Associators {
        /// The object path, as in Class.Key="text",Other=5
        #[arg(value_name = "OBJECT-PATH")]
        path: String,
        /// By this association only
        #[arg(long, value_name = "CLASS")]
        association_class: Option<String>,
        /// Of this class only
        #[arg(long, value_name = "CLASS")]
        result_class: Option<String>,
        /// Where the instance has this role in the association
        #[arg(long, value_name = "PROPERTY")]
        role: Option<String>,
        /// Where the result has this role in the association
        #[arg(long, value_name = "PROPERTY")]
        result_role: Option<String>,
        /// Show the keys only
        #[arg(long)]
        keys_only: bool,
        #[command(flatten)]
        written: Written,
    },
    /// Find the associations that refer to an instance
    #[command(visible_alias = "r")]
    References {
        /// The object path, as in Class.Key="text",Other=5
        #[arg(value_name = "OBJECT-PATH")]
        path: String,
        /// Associations of this class only
        #[arg(long, value_name = "CLASS")]
        result_class: Option<String>,
        /// Where the instance has this role in the association
        #[arg(long, value_name = "PROPERTY")]
        role: Option<String>,
        /// Show the keys only
        #[arg(long)]
        keys_only: bool,
        #[command(flatten)]
        written: Written,
    },
    /// Wait for indications, and show each when it comes
    #[command(visible_alias = "sub")]
    Subscribe {
        /// The query, as in 'SELECT * FROM Class'
        #[arg(value_name = "QUERY")]
        query: String,
        /// The language that it is written in
        #[arg(long, default_value = "WQL", value_name = "NAME")]
        dialect: String,
        /// Begin with the 'oldest' event that is still known, with the next one ('newest'), or behind the one that was shown with this
        /// bookmark, and show a bookmark with each
        #[arg(long, value_name = "oldest|newest|BOOKMARK")]
        bookmark: Option<String>,
        /// End after so many indications
        #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u64).range(1..))]
        count: Option<u64>,
    },
    /// Make a project for a new provider, from MOF: it builds and answers at once, with functions to fill in
    NewProvider(NewProvider),
    /// List what the registration files of the provider path register, check it, or explain who answers for a class
    Providers(Providers),
    /// Serve this computer's classes over WS-Management (not supported yet)
    Serve(Rest),
}

impl Command {
    /// The language that the command's results are wanted in.
    pub fn written(&self) -> Written {
        match self {
            Command::Get { written, .. }
            | Command::Enumerate { written, .. }
            | Command::Class { written, .. }
            | Command::Classes { written, .. }
            | Command::Query { written, .. }
            | Command::Cql { written, .. }
            | Command::Associators { written, .. }
            | Command::References { written, .. } => *written,
            _ => Written::default(),
        }
    }
}

/// What can be done with a repository as a whole.
#[derive(Debug, Subcommand)]
pub enum RepositoryCommand {
    /// Check everything in it, and list what is wrong; exit status 1 if anything is
    Check,
    /// Write a copy of it into a file, while others go on reading and writing
    Backup {
        /// The file
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Replace the file if it is there
        #[arg(long)]
        replace: bool,
    },
    /// Put a backup in its place, also while other programs have it open; the backup is checked first
    Restore {
        /// The backup
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Don't keep what is there now in a file beside the repository
        #[arg(long)]
        discard: bool,
    },
}

/// What a project for a new provider is to be.
#[derive(Debug, Args)]
pub struct NewProvider {
    /// A class that the provider serves; may be given several times
    #[arg(long, required = true, value_name = "NAME")]
    pub class: Vec<String>,
    /// A MOF file, or a folder with such, in which the classes and their superclasses are; may be given several times
    #[arg(long, required = true, value_name = "PATH")]
    pub from: Vec<PathBuf>,
    /// What the provider is to be written in
    #[arg(long, value_enum)]
    pub language: Language,
    /// The name of the library; that of the folder where it is left out
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// Where this library's crate is, for a project in Rust; the registry's where it is left out
    #[arg(long, value_name = "DIR")]
    pub mi_path: Option<PathBuf>,
    /// Make the generated files of a project anew that is there, and leave what you wrote
    #[arg(long)]
    pub force: bool,
    /// The folder of the project
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
}

/// What is wanted of what is registered.
#[derive(Debug, Args)]
pub struct Providers {
    /// Classes; for each, who answers which operation, and why
    #[arg(value_name = "CLASS")]
    pub class: Vec<String>,
    /// Open each module where it is to run, compare what it declares with what is registered; exit status 1 if anything is wrong
    #[arg(long)]
    pub check: bool,
}

/// A language in which providers are written.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Language {
    C,
    Rust,
}

/// The arguments of a command that is not built.
#[derive(Debug, Args)]
pub struct Rest {
    #[arg(hide = true, trailing_var_arg = true, allow_hyphen_values = true)]
    pub rest: Vec<String>,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_arguments_do_not_contradict_each_other() {
        Arguments::command().debug_assert();
    }
}
