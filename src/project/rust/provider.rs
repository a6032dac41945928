//! What the author of a provider in Rust begins with.

use std::fmt::Write as _;
use std::sync::Arc;

use super::super::plan::{Kind, kind};
use super::super::{Plan, fill};
use super::structures::{snake, type_name};
use crate::cim::Class;

/// `lib.rs`: the module.
pub(super) fn library(plan: &Plan) -> String {
    let mut modules: Vec<String> =
        plan.served().map(|class| format!("mod {};\n", snake(&class.name().to_str()))).collect();
    modules.extend(["pub mod schema;\n".to_owned(), "#[cfg(test)]\nmod tests;\n".to_owned()]);
    let mut text = format!(
        "//! A provider module: which classes it has, and who answers for them.\n\n{}\nuse std::sync::Arc;\n\nuse mi::cim::Error;\n\
         use mi::provider::Provider;\nuse mi::provider::module::export::ProviderModule;\n\n\
         /// The classes that are served, by their names. This is where a provider gets what it shares with others.\n\
         fn providers() -> Vec<(&'static str, Arc<dyn Provider>)> {{\n    vec![\n",
        modules.concat()
    );
    for class in plan.served() {
        let (name, file) = (type_name(&class.name().to_str()), snake(&class.name().to_str()));
        let _ =
            writeln!(text, "        (schema::{name}::CLASS, Arc::new({file}::ClassProvider::default())),");
    }
    text.push_str(
        "    ]
}

/// Called when a host loads the module.
fn module() -> Result<ProviderModule, Error> {
    let providers = providers();
    let mut module = ProviderModule::new();
    for class in schema::classes()? {
        module = match providers.iter().find(|(name, _)| *class.name() == *name) {
            Some((_, provider)) => module.serve(Arc::clone(class), Arc::clone(provider)),
            None => module.declare(Arc::clone(class)),
        };
    }
    Ok(module)
}

mi::provider_module!(module);
",
    );
    text
}

/// `CLASS.rs`: what the class answers.
pub(super) fn class(class: &Arc<Class>) -> String {
    let name = class.name().to_str();
    let mut arms = String::new();
    let mut arm = |pattern: &str, hint: &str, operation: &str| {
        let _ = write!(
            arms,
            "            // {hint}\n            {pattern} => reply.finish(Err(not_filled_in({operation:?}))),\n"
        );
    };
    if kind(class) == Kind::Indication {
        arm(
            "Request::Subscribe { .. }",
            "Keep the reply; post `Posted::Indication`, and finish when `reply.on_stop` tells that nobody listens.",
            "Subscribe",
        );
    } else {
        arm(
            "Request::GetInstance { instance: _ }",
            "The keys are in the instance: reply.finish_with_instance(@TYPE@ { .. }.to_instance()), or Status::NotFound.",
            "GetInstance",
        );
        arm(
            "Request::EnumerateInstances { .. }",
            "reply.finish_with_instances(all.iter().map(@TYPE@::to_instance)), of a list or any other iterator.",
            "EnumerateInstances",
        );
        arm(
            "Request::CreateInstance { instance: _ }",
            "@TYPE@::try_from(&**instance); answer with the keys of what was made, or Status::AlreadyExists.",
            "CreateInstance",
        );
        arm(
            "Request::ModifyInstance { instance: _ }",
            "The instance has its keys, and what changes.",
            "ModifyInstance",
        );
        arm("Request::DeleteInstance { instance: _ }", "The instance has its keys.", "DeleteInstance");
    }
    if kind(class) == Kind::Association {
        arm(
            "Request::AssociatorInstances { .. }",
            "Post the instances at the other end of each association with the instance. As it is, the library follows ReferenceInstances.",
            "AssociatorInstances",
        );
        arm(
            "Request::ReferenceInstances { .. }",
            "Post each association that has the instance at one of its ends. As it is, the library looks through EnumerateInstances.",
            "ReferenceInstances",
        );
    }
    for method in class.methods() {
        let hint = format!(
            "@TYPE@_{}::try_from(&**parameters), where there are parameters; reply.finish_with_instance(... .to_answer()).",
            type_name(&method.name.to_str())
        );
        let pattern = format!(
            "Request::Invoke {{ method_name, .. }} if method_name.to_str().eq_ignore_ascii_case({:?})",
            method.name.to_str()
        );
        arm(&pattern, &hint, &format!("Invoke of {}", method.name));
    }
    let arms = fill(&arms, &[("TYPE", &format!("crate::schema::{}", type_name(&name)))]);
    fill(CLASS, &[("CLASS", &name), ("FILE", &snake(&name)), ("ARMS", &arms)])
}

