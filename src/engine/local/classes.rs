//! Classes: those of the repository and those that modules declare.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::Arc;

use super::super::sync::Mutex;
use super::chain::{self, Step};
use super::modules::{ModuleClass, Registry};
use super::{Local, is_same, is_unknown_class};
use crate::cim::class::ClassFlags;
use crate::cim::{Class, ClassDeclaration, Error, Text, Unit, name};
use crate::engine::runtime::Runtime;
use crate::provider::registration::KnownClass;
use crate::provider::{Call, OperationFlags, Posted, Poster, Provider, Reply, Request};

/// The channel of warnings.
const WARNINGS: u32 = 0;

impl Local<'_> {
    /// Who tells of a class: where it is not registered, and others inherit from it, the repository may know it too, and better.
    pub(super) fn class(&self, call: &Call, class_name: &Text) -> Result<Option<Arc<dyn Provider>>, Error> {
        if let Some(provider) = self.registered(&call.namespace, class_name) {
            return Ok(Some(provider));
        }
        let Some((registry, class)) = self.known(&call.namespace, class_name) else { return Ok(None) };
        let repository = (self.repository)()?;
        let module: Arc<dyn Provider> = registry.declares(class);
        Ok(Some(Arc::new(Either { repository, module, runtime: Arc::clone(self.runtime) })))
    }

    /// Who lists classes: where registration files name any of the namespace, the repository and the modules.
    pub(super) fn classes(
        &self,
        call: &Call,
        above: Option<&Text>,
    ) -> Result<Option<Arc<dyn Provider>>, Error> {
        let above = above.filter(|name| !name.is_empty());
        let registered = above.and_then(|above| self.registrations.find(&call.namespace, above));
        if registered.is_some() {
            return Ok(registered);
        }
        let Some(registry) = self.registry else { return Ok(None) };
        let wanted = wanted(registry, call, above);
        let is_known = match above {
            Some(above) => self.known(&call.namespace, above).is_some(),
            None => !wanted.is_empty(),
        };
        if !is_known {
            return Ok(None);
        }
        Ok(Some(Arc::new(Listing {
            repository: (self.repository)()?,
            registry: Arc::clone(registry),
            runtime: Arc::clone(self.runtime),
            wanted,
        })))
    }
}

/// The classes of a namespace that registration files name and an enumeration asks for.
fn wanted(registry: &Registry, call: &Call, above: Option<&Text>) -> Vec<Text> {
    let is_shallow = call.flags.contains(OperationFlags::SHALLOW);
    let is_wanted = |class: &KnownClass<'_>| match (above, class.superclass()) {
        (None, superclass) => !is_shallow || superclass.is_none(),
        (Some(above), superclass) if is_shallow => {
            superclass.is_some_and(|superclass| is_same(superclass.name(), above))
        }
        (Some(above), _) => class.inherits_from(above),
    };
    let classes = registry.catalogue().of_namespace(&call.namespace);
    classes.filter(is_wanted).map(|class| class.name().clone()).collect()
}

/// Answers with the repository's class, or with the module's where the repository has none.
struct Either {
    repository: Arc<dyn Provider>,
    module: Arc<dyn Provider>,
    runtime: Arc<Runtime>,
}

impl Provider for Either {
    fn name(&self) -> &str {
        self.module.name()
    }

    fn execute(&self, call: &Call, reply: Reply) {
        let found = Arc::new(Mutex::new(false));
        let note = Arc::clone(&found);
        let first = Step {
            filter: Some(Arc::new(move |result| {
                *note.lock() = true;
                Ok(Some(result))
            })),
            is_nothing: is_unknown_class,
            ..Step::whole(Arc::clone(&self.repository), call.clone())
        };
        let mut second = Some(Step::whole(Arc::clone(&self.module), call.clone()));
        let second = std::iter::from_fn(move || second.take().filter(|_| !*found.lock()));
        chain::run(&self.runtime, std::iter::once(first).chain(second), reply);
    }
}

/// Lists the classes of the repository, then those of modules that the repository did not list.
struct Listing {
    repository: Arc<dyn Provider>,
    registry: Arc<Registry>,
    runtime: Arc<Runtime>,
    wanted: Vec<Text>,
}

