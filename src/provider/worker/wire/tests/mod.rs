//! Whatever is written is read back the same, and whatever bytes are read, nothing panics.

mod generated;
mod wrong;

use std::sync::Arc;
use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::classes::SLOTS;
use super::{Decoder, Encoder, Frames, Message, WireError};
use crate::cim::error::Cause;
use crate::cim::{
    Array, Class, ClassDeclaration, ElementFlags, Error, ErrorCategory, Instance, Property, Status, Text,
    Type, Unit, Value, ValueRef,
};
use crate::provider::worker::message::{Contents, FromWorker, ToWorker};
use crate::provider::{
    Call, ModuleDescription, OperationFlags, Posted, PromptKind, Question, Request, StopReason,
};
use generated::{call, instance, posted};

/// Both ends of one direction.
#[derive(Default)]
pub(super) struct Line {
    encoder: Encoder,
    decoder: Decoder,
}

impl Line {
    pub(super) fn send<M: Message>(&mut self, message: &M) -> Result<M, WireError> {
        let mut stream = Vec::new();
        message.encode(&mut self.encoder, &mut stream)?;
        let mut frames = Frames::default();
        frames.push(&stream);
        let frame = frames.take()?.expect("a whole frame was made");
        M::decode(&mut self.decoder, frame)
    }

    fn send_instance(&mut self, instance: Instance) -> Arc<Instance> {
        let posted = Posted::Instance(Arc::new(instance));
        match self.send(&FromWorker::Posted { operation: 7, posted }) {
            Ok(FromWorker::Posted { operation: 7, posted: Posted::Instance(instance) }) => instance,
            other => panic!("{other:?}"),
        }
    }
}

pub(super) fn frame_of<M: Message>(message: &M) -> Vec<u8> {
    let mut stream = Vec::new();
    message.encode(&mut Encoder::default(), &mut stream).unwrap();
    stream
}

/// All that there is to a value; real numbers by their bits.
fn told(value: ValueRef<'_>) -> String {
    match value {
        ValueRef::Real32(number) => format!("real32 {:x}", number.to_bits()),
        ValueRef::Real64(number) => format!("real64 {:x}", number.to_bits()),
        ValueRef::Reference(instance) => format!("reference {}", told_instance(instance)),
        ValueRef::Instance(instance) => format!("instance {}", told_instance(instance)),
        ValueRef::Array(array) => {
            format!("{:?}[{}]", array.value_type(), array.iter().map(told).collect::<Vec<_>>().join(","))
        }
        ValueRef::String(text) => format!("string {:?}", text.units_with_nul()),
        other => format!("{other:?}"),
    }
}

/// All that there is to an instance, and nothing of how it lies in memory.
fn told_instance(instance: &Instance) -> String {
    let elements = instance.elements().map(|element| {
        let value = element.value.map(told);
        let value = value.unwrap_or_default();
        format!("{:?} {:?} {:x} {value}", element.name.units(), element.kind, element.flags.bits())
    });
    format!(
        "{:?} {:?} {:?} {} {{{}}}",
        instance.class_name().units(),
        instance.namespace(),
        instance.server_name(),
        instance.class().map(|class| told_class(class)).unwrap_or_default(),
        elements.collect::<Vec<_>>().join("; ")
    )
}

/// All that there is to a class, as the debugger's view has it, but for instances in it.
fn told_class(class: &Class) -> String {
    let mut declaration = class.declaration().clone();
    let mut values = Vec::new();
    for property in &mut declaration.properties {
        values.extend(property.default.take());
        values.extend(property.qualifiers.iter_mut().filter_map(|qualifier| qualifier.value.take()));
    }
    values.extend(declaration.qualifiers.iter_mut().filter_map(|qualifier| qualifier.value.take()));
    let values: String = values.iter().map(|value| told(value.as_value_ref())).collect();
    let superclass = class.superclass().map(|superclass| told_class(superclass)).unwrap_or_default();
    format!("{declaration:?} {values} {:?} {:?} {superclass}", class.namespace(), class.server_name())
}

fn property(name: &str, kind: Type, flags: ElementFlags) -> Property {
    Property {
        name: Text::from(name),
        kind,
        array_size: None,
        reference_class: None,
        flags,
        qualifiers: Vec::new(),
        default: None,
        origin: Text::from("Test_Thing"),
        propagator: Text::from("Test_Thing"),
    }
}

