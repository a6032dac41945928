use std::sync::Arc;

use super::super::shape::Shape;
use super::super::testing::*;
use super::*;
use crate::cim::{Array, Text, Value};

const NULL: *const MI_Value = std::ptr::null();

#[test]
fn every_type_reads_back_as_it_was_set() {
    let instance = new_dynamic_instance(c("Test_Types").units()).unwrap();
    let values = value_of_each_type();
    for (number, value) in values.iter().enumerate() {
        let shape = Shape::of(value);
        assert_eq!(add(instance, &format!("P{number}"), shape.as_ptr(), number as u32, 0), MI_RESULT_OK);
    }
    for (number, value) in values.iter().enumerate() {
        let (got, kind, flags, index) = get(instance, &format!("p{number}")).unwrap();
        assert_eq!((kind, flags, index), (number as u32, 0, number as u32));
        // SAFETY: the value has the type that was asked for.
        let got = unsafe { super::super::value::read((&raw const got).cast(), value.value_type(), 0) };
        assert_eq!(got.ok().and_then(Given::into_value).as_ref(), Some(value));
    }
    assert_eq!(delete(instance), MI_RESULT_OK);
}

#[test]
fn every_type_is_cloned_and_crosses_to_the_model_and_back() {
    let instance = new_dynamic_instance(c("Test_Types").units()).unwrap();
    let values = value_of_each_type();
    for (number, value) in values.iter().enumerate() {
        let shape = Shape::of(value);
        add(instance, &format!("P{number}"), shape.as_ptr(), number as u32, MI_FLAG_BORROW);
    }
    let copy = clone(instance);
    delete(instance);
    // SAFETY: a live instance.
    let model = unsafe { instance_from_c(copy) }.unwrap();
    delete(copy);
    let back = instance_to_c(model);
    for (number, value) in values.iter().enumerate() {
        let (got, ..) = get(back, &format!("P{number}")).unwrap();
        // SAFETY: the value has the type that was asked for.
        let got = unsafe { super::super::value::read((&raw const got).cast(), value.value_type(), 0) };
        assert_eq!(got.ok().and_then(Given::into_value).as_ref(), Some(value));
    }
    delete(back);
}

#[test]
fn every_type_can_be_null() {
    let instance = new_dynamic_instance(c("Test_Types").units()).unwrap();
    let number = MI_Value { uint64: 1 };
    for kind in Type::ALL {
        let name = format!("P{}", kind.number());
        assert_eq!(add(instance, &name, &number, kind.number(), MI_FLAG_NULL), MI_RESULT_OK);
        let (value, got, flags, _) = get(instance, &name).unwrap();
        assert_eq!((got, flags), (kind.number(), MI_FLAG_NULL));
        // SAFETY: a NULL value is all zeros.
        assert_eq!(unsafe { value.uint64 }, 0);
    }
    delete(instance);
}

#[test]
fn a_type_that_does_not_exist_is_refused() {
    let instance = thing();
    for kind in [32, 33, 200, u32::MAX] {
        assert_eq!(add(instance, "Bad", &MI_Value { uint32: 1 }, kind, 0), MI_RESULT_INVALID_PARAMETER);
        assert_eq!(set(instance, "Number", &MI_Value { uint32: 1 }, kind, 0), MI_RESULT_INVALID_PARAMETER);
    }
    delete(instance);
}

#[test]
fn adding_says_what_is_wrong_with_a_name() {
    let instance = thing();
    let value = MI_Value { uint32: 1 };
    assert_eq!(add(instance, "NUMBER", &value, MI_UINT32, 0), MI_RESULT_ALREADY_EXISTS);
    for name in ["", "1a", "a b", "Größe"] {
        assert_eq!(add(instance, name, &value, MI_UINT32, 0), MI_RESULT_INVALID_PARAMETER);
    }
    delete(instance);
}

