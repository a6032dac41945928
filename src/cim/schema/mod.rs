//! Makes complete classes of declarations: what is inherited in place, as DSP0004 says.

mod catalog;
mod limits;
mod qualifiers;

use std::collections::HashSet;
use std::sync::Arc;

use super::class::{Class, ClassDeclaration, ClassFlags, Method, Parameter, Property};
use super::error::{Error, Status};
use super::instance::ElementFlags;
use super::name;
use super::qualifier::{Qualifier, QualifierType, has_qualifier, qualifier_text};
use super::text::Text;
use super::value::{Type, Value};
pub use catalog::{Catalog, EmptyCatalog};
pub use limits::Limits;
use qualifiers::{
    class_flags, complete_qualifiers, inherit_qualifiers, method_flags, parameter_flags, property_flags,
};
pub use qualifiers::{
    implied_class_qualifiers, implied_method_qualifiers, implied_parameter_qualifiers,
    implied_property_qualifiers,
};

/// Finds the declaration of a qualifier.
pub type QualifierTypes<'a> = dyn Fn(&Text) -> Option<Arc<QualifierType>> + 'a;

/// Where in a declaration a mistake is; indices count the declaration's own elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The class as such.
    Class,
    /// The superclass.
    Superclass,
    /// A property.
    Property(usize),
    /// A method.
    Method(usize),
    /// A parameter of a method.
    Parameter(usize, usize),
}

/// Why a declaration makes no class, and where in it.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{error}")]
pub struct SchemaError {
    /// Where the mistake is.
    pub place: Place,
    /// What is wrong.
    pub error: Error,
}

/// Makes the complete class of a declaration that has its own elements only.
///
/// Properties and methods of the superclass come first, each at its place, also where the class overrides it. Qualifiers
/// spread by their flavours, which `qualifier_types` knows, else the standard, else the default of DSP0004. Strings
/// that hold embedded objects get the type of instances, as clients of the interface see them.
pub fn resolve(
    declaration: ClassDeclaration,
    superclass: Option<Arc<Class>>,
    qualifier_types: &QualifierTypes<'_>,
) -> Result<Class, Error> {
    resolve_at(declaration, superclass, qualifier_types).map_err(|error| error.error)
}

/// [`resolve`], with the place of a mistake.
pub fn resolve_at(
    declaration: ClassDeclaration,
    superclass: Option<Arc<Class>>,
    qualifier_types: &QualifierTypes<'_>,
) -> Result<Class, SchemaError> {
    make(declaration, superclass, qualifier_types, Said::default())
}

/// [`resolve_at`] for a class to look at, which may have lost its superclasses: what overrides need not override anything.
pub fn resolve_orphan_at(
    declaration: ClassDeclaration,
    superclass: Option<Arc<Class>>,
    qualifier_types: &QualifierTypes<'_>,
) -> Result<Class, SchemaError> {
    make(declaration, superclass, qualifier_types, Said { orphan: true, ..Said::default() })
}

/// What a class stands on whose declaration says everything of its qualifiers.
#[derive(Clone, Debug)]
pub enum Superclass {
    /// This class, or none.
    Known(Option<Arc<Class>>),
    /// One that is not at hand, if any: what is inherited of it is in the declaration, with the names of the classes that it is from.
    InPlace,
}

/// [`resolve_at`] for a declaration whose qualifiers have all of their flavours: declarations of qualifiers add none.
pub fn resolve_exactly_at(
    declaration: ClassDeclaration,
    superclass: Superclass,
    qualifier_types: &QualifierTypes<'_>,
) -> Result<Class, SchemaError> {
    let (superclass, inherited) = match superclass {
        Superclass::Known(superclass) => (superclass, false),
        Superclass::InPlace => (None, true),
    };
    make(declaration, superclass, qualifier_types, Said { flavors: true, inherited, orphan: inherited })
}

/// What a declaration says that else is found out.
#[derive(Clone, Copy, Default)]
struct Said {
    /// All flavours of its qualifiers.
    flavors: bool,
    /// What it inherits.
    inherited: bool,
    /// That what it overrides may be gone.
    orphan: bool,
}