impl Provider for Listing {
    fn name(&self) -> &str {
        "repository and modules"
    }

    fn execute(&self, call: &Call, reply: Reply) {
        let Request::EnumerateClasses { names_only, .. } = call.request else {
            return reply.finish(Err(Error::not_supported("Listing anything but classes")));
        };
        let listed = Arc::new(Mutex::new(HashSet::new()));
        let mut modules = OfModules {
            registry: Arc::clone(&self.registry),
            call: call.clone(),
            names_only,
            poster: reply.poster(),
            listed: Arc::clone(&listed),
            wanted: self.wanted.clone().into_iter(),
            told: HashSet::new(),
        };
        let repository = Step {
            filter: Some(Arc::new({
                let (registry, namespace) = (Arc::clone(&self.registry), call.namespace.clone());
                move |result| match &result {
                    Posted::Class(class) if is_registered(&registry, &namespace, class.name()) => Ok(None),
                    Posted::Class(class) => {
                        listed.lock().insert(name::folded(class.name()));
                        Ok(Some(result))
                    }
                    _ => Ok(Some(result)),
                }
            })),
            is_nothing: is_unknown_class,
            ..Step::whole(Arc::clone(&self.repository), call.clone())
        };
        let modules = std::iter::from_fn(move || modules.next());
        chain::run(&self.runtime, std::iter::once(repository).chain(modules), reply);
    }
}

fn is_registered(registry: &Registry, namespace: &Text, class_name: &Text) -> bool {
    registry.catalogue().find(namespace, class_name).is_some_and(|class| class.registered().is_some())
}

/// The steps that list the classes of modules.
struct OfModules {
    registry: Arc<Registry>,
    call: Call,
    names_only: bool,
    poster: Poster,
    /// What the repository listed.
    listed: Arc<Mutex<HashSet<Box<[Unit]>>>>,
    wanted: std::vec::IntoIter<Text>,
    /// The files whose modules can't be used, as the client was told.
    told: HashSet<PathBuf>,
}

impl OfModules {
    fn next(&mut self) -> Option<Step> {
        loop {
            let class_name = self.wanted.next()?;
            if self.listed.lock().contains(&*name::folded(&class_name)) {
                continue;
            }
            let Some(known) = self.registry.catalogue().find(&self.call.namespace, &class_name) else {
                continue;
            };
            if self.names_only {
                let class = Named(name_alone(known, &self.call.namespace));
                return Some(Step::whole(Arc::new(class), self.call.clone()));
            }
            let module = self.registry.declares(known);
            match module.serving() {
                Ok(_) => {
                    let call = Call { request: Request::GetClass { class_name }, ..self.call.clone() };
                    return Some(Step::whole(module, call));
                }
                Err(error) => self.pass_over(&module, &error),
            }
        }
    }

    /// Tells the client once of a module whose classes can't be listed.
    fn pass_over(&mut self, module: &ModuleClass, error: &Error) {
        if self.told.insert(module.file().to_owned()) {
            let file = module.file().display();
            let text = format!("The classes that {file} registers are not listed: {}", error.message);
            // Who stopped the operation has been told so by the engine.
            let _ = self.poster.post(Posted::Message { channel: WARNINGS, text });
        }
    }
}

/// A class of which no more is wanted than the name.
fn name_alone(class: KnownClass<'_>, namespace: &Text) -> Arc<Class> {
    let declaration = ClassDeclaration {
        name: class.name().clone(),
        superclass: class.superclass().map(|superclass| superclass.name().clone()),
        flags: ClassFlags::CLASS,
        ..ClassDeclaration::default()
    };
    Arc::new(Class::new(declaration, None).in_namespace(Some(namespace.clone()), None))
}

/// Answers with a class that is at hand.
struct Named(Arc<Class>);

impl Provider for Named {
    fn name(&self) -> &str {
        "registration files"
    }

    fn execute(&self, _: &Call, reply: Reply) {
        // Who stopped the operation has been told so by the engine.
        let _ = reply.post_class(Arc::clone(&self.0));
        reply.finish(Ok(()));
    }
}
