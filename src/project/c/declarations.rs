//! `schema.c`: the declarations of the classes, and the tables of their providers.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::super::plan::{Part, Plan};
use super::super::type_name;
use super::header::{GENERATED, parameters_name};
use super::literal::{elements, identifier, text, type_constant};
use super::provider::table;
use crate::cim::{Class, Method, Parameter, Property, Qualifier, Text, Type, Value, name};

/// The bits of flags, by their names in `mi.h`. The bit of a key says something else of a class.
const FLAGS: &[(u32, &str)] = &[
    (0x0000_0001, "MI_FLAG_CLASS"),
    (0x0000_0002, "MI_FLAG_METHOD"),
    (0x0000_0004, "MI_FLAG_PROPERTY"),
    (0x0000_0008, "MI_FLAG_PARAMETER"),
    (0x0000_0010, "MI_FLAG_ASSOCIATION"),
    (0x0000_0020, "MI_FLAG_INDICATION"),
    (0x0000_0040, "MI_FLAG_REFERENCE"),
    (0x0000_0080, "MI_FLAG_ENABLEOVERRIDE"),
    (0x0000_0100, "MI_FLAG_DISABLEOVERRIDE"),
    (0x0000_0200, "MI_FLAG_RESTRICTED"),
    (0x0000_0400, "MI_FLAG_TOSUBCLASS"),
    (0x0000_0800, "MI_FLAG_TRANSLATABLE"),
    (0x0000_1000, "MI_FLAG_KEY"),
    (0x0000_2000, "MI_FLAG_IN"),
    (0x0000_4000, "MI_FLAG_OUT"),
    (0x0000_8000, "MI_FLAG_REQUIRED"),
    (0x0001_0000, "MI_FLAG_STATIC"),
    (0x0002_0000, "MI_FLAG_ABSTRACT"),
    (0x0004_0000, "MI_FLAG_TERMINAL"),
    (0x0008_0000, "MI_FLAG_EXPENSIVE"),
    (0x0010_0000, "MI_FLAG_STREAM"),
    (0x0020_0000, "MI_FLAG_READONLY"),
    (0x0040_0000, "MI_FLAG_TOINSTANCE"),
];
const KEY: u32 = 0x0000_1000;

fn flags(bits: u32) -> String {
    let names: Vec<&str> = FLAGS.iter().filter(|(bit, _)| bits & bit != 0).map(|(_, name)| *name).collect();
    if names.is_empty() { "0".to_owned() } else { names.join(" | ") }
}

/// All declarations of a project.
pub(super) fn schema(plan: &Plan) -> String {
    let mut writer = Writer { text: String::new(), known: HashMap::new() };
    for part in &plan.parts {
        writer.class(part);
    }
    let mut head = format!("{GENERATED}\n#include \"types.h\"\n");
    for part in &plan.parts {
        let _ = writeln!(head, "#include \"{}.h\"", identifier(&part.class.name().to_str()));
    }
    head.push_str(
        "\n/* The texts of schemas are longer than the standards ask compilers to take. */\n\
         #if defined(__GNUC__)\n#pragma GCC diagnostic ignored \"-Woverlength-strings\"\n#endif\n",
    );
    let classes: Vec<String> =
        plan.parts.iter().map(|part| format!("&{}_rtti", identifier(&part.class.name().to_str()))).collect();
    let _ = write!(
        writer.text,
        "\nstatic const MI_ClassDecl *const classes[] = {{\n    {}}};\n\nMI_SchemaDecl module_schema = {{NULL, 0, classes, {}}};\n",
        classes.join(",\n    "),
        classes.len()
    );
    head + &writer.text
}

/// How an element that inherits from the same of the superclass unchanged is told.
fn same_qualifiers(left: &[Qualifier], right: &[Qualifier]) -> bool {
    left.len() == right.len()
        && left.iter().zip(right).all(|(left, right)| {
            (&left.name, left.kind, &left.value, left.flavor)
                == (&right.name, right.kind, &right.value, right.flavor)
        })
}

struct Writer {
    text: String,
    /// What was written before, by what stands behind its name: equal qualifiers and texts are written once.
    known: HashMap<String, String>,
}

impl Writer {
    /// Writes `static const TYPE NAME = INITIALISER;` unless it is there already, and gives the name.
    fn constant(&mut self, start: &str, declaration: &str, initialiser: &str) -> String {
        let key = format!("{declaration}={initialiser}");
        if let Some(name) = self.known.get(&key) {
            return name.clone();
        }
        let name = format!("{start}_{}", self.known.len());
        let declared = declaration.replace('@', &name);
        let _ = writeln!(self.text, "static const {declared} = {initialiser};");
        self.known.insert(key, name.clone());
        name
    }

