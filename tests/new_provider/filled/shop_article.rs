//! `Shop_Article`, filled in: two articles, and methods that answer with what they were given.

use std::sync::Arc;

use mi::cim::{Error, Instance, Status};
use mi::provider::{Call, Provider, Reply, Request};

use crate::schema::{Shop_Article, Shop_Article_Count, Shop_Article_Reprice, Shop_Price, Shop_Shelf};

#[derive(Debug, Default)]
pub struct ClassProvider {}

impl Provider for ClassProvider {
    fn name(&self) -> &str {
        "Shop_Article"
    }

    fn execute(&self, call: &Call, reply: Reply) {
        match &call.request {
            Request::GetInstance { instance } => reply.finish_with_instance(get(instance)),
            Request::EnumerateInstances { .. } => {
                // From a thread of the provider's own, after this has returned.
                std::thread::spawn(move || {
                    reply.finish_with_instances(["bread", "milk"].into_iter().map(article));
                });
            }
            Request::CreateInstance { instance } => {
                reply.finish_with_instance(Shop_Article::try_from(&**instance).and_then(|made| made.to_instance()));
            }
            Request::Invoke { method_name, parameters, .. } if *method_name == "Count" => {
                reply.finish_with_instance(count(parameters.as_deref()));
            }
            Request::Invoke { method_name, parameters, .. } if *method_name == "Reprice" => {
                reply.finish_with_instance(reprice(parameters.as_deref()));
            }
            other => reply.finish(Err(Error::not_supported(other.name()))),
        }
    }
}

fn get(wanted: &Instance) -> Result<Arc<Instance>, Error> {
    match Shop_Article::try_from(wanted)?.id.as_deref() {
        Some("bread") => article("bread"),
        Some("panic") => panic!("a fault of the provider"),
        other => Err(Error::new(Status::NotFound, format!("There is no article {other:?}."))),
    }
}

fn article(id: &str) -> Result<Arc<Instance>, Error> {
    let price = Shop_Price { cents: Some(250), currency: Some("EUR".into()) }.to_instance()?;
    let article = Shop_Article {
        id: Some(id.into()),
        amount: Some(3),
        least: Some(i8::MIN),
        largest: Some(u64::MAX),
        part: Some(0.5),
        is_new: Some(false),
        since: Some("20260102030405.000006+060".parse().unwrap()),
        names: Some(vec!["one".into(), "two".into()]),
        sizes: Some(vec![1, 2, 3]),
        r#class: Some("food".into()),
        price: Some(Arc::clone(&price)),
        old_prices: Some(vec![Arc::clone(&price), price]),
        place: Some(Shop_Shelf { number: Some(7), ..Shop_Shelf::default() }.to_instance()?),
        ..Shop_Article::default()
    };
    let instance = article.to_instance()?;
    assert_eq!(Shop_Article::try_from(&*instance)?, article, "there and back");
    Ok(instance)
}

fn count(parameters: Option<&Instance>) -> Result<Arc<Instance>, Error> {
    let given = parameters.map(Shop_Article_Count::try_from).transpose()?.unwrap_or_default();
    Shop_Article_Count {
        return_value: Some(0),
        total: Some(2),
        kinds: given.kind.map(|kind| vec![kind]),
        ..Shop_Article_Count::default()
    }
    .to_answer()
}

fn reprice(parameters: Option<&Instance>) -> Result<Arc<Instance>, Error> {
    let given = parameters.map(Shop_Article_Reprice::try_from).transpose()?.unwrap_or_default();
    let others = vec![article("milk")?];
    Shop_Article_Reprice {
        return_value: Some(true),
        margin: given.margin.map(|margin| margin + 1),
        others: Some(others),
        ..Shop_Article_Reprice::default()
    }
    .to_answer()
}