fn thing(number: usize) -> Arc<Class> {
    let declaration = ClassDeclaration {
        name: Text::from(format!("Test_Thing{number}")),
        properties: vec![
            property("Name", Type::String, ElementFlags::PROPERTY | ElementFlags::KEY),
            property("Size", Type::Uint32, ElementFlags::PROPERTY),
        ],
        ..ClassDeclaration::default()
    };
    Arc::new(Class::new(declaration, None))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_instance_comes_out_as_it_went_in(instance in instance()) {
        let told = told_instance(&instance);
        let mut line = Line::default();
        prop_assert_eq!(&told_instance(&line.send_instance(instance.clone())), &told);
        // Now its classes are known.
        prop_assert_eq!(told_instance(&line.send_instance(instance)), told);
    }

    #[test]
    fn a_call_comes_out_as_it_went_in(call in call()) {
        let begin = ToWorker::Begin { operation: 1, class_name: Text::from("A"), call: Arc::new(call), credit: 2 };
        let sent = Line::default().send(&begin).unwrap();
        prop_assert_eq!(frame_of(&sent), frame_of(&begin));
    }

    #[test]
    fn what_is_posted_comes_out_as_it_went_in(posted in posted()) {
        let message = FromWorker::Posted { operation: u64::MAX, posted };
        let sent = Line::default().send(&message).unwrap();
        prop_assert_eq!(frame_of(&sent), frame_of(&message));
    }
}

#[test]
fn instances_of_one_class_share_it_on_the_other_side() {
    let mut line = Line::default();
    let class = thing(0);
    let first = line.send_instance(Instance::of_class(&class));
    let second = line.send_instance(Instance::of_class(&class));
    let (first, second) = (first.class().unwrap(), second.class().unwrap());
    assert!(Arc::ptr_eq(first, second));
    assert_eq!(**first, *class);
}

#[test]
fn a_class_goes_over_once() {
    let (mut encoder, mut out) = (Encoder::default(), Vec::new());
    let post = |instance| FromWorker::Posted { operation: 1, posted: Posted::Instance(Arc::new(instance)) };
    let class = thing(0);
    let mut lengths = (0..3).map(|_| {
        out.clear();
        post(Instance::of_class(&class)).encode(&mut encoder, &mut out).unwrap();
        out.len()
    });
    let (first, second, third) = (lengths.next().unwrap(), lengths.next().unwrap(), lengths.next().unwrap());
    assert!(second < 16 && first > 60, "{first} {second}");
    assert_eq!(second, third);
}

#[test]
fn more_classes_than_there_are_numbers_take_turns() {
    let mut line = Line::default();
    let classes: Vec<_> = (0..SLOTS + 50).map(thing).collect();
    for round in 0..3 {
        for (number, class) in classes.iter().enumerate() {
            let mut instance = Instance::of_class(class);
            instance.set(1, Type::Uint32, Some(ValueRef::Uint32(number as u32))).unwrap();
            let sent = line.send_instance(instance);
            assert_eq!(*sent.class_name(), *format!("Test_Thing{number}"), "{round}");
            assert_eq!(sent.value("Size"), Some(ValueRef::Uint32(number as u32)));
        }
    }
}

#[test]
fn a_class_that_another_lies_in_the_place_of_is_not_taken_for_it() {
    let mut line = Line::default();
    for number in 0..2000 {
        let sent = line.send_instance(Instance::of_class(&thing(number)));
        assert_eq!(*sent.class_name(), *format!("Test_Thing{number}"));
    }
}

#[test]
fn a_long_line_of_superclasses_goes_over_on_a_small_stack() {
    let mut class = thing(0);
    for number in 1..2000 {
        let declaration = ClassDeclaration {
            name: Text::from(format!("C{number}")),
            superclass: Some(class.name().clone()),
            ..ClassDeclaration::default()
        };
        class = Arc::new(Class::new(declaration, Some(class)));
    }
    let small = std::thread::Builder::new().stack_size(256 * 1024);
    let sent = small.spawn(move || {
        let mut line = Line::default();
        match line.send(&FromWorker::Posted { operation: 1, posted: Posted::Class(class) }) {
            Ok(FromWorker::Posted { posted: Posted::Class(class), .. }) => class,
            other => panic!("{other:?}"),
        }
    });
    let sent = sent.unwrap().join().unwrap();
    assert!(sent.is_a("Test_Thing0"));
    assert_eq!(std::iter::successors(Some(&sent), |class| class.superclass()).count(), 2000);
}

