//! Compiling: many declarations and instances are put into the repository together, all or none.
//!
//! What is there already and the same is not written; when everything is, nothing is written at all. What depends on
//! something that changes is checked against the change: subclasses must still make sense, and stored instances must
//! still be instances of their class.

mod compatibility;
mod mof;

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::change::{Changes, Subject};
use super::encoding::{encode_class, encode_qualifier_type};
use super::error::Failure;
use super::instances::{check_instantiable, find_id, read};
use super::keys::{key_of_values, path_of};
use super::namespace::{ensure_namespace, find_namespace, next_generation};
use super::namespace_instances::vocabulary;
use super::schema_cache::{Schema, StoredClass};
use super::store::{Changed, Patience, Transaction};
use super::values::{check_elements, values_of_new};
use super::{Repository, events, system};
use crate::cim::{ClassDeclaration, Error, Instance, QualifierType, Status, Text, Unit, name};

pub(super) use compatibility::has_instances;

/// One thing to compile.
#[derive(Clone, Debug)]
pub struct Item {
    /// The namespace that it goes into, which is made if it is not there.
    pub namespace: String,
    /// What it is.
    pub kind: ItemKind,
}

/// What can be compiled.
#[derive(Clone, Debug)]
pub enum ItemKind {
    /// The declaration of a qualifier.
    QualifierType(Arc<QualifierType>),
    /// A class as it is declared, with its own elements alone. Its superclass may come later among the items.
    Class(Arc<ClassDeclaration>),
    /// An instance. What it does not set gets the class's defaults.
    Instance {
        /// The instance.
        instance: Arc<Instance>,
        /// Whether another one holds it as a value. Then it is not stored where its class has no keys.
        is_value: bool,
    },
}

/// What a compilation did, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Things that were not there.
    pub created: usize,
    /// Things that were there and different.
    pub changed: usize,
    /// Things that were there and the same.
    pub unchanged: usize,
}

/// Why nothing was compiled.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{error}")]
pub struct CompileError {
    /// The place among the items of the one that is wrong, where it is one.
    pub item: Option<usize>,
    /// What is wrong.
    pub error: Error,
}

impl From<CompileError> for Error {
    fn from(error: CompileError) -> Error {
        error.error
    }
}

/// Notes which item a failure is about.
type Blame = std::cell::Cell<Option<usize>>;

/// What storing instances needs from one to the next.
struct StoredByUs<'t> {
    /// The schema before anything was compiled.
    before: &'t Schema,
    classes: FxHashMap<i64, StoredClass>,
    changes: Changes<'t>,
}

/// A class that is new or different.
struct ChangedClass<'i> {
    item: usize,
    declaration: &'i ClassDeclaration,
    bytes: Vec<u8>,
    /// Its number, if it is there.
    known: Option<i64>,
}

/// What changes in one namespace.
#[derive(Default)]
struct Change<'i> {
    types: Vec<(&'i QualifierType, Vec<u8>)>,
    /// In the order in which they can be written: superclasses first.
    classes: Vec<ChangedClass<'i>>,
    /// Stored classes that have instances and may not be the same afterwards.
    guarded: Vec<Arc<StoredClass>>,
}

