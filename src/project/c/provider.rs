//! What a class is asked: the functions that the author fills in, and what leads from the tables to them.

use std::fmt::Write as _;

use super::super::fill;
use super::super::plan::{Kind, kind};
use super::header::parameters_name;
use super::literal::identifier;
use crate::cim::{Class, ElementFlags, Method};

/// What a slot is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    All,
    Instances,
    Associations,
    Indications,
}

/// A slot of a provider's table.
pub(super) struct Slot {
    pub(super) name: &'static str,
    of: Use,
    /// The parameters of the slot, and of the author's function.
    parameters: &'static [Given],
    hint: &'static str,
}

/// A parameter: its type in the table, its type for the author where that differs, and its name.
#[derive(Clone, Copy)]
struct Given {
    table: &'static str,
    author: &'static str,
    name: &'static str,
}

const fn same(of: &'static str, name: &'static str) -> Given {
    Given { table: of, author: of, name }
}

const SELF: Given = Given { table: "void *", author: "@X@_Self *", name: "self" };
const CONTEXT: Given = same("MI_Context *", "context");
const NAMESPACE: Given = same("const MI_Char *", "nameSpace");
const CLASS_NAME: Given = same("const MI_Char *", "className");
const PROPERTY_SET: Given = same("const MI_PropertySet *", "propertySet");
const KEYS_ONLY: Given = same("MI_Boolean ", "keysOnly");
const FILTER: Given = same("const MI_Filter *", "filter");

const fn instance(name: &'static str) -> Given {
    Given { table: "const MI_Instance *", author: "const @X@ *", name }
}

const fn plain_instance(name: &'static str) -> Given {
    same("const MI_Instance *", name)
}

