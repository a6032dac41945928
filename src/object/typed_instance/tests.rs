use super::super::instance::{instance_from_c, instance_to_c};
use super::super::testing::*;
use super::super::value::read as read_value;
use super::*;
use crate::cim::Type;

/// An instance as a code generator would lay it out.
#[repr(C)]
struct Generated {
    header: MI_Instance,
    name: MI_StringField,
    number: MI_Uint32Field,
    tags: MI_StringAField,
    inner: MI_InstanceField,
    small: MI_Uint8Field,
    when: MI_DatetimeField,
}

/// A declaration and all that it leads to.
struct Declared {
    class: MI_ClassDecl,
    properties: Vec<MI_PropertyDecl>,
    pointers: Vec<*const MI_PropertyDecl>,
    names: Vec<Text>,
}

fn declared() -> Box<Declared> {
    let fields: [(&str, MI_Type, usize, u32); 6] = [
        ("Name", MI_STRING, std::mem::offset_of!(Generated, name), MI_FLAG_KEY),
        ("Number", MI_UINT32, std::mem::offset_of!(Generated, number), 0),
        ("Tags", MI_STRINGA, std::mem::offset_of!(Generated, tags), 0),
        ("Inner", MI_INSTANCE, std::mem::offset_of!(Generated, inner), 0),
        ("Small", MI_UINT8, std::mem::offset_of!(Generated, small), 0),
        ("When", MI_DATETIME, std::mem::offset_of!(Generated, when), 0),
    ];
    let mut names: Vec<Text> = fields.iter().map(|(name, ..)| c(name)).collect();
    names.push(c("Test_Generated"));
    let properties: Vec<MI_PropertyDecl> = fields
        .iter()
        .zip(&names)
        .map(|((_, kind, offset, flags), name)| MI_PropertyDecl {
            name: ptr(name),
            r#type: *kind,
            offset: *offset as u32,
            flags: flags | MI_FLAG_PROPERTY,
            ..MI_PropertyDecl::default()
        })
        .collect();
    let mut declared = Box::new(Declared {
        class: MI_ClassDecl {
            flags: MI_FLAG_CLASS,
            name: ptr(&names[6]),
            numProperties: 6,
            size: size_of::<Generated>() as u32,
            ..MI_ClassDecl::default()
        },
        properties,
        pointers: Vec::new(),
        names,
    });
    declared.pointers = declared.properties.iter().map(std::ptr::from_ref).collect();
    declared.class.properties = declared.pointers.as_ptr();
    declared
}

fn generated(declared: &Declared) -> *mut MI_Instance {
    // SAFETY: a declaration that lives.
    unsafe { new_typed_instance(&declared.class) }.unwrap()
}

#[test]
fn what_is_set_lies_in_the_fields() {
    let declared = declared();
    let instance = generated(&declared);
    assert_eq!(set(instance, "name", &string_value(&c("text")), MI_STRING, 0), MI_RESULT_OK);
    assert_eq!(set(instance, "Number", &MI_Value { uint32: 7 }, MI_UINT32, 0), MI_RESULT_OK);
    // SAFETY: the instance has the declared layout.
    unsafe {
        let fields = &*instance.cast::<Generated>();
        assert_eq!(read(fields.name.value).as_deref(), Some("text"));
        assert_eq!((fields.name.exists, fields.number.value, fields.number.exists), (1, 7, 1));
        assert_eq!((fields.tags.exists, fields.number.flags & MODIFIED), (0, MODIFIED));
    }
    assert_eq!(delete(instance), MI_RESULT_OK);
}

