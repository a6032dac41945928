//! Any text as an object path: nothing crashes, and a path that is read and has a class is written as one that is read the same.

#![no_main]

use std::sync::Arc;

use libfuzzer_sys::fuzz_target;
use mi::cim::{Instance, ObjectPath, Value, WrittenPath};

fuzz_target!(|text: &str| {
    let Ok(path) = text.parse::<WrittenPath>() else { return };
    let Some(named) = instance(&path) else { return };
    let written = ObjectPath::of(&named).to_string();
    let again: WrittenPath = written.parse().unwrap_or_else(|error| panic!("{error}: written for {text:?}"));
    assert_eq!(path.keys, again.keys, "{text:?} was written as {written:?}");
    assert_eq!(
        (path.class_name, path.namespace),
        (again.class_name, again.namespace),
        "{text:?}: {written:?}"
    );
});

/// The instance that a path names, with texts as its keys. `None` where a key is named twice.
fn instance(path: &WrittenPath) -> Option<Arc<Instance>> {
    // The name of an only key is its class's to say.
    assert_eq!(path.to_string().parse().as_ref(), Ok(path));
    let mut named = Instance::new(&path.class_name).ok()?;
    named.set_namespace(path.namespace.as_deref().map(Into::into));
    for (key, text) in &path.keys {
        let value = Value::string(text);
        named
            .add(key.as_str(), value.value_type(), Some(value.as_value_ref()), mi::cim::ElementFlags::KEY)
            .ok()?;
    }
    Some(Arc::new(named))
}
