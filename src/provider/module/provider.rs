//! The provider of one class of a module: each request becomes a call of the module's function for it.

use std::ptr::null;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::Module;
use super::class::{InFlight, ProviderSelf, ServedClass};
use super::context::{Context, Ending, Parts, Results};
use super::declaration::{Schema, find_method};
use super::filter::filter_of_call;
use super::indication::{self, Wanted};
use super::instance::{Given, check_keys, new_typed, typed, typed_keys};
use super::lifecycle;
use super::thread::Providing;
use crate::abi::*;
use crate::cim::class::Method;
use crate::cim::{Class, ElementFlags, Error, Instance, Property, Status, Text, name};
use crate::object::boundary::pointer_or_null;
use crate::object::property_set::PropertySet;
use crate::object::typed_instance::Declarations;
use crate::provider::{Call, LifecycleQuery, OperationFlags, Provider, Reply, Request};
use crate::query;

/// Serves a class of a module in one namespace.
pub(super) struct ClassProvider {
    own: Arc<Own>,
}

struct Own {
    module: Arc<Module>,
    served: Arc<ServedClass>,
    class: Arc<Class>,
    namespace: Text,
    /// The properties that don't cost much to read, where there are others.
    cheap: Option<Arc<PropertySet>>,
    _counted: Counted,
}

/// Counts the providers of a module.
struct Counted(Arc<AtomicUsize>);

impl Counted {
    fn of(module: &Module) -> Counted {
        module.providers.fetch_add(1, Ordering::AcqRel);
        Counted(Arc::clone(&module.providers))
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

/// A call of a module's function that waits for its context.
struct Prepared<'a> {
    results: Results,
    given: Given,
    invoke: Box<dyn FnOnce(*mut MI_Context) + 'a>,
}

impl ClassProvider {
    pub(super) fn new(
        module: &Arc<Module>,
        served: Arc<ServedClass>,
        namespace: &Text,
    ) -> Result<ClassProvider, Error> {
        let declaration = std::ptr::NonNull::from(served.declaration());
        let class = module.schema().model(declaration, Some(namespace))?;
        let is_expensive = |property: &&Property| property.flags.contains(ElementFlags::EXPENSIVE);
        let cheap = class.properties().iter().any(|property| is_expensive(&property)).then(|| {
            let cheap = class.properties().iter().filter(|property| !is_expensive(property));
            Arc::new(PropertySet::new(cheap.map(|property| property.name.clone()).collect()))
        });
        let _counted = Counted::of(module);
        let own =
            Own { module: Arc::clone(module), served, class, namespace: namespace.clone(), cheap, _counted };
        Ok(ClassProvider { own: Arc::new(own) })
    }
}

impl Provider for ClassProvider {
    fn name(&self) -> &str {
        self.own.served.owner()
    }

    fn execute(&self, call: &Call, reply: Reply) {
        if let Request::GetClass { .. } = call.request {
            // Who stopped the operation has been told so by the engine.
            let _ = reply.post_class(Arc::clone(&self.own.class));
            return reply.finish(Ok(()));
        }
        let (own, call) = (Arc::clone(&self.own), Arc::new(call.clone()));
        let module = Arc::clone(&own.module);
        let served = Arc::clone(&own.served);
        served.when_loaded(
            &module,
            reply.poster(),
            Box::new(move |loaded| match loaded {
                Ok((provider_self, in_flight)) => own.run(call, reply, provider_self, in_flight),
                Err(error) => reply.finish(Err(error)),
            }),
        );
    }

    fn is_bounded(&self, call: &Call) -> bool {
        matches!(call.request, Request::GetClass { .. })
    }