#[test]
fn what_generated_code_writes_is_read_and_not_freed() {
    let declared = declared();
    let instance = generated(&declared);
    let (text, mut tags) = (c("direct"), [ptr(&declared.names[0]).cast_mut()]);
    set(instance, "Name", &string_value(&c("owned before")), MI_STRING, 0);
    // SAFETY: the instance has the declared layout.
    unsafe {
        let fields = &mut *instance.cast::<Generated>();
        fields.name.value = ptr(&text).cast_mut();
        fields.name.exists = MI_TRUE;
        fields.tags.value = MI_StringA { data: tags.as_mut_ptr(), size: 1 };
        fields.tags.exists = MI_TRUE;
    }
    assert_eq!(get_string(instance, "Name").as_deref(), Some("direct"));
    let copy = clone(instance);
    assert_eq!(set(instance, "Name", &string_value(&c("later")), MI_STRING, 0), MI_RESULT_OK);
    delete(instance);
    assert_eq!(text, *"direct");
    assert_eq!(get_string(copy, "Name").as_deref(), Some("direct"));
    // SAFETY: an array with one string.
    assert_eq!(read(unsafe { *get(copy, "Tags").unwrap().0.stringa.data }).as_deref(), Some("Name"));
    delete(copy);
}

#[test]
fn a_new_instance_has_every_field_null_and_unmodified() {
    let declared = declared();
    let instance = generated(&declared);
    let (_, kind, flags, index) = get(instance, "name").unwrap();
    let expected = MI_FLAG_KEY | MI_FLAG_PROPERTY | MI_FLAG_NULL | MI_FLAG_NOT_MODIFIED;
    assert_eq!((kind, flags, index), (MI_STRING, expected, 0));
    set(instance, "Name", &string_value(&c("x")), MI_STRING, 0);
    assert_eq!(get(instance, "Name").unwrap().2, MI_FLAG_KEY | MI_FLAG_PROPERTY);
    // SAFETY: a live instance.
    assert_eq!(unsafe { TYPED_INSTANCE_FT.ClearElement.unwrap()(instance, ptr(&c("Name"))) }, MI_RESULT_OK);
    assert_eq!(get(instance, "Name").unwrap().2, MI_FLAG_KEY | MI_FLAG_PROPERTY | MI_FLAG_NULL);
    delete(instance);
}

#[test]
fn an_own_value_can_be_set_again() {
    let declared = declared();
    let instance = generated(&declared);
    set(instance, "Name", &string_value(&c("own text")), MI_STRING, 0);
    let (own, ..) = get(instance, "Name").unwrap();
    assert_eq!(set(instance, "Name", &own, MI_STRING, 0), MI_RESULT_OK);
    assert_eq!(get_string(instance, "Name").as_deref(), Some("own text"));
    let inner = thing();
    set(instance, "Inner", &MI_Value { instance: inner }, MI_INSTANCE, 0);
    delete(inner);
    let (own, ..) = get(instance, "Inner").unwrap();
    assert_eq!(set(instance, "Inner", &own, MI_INSTANCE, 0), MI_RESULT_OK);
    // SAFETY: an instance.
    let held = unsafe { get(instance, "Inner").unwrap().0.instance };
    assert_eq!(get_string(held, "Name").as_deref(), Some("a name"));
    delete(instance);
}

#[test]
fn what_is_wrong_is_said_as_of_dynamic_instances() {
    let declared = declared();
    let instance = generated(&declared);
    let (value, null) = (MI_Value { uint32: 1 }, std::ptr::null_mut::<MI_Instance>());
    let table = &TYPED_INSTANCE_FT;
    assert_eq!(add(instance, "New", &value, MI_UINT32, 0), MI_RESULT_FAILED);
    assert_eq!(set(instance, "Missing", &value, MI_UINT32, 0), MI_RESULT_NO_SUCH_PROPERTY);
    assert_eq!(set(instance, "Number", &value, MI_SINT32, 0), MI_RESULT_TYPE_MISMATCH);
    assert_eq!(set(instance, "Number", &value, 77, 0), MI_RESULT_INVALID_PARAMETER);
    assert_eq!(get(instance, "Missing").err(), Some(MI_RESULT_NO_SUCH_PROPERTY));
    // SAFETY: valid arguments, or NULL.
    unsafe {
        assert_eq!(table.SetElementAt.unwrap()(instance, 6, &value, MI_UINT32, 0), MI_RESULT_FAILED);
        assert_eq!(table.ClearElementAt.unwrap()(instance, 6), MI_RESULT_FAILED);
        assert_eq!(table.Delete.unwrap()(null), MI_RESULT_INVALID_PARAMETER);
        assert_eq!(table.Destruct.unwrap()(null), MI_RESULT_INVALID_PARAMETER);
        assert_eq!(table.Clone.unwrap()(instance, std::ptr::null_mut()), MI_RESULT_INVALID_PARAMETER);
        assert_eq!(
            table.GetElementCount.unwrap()(instance, std::ptr::null_mut()),
            MI_RESULT_INVALID_PARAMETER
        );
        assert_eq!(table.GetClass.unwrap()(instance, std::ptr::null_mut()), MI_RESULT_INVALID_PARAMETER);
        let at = table.GetElementAt.unwrap();
        let (none, out) = (std::ptr::null_mut(), std::ptr::null_mut());
        assert_eq!(at(instance, 6, std::ptr::null_mut(), none, out, out), MI_RESULT_INVALID_PARAMETER);
    }
    delete(instance);
}