#[test]
fn setting_says_what_is_wrong() {
    let instance = thing();
    let value = MI_Value { uint32: 1 };
    assert_eq!(set(instance, "Missing", &value, MI_UINT32, 0), MI_RESULT_NO_SUCH_PROPERTY);
    assert_eq!(set(instance, "Number", &value, MI_UINT64, 0), MI_RESULT_TYPE_MISMATCH);
    assert_eq!(set(instance, "Number", NULL, MI_STRING, 0), MI_RESULT_TYPE_MISMATCH);
    let at = instance_table().SetElementAt.unwrap();
    // SAFETY: valid arguments.
    unsafe {
        assert_eq!(at(instance, 3, &value, MI_UINT32, 0), MI_RESULT_FAILED);
        assert_eq!(at(instance, u32::MAX, &value, MI_UINT32, 0), MI_RESULT_FAILED);
        assert_eq!(at(instance, 1, &value, MI_STRING, 0), MI_RESULT_TYPE_MISMATCH);
        assert_eq!(at(instance, 1, &MI_Value { uint32: 9 }, MI_UINT32, 0), MI_RESULT_OK);
    }
    // SAFETY: the element is a number.
    assert_eq!(unsafe { get(instance, "number").unwrap().0.uint32 }, 9);
    delete(instance);
}

#[test]
fn getting_and_clearing_out_of_range_say_so() {
    let instance = thing();
    let table = instance_table();
    assert_eq!(get(instance, "Missing").err(), Some(MI_RESULT_NO_SUCH_PROPERTY));
    let (value, number) = (std::ptr::null_mut, std::ptr::null_mut::<u32>);
    // SAFETY: valid arguments.
    unsafe {
        let get_at = table.GetElementAt.unwrap();
        let name = std::ptr::null_mut();
        assert_eq!(get_at(instance, 3, name, value(), number(), number()), MI_RESULT_INVALID_PARAMETER);
        assert_eq!(get_at(instance, 2, name, value(), number(), number()), MI_RESULT_OK);
        assert_eq!(table.ClearElementAt.unwrap()(instance, 3), MI_RESULT_FAILED);
        assert_eq!(table.ClearElement.unwrap()(instance, ptr(&c("Missing"))), MI_RESULT_NO_SUCH_PROPERTY);
    }
    delete(instance);
}

#[test]
fn a_cleared_element_is_null_and_stays() {
    let instance = thing();
    // SAFETY: valid arguments.
    unsafe {
        assert_eq!(instance_table().ClearElement.unwrap()(instance, ptr(&c("name"))), MI_RESULT_OK);
        assert_eq!(instance_table().ClearElementAt.unwrap()(instance, 1), MI_RESULT_OK);
    }
    assert_eq!(get(instance, "Name").unwrap().2, MI_FLAG_KEY | MI_FLAG_NULL);
    assert_eq!(get(instance, "Number").unwrap().2, MI_FLAG_NULL);
    delete(instance);
}

#[test]
fn null_arguments_are_refused() {
    let instance = thing();
    let table = instance_table();
    let null = std::ptr::null_mut::<MI_Instance>();
    let name = c("Name");
    let invalid = MI_RESULT_INVALID_PARAMETER;
    // SAFETY: NULL is what is tested.
    unsafe {
        assert_eq!(table.Clone.unwrap()(null, &mut null.cast_const().cast_mut()), invalid);
        assert_eq!(table.Clone.unwrap()(instance, std::ptr::null_mut()), invalid);
        assert_eq!(table.Delete.unwrap()(null), invalid);
        assert_eq!(table.Destruct.unwrap()(null), invalid);
        assert_eq!(table.IsA.unwrap()(instance, std::ptr::null(), &mut 0), invalid);
        assert_eq!(table.IsA.unwrap()(instance, (*instance).classDecl, std::ptr::null_mut()), invalid);
        assert_eq!(table.IsA.unwrap()(null, (*instance).classDecl, &mut 0), invalid);
        assert_eq!(table.GetClassName.unwrap()(instance, std::ptr::null_mut()), invalid);
        assert_eq!(table.GetNameSpace.unwrap()(instance, std::ptr::null_mut()), invalid);
        assert_eq!(table.GetServerName.unwrap()(instance, std::ptr::null_mut()), invalid);
        assert_eq!(table.SetNameSpace.unwrap()(null, ptr(&name)), invalid);
        assert_eq!(table.SetServerName.unwrap()(null, ptr(&name)), invalid);
        assert_eq!(table.GetElementCount.unwrap()(instance, std::ptr::null_mut()), invalid);
        assert_eq!(table.GetElementCount.unwrap()(null, &mut 0), invalid);
        assert_eq!(table.AddElement.unwrap()(instance, std::ptr::null(), NULL, 0, 0), invalid);
        assert_eq!(table.AddElement.unwrap()(null, ptr(&name), NULL, 0, 0), invalid);
        assert_eq!(table.SetElement.unwrap()(instance, std::ptr::null(), NULL, 0, 0), invalid);
        assert_eq!(table.SetElement.unwrap()(null, ptr(&name), NULL, 0, 0), invalid);
        assert_eq!(table.SetElementAt.unwrap()(null, 0, NULL, 0, 0), invalid);
        assert_eq!(table.ClearElement.unwrap()(instance, std::ptr::null()), invalid);
        assert_eq!(table.ClearElement.unwrap()(null, ptr(&name)), invalid);
        assert_eq!(table.ClearElementAt.unwrap()(null, 0), invalid);
        assert_eq!(table.GetClass.unwrap()(instance, std::ptr::null_mut()), invalid);
        let (value, out) = (std::ptr::null_mut(), std::ptr::null_mut());
        let get = table.GetElement.unwrap();
        assert_eq!(get(instance, std::ptr::null(), value, out, out, out), invalid);
        assert_eq!(get(null, ptr(&name), value, out, out, out), invalid);
        assert_eq!(get(instance, ptr(&name), value, out, out, out), MI_RESULT_OK);
    }
    delete(instance);
}

