//! Who answers the operations on a class, and why.

use mi::cim::{Text, name};
use mi::provider::registration::{ClassKind, KnownClass, RegisteredClass};
use serde_json::json;

use super::{Line, Registered, place};
use crate::failure::Failure;
use crate::output::Output;

/// Says who answers each operation on a class of a namespace.
pub(super) fn explain(
    registered: &Registered,
    namespace: &Text,
    class: &Text,
    output: &mut Output,
) -> Result<(), Failure> {
    let known = registered.catalogue.find(namespace, class);
    let own = known.and_then(KnownClass::registered).map(|index| &registered.catalogue.classes()[index]);
    let name = known.map_or(class, KnownClass::name);
    let mut answers: Vec<(&str, String)> = Vec::new();

    let about = match (own, known) {
        (Some(own), _) => format!("registered by {}", who(registered, own)),
        (None, Some(known)) => format!(
            "registered by no file; {} names it, as a class that others inherit from or refer to",
            source(&registered.catalogue.classes()[known.declared_by()])
        ),
        (None, None) => "named by no registration file".to_owned(),
    };
    answers.push(("class", about));
    answers.push(("get, create, modify, delete, invoke", instances(registered, own)));
    answers.push(("enumerate", enumerate(registered, known, own)));
    answers.push(("associators, references", associations(registered, namespace, name)));
    answers.push(("subscribe", subscribe(registered, known, own)));
    answers.push((
        "get class",
        match (own, known) {
            (Some(own), _) => format!("the declaration of {}", who(registered, own)),
            (None, Some(known)) => format!(
                "the repository; where it does not have the class, {}",
                who(registered, &registered.catalogue.classes()[known.declared_by()])
            ),
            (None, None) => "the repository".into(),
        },
    ));
    for line in registered.lines(Some(namespace)).filter(|line| name::eq_names(&line.entry.class.name, name))
    {
        let state = registered.state(&line);
        answers.push(("line", format!("{}:{}: {}", line.file.path.display(), line.entry.line, state.text)));
    }

    let shown: Vec<String> = answers.iter().map(|(what, who)| format!("  {what}: {who}")).collect();
    let object: Vec<_> =
        answers.iter().map(|(what, who)| json!({ "operation": what, "answer": who })).collect();
    let sentence = format!("{name} in {namespace}\n{}", shown.join("\n"));
    let object = json!({ "class": name.to_string(), "namespace": namespace.to_string(), "answers": object });
    Ok(output.done(&sentence, object)?)
}

/// `FILE:LINE`.
fn source(class: &RegisteredClass) -> String {
    format!("{}:{}", class.file.path.display(), class.entry.line)
}

/// The module of a registered class, where it runs, and which line says so; or why there is none.
fn who(registered: &Registered, class: &RegisteredClass) -> String {
    let fault = class.fault.as_ref().map(ToString::to_string);
    let namespace = class.namespace.to_string();
    let line = Line { namespace: &namespace, file: &class.file, entry: &class.entry, fault };
    let state = registered.state(&line);
    if state.is_wrong {
        return format!("nobody, the operation fails: {} ({})", state.text, source(class));
    }
    let library = registered.library(&class.file).map(|path| path.display().to_string());
    let library = library.unwrap_or_else(|_| class.file.library.clone());
    format!("{library}, {} ({})", place(&class.entry.hosting), source(class))
}

fn instances(registered: &Registered, own: Option<&RegisteredClass>) -> String {
    match own {
        Some(own) if own.entry.kind == ClassKind::Schema => {
            "nobody: an EXTRACLASS has no instances of its own (NOT_SUPPORTED)".into()
        }
        Some(own) if own.entry.kind == ClassKind::Indication => {
            format!(
                "{}; an indication has no instances, which a module answers as it likes",
                who(registered, own)
            )
        }
        Some(own) => who(registered, own),
        None => "the repository, because no file registers the class".into(),
    }
}

fn enumerate(
    registered: &Registered,
    known: Option<KnownClass<'_>>,
    own: Option<&RegisteredClass>,
) -> String {
    let mut parts = Vec::new();
    let below = known.map(KnownClass::subclasses).unwrap_or_default().into_iter();
    let below = below.filter_map(KnownClass::registered).map(|index| &registered.catalogue.classes()[index]);
    let below: Vec<_> = below.filter(|class| class.entry.kind == ClassKind::Ordinary).collect();
    match own {
        Some(own) if own.entry.kind != ClassKind::Schema || below.is_empty() => {
            parts.push(instances(registered, Some(own)));
        }
        _ => parts.push("the repository".to_owned()),
    }
    for class in below {
        parts.push(format!("for its subclass {}: {}", class.name(), who(registered, class)));
    }
    parts.join("; then ")
}

fn associations(registered: &Registered, namespace: &Text, class: &Text) -> String {
    let mut parts: Vec<String> = registered
        .catalogue
        .associations(namespace, class, None, None)
        .into_iter()
        .map(|index| &registered.catalogue.classes()[index])
        .map(|association| format!("for {}: {}", association.name(), who(registered, association)))
        .collect();
    parts.push("for the associations that are stored: the repository".into());
    parts.join("; then ")
}

fn subscribe(
    registered: &Registered,
    known: Option<KnownClass<'_>>,
    own: Option<&RegisteredClass>,
) -> String {
    let below = known.map(KnownClass::subclasses).unwrap_or_default();
    let below = below.into_iter().filter_map(KnownClass::registered);
    let below = below.map(|index| &registered.catalogue.classes()[index]);
    let sources: Vec<String> = own
        .into_iter()
        .chain(below)
        .filter(|class| class.entry.kind == ClassKind::Indication)
        .map(|class| format!("{}: {}", class.name(), who(registered, class)))
        .collect();
    if sources.is_empty() {
        return "no module raises indications of the class; of changes in the repository, the repository tells".into();
    }
    sources.join("; and ")
}