impl Repository {
    /// Puts items into the repository, all or none. `progress` is told after each how many are done, while the
    /// repository is locked: it must not call the repository itself.
    pub fn compile(
        &self,
        items: &[Item],
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<Summary, CompileError> {
        let blame = Blame::default();
        let mut done = 0;
        let mut advance = || {
            done += 1;
            progress(done, items.len());
        };
        let compiled = self.writing(&Patience::UNLIMITED, |transaction, schema| {
            let mut summary = Summary::default();
            let mut changes: Vec<(&str, Change<'_>)> = Vec::new();
            let namespaces = namespaces_of(items);
            for namespace in &namespaces {
                let change =
                    self.compare(transaction, schema, namespace, items, &mut summary, &blame, &mut advance)?;
                changes.push((namespace, change));
            }
            let after = self.apply(transaction, schema, &changes, &blame)?;
            let mut changed = after.is_some();
            let before = schema;
            let schema = after.as_ref().unwrap_or(schema);
            let mut stored =
                StoredByUs { before, classes: FxHashMap::default(), changes: Changes::new(transaction) };
            for (place, item) in items.iter().enumerate() {
                let ItemKind::Instance { instance, is_value } = &item.kind else { continue };
                blame.set(Some(place));
                let so_far = summary;
                let place = (&*item.namespace, *is_value);
                self.put(transaction, schema, place, instance, &mut stored, &mut summary)?;
                changed |= summary.unchanged == so_far.unchanged;
                advance();
            }
            stored.changes.finish()?;
            let changed = if changed { Changed::Yes } else { Changed::No };
            Ok(((summary, after), changed))
        });
        match compiled {
            Ok((summary, after)) => {
                if let Some(after) = after {
                    self.cache.publish(after);
                }
                Ok(summary)
            }
            Err(error) => Err(CompileError { item: blame.get(), error }),
        }
    }

    /// A qualifier type of a namespace, if it is there.
    pub fn get_qualifier_type(
        &self,
        namespace: &str,
        wanted: &str,
    ) -> Result<Option<Arc<QualifierType>>, Error> {
        self.reading_up_to_date(&Patience::UNLIMITED, |connection, schema| {
            let namespace = find_namespace(schema, &Text::from(namespace))?;
            self.cache.load_qualifier_types(connection, schema, namespace)?;
            Ok(namespace.qualifier_type(&Text::from(wanted)))
        })
    }

    /// The qualifier types of a namespace, sorted by name.
    pub fn qualifier_types(&self, namespace: &str) -> Result<Vec<Arc<QualifierType>>, Error> {
        let mut types = self.reading_up_to_date(&Patience::UNLIMITED, |connection, schema| {
            let namespace = find_namespace(schema, &Text::from(namespace))?;
            self.cache.load_qualifier_types(connection, schema, namespace)?;
            Ok(namespace.qualifier_types().cloned().collect::<Vec<_>>())
        })?;
        types.sort_by_key(|declared| name::folded(&declared.name));
        Ok(types)
    }

    /// A class as it was declared, with its own elements alone.
    pub fn get_class_declaration(
        &self,
        namespace: &str,
        class_name: &str,
    ) -> Result<ClassDeclaration, Error> {
        self.reading_up_to_date(&Patience::UNLIMITED, |connection, schema| {
            let namespace = find_namespace(schema, &Text::from(namespace))?;
            let class_name = Text::from(class_name);
            let index = namespace
                .find(&class_name)
                .ok_or_else(|| super::no_such_class(&namespace.name, &class_name))?;
            self.cache.declaration(connection, schema, namespace.node(index))
        })
    }

    /// Finds out what is new and different in a namespace, and which stored instances that concerns. Writes nothing.
    #[allow(
        clippy::too_many_arguments,
        reason = "one step of compiling, with everything that compiling holds"
    )]
    fn compare<'i>(
        &self,
        transaction: &Transaction<'_>,
        schema: &Schema,
        namespace_name: &str,
        items: &'i [Item],
        summary: &mut Summary,
        blame: &Blame,
        advance: &mut dyn FnMut(),
    ) -> Result<Change<'i>, Failure> {
        let namespace = schema.namespace(&Text::from(namespace_name));
        if let Some(namespace) = namespace {
            self.cache.load_qualifier_types(transaction, schema, namespace)?;
        }
        let mut change = Change::default();
        let mut declared: FxHashMap<Box<[Unit]>, (usize, &ClassDeclaration)> = FxHashMap::default();
        let mut order = Vec::new();
        for (place, item) in items.iter().enumerate() {
            if name::folded_namespace(&item.namespace) != name::folded_namespace(namespace_name) {
                continue;
            }
            blame.set(Some(place));
            match &item.kind {
                ItemKind::QualifierType(declaration) => {
                    let known = namespace.and_then(|namespace| namespace.qualifier_type(&declaration.name));
                    match &known {
                        Some(known) if known == declaration => summary.unchanged += 1,
                        known => {
                            if known.is_some() {
                                summary.changed += 1;
                            } else {
                                summary.created += 1;
                            }
                            change.types.push((declaration, encode_qualifier_type(declaration)?));
                        }
                    }
                    advance();
                }
                ItemKind::Class(declaration) => {
                    let folded = name::folded(&declaration.name);
                    // Of a class that is declared twice, the last declaration counts.
                    if declared.insert(folded.clone(), (place, declaration)).is_none() {
                        order.push(folded);
                    } else {
                        summary.unchanged += 1;
                        advance();
                    }
                }
                ItemKind::Instance { .. } => {}
            }
        }
        for folded in superclasses_first(&declared, &order, blame)? {
            let (item, declaration) = declared[&folded];
            blame.set(Some(item));
            if let Some(above) = &declaration.superclass {
                let is_known = declared.contains_key(&name::folded(above))
                    || system::find(above).is_some()
                    || namespace.is_some_and(|namespace| namespace.find(above).is_some());
                if !is_known {
                    return Err(Error::new(
                        Status::InvalidSuperclass,
                        format!(
                            "The superclass '{above}' of class '{}' does not exist in namespace '{namespace_name}', \
                             and is not compiled with it. Compile the superclass first or together with the class.",
                            declaration.name
                        ),
                    )
                    .into());
                }
            }
            let bytes = encode_class(declaration)?;
            if let Some(known) = system::find(&declaration.name) {
                if encode_class(&known.declaration)? != bytes {
                    return Err(system::unchangeable(&known, &Text::from(namespace_name), "changed").into());
                }
                summary.unchanged += 1;
                advance();
                continue;
            }
            let known = namespace.and_then(|namespace| namespace.find(&declaration.name));
            let known = known.and_then(|index| Some(namespace?.node(index).id));
            match known {
                Some(id) if stored_declaration_is(transaction, id, &bytes)? => summary.unchanged += 1,
                known => {
                    if known.is_some() {
                        summary.changed += 1;
                    } else {
                        summary.created += 1;
                    }
                    change.classes.push(ChangedClass { item, declaration, bytes, known });
                }
            }
            advance();
        }
        if let Some(namespace) = namespace {
            self.guard(transaction, schema, namespace, &mut change)?;
        }
        blame.set(None);
        Ok(change)
    }

    /// Writes what changes of the schema and checks what comes of it. `None` where nothing changes.
    fn apply(
        &self,
        transaction: &Transaction<'_>,
        schema: &Arc<Schema>,
        changes: &[(&str, Change<'_>)],
        blame: &Blame,
    ) -> Result<Option<Arc<Schema>>, Failure> {
        let generation = schema.generation + 1;
        let mut changed = false;
        for (name, change) in changes {
            let (id, made) = ensure_namespace(transaction, schema, name)?;
            if change.types.is_empty() && change.classes.is_empty() {
                changed |= made == Changed::Yes;
                continue;
            }
            changed = true;
            write(transaction, id, generation, change, blame)?;
        }
        if !changed {
            return Ok(None);
        }
        next_generation(transaction)?;
        let after = self.cache.load(transaction, Some(schema))?;
        for (name, change) in changes {
            let before = schema.namespace(&Text::from(*name));
            let namespace = find_namespace(&after, &Text::from(*name))?;
            self.check_change(transaction, &after, before.map(|before| &**before), namespace, change, blame)?;
        }
        blame.set(None);
        Ok(Some(after))
    }

    /// Makes an instance, or makes the one that is there the same.
    fn put(
        &self,
        transaction: &Transaction<'_>,
        schema: &Schema,
        (namespace, is_value): (&str, bool),
        given: &Instance,
        ours: &mut StoredByUs<'_>,
        summary: &mut Summary,
    ) -> Result<(), Failure> {
        let namespace = find_namespace(schema, &Text::from(namespace))?;
        let told = self.class_of_namespaces(transaction, schema, namespace, given.class_name())?;
        if let Some((vocabulary, stored)) = told {
            check_elements(namespace, &stored.whole.class, given)?;
            let whole = vocabulary.whole_name(&namespace.name.to_str(), given)?;
            match ours.before.namespace(&Text::from(whole)) {
                Some(_) => summary.unchanged += 1,
                None => summary.created += 1,
            }
            return Ok(());
        }
        let (_, stored) = self.find_class(transaction, schema, namespace, given.class_name())?;
        // One of our own: what it learns of layouts in this transaction is forgotten if that fails.
        let stored = ours
            .classes
            .entry(stored.id)
            .or_insert_with(|| StoredClass::new(stored.id, Arc::clone(&stored.whole.class)));
        let class = &stored.whole.class;
        if is_value && class.keys().is_empty() {
            summary.unchanged += 1;
            return Ok(());
        }
        check_instantiable(namespace, class)?;
        let mut values = values_of_new(namespace, stored, given)?;
        let key = key_of_values(&namespace.name, class, given, |index| values[index])?;
        let subject = Subject { namespace, stored, key: &key };
        let Some(id) = find_id(transaction, &key, stored.id)? else {
            summary.created += 1;
            ours.changes.create(subject, &values, || path_of(&namespace.name, class, given))?;
            return Ok(());
        };
        let before = read(transaction, &stored.whole, id, namespace)?.ok_or(Failure::Stale)?;
        // Equal keys may be written differently: they stay as they are.
        for &index in class.keys() {
            values[index] = before.element(index).and_then(|element| element.value);
        }
        if before.elements().zip(&values).all(|(element, value)| element.value == *value) {
            summary.unchanged += 1;
            return Ok(());
        }
        summary.changed += 1;
        ours.changes.modify(subject, id, &before, &values)
    }
}

/// The namespaces of the items in the order of their first items, and those that the items make by instances; each once.
fn namespaces_of(items: &[Item]) -> Vec<String> {
    let mut seen = FxHashSet::default();
    let mut names = Vec::new();
    let mut add = |name: String| {
        if seen.insert(name::folded_namespace(&name)) {
            names.push(name);
        }
    };
    for item in items {
        add(item.namespace.clone());
        let ItemKind::Instance { instance, .. } = &item.kind else { continue };
        let vocabulary = vocabulary(&item.namespace, instance.class_name());
        // What is wrong with a name is told when its turn comes.
        if let Some(Ok(whole)) = vocabulary.map(|words| words.whole_name(&item.namespace, instance)) {
            add(whole);
        }
    }
    names
}

/// Declared classes so that each comes after its superclass.
fn superclasses_first(
    declared: &FxHashMap<Box<[Unit]>, (usize, &ClassDeclaration)>,
    order: &[Box<[Unit]>],
    blame: &Blame,
) -> Result<Vec<Box<[Unit]>>, Error> {
    let mut placed = FxHashSet::default();
    let mut sorted = Vec::with_capacity(order.len());
    for start in order {
        let mut chain: Vec<&Box<[Unit]>> = Vec::new();
        let mut above: Option<Box<[Unit]>> = Some(start.clone());
        while let Some((folded, (item, declaration))) =
            above.take().and_then(|folded| declared.get_key_value(&folded))
        {
            if placed.contains(folded) {
                break;
            }
            if chain.contains(&folded) {
                blame.set(Some(*item));
                return Err(inherits_from_itself(&declaration.name));
            }
            chain.push(folded);
            above = declaration.superclass.as_ref().map(name::folded);
        }
        for folded in chain.into_iter().rev() {
            placed.insert(folded.clone());
            sorted.push(folded.clone());
        }
    }
    Ok(sorted)
}

fn inherits_from_itself(class_name: &Text) -> Error {
    Error::new(
        Status::InvalidSuperclass,
        format!("Class '{class_name}' would inherit from itself. Choose another superclass."),
    )
}

fn stored_declaration_is(transaction: &Transaction<'_>, id: i64, bytes: &[u8]) -> Result<bool, Failure> {
    let mut statement = transaction.prepare_cached("SELECT declaration FROM classes WHERE id = ?1")?;
    let mut rows = statement.query([id])?;
    let row = rows.next()?.ok_or(Failure::Stale)?;
    Ok(row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)? == bytes)
}

