use super::super::qualifier::{Flavor, Scope};
use super::super::value::Array;
use super::*;

fn qualifier(name: &str, value: Value) -> Qualifier {
    Qualifier {
        name: Text::from(name),
        kind: value.value_type(),
        value: Some(value),
        flavor: Flavor::empty(),
        propagated: false,
    }
}

fn flag(name: &str) -> Qualifier {
    qualifier(name, Value::Boolean(true))
}

fn text(name: &str, value: &str) -> Qualifier {
    qualifier(name, Value::string(value))
}

fn property(name: &str, kind: Type, qualifiers: Vec<Qualifier>) -> Property {
    Property {
        name: Text::from(name),
        kind,
        array_size: None,
        reference_class: None,
        flags: ElementFlags::empty(),
        qualifiers,
        default: None,
        origin: Text::default(),
        propagator: Text::default(),
    }
}

fn parameter(name: &str, kind: Type, qualifiers: Vec<Qualifier>) -> Parameter {
    Parameter {
        name: Text::from(name),
        kind,
        array_size: None,
        reference_class: None,
        flags: ElementFlags::empty(),
        qualifiers,
    }
}

fn method(name: &str, return_type: Type, parameters: Vec<Parameter>) -> Method {
    Method {
        name: Text::from(name),
        return_type,
        return_class: None,
        flags: ElementFlags::empty(),
        qualifiers: Vec::new(),
        parameters,
        origin: Text::default(),
        propagator: Text::default(),
    }
}

fn class(name: &str, properties: Vec<Property>) -> ClassDeclaration {
    ClassDeclaration { name: Text::from(name), properties, ..ClassDeclaration::default() }
}

fn made(declaration: ClassDeclaration) -> Arc<Class> {
    Arc::new(resolve(declaration, None, &|_| None).unwrap())
}

fn derive(superclass: &Arc<Class>, mut declaration: ClassDeclaration) -> Result<Class, SchemaError> {
    declaration.superclass = Some(superclass.name().clone());
    resolve_at(declaration, Some(Arc::clone(superclass)), &|_| None)
}

fn names(class: &Class) -> Vec<String> {
    class.properties().iter().map(|property| property.name.to_string()).collect()
}

fn base() -> Arc<Class> {
    made(class(
        "Base",
        vec![
            property("Name", Type::String, vec![flag("Key"), text("Description", "A name.")]),
            property("Size", Type::Uint32, vec![flag("Read"), flag("Experimental")]),
            property("Parts", Type::StringArray, vec![]),
        ],
    ))
}

#[test]
fn inherited_properties_come_first_and_overridden_ones_keep_their_place() {
    let derived = class(
        "Derived",
        vec![
            property("Added", Type::Boolean, vec![]),
            property("SIZE", Type::Uint32, vec![text("Override", "Size")]),
        ],
    );
    let derived = derive(&base(), derived).unwrap();
    assert_eq!(names(&derived), ["Name", "SIZE", "Parts", "Added"]);
    assert_eq!(derived.keys(), [0]);
}

#[test]
fn origin_is_who_introduced_a_property_and_propagator_who_declared_it_last() {
    let derived =
        class("Derived", vec![property("Size", Type::Uint32, vec![]), property("New", Type::Uint8, vec![])]);
    let derived = derive(&base(), derived).unwrap();
    let marks: Vec<(String, String)> = derived
        .properties()
        .iter()
        .map(|property| (property.origin.to_string(), property.propagator.to_string()))
        .collect();
    let expected = [("Base", "Base"), ("Base", "Derived"), ("Base", "Base"), ("Derived", "Derived")];
    assert_eq!(marks, expected.map(|(origin, propagator)| (origin.to_owned(), propagator.to_owned())));
}

