use super::super::factories::{new_class, new_instance, new_instance_from_class};
use super::super::parameter_set::PARAMETER_SET_FT;
use super::super::qualifier_set::QUALIFIER_SET_FT;
use super::super::testing::{add, c, delete as delete_instance, get, ptr, read, set, string_value};
use super::super::value::{Given, read as read_value, zero_value};
use super::*;
use crate::cim::class::ClassFlags;
use crate::cim::{
    Array, ClassDeclaration, ElementFlags, Flavor, Method, Parameter, Property, Qualifier, Text, Type, Value,
};

const INVALID: MI_Result = MI_RESULT_INVALID_PARAMETER;

fn qualifier(name: &str, value: Option<Value>, kind: Type) -> Qualifier {
    Qualifier { name: c(name), kind, value, flavor: Flavor::DEFAULT, propagated: false }
}

fn property(name: &str, kind: Type, default: Option<Value>, flags: ElementFlags) -> Property {
    Property {
        name: c(name),
        kind,
        array_size: None,
        reference_class: None,
        flags: flags | ElementFlags::PROPERTY,
        qualifiers: Vec::new(),
        default,
        origin: c("Test_Base"),
        propagator: c("Test_Base"),
    }
}

fn base_properties() -> Vec<Property> {
    let mut name = property("Name", Type::String, Some(Value::string("unnamed")), ElementFlags::KEY);
    name.qualifiers = vec![
        qualifier("Key", Some(Value::Boolean(true)), Type::Boolean),
        qualifier("Description", Some(Value::string("What it is called.")), Type::String),
        qualifier("Nothing", None, Type::String),
    ];
    vec![name, property("Size", Type::Uint64, None, ElementFlags::empty())]
}

/// A class with one superclass, qualifiers, defaults and a method.
pub(super) fn class() -> Arc<Class> {
    let above = ClassDeclaration {
        name: c("Test_Base"),
        properties: base_properties(),
        flags: ClassFlags::CLASS | ClassFlags::ABSTRACT,
        ..ClassDeclaration::default()
    };
    let above = Arc::new(Class::new(above, None));
    let values = Value::Array(Arc::new(Array::String(vec![c("small"), c("large")])));
    let mut properties = base_properties();
    let mut owner = property("Owner", Type::Reference, None, ElementFlags::REFERENCE);
    owner.reference_class = Some(c("Test_Owner"));
    properties.push(owner);
    properties.push(property("Tags", Type::StringArray, Some(values.clone()), ElementFlags::empty()));
    let parameter = |name: &str, kind, flags| Parameter {
        name: c(name),
        kind,
        array_size: None,
        reference_class: None,
        flags: flags | ElementFlags::PARAMETER,
        qualifiers: vec![qualifier("In", Some(Value::Boolean(true)), Type::Boolean)],
    };
    let method = Method {
        name: c("Resize"),
        return_type: Type::Uint32,
        return_class: None,
        flags: ElementFlags::METHOD,
        qualifiers: vec![qualifier("Values", Some(values.clone()), Type::StringArray)],
        parameters: vec![
            parameter("To", Type::Uint64, ElementFlags::IN),
            parameter("Was", Type::Uint64, ElementFlags::OUT),
        ],
        origin: c("Test_Derived"),
        propagator: c("Test_Derived"),
    };
    let declaration = ClassDeclaration {
        name: c("Test_Derived"),
        superclass: Some(c("Test_Base")),
        qualifiers: vec![qualifier("Version", Some(Value::string("1.0")), Type::String)],
        properties,
        methods: vec![method],
        flags: ClassFlags::CLASS,
    };
    let class = Class::new(declaration, Some(above));
    Arc::new(class.in_namespace(Some(c("root/test")), Some(c("host"))))
}

/// Calls a slot of a table.
macro_rules! call {
    ($table:ident.$slot:ident, $($argument:expr),*) => {
        // SAFETY: tests give valid arguments, or what must be refused.
        unsafe { $table.$slot.unwrap()($($argument),*) }
    };
}

