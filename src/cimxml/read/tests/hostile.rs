//! Documents that nobody writes in good faith: they are refused, or read in a time and a memory that grow with their length.

use std::fmt::Write;

use proptest::prelude::*;

use super::*;
use crate::cim::schema::EmptyCatalog;

const SAMPLES: [&str; 4] = [
    include_str!("documents/pywbem-classes.xml"),
    include_str!("documents/pywbem-instances.xml"),
    include_str!("documents/windows.xml"),
    include_str!("documents/openpegasus.xml"),
];

/// Whatever it is, it is read or refused.
fn read_any(text: &str) {
    let options = ReadOptions::default();
    for error in [
        read_document(text, &EmptyCatalog, &options).err(),
        read_instance(text, &EmptyCatalog, &options).err(),
        read_class(text, &EmptyCatalog, &options).err(),
        class_name(text).err(),
    ]
    .into_iter()
    .flatten()
    {
        assert!(error.line > 0 && error.column > 0 && error.status != Status::Ok);
    }
}

#[test]
fn document_types_are_refused() {
    let laughs = "<?xml version=\"1.0\"?>\n<!DOCTYPE lolz [<!ENTITY lol \"lol\"><!ENTITY lol2 \"&lol;&lol;&lol;\">]>\
        <INSTANCE CLASSNAME=\"T\"><PROPERTY NAME=\"P\" TYPE=\"string\"><VALUE>&lol2;</VALUE></PROPERTY></INSTANCE>";
    let error = refusal(laughs);
    assert_eq!((error.status, error.line, error.column), (Status::NotSupported, 2, 1));
    let external = "<!DOCTYPE x SYSTEM \"file:///etc/passwd\"><INSTANCE CLASSNAME=\"T\"/>";
    assert_eq!(refusal(external).status, Status::NotSupported);
    let entity = "<INSTANCE CLASSNAME=\"T\"><PROPERTY NAME=\"P\" TYPE=\"string\"><VALUE>&lol;</VALUE></PROPERTY></INSTANCE>";
    assert!(refusal(entity).message.contains("'&lol;'"));
}

#[test]
fn elements_that_lie_too_deep_in_each_other_are_refused() {
    for element in ["X", "VALUE.REFERENCE", "KEYBINDING NAME=\"K\"", "INSTANCE CLASSNAME=\"T\""] {
        let text = format!("<{element}>").repeat(1_000_000);
        assert!(read_document(&text, &EmptyCatalog, &ReadOptions::default()).is_err());
    }
    let deep = "<X>".repeat(1_000_000);
    assert_eq!(refusal(&deep).status, Status::ServerLimitsExceeded);
}

#[test]
fn attributes_are_bounded_and_compared_in_linear_time() {
    let mut text = String::from("<INSTANCE CLASSNAME=\"T\"");
    for number in 0..100_000 {
        write!(text, " a{number}=\"\"").unwrap();
    }
    assert_eq!(refusal(&format!("{text}/>")).status, Status::ServerLimitsExceeded);
}

#[test]
fn many_properties_are_read_in_linear_time() {
    let mut text = String::from("<INSTANCE CLASSNAME=\"T\">");
    for number in 0..100_000 {
        write!(text, "<PROPERTY NAME=\"p{number}\" TYPE=\"uint32\"><VALUE>{number}</VALUE></PROPERTY>")
            .unwrap();
    }
    text += "</INSTANCE>";
    let read = instance(&text);
    assert_eq!((read.len(), read.value("P99999")), (100_000, Some(ValueRef::Uint32(99_999))));
}

#[test]
fn many_classes_on_each_other_are_refused_and_many_in_a_row_are_read() {
    let mut line = String::new();
    for number in 0..5_000 {
        write!(line, "<CLASS NAME=\"C{number}\" SUPERCLASS=\"C{}\"/>", number + 1).unwrap();
    }
    let error =
        read_document(&format!("{line}<CLASS NAME=\"C5000\"/>"), &EmptyCatalog, &ReadOptions::default());
    assert_eq!(error.unwrap_err().status, Status::ServerLimitsExceeded);
    let row: String = (0..20_000).map(|number| format!("<CLASS NAME=\"C{number}\"/>")).collect();
    assert_eq!(read_document(&row, &EmptyCatalog, &ReadOptions::default()).unwrap().classes.len(), 20_000);
}

