//! The commands that find instances by a query, by associations, or by waiting for what happens.

use std::sync::Arc;

use mi::abi::{MI_SUBSCRIBE_BOOKMARK_NEWEST, MI_SUBSCRIBE_BOOKMARK_OLDEST};
use mi::cim::{Text, WrittenPath};
use mi::engine::{DEFAULT_NAMESPACE, ResultItem};
use mi::provider::repository::{PlannedAccess, PlannedLookup};
use mi::provider::{Request, SubscriptionDelivery};
use serde_json::json;

use crate::arguments::Common;
use crate::compile::open_repository;
use crate::failure::Failure;
use crate::instances::addressed;
use crate::output::Output;
use crate::target::Target;

/// Which associations are followed, and to what.
pub struct Wanted<'a> {
    pub association_class: &'a Option<String>,
    pub result_class: &'a Option<String>,
    pub role: &'a Option<String>,
    pub result_role: &'a Option<String>,
    pub keys_only: bool,
}

pub fn query(target: &Target, dialect: &str, query: &str, output: &mut Output) -> Result<(), Failure> {
    let request = Request::QueryInstances { dialect: dialect.into(), query: query.into() };
    show(target, None, request, output)
}

/// Shows how the repository would run a query.
pub fn explain(common: &Common, dialect: &str, query: &str, output: &mut Output) -> Result<(), Failure> {
    let repository = open_repository(common)?;
    let namespace = common.namespace.as_deref().unwrap_or(DEFAULT_NAMESPACE);
    let plan = repository.explain(namespace, dialect, query)?;
    let classes: Vec<_> = plan
        .classes
        .iter()
        .map(|class| json!({ "name": class.name, "instancesAtMost": class.at_most }))
        .collect();
    let lookup = |lookup: &PlannedLookup| match &lookup.property {
        Some(property) => json!({ "index": property, "condition": lookup.condition }),
        None => json!({ "keys": true, "condition": lookup.condition }),
    };
    let access = match &plan.access {
        PlannedAccess::Schema => json!({ "by": "schema" }),
        PlannedAccess::All => json!({ "by": "scan" }),
        PlannedAccess::Lookups { lookups, entries, instances } => json!({
            "by": "lookup",
            "lookups": lookups.iter().map(lookup).collect::<Vec<_>>(),
            "entries": entries,
            "instances": instances,
        }),
    };
    let object = json!({
        "query": plan.query,
        "namespace": plan.namespace,
        "classes": classes,
        "classesConsidered": plan.considered,
        "access": access,
        "checked": plan.checked,
        "readFirst": plan.read_first,
        "decoded": plan.decoded,
    });
    Ok(output.done(&plan.to_string(), object)?)
}

pub fn associators(
    target: &Target,
    path: &str,
    wanted: &Wanted<'_>,
    output: &mut Output,
) -> Result<(), Failure> {
    let (path, instance) = addressed(target, path)?;
    let request = Request::AssociatorInstances {
        instance: Arc::new(instance),
        association_class: text(wanted.association_class),
        result_class: text(wanted.result_class),
        role: text(wanted.role),
        result_role: text(wanted.result_role),
        keys_only: wanted.keys_only,
    };
    show(target, Some(&path), request, output)
}

pub fn references(
    target: &Target,
    path: &str,
    wanted: &Wanted<'_>,
    output: &mut Output,
) -> Result<(), Failure> {
    let (path, instance) = addressed(target, path)?;
    let request = Request::ReferenceInstances {
        instance: Arc::new(instance),
        result_class: text(wanted.result_class),
        role: text(wanted.role),
        keys_only: wanted.keys_only,
    };
    show(target, Some(&path), request, output)
}

/// Shows indications as they come, until there were so many, the source ends, or somebody ends the program. Their bookmarks are
/// shown where one was given to begin with.
pub fn subscribe(
    target: &Target,
    dialect: &str,
    query: &str,
    bookmark: Option<&str>,
    count: Option<u64>,
    output: &mut Output,
) -> Result<(), Failure> {
    let mut delivery = SubscriptionDelivery::default();
    if let Some(bookmark) = bookmark {
        delivery = delivery.with_bookmark(spelt_out(bookmark));
    }
    let (dialect, query, delivery) = (dialect.into(), query.into(), Arc::new(delivery));
    let request = Request::Subscribe { dialect, query, delivery };
    let most = count.map_or(usize::MAX, |count| usize::try_from(count).unwrap_or(usize::MAX));
    for item in target.request(request).start().items().take(most) {
        let ResultItem::Indication { instance, bookmark: behind, .. } = item? else { continue };
        match bookmark {
            Some(_) => output.bookmarked(&instance, behind.as_ref().map(|text| text.to_str()).as_deref())?,
            None => output.instance(instance)?,
        }
        output.flush()?;
    }
    Ok(())
}

/// A bookmark as a subscription takes it.
fn spelt_out(bookmark: &str) -> &str {
    match bookmark {
        "oldest" => MI_SUBSCRIBE_BOOKMARK_OLDEST,
        "newest" => MI_SUBSCRIBE_BOOKMARK_NEWEST,
        other => other,
    }
}

fn show(
    target: &Target,
    path: Option<&WrittenPath>,
    request: Request,
    output: &mut Output,
) -> Result<(), Failure> {
    let namespace = path.and_then(|path| path.namespace.as_deref());
    for instance in target.request_in(namespace, request).instances() {
        output.instance(instance?)?;
    }
    Ok(())
}

fn text(given: &Option<String>) -> Option<Text> {
    given.as_deref().map(Text::from)
}
