//! Which provider answers, with modules that are made of Rust.

mod associations;
mod extra;
mod followed;
mod idle;
mod placement;
#[cfg(unix)]
mod preexec;
mod queries;
mod subscriptions;

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex};

use super::libraries::Unloading;
use super::modules::Modules;
use super::*;
use crate::cim::class::ClassFlags;
use crate::cim::{Class, ClassDeclaration, ElementFlags, Instance, Property, Type, Value, ValueRef};
use crate::configuration::ModuleSettings;
use crate::engine::tests::{Fake, configuration};
use crate::engine::{Application, Session};
use crate::provider::{OpenModule, Placement};
use crate::provider::{OperationFlags, Posted, Reply};

/// A folder with registration files, and the application and session that use them.
struct Setup {
    folder: tempfile::TempDir,
    application: Application,
    session: Session,
}

/// What the modules of a test do.
const FILE: &str = "LIBRARY=good.so\nHOSTING=@inproc@\n\
    CLASS=T_Small:T_Number\n\
    CLASS=T_Tiny:T_Small:T_Number\n\
    CLASS=T_Failing:T_Broken_Base\n\
    CLASS=T_Late:T_Late_Base\nCLASS=T_Later:T_Late_Base\n\
    CLASS=T_Panics:T_Panic_Base\n\
    CLASS=T_Link:T_Links{T_Small:T_Number,T_World}\n\
    CLASS=T_Other_Link:T_Links{T_World,T_Small:T_Number}\n\
    CLASS=T_World\n\
    CLASS=T_Witness:T_Stop_Base\n\
    EXTRACLASS=T_Extra\n\
    INDICATIONCLASS=T_Event:CIM_Indication\n\
    INDICATIONCLASS=T_Long_One:T_Long_Base\nINDICATIONCLASS=T_Long_Two:T_Long_Base\n\
    INDICATIONCLASS=T_Long_Three:T_Bad_Base\nINDICATIONCLASS=T_Failing_Event:T_Bad_Base\n";

fn set_up_with(files: &[(&str, &str)], repository: impl Provider + 'static) -> Setup {
    set_up_as(files, repository, ModuleSettings::default())
}

fn set_up_as(files: &[(&str, &str)], repository: impl Provider + 'static, modules: ModuleSettings) -> Setup {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join("root-test").join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    for library in ["good.so", "placed.so"] {
        std::fs::write(folder.path().join(library), "").unwrap();
    }
    let configuration = crate::configuration::Configuration {
        provider_path: vec![folder.path().to_owned()],
        modules,
        ..configuration()
    };
    let application = Application::with_configuration(configuration);
    application.use_modules(open);
    application.set_repository(Arc::new(repository)).unwrap();
    let session = application.new_session(None, None, None).unwrap();
    Setup { folder, application, session }
}

fn set_up(files: &[(&str, &str)]) -> Setup {
    set_up_with(files, Fake { is_bounded: false, run: answer_as_repository })
}

/// The repository knows `T_Number` and `T_World`, and has instances of registered classes too.
fn answer_as_repository(call: &Call, reply: Reply) {
    let unknown = || Err(Error::new(Status::InvalidClass, "The repository does not have the class."));
    let outcome = match &call.request {
        Request::EnumerateInstances { class_name, .. } if class_name.to_str() == "T_Number" => {
            ["T_Number", "T_Small"].into_iter().for_each(|class| {
                reply.post_instance(instance(class, "repository")).unwrap();
            });
            Ok(())
        }
        Request::EnumerateClasses { .. } => {
            ["T_Number", "T_Small", "T_Only_Here"].into_iter().for_each(|name| {
                reply.post_class(class(name, None)).unwrap();
            });
            Ok(())
        }
        Request::GetClass { class_name } if class_name.to_str() == "T_Number" => {
            reply.post_class(class("T_Number", Some("Theirs"))).map_err(|_| unreachable!())
        }
        Request::QueryInstances { .. } => Err(Error::not_supported("A query on the repository")),
        _ => unknown(),
    };
    reply.finish(outcome);
}

