//! The schema in memory: which namespaces and classes there are, and the classes resolved so far.
//!
//! A [`Schema`] is what the file said at one generation, and never changes; classes are resolved in it when they are
//! first asked for. When the generation in the file moves on, whoever did it, the next operation makes a new one, which
//! takes over every class that did not change: clients that hold one see that it is the same.

use std::sync::{Arc, OnceLock};

use crate::sync::locks::{Mutex, RwLock};
use rusqlite::{Connection, OptionalExtension};
use rustc_hash::FxHashMap;

use super::encoding::{Column, DecodeError, Names, decode_class, decode_qualifier_type, encode_columns};
use super::error::{Failure, restored};
use super::index::{IndexedProperty, indexed_properties};
use super::projection::Projection;
use super::rules::Rules;
use super::system;
use crate::cim::schema::resolve;
use crate::cim::{Class, ClassDeclaration, Property, QualifierType, Text, Unit, name};

type Folded = Box<[Unit]>;
/// The qualifier types of a namespace.
#[derive(Clone, Default)]
pub(super) struct QualifierTypeMap(FxHashMap<Folded, Arc<QualifierType>>);

impl QualifierTypeMap {
    pub(super) fn find(&self, wanted: &Text) -> Option<Arc<QualifierType>> {
        self.0.get(&*name::folded(wanted)).cloned()
    }
}

/// Everything that is in memory of the schema.
pub(super) struct SchemaCache {
    current: RwLock<Option<Arc<Schema>>>,
    names: Mutex<Names>,
    system: Arc<system::Known>,
}

impl Default for SchemaCache {
    fn default() -> SchemaCache {
        SchemaCache { current: RwLock::default(), names: Mutex::default(), system: system::known() }
    }
}

/// What the file said at one generation.
pub(super) struct Schema {
    pub generation: i64,
    /// Of which copy of the repository. It changes with the generation alone.
    pub identity: Box<[u8]>,
    namespaces: FxHashMap<String, Arc<Namespace>>,
}

/// A namespace at one generation.
pub(super) struct Namespace {
    pub id: i64,
    pub name: Text,
    generation: i64,
    qualifier_generation: i64,
    nodes: Vec<Node>,
    by_name: FxHashMap<Folded, u32>,
    by_id: FxHashMap<i64, u32>,
    qualifier_types: OnceLock<QualifierTypeMap>,
    class_of_namespaces: OnceLock<Arc<StoredClass>>,
}

/// A class's place in the tree.
pub(super) struct Node {
    /// The class's number in the file; that of a system class is negative.
    pub id: i64,
    pub name: Text,
    pub superclass: Option<u32>,
    pub subclasses: Vec<u32>,
    generation: i64,
    stored: OnceLock<Arc<StoredClass>>,
}

/// A resolved class, and how its stored instances are read.
pub(super) struct StoredClass {
    pub id: i64,
    /// With everything that is stored.
    pub whole: Projection,
    /// Without what is not given out, where the class has such properties.
    shown: Option<Box<Projection>>,
    keys_only: OnceLock<Arc<Projection>>,
    of_base: Mutex<FxHashMap<i64, Arc<Projection>>>,
    rules: OnceLock<Rules>,
    indexed: OnceLock<Vec<IndexedProperty>>,
    /// The layout that new instances are written in, once it is in the file.
    pub layout: OnceLock<u64>,
}

impl SchemaCache {
    /// The schema as it is in the file, read if it changed since the last time.
    pub(super) fn up_to_date(&self, connection: &Connection) -> Result<Arc<Schema>, Failure> {
        let generation = read_generation(connection)?;
        match self.latest() {
            Some(schema) if schema.generation == generation => Ok(schema),
            old => {
                let schema = self.load(connection, old.as_deref())?;
                self.publish(Arc::clone(&schema));
                Ok(schema)
            }
        }
    }

    /// Makes a schema the one that operations begin with, unless there is a later one.
    pub(super) fn publish(&self, schema: Arc<Schema>) {
        let mut current = self.current.write();
        if current.as_ref().is_none_or(|current| current.generation < schema.generation) {
            *current = Some(schema);
        }
    }

    /// Forgets everything, so that it is read again.
    pub(super) fn forget(&self) {
        *self.current.write() = None;
    }

    /// The schema as it was the last time. Whoever uses it must check its generation in the transaction that it reads
    /// in, and ask for [`SchemaCache::up_to_date`] when it was changed.
    pub(super) fn latest(&self) -> Option<Arc<Schema>> {
        self.current.read().clone()
    }

