//! The classes that the repository knows without anybody compiling them.
//!
//! The *system classes* (`schema/system.mof`, `__Event` and the like) are part of every namespace's tree, as nodes with
//! negative numbers: the first class of the file is number -1. Stored classes may inherit from them. Classes of the DMTF's
//! schema are in no tree, because users compile that schema themselves; they stand in where a namespace has none of that
//! name.

use std::sync::{Arc, Weak};

use rustc_hash::FxHashMap;

use crate::cim::{Class, ClassDeclaration, Error, Status, Text, Unit, name};
use crate::mof::{ChangeKind, EmptyCatalog, NoIncludes, Options, Source, compile, load};
use crate::process::PerProcess;
use crate::sync::locks::Mutex;
use crate::sync::process_static;

/// A class of one of the files.
#[derive(Clone)]
pub(super) struct KnownClass {
    /// The number that the class has as a node: negative.
    pub id: i64,
    /// As it is declared, with its own elements alone.
    pub declaration: Arc<ClassDeclaration>,
    /// The class with what it inherits, in no namespace.
    pub class: Arc<Class>,
}

/// The classes of a file in its order.
struct KnownClasses {
    classes: Vec<KnownClass>,
    by_name: FxHashMap<Box<[Unit]>, usize>,
}

impl KnownClasses {
    /// Reads a file of ours; a mistake in one shows in the first test that opens a repository.
    fn read(file: &str, text: &str) -> KnownClasses {
        let program = load([Source::new(file, text)], &mut NoIncludes);
        let options = Options { namespace: Text::from("root"), strict: true, ..Options::default() };
        let compiled = program.and_then(|program| compile(&program, &EmptyCatalog, &options));
        let changes = compiled.unwrap_or_else(|errors| panic!("{errors}")).changes;
        let mut classes: Vec<KnownClass> = Vec::new();
        for change in changes {
            if let ChangeKind::Class { declaration, class } = change.kind {
                let id = -(classes.len() as i64) - 1;
                classes.push(KnownClass { id, declaration, class });
            }
        }
        let by_name = classes.iter().enumerate();
        let by_name = by_name.map(|(index, known)| (name::folded(known.class.name()), index)).collect();
        KnownClasses { classes, by_name }
    }

    fn find(&self, class_name: &Text) -> Option<&KnownClass> {
        self.by_name.get(&*name::folded(class_name)).map(|&index| &self.classes[index])
    }
}

/// All of them. Whoever works with a schema holds it, so that nothing is read twice, and nothing is left when the library is
/// unloaded.
pub(super) struct Known {
    system: KnownClasses,
    indications: KnownClasses,
    interop: KnownClasses,
}

process_static! {
    /// What somebody holds. Nobody waits here for who reads the files: a fork would leave the child waiting.
    static KNOWN: PerProcess<Mutex<Weak<Known>>> = PerProcess::new(Mutex::new(Weak::new()));
}

/// The classes of all files, read if nobody holds them.
pub(super) fn known() -> Arc<Known> {
    let held = || KNOWN.current(|| Mutex::new(Weak::new()));
    if let Some(known) = held().lock().upgrade() {
        return known;
    }
    let file = |name: &str, text| KnownClasses::read(&format!("schema/{name}.mof"), text);
    let known = Arc::new(Known {
        system: file("system", include_str!("../../../../schema/system.mof")),
        indications: file("indications", include_str!("../../../../schema/indications.mof")),
        interop: file("interop", include_str!("../../../../schema/interop.mof")),
    });
    *held().lock() = Arc::downgrade(&known);
    known
}

/// `CIM_Namespace`, for a `root/interop` that has no class of that name.
pub(super) fn namespace_class() -> Arc<Class> {
    let known = known();
    let class = known.interop.find(&Text::from("CIM_Namespace"));
    Arc::clone(&class.expect("schema/interop.mof declares CIM_Namespace").class)
}

/// The system classes, each behind its superclass.
pub(super) fn classes() -> Vec<KnownClass> {
    known().system.classes.clone()
}

/// A system class by its name, without case.
pub(super) fn find(class_name: &Text) -> Option<KnownClass> {
    known().system.find(class_name).cloned()
}

/// A system class by its number.
pub(super) fn with_id(id: i64) -> Option<KnownClass> {
    known().with_id(id).cloned()
}

impl Known {
    /// A system class by its number.
    pub(super) fn with_id(&self, id: i64) -> Option<&KnownClass> {
        let place = usize::try_from(id.checked_neg()?.checked_sub(1)?).ok()?;
        self.system.classes.get(place)
    }
}

/// A class of indications by its name in either vocabulary, `__InstanceCreationEvent` or `CIM_InstCreation`: what a
/// subscription to it delivers in a namespace that has no class of that name.
pub(super) fn indication(class_name: &Text) -> Option<Arc<Class>> {
    let known = known();
    let found = known.indications.find(class_name).or_else(|| known.system.find(class_name));
    found.map(|found| Arc::clone(&found.class))
}

/// The refusal to change or remove a system class.
pub(super) fn unchangeable(known: &KnownClass, namespace: &Text, verb: &str) -> Error {
    Error::new(
        Status::NotSupported,
        format!(
            "Class '{}' in namespace '{namespace}' is a system class, which every namespace has, and can't be {verb}.",
            known.class.name()
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cim::Type;
    use crate::cim::class::ClassFlags;

    #[test]
    fn numbers_of_system_classes_stay_what_they_were() {
        let names: Vec<String> = classes().iter().map(|known| known.class.name().to_string()).collect();
        let first = [
            "__SystemClass",
            "__NAMESPACE",
            "__IndicationRelated",
            "__Event",
            "__AggregateEvent",
            "__ExtrinsicEvent",
            "__NamespaceOperationEvent",
            "__NamespaceCreationEvent",
            "__NamespaceDeletionEvent",
            "__NamespaceModificationEvent",
            "__ClassOperationEvent",
            "__ClassCreationEvent",
            "__ClassDeletionEvent",
            "__ClassModificationEvent",
            "__InstanceOperationEvent",
            "__InstanceCreationEvent",
            "__InstanceDeletionEvent",
            "__InstanceModificationEvent",
        ];
        assert_eq!(names[..first.len()], first);
        for known in classes() {
            assert_eq!(with_id(known.id).unwrap().class.name(), known.class.name());
        }
        assert!(with_id(0).is_none() && with_id(1).is_none() && with_id(i64::MIN).is_none());
    }

    #[test]
    fn events_are_indications_that_carry_what_they_tell_of() {
        let class = indication(&Text::from("__instancemodificationEVENT")).unwrap();
        assert!(class.is_a("__Event") && class.flags().contains(ClassFlags::INDICATION));
        assert!(!class.is_abstract());
        for carried in ["TargetInstance", "PreviousInstance"] {
            assert_eq!(class.property(carried).unwrap().kind, Type::Instance);
        }
        assert_eq!(class.property("TIME_CREATED").unwrap().kind, Type::Uint64);
        assert_eq!(class.property("SECURITY_DESCRIPTOR").unwrap().kind, Type::Uint8Array);
    }

    #[test]
    fn both_vocabularies_are_known() {
        let class = indication(&Text::from("CIM_InstModification")).unwrap();
        assert!(class.is_a("CIM_Indication"));
        assert_eq!(class.property("ChangedPropertyNames").unwrap().kind, Type::StringArray);
        assert!(indication(&Text::from("CIM_AlertIndication")).is_none());
    }
}
