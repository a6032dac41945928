use super::*;
use crate::cim::class::ClassFlags;
use crate::cim::instance::ElementFlags;
use crate::cim::qualifier::Flavor;
use crate::cim::schema::EmptyCatalog;

fn class(text: &str) -> Arc<Class> {
    read_class(text, &EmptyCatalog, &ReadOptions::default()).unwrap().object
}

fn class_refusal(text: &str) -> ReadError {
    read_class(text, &EmptyCatalog, &ReadOptions::default()).unwrap_err()
}

const BASE: &str = "<CLASS NAME=\"T_Base\"><PROPERTY NAME=\"K\" TYPE=\"string\"><QUALIFIER NAME=\"Key\" TYPE=\"boolean\" OVERRIDABLE=\"false\">\
    <VALUE>true</VALUE></QUALIFIER></PROPERTY><METHOD NAME=\"M\" TYPE=\"sint32\"/></CLASS>";

#[test]
fn flags_follow_from_qualifiers() {
    let mark =
        |name: &str| format!("<QUALIFIER NAME=\"{name}\" TYPE=\"boolean\"><VALUE>TRUE</VALUE></QUALIFIER>");
    let text = format!(
        "<CLASS NAME=\"T\">{}{}<PROPERTY NAME=\"P\" TYPE=\"uint8\">{}{}</PROPERTY><METHOD NAME=\"M\" TYPE=\"uint8\">{}\
        <PARAMETER NAME=\"A\" TYPE=\"string\">{}</PARAMETER></METHOD></CLASS>",
        mark("Association"),
        mark("Terminal"),
        mark("Required"),
        mark("Read"),
        mark("Static"),
        mark("Out")
    );
    let class = class(&text);
    assert_eq!(class.flags(), ClassFlags::CLASS | ClassFlags::ASSOCIATION | ClassFlags::TERMINAL);
    assert_eq!(
        class.properties()[0].flags,
        ElementFlags::PROPERTY | ElementFlags::REQUIRED | ElementFlags::READ_ONLY
    );
    let method = &class.methods()[0];
    assert_eq!(method.flags, ElementFlags::METHOD | ElementFlags::STATIC);
    assert_eq!(method.parameters[0].flags, ElementFlags::PARAMETER | ElementFlags::OUT);
}

#[test]
fn flavours_are_what_is_said_and_else_the_default_of_dsp0201() {
    let text = "<CLASS NAME=\"T\"><QUALIFIER NAME=\"Description\" TYPE=\"string\"/><QUALIFIER NAME=\"A\" TYPE=\"uint8\" OVERRIDABLE=\"FALSE\" \
        TOSUBCLASS=\"false\" TOINSTANCE=\"true\" TRANSLATABLE=\"true\"><VALUE>1</VALUE></QUALIFIER></CLASS>";
    let class = class(text);
    assert_eq!(class.qualifiers()[0].flavor, Flavor::DEFAULT);
    let all = Flavor::DISABLE_OVERRIDE | Flavor::RESTRICTED | Flavor::TO_INSTANCE | Flavor::TRANSLATABLE;
    assert_eq!((class.qualifiers()[1].flavor, &class.qualifiers()[1].value), (all, &Some(Value::Uint8(1))));
}

#[test]
fn a_qualifier_that_is_null_is_an_array_where_its_declaration_is() {
    let text = "<CLASS NAME=\"T\"><QUALIFIER NAME=\"ValueMap\" TYPE=\"string\"/><QUALIFIER NAME=\"Mine\" TYPE=\"uint8\"/></CLASS>";
    let kinds =
        |class: &Class| -> Vec<Type> { class.qualifiers().iter().map(|qualifier| qualifier.kind).collect() };
    assert_eq!(kinds(&class(text)), [Type::StringArray, Type::Uint8]);
    let declared = "<QUALIFIER.DECLARATION NAME=\"Mine\" TYPE=\"uint8\" ISARRAY=\"true\"/>";
    assert_eq!(kinds(&class(&format!("<X>{text}{declared}</X>"))), [Type::StringArray, Type::Uint8Array]);
}