    /// Reads the schema as a connection sees it, and takes over from an old one what did not change.
    pub(super) fn load(&self, connection: &Connection, old: Option<&Schema>) -> Result<Arc<Schema>, Failure> {
        // Inside a transaction of the caller's this joins it.
        let transaction =
            connection.is_autocommit().then(|| connection.unchecked_transaction()).transpose()?;
        let generation = read_generation(connection)?;
        let identity: Vec<u8> =
            connection.query_row("SELECT identity FROM state WHERE id = 1", [], |row| row.get(0))?;
        let mut namespaces = FxHashMap::default();
        let mut statement =
            connection.prepare_cached("SELECT id, name, generation, qualifier_generation FROM namespaces")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let spelt: String = row.get(1)?;
            let folded = name::folded_namespace(&spelt);
            let kept = old.and_then(|old| old.namespaces.get(&folded));
            let found = (row.get::<_, i64>(0)?, row.get::<_, i64>(2)?);
            let namespace = match kept.filter(|kept| (kept.id, kept.generation) == found) {
                Some(kept) => Arc::clone(kept),
                None => {
                    let generations = (found.1, row.get(3)?);
                    Arc::new(load_namespace(connection, found.0, Text::from(spelt), generations, kept)?)
                }
            };
            namespaces.insert(folded, namespace);
        }
        drop(rows);
        drop(statement);
        if let Some(transaction) = transaction {
            transaction.finish()?;
        }
        Ok(Arc::new(Schema { generation, identity: identity.into(), namespaces }))
    }

    /// The resolved class at a place of the tree. The connection must see the schema's generation, which is checked.
    pub(super) fn class(
        &self,
        connection: &Connection,
        schema: &Schema,
        namespace: &Namespace,
        index: u32,
    ) -> Result<Arc<StoredClass>, Failure> {
        let mut chain = Vec::new();
        let mut at = Some(index);
        let mut above: Option<Arc<StoredClass>> = None;
        while let Some(index) = at {
            let node = namespace.node(index);
            if let Some(stored) = node.stored.get() {
                above = Some(Arc::clone(stored));
                break;
            }
            chain.push(node);
            // Only in a damaged file there are more classes above one than there are classes.
            if chain.len() > namespace.nodes.len() {
                return Err(
                    DecodeError { at: 0, expected: "a class that does not inherit from itself" }.into()
                );
            }
            at = node.superclass;
        }
        if !chain.is_empty() {
            self.load_qualifier_types(connection, schema, namespace)?;
        }
        for node in chain.into_iter().rev() {
            let superclass = above.as_ref().map(|stored| Arc::clone(&stored.whole.class));
            let class = match self.system.with_id(node.id) {
                // What the namespace declares of qualifiers is not for system classes.
                Some(known) => Class::new(known.class.declaration().clone(), superclass),
                None => {
                    let declaration = self.declaration(connection, schema, node)?;
                    resolve(declaration, superclass, &|wanted| namespace.qualifier_type(wanted))?
                }
            };
            let class = Arc::new(class.in_namespace(Some(namespace.name.clone()), None));
            above = Some(Arc::clone(node.stored.get_or_init(|| Arc::new(StoredClass::new(node.id, class)))));
        }
        above.ok_or(Failure::Stale)
    }

    /// A class as it was declared.
    pub(super) fn declaration(
        &self,
        connection: &Connection,
        schema: &Schema,
        node: &Node,
    ) -> Result<ClassDeclaration, Failure> {
        if let Some(known) = self.system.with_id(node.id) {
            return Ok((*known.declaration).clone());
        }
        let mut statement = connection.prepare_cached(
            "SELECT declaration, (SELECT schema_generation FROM state WHERE id = 1) FROM classes WHERE id = ?1",
        )?;
        let mut rows = statement.query([node.id])?;
        let row = rows.next()?.ok_or(Failure::Stale)?;
        schema.expect_generation(row.get(1)?)?;
        self.decode_declaration(row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?)
    }

    /// A class as it was declared, from the bytes in the file.
    pub(super) fn decode_declaration(&self, bytes: &[u8]) -> Result<ClassDeclaration, Failure> {
        Ok(decode_class(bytes, &mut self.names.lock())?)
    }

    /// Loads the qualifier types of a namespace, if that was not done.
    pub(super) fn load_qualifier_types(
        &self,
        connection: &Connection,
        schema: &Schema,
        namespace: &Namespace,
    ) -> Result<(), Failure> {
        if namespace.qualifier_types.get().is_some() {
            return Ok(());
        }
        let types = self.read_qualifier_types(connection, namespace.id)?;
        // Read after the rows: if it is still the same, they were of this generation.
        schema.expect_generation(read_generation(connection)?)?;
        let _ = namespace.qualifier_types.set(types);
        Ok(())
    }

    /// The qualifier types of a namespace as the file has them.
    pub(super) fn read_qualifier_types(
        &self,
        connection: &Connection,
        namespace_id: i64,
    ) -> Result<QualifierTypeMap, Failure> {
        let mut types = FxHashMap::default();
        let mut statement =
            connection.prepare_cached("SELECT declaration FROM qualifier_types WHERE namespace_id = ?1")?;
        let mut rows = statement.query([namespace_id])?;
        while let Some(row) = rows.next()? {
            let bytes = row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?;
            let declared = decode_qualifier_type(bytes, &mut self.names.lock())?;
            types.insert(name::folded(&declared.name), Arc::new(declared));
        }
        Ok(QualifierTypeMap(types))
    }
}

