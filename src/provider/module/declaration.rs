//! What a module declares: classes found by name, as the module wrote them and as classes of the model.

use std::collections::HashMap;
use std::ptr::NonNull;
use std::sync::{Arc, OnceLock};

use crate::sync::locks::{Mutex, RwLock};
use rustc_hash::FxHashMap;

use crate::abi::*;
use crate::cim::{Class, Error, Status, Text, Unit, name};
use crate::object::boundary;
use crate::object::class::{class_from_declaration, list};
use crate::object::typed_instance::{Declarations, Fields};

/// Where a declaration lies, and the namespace of the class that was read from it.
type ModelKey = (usize, Option<Text>);

/// The declarations of a module, which live as long as it is mapped.
pub(super) struct Schema {
    classes: HashMap<Box<[Unit]>, NonNull<MI_ClassDecl>>,
    names: Vec<Text>,
    /// By the address of a class's declaration: where its fields lie, once an instance was made of it.
    fields: FxHashMap<usize, OnceLock<Arc<Fields>>>,
    /// The classes that were read so far, by declaration and namespace.
    models: RwLock<FxHashMap<ModelKey, Arc<Class>>>,
    /// The parameters of methods as if they were classes, by the method's declaration.
    parameters: Mutex<FxHashMap<usize, Parameters>>,
}

// SAFETY: declarations are read-only data of the module.
unsafe impl Send for Schema {}
// SAFETY: as above.
unsafe impl Sync for Schema {}

/// The declaration that instances of a method's parameters are made of.
struct Parameters {
    _class: Box<MI_ClassDecl>,
    fields: Arc<Fields>,
    _properties: Vec<MI_PropertyDecl>,
    _pointers: Vec<*const MI_PropertyDecl>,
}

impl Schema {
    /// Reads which classes there are.
    ///
    /// # Safety
    /// `schema` is NULL or one as a code generator writes it, and outlives the result.
    pub(super) unsafe fn read(schema: *const MI_SchemaDecl) -> Result<Schema, MI_Result> {
        let mut read = Schema {
            classes: HashMap::new(),
            names: Vec::new(),
            fields: FxHashMap::default(),
            models: RwLock::default(),
            parameters: Mutex::default(),
        };
        // SAFETY: by the contract.
        let Some(schema) = (unsafe { schema.as_ref() }) else { return Ok(read) };
        // SAFETY: the list is as long as its count says, and names are NULL or end in a NUL.
        unsafe {
            for class in list(schema.classDecls, schema.numClassDecls)? {
                let class_name = boundary::text(class.name).ok_or(MI_RESULT_INVALID_PARAMETER)?;
                read.classes.insert(name::folded(&class_name), NonNull::from(class));
                read.fields.insert(std::ptr::from_ref(class).addr(), OnceLock::new());
                read.names.push(class_name);
            }
        }
        Ok(read)
    }

    /// The names of the classes, in the order of their declarations.
    pub(super) fn names(&self) -> &[Text] {
        &self.names
    }

    /// Where the fields of a declaration's instances lie: found once for each that the schema lists. Another may be the
    /// provider's for a moment only.
    ///
    /// # Safety
    /// `declaration` is NULL or a declaration as a code generator writes it, and lives as long as the instances.
    pub(super) unsafe fn fields(&self, declaration: *const MI_ClassDecl) -> Result<Arc<Fields>, MI_Result> {
        // SAFETY: by the contract.
        let found = || unsafe { Fields::of(declaration) };
        let Some(known) = self.fields.get(&declaration.addr()) else { return found() };
        if let Some(fields) = known.get() {
            return Ok(Arc::clone(fields));
        }
        let fields = found()?;
        Ok(Arc::clone(known.get_or_init(|| fields)))
    }

