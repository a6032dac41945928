//! Any sequence of calls on instances leaves what a simple list of names and values would hold.

use proptest::prelude::*;

use super::super::testing::{
    add, c, clone, delete, get, instance_table, model, ptr, read, set, string_value,
};
use super::*;
use crate::cim::Value;

/// What an element holds, as the test keeps it.
#[derive(Clone, Debug, PartialEq)]
enum Held {
    Text(Option<String>),
    Number(Option<u32>),
    Inner(Option<String>),
}

impl Held {
    fn kind(&self) -> MI_Type {
        match self {
            Held::Text(_) => MI_STRING,
            Held::Number(_) => MI_UINT32,
            Held::Inner(_) => MI_INSTANCE,
        }
    }

    fn null(&self) -> Held {
        match self {
            Held::Text(_) => Held::Text(None),
            Held::Number(_) => Held::Number(None),
            Held::Inner(_) => Held::Inner(None),
        }
    }
}

/// One call. Elements are named by a number; some are not there.
#[derive(Clone, Debug)]
enum Call {
    Add(usize, Held),
    Set(usize, Held),
    /// Sets an element to the value that is read from another, whose memory is the instance's own.
    SetFrom(usize, usize),
    /// Changes the text inside an embedded instance through the borrowed pointer.
    ChangeInside(usize, String),
    Clear(usize),
    /// Goes on with a clone, and deletes the instance.
    Clone,
    /// Goes on with what the model made of the instance.
    Cross,
}

fn held() -> impl Strategy<Value = Held> {
    prop_oneof![
        proptest::option::of("[a-z]{0,40}").prop_map(Held::Text),
        proptest::option::of(any::<u32>()).prop_map(Held::Number),
        proptest::option::of("[a-z]{0,9}").prop_map(Held::Inner),
    ]
}

fn call() -> impl Strategy<Value = Call> {
    let element = 0..12usize;
    prop_oneof![
        3 => (element.clone(), held()).prop_map(|(at, held)| Call::Add(at, held)),
        4 => (element.clone(), held()).prop_map(|(at, held)| Call::Set(at, held)),
        3 => (element.clone(), element.clone()).prop_map(|(to, from)| Call::SetFrom(to, from)),
        2 => (element.clone(), "[a-z]{0,9}").prop_map(|(at, text)| Call::ChangeInside(at, text)),
        1 => element.prop_map(Call::Clear),
        1 => Just(Call::Clone),
        1 => Just(Call::Cross),
    ]
}

/// Hands a value to a function in C's shape.
fn with_value<R>(held: &Held, give: impl FnOnce(*const MI_Value) -> R) -> R {
    match held {
        Held::Text(Some(text)) => give(&string_value(&c(text))),
        Held::Number(Some(number)) => give(&MI_Value { uint32: *number }),
        Held::Inner(Some(text)) => {
            let inner = instance_to_c(model(text));
            let result = give(&MI_Value { instance: inner });
            delete(inner);
            result
        }
        _ => give(std::ptr::null()),
    }
}

fn name(at: usize) -> String {
    format!("Element{at}")
}

