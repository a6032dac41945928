//! What is asked of a provider.

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::WireError;
use super::bytes::{Reader, Writer};
use super::instance::{read_instance, write_instance};
use super::value::{read_typed, write_typed};
use crate::cim::Instance;
use crate::provider::{
    Call, Delivery, OperationFlags, OptionSet, OptionValue, QueryFilter, Request, SubscriptionDelivery,
};

/// What an option takes beside its name and value.
const OPTION_MEMORY: usize = 2 * size_of::<OptionValue>();

pub(super) fn write_call(writer: &mut Writer<'_>, call: &Call) -> Result<(), WireError> {
    writer.text(&call.namespace)?;
    writer.varint(call.flags.bits().into());
    writer.optional(call.options.as_deref(), write_options)?;
    writer.optional(call.deadline, |writer, deadline| {
        // The clocks of two processes have nothing in common but their pace.
        let left = deadline.saturating_duration_since(Instant::now()).as_nanos();
        writer.varint(u64::try_from(left).unwrap_or(u64::MAX));
        Ok(())
    })?;
    writer.optional(call.filter.as_deref(), |writer, filter| {
        writer.text(&filter.dialect)?;
        writer.text(&filter.query)?;
        writer.several(&filter.properties, Writer::text)?;
        writer.bool(filter.wants_all);
        Ok(())
    })?;
    write_request(writer, &call.request)
}

pub(super) fn read_call(reader: &mut Reader<'_>) -> Result<Call, WireError> {
    Ok(Call {
        namespace: reader.text()?,
        flags: OperationFlags::from_bits_retain(reader.u32()?),
        options: reader.optional(read_options)?.map(Arc::new),
        deadline: match reader.optional(Reader::varint)? {
            // One beyond all clocks is none.
            Some(left) => Instant::now().checked_add(Duration::from_nanos(left)),
            None => None,
        },
        filter: reader.optional(read_filter)?.map(Arc::new),
        request: read_request(reader)?,
    })
}

fn read_filter(reader: &mut Reader<'_>) -> Result<QueryFilter, WireError> {
    Ok(QueryFilter {
        dialect: reader.text()?,
        query: reader.text()?,
        properties: reader.several(Reader::text)?,
        wants_all: reader.bool()?,
    })
}

fn write_options(writer: &mut Writer<'_>, options: &OptionSet) -> Result<(), WireError> {
    writer.count(options.len());
    for (name, option) in options {
        writer.budget.charge(OPTION_MEMORY)?;
        writer.str(name)?;
        writer.bool(option.must_comply);
        write_typed(writer, &option.value)?;
    }
    Ok(())
}

fn read_options(reader: &mut Reader<'_>) -> Result<OptionSet, WireError> {
    let mut options = OptionSet::new();
    for _ in 0..reader.count(3)? {
        let name = reader.string()?;
        if options.last_key_value().is_some_and(|(last, _)| *last >= name) {
            return Err(reader.wrong("options in the order of their names before this"));
        }
        reader.budget.charge(OPTION_MEMORY)?;
        let must_comply = reader.bool()?;
        options.insert(name, OptionValue { value: read_typed(reader)?, must_comply });
    }
    Ok(options)
}

fn read_shared(reader: &mut Reader<'_>) -> Result<Arc<Instance>, WireError> {
    read_instance(reader).map(Arc::new)
}

/// The kinds of requests.
mod kind {
    pub(super) const GET_INSTANCE: u8 = 0;
    pub(super) const CREATE_INSTANCE: u8 = 1;
    pub(super) const MODIFY_INSTANCE: u8 = 2;
    pub(super) const DELETE_INSTANCE: u8 = 3;
    pub(super) const ENUMERATE_INSTANCES: u8 = 4;
    pub(super) const QUERY_INSTANCES: u8 = 5;
    pub(super) const ASSOCIATOR_INSTANCES: u8 = 6;
    pub(super) const REFERENCE_INSTANCES: u8 = 7;
    pub(super) const INVOKE: u8 = 8;
    pub(super) const GET_CLASS: u8 = 9;
    pub(super) const ENUMERATE_CLASSES: u8 = 10;
    pub(super) const SUBSCRIBE: u8 = 11;
    pub(super) const TEST_CONNECTION: u8 = 12;
}

