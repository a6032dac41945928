//! The headers: the structures of classes and of parameters, and the functions that set their fields.

use std::fmt::Write as _;

use super::super::fill;
use super::super::plan::{Part, Plan, has_class};
use super::super::type_name;
use super::literal::{identifier, type_constant, value_member};
use super::provider::{Use, slots};
use crate::cim::{Class, Method, Text, Type};

/// Says at the top of a file that it is not written by hand.
pub(super) const GENERATED: &str =
    "/* Made from MOF by `mi new-provider`; `--force` makes it anew. Changes here would be lost. */\n";

/// What the names of a class and of its methods' parameters are followed by. A method that is named like one of these would
/// give another thing the same name.
const TAKEN: &[&str] =
    &["Construct", "Destruct", "Post", "Self", "ConstRef", "ConstArrayRef", "rtti", "slots"];

/// A table: its object, what that is called as a parameter, and its functions with their other parameters.
type Table = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

/// A field of a structure.
struct Field {
    name: String,
    kind: Type,
    class: Option<Text>,
}

/// The name of the structure of a method's parameters.
pub(super) fn parameters_name(class: &Class, method: &Method) -> String {
    let class = identifier(&class.name().to_str());
    let method = identifier(&method.name.to_str());
    let is_taken = TAKEN.contains(&method.as_str())
        || slots(Use::All).iter().any(|slot| slot.name == method)
        || ["Set_", "SetPtr_", "Clear_", "Invoke_"].iter().any(|start| method.starts_with(start));
    if is_taken { format!("{class}_{method}_") } else { format!("{class}_{method}") }
}

/// `types.h`: the names of all structures, so that those of classes may refer to each other in circles.
pub(super) fn types(plan: &Plan) -> String {
    let mut text = format!(
        "{GENERATED}\n#ifndef TYPES_H\n#define TYPES_H\n\n#include <stddef.h>\n\n#include <mi.h>\n\n#include \"calls.h\"\n\n\
         #if defined(__cplusplus)\nextern \"C\" {{\n#endif\n\n\
         /* The declarations of all classes, for the module. */\nextern MI_SchemaDecl module_schema;\n"
    );
    for part in &plan.parts {
        let name = identifier(&part.class.name().to_str());
        let _ = write!(
            text,
            "\ntypedef struct _{name} {name};\n\
             typedef struct _{name}_ConstRef {{\n    const {name} *value;\n    MI_Boolean exists;\n    MI_Uint8 flags;\n}} {name}_ConstRef;\n\
             typedef struct _{name}_ConstArrayRef {{\n    struct {{\n        const {name} *const *data;\n        MI_Uint32 size;\n    }} value;\n    \
             MI_Boolean exists;\n    MI_Uint8 flags;\n}} {name}_ConstArrayRef;\n"
        );
    }
    text.push_str("\n#if defined(__cplusplus)\n}\n#endif\n\n#endif\n");
    text
}

/// `NAME.h`: the structures of a class.
pub(super) fn class(plan: &Plan, part: &Part) -> String {
    let class = &part.class;
    let name = identifier(&class.name().to_str());
    let guard = format!("{}_H", name.to_uppercase());
    let mut text = format!(
        "{GENERATED}\n#ifndef {guard}\n#define {guard}\n\n#include \"types.h\"\n\n#if defined(__cplusplus)\nextern \"C\" {{\n#endif\n\n\
         extern const MI_ClassDecl {name}_rtti;\n"
    );
    let fields: Vec<Field> = class
        .properties()
        .iter()
        .map(|property| Field {
            name: identifier(&property.name.to_str()),
            kind: property.kind,
            class: property.reference_class.clone(),
        })
        .collect();
    structure(plan, &mut text, &name, &format!("An instance of {}.", class.name()), &fields);
    functions(plan, &mut text, &name, "ConstructInstance", &fields);
    for method in class.methods() {
        let parameters = parameters_name(class, method);
        let _ = writeln!(text, "\nextern const MI_MethodDecl {parameters}_rtti;");
        let fields = parameter_fields(method);
        structure(
            plan,
            &mut text,
            &parameters,
            &format!("What {} is called with, and what it answers.", method.name),
            &fields,
        );
        functions(plan, &mut text, &parameters, "ConstructParameters", &fields);
    }
    if part.is_served {
        text.push_str(&super::provider::prototypes(class));
    }
    text.push_str("\n#if defined(__cplusplus)\n}\n#endif\n\n#endif\n");
    text
}