    /// A pointer to a value, or NULL.
    fn value(&mut self, value: Option<&Value>) -> String {
        let Some(value) = value else { return "NULL".to_owned() };
        let kind = value.value_type();
        let Some(elements) = elements(value) else { return "NULL".to_owned() };
        let of = if kind.scalar() == Type::String { "MI_Char *const" } else { "" };
        let of = if of.is_empty() { format!("MI_{}", type_name(kind)) } else { of.to_owned() };
        let name = if kind.is_array() {
            let array = format!("MI_Const{}A @", type_name(kind));
            let data = if elements.is_empty() {
                "NULL".to_owned()
            } else {
                self.constant("items", &format!("{of} @[]"), &format!("{{{}}}", elements.join(",\n    ")))
            };
            self.constant("value", &array, &format!("{{{data}, {}}}", elements.len()))
        } else {
            self.constant("value", &format!("{of} @"), &elements[0])
        };
        format!("&{name}")
    }

    /// `LIST, COUNT` of qualifiers.
    fn qualifiers(&mut self, qualifiers: &[Qualifier]) -> String {
        if qualifiers.is_empty() {
            return "NULL, 0".to_owned();
        }
        let mut names = Vec::with_capacity(qualifiers.len());
        for qualifier in qualifiers {
            let value = self.value(qualifier.value.as_ref());
            let initialiser = format!(
                "{{{}, {}, {}, {value}}}",
                text(&qualifier.name.to_str()),
                type_constant(qualifier.kind),
                flags(qualifier.flavor.bits())
            );
            names.push(format!("&{}", self.constant("qualifier", "MI_Qualifier @", &initialiser)));
        }
        let list =
            self.constant("qualifiers", "MI_Qualifier *const @[]", &format!("{{{}}}", names.join(", ")));
        format!("{list}, {}", qualifiers.len())
    }

    fn class(&mut self, part: &Part) {
        let class = &part.class;
        let own = identifier(&class.name().to_str());
        let _ = writeln!(self.text, "\n/* ---- {} ---- */\n", class.name());
        let properties: Vec<String> = class
            .properties()
            .iter()
            .map(|property| format!("&{}", self.property(class, property)))
            .collect();
        let properties = self.list("MI_PropertyDecl", &format!("{own}_properties"), &properties);
        let mut methods = Vec::new();
        for method in class.methods() {
            methods.push(format!("&{}_rtti", parameters_name(class, method)));
            self.method(part, method);
        }
        let methods = self.list("MI_MethodDecl", &format!("{own}_methods"), &methods);
        let slots = if part.is_served {
            self.text.push_str(&table(class));
            format!("&{own}_slots")
        } else {
            "NULL".to_owned()
        };
        let (superclass, declaration) = match class.superclass() {
            Some(superclass) => {
                let name = superclass.name().to_str();
                (text(&name), format!("&{}_rtti", identifier(&name)))
            }
            None => ("NULL".to_owned(), "NULL".to_owned()),
        };
        let qualifiers = self.qualifiers(class.qualifiers());
        let _ = writeln!(
            self.text,
            "\nconst MI_ClassDecl {own}_rtti = {{\n    {flags},\n    0x{code:08x},\n    {name},\n    {qualifiers},\n    {properties},\n    \
             sizeof({own}),\n    {superclass},\n    {declaration},\n    {methods},\n    &module_schema,\n    {slots},\n    NULL}};",
            flags = flags((class.flags().bits() | 1) & !KEY),
            code = name::name_code(class.name().units()),
            name = text(&class.name().to_str()),
        );
    }

    /// Writes a list of pointers, and gives `LIST, COUNT`.
    fn list(&mut self, of: &str, list: &str, items: &[String]) -> String {
        if items.is_empty() {
            return "NULL, 0".to_owned();
        }
        let _ =
            writeln!(self.text, "\nstatic const {of} *const {list}[] = {{\n    {}}};", items.join(",\n    "));
        format!("{list}, {}", items.len())
    }