#[test]
fn defaults_have_the_types_of_their_properties() {
    let text = "<CLASS NAME=\"T\"><PROPERTY NAME=\"A\" TYPE=\"real32\"><VALUE>0.5</VALUE></PROPERTY><PROPERTY.ARRAY NAME=\"B\" TYPE=\"uint8\">\
        <VALUE.ARRAY><VALUE>1</VALUE></VALUE.ARRAY></PROPERTY.ARRAY><PROPERTY NAME=\"C\" TYPE=\"string\"><QUALIFIER NAME=\"EmbeddedObject\" \
        TYPE=\"boolean\"><VALUE>true</VALUE></QUALIFIER><VALUE>&lt;INSTANCE CLASSNAME=\"I\"/></VALUE></PROPERTY>\
        <PROPERTY.REFERENCE NAME=\"D\"><VALUE.REFERENCE><CLASSNAME NAME=\"I\"/></VALUE.REFERENCE></PROPERTY.REFERENCE></CLASS>";
    let class = class(text);
    let kinds: Vec<_> =
        class.properties().iter().map(|property| property.default.as_ref().unwrap().value_type()).collect();
    assert_eq!(kinds, [Type::Real32, Type::Uint8Array, Type::Instance, Type::Reference]);
}

#[test]
fn a_class_is_put_on_its_superclass_of_the_catalog() {
    let text = "<CLASS NAME=\"T_Sub\" SUPERCLASS=\"t_base\"><PROPERTY NAME=\"K\" TYPE=\"string\" PROPAGATED=\"true\" CLASSORIGIN=\"T_Base\"/>\
        <PROPERTY NAME=\"N\" TYPE=\"uint8\"/></CLASS>";
    let catalog = Classes::of(BASE);
    let options = ReadOptions { namespace: Some(Text::from("root/x")), ..ReadOptions::default() };
    let read = read_class(text, &catalog, &options).unwrap().object;
    let superclass = read.superclass().unwrap();
    assert!(Arc::ptr_eq(superclass, &catalog.0[0]));
    assert_eq!((read.properties().len(), read.methods().len(), read.keys()), (2, 1, &[0][..]));
    assert!(read.properties()[0].qualifiers[0].propagated);
    assert_eq!(
        (read.namespace().unwrap(), &read.properties()[1].origin),
        (&Text::from("root/x"), &Text::from("T_Sub"))
    );
}

#[test]
fn a_class_with_inherited_elements_is_complete_without_its_superclass() {
    let text = "<CLASS NAME=\"T_Sub\" SUPERCLASS=\"T_Base\"><PROPERTY NAME=\"K\" TYPE=\"string\" PROPAGATED=\"true\" CLASSORIGIN=\"T_Root\">\
        <QUALIFIER NAME=\"Key\" TYPE=\"boolean\" PROPAGATED=\"true\"><VALUE>true</VALUE></QUALIFIER></PROPERTY>\
        <PROPERTY NAME=\"O\" TYPE=\"uint8\" CLASSORIGIN=\"T_Base\"><QUALIFIER NAME=\"Override\" TYPE=\"string\"><VALUE>O</VALUE></QUALIFIER></PROPERTY>\
        <METHOD NAME=\"M\" TYPE=\"sint32\" PROPAGATED=\"true\"/></CLASS>";
    let read = class(text);
    assert_eq!((read.superclass(), read.superclass_name().unwrap().to_string()), (None, "T_Base".to_owned()));
    assert!(read.is_a("T_Base"));
    let from = |origin: &Text, propagator: &Text| (origin.to_string(), propagator.to_string());
    let (key, own, method) = (&read.properties()[0], &read.properties()[1], &read.methods()[0]);
    assert_eq!(from(&key.origin, &key.propagator), ("T_Root".to_owned(), "T_Root".to_owned()));
    assert!(key.is_key() && key.qualifiers[0].propagated);
    assert_eq!(from(&own.origin, &own.propagator), ("T_Base".to_owned(), "T_Sub".to_owned()));
    assert_eq!(from(&method.origin, &method.propagator), ("T_Base".to_owned(), "T_Base".to_owned()));
    let document = read_document(text, &EmptyCatalog, &ReadOptions::default()).unwrap();
    assert_eq!((document.classes[0].1.properties.len(), document.classes[0].1.methods.len()), (1, 0));
}

