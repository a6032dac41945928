//! WQL's statements on associations: `ASSOCIATORS OF` and `REFERENCES OF`. They ask what the operations ask, and a little more.

use std::sync::Arc;

use super::super::Repository;
use super::super::store::Patience;
use super::{Form, Traversal, Wanted};
use crate::cim::{Error, Instance, Status, Text, WrittenPath};
use crate::provider::{Call, Reply};
use crate::query::{Associators, Dialect, Place, QueryError, References};

/// A statement on associations.
#[derive(Clone, Copy)]
pub(in super::super) enum Statement<'q> {
    /// What is associated with an object.
    Associators(&'q Associators),
    /// Which associations refer to an object.
    References(&'q References),
}

impl Statement<'_> {
    /// The object, or the class where the statement is of the schema.
    fn path(&self) -> (&WrittenPath, Place) {
        match self {
            Statement::Associators(statement) => (&statement.path, statement.place),
            Statement::References(statement) => (&statement.path, statement.place),
        }
    }

    fn is_of_schema(&self) -> bool {
        match self {
            Statement::Associators(statement) => statement.schema_only,
            Statement::References(statement) => statement.schema_only,
        }
    }

    /// What the statement asks of the associations of an object.
    fn traversal(&self, source: Arc<Instance>) -> Traversal {
        let form = |definitions: bool, keys_only: bool| match (definitions, keys_only) {
            (true, _) => Form::Definition,
            (false, true) => Form::KeysOnly,
            (false, false) => Form::Whole,
        };
        match self {
            Statement::Associators(statement) => Traversal {
                source,
                association_class: statement.association_class.clone(),
                association_qualifier: statement.required_association_qualifier.clone(),
                role: statement.role.clone(),
                wanted: Wanted::Associated {
                    class: statement.result_class.clone(),
                    qualifier: statement.required_qualifier.clone(),
                    role: statement.result_role.clone(),
                    repeats: true,
                },
                form: form(statement.class_definitions_only, statement.keys_only),
            },
            Statement::References(statement) => Traversal {
                source,
                association_class: statement.result_class.clone(),
                association_qualifier: statement.required_qualifier.clone(),
                role: statement.role.clone(),
                wanted: Wanted::Association,
                form: form(statement.class_definitions_only, statement.keys_only),
            },
        }
    }
}

impl Repository {
    /// Posts what a statement asks for.
    pub(in super::super) fn run_statement(
        &self,
        call: &Call,
        statement: Statement<'_>,
        reply: &Reply,
    ) -> Result<(), Error> {
        let (path, place) = statement.path();
        let unfit = |problem: String| QueryError::Unfit { dialect: Dialect::Wql, position: place.0, problem };
        if let Some(host) = path.host.as_ref().filter(|host| !is_this_host(host)) {
            let problem =
                format!("the object is on the host '{host}', which has to be asked for its associations.");
            return Err(unfit(problem).into());
        }
        let namespace = path.namespace.as_deref().map_or_else(|| call.namespace.clone(), Text::from);
        if path.keys.is_empty() && !statement.is_of_schema() {
            let problem =
                "the path has no keys. Write those of an object, or SchemaOnly to ask of the class.";
            return Err(unfit(problem.to_owned()).into());
        }
        let stopped = || reply.is_stopped();
        let patience = Patience { deadline: call.deadline, is_stopped: &stopped };
        let class = self.class(&patience, &namespace, &Text::from(path.class_name.as_str()))?;
        let source = if path.keys.is_empty() {
            Instance::of_class(&class)
        } else {
            let class_of = |inner: &WrittenPath| {
                let namespace = inner.namespace.as_deref().map_or_else(|| namespace.clone(), Text::from);
                self.class(&patience, &namespace, &Text::from(inner.class_name.as_str()))
            };
            path.to_instance(&class, &class_of).map_err(|error| match error.status {
                Status::InvalidParameter => unfit(error.message).into(),
                _ => error,
            })?
        };
        let traversal = statement.traversal(Arc::new(source));
        if statement.is_of_schema() {
            return self.traverse_schema(&patience, &namespace, &traversal, reply);
        }
        self.traverse(&Call { namespace, ..call.clone() }, &traversal, reply)
    }
}

fn is_this_host(host: &str) -> bool {
    host.is_empty() || host == "." || host.eq_ignore_ascii_case("localhost")
}