/// The slots in the order of the table, but for `Invoke`: each method has a function of its own.
const SLOTS: &[Slot] = &[
    Slot {
        name: "Load",
        of: Use::All,
        parameters: &[
            Given { table: "void **", author: "@X@_Self **", name: "self" },
            same("MI_Module_Self *", "selfModule"),
            CONTEXT,
        ],
        hint: "Make what the provider needs, and put it into *self before the result is posted.",
    },
    Slot {
        name: "Unload",
        of: Use::All,
        parameters: &[SELF, CONTEXT],
        hint: "Free what Load made, and end all threads.",
    },
    Slot {
        name: "GetInstance",
        of: Use::Instances,
        parameters: &[SELF, CONTEXT, NAMESPACE, CLASS_NAME, instance("instanceName"), PROPERTY_SET],
        hint: "Find the instance by the keys in instanceName; @X@_Construct, @X@_Set_..., @X@_Post, @X@_Destruct, then PostResult.\n       \
               Where there is none, the result is MI_RESULT_NOT_FOUND.",
    },
    Slot {
        name: "EnumerateInstances",
        of: Use::Instances,
        parameters: &[SELF, CONTEXT, NAMESPACE, CLASS_NAME, PROPERTY_SET, KEYS_ONLY, FILTER],
        hint: "For each instance: @X@_Construct, @X@_Set_..., @X@_Post, @X@_Destruct. Then PostResult once.",
    },
    Slot {
        name: "CreateInstance",
        of: Use::Instances,
        parameters: &[SELF, CONTEXT, NAMESPACE, CLASS_NAME, instance("newInstance")],
        hint: "Make it, post an instance with its keys, then the result; MI_RESULT_ALREADY_EXISTS where it is there.",
    },
    Slot {
        name: "ModifyInstance",
        of: Use::Instances,
        parameters: &[SELF, CONTEXT, NAMESPACE, CLASS_NAME, instance("modifiedInstance"), PROPERTY_SET],
        hint: "Change the properties that propertySet names, of the instance with these keys; all of them where it is NULL.",
    },
    Slot {
        name: "DeleteInstance",
        of: Use::Instances,
        parameters: &[SELF, CONTEXT, NAMESPACE, CLASS_NAME, instance("instanceName")],
        hint: "Remove the instance with these keys; MI_RESULT_NOT_FOUND where there is none.",
    },
    Slot {
        name: "AssociatorInstances",
        of: Use::Associations,
        parameters: &[
            SELF,
            CONTEXT,
            NAMESPACE,
            CLASS_NAME,
            plain_instance("instanceName"),
            same("const MI_Char *", "resultClass"),
            same("const MI_Char *", "role"),
            same("const MI_Char *", "resultRole"),
            PROPERTY_SET,
            KEYS_ONLY,
            FILTER,
        ],
        hint: "Post the instances at the other end of each association that has instanceName at one of its ends. resultClass,\n       \
               role and resultRole, where they are not NULL, say which. As it is, the library follows ReferenceInstances.",
    },
    Slot {
        name: "ReferenceInstances",
        of: Use::Associations,
        parameters: &[
            SELF,
            CONTEXT,
            NAMESPACE,
            CLASS_NAME,
            plain_instance("instanceName"),
            same("const MI_Char *", "role"),
            PROPERTY_SET,
            KEYS_ONLY,
            FILTER,
        ],
        hint: "Post each association that has instanceName at one of its ends, at the end role where that is not NULL.\n       \
               As it is, the library looks through EnumerateInstances.",
    },
    Slot {
        name: "EnableIndications",
        of: Use::Indications,
        parameters: &[SELF, same("MI_Context *", "indicationsContext"), NAMESPACE, CLASS_NAME],
        hint: "Keep indicationsContext and post indications to it (MI_Context_PostIndication) until DisableIndications. No result is\n       \
               posted here; one ends all subscriptions.",
    },
    Slot {
        name: "DisableIndications",
        of: Use::Indications,
        parameters: &[SELF, same("MI_Context *", "indicationsContext"), NAMESPACE, CLASS_NAME],
        hint: "Post no more indications, and the result on indicationsContext.",
    },
    Slot {
        name: "Subscribe",
        of: Use::Indications,
        parameters: &[
            SELF,
            CONTEXT,
            NAMESPACE,
            CLASS_NAME,
            FILTER,
            same("const MI_Char *", "bookmark"),
            same("MI_Uint64 ", "subscriptionID"),
            same("void **", "subscriptionSelf"),
        ],
        hint: "Keep context while the subscription goes on: what is posted to it goes to this subscriber alone. No result is posted\n       \
               here, unless the subscription is refused.",
    },
    Slot {
        name: "Unsubscribe",
        of: Use::Indications,
        parameters: &[
            SELF,
            CONTEXT,
            NAMESPACE,
            CLASS_NAME,
            same("MI_Uint64 ", "subscriptionID"),
            same("void *", "subscriptionSelf"),
        ],
        hint: "End what Subscribe began: a result on its context, then one here.",
    },
];

/// The slots of a use.
pub(super) fn slots(of: Use) -> Vec<&'static Slot> {
    SLOTS.iter().filter(|slot| of == Use::All || slot.of == of).collect()
}

/// Whether a class has a function for the slot. An indication is nothing to get; what is no association relates nothing.
fn has(class: &Class, slot: &Slot) -> bool {
    match slot.of {
        Use::All => true,
        Use::Instances => kind(class) != Kind::Indication,
        Use::Associations => kind(class) == Kind::Association,
        Use::Indications => kind(class) == Kind::Indication,
    }
}

fn declaration(parameters: &[Given], of: impl Fn(&Given) -> &'static str) -> String {
    let parameters: Vec<String> = parameters.iter().map(|one| format!("{}{}", of(one), one.name)).collect();
    parameters.join(",\n    ")
}

