//! Associations as a plain scan finds them: every instance of every namespace is looked at, and the definition of
//! `docs/associations.md` applied to it. What the repository finds by its index must be the same, whatever was done before.

use std::collections::BTreeSet;
use std::sync::Arc;

use mi::cim::{ElementFlags, Instance, Status, Text, Value, ValueRef};
use mi::mof::{NoIncludes, Options, Source, compile as compile_mof, load};
use mi::provider::repository::{Item, Location, Repository};
use mi::provider::{Call, Request};
use proptest::prelude::*;

use super::support::*;

const NAMESPACES: [&str; 2] = ["root/cimv2", "root/other"];
/// Each class, with the one above it.
const NODES: [(&str, Option<&str>); 4] =
    [("Node", None), ("Special", Some("Node")), ("Rare", Some("Special")), ("Stone", None)];
const LINKS: [(&str, Option<&str>); 4] =
    [("Link", None), ("SubLink", Some("Link")), ("Triple", None), ("Note", None)];
const ROLES: [&str; 3] = ["Left", "Right", "Third"];
const NAMES: [&str; 3] = ["a", "b", "A"];

const MODEL: &str = "
class Node { [Key] string Name; };
class Special : Node {};
class Rare : Special {};
class Stone { [Key] string Name; };
[Association] class Link { [Key] uint32 Id; object REF Left; object REF Right; };
[Association] class SubLink : Link {};
[Association] class Triple { [Key] uint32 Id; object REF Left; object REF Right; object REF Third; };
class Note { [Key] uint32 Id; object REF Left; object REF Right; };
";

/// A path: the numbers of namespace, class and name.
type Path = (usize, usize, usize);

#[derive(Clone, Debug)]
struct Reference {
    is_elsewhere: bool,
    says_namespace: bool,
    marks_keys: bool,
    path: Path,
}

#[derive(Clone, Debug)]
enum Step {
    MakeNode(Path),
    RemoveNode(Path),
    MakeLink(usize, usize, u32, [Option<Reference>; 3]),
    ChangeLink(usize, usize, u32, usize, Option<Reference>),
    RemoveLink(usize, usize, u32),
}

#[derive(Clone, Debug)]
struct Question {
    source: Path,
    association: Option<usize>,
    result: Option<usize>,
    role: Option<usize>,
    result_role: Option<usize>,
}

fn path() -> impl Strategy<Value = Path> {
    (0..NAMESPACES.len(), 0..NODES.len(), 0..NAMES.len())
}

fn reference() -> impl Strategy<Value = Option<Reference>> {
    let one = (prop::bool::weighted(0.1), any::<bool>(), any::<bool>(), path()).prop_map(
        |(is_elsewhere, says_namespace, marks_keys, path)| Reference {
            is_elsewhere,
            says_namespace,
            marks_keys,
            path,
        },
    );
    prop::option::weighted(0.85, one)
}

fn step() -> impl Strategy<Value = Step> {
    let (namespace, link, id) = (0..NAMESPACES.len(), 0..LINKS.len(), 0..4_u32);
    let three = [reference().boxed(), reference().boxed(), reference().boxed()];
    prop_oneof![
        4 => path().prop_map(Step::MakeNode),
        1 => path().prop_map(Step::RemoveNode),
        6 => (namespace.clone(), link.clone(), id.clone(), three)
            .prop_map(|(namespace, link, id, references)| Step::MakeLink(namespace, link, id, references)),
        3 => (namespace.clone(), link.clone(), id.clone(), 0..3_usize, reference())
            .prop_map(|(namespace, link, id, role, to)| Step::ChangeLink(namespace, link, id, role, to)),
        1 => (namespace, link, id).prop_map(|(namespace, link, id)| Step::RemoveLink(namespace, link, id)),
    ]
}

fn question() -> impl Strategy<Value = Question> {
    let role = || prop::option::weighted(0.3, 0..ROLES.len());
    // Of the links, those that are associations.
    let association = prop::option::weighted(0.3, 0..3_usize);
    (path(), association, prop::option::weighted(0.3, 0..NODES.len()), role(), role()).prop_map(
        |(source, association, result, role, result_role)| Question {
            source,
            association,
            result,
            role,
            result_role,
        },
    )
}

fn model() -> Arc<Repository> {
    let repository = Repository::open(Location::Memory).unwrap();
    for namespace in NAMESPACES {
        let program = load([Source::new("model.mof", MODEL)], &mut NoIncludes).unwrap();
        let options = Options { namespace: Text::from(namespace), ..Options::default() };
        let compiled = compile_mof(&program, &*repository, &options).unwrap();
        let items: Vec<Item> = compiled.changes.iter().map(Item::from).collect();
        repository.compile(&items, &mut |_, _| {}).unwrap();
    }
    repository
}

fn node((_, class, name): Path) -> Instance {
    named(NODES[class].0, NAMES[name])
}