    /// A module reads the options of its client itself.
    fn understands_option(&self, _: &Call, name: &str) -> bool {
        !name.starts_with("__mi_")
    }
}

impl Own {
    fn run(&self, call: Arc<Call>, reply: Reply, provider_self: ProviderSelf, in_flight: InFlight) {
        if let Request::Subscribe { dialect, query, .. } = &call.request {
            let lifecycle = self.lifecycle_query(dialect, query);
            let (module, class) = (Arc::clone(&self.module), Arc::clone(&self.served));
            let wanted = Wanted { module, class, call, reply, provider_self, in_flight };
            return match lifecycle {
                Some(query) => lifecycle::subscribe(wanted, &query),
                None => indication::subscribe(wanted),
            };
        }
        let prepared = match self.prepare(&call, provider_self) {
            Ok(prepared) => prepared,
            Err(error) => {
                reply.finish(Err(error));
                return in_flight.end(&self.module);
            }
        };
        let context = Context::new(Parts {
            owner: Arc::clone(self.served.owner()),
            results: prepared.results,
            call: Some(Arc::clone(&call)),
            ending: Ending::Reply(reply),
            given: prepared.given,
            class: Some(Arc::clone(&self.served)),
            in_flight: Some(in_flight),
            module: Some(Arc::clone(&self.module)),
        });
        let _providing = Providing::enter();
        (prepared.invoke)(context.as_ptr());
    }

    /// What a subscription wants to know of the class's instances, where it is none to indications of the class itself.
    fn lifecycle_query(&self, dialect: &Text, query: &Text) -> Option<LifecycleQuery> {
        let select = query::parse_select(&dialect.to_str(), &query.to_str()).ok()?;
        if name::eq_names(&select.class, self.served.name()) {
            return None;
        }
        LifecycleQuery::of(&select)
    }

    fn schema(&self) -> &Schema {
        self.module.schema()
    }

    /// Turns a request into a call of the module's function for it.
    fn prepare<'a>(&'a self, call: &'a Call, provider_self: ProviderSelf) -> Result<Prepared<'a>, Error> {
        let functions = self.served.functions();
        let provider_self = provider_self.0;
        let namespace = pointer_or_null(Some(&call.namespace));
        let class_name = pointer_or_null(Some(self.served.name()));
        let mut given = Given::default();
        // SAFETY (of each call below): a slot is called as its signature says, once its class is loaded; what it is given lives until
        // the context's result is posted and the function has returned.
        match &call.request {
            Request::GetInstance { instance } => {
                let keys = given.lend(self.keys(instance)?);
                let properties = given.lend_properties(self.wanted_properties(call));
                if let Some(get) = functions.GetInstance {
                    return Ok(Prepared {
                        results: Results::OfClass(self.served.name().clone()),
                        given,
                        // SAFETY: as above.
                        invoke: Box::new(move |context| unsafe {
                            get(provider_self, context, namespace, class_name, keys, properties)
                        }),
                    });
                }
                let enumerate = functions.EnumerateInstances.ok_or_else(|| self.not_supported(call))?;
                Ok(Prepared {
                    results: Results::Picked {
                        class_name: self.served.name().clone(),
                        keys: Arc::clone(instance),
                    },
                    given,
                    // SAFETY: as above.
                    invoke: Box::new(move |context| unsafe {
                        enumerate(provider_self, context, namespace, class_name, properties, MI_FALSE, null())
                    }),
                })
            }
            Request::EnumerateInstances { keys_only, .. } => {
                let enumerate = functions.EnumerateInstances.ok_or_else(|| self.not_supported(call))?;
                let properties = given.lend_properties(self.wanted_properties(call));
                let keys_only = MI_Boolean::from(*keys_only);
                let filter = given.lend_filter(filter_of_call(&self.module, call));
                Ok(Prepared {
                    results: Results::OfClass(self.served.name().clone()),
                    given,
                    // SAFETY: as above.
                    invoke: Box::new(move |context| unsafe {
                        enumerate(
                            provider_self,
                            context,
                            namespace,
                            class_name,
                            properties,
                            keys_only,
                            filter,
                        )
                    }),
                })
            }
            Request::CreateInstance { instance } => {
                let create = functions.CreateInstance.ok_or_else(|| self.not_supported(call))?;
                let new = given.lend(self.whole(instance)?);
                Ok(Prepared {
                    results: Results::OfClass(self.served.name().clone()),
                    given,
                    // SAFETY: as above.
                    invoke: Box::new(move |context| unsafe {
                        create(provider_self, context, namespace, class_name, new)
                    }),
                })
            }
            Request::ModifyInstance { instance } => {
                let modify = functions.ModifyInstance.ok_or_else(|| self.not_supported(call))?;
                check_keys(&self.class, instance)?;
                let modified = given.lend(self.whole(instance)?);
                let properties = given.lend_properties(Some(self.modified_properties(instance)));
                Ok(Prepared {
                    results: Results::OfClass(self.served.name().clone()),
                    given,
                    // SAFETY: as above.
                    invoke: Box::new(move |context| unsafe {
                        modify(provider_self, context, namespace, class_name, modified, properties)
                    }),
                })
            }
            Request::DeleteInstance { instance } => {
                let delete = functions.DeleteInstance.ok_or_else(|| self.not_supported(call))?;
                let keys = given.lend(self.keys(instance)?);
                Ok(Prepared {
                    results: Results::OfClass(self.served.name().clone()),
                    given,
                    // SAFETY: as above.
                    invoke: Box::new(move |context| unsafe {
                        delete(provider_self, context, namespace, class_name, keys)
                    }),
                })
            }
            Request::AssociatorInstances { instance, result_class, role, result_role, keys_only, .. } => {
                let associators = functions.AssociatorInstances.ok_or_else(|| self.not_supported(call))?;
                let from = self.lend_any(&mut given, instance)?;
                let [result_class, role, result_role] =
                    [result_class, role, result_role].map(|text| pointer_or_null(text.as_ref()));
                let keys_only = MI_Boolean::from(*keys_only);
                let filter = given.lend_filter(filter_of_call(&self.module, call));
                Ok(Prepared {
                    results: Results::Any,
                    given,
                    // SAFETY: as above.
                    invoke: Box::new(move |context| unsafe {
                        associators(
                            provider_self,
                            context,
                            namespace,
                            class_name,
                            from,
                            result_class,
                            role,
                            result_role,
                            null(),
                            keys_only,
                            filter,
                        )
                    }),
                })
            }
            Request::ReferenceInstances { instance, role, keys_only, .. } => {
                let references = functions.ReferenceInstances.ok_or_else(|| self.not_supported(call))?;
                let to = self.lend_any(&mut given, instance)?;
                let role = pointer_or_null(role.as_ref());
                let keys_only = MI_Boolean::from(*keys_only);
                let filter = given.lend_filter(filter_of_call(&self.module, call));
                Ok(Prepared {
                    results: Results::Any,
                    given,
                    // SAFETY: as above.
                    invoke: Box::new(move |context| unsafe {
                        references(
                            provider_self,
                            context,
                            namespace,
                            class_name,
                            to,
                            role,
                            null(),
                            keys_only,
                            filter,
                        )
                    }),
                })
            }
            Request::Invoke { method_name, instance, parameters, .. } => self.prepare_method(
                method_name,
                instance.as_deref(),
                parameters.as_deref(),
                call,
                provider_self,
            ),
            Request::QueryInstances { .. }
            | Request::EnumerateClasses { .. }
            | Request::GetClass { .. }
            | Request::Subscribe { .. }
            | Request::TestConnection => Err(self.not_supported(call)),
        }
    }

