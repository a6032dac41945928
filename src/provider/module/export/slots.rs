//! The functions that a host calls for each class of a module in Rust: each becomes a call of its provider.

use std::ffi::c_void;
use std::sync::Arc;

use super::declarations::{Declared, Held};
use super::sink::{ContextSink, post_error, post_result};
use crate::abi::*;
use crate::cim::{Class, Error, Instance, Status, Text, name};
use crate::object::boundary::{self, guard_void};
use crate::object::instance::instance_from_c;
use crate::object::property_set::property_set_from_c;
use crate::provider::{Call, OperationFlags, Reply, Request, StopReason, SubscriptionDelivery};

/// What classes with instances have. Associations are asked of them too: a host does so of association classes alone.
pub(super) static INSTANCES: MI_ProviderFT = MI_ProviderFT {
    Load: Some(load),
    Unload: Some(unload),
    GetInstance: Some(get_instance),
    EnumerateInstances: Some(enumerate_instances),
    CreateInstance: Some(create_instance),
    ModifyInstance: Some(modify_instance),
    DeleteInstance: Some(delete_instance),
    AssociatorInstances: Some(associator_instances),
    ReferenceInstances: Some(reference_instances),
    EnableIndications: None,
    DisableIndications: None,
    Subscribe: None,
    Unsubscribe: None,
    Invoke: Some(invoke),
};

/// What indications have.
pub(super) static INDICATIONS: MI_ProviderFT = MI_ProviderFT {
    Load: Some(load),
    Unload: Some(unload),
    GetInstance: None,
    EnumerateInstances: None,
    CreateInstance: None,
    ModifyInstance: None,
    DeleteInstance: None,
    AssociatorInstances: None,
    ReferenceInstances: None,
    EnableIndications: Some(enable_indications),
    DisableIndications: Some(disable_indications),
    Subscribe: Some(subscribe),
    Unsubscribe: Some(unsubscribe),
    Invoke: Some(invoke),
};

/// What every request comes with.
struct Asked {
    own: *mut c_void,
    context: *mut MI_Context,
    namespace: *const MI_Char,
    class_name: *const MI_Char,
    function: &'static str,
}

impl Asked {
    /// Has the provider of the class answer what `request` makes of the request. What goes wrong before is the result.
    ///
    /// # Safety
    /// A host calls as the interface says: `own` is what Load gave, the texts end in a NUL, and the context waits for its result.
    unsafe fn answer(&self, request: impl FnOnce(&Declared, Text) -> Result<Request, Error>) {
        // SAFETY: the contract is handed on.
        unsafe { self.answer_with(|_| None, None, request) }
    }

    /// [`Asked::answer`] of a method, or of a subscription.
    ///
    /// # Safety
    /// As for `answer`.
    unsafe fn answer_with(
        &self,
        method: impl FnOnce(&Declared) -> Option<*const MI_MethodDecl>,
        subscription: Option<u64>,
        request: impl FnOnce(&Declared, Text) -> Result<Request, Error>,
    ) {
        guard_void(self.function, || {
            // SAFETY: by the contract.
            let prepared = unsafe { self.prepare(request) };
            let (declared, call) = match prepared {
                Ok(prepared) => prepared,
                // SAFETY: the context waits for its result.
                Err(error) => return unsafe { post_error(self.context, &error) },
            };
            let Some(provider) = declared.provider.clone() else { return };
            // SAFETY: as above; what Load gave lives until Unload.
            let exported = unsafe { held(self.own) };
            let subscription = subscription.map(|id| (declared.declaration.addr(), id));
            // SAFETY: by the contract.
            let sink = unsafe {
                ContextSink::new(self.context, Arc::clone(&exported), method(declared), subscription)
            };
            if let Some(own) = subscription {
                exported.subscriptions.lock().insert(own, Arc::clone(&sink));
            }
            // A provider that panics drops the reply, which is then finished as FAILED.
            provider.execute(&call, Reply::new(sink));
        });
    }