fn instance(class: &str, from: &str) -> Arc<Instance> {
    let mut instance = Instance::new(class).unwrap();
    instance.add("Id", Type::Uint32, Some(ValueRef::Uint32(1)), ElementFlags::KEY).unwrap();
    instance.add_value("From", Value::string(from)).unwrap();
    if class == "T_Tiny" {
        instance.add_value("Own", Value::Uint32(1)).unwrap();
    }
    Arc::new(instance)
}

fn class(name: &str, property: Option<&str>) -> Arc<Class> {
    let number = (name != "T_Number").then_some(("Id", Type::Uint32));
    let properties = property.map(|property| std::iter::once((property, Type::String)).chain(number));
    let properties = properties.into_iter().flatten().map(|(property, kind)| Property {
        name: Text::from(property),
        kind,
        array_size: None,
        reference_class: None,
        flags: if property == "Id" {
            ElementFlags::PROPERTY | ElementFlags::KEY
        } else {
            ElementFlags::PROPERTY
        },
        qualifiers: Vec::new(),
        default: None,
        origin: Text::from(name),
        propagator: Text::from(name),
    });
    let declaration = ClassDeclaration {
        name: Text::from(name),
        properties: properties.collect(),
        flags: ClassFlags::CLASS,
        ..Default::default()
    };
    Arc::new(Class::new(declaration, None))
}

/// What is in a file that is a module, whatever it is called.
const GOOD: &str = "good";

/// Opens what is called `good.so`, and what says that it is good.
fn open(path: &Path, placement: &Placement, _: &ModuleSettings) -> Result<Arc<dyn OpenModule>, Error> {
    if path.ends_with("placed.so") {
        Err(Error::new(Status::Failed, format!("{placement:?}")))
    } else if path.ends_with("good.so") || std::fs::read(path).is_ok_and(|content| content == GOOD.as_bytes())
    {
        Ok(Arc::new(Good))
    } else {
        Err(Error::new(Status::Failed, format!("{} is no module.", path.display())))
    }
}

struct Good;

impl OpenModule for Good {
    fn provider(&self, _: &Text, class_name: &Text) -> Result<Arc<dyn Provider>, Error> {
        let class_name = class_name.clone();
        Ok(Arc::new(Fake {
            is_bounded: false,
            run: move |call: &Call, reply: Reply| serve(&class_name, call, reply),
        }))
    }

    fn class_names(&self) -> Result<Vec<Text>, Error> {
        Ok(Vec::new())
    }

    fn class(&self, class_name: &Text) -> Result<Arc<Class>, Error> {
        Ok(class(&class_name.to_str(), Some("From")))
    }
}

/// How often a provider that goes on was stopped.
static STOPS: AtomicUsize = AtomicUsize::new(0);

/// Whether the provider was asked that nothing should be asked of.
static WITNESSED: AtomicBool = AtomicBool::new(false);

fn serve(class_name: &Text, call: &Call, reply: Reply) {
    let name = class_name.to_str().into_owned();
    match &call.request {
        Request::GetClass { .. } => {
            reply.post_class(class(&name, Some("From"))).unwrap();
            reply.finish(Ok(()));
        }
        _ if name == "T_Witness" => {
            WITNESSED.store(true, Ordering::SeqCst);
            reply.finish(Ok(()));
        }
        // Goes on until it is stopped.
        _ if name.starts_with("T_Long") => {
            let _ = reply.post_instance(instance(&name, "module"));
            let poster = reply.poster();
            poster.on_stop(move |_| {
                STOPS.fetch_add(1, Ordering::SeqCst);
                reply.finish(Ok(()));
            });
        }
        _ if name.starts_with("T_Failing") => reply.finish(Err(Error::new(Status::AccessDenied, "No."))),
        _ if name == "T_Panics" => panic!("a fault of the module"),
        _ if name.starts_with("T_Bare") => followed::serve(&name, call, reply),
        _ if name.starts_with("T_Late") => {
            std::thread::spawn(move || {
                reply.post_instance(instance(&name, "module")).unwrap();
                reply.finish(Ok(()));
            });
        }
        _ if name == "T_Event" => {
            let instance = instance(&name, "module");
            reply.poster().post(Posted::Indication { instance, bookmark: None, machine_id: None }).unwrap();
            reply.finish(Ok(()));
        }
        _ => {
            // Who stopped it is the test.
            let _ = reply.post_instance(instance(&name, "module"));
            reply.finish(Ok(()));
        }
    }
}