fn count(class: *const MI_Class) -> u32 {
    let mut count = 99;
    assert_eq!(call!(CLASS_FT.GetElementCount, class, &mut count), MI_RESULT_OK);
    count
}

#[test]
fn a_class_tells_its_names() {
    let face = class_to_c(class());
    let mut text = std::ptr::null();
    call!(CLASS_FT.GetClassName, face, &mut text);
    assert_eq!(read(text).as_deref(), Some("Test_Derived"));
    call!(CLASS_FT.GetNameSpace, face, &mut text);
    assert_eq!(read(text).as_deref(), Some("root/test"));
    call!(CLASS_FT.GetServerName, face, &mut text);
    assert_eq!(read(text).as_deref(), Some("host"));
    call!(CLASS_FT.GetParentClassName, face, &mut text);
    assert_eq!(read(text).as_deref(), Some("Test_Base"));
    assert_eq!(call!(CLASS_FT.Delete, face), MI_RESULT_OK);
}

#[test]
fn the_parent_is_a_class_of_its_own_and_has_none_above() {
    let face = class_to_c(class());
    let (mut parent, mut above) = (std::ptr::null_mut(), std::ptr::dangling_mut());
    let mut name = std::ptr::dangling();
    assert_eq!(call!(CLASS_FT.GetParentClass, face, &mut parent), MI_RESULT_OK);
    call!(CLASS_FT.Delete, face);
    assert_eq!(count(parent), 2);
    assert_eq!(call!(CLASS_FT.GetParentClassName, parent, &mut name), MI_RESULT_INVALID_SUPERCLASS);
    assert_eq!(call!(CLASS_FT.GetParentClass, parent, &mut above), MI_RESULT_INVALID_SUPERCLASS);
    assert!(name.is_null() && above.is_null());
    call!(CLASS_FT.Delete, parent);
}

#[test]
fn a_property_is_found_without_case_with_its_default() {
    let face = class_to_c(class());
    let (mut value, mut exists, mut kind, mut flags, mut index) = (zero_value(), 9, 99, 99, 99);
    let mut reference = std::ptr::dangling_mut();
    let mut qualifiers = MI_QualifierSet::default();
    let get = CLASS_FT.GetElement.unwrap();
    // SAFETY: valid arguments.
    unsafe {
        let result = get(
            face,
            ptr(&c("NAME")),
            &mut value,
            &mut exists,
            &mut kind,
            &mut reference,
            &mut qualifiers,
            &mut flags,
            &mut index,
        );
        assert_eq!((result, exists, kind, index), (MI_RESULT_OK, 1, MI_STRING, 0));
        assert_eq!(read(value.string).as_deref(), Some("unnamed"));
        assert!(reference.is_null());
        assert_eq!(flags, MI_FLAG_KEY | MI_FLAG_PROPERTY);
        let (none, out) = (std::ptr::null_mut(), std::ptr::null_mut());
        get(face, ptr(&c("Owner")), &mut value, &mut exists, &mut kind, &mut reference, none, out, out);
        assert_eq!((exists, kind, read(reference).as_deref()), (0, MI_REFERENCE, Some("Test_Owner")));
        let missing =
            get(face, ptr(&c("Missing")), &mut value, &mut exists, &mut kind, &mut reference, none, out, out);
        assert_eq!(missing, MI_RESULT_NO_SUCH_PROPERTY);
        let mut name = std::ptr::null();
        let at = CLASS_FT.GetElementAt.unwrap();
        assert_eq!(
            at(face, 3, &mut name, &mut value, &mut exists, &mut kind, &mut reference, none, out),
            MI_RESULT_OK
        );
        assert_eq!((read(name).as_deref(), value.stringa.size), (Some("Tags"), 2));
        assert_eq!(
            at(face, 4, &mut name, &mut value, &mut exists, &mut kind, &mut reference, none, out),
            MI_RESULT_NO_SUCH_PROPERTY
        );
    }
    call!(CLASS_FT.Delete, face);
}

