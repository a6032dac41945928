//! Who is subscribed to, and what of an indication comes.

use super::*;

#[test]
fn a_subscription_goes_to_the_provider_of_the_indication_class() {
    let setup = set_up(&[("a.reg", FILE)]);
    let subscribe = |query: &str| {
        let request =
            Request::Subscribe { dialect: "WQL".into(), query: query.into(), delivery: Arc::default() };
        setup.request(request, OperationFlags::empty())
    };
    assert_eq!(subscribe("SELECT * FROM T_Event").unwrap(), ["T_Event module"]);
    assert_eq!(subscribe("SELECT * FROM T_Event WHERE From = 'module'").unwrap(), ["T_Event module"]);
    assert_eq!(subscribe("SELECT * FROM T_Event WHERE From <> 'module'").unwrap(), [""; 0]);
    assert_eq!(subscribe("SELECT Id FROM T_Event WHERE From = 'module'").unwrap(), ["T_Event Id"]);
    assert_eq!(subscribe("SELECT b FROM T_Event").unwrap_err().status, Status::InvalidQuery);
    assert_eq!(subscribe("SELECT * FROM T_Event WHERE a = 1").unwrap_err().status, Status::InvalidQuery);
    assert_eq!(subscribe("SELECT * FROM T_Event GROUP WITHIN 5").unwrap_err().status, Status::NotSupported);
    assert_eq!(
        subscribe("SELECT * FROM T_Small").unwrap_err().status,
        Status::InvalidClass,
        "the repository's"
    );
}

#[test]
fn a_subscription_to_a_class_is_one_to_all_that_inherit_from_it() {
    let setup = set_up(&[("a.reg", FILE)]);
    let subscribe = |query: &str| {
        let request =
            Request::Subscribe { dialect: "WQL".into(), query: query.into(), delivery: Arc::default() };
        setup.session.request(request).namespace("root/test").start()
    };
    let operation = subscribe("SELECT * FROM T_Long_Base");
    let mut from: Vec<String> = (0..2)
        .map(|_| told(&operation.next_result().unwrap().item.unwrap().into_instance().unwrap()))
        .collect();
    from.sort_unstable();
    assert_eq!(from, ["T_Long_One module", "T_Long_Two module"]);
    // Which returns when all have stopped.
    operation.close().unwrap();
    assert_eq!(STOPS.load(Ordering::SeqCst), 2);

    let operation = subscribe("SELECT * FROM T_Bad_Base");
    let outcome = loop {
        let result = operation.next_result().unwrap();
        if !result.more_results {
            break result.outcome;
        }
    };
    assert_eq!(outcome.unwrap_err().status, Status::AccessDenied, "the first error ends it");
    operation.close().unwrap();
    assert_eq!(STOPS.load(Ordering::SeqCst), 3, "and stops the others");
}