const CLASS: &str = "//! What `@CLASS@` answers. Each arm says NOT_SUPPORTED until it is filled in.

use mi::cim::{Error, Status};
use mi::provider::{Call, Provider, Reply, Request};

/// What the provider keeps between requests, which come from several threads at once.
#[derive(Debug, Default)]
pub struct ClassProvider {}

impl Provider for ClassProvider {
    fn name(&self) -> &str {
        \"@CLASS@\"
    }

    /// Answers through the reply, which is finished once: here, or later from another thread.
    fn execute(&self, call: &Call, reply: Reply) {
        match &call.request {
@ARMS@            other => reply.finish(Err(not_filled_in(other.name()))),
        }
    }
}

fn not_filled_in(operation: &str) -> Error {
    Error::new(Status::NotSupported, format!(\"{operation} of @CLASS@ in src/@FILE@.rs is not filled in yet.\"))
}
";

/// `tests.rs`: asks each class, in an application of the test's own.
pub(super) fn tests(plan: &Plan) -> String {
    fill(TESTS, &[("NAMESPACE", &plan.namespace.to_str())])
}

const TESTS: &str = "//! Asks each class in an application of the test's own. Change what is expected as operations are filled in.

use std::sync::Arc;

use mi::cim::Status;
use mi::cim::class::ClassFlags;
use mi::configuration::{Configuration, RepositoryLocation};
use mi::engine::Application;
use mi::provider::Request;

use super::{module, providers, schema};

const NAMESPACE: &str = \"@NAMESPACE@\";

#[test]
fn each_class_says_what_is_not_filled_in() {
    // Nothing of this machine: no repository, and no modules that are installed.
    let configuration = Configuration {
        repository: Some(RepositoryLocation::Memory),
        provider_path: Vec::new(),
        ..Configuration::load().unwrap()
    };
    let application = Application::with_configuration(configuration);
    for (class, provider) in providers() {
        application.register_provider(NAMESPACE, class, Arc::clone(&provider)).unwrap();
        if schema::class(class).unwrap().flags().contains(ClassFlags::INDICATION) {
            continue;
        }
        let session = application.new_session(None, None, None).unwrap();
        let request = Request::EnumerateInstances { class_name: class.into(), keys_only: false };
        let error = session.request(request).namespace(NAMESPACE).outcome().unwrap_err();
        assert_eq!(error.status, Status::NotSupported);
        assert!(error.message.contains(\"is not filled in yet\"), \"{error}\");
        session.close().unwrap();
    }
    application.close().unwrap();
}

#[test]
fn the_module_can_be_made() {
    assert!(module().is_ok());
}
";

pub(super) fn readme(plan: &Plan) -> String {
    let classes: Vec<String> = plan.served().map(|class| format!("`{}`", class.name())).collect();
    let first = plan.served().next().map(|class| class.name().to_string()).unwrap_or_default();
    let texts = [
        ("NAME", plan.name.as_str()),
        ("CLASSES", &classes.join(", ")),
        ("NAMESPACE", &plan.namespace.to_str()),
        ("FIRST", &first),
    ];
    fill(
        "# @NAME@

A provider of @CLASSES@ in namespace `@NAMESPACE@`, in Rust.

    cargo test                   # asks it in an application of the test's own
    cargo build                  # builds the module that @NAME@.reg names
    MI_PROVIDER_PATH=$PWD mi enumerate @FIRST@
    MI_PROVIDER_PATH=$PWD mi providers --check

Fill in the arms of each class's file in `src/`; `lib.rs` is for what they share. `schema.rs` and `schema.mof` are made from MOF:
`mi new-provider --force` makes them anew, and leaves everything else as it is.
To install it, copy `@NAME@.reg` and the library of a release build into a folder of the provider path, and name the library in the file.
",
        &texts,
    )
}