impl Setup {
    fn request(&self, request: Request, flags: OperationFlags) -> Result<Vec<String>, Error> {
        let results = self.session.request(request).namespace("root/test").flags(flags).instances();
        results.map(|instance| instance.map(|instance| told(&instance))).collect()
    }

    fn enumerate(&self, class: &str, flags: OperationFlags) -> Result<Vec<String>, Error> {
        self.request(Request::EnumerateInstances { class_name: class.into(), keys_only: false }, flags)
    }

    fn query(&self, dialect: &str, query: &str) -> Result<Vec<String>, Error> {
        let request = Request::QueryInstances { dialect: dialect.into(), query: query.into() };
        self.request(request, OperationFlags::empty())
    }

    fn get(&self, class: &str) -> Result<Vec<String>, Error> {
        let request = Request::GetInstance { instance: instance(class, "client") };
        let got = self.session.request(request).namespace("root/test").instance()?;
        Ok(got.into_iter().map(|instance| told(&instance)).collect())
    }

    fn classes(&self, above: Option<&str>, names_only: bool, flags: OperationFlags) -> Vec<String> {
        let request = Request::EnumerateClasses { class_name: above.map(Text::from), names_only };
        let classes = self.session.request(request).namespace("root/test").flags(flags).classes();
        classes.map(|class| class.unwrap().name().to_string()).collect()
    }

    fn references(&self, class: &str, association: Option<&str>) -> Result<Vec<String>, Error> {
        let request = Request::ReferenceInstances {
            instance: instance(class, "client"),
            result_class: association.map(Text::from),
            role: None,
            keys_only: false,
        };
        self.request(request, OperationFlags::empty())
    }
}

/// The class of an instance and the names of its elements, without the key, and where it came from.
fn told(instance: &Instance) -> String {
    let from = match instance.value("From") {
        Some(ValueRef::String(from)) => from.to_str().into_owned(),
        _ => instance.elements().map(|element| element.name.to_string()).collect::<Vec<_>>().join(","),
    };
    format!("{} {from}", instance.class_name())
}

const DEEP: OperationFlags = OperationFlags::empty();

#[test]
fn a_registered_class_is_served_by_its_module_and_others_by_the_repository() {
    let setup = set_up(&[("a.reg", FILE)]);
    assert_eq!(setup.get("t_small").unwrap(), ["T_Small module"]);
    assert_eq!(setup.get("T_Number").unwrap_err().status, Status::InvalidClass);
}

#[test]
fn what_the_application_registered_comes_first() {
    let setup = set_up(&[("a.reg", FILE)]);
    let own = |_: &Call, reply: Reply| reply.finish_with_instance(Ok(instance("T_Small", "application")));
    let own = Arc::new(Fake { is_bounded: false, run: own });
    setup.application.register_provider("root/test", "T_Small", own).unwrap();
    assert_eq!(setup.get("T_Small").unwrap(), ["T_Small application"]);
    assert_eq!(setup.enumerate("T_Small", DEEP).unwrap(), ["T_Small application"]);
    assert_eq!(
        setup.enumerate("T_Number", DEEP).unwrap(),
        ["T_Number repository", "T_Small application", "T_Tiny module"]
    );
}

#[test]
fn a_deep_enumeration_asks_the_registered_subclasses_one_after_the_other() {
    let setup = set_up(&[("a.reg", FILE)]);
    assert_eq!(setup.enumerate("T_Small", DEEP).unwrap(), ["T_Small module", "T_Tiny module"]);
    assert_eq!(setup.enumerate("T_Small", OperationFlags::SHALLOW).unwrap(), ["T_Small module"]);
    assert_eq!(setup.enumerate("T_Tiny", DEEP).unwrap(), ["T_Tiny module"]);
}

