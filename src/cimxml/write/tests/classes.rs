use super::*;
use crate::cim::{Scope, Status};

#[test]
fn a_class_has_its_own_elements_where_nothing_else_is_asked_for() {
    let (_, class) = base_and_derived();
    assert_eq!(
        class_written(&class, BARE),
        "<CLASS NAME=\"Test_A\" SUPERCLASS=\"Test_Base\"><PROPERTY NAME=\"B\" TYPE=\"uint8\"></PROPERTY>\
         <METHOD NAME=\"N\" TYPE=\"uint8\"></METHOD></CLASS>"
    );
}

#[test]
fn inherited_elements_say_so_and_where_they_come_from() {
    let (_, class) = base_and_derived();
    let options = WriteOptions { class_origin: true, hierarchy: true, inherited_elements: true, ..BARE };
    assert_eq!(
        class_written(&class, options),
        "<CLASS NAME=\"Test_A\" SUPERCLASS=\"Test_Base\" DERIVATION=\"Test_Base\">\
         <PROPERTY NAME=\"A\" TYPE=\"uint8\" CLASSORIGIN=\"Test_Base\" PROPAGATED=\"true\"></PROPERTY>\
         <PROPERTY NAME=\"B\" TYPE=\"uint8\" CLASSORIGIN=\"Test_A\"></PROPERTY>\
         <METHOD NAME=\"M\" TYPE=\"uint8\" CLASSORIGIN=\"Test_Base\" PROPAGATED=\"true\"></METHOD>\
         <METHOD NAME=\"N\" TYPE=\"uint8\" CLASSORIGIN=\"Test_A\"></METHOD></CLASS>"
    );
}

#[test]
fn the_hierarchy_begins_with_the_nearest_superclass() {
    let class = |name: &str, superclass: Option<&str>, at_hand| {
        let superclass = superclass.map(Text::from);
        let declaration = ClassDeclaration { name: Text::from(name), superclass, ..Default::default() };
        Arc::new(Class::new(declaration, at_hand))
    };
    let middle = class("Test_Middle", Some("Test_Far"), None);
    let last = class("Test_A", Some("Test_Middle"), Some(middle));
    let options = WriteOptions { hierarchy: true, ..BARE };
    assert_eq!(
        class_written(&last, options),
        "<CLASS NAME=\"Test_A\" SUPERCLASS=\"Test_Middle\" DERIVATION=\"Test_Middle,Test_Far\"></CLASS>"
    );
    assert_eq!(
        class_written(&class("Test_A", None, None), options),
        "<CLASS NAME=\"Test_A\" DERIVATION=\"\"></CLASS>"
    );
}

#[test]
fn properties_of_a_class_have_types_sizes_and_defaults() {
    let mut sized = property("A", Type::Sint16Array);
    sized.array_size = Some(3);
    sized.default = Some(array(Type::Sint16, [Value::Sint16(-1)]));
    let mut reference = property("B", Type::Reference);
    reference.reference_class = Some(Text::from("Test_B"));
    reference.default = Some(Value::Reference(keyed("Test_B", None, None, &[])));
    let mut text = property("C", Type::String);
    text.default = Some(Value::string(""));
    assert_eq!(
        class_written(&class_of(vec![sized, reference, text], Vec::new()), BARE),
        "<CLASS NAME=\"Test_A\">\
         <PROPERTY.ARRAY NAME=\"A\" TYPE=\"sint16\" ARRAYSIZE=\"3\"><VALUE.ARRAY><VALUE>-1</VALUE></VALUE.ARRAY>\
         </PROPERTY.ARRAY>\
         <PROPERTY.REFERENCE NAME=\"B\" REFERENCECLASS=\"Test_B\"><VALUE.REFERENCE>\
         <INSTANCENAME CLASSNAME=\"Test_B\"></INSTANCENAME></VALUE.REFERENCE></PROPERTY.REFERENCE>\
         <PROPERTY NAME=\"C\" TYPE=\"string\"><VALUE></VALUE></PROPERTY></CLASS>"
    );
}

