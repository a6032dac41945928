//! Subscriptions: what is told of what happens in the repository, to whom, and from where on.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant as Moment};

use mi::cim::{ClassDeclaration, Datetime, Error, Instance, Status, Text, Type, Value, ValueRef};
use mi::provider::repository::{Existing, Item, ItemKind, Location, Options, Previous, Repository};
use mi::provider::{
    Call, Posted, Provider, Question, Reply, Request, Sink, StopNotice, StopReason, Stopped,
    SubscriptionDelivery,
};
use proptest::prelude::*;

use super::queries::compile_text;
use super::support::*;

const OLDEST: &str = "MI_SUBSCRIBE_BOOKMARK_OLDEST";
const NEWEST: &str = "MI_SUBSCRIBE_BOOKMARK_NEWEST";
/// Longer than anything that is waited for may take on the slowest machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// An indication as its client gets it.
struct Told {
    instance: Arc<Instance>,
    bookmark: Option<String>,
}

impl Told {
    fn embedded(&self, property: &str) -> Arc<Instance> {
        match self.instance.value(property) {
            Some(ValueRef::Instance(instance)) => Arc::clone(instance),
            other => panic!("{property} is {other:?}"),
        }
    }

    /// The class of the indication, and a property of what it is about.
    fn shown(&self, target: &str, property: &str) -> String {
        let value = self.embedded(target).value(property).map(|value| value.to_value());
        match value {
            Some(Value::String(text)) => format!("{} {text}", self.instance.class_name()),
            other => format!("{} {other:?}", self.instance.class_name()),
        }
    }

    fn named(&self) -> String {
        self.shown("TargetInstance", "Name")
    }
}

enum Message {
    Told(Told),
    Over(Result<(), Error>),
}

#[derive(Default)]
struct Client {
    stopped: bool,
    notice: Option<StopNotice>,
}

/// A client's end of a subscription, which reads on the thread that has news.
struct Collector {
    messages: Sender<Message>,
    client: Arc<Mutex<Client>>,
}

impl Sink for Collector {
    fn post(&self, result: Posted) -> Result<(), Stopped> {
        if self.is_stopped() {
            return Err(Stopped);
        }
        let Posted::Indication { instance, bookmark, machine_id } = result else { panic!("{result:?}") };
        assert!(machine_id.is_some_and(|name| !name.is_empty()));
        // Who does not listen any more has stopped.
        let _ = self
            .messages
            .send(Message::Told(Told { instance, bookmark: bookmark.map(|text| text.to_string()) }));
        Ok(())
    }

    fn finish(&self, outcome: Result<(), Error>) {
        self.client.lock().unwrap().notice = None;
        let _ = self.messages.send(Message::Over(outcome));
    }

    fn ask(&self, _: Question) -> Result<bool, Stopped> {
        Ok(true)
    }

    fn is_stopped(&self) -> bool {
        self.client.lock().unwrap().stopped
    }

    fn on_stop(&self, notice: StopNotice) {
        self.client.lock().unwrap().notice = Some(notice);
    }
}

struct Subscriber {
    messages: Receiver<Message>,
    client: Arc<Mutex<Client>>,
}

impl Subscriber {
    fn next(&self) -> Told {
        match self.messages.recv_timeout(PATIENCE) {
            Ok(Message::Told(told)) => told,
            Ok(Message::Over(outcome)) => panic!("it is over: {outcome:?}"),
            Err(error) => panic!("{error}"),
        }
    }

    /// As many as are awaited. On a file the thread that watches it may be the one that reads, and be later than who wrote.
    fn shown(&self, count: usize) -> Vec<String> {
        (0..count).map(|_| self.next().named()).collect()
    }

    /// What has come, of a client whose repository is in memory: who changes something has told of it.
    fn all(&self) -> Vec<Told> {
        let told = self.messages.try_iter().map(|message| match message {
            Message::Told(told) => told,
            Message::Over(outcome) => panic!("it is over: {outcome:?}"),
        });
        told.collect()
    }

    fn all_shown(&self) -> Vec<String> {
        self.all().iter().map(Told::named).collect()
    }

    fn outcome(&self) -> Result<(), Error> {
        loop {
            match self.messages.recv_timeout(PATIENCE) {
                Ok(Message::Told(_)) => {}
                Ok(Message::Over(outcome)) => return outcome,
                Err(error) => panic!("{error}"),
            }
        }
    }

    /// Why it ended, of a client that was told nothing before.
    fn end(&self) -> Error {
        match self.messages.recv_timeout(PATIENCE) {
            Ok(Message::Told(told)) => panic!("it was told of {:?}", told.instance),
            Ok(Message::Over(outcome)) => outcome.unwrap_err(),
            Err(error) => panic!("{error}"),
        }
    }

    fn stop(&self) {
        let notice = {
            let mut client = self.client.lock().unwrap();
            client.stopped = true;
            client.notice.take()
        };
        if let Some(notice) = notice {
            notice(StopReason::None);
        }
    }
}

impl Drop for Subscriber {
    fn drop(&mut self) {
        self.stop();
    }
}

fn subscription(namespace: &str, dialect: &str, query: &str, bookmark: Option<&str>) -> Call {
    let delivery = SubscriptionDelivery::default();
    let delivery = Arc::new(match bookmark {
        Some(bookmark) => delivery.with_bookmark(bookmark),
        None => delivery,
    });
    let (dialect, query) = (Text::from(dialect), Text::from(query));
    Call { namespace: Text::from(namespace), ..call(Request::Subscribe { dialect, query, delivery }) }
}

fn begin(repository: &Repository, call: &Call) -> Subscriber {
    begin_at(repository, call)
}