#[test]
fn qualifiers_are_read_through_their_set() {
    let face = class_to_c(class());
    let mut set = MI_QualifierSet::default();
    let (none, out) = (std::ptr::null_mut(), std::ptr::null_mut());
    let (mut count, mut kind, mut flags, mut value, mut index) = (0, 99, 99, zero_value(), 99);
    let mut name = std::ptr::null();
    // SAFETY: valid arguments.
    unsafe {
        CLASS_FT.GetElement.unwrap()(
            face,
            ptr(&c("Name")),
            std::ptr::null_mut(),
            none,
            out,
            none.cast(),
            &mut set,
            out,
            out,
        );
        assert_eq!(QUALIFIER_SET_FT.GetQualifierCount.unwrap()(&set, &mut count), MI_RESULT_OK);
        assert_eq!(count, 3);
        let get = QUALIFIER_SET_FT.GetQualifier.unwrap();
        assert_eq!(
            get(&set, ptr(&c("DESCRIPTION")), &mut kind, &mut flags, &mut value, &mut index),
            MI_RESULT_OK
        );
        assert_eq!((kind, index, read(value.string).as_deref()), (MI_STRING, 1, Some("What it is called.")));
        assert_eq!(flags, MI_FLAG_ENABLEOVERRIDE | MI_FLAG_TOSUBCLASS);
        assert_eq!(
            get(&set, ptr(&c("Missing")), &mut kind, &mut flags, &mut value, &mut index),
            MI_RESULT_NOT_FOUND
        );
        let at = QUALIFIER_SET_FT.GetQualifierAt.unwrap();
        assert_eq!(at(&set, 2, &mut name, &mut kind, &mut flags, &mut value), MI_RESULT_OK);
        assert_eq!((read(name).as_deref(), flags & MI_FLAG_NULL), (Some("Nothing"), MI_FLAG_NULL));
        assert_eq!(at(&set, 3, &mut name, &mut kind, &mut flags, &mut value), MI_RESULT_NOT_FOUND);
        assert_eq!(CLASS_FT.GetClassQualifierSet.unwrap()(face, &mut set), MI_RESULT_OK);
        QUALIFIER_SET_FT.GetQualifierCount.unwrap()(&set, &mut count);
        assert_eq!(count, 1);
    }
    call!(CLASS_FT.Delete, face);
}

#[test]
fn the_return_value_is_no_parameter_of_the_set() {
    let face = class_to_c(class());
    let (mut set, mut qualifiers) = (MI_ParameterSet::default(), MI_QualifierSet::default());
    let (mut name, mut count, mut kind, mut index) = (std::ptr::null(), 99, 99, 99);
    let mut reference = std::ptr::dangling_mut();
    // SAFETY: valid arguments.
    unsafe {
        CLASS_FT.GetMethodCount.unwrap()(face, &mut count);
        assert_eq!(count, 1);
        assert_eq!(
            CLASS_FT.GetMethodAt.unwrap()(face, 0, &mut name, &mut qualifiers, &mut set),
            MI_RESULT_OK
        );
        assert_eq!(read(name).as_deref(), Some("Resize"));
        assert_eq!(
            CLASS_FT.GetMethodAt.unwrap()(face, 1, &mut name, &mut qualifiers, &mut set),
            MI_RESULT_METHOD_NOT_FOUND
        );
        let get = CLASS_FT.GetMethod.unwrap();
        assert_eq!(get(face, ptr(&c("RESIZE")), &mut qualifiers, &mut set, &mut index), MI_RESULT_OK);
        assert_eq!(
            get(face, ptr(&c("Missing")), &mut qualifiers, &mut set, &mut index),
            MI_RESULT_METHOD_NOT_FOUND
        );
        let table = &PARAMETER_SET_FT;
        assert_eq!(table.GetParameterCount.unwrap()(&set, &mut count), MI_RESULT_OK);
        assert_eq!((count, index), (2, 0));
        assert_eq!(table.GetMethodReturnType.unwrap()(&set, &mut kind, &mut qualifiers), MI_RESULT_OK);
        assert_eq!(kind, MI_UINT32);
        let at = table.GetParameterAt.unwrap();
        assert_eq!(at(&set, 0, &mut name, &mut kind, &mut reference, &mut qualifiers), MI_RESULT_OK);
        assert_eq!((read(name).as_deref(), kind, reference.is_null()), (Some("To"), MI_UINT64, true));
        assert_eq!(at(&set, 2, &mut name, &mut kind, &mut reference, &mut qualifiers), MI_RESULT_NOT_FOUND);
        let get = table.GetParameter.unwrap();
        assert_eq!(
            get(&set, ptr(&c("was")), &mut kind, &mut reference, &mut qualifiers, &mut index),
            MI_RESULT_OK
        );
        assert_eq!(index, 1);
        let hidden = get(&set, ptr(&c("MIReturn")), &mut kind, &mut reference, &mut qualifiers, &mut index);
        assert_eq!(hidden, MI_RESULT_NOT_FOUND);
    }
    call!(CLASS_FT.Delete, face);
}

