//! What a `CLASS` and a `QUALIFIER.DECLARATION` say.

use super::class::Places;
use super::failure::{Failure, Made};
use super::instance::{Form, written_type};
use super::session::{Session, Space};
use super::tokens::{characters, child, embeds, flag, legal_name, optional, short, type_of};
use super::value::Target;
use crate::cim::instance::ElementFlags;
use crate::cim::qualifier::find_qualifier;
use crate::cim::{
    Class, ClassDeclaration, Flavor, Method, Parameter, Property, Qualifier, QualifierType, Scope, Text,
    Type, Value, name, schema,
};
use crate::xml::Reader;

/// An element of a class, and where it stands.
pub(super) struct Written<E> {
    element: E,
    at: usize,
    /// Whether the class inherits it as it is.
    propagated: bool,
}

/// A class as a document has it.
pub(super) struct WrittenClass {
    at: usize,
    name: Text,
    superclass: Option<Text>,
    qualifiers: Vec<Qualifier>,
    properties: Vec<Written<Property>>,
    /// The methods, with the places of their parameters.
    methods: Vec<(Written<Method>, Vec<usize>)>,
}

impl WrittenClass {
    /// Whether the document has anything that the class inherits.
    pub(super) fn has_inherited(&self) -> bool {
        self.qualifiers.iter().any(|qualifier| qualifier.propagated)
            || self.properties.iter().any(|property| property.propagated)
            || self.methods.iter().any(|(method, _)| method.propagated)
    }

    /// Everything.
    pub(super) fn whole(&self) -> (ClassDeclaration, Places) {
        let properties = self.properties.iter();
        let methods = self.methods.iter();
        let declaration = ClassDeclaration {
            name: self.name.clone(),
            superclass: self.superclass.clone(),
            qualifiers: self.qualifiers.clone(),
            properties: properties.clone().map(|property| property.element.clone()).collect(),
            methods: methods.clone().map(|(method, _)| method.element.clone()).collect(),
            ..ClassDeclaration::default()
        };
        let places = Places {
            class: self.at,
            properties: properties.map(|property| property.at).collect(),
            methods: methods.map(|(method, parameters)| (method.at, parameters.clone())).collect(),
        };
        (declaration, places)
    }

    /// What the class does not have of its superclass, where that is at hand, or else what it says it does not inherit.
    pub(super) fn own(&self, superclass: Option<&Class>) -> (ClassDeclaration, Places) {
        let is_inherited = |propagated: bool, found: Option<bool>| propagated && found != Some(false);
        let mut places = Places { class: self.at, ..Places::default() };
        let mut declaration = ClassDeclaration {
            name: self.name.clone(),
            superclass: self.superclass.clone(),
            qualifiers: own_qualifiers(&self.qualifiers, superclass.map(Class::qualifiers)),
            ..ClassDeclaration::default()
        };
        for property in &self.properties {
            let base = superclass.map(|superclass| superclass.property(&property.element.name));
            if is_inherited(property.propagated, base.map(|base| base.is_some())) {
                continue;
            }
            let inherited = base.map(|base| base.map_or(&[][..], |base| &base.qualifiers));
            // Which class it is from follows from what it is put on.
            let mut own =
                Property { origin: Text::default(), propagator: Text::default(), ..property.element.clone() };
            own.qualifiers = own_qualifiers(&own.qualifiers, inherited);
            declaration.properties.push(own);
            places.properties.push(property.at);
        }
        for (method, parameters) in &self.methods {
            let base = superclass.map(|superclass| {
                superclass.find_method(&method.element.name).map(|index| &superclass.methods()[index])
            });
            if is_inherited(method.propagated, base.map(|base| base.is_some())) {
                continue;
            }
            let inherited = base.map(|base| base.map_or(&[][..], |base| &base.qualifiers));
            let mut own =
                Method { origin: Text::default(), propagator: Text::default(), ..method.element.clone() };
            own.qualifiers = own_qualifiers(&own.qualifiers, inherited);
            for parameter in &mut own.parameters {
                let base = base.map(|base| {
                    base.and_then(|base| {
                        base.parameters.iter().find(|other| name::eq_names(&other.name, &parameter.name))
                    })
                });
                let inherited = base.map(|base| base.map_or(&[][..], |base| &base.qualifiers));
                parameter.qualifiers = own_qualifiers(&parameter.qualifiers, inherited);
            }
            declaration.methods.push(own);
            places.methods.push((method.at, parameters.clone()));
        }
        (declaration, places)
    }
}