fn begin_at(provider: &dyn Provider, call: &Call) -> Subscriber {
    let (sender, messages) = channel();
    let client = Arc::new(Mutex::new(Client::default()));
    let collector = Collector { messages: sender, client: Arc::clone(&client) };
    provider.execute(call, Reply::new(Arc::new(collector)));
    Subscriber { messages, client }
}

fn subscribe(repository: &Repository, query: &str) -> Subscriber {
    begin(repository, &subscription(NAMESPACE, "WQL", query, None))
}

fn subscribe_from(repository: &Repository, query: &str, bookmark: &str) -> Subscriber {
    begin(repository, &subscription(NAMESPACE, "WQL", query, Some(bookmark)))
}

fn refusal(repository: &Repository, query: &str) -> Error {
    subscribe(repository, query).outcome().unwrap_err()
}

fn sized(name: &str, size: u32) -> Instance {
    instance("Test_Thing", &[("Name", Value::string(name)), ("Size", Value::Uint32(size))])
}

fn open(path: &Path) -> Arc<Repository> {
    Repository::open(Location::File(path.to_owned())).unwrap()
}

// What is told.

#[test]
fn creations_modifications_and_deletions_are_told_in_their_order() {
    let repository = repository();
    let events = subscribe(&repository, "SELECT * FROM __InstanceOperationEvent");
    create(&repository, sized("a", 1)).unwrap();
    modify(&repository, sized("a", 2)).unwrap();
    delete(&repository, named("Test_Thing", "a")).unwrap();
    let told = events.all();
    let shown: Vec<String> = told.iter().map(|told| told.shown("TargetInstance", "Size")).collect();
    assert_eq!(
        shown,
        [
            "__InstanceCreationEvent Some(Uint32(1))",
            "__InstanceModificationEvent Some(Uint32(2))",
            "__InstanceDeletionEvent Some(Uint32(2))"
        ]
    );
    let previous = told[1].embedded("PreviousInstance");
    assert_eq!(previous.value("Size"), Some(ValueRef::Uint32(1)));
    assert!(told.iter().all(|told| told.embedded("TargetInstance").class().is_some()));
}

#[test]
fn each_of_the_events_is_told_alone_to_who_wants_it_alone() {
    let repository = repository();
    let names = ["__InstanceCreationEvent", "__InstanceModificationEvent", "__InstanceDeletionEvent"];
    let subscribers = names.map(|name| subscribe(&repository, &format!("SELECT * FROM {name}")));
    create(&repository, sized("a", 1)).unwrap();
    modify(&repository, sized("a", 2)).unwrap();
    delete(&repository, named("Test_Thing", "a")).unwrap();
    for (name, subscriber) in names.iter().zip(&subscribers) {
        assert_eq!(subscriber.all_shown(), [format!("{name} a")]);
    }
}

#[test]
fn the_classes_above_the_events_bring_all_below_them() {
    let repository = repository();
    let all = ["__Event", "__InstanceOperationEvent", "CIM_Indication", "CIM_InstIndication"];
    let subscribers = all.map(|name| subscribe(&repository, &format!("SELECT * FROM {name}")));
    create(&repository, sized("a", 1)).unwrap();
    for (name, subscriber) in all.iter().zip(&subscribers) {
        assert_eq!(subscriber.all().len(), 1, "{name}");
    }
}

#[test]
fn indications_of_the_dmtf_tell_the_same_in_their_own_words() {
    let repository = repository();
    let events = subscribe(&repository, "SELECT * FROM CIM_InstIndication");
    create(&repository, sized("a", 1)).unwrap();
    modify(&repository, sized("a", 2)).unwrap();
    delete(&repository, named("Test_Thing", "a")).unwrap();
    let told = events.all();
    let classes: Vec<String> = told.iter().map(|told| told.instance.class_name().to_string()).collect();
    assert_eq!(classes, ["CIM_InstCreation", "CIM_InstModification", "CIM_InstDeletion"]);
    assert_eq!(told[1].embedded("SourceInstance").value("Size"), Some(ValueRef::Uint32(2)));
    assert_eq!(told[1].embedded("PreviousInstance").value("Size"), Some(ValueRef::Uint32(1)));
    let text = |property: &str| told[1].instance.value(property).map(|value| value.to_value());
    assert_eq!(text("SourceInstanceModelPath"), Some(Value::string("root/cimv2:Test_Thing.Name=\"a\"")));
    assert!(matches!(text("SourceInstanceHost"), Some(Value::String(host)) if !host.is_empty()));
    assert!(
        matches!(text("IndicationTime"), Some(Value::Datetime(Datetime::Timestamp(time))) if time.year >= 2026)
    );
    let Some(Value::Array(changed)) = text("ChangedPropertyNames") else { panic!() };
    assert_eq!(*changed, mi::cim::Array::String(vec![Text::from("Size")]));
    let identifiers: std::collections::HashSet<String> =
        told.iter().map(|told| format!("{:?}", told.instance.value("IndicationIdentifier"))).collect();
    assert_eq!(identifiers.len(), 3, "each has one of its own: {identifiers:?}");
}

#[test]
fn the_time_of_an_event_is_told_in_windows_units() {
    let repository = repository();
    let events = subscribe(&repository, "SELECT * FROM __InstanceCreationEvent");
    let before = std::time::SystemTime::now();
    create(&repository, sized("a", 1)).unwrap();
    let after = std::time::SystemTime::now();
    let Some(ValueRef::Uint64(ticks)) = events.next().instance.value("TIME_CREATED") else { panic!() };
    let since_1970 = Duration::from_micros(ticks / 10 - 11_644_473_600_000_000);
    let time = std::time::UNIX_EPOCH + since_1970;
    assert!(before - Duration::from_micros(1) <= time && time <= after, "{time:?}");
}

