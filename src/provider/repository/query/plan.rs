//! Plans of queries, to be read by people and programs.

use std::fmt::{self, Display, Formatter};

use super::Running;
use super::access::{Access, Populated};
use super::columns::Columns;
use super::constraint::Lookup;
use crate::cim::Text;
use crate::query::Select;

/// Classes that are named in a plan, at most; there may be hundreds.
const NAMED_CLASSES: usize = 12;

/// How a query is run.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// The query, in the spelling of the library.
    pub query: String,
    /// The namespace that it is of.
    pub namespace: String,
    /// The classes that have instances that may match.
    pub classes: Vec<PlannedClass>,
    /// So many classes may have some: the class of the query and those below it, but for those that the condition rules out.
    pub considered: usize,
    /// How instances are found.
    pub access: PlannedAccess,
    /// What is checked of each; `None` where there is no condition.
    pub checked: Option<String>,
    /// The properties that are read first to check it; `None` where the instance is read whole at once.
    pub read_first: Option<Vec<String>>,
    /// The properties that are read of what matches; `None` for all of them.
    pub decoded: Option<Vec<String>>,
}

/// A class that has instances.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedClass {
    /// Its name.
    pub name: String,
    /// So many instances it has at most.
    pub at_most: u64,
}

/// How instances are found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlannedAccess {
    /// The classes of the namespace are looked through.
    Schema,
    /// All instances of the classes are read.
    All,
    /// Instances are looked up, and those alone are read.
    Lookups {
        /// What is looked up; without any, nothing can match.
        lookups: Vec<PlannedLookup>,
        /// Entries that are passed.
        entries: usize,
        /// Instances that are read.
        instances: usize,
    },
}

/// Something that is looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedLookup {
    /// The indexed property, in lower case; `None` for the stored keys.
    pub property: Option<String>,
    /// The part of the condition.
    pub condition: String,
}

impl Plan {
    pub(super) fn of_schema(namespace: &Text, select: &Select) -> Plan {
        Plan {
            query: select.to_string(),
            namespace: namespace.to_string(),
            classes: Vec::new(),
            considered: 0,
            access: PlannedAccess::Schema,
            checked: select.condition.as_ref().map(ToString::to_string),
            read_first: None,
            decoded: None,
        }
    }

    pub(super) fn of_instances(
        running: &Running,
        select: &Select,
        access: &Access,
        populated: &[Populated],
    ) -> Plan {
        let Running { family, selection } = running;
        let class = |class: &Populated| PlannedClass {
            name: family.namespace.node(class.class).name.to_string(),
            at_most: class.at_most,
        };
        let names = |columns: &Columns| match columns {
            Columns::All => None,
            Columns::These(columns) => Some(columns.iter().map(Text::to_string).collect()),
        };
        Plan {
            query: select.to_string(),
            namespace: family.namespace.name.to_string(),
            classes: populated.iter().map(class).collect(),
            considered: family.members().len(),
            access: match access {
                Access::All => PlannedAccess::All,
                Access::Some { ids, entries, lookups } => PlannedAccess::Lookups {
                    lookups: lookups.iter().filter_map(planned).collect(),
                    entries: *entries,
                    instances: ids.len(),
                },
            },
            checked: select.condition.as_ref().map(ToString::to_string),
            read_first: names(&selection.condition).filter(|_| selection.reads_twice),
            decoded: names(&selection.list),
        }
    }
}

fn planned(lookup: &Lookup) -> Option<PlannedLookup> {
    match lookup {
        Lookup::Keys { condition, .. } => {
            Some(PlannedLookup { property: None, condition: condition.clone() })
        }
        Lookup::Values { property, condition, .. } => {
            Some(PlannedLookup { property: Some(property.clone()), condition: condition.clone() })
        }
        Lookup::Any(_) => None,
    }
}

impl Display for Plan {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        writeln!(formatter, "query     {}", self.query)?;
        writeln!(formatter, "namespace {}", self.namespace)?;
        if self.access != PlannedAccess::Schema {
            writeln!(formatter, "classes   {}", self.told_classes())?;
        }
        match &self.access {
            PlannedAccess::Schema => writeln!(formatter, "found     among the classes of the namespace")?,
            PlannedAccess::All => writeln!(formatter, "found     by reading all instances")?,
            PlannedAccess::Lookups { lookups, .. } if lookups.is_empty() => {
                writeln!(formatter, "found     nothing: the condition contradicts itself")?;
            }
            PlannedAccess::Lookups { lookups, entries, instances } => {
                for lookup in lookups {
                    match &lookup.property {
                        None => writeln!(formatter, "found     by keys: {}", lookup.condition)?,
                        Some(property) => {
                            writeln!(
                                formatter,
                                "found     by the index of {property}: {}",
                                lookup.condition
                            )?;
                        }
                    }
                }
                writeln!(
                    formatter,
                    "          {} passed, {} read",
                    counted(*entries, "entry", "entries"),
                    counted(*instances, "instance", "instances")
                )?;
            }
        }
        if let Some(condition) = &self.checked {
            writeln!(formatter, "checked   {condition}")?;
        }
        if let Some(columns) = &self.read_first {
            writeln!(formatter, "          {}", told_columns(columns, "read first"))?;
        }
        match &self.decoded {
            None => write!(formatter, "decoded   everything"),
            Some(columns) => write!(formatter, "decoded   {}", told_columns(columns, "")),
        }
    }
}

impl Plan {
    fn told_classes(&self) -> String {
        if self.classes.is_empty() {
            return format!("none of {} has instances", self.considered);
        }
        let class = |class: &PlannedClass| format!("{} (at most {})", class.name, class.at_most);
        let named: Vec<String> = self.classes.iter().take(NAMED_CLASSES).map(class).collect();
        let more = self.classes.len().saturating_sub(NAMED_CLASSES);
        let more = if more > 0 { format!(" and {more} others") } else { String::new() };
        format!("{}{more}; {} of {} have instances", named.join(", "), self.classes.len(), self.considered)
    }
}

fn told_columns(columns: &[String], what: &str) -> String {
    let columns = if columns.is_empty() { "no property".to_owned() } else { columns.join(", ") };
    format!("{columns} {what}").trim_end().to_owned()
}

fn counted(number: usize, one: &str, several: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { several })
}
