//! Associations of modules that implement little: their instances are enumerated, and what they refer to is followed.

use super::associations::{Filters, associators, set_up_stored_with};
use super::*;

/// `T_Bare` has its instances enumerated and nothing else, `T_BareTold` tells of references too; `T_BareMute` does nothing, and
/// `T_BareLiar` brings what was not asked for.
const BARE: &str = "LIBRARY=good.so\nHOSTING=@inproc@\nCLASS=T_Bare:T_Place{T_Rack,T_Rack}\n";

/// Links of `T_Rack` 1 to others, and one of `T_Rack` 2, which not everybody asks for.
const LINKS: [(u32, &str, u32); 5] =
    [(1, "T_World", 1), (1, "T_Rack", 2), (1, "T_Small", 1), (1, "T_Fan", 1), (2, "T_World", 3)];

pub(super) fn serve(class_name: &str, call: &Call, reply: Reply) {
    let outcome = match (&call.request, class_name) {
        (Request::EnumerateInstances { .. }, "T_Bare") => {
            LINKS
                .iter()
                .for_each(|&(from, class, to)| reply.post_instance(link("T_Bare", from, class, to)).unwrap());
            Ok(())
        }
        (Request::ReferenceInstances { .. }, "T_BareTold") => {
            let own = LINKS.iter().filter(|(from, ..)| *from == 1);
            own.for_each(|&(from, class, to)| {
                reply.post_instance(link("T_BareTold", from, class, to)).unwrap()
            });
            Ok(())
        }
        (Request::AssociatorInstances { .. }, "T_BareLiar") => {
            reply.post_instance(instance("T_World", "liar")).unwrap();
            reply.post_instance(instance("T_Small", "liar")).unwrap();
            reply.post_instance(instance("T_Small", "liar")).unwrap();
            Ok(())
        }
        _ => Err(Error::not_supported(format!("{} of {class_name}", call.request.name()))),
    };
    reply.finish(outcome);
}

fn path(class: &str, number: u32) -> Arc<Instance> {
    let mut instance = Instance::new(class).unwrap();
    instance.add("Id", Type::Uint32, Some(ValueRef::Uint32(number)), ElementFlags::KEY).unwrap();
    Arc::new(instance)
}

fn link(class: &str, from: u32, to_class: &str, to: u32) -> Arc<Instance> {
    let mut link = Instance::new(class).unwrap();
    for (role, end) in [("Where", path("T_Rack", from)), ("What", path(to_class, to))] {
        link.add(role, Type::Reference, Some(ValueRef::Reference(&end)), ElementFlags::KEY).unwrap();
    }
    link.add_value("From", Value::string(&format!("{to_class} {to}"))).unwrap();
    Arc::new(link)
}

fn sorted(found: Result<Vec<String>, Error>) -> Vec<String> {
    let mut found = found.unwrap();
    found.sort();
    found
}

#[test]
fn what_associations_that_are_only_enumerated_lead_to_is_got_from_whoever_serves_it() {
    let setup = set_up_stored_with(BARE);
    let found = || sorted(associators(&setup, "T_Rack", Filters::default()));
    // Stored associations lead to the rack and to the world too.
    assert_eq!(found(), ["T_Rack repository", "T_Small module", "T_World module"]);
    let fan = |_: &Call, reply: Reply| reply.finish_with_instance(Ok(instance("T_Fan", "application")));
    let fan = Arc::new(Fake { is_bounded: false, run: fan });
    setup.application.register_provider("root/test", "T_Fan", fan).unwrap();
    assert_eq!(found(), ["T_Fan application", "T_Rack repository", "T_Small module", "T_World module"]);
}

#[test]
fn every_filter_counts_for_what_is_followed() {
    let setup = set_up_stored_with(BARE);
    let bare = Filters { association: Some("T_Bare"), ..Filters::default() };
    let found = |filters| sorted(associators(&setup, "T_Rack", filters));
    assert_eq!(found(bare), ["T_Rack repository", "T_Small module", "T_World module"]);
    assert_eq!(found(Filters { result: Some("T_Number"), ..bare }), ["T_Small module"]);
    assert_eq!(found(Filters { result: Some("T_Rack"), ..bare }), ["T_Rack repository"]);
    assert_eq!(found(Filters { role: Some("where"), result_role: Some("what"), ..bare }).len(), 3);
    assert_eq!(found(Filters { role: Some("What"), ..bare }), [""; 0]);
    assert_eq!(found(Filters { result_role: Some("Where"), ..bare }), [""; 0]);
    assert_eq!(found(Filters { keys_only: true, ..bare }), ["T_Rack Id", "T_Small Id", "T_World Id"]);
}

#[test]
fn references_of_a_class_that_is_only_enumerated_are_chosen_among_its_instances() {
    let setup = set_up_stored_with(BARE);
    let found = sorted(setup.references("T_Rack", Some("T_Bare")));
    assert_eq!(found, ["T_Bare T_Fan 1", "T_Bare T_Rack 2", "T_Bare T_Small 1", "T_Bare T_World 1"]);
    let found = sorted(setup.references("T_Rack", Some("T_Place")));
    assert_eq!(found.len(), 6, "those that are stored too: {found:?}");
}

#[test]
fn a_class_that_tells_of_references_is_asked_for_them_and_not_enumerated() {
    let setup = set_up_stored_with(&BARE.replace("T_Bare", "T_BareTold"));
    let told = Filters { association: Some("T_BareTold"), ..Filters::default() };
    assert_eq!(
        sorted(associators(&setup, "T_Rack", told)),
        ["T_Rack repository", "T_Small module", "T_World module"]
    );
}

#[test]
fn a_class_that_implements_nothing_says_that_it_does_not_implement_what_was_asked() {
    let setup = set_up_stored_with(&BARE.replace("T_Bare", "T_BareMute"));
    let error = associators(&setup, "T_Rack", Filters::default()).unwrap_err();
    assert_eq!(error.status, Status::NotSupported);
    assert!(error.message.contains("AssociatorInstances of T_BareMute"), "{}", error.message);
    let error = setup.references("T_Rack", None).unwrap_err();
    assert!(error.message.contains("ReferenceInstances of T_BareMute"), "{}", error.message);
}

#[test]
fn what_a_module_brings_is_held_to_the_result_class_and_comes_once() {
    let setup = set_up_stored_with(&BARE.replace("T_Bare", "T_BareLiar"));
    let liar = Filters { association: Some("T_BareLiar"), ..Filters::default() };
    assert_eq!(associators(&setup, "T_Rack", liar).unwrap(), ["T_World liar", "T_Small liar"]);
    let numbers = Filters { result: Some("T_Number"), ..liar };
    assert_eq!(associators(&setup, "T_Rack", numbers).unwrap(), ["T_Small liar"]);
}

#[test]
fn a_query_for_what_is_associated_with_a_stored_object_asks_modules_too() {
    let setup = set_up_stored_with(BARE);
    let query = |text: &str| sorted(setup.query("WQL", text));
    assert_eq!(
        query("ASSOCIATORS OF {T_Rack.Id=1}"),
        ["T_Rack repository", "T_Small module", "T_World module"]
    );
    assert_eq!(
        query("ASSOCIATORS OF {T_Rack.Id=1} WHERE AssocClass=T_Bare ResultClass=T_Small"),
        ["T_Small module"]
    );
    assert_eq!(query("REFERENCES OF {T_Rack.Id=1}").len(), 6);
    assert_eq!(query("REFERENCES OF {T_Rack.Id=1} WHERE ResultClass=T_Bare").len(), 4);
}