#[test]
fn a_class_that_modules_only_inherit_from_has_the_repositorys_instances_too_each_class_from_one_source() {
    let setup = set_up(&[("a.reg", FILE)]);
    let all = setup.enumerate("T_Number", DEEP).unwrap();
    assert_eq!(all, ["T_Number repository", "T_Small module", "T_Tiny module"]);
    let alone = setup.enumerate("T_Number", OperationFlags::SHALLOW).unwrap();
    assert_eq!(alone, ["T_Number repository", "T_Small repository"], "as the repository has it");
}

#[test]
fn providers_that_finish_later_are_waited_for() {
    let setup = set_up(&[("a.reg", FILE)]);
    assert_eq!(setup.enumerate("T_Late_Base", DEEP).unwrap(), ["T_Late module", "T_Later module"]);
}

#[test]
fn the_first_error_ends_an_operation_of_several_providers() {
    let setup = set_up(&[("a.reg", FILE)]);
    let error = setup.enumerate("T_Broken_Base", DEEP).unwrap_err();
    assert_eq!((error.status, error.message.as_str()), (Status::AccessDenied, "No."));
}

#[test]
fn a_panic_of_one_of_several_providers_is_told_with_its_text() {
    let setup = set_up(&[("a.reg", FILE)]);
    let error = setup.enumerate("T_Panic_Base", DEEP).unwrap_err();
    assert!(error.message.contains("a fault of the module"), "{}", error.message);
}

#[test]
fn base_properties_only_leaves_out_what_subclasses_add() {
    let setup = set_up(&[("a.reg", FILE)]);
    let flags = OperationFlags::SHALLOW | OperationFlags::BASE_PROPERTIES_ONLY;
    let request = Request::EnumerateInstances { class_name: "T_Small".into(), keys_only: false };
    let found = setup.session.request(request).namespace("root/test").flags(flags).instances();
    let lengths: Vec<usize> = found.map(|instance| instance.unwrap().len()).collect();
    assert_eq!(lengths, [2, 2], "the base as it is, the subclass without the property of its own");
}

#[test]
fn an_operation_of_several_providers_that_is_cancelled_asks_no_more_of_them() {
    let (sender, asked) = channel::<String>();
    let sender = Mutex::new(sender);
    let repository = Fake {
        is_bounded: false,
        run: move |_: &Call, reply: Reply| {
            sender.lock().unwrap().send("repository".into()).unwrap();
            while !reply.is_stopped() {
                std::thread::yield_now();
            }
            reply.finish(Ok(()));
        },
    };
    let setup = set_up_with(&[("a.reg", FILE)], repository);
    let request = Request::EnumerateInstances { class_name: "T_Stop_Base".into(), keys_only: false };
    let operation = setup.session.request(request).namespace("root/test").start();
    asked.recv().unwrap();
    operation.cancel();
    let outcome = operation.next_result().unwrap();
    assert_eq!(outcome.outcome.unwrap_err().status, Status::Failed);
    // Which returns when all have stopped.
    operation.close().unwrap();
    assert!(!WITNESSED.load(Ordering::SeqCst));
}

#[test]
fn a_class_is_the_modules_that_registers_it_and_the_repositorys_before_one_that_is_only_inherited_from() {
    let setup = set_up(&[("a.reg", FILE)]);
    let property = |class: &str| {
        let request = Request::GetClass { class_name: class.into() };
        let class = setup.session.request(request).namespace("root/test").class().unwrap().unwrap();
        class.properties()[0].name.to_string()
    };
    assert_eq!(property("T_Small"), "From");
    assert_eq!(property("T_Extra"), "From");
    assert_eq!(property("T_Number"), "Theirs");
    assert_eq!(property("T_Links"), "From", "nobody else has it");
}

#[test]
fn classes_of_the_repository_and_of_modules_are_listed_once_each() {
    let setup = set_up(&[("a.reg", FILE)]);
    for names_only in [false, true] {
        let mut all = setup.classes(None, names_only, DEEP);
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count, "each once");
        for class in ["T_Only_Here", "T_Number", "T_Small", "T_Links", "T_Extra", "T_Event", "CIM_Indication"]
        {
            assert!(all.iter().any(|known| known == class), "{class} in {all:?}");
        }
    }
}

