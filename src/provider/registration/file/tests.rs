use proptest::prelude::*;

use super::*;

fn parsed(text: &str) -> Parsed {
    parse(Path::new("test.reg"), text.as_bytes())
}

fn good(text: &str) -> RegistrationFile {
    let parsed = parsed(text);
    assert_eq!(parsed.errors, []);
    parsed.file
}

/// The errors of a text, as a person reads them.
fn errors(text: &str) -> Vec<String> {
    parsed(text).errors.iter().map(ToString::to_string).collect()
}

fn path(text: &str) -> ClassPath {
    let mut names = text.split(':').map(Text::from);
    ClassPath { name: names.next().unwrap(), superclasses: names.collect() }
}

#[test]
fn every_key_is_read() {
    let file = good(
        "LIBRARY=vendor\nNAMESPACE=root\\vendor\nHOSTING=@inproc@\nBOUNDED=GetInstance, Invoke\nCLASS=A\nEXTRACLASS=E:F\nINDICATIONCLASS=I:CIM_Indication\n\
         PREEXEC=/opt/vendor/prepare\nINSTANCELIFETIME=CONTEXT\nINTERPRETER=/usr/bin/python3\nSTARTUP=start.py\n",
    );
    let class = |line, kind, class| ClassEntry {
        line,
        kind,
        class: path(class),
        ends: Vec::new(),
        hosting: Hosting::InProcess,
        bounded: Operations::GET_INSTANCE | Operations::INVOKE,
    };
    let expected = RegistrationFile {
        path: "test.reg".into(),
        namespace: Some("root/vendor".into()),
        library: "vendor".into(),
        classes: vec![
            class(5, ClassKind::Ordinary, "A"),
            class(6, ClassKind::Schema, "E:F"),
            class(7, ClassKind::Indication, "I:CIM_Indication"),
        ],
        pre_execution: Some("/opt/vendor/prepare".into()),
        instances_end_with_context: true,
        hosted: None,
        script: Some(Script { interpreter: "/usr/bin/python3".into(), startup: "start.py".into() }),
    };
    assert_eq!(file, expected);
}

#[test]
fn an_association_names_the_classes_at_its_ends() {
    let file = good("LIBRARY=x\nCLASS=Uses:Relates { Person:Animal:Base , Tool }\n");
    assert_eq!(file.classes[0].class, path("Uses:Relates"));
    assert_eq!(file.classes[0].ends, [path("Person:Animal:Base"), path("Tool")]);
}

#[test]
fn comments_blank_lines_spaces_and_the_line_ends_of_windows_are_no_matter() {
    let file = good("\u{feff}# omireg libx.so\r\n\r\n  LIBRARY = x y \r\n\t# more\r\n CLASS = A : B\t\r\n");
    assert_eq!(file.library, "x y");
    assert_eq!(file.classes[0].class, path("A:B"));
    assert_eq!(file.classes[0].line, 5);
}

#[test]
fn hosting_counts_for_the_classes_after_it() {
    let file = good("CLASS=A\nHOSTING=@inproc@\nCLASS=B\nHOSTING=daemon\nCLASS=C\nLIBRARY=x");
    let hostings: Vec<String> = file.classes.iter().map(|class| class.hosting.to_string()).collect();
    assert_eq!(hostings, ["@requestor@", "@inproc@", "daemon"]);
}

#[test]
fn what_is_bounded_counts_for_the_classes_after_it() {
    let file = good("LIBRARY=x\nCLASS=A\nBOUNDED=GetInstance,ModifyInstance\nCLASS=B\nBOUNDED=none\nCLASS=C");
    let bounded: Vec<Operations> = file.classes.iter().map(|class| class.bounded).collect();
    let some = Operations::GET_INSTANCE | Operations::MODIFY_INSTANCE;
    assert_eq!(bounded, [Operations::empty(), some, Operations::empty()]);
}

#[test]
fn an_unknown_key_is_passed_over_and_told() {
    let parsed = parsed("LIBRARY=x\nEVENTSTREAMCLASS=A\nCLASS=B");
    assert_eq!(parsed.errors, []);
    assert!(parsed.warnings[0].to_string().starts_with("test.reg:2: the key EVENTSTREAMCLASS"));
    assert_eq!(parsed.file.classes.len(), 1);
}