#[test]
fn qualifiers_that_spread_are_inherited_and_marked_and_restricted_ones_are_not() {
    let derived = derive(&base(), class("Derived", vec![])).unwrap();
    let name = derived.property("Name").unwrap();
    assert!(name.qualifiers.iter().all(|qualifier| qualifier.propagated));
    assert_eq!(name.qualifiers.len(), 2);
    let size = derived.property("Size").unwrap();
    assert!(find_qualifier_named(&size.qualifiers, "Read"));
    assert!(!find_qualifier_named(&size.qualifiers, "Experimental"));
}

fn find_qualifier_named(qualifiers: &[Qualifier], name: &str) -> bool {
    qualifiers.iter().any(|qualifier| name::eq_names(&qualifier.name, name))
}

#[test]
fn an_overriding_property_inherits_the_qualifiers_that_it_does_not_write() {
    let derived = class("Derived", vec![property("Name", Type::String, vec![text("Description", "Mine.")])]);
    let derived = derive(&base(), derived).unwrap();
    let name = derived.property("Name").unwrap();
    assert!(name.is_key());
    assert_eq!(qualifier_text(&name.qualifiers, "Description").unwrap(), "Mine.");
    let propagated: Vec<bool> = name.qualifiers.iter().map(|qualifier| qualifier.propagated).collect();
    assert_eq!(propagated, [false, true]);
}

#[test]
fn of_very_many_qualifiers_each_finds_its_own_in_little_time() {
    let many = 40_000;
    let inherited = (0..many).map(|number| flag(&format!("Q{number}"))).collect();
    let base = made(class("Base", vec![property("Size", Type::Uint32, inherited)]));
    let own = (0..many).map(|number| flag(&format!("q{}", 2 * number))).collect();
    let derived = derive(&base, class("Derived", vec![property("Size", Type::Uint32, own)])).unwrap();
    let qualifiers = &derived.properties()[0].qualifiers;
    assert_eq!(qualifiers.len(), many + many / 2);
    assert!(qualifiers[many..].iter().all(|qualifier| qualifier.propagated));
}

#[test]
fn a_qualifier_that_disables_overriding_keeps_its_value() {
    let not_key = qualifier("Key", Value::Boolean(false));
    let derived = class("Derived", vec![property("Name", Type::String, vec![not_key])]);
    let error = derive(&base(), derived).unwrap_err();
    assert_eq!((error.place, error.error.status), (Place::Property(0), Status::InvalidParameter));
}

#[test]
fn flavours_come_from_what_is_written_then_from_the_declaration_then_from_the_standard() {
    let declared = Arc::new(QualifierType {
        name: Text::from("Mine"),
        kind: Type::String,
        array_size: None,
        default: None,
        scope: Scope::ANY,
        flavor: Flavor::RESTRICTED,
    });
    let mut written = text("Mine", "a");
    written.flavor = Flavor::DISABLE_OVERRIDE;
    let declaration = ClassDeclaration { qualifiers: vec![written, flag("Abstract")], ..class("A", vec![]) };
    let made = resolve(declaration, None, &|name| (*name == "Mine").then(|| declared.clone())).unwrap();
    assert_eq!(made.qualifiers()[0].flavor, Flavor::DISABLE_OVERRIDE | Flavor::RESTRICTED);
    assert_eq!(made.qualifiers()[1].flavor, Flavor::ENABLE_OVERRIDE | Flavor::RESTRICTED);
}

#[test]
fn a_qualifier_of_another_type_than_declared_is_refused() {
    let declared = Arc::new(QualifierType {
        name: Text::from("Mine"),
        kind: Type::Uint32,
        array_size: None,
        default: None,
        scope: Scope::ANY,
        flavor: Flavor::empty(),
    });
    let declaration = ClassDeclaration { qualifiers: vec![text("Mine", "a")], ..class("A", vec![]) };
    let error = resolve(declaration, None, &|_| Some(declared.clone())).unwrap_err();
    assert_eq!(error.status, Status::TypeMismatch);
    assert_eq!(error.message, "Qualifier Mine is declared of type uint32, and not string (on class A).");
}

