//! Frames that no library of ours would send.

use proptest::prelude::*;

use super::generated::{call, posted};
use super::*;

/// Reads frames as a hostile peer would send them, one after the other.
fn read<M: Message>(stream: &[u8], decoder: &mut Decoder) -> Result<(), WireError> {
    let mut frames = Frames::default();
    frames.push(stream);
    while let Some(frame) = frames.take()? {
        M::decode(decoder, frame)?;
    }
    Ok(())
}

/// A change to valid bytes.
#[derive(Clone, Debug)]
enum Change {
    Put(prop::sample::Index, u8),
    Cut(prop::sample::Index),
    Insert(prop::sample::Index, Vec<u8>),
    Copy(prop::sample::Index, prop::sample::Index),
}

fn change() -> impl Strategy<Value = Change> {
    use prop::sample::Index;
    prop_oneof![
        (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Change::Put(at, byte)),
        (any::<Index>(), prop_oneof![Just(0), Just(1), Just(0x7f), Just(0x80), Just(0xff)])
            .prop_map(|(at, byte)| Change::Put(at, byte)),
        any::<Index>().prop_map(Change::Cut),
        (any::<Index>(), prop::collection::vec(any::<u8>(), 1..6))
            .prop_map(|(at, bytes)| Change::Insert(at, bytes)),
        (any::<Index>(), any::<Index>()).prop_map(|(from, to)| Change::Copy(from, to)),
    ]
}

/// The body with some changes, under a length that is right.
fn changed(frame: &[u8], changes: &[Change]) -> Vec<u8> {
    let mut body = frame[4..].to_vec();
    for change in changes {
        if body.is_empty() {
            break;
        }
        match change {
            Change::Put(at, byte) => {
                let at = at.index(body.len());
                body[at] = *byte;
            }
            Change::Cut(at) => body.truncate(at.index(body.len())),
            Change::Insert(at, bytes) => {
                let at = at.index(body.len());
                body.splice(at..at, bytes.iter().copied());
            }
            Change::Copy(from, to) => {
                let (from, to) = (from.index(body.len()), to.index(body.len()));
                let piece = body[from..].to_vec();
                body.splice(to..to, piece);
            }
        }
    }
    [&(body.len() as u32).to_le_bytes()[..], &body].concat()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_was_changed_on_its_way_makes_nothing_panic(
        posted in posted(), call in call(), changes in prop::collection::vec(change(), 1..5)
    ) {
        let mut decoder = Decoder::default();
        let message = FromWorker::Posted { operation: 1, posted };
        let _ = read::<FromWorker>(&changed(&frame_of(&message), &changes), &mut decoder);
        // The tables may be what nobody meant now, and still nothing panics.
        let _ = read::<FromWorker>(&frame_of(&message), &mut decoder);
        let begin = ToWorker::Begin { operation: 1, class_name: Text::from("A"), call: Arc::new(call), credit: 1 };
        let _ = read::<ToWorker>(&changed(&frame_of(&begin), &changes), &mut Decoder::default());
    }

    #[test]
    fn what_is_cut_off_is_an_error_wherever(posted in posted(), at in any::<prop::sample::Index>()) {
        let frame = frame_of(&FromWorker::Posted { operation: 1, posted });
        let body = &frame[4..];
        let cut = &body[..at.index(body.len())];
        prop_assert!(FromWorker::decode(&mut Decoder::default(), cut).is_err());
    }

    #[test]
    fn bytes_that_mean_nothing_make_nothing_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = FromWorker::decode(&mut Decoder::default(), &bytes);
        let _ = ToWorker::decode(&mut Decoder::default(), &bytes);
        let _ = read::<FromWorker>(&bytes, &mut Decoder::default());
    }
}

/// A message of a worker that posts an instance; what follows is said of the instance.
const POSTED: &[u8] = &[2, 1, 0];
/// The form of an instance of which the class is known by name, and one whose class follows.
const NAMED: u8 = 0;
const OF_CLASS: u8 = 1;