#[test]
fn null_arguments_are_refused() {
    let face = class_to_c(class());
    let null = std::ptr::null_mut::<MI_Class>();
    let name = c("Name");
    let (set, parameters) = (MI_QualifierSet::default(), MI_ParameterSet::default());
    let (mut text, mut number) = (std::ptr::null(), 0);
    let out = std::ptr::null_mut::<u32>();
    let refused = [
        call!(CLASS_FT.GetClassName, null, &mut text),
        call!(CLASS_FT.GetClassName, face, std::ptr::null_mut()),
        call!(CLASS_FT.GetNameSpace, face, std::ptr::null_mut()),
        call!(CLASS_FT.GetServerName, face, std::ptr::null_mut()),
        call!(CLASS_FT.GetElementCount, face, out),
        call!(CLASS_FT.GetMethodCount, face, out),
        call!(CLASS_FT.GetParentClassName, face, std::ptr::null_mut()),
        call!(CLASS_FT.GetParentClass, face, std::ptr::null_mut()),
        call!(CLASS_FT.GetClassQualifierSet, face, std::ptr::null_mut()),
        call!(
            CLASS_FT.GetElement,
            face,
            std::ptr::null(),
            std::ptr::null_mut(),
            out.cast(),
            out,
            std::ptr::null_mut(),
            std::ptr::null_mut(),
            out,
            out
        ),
        call!(
            CLASS_FT.GetElement,
            null,
            ptr(&name),
            std::ptr::null_mut(),
            out.cast(),
            out,
            std::ptr::null_mut(),
            std::ptr::null_mut(),
            out,
            out
        ),
        call!(CLASS_FT.GetMethod, face, std::ptr::null(), std::ptr::null_mut(), std::ptr::null_mut(), out),
        call!(
            CLASS_FT.GetMethodAt,
            face,
            0,
            std::ptr::null_mut(),
            std::ptr::null_mut(),
            std::ptr::null_mut()
        ),
        call!(CLASS_FT.Delete, null),
        call!(CLASS_FT.Clone, null, &mut std::ptr::null_mut()),
        call!(CLASS_FT.Clone, face, std::ptr::null_mut()),
        call!(QUALIFIER_SET_FT.GetQualifierCount, std::ptr::null(), &mut number),
        call!(QUALIFIER_SET_FT.GetQualifierCount, &set, &mut number),
        call!(PARAMETER_SET_FT.GetParameterCount, std::ptr::null(), &mut number),
        call!(PARAMETER_SET_FT.GetParameterCount, &parameters, &mut number),
    ];
    assert!(refused.iter().all(|&result| result == INVALID), "{refused:?}");
    call!(CLASS_FT.Delete, face);
}