/// Makes a call, and does the same to the list; the results must agree.
fn make(call: &Call, mut instance: *mut MI_Instance, list: &mut Vec<(usize, Held)>) -> *mut MI_Instance {
    let find = |list: &[(usize, Held)], at: usize| list.iter().position(|(known, _)| *known == at);
    match call {
        Call::Add(at, held) => {
            let result = with_value(held, |value| add(instance, &name(*at), value, held.kind(), 0));
            let expected = match find(list, *at) {
                Some(_) => MI_RESULT_ALREADY_EXISTS,
                None => MI_RESULT_OK,
            };
            assert_eq!(result, expected);
            if expected == MI_RESULT_OK {
                list.push((*at, held.clone()));
            }
        }
        Call::Set(at, held) => {
            let result = with_value(held, |value| set(instance, &name(*at), value, held.kind(), 0));
            assert_eq!(result, put(list, *at, held.clone()));
        }
        Call::SetFrom(to, from) => {
            if let Some(found) = find(list, *from) {
                let held = list[found].1.clone();
                let (value, kind, flags, _) = get(instance, &name(*from)).unwrap();
                let result = set(instance, &name(*to), &value, kind, flags & MI_FLAG_NULL);
                assert_eq!(result, put(list, *to, held));
            }
        }
        Call::ChangeInside(at, text) => {
            if let Some((_, Held::Inner(Some(inside)))) = list.iter_mut().find(|(known, _)| known == at) {
                let (value, ..) = get(instance, &name(*at)).unwrap();
                // SAFETY: the element is an instance and not NULL.
                let inner = unsafe { value.instance };
                assert_eq!(set(inner, "Text", &string_value(&c(text)), MI_STRING, 0), MI_RESULT_OK);
                *inside = text.clone();
            }
        }
        Call::Clear(at) => {
            // SAFETY: a live instance.
            let result = unsafe { instance_table().ClearElement.unwrap()(instance, ptr(&c(&name(*at)))) };
            let null = find(list, *at).map(|found| list[found].1.null());
            assert_eq!(result, null.map_or(MI_RESULT_NO_SUCH_PROPERTY, |null| put(list, *at, null)));
        }
        Call::Clone => {
            let copy = clone(instance);
            delete(instance);
            instance = copy;
        }
        Call::Cross => {
            // SAFETY: a live instance.
            let crossed = instance_to_c(unsafe { instance_from_c(instance) }.unwrap());
            delete(instance);
            instance = crossed;
        }
    }
    instance
}

/// What `SetElement` does to the list, and its result.
fn put(list: &mut [(usize, Held)], at: usize, held: Held) -> MI_Result {
    match list.iter_mut().find(|(known, _)| *known == at) {
        None => MI_RESULT_NO_SUCH_PROPERTY,
        Some((_, known)) if known.kind() != held.kind() => MI_RESULT_TYPE_MISMATCH,
        Some((_, known)) => {
            *known = held;
            MI_RESULT_OK
        }
    }
}

/// What an instance holds, read through its table.
fn contents(instance: *const MI_Instance, list: &[(usize, Held)]) -> Vec<(usize, Held)> {
    let elements = list.iter().enumerate().map(|(index, (at, held))| {
        let (value, kind, flags, found) = get(instance, &name(*at)).unwrap();
        assert_eq!((kind, found as usize), (held.kind(), index));
        let there = flags & MI_FLAG_NULL == 0;
        // SAFETY: the members are those of the type that was read.
        let held = unsafe {
            match kind {
                MI_STRING => Held::Text(read(value.string)),
                MI_UINT32 => Held::Number(there.then_some(value.uint32)),
                _ => Held::Inner(there.then(|| read(get(value.instance, "Text").unwrap().0.string).unwrap())),
            }
        };
        (*at, held)
    });
    elements.collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn a_sequence_of_calls_leaves_what_a_list_would_hold(calls in proptest::collection::vec(call(), 0..40)) {
        let mut instance = new_dynamic_instance(c("Test_Sequence").units()).unwrap();
        let mut list = Vec::new();
        for call in &calls {
            instance = make(call, instance, &mut list);
            prop_assert_eq!(contents(instance, &list), list.clone());
        }
        // SAFETY: a live instance.
        let model = unsafe { instance_from_c(instance) }.unwrap();
        prop_assert_eq!(model.len(), list.len());
        let text = |value: Option<crate::cim::ValueRef<'_>>| value.map(|value| value.to_value());
        for (at, held) in &list {
            if let Held::Text(expected) = held {
                let expected = expected.as_deref().map(Value::string);
                prop_assert_eq!(text(model.value(&name(*at))), expected);
            }
        }
        prop_assert_eq!(delete(instance), MI_RESULT_OK);
    }
}