#[test]
fn classes_that_share_a_superclass_share_it_on_the_other_side() {
    let mut line = Line::default();
    let base = thing(0);
    let derived = |name: &str| {
        let declaration = ClassDeclaration {
            name: Text::from(name),
            superclass: Some(base.name().clone()),
            ..base.declaration().clone()
        };
        Arc::new(Class::new(declaration, Some(Arc::clone(&base))))
    };
    let a = line.send_instance(Instance::of_class(&derived("A")));
    let b = line.send_instance(Instance::of_class(&derived("B")));
    let superclass = |instance: &Instance| Arc::clone(instance.class().unwrap().superclass().unwrap());
    assert!(Arc::ptr_eq(&superclass(&a), &superclass(&b)));
}

#[test]
fn texts_of_any_units_go_over_as_they_are() {
    let units: [Unit; 5] = [0x61, 0, 0xff, 0xc3, 1];
    let mut instance = Instance::new("Test_Text").unwrap();
    instance.add_value("Text", Value::String(Text::from_units(&units))).unwrap();
    let sent = Line::default().send_instance(instance);
    assert!(matches!(sent.value("Text"), Some(ValueRef::String(text)) if text.units() == units));
}

#[test]
fn flags_and_what_was_modified_go_over() {
    let class = thing(0);
    let mut modified = Instance::of_class(&class);
    modified.set(1, Type::Uint32, None).unwrap();
    let mut odd = modified.clone();
    odd.set_flags(0, ElementFlags::EXPENSIVE | ElementFlags::NOT_MODIFIED);
    odd.add("Other", Type::Uint8, Some(ValueRef::Uint8(1)), ElementFlags::KEY).unwrap();
    for instance in [Instance::of_class(&class), modified, odd] {
        let told = told_instance(&instance);
        assert_eq!(told_instance(&Line::default().send_instance(instance)), told);
    }
}

#[test]
fn numbers_that_are_none_keep_their_bits() {
    let mut instance = Instance::new("Test_Number").unwrap();
    let odd = [0x7fc0_0001_u32, 0xff80_0000, 0x8000_0000].map(f32::from_bits);
    instance.add_value("One", Value::Real32(odd[0])).unwrap();
    instance.add_value("All", Value::Array(Arc::new(Array::Real32(odd.to_vec())))).unwrap();
    instance.add_value("Long", Value::Real64(f64::from_bits(0xfff0_0000_0000_0001))).unwrap();
    let told = told_instance(&instance);
    assert_eq!(told_instance(&Line::default().send_instance(instance)), told);
}

#[test]
fn the_deepest_instance_goes_over_and_comes_back() {
    let mut inner = Instance::of_class(&thing(0));
    for number in 0..crate::cim::instance::MAXIMUM_DEPTH {
        let declaration = ClassDeclaration {
            name: Text::from(format!("Test_Outer{number}")),
            properties: vec![property("Inner", Type::Instance, ElementFlags::PROPERTY)],
            ..ClassDeclaration::default()
        };
        let mut outer = Instance::of_class(&Arc::new(Class::new(declaration, None)));
        outer.set(0, Type::Instance, Some(Value::Instance(Arc::new(inner)).as_value_ref())).unwrap();
        inner = outer;
    }
    let told = told_instance(&inner);
    assert_eq!(told_instance(&Line::default().send_instance(inner)), told);
}

#[test]
fn what_contradicts_itself_is_not_sent_and_its_classes_are_told_again() {
    let mut line = Line::default();
    let good = thing(0);
    let mut declaration = good.declaration().clone();
    declaration.properties[0].default = Some(Value::Uint8(1));
    let bad = Arc::new(Class::new(declaration, Some(Arc::clone(&good))));
    let refused = line.send(&FromWorker::Posted { operation: 1, posted: Posted::Class(bad) }).unwrap_err();
    assert!(matches!(refused, WireError::Contradiction { .. }), "{refused}");
    let sent = line.send_instance(Instance::of_class(&good));
    assert_eq!(*sent.class_name(), "Test_Thing0");
}

#[test]
fn what_would_take_too_much_memory_is_not_sent() {
    let name = Text::from("x".repeat(1 << 20));
    let texts = Value::Array(Arc::new(Array::String(vec![name; 70])));
    let mut instance = Instance::new("Test_Large").unwrap();
    instance.add_value("Texts", texts).unwrap();
    let mut out = vec![1, 2, 3];
    let message = FromWorker::Posted { operation: 1, posted: Posted::Instance(Arc::new(instance)) };
    let refused = message.encode(&mut Encoder::default(), &mut out);
    assert!(refused == Err(WireError::TooLarge), "{refused:?}");
    assert_eq!(out, [1, 2, 3]);
}

