//! Classes and instances as MOF and CIM-XML: what the tool writes, it compiles.

use serde_json::Value as Json;

use crate::tool::{Tool, thing};

const LANGUAGES: [&str; 2] = ["--mof", "--xml"];

/// A schema with all that there is of qualifiers, types and elements.
const RICH: &str = r#"
Qualifier Mine : uint8[2] = {1, 2}, Scope(any), Flavor(DisableOverride, Translatable);
Qualifier Note : string, Scope(class, property), Flavor(Restricted);
[Note("A \"base\"."), Abstract] class Rich_Base { [Key, Mine{3}] string Name; [Note("n")] real32 Part = 0.1; };
[Association, Mine{3, 4}] class Rich_Thing : Rich_Base {
    [Override("Name"), MaxLen(20)] string Name;
    [EmbeddedInstance("Rich_Part")] string Parts[];
    Rich_Thing REF Next;
    char16 Mark = '<';
    datetime When[3] = {"00000001000000.000000:000"};
    [Static] uint32 Do([In(FALSE), Out, EmbeddedObject] string What, Rich_Thing REF Things[], sint8 Less);
};
class Rich_Part { [Key] uint64 Number; boolean Is[]; };
"#;

/// What a class is, wherever it is.
fn class(tool: &Tool, name: &str, namespace: &str) -> Json {
    let shown = tool.succeed(&["class", name, "-n", namespace, "--json"]);
    let mut class: Json = serde_json::from_str(&shown).unwrap();
    class["namespace"].take();
    class
}

fn rich() -> Tool {
    let tool = Tool::new();
    let path = tool.file("rich.mof", RICH);
    tool.succeed(&["compile", &path, "-n", "root/rich"]);
    tool
}

/// Compiles what the tool wrote into another namespace.
fn compile(tool: &Tool, name: &str, text: &str, namespace: &str) {
    let path = tool.file(name, text);
    tool.succeed(&["compile", &path, "-n", namespace]);
}

#[test]
fn a_class_that_is_written_deep_compiles_into_an_empty_namespace_and_is_the_same() {
    for language in LANGUAGES {
        let tool = rich();
        let text = tool.succeed(&["class", "Rich_Part", language, "--deep", "-n", "root/rich"]);
        compile(&tool, "part", &text, "root/other");
        let text = tool.succeed(&["class", "Rich_Thing", language, "--deep", "-n", "root/rich"]);
        compile(&tool, "thing", &text, "root/other");
        for name in ["Rich_Base", "Rich_Thing"] {
            assert_eq!(class(&tool, name, "root/other"), class(&tool, name, "root/rich"), "{text}");
        }
        let again = tool.succeed(&["class", "Rich_Thing", language, "--deep", "-n", "root/other"]);
        assert_eq!(again, text, "qualifiers with their declarations and flavours too");
    }
}

#[test]
fn a_class_that_is_not_written_deep_leaves_what_it_inherits_to_its_superclass() {
    for language in LANGUAGES {
        let tool = rich();
        let text = tool.succeed(&["class", "Rich_Thing", language, "-n", "root/rich"]);
        assert!(text.contains("Rich_Base") && text.contains("Parts"), "{text}");
        assert!(!text.contains("Note") && !text.contains("\"Part\"") && !text.contains("0.1"), "{text}");
    }
}

#[test]
fn all_classes_of_a_namespace_compile_into_another_and_are_the_same() {
    for language in LANGUAGES {
        let tool = rich();
        let text = tool.succeed(&["classes", language, "-n", "root/rich"]);
        compile(&tool, "all", &text, "root/other");
        assert_eq!(tool.succeed(&["classes", language, "-n", "root/other"]), text);
        let names = tool.succeed(&["classes", "-n", "root/rich"]);
        for name in names.lines() {
            assert_eq!(class(&tool, name, "root/other"), class(&tool, name, "root/rich"));
        }
    }
}