fn parameter_fields(method: &Method) -> Vec<Field> {
    let answer =
        Field { name: "MIReturn".into(), kind: method.return_type, class: method.return_class.clone() };
    let parameters = method.parameters.iter().map(|parameter| Field {
        name: identifier(&parameter.name.to_str()),
        kind: parameter.kind,
        class: parameter.reference_class.clone(),
    });
    std::iter::once(answer).chain(parameters).collect()
}

/// The structure whose values a reference or an embedded instance points to, where the project has it.
fn target(plan: &Plan, field: &Field) -> Option<String> {
    if !has_class(field.kind) {
        return None;
    }
    plan.class(field.class.as_ref()?).map(|class| identifier(&class.name().to_str()))
}

fn structure(plan: &Plan, text: &mut String, name: &str, what: &str, fields: &[Field]) {
    // The structure of a class is named in types.h, those of parameters only here.
    let (start, end) = if plan.parts.iter().any(|part| identifier(&part.class.name().to_str()) == name) {
        (format!("struct _{name} {{"), "};".to_owned())
    } else {
        (format!("typedef struct _{name} {{"), format!("}} {name};"))
    };
    let _ = writeln!(text, "\n/* {what} */\n{start}\n    MI_Instance __instance;");
    for field in fields {
        let of = match target(plan, field) {
            Some(target) => format!("{target}_Const{}Ref", if field.kind.is_array() { "Array" } else { "" }),
            None => format!(
                "MI_Const{}{}Field",
                type_name(field.kind),
                if field.kind.is_array() { "A" } else { "" }
            ),
        };
        let _ = writeln!(text, "    {of} {};", field.name);
    }
    let _ = writeln!(text, "{end}");
}

/// The functions that begin and end a structure, post it, and set its fields.
fn functions(plan: &Plan, text: &mut String, name: &str, construct: &str, fields: &[Field]) {
    const WHOLE: &str = "
MI_INLINE MI_Result MI_INLINE_CALL @NAME@_Construct(@NAME@ *self, MI_Context *context) {
    return context->ft->@CONSTRUCT@(context, &@NAME@_rtti, &self->__instance);
}

MI_INLINE MI_Result MI_INLINE_CALL @NAME@_Destruct(@NAME@ *self) {
    return self->__instance.ft->Destruct(&self->__instance);
}

MI_INLINE MI_Result MI_INLINE_CALL @NAME@_Post(const @NAME@ *self, MI_Context *context) {
    return context->ft->PostInstance(context, &self->__instance);
}
";
    text.push_str(&fill(WHOLE, &[("NAME", name), ("CONSTRUCT", construct)]));
    for (index, field) in fields.iter().enumerate() {
        setters(plan, text, name, index, field);
    }
}

fn setters(plan: &Plan, text: &mut String, name: &str, index: usize, field: &Field) {
    const SETTER: &str = "
MI_INLINE MI_Result MI_INLINE_CALL @NAME@_@SET@_@FIELD@(@NAME@ *self, @GIVEN@) {
    MI_Value value;
@ASSIGN@    return self->__instance.ft->SetElementAt(&self->__instance, @INDEX@, &value, @TYPE@, @FLAGS@);
}
";
    const CLEAR: &str = "
MI_INLINE MI_Result MI_INLINE_CALL @NAME@_Clear_@FIELD@(@NAME@ *self) {
    return self->__instance.ft->ClearElementAt(&self->__instance, @INDEX@);
}
";
    let member = value_member(field.kind);
    let scalar = field.kind.scalar();
    // What one element is given as, and what the interface holds it as.
    let (given, held) = match scalar {
        Type::String => ("const MI_Char *".to_owned(), "MI_Char *".to_owned()),
        Type::Reference | Type::Instance => {
            let target = target(plan, field).unwrap_or_else(|| "MI_Instance".to_owned());
            (format!("const {target} *"), "MI_Instance *".to_owned())
        }
        _ => (format!("MI_{} ", type_name(scalar)), format!("MI_{} ", type_name(scalar))),
    };
    let points = scalar == Type::String || has_class(scalar);
    let (parameters, assign) = if field.kind.is_array() {
        let data = if points { format!("{given}const *data") } else { format!("const {given}*data") };
        let assign = format!("    value.{member}.data = ({held}*)data;\n    value.{member}.size = size;\n");
        (format!("{data}, MI_Uint32 size"), assign)
    } else if points {
        (format!("{given}x"), format!("    value.{member} = ({held})x;\n"))
    } else {
        (format!("{given}x"), format!("    value.{member} = x;\n"))
    };
    let index = index.to_string();
    let kind = type_constant(field.kind);
    // What is copied, and what has to stay where it is until the instance is done with.
    let ways: &[(&str, &str)] = if points || field.kind.is_array() {
        &[("Set", "0"), ("SetPtr", "MI_FLAG_BORROW")]
    } else {
        &[("Set", "0")]
    };
    for (set, flags) in ways {
        let texts = [
            ("NAME", name),
            ("SET", set),
            ("FIELD", &field.name),
            ("GIVEN", &parameters),
            ("ASSIGN", &assign),
            ("INDEX", &index),
            ("TYPE", &kind),
            ("FLAGS", flags),
        ];
        text.push_str(&fill(SETTER, &texts));
    }
    text.push_str(&fill(CLEAR, &[("NAME", name), ("FIELD", &field.name), ("INDEX", &index)]));
}