    /// Writes the declaration of a property, unless that of the superclass says the same, and gives its name. A class begins with
    /// the fields of its superclass, so that they lie where those lie.
    fn property(&mut self, class: &Class, property: &Property) -> String {
        let own = format!(
            "{}_{}_property",
            identifier(&class.name().to_str()),
            identifier(&property.name.to_str())
        );
        if let Some(superclass) = class.superclass() {
            let inherited = superclass.property(&property.name).filter(|inherited| {
                property.propagator == inherited.propagator
                    && same_qualifiers(&property.qualifiers, &inherited.qualifiers)
            });
            if let Some(inherited) = inherited {
                return self.property_of_superclass(superclass, inherited);
            }
        }
        let qualifiers = self.qualifiers(&property.qualifiers);
        let default = self.value(property.default.as_ref());
        let _ = writeln!(
            self.text,
            "static const MI_PropertyDecl {own} = {{\n    {flags},\n    0x{code:08x},\n    {name},\n    {qualifiers},\n    {kind},\n    {class_name},\n    \
             {subscript},\n    offsetof({structure}, {field}),\n    {origin},\n    {propagator},\n    {default}}};",
            flags = flags(property.flags.bits() | 4),
            code = name::name_code(property.name.units()),
            name = text(&property.name.to_str()),
            kind = type_constant(property.kind),
            class_name = optional(property.reference_class.as_ref()),
            subscript = property.array_size.unwrap_or(0),
            structure = identifier(&class.name().to_str()),
            field = identifier(&property.name.to_str()),
            origin = text(&property.origin.to_str()),
            propagator = text(&property.propagator.to_str()),
        );
        own
    }

    /// The name under which a superclass has a property, which may be that of a class further up.
    fn property_of_superclass(&self, class: &Class, property: &Property) -> String {
        if let Some(superclass) = class.superclass()
            && let Some(inherited) = superclass.property(&property.name)
            && property.propagator == inherited.propagator
            && same_qualifiers(&property.qualifiers, &inherited.qualifiers)
        {
            return self.property_of_superclass(superclass, inherited);
        }
        format!("{}_{}_property", identifier(&class.name().to_str()), identifier(&property.name.to_str()))
    }

    fn method(&mut self, part: &Part, method: &Method) {
        let own = parameters_name(&part.class, method);
        let qualifiers = self.qualifiers(&method.qualifiers);
        let answer = Parameter {
            name: Text::from("MIReturn"),
            kind: method.return_type,
            array_size: None,
            reference_class: method.return_class.clone(),
            flags: crate::cim::ElementFlags::OUT,
            // What qualifies a method describes what it returns.
            qualifiers: method.qualifiers.clone(),
        };
        let mut names = Vec::with_capacity(method.parameters.len() + 1);
        for parameter in std::iter::once(&answer).chain(&method.parameters) {
            let qualifiers = self.qualifiers(&parameter.qualifiers);
            let field = identifier(&parameter.name.to_str());
            let _ = writeln!(
                self.text,
                "static const MI_ParameterDecl {own}_{field}_parameter = {{\n    {flags},\n    0x{code:08x},\n    {name},\n    {qualifiers},\n    {kind},\n    \
                 {class_name},\n    {subscript},\n    offsetof({own}, {field})}};",
                flags = flags(parameter.flags.bits() | 8),
                code = name::name_code(parameter.name.units()),
                name = text(&parameter.name.to_str()),
                kind = type_constant(parameter.kind),
                class_name = optional(parameter.reference_class.as_ref()),
                subscript = parameter.array_size.unwrap_or(0),
            );
            names.push(format!("&{own}_{field}_parameter"));
        }
        let parameters = self.list("MI_ParameterDecl", &format!("{own}_parameters"), &names);
        let function = if part.is_served {
            let (thunk, name) = super::provider::method_thunk(&part.class, method);
            self.text.push_str(&thunk);
            name
        } else {
            "NULL".to_owned()
        };
        let _ = writeln!(
            self.text,
            "\nconst MI_MethodDecl {own}_rtti = {{\n    {flags},\n    0x{code:08x},\n    {name},\n    {qualifiers},\n    {parameters},\n    sizeof({own}),\n    \
             {kind},\n    {origin},\n    {propagator},\n    &module_schema,\n    {function}}};",
            flags = flags(method.flags.bits() | 2),
            code = name::name_code(method.name.units()),
            name = text(&method.name.to_str()),
            kind = type_constant(method.return_type),
            origin = text(&method.origin.to_str()),
            propagator = text(&method.propagator.to_str()),
        );
    }
}

fn optional(name: Option<&Text>) -> String {
    name.map_or_else(|| "NULL".to_owned(), |name| text(&name.to_str()))
}