#[test]
fn classes_are_listed_by_what_they_inherit_from() {
    let knows_nothing = Fake {
        is_bounded: false,
        run: |_: &Call, reply: Reply| reply.finish(Err(Error::new(Status::InvalidNamespace, "None."))),
    };
    let setup = set_up_with(&[("a.reg", FILE)], knows_nothing);
    assert_eq!(setup.classes(Some("T_Number"), false, DEEP), ["T_Small", "T_Tiny"]);
    assert_eq!(setup.classes(Some("t_number"), true, OperationFlags::SHALLOW), ["T_Small"]);
    let top = setup.classes(None, false, OperationFlags::SHALLOW);
    assert!(top.contains(&"T_Number".to_owned()) && !top.contains(&"T_Small".to_owned()), "{top:?}");
}

#[test]
fn associations_are_asked_of_all_that_may_refer_to_the_class() {
    let setup = set_up(&[("a.reg", FILE)]);
    assert_eq!(setup.references("T_Tiny", None).unwrap(), ["T_Link module", "T_Other_Link module"]);
    assert_eq!(setup.references("T_Small", Some("T_Other_Link")).unwrap(), ["T_Other_Link module"]);
    assert_eq!(setup.references("T_Failing", None).unwrap(), [""; 0]);
    assert_eq!(
        setup.references("T_Only_Here", None).unwrap_err().status,
        Status::InvalidClass,
        "the repository's"
    );
}

#[test]
fn a_class_of_a_script_says_why_it_is_not_served() {
    let text = "LIBRARY=good.so\nHOSTING=@inproc@\nCLASS=T_Script\nINTERPRETER=/bin/sh\nSTARTUP=x\n";
    let error = set_up(&[("a.reg", text)]).get("T_Script").unwrap_err();
    assert_eq!(error.status, Status::NotSupported);
    assert!(error.message.contains("/bin/sh"), "{}", error.message);
}

#[test]
fn a_class_of_a_broken_file_alone_says_what_is_wrong_with_the_file() {
    let setup = set_up(&[("a.reg", "CLASS=T_Lost\nCLASS=\n"), ("b.reg", FILE)]);
    let error = setup.get("T_Lost").unwrap_err();
    assert_eq!(error.status, Status::Failed);
    assert!(error.message.contains("a.reg:2: expected the name of a class"), "{}", error.message);
    assert_eq!(setup.get("T_Small").unwrap(), ["T_Small module"]);
}

#[test]
fn a_library_that_can_not_be_opened_is_tried_again_by_the_next_operation() {
    let setup = set_up(&[("a.reg", "LIBRARY=late\nHOSTING=@inproc@\nCLASS=T_Small\n")]);
    let error = setup.get("T_Small").unwrap_err();
    assert_eq!(error.status, Status::Failed);
    let name = format!("liblate{}", std::env::consts::DLL_SUFFIX);
    assert!(error.message.contains(&name), "{}", error.message);
    std::fs::create_dir(setup.folder.path().join("lib")).unwrap();
    std::fs::write(setup.folder.path().join("lib/late"), "").unwrap();
    let error = setup.get("T_Small").unwrap_err();
    assert!(error.message.contains("is no module"), "{}", error.message);
    std::fs::write(setup.folder.path().join("lib/late"), GOOD).unwrap();
    assert_eq!(setup.get("T_Small").unwrap(), ["T_Small module"]);
}