#[test]
fn flags_follow_from_qualifiers() {
    let read_write = vec![flag("Read"), flag("Write"), flag("Required")];
    let mut declaration = class(
        "A",
        vec![
            property("Key", Type::String, vec![flag("KEY")]),
            property("Read", Type::Uint8, vec![flag("Read"), flag("Expensive")]),
            property("Both", Type::Uint8, read_write),
            property("Not", Type::Uint8, vec![qualifier("Static", Value::Boolean(false))]),
        ],
    );
    declaration.qualifiers = vec![flag("Association"), flag("Abstract")];
    let made = made(declaration);
    let flags: Vec<ElementFlags> = made.properties().iter().map(|property| property.flags).collect();
    let all = ElementFlags::PROPERTY;
    assert_eq!(
        flags,
        [
            all | ElementFlags::KEY,
            all | ElementFlags::READ_ONLY | ElementFlags::EXPENSIVE,
            all | ElementFlags::REQUIRED,
            all
        ]
    );
    assert_eq!(made.flags(), ClassFlags::CLASS | ClassFlags::ASSOCIATION | ClassFlags::ABSTRACT);
}

#[test]
fn being_abstract_is_not_inherited_and_being_an_association_is() {
    let mut declaration = class("A", vec![]);
    declaration.qualifiers = vec![flag("Association"), flag("Abstract")];
    let derived = derive(&made(declaration), class("B", vec![])).unwrap();
    assert_eq!(derived.flags(), ClassFlags::CLASS | ClassFlags::ASSOCIATION);
}

#[test]
fn a_parameter_goes_in_unless_something_else_is_said() {
    let no = |name| qualifier(name, Value::Boolean(false));
    let parameters = vec![
        parameter("Plain", Type::Uint8, vec![]),
        parameter("In", Type::Uint8, vec![flag("In")]),
        parameter("Out", Type::Uint8, vec![flag("Out")]),
        parameter("OnlyOut", Type::Uint8, vec![no("In"), flag("Out")]),
        parameter("Both", Type::Uint8, vec![flag("In"), flag("Out")]),
    ];
    let mut declaration = class("A", vec![]);
    declaration.methods = vec![method("Do", Type::Uint32, parameters)];
    let made = made(declaration);
    let flags: Vec<ElementFlags> = made.methods()[0].parameters.iter().map(|p| p.flags).collect();
    let (all, into, out) = (ElementFlags::PARAMETER, ElementFlags::IN, ElementFlags::OUT);
    assert_eq!(flags, [all | into, all | into, all | out, all | out, all | into | out]);
}

#[test]
fn strings_with_embedded_objects_are_instances() {
    let declaration = class(
        "A",
        vec![
            property("One", Type::String, vec![text("EmbeddedInstance", "Other")]),
            property("Many", Type::StringArray, vec![text("EmbeddedInstance", "Other")]),
            property("Any", Type::String, vec![flag("EmbeddedObject")]),
            property("None", Type::String, vec![qualifier("EmbeddedObject", Value::Boolean(false))]),
        ],
    );
    let made = made(declaration);
    let kinds: Vec<Type> = made.properties().iter().map(|property| property.kind).collect();
    assert_eq!(kinds, [Type::Instance, Type::InstanceArray, Type::Instance, Type::String]);
    assert_eq!(made.properties()[1].reference_class, Some(Text::from("Other")));
    assert_eq!(made.properties()[2].reference_class, None);
}

#[test]
fn only_strings_hold_embedded_objects() {
    let declaration = class("A", vec![property("P", Type::Uint32, vec![flag("EmbeddedObject")])]);
    let error = resolve(declaration, None, &|_| None).unwrap_err();
    assert_eq!(
        error.message,
        "Property A.P: only strings can hold embedded objects, and not values of type uint32."
    );
}

#[test]
fn a_subclass_adds_no_keys_where_there_are_some() {
    let derived = class("Derived", vec![property("Id", Type::Uint32, vec![flag("Key")])]);
    let error = derive(&base(), derived).unwrap_err();
    assert_eq!(
        error.error.message,
        "Property Derived.Id can't be a key, because superclass Base has its keys already (Name)."
    );
}