#[test]
fn a_compilation_is_told_thing_by_thing() {
    let repository = Repository::open(Location::Memory).unwrap();
    let events = subscribe(&repository, "SELECT * FROM __Event");
    let thing_named = |name: &str| Item {
        namespace: NAMESPACE.to_owned(),
        kind: ItemKind::Instance { instance: Arc::new(named("Test_Thing", name)), is_value: false },
    };
    let items = [class_item(thing()), thing_named("a"), thing_named("b")];
    repository.compile(&items, &mut |_, _| {}).unwrap();
    let told = events.all();
    assert_eq!(told[0].instance.class_name().to_string(), "__ClassCreationEvent");
    let shown: Vec<String> = told[1..].iter().map(Told::named).collect();
    assert_eq!(shown, ["__InstanceCreationEvent a", "__InstanceCreationEvent b"]);
}

#[test]
fn classes_are_told_of_as_they_were_and_became() {
    let repository = Repository::open(Location::Memory).unwrap();
    let events = subscribe(&repository, "SELECT * FROM __ClassOperationEvent");
    let definitions = subscribe(&repository, "SELECT * FROM CIM_ClassIndication");
    compile(&repository, vec![thing()]).unwrap();
    let mut wider = thing();
    wider.properties.push(with_default(property("Color", Type::Uint8, &[]), Value::Uint8(7)));
    compile(&repository, vec![wider]).unwrap();
    repository.delete_class(NAMESPACE, "Test_Thing").unwrap();
    let told = events.all();
    let classes: Vec<String> = told.iter().map(|told| told.instance.class_name().to_string()).collect();
    assert_eq!(classes, ["__ClassCreationEvent", "__ClassModificationEvent", "__ClassDeletionEvent"]);
    let color = |told: &Told, property: &str| told.embedded(property).find("Color").is_some();
    assert!(!color(&told[0], "TargetClass"));
    assert!(!color(&told[1], "PreviousClass") && color(&told[1], "TargetClass"));
    assert_eq!(told[2].embedded("TargetClass").value("Color"), Some(ValueRef::Uint8(7)));
    let class = Arc::clone(told[2].embedded("TargetClass").class().unwrap());
    assert_eq!(class.name().to_string(), "Test_Thing");
    let told = definitions.all();
    let classes: Vec<String> = told.iter().map(|told| told.instance.class_name().to_string()).collect();
    assert_eq!(classes, ["CIM_ClassCreation", "CIM_ClassModification", "CIM_ClassDeletion"]);
    assert!(!color(&told[1], "PreviousClassDefinition") && color(&told[1], "ClassDefinition"));
}

#[test]
fn namespaces_are_told_of_in_the_one_above() {
    let repository = repository();
    let events = subscribe(&repository, "SELECT * FROM __NamespaceOperationEvent");
    let elsewhere =
        begin(&repository, &subscription("root", "WQL", "SELECT * FROM __NamespaceOperationEvent", None));
    repository.create_namespace("root/cimv2/below").unwrap();
    repository.delete_namespace("root/cimv2/below").unwrap();
    let shown: Vec<String> = events.all().iter().map(|told| told.shown("TargetNamespace", "Name")).collect();
    assert_eq!(shown, ["__NamespaceCreationEvent below", "__NamespaceDeletionEvent below"]);
    assert!(elsewhere.all().is_empty());
}

#[test]
fn what_happens_in_another_namespace_is_not_told() {
    let repository = repository();
    repository.create_namespace("root/other").unwrap();
    let events = begin(&repository, &subscription("root/other", "WQL", "SELECT * FROM __Event", None));
    create(&repository, sized("a", 1)).unwrap();
    assert!(events.all().is_empty());
}

#[test]
fn a_change_that_changes_nothing_and_one_that_fails_are_not_told() {
    let repository = repository();
    create(&repository, sized("a", 1)).unwrap();
    let events = subscribe(&repository, "SELECT * FROM __Event");
    modify(&repository, sized("a", 1)).unwrap();
    create(&repository, sized("a", 1)).unwrap_err();
    let unknown = Item {
        namespace: NAMESPACE.to_owned(),
        kind: ItemKind::Instance { instance: Arc::new(named("Test_None", "x")), is_value: false },
    };
    repository.compile(&[class_item(class("Test_More", None, vec![])), unknown], &mut |_, _| {}).unwrap_err();
    assert!(events.all().is_empty());
}

/// The names in the events that a query brings of the same changes.
fn names_told(query: &str) -> Vec<String> {
    let repository = repository();
    let events = subscribe(&repository, query);
    for (class, name, size) in [("Test_Thing", "a", 1), ("Test_Special", "b", 5), ("Test_Thing", "c", 9)] {
        create(&repository, instance(class, &[("Name", Value::string(name)), ("Size", Value::Uint32(size))]))
            .unwrap();
    }
    modify(&repository, sized("a", 7)).unwrap();
    let name = |told: Told| {
        let property =
            if told.instance.find("TargetInstance").is_some() { "TargetInstance" } else { "SourceInstance" };
        told.shown(property, "Name").split_once(' ').unwrap().1.to_owned()
    };
    events.all().into_iter().map(name).collect()
}

#[test]
fn conditions_choose_by_class_by_property_and_by_what_was() {
    let told =
        |condition: &str| names_told(&format!("SELECT * FROM __InstanceOperationEvent WHERE {condition}"));
    assert_eq!(told("TargetInstance ISA 'Test_Thing'"), ["a", "b", "c", "a"]);
    assert_eq!(told("TargetInstance ISA 'Test_Special'"), ["b"]);
    assert_eq!(told("NOT TargetInstance ISA 'Test_Special'"), ["a", "c", "a"]);
    assert_eq!(told("TargetInstance ISA 'Test_Thing' AND TargetInstance.Size > 4"), ["b", "c", "a"]);
    assert_eq!(told("TargetInstance.Name = 'c' OR TargetInstance ISA 'Test_Special'"), ["b", "c"]);
    assert_eq!(told("__CLASS = '__InstanceModificationEvent'"), ["a"]);
    let modified =
        |condition: &str| names_told(&format!("SELECT * FROM __InstanceModificationEvent WHERE {condition}"));
    assert_eq!(modified("TargetInstance.Size <> PreviousInstance.Size"), ["a"]);
    assert_eq!(modified("TargetInstance.State <> PreviousInstance.State"), [""; 0]);
    assert_eq!(modified("PreviousInstance.Size = 1 AND TargetInstance.Size = 7"), ["a"]);
    assert_eq!(modified("PreviousInstance.Size > 1"), [""; 0]);
}