    fn prepare_method<'a>(
        &'a self,
        method_name: &'a Text,
        instance: Option<&Instance>,
        parameters: Option<&Instance>,
        call: &'a Call,
        provider_self: *mut std::ffi::c_void,
    ) -> Result<Prepared<'a>, Error> {
        let class_name = self.served.name();
        let wrong = |result: MI_Result| {
            let message = format!("The parameters of {class_name}.{method_name} are declared wrongly.");
            Error::new(Status::from_number(result), message)
        };
        // SAFETY: the declaration is the module's, which this holds.
        let method = unsafe { find_method(self.served.declaration(), method_name.units()) };
        let method = method.map_err(wrong)?.ok_or_else(|| {
            let message = format!("The class {class_name} has no method {method_name}.");
            Error::new(Status::MethodNotFound, message)
        })?;
        // SAFETY: as above.
        let declared = unsafe { method.as_ref() };
        let function = declared.function.or(self.served.functions().Invoke).ok_or_else(|| {
            let message = format!("{} does not implement the method {method_name}.", self.served.owner());
            Error::new(Status::MethodNotAvailable, message)
        })?;
        let is_it = |known: &Method| name::eq_names(&known.name, method_name);
        let number =
            self.class.methods().iter().position(is_it).ok_or_else(|| wrong(MI_RESULT_INVALID_CLASS))?;
        if instance.is_none() && declared.flags & MI_FLAG_STATIC == 0 {
            let message = format!(
                "The method {method_name} of {class_name} is called on an instance, and none was given: it is not static."
            );
            return Err(Error::new(Status::InvalidParameter, message));
        }
        let mut given = Given::default();
        let target = match instance {
            Some(instance) => given.lend(self.keys(instance)?),
            None => null(),
        };
        // SAFETY: as above.
        let values = unsafe {
            let fields = self.schema().parameters(method.as_ptr()).map_err(wrong)?;
            let mut values = new_typed(Ok(fields))?;
            for parameter in parameters.iter().flat_map(|given| given.elements()) {
                values.set(parameter.name.units(), parameter.value, self.schema()).map_err(|error| {
                    let message = format!("A parameter of {class_name}.{method_name} is refused: {error}.");
                    Error::new(error.status(), message)
                })?;
            }
            values
        };
        let values = given.lend(values);
        let namespace = pointer_or_null(Some(&call.namespace));
        Ok(Prepared {
            results: Results::Parameters(Arc::clone(&self.class), number),
            given,
            // SAFETY: the method's function is called as its signature says; what it is given lives as for the others.
            invoke: Box::new(move |context| unsafe {
                function(
                    provider_self,
                    context,
                    namespace,
                    pointer_or_null(Some(class_name)),
                    declared.name,
                    target,
                    values,
                )
            }),
        })
    }

    /// An instance of this class by its keys.
    fn keys(&self, instance: &Instance) -> Result<crate::object::typed_instance::TypedInstance, Error> {
        let declaration = std::ptr::NonNull::from(self.served.declaration());
        // SAFETY: the class was read from its declaration, which is the module's.
        unsafe { typed_keys(self.schema(), declaration, &self.class, instance) }
    }

    /// An instance of this class with all that the client says of it.
    fn whole(&self, instance: &Instance) -> Result<crate::object::typed_instance::TypedInstance, Error> {
        let declaration = std::ptr::NonNull::from(self.served.declaration());
        // SAFETY: the declaration is the module's.
        unsafe { typed(self.schema(), declaration, instance) }
    }

    /// Lends an instance of any class: typed where the module declares that.
    fn lend_any(&self, given: &mut Given, instance: &Arc<Instance>) -> Result<*const MI_Instance, Error> {
        match self.schema().find(instance.class_name().units()) {
            // SAFETY: the declaration is the module's.
            Some(declaration) => Ok(given.lend(unsafe { typed(self.schema(), declaration, instance) }?)),
            None => Ok(given.lend_dynamic(instance)),
        }
    }

    /// The properties that a request wants; `None` means all. A query wants those that it speaks of, and keys.
    fn wanted_properties(&self, call: &Call) -> Option<Arc<PropertySet>> {
        if call.flags.contains(OperationFlags::EXPENSIVE_PROPERTIES) {
            return None;
        }
        let Some(filter) = &call.filter else { return self.cheap.clone() };
        let is_expensive = |property: &Property| property.flags.contains(ElementFlags::EXPENSIVE);
        let is_named =
            |property: &Property| filter.properties.iter().any(|named| name::eq_names(named, &property.name));
        let is_wanted = |property: &&Property| match filter.wants_all {
            true => !is_expensive(property) || is_named(property),
            false => property.is_key() || is_named(property),
        };
        let wanted: Vec<Text> =
            self.class.properties().iter().filter(is_wanted).map(|property| property.name.clone()).collect();
        (wanted.len() < self.class.properties().len()).then(|| Arc::new(PropertySet::new(wanted)))
    }

    /// The properties that a client wants changed: those that it gave and did not just read.
    fn modified_properties(&self, instance: &Instance) -> Arc<PropertySet> {
        let changed = instance.elements().filter(|element| {
            let property = self.class.property(&element.name);
            let is_key = property.is_some_and(Property::is_key);
            !is_key && !element.flags.contains(ElementFlags::NOT_MODIFIED)
        });
        Arc::new(PropertySet::new(changed.map(|element| element.name.to_text()).collect()))
    }

    fn not_supported(&self, call: &Call) -> Error {
        let message = format!(
            "{} does not implement {} for {} in {}.",
            self.served.owner(),
            call.request.name(),
            self.served.name(),
            self.namespace
        );
        Error::new(Status::NotSupported, message)
    }
}