    unsafe fn prepare<'a>(
        &self,
        request: impl FnOnce(&Declared, Text) -> Result<Request, Error>,
    ) -> Result<(&'a Declared, Call), Error> {
        // SAFETY: by the contract of `answer`.
        let exported = unsafe { self.own.cast::<Held>().as_ref() };
        let exported =
            exported.ok_or_else(|| Error::new(Status::Failed, "The module has not been loaded."))?;
        // SAFETY: texts of a request are NULL or end in a NUL.
        let (namespace, class_name) =
            unsafe { (boundary::text(self.namespace), boundary::text(self.class_name)) };
        let class_name = class_name.unwrap_or_default();
        let declared = exported.class(class_name.units()).filter(|declared| declared.provider.is_some());
        let declared = declared.ok_or_else(|| {
            Error::new(Status::InvalidClass, format!("The module serves no class {class_name}."))
        })?;
        let call = Call {
            namespace: namespace.unwrap_or_default(),
            request: request(declared, class_name)?,
            flags: OperationFlags::empty(),
            options: None,
            deadline: None,
            filter: None,
        };
        Ok((declared, call))
    }
}

/// A hold on what Load gave the host: it may unload the module while a provider has not let go of its reply.
///
/// # Safety
/// `own` is what Load gave, and the module is not unloaded yet.
unsafe fn held(own: *mut c_void) -> Arc<Held> {
    // SAFETY: Load gives what an `Arc` holds, which the module keeps until Unload.
    unsafe {
        Arc::increment_strong_count(own.cast::<Held>());
        Arc::from_raw(own.cast::<Held>())
    }
}

/// An instance that the host gave, as one of this class where it fits.
///
/// # Safety
/// `instance` is NULL or a live instance of the host's.
unsafe fn given(instance: *const MI_Instance, class: Option<&Arc<Class>>) -> Result<Arc<Instance>, Error> {
    // SAFETY: by the contract.
    let read = unsafe { instance_from_c(instance) }?;
    let class = class.filter(|class| name::eq_names(class.name(), read.class_name()));
    let Some(class) = class else { return Ok(read) };
    let mut typed = read.given_class(class)?;
    typed.set_namespace(read.namespace().cloned());
    Ok(Arc::new(typed))
}

/// A text of a request; `None` where it is NULL or empty.
///
/// # Safety
/// As for [`boundary::text`].
unsafe fn optional(text: *const MI_Char) -> Option<Text> {
    // SAFETY: by the contract.
    unsafe { boundary::text(text) }.filter(|text| !text.is_empty())
}

unsafe extern "system" fn load(
    own: *mut *mut c_void,
    module_self: *mut MI_Module_Self,
    context: *mut MI_Context,
) {
    // SAFETY: a host calls as the interface says.
    unsafe {
        boundary::put(own, module_self.cast());
        post_result(context, MI_RESULT_OK);
    }
}

unsafe extern "system" fn unload(_: *mut c_void, context: *mut MI_Context) {
    // SAFETY: as above.
    unsafe { post_result(context, MI_RESULT_OK) }
}

unsafe extern "system" fn get_instance(
    own: *mut c_void,
    context: *mut MI_Context,
    namespace: *const MI_Char,
    class_name: *const MI_Char,
    instance: *const MI_Instance,
    _: *const MI_PropertySet,
) {
    let asked = Asked { own, context, namespace, class_name, function: "GetInstance" };
    // SAFETY: a host calls as the interface says.
    unsafe {
        asked.answer(|declared, _| {
            Ok(Request::GetInstance { instance: given(instance, Some(&declared.class))? })
        });
    }
}

unsafe extern "system" fn enumerate_instances(
    own: *mut c_void,
    context: *mut MI_Context,
    namespace: *const MI_Char,
    class_name: *const MI_Char,
    _: *const MI_PropertySet,
    keys_only: MI_Boolean,
    _: *const MI_Filter,
) {
    let asked = Asked { own, context, namespace, class_name, function: "EnumerateInstances" };
    let keys_only = keys_only != 0;
    // SAFETY: as above.
    unsafe { asked.answer(|_, class_name| Ok(Request::EnumerateInstances { class_name, keys_only })) }
}

unsafe extern "system" fn create_instance(
    own: *mut c_void,
    context: *mut MI_Context,
    namespace: *const MI_Char,
    class_name: *const MI_Char,
    instance: *const MI_Instance,
) {
    let asked = Asked { own, context, namespace, class_name, function: "CreateInstance" };
    // SAFETY: as above.
    unsafe {
        asked.answer(|declared, _| {
            Ok(Request::CreateInstance { instance: given(instance, Some(&declared.class))? })
        });
    }
}

