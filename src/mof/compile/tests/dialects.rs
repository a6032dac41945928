//! What DSP0004 does not have, and schemas and documents of Windows and OMI do.

use super::*;
use crate::mof::read_objects;

#[test]
fn a_method_of_type_void_returns_a_number_that_is_never_given() {
    let text = "class A { [Static] void Reset([in] uint8 How); };";
    let class = only_class(text);
    assert_eq!((class.methods()[0].return_type, class.methods()[0].parameters.len()), (Type::Uint32, 1));
    let program = load([Source::new("a.mof", text)], &mut NoIncludes).unwrap();
    assert!(program.warnings[0].to_string().starts_with("a.mof:1:20: warning: a method of type void"));
    assert!(compiled_with(text, &EmptyCatalog, true).is_err(), "DSP0004 has no void");
}

#[test]
fn a_property_that_is_just_named_keeps_its_default() {
    let compiled = compiled(&with_widget("instance of Widget { Name = \"a\"; [Amended] Size; };")).unwrap();
    assert_eq!(instances(&compiled)[0].value("Size"), Some(ValueRef::Uint32(7)));
}

#[test]
fn a_property_that_is_just_named_is_one_of_the_class_and_there_once() {
    for (text, status) in [
        ("instance of Widget { Color; };", Status::NoSuchProperty),
        ("instance of Widget { Size; Size = 1; };", Status::InvalidParameter),
    ] {
        assert_eq!(compiled(&with_widget(text)).unwrap_err().status(), status, "{text}");
    }
}

#[test]
fn directives_and_keywords_of_windows_are_read_in_any_case() {
    let text = "#pragma autorecover
        #PRAGMA classflags(\"updateonly\", \"forceupdate\")
        #pragma deleteclass(\"Old\", nofail)
        #pragma Namespace (\"\\\\\\\\.\\\\root\\\\Windows\")
        QUALIFIER Shown : Boolean = FALSE, SCOPE(Property, CLASS), FLAVOR(EnableOverride, ToSubclass, Amended);
        [dynamic: ToInstance ToSubclass, provider(\"Core\") : ToInstance, Locale(1033), AMENDMENT, abstract]
        CLASS Base { [KEY, Shown, Description(\"What it is called.\") : ToSubclass Amended] String Name; };
        [UUID(\"{F04C3F9B-20B3-40E1-A824-3A41FE3D7931}\"): ToInstance] Class Thing : Base {
          [Implemented, Static : ToSubclass DisableOverride]
            UINT32 Set([In, EmbeddedInstance(\"Base\") : ToSubclass] Base Input, [Out] object Found[]);
          Base REF Other; object Any; [EmbeddedInstance(\"Base\")] Base Held[];
        };
        Instance of Thing as $Core { Name = \"Core\"; };
        INSTANCE OF Thing { Name = \"Other\"; Any = $core; Other = $Core; };";
    let compiled = compiled(text).unwrap_or_else(|errors| panic!("{errors}"));
    let thing = class(&compiled, "Thing");
    let kind = |name: &str| thing.property(name).unwrap().kind;
    assert_eq!(
        (kind("Other"), kind("Any"), kind("Held")),
        (Type::Reference, Type::Instance, Type::InstanceArray)
    );
    assert_eq!(instances(&compiled).len(), 2);
    assert!(compiled.changes.iter().all(|change| change.namespace == "root/Windows"));
}

/// As the configurations are that PowerShell's Desired State Configuration writes.
#[test]
fn a_configuration_document_is_read_with_its_instances_held_by_aliases() {
    let text = "/*\n@TargetNode='localhost'\n@GeneratedBy=root\n*/
        [Abstract] class OMI_BaseResource { [Key] string ResourceId; string SourceInfo; };
        class MSFT_Credential { [MaxLen(256)] string UserName; string Password; };
        class MSFT_File : OMI_BaseResource {
          [Write, EmbeddedInstance(\"MSFT_Credential\") : ToSubclass] string Credential;
          [Write, ValueMap{\"Present\", \"Absent\"}, Values{\"Present\", \"Absent\"}] string Ensure; string DependsOn[];
        };
        class OMI_ConfigurationDocument { string Version; string CompatibleVersionAdditionalProperties[]; };
        instance of MSFT_Credential as $MSFT_Credential1ref { UserName = \"me\"; Password = \"secret\"; };
        instance of MSFT_File as $MSFT_File1ref
        {
        ResourceId = \"[File]A\";
         Credential = $MSFT_Credential1ref;
         SourceInfo = \"C:\\\\a.ps1::5::9::File\";
         DependsOn = {
            \"[File]B\"};
        };
        instance of OMI_ConfigurationDocument
        {
         Version=\"2.0.0\";
         CompatibleVersionAdditionalProperties= {\"Omi_BaseResource:ConfigurationName\"};
        };";
    let source = Source::new("localhost.mof", text);
    let objects = read_objects(source, &mut NoIncludes, &EmptyCatalog, &Options::default()).unwrap();
    let names: Vec<String> = objects.instances.iter().map(|read| read.class_name().to_string()).collect();
    assert_eq!(names, ["MSFT_File", "OMI_ConfigurationDocument"]);
    let Some(ValueRef::Instance(held)) = objects.instances[0].value("Credential") else {
        panic!("it is held")
    };
    assert_eq!(held.value("UserName"), Some(Value::string("me").as_value_ref()));
}

#[test]
fn what_overrides_nothing_is_read_and_not_stored() {
    let text = "class A { [Override(\"Reboot\")] uint32 Reboot(); };";
    assert!(compiled(text).is_err());
    let source = Source::new("a.mof", text);
    let objects = read_objects(source, &mut NoIncludes, &EmptyCatalog, &Options::default()).unwrap();
    assert_eq!(objects.classes[0].methods()[0].qualifiers.len(), 1);
}