#[test]
fn an_error_names_the_file_the_line_and_what_was_expected() {
    for (line, error) in [
        ("=A", "expected a key such as CLASS, found '=A'"),
        ("CLASS", "expected '=' after the key, found the end of the line"),
        ("CLASS=", "expected the name of a class, found the end of the line"),
        ("CLASS=1A", "expected the name of a class, found '1A'"),
        ("CLASS=A:", "expected the name of a superclass, found the end of the line"),
        ("CLASS=A:B:a", "expected another superclass, found a for the second time"),
        ("CLASS=A B", "expected '{' with the ends of the association, or the end of the line, found 'B'"),
        ("CLASS=A{B}", "expected ',' and the other end of the association, found '}'"),
        ("CLASS=A{B,C", "expected '}' after the ends of the association, found the end of the line"),
        ("CLASS=A{B,C}D", "expected the end of the line, found 'D'"),
        ("INDICATIONCLASS=A{B,C}", "expected the end of the line, found '{B,C}'"),
        (
            "HOSTING=@here@",
            "expected @inproc@, @requestor@, @requestor-shell@ or the name of a user, found '@here@'",
        ),
        (
            "BOUNDED=GetInstance,EnumerateInstances",
            "expected names of operations that have one result, which are GetInstance, CreateInstance, ModifyInstance, \
             DeleteInstance, Invoke; found 'EnumerateInstances'",
        ),
        ("INSTANCELIFETIME=LONG", "expected CONTEXT, found 'LONG'"),
        ("NAMESPACE=root//x", "expected a namespace such as root/cimv2, found 'root//x'"),
        ("LIBRARY=y", "expected LIBRARY once, found it again after line 1"),
    ] {
        assert_eq!(errors(&format!("LIBRARY=x\n{line}\n")), [format!("test.reg:2: {error}")]);
    }
}

#[test]
fn what_a_file_must_have_is_missed() {
    assert_eq!(errors("CLASS=A"), ["test.reg: expected a line LIBRARY=NAME, found none"]);
    assert_eq!(
        errors("LIBRARY=x\nSTARTUP=y"),
        ["test.reg: expected a line INTERPRETER=PATH beside STARTUP, found none"]
    );
}

#[test]
fn what_is_no_text_is_refused_in_its_line() {
    let parsed = parse(Path::new("test.reg"), b"LIBRARY=x\nCLASS=\xff\nCLASS=B");
    let error = "test.reg:2: expected UTF-8 text, found bytes that are none";
    assert_eq!(parsed.errors.iter().map(ToString::to_string).collect::<Vec<_>>(), [error]);
}

#[test]
fn the_classes_of_a_broken_file_are_known_as_far_as_they_can_be_read() {
    let parsed = parsed("CLASS=A\nCLASS=B{C\nCLASS=-\nCLASS=D:E");
    let names: Vec<String> = parsed.file.classes.iter().map(|class| class.class.name.to_string()).collect();
    assert_eq!(names, ["A", "D"]);
    assert_eq!(parsed.errors.len(), 3);
}

fn class_path() -> impl Strategy<Value = String> {
    proptest::collection::btree_set("[A-Z][a-z]{1,4}", 1..5)
        .prop_map(|names| names.into_iter().collect::<Vec<_>>().join(":"))
}

proptest! {
    #[test]
    fn no_text_makes_the_parser_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        parse(Path::new("test.reg"), &bytes);
    }

    #[test]
    fn text_that_looks_right_makes_no_panic_and_its_errors_have_a_line_of_the_file(
        text in "(((CLASS|LIBRARY|HOSTING|NAMESPACE|EXTRACLASS)?[ =:{},#A-Za-z@é]{0,12})?\r?\n){0,8}",
    ) {
        let lines = text.lines().count();
        for error in parsed(&text).errors {
            prop_assert!(error.line.is_none_or(|line| (1..=lines).contains(&line)), "{error}");
        }
    }

    #[test]
    fn an_error_stands_in_its_own_line(before in 0..20usize, after in 0..20usize) {
        let text = format!("LIBRARY=x\n{}CLASS=?\n{}", "CLASS=A\n".repeat(before), "CLASS=B\n".repeat(after));
        let errors = parsed(&text).errors;
        prop_assert_eq!(errors.len(), 1);
        prop_assert_eq!(errors[0].line, Some(before + 2));
    }

    #[test]
    fn what_is_written_is_read_back(class in class_path(), first in class_path(), second in class_path()) {
        let file = good(&format!("LIBRARY=x\nCLASS={class}{{{first},{second}}}\n"));
        prop_assert_eq!(&file.classes[0].class, &path(&class));
        prop_assert_eq!(&file.classes[0].ends, &vec![path(&first), path(&second)]);
    }
}
