//! Classes and instances to work with, and a way to run one operation and collect what it brings.

use std::sync::{Arc, Mutex};

use mi::cim::{Class, ClassDeclaration, Error, Flavor, Instance, Property, Qualifier, Text, Type, Value};
use mi::mof::{NoIncludes, Options, Source, compile as compile_mof, load};
use mi::provider::repository::{Item, ItemKind, Location, Repository};
use mi::provider::{
    Call, OperationFlags, Posted, Provider, Question, Reply, Request, Sink, StopNotice, Stopped,
};

pub const NAMESPACE: &str = "root/cimv2";

#[derive(Default)]
struct Collected {
    posted: Vec<Posted>,
    outcome: Option<Result<(), Error>>,
}

struct Collector(Arc<Mutex<Collected>>);

impl Sink for Collector {
    fn post(&self, result: Posted) -> Result<(), Stopped> {
        self.0.lock().unwrap().posted.push(result);
        Ok(())
    }

    fn finish(&self, outcome: Result<(), Error>) {
        self.0.lock().unwrap().outcome = Some(outcome);
    }

    fn ask(&self, _: Question) -> Result<bool, Stopped> {
        Ok(true)
    }

    fn is_stopped(&self) -> bool {
        false
    }

    fn on_stop(&self, _: StopNotice) {}
}

pub fn call(request: Request) -> Call {
    Call {
        namespace: Text::from(NAMESPACE),
        request,
        flags: OperationFlags::empty(),
        options: None,
        deadline: None,
        filter: None,
    }
}

pub fn run(repository: &Repository, call: &Call) -> Result<Vec<Posted>, Error> {
    let collected = Arc::new(Mutex::new(Collected::default()));
    repository.execute(call, Reply::new(Arc::new(Collector(Arc::clone(&collected)))));
    let mut collected = collected.lock().unwrap();
    let outcome = collected.outcome.take().expect("the operation is finished");
    outcome.map(|()| std::mem::take(&mut collected.posted))
}

pub fn instances(repository: &Repository, call: &Call) -> Result<Vec<Arc<Instance>>, Error> {
    let posted = run(repository, call)?;
    Ok(posted
        .into_iter()
        .map(|posted| match posted {
            Posted::Instance(instance) => instance,
            other => panic!("{other:?}"),
        })
        .collect())
}

pub fn classes(repository: &Repository, call: &Call) -> Result<Vec<Arc<Class>>, Error> {
    let posted = run(repository, call)?;
    Ok(posted
        .into_iter()
        .map(|posted| match posted {
            Posted::Class(class) => class,
            other => panic!("{other:?}"),
        })
        .collect())
}

pub fn one(repository: &Repository, request: Request) -> Result<Arc<Instance>, Error> {
    let mut instances = instances(repository, &call(request))?;
    assert_eq!(instances.len(), 1);
    Ok(instances.remove(0))
}

pub fn create(repository: &Repository, instance: Instance) -> Result<Arc<Instance>, Error> {
    one(repository, Request::CreateInstance { instance: Arc::new(instance) })
}

pub fn get(repository: &Repository, instance: Instance) -> Result<Arc<Instance>, Error> {
    one(repository, Request::GetInstance { instance: Arc::new(instance) })
}

pub fn modify(repository: &Repository, instance: Instance) -> Result<(), Error> {
    run(repository, &call(Request::ModifyInstance { instance: Arc::new(instance) })).map(drop)
}

pub fn delete(repository: &Repository, instance: Instance) -> Result<(), Error> {
    run(repository, &call(Request::DeleteInstance { instance: Arc::new(instance) })).map(drop)
}

pub fn enumerate(repository: &Repository, class_name: &str) -> Vec<Arc<Instance>> {
    let class_name = Text::from(class_name);
    instances(repository, &call(Request::EnumerateInstances { class_name, keys_only: false })).unwrap()
}

/// The values of one property, sorted as they are shown.
pub fn shown(instances: &[Arc<Instance>], property: &str) -> Vec<String> {
    let mut shown: Vec<String> =
        instances.iter().map(|instance| format!("{:?}", instance.value(property))).collect();
    shown.sort();
    shown
}

pub fn qualifier(name: &str) -> Qualifier {
    Qualifier {
        name: Text::from(name),
        kind: Type::Boolean,
        value: Some(Value::Boolean(true)),
        flavor: Flavor::empty(),
        propagated: false,
    }
}

pub fn property(name: &str, kind: Type, qualifiers: &[&str]) -> Property {
    Property {
        name: Text::from(name),
        kind,
        array_size: None,
        reference_class: None,
        flags: mi::cim::ElementFlags::empty(),
        qualifiers: qualifiers.iter().map(|name| qualifier(name)).collect(),
        default: None,
        origin: Text::default(),
        propagator: Text::default(),
    }
}

pub fn with_default(mut property: Property, default: Value) -> Property {
    property.default = Some(default);
    property
}

pub fn class(name: &str, superclass: Option<&str>, properties: Vec<Property>) -> ClassDeclaration {
    ClassDeclaration {
        name: Text::from(name),
        superclass: superclass.map(Text::from),
        properties,
        ..ClassDeclaration::default()
    }
}

/// A key `Name`, and a property of some kinds.
pub fn thing() -> ClassDeclaration {
    class(
        "Test_Thing",
        None,
        vec![
            property("Name", Type::String, &["Key"]),
            property("Size", Type::Uint32, &[]),
            with_default(property("State", Type::String, &[]), Value::string("new")),
            property("Tags", Type::StringArray, &[]),
        ],
    )
}

/// Below `Test_Thing`.
pub fn special() -> ClassDeclaration {
    class("Test_Special", Some("Test_Thing"), vec![property("Weight", Type::Real64, &[])])
}

pub fn class_item(declaration: ClassDeclaration) -> Item {
    Item { namespace: NAMESPACE.to_owned(), kind: ItemKind::Class(Arc::new(declaration)) }
}

pub fn compile(repository: &Repository, declarations: Vec<ClassDeclaration>) -> Result<(), Error> {
    let items: Vec<Item> = declarations.into_iter().map(class_item).collect();
    repository.compile(&items, &mut |_, _| {}).map(drop).map_err(Error::from)
}

/// A repository in memory with `Test_Thing` and `Test_Special`.
pub fn repository() -> Arc<Repository> {
    let repository = Repository::open(Location::Memory).unwrap();
    compile(&repository, vec![thing(), special()]).unwrap();
    repository
}

pub fn instance(class_name: &str, values: &[(&str, Value)]) -> Instance {
    let mut instance = Instance::new(class_name).unwrap();
    for (name, value) in values {
        instance.add_value(*name, value.clone()).unwrap();
    }
    instance
}

pub fn named(class_name: &str, name: &str) -> Instance {
    instance(class_name, &[("Name", Value::string(name))])
}

/// Compiles MOF as `mi compile` does.
pub fn compile_text(repository: &Repository, namespace: &str, text: &str) -> Result<(), String> {
    let program =
        load([Source::new("test.mof", text)], &mut NoIncludes).map_err(|errors| errors.to_string())?;
    let options = Options { namespace: Text::from(namespace), strict: true, ..Options::default() };
    let compiled = compile_mof(&program, repository, &options).map_err(|errors| errors.to_string())?;
    let items: Vec<Item> = compiled.changes.iter().map(Item::from).collect();
    repository.compile(&items, &mut |_, _| {}).map(drop).map_err(|error| error.to_string())
}
