use proptest::prelude::*;

use super::super::syntax::*;
use super::*;
use crate::cim::Status;

fn select(dialect: &str, text: &str) -> Select {
    parse_select(dialect, text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// A query as it is written after it was read.
fn rewritten(dialect: &str, text: &str) -> String {
    parse(dialect, text).unwrap_or_else(|error| panic!("{text}: {error}")).to_string()
}

/// A condition as it is written after it was read.
fn condition(text: &str) -> String {
    select("WQL", &format!("SELECT * FROM X WHERE {text}")).condition.unwrap().to_string()
}

fn error(dialect: &str, text: &str) -> String {
    let error = parse(dialect, text).unwrap_err();
    assert_eq!(error.status(), Status::InvalidQuery, "{text}");
    error.to_string().replace(&format!("The {dialect} query is not valid: "), "")
}

#[test]
fn all_of_a_class_is_asked_for() {
    for dialect in ["WQL", "wql", "CQL", "DMTF:CQL"] {
        let select = select(dialect, " select *\n\tFrom CIM_Process ");
        assert_eq!(select.columns, Columns::All);
        assert_eq!((select.class, select.condition), (Text::from("CIM_Process"), None));
    }
}

#[test]
fn properties_are_listed_in_their_order_and_with_the_way_to_them() {
    assert_eq!(rewritten("WQL", "SELECT b, a FROM X"), "SELECT b, a FROM X");
    assert_eq!(
        rewritten("WQL", "SELECT TargetInstance . Name,Time,__CLASS FROM X"),
        "SELECT TargetInstance.Name, Time, __CLASS FROM X"
    );
    assert_eq!(select("WQL", "SELECT COUNT ( * ) FROM X").columns, Columns::Count);
    assert_eq!(rewritten("WQL", "SELECT count, b FROM X"), "SELECT count, b FROM X");
}

#[test]
fn and_binds_closer_than_or_and_not_closer_than_both() {
    let read = select("WQL", "SELECT * FROM X WHERE NOT a = 1 AND b = 2 OR c = 3").condition.unwrap();
    let Condition::Or(any) = read else { panic!("{read:?}") };
    let [Condition::And(all), Condition::Compare { .. }] = &any[..] else { panic!("{any:?}") };
    assert!(matches!(&all[..], [Condition::Not(_), Condition::Compare { .. }]));
    assert_eq!(condition("a = 1 AND (b = 2 OR c = 3)"), "a = 1 AND (b = 2 OR c = 3)");
    assert_eq!(condition("((a = 1))"), "a = 1");
    assert_eq!(condition("NOT (a = 1 OR b = 2) AND NOT NOT c = 3"), "NOT (a = 1 OR b = 2) AND NOT NOT c = 3");
}

#[test]
fn every_comparison_is_read_with_its_sides_in_either_order() {
    assert_eq!(condition("a = 1 or a <> 1 or a != 1 or 1 < a"), "a = 1 OR a <> 1 OR a <> 1 OR 1 < a");
    assert_eq!(condition("a <= 1 and a>=1 and a>1"), "a <= 1 AND a >= 1 AND a > 1");
    assert_eq!(condition("a.b.c = 'x' and \"y\" = a"), "a.b.c = \"x\" AND \"y\" = a");
    assert_eq!(
        condition("a like '%x[^a-c]_' and not b LIKE 'y'"),
        "a LIKE \"%x[^a-c]_\" AND NOT b LIKE \"y\""
    );
    assert_eq!(condition("From = 1 AND where = 2"), "From = 1 AND where = 2");
    assert_eq!(condition("__this isa 'Y' and a.b isa Z"), "__this ISA Y AND a.b ISA Z");
}

#[test]
fn null_is_tested_in_every_spelling() {
    for text in ["a IS NULL", "a = null", "NULL = a"] {
        assert_eq!(condition(text), "a IS NULL", "{text}");
    }
    for text in ["a is not null", "a <> NULL", "NULL != a"] {
        assert_eq!(condition(text), "NOT a IS NULL", "{text}");
    }
    assert_eq!(
        error("WQL", "SELECT * FROM X WHERE a >= null"),
        "at column 28, expected IS NULL or IS NOT NULL where a value may be NULL, found 'null'."
    );
}

#[test]
fn values_are_read_as_what_they_are() {
    let value = |text: &str| {
        let read = select("WQL", &format!("SELECT * FROM X WHERE a = {text}")).condition.unwrap();
        match read {
            Condition::Compare { right: Operand::Literal(literal), .. } => literal.value,
            other => panic!("{other:?}"),
        }
    };
    let text = |text: &str| LiteralValue::String(Text::from(text));
    assert_eq!(value("-0x1F"), LiteralValue::Integer(-31));
    assert_eq!(value("18446744073709551616"), LiteralValue::Integer(1 << 64));
    assert_eq!(value(&"9".repeat(60)), LiteralValue::Real(1e60));
    assert_eq!(value("+1.5e-3"), LiteralValue::Real(0.0015));
    assert_eq!(value(".5"), LiteralValue::Real(0.5));
    assert_eq!(value("True"), LiteralValue::Boolean(true));
    assert_eq!(value(r#"'it\'s "x" \\ \n'"#), text(r#"it's "x" \ \n"#));
    assert_eq!(value("\"it's é\""), text("it's é"));
}

#[test]
fn clauses_of_events_are_read() {
    let read = select(
        "WQL",
        "SELECT * FROM __InstanceCreationEvent WITHIN 0.5 WHERE TargetInstance ISA 'X' \
         GROUP WITHIN 600 BY TargetInstance.Name, TargetInstance.Kind HAVING NumberOfEvents > 25",
    );
    assert_eq!(read.within, Some(std::time::Duration::from_millis(500)));
    let group = read.group.unwrap();
    assert_eq!(group.within, std::time::Duration::from_secs(600));
    assert_eq!(group.by.len(), 2);
    assert_eq!(group.having, Some(Having { operator: Comparison::Greater, number: 25 }));
    assert_eq!(select("WQL", "SELECT * FROM X GROUP WITHIN 1").group.unwrap().by, []);
    assert!(parse("WQL", "SELECT * FROM X WITHIN -1").is_err());
}

#[test]
fn associators_and_references_are_read_with_their_clauses() {
    let text = "associators of { root/cimv2:X.Name=\"a}\\\"b\",N=5 } where resultclass = Y \
                AssocClass=Z role = 'R' keysonly";
    let Query::Associators(read) = parse("WQL", text).unwrap() else { panic!("associators") };
    assert_eq!(read.path.to_string(), "root/cimv2:X.Name=\"a}\\\"b\",N=\"5\"");
    assert_eq!(read.result_class, Some(Text::from("Y")));
    assert_eq!((read.association_class, read.role), (Some(Text::from("Z")), Some(Text::from("R"))));
    assert!(read.keys_only && !read.class_definitions_only);
    let Query::References(read) = parse("WQL", "REFERENCES OF {X} WHERE SchemaOnly").unwrap() else {
        panic!("references")
    };
    assert!(read.schema_only && read.path.keys.is_empty());
    let quoted = rewritten("WQL", "REFERENCES OF {X.a=1} WHERE Role = 'From'");
    assert_eq!(rewritten("WQL", &quoted), quoted);
}

#[test]
fn clauses_that_exclude_each_other_are_refused() {
    for (text, expected) in [
        (
            "ASSOCIATORS OF {X.a=1} WHERE ResultClass = Y ClassDefsOnly",
            "at column 30, expected either ClassDefsOnly or ResultClass, which exclude each other, found 'ResultClass'.",
        ),
        ("REFERENCES OF {X.a=1} WHERE Role=a Role=b", "at column 36, expected Role once, found 'Role'."),
        (
            "REFERENCES OF {X.a=1} WHERE Role=a AND KeysOnly",
            "at column 36, expected one of ResultClass, Role, RequiredQualifier, ClassDefsOnly, KeysOnly, SchemaOnly, \
             found 'AND'.",
        ),
        ("REFERENCES OF {X.a=1} WHERE Role <> a", "at column 34, expected '=', found '<>'."),
        (
            "REFERENCES OF {X.a=1} WHERE SchemaOnly",
            "at column 29, expected the path of a class, without keys, where SchemaOnly is said, found 'SchemaOnly'.",
        ),
        ("REFERENCES OF {X.a='1}", "at column 16, expected '}' behind the object path, found 'X.a=\\'1}'."),
        ("REFERENCES OF {X.a=1} WHERE Role='a b'", "at column 34, expected a name, found '\\'a b\\''."),
        ("REFERENCES OF X", "at column 15, expected '{' and an object path, found 'X'."),
    ] {
        assert_eq!(error("WQL", text), expected, "{text}");
    }
    assert!(error("WQL", "REFERENCES OF {1X.a=1}").starts_with("at column 16, '1X.a=1' is no object path"));
}

#[test]
fn cql_names_the_class_in_front_of_its_properties() {
    let read = select(
        "CQL",
        "SELECT p.Name AS n, CIM_Process.Id, p.*, Inner.Sub::Deep[3] FROM CIM_Process p WHERE p.Id > 5",
    );
    assert_eq!(read.alias, Some(Text::from("p")));
    assert_eq!(
        read.to_string(),
        "SELECT Name AS n, Id, p.*, Inner.Sub::Deep[3] FROM CIM_Process AS p WHERE Id > 5"
    );
    assert_eq!(
        rewritten("CQL", "SELECT * FROM A AS b WHERE b ISA C AND b.d ISA E AND f = g"),
        "SELECT * FROM A AS b WHERE b ISA C AND d ISA E AND f = g"
    );
}

#[test]
fn what_cql_has_in_features_that_are_not_built_is_named() {
    for (text, what) in [
        ("SELECT * FROM A, B", "more than one class (the feature Simple Join)"),
        ("SELECT COUNT(*) FROM A", "the function COUNT"),
        ("SELECT * FROM A ORDER BY b", "ORDER behind the condition"),
        ("SELECT * FROM A WHERE b[1,2] = 3", "several elements of an array (the feature Array Range)"),
    ] {
        let error = parse("CQL", text).unwrap_err();
        assert_eq!(error.status(), Status::NotSupported, "{text}");
        assert!(error.to_string().contains(what), "{error}");
    }
}

#[test]
fn an_error_says_where_what_was_expected_and_what_is_there() {
    for (text, expected) in [
        ("", "at column 1, expected SELECT, ASSOCIATORS OF or REFERENCES OF, found the end of the query."),
        ("DELETE X", "at column 1, expected SELECT, ASSOCIATORS OF or REFERENCES OF, found 'DELETE'."),
        ("SELECT FROM X", "at column 8, expected * or the name of a property, found 'FROM'."),
        ("SELECT a b FROM X", "at column 10, expected ',' and another property, or FROM, found 'b'."),
        ("SELECT a, FROM X", "at column 11, expected the name of a property, found 'FROM'."),
        ("SELECT a. FROM X", "at column 11, expected the name of a property, found 'FROM'."),
        ("SELECT *, a FROM X", "at column 9, expected FROM, found ','."),
        ("SELECT *", "at column 9, expected FROM, found the end of the query."),
        ("SELECT *\nFROM\n 1X", "at line 3, column 2, expected the name of a class, found '1X'."),
        ("SELECT * FROM Größe", "at column 15, expected the name of a class, found 'Größe'."),
        (
            "SELECT * FROM X Y",
            "at column 17, expected WITHIN, WHERE, GROUP WITHIN or the end of the query, found 'Y'.",
        ),
        (
            "SELECT * FROM X WHERE",
            "at column 22, expected the name of a property, a value, NOT or '(', found the end of the query.",
        ),
        ("SELECT * FROM X;", "at column 16, expected a name, a value or an operator, found ';'."),
        (
            "SELECT * FROM X WHERE a='é",
            "at column 25, expected a quotation mark at the end of the text, found '\\'é'.",
        ),
        (
            "SELECT * FROM X WHERE a = b",
            "at column 27, expected a value: WQL compares properties with each other only within embedded instances, found 'b'.",
        ),
        (
            "SELECT * FROM X WHERE 1 = 1",
            "at column 27, expected the name of a property on one side of the comparison, found '1'.",
        ),
        ("SELECT * FROM X WHERE a IS 5", "at column 28, expected NULL, found '5'."),
        (
            "SELECT * FROM X WHERE a",
            "at column 24, expected a comparison, LIKE, ISA or IS, found the end of the query.",
        ),
        (
            "SELECT * FROM X WHERE (a = 1",
            "at column 29, expected AND, OR or ')', found the end of the query.",
        ),
        (
            "SELECT * FROM X WHERE a = 1)",
            "at column 28, expected AND, OR, GROUP WITHIN or the end of the query, found ')'.",
        ),
        (
            "SELECT * FROM X WHERE a = 1 AND AND b = 2",
            "at column 33, expected the name of a property, a value, NOT or '(', found 'AND'.",
        ),
        ("SELECT * FROM X WHERE a LIKE 5", "at column 30, expected a pattern in quotation marks, found '5'."),
        ("SELECT * FROM X WHERE a = 0x", "at column 27, expected a number, found '0x'."),
        ("SELECT * FROM X WHERE a = 1x", "at column 27, expected a number, found '1x'."),
        (
            "SELECT * FROM X WHERE a[1] = 1",
            "at column 25, expected no element of an array: WQL can't ask for one, found '1'.",
        ),
    ] {
        assert_eq!(error("WQL", text), expected, "{text}");
    }
}

#[test]
fn a_language_that_nobody_knows_is_told_with_those_that_are() {
    let error = parse("SQL", "SELECT * FROM X").unwrap_err();
    assert_eq!(error.status(), Status::QueryLanguageNotSupported);
    assert!(error.to_string().contains("'SQL'") && error.to_string().contains("WQL, CQL"));
}

#[test]
fn nesting_has_a_limit_that_is_told() {
    let nested = |depth: usize| {
        format!("SELECT * FROM X WHERE {}a = 1{}", "NOT (".repeat(depth / 2), ")".repeat(depth / 2))
    };
    assert!(parse("WQL", &nested(DEEPEST)).is_ok());
    let error = error("WQL", &nested(DEEPEST + 2));
    assert!(error.contains(&*format!("at most {DEEPEST} deep in each other")), "{error}");
    // What was closed again counts no more.
    let row = vec!["NOT (NOT a = 1)"; 1000].join(" AND ");
    assert!(parse("WQL", &format!("SELECT * FROM X WHERE {row}")).is_ok());
}

proptest! {
    #[test]
    fn no_text_makes_the_parser_panic(text in any::<String>()) {
        let _ = parse("WQL", &text);
    }

    #[test]
    fn text_that_looks_right_makes_no_panic_and_errors_stand_in_the_text(
        text in "((SELECT|FROM|WHERE|AND|OR|NOT|LIKE|ISA|IS|NULL|[a-zA-Z_é]{1,4}|[*,.;()'\"\\\\=<>\n]|[0-9.]{1,3}) ?){0,16}",
        dialect in "(WQL|CQL)",
    ) {
        if let Err(QueryError::Invalid { position, .. }) = parse(&dialect, &text) {
            let lines: Vec<&str> = text.split('\n').collect();
            prop_assert!((1..=lines.len()).contains(&(position.line as usize)));
            let columns = lines[position.line as usize - 1].chars().count() + 1;
            prop_assert!((1..=columns).contains(&(position.column as usize)), "{position:?}");
        }
    }

    #[test]
    fn an_error_is_told_at_its_place(before in "[ \t\n]{0,6}", names in 0..5usize) {
        let start = format!("SELECT a{}{before}", ", b".repeat(names));
        let Err(QueryError::Invalid { position, .. }) = parse("WQL", &format!("{start}? FROM X")) else {
            return Err(TestCaseError::fail("a question mark is no token"));
        };
        let line = start.matches('\n').count() + 1;
        let column = start.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        prop_assert_eq!((position.line as usize, position.column as usize), (line, column));
    }
}