#[test]
fn conditions_in_cql_choose_as_well() {
    let repository = repository();
    let query = "SELECT * FROM CIM_InstCreation WHERE SourceInstance ISA Test_Thing AND SourceInstance.Test_Thing::Size > 4";
    let events = begin(&repository, &subscription(NAMESPACE, "CQL", query, None));
    for (name, size) in [("a", 1), ("b", 5)] {
        create(&repository, sized(name, size)).unwrap();
    }
    let names: Vec<String> = events.all().iter().map(|told| told.shown("SourceInstance", "Name")).collect();
    assert_eq!(names, ["CIM_InstCreation b"]);
}

#[test]
fn a_condition_on_a_property_that_the_event_has_not_is_refused() {
    let query = "SELECT * FROM __InstanceCreationEvent WHERE PreviousInstance IS NULL";
    let error = refusal(&repository(), query);
    assert_eq!(error.status, Status::InvalidQuery);
    assert!(error.message.contains("PreviousInstance"), "{error}");
}

#[test]
fn nothing_is_read_of_classes_that_are_not_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("repository.db");
    let repository = open(&path);
    compile(
        &repository,
        vec![thing(), special(), class("Test_Apart", None, vec![property("Name", Type::String, &["Key"])])],
    )
    .unwrap();
    let query = "SELECT * FROM __InstanceCreationEvent WHERE TargetInstance ISA 'Test_Apart'";
    let (asked, all) =
        (subscribe(&repository, query), subscribe(&repository, "SELECT * FROM __InstanceCreationEvent"));
    // What can't be read is no harm to who does not ask for it.
    let damaged = rusqlite::Connection::open(&path).unwrap();
    damaged
        .execute_batch(
            "CREATE TRIGGER damage AFTER INSERT ON instances \
             WHEN NEW.id >> 40 = (SELECT id FROM classes WHERE name = 'Test_Thing') \
             BEGIN UPDATE instances SET body = x'63' WHERE id = NEW.id; END",
        )
        .unwrap();
    create(&repository, sized("a", 1)).unwrap();
    create(&repository, named("Test_Apart", "b")).unwrap();
    assert_eq!(asked.shown(1), ["__InstanceCreationEvent b"]);
    assert!(all.outcome().unwrap_err().message.contains("damaged"));
}

#[test]
fn only_the_listed_properties_are_told() {
    let repository = repository();
    let events = subscribe(&repository, "SELECT TargetInstance.Name FROM __InstanceCreationEvent");
    create(&repository, sized("a", 1)).unwrap();
    let told = events.next();
    assert_eq!(told.instance.len(), 1);
    assert_eq!(told.embedded("TargetInstance").len(), 1);
    assert_eq!(told.named(), "__InstanceCreationEvent a");
}

#[test]
fn events_that_come_close_together_are_told_once() {
    let repository = repository();
    let query = "SELECT * FROM __InstanceCreationEvent GROUP WITHIN 0.2 HAVING NumberOfEvents > 1";
    let events = subscribe(&repository, query);
    let items: Vec<Item> = ["a", "b", "c"]
        .into_iter()
        .map(|name| Item {
            namespace: NAMESPACE.to_owned(),
            kind: ItemKind::Instance { instance: Arc::new(named("Test_Thing", name)), is_value: false },
        })
        .collect();
    repository.compile(&items, &mut |_, _| {}).unwrap();
    let told = events.next();
    assert_eq!(told.instance.class_name().to_string(), "__AggregateEvent");
    assert_eq!(told.instance.value("NumberOfEvents"), Some(ValueRef::Uint32(3)));
    let representative = Told { instance: told.embedded("Representative"), bookmark: None };
    assert_eq!(representative.named(), "__InstanceCreationEvent a");
}

// What is refused.

#[test]
fn what_nobody_can_subscribe_to_is_refused() {
    let repository = repository();
    assert_eq!(refusal(&repository, "SELECT * FROM Test_None").status, Status::InvalidClass);
    let error = refusal(&repository, "SELECT * FROM Test_Thing");
    assert_eq!(error.status, Status::InvalidClass);
    assert!(error.message.contains("__InstanceOperationEvent"), "{error}");
    assert_eq!(refusal(&repository, "SELECT * FRM __Event").status, Status::InvalidQuery);
    let elsewhere = subscription("root/none", "WQL", "SELECT * FROM __Event", None);
    assert_eq!(begin(&repository, &elsewhere).outcome().unwrap_err().status, Status::InvalidNamespace);
    let dialect = subscription(NAMESPACE, "SQL", "SELECT * FROM __Event", None);
    let error = begin(&repository, &dialect).outcome().unwrap_err();
    assert_eq!(error.status, Status::QueryLanguageNotSupported);
}

#[test]
fn a_class_of_indications_that_nobody_raises_is_waited_for() {
    let repository = repository();
    compile(&repository, vec![class("Test_Raised", Some("__ExtrinsicEvent"), vec![])]).unwrap();
    let events = subscribe(&repository, "SELECT * FROM Test_Raised");
    create(&repository, sized("a", 1)).unwrap();
    assert!(events.all().is_empty());
    events.stop();
    events.outcome().unwrap();
}

// From where on.