fn make(
    mut declaration: ClassDeclaration,
    superclass: Option<Arc<Class>>,
    qualifier_types: &QualifierTypes<'_>,
    said: Said,
) -> Result<Class, SchemaError> {
    let at = |place| move |error| SchemaError { place, error };
    let name = declaration.name.clone();
    check_name("class", &name).map_err(at(Place::Class))?;
    if !said.inherited {
        check_superclass(&declaration, superclass.as_deref()).map_err(at(Place::Superclass))?;
        declaration.superclass = superclass.as_ref().map(|superclass| superclass.name().clone());
    }

    let inherited = superclass.as_ref().map_or(&[][..], |superclass| superclass.qualifiers());
    let qualifiers = std::mem::take(&mut declaration.qualifiers);
    declaration.qualifiers = complete_qualifiers(qualifiers, inherited, qualifier_types, said)
        .map_err(|problem| at(Place::Class)(problem.on(format_args!("class {name}"))))?;
    declaration.flags |= class_flags(&declaration.qualifiers);

    let resolver = Resolver { class: &name, superclass: superclass.as_deref(), qualifier_types, said };
    let own = std::mem::take(&mut declaration.properties);
    declaration.properties = resolver.properties(own)?;
    let own = std::mem::take(&mut declaration.methods);
    declaration.methods = resolver.methods(own)?;
    Ok(Class::new(declaration, superclass))
}

/// The type of a value that is declared with these qualifiers: strings that hold embedded objects are instances. Beside
/// it the class of the embedded instances, where one is named.
pub fn embedded_type(kind: Type, qualifiers: &[Qualifier]) -> Result<(Type, Option<Text>), Error> {
    let class = qualifier_text(qualifiers, "EmbeddedInstance");
    if class.is_none() && !has_qualifier(qualifiers, "EmbeddedObject") {
        return Ok((kind, None));
    }
    match kind.scalar() {
        Type::String | Type::Instance => {
            let instance = if kind.is_array() { Type::InstanceArray } else { Type::Instance };
            Ok((instance, class.cloned()))
        }
        _ => Err(Error::new(
            Status::InvalidParameter,
            format!("only strings can hold embedded objects, and not values of type {kind}"),
        )),
    }
}

/// How arrays may be ordered.
const ARRAY_TYPES: [&str; 3] = ["Bag", "Indexed", "Ordered"];

struct Resolver<'a> {
    class: &'a Text,
    superclass: Option<&'a Class>,
    qualifier_types: &'a QualifierTypes<'a>,
    said: Said,
}