#[test]
fn sets_with_garbage_in_their_words_are_refused() {
    let face = class_to_c(class());
    let mut good = MI_QualifierSet::default();
    call!(CLASS_FT.GetClassQualifierSet, face, &mut good);
    let (mut count, mut kind) = (0, 0);
    for bad in [
        MI_QualifierSet { reserved1: 1, ..good },
        MI_QualifierSet { reserved2: 0x4141_4141, ..good },
        MI_QualifierSet { reserved1: good.reserved1 + 1, ..good },
    ] {
        assert_eq!(call!(QUALIFIER_SET_FT.GetQualifierCount, &bad, &mut count), INVALID);
        let parameters = MI_ParameterSet {
            reserved1: good.reserved1,
            reserved2: good.reserved2,
            ft: &raw const PARAMETER_SET_FT,
        };
        assert_eq!(
            call!(PARAMETER_SET_FT.GetMethodReturnType, &parameters, &mut kind, std::ptr::null_mut()),
            INVALID
        );
    }
    call!(CLASS_FT.Delete, face);
}

#[test]
fn a_clone_is_the_same_pointer_and_each_hold_is_deleted() {
    let class = class();
    let face = class_to_c(Arc::clone(&class));
    let mut copy = std::ptr::null_mut();
    assert_eq!(call!(CLASS_FT.Clone, face, &mut copy), MI_RESULT_OK);
    assert_eq!((copy, Arc::strong_count(&class)), (face, 3));
    call!(CLASS_FT.Delete, face);
    assert_eq!(count(copy), 4);
    call!(CLASS_FT.Delete, copy);
    assert_eq!(Arc::strong_count(&class), 1);
}

#[test]
fn a_class_crosses_to_c_and_back_as_itself() {
    let class = class();
    let face = class_to_c(Arc::clone(&class));
    // SAFETY: a live class.
    unsafe {
        assert!(Arc::ptr_eq(&class_from_c(face).unwrap(), &class));
        delete_class(face);
        assert!(class_from_c(std::ptr::null()).is_err());
        delete_class(std::ptr::null_mut());
    }
}

#[test]
fn a_class_made_of_its_own_declaration_is_equal_to_it() {
    let class = class();
    let face = class_to_c(Arc::clone(&class));
    let mut copy = std::ptr::null_mut();
    // SAFETY: the declaration of a live class.
    unsafe {
        assert_eq!(new_class((*face).classDecl, ptr(&c("root/test")), ptr(&c("host")), &mut copy), Ok(()));
        delete_class(face);
        let model = class_from_c(copy).unwrap();
        assert_eq!(model.declaration(), class.declaration());
        assert_eq!(
            model.superclass().map(|above| above.declaration()),
            class.superclass().map(|above| above.declaration())
        );
        assert_eq!((model.namespace(), model.server_name()), (class.namespace(), class.server_name()));
        let mut none = std::ptr::dangling_mut();
        assert_eq!(new_class(std::ptr::null(), std::ptr::null(), std::ptr::null(), &mut none), Err(INVALID));
        assert!(none.is_null());
        let declaration = (*copy).classDecl;
        assert_eq!(
            new_class(declaration, std::ptr::null(), std::ptr::null(), std::ptr::null_mut()),
            Err(INVALID)
        );
        delete_class(copy);
    }
}

#[test]
fn the_declaration_is_one_that_generated_code_could_have() {
    let face = class_to_c(class());
    // SAFETY: the declaration of a live class.
    unsafe {
        let declaration = &*(*face).classDecl;
        assert_eq!(declaration.code, 0x0074_640c);
        assert_eq!((declaration.numProperties, declaration.numMethods), (4, 1));
        assert_eq!(declaration.owningClass, face);
        assert_eq!(read((*declaration.superClassDecl).name).as_deref(), Some("Test_Base"));
        let name = &**declaration.properties;
        assert_eq!((name.offset, name.numQualifiers), (64, 3));
        assert_eq!(read(*name.value.cast::<*const MI_Char>()).as_deref(), Some("unnamed"));
        let method = &**declaration.methods;
        assert_eq!(read((**method.parameters).name).as_deref(), Some("MIReturn"));
        assert!(declaration.size > 64 && declaration.size.is_multiple_of(8));
    }
    call!(CLASS_FT.Delete, face);
}