#[test]
fn without_a_bookmark_only_what_happens_from_then_on_is_told_and_no_bookmark_with_it() {
    let repository = repository();
    create(&repository, sized("early", 1)).unwrap();
    let events = subscribe(&repository, "SELECT * FROM __InstanceOperationEvent");
    create(&repository, sized("late", 1)).unwrap();
    let told = events.all();
    assert_eq!(told.len(), 1);
    assert_eq!((told[0].named(), &told[0].bookmark), ("__InstanceCreationEvent late".to_owned(), &None));
}

#[test]
fn a_subscription_that_was_placed_tells_what_happened_before_it_began() {
    let repository = repository();
    let call = subscription(NAMESPACE, "WQL", "SELECT * FROM __InstanceOperationEvent", None);
    let placed = repository.placed(&call).unwrap();
    create(&repository, sized("a", 1)).unwrap();
    let (sender, messages) = channel();
    let client = Arc::new(Mutex::new(Client::default()));
    let collector = Collector { messages: sender, client: Arc::clone(&client) };
    placed.execute(&call, Reply::new(Arc::new(collector)));
    assert_eq!(Subscriber { messages, client }.all_shown(), ["__InstanceCreationEvent a"]);
}

#[test]
fn the_oldest_and_the_newest_are_places_to_begin() {
    let repository = repository();
    create(&repository, sized("a", 1)).unwrap();
    let query = "SELECT * FROM __InstanceCreationEvent";
    let (oldest, newest) =
        (subscribe_from(&repository, query, OLDEST), subscribe_from(&repository, query, NEWEST));
    create(&repository, sized("b", 1)).unwrap();
    assert_eq!(oldest.all_shown(), ["__InstanceCreationEvent a", "__InstanceCreationEvent b"]);
    let told = newest.all();
    assert_eq!(told.len(), 1);
    assert!(told[0].bookmark.is_some(), "who gives a bookmark wants bookmarks");
}

#[test]
fn a_bookmark_is_gone_on_from_by_another_process() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("repository.db");
    let query = "SELECT * FROM __InstanceCreationEvent";
    let bookmark = {
        let repository = open(&path);
        compile(&repository, vec![thing()]).unwrap();
        let events = subscribe_from(&repository, query, NEWEST);
        create(&repository, sized("a", 1)).unwrap();
        create(&repository, sized("b", 1)).unwrap();
        events.next().bookmark.unwrap()
    };
    create(&open(&path), sized("c", 1)).unwrap();
    let repository = open(&path);
    let events = subscribe_from(&repository, query, &bookmark);
    assert_eq!(events.shown(2), ["__InstanceCreationEvent b", "__InstanceCreationEvent c"]);
}

#[test]
fn a_bookmark_that_makes_no_sense_here_is_refused() {
    let (repository, other) = (repository(), repository());
    let query = "SELECT * FROM __Event";
    let bookmark =
        |repository: &Repository| subscribe_from(repository, query, OLDEST).next().bookmark.unwrap();
    let refused = |bookmark: &str| {
        let error = subscribe_from(&repository, query, bookmark).outcome().unwrap_err();
        assert_eq!(error.status, Status::InvalidParameter, "{error}");
        error.message
    };
    assert!(refused(&bookmark(&other)).contains("another copy"));
    assert!(refused("no bookmark").contains("none that this library gave"));
    let own = bookmark(&repository);
    let [identity, sequence, time] = own.split('-').collect::<Vec<_>>()[..] else { panic!("{own}") };
    refused(&format!("{identity}-99999-{time}"));
    refused(&format!("{identity}-{sequence}-1"));
    refused("");
}

#[test]
fn who_is_behind_the_log_is_told_how_much_is_missing() {
    let repository = Repository::open_with(Location::Memory, Options { event_log: 4 }).unwrap();
    compile(&repository, vec![thing()]).unwrap();
    let query = "SELECT * FROM __Event";
    let bookmark = subscribe_from(&repository, query, OLDEST).next().bookmark.unwrap();
    for name in ["a", "b", "c", "d", "e", "f"] {
        create(&repository, sized(name, 1)).unwrap();
    }
    let error = subscribe_from(&repository, query, &bookmark).outcome().unwrap_err();
    assert_eq!(error.status, Status::ServerLimitsExceeded);
    assert!(error.message.contains(" 2 events ") && error.message.contains(OLDEST), "{error}");
    let shown = subscribe_from(&repository, query, OLDEST).all_shown();
    let kept = ["c", "d", "e", "f"].map(|name| format!("__InstanceCreationEvent {name}"));
    assert_eq!(shown, kept);
}

#[test]
fn what_is_gone_since_is_told_of_still() {
    let repository = Repository::open(Location::Memory).unwrap();
    repository.create_namespace("root/gone").unwrap();
    let classes = [thing(), special()]
        .map(|class| Item { namespace: "root/gone".to_owned(), kind: ItemKind::Class(Arc::new(class)) });
    repository.compile(&classes, &mut |_, _| {}).unwrap();
    let in_gone = |request| Call { namespace: Text::from("root/gone"), ..call(request) };
    let special = Arc::new(named("Test_Special", "a"));
    let run_in_gone = |request| run(&repository, &in_gone(request)).map(drop).unwrap();
    for _ in 0..2 {
        // The second instance gets the number of the first.
        run_in_gone(Request::CreateInstance { instance: Arc::clone(&special) });
        run_in_gone(Request::DeleteInstance { instance: Arc::clone(&special) });
    }
    repository.delete_class("root/gone", "Test_Special").unwrap();
    repository.delete_class("root/gone", "Test_Thing").unwrap();
    repository.delete_namespace("root/gone").unwrap();
    repository.create_namespace("root/gone").unwrap();
    let call = subscription("root/gone", "WQL", "SELECT * FROM __InstanceOperationEvent", Some(OLDEST));
    let told = begin(&repository, &call).all();
    let shown: Vec<String> = told.iter().map(Told::named).collect();
    let twice = ["__InstanceCreationEvent a", "__InstanceDeletionEvent a"].repeat(2);
    assert_eq!(shown, twice);
    assert!(told[0].embedded("TargetInstance").class().unwrap().is_a("Test_Thing"));
}