#[test]
fn methods_have_parameters_of_every_form() {
    let mut refarray = parameter("D", Type::ReferenceArray);
    refarray.reference_class = Some(Text::from("Test_B"));
    refarray.array_size = Some(2);
    let mut sized = parameter("B", Type::BooleanArray);
    sized.array_size = Some(4);
    let parameters = vec![parameter("A", Type::Instance), sized, parameter("C", Type::Reference), refarray];
    let methods = vec![method("M", Type::Datetime, parameters), method("N", Type::Reference, Vec::new())];
    assert_eq!(
        class_written(&class_of(Vec::new(), methods), BARE),
        "<CLASS NAME=\"Test_A\"><METHOD NAME=\"M\" TYPE=\"datetime\"><PARAMETER NAME=\"A\" TYPE=\"string\"></PARAMETER>\
         <PARAMETER.ARRAY NAME=\"B\" TYPE=\"boolean\" ARRAYSIZE=\"4\"></PARAMETER.ARRAY>\
         <PARAMETER.REFERENCE NAME=\"C\"></PARAMETER.REFERENCE>\
         <PARAMETER.REFARRAY NAME=\"D\" REFERENCECLASS=\"Test_B\" ARRAYSIZE=\"2\"></PARAMETER.REFARRAY></METHOD>\
         <METHOD NAME=\"N\"></METHOD></CLASS>"
    );
}

#[test]
fn a_class_refuses_what_has_no_form_and_names_it() {
    let mut odd = property("P", Type::Uint8);
    odd.qualifiers.push(qualifier("Q", Value::Instance(keyed("Test_B", None, None, &[]))));
    let returned = class_of(Vec::new(), vec![method("M", Type::Uint8Array, Vec::new())]);
    for (class, name) in [
        (class_with(property("P", Type::ReferenceArray)), "property Test_A.P"),
        (class_with(odd), "qualifier Q of property Test_A.P"),
        (returned, "method Test_A.M"),
    ] {
        let mut out = String::from("before");
        let error = write_class(&mut out, &class, QUALIFIED).unwrap_err();
        assert_eq!((error.status, &*out), (Status::NotSupported, "before"));
        assert!(error.message.contains(name), "{error}");
    }
}

/// What is written of the qualifiers of this property.
fn qualifiers_of(property: Property) -> String {
    let written = class_written(&class_with(property), QUALIFIED);
    let from = written.find("<QUALIFIER").unwrap_or(written.len());
    let to = written.rfind("</QUALIFIER>").map_or(from, |at| at + "</QUALIFIER>".len());
    written[from..to].to_owned()
}

#[test]
fn qualifiers_have_their_flavours_where_these_are_not_the_usual_ones() {
    let with = |flavor, propagated| {
        let qualifier = Qualifier { flavor, propagated, ..qualifier("Q", Value::Uint8(1)) };
        qualifiers_of(Property { qualifiers: vec![qualifier], ..property("P", Type::Uint8) })
    };
    let expected = |attributes: &str| {
        format!("<QUALIFIER NAME=\"Q\" TYPE=\"uint8\"{attributes}><VALUE>1</VALUE></QUALIFIER>")
    };
    assert_eq!(with(Flavor::DEFAULT, false), expected(""));
    assert_eq!(with(Flavor::DEFAULT, true), expected(" PROPAGATED=\"true\""));
    let all = Flavor::DISABLE_OVERRIDE | Flavor::RESTRICTED | Flavor::TO_INSTANCE | Flavor::TRANSLATABLE;
    assert_eq!(
        with(all, false),
        expected(" OVERRIDABLE=\"false\" TOSUBCLASS=\"false\" TOINSTANCE=\"true\" TRANSLATABLE=\"true\"")
    );
}

#[test]
fn qualifiers_may_be_null_or_arrays() {
    let null = Qualifier { value: None, ..qualifier("N", Value::Uint8(1)) };
    let values = qualifier("V", array(Type::String, [Value::string("a")]));
    let qualified = Property { qualifiers: vec![null, values], ..property("P", Type::Uint8) };
    assert_eq!(
        qualifiers_of(qualified),
        "<QUALIFIER NAME=\"N\" TYPE=\"uint8\"></QUALIFIER>\
         <QUALIFIER NAME=\"V\" TYPE=\"string\"><VALUE.ARRAY><VALUE>a</VALUE></VALUE.ARRAY></QUALIFIER>"
    );
}

#[test]
fn a_qualifier_that_does_not_spread_is_not_written_on_an_inherited_element() {
    let restricted = Qualifier { flavor: Flavor::RESTRICTED, ..qualifier("Q", Value::Uint8(1)) };
    let inherited = Property {
        qualifiers: vec![restricted],
        propagator: Text::from("Test_Base"),
        ..property("P", Type::Uint8)
    };
    let options = WriteOptions { inherited_elements: true, ..QUALIFIED };
    assert!(!class_written(&class_with(inherited), options).contains("QUALIFIER"));
}