/// A class of this name with one text as its property, which gets the number 0.
fn class_a() -> Vec<u8> {
    let mut bytes = vec![1, 0, 1];
    bytes.extend(text("A"));
    // No superclass, no flags, no qualifiers; one property: a text, of no size, no reference, no flags.
    bytes.extend([0, 0, 0, 1]);
    bytes.extend(text("P"));
    bytes.extend([13, 0, 0, 0]);
    bytes.extend(text("A"));
    bytes.extend(text("A"));
    // No qualifiers, no default; no methods, no namespace, no server; the number.
    bytes.extend([0, 0, 0, 0, 0, 0]);
    bytes
}

fn text(text: &str) -> Vec<u8> {
    let mut bytes = vec![text.len() as u8];
    let units = text.bytes().flat_map(|byte| Unit::from(byte).to_le_bytes());
    bytes.extend(units.chain(Unit::default().to_le_bytes()));
    bytes
}

fn posted_bytes(parts: &[&[u8]]) -> Vec<u8> {
    [POSTED, &parts.concat()].concat()
}

#[test]
fn what_no_library_of_ours_sends_is_refused_with_what_was_expected() {
    let (a, name, x) = (class_a(), text("A"), text("x"));
    assert!(
        FromWorker::decode(&mut Decoder::default(), &posted_bytes(&[&[OF_CLASS], &a, &[2, 1], &x])).is_ok()
    );
    let mut nul_less = text("A");
    let end = nul_less.len() - size_of::<Unit>();
    nul_less[end..].fill(7);
    let table: &[(&[&[u8]], &str)] = &[
        (&[], "more bytes"),
        (&[&[0x40]], "the form of an instance"),
        (&[&[0x08]], "without its class"),
        (&[&[OF_CLASS, 2]], "a class or the number of one"),
        (&[&[OF_CLASS, 0, 0]], "the number of a class that came before"),
        (&[&[OF_CLASS, 1, 1, 9]], "the number of a class that came before"),
        (&[&[OF_CLASS, 1, 2]], "a boolean"),
        (&[&[OF_CLASS, 1, 0, 0]], "at least one class"),
        (&[&[OF_CLASS, 1, 0, 0xff, 0xff, 0x03]], "so much as the number"),
        (&[&[OF_CLASS], &a, &[0xff, 0x7f, 0]], "so much as the number"),
        (&[&[OF_CLASS], &a, &[0, 2]], "no bits for more than there is"),
        (&[&[OF_CLASS], &a, &[0, 1]], "more bytes"),
        (&[&[OF_CLASS | 0x18], &a, &[0, 0, 0, 0]], "the flags of an instance in one form"),
        (&[&[OF_CLASS | 0x10], &a, &[0, 0]], "the flags of each property"),
        (&[&[OF_CLASS], &a, &[0, 0, 0]], "the end"),
        (&[&[NAMED], &text("9"), &[0]], "the name of a class"),
        (&[&[NAMED], &text(""), &[0]], "the name of a class"),
        (&[&[NAMED], &nul_less, &[0]], "a NUL behind a text"),
        (&[&[NAMED], &name, &[9]], "so much as the number"),
        (&[&[NAMED], &name, &[1], &x, &[32, 0, 0]], "the type of an element"),
        (&[&[NAMED], &name, &[1], &text("-"), &[13, 0, 0]], "a legal name of its own"),
        (&[&[NAMED], &name, &[2], &x, &[1, 0], &x, &[1, 0], &[0; 4]], "a legal name of its own"),
        (&[&[NAMED], &name, &[1], &x, &[0x80, 0, 2]], "a boolean"),
        (&[&[NAMED], &name, &[1], &x, &[0x8c, 0, 2]], "a timestamp or an interval"),
        (&[&[NAMED], &name, &[1], &x, &[0x97, 0, 0xff, 0xff, 0xff, 0xff, 0x0f]], "so much as the number"),
        (&[&[NAMED], &name, &[1], &x, &[0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0]], "a number of 64 bits"),
        (&[&[NAMED], &name, &[1], &x, &[0x80, 0xff, 0xff, 0xff, 0xff, 0x7f, 0]], "a number of 32 bits"),
    ];
    for (parts, expected) in table {
        let bytes = posted_bytes(parts);
        let error = FromWorker::decode(&mut Decoder::default(), &bytes).unwrap_err().to_string();
        assert!(error.contains(expected), "{bytes:?} gives '{error}', and not '{expected}'");
    }
}