fn value(reference: &Reference) -> Value {
    let mut target = node(reference.path);
    if reference.marks_keys {
        target.set_flags(0, ElementFlags::KEY);
    }
    if reference.is_elsewhere {
        target.set_server_name(Some(Text::from("elsewhere")));
    }
    if reference.says_namespace || reference.is_elsewhere {
        target.set_namespace(Some(Text::from(NAMESPACES[reference.path.0])));
    }
    Value::Reference(Arc::new(target))
}

fn in_namespace(namespace: usize, request: Request) -> Call {
    Call { namespace: Text::from(NAMESPACES[namespace]), ..call(request) }
}

/// Does a step. One that can't be done changes nothing.
fn take(repository: &Repository, step: &Step) {
    let link = |link: usize, id: u32| instance(LINKS[link].0, &[("Id", Value::Uint32(id))]);
    // Only triples have a third end.
    let has = |link: usize, role: usize| role < 2 || LINKS[link].0 == "Triple";
    let (namespace, request) = match step {
        Step::MakeNode(path) => (path.0, Request::CreateInstance { instance: Arc::new(node(*path)) }),
        Step::RemoveNode(path) => (path.0, Request::DeleteInstance { instance: Arc::new(node(*path)) }),
        Step::MakeLink(namespace, class, id, references) => {
            let mut made = link(*class, *id);
            for (role, reference) in references.iter().enumerate().filter(|(role, _)| has(*class, *role)) {
                if let Some(reference) = reference {
                    made.add_value(ROLES[role], value(reference)).unwrap();
                }
            }
            (*namespace, Request::CreateInstance { instance: Arc::new(made) })
        }
        Step::ChangeLink(namespace, class, id, role, reference) if has(*class, *role) => {
            let mut changed = link(*class, *id);
            let given = reference.as_ref().map(value);
            let given = given.as_ref().map(Value::as_value_ref);
            changed.add(ROLES[*role], mi::cim::Type::Reference, given, ElementFlags::empty()).unwrap();
            (*namespace, Request::ModifyInstance { instance: Arc::new(changed) })
        }
        Step::ChangeLink(..) => return,
        Step::RemoveLink(namespace, class, id) => {
            (*namespace, Request::DeleteInstance { instance: Arc::new(link(*class, *id)) })
        }
    };
    if let Err(error) = run(repository, &in_namespace(namespace, request)) {
        // Node "a" of the class may be one of several below it.
        let expected = [Status::AlreadyExists, Status::NotFound, Status::InvalidParameter];
        assert!(expected.contains(&error.status), "{step:?}: {error}");
    }
}

fn is_below(classes: &[(&str, Option<&str>)], class: &str, above: &str) -> bool {
    class == above
        || classes
            .iter()
            .find(|(known, _)| *known == class)
            .and_then(|(_, superclass)| *superclass)
            .is_some_and(|superclass| is_below(classes, superclass, above))
}

/// What a scan sees of an instance: its namespace, its class and its name or number.
type Seen = (String, String, String);

fn seen(instance: &Instance) -> Seen {
    let key = match (instance.value("Name"), instance.value("Id")) {
        (Some(ValueRef::String(name)), _) => name.to_text().to_string(),
        (_, Some(ValueRef::Uint32(id))) => id.to_string(),
        other => panic!("{other:?}"),
    };
    (instance.namespace().unwrap().to_string(), instance.class_name().to_string(), key)
}

/// Every instance of the classes, in both namespaces.
fn scan(repository: &Repository, classes: &[(&str, Option<&str>)]) -> Vec<Arc<Instance>> {
    let mut found = Vec::new();
    for namespace in 0..NAMESPACES.len() {
        for (class, _) in classes.iter().filter(|(_, superclass)| superclass.is_none()) {
            let class_name = Text::from(*class);
            let request = Request::EnumerateInstances { class_name, keys_only: false };
            found.extend(instances(repository, &in_namespace(namespace, request)).unwrap());
        }
    }
    found
}

/// The nodes that a path leads to: of its own class, else below, else the nearest above.
fn led_to(nodes: &[Seen], (namespace, class, name): &Seen) -> Vec<Seen> {
    let same: Vec<&Seen> = nodes.iter().filter(|node| node.0 == *namespace && node.2 == *name).collect();
    let of_class =
        |class: &str| same.iter().filter(|node| node.1 == class).map(|node| (*node).clone()).collect();
    let exact: Vec<Seen> = of_class(class);
    if !exact.is_empty() {
        return exact;
    }
    let below: Vec<Seen> =
        same.iter().filter(|node| is_below(&NODES, &node.1, class)).map(|node| (*node).clone()).collect();
    if !below.is_empty() {
        return below;
    }
    let mut above = NODES.iter().find(|(known, _)| known == class).and_then(|(_, superclass)| *superclass);
    while let Some(class) = above {
        let found: Vec<Seen> = of_class(class);
        if !found.is_empty() {
            return found;
        }
        above = NODES.iter().find(|(known, _)| *known == class).and_then(|(_, superclass)| *superclass);
    }
    Vec::new()
}