#[test]
fn a_subclass_makes_keys_where_there_are_none() {
    let keyless = made(class("Base", vec![property("Id", Type::String, vec![])]));
    let derived =
        class("Derived", vec![property("Id", Type::String, vec![flag("Key"), text("Override", "Id")])]);
    assert_eq!(derive(&keyless, derived).unwrap().keys(), [0]);
}

#[test]
fn arrays_and_embedded_objects_are_no_keys() {
    for (kind, qualifiers) in
        [(Type::Uint8Array, vec![flag("Key")]), (Type::String, vec![flag("Key"), flag("EmbeddedObject")])]
    {
        let declaration = class("A", vec![property("P", kind, qualifiers)]);
        assert_eq!(resolve(declaration, None, &|_| None).unwrap_err().status, Status::InvalidParameter);
    }
}

#[test]
fn an_overriding_property_has_the_type_of_the_overridden_one() {
    let derived = class("Derived", vec![property("Size", Type::Uint64, vec![])]);
    let error = derive(&base(), derived).unwrap_err();
    assert_eq!(error.error.status, Status::TypeMismatch);
    assert_eq!(
        error.error.message,
        "Property Derived.Size is of type uint64, and that of Base, which it overrides, of type uint32."
    );
}

#[test]
fn an_overriding_property_may_say_what_a_string_embeds() {
    let base = made(class("Base", vec![property("Any", Type::String, vec![])]));
    let derived =
        class("Derived", vec![property("Any", Type::String, vec![text("EmbeddedInstance", "Other")])]);
    assert_eq!(derive(&base, derived).unwrap().properties()[0].kind, Type::Instance);
}

#[test]
fn what_overrides_names_itself_and_something_inherited() {
    for (name, overridden) in [("Size", "Other"), ("New", "New")] {
        let derived =
            class("Derived", vec![property(name, Type::Uint32, vec![text("Override", overridden)])]);
        let error = derive(&base(), derived).unwrap_err();
        assert_eq!(error.error.status, Status::InvalidParameter, "{name}");
    }
}

#[test]
fn a_default_is_inherited_unless_another_is_written() {
    let mut size = property("Size", Type::Uint32, vec![]);
    size.default = Some(Value::Uint32(5));
    let base = made(class("Base", vec![size.clone()]));
    let same = derive(&base, class("Same", vec![property("Size", Type::Uint32, vec![])])).unwrap();
    assert_eq!(same.properties()[0].default, Some(Value::Uint32(5)));
    size.default = Some(Value::Uint32(6));
    let other = derive(&base, class("Other", vec![size])).unwrap();
    assert_eq!(other.properties()[0].default, Some(Value::Uint32(6)));
}

#[test]
fn a_default_has_the_type_and_fits_the_array_of_its_property() {
    let mut wrong = property("P", Type::Uint32, vec![]);
    wrong.default = Some(Value::Uint8(5));
    let error = resolve(class("A", vec![wrong]), None, &|_| None).unwrap_err();
    assert_eq!(error.status, Status::TypeMismatch);
    let mut long = property("P", Type::Uint8Array, vec![]);
    long.array_size = Some(1);
    long.default = Some(Value::Array(Arc::new(Array::Uint8(vec![1, 2]))));
    let error = resolve(class("A", vec![long]), None, &|_| None).unwrap_err();
    assert_eq!(error.status, Status::InvalidParameter);
}

#[test]
fn methods_are_inherited_and_overridden_in_place() {
    let mut declaration = class("Base", vec![]);
    declaration.methods = vec![
        method("Start", Type::Uint32, vec![parameter("Now", Type::Boolean, vec![text("Description", "D")])]),
        method("Stop", Type::Uint32, vec![]),
    ];
    let base = made(declaration);
    let mut declaration = class("Derived", vec![]);
    declaration.methods = vec![
        method("Other", Type::String, vec![]),
        method("start", Type::Uint32, vec![parameter("Now", Type::Boolean, vec![])]),
    ];
    let derived = derive(&base, declaration).unwrap();
    let names: Vec<String> = derived.methods().iter().map(|method| method.name.to_string()).collect();
    assert_eq!(names, ["start", "Stop", "Other"]);
    assert_eq!(derived.methods()[0].origin, "Base");
    assert!(derived.methods()[0].parameters[0].qualifiers[0].propagated);
}