unsafe extern "system" fn modify_instance(
    own: *mut c_void,
    context: *mut MI_Context,
    namespace: *const MI_Char,
    class_name: *const MI_Char,
    instance: *const MI_Instance,
    properties: *const MI_PropertySet,
) {
    let asked = Asked { own, context, namespace, class_name, function: "ModifyInstance" };
    // SAFETY: as above.
    unsafe {
        asked.answer(|_, class_name| {
            let instance = given(instance, None)?;
            let properties = property_set_from_c(properties).map_err(|result| {
                Error::new(Status::from_number(result), "The property set can't be read.")
            })?;
            Ok(Request::ModifyInstance {
                instance: Arc::new(modification(&instance, class_name, properties)?),
            })
        });
    }
}

/// The keys of an instance, and the properties of the set: what a modification changes. Without a set, all.
fn modification(
    instance: &Instance,
    class_name: Text,
    properties: Option<Vec<Text>>,
) -> Result<Instance, Error> {
    let mut changed = Instance::named(class_name)?;
    changed.set_namespace(instance.namespace().cloned());
    for element in instance.elements() {
        let is_key = element.flags.contains(crate::cim::ElementFlags::KEY);
        let is_meant = properties.as_ref().is_none_or(|properties| {
            properties.iter().any(|wanted| name::units_eq_names(wanted.units(), element.name.units()))
        });
        if is_key || is_meant {
            changed.add(element.name.units(), element.kind, element.value, element.flags)?;
        }
    }
    Ok(changed)
}

unsafe extern "system" fn delete_instance(
    own: *mut c_void,
    context: *mut MI_Context,
    namespace: *const MI_Char,
    class_name: *const MI_Char,
    instance: *const MI_Instance,
) {
    let asked = Asked { own, context, namespace, class_name, function: "DeleteInstance" };
    // SAFETY: as above.
    unsafe {
        asked.answer(|declared, _| {
            Ok(Request::DeleteInstance { instance: given(instance, Some(&declared.class))? })
        });
    }
}

unsafe extern "system" fn associator_instances(
    own: *mut c_void,
    context: *mut MI_Context,
    namespace: *const MI_Char,
    class_name: *const MI_Char,
    instance: *const MI_Instance,
    result_class: *const MI_Char,
    role: *const MI_Char,
    result_role: *const MI_Char,
    _: *const MI_PropertySet,
    keys_only: MI_Boolean,
    _: *const MI_Filter,
) {
    let asked = Asked { own, context, namespace, class_name, function: "AssociatorInstances" };
    // SAFETY: as above.
    unsafe {
        asked.answer(|_, association| {
            Ok(Request::AssociatorInstances {
                instance: given(instance, None)?,
                association_class: Some(association),
                result_class: optional(result_class),
                role: optional(role),
                result_role: optional(result_role),
                keys_only: keys_only != 0,
            })
        });
    }
}

unsafe extern "system" fn reference_instances(
    own: *mut c_void,
    context: *mut MI_Context,
    namespace: *const MI_Char,
    class_name: *const MI_Char,
    instance: *const MI_Instance,
    role: *const MI_Char,
    _: *const MI_PropertySet,
    keys_only: MI_Boolean,
    _: *const MI_Filter,
) {
    let asked = Asked { own, context, namespace, class_name, function: "ReferenceInstances" };
    // SAFETY: as above.
    unsafe {
        asked.answer(|_, association| {
            Ok(Request::ReferenceInstances {
                instance: given(instance, None)?,
                result_class: Some(association),
                role: optional(role),
                keys_only: keys_only != 0,
            })
        });
    }
}

