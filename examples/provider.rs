//! A provider in Rust, in the process of its client: `cargo run --example provider`.
//!
//! It serves one class, `Demo_Task`: tasks that are kept in memory, and can be listed, got, made and done. A provider in a shared
//! library of its own, which other programs load too, is written alike: `mi new-provider --language rust` makes a project.

use std::collections::BTreeMap;
use std::error::Error as StdError;
use std::sync::{Arc, Mutex};

use mi::cim::{Class, Error, Instance, Status, Type, Value, ValueRef};
use mi::configuration::{Configuration, RepositoryLocation};
use mi::engine::Application;
use mi::mof::{self, ChangeKind, EmptyCatalog, NoIncludes, Options, Source};
use mi::provider::{Call, Provider, Reply, Request};

const NAMESPACE: &str = "root/cimv2";
const MOF: &str = r#"
class Demo_Task {
    [Key] string Name;
    boolean IsDone = false;
    uint32 Finish([Out] uint32 Left);
};
"#;

/// Tasks by their names, and whether they are done. Calls come from several threads at once.
struct Tasks {
    class: Arc<Class>,
    tasks: Mutex<BTreeMap<String, bool>>,
}

impl Provider for Tasks {
    fn name(&self) -> &str {
        "tasks"
    }

    fn execute(&self, call: &Call, reply: Reply) {
        // The reply is finished once. It may be kept and finished later, from another thread.
        match &call.request {
            Request::GetInstance { instance } => reply.finish_with_instance(self.get(instance)),
            Request::EnumerateInstances { .. } => {
                let tasks = self.tasks.lock().unwrap().clone();
                for (name, is_done) in &tasks {
                    // The client may be slow, and then this waits; it may have gone, and then the rest is for nobody.
                    if self
                        .instance(name, *is_done)
                        .is_ok_and(|instance| reply.post_instance(instance).is_err())
                    {
                        break;
                    }
                }
                reply.finish(Ok(()));
            }
            Request::CreateInstance { instance } => reply.finish_with_instance(self.create(instance)),
            Request::Invoke { method_name, instance: Some(instance), .. } if *method_name == "Finish" => {
                reply.finish_with_instance(self.finish(instance));
            }
            Request::GetClass { .. } => {
                let _ = reply.post_class(Arc::clone(&self.class));
                reply.finish(Ok(()));
            }
            other => reply.finish(Err(Error::not_supported(format!("{} of Demo_Task", other.name())))),
        }
    }
}

impl Tasks {
    fn get(&self, wanted: &Instance) -> Result<Arc<Instance>, Error> {
        let name = key(wanted)?;
        let tasks = self.tasks.lock().unwrap();
        let is_done = tasks.get(&name).ok_or_else(|| not_found(&name))?;
        self.instance(&name, *is_done)
    }

    /// What is made is answered with, its keys at least.
    fn create(&self, wanted: &Instance) -> Result<Arc<Instance>, Error> {
        let name = key(wanted)?;
        let is_done = matches!(wanted.value("IsDone"), Some(ValueRef::Boolean(true)));
        let mut tasks = self.tasks.lock().unwrap();
        if tasks.contains_key(&name) {
            return Err(Error::new(Status::AlreadyExists, format!("There is a Demo_Task {name} already.")));
        }
        tasks.insert(name.clone(), is_done);
        self.instance(&name, is_done)
    }

    /// The method: the answer has its return value and what comes out.
    fn finish(&self, of: &Instance) -> Result<Arc<Instance>, Error> {
        let name = key(of)?;
        let mut tasks = self.tasks.lock().unwrap();
        *tasks.get_mut(&name).ok_or_else(|| not_found(&name))? = true;
        let left = tasks.values().filter(|is_done| !**is_done).count() as u32;
        let mut answer = Instance::new("Finish")?;
        answer.add_value("ReturnValue", Value::Uint32(0))?;
        answer.add_value("Left", Value::Uint32(left))?;
        Ok(Arc::new(answer))
    }

    fn instance(&self, name: &str, is_done: bool) -> Result<Arc<Instance>, Error> {
        let mut instance = Instance::of_class(&self.class);
        instance.set_by_name("Name", Type::String, Some(Value::string(name).as_value_ref()))?;
        instance.set_by_name("IsDone", Type::Boolean, Some(ValueRef::Boolean(is_done)))?;
        Ok(Arc::new(instance))
    }
}

fn key(instance: &Instance) -> Result<String, Error> {
    match instance.value("Name") {
        Some(ValueRef::String(name)) => Ok(name.to_str().into_owned()),
        _ => Err(Error::new(Status::InvalidParameter, "The key Name of Demo_Task is missing, or no text.")),
    }
}

fn not_found(name: &str) -> Error {
    Error::new(Status::NotFound, format!("There is no Demo_Task {name}."))
}

/// The class as its MOF says it.
fn class() -> Result<Arc<Class>, Box<dyn StdError>> {
    let program = mof::load([Source::new("demo.mof", MOF)], &mut NoIncludes)?;
    let compiled = mof::compile(&program, &EmptyCatalog, &Options::default())?;
    let mut classes = compiled.changes.into_iter().filter_map(|change| match change.kind {
        ChangeKind::Class { class, .. } => Some(class),
        _ => None,
    });
    Ok(classes.next().ok_or("the MOF declares no class")?)
}

fn main() -> Result<(), Box<dyn StdError>> {
    let tasks = Tasks { class: class()?, tasks: Mutex::default() };
    let named = |name: &str| -> Result<Arc<Instance>, Error> { tasks.instance(name, false) };
    let (write, read) = (named("write a provider")?, named("read the pages")?);

    // Nothing of this machine: no repository and no modules, only what is registered here.
    let configuration = Configuration {
        repository: Some(RepositoryLocation::Memory),
        provider_path: Vec::new(),
        ..Configuration::load()?
    };
    let application = Application::with_configuration(configuration);
    application.register_provider(NAMESPACE, "Demo_Task", Arc::new(tasks))?;

    // From here on everything is as for any class: a client does not see who answers.
    let session = application.new_session(None, None, None)?;
    for instance in [&write, &read] {
        session.request(Request::CreateInstance { instance: Arc::clone(instance) }).instance()?;
    }
    let finish = Request::Invoke {
        class_name: "Demo_Task".into(),
        method_name: "Finish".into(),
        instance: Some(Arc::clone(&write)),
        parameters: None,
    };
    let answer = session.request(finish).instance()?.ok_or("no answer")?;
    println!("finished; left: {:?}", answer.value("Left"));
    let all = Request::EnumerateInstances { class_name: "Demo_Task".into(), keys_only: false };
    for task in session.request(all).instances() {
        let task = task?;
        println!("{:?} is done: {:?}", task.value("Name"), task.value("IsDone"));
    }
    session.close()?;
    application.close()?;
    Ok(())
}
