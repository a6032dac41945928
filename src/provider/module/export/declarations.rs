//! The declarations of a module in Rust: those of its classes, with the functions that the host calls.

use std::collections::{HashMap, HashSet};
use std::ops::Deref;
use std::sync::Arc;

use super::super::super::Provider;
use super::sink::{ContextSink, post_result};
use super::slots;
use crate::abi::*;
use crate::cim::class::ClassFlags;
use crate::cim::{Class, Unit, name};
use crate::object::class::{class_to_borrow, list};
use crate::sync::locks::Mutex;

/// A class, and who answers for it.
pub(super) type Served = (Arc<Class>, Option<Arc<dyn Provider>>);

/// What a module in Rust declares, and who answers. It is at one place while the host has it.
pub(super) struct Exported {
    classes: HashMap<Box<[Unit]>, Declared>,
    schema: MI_SchemaDecl,
    /// In the order of the schema; what the schema's pointers lead to. None of it moves once it is made.
    #[allow(clippy::vec_box, reason = "their addresses are taken while the list grows")]
    _declarations: Vec<Box<MI_ClassDecl>>,
    _pointers: Vec<*const MI_ClassDecl>,
    /// The subscriptions that go on, by what the host calls them.
    pub(super) subscriptions: Mutex<HashMap<(usize, u64), Arc<ContextSink>>>,
    /// Tells the host that all of this is gone. Dropped last.
    pub(super) unloading: Mutex<Option<Unloading>>,
}

/// What the module and each open reply hold. The declarations in it stay where they are.
pub(super) struct Held(pub(super) Box<Exported>);

impl Deref for Held {
    type Target = Exported;

    fn deref(&self) -> &Exported {
        &self.0
    }
}

/// The host waits for the result of Unload, which is posted when this is dropped.
pub(super) struct Unloading(pub(super) *mut MI_Context);

// SAFETY: the functions of a context may be called from any thread until its result is posted.
unsafe impl Send for Unloading {}

impl Drop for Unloading {
    fn drop(&mut self) {
        // SAFETY: the context of an Unload that has posted no result.
        unsafe { post_result(self.0, MI_RESULT_OK) };
    }
}

/// A class of a module.
pub(super) struct Declared {
    pub(super) class: Arc<Class>,
    pub(super) provider: Option<Arc<dyn Provider>>,
    pub(super) declaration: *const MI_ClassDecl,
    /// The methods, by their names in lower case.
    methods: HashMap<Box<[Unit]>, *const MI_MethodDecl>,
    _methods: Vec<MI_MethodDecl>,
    _pointers: Vec<*const MI_MethodDecl>,
}

// SAFETY: what the pointers lead to is owned here, or by the classes that are held here, and never changes.
unsafe impl Send for Exported {}
// SAFETY: as above.
unsafe impl Sync for Exported {}

impl Exported {
    /// The declarations of classes, each behind its superclasses.
    pub(super) fn new(served: &[Served]) -> Box<Exported> {
        let mut exported = Box::new(Exported {
            classes: HashMap::new(),
            schema: MI_SchemaDecl::default(),
            _declarations: Vec::new(),
            _pointers: Vec::new(),
            subscriptions: Mutex::default(),
            unloading: Mutex::default(),
        });
        let schema = &raw const exported.schema;
        let mut known = HashSet::new();
        for (class, _) in served {
            let mut line: Vec<Arc<Class>> =
                std::iter::successors(Some(Arc::clone(class)), |class| class.superclass().cloned()).collect();
            line.reverse();
            for class in line {
                if known.insert(name::folded(class.name())) {
                    let provider =
                        served.iter().find(|(other, _)| name::eq_names(other.name(), class.name()));
                    let provider = provider.and_then(|(_, provider)| provider.clone());
                    exported.add(class, provider, schema);
                }
            }
        }
        exported._pointers = exported._declarations.iter().map(|one| &raw const **one).collect();
        exported.schema = MI_SchemaDecl {
            classDecls: exported._pointers.as_ptr(),
            numClassDecls: exported._pointers.len() as u32,
            ..MI_SchemaDecl::default()
        };
        exported
    }

    /// The schema as the host is given it.
    pub(super) fn schema(&mut self) -> *mut MI_SchemaDecl {
        &raw mut self.schema
    }

    /// A class by its name, without case.
    pub(super) fn class(&self, name: &[Unit]) -> Option<&Declared> {
        self.classes.get(&*name::folded(name))
    }

    fn add(&mut self, class: Arc<Class>, provider: Option<Arc<dyn Provider>>, schema: *const MI_SchemaDecl) {
        let face = class_to_borrow(&class);
        // SAFETY: the face of a class that lives leads to its declaration.
        let made = unsafe { *(*face).classDecl };
        // SAFETY: a list of the declaration.
        let methods = unsafe { list(made.methods, made.numMethods) }.unwrap_or_default();
        let methods: Vec<MI_MethodDecl> = methods
            .into_iter()
            .map(|method| {
                let function = provider.is_some().then_some(slots::invoke as _);
                MI_MethodDecl { schema, function, ..*method }
            })
            .collect();
        let pointers: Vec<*const MI_MethodDecl> = methods.iter().map(|one| &raw const *one).collect();
        let names = class.methods().iter().map(|method| name::folded(&method.name));
        let by_name = names.zip(pointers.iter().copied()).collect();
        let superclass = class.superclass().and_then(|above| self.class(above.name().units()));
        let table = if class.flags().contains(ClassFlags::INDICATION) {
            &slots::INDICATIONS
        } else {
            &slots::INSTANCES
        };
        let declaration = Box::new(MI_ClassDecl {
            superClassDecl: superclass.map_or(std::ptr::null(), |above| above.declaration),
            methods: if pointers.is_empty() { std::ptr::null() } else { pointers.as_ptr() },
            schema,
            providerFT: if provider.is_some() { &raw const *table } else { std::ptr::null() },
            owningClass: std::ptr::null_mut(),
            ..made
        });
        let declared = Declared {
            provider,
            declaration: &raw const *declaration,
            methods: by_name,
            _methods: methods,
            _pointers: pointers,
            class,
        };
        self._declarations.push(declaration);
        self.classes.insert(name::folded(declared.class.name()), declared);
    }
}

impl Declared {
    /// The declaration of a method.
    pub(super) fn method(&self, wanted: &[Unit]) -> Option<*const MI_MethodDecl> {
        self.methods.get(&*name::folded(wanted)).copied()
    }
}