#[test]
fn an_instance_in_the_callers_memory_is_destructed_and_not_deleted() {
    let declared = declared();
    let mut memory = Box::new(std::mem::MaybeUninit::<Generated>::uninit());
    let instance = memory.as_mut_ptr().cast::<MI_Instance>();
    // SAFETY: memory of the declared size.
    unsafe {
        assert_eq!(construct_typed_instance(&declared.class, instance), Ok(()));
        set(instance, "Name", &string_value(&c("text")), MI_STRING, 0);
        assert_eq!(delete(instance), MI_RESULT_FAILED);
        assert_eq!(TYPED_INSTANCE_FT.Destruct.unwrap()(instance), MI_RESULT_OK);
        assert_eq!(TYPED_INSTANCE_FT.Destruct.unwrap()(instance), MI_RESULT_INVALID_PARAMETER);
        assert_eq!(get(instance, "Name").err(), Some(MI_RESULT_INVALID_PARAMETER));
        assert!((*memory.as_ptr()).name.value.is_null());
        assert!(construct_typed_instance(&declared.class, std::ptr::null_mut()).is_err());
    }
}

#[test]
fn the_model_reads_the_fields() {
    let declared = declared();
    let instance = generated(&declared);
    // SAFETY: a live instance of the declared layout.
    let model = unsafe {
        (*instance.cast::<Generated>()).small.value = 200;
        (*instance.cast::<Generated>()).small.exists = MI_TRUE;
        TYPED_INSTANCE_FT.SetNameSpace.unwrap()(instance, ptr(&c("root/test")));
        instance_from_c(instance).unwrap()
    };
    assert_eq!(model.class_name(), "Test_Generated");
    assert_eq!(model.namespace().map(Text::to_string).as_deref(), Some("root/test"));
    assert_eq!(model.value("Small"), Some(crate::cim::ValueRef::Uint8(200)));
    assert_eq!(model.keys().count(), 1);
    assert_eq!(model.len(), 6);
    delete(instance);
}

#[test]
fn it_is_of_the_declarations_up_its_chain() {
    let (above, mut below) = (declared(), declared());
    below.class.superClassDecl = &raw const above.class;
    let other = declared();
    let instance = generated(&below);
    let is_a = |declaration: &MI_ClassDecl| {
        let mut flag = 9;
        // SAFETY: a live instance.
        assert_eq!(unsafe { TYPED_INSTANCE_FT.IsA.unwrap()(instance, declaration, &mut flag) }, MI_RESULT_OK);
        flag
    };
    assert_eq!((is_a(&below.class), is_a(&above.class), is_a(&other.class)), (1, 1, 0));
    delete(instance);
}