    /// A declaration as a class of this namespace. It is read once.
    pub(super) fn model(
        &self,
        declaration: NonNull<MI_ClassDecl>,
        namespace: Option<&Text>,
    ) -> Result<Arc<Class>, Error> {
        let key = (declaration.addr().get(), namespace.cloned());
        if let Some(class) = self.models.read().get(&key) {
            return Ok(Arc::clone(class));
        }
        // SAFETY: the declaration is one of this schema.
        let class = unsafe { class_from_declaration(declaration.as_ptr(), namespace.cloned(), None) };
        let class = class.map_err(|_| {
            // SAFETY: as above; its name is NULL or ends in a NUL.
            let name = unsafe { boundary::text(declaration.as_ref().name) }.unwrap_or_default();
            let message =
                format!("The declaration of {name} has an illegal name, type, count or value in it.");
            Error::new(Status::InvalidClass, message)
        })?;
        Ok(Arc::clone(self.models.write().entry(key).or_insert_with(|| Arc::new(class))))
    }

    /// Where a method's parameters lie: in memory they are as an instance of a class would be.
    ///
    /// # Safety
    /// `method` is NULL or a declaration of the module.
    pub(super) unsafe fn parameters(&self, method: *const MI_MethodDecl) -> Result<Arc<Fields>, MI_Result> {
        // SAFETY: by the contract.
        let declared = unsafe { method.as_ref() }.ok_or(MI_RESULT_INVALID_PARAMETER)?;
        let mut known = self.parameters.lock();
        if let Some(parameters) = known.get(&method.addr()) {
            return Ok(Arc::clone(&parameters.fields));
        }
        // SAFETY: a list of a declaration.
        let list = unsafe { list(declared.parameters, declared.numParameters) }?;
        let properties: Vec<MI_PropertyDecl> = list.into_iter().map(as_property).collect();
        let pointers: Vec<*const MI_PropertyDecl> = properties.iter().map(|one| &raw const *one).collect();
        let class = Box::new(MI_ClassDecl {
            flags: MI_FLAG_CLASS,
            code: declared.code,
            name: declared.name,
            properties: pointers.as_ptr(),
            numProperties: pointers.len() as u32,
            size: declared.size,
            schema: declared.schema,
            ..MI_ClassDecl::default()
        });
        // SAFETY: made of a declaration, and kept with what it leads to as long as the module.
        let fields = unsafe { Fields::of(&raw const *class) }?;
        let parameters = Parameters {
            _class: class,
            fields: Arc::clone(&fields),
            _properties: properties,
            _pointers: pointers,
        };
        known.insert(method.addr(), parameters);
        Ok(fields)
    }
}

impl Declarations for Schema {
    fn find(&self, class_name: &[Unit]) -> Option<NonNull<MI_ClassDecl>> {
        self.classes.get(&*name::folded(class_name)).copied()
    }
}

fn as_property(parameter: &MI_ParameterDecl) -> MI_PropertyDecl {
    MI_PropertyDecl {
        flags: parameter.flags,
        code: parameter.code,
        name: parameter.name,
        qualifiers: parameter.qualifiers,
        numQualifiers: parameter.numQualifiers,
        r#type: parameter.r#type,
        className: parameter.className,
        subscript: parameter.subscript,
        offset: parameter.offset,
        ..MI_PropertyDecl::default()
    }
}

/// The method of a class with this name, compared without case, among its own and what it inherits.
///
/// # Safety
/// `class` is a declaration of the module.
pub(super) unsafe fn find_method(
    class: &MI_ClassDecl,
    wanted: &[Unit],
) -> Result<Option<NonNull<MI_MethodDecl>>, MI_Result> {
    // SAFETY: a list of a declaration, whose names are NULL or end in a NUL.
    unsafe {
        let methods = list(class.methods, class.numMethods)?;
        let is_wanted = |method: &&MI_MethodDecl| {
            boundary::units(method.name).is_some_and(|name| name::units_eq_names(name, wanted))
        };
        Ok(methods.into_iter().find(is_wanted).map(NonNull::from))
    }
}