#[test]
fn flags_of_an_added_element_are_read_back_without_those_of_the_call() {
    let instance = thing();
    assert_eq!(get(instance, "Name").unwrap().2, MI_FLAG_KEY);
    let flags = MI_FLAG_READONLY | MI_FLAG_BORROW | MI_FLAG_ADOPT;
    add(instance, "Other", &MI_Value { uint8: 1 }, MI_UINT8, flags);
    assert_eq!(get(instance, "Other").unwrap().2, MI_FLAG_READONLY);
    delete(instance);
}

#[test]
fn an_array_without_data_is_empty_and_not_null() {
    let instance = thing();
    for kind in 16..32 {
        let empty = MI_Value { array: MI_Array::default() };
        let name = format!("A{kind}");
        assert_eq!(add(instance, &name, &empty, kind, 0), MI_RESULT_OK);
        let (value, _, flags, _) = get(instance, &name).unwrap();
        assert_eq!(flags, 0);
        // SAFETY: an array's value.
        assert_eq!(unsafe { value.array.size }, 0);
    }
    delete(instance);
}

#[test]
fn a_null_string_or_instance_is_a_null_value() {
    let instance = thing();
    for kind in [MI_STRING, MI_REFERENCE, MI_INSTANCE] {
        let name = format!("N{kind}");
        let null = MI_Value { string: std::ptr::null_mut() };
        assert_eq!(add(instance, &name, &null, kind, 0), MI_RESULT_OK);
        assert_eq!(get(instance, &name).unwrap().2, MI_FLAG_NULL);
    }
    delete(instance);
}

#[test]
fn an_array_with_a_null_instance_fails() {
    let instance = thing();
    let mut pointers = [std::ptr::null_mut::<MI_Instance>()];
    let value = MI_Value { instancea: MI_InstanceA { data: pointers.as_mut_ptr(), size: 1 } };
    for kind in [MI_INSTANCEA, MI_REFERENCEA] {
        assert_eq!(add(instance, "Array", &value, kind, 0), MI_RESULT_FAILED);
    }
    delete(instance);
}

#[test]
fn a_datetime_that_has_no_text_form_is_refused() {
    let instance = thing();
    let interval = MI_Interval { days: 100_000_000, ..MI_Interval::default() };
    let value = MI_Value { datetime: MI_Datetime { isTimestamp: 0, u: MI_DatetimeUnion { interval } } };
    assert_eq!(add(instance, "When", &value, MI_DATETIME, 0), MI_RESULT_INVALID_PARAMETER);
    for timestamp in [
        MI_Timestamp { year: 10_000, ..MI_Timestamp::default() },
        MI_Timestamp { month: 256, ..MI_Timestamp::default() },
        MI_Timestamp { utc: -1000, ..MI_Timestamp::default() },
        MI_Timestamp { microseconds: 1_000_000, ..MI_Timestamp::default() },
    ] {
        let value = MI_Value { datetime: MI_Datetime { isTimestamp: 1, u: MI_DatetimeUnion { timestamp } } };
        assert_eq!(add(instance, "When", &value, MI_DATETIME, 0), MI_RESULT_INVALID_PARAMETER);
    }
    delete(instance);
}

