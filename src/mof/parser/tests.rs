use super::super::syntax::{ArrayBound, ValueKind};
use super::*;
use crate::cim::Type;

fn parsed(text: &str) -> Unit {
    parse_source(Source::new("a.mof", text)).unwrap_or_else(|errors| panic!("{text}\n{errors}"))
}

fn errors(text: &str) -> Vec<Diagnostic> {
    match parse_source(Source::new("a.mof", text)) {
        Ok(_) => panic!("this is MOF: {text}"),
        Err(errors) => errors.diagnostics().to_vec(),
    }
}

/// The first error as `line:column: message`.
fn error(text: &str) -> String {
    let error = &errors(text)[0];
    let position = error.position();
    format!("{}:{}: {}", position.line, position.column, error.message)
}

#[test]
fn every_declaration_of_the_language_is_read() {
    let unit = parsed(
        "// a comment\n/* another\none */
         #pragma include (\"b.mof\")
         #PRAGMA namespace(\"root\" \"/x\");
         Qualifier Key : boolean = false, Scope(property, reference), Flavor(DisableOverride, ToSubclass);
         QUALIFIER Tags : string[] = {\"a\"}, scope(any);
         [Abstract] class A {};
         [Association, Version(\"1.0\")]
         CLASS B as $B : A {
           [Key] A REF First; [Key : Restricted Translatable] A ref Second = \"A.K=1\";
           string S[]; uint8 F[3] = {1, 2, 3}; datetime D; real32 R; real64 Q; char16 C; boolean O;
           sint8 a; sint16 b; sint32 c; sint64 d; uint16 e; uint32 f; uint64 g;
           [Static] uint32 M();
           string N([In] uint8 x, [Out] string y[], A REF z);
         };
         [Deprecated] instance of B as $I { First = $A; [Mine] S = {}; };
         instance of A {};",
    );
    assert_eq!(unit.items.len(), 8);
    let ItemKind::Class(class) = &unit.items[5].kind else { panic!() };
    assert_eq!((class.qualifiers.len(), class.properties.len(), class.methods.len()), (2, 16, 2));
    assert_eq!(class.properties[0].kind.kind, Type::Reference);
    assert_eq!(class.properties[3].array, ArrayBound::Fixed(3));
    assert_eq!(class.methods[1].parameters.len(), 3);
}

#[test]
fn keywords_are_names_where_names_stand() {
    let unit = parsed("class Instance { string Class; uint8 ref; boolean Qualifier; };\nclass as : of {};");
    assert_eq!(unit.items.len(), 2);
}

#[test]
fn instances_lie_in_each_other() {
    let unit = parsed("instance of A { P = instance of B { Q = {instance of C {}, $x}; }; };");
    let ItemKind::Instance(instance) = &unit.items[0].kind else { panic!() };
    let ValueKind::Instance(inner) = &instance.values[0].value.as_ref().unwrap().kind else { panic!() };
    assert!(
        matches!(&inner.values[0].value.as_ref().unwrap().kind, ValueKind::Array(elements) if elements.len() == 2)
    );
}

#[test]
fn a_backslash_that_begins_no_escape_is_objected_to() {
    let unit = parsed("class A { string P = \"ab\\dir\"; };");
    let objection = &unit.objections[0];
    assert_eq!((objection.severity, objection.position().column), (super::super::Severity::Warning, 25));
    assert!(parsed("class A { string P = \"ab\\\\dir\"; };").objections.is_empty());
}

#[test]
fn an_empty_file_declares_nothing() {
    for text in ["", " \r\n\t", "// only a comment", "/* only a comment */"] {
        assert!(parsed(text).items.is_empty());
    }
}

#[test]
fn directives_of_other_compilers_are_read() {
    let unit = parsed(
        "#pragma autorecover()\n#pragma deleteclass(\"A\", NOFAIL)\n#pragma classflags(updateonly, 5)\n#pragma autorecover\nclass A {};",
    );
    assert_eq!(unit.items.len(), 5);
}

#[test]
fn an_error_says_where_it_is_what_was_expected_and_what_was_found() {
    for (text, expected) in [
        (
            "klass A {};",
            "1:1: expected a declaration ('class', 'instance of', 'Qualifier', '#pragma' or '['), found 'klass'",
        ),
        (
            "[Key] Qualifier A;",
            "1:7: expected 'class' or 'instance of' behind the qualifiers, found 'Qualifier'",
        ),
        ("class {};", "1:7: expected the name of the class, found '{'"),
        ("class 5A {};", "1:7: expected the name of the class, found '5A'"),
        ("class A uint8 P;", "1:9: expected ':' and a superclass, or '{', found 'uint8'"),
        ("class A : {};", "1:11: expected the name of the superclass, found '{'"),
        ("class A {}", "1:11: expected ';' behind the class, found the end of the file"),
        ("class A {\n  uint8 P;\n", "2:11: expected '}' at the end of the class, found the end of the file"),
        ("class A { uint8 };", "1:17: expected the name of the property or method, found '}'"),
        ("class A { P; };", "1:11: expected a type, found 'P', with no name behind it"),
        ("class A { void P; };", "1:11: expected a type, found 'void', which is none of a property"),
        ("class A { uint32 M(void P); };", "1:20: expected a type, found 'void', which only methods have"),
        (
            "class A {\n  uint8 P\n  uint8 Q;\n};",
            "2:10: expected ';', '=', '[' or '(' behind the name, found 'uint8'",
        ),
        ("class A { uint8 P[ };", "1:20: expected ']' or the length of the array, found '}'"),
        ("class A { uint8 P[0]; };", "1:19: expected the length of the array, a number from 1 to 4294967295"),
        ("class A { uint8 P[] 5; };", "1:21: expected ';' or '=' behind the array, found '5'"),
        ("class A { uint8 P = ; };", "1:21: expected a value, found ';'"),
        ("class A { uint8 P = 5 6; };", "1:23: expected ';' behind the default, found '6'"),
        ("class A { uint8 M(uint8); };", "1:24: expected the name of the parameter, found ')'"),
        (
            "class A { uint8 M(uint8 a uint8 b); };",
            "1:27: expected ',' or ')' behind the parameter, found 'uint8'",
        ),
        ("class A { uint8 M(,); };", "1:19: expected a parameter (its type comes first), or ')', found ','"),
        ("class A { uint8 M() };", "1:21: expected ';' behind the method, found '}'"),
        ("[] class A {};", "1:2: expected the name of a qualifier, found ']'"),
        ("[Key Read] class A {};", "1:6: expected ',' or ']' behind the qualifier, found 'Read'"),
        ("[Key(TRUE] class A {};", "1:10: expected ')' behind the value of the qualifier, found ']'"),
        ("[Key : Mine] class A {};", "1:8: expected a flavor, found 'Mine'"),
        (
            "[Key : ToSubclass Restricted] class A {};",
            "1:2: the flavors ToSubclass and Restricted exclude each other",
        ),
        ("Qualifier : boolean;", "1:11: expected the name of the qualifier, found ':'"),
        ("Qualifier A boolean;", "1:13: expected ':' behind the name of the qualifier, found 'boolean'"),
        ("Qualifier A : Mine;", "1:15: expected the type of the qualifier, found 'Mine'"),
        (
            "Qualifier A : boolean;",
            "1:22: expected ', Scope(...)' in the declaration of the qualifier, found ';'",
        ),
        ("Qualifier A : boolean, Scope(mine);", "1:30: expected the name of a scope, found 'mine'"),
        ("Qualifier A : boolean, Mine(any);", "1:24: expected 'Scope' or 'Flavor', found 'Mine'"),
        (
            "Qualifier A : boolean, Scope(any), Flavor(mine);",
            "1:43: expected the name of a flavor, found 'mine'",
        ),
        (
            "Qualifier A : boolean, Scope(any), Flavor(EnableOverride, DisableOverride);",
            "1:11: the flavors EnableOverride and DisableOverride exclude each other",
        ),
        ("instance A {};", "1:10: expected 'of' behind 'instance' in the declaration, found 'A'"),
        ("instance of {};", "1:13: expected the name of the class, found '{'"),
        ("instance of A as B {};", "1:18: expected an alias such as $Name, found 'B'"),
        ("instance of A { P 5; };", "1:19: expected '=' behind the name of the property, found '5'"),
        ("instance of A { P = 5 };", "1:23: expected ';' behind the value, found '}'"),
        ("instance of A { P = {1 2}; };", "1:24: expected ',' or '}' behind the element, found '2'"),
        ("instance of A { }", "1:18: expected ';' behind the instance, found the end of the file"),
        ("#include \"a\"", "1:2: expected 'pragma' behind '#', found 'include'"),
        ("#pragma include \"a\"", "1:17: expected '(' behind the name of the directive, found a text"),
        ("#pragma include (=)", "1:18: expected a text in quotes, then ')', found '='"),
        ("class A { uint8 P = 08; };", "1:21: expected an octal number (it begins with 0), found '08'"),
        ("class A { uint8 P = 0x; };", "1:21: expected a hexadecimal number, found '0x'"),
        ("class A { uint8 P = 12b; };", "1:21: expected a binary number, found '12b'"),
        ("class A { uint8 P = 1.; };", "1:21: expected a real number such as 1.5 or 1.5e-3, found '1.'"),
        ("class A { real64 P = 1.0e999; };", "1:22: the number 1.0e999 does not fit in a real64"),
        (
            "class A { uint64 P = 18446744073709551616; };",
            "1:22: the number 18446744073709551616 does not fit in 64 bits",
        ),
        (
            "class A { char16 P = 'ab'; };",
            "1:22: expected one character of 16 bits between single quotes, found 'ab'",
        ),
        (
            "class A { char16 P = 'a; };",
            "1:22: expected a quote behind the character, found the end of the line",
        ),
        ("class A { string P = \"\\xg\"; };", "1:23: expected one to four hexadecimal digits behind \\x"),
        ("class A { string P = \"\\x0\"; };", "1:23: a text can't hold the character 0"),
        (
            "class A { string P = \"a\\xD800\"; };",
            "1:24: expected both halves of a surrogate pair, found one",
        ),
        (
            "class A { string P = \"abc; };",
            "1:22: expected a quote at the end of the text, found the end of the file",
        ),
        ("/* a comment", "1:1: expected '*/' at the end of the comment, found the end of the file"),
        ("class A { uint8 P; } @", "1:22: expected MOF, found the character '@'"),
        (
            "class Größe {};",
            "1:7: expected the name of the class, found 'Größe'; names have ASCII letters, digits and underscores only",
        ),
    ] {
        assert_eq!(error(text), expected, "{text}");
    }
}

#[test]
fn all_errors_of_a_file_are_told_once_each() {
    let text = "class A {\n  uint8 P\n  uint8 Q;\n  string R = 08;\n  string S;\n};\n\
                class B { uint8 };\nbogus;\nclass C { uint8 P; };\ninstance of D { P = ; };\n";
    let lines: Vec<usize> = errors(text).iter().map(|error| error.position().line).collect();
    assert_eq!(lines, [2, 4, 7, 8, 10]);
}

#[test]
fn a_class_without_an_end_does_not_hide_the_next_one() {
    let found = errors("class A {\n  uint8 P;\n\nclass B {\n  uint8 Q\n};\n");
    assert!(!found.is_empty() && found.len() <= 3, "{found:?}");
}

#[test]
fn a_missing_quote_is_pointed_at() {
    let text = "class A {\n  [Description(\"a)]\n  uint8 P;\n  [Description(\"b\")]\n  uint8 Q;\n};\n";
    let first = errors(text)[0].to_string();
    assert!(
        first.contains("a.mof:2:16: note: this text goes over several lines: is a quote missing?"),
        "{first}"
    );
}

#[test]
fn the_number_of_errors_is_bounded() {
    assert_eq!(errors(&"class A { uint8 };\n".repeat(1000)).len(), MOST_ERRORS);
    assert_eq!(errors(&format!("class A {{ {} }};", "uint8; ".repeat(1000))).len(), MOST_ERRORS);
}

#[test]
fn nesting_is_bounded() {
    for (open, close) in [("{", "}"), ("instance of A { P = ", "; }")] {
        let nested = |depth: usize| {
            format!("instance of A {{ P = {}5{}; }};", open.repeat(depth), close.repeat(depth))
        };
        parsed(&nested(DEEPEST));
        let message = error(&nested(DEEPEST + 1));
        assert!(message.contains("values lie in each other more than 64 levels deep"), "{message}");
        errors(&format!("instance of A {{ P = {}", open.repeat(100_000)));
    }
}

/// A file with everything in it, for breaking it.
const EVERYTHING: &str = "#pragma include (\"b.mof\")\nQualifier Key : boolean = false, Scope(property), Flavor(ToSubclass);\n\
    [Version(\"1\" \"2\\x41\"), Tags{\"a\", 'b'}] class A : B { [Key] uint8 P[3] = {1, -0x2, 101b, 017}; A REF R;\n\
    uint32 M([In] string s = 5); }; /* c */ // d\n\
    instance of A as $x { P = instance of B { Q = $y; }; R = \"A.K=\\\"1\\\"\"; S = 1.5e3; T = NULL; };\n";

#[test]
fn nothing_that_is_cut_short_breaks_the_parser() {
    for end in 0..EVERYTHING.len() {
        let _ = parse(&EVERYTHING.as_bytes()[..end]).map_err(|errors| errors.to_string());
        let _ = parse(&EVERYTHING.as_bytes()[end..]).map_err(|errors| errors.to_string());
    }
}

#[test]
fn no_mutation_breaks_the_parser() {
    // A generator of our own keeps this fast; what it makes is the same in every run.
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below as u64) as usize
    };
    let interesting = b"\"'\\/*{}[]()=;:,#$x0.-+\n\r\0\xff\xc3 aB";
    for _ in 0..20_000 {
        let mut bytes = EVERYTHING.as_bytes().to_vec();
        for _ in 0..1 + random(4) {
            let at = random(bytes.len());
            match random(4) {
                0 => bytes[at] = interesting[random(interesting.len())],
                1 => bytes.insert(at, interesting[random(interesting.len())]),
                2 => {
                    bytes.remove(at);
                }
                _ => {
                    let length = random(40).min(bytes.len() - at);
                    let piece = bytes[at..at + length].to_vec();
                    let to = random(bytes.len());
                    bytes.splice(to..to, piece);
                }
            }
        }
        let _ = parse(&bytes).map_err(|errors| errors.to_string());
    }
}

proptest::proptest! {
    #[test]
    fn no_bytes_break_the_parser(bytes: Vec<u8>) {
        let _ = parse(&bytes).map_err(|errors| errors.to_string());
    }
}