#[test]
fn messages_of_no_kind_are_refused_with_what_was_expected() {
    let from: &[(&[u8], &str)] = &[
        (&[7], "a message of a worker"),
        (&[1, 18], "a result of this version"),
        (&[1, 1, 99], "a category of errors"),
        (&[1, 1, 0, 1, 0xff, 0, 0], "UTF-8"),
        (&[1, 1, 0, 0, 0, 1, 9, 0], "the kind of a cause"),
        (&[2, 1, 6], "the kind of a result"),
        (&[3, 1, 1, 3], "the kind of a question"),
        (&[5, 2], "a boolean"),
        (&[5, 1, 0], "the end"),
    ];
    for (bytes, expected) in from {
        let error = FromWorker::decode(&mut Decoder::default(), bytes).unwrap_err().to_string();
        assert!(error.contains(expected), "{bytes:?} gives '{error}', and not '{expected}'");
    }
    let call: &[&[u8]] = &[&[1, 1], &text("A"), &[1], &text("n"), &[0]];
    let asked = |rest: &[u8]| [&call.concat(), rest].concat();
    let to: &[(Vec<u8>, &str)] = &[
        (vec![5], "a message to a worker"),
        (vec![2, 1, 4], "the reason of a stop"),
        (asked(&[0, 0, 0, 13]), "the kind of a request"),
        (asked(&[1, 2, 1, b'b', 0, 1, 5, 1, b'a', 0, 1, 5, 0, 0, 0]), "options in the order of their names"),
        (asked(&[1, 1, 1, b'b', 0, 77]), "a type"),
        (asked(&[&[0, 0, 0, 11], &text("W")[..], &text("q"), &[3]].concat()), "who sets the pace"),
    ];
    for (bytes, expected) in to {
        let error = ToWorker::decode(&mut Decoder::default(), bytes).unwrap_err().to_string();
        assert!(error.contains(expected), "{bytes:?} gives '{error}', and not '{expected}'");
    }
}

#[test]
fn instances_without_end_in_each_other_are_refused_before_the_stack_ends() {
    // Each is of the class A, and has a reference named x to the next.
    let level = [&[NAMED][..], &text("A"), &[1], &text("x"), &[0x8e, 0]].concat();
    let bytes = posted_bytes(&[&level.repeat(100_000)]);
    let small = std::thread::Builder::new().stack_size(2 << 20);
    let decoded = small.spawn(move || FromWorker::decode(&mut Decoder::default(), &bytes).unwrap_err());
    assert_eq!(decoded.unwrap().join().unwrap(), WireError::TooDeep);
}

#[test]
fn classes_without_end_in_each_other_are_refused_before_the_stack_ends() {
    // A class whose property is by default an instance of a class that follows, and so on.
    let class = class_a();
    let mut level = class[..class.len() - 6].to_vec();
    let kind = level.len() - 4 - 2 * (2 + size_of::<Unit>() * 2 - 1) + 2;
    let kind = level.iter().take(kind).rposition(|&byte| byte == 13).expect("the type of the property");
    level[kind] = 15;
    level.extend([0, 1, OF_CLASS]);
    let bytes = posted_bytes(&[&[OF_CLASS], &level.repeat(100_000)]);
    let small = std::thread::Builder::new().stack_size(2 << 20);
    let decoded = small.spawn(move || FromWorker::decode(&mut Decoder::default(), &bytes).unwrap_err());
    assert_eq!(decoded.unwrap().join().unwrap(), WireError::TooDeep);
}