#[test]
fn a_string_of_the_instance_can_be_set_into_the_same_or_another_element() {
    let instance = thing();
    let (own, ..) = get(instance, "Name").unwrap();
    assert_eq!(set(instance, "Name", &own, MI_STRING, 0), MI_RESULT_OK);
    assert_eq!(get_string(instance, "Name").as_deref(), Some("a name"));
    let (own, ..) = get(instance, "Name").unwrap();
    assert_eq!(set(instance, "Empty", &own, MI_STRING, 0), MI_RESULT_OK);
    // SAFETY: the tail of a string is a string.
    let tail = MI_Value { string: unsafe { get(instance, "Name").unwrap().0.string.add(2) } };
    assert_eq!(set(instance, "Name", &tail, MI_STRING, 0), MI_RESULT_OK);
    assert_eq!(get_string(instance, "Name").as_deref(), Some("name"));
    assert_eq!(get_string(instance, "Empty").as_deref(), Some("a name"));
    let (own, ..) = get(instance, "Empty").unwrap();
    assert_eq!(add(instance, "Added", &own, MI_STRING, 0), MI_RESULT_OK);
    assert_eq!(get_string(instance, "Added").as_deref(), Some("a name"));
    delete(instance);
}

#[test]
fn an_array_of_the_instance_can_be_set_into_itself() {
    let instance = thing();
    for value in value_of_each_type().into_iter().filter(|value| value.value_type().is_array()) {
        let kind = value.value_type().number();
        let name = format!("A{kind}");
        add(instance, &name, Shape::of(&value).as_ptr(), kind, 0);
        let (own, ..) = get(instance, &name).unwrap();
        assert_eq!(set(instance, &name, &own, kind, 0), MI_RESULT_OK);
        let (own, ..) = get(instance, &name).unwrap();
        // SAFETY: the value has the type that was asked for.
        let read = unsafe { super::super::value::read((&raw const own).cast(), value.value_type(), 0) };
        assert_eq!(read.ok().and_then(Given::into_value), Some(value));
    }
    delete(instance);
}

#[test]
fn a_pointer_stays_good_while_other_elements_are_added_and_set() {
    let instance = thing();
    // SAFETY: a string element.
    let pointer = unsafe { get(instance, "Name").unwrap().0.string };
    for number in 0..200 {
        let text = c(&format!("a longer text with number {number}"));
        add(instance, &format!("More{number}"), &string_value(&text), MI_STRING, 0);
        set(instance, "Empty", &string_value(&text), MI_STRING, 0);
    }
    assert_eq!(read(pointer).as_deref(), Some("a name"));
    // SAFETY: a string element.
    assert_eq!(unsafe { get(instance, "Name").unwrap().0.string }, pointer);
    delete(instance);
}

#[test]
fn a_million_changes_of_one_string_take_flat_memory() {
    let instance = thing();
    let texts = [c("short"), c("a text that is longer than the first one"), c("")];
    for round in 0..1_000_000 {
        assert_eq!(set(instance, "Name", &string_value(&texts[round % 3]), MI_STRING, 0), MI_RESULT_OK);
    }
    // SAFETY: a live instance.
    let held = unsafe { face(instance) }.instance().heap_size();
    assert!(held < 2048 * size_of::<crate::cim::Unit>(), "{held}");
    delete(instance);
}

#[test]
fn the_first_write_to_a_shared_instance_leaves_the_shared_one_and_its_pointers_alone() {
    let shared = model("before");
    let view = instance_to_c(Arc::clone(&shared));
    // SAFETY: a string element.
    let pointer = unsafe { get(view, "Text").unwrap().0.string };
    assert_eq!(set(view, "Text", &string_value(&c("after")), MI_STRING, 0), MI_RESULT_OK);
    assert_eq!(read(pointer).as_deref(), Some("before"));
    assert_eq!(get_string(view, "Text").as_deref(), Some("after"));
    assert_eq!(shared.value("Text"), Some(Value::string("before").as_value_ref()));
    delete(view);
}

#[test]
fn a_shared_instance_is_not_copied_for_reading_or_sending() {
    let shared = model("text");
    let view = instance_to_c(Arc::clone(&shared));
    let copy = clone(view);
    // SAFETY: live instances.
    let (sent, cloned) = unsafe { (instance_from_c(view).unwrap(), instance_from_c(copy).unwrap()) };
    assert!(Arc::ptr_eq(&sent, &shared) && Arc::ptr_eq(&cloned, &shared));
    delete(view);
    delete(copy);
}

