//! The classes that a deserializer's caller knows: those that were given, and those that a callback gives.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::ffi::c_void;
use std::iter;
use std::sync::Arc;

use rustc_hash::FxBuildHasher;

use super::Format;
use super::input::invalid;
use crate::abi::*;
use crate::cim::name::{eq_names, folded};
use crate::cim::schema::Catalog;
use crate::cim::standard_qualifier::standard_qualifier_type;
use crate::cim::{Class, ClassDeclaration, Error, Flavor, QualifierType, Scope, Status, Text, Type, Unit};
use crate::object::boundary::pointer_or_null;
use crate::object::class::{class_from_c, delete_class};
use crate::object::value::{read, type_of};

/// Fewer classes than these are searched one by one.
const FEW: usize = 8;

/// Asks the client for classes and qualifiers.
pub(super) struct ClientCatalog {
    format: Format,
    given: Vec<Arc<Class>>,
    by_name: OnceCell<HashMap<Box<[Unit]>, Arc<Class>, FxBuildHasher>>,
    needed: MI_Deserializer_ClassObjectNeeded,
    needed_context: *mut c_void,
    qualifier_needed: MI_Deserializer_QualifierDeclNeeded,
    qualifier_context: *mut c_void,
    server_name: Option<Text>,
    /// What the callback was asked already, and what it gave.
    asked: RefCell<HashMap<Question, Option<Arc<Class>>>>,
}

/// A namespace as it was asked for, and the name of a class in lower case. A text may name as many classes as it likes.
type Question = (Text, Box<[Unit]>);

impl ClientCatalog {
    /// With the classes of an array, in which some may be NULL.
    ///
    /// # Safety
    /// `classes` is NULL, or points to so many pointers that are NULL or lead to live classes.
    pub(super) unsafe fn new(
        format: Format,
        classes: *const *mut MI_Class,
        count: MI_Uint32,
    ) -> Result<ClientCatalog, Error> {
        let mut given = Vec::new();
        if !classes.is_null() {
            // SAFETY: so many pointers are there by the contract.
            for &class in unsafe { std::slice::from_raw_parts(classes, count as usize) } {
                if !class.is_null() {
                    // SAFETY: not NULL, so a live class.
                    given.push(unsafe { class_from_c(class) }?);
                }
            }
        } else if count > 0 {
            return Err(invalid(format!("The array of classes is NULL, and its length {count}.")));
        }
        Ok(ClientCatalog {
            format,
            given,
            by_name: OnceCell::new(),
            needed: None,
            needed_context: std::ptr::null_mut(),
            qualifier_needed: None,
            qualifier_context: std::ptr::null_mut(),
            server_name: None,
            asked: RefCell::default(),
        })
    }

    /// With a callback for classes that were not given, which is told the server too.
    pub(super) fn asking(
        mut self,
        needed: MI_Deserializer_ClassObjectNeeded,
        context: *mut c_void,
        server_name: Option<Text>,
    ) -> ClientCatalog {
        (self.needed, self.needed_context, self.server_name) = (needed, context, server_name);
        self
    }

    /// With a callback for qualifiers that neither the text nor the standard declares.
    pub(super) fn asking_qualifiers(
        mut self,
        needed: MI_Deserializer_QualifierDeclNeeded,
        context: *mut c_void,
    ) -> ClientCatalog {
        (self.qualifier_needed, self.qualifier_context) = (needed, context);
        self
    }

    /// Whether there is anyone to know a class.
    pub(super) fn knows_classes(&self) -> bool {
        self.needed.is_some() || !self.given.is_empty()
    }

    /// The given class with this name, or the class above a given one.
    fn given(&self, name: &Text) -> Option<Arc<Class>> {
        if self.given.len() <= FEW {
            let named = self.given.iter().find(|class| eq_names(class.name(), name));
            return named.or_else(|| self.above_given().find(|class| eq_names(class.name(), name))).cloned();
        }
        let by_name = self.by_name.get_or_init(|| {
            let mut by_name = HashMap::with_capacity_and_hasher(self.given.len(), FxBuildHasher);
            for class in self.given.iter().chain(self.above_given()) {
                by_name.entry(folded(class.name())).or_insert_with(|| Arc::clone(class));
            }
            by_name
        });
        by_name.get(&folded(name)).cloned()
    }