#[test]
fn the_time_that_is_left_goes_over() {
    let far = Instant::now() + Duration::from_secs(3600);
    let call = |deadline| Call {
        namespace: Text::from("root/test"),
        request: Request::TestConnection,
        flags: OperationFlags::empty(),
        options: None,
        deadline,
        filter: None,
    };
    let sent = |deadline| {
        let call = Arc::new(call(deadline));
        let begin = ToWorker::Begin { operation: 1, class_name: Text::from("A"), call, credit: 1 };
        match Line::default().send(&begin) {
            Ok(ToWorker::Begin { call, .. }) => call.deadline,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(sent(None), None);
    // It took some time to get here, and the other side's hour began later.
    assert!(sent(Some(far)).is_some_and(|deadline| deadline >= far));
    let past = Instant::now();
    assert!(sent(Some(past)).is_some_and(|deadline| deadline >= past));
}

#[test]
fn messages_of_every_kind_come_out_as_they_went_in() {
    let mut details = Instance::new("OMI_Error").unwrap();
    details.add_value("Message", Value::string("Alas.")).unwrap();
    let error = Error::new(Status::AccessDenied, "No entry.")
        .in_category(ErrorCategory::QuotaExceeded)
        .caused_by("ERRNO", 13)
        .with_details(Arc::new(details.clone()));
    let to = [
        ToWorker::Open { version: "1".into(), library: "/a/b\u{ff}.so".into(), memory_limit: Some(u64::MAX) },
        ToWorker::Open { version: String::new(), library: "".into(), memory_limit: None },
        ToWorker::Stop { operation: 1, reason: StopReason::None },
        ToWorker::Stop { operation: 1, reason: StopReason::Timeout },
        ToWorker::Stop { operation: 1, reason: StopReason::Shutdown },
        ToWorker::Stop { operation: 1, reason: StopReason::ServiceStop },
        ToWorker::Credit { operation: u64::MAX, count: u32::MAX },
        ToWorker::Answer { operation: 1, question: 2, answer: None },
        ToWorker::Answer { operation: 1, question: 2, answer: Some(true) },
        ToWorker::Answer { operation: 1, question: 2, answer: Some(false) },
    ];
    for message in to {
        let sent = Line::default().send(&message).unwrap();
        assert_eq!(format!("{sent:?}"), format!("{message:?}"));
    }
    let question = |asked| FromWorker::Question { operation: 1, question: 2, asked };
    let from = [
        FromWorker::Opened(Ok(Contents {
            class_names: vec![Text::from("A"), Text::from("B")],
            description: None,
        })),
        FromWorker::Opened(Ok(Contents {
            class_names: Vec::new(),
            description: Some(ModuleDescription {
                version: 0x0001_0101,
                generator_version: u32::MAX,
                flags: 0x81,
                character_size: 1,
            }),
        })),
        FromWorker::Opened(Err(error.clone())),
        question(Question::Prompt { kind: PromptKind::Normal, text: "Really?".into() }),
        question(Question::Prompt { kind: PromptKind::Critical, text: "Really?".into() }),
        FromWorker::Finished { operation: 3, outcome: Ok(()) },
        FromWorker::Finished { operation: 3, outcome: Err(error.clone()) },
        FromWorker::RefusesUnload(true),
        FromWorker::Ending(Error::new(Status::Failed, "The end.")),
    ];
    for message in from {
        let sent = Line::default().send(&message).unwrap();
        if !matches!(message, FromWorker::Opened(Err(_)) | FromWorker::Finished { outcome: Err(_), .. }) {
            assert_eq!(format!("{sent:?}"), format!("{message:?}"));
        }
        assert_eq!(frame_of(&sent), frame_of(&message));
    }
    let sent = Line::default().send(&FromWorker::Ending(error.clone())).unwrap();
    assert!(matches!(sent, FromWorker::Ending(sent) if sent == error
        && sent.cause == Some(Cause { kind: "ERRNO", code: 13 })));
    let asked = question(Question::Error(Arc::new(details.clone())));
    let sent = Line::default().send(&asked).unwrap();
    assert!(matches!(sent, FromWorker::Question { asked: Question::Error(sent), .. } if *sent == details));
}