fn load_namespace(
    connection: &Connection,
    id: i64,
    namespace_name: Text,
    (generation, qualifier_generation): (i64, i64),
    old: Option<&Arc<Namespace>>,
) -> Result<Namespace, Failure> {
    let mut nodes: Vec<Node> = Vec::new();
    let mut superclasses: Vec<Option<i64>> = Vec::new();
    for known in system::classes() {
        let above = known.class.superclass_name().and_then(system::find);
        superclasses.push(above.map(|above| above.id));
        nodes.push(Node::new(known.id, known.class.name().clone(), 0));
    }
    let mut statement = connection.prepare_cached(
        "SELECT id, name, superclass_id, generation FROM classes WHERE namespace_id = ?1 ORDER BY id",
    )?;
    let mut rows = statement.query([id])?;
    while let Some(row) = rows.next()? {
        let spelt = row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
        superclasses.push(row.get(2)?);
        nodes.push(Node::new(row.get(0)?, Text::from(spelt), row.get(3)?));
    }
    let by_id: FxHashMap<i64, u32> =
        nodes.iter().enumerate().map(|(index, node)| (node.id, index as u32)).collect();
    let by_name =
        nodes.iter().enumerate().map(|(index, node)| (name::folded(&node.name), index as u32)).collect();
    for (index, superclass) in superclasses.into_iter().enumerate() {
        let Some(superclass) = superclass else { continue };
        let Some(&superclass) = by_id.get(&superclass) else {
            return Err(DecodeError { at: 0, expected: "a superclass in the same namespace" }.into());
        };
        nodes[index].superclass = Some(superclass);
        nodes[superclass as usize].subclasses.push(index as u32);
    }
    let namespace = Namespace {
        id,
        name: namespace_name,
        generation,
        qualifier_generation,
        nodes,
        by_name,
        by_id,
        qualifier_types: OnceLock::new(),
        class_of_namespaces: OnceLock::new(),
    };
    if let Some(old) = old.filter(|old| old.qualifier_generation == qualifier_generation && old.id == id) {
        if let Some(types) = old.qualifier_types.get() {
            let _ = namespace.qualifier_types.set(types.clone());
        }
        if let Some(class) = old.class_of_namespaces.get() {
            let _ = namespace.class_of_namespaces.set(Arc::clone(class));
        }
        namespace.take_over(old);
    }
    Ok(namespace)
}

impl Schema {
    /// A namespace by its name, without case.
    pub(super) fn namespace(&self, namespace: &Text) -> Option<&Arc<Namespace>> {
        let spelt = namespace.to_str();
        // The usual spelling needs no other string.
        self.namespaces.get(&*spelt).or_else(|| self.namespaces.get(&name::folded_namespace(&spelt)))
    }

    pub(super) fn namespaces(&self) -> impl Iterator<Item = &Arc<Namespace>> {
        self.namespaces.values()
    }

    /// The class of this number: its namespace, and its place in the tree.
    pub(super) fn class_of_id(&self, id: i64) -> Option<(&Arc<Namespace>, u32)> {
        self.namespaces().find_map(|namespace| Some((namespace, namespace.find_id(id)?)))
    }

    /// That a transaction sees what this schema was read from.
    pub(super) fn expect_generation(&self, found: i64) -> Result<(), Failure> {
        if self.generation == found { Ok(()) } else { Err(Failure::Stale) }
    }