    fn above_given(&self) -> impl Iterator<Item = &Arc<Class>> {
        self.given.iter().flat_map(|class| iter::successors(class.superclass(), |above| above.superclass()))
    }

    /// What the callback gives for a name; it is asked once.
    fn ask(&self, namespace: &Text, name: &Text) -> Result<Option<Arc<Class>>, Error> {
        let Some(needed) = self.needed else { return Ok(None) };
        let question = (namespace.clone(), folded(name));
        if let Some(answer) = self.asked.borrow().get(&question) {
            return Ok(answer.clone());
        }
        let in_namespace = Some(namespace).filter(|namespace| !namespace.is_empty());
        let mut class = std::ptr::null_mut();
        // SAFETY: the function is the client's, and nothing is locked; the names live until it returns.
        let result = unsafe {
            needed(
                self.needed_context,
                pointer_or_null(self.server_name.as_ref()),
                pointer_or_null(in_namespace),
                pointer_or_null(Some(name)),
                &mut class,
            )
        };
        let answer = match result {
            MI_RESULT_OK if class.is_null() => None,
            MI_RESULT_OK => {
                // SAFETY: the client gave a live class.
                let read = unsafe { class_from_c(class) };
                if self.format == Format::Mof {
                    // SAFETY: the class was handed over with the answer, and this hold on it ends here.
                    unsafe { delete_class(class) };
                }
                Some(read?).filter(|class| eq_names(class.name(), name))
            }
            MI_RESULT_NOT_FOUND | MI_RESULT_INVALID_CLASS => None,
            result => {
                let status = Status::from_number(result);
                let message = format!(
                    "classObjectNeeded was asked for the class {name}, and answered with result {result} ({})",
                    status.symbol()
                );
                return Err(Error::new(status, message));
            }
        };
        self.asked.borrow_mut().insert(question, answer.clone());
        Ok(answer)
    }

    /// What the callback says of a qualifier.
    fn ask_qualifier(&self, name: &Text) -> Result<Option<Arc<QualifierType>>, Error> {
        let Some(needed) = self.qualifier_needed else { return Ok(None) };
        let mut declaration =
            MI_QualifierDecl { name: pointer_or_null(Some(name)), ..MI_QualifierDecl::default() };
        // SAFETY: the function is the client's, and nothing is locked; the name lives until it returns.
        let result = unsafe { needed(self.qualifier_context, &mut declaration) };
        if result != MI_RESULT_OK {
            return Ok(None);
        }
        let unreadable =
            |_| invalid(format!("qualifierDeclNeeded gave the qualifier {name} an illegal type or value"));
        let kind: Type = type_of(declaration.r#type).map_err(unreadable)?;
        let default = if declaration.value.is_null() {
            None
        } else {
            // SAFETY: a value that is not NULL is one of the type that the client gave, and stays until the reading is over.
            unsafe { read(declaration.value, kind, 0) }.map_err(unreadable)?.into_value()
        };
        Ok(Some(Arc::new(QualifierType {
            name: name.clone(),
            kind,
            array_size: (declaration.subscript != 0).then_some(declaration.subscript),
            default,
            scope: Scope::from_bits_truncate(declaration.scope),
            flavor: Flavor::from_bits_truncate(declaration.flavor),
        })))
    }
}

impl Catalog for ClientCatalog {
    fn qualifier_type(&self, _: &Text, name: &Text) -> Result<Option<Arc<QualifierType>>, Error> {
        if standard_qualifier_type(&*name.to_str()).is_some() {
            return Ok(None);
        }
        self.ask_qualifier(name)
    }

    fn class(&self, namespace: &Text, name: &Text) -> Result<Option<Arc<Class>>, Error> {
        match self.given(name) {
            Some(class) => Ok(Some(class)),
            None => self.ask(namespace, name),
        }
    }

    fn class_declaration(
        &self,
        namespace: &Text,
        name: &Text,
    ) -> Result<Option<Arc<ClassDeclaration>>, Error> {
        Ok(self.class(namespace, name)?.map(|class| Arc::new(class.own_declaration())))
    }
}