#[test]
fn flags_that_no_qualifier_says_become_qualifiers() {
    let flags = ElementFlags::PROPERTY | ElementFlags::KEY | ElementFlags::READ_ONLY;
    assert_eq!(
        qualifiers_of(Property { flags, ..property("P", Type::Uint8) }),
        "<QUALIFIER NAME=\"Key\" TYPE=\"boolean\" OVERRIDABLE=\"false\"><VALUE>true</VALUE></QUALIFIER>\
         <QUALIFIER NAME=\"Read\" TYPE=\"boolean\"><VALUE>true</VALUE></QUALIFIER>"
    );
    let key = vec![qualifier("KEY", Value::Boolean(true))];
    let said = Property { flags: ElementFlags::KEY, qualifiers: key, ..property("P", Type::Uint8) };
    assert_eq!(qualifiers_of(said).matches("<QUALIFIER").count(), 1);
}

#[test]
fn a_parameter_says_its_direction_where_it_is_not_the_usual_one() {
    let directions = |flags| {
        let parameter = Parameter { flags, ..parameter("A", Type::Uint8) };
        let class = class_of(Vec::new(), vec![method("M", Type::Uint8, vec![parameter])]);
        let written = class_written(&class, QUALIFIED);
        let says = |name: &str| written.contains(&format!("<QUALIFIER NAME=\"{name}\""));
        (says("In"), says("Out"))
    };
    assert_eq!(directions(ElementFlags::IN), (false, false));
    assert_eq!(directions(ElementFlags::OUT), (false, true));
    assert_eq!(directions(ElementFlags::IN | ElementFlags::OUT), (true, true));
}

#[test]
fn an_embedded_object_is_told_by_a_qualifier_or_by_an_attribute_where_there_are_none() {
    let object = property("P", Type::Instance);
    let mut instance = property("P", Type::InstanceArray);
    instance.reference_class = Some(Text::from("Test_B"));
    assert_eq!(
        qualifiers_of(object.clone()),
        "<QUALIFIER NAME=\"EmbeddedObject\" TYPE=\"boolean\" OVERRIDABLE=\"false\"><VALUE>true</VALUE></QUALIFIER>"
    );
    assert_eq!(
        qualifiers_of(instance.clone()),
        "<QUALIFIER NAME=\"EmbeddedInstance\" TYPE=\"string\"><VALUE>Test_B</VALUE></QUALIFIER>"
    );
    instance.qualifiers.push(qualifier("embeddedinstance", Value::string("Test_B")));
    assert_eq!(qualifiers_of(instance.clone()).matches("<QUALIFIER").count(), 1);
    let bare = |property| class_written(&class_with(property), BARE);
    assert!(bare(object).contains("<PROPERTY NAME=\"P\" TYPE=\"string\" EmbeddedObject=\"object\">"));
    assert!(
        bare(instance).contains("<PROPERTY.ARRAY NAME=\"P\" TYPE=\"string\" EmbeddedObject=\"instance\">")
    );
}

#[test]
fn a_qualifier_type_has_scopes_flavours_and_a_default() {
    let mut declared = QualifierType {
        name: Text::from("Q"),
        kind: Type::StringArray,
        array_size: Some(2),
        default: Some(array(Type::String, [Value::string("<")])),
        scope: Scope::CLASS | Scope::PARAMETER,
        flavor: Flavor::DISABLE_OVERRIDE | Flavor::TO_SUBCLASS,
    };
    let write = |declared: &QualifierType| {
        let mut out = String::new();
        write_qualifier_type(&mut out, declared).unwrap();
        out
    };
    assert_eq!(
        write(&declared),
        "<QUALIFIER.DECLARATION NAME=\"Q\" TYPE=\"string\" ISARRAY=\"true\" ARRAYSIZE=\"2\" OVERRIDABLE=\"false\">\
         <SCOPE CLASS=\"true\" PARAMETER=\"true\"/><VALUE.ARRAY><VALUE>&lt;</VALUE></VALUE.ARRAY>\
         </QUALIFIER.DECLARATION>"
    );
    declared = QualifierType {
        kind: Type::Boolean,
        array_size: None,
        default: None,
        scope: Scope::ANY,
        flavor: Flavor::DEFAULT,
        ..declared
    };
    assert_eq!(
        write(&declared),
        "<QUALIFIER.DECLARATION NAME=\"Q\" TYPE=\"boolean\" ISARRAY=\"false\"><SCOPE CLASS=\"true\" \
         ASSOCIATION=\"true\" REFERENCE=\"true\" PROPERTY=\"true\" METHOD=\"true\" PARAMETER=\"true\" \
         INDICATION=\"true\"/></QUALIFIER.DECLARATION>"
    );
}
