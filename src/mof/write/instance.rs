//! Instances, as OMI and Windows write them.

use rustc_hash::FxHashMap;

use super::fault::Fault;
use super::path::put_path;
use super::scalar::{Reader, put_hexadecimal, put_scalar};
use crate::cim::text::units_to_bytes;
use crate::cim::value::Array;
use crate::cim::{Error, Instance, TextRef, ValueRef};

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
    aliases: &'a mut Aliases,
    /// The numbers of the instances that were declared, by where they are: what is held more than once is declared once.
    declared: FxHashMap<*const Instance, u32>,
}

impl<'a> InstanceWriter<'a> {
    pub(super) fn new(out: &'a mut Vec<u8>, aliases: &'a mut Aliases) -> InstanceWriter<'a> {
        InstanceWriter { out, aliases, declared: FxHashMap::default() }
    }

    /// The instance behind those that it holds.
    pub(super) fn write(&mut self, instance: &Instance) -> Result<(), Error> {
        if instance.depth() > 0 {
            self.declare_held(instance)?;
        }
        self.put_instance(instance, None)
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
        if self.declared.contains_key(&std::ptr::from_ref(instance)) {
            return Ok(());
        }
        if instance.depth() > 0 {
            self.declare_held(instance)?;
        }
        // Nobody writes four thousand million instances into a text; after that the numbers begin again.
        self.aliases.last = self.aliases.last.wrapping_add(1);
        let number = self.aliases.last;
        self.declared.insert(std::ptr::from_ref(instance), number);
        self.put_instance(instance, Some(number))
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
        self.out.extend_from_slice(b"};\n\n");
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
            ValueRef::Instance(instance) => {
                // All were declared before.
                let number = self.declared.get(&std::ptr::from_ref(&**instance));
                put_alias(self.out, number.copied().unwrap_or_default());
                Ok(())
            }
            ValueRef::Reference(instance) => put_path(self.out, instance, Reader::Program),
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
    if let Some(bytes) = units_to_bytes(name.units()) {
        out.extend_from_slice(&bytes);
    }
}

fn put_alias(out: &mut Vec<u8>, number: u32) {
    out.extend_from_slice(b"$Alias");
    put_hexadecimal(out, &number.to_be_bytes());
}