#[test]
fn the_flag_of_a_longer_instance_table_is_never_shown() {
    let declaration = ClassDeclaration {
        name: c("Test_Extended"),
        flags: ClassFlags::from_bits_retain(MI_FLAG_EXTENDED),
        ..ClassDeclaration::default()
    };
    let class = Arc::new(Class::new(declaration, None));
    // SAFETY: the declaration of a live class.
    let shown = unsafe { *declaration_of(&class) };
    assert_eq!(shown.flags & MI_FLAG_EXTENDED, 0);
    assert!(shown.properties.is_null() && shown.methods.is_null() && shown.qualifiers.is_null());
}

#[test]
fn defaults_of_every_type_survive_the_declaration() {
    let values = super::super::testing::value_of_each_type();
    let properties = values.iter().enumerate().map(|(number, value)| {
        property(&format!("P{number}"), value.value_type(), Some(value.clone()), ElementFlags::empty())
    });
    let declaration = ClassDeclaration {
        name: c("Test_Types"),
        properties: properties.collect(),
        ..ClassDeclaration::default()
    };
    let class = Arc::new(Class::new(declaration, None));
    // SAFETY: the declaration of a live class.
    let copy = unsafe { class_from_declaration(declaration_of(&class), None, None) }.unwrap();
    for (property, value) in copy.properties().iter().zip(&values) {
        assert_eq!(property.default.as_ref(), Some(value));
    }
}

#[test]
fn an_instance_of_a_class_has_its_properties_and_defaults() {
    let face = class_to_c(class());
    let mut instance = std::ptr::null_mut();
    // SAFETY: a live class.
    assert_eq!(unsafe { new_instance_from_class(std::ptr::null(), face, &mut instance) }, Ok(()));
    call!(CLASS_FT.Delete, face);
    let (value, kind, flags, _) = get(instance, "name").unwrap();
    // SAFETY: a string.
    assert_eq!((kind, read(unsafe { value.string }).as_deref()), (MI_STRING, Some("unnamed")));
    assert_eq!(flags, MI_FLAG_KEY | MI_FLAG_PROPERTY | MI_FLAG_NOT_MODIFIED);
    assert_eq!(add(instance, "New", std::ptr::null(), MI_STRING, 0), MI_RESULT_FAILED);
    set(instance, "Name", &string_value(&c("named")), MI_STRING, 0);
    assert_eq!(get(instance, "Name").unwrap().2, MI_FLAG_KEY | MI_FLAG_PROPERTY);
    let (mut flag, mut got) = (9, std::ptr::null_mut());
    // SAFETY: a live instance, whose declaration has one above it.
    unsafe {
        let table = &*(*instance).ft;
        let above = (*(*instance).classDecl).superClassDecl;
        assert_eq!(table.IsA.unwrap()(instance, above, &mut flag), MI_RESULT_OK);
        assert_eq!(flag, 1);
        assert_eq!(table.GetClass.unwrap()(instance, &mut got), MI_RESULT_OK);
        assert_eq!((*got).classDecl, (*instance).classDecl);
        delete_class(got);
    }
    delete_instance(instance);
}

#[test]
fn factories_check_their_arguments() {
    let mut instance = std::ptr::dangling_mut();
    let name = c("Test_Thing");
    // SAFETY: NULL, or what lives.
    unsafe {
        let null = std::ptr::null();
        assert_eq!(new_instance(ptr(&name), std::ptr::null(), std::ptr::null_mut()), Err(INVALID));
        assert_eq!(new_instance(null, std::ptr::null(), &mut instance), Err(INVALID));
        assert!(instance.is_null());
        assert_eq!(new_instance(ptr(&c("no name")), std::ptr::null(), &mut instance), Err(INVALID));
        assert_eq!(new_instance_from_class(null, std::ptr::null(), &mut instance), Err(INVALID));
        assert_eq!(new_instance_from_class(ptr(&name), std::ptr::null(), &mut instance), Ok(()));
        delete_instance(instance);
        let face = class_to_c(class());
        assert_eq!(new_instance_from_class(null, face, std::ptr::null_mut()), Err(INVALID));
        delete_class(face);
    }
}

