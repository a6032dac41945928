//! Instances, as OMI and Windows write them.

use rustc_hash::FxHashMap;

use super::fault::Fault;
use super::path::put_path;
use super::scalar::{Reader, put_hexadecimal, put_scalar};
use crate::cim::budget::LONGEST_WRITTEN;
use crate::cim::text::units_to_unchecked_bytes;
use crate::cim::value::Array;
use crate::cim::{Error, Instance, ObjectPath, TextRef, ValueRef};

/// The numbers of the aliases in one text. Instances that go into the same text are written with the same `Aliases`, so that
/// no two of those in them get one name.
#[derive(Clone, Debug, Default)]
pub struct Aliases {
    last: u32,
}

impl Aliases {
    /// The numbers behind this one, which was the last of another text that goes before.
    pub fn after(last: u32) -> Aliases {
        Aliases { last }
    }

    /// The last number that was used; 0 where none was.
    pub fn last(&self) -> u32 {
        self.last
    }
}

/// Writes an instance and those that it holds.
pub(super) struct InstanceWriter<'a> {
    out: &'a mut Vec<u8>,
    held: Held<'a>,
}

/// How the instances that an instance holds are written.
enum Held<'a> {
    /// Before it, under aliases. The numbers of those that were declared, by where they are: what is held more than once is
    /// declared once.
    Before { aliases: &'a mut Aliases, declared: FxHashMap<*const Instance, u32> },
    /// In place; references say no namespace where it is that of this path.
    InPlace { home: ObjectPath },
}

impl<'a> InstanceWriter<'a> {
    pub(super) fn new(out: &'a mut Vec<u8>, aliases: &'a mut Aliases) -> InstanceWriter<'a> {
        InstanceWriter { out, held: Held::Before { aliases, declared: FxHashMap::default() } }
    }

    /// What writes an instance so that it is the same in another namespace.
    pub(super) fn portable(out: &'a mut Vec<u8>, instance: &Instance) -> InstanceWriter<'a> {
        InstanceWriter { out, held: Held::InPlace { home: ObjectPath::of(instance) } }
    }

    /// The instance behind those that it holds.
    pub(super) fn write(&mut self, instance: &Instance) -> Result<(), Error> {
        if instance.depth() > 0 && matches!(self.held, Held::Before { .. }) {
            self.declare_held(instance)?;
        }
        self.put_instance(instance, None)?;
        self.out.extend_from_slice(b";\n\n");
        Ok(())
    }

    /// Declares the instances that an instance holds as values, in the order of the elements, each behind those that it holds.
    fn declare_held(&mut self, instance: &Instance) -> Result<(), Error> {
        for element in instance.elements() {
            match element.value {
                Some(ValueRef::Instance(held)) => self.declare(held)?,
                Some(ValueRef::Array(array)) => {
                    if let Array::Instance(several) = &**array {
                        several.iter().try_for_each(|held| self.declare(held))?;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn declare(&mut self, instance: &Instance) -> Result<(), Error> {
        if let Held::Before { declared, .. } = &self.held
            && declared.contains_key(&std::ptr::from_ref(instance))
        {
            return Ok(());
        }
        if instance.depth() > 0 {
            self.declare_held(instance)?;
        }
        let Held::Before { aliases, declared } = &mut self.held else { return Ok(()) };
        // Nobody writes four thousand million instances into a text; after that the numbers begin again.
        aliases.last = aliases.last.wrapping_add(1);
        let number = aliases.last;
        declared.insert(std::ptr::from_ref(instance), number);
        self.put_instance(instance, Some(number))?;
        self.out.extend_from_slice(b";\n\n");
        Ok(())
    }

    fn put_instance(&mut self, instance: &Instance, alias: Option<u32>) -> Result<(), Error> {
        self.out.extend_from_slice(b"instance of ");
        put_name(self.out, instance.class_name().as_text_ref());
        if let Some(number) = alias {
            self.out.extend_from_slice(b" as ");
            put_alias(self.out, number);
        }
        self.out.extend_from_slice(b"\n{\n");
        for (index, element) in instance.elements().enumerate() {
            let start = self.out.len();
            self.out.extend_from_slice(b"    ");
            put_name(self.out, element.name);
            self.out.extend_from_slice(b" = ");
            match element.value {
                Some(value) => self.put_value(value).map_err(|fault| {
                    let class = instance.class_name();
                    fault.on(format_args!("Property {} of an instance of {class}", element.name))
                })?,
                None if has_default(instance, index) => self.out.extend_from_slice(b"NULL"),
                // NULL is what a property is without a value.
                None => {
                    self.out.truncate(start);
                    continue;
                }
            }
            self.out.extend_from_slice(b";\n");
        }
        self.out.push(b'}');
        Ok(())
    }

    #[inline]
    fn put_value(&mut self, value: ValueRef<'_>) -> Result<(), Fault> {
        match value {
            ValueRef::Array(array) => {
                self.out.push(b'{');
                for (number, element) in array.iter().enumerate() {
                    if number > 0 {
                        self.out.extend_from_slice(b", ");
                    }
                    self.put_element(element)?;
                }
                self.out.push(b'}');
                Ok(())
            }
            value => self.put_element(value),
        }
    }

    #[inline]
    fn put_element(&mut self, value: ValueRef<'_>) -> Result<(), Fault> {
        match value {
            ValueRef::Instance(instance) => match &self.held {
                Held::Before { declared, .. } => {
                    // All were declared before.
                    let number = declared.get(&std::ptr::from_ref(&**instance));
                    put_alias(self.out, number.copied().unwrap_or_default());
                    Ok(())
                }
                Held::InPlace { .. } => {
                    // What is shared in memory is written as often as it is held.
                    if self.out.len() > LONGEST_WRITTEN {
                        return Err(Fault::TooLong);
                    }
                    self.put_instance(instance, None).map_err(|error| Fault::Held(Box::new(error)))
                }
            },
            ValueRef::Reference(instance) => {
                let home = match &self.held {
                    Held::Before { .. } => None,
                    Held::InPlace { home } => Some(home),
                };
                put_path(self.out, instance, home, Reader::Program)
            }
            value => put_scalar(self.out, value, Reader::Program),
        }
    }
}

fn has_default(instance: &Instance, index: usize) -> bool {
    let property = instance.class().and_then(|class| class.properties().get(index));
    property.is_some_and(|property| property.default.is_some())
}

/// A name of a class or of a property: ASCII, which has one form in every library.
#[inline]
fn put_name(out: &mut Vec<u8>, name: TextRef<'_>) {
    if let Ok(bytes) = units_to_unchecked_bytes(name.units()) {
        out.extend_from_slice(&bytes);
    }
}

fn put_alias(out: &mut Vec<u8>, number: u32) {
    out.extend_from_slice(b"$Alias");
    put_hexadecimal(out, &number.to_be_bytes());
}