#[test]
fn a_change_inside_a_borrowed_embedded_instance_shows_when_the_outer_one_is_cloned_or_sent() {
    for (kind, value) in [
        (MI_INSTANCE, Value::Instance(model("before"))),
        (MI_REFERENCE, Value::Reference(model("before"))),
        (MI_INSTANCEA, Value::Array(Arc::new(Array::Instance(vec![model("x"), model("before")])))),
        (MI_REFERENCEA, Value::Array(Arc::new(Array::Reference(vec![model("x"), model("before")])))),
    ] {
        let mut outer = Instance::new("Test_Outer").unwrap();
        outer.add_value("Inner", value).unwrap();
        outer.mark_unmodified();
        let outer = instance_to_c(Arc::new(outer));
        let inner = |outer| {
            let (value, ..) = get(outer, "Inner").unwrap();
            // SAFETY: the element is an instance or an array of two.
            unsafe { if kind >= MI_ARRAY { *value.instancea.data.add(1) } else { value.instance } }
        };
        assert_eq!(set(inner(outer), "Text", &string_value(&c("after")), MI_STRING, 0), MI_RESULT_OK);
        let copy = clone(outer);
        assert_eq!(get_string(inner(copy), "Text").as_deref(), Some("after"));
        assert_eq!(get(copy, "Inner").unwrap().2, MI_FLAG_NOT_MODIFIED);
        // SAFETY: a live instance.
        let sent = instance_to_c(unsafe { instance_from_c(outer) }.unwrap());
        assert_eq!(get_string(inner(sent), "Text").as_deref(), Some("after"));
        for instance in [outer, copy, sent] {
            delete(instance);
        }
    }
}

#[test]
fn a_borrowed_instance_can_be_set_into_the_element_that_it_came_from() {
    let mut outer = Instance::new("Test_Outer").unwrap();
    outer.add_value("Inner", Value::Instance(model("before"))).unwrap();
    let outer = instance_to_c(Arc::new(outer));
    let (inner, ..) = get(outer, "Inner").unwrap();
    // SAFETY: the element is an instance.
    set(unsafe { inner.instance }, "Text", &string_value(&c("after")), MI_STRING, 0);
    assert_eq!(set(outer, "Inner", &inner, MI_INSTANCE, 0), MI_RESULT_OK);
    let (inner, ..) = get(outer, "Inner").unwrap();
    // SAFETY: the element is an instance.
    assert_eq!(get_string(unsafe { inner.instance }, "Text").as_deref(), Some("after"));
    delete(outer);
}

#[test]
fn a_borrowed_instance_is_not_deleted() {
    let mut outer = Instance::new("Test_Outer").unwrap();
    outer.add_value("Inner", Value::Instance(model("text"))).unwrap();
    let outer = instance_to_c(Arc::new(outer));
    // SAFETY: the element is an instance.
    let inner = unsafe { get(outer, "Inner").unwrap().0.instance };
    assert_eq!(delete(inner), MI_RESULT_FAILED);
    // SAFETY: a live instance.
    assert_eq!(unsafe { instance_table().Destruct.unwrap()(inner) }, MI_RESULT_FAILED);
    assert_eq!(get_string(inner, "Text").as_deref(), Some("text"));
    delete(outer);
}

#[test]
fn an_instance_that_is_set_is_copied() {
    let outer = thing();
    let inner = thing();
    assert_eq!(add(outer, "Inner", &MI_Value { instance: inner }, MI_INSTANCE, MI_FLAG_BORROW), MI_RESULT_OK);
    set(inner, "Name", &string_value(&c("changed")), MI_STRING, 0);
    delete(inner);
    // SAFETY: the element is an instance.
    let held = unsafe { get(outer, "Inner").unwrap().0.instance };
    assert_eq!(get_string(held, "Name").as_deref(), Some("a name"));
    delete(outer);
}

#[test]
fn two_threads_read_one_instance() {
    let mut outer = Instance::new("Test_Outer").unwrap();
    for (number, value) in value_of_each_type().into_iter().enumerate() {
        outer.add_value(&format!("P{number}"), value).unwrap();
    }
    let outer = instance_to_c(Arc::new(outer));
    let address = outer.expose_provenance();
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let outer = std::ptr::with_exposed_provenance_mut::<MI_Instance>(address);
                for _ in 0..200 {
                    for number in 0..32 {
                        get(outer, &format!("P{number}")).unwrap();
                    }
                    // SAFETY: the element is an array of two instances.
                    let inner = unsafe { *get(outer, "P31").unwrap().0.instancea.data.add(1) };
                    assert_eq!(get_string(inner, "Text").as_deref(), Some("four"));
                }
            });
        }
    });
    delete(outer);
}