/// The qualifiers without those that are there only because the element inherits them.
fn own_qualifiers(qualifiers: &[Qualifier], inherited: Option<&[Qualifier]>) -> Vec<Qualifier> {
    let is_own = |qualifier: &&Qualifier| {
        !qualifier.propagated
            || inherited.is_some_and(|inherited| {
                // What is said to be inherited, and isn't, or not so, is its own.
                find_qualifier(inherited, &qualifier.name).is_none_or(|base| {
                    !base.flavor.contains(Flavor::TO_SUBCLASS) || base.value != qualifier.value
                })
            })
    };
    let own = qualifiers.iter().filter(is_own);
    own.map(|qualifier| Qualifier { propagated: false, ..qualifier.clone() }).collect()
}

impl Session<'_> {
    /// The class whose `CLASS` began last.
    pub(super) fn written_class(
        &mut self,
        reader: &mut Reader<'_>,
        space: &Space,
        superclass: Option<&Class>,
    ) -> Made<WrittenClass> {
        let mut class = WrittenClass {
            at: reader.token_at(),
            name: Text::from(&*legal_name(reader, "CLASS", "NAME")?),
            superclass: optional(reader, "SUPERCLASS")?.map(|superclass| Text::from(&*superclass)),
            qualifiers: Vec::new(),
            properties: Vec::new(),
            methods: Vec::new(),
        };
        while let Some(element) = child(reader)? {
            match element {
                "QUALIFIER" => class.qualifiers.push(self.qualifier(reader, space)?),
                "METHOD" => class.methods.push(self.method(reader, space)?),
                _ => match Form::of(element) {
                    Some(form) => {
                        class.properties.push(self.class_property(reader, form, space, superclass)?)
                    }
                    None => reader.skip()?,
                },
            }
        }
        // Where nobody says which class an inherited element is from, it is at least the superclass's.
        let superclass = class.superclass.clone().unwrap_or_default();
        for property in class.properties.iter_mut().filter(|property| property.propagated) {
            inherit(&mut property.element.origin, &mut property.element.propagator, &superclass);
        }
        for (method, _) in class.methods.iter_mut().filter(|(method, _)| method.propagated) {
            inherit(&mut method.element.origin, &mut method.element.propagator, &superclass);
        }
        Ok(class)
    }

    fn class_property(
        &mut self,
        reader: &mut Reader<'_>,
        form: Form,
        space: &Space,
        superclass: Option<&Class>,
    ) -> Made<Written<Property>> {
        let at = reader.token_at();
        let written = legal_name(reader, form.element(), "NAME")?;
        let mut property = Property {
            name: Text::from(&*written),
            kind: written_type(reader, form)?,
            array_size: array_size(reader)?,
            reference_class: reference_class(reader)?,
            flags: ElementFlags::empty(),
            qualifiers: Vec::new(),
            default: None,
            origin: text(optional(reader, "CLASSORIGIN")?),
            propagator: Text::default(),
        };
        let propagated = flag(reader, "PROPAGATED")? == Some(true);
        while let Some(element) = child(reader)? {
            match element {
                "QUALIFIER" => property.qualifiers.push(self.qualifier(reader, space)?),
                "VALUE" | "VALUE.ARRAY" | "VALUE.REFERENCE" | "VALUE.REFARRAY" => {
                    let kind = default_kind(&property, superclass);
                    let target = Target { what: "property", name: &written, kind };
                    property.default = self.element_value(reader, element, target, space)?;
                }
                _ => reader.skip()?,
            }
        }
        // What the qualifiers tell need not be told twice.
        let text = if form == Form::Array { Type::StringArray } else { Type::String };
        if property.kind.scalar() == Type::Instance
            && schema::embedded_type(text, &property.qualifiers).is_ok_and(|(kind, _)| kind == property.kind)
        {
            property.kind = text;
        }
        Ok(Written { element: property, at, propagated })
    }

    fn method(&mut self, reader: &mut Reader<'_>, space: &Space) -> Made<(Written<Method>, Vec<usize>)> {
        let at = reader.token_at();
        let written = legal_name(reader, "METHOD", "NAME")?;
        // References have no name among the types; a method that does not say one returns one.
        let return_type = type_of(reader, "TYPE")?.unwrap_or(Type::Reference);
        let return_type = if embeds(reader)? { Type::Instance } else { return_type };
        let mut method = Method {
            name: Text::from(&*written),
            return_type,
            return_class: reference_class(reader)?,
            flags: ElementFlags::empty(),
            qualifiers: Vec::new(),
            parameters: Vec::new(),
            origin: text(optional(reader, "CLASSORIGIN")?),
            propagator: Text::default(),
        };
        let propagated = flag(reader, "PROPAGATED")? == Some(true);
        let mut places = Vec::new();
        while let Some(element) = child(reader)? {
            let (is_reference, is_array) = match element {
                "QUALIFIER" => {
                    method.qualifiers.push(self.qualifier(reader, space)?);
                    continue;
                }
                "PARAMETER" => (false, false),
                "PARAMETER.ARRAY" => (false, true),
                "PARAMETER.REFERENCE" => (true, false),
                "PARAMETER.REFARRAY" => (true, true),
                _ => {
                    reader.skip()?;
                    continue;
                }
            };
            places.push(reader.token_at());
            method.parameters.push(self.parameter(reader, element, is_reference, is_array, space)?);
        }
        Ok((Written { element: method, at, propagated }, places))
    }

    fn parameter(
        &mut self,
        reader: &mut Reader<'_>,
        element: &str,
        is_reference: bool,
        is_array: bool,
        space: &Space,
    ) -> Made<Parameter> {
        let name = legal_name(reader, element, "NAME")?;
        let kind = if is_reference {
            Type::Reference
        } else {
            match type_of(reader, "TYPE")? {
                Some(Type::String) if embeds(reader)? => Type::Instance,
                Some(kind) => kind,
                None => {
                    let message = format!("expected the attribute TYPE of {element}, found none");
                    return Err(Failure::wrong(reader.token_at(), message));
                }
            }
        };
        let mut parameter = Parameter {
            name: Text::from(&*name),
            kind: if is_array { kind.array() } else { kind },
            array_size: array_size(reader)?,
            reference_class: reference_class(reader)?,
            flags: ElementFlags::empty(),
            qualifiers: Vec::new(),
        };
        while let Some(element) = child(reader)? {
            match element {
                "QUALIFIER" => parameter.qualifiers.push(self.qualifier(reader, space)?),
                _ => reader.skip()?,
            }
        }
        Ok(parameter)
    }

    fn qualifier(&mut self, reader: &mut Reader<'_>, space: &Space) -> Made<Qualifier> {
        let written = legal_name(reader, "QUALIFIER", "NAME")?;
        let scalar = self.qualifier_kind(reader, "QUALIFIER")?;
        let (flavor, propagated) = (flavor(reader)?, flag(reader, "PROPAGATED")? == Some(true));
        let mut kind = None;
        let mut value = None;
        while let Some(element) = child(reader)? {
            match element {
                "VALUE" | "VALUE.ARRAY" => {
                    let of_value = if element == "VALUE" { scalar } else { scalar.array() };
                    let target = Target { what: "qualifier", name: &written, kind: of_value };
                    value = self.element_value(reader, element, target, space)?;
                    kind = Some(of_value);
                }
                _ => reader.skip()?,
            }
        }
        let kind = match kind {
            Some(kind) => kind,
            None => self.kind_of_null(space, &written, scalar)?,
        };
        Ok(Qualifier { name: Text::from(&*written), kind, value, flavor, propagated })
    }

    /// The declaration whose `QUALIFIER.DECLARATION` began last.
    pub(super) fn qualifier_type(&mut self, reader: &mut Reader<'_>) -> Made<QualifierType> {
        let written = legal_name(reader, "QUALIFIER.DECLARATION", "NAME")?;
        let scalar = self.qualifier_kind(reader, "QUALIFIER.DECLARATION")?;
        let array_size = array_size(reader)?;
        let mut is_array = flag(reader, "ISARRAY")?.unwrap_or(array_size.is_some());
        let flavor = flavor(reader)?;
        let mut scope = None;
        let mut default = None;
        let space = self.space();
        while let Some(element) = child(reader)? {
            match element {
                "SCOPE" => {
                    scope = Some(read_scope(reader)?);
                    reader.skip()?;
                }
                "VALUE" | "VALUE.ARRAY" => {
                    is_array |= element == "VALUE.ARRAY";
                    let kind = if element == "VALUE" { scalar } else { scalar.array() };
                    let target = Target { what: "qualifier", name: &written, kind };
                    default = self.element_value(reader, element, target, &space)?;
                }
                _ => reader.skip()?,
            }
        }
        let kind = if is_array { scalar.array() } else { scalar };
        if let Some(default) = default.as_ref().filter(|default| default.value_type() != kind) {
            let target = Target { what: "qualifier", name: &written, kind };
            return Err(
                target.mismatch(reader.token_at(), &format!("its default of type {}", default.value_type()))
            );
        }
        // What says nothing of where it may stand may stand everywhere.
        let scope = scope.unwrap_or(Scope::ANY);
        Ok(QualifierType { name: Text::from(&*written), kind, array_size, default, scope, flavor })
    }

    fn qualifier_kind(&self, reader: &Reader<'_>, element: &str) -> Made<Type> {
        match type_of(reader, "TYPE")? {
            Some(kind) if kind != Type::Reference => Ok(kind),
            _ => {
                let message = format!("expected the type of a value as the attribute TYPE of {element}");
                Err(Failure::wrong(reader.token_at(), message))
            }
        }
    }

    /// The value in a `VALUE`, `VALUE.ARRAY`, `VALUE.REFERENCE` or `VALUE.REFARRAY` that began last.
    fn element_value(
        &mut self,
        reader: &mut Reader<'_>,
        element: &str,
        target: Target<'_>,
        space: &Space,
    ) -> Made<Option<Value>> {
        let at = reader.token_at();
        match (element, target.kind.scalar() == Type::Reference, target.kind.is_array()) {
            ("VALUE", false, false) => {
                let written = characters(reader)?;
                self.scalar(&written, target, space)
            }
            ("VALUE.ARRAY", false, true) => self.array(reader, target, space).map(Some),
            ("VALUE.REFERENCE", true, false) => Ok(self.reference(reader, space)?.map(Value::Reference)),
            ("VALUE.REFARRAY", true, true) => self.references(reader, target, space).map(Some),
            _ => Err(target.mismatch(at, &format!("its value {element}"))),
        }
    }
}