#[test]
fn an_overriding_method_keeps_the_types() {
    let mut declaration = class("Base", vec![]);
    declaration.methods = vec![method("Do", Type::Uint32, vec![parameter("P", Type::Boolean, vec![])])];
    let base = made(declaration);
    for (return_type, kind, place) in
        [(Type::String, Type::Boolean, Place::Method(0)), (Type::Uint32, Type::Uint8, Place::Parameter(0, 0))]
    {
        let mut declaration = class("Derived", vec![]);
        declaration.methods = vec![method("Do", return_type, vec![parameter("P", kind, vec![])])];
        let error = derive(&base, declaration).unwrap_err();
        assert_eq!((error.place, error.error.status), (place, Status::TypeMismatch));
    }
}

#[test]
fn the_superclass_must_be_there_be_the_right_one_and_have_subclasses() {
    let mut orphan = class("A", vec![]);
    orphan.superclass = Some(Text::from("Missing"));
    let error = resolve_at(orphan.clone(), None, &|_| None).unwrap_err();
    assert_eq!((error.place, error.error.status), (Place::Superclass, Status::InvalidSuperclass));
    assert_eq!(error.to_string(), "Class A derives from class Missing, which does not exist.");
    assert!(resolve(orphan, Some(base()), &|_| None).is_err());

    let mut terminal = class("Last", vec![]);
    terminal.qualifiers = vec![flag("Terminal")];
    let error = derive(&made(terminal), class("A", vec![])).unwrap_err();
    assert_eq!(error.error.status, Status::InvalidSuperclass);
}

#[test]
fn a_class_is_no_superclass_of_itself() {
    let derived = Arc::new(derive(&base(), class("Derived", vec![])).unwrap());
    assert_eq!(derive(&derived, class("BASE", vec![])).unwrap_err().error.status, Status::InvalidSuperclass);
}

#[test]
fn nothing_is_declared_twice() {
    let twice = |name: &str| property(name, Type::Uint8, vec![]);
    let error = resolve_at(class("A", vec![twice("P"), twice("p")]), None, &|_| None).unwrap_err();
    assert_eq!(error.place, Place::Property(1));

    let mut declaration = class("A", vec![]);
    declaration.methods = vec![method("M", Type::Uint8, vec![]), method("M", Type::Uint8, vec![])];
    assert_eq!(resolve_at(declaration, None, &|_| None).unwrap_err().place, Place::Method(1));

    let mut declaration = class("A", vec![]);
    let parameters = vec![parameter("P", Type::Uint8, vec![]), parameter("P", Type::Uint8, vec![])];
    declaration.methods = vec![method("M", Type::Uint8, parameters)];
    assert_eq!(resolve_at(declaration, None, &|_| None).unwrap_err().place, Place::Parameter(0, 1));

    let declaration = ClassDeclaration { qualifiers: vec![flag("Key"), flag("KEY")], ..class("A", vec![]) };
    assert_eq!(resolve_at(declaration, None, &|_| None).unwrap_err().place, Place::Class);
}

#[test]
fn names_must_be_legal() {
    assert!(resolve(class("1A", vec![]), None, &|_| None).is_err());
    assert!(resolve(class("A", vec![property("a b", Type::Uint8, vec![])]), None, &|_| None).is_err());
}

#[test]
fn resolving_what_is_resolved_with_the_own_elements_gives_the_same() {
    let base = base();
    let again = resolve(base.declaration().clone(), None, &|_| None).unwrap();
    assert_eq!(*base, again);
}