#[test]
fn a_declaration_that_makes_no_sense_is_refused() {
    let refused = |change: &dyn Fn(&mut Declared)| {
        let mut declared = declared();
        change(&mut declared);
        // SAFETY: the lists are as long as they say, or NULL.
        assert_eq!(unsafe { new_typed_instance(&declared.class) }.err(), Some(MI_RESULT_INVALID_PARAMETER));
    };
    refused(&|declared| declared.class.size = 63);
    refused(&|declared| declared.class.size -= 8);
    refused(&|declared| declared.class.size = u32::MAX);
    refused(&|declared| declared.class.name = std::ptr::null());
    refused(&|declared| declared.class.properties = std::ptr::null());
    refused(&|declared| declared.class.numProperties = u32::MAX);
    refused(&|declared| declared.pointers[2] = std::ptr::null());
    refused(&|declared| declared.properties[1].r#type = 32);
    refused(&|declared| declared.properties[1].offset = 8);
    refused(&|declared| declared.properties[1].offset = u32::MAX - 3);
    refused(&|declared| declared.properties[1].offset += 1);
    refused(&|declared| declared.properties[1].offset = declared.properties[0].offset);
    refused(&|declared| declared.properties[1].name = std::ptr::null());
    // SAFETY: NULL is what is tested.
    assert!(unsafe { new_typed_instance(std::ptr::null()) }.is_err());
}

#[test]
fn every_type_has_a_field_that_reads_back() {
    for value in value_of_each_type() {
        let kind = value.value_type();
        let (size, ..) = super::super::class::field_layout(kind);
        let (name, class_name) = (c("P"), c("Test_One"));
        let property =
            MI_PropertyDecl { name: ptr(&name), r#type: kind.number(), offset: 64, ..Default::default() };
        let properties = [&raw const property];
        let class = MI_ClassDecl {
            name: ptr(&class_name),
            properties: properties.as_ptr(),
            numProperties: 1,
            size: 64 + size as u32,
            ..Default::default()
        };
        // SAFETY: a declaration that lives.
        let instance = unsafe { new_typed_instance(&class) }.unwrap();
        let shape = Shape::of(&value);
        assert_eq!(set(instance, "P", shape.as_ptr(), kind.number(), 0), MI_RESULT_OK);
        let copy = clone(instance);
        delete(instance);
        let (got, ..) = get(copy, "P").unwrap();
        // SAFETY: the value has the type that was asked for.
        let got = unsafe { read_value((&raw const got).cast(), kind, 0) };
        assert_eq!(got.ok().and_then(super::super::value::Given::into_value), Some(value));
        delete(copy);
    }
}

#[test]
fn an_instance_keeps_the_class_whose_declaration_it_was_made_of() {
    use super::super::class::{class_to_c, delete_class};
    let declared = declared();
    // SAFETY: a declaration that lives.
    let class = unsafe { class_from_declaration(&declared.class, None, None) }.unwrap();
    let class = class_to_c(std::sync::Arc::new(class));
    // SAFETY: a live class.
    let instance = unsafe {
        let instance = new_typed_instance((*class).classDecl).unwrap();
        delete_class(class);
        instance
    };
    assert_eq!(set(instance, "Number", &MI_Value { uint32: 5 }, MI_UINT32, 0), MI_RESULT_OK);
    assert_eq!(add(instance, "New", &MI_Value { uint32: 5 }, MI_UINT32, 0), MI_RESULT_FAILED);
    // SAFETY: a live instance.
    assert_eq!(read(unsafe { (*(*instance).classDecl).name }).as_deref(), Some("Test_Generated"));
    delete(instance);
}

#[test]
fn the_view_of_a_typed_instance_in_another_is_a_copy() {
    let declared = declared();
    let inner = generated(&declared);
    set(inner, "Number", &MI_Value { uint32: 5 }, MI_UINT32, 0);
    let outer = thing();
    assert_eq!(add(outer, "Inner", &MI_Value { instance: inner }, MI_INSTANCE, 0), MI_RESULT_OK);
    delete(inner);
    // SAFETY: a live instance.
    let sent = instance_to_c(unsafe { instance_from_c(outer) }.unwrap());
    // SAFETY: an instance with a number.
    unsafe {
        let held = get(sent, "Inner").unwrap().0.instance;
        assert_eq!(get(held, "Number").unwrap().0.uint32, 5);
    }
    delete(outer);
    delete(sent);
    assert_eq!(Type::ALL.len(), 32);
}
