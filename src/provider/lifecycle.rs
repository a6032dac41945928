//! Lifecycle indications: what tells that instances of a class were made, changed, removed, read or called.

use crate::cim::{Text, name};
use crate::query::{Constraint, Operand, Select};

bitflags::bitflags! {
    /// What happens to instances. The bits are those of `MI_LIFECYCLE_INDICATION_*`.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
    pub struct Lifecycle: u32 {
        /// An instance was made.
        const CREATED = 1;
        /// An instance was changed.
        const MODIFIED = 2;
        /// An instance was removed.
        const DELETED = 4;
        /// An instance was read.
        const READ = 8;
        /// A method is called, or was.
        const METHOD_CALLED = 16;
    }
}

/// The words in which lifecycle indications are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vocabulary {
    /// `CIM_InstCreation` and its siblings.
    Dmtf,
    /// `__InstanceCreationEvent` and its siblings, which tell neither of reading nor of methods.
    Wmi,
}

/// The classes that are subscribed to for lifecycle indications.
const CLASSES: &[(&str, Vocabulary, Lifecycle)] = &[
    ("CIM_InstCreation", Vocabulary::Dmtf, Lifecycle::CREATED),
    ("CIM_InstModification", Vocabulary::Dmtf, Lifecycle::MODIFIED),
    ("CIM_InstDeletion", Vocabulary::Dmtf, Lifecycle::DELETED),
    ("CIM_InstRead", Vocabulary::Dmtf, Lifecycle::READ),
    ("CIM_InstMethodCall", Vocabulary::Dmtf, Lifecycle::METHOD_CALLED),
    ("CIM_InstIndication", Vocabulary::Dmtf, Lifecycle::all()),
    ("CIM_Indication", Vocabulary::Dmtf, Lifecycle::all()),
    ("__InstanceCreationEvent", Vocabulary::Wmi, Lifecycle::CREATED),
    ("__InstanceModificationEvent", Vocabulary::Wmi, Lifecycle::MODIFIED),
    ("__InstanceDeletionEvent", Vocabulary::Wmi, Lifecycle::DELETED),
    ("__InstanceOperationEvent", Vocabulary::Wmi, CHANGES),
    ("__Event", Vocabulary::Wmi, CHANGES),
];

const CHANGES: Lifecycle = Lifecycle::CREATED.union(Lifecycle::MODIFIED).union(Lifecycle::DELETED);

/// The properties of lifecycle indications that hold instances of the class.
const SUBJECTS: [&str; 3] = ["SourceInstance", "TargetInstance", "PreviousInstance"];

/// What a subscription to lifecycle indications of one class is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LifecycleQuery {
    /// The words in which it is told.
    pub vocabulary: Vocabulary,
    /// What is wanted.
    pub wanted: Lifecycle,
    /// The class of the instances: the one that the query demands with `ISA`.
    pub class_name: Text,
}

impl LifecycleQuery {
    /// What the query subscribes to, if that is lifecycle indications of a class that it names: `SELECT * FROM CIM_InstCreation WHERE
    /// SourceInstance ISA 'Class'`.
    pub fn of(select: &Select) -> Option<LifecycleQuery> {
        let (_, vocabulary, wanted) =
            CLASSES.iter().find(|(class, ..)| name::eq_names(*class, &select.class))?;
        let class_name = select.constraints().into_iter().find_map(|constraint| match constraint {
            Constraint::Isa { operand: Operand::Property(path), class } => match &*path.steps {
                [subject] if SUBJECTS.iter().any(|known| name::eq_names(*known, &subject.name)) => {
                    Some(class)
                }
                _ => None,
            },
            _ => None,
        })?;
        Some(LifecycleQuery { vocabulary: *vocabulary, wanted: *wanted, class_name: class_name.clone() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::parse_select;

    #[test]
    fn a_query_for_lifecycle_indications_names_a_class_with_isa() {
        let of = |dialect, text| LifecycleQuery::of(&parse_select(dialect, text).unwrap());
        let found = of(
            "WQL",
            "SELECT * FROM cim_instmodification WHERE Sourceinstance ISA 'X_Thing' AND SourceInstance.a < 2",
        );
        let expected = |vocabulary, wanted| {
            Some(LifecycleQuery { vocabulary, wanted, class_name: Text::from("X_Thing") })
        };
        assert_eq!(found, expected(Vocabulary::Dmtf, Lifecycle::MODIFIED));
        let found =
            of("CQL", "SELECT * FROM CIM_InstIndication WHERE CIM_InstIndication.SourceInstance ISA X_Thing");
        assert_eq!(found, expected(Vocabulary::Dmtf, Lifecycle::all()));
        let found =
            of("WQL", "SELECT * FROM __InstanceOperationEvent WITHIN 2 WHERE TargetInstance ISA 'X_Thing'");
        assert_eq!(found, expected(Vocabulary::Wmi, CHANGES));
        for other in [
            "SELECT * FROM CIM_InstCreation",
            "SELECT * FROM CIM_InstCreation WHERE NOT SourceInstance ISA 'X_Thing'",
            "SELECT * FROM CIM_InstCreation WHERE SourceInstance ISA 'X_Thing' OR SourceInstanceHost = 'a'",
            "SELECT * FROM X_Alert WHERE SourceInstance ISA 'X_Thing'",
        ] {
            assert_eq!(of("WQL", other), None, "{other}");
        }
    }
}