// Others' changes.

/// A key `Name`, and `Size` of some type.
fn base(kind: Type) -> ClassDeclaration {
    class("Test_Base", None, vec![property("Name", Type::String, &["Key"]), property("Size", kind, &[])])
}

/// Below `Test_Base`, with a `Size` of its own.
fn below() -> ClassDeclaration {
    class("Test_Below", Some("Test_Base"), vec![property("Size", Type::String, &[])])
}

#[test]
fn an_instance_of_a_removed_class_is_told_of_whatever_became_of_the_class_above() {
    let repository = Repository::open(Location::Memory).unwrap();
    compile(&repository, vec![base(Type::String), below()]).unwrap();
    create(
        &repository,
        instance("Test_Below", &[("Name", Value::string("a")), ("Size", Value::string("big"))]),
    )
    .unwrap();
    delete(&repository, named("Test_Below", "a")).unwrap();
    repository.delete_class(NAMESPACE, "Test_Below").unwrap();
    compile(&repository, vec![base(Type::Uint32)]).unwrap();
    let events = subscribe_from(&repository, "SELECT * FROM __InstanceOperationEvent", OLDEST);
    let told = events.all();
    let sizes: Vec<String> = told.iter().map(|told| told.shown("TargetInstance", "Size")).collect();
    assert_eq!(sizes, ["__InstanceCreationEvent big", "__InstanceDeletionEvent big"]);
    assert_eq!(told[0].shown("TargetInstance", "Name"), "__InstanceCreationEvent a");
}

#[test]
fn what_makes_no_class_any_more_is_left_out_and_the_rest_is_told() {
    let repository = Repository::open(Location::Memory).unwrap();
    let removed =
        "Qualifier Note : string = null, Scope(any); class Test_Gone { [Key, Note(\"x\")] string Name; };";
    compile_text(&repository, removed);
    create(&repository, named("Test_Gone", "a")).unwrap();
    delete(&repository, named("Test_Gone", "a")).unwrap();
    repository.delete_class(NAMESPACE, "Test_Gone").unwrap();
    compile_text(&repository, "Qualifier Note : uint32 = null, Scope(any);");
    compile(&repository, vec![base(Type::String)]).unwrap();
    create(&repository, named("Test_Base", "b")).unwrap();
    let events = subscribe_from(&repository, "SELECT * FROM __InstanceOperationEvent", OLDEST);
    assert_eq!(events.all_shown(), ["__InstanceCreationEvent b"]);
}

#[test]
fn a_class_that_was_changed_together_with_the_one_above_is_told_of_as_it_was() {
    let repository = Repository::open(Location::Memory).unwrap();
    compile(&repository, vec![base(Type::String), below()]).unwrap();
    compile(&repository, vec![base(Type::Uint32), class("Test_Below", Some("Test_Base"), vec![])]).unwrap();
    let query = "SELECT * FROM __ClassModificationEvent WHERE TargetClass ISA 'Test_Below'";
    let told = subscribe_from(&repository, query, OLDEST).all();
    assert_eq!(told.len(), 1);
    let kind = |property: &str| {
        let class = Arc::clone(told[0].embedded(property).class().unwrap());
        class.property(&Text::from("Size")).unwrap().kind
    };
    assert_eq!((kind("PreviousClass"), kind("TargetClass")), (Type::String, Type::Uint32));
}

#[test]
fn a_class_that_got_another_superclass_is_found_by_the_one_that_it_had() {
    let repository = Repository::open(Location::Memory).unwrap();
    let events = subscribe(
        &repository,
        "SELECT * FROM __ClassModificationEvent WHERE PreviousClass ISA 'Test_Thing' AND NOT TargetClass ISA 'Test_Thing'",
    );
    let free = || class("Test_Free", None, vec![property("Name", Type::String, &["Key"])]);
    compile(&repository, vec![thing(), special(), free()]).unwrap();
    compile(&repository, vec![class("Test_Special", Some("Test_Free"), vec![])]).unwrap();
    let told = events.all();
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].embedded("TargetClass").class_name().to_string(), "Test_Special");
}

#[test]
fn a_subscription_ends_when_a_backup_is_restored_under_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("repository.db");
    let (repository, other) = (open(&path), open(&path));
    compile(&repository, vec![thing()]).unwrap();
    let backup = folder.path().join("backup.db");
    repository.backup(&backup, Existing::Refuse, &mut |_| ()).unwrap();
    create(&repository, sized("lost", 1)).unwrap();
    let query = "SELECT * FROM __InstanceCreationEvent";
    let events = [subscribe(&repository, query), subscribe(&other, query)];
    repository.restore(&backup, Previous::Discard, &mut |_| ()).unwrap();
    for ended in events {
        assert_eq!(ended.outcome().unwrap_err().status, Status::ServerIsShuttingDown);
    }
    let events = subscribe(&repository, query);
    create(&other, sized("new", 1)).unwrap();
    assert_eq!(events.next().named(), "__InstanceCreationEvent new");
}

#[test]
fn what_another_repository_on_the_file_changes_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("repository.db");
    let (one, other) = (open(&path), open(&path));
    compile(&one, vec![thing()]).unwrap();
    let events = subscribe(&other, "SELECT * FROM __InstanceCreationEvent");
    for number in 0..50 {
        create(&one, sized(&number.to_string(), 1)).unwrap();
    }
    for number in 0..50 {
        assert_eq!(events.next().named(), format!("__InstanceCreationEvent {number}"));
    }
}