impl Resolver<'_> {
    fn properties(&self, own: Vec<Property>) -> Result<Vec<Property>, SchemaError> {
        if let Some(index) = first_duplicate(own.iter().map(|property| &property.name)) {
            let message = format!("Class {} declares property {} twice.", self.class, own[index].name);
            return Err(refuse(Place::Property(index), Status::InvalidParameter, message));
        }
        let inherited = self.superclass.map_or(&[][..], Class::properties);
        let mut replaced: Vec<Option<Property>> = Vec::new();
        replaced.resize_with(inherited.len(), || None);
        let mut added = Vec::new();
        for (index, property) in own.into_iter().enumerate() {
            let overridden = self.superclass.and_then(|superclass| superclass.find_property(&property.name));
            let base = overridden.map(|overridden| &inherited[overridden]);
            let property = self
                .property(property, base)
                .map_err(|error| SchemaError { place: Place::Property(index), error })?;
            match overridden {
                Some(overridden) => replaced[overridden] = Some(property),
                None => added.push(property),
            }
        }
        let inherited = inherited.iter().zip(replaced);
        let mut properties: Vec<Property> =
            inherited.map(|(base, own)| own.unwrap_or_else(|| inherit_property(base))).collect();
        properties.append(&mut added);
        Ok(properties)
    }

    fn property(&self, mut property: Property, base: Option<&Property>) -> Result<Property, Error> {
        let class = self.class;
        let name = property.name.clone();
        check_name("property", &name)?;
        let inherited = base.map_or(&[][..], |base| &base.qualifiers);
        property.qualifiers =
            complete_qualifiers(property.qualifiers, inherited, self.qualifier_types, self.said)
                .map_err(|problem| problem.on(format_args!("property {class}.{name}")))?;
        self.check_override("property", &name, &property.qualifiers, base.is_some())?;

        let (kind, embedded) = embedded_type(property.kind, &property.qualifiers)
            .map_err(|error| wrap(error, format_args!("Property {class}.{name}")))?;
        property.kind = kind;
        property.reference_class = embedded.or(property.reference_class);
        property.flags |= ElementFlags::PROPERTY | property_flags(&property.qualifiers);
        match base {
            Some(base) => {
                let adds_embedding = base.kind.scalar() == Type::String && kind.scalar() == Type::Instance;
                if base.kind != kind && !(adds_embedding && base.kind.is_array() == kind.is_array()) {
                    let message = format!(
                        "Property {class}.{name} is of type {kind}, and that of {}, which it overrides, of \
                         type {}.",
                        base.propagator, base.kind
                    );
                    return Err(Error::new(Status::TypeMismatch, message));
                }
                if property.array_size != base.array_size {
                    let size = |size: Option<u32>| {
                        size.map_or("of any length".to_owned(), |size| format!("of {size} elements"))
                    };
                    let message = format!(
                        "Property {class}.{name} is an array {}, and that of {}, which it overrides, {}.",
                        size(property.array_size),
                        base.propagator,
                        size(base.array_size)
                    );
                    return Err(Error::new(Status::TypeMismatch, message));
                }
                if property.reference_class.is_none() {
                    property.reference_class.clone_from(&base.reference_class);
                }
                // A class that says nothing of the default leaves it as it was.
                if property.default.is_none() && base.kind == kind {
                    property.default.clone_from(&base.default);
                }
                property.origin = base.origin.clone();
            }
            None => self.say(&mut property.origin),
        }
        self.say(&mut property.propagator);
        self.check_array_type(&property)?;
        self.check_default(&property)?;
        self.check_key(&property, base)?;
        Ok(property)
    }

    /// Names this class as the one that an element is from, unless the declaration named another.
    fn say(&self, class: &mut Text) {
        if !self.said.inherited || class.is_empty() {
            *class = self.class.clone();
        }
    }

    /// That what says how an array is ordered says something that there is, of an array.
    fn check_array_type(&self, property: &Property) -> Result<(), Error> {
        let Some(order) = qualifier_text(&property.qualifiers, "ArrayType") else { return Ok(()) };
        let refuse = |reason: String| {
            let message =
                format!("Property {}.{} has ArrayType '{order}', {reason}.", self.class, property.name);
            Err(Error::new(Status::InvalidParameter, message))
        };
        if !property.kind.is_array() {
            return refuse("and is no array".to_owned());
        }
        if !ARRAY_TYPES.iter().any(|known| known.eq_ignore_ascii_case(&order.to_str())) {
            return refuse(format!("and the orders of arrays are {}", ARRAY_TYPES.join(", ")));
        }
        Ok(())
    }

    fn check_default(&self, property: &Property) -> Result<(), Error> {
        let Some(default) = &property.default else { return Ok(()) };
        if default.value_type() != property.kind {
            return Err(Error::new(
                Status::TypeMismatch,
                format!(
                    "The default of property {}.{} is of type {}, and the property of type {}.",
                    self.class,
                    property.name,
                    default.value_type(),
                    property.kind
                ),
            ));
        }
        if let Some(objection) =
            Limits::of(&property.qualifiers).and_then(|limits| limits.objection(default.as_value_ref()))
        {
            let message = format!(
                "The default of property {}.{} is outside its limits: {objection}.",
                self.class, property.name
            );
            return Err(Error::new(Status::InvalidParameter, message));
        }
        match (default, property.array_size) {
            (Value::Array(array), Some(size)) if array.len() > size as usize => Err(Error::new(
                Status::InvalidParameter,
                format!(
                    "The default of property {}.{} has {} elements, and the property room for {size}.",
                    self.class,
                    property.name,
                    array.len()
                ),
            )),
            _ => Ok(()),
        }
    }

    fn check_key(&self, property: &Property, base: Option<&Property>) -> Result<(), Error> {
        if !property.is_key() {
            return Ok(());
        }
        let class = self.class;
        let name = &property.name;
        if property.flags.contains(ElementFlags::STATIC) {
            let message = format!(
                "Property {class}.{name} can't be a key, because it is static: all instances have one value."
            );
            return Err(Error::new(Status::InvalidParameter, message));
        }
        if !property.kind.may_be_key() {
            let what = if property.kind.is_array() { "an array" } else { "an embedded object" };
            let message = format!("Property {class}.{name} can't be a key, because it is {what}.");
            return Err(Error::new(Status::InvalidParameter, message));
        }
        let Some(superclass) = self.superclass.filter(|superclass| !superclass.keys().is_empty()) else {
            return Ok(());
        };
        if base.is_some_and(Property::is_key) {
            return Ok(());
        }
        let keys = superclass.keys().iter();
        let keys: Vec<String> = keys.map(|&key| superclass.properties()[key].name.to_string()).collect();
        let message = format!(
            "Property {class}.{name} can't be a key, because superclass {} has its keys already ({}).",
            superclass.name(),
            keys.join(", ")
        );
        Err(Error::new(Status::InvalidParameter, message))
    }

    fn methods(&self, own: Vec<Method>) -> Result<Vec<Method>, SchemaError> {
        if let Some(index) = first_duplicate(own.iter().map(|method| &method.name)) {
            let message = format!("Class {} declares method {} twice.", self.class, own[index].name);
            return Err(refuse(Place::Method(index), Status::InvalidParameter, message));
        }
        let inherited = self.superclass.map_or(&[][..], Class::methods);
        let mut replaced: Vec<Option<Method>> = Vec::new();
        replaced.resize_with(inherited.len(), || None);
        let mut added = Vec::new();
        for (index, method) in own.into_iter().enumerate() {
            let overridden = self.superclass.and_then(|superclass| superclass.find_method(&method.name));
            let method = self.method(index, method, overridden.map(|overridden| &inherited[overridden]))?;
            match overridden {
                Some(overridden) => replaced[overridden] = Some(method),
                None => added.push(method),
            }
        }
        let inherited = inherited.iter().zip(replaced);
        let mut methods: Vec<Method> =
            inherited.map(|(base, own)| own.unwrap_or_else(|| inherit_method(base))).collect();
        methods.append(&mut added);
        Ok(methods)
    }

    fn method(&self, index: usize, mut method: Method, base: Option<&Method>) -> Result<Method, SchemaError> {
        let at = |error| SchemaError { place: Place::Method(index), error };
        let class = self.class;
        let name = method.name.clone();
        check_name("method", &name).map_err(at)?;
        let inherited = base.map_or(&[][..], |base| &base.qualifiers);
        method.qualifiers =
            complete_qualifiers(method.qualifiers, inherited, self.qualifier_types, self.said)
                .map_err(|problem| at(problem.on(format_args!("method {class}.{name}"))))?;
        self.check_override("method", &name, &method.qualifiers, base.is_some()).map_err(at)?;
        let (return_type, return_class) = embedded_type(method.return_type, &method.qualifiers)
            .map_err(|error| at(wrap(error, format_args!("Method {class}.{name}"))))?;
        method.return_type = return_type;
        method.return_class = return_class.or(method.return_class);
        method.flags |= ElementFlags::METHOD | method_flags(&method.qualifiers);
        if let Some(base) = base.filter(|base| base.return_type != return_type) {
            let message = format!(
                "Method {class}.{name} returns {return_type}, and that of {}, which it overrides, {}.",
                base.propagator, base.return_type
            );
            return Err(at(Error::new(Status::TypeMismatch, message)));
        }
        match base {
            Some(base) => method.origin = base.origin.clone(),
            None => self.say(&mut method.origin),
        }
        self.say(&mut method.propagator);

        if let Some(second) = first_duplicate(method.parameters.iter().map(|parameter| &parameter.name)) {
            let parameter = &method.parameters[second].name;
            let message = format!("Method {class}.{name} declares parameter {parameter} twice.");
            return Err(refuse(Place::Parameter(index, second), Status::InvalidParameter, message));
        }
        let parameters = std::mem::take(&mut method.parameters);
        for (number, parameter) in parameters.into_iter().enumerate() {
            let overridden = base.and_then(|base| {
                base.parameters.iter().find(|inherited| name::eq_names(&inherited.name, &parameter.name))
            });
            let parameter = self
                .parameter(&name, parameter, overridden)
                .map_err(|error| SchemaError { place: Place::Parameter(index, number), error })?;
            method.parameters.push(parameter);
        }
        Ok(method)
    }

    fn parameter(
        &self,
        method: &Text,
        mut parameter: Parameter,
        base: Option<&Parameter>,
    ) -> Result<Parameter, Error> {
        let class = self.class;
        let name = parameter.name.clone();
        check_name("parameter", &name)?;
        let inherited = base.map_or(&[][..], |base| &base.qualifiers);
        parameter.qualifiers =
            complete_qualifiers(parameter.qualifiers, inherited, self.qualifier_types, self.said)
                .map_err(|problem| problem.on(format_args!("parameter {name} of method {class}.{method}")))?;
        let (kind, embedded) = embedded_type(parameter.kind, &parameter.qualifiers)
            .map_err(|error| wrap(error, format_args!("Parameter {name} of method {class}.{method}")))?;
        parameter.kind = kind;
        parameter.reference_class = embedded.or(parameter.reference_class);
        parameter.flags |= ElementFlags::PARAMETER | parameter_flags(&parameter.qualifiers);
        match base.filter(|base| base.kind != kind) {
            Some(base) => Err(Error::new(
                Status::TypeMismatch,
                format!(
                    "Parameter {name} of method {class}.{method} is of type {kind}, and that of the method \
                     which it overrides of type {}.",
                    base.kind
                ),
            )),
            None => Ok(parameter),
        }
    }

    /// An element that says it overrides another must have the other's name, and there must be another.
    fn check_override(
        &self,
        what: &str,
        name: &Text,
        qualifiers: &[Qualifier],
        has_base: bool,
    ) -> Result<(), Error> {
        let Some(wanted) = qualifier_text(qualifiers, "Override") else { return Ok(()) };
        let class = self.class;
        let wanted = wanted.to_str();
        // `Class.Name` is a form of older schemas.
        let wanted_name = wanted.rsplit('.').next().unwrap_or(&wanted);
        if !name::eq_names(wanted_name, name) {
            let message = format!(
                "The {what} {class}.{name} says that it overrides '{wanted}', but can override only a {what} \
                 of its own name."
            );
            return Err(Error::new(Status::InvalidParameter, message));
        }
        if !has_base && !self.said.orphan {
            let message = format!(
                "The {what} {class}.{name} says that it overrides '{wanted}', but no superclass has a {what} \
                 of that name."
            );
            return Err(Error::new(Status::InvalidParameter, message));
        }
        Ok(())
    }
}

