//! Requests on their way to a handler.

use std::sync::Arc;

use super::callback::{Kind, callbacks};
use super::instance::{Elements, Lent, lend};
use super::options;
use super::session::Session;
use super::slot::Slot;
use crate::abi::*;
use crate::cim::{Error, Instance, Text};
use crate::object::boundary::pointer_or_null;
use crate::provider::{Call, OperationFlags, Request};

/// A request whose objects the handler has made. It can be started once.
pub(super) struct Prepared<'a> {
    session: &'a Arc<Session>,
    call: &'a Call,
    ft: &'a MI_SessionFT,
    options: Option<options::Lent<MI_OperationOptions>>,
    delivery: Option<options::Lent<MI_SubscriptionDeliveryOptions>>,
    instance: Option<Lent>,
    parameters: Option<Lent>,
}

impl<'a> Prepared<'a> {
    /// Has the handler make what the request needs. An error says what it can't do.
    pub(super) fn new(session: &'a Arc<Session>, call: &'a Call) -> Result<Prepared<'a>, Error> {
        let handler = session.handler();
        let blame = handler.blame();
        // SAFETY: the table of a session lives as long as its library.
        let ft = unsafe { blame.table(session.handle().ft, "MI_SessionFT") }?;
        let lend = |instance: &Instance, elements| lend(handler, instance, elements).map(Some);
        let (mut instance, mut parameters, mut delivery) = (None, None, None);
        let name = |name: &str| format!("MI_SessionFT.{name}");
        let is_there = |is_there: bool| blame.member(is_there.then_some(()), &name(call.request.name()));
        match &call.request {
            Request::GetInstance { instance: given } => {
                is_there(ft.GetInstance.is_some())?;
                instance = lend(given, Elements::All)?;
            }
            Request::CreateInstance { instance: given } => {
                is_there(ft.CreateInstance.is_some())?;
                instance = lend(given, Elements::All)?;
            }
            Request::ModifyInstance { instance: given } => {
                is_there(ft.ModifyInstance.is_some())?;
                instance = lend(given, Elements::Changed)?;
            }
            Request::DeleteInstance { instance: given } => {
                is_there(ft.DeleteInstance.is_some())?;
                instance = lend(given, Elements::All)?;
            }
            Request::EnumerateInstances { .. } => is_there(ft.EnumerateInstances.is_some())?,
            Request::QueryInstances { .. } => is_there(ft.QueryInstances.is_some())?,
            Request::AssociatorInstances { instance: given, .. } => {
                is_there(ft.AssociatorInstances.is_some())?;
                instance = lend(given, Elements::All)?;
            }
            Request::ReferenceInstances { instance: given, .. } => {
                is_there(ft.ReferenceInstances.is_some())?;
                instance = lend(given, Elements::All)?;
            }
            Request::Invoke { instance: given, parameters: said, .. } => {
                is_there(ft.Invoke.is_some())?;
                if let Some(given) = given {
                    instance = lend(given, Elements::All)?;
                }
                if let Some(said) = said {
                    parameters = lend(said, Elements::All)?;
                }
            }
            Request::GetClass { .. } => is_there(ft.GetClass.is_some())?,
            Request::EnumerateClasses { .. } => is_there(ft.EnumerateClasses.is_some())?,
            Request::Subscribe { delivery: said, .. } => {
                is_there(ft.Subscribe.is_some())?;
                delivery = Some(options::of_delivery(handler, said)?);
            }
            Request::TestConnection => is_there(ft.TestConnection.is_some())?,
        }
        let options = options::of_operation(handler, call.options.as_deref())?;
        Ok(Prepared { session, call, ft, options, delivery, instance, parameters })
    }

    /// Starts it: the handler calls back, perhaps before this returns. What it was given it has copied.
    pub(super) fn start(mut self, slot: &'static Slot, takes_streamed: bool) {
        let kind = match self.call.request {
            Request::GetClass { .. } | Request::EnumerateClasses { .. } => Kind::Class,
            Request::Subscribe { .. } => Kind::Indication,
            _ => Kind::Instance,
        };
        let mut callbacks = callbacks(kind, slot, takes_streamed);
        let callbacks = &raw mut callbacks;
        let flags = flags(self.call.flags);
        let mut session = self.session.handle();
        let session = &raw mut session;
        let options = self.options.as_mut().map_or(std::ptr::null_mut(), options::Lent::as_mut_ptr);
        let delivery =
            self.delivery.as_mut().map_or(std::ptr::null_mut(), options::Lent::as_mut_ptr).cast_const();
        let lent = |lent: &Option<Lent>| lent.as_ref().map_or(std::ptr::null(), Lent::as_ptr);
        let (instance, parameters) = (lent(&self.instance), lent(&self.parameters));
        let namespace = pointer_or_null(Some(&self.call.namespace));
        let text = |text: &Text| pointer_or_null(Some(text));
        let optional = |text: &Option<Text>| pointer_or_null(text.as_ref());
        let handle = slot.handle_ptr();
        let ft = self.ft;
        /// Calls a function that was found to be there.
        macro_rules! call {
            ($function:ident($($argument:expr),*)) => {
                if let Some(function) = ft.$function {
                    // SAFETY: called as its signature says; all that it is given lives until it returns, and the place for the handle
                    // for ever.
                    unsafe { function(session, flags, options, namespace, $($argument,)* callbacks, handle) }
                }
            };
        }
        match &self.call.request {
            Request::GetInstance { .. } => call!(GetInstance(instance)),
            Request::CreateInstance { .. } => call!(CreateInstance(instance)),
            Request::ModifyInstance { .. } => call!(ModifyInstance(instance)),
            Request::DeleteInstance { .. } => call!(DeleteInstance(instance)),
            Request::EnumerateInstances { class_name, keys_only } => {
                call!(EnumerateInstances(text(class_name), MI_Boolean::from(*keys_only)))
            }
            Request::QueryInstances { dialect, query } => call!(QueryInstances(text(dialect), text(query))),
            Request::AssociatorInstances {
                association_class,
                result_class,
                role,
                result_role,
                keys_only,
                ..
            } => call!(AssociatorInstances(
                instance,
                optional(association_class),
                optional(result_class),
                optional(role),
                optional(result_role),
                MI_Boolean::from(*keys_only)
            )),
            Request::ReferenceInstances { result_class, role, keys_only, .. } => call!(ReferenceInstances(
                instance,
                optional(result_class),
                optional(role),
                MI_Boolean::from(*keys_only)
            )),
            Request::Invoke { class_name, method_name, .. } => {
                call!(Invoke(text(class_name), text(method_name), instance, parameters))
            }
            Request::GetClass { class_name } => call!(GetClass(text(class_name))),
            Request::EnumerateClasses { class_name, names_only } => {
                call!(EnumerateClasses(optional(class_name), MI_Boolean::from(*names_only)))
            }
            Request::Subscribe { dialect, query, .. } => {
                call!(Subscribe(text(dialect), text(query), delivery))
            }
            Request::TestConnection => {
                if let Some(test) = ft.TestConnection {
                    // SAFETY: as above.
                    unsafe { test(session, flags, callbacks, handle) }
                }
            }
        }
    }
}

/// The flags for the handler: results are always acknowledged by hand, and that the operation has started is told by the engine.
fn flags(flags: OperationFlags) -> MI_Uint32 {
    ((flags - OperationFlags::REPORT_OPERATION_STARTED) | OperationFlags::MANUAL_ACKNOWLEDGEMENT).bits()
}