#[test]
fn instances_compile_where_their_class_is_and_are_the_same() {
    for language in LANGUAGES {
        let tool = Tool::with_schema();
        tool.here(&["create", "Test_Thing", "Name=a \"b\" <c>", "Tags={x, \"&\"}", "Size"]);
        tool.here(&["create", "Test_BigThing", "Name=big", "Weight=18446744073709551615", "Broken=TRUE"]);
        tool.here(&["create", "Test_Owns", "Owner=Eve", &format!("Thing={}", thing("compiled"))]);
        let schema = tool.here(&["classes", language]);
        compile(&tool, "schema", &schema, "root/other");
        for class in ["Test_Thing", "Test_Owns"] {
            let text = tool.here(&["enumerate", class, language]);
            compile(&tool, class, &text, "root/other");
            let stored = |namespace| tool.succeed(&["enumerate", class, "--json", "-n", namespace]);
            assert_eq!(
                stored("root/other").replace("root/other", "root/test"),
                stored("root/test"),
                "{text}"
            );
        }
    }
}

#[test]
fn what_finds_instances_writes_them() {
    for language in LANGUAGES {
        let tool = Tool::with_schema();
        tool.here(&["create", "Test_Owns", "Owner=Eve", &format!("Thing={}", thing("compiled"))]);
        let written = if language == "--mof" { "instance of Test_Thing" } else { "CLASSNAME=\"Test_Thing\"" };
        let commands: [&[&str]; 3] = [
            &["get", &thing("compiled")],
            &["query", "SELECT * FROM Test_Thing"],
            &["cql", "SELECT * FROM Test_Thing"],
        ];
        for command in commands {
            let text = tool.here(&[command, &[language][..]].concat());
            assert!(text.contains(written), "{command:?}: {text}");
        }
        let text = tool.here(&["references", &thing("compiled"), language]);
        assert!(text.contains("Test_Owns") && text.contains("compiled"), "{text}");
    }
}

#[test]
fn a_document_without_results_is_one_all_the_same() {
    let tool = Tool::with_schema();
    let text = tool.here(&["enumerate", "Test_Owns", "--xml"]);
    assert!(text.starts_with("<?xml") && text.ends_with("</CIM>\n"), "{text}");
    assert_eq!(tool.here(&["enumerate", "Test_Owns", "--mof"]), "");
}

#[test]
fn one_language_is_wanted_at_a_time() {
    let tool = Tool::with_schema();
    for wrong in [["--mof", "--xml"], ["--mof", "--json"], ["--xml", "--json"]] {
        tool.fail(2, &[&["class", "Test_Thing"], &wrong[..]].concat());
    }
    assert!(tool.fail(2, &["class", "Test_Thing", "--deep"]).contains("--mof"));
}

/// The instances of a file as the tool writes it, in a document that says where they are.
fn in_namespace(document: &str, namespace: &str) -> String {
    let names = namespace.split('/').map(|name| format!("<NAMESPACE NAME=\"{name}\"/>"));
    let path = names.collect::<String>();
    document.replace("<DECLGROUP>", &format!("<DECLGROUP><LOCALNAMESPACEPATH>{path}</LOCALNAMESPACEPATH>"))
}