    /// That this is still the copy of the repository that an operation began with: what it found there does not hold in another.
    pub(super) fn expect_copy_of(&self, begun: Option<&Schema>) -> Result<(), Failure> {
        if begun.is_none_or(|begun| begun.identity == self.identity) {
            Ok(())
        } else {
            Err(restored().into())
        }
    }
}

impl Namespace {
    pub(super) fn find(&self, class_name: &Text) -> Option<u32> {
        self.by_name.get(&*name::folded(class_name)).copied()
    }

    pub(super) fn find_id(&self, id: i64) -> Option<u32> {
        self.by_id.get(&id).copied()
    }

    pub(super) fn node(&self, index: u32) -> &Node {
        &self.nodes[index as usize]
    }

    /// All classes, system classes among them.
    pub(super) fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// The class by which the DMTF's schema tells of namespaces, where this namespace has none of its own.
    pub(super) fn class_of_namespaces(&self) -> Arc<StoredClass> {
        let make = || {
            let known = system::namespace_class();
            let class = Class::new(known.declaration().clone(), known.superclass().cloned());
            Arc::new(StoredClass::new(0, Arc::new(class.in_namespace(Some(self.name.clone()), None))))
        };
        Arc::clone(self.class_of_namespaces.get_or_init(make))
    }

    /// The classes in the file.
    pub(super) fn stored_nodes(&self) -> impl Iterator<Item = &Node> {
        self.nodes.iter().filter(|node| !node.is_system())
    }

    /// The classes that have no superclass, the top of the system classes among them.
    pub(super) fn roots(&self) -> impl Iterator<Item = u32> {
        let nodes = self.nodes.iter().enumerate();
        nodes.filter(|(_, node)| node.superclass.is_none()).map(|(index, _)| index as u32)
    }

    /// A class and everything below it, superclasses first.
    pub(super) fn family(&self, index: u32) -> Vec<u32> {
        let mut family = vec![index];
        let mut at = 0;
        // In a damaged file a class could be below itself.
        while at < family.len() && family.len() <= self.nodes.len() {
            family.extend(&self.node(family[at]).subclasses);
            at += 1;
        }
        family
    }

    /// Whether a class is another one or below it.
    pub(super) fn is_a(&self, index: u32, above: u32) -> bool {
        let mut at = Some(index);
        for _ in 0..=self.nodes.len() {
            match at {
                Some(index) if index == above => return true,
                Some(index) => at = self.node(index).superclass,
                None => return false,
            }
        }
        false
    }

    /// The class at the top of the line of superclasses.
    pub(super) fn top_of(&self, index: u32) -> u32 {
        let mut top = index;
        for _ in 0..self.nodes.len() {
            match self.node(top).superclass {
                Some(above) => top = above,
                None => break,
            }
        }
        top
    }

    /// The class at a place of the tree if it was resolved, else one that has its name and superclasses, and no elements.
    pub(super) fn class_in_memory(&self, index: u32) -> Arc<Class> {
        let mut line = Vec::new();
        let mut at = Some(index);
        let mut class: Option<Arc<Class>> = None;
        while let Some(index) = at.filter(|_| line.len() <= self.nodes.len()) {
            let node = self.node(index);
            if let Some(stored) = node.stored.get() {
                class = Some(Arc::clone(&stored.whole.class));
                break;
            }
            line.push(node);
            at = node.superclass;
        }
        for node in line.into_iter().rev() {
            let superclass = class.as_ref().map(|class| class.name().clone());
            let declaration =
                ClassDeclaration { name: node.name.clone(), superclass, ..ClassDeclaration::default() };
            class = Some(Arc::new(Class::new(declaration, class)));
        }
        class.unwrap_or_else(|| Arc::new(Class::new(ClassDeclaration::default(), None)))
    }

    pub(super) fn qualifier_type(&self, wanted: &Text) -> Option<Arc<QualifierType>> {
        self.qualifier_types.get()?.find(wanted)
    }

    /// The qualifier types; none before they are loaded.
    pub(super) fn qualifier_types(&self) -> impl Iterator<Item = &Arc<QualifierType>> {
        self.qualifier_types.get().into_iter().flat_map(|types| types.0.values())
    }

    /// Keeps the resolved classes that neither changed themselves nor above.
    fn take_over(&self, old: &Namespace) {
        let mut pending: Vec<u32> = self.roots().collect();
        while let Some(index) = pending.pop() {
            let node = self.node(index);
            let before = old.find_id(node.id).map(|before| old.node(before));
            let Some(before) = before.filter(|before| before.generation == node.generation) else { continue };
            if let Some(stored) = before.stored.get() {
                let _ = node.stored.set(Arc::clone(stored));
            }
            pending.extend(&node.subclasses);
        }
    }
}

