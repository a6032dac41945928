//! The short way for plain properties gives what the long way gives.

use super::*;
use crate::cim::ElementFlags;

/// A class with a property of this type, and a text behind it.
fn class_of(kind: Type) -> String {
    format!(
        "<CLASS NAME=\"T\"><PROPERTY NAME=\"P\" TYPE=\"{kind}\"/><PROPERTY NAME=\"Q\" TYPE=\"string\"/></CLASS>"
    )
}

/// The elements of an instance with their flags.
type Elements = Vec<(Option<Value>, ElementFlags)>;

/// What is read, or what is wrong with it, wherever that is.
fn read(kind: Type, properties: &str) -> Result<Elements, (Status, String)> {
    let text = format!("<INSTANCE CLASSNAME=\"T\">{properties}</INSTANCE>");
    let found = read_instance(&text, &Classes::of(&class_of(kind)), &ReadOptions::default());
    let found = found.map_err(|error| (error.status, error.message))?;
    assert_eq!(found.end, text.len());
    let elements = found.object.elements();
    Ok(elements.map(|element| (element.value.map(ValueRef::to_value), element.flags)).collect())
}

/// The same with a space more in each tag, which is never read the short way.
fn spread(properties: &str) -> String {
    properties.replace("<PROPERTY ", "<PROPERTY  ")
}

#[test]
fn every_value_of_every_type_is_read_or_refused_alike() {
    let values = [
        "",
        " ",
        "1",
        "-1",
        "+7",
        " 12 ",
        "255",
        "256",
        "99999999999999999999",
        "0x1F",
        "1.5",
        "-2.5e3",
        "1e400",
        "INF",
        "true",
        "False",
        "20260102030405.000006+060",
        "00000001020304.000005:000",
        "a text",
        " a ",
        "größe",
        "&lt;&#10;",
        "a > b",
        "<![CDATA[x]]>",
        "a<!-- b -->c",
        "\r\n",
        "\u{1}",
        "]]>",
    ];
    for kind in &Type::ALL[..14] {
        for value in values {
            for modified in ["", " MODIFIED=\"TRUE\"", " MODIFIED=\"FALSE\"", " MODIFIED=\"x\""] {
                let properties = format!(
                    "<PROPERTY NAME=\"P\" TYPE=\"{kind}\"{modified}><VALUE>{value}</VALUE></PROPERTY>\
                     <PROPERTY NAME=\"Q\" TYPE=\"string\"><VALUE>behind</VALUE></PROPERTY>"
                );
                assert_eq!(read(*kind, &properties), read(*kind, &spread(&properties)), "{properties}");
            }
        }
    }
}

#[test]
fn whatever_is_written_otherwise_is_read_or_refused_alike() {
    let q = "<PROPERTY NAME=\"Q\" TYPE=\"string\"><VALUE>x</VALUE></PROPERTY>";
    let p = q.replace('Q', "P");
    let cases = [
        String::new(),
        format!("{q}{p}"),
        format!("{p}{q}{p}"),
        format!("{p}{p}"),
        format!("{q}{q}"),
        format!("\n{p}\n{q}\n"),
        p.replace("\"P\"", "\"p\""),
        p.replace("\"P\"", "\"PP\""),
        p.replace("\"P\"", "\"\""),
        p.replace("\"P\"", "\"ß\""),
        p.replace("string", "String"),
        p.replace("string", "uint8"),
        p.replace("string", "str"),
        p.replace("<VALUE>x</VALUE>", ""),
        p.replace("x</VALUE>", "x</VALUE><VALUE>y</VALUE>"),
        p.replace("x</VALUE>", "x</VALUE> "),
        p.replace("x</VALUE></PROPERTY>", "x</VALUE></PROPERTY >"),
        p.replace("</VALUE></PROPERTY>", "</VALUE>"),
        p.replace("</VALUE></PROPERTY>", ""),
        p.replace("<VALUE>x</VALUE>", "<VALUE/>"),
        p.replace("><VALUE>x</VALUE></PROPERTY>", "/>") + q,
        p.replace("TYPE=\"string\"", "TYPE=\"string\" CLASSORIGIN=\"T\" PROPAGATED=\"true\""),
    ];
    for properties in cases {
        assert_eq!(read(Type::String, &properties), read(Type::String, &spread(&properties)), "{properties}");
    }
}