#[test]
fn several_instances_with_others_in_them_compile_from_one_file() {
    for language in LANGUAGES {
        let tool = rich();
        let parts = "class Rich_Box { [Key] string Name; [EmbeddedInstance(\"Rich_Part\")] string Parts[]; };
            instance of Rich_Box { Name = \"a\"; Parts = {instance of Rich_Part { Number = 1; }, instance of Rich_Part { Number = 2; }}; };
            instance of Rich_Box { Name = \"b\"; Parts = {instance of Rich_Part { Number = 3; }}; };";
        tool.succeed(&["compile", &tool.file("parts.mof", parts), "-n", "root/rich"]);
        compile(&tool, "schema", &tool.succeed(&["classes", language, "-n", "root/rich"]), "root/other");
        let text = tool.succeed(&["enumerate", "Rich_Box", language, "-n", "root/rich"]);
        compile(&tool, "boxes", &text, "root/other");
        assert_eq!(tool.succeed(&["enumerate", "Rich_Box", language, "-n", "root/other"]), text);
    }
}

#[test]
fn instances_that_move_to_another_namespace_refer_to_those_there_and_bring_no_others() {
    for language in LANGUAGES {
        let tool = Tool::new();
        let schema = "class T_Part { [Key] uint64 Number; };
            class T_Box { [Key] string Name; [EmbeddedInstance(\"T_Part\")] string Part; };
            [Association] class T_Has { [Key] T_Box REF Box; [Key] T_Part REF Part; };
            instance of T_Box as $Box { Name = \"a\"; Part = instance of T_Part { Number = 1; }; };
            instance of T_Part as $Part { Number = 2; };
            instance of T_Has { Box = $Box; Part = $Part; };";
        tool.succeed(&["compile", &tool.file("all.mof", schema), "-n", "root/old"]);
        for (name, words) in
            [("0", &["classes"][..]), ("1", &["enumerate", "T_Box"]), ("2", &["enumerate", "T_Has"])]
        {
            let text = tool.succeed(&[words, &[language, "-n", "root/old"]].concat());
            compile(&tool, name, &text, "root/new");
        }
        let moved = tool.succeed(&["enumerate", "T_Has", "--json", "-n", "root/new"]);
        assert!(!moved.contains("root/old"), "{language}: {moved}");
        assert_eq!(tool.succeed(&["enumerate", "T_Part", "--json", "-n", "root/new"]), "", "{language}");
    }
}

#[test]
fn what_a_document_leaves_out_of_an_instance_is_left_to_the_class_and_what_it_gives_as_null_is_null() {
    let tool = Tool::with_schema();
    let instance = |name: &str, size: &str| {
        format!(
            "<INSTANCE CLASSNAME='Test_Thing'><PROPERTY NAME='Name' TYPE='string'><VALUE>{name}</VALUE></PROPERTY>{size}</INSTANCE>"
        )
    };
    compile(&tool, "left", &instance("left", ""), "root/test");
    compile(&tool, "null", &instance("null", "<PROPERTY NAME='Size' TYPE='uint32'/>"), "root/test");
    assert_eq!(tool.properties_of("left")["Size"], 7);
    assert_eq!(tool.properties_of("null")["Size"], Json::Null);
}

#[test]
fn a_namespace_in_a_document_goes_before_the_one_that_was_asked_for() {
    let tool = rich();
    let text = tool.succeed(&["classes", "--xml", "-n", "root/rich"]);
    compile(&tool, "all.xml", &in_namespace(&text, "root/said"), "root/asked");
    assert_eq!(tool.succeed(&["classes", "--xml", "-n", "root/said"]), text);
    tool.fail(1, &["class", "Rich_Part", "-n", "root/asked"]);
}

#[test]
fn a_folder_compiles_whole_whatever_language_each_file_is_in() {
    let tool = rich();
    std::fs::create_dir(tool.folder.path().join("schema")).unwrap();
    let xml = |name: &str| tool.succeed(&["class", name, "--xml", "-n", "root/rich"]);
    // The superclass is in a later file.
    tool.file("schema/a.xml", &xml("Rich_Thing"));
    tool.file("schema/b.XML", &xml("Rich_Base"));
    tool.file(
        "schema/c.mof",
        "class Rich_Part { [Key] uint64 Number; }; class Rich_More : Rich_Base { uint8 More; };",
    );
    let below = "<CLASS NAME='Rich_Most' SUPERCLASS='Rich_More'/>";
    tool.file("schema/d.xml", below);
    tool.file("schema/e.txt", "neither");
    let said = tool.succeed(&[
        "compile",
        tool.folder.path().join("schema").to_str().unwrap(),
        "-n",
        "root/other",
        "--json",
    ]);
    assert_eq!(serde_json::from_str::<Json>(&said).unwrap()["files"], 4);
}

#[test]
fn a_mistake_in_a_document_changes_nothing_and_shows_the_place() {
    let tool = rich();
    let good = tool.succeed(&["class", "Rich_Part", "--xml", "-n", "root/rich"]);
    let good = tool.file("good.xml", &good);
    let wrong =
        tool.file("wrong.xml", "<CIM>\n <CLASS NAME='A'>\n  <PROPERTY NAME='x' TYPE='uint9'/></CLASS></CIM>");
    let error = tool.fail(1, &["compile", &good, &wrong, "-n", "root/other"]);
    assert!(error.contains("wrong.xml:3:") && error.contains("uint9"), "{error}");
    let unstored = tool.file("unstored.xml", "<INSTANCE CLASSNAME='Rich_Part'/>");
    let error = tool.fail(1, &["compile", &good, &unstored, "-n", "root/other"]);
    assert!(error.contains("unstored.xml: error:") && error.contains("Number"), "{error}");
    tool.fail(1, &["class", "Rich_Part", "-n", "root/other"]);
}