#[test]
fn a_declaration_that_makes_no_sense_is_refused() {
    let (good, bad) = (c("Good"), c("bad name"));
    let class = |declaration: MI_ClassDecl| {
        // SAFETY: the lists are as long as they say, or NULL.
        unsafe { class_from_declaration(&declaration, None, None) }.err()
    };
    let named = MI_ClassDecl { name: ptr(&good), ..MI_ClassDecl::default() };
    assert_eq!(class(named), None);
    assert_eq!(class(MI_ClassDecl { name: std::ptr::null(), ..named }), Some(INVALID));
    assert_eq!(class(MI_ClassDecl { name: ptr(&bad), ..named }), Some(INVALID));
    assert_eq!(class(MI_ClassDecl { numProperties: 1, ..named }), Some(INVALID));
    assert_eq!(class(MI_ClassDecl { numMethods: u32::MAX, ..named }), Some(INVALID));
    let property = MI_PropertyDecl { name: ptr(&good), r#type: 32, ..MI_PropertyDecl::default() };
    let properties = [&raw const property];
    let with = MI_ClassDecl { properties: properties.as_ptr(), numProperties: 1, ..named };
    assert_eq!(class(with), Some(INVALID));
    let mut circle = named;
    circle.superClassDecl = &raw const circle;
    // SAFETY: a declaration that leads to itself.
    assert_eq!(unsafe { class_from_declaration(&circle, None, None) }.err(), Some(INVALID));
}

#[test]
fn a_method_without_a_declared_return_value_keeps_its_return_type() {
    let (class_name, method_name, parameter_name) = (c("Test_Class"), c("Run"), c("Much"));
    let parameter = MI_ParameterDecl { name: ptr(&parameter_name), r#type: MI_UINT8, ..Default::default() };
    let parameters = [&raw const parameter];
    let method = MI_MethodDecl {
        name: ptr(&method_name),
        parameters: parameters.as_ptr(),
        numParameters: 1,
        returnType: MI_SINT16,
        ..Default::default()
    };
    let methods = [&raw const method];
    let declaration = MI_ClassDecl {
        name: ptr(&class_name),
        methods: methods.as_ptr(),
        numMethods: 1,
        ..Default::default()
    };
    // SAFETY: a declaration that lives.
    let class = unsafe { class_from_declaration(&declaration, None, None) }.unwrap();
    let method = &class.methods()[0];
    assert_eq!((method.return_type, method.parameters.len()), (Type::Sint16, 1));
    assert_eq!(Text::from("Much"), method.parameters[0].name);
}

#[test]
fn values_of_a_declaration_are_whole_values() {
    let face = class_to_c(class());
    // SAFETY: the declaration of a live class.
    unsafe {
        let tags = &**(*(*face).classDecl).properties.add(3);
        let value = read_value(tags.value, Type::StringArray, 0).ok().and_then(Given::into_value);
        assert_eq!(value, Some(Value::Array(Arc::new(Array::String(vec![c("small"), c("large")])))));
    }
    call!(CLASS_FT.Delete, face);
}

#[test]
fn a_long_line_of_superclasses_gets_its_faces_on_a_small_stack() {
    let mut class: Option<Arc<Class>> = None;
    for number in 0..20_000 {
        let declaration = ClassDeclaration { name: c(&format!("C{number}")), ..ClassDeclaration::default() };
        class = Some(Arc::new(Class::new(declaration, class)));
    }
    let small = std::thread::Builder::new().stack_size(128 * 1024);
    let work = move || class.map(class_to_c).map(|face| face.expose_provenance());
    let face = small.spawn(work).unwrap().join().unwrap().unwrap();
    call!(CLASS_FT.Delete, std::ptr::with_exposed_provenance_mut::<MI_Class>(face));
}
