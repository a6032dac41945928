//! Results: instances, indications, and the last word.

use std::sync::Arc;

use super::super::instance::{has_keys, is_of_class, posted, posted_parameters};
use super::{Context, Results};
use crate::abi::*;
use crate::cim::{Class, Error, Instance, Status, name};
use crate::object::boundary;
use crate::object::instance::instance_from_c;
use crate::object::utilities::error_of_code;
use crate::provider::{Polymorphism, Request};
use crate::query::Projection;

const INVALID: MI_Result = MI_RESULT_INVALID_PARAMETER;

impl Context {
    /// `PostResult`: a success, or a failure that has no text of its own.
    pub(super) fn post_result(&self, result: MI_Result) -> Result<(), MI_Result> {
        if result == MI_RESULT_OK {
            return self.finish(Ok(()));
        }
        let status = Status::from_number(result);
        let what = match &self.call {
            Some(call) => {
                let class_name = call.request.class_name();
                let of = class_name.map(|name| format!(" of {name}")).unwrap_or_default();
                format!("answered {}{of} in {} with", call.request.name(), call.namespace)
            }
            None => "answered with".to_owned(),
        };
        let mut message = format!("{} {what} {}: {}", self.owner, status.symbol(), status.text());
        if status.number() != result {
            message = format!("{} {what} the number {result}, which is no result.", self.owner);
        }
        self.finish(Err(Error::new(status, message)))
    }

    /// `PostError`: a failure with the number of an error of some kind, and a text.
    ///
    /// # Safety
    /// The strings are NULL or end in a NUL.
    pub(super) unsafe fn post_error(
        &self,
        code: MI_Uint32,
        kind: *const MI_Char,
        message: *const MI_Char,
    ) -> Result<(), MI_Result> {
        // SAFETY: by the contract.
        let error = unsafe { error_of_code(code, kind, message) };
        self.finish(error.map_or(Ok(()), Err))
    }

    /// `PostCimError`: a failure as an instance of `CIM_Error`.
    ///
    /// # Safety
    /// `error` is NULL or a live instance.
    pub(super) unsafe fn post_cim_error(&self, error: *const MI_Instance) -> Result<(), MI_Result> {
        if error.is_null() {
            return Err(INVALID);
        }
        // SAFETY: by the contract.
        let instance = unsafe { instance_from_c(error) }.map_err(|error| error.status.number())?;
        let code = crate::cim::error::unsigned_of(&instance, "CIMStatusCode");
        let status = match code.map_or(Status::Failed, Status::from_number) {
            // An error is no success, whatever it says.
            Status::Ok => Status::Failed,
            status => status,
        };
        let text = match instance.value("Message") {
            Some(crate::cim::ValueRef::String(text)) => text.to_string(),
            _ => format!("{} failed and gave no message.", self.owner),
        };
        self.finish(Err(Error::new(status, text).with_details(instance)))
    }

    /// `PostInstance`.
    ///
    /// # Safety
    /// `instance` is NULL or a live instance that nobody writes to meanwhile.
    pub(super) unsafe fn post_instance(&self, instance: *const MI_Instance) -> Result<(), MI_Result> {
        if instance.is_null() {
            return Err(INVALID);
        }
        let (Some(module), Some(call), Some(poster)) = (&self.module, &self.call, &self.poster) else {
            return Err(MI_RESULT_NOT_SUPPORTED);
        };
        // SAFETY: by the contract.
        let read = match &self.results {
            Results::None | Results::Indications(_) => return Err(MI_RESULT_NOT_SUPPORTED),
            // SAFETY: as above.
            Results::Parameters(class, method) => unsafe {
                posted_parameters(&class.methods()[*method], instance)
            },
            // SAFETY: as above.
            _ => unsafe { posted(module.schema(), Some(&call.namespace), instance) },
        };
        let model = read.map_err(|error| {
            self.blame(
                Status::Failed,
                format_args!("posted an instance that can't be passed on: {}", error.message),
            );
            error.status.number()
        })?;
        if !self.is_wanted(&model)? {
            return Ok(());
        }
        poster.post_instance(self.part_of(model)?).map_err(|_| MI_RESULT_FAILED)
    }

    /// Whether an instance is for the client. One that may not be posted at all is an error.
    fn is_wanted(&self, instance: &Instance) -> Result<bool, MI_Result> {
        let (Some(module), Some(call)) = (&self.module, &self.call) else { return Ok(true) };
        let class_name = match &self.results {
            Results::OfClass(class_name) | Results::Picked { class_name, .. } => class_name,
            _ => return Ok(true),
        };
        if !is_of_class(module.schema(), instance, class_name) {
            self.blame(
                Status::Failed,
                format_args!(
                    "posted an instance of {} in answer to {}, which is for instances of {class_name}.",
                    instance.class_name(),
                    call.request.name()
                ),
            );
            return Err(MI_RESULT_INVALID_CLASS);
        }
        match &self.results {
            Results::Picked { keys, .. } => {
                let class = module.class(&class_name.to_str()).map_err(|error| error.status.number())?;
                let is_it = has_keys(instance, &class, keys);
                let is_first = is_it && !std::mem::replace(&mut self.end.lock().picked, true);
                Ok(is_first)
            }
            _ => Ok(self.polymorphism() != Some(Polymorphism::Shallow)
                || name::eq_names(instance.class_name(), class_name)),
        }
    }

    /// What an enumeration wants of subclasses; `None` for other operations.
    fn polymorphism(&self) -> Option<Polymorphism> {
        let call = self.call.as_ref()?;
        matches!(call.request, Request::EnumerateInstances { .. }).then(|| call.flags.polymorphism())
    }

    /// Of an instance of a subclass the properties of the class that was asked for, where the client wants no others.
    fn part_of(&self, instance: Arc<Instance>) -> Result<Arc<Instance>, MI_Result> {
        let (Some(module), Results::OfClass(class_name)) = (&self.module, &self.results) else {
            return Ok(instance);
        };
        let is_own = name::eq_names(instance.class_name(), class_name) || instance.class().is_none();
        if is_own || self.polymorphism() != Some(Polymorphism::DeepBaseProperties) {
            return Ok(instance);
        }
        let part = |class: Arc<Class>| Projection::of_class(&class).apply(&instance);
        module.class(&class_name.to_str()).and_then(part).map_err(|error| error.status.number())
    }

    /// `PostIndication`.
    ///
    /// # Safety
    /// `indication` is NULL or a live instance, and `bookmark` NULL or ends in a NUL.
    pub(super) unsafe fn post_indication(
        &self,
        indication: *const MI_Instance,
        bookmark: *const MI_Char,
    ) -> Result<(), MI_Result> {
        if indication.is_null() {
            return Err(INVALID);
        }
        let (Some(module), Some(call), Results::Indications(subscribers)) =
            (&self.module, &self.call, &self.results)
        else {
            return Err(MI_RESULT_NOT_SUPPORTED);
        };
        // SAFETY: by the contract.
        let (model, bookmark) =
            unsafe { (posted(module.schema(), Some(&call.namespace), indication), boundary::text(bookmark)) };
        let model: Arc<Instance> = model.map_err(|error| error.status.number())?;
        if subscribers.post(&model, bookmark.as_ref()) { Ok(()) } else { Err(MI_RESULT_FAILED) }
    }
}
