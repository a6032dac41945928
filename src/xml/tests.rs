use super::*;

/// The tokens of a text: `<name attribute=value`, `>` for an end, and texts in brackets.
fn tokens(text: &str) -> Result<String, XmlError> {
    let mut reader = Reader::new(text, Limits::default());
    let mut told = String::new();
    loop {
        match reader.next_token()? {
            Token::Start(name) => {
                told += &format!("<{name}");
                for attribute in reader.attributes() {
                    told += &format!(" {}={}", attribute.name, attribute.value.text()?);
                }
            }
            Token::End => told.push('>'),
            Token::Text(content) => told += &format!("[{}]", content.text()?),
            Token::Eof => return Ok(told),
        }
    }
}

fn read(text: &str) -> String {
    tokens(text).unwrap()
}

fn refused(text: &str) -> XmlError {
    tokens(text).unwrap_err()
}

#[test]
fn elements_attributes_and_texts_are_told_in_order() {
    assert_eq!(read("<a b='1' c = \"2\" ><d/>x<e></e\n></a >"), "<a b=1 c=2<d>[x]<e>>");
}

#[test]
fn comments_instructions_and_declarations_are_left_out() {
    let text =
        "\u{feff}<?xml version=\"1.0\"?>\n<!-- a - b --><?go fast?><a><!---->x<?y?><!--c-->z</a>\n<!-- d -->";
    assert_eq!(read(text), "<a[x][z]>");
}

#[test]
fn several_elements_may_follow_each_other() {
    assert_eq!(read("<?xml version=\"1.0\"?><a/> <?xml version=\"1.0\"?><b/>"), "<a><b>");
    assert_eq!(read(""), "");
}

#[test]
fn names_are_told_without_prefixes() {
    assert_eq!(
        read("<p:a xmlns:p='u' p:b='1' xml:lang='e'><q:c/></p:a>"),
        "<a xmlns:p=u p:b=1 xml:lang=e<c>>"
    );
    let mut reader = Reader::new("<a p:b='1' xml:c='2' xmlns:d='3' e='4'/>", Limits::default());
    reader.next_token().unwrap();
    let value = |name: &str| reader.attribute(name).map(|value| value.text().unwrap().into_owned());
    assert_eq!(
        (value("b").as_deref(), value("c"), value("d"), value("e").as_deref()),
        (Some("1"), None, None, Some("4"))
    );
    for wrong in ["<:a/>", "<a:/>", "<a:b:c/>", "<p:a></a>", "<p:a></q:a>", "<a:9/>"] {
        assert_eq!(refused(wrong).fault, Fault::Malformed, "{wrong}");
    }
}

#[test]
fn references_stand_for_characters() {
    assert_eq!(read("<a b='&lt;&#65;&quot;&apos;'>&amp;&gt;&#x1D11E;&#0000000066;</a>"), "<a b=<A\"'[&>𝄞B]>");
    assert_eq!(read("<a>&#xD834;&#xDD1E;&#1;</a>"), "<a[𝄞\u{1}]>");
    for wrong in [
        "&",
        "&;",
        "&lt",
        "&nbsp;",
        "&#;",
        "&#x;",
        "&#0;",
        "&#x110000;",
        "&#99999999999;",
        "&#+5;",
        "&LT;",
        "&#X41;",
        "& lt;",
    ] {
        assert_eq!(refused(&format!("<a>{wrong}</a>")).at, 3, "{wrong}");
        assert_eq!(refused(&format!("<a b='{wrong}'/>")).at, 6, "{wrong}");
    }
}

#[test]
fn half_a_surrogate_pair_is_no_text_and_a_code_point_all_the_same() {
    for text in ["<a>&#xD834;</a>", "<a>&#xDD1E;</a>", "<a>&#xD834;x</a>", "<a>&#xD834;&#xD834;</a>"] {
        assert_eq!(refused(text).fault, Fault::Malformed, "{text}");
    }
    let mut reader = Reader::new("<a>&#xD834;x</a>", Limits::default());
    reader.next_token().unwrap();
    let Token::Text(content) = reader.next_token().unwrap() else { panic!("it is text") };
    assert_eq!(content.code_points().collect::<Vec<_>>(), [(0, 0xd834), (8, 0x78)]);
}

#[test]
fn ends_of_lines_are_one_character_and_white_space_in_attributes_a_space() {
    assert_eq!(
        read("<a b='1\r\n2\t3\r4&#10;5'>x\r\ny\rz&#13;<![CDATA[\r\n]]></a>"),
        "<a b=1 2 3 4\n5[x\ny\nz\r][\n]>"
    );
}

#[test]
fn sections_hold_markup_as_text() {
    assert_eq!(read("<a><![CDATA[<b>&amp;]]]]><![CDATA[>]]></a>"), "<a[<b>&amp;]]][>]>");
}