fn inherit(origin: &mut Text, propagator: &mut Text, superclass: &Text) {
    if origin.is_empty() {
        *origin = superclass.clone();
    }
    *propagator = origin.clone();
}

/// The type of a property's default: a string that qualifiers or the superclass say to hold embedded objects holds one.
fn default_kind(property: &Property, superclass: Option<&Class>) -> Type {
    match schema::embedded_type(property.kind, &property.qualifiers) {
        Ok((kind, _)) if kind.scalar() != Type::String => kind,
        // The schema tells this error.
        Err(_) => property.kind,
        Ok((kind, _)) => {
            let base = superclass.and_then(|superclass| superclass.property(&property.name));
            let base = base.filter(|base| base.kind.scalar() == Type::Instance);
            base.map_or(kind, |base| base.kind)
        }
    }
}

fn text(written: Option<std::borrow::Cow<'_, str>>) -> Text {
    written.map_or_else(Text::default, |written| Text::from(&*written))
}

/// The class that references or embedded instances are of.
fn reference_class(reader: &Reader<'_>) -> Made<Option<Text>> {
    let written = match optional(reader, "REFERENCECLASS")? {
        Some(class) => Some(class),
        None => optional(reader, "EmbeddedClassName")?,
    };
    Ok(written.filter(|class| !class.is_empty()).map(|class| Text::from(&*class)))
}