/// Creates instances and says so, until it is killed.
fn create_and_tell(path: &Path, round: &str) -> ! {
    let repository = open(path);
    let mut output = std::io::stdout();
    for number in 0u64.. {
        let name = format!("{round}-{number}");
        create(&repository, named("Test_Thing", &name)).unwrap();
        writeln!(output, "created {name}").unwrap();
        output.flush().unwrap();
    }
    unreachable!()
}

#[test]
fn what_a_process_acknowledged_before_it_was_killed_is_told_once_and_in_its_order() {
    if let (Some(path), Ok(round)) = (std::env::var_os("MI_TEST_TELL_OF"), std::env::var("MI_TEST_ROUND")) {
        create_and_tell(Path::new(&path), &round);
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("repository.db");
    compile(&open(&path), vec![thing()]).unwrap();
    let test = "indications::what_a_process_acknowledged_before_it_was_killed_is_told_once_and_in_its_order";
    let mut bookmark = OLDEST.to_owned();
    let (mut acknowledged, mut told) = (Vec::new(), Vec::new());
    for round in 0..5 {
        // Everybody is new in each round, the subscriber with nothing but its bookmark.
        let repository = open(&path);
        let events = subscribe_from(&repository, "SELECT * FROM __InstanceCreationEvent", &bookmark);
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", test, "--nocapture"])
            .env("MI_TEST_TELL_OF", &path)
            .env("MI_TEST_ROUND", round.to_string())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut take = |told_to: usize| {
            while told.len() < told_to {
                let next = events.next();
                told.push(next.named().split_once(' ').unwrap().1.to_owned());
                bookmark = next.bookmark.unwrap();
            }
        };
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let enough = acknowledged.len() + 3 + round * 7;
        while acknowledged.len() < enough {
            let line = lines.next().expect("the child writes until it is killed").unwrap();
            acknowledged.extend(line.split_once("created ").map(|(_, name)| name.to_owned()));
        }
        // Not all that the child will have written.
        take(enough - 2);
        child.kill().unwrap();
        child.wait().unwrap();
        let rest = lines.map_while(Result::ok);
        acknowledged.extend(rest.filter_map(|line| Some(line.strip_prefix("created ")?.to_owned())));
    }
    let repository = open(&path);
    let stored = shown(&enumerate(&repository, "Test_Thing"), "Name");
    let rest = subscribe_from(&repository, "SELECT * FROM __InstanceCreationEvent", &bookmark);
    // What is told once more would be told instead of another, and miss below.
    let rest = rest.shown(stored.len() - told.len());
    told.extend(rest.iter().map(|shown| shown.split_once(' ').unwrap().1.to_owned()));
    // The last of each round may be on the disk without anybody having been told so.
    told.retain(|name| acknowledged.contains(name));
    assert_eq!(told, acknowledged);
}

// The end.

#[test]
fn a_subscription_ends_when_it_is_stopped() {
    let repository = repository();
    let events = subscribe(&repository, "SELECT * FROM __Event");
    events.stop();
    events.outcome().unwrap();
    create(&repository, sized("a", 1)).unwrap();
    assert!(matches!(events.messages.recv_timeout(Duration::ZERO), Err(RecvTimeoutError::Disconnected)));
}

#[test]
fn a_repository_that_is_closed_ends_its_subscriptions() {
    let folder = tempfile::tempdir().unwrap();
    let repository = open(&folder.path().join("repository.db"));
    let events = subscribe(&repository, "SELECT * FROM __Event");
    drop(repository);
    assert_eq!(events.outcome().unwrap_err().status, Status::ServerIsShuttingDown);
}

fn restore(repository: &Repository, from: &Path) {
    repository.restore(from, Previous::Discard, &mut |_| ()).unwrap();
}

fn backup(repository: &Repository, to: &Path) {
    repository.backup(to, Existing::Refuse, &mut |_| ()).unwrap();
}

#[test]
fn a_restore_ends_the_subscriptions_of_all_who_have_the_repository_open() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("repository.db");
    let (one, other) = (open(&path), open(&path));
    compile(&one, vec![thing()]).unwrap();
    create(&one, sized("first", 1)).unwrap();
    let copies = ["shorter", "same", "longer"].map(|name| folder.path().join(name));
    for (number, copy) in copies.iter().enumerate() {
        create(&one, sized(&number.to_string(), 1)).unwrap();
        backup(&one, copy);
    }
    let query = "SELECT * FROM __InstanceOperationEvent";
    // Copies whose logs end before, at and behind the place of the subscriptions.
    for copy in &copies {
        restore(&one, &copies[1]);
        let subscribers = [&one, &other].map(|repository| subscribe_from(repository, query, NEWEST));
        let grouped =
            [&one, &other].map(|repository| subscribe(repository, &format!("{query} GROUP WITHIN 3600")));
        delete(&one, named("Test_Thing", "first")).unwrap();
        let bookmarks = subscribers.each_ref().map(|subscriber| subscriber.next().bookmark.unwrap());
        create(&one, sized("first", 1)).unwrap();
        subscribers.iter().for_each(|subscriber| drop(subscriber.next()));
        restore(&one, copy);
        create(&other, sized("after", 1)).unwrap();
        for subscriber in subscribers.iter().chain(&grouped) {
            let error = subscriber.end();
            assert_eq!(error.status, Status::ServerIsShuttingDown);
        }
        for bookmark in bookmarks {
            let error = subscribe_from(&other, query, &bookmark).end();
            assert_eq!(error.status, Status::InvalidParameter);
        }
        // Who subscribes again is told of what is there now.
        let again = subscribe_from(&other, query, OLDEST);
        let mut told = again.next().named();
        while told != "__InstanceCreationEvent after" {
            assert_ne!(told, "__InstanceDeletionEvent first");
            told = again.next().named();
        }
    }
}

