//! Queries, as a module sees them.

use std::sync::Arc;

use mi::provider::QueryFilter;

use crate::support::*;

fn query(query: &str, properties: &[&str], wants_all: bool) -> mi::provider::Call {
    let filter = QueryFilter {
        dialect: "WQL".into(),
        query: query.into(),
        properties: properties.iter().map(|&name| name.into()).collect(),
        wants_all,
    };
    mi::provider::Call { filter: Some(Arc::new(filter)), ..call(enumerate("Sample_Number")) }
}

#[test]
fn a_module_that_heeds_filters_evaluates_what_it_is_handed() {
    let sample = Sample::new();
    let module = sample.open();
    let numbers = provider(&module, "Sample_Number");
    let text = "SELECT * FROM Sample_Number WHERE Number < 3 OR Text LIKE '%9'";
    assert_eq!(run_call(&numbers, &query(text, &["Number", "Text"], true)).unwrap().len(), 4);
    assert_eq!(sample.log(), ["module load".to_owned(), format!("WQL, {text}: 4 numbers")]);
    // Without a query there is no filter.
    assert_eq!(run(&numbers, enumerate("Sample_Number")).unwrap().len(), 10);
    assert_eq!(sample.log().len(), 2);
}

#[test]
fn of_what_a_query_lists_a_module_is_asked_for_that_and_the_keys() {
    let sample = Sample::new();
    let module = sample.open();
    let numbers = provider(&module, "Sample_Number");
    let text = "SELECT Number FROM Sample_Number WHERE Number > 7";
    let found = run_call(&numbers, &query(text, &["Number"], false)).unwrap();
    assert_eq!(found.iter().map(|instance| number(instance, "Number").unwrap()).collect::<Vec<_>>(), [8, 9]);
    assert_eq!(sample.log()[1], format!("WQL, {text}: 2 numbers without texts"));
}

#[test]
fn a_filter_that_does_not_fit_the_class_is_an_error_of_the_evaluation() {
    let sample = Sample::new();
    let module = sample.open();
    let numbers = provider(&module, "Sample_Number");
    let text = "SELECT * FROM Sample_Number WHERE Nothing = 1";
    assert_eq!(run_call(&numbers, &query(text, &["Nothing"], true)).unwrap().len(), 0);
    assert_eq!(sample.log()[1], "a filter can't be evaluated");
}

#[test]
fn a_module_that_does_not_say_that_it_heeds_filters_gets_none() {
    let sample = Sample::new();
    sample.heed_no_filters();
    let module = sample.open();
    let numbers = provider(&module, "Sample_Number");
    let found = run_call(&numbers, &query("SELECT * FROM Sample_Number WHERE Number = 1", &["Number"], true));
    assert_eq!(found.unwrap().len(), 10);
    assert_eq!(sample.log(), ["module load"]);
}