fn refuse(place: Place, status: Status, message: String) -> SchemaError {
    SchemaError { place, error: Error::new(status, message) }
}

fn wrap(error: Error, element: std::fmt::Arguments<'_>) -> Error {
    Error::new(error.status, format!("{element}: {}.", error.message))
}

fn check_name(what: &str, text: &Text) -> Result<(), Error> {
    if name::is_legal_name(text) {
        return Ok(());
    }
    Err(Error::new(
        Status::InvalidParameter,
        format!(
            "'{text}' is no legal name of a {what}: a letter or underscore, then letters, digits and underscores."
        ),
    ))
}

fn check_superclass(declaration: &ClassDeclaration, superclass: Option<&Class>) -> Result<(), Error> {
    let class = &declaration.name;
    let refuse = |message| Err(Error::new(Status::InvalidSuperclass, message));
    match (&declaration.superclass, superclass) {
        (None, None) => Ok(()),
        (Some(wanted), None) => {
            refuse(format!("Class {class} derives from class {wanted}, which does not exist."))
        }
        (wanted, Some(superclass)) => {
            if let Some(wanted) = wanted.as_ref().filter(|wanted| !name::eq_names(*wanted, superclass.name()))
            {
                return refuse(format!(
                    "Class {class} derives from class {wanted}, and not from class {}.",
                    superclass.name()
                ));
            }
            if superclass.is_a(class) {
                return refuse(format!("Class {class} can't derive from itself."));
            }
            if superclass.flags().contains(ClassFlags::TERMINAL) {
                return refuse(format!(
                    "Class {class} can't derive from class {}, which is terminal.",
                    superclass.name()
                ));
            }
            Ok(())
        }
    }
}

/// The index of the first name that was there before, without case.
fn first_duplicate<'a>(names: impl Iterator<Item = &'a Text> + Clone) -> Option<usize> {
    let mut seen = HashSet::new();
    names.enumerate().find(|(_, text)| !seen.insert(name::folded(*text))).map(|(index, _)| index)
}

fn inherit_property(base: &Property) -> Property {
    Property {
        name: base.name.clone(),
        kind: base.kind,
        array_size: base.array_size,
        reference_class: base.reference_class.clone(),
        flags: base.flags,
        qualifiers: inherit_qualifiers(&base.qualifiers),
        default: base.default.clone(),
        origin: base.origin.clone(),
        propagator: base.propagator.clone(),
    }
}

fn inherit_method(base: &Method) -> Method {
    Method {
        name: base.name.clone(),
        return_type: base.return_type,
        return_class: base.return_class.clone(),
        flags: base.flags,
        qualifiers: inherit_qualifiers(&base.qualifiers),
        parameters: base.parameters.clone(),
        origin: base.origin.clone(),
        propagator: base.propagator.clone(),
    }
}

#[cfg(test)]
mod tests;