fn write_request(writer: &mut Writer<'_>, request: &Request) -> Result<(), WireError> {
    match request {
        Request::GetInstance { instance } => {
            writer.u8(kind::GET_INSTANCE);
            write_instance(writer, instance)
        }
        Request::CreateInstance { instance } => {
            writer.u8(kind::CREATE_INSTANCE);
            write_instance(writer, instance)
        }
        Request::ModifyInstance { instance } => {
            writer.u8(kind::MODIFY_INSTANCE);
            write_instance(writer, instance)
        }
        Request::DeleteInstance { instance } => {
            writer.u8(kind::DELETE_INSTANCE);
            write_instance(writer, instance)
        }
        Request::EnumerateInstances { class_name, keys_only } => {
            writer.u8(kind::ENUMERATE_INSTANCES);
            writer.bool(*keys_only);
            writer.text(class_name)
        }
        Request::QueryInstances { dialect, query } => {
            writer.u8(kind::QUERY_INSTANCES);
            writer.text(dialect)?;
            writer.text(query)
        }
        Request::AssociatorInstances {
            instance,
            association_class,
            result_class,
            role,
            result_role,
            keys_only,
        } => {
            writer.u8(kind::ASSOCIATOR_INSTANCES);
            writer.bool(*keys_only);
            for text in [association_class, result_class, role, result_role] {
                writer.optional_text(text.as_ref())?;
            }
            write_instance(writer, instance)
        }
        Request::ReferenceInstances { instance, result_class, role, keys_only } => {
            writer.u8(kind::REFERENCE_INSTANCES);
            writer.bool(*keys_only);
            for text in [result_class, role] {
                writer.optional_text(text.as_ref())?;
            }
            write_instance(writer, instance)
        }
        Request::Invoke { class_name, method_name, instance, parameters } => {
            writer.u8(kind::INVOKE);
            writer.text(class_name)?;
            writer.text(method_name)?;
            writer.optional(instance.as_deref(), write_instance)?;
            writer.optional(parameters.as_deref(), write_instance)
        }
        Request::GetClass { class_name } => {
            writer.u8(kind::GET_CLASS);
            writer.text(class_name)
        }
        Request::EnumerateClasses { class_name, names_only } => {
            writer.u8(kind::ENUMERATE_CLASSES);
            writer.bool(*names_only);
            writer.optional_text(class_name.as_ref())
        }
        Request::Subscribe { dialect, query, delivery } => {
            writer.u8(kind::SUBSCRIBE);
            writer.text(dialect)?;
            writer.text(query)?;
            writer.u8(delivery.delivery as u8);
            write_options(writer, &delivery.options)
        }
        Request::TestConnection => {
            writer.u8(kind::TEST_CONNECTION);
            Ok(())
        }
    }
}

fn read_request(reader: &mut Reader<'_>) -> Result<Request, WireError> {
    Ok(match reader.u8()? {
        kind::GET_INSTANCE => Request::GetInstance { instance: read_shared(reader)? },
        kind::CREATE_INSTANCE => Request::CreateInstance { instance: read_shared(reader)? },
        kind::MODIFY_INSTANCE => Request::ModifyInstance { instance: read_shared(reader)? },
        kind::DELETE_INSTANCE => Request::DeleteInstance { instance: read_shared(reader)? },
        kind::ENUMERATE_INSTANCES => {
            Request::EnumerateInstances { keys_only: reader.bool()?, class_name: reader.text()? }
        }
        kind::QUERY_INSTANCES => Request::QueryInstances { dialect: reader.text()?, query: reader.text()? },
        kind::ASSOCIATOR_INSTANCES => Request::AssociatorInstances {
            keys_only: reader.bool()?,
            association_class: reader.optional_text()?,
            result_class: reader.optional_text()?,
            role: reader.optional_text()?,
            result_role: reader.optional_text()?,
            instance: read_shared(reader)?,
        },
        kind::REFERENCE_INSTANCES => Request::ReferenceInstances {
            keys_only: reader.bool()?,
            result_class: reader.optional_text()?,
            role: reader.optional_text()?,
            instance: read_shared(reader)?,
        },
        kind::INVOKE => Request::Invoke {
            class_name: reader.text()?,
            method_name: reader.text()?,
            instance: reader.optional(read_shared)?,
            parameters: reader.optional(read_shared)?,
        },
        kind::GET_CLASS => Request::GetClass { class_name: reader.text()? },
        kind::ENUMERATE_CLASSES => {
            Request::EnumerateClasses { names_only: reader.bool()?, class_name: reader.optional_text()? }
        }
        kind::SUBSCRIBE => Request::Subscribe {
            dialect: reader.text()?,
            query: reader.text()?,
            delivery: Arc::new(SubscriptionDelivery {
                delivery: read_delivery(reader)?,
                options: read_options(reader)?,
            }),
        },
        kind::TEST_CONNECTION => Request::TestConnection,
        _ => return Err(reader.wrong("the kind of a request before this")),
    })
}

fn read_delivery(reader: &mut Reader<'_>) -> Result<Delivery, WireError> {
    match reader.u8()? {
        1 => Ok(Delivery::Pull),
        2 => Ok(Delivery::Push),
        _ => Err(reader.wrong("who sets the pace before this")),
    }
}
