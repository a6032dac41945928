//! The filters that a module is handed: queries, evaluated against instances of its classes.

use std::sync::{Arc, OnceLock};

use super::Module;
use crate::cim::{Class, Error, Instance, Text};
use crate::object::filter::Filter;
use crate::object::typed_instance::Declarations;
use crate::provider::Call;
use crate::query::{self, Classes};

/// The filter of a query. It is read when it is evaluated first: many providers pass over it.
pub(super) fn filter_of(module: &Arc<Module>, namespace: &Text, dialect: &Text, query: &Text) -> Filter {
    let known = Known { module: Arc::clone(module), namespace: namespace.clone() };
    let (language, expression) = (dialect.clone(), query.clone());
    let bound = OnceLock::new();
    let test = move |instance: &Instance| {
        let bound: &Result<query::Filter, Error> = bound.get_or_init(|| known.bind(&language, &expression));
        bound.as_ref().map(|filter| filter.matches(instance)).map_err(Error::clone)
    };
    Filter::new(dialect.clone(), query.clone(), Box::new(test))
}

/// The filter that an enumeration of a module's class is handed: where there is a query, and the module says that it heeds filters.
pub(super) fn filter_of_call(module: &Arc<Module>, call: &Call) -> Option<Filter> {
    let filter = call.filter.as_ref().filter(|_| module.heeds_filters())?;
    Some(filter_of(module, &call.namespace, &filter.dialect, &filter.query))
}

/// The classes of a module in a namespace.
#[derive(Clone)]
struct Known {
    module: Arc<Module>,
    namespace: Text,
}

impl Known {
    fn bind(&self, dialect: &Text, text: &Text) -> Result<query::Filter, Error> {
        let select = query::parse_select(&dialect.to_str(), &text.to_str())?;
        // A class that the module does not declare is one that its classes inherit from.
        Ok(query::Filter::bind(&select, self.class(&select.class).as_ref(), Arc::new(self.clone()))?)
    }
}

impl Classes for Known {
    fn class(&self, name: &Text) -> Option<Arc<Class>> {
        let schema = self.module.schema();
        schema.model(schema.find(name.units())?, Some(&self.namespace)).ok()
    }
}