#[test]
fn defaults_that_need_class_after_class_are_refused_before_the_stack_ends() {
    let mut text = String::new();
    for number in 0..1_000 {
        write!(
            text,
            "<CLASS NAME=\"C{number}\"><PROPERTY NAME=\"P\" TYPE=\"string\" EmbeddedObject=\"object\"><VALUE>&lt;INSTANCE CLASSNAME=\"C{}\"/>\
            </VALUE></PROPERTY></CLASS>",
            number + 1
        )
        .unwrap();
    }
    let error = read_document(&text, &EmptyCatalog, &ReadOptions::default()).unwrap_err();
    assert_eq!(error.status, Status::ServerLimitsExceeded);
}

/// An instance in an instance, and so on.
fn embedded(levels: usize) -> String {
    let mut text = String::from("<INSTANCE CLASSNAME='T'/>");
    for _ in 0..levels {
        let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
        text = format!(
            "<INSTANCE CLASSNAME='T'><PROPERTY NAME='P' TYPE='string' EmbeddedObject='object'><VALUE>{escaped}</VALUE></PROPERTY></INSTANCE>"
        );
    }
    text
}

#[test]
fn instances_lie_in_each_other_as_deep_as_the_model_lets_them() {
    let deepest = usize::from(crate::cim::instance::MAXIMUM_DEPTH);
    let options = ReadOptions::default();
    let read = |text: String| {
        let small = std::thread::Builder::new().stack_size(2 * 1024 * 1024);
        small
            .spawn(move || read_instance(&text, &EmptyCatalog, &ReadOptions::default()))
            .unwrap()
            .join()
            .unwrap()
    };
    assert_eq!(usize::from(read(embedded(deepest)).unwrap().object.depth()), deepest);
    assert_eq!(read(embedded(deepest + 1)).unwrap_err().status, Status::ServerLimitsExceeded);
    assert!(read_class(&embedded(3), &EmptyCatalog, &options).is_err());
}

#[test]
fn references_lie_in_each_other_as_deep_as_the_model_lets_them() {
    let nested = |levels: usize| {
        let start = "<VALUE.REFERENCE><INSTANCENAME CLASSNAME=\"T\"><KEYBINDING NAME=\"K\">";
        let end = "</KEYBINDING></INSTANCENAME></VALUE.REFERENCE>";
        format!(
            "<INSTANCE CLASSNAME=\"T\"><PROPERTY.REFERENCE NAME=\"R\">{}<KEYVALUE>a</KEYVALUE>{}</PROPERTY.REFERENCE></INSTANCE>",
            start.repeat(levels),
            end.repeat(levels)
        )
    };
    assert_eq!(instance(&nested(64)).depth(), 64);
    assert_eq!(refusal(&nested(65)).status, Status::ServerLimitsExceeded);
}