/// The references of an association that stay on this host, with their roles and what they say.
fn ends(association: &Instance) -> Vec<(usize, Option<Seen>)> {
    let mut ends = Vec::new();
    for (role, name) in ROLES.iter().enumerate() {
        let Some(ValueRef::Reference(reference)) = association.value(*name) else { continue };
        let namespace = reference.namespace().or(association.namespace()).unwrap().to_string();
        let ValueRef::String(key) = reference.value("Name").unwrap() else { panic!("{reference:?}") };
        let is_here = reference.server_name().is_none();
        let said = (namespace, reference.class_name().to_string(), key.to_text().to_string());
        ends.push((role, is_here.then_some(said)));
    }
    ends
}

/// What a question finds by the definition: associations, and what they lead to.
fn expected(repository: &Repository, question: &Question) -> (BTreeSet<Seen>, BTreeSet<Seen>) {
    let nodes: Vec<Seen> = scan(repository, &NODES).iter().map(|node| seen(node)).collect();
    let named = (
        NAMESPACES[question.source.0].to_owned(),
        NODES[question.source.1].0.to_owned(),
        NAMES[question.source.2].to_owned(),
    );
    let at_or_below =
        |node: &&Seen| node.0 == named.0 && node.2 == named.2 && is_below(&NODES, &node.1, &named.1);
    let source = match nodes.iter().find(|node| **node == named) {
        Some(exact) => Some(exact),
        None => nodes.iter().find(at_or_below),
    };
    let is_source = |end: &Seen| match source {
        Some(source) => led_to(&nodes, end).contains(source),
        None => {
            let is_related = is_below(&NODES, &end.1, &named.1) || is_below(&NODES, &named.1, &end.1);
            end.0 == named.0 && end.2 == named.2 && is_related && led_to(&nodes, end).is_empty()
        }
    };
    let (mut associations, mut associated) = (BTreeSet::new(), BTreeSet::new());
    for association in scan(repository, &LINKS[..3]) {
        let class = association.class_name().to_string();
        if question.association.is_some_and(|wanted| !is_below(&LINKS, &class, LINKS[wanted].0)) {
            continue;
        }
        let ends = ends(&association);
        for (place, (role, end)) in ends.iter().enumerate() {
            let plays = question.role.is_none_or(|wanted| wanted == *role);
            if !plays || !end.as_ref().is_some_and(is_source) {
                continue;
            }
            associations.insert(seen(&association));
            for (other, (role, end)) in ends.iter().enumerate() {
                if other == place || question.result_role.is_some_and(|wanted| wanted != *role) {
                    continue;
                }
                let results = end.iter().flat_map(|end| led_to(&nodes, end));
                associated.extend(results.filter(|node| {
                    question.result.is_none_or(|wanted| is_below(&NODES, &node.1, NODES[wanted].0))
                }));
            }
        }
    }
    (associations, associated)
}

/// What the repository finds: nothing where it says that there is no such object.
fn found(repository: &Repository, namespace: usize, request: Request) -> BTreeSet<Seen> {
    let found = match instances(repository, &in_namespace(namespace, request)) {
        Ok(found) => found,
        Err(error) if error.status == Status::NotFound => Vec::new(),
        Err(error) => panic!("{error}"),
    };
    let set: BTreeSet<Seen> = found.iter().map(|instance| seen(instance)).collect();
    assert_eq!(set.len(), found.len(), "something came twice");
    set
}

/// Whether the path is that of two instances below its class, so that it is none.
fn is_ambiguous(repository: &Repository, source: Path) -> bool {
    let request = Request::GetInstance { instance: Arc::new(node(source)) };
    let got = run(repository, &in_namespace(source.0, request));
    got.is_err_and(|error| error.status == Status::InvalidParameter)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn the_index_finds_what_a_scan_finds(
        steps in prop::collection::vec(step(), 1..60),
        questions in prop::collection::vec(question(), 8),
    ) {
        let repository = model();
        for step in &steps {
            take(&repository, step);
        }
        let checked = repository.check(&mut |_| {}).unwrap();
        prop_assert!(checked.findings.is_empty(), "{:?}", checked.findings);
        for question in &questions {
            if is_ambiguous(&repository, question.source) {
                continue;
            }
            let (associations, associated) = expected(&repository, question);
            let class = |classes: &[(&str, Option<&str>)], wanted: Option<usize>| wanted.map(|wanted| Text::from(classes[wanted].0));
            let role = |wanted: Option<usize>| wanted.map(|wanted| Text::from(ROLES[wanted]));
            let source = Arc::new(node(question.source));
            let references = Request::ReferenceInstances {
                instance: Arc::clone(&source),
                result_class: class(&LINKS, question.association),
                role: role(question.role),
                keys_only: false,
            };
            prop_assert_eq!(found(&repository, question.source.0, references), associations);
            let associators = Request::AssociatorInstances {
                instance: source,
                association_class: class(&LINKS, question.association),
                result_class: class(&NODES, question.result),
                role: role(question.role),
                result_role: role(question.result_role),
                keys_only: true,
            };
            prop_assert_eq!(found(&repository, question.source.0, associators), associated);
        }
    }
}