#[test]
fn a_restore_alone_ends_a_subscription_for_which_nothing_else_happens() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("repository.db");
    let (one, other) = (open(&path), open(&path));
    let copy = folder.path().join("backup.db");
    backup(&one, &copy);
    let subscribers = [&one, &other].map(|repository| subscribe(repository, "SELECT * FROM __Event"));
    restore(&one, &copy);
    for subscriber in subscribers {
        assert_eq!(subscriber.end().status, Status::ServerIsShuttingDown);
    }
}

#[test]
fn a_subscription_that_was_placed_before_a_restore_begins_with_its_end() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("repository.db");
    let (one, other) = (open(&path), open(&path));
    compile(&one, vec![thing()]).unwrap();
    let copy = folder.path().join("backup.db");
    backup(&one, &copy);
    create(&one, sized("a", 1)).unwrap();
    let query = subscription(NAMESPACE, "WQL", "SELECT * FROM __InstanceCreationEvent", None);
    let placed = one.placed(&query).unwrap();
    restore(&other, &copy);
    for name in ["b", "c", "d"] {
        create(&other, sized(name, 1)).unwrap();
    }
    assert_eq!(begin_at(&*placed, &query).end().status, Status::ServerIsShuttingDown);
}

#[test]
fn nobody_is_told_of_two_copies_while_others_write_and_restore() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("repository.db");
    let (one, other) = (open(&path), open(&path));
    compile(&one, vec![thing()]).unwrap();
    let copy = folder.path().join("backup.db");
    backup(&one, &copy);
    /// Ends the writer, also where an assertion fails.
    struct Done<'a>(&'a AtomicBool);
    impl Drop for Done<'_> {
        fn drop(&mut self) {
            self.0.store(true, Ordering::SeqCst);
        }
    }
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let writer = open(&path);
            for number in 0u64.. {
                if done.load(Ordering::SeqCst) {
                    break;
                }
                create(&writer, named("Test_Thing", &number.to_string())).unwrap();
            }
        });
        let _done = Done(&done);
        for _ in 0..10 {
            let query = "SELECT * FROM __InstanceCreationEvent";
            let subscribers = [&one, &other].map(|repository| subscribe_from(repository, query, NEWEST));
            let firsts = subscribers.each_ref().map(Subscriber::next);
            restore(&one, &copy);
            let identity =
                |told: &Told| told.bookmark.as_ref().unwrap().split_once('-').unwrap().0.to_owned();
            for (subscriber, first) in subscribers.iter().zip(firsts) {
                let restored = Moment::now();
                let error = loop {
                    assert!(restored.elapsed() < PATIENCE, "it goes on");
                    match subscriber.messages.recv_timeout(PATIENCE).unwrap() {
                        Message::Told(told) => assert_eq!(identity(&told), identity(&first)),
                        Message::Over(outcome) => break outcome.unwrap_err(),
                    }
                };
                assert_eq!(error.status, Status::ServerIsShuttingDown);
            }
        }
    });
}

// What is random.

#[derive(Clone, Debug)]
enum Step {
    Put {
        name: u8,
        size: u32,
    },
    Delete {
        name: u8,
    },
    /// The subscriber goes away, and comes back with the bookmark of one of the last events that it got.
    ComeBack {
        forgets: usize,
    },
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0..4u8, 0..3u32).prop_map(|(name, size)| Step::Put { name, size }),
        2 => (0..4u8).prop_map(|name| Step::Delete { name }),
        1 => (0..4usize).prop_map(|forgets| Step::ComeBack { forgets }),
    ]
}

proptest! {
    #[test]
    fn whoever_comes_back_misses_nothing_and_gets_nothing_twice(steps in prop::collection::vec(step(), 1..60)) {
        let repository = repository();
        let query = "SELECT * FROM __InstanceOperationEvent";
        let mut sizes = std::collections::BTreeMap::new();
        let mut expected: Vec<String> = Vec::new();
        let mut got: Vec<(String, String)> = Vec::new();
        let mut events = subscribe_from(&repository, query, NEWEST);
        let take = |events: &Subscriber, got: &mut Vec<(String, String)>| {
            for told in events.all() {
                let size = told.embedded("TargetInstance").value("Size").map(|value| value.to_value());
                got.push((format!("{} {size:?}", told.named()), told.bookmark.unwrap()));
            }
        };
        for step in steps {
            match step {
                Step::Put { name, size } => {
                    let kind = match sizes.insert(name, size) {
                        None => {
                            create(&repository, sized(&name.to_string(), size)).unwrap();
                            "__InstanceCreationEvent"
                        }
                        Some(before) => {
                            modify(&repository, sized(&name.to_string(), size)).unwrap();
                            if before == size {
                                continue;
                            }
                            "__InstanceModificationEvent"
                        }
                    };
                    expected.push(format!("{kind} {name} {:?}", Some(Value::Uint32(size))));
                }
                Step::Delete { name } => {
                    let Some(size) = sizes.remove(&name) else { continue };
                    delete(&repository, named("Test_Thing", &name.to_string())).unwrap();
                    expected.push(format!("__InstanceDeletionEvent {name} {:?}", Some(Value::Uint32(size))));
                }
                Step::ComeBack { forgets } => {
                    take(&events, &mut got);
                    got.truncate(got.len().saturating_sub(forgets));
                    // Who knows of nothing yet begins at the beginning, of which the classes are no instances.
                    let bookmark = got.last().map_or(OLDEST, |(_, bookmark)| bookmark);
                    events = subscribe_from(&repository, query, bookmark);
                }
            }
        }
        take(&events, &mut got);
        let got: Vec<String> = got.into_iter().map(|(shown, _)| shown).collect();
        prop_assert_eq!(got, expected);
    }
}