/// A class whose one property has this value by default.
fn class_around(name: &str, kind: Type, value: Value) -> Arc<Class> {
    let mut property = property("P", kind, ElementFlags::PROPERTY);
    property.default = Some(value);
    let declaration = ClassDeclaration {
        name: Text::from(name),
        properties: vec![property],
        ..ClassDeclaration::default()
    };
    Arc::new(Class::new(declaration, None))
}

/// What the other side says to classes of which each is made from the one before, until it refuses one.
fn refusal(
    mut class: Arc<Class>,
    most: usize,
    around: impl Fn(&Arc<Class>, usize) -> Arc<Class>,
) -> WireError {
    let mut line = Line::default();
    for number in 0..most {
        let posted = Posted::Class(Arc::clone(&class));
        if let Err(error) = line.send(&FromWorker::Posted { operation: 1, posted }) {
            return error;
        }
        class = around(&class, number);
    }
    panic!("{most} classes in each other are taken")
}

#[test]
fn classes_that_came_in_frames_of_their_own_lie_no_deeper_in_each_other_than_in_one() {
    let error = refusal(class_around("A", Type::Uint8, Value::Uint8(1)), 1000, |class, number| {
        // It has nothing in itself but its class.
        let mut instance = Instance::of_class(class);
        instance.set(0, class.properties()[0].kind, None).unwrap();
        class_around(&format!("A{number}"), Type::Instance, Value::Instance(Arc::new(instance)))
    });
    assert_eq!(error, WireError::TooDeep);
}

#[test]
fn classes_that_keep_each_other_do_not_take_all_memory() {
    let error = refusal(class_around("A", Type::Uint8, Value::Uint8(1)), 10, |class, number| {
        let one = Arc::new(Instance::of_class(class));
        let values = vec![one; 1000];
        let value = Value::Array(Arc::new(Array::Instance(values)));
        class_around(&format!("A{number}"), Type::InstanceArray, value)
    });
    assert_eq!(error, WireError::TooLarge);
}

#[test]
fn a_line_of_superclasses_may_be_long_however_it_comes() {
    let mut class = class_around("A", Type::Uint8, Value::Uint8(1));
    let mut line = Line::default();
    for number in 0..1000 {
        let posted = Posted::Class(Arc::clone(&class));
        assert!(line.send(&FromWorker::Posted { operation: 1, posted }).is_ok());
        let declaration = ClassDeclaration {
            name: Text::from(format!("A{number}")),
            superclass: Some(class.name().clone()),
            ..ClassDeclaration::default()
        };
        class = Arc::new(Class::new(declaration, Some(class)));
    }
}

#[test]
fn a_few_bytes_do_not_take_all_memory() {
    // A class of many properties, and a great many instances of it in which all are NULL.
    let properties =
        (0..4096).map(|number| property(&format!("P{number}"), Type::Uint8, ElementFlags::PROPERTY));
    let declaration = ClassDeclaration {
        name: Text::from("A"),
        properties: properties.collect(),
        ..ClassDeclaration::default()
    };
    let class = Arc::new(Class::new(declaration, None));
    let mut decoder = Decoder::default();
    let class = FromWorker::Posted { operation: 1, posted: Posted::Class(class) };
    FromWorker::decode(&mut decoder, &frame_of(&class)[4..]).unwrap();
    let null = [&[OF_CLASS, 0, 0, 0][..], &[0; 512]].concat();
    let count = 10_000;
    let array =
        [&[NAMED][..], &text("B"), &[1], &text("x"), &[0x9f, 0, 0x90, 0x4e], &null.repeat(count)].concat();
    let refused = FromWorker::decode(&mut decoder, &posted_bytes(&[&array])).unwrap_err();
    assert_eq!(refused, WireError::TooLarge);
}