/// What each class of the author is asked, as prototypes.
pub(super) fn prototypes(class: &Class) -> String {
    let name = identifier(&class.name().to_str());
    let mut text = format!(
        "\n/* What the provider is asked; {name}.c answers. */\n\ntypedef struct _@X@_Self @X@_Self;\n"
    );
    for slot in SLOTS.iter().filter(|slot| has(class, slot)) {
        let _ = writeln!(
            text,
            "\nvoid MI_CALL @X@_{}(\n    {});",
            slot.name,
            declaration(slot.parameters, |one| one.author)
        );
    }
    for method in class.methods() {
        let _ = writeln!(text, "\n{};", method_head(class, method));
    }
    fill(&text, &[("X", &name)])
}

fn method_head(class: &Class, method: &Method) -> String {
    format!(
        "void MI_CALL @X@_Invoke_{}(\n    @X@_Self *self,\n    MI_Context *context,\n    const MI_Char *nameSpace,\n    \
         const MI_Char *className,\n    const MI_Char *methodName,\n    const @X@ *instanceName,\n    const {} *in)",
        identifier(&method.name.to_str()),
        parameters_name(class, method)
    )
}

/// The table of a class, with what leads from it to the functions of the author.
pub(super) fn table(class: &Class) -> String {
    let name = identifier(&class.name().to_str());
    let mut text = String::new();
    for slot in SLOTS.iter().filter(|slot| has(class, slot)) {
        let given: Vec<String> = slot
            .parameters
            .iter()
            .map(|one| match one.table == one.author {
                true => one.name.to_owned(),
                // By way of void, which says that the other type is meant.
                false if one.table.starts_with("const") => {
                    format!("({})(const void *){}", one.author, one.name)
                }
                false => format!("({})(void *){}", one.author, one.name),
            })
            .collect();
        let _ = write!(
            text,
            "\nstatic void MI_CALL @X@_slot_{slot}(\n    {}) {{\n    @X@_{slot}({});\n}}\n",
            declaration(slot.parameters, |one| one.table),
            given.join(", "),
            slot = slot.name
        );
    }
    let entries: Vec<String> = SLOTS
        .iter()
        .map(|slot| if has(class, slot) { format!("@X@_slot_{}", slot.name) } else { "NULL".to_owned() })
        .collect();
    let _ = write!(
        text,
        "\nstatic const MI_ProviderFT @X@_slots = {{\n    {},\n    /* Each method has a function of its own. */\n    NULL}};\n",
        entries.join(",\n    ")
    );
    fill(&text, &[("X", &name)])
}

/// What leads from the declaration of a method to the function of the author, and its name.
pub(super) fn method_thunk(class: &Class, method: &Method) -> (String, String) {
    const THUNK: &str = "
static void MI_CALL @X@_method_@M@(
    void *self,
    MI_Context *context,
    const MI_Char *nameSpace,
    const MI_Char *className,
    const MI_Char *methodName,
    const MI_Instance *instanceName,
    const MI_Instance *in) {
    @X@_Invoke_@M@((@X@_Self *)self, context, nameSpace, className, methodName, (const @X@ *)(const void *)instanceName,
        (const @P@ *)(const void *)in);
}
";
    let class_name = identifier(&class.name().to_str());
    let method_name = identifier(&method.name.to_str());
    let parameters = parameters_name(class, method);
    let text = fill(THUNK, &[("X", &class_name), ("M", &method_name), ("P", &parameters)]);
    (text, format!("{class_name}_method_{method_name}"))
}