/// The slot, and what every method is declared with.
pub(super) unsafe extern "system" fn invoke(
    own: *mut c_void,
    context: *mut MI_Context,
    namespace: *const MI_Char,
    class_name: *const MI_Char,
    method_name: *const MI_Char,
    instance: *const MI_Instance,
    parameters: *const MI_Instance,
) {
    let asked = Asked { own, context, namespace, class_name, function: "Invoke" };
    // SAFETY: as above.
    let method_name = unsafe { boundary::text(method_name) }.unwrap_or_default();
    let wanted = method_name.clone();
    // SAFETY: as above.
    unsafe {
        asked.answer_with(
            |declared| declared.method(wanted.units()),
            None,
            |declared, class_name| {
                let one = |instance: *const MI_Instance, class| {
                    if instance.is_null() { Ok(None) } else { given(instance, class).map(Some) }
                };
                let parameters = one(parameters, None)?.map(|given| without_result(&given)).transpose()?;
                Ok(Request::Invoke {
                    class_name,
                    method_name,
                    instance: one(instance, Some(&declared.class))?,
                    parameters: parameters.map(Arc::new),
                })
            },
        );
    }
}

/// Parameters as a client gave them: those that have a value, without the room for the result.
fn without_result(parameters: &Instance) -> Result<Instance, Error> {
    let mut given = Instance::named(parameters.class_name().clone())?;
    let own = Text::from("MIReturn");
    for element in parameters.elements() {
        if element.value.is_some() && !name::units_eq_names(element.name.units(), own.units()) {
            given.add(element.name.units(), element.kind, element.value, element.flags)?;
        }
    }
    Ok(given)
}

unsafe extern "system" fn enable_indications(
    _: *mut c_void,
    _: *mut MI_Context,
    _: *const MI_Char,
    _: *const MI_Char,
) {
    // Each subscription has a context of its own, to which alone the provider posts.
}

unsafe extern "system" fn disable_indications(
    _: *mut c_void,
    context: *mut MI_Context,
    _: *const MI_Char,
    _: *const MI_Char,
) {
    // SAFETY: as above.
    unsafe { post_result(context, MI_RESULT_OK) }
}

unsafe extern "system" fn subscribe(
    own: *mut c_void,
    context: *mut MI_Context,
    namespace: *const MI_Char,
    class_name: *const MI_Char,
    filter: *const MI_Filter,
    bookmark: *const MI_Char,
    subscription: MI_Uint64,
    _: *mut *mut c_void,
) {
    let asked = Asked { own, context, namespace, class_name, function: "Subscribe" };
    // SAFETY: as above.
    unsafe {
        asked.answer_with(
            |_| None,
            Some(subscription),
            |_, class_name| {
                let (dialect, query) = expression(filter).unwrap_or_else(|| {
                    (Text::from("WQL"), Text::from(format!("SELECT * FROM {class_name}")))
                });
                let mut delivery = SubscriptionDelivery::default();
                if let Some(bookmark) = optional(bookmark) {
                    delivery = delivery.with_bookmark(bookmark);
                }
                Ok(Request::Subscribe { dialect, query, delivery: Arc::new(delivery) })
            },
        );
    }
}

/// The language and the text of a filter.
///
/// # Safety
/// `filter` is NULL or a filter of the host's.
unsafe fn expression(filter: *const MI_Filter) -> Option<(Text, Text)> {
    let (mut language, mut text) = (std::ptr::null(), std::ptr::null());
    // SAFETY: NULL or a filter, which begins with its table; what it gives ends in a NUL.
    unsafe {
        let get = filter.as_ref()?.ft.as_ref()?.GetExpression?;
        if get(filter, &mut language, &mut text) != MI_RESULT_OK {
            return None;
        }
        Some((boundary::text(language)?, boundary::text(text)?))
    }
}

unsafe extern "system" fn unsubscribe(
    own: *mut c_void,
    context: *mut MI_Context,
    _: *const MI_Char,
    class_name: *const MI_Char,
    subscription: MI_Uint64,
    _: *mut c_void,
) {
    guard_void("Unsubscribe", || {
        // SAFETY: as above.
        let sink = unsafe {
            own.cast::<Held>().as_ref().and_then(|exported| {
                let class = exported.class(boundary::units(class_name)?)?;
                exported.subscriptions.lock().get(&(class.declaration.addr(), subscription)).cloned()
            })
        };
        if let Some(sink) = sink {
            // The provider ends the subscription, which posts the result on its context.
            sink.stop(StopReason::None);
        }
    });
    // SAFETY: as above.
    unsafe { post_result(context, MI_RESULT_OK) }
}