#[test]
fn a_class_that_lacks_its_superclass_is_refused() {
    let error = class_refusal(
        "<CLASS NAME=\"T_Sub\" SUPERCLASS=\"T_Base\"><PROPERTY NAME=\"N\" TYPE=\"uint8\"/></CLASS>",
    );
    assert_eq!(error.status, Status::InvalidSuperclass, "{error}");
    let circle = "<X><CLASS NAME=\"A\" SUPERCLASS=\"B\"/><CLASS NAME=\"B\" SUPERCLASS=\"A\"/></X>";
    let error = read_document(circle, &EmptyCatalog, &ReadOptions::default()).unwrap_err();
    assert!(error.message.contains("derives from itself"), "{error}");
    let own = "<CLASS NAME=\"A\"><PROPERTY NAME=\"P\" TYPE=\"string\" EmbeddedObject=\"object\"><VALUE>&lt;INSTANCE CLASSNAME=\"A\"/></VALUE></PROPERTY></CLASS>";
    assert!(class_refusal(own).message.contains("needed to make itself"));
}

#[test]
fn errors_of_the_schema_are_told_where_they_are() {
    for (wrong, column) in [
        ("<PROPERTY NAME=\"A\" TYPE=\"uint8\"/>\n  <PROPERTY NAME=\"a\" TYPE=\"uint8\"/>", 3),
        (
            "\n<METHOD NAME=\"M\" TYPE=\"uint8\"><PARAMETER NAME=\"A\" TYPE=\"uint8\"/><PARAMETER NAME=\"A\" TYPE=\"uint8\"/></METHOD>",
            65,
        ),
        ("\n<PROPERTY NAME=\"A\" TYPE=\"odd\"/>", 26),
        ("\n<PROPERTY NAME=\"A\"/>", 1),
        ("\n<PROPERTY NAME=\"9\" TYPE=\"uint8\"/>", 1),
        ("\n<PROPERTY.ARRAY NAME=\"A\" TYPE=\"uint8\" ARRAYSIZE=\"x\"/>", 50),
        ("\n<QUALIFIER NAME=\"Q\" TYPE=\"uint8\" OVERRIDABLE=\"perhaps\"/>", 47),
    ] {
        let error = class_refusal(&format!("<CLASS NAME=\"T\">{wrong}</CLASS>"));
        assert_eq!((error.line, error.column), (2, column), "{error}");
    }
}

#[test]
fn a_declaration_of_a_qualifier_has_its_defaults() {
    let read = |text: &str| {
        let document = read_document(text, &EmptyCatalog, &ReadOptions::default())?;
        Ok::<_, ReadError>(document.qualifier_types[0].1.clone())
    };
    let plain = read("<QUALIFIER.DECLARATION NAME=\"Q\" TYPE=\"boolean\"/>").unwrap();
    assert_eq!((plain.kind, plain.flavor, plain.default.is_none()), (Type::Boolean, Flavor::DEFAULT, true));
    assert_eq!(plain.scope, crate::cim::qualifier::Scope::ANY);
    let sized = read(
        "<QUALIFIER.DECLARATION NAME=\"Q\" TYPE=\"uint8\" ARRAYSIZE=\"3\"><SCOPE/><VALUE.ARRAY/></QUALIFIER.DECLARATION>",
    );
    let sized = sized.unwrap();
    assert_eq!((sized.kind, sized.array_size, sized.scope.is_empty()), (Type::Uint8Array, Some(3), true));
    let wrong = "<QUALIFIER.DECLARATION NAME=\"Q\" TYPE=\"uint8\" ISARRAY=\"true\"><VALUE>1</VALUE></QUALIFIER.DECLARATION>";
    assert_eq!(read(wrong).unwrap_err().status, Status::TypeMismatch);
    let twice = "<QUALIFIER.DECLARATION NAME=\"Q\" TYPE=\"uint8\"/><QUALIFIER.DECLARATION NAME=\"q\" TYPE=\"uint8\"/>";
    assert_eq!(read(twice).unwrap_err().status, Status::AlreadyExists);
}