/// `NAME.c`: the functions that the author fills in.
pub(super) fn class(class: &Class) -> String {
    let name = identifier(&class.name().to_str());
    let mut text = format!(
        "/* {name}: what it answers. Each function says NOT_SUPPORTED until it is filled in.\n *\n * A request ends with one result on its \
         context (MI_Context_PostResult, PostError or PostCimError), from any thread, before\n * or after the function has returned. What the \
         function was given is good until both have happened. */\n\n#include \"{name}.h\"\n\n/* What the provider keeps between requests. They \
         come from several threads at once. */\nstruct _@X@_Self {{\n    int unused;\n}};\n"
    );
    for slot in SLOTS.iter().filter(|slot| has(class, slot)) {
        let unused =
            unused(slot.parameters.iter().map(|one| one.name).filter(|name| !name.ends_with("ontext")));
        let context = if slot.name.ends_with("Indications") { "indicationsContext" } else { "context" };
        let answer = match slot.name {
            "Load" => "    *self = NULL;\n    MI_Context_PostResult(context, MI_RESULT_OK);\n".to_owned(),
            "Unload" | "DisableIndications" | "Unsubscribe" => {
                format!("    MI_Context_PostResult({context}, MI_RESULT_OK);\n")
            }
            _ => not_supported(context, &format!("@X@_{}", slot.name)),
        };
        let unused = if slot.name == "Load" { unused.replace("    (void)self;\n", "") } else { unused };
        let _ = write!(
            text,
            "\nvoid MI_CALL @X@_{}(\n    {}) {{\n    /* {} */\n{unused}{answer}}}\n",
            slot.name,
            declaration(slot.parameters, |one| one.author),
            slot.hint
        );
    }
    for method in class.methods() {
        let unused =
            unused(["self", "nameSpace", "className", "methodName", "instanceName", "in"].into_iter());
        let parameters = parameters_name(class, method);
        let on = if method.flags.contains(ElementFlags::STATIC) {
            "It is static: instanceName is NULL."
        } else {
            "instanceName has the keys."
        };
        let _ = write!(
            text,
            "\n{} {{\n    /* {on} {parameters}_Construct, {parameters}_Set_MIReturn and what comes out, {parameters}_Post,\n       \
             {parameters}_Destruct, then PostResult. */\n{unused}{}}}\n",
            method_head(class, method),
            not_supported("context", &format!("@X@_Invoke_{}", identifier(&method.name.to_str())))
        );
    }
    fill(&text, &[("X", &name)])
}

fn unused<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.map(|name| format!("    (void){name};\n")).collect()
}

fn not_supported(context: &str, function: &str) -> String {
    format!(
        "    MI_Context_PostError({context}, MI_RESULT_NOT_SUPPORTED, MI_RESULT_TYPE_MI,\n        \
         MI_T(\"{function} in @X@.c is not filled in yet.\"));\n"
    )
}

/// `module.c`: the module's beginning and end.
pub(super) fn module() -> String {
    "/* The module: what it does when it is loaded and unloaded, whatever its classes do. */

#include \"types.h\"

/* The tables of the host that loaded the module. */
MI_Server *__mi_server;

struct _MI_Module_Self {
    int unused;
};

/* Make what all classes share, and put it into *self before the result is posted: each Load of a class gets it. */
static void MI_CALL Load(MI_Module_Self **self, MI_Context *context) {
    *self = NULL;
    MI_Context_PostResult(context, MI_RESULT_OK);
}

/* Free it, and end all threads: the module's code is taken away after this. */
static void MI_CALL Unload(MI_Module_Self *self, MI_Context *context) {
    (void)self;
    MI_Context_PostResult(context, MI_RESULT_OK);
}

static MI_Module module;

MI_EXTERN_C MI_EXPORT MI_Module *MI_MAIN_CALL MI_Main(MI_Server *server) {
    __mi_server = server;
    module.version = MI_VERSION;
    module.generatorVersion = MI_VERSION;
    module.flags = MI_MODULE_FLAG_STANDARD_QUALIFIERS | MI_MODULE_FLAG_DESCRIPTIONS | MI_MODULE_FLAG_VALUES |
        MI_MODULE_FLAG_MAPPING_STRINGS | MI_MODULE_FLAG_BOOLEANS;
    module.charSize = sizeof(MI_Char);
    module.schemaDecl = &module_schema;
    module.Load = Load;
    module.Unload = Unload;
    return &module;
}
"
    .to_owned()
}