/// `calls.h`: the functions that providers call, through the tables.
pub(super) fn calls() -> String {
    const CONTEXT: &[(&str, &str)] = &[
        ("PostResult", "result"),
        ("PostInstance", "instance"),
        ("PostIndication", "indication, count, bookmark"),
        ("PostError", "code, type, text"),
        ("PostCimError", "error"),
        ("ConstructInstance", "declaration, instance"),
        ("ConstructParameters", "declaration, instance"),
        ("NewInstance", "declaration, out"),
        ("NewDynamicInstance", "name, flags, out"),
        ("NewParameters", "declaration, out"),
        ("Canceled", "flag"),
        ("GetLocale", "type, locale"),
        ("RegisterCancel", "callback, data"),
        ("RequestUnload", ""),
        ("RefuseUnload", ""),
        ("GetLocalSession", "session"),
        ("SetStringOption", "name, value"),
        ("GetStringOption", "name, value"),
        ("GetNumberOption", "name, value"),
        ("GetCustomOption", "name, type, value"),
        ("GetCustomOptionCount", "count"),
        ("GetCustomOptionAt", "index, name, type, value"),
        ("WriteMessage", "channel, text"),
        ("WriteProgress", "activity, operation, status, percentage, seconds"),
        ("WriteStreamParameter", "name, value, type, flags"),
        ("WriteCimError", "error, flag"),
        ("PromptUser", "text, type, flag"),
        ("ShouldProcess", "target, action, flag"),
        ("ShouldContinue", "text, flag"),
        ("WriteError", "code, type, text, flag"),
    ];
    const INSTANCE: &[(&str, &str)] = &[
        ("Clone", "out"),
        ("Destruct", ""),
        ("Delete", ""),
        ("IsA", "declaration, flag"),
        ("GetClassName", "name"),
        ("SetNameSpace", "name"),
        ("GetNameSpace", "name"),
        ("GetElementCount", "count"),
        ("AddElement", "name, value, type, flags"),
        ("SetElement", "name, value, type, flags"),
        ("SetElementAt", "index, value, type, flags"),
        ("GetElement", "name, value, type, flags, index"),
        ("GetElementAt", "index, name, value, type, flags"),
        ("ClearElement", "name"),
        ("ClearElementAt", "index"),
    ];
    let mut text = format!(
        "{GENERATED}\n/* What a provider calls goes through the tables that it is given, so that the module is linked to nothing. */\n\n\
         #ifndef CALLS_H\n#define CALLS_H\n"
    );
    let rooms: [Table; 4] = [
        ("MI_Context", "context", CONTEXT),
        ("MI_Instance", "self", INSTANCE),
        (
            "MI_PropertySet",
            "self",
            &[
                ("GetElementCount", "count"),
                ("ContainsElement", "name, flag"),
                ("GetElementAt", "index, name"),
            ],
        ),
        ("MI_Filter", "self", &[("Evaluate", "instance, result"), ("GetExpression", "language, expression")]),
    ];
    for (room, own, functions) in rooms {
        text.push('\n');
        for (function, others) in functions {
            let others = if others.is_empty() { String::new() } else { format!(", {others}") };
            let _ = writeln!(
                text,
                "#undef {room}_{function}\n#define {room}_{function}({own}{others}) (({own})->ft->{function}({own}{others}))"
            );
        }
    }
    for (name, channel) in [("Warning", "WARNING"), ("Verbose", "VERBOSE"), ("Debug", "DEBUG")] {
        let _ = writeln!(
            text,
            "#undef MI_Context_Write{name}\n#define MI_Context_Write{name}(context, text) \
             MI_Context_WriteMessage(context, MI_WRITEMESSAGE_CHANNEL_{channel}, text)"
        );
    }
    text.push_str("\n#endif\n");
    text
}