#[test]
fn classes_of_a_module_that_can_not_be_opened_are_passed_over_with_one_warning() {
    let text = "LIBRARY=nowhere\nHOSTING=@inproc@\nCLASS=T_Gone\nCLASS=T_Away\n";
    let setup = set_up(&[("a.reg", text), ("b.reg", FILE)]);
    let (reporter, told) = crate::engine::tests::Reporter::new();
    let request = Request::EnumerateClasses { class_name: None, names_only: false };
    let operation = setup.session.request(request).namespace("root/test").prepare(Some(reporter), false);
    operation.begin();
    let mut warnings = Vec::new();
    loop {
        match told.recv().unwrap() {
            crate::engine::tests::Told::Message(channel, text) => warnings.push((channel, text)),
            crate::engine::tests::Told::Result(result) if !result.more_results => break,
            _ => {}
        }
    }
    operation.close().unwrap();
    assert_eq!(warnings.len(), 1, "{warnings:?}");
    assert!(warnings[0].0 == 0 && warnings[0].1.contains("a.reg"), "{warnings:?}");
}

// The process-wide registry.

static OPENED: AtomicUsize = AtomicUsize::new(0);

/// Says when it goes.
struct Noted(String, Mutex<Sender<String>>);

impl OpenModule for Noted {
    fn provider(&self, _: &Text, _: &Text) -> Result<Arc<dyn Provider>, Error> {
        Ok(Arc::new(Fake { is_bounded: true, run: |_: &Call, reply: Reply| reply.finish(Ok(())) }))
    }

    fn class_names(&self) -> Result<Vec<Text>, Error> {
        Ok(Vec::new())
    }

    fn class(&self, class_name: &Text) -> Result<Arc<Class>, Error> {
        Ok(class(&class_name.to_str(), None))
    }
}

impl Drop for Noted {
    fn drop(&mut self) {
        // The test may be over.
        let _ = self.1.lock().unwrap().send(self.0.clone());
    }
}

static GONE: Mutex<Option<Sender<String>>> = Mutex::new(None);

fn open_noted(path: &Path, _: &Placement, _: &ModuleSettings) -> Result<Arc<dyn OpenModule>, Error> {
    OPENED.fetch_add(1, Ordering::SeqCst);
    let gone = GONE.lock().unwrap().clone().unwrap();
    Ok(Arc::new(Noted(path.file_name().unwrap().to_string_lossy().into_owned(), Mutex::new(gone))))
}

#[test]
fn a_library_is_opened_once_for_all_and_unloaded_in_reverse_when_the_modules_close() {
    let (sender, gone) = channel();
    *GONE.lock().unwrap() = Some(sender);
    let folder = tempfile::tempdir().unwrap();
    for namespace in ["root-one", "root-two"] {
        std::fs::create_dir(folder.path().join(namespace)).unwrap();
        for library in ["first.so", "second.so"] {
            std::fs::write(folder.path().join(library), "").unwrap();
            let text = format!("LIBRARY={library}\nHOSTING=@inproc@\nCLASS=T_{}\n", &library[..1]);
            std::fs::write(folder.path().join(namespace).join(format!("{library}.reg")), text).unwrap();
        }
    }
    let modules = Modules::new(open_noted);
    let folders = [folder.path().to_owned()];
    let registry = modules.registry(&folders, &ModuleSettings::default());
    let again = modules.registry(&folders, &ModuleSettings::default());
    let other = modules
        .registry(&[folder.path().to_owned(), PathBuf::from("/nonexistent")], &ModuleSettings::default());
    assert!(Arc::ptr_eq(&registry, &again) && !Arc::ptr_eq(&registry, &other));
    let provider = |registry: &Arc<Registry>, namespace: &str, class: &str| {
        let known = registry.catalogue().find(&namespace.into(), &class.into()).unwrap();
        registry.provider(known.registered().unwrap())
    };
    let threads: Vec<_> = ["root/one", "root/two", "root/one", "root/two"]
        .into_iter()
        .map(|namespace| {
            let class = provider(&registry, namespace, "T_f");
            std::thread::spawn(move || class.serving().map(|_| ()))
        })
        .collect();
    threads.into_iter().for_each(|thread| thread.join().unwrap().unwrap());
    provider(&other, "root/two", "T_s").serving().map(|_| ()).unwrap();
    assert_eq!(OPENED.load(Ordering::SeqCst), 2);
    modules.close(Unloading::begin());
    let order: Vec<String> = gone.try_iter().collect();
    assert_eq!(order, ["second.so", "first.so"]);
}