#[test]
fn a_document_that_ends_too_early_is_refused_at_every_byte() {
    for sample in SAMPLES {
        let sample = sample.trim_end();
        for end in (1..sample.len()).filter(|&end| sample.is_char_boundary(end)) {
            let cut = &sample[..end];
            let is_behind_root = cut.trim_end().ends_with("-->") || cut.trim_end().ends_with("?>");
            let result = read_document(cut, &EmptyCatalog, &ReadOptions::default());
            assert!(result.is_err() || is_behind_root, "{cut}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn a_changed_document_is_read_or_refused(
        sample in 0..SAMPLES.len(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), 0usize..8, prop::sample::select(vec![
            "", "<", ">", "/", "&", ";", "\"", "'", "=", "]]>", "<![CDATA[", "<!--", "-->", "<?", "\u{0}", "\r", "é", "&#xD800;",
            "<VALUE>", "</VALUE>", "VALUE.ARRAY", "PROPERTY", "INSTANCE", "CLASS", "true", "-1", "uint8", "SUPERCLASS=\"PY_Sub\"",
        ])), 1..6),
    ) {
        let mut text = SAMPLES[sample].to_owned();
        for (at, removed, inserted) in changes {
            let boundary = |mut at: usize| {
                while !text.is_char_boundary(at) {
                    at += 1;
                }
                at
            };
            let start = boundary(at.index(text.len()));
            let end = boundary((start + removed).min(text.len()));
            text.replace_range(start..end, inserted);
        }
        read_any(&text);
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC*") {
        read_any(&text);
        read_any(&format!("<INSTANCE CLASSNAME=\"T\">{text}</INSTANCE>"));
        read_any(&format!("<CLASS NAME=\"T\"><PROPERTY NAME=\"P\" TYPE=\"string\"><VALUE>{text}</VALUE></PROPERTY></CLASS>"));
    }
}

/// A document with a class of very many properties, other classes, and instances of a class that hold such.
fn with_large_class(subclasses: usize, property: &str, value: &str, values: usize) -> String {
    let mut text = String::from("<CIM><CLASS NAME=\"A\">");
    for number in 0..20_000 {
        write!(text, "<PROPERTY NAME=\"P{number}\" TYPE=\"uint8\"/>").unwrap();
    }
    text += "</CLASS>";
    for number in 0..subclasses {
        write!(text, "<CLASS NAME=\"B{number}\" SUPERCLASS=\"A\"></CLASS>").unwrap();
    }
    text + "<INSTANCE CLASSNAME=\"H\">" + property + &value.repeat(values) + "</INSTANCE></CIM>"
}

#[test]
fn instances_of_a_large_class_are_as_many_as_their_text_is_worth() {
    let arrays = "<PROPERTY.ARRAY NAME=\"E\" TYPE=\"string\" EmbeddedObject=\"object\"><VALUE.ARRAY>";
    let embedded = "<VALUE>&lt;INSTANCE CLASSNAME=&quot;A&quot;/&gt;</VALUE>";
    let text = with_large_class(0, arrays, embedded, 1_000)
        .replace("</INSTANCE></CIM>", "</VALUE.ARRAY></PROPERTY.ARRAY></INSTANCE></CIM>");
    assert_eq!(refusal(&text).status, Status::ServerLimitsExceeded);
    let references = "<PROPERTY.REFARRAY NAME=\"R\"><VALUE.REFARRAY>";
    let reference = "<VALUE.REFERENCE><INSTANCENAME CLASSNAME=\"A\"/></VALUE.REFERENCE>";
    let text = with_large_class(0, references, reference, 1_000)
        .replace("</INSTANCE></CIM>", "</VALUE.REFARRAY></PROPERTY.REFARRAY></INSTANCE></CIM>");
    assert_eq!(refusal(&text).status, Status::ServerLimitsExceeded);
}

#[test]
fn subclasses_of_a_large_class_are_as_many_as_their_text_is_worth() {
    let text = with_large_class(200, "", "", 0);
    let error = read_document(&text, &EmptyCatalog, &ReadOptions::default()).unwrap_err();
    assert_eq!(error.status, Status::ServerLimitsExceeded);
}

#[test]
fn a_long_name_does_not_make_a_long_message() {
    let text = format!("<INSTANCE CLASSNAME=\"{}\"/>", "A".repeat(1_000_000));
    let options = ReadOptions { class_required: true, ..ReadOptions::default() };
    let error = read_instance(&text, &EmptyCatalog, &options).unwrap_err();
    assert!(error.status == Status::InvalidClass && error.message.len() < 3_000);
}

#[test]
fn text_among_elements_is_told_where_it_begins() {
    let error =
        refusal("<INSTANCE CLASSNAME=\"T\">\n\t text<PROPERTY NAME=\"P\" TYPE=\"string\"/></INSTANCE>");
    assert_eq!((error.line, error.column), (2, 3));
}
