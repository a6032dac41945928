//! Associations that are stored, and objects and associations of modules.

use super::*;
use crate::mof::{NoIncludes, Options, Source, compile, load};
use crate::provider::repository::{Item, Location, Repository};

/// `T_World` and `T_Link` are registered; what is stored of them is not theirs to bring.
const STORED: &str = r#"
class T_Rack { [Key] uint32 Id; string From; };
class T_World { [Key] uint32 Id; string From; };
[Association] class T_Place { [Key] object REF Where; [Key] object REF What; string From; };
[Association] class T_Link { [Key] object REF Where; [Key] object REF What; string From; };
instance of T_Rack { Id = 1; From = "repository"; };
instance of T_Rack { Id = 2; From = "repository"; };
instance of T_World { Id = 1; From = "repository"; };
instance of T_Place { Where = "T_Rack.Id=1"; What = "T_World.Id=1"; From = "repository"; };
instance of T_Place { Where = "T_Rack.Id=1"; What = "T_Rack.Id=2"; From = "repository"; };
instance of T_Link { Where = "T_Rack.Id=1"; What = "T_World.Id=1"; From = "repository"; };
"#;

fn set_up_stored() -> Setup {
    set_up_stored_with("LIBRARY=good.so\n")
}

/// With classes that another file registers.
pub(super) fn set_up_stored_with(more: &str) -> Setup {
    let repository = Repository::open(Location::Memory).unwrap();
    let program = load([Source::new("stored.mof", STORED)], &mut NoIncludes).unwrap();
    let options = Options { namespace: "root/test".into(), strict: true, ..Options::default() };
    let compiled = compile(&program, &*repository, &options).unwrap();
    let items: Vec<Item> = compiled.changes.iter().map(Item::from).collect();
    repository.compile(&items, &mut |_, _| {}).unwrap();
    let run = move |call: &Call, reply: Reply| repository.execute(call, reply);
    set_up_with(&[("a.reg", FILE), ("b.reg", more)], Fake { is_bounded: false, run })
}

/// The filters of a question.
#[derive(Clone, Copy, Default)]
pub(super) struct Filters<'a> {
    pub(super) association: Option<&'a str>,
    pub(super) result: Option<&'a str>,
    pub(super) role: Option<&'a str>,
    pub(super) result_role: Option<&'a str>,
    pub(super) keys_only: bool,
}

pub(super) fn associators(setup: &Setup, class: &str, filters: Filters<'_>) -> Result<Vec<String>, Error> {
    let request = Request::AssociatorInstances {
        instance: instance(class, "client"),
        association_class: filters.association.map(Text::from),
        result_class: filters.result.map(Text::from),
        role: filters.role.map(Text::from),
        result_role: filters.result_role.map(Text::from),
        keys_only: filters.keys_only,
    };
    setup.request(request, OperationFlags::empty())
}

#[test]
fn an_object_of_a_module_that_a_stored_association_leads_to_comes_from_the_module() {
    let setup = set_up_stored();
    let found = associators(&setup, "T_Rack", Filters::default()).unwrap();
    assert_eq!(found, ["T_Rack repository", "T_World module"]);
}

#[test]
fn filters_count_for_objects_of_modules_too() {
    let setup = set_up_stored();
    let found = |filters| associators(&setup, "T_Rack", filters).unwrap();
    let all = Filters::default();
    assert_eq!(found(Filters { result: Some("T_World"), ..all }), ["T_World module"]);
    assert_eq!(found(Filters { result: Some("T_Rack"), ..all }), ["T_Rack repository"]);
    assert_eq!(found(Filters { role: Some("Where"), result_role: Some("What"), ..all }).len(), 2);
    assert_eq!(found(Filters { role: Some("What"), ..all }), [""; 0]);
    assert_eq!(found(Filters { result_role: Some("Where"), ..all }), [""; 0]);
    assert_eq!(found(Filters { keys_only: true, ..all }), ["T_Rack Id", "T_World Id"]);
}

#[test]
fn an_object_of_a_module_has_the_associations_of_modules_and_those_that_are_stored() {
    let setup = set_up_stored();
    assert_eq!(
        associators(&setup, "T_World", Filters::default()).unwrap(),
        ["T_Link module", "T_Other_Link module", "T_Rack repository"]
    );
    assert_eq!(
        setup.references("T_World", None).unwrap(),
        ["T_Link module", "T_Other_Link module", "T_Place repository"]
    );
    assert_eq!(setup.references("T_World", Some("T_Place")).unwrap(), ["T_Place repository"]);
}

#[test]
fn an_association_class_that_is_registered_is_told_of_by_its_module_alone() {
    let setup = set_up_stored();
    assert_eq!(setup.references("T_World", Some("T_Link")).unwrap(), ["T_Link module"]);
    assert_eq!(
        setup.references("T_World", Some("T_Links")).unwrap(),
        ["T_Link module", "T_Other_Link module"]
    );
}

#[test]
fn what_the_repository_refuses_of_its_own_is_refused() {
    let setup = set_up_stored();
    let status = |class, filters| associators(&setup, class, filters).unwrap_err().status;
    assert_eq!(status("T_Only_Here", Filters::default()), Status::InvalidClass);
    assert_eq!(
        status("T_Rack", Filters { association: Some("T_Missing"), ..Filters::default() }),
        Status::InvalidParameter
    );
}