#[test]
fn the_c_fields_say_what_the_getters_say() {
    let instance = thing();
    let table = instance_table();
    let mut text = std::ptr::null();
    // SAFETY: valid arguments.
    unsafe {
        assert_eq!(table.GetNameSpace.unwrap()(instance, &mut text), MI_RESULT_OK);
        assert!(text.is_null() && (*instance).nameSpace.is_null());
        assert_eq!(table.SetNameSpace.unwrap()(instance, ptr(&c("root/test"))), MI_RESULT_OK);
        assert_eq!(table.SetServerName.unwrap()(instance, ptr(&c("host"))), MI_RESULT_OK);
        table.GetNameSpace.unwrap()(instance, &mut text);
        assert_eq!((read(text).as_deref(), text), (Some("root/test"), (*instance).nameSpace));
        table.GetServerName.unwrap()(instance, &mut text);
        assert_eq!((read(text).as_deref(), text), (Some("host"), (*instance).serverName));
        assert_eq!(table.SetNameSpace.unwrap()(instance, (*instance).nameSpace), MI_RESULT_OK);
        assert_eq!(read((*instance).nameSpace).as_deref(), Some("root/test"));
        let copy = clone(instance);
        assert_eq!(read((*copy).nameSpace).as_deref(), Some("root/test"));
        delete(copy);
        assert_eq!(table.SetNameSpace.unwrap()(instance, std::ptr::null()), MI_RESULT_OK);
        assert!((*instance).nameSpace.is_null());
        table.GetClassName.unwrap()(instance, &mut text);
        assert_eq!(read(text).as_deref(), Some("Test_Thing"));
        assert_eq!(read((*(*instance).classDecl).name).as_deref(), Some("Test_Thing"));
        assert_eq!((*(*instance).classDecl).flags & MI_FLAG_EXTENDED, 0);
    }
    delete(instance);
}

#[test]
fn a_class_name_that_is_not_legal_makes_no_instance() {
    for name in ["", "1a", "a-b"] {
        assert_eq!(new_dynamic_instance(c(name).units()).err(), Some(MI_RESULT_INVALID_PARAMETER));
    }
}

#[test]
fn a_destructed_instance_is_empty_and_can_still_be_deleted() {
    let instance = thing();
    let mut count = 9;
    // SAFETY: a live instance.
    unsafe {
        assert_eq!(instance_table().Destruct.unwrap()(instance), MI_RESULT_OK);
        instance_table().GetElementCount.unwrap()(instance, &mut count);
    }
    assert_eq!(count, 0);
    assert_eq!(delete(instance), MI_RESULT_OK);
}

#[test]
fn the_class_of_a_dynamic_instance_has_its_elements() {
    let instance = thing();
    let mut class = std::ptr::null_mut();
    // SAFETY: valid arguments.
    unsafe {
        assert_eq!(instance_table().GetClass.unwrap()(instance, &mut class), MI_RESULT_OK);
        let model = super::super::class::class_from_c(class).unwrap();
        assert_eq!(model.property("NAME").map(|p| (p.kind, p.is_key())), Some((Type::String, true)));
        assert_eq!(model.properties().len(), 3);
        super::super::class::delete_class(class);
    }
    delete(instance);
}

#[test]
fn a_view_shows_one_instance_after_the_other_at_one_address() {
    let mut view = InstanceView::new(model("one"));
    let address = view.as_ptr();
    assert_eq!(get_string(address, "Text").as_deref(), Some("one"));
    set(address, "Text", &string_value(&c("changed")), MI_STRING, 0);
    assert_eq!(view.show(model("two")), address);
    assert_eq!(get_string(address, "Text").as_deref(), Some("two"));
    assert_eq!(delete(address), MI_RESULT_FAILED);
}

#[test]
fn an_error_becomes_an_instance() {
    let error = crate::cim::Error::not_supported("This");
    let instance = error_instance(&error);
    assert_eq!(get_string(instance, "Message").as_deref(), Some(error.message.as_str()));
    delete(instance);
}

#[test]
fn names_are_texts_of_the_library() {
    let instance = thing();
    let mut name = std::ptr::null();
    let (value, out) = (std::ptr::null_mut(), std::ptr::null_mut());
    // SAFETY: valid arguments.
    let result = unsafe { instance_table().GetElementAt.unwrap()(instance, 1, &mut name, value, out, out) };
    assert_eq!((result, read(name)), (MI_RESULT_OK, Some("Number".to_owned())));
    assert_eq!(Text::from("Number").len(), 6);
    delete(instance);
}