#[test]
fn what_is_not_well_formed_is_refused_where_it_is() {
    for (text, at) in [
        ("x", 0),
        ("<a>", 3),
        ("<a></b>", 3),
        ("</a>", 0),
        ("<a/></a>", 4),
        ("<a b='1' b='2'/>", 12),
        ("<a b/>", 4),
        ("<a b=1/>", 5),
        ("<a b='1'c='2'/>", 8),
        ("<a b='<'/>", 6),
        ("<a b='1", 0),
        ("<a ", 3),
        ("<a", 2),
        ("<", 1),
        ("< a/>", 1),
        ("<9/>", 1),
        ("<a>]]></a>", 3),
        ("<a>x\u{1}</a>", 4),
        ("<a b='\u{1f}'/>", 6),
        ("<a><![CDATA[\u{2}]]></a>", 12),
        ("<a><![CDATA[</a>", 3),
        ("<![CDATA[]]>", 0),
        ("<!-- -- -->", 5),
        ("<!-- --->", 6),
        ("<!-->", 0),
        ("<?a", 0),
        ("<?9?>", 2),
        ("<a><?xml version='1.0'?></a>", 3),
        ("<a/>&amp;", 4),
        ("<!ELEMENT a>", 1),
    ] {
        let error = refused(text);
        assert_eq!((error.at, error.fault), (at, Fault::Malformed), "{text}: {error}");
    }
}

#[test]
fn document_types_and_what_exceeds_the_limits_are_told_apart() {
    assert_eq!(refused("<!DOCTYPE a><a/>").fault, Fault::DocumentType);
    let limits = Limits { depth: 2, attributes: 2 };
    let fault = |text: &str| {
        let mut reader = Reader::new(text, limits);
        loop {
            match reader.next_token() {
                Ok(Token::Eof) => return None,
                Ok(_) => {}
                Err(error) => return Some(error.fault),
            }
        }
    };
    assert_eq!((fault("<a><b/></a>"), fault("<a><b><c/></b></a>")), (None, Some(Fault::Limit)));
    assert_eq!((fault("<a b='' c=''/>"), fault("<a b='' c='' d=''/>")), (None, Some(Fault::Limit)));
}

#[test]
fn an_attribute_that_is_there_twice_is_found_among_many() {
    let many: String = (0..100).map(|number| format!(" a{number}=''")).collect();
    assert!(tokens(&format!("<x{many}/>")).is_ok());
    assert!(refused(&format!("<x{many} a7=''/>")).message.contains("a7 twice"));
}

#[test]
fn a_reader_skips_elements_and_tells_where_it_is() {
    let text = "<a><b><c/>x</b><d/></a> <!-- e --> f";
    let mut reader = Reader::new(text, Limits::default());
    assert_eq!(reader.next_token(), Ok(Token::Start("a")));
    assert_eq!(reader.next_token(), Ok(Token::Start("b")));
    assert_eq!((reader.depth(), reader.token_at()), (2, 3));
    reader.skip().unwrap();
    assert_eq!(reader.next_token(), Ok(Token::Start("d")));
    reader.skip().unwrap();
    assert_eq!(reader.next_token(), Ok(Token::End));
    assert_eq!(&text[reader.behind_comments()..], "f");
    assert_eq!(Reader::starting_at(text, 15, Limits::default()).next_token(), Ok(Token::Start("d")));
}

#[test]
fn places_are_counted_in_lines_and_characters() {
    let text = "ab\nçd\n";
    assert_eq!(
        [0, 2, 3, 5, 6, 7, 99].map(|at| position(text, at)),
        [(1, 1), (1, 3), (2, 1), (2, 2), (2, 3), (3, 1), (3, 1)]
    );
}

#[test]
fn what_is_ahead_is_taken_as_it_is_expected_and_the_reader_goes_on_behind_it() {
    let text = "<a><b>tëxt</b>rest</a>";
    let mut reader = Reader::new(text, Limits::default());
    reader.next_token().unwrap();
    let mut ahead = reader.ahead(1).unwrap();
    assert!(!ahead.take("<c>"));
    assert!(ahead.take("<b>"));
    assert_eq!((ahead.take_bytes(2), ahead.take_bytes(1), ahead.take_bytes(100)), (None, Some("t"), None));
    assert_eq!(ahead.take_text(), Some("ëxt"));
    assert!(ahead.take("</b>"));
    reader.go_behind(ahead);
    let Ok(Token::Text(rest)) = reader.next_token() else { panic!("the rest follows") };
    assert_eq!(rest.plain(), Some("rest"));
}

#[test]
fn text_is_taken_ahead_only_where_it_stands_for_itself_and_ends() {
    for text in ["a&amp;b<", "a>b<", "a\rb<", "a\u{1}b<", "a"] {
        let mut ahead = Reader::new(text, Limits::default()).ahead(0).unwrap();
        assert_eq!(ahead.take_text(), None, "{text:?}");
    }
}

#[test]
fn nothing_is_ahead_in_an_element_that_is_empty_or_as_deep_as_may_be() {
    let mut reader = Reader::new("<a><b/>", Limits { depth: 3, attributes: 2 });
    reader.next_token().unwrap();
    assert!(reader.ahead(2).is_some());
    assert!(reader.ahead(3).is_none());
    reader.next_token().unwrap();
    assert!(reader.ahead(0).is_none());
}