fn write(
    transaction: &Transaction<'_>,
    namespace: i64,
    generation: i64,
    change: &Change<'_>,
    blame: &Blame,
) -> Result<(), Failure> {
    for (declared, bytes) in &change.types {
        transaction
            .prepare_cached(
                "INSERT INTO qualifier_types (namespace_id, name, declaration) VALUES (?1, ?2, ?3) \
                 ON CONFLICT (namespace_id, name) DO UPDATE SET name = ?2, declaration = ?3",
            )?
            .execute((namespace, &*declared.name.to_str(), bytes))?;
    }
    for changed in &change.classes {
        blame.set(Some(changed.item));
        let spelt = changed.declaration.name.to_str();
        let superclass = match &changed.declaration.superclass {
            None => None,
            Some(name) => Some(match system::find(name) {
                Some(known) => known.id,
                None => transaction
                    .prepare_cached("SELECT id FROM classes WHERE namespace_id = ?1 AND name = ?2")?
                    .query_row((namespace, &*name.to_str()), |row| row.get::<_, i64>(0))?,
            }),
        };
        match changed.known {
            Some(id) => {
                events::log_class_modified(transaction, id)?;
                transaction
                .prepare_cached(
                    "UPDATE classes SET name = ?2, superclass_id = ?3, generation = ?4, declaration = ?5 WHERE id = ?1",
                )?
                .execute((id, &*spelt, superclass, generation, &changed.bytes))?;
            }
            None => {
                let id = transaction
                    .prepare_cached(
                        "INSERT INTO classes (namespace_id, name, superclass_id, generation, declaration) \
                     VALUES (?1, ?2, ?3, ?4, ?5)",
                    )?
                    .insert((namespace, &*spelt, superclass, generation, &changed.bytes))?;
                events::log_class_created(transaction, id)?;
            }
        }
    }
    transaction.execute("UPDATE namespaces SET generation = ?2 WHERE id = ?1", (namespace, generation))?;
    if !change.types.is_empty() {
        transaction.execute(
            "UPDATE namespaces SET qualifier_generation = ?2 WHERE id = ?1",
            (namespace, generation),
        )?;
    }
    Ok(())
}