impl Node {
    fn new(id: i64, name: Text, generation: i64) -> Node {
        Node { id, name, superclass: None, subclasses: Vec::new(), generation, stored: OnceLock::new() }
    }

    /// Whether the class is one that every namespace has.
    pub(super) fn is_system(&self) -> bool {
        self.id < 0
    }
}

impl StoredClass {
    pub(super) fn new(id: i64, class: Arc<Class>) -> StoredClass {
        let is_open = class.properties().iter().all(Property::is_readable);
        StoredClass {
            id,
            shown: (!is_open).then(|| Box::new(Projection::shown(Arc::clone(&class)))),
            whole: Projection::whole(class),
            keys_only: OnceLock::new(),
            of_base: Mutex::default(),
            rules: OnceLock::new(),
            indexed: OnceLock::new(),
            layout: OnceLock::new(),
        }
    }

    /// What clients get of an instance.
    #[inline]
    pub(super) fn shown(&self) -> &Projection {
        self.shown.as_deref().unwrap_or(&self.whole)
    }

    /// Whether clients get everything that is stored.
    pub(super) fn shows_all(&self) -> bool {
        self.shown.is_none()
    }

    /// The properties whose values are in the index.
    pub(super) fn indexed(&self) -> &[IndexedProperty] {
        self.indexed.get_or_init(|| indexed_properties(&self.whole.class))
    }

    /// What the qualifiers let instances have.
    pub(super) fn rules(&self) -> &Rules {
        self.rules.get_or_init(|| Rules::of(&self.whole.class))
    }

    /// Instances with nothing but their keys.
    pub(super) fn keys_only(&self) -> Arc<Projection> {
        let projection = self.keys_only.get_or_init(|| self.project(|property| property.is_key()));
        Arc::clone(projection)
    }

    /// Instances with nothing but the properties of a class above.
    pub(super) fn of_base(&self, base: &StoredClass) -> Arc<Projection> {
        let mut projections = self.of_base.lock();
        let projection = projections.entry(base.id).or_insert_with(|| {
            self.project(|property| base.whole.class.find_property(&property.name).is_some())
        });
        Arc::clone(projection)
    }

    /// Instances with nothing but these properties.
    pub(super) fn part(&self, properties: &[Text]) -> Arc<Projection> {
        self.project(|property| properties.iter().any(|wanted| name::eq_names(wanted, &property.name)))
    }

    /// Instances with everything that clients get, for a place where parts are expected.
    pub(super) fn copy_of_shown(&self) -> Arc<Projection> {
        Arc::new(Projection::shown(Arc::clone(&self.whole.class)))
    }

    fn project(&self, wanted: impl Fn(&Property) -> bool) -> Arc<Projection> {
        let class = &self.whole.class;
        let mut declaration = class.declaration().clone();
        declaration.properties.retain(wanted);
        let superclass = class.superclass().cloned();
        let class = Class::new(declaration, superclass).in_namespace(class.namespace().cloned(), None);
        Arc::new(Projection::shown(Arc::new(class)))
    }

    /// The layout of instances as the class is now: the one in the file, else a new one in this transaction.
    pub(super) fn writing_layout(&self, connection: &Connection) -> Result<u64, Failure> {
        if let Some(&layout) = self.layout.get() {
            return Ok(layout);
        }
        let columns = encode_columns(&Column::of_class(&self.whole.class))?;
        let known = connection
            .prepare_cached("SELECT id FROM layouts WHERE class_id = ?1 AND columns = ?2")?
            .query_row((self.id, &columns), |row| row.get::<_, i64>(0))
            .optional()?;
        if let Some(known) = known {
            // Only what is there already is remembered: a new one vanishes if the transaction fails.
            return Ok(*self.layout.get_or_init(|| known as u64));
        }
        let mut statement =
            connection.prepare_cached("INSERT INTO layouts (class_id, columns) VALUES (?1, ?2)")?;
        Ok(statement.insert((self.id, &columns))? as u64)
    }
}

/// The generation of the schema in the file, as this connection sees it.
pub(super) fn read_generation(connection: &Connection) -> Result<i64, Failure> {
    let mut statement = connection.prepare_cached("SELECT schema_generation FROM state WHERE id = 1")?;
    Ok(statement.query_row([], |row| row.get(0))?)
}