fn array_size(reader: &Reader<'_>) -> Made<Option<u32>> {
    let Some(written) = reader.attribute("ARRAYSIZE") else { return Ok(None) };
    let text = written.text()?;
    match text.trim().parse() {
        // None is said so too.
        Ok(0) => Ok(None),
        Ok(size) => Ok(Some(size)),
        Err(_) => Err(Failure::wrong(
            written.at(),
            format!("expected a number of elements for ARRAYSIZE, found '{}'", short(&text)),
        )),
    }
}

/// The flavours; those of which nothing is said have the default of DSP0201.
fn flavor(reader: &Reader<'_>) -> Made<Flavor> {
    let is = |attribute: &str, default: bool| Ok::<_, Failure>(flag(reader, attribute)?.unwrap_or(default));
    let mut flavor = Flavor::empty();
    flavor |= if is("OVERRIDABLE", true)? { Flavor::ENABLE_OVERRIDE } else { Flavor::DISABLE_OVERRIDE };
    flavor |= if is("TOSUBCLASS", true)? { Flavor::TO_SUBCLASS } else { Flavor::RESTRICTED };
    flavor.set(Flavor::TO_INSTANCE, is("TOINSTANCE", false)?);
    flavor.set(Flavor::TRANSLATABLE, is("TRANSLATABLE", false)?);
    Ok(flavor)
}

fn read_scope(reader: &Reader<'_>) -> Made<Scope> {
    let mut scope = Scope::empty();
    for (attribute, bit) in [
        ("CLASS", Scope::CLASS),
        ("ASSOCIATION", Scope::ASSOCIATION),
        ("REFERENCE", Scope::REFERENCE),
        ("PROPERTY", Scope::PROPERTY),
        ("METHOD", Scope::METHOD),
        ("PARAMETER", Scope::PARAMETER),
        ("INDICATION", Scope::INDICATION),
    ] {
        scope.set(bit, flag(reader, attribute)? == Some(true));
    }
    Ok(scope)
}
