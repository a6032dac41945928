//! Qualifiers and classes: each class is made behind its superclass, whatever the order of the files.

use std::sync::Arc;

use super::super::diagnostic::Diagnostic;
use super::super::source::Span;
use super::super::syntax::{
    ClassSyntax, ItemKind, MethodSyntax, PropertySyntax, QualifierSyntax, QualifierTypeSyntax, TypeSyntax,
    Unit, ValueKind, ValueSyntax,
};
use super::value::Target;
use super::{ChangeKind, Compiler, Failed, Made, Purpose};
use crate::cim::budget::size_of_class;
use crate::cim::class::ClassFlags;
use crate::cim::instance::ElementFlags;
use crate::cim::schema::{self, Place};
use crate::cim::{
    Class, ClassDeclaration, Flavor, Method, Parameter, Property, Qualifier, QualifierType, Scope, Status,
    Text, Type, Value,
};

/// How far a class is.
#[derive(Clone)]
pub(super) enum ClassState {
    /// An entry declares it.
    Declared(usize),
    /// The catalog has it, and files declare a class above it: it is to be made again of this declaration.
    Outdated(Arc<ClassDeclaration>),
    /// It is being made.
    InProgress,
    /// It is complete.
    Made(Arc<Class>),
    /// It can't be made, which was told.
    Failed,
    /// There is none.
    Missing,
}

/// Where the declaration of a class is.
enum Origin {
    /// An entry.
    Entry(usize),
    /// The catalog.
    Stored(Arc<ClassDeclaration>),
}

/// So long may a line of superclasses be.
const LONGEST_LINE: usize = 1000;

impl<'p> Compiler<'p> {
    pub(super) fn make_classes(&mut self) {
        let entries = self.entries;
        for (index, entry) in entries.iter().enumerate() {
            if let ItemKind::Class(class) = &entry.item().kind {
                let name = self.slice(&entry.unit, class.name);
                let _ = self.find_class(self.space_of[index], &entry.unit, class.name, name);
            }
        }
    }

    /// A class of this compilation or of the catalog, where there is one. The place is where it is asked for.
    pub(super) fn find_class(
        &mut self,
        space: usize,
        unit: &Unit,
        span: Span,
        name: &str,
    ) -> Made<Option<Arc<Class>>> {
        // The line from the class up to a superclass that is made, or to one without.
        let mut line: Vec<(String, Origin)> = Vec::new();
        let mut spelt = Text::from(name);
        let mut wanted = name.to_ascii_lowercase();
        let mut made = loop {
            match self.class_state(space, unit, span, &wanted, &spelt)? {
                ClassState::Made(class) => break Some(class),
                ClassState::Failed => {
                    for (name, _) in line {
                        self.spaces[space].classes.insert(name, ClassState::Failed);
                    }
                    return Err(Failed);
                }
                ClassState::Missing if line.is_empty() => return Ok(None),
                ClassState::Missing => break None,
                ClassState::InProgress => {
                    let (message, status) = if line.iter().any(|(name, _)| *name == wanted) {
                        (format!("the class {name} derives from itself"), Status::InvalidSuperclass)
                    } else {
                        (format!("the class {name} is needed to make itself"), Status::InvalidParameter)
                    };
                    let error = Diagnostic::error(&unit.source, span, message);
                    self.tell(error.with_status(status));
                    for (name, _) in line {
                        self.spaces[space].classes.insert(name, ClassState::Failed);
                    }
                    return Err(Failed);
                }
                state @ (ClassState::Declared(_) | ClassState::Outdated(_)) => {
                    if line.len() == LONGEST_LINE {
                        let message = format!("a class has more than {LONGEST_LINE} superclasses");
                        return Err(self.fail(unit, span, message));
                    }
                    self.spaces[space].classes.insert(wanted.clone(), ClassState::InProgress);
                    let (origin, superclass) = self.origin_of(state)?;
                    line.push((std::mem::take(&mut wanted), origin));
                    match superclass {
                        Some(superclass) => {
                            wanted = superclass.to_str().to_ascii_lowercase();
                            spelt = superclass;
                        }
                        None => break None,
                    }
                }
            }
        };
        while let Some((name, origin)) = line.pop() {
            let class = match &origin {
                Origin::Entry(entry) => self.make_class(space, *entry, made),
                Origin::Stored(declaration) => {
                    self.make_stored_class(space, unit, span, declaration, made).map(Arc::new)
                }
            };
            match class {
                Ok(class) => {
                    self.spaces[space].classes.insert(name, ClassState::Made(Arc::clone(&class)));
                    made = Some(class);
                }
                Err(Failed) => {
                    for (name, _) in line.into_iter().chain([(name, origin)]) {
                        self.spaces[space].classes.insert(name, ClassState::Failed);
                    }
                    return Err(Failed);
                }
            }
        }
        Ok(made)
    }

    /// Where the declaration of a class is that is to be made, and its superclass in lower case.
    fn origin_of(&self, state: ClassState) -> Made<(Origin, Option<Text>)> {
        match state {
            ClassState::Declared(entry) => {
                let declared = &self.entries[entry];
                let ItemKind::Class(class) = &declared.item().kind else { return Err(Failed) };
                let superclass = class.superclass.map(|superclass| declared.unit.source.slice(superclass));
                Ok((Origin::Entry(entry), superclass.map(Text::from)))
            }
            ClassState::Outdated(declaration) => {
                let superclass = declaration.superclass.clone();
                Ok((Origin::Stored(declaration), superclass))
            }
            _ => Err(Failed),
        }
    }

    pub(super) fn class_state(
        &mut self,
        space: usize,
        unit: &Unit,
        span: Span,
        folded: &str,
        spelt: &Text,
    ) -> Made<ClassState> {
        if let Some(state) = self.spaces[space].classes.get(folded) {
            return Ok(state.clone());
        }
        let found = self.catalog.class(&self.spaces[space].namespace, spelt);
        let state = match found {
            Ok(Some(class)) => self.stored_class_state(space, unit, span, class)?,
            Ok(None) => ClassState::Missing,
            Err(error) => {
                self.refuse(unit, span, &error);
                ClassState::Failed
            }
        };
        self.spaces[space].classes.insert(folded.to_owned(), state.clone());
        Ok(state)
    }

    fn make_class(&mut self, space: usize, entry: usize, superclass: Option<Arc<Class>>) -> Made<Arc<Class>> {
        let declared = &self.entries[entry];
        let unit = &*declared.unit;
        let ItemKind::Class(syntax) = &declared.item().kind else { return Err(Failed) };
        let errors = self.errors.len();
        if let Some(wanted) = syntax.superclass.filter(|_| superclass.is_none()) {
            let message = format!(
                "the superclass {} of class {} does not exist{}",
                unit.source.slice(wanted),
                unit.source.slice(syntax.name),
                self.spaces[space].place()
            );
            let error = Diagnostic::error(&unit.source, wanted, message);
            return Err(self.tell(error.with_status(Status::InvalidSuperclass)));
        }
        let declaration = self.class_declaration(space, unit, syntax, superclass.as_deref());
        if self.errors.len() > errors {
            return Err(Failed);
        }
        let known = &self.spaces[space].qualifiers;
        let types = |name: &Text| known.get(&*name.to_str()).and_then(|known| known.declared.clone());
        let (namespace, server_name) = (self.spaces[space].named(), self.options.server_name.clone());
        let own = Arc::new(declaration.clone());
        let resolve = match self.purpose {
            Purpose::Store => schema::resolve_at,
            Purpose::Read => schema::resolve_orphan_at,
        };
        match resolve(declaration, superclass, &types) {
            Ok(class) => {
                self.spend(unit, syntax.name, size_of_class(&class))?;
                let class = Arc::new(class.in_namespace(namespace, server_name));
                self.change(entry, ChangeKind::Class { declaration: own, class: Arc::clone(&class) });
                Ok(class)
            }
            Err(error) => {
                let span = place_of(syntax, error.place);
                Err(self.refuse(unit, span, &error.error))
            }
        }
    }

    /// The class as it is declared, all values with their types. Errors are told and their elements left out.
    fn class_declaration(
        &mut self,
        space: usize,
        unit: &'p Unit,
        syntax: &'p ClassSyntax,
        superclass: Option<&Class>,
    ) -> ClassDeclaration {
        let is = |wanted: &str| {
            syntax
                .qualifiers
                .iter()
                .any(|written| unit.source.slice(written.name).eq_ignore_ascii_case(wanted))
        };
        let inherited = superclass.map_or(ClassFlags::empty(), Class::flags);
        let mut site = Scope::CLASS;
        if is("Association") || inherited.contains(ClassFlags::ASSOCIATION) {
            site |= Scope::ASSOCIATION;
        }
        if is("Indication") || inherited.contains(ClassFlags::INDICATION) {
            site |= Scope::INDICATION;
        }
        let qualifiers = self.qualifiers(space, unit, &syntax.qualifiers, site);
        let mut properties = Vec::with_capacity(syntax.properties.len());
        for property in &syntax.properties {
            if let Ok(property) = self.property(space, unit, property, superclass) {
                properties.push(property);
            }
        }
        self.object_to_references(unit, syntax, site.contains(Scope::ASSOCIATION), superclass, &properties);
        let methods = syntax.methods.iter().map(|method| self.method(space, unit, method)).collect();
        ClassDeclaration {
            name: self.name(unit, syntax.name),
            superclass: syntax.superclass.map(|superclass| self.name(unit, superclass)),
            qualifiers,
            properties,
            methods,
            flags: ClassFlags::empty(),
        }
    }

    /// References belong into associations, and associations have at least two. WMI's schemas have others, of which nothing is
    /// said unless strictness is asked for.
    fn object_to_references(
        &mut self,
        unit: &'p Unit,
        syntax: &'p ClassSyntax,
        is_association: bool,
        superclass: Option<&Class>,
        own: &[Property],
    ) {
        if !self.options.strict {
            return;
        }
        let name = self.slice(unit, syntax.name);
        let inherited = superclass.map_or(&[][..], Class::properties);
        let is_reference = |property: &&Property| property.kind == Type::Reference;
        let is_new = |property: &&Property| {
            superclass.is_none_or(|superclass| superclass.find_property(&property.name).is_none())
        };
        let new = own.iter().filter(is_reference).filter(is_new).count();
        let count = inherited.iter().filter(is_reference).count() + new;
        let message = if !is_association && new > 0 {
            format!("class {name} has a reference, and is no association: it lacks the qualifier Association")
        } else if is_association && count < 2 {
            format!("the association {name} has fewer than two references")
        } else {
            return;
        };
        self.fail(unit, syntax.name, message);
    }

    fn property(
        &mut self,
        space: usize,
        unit: &'p Unit,
        syntax: &'p PropertySyntax,
        superclass: Option<&Class>,
    ) -> Made<Property> {
        // References are properties too, though DSP0004 tells their scopes apart.
        let site = match syntax.kind.kind {
            Type::Reference if self.options.strict => Scope::REFERENCE,
            Type::Reference => Scope::REFERENCE | Scope::PROPERTY,
            _ => Scope::PROPERTY,
        };
        let qualifiers = self.qualifiers(space, unit, &syntax.qualifiers, site);
        let name = self.name(unit, syntax.name);
        let kind = syntax.array.apply(syntax.kind.kind);
        let class = syntax.kind.class.map(|class| self.name(unit, class));
        let mut default = None;
        if let Some(value) = &syntax.default {
            // Whether a string embeds objects may have been said by the superclass alone.
            let base = superclass.and_then(|superclass| superclass.property(&name));
            let (target, embedded) = match schema::embedded_type(kind, &qualifiers) {
                Ok((target, embedded)) if target == kind => match base {
                    Some(base) if base.kind.scalar() == Type::Instance && kind.scalar() == Type::String => {
                        (base.kind, base.reference_class.clone())
                    }
                    _ => (kind, embedded),
                },
                Ok(embedded) => embedded,
                // The schema tells this error.
                Err(_) => (kind, None),
            };
            let class = embedded.as_ref().or(class.as_ref());
            let target = Target {
                kind: target,
                class,
                array_size: syntax.array.size(),
                what: "property",
                name: &name,
            };
            default = self.value(space, unit, value, &target)?;
        }
        Ok(Property {
            name,
            kind,
            array_size: syntax.array.size(),
            reference_class: class,
            flags: ElementFlags::empty(),
            qualifiers,
            default,
            origin: Text::default(),
            propagator: Text::default(),
        })
    }

    fn method(&mut self, space: usize, unit: &'p Unit, syntax: &'p MethodSyntax) -> Method {
        let qualifiers = self.qualifiers(space, unit, &syntax.qualifiers, Scope::METHOD);
        let parameters = syntax.parameters.iter().map(|parameter| Parameter {
            name: self.name(unit, parameter.name),
            kind: parameter.array.apply(parameter.kind.kind),
            array_size: parameter.array.size(),
            reference_class: parameter.kind.class.map(|class| self.name(unit, class)),
            flags: ElementFlags::empty(),
            qualifiers: self.qualifiers(space, unit, &parameter.qualifiers, Scope::PARAMETER),
        });
        let parameters = parameters.collect();
        let TypeSyntax { kind, class } = syntax.kind;
        Method {
            name: self.name(unit, syntax.name),
            return_type: kind,
            return_class: class.map(|class| self.name(unit, class)),
            flags: ElementFlags::empty(),
            qualifiers,
            parameters,
            origin: Text::default(),
            propagator: Text::default(),
        }
    }

    fn qualifiers(
        &mut self,
        space: usize,
        unit: &'p Unit,
        syntax: &'p [QualifierSyntax],
        site: Scope,
    ) -> Vec<Qualifier> {
        let mut qualifiers = Vec::with_capacity(syntax.len());
        for written in syntax {
            // Errors are told, and nothing is made of what has one.
            if let Ok(qualifier) = self.qualifier(space, unit, written, site) {
                qualifiers.push(qualifier);
            }
        }
        qualifiers
    }

    fn qualifier(
        &mut self,
        space: usize,
        unit: &'p Unit,
        syntax: &'p QualifierSyntax,
        site: Scope,
    ) -> Made<Qualifier> {
        let spelt = unit.source.slice(syntax.name);
        let known = self.known_qualifier(space, unit, syntax.name, spelt)?;
        let declaration = known.declared.as_ref().or(known.standard.as_ref());
        if let Some(declaration) = declaration.filter(|declaration| !declaration.scope.intersects(site))
            && (known.declared.is_some() || self.options.strict)
        {
            let message = format!(
                "the qualifier {spelt} can't be put on a {}; its scope is {}",
                scope_names(site),
                scope_names(declaration.scope)
            );
            self.object(unit, syntax.name, message)?;
        }
        let name = self.text(spelt);
        let value = syntax.value.as_ref();
        let mut kind = declaration.map(|declaration| declaration.kind);
        if known.declared.is_none() {
            // What no schema declares may be used otherwise than the standard says, as schemas of Windows do.
            let natural = value.map_or(Some(Type::Boolean), natural_type);
            let fits = |kind: Type| natural.is_none_or(|natural| could_be(natural, kind));
            let is_guess = match kind {
                Some(standard) => value.is_some() && !fits(standard),
                None => true,
            };
            if is_guess {
                self.warn_of_guess(space, unit, syntax.name, spelt, kind)?;
                kind = natural;
            }
        }
        let kind = kind.unwrap_or(Type::String);
        let value = match value {
            // A qualifier that is just named is true, or has no value where it is not boolean.
            None if kind == Type::Boolean => Some(Value::Boolean(true)),
            None => None,
            Some(value) => {
                let array_size = known.declared.as_ref().and_then(|declared| declared.array_size);
                let target = Target { kind, class: None, array_size, what: "qualifier", name: &name };
                self.value(space, unit, value, &target)?
            }
        };
        Ok(Qualifier { name, kind, value, flavor: syntax.flavor, propagated: false })
    }

    fn warn_of_guess(
        &mut self,
        space: usize,
        unit: &Unit,
        span: Span,
        name: &'p str,
        standard: Option<Type>,
    ) -> Made<()> {
        let known = self.spaces[space].qualifiers.get_mut(name);
        if known.is_some_and(|known| std::mem::replace(&mut known.warned, true)) && !self.options.strict {
            return Ok(());
        }
        let message = match standard {
            Some(standard) => {
                format!(
                    "the qualifier {name} is usually of type {standard}; it gets the type of its value here"
                )
            }
            None => {
                let question = self.qualifier_like(space, name);
                format!("the qualifier {name} is not declared; it gets the type of its value{question}")
            }
        };
        self.object(unit, span, message)
    }

    pub(super) fn qualifier_type(
        &mut self,
        unit: &'p Unit,
        syntax: &'p QualifierTypeSyntax,
    ) -> Made<QualifierType> {
        let name = self.name(unit, syntax.name);
        let kind = syntax.array.apply(syntax.kind);
        let array_size = syntax.array.size();
        let target = Target { kind, class: None, array_size, what: "qualifier", name: &name };
        let default = match &syntax.default {
            Some(value) => self.value(0, unit, value, &target)?,
            None => None,
        };
        let flavor = syntax.flavor.or_default(Flavor::DEFAULT);
        Ok(QualifierType { name, kind, array_size, default, scope: syntax.scope, flavor })
    }
}

fn place_of(syntax: &ClassSyntax, place: Place) -> Span {
    match place {
        Place::Class => Some(syntax.name),
        Place::Superclass => syntax.superclass,
        Place::Property(index) => syntax.properties.get(index).map(|property| property.name),
        Place::Method(index) => syntax.methods.get(index).map(|method| method.name),
        Place::Parameter(method, index) => syntax
            .methods
            .get(method)
            .and_then(|method| method.parameters.get(index))
            .map(|parameter| parameter.name),
    }
    .unwrap_or(syntax.name)
}

/// The type that a value has by itself; none where it says nothing of its type.
fn natural_type(value: &ValueSyntax) -> Option<Type> {
    Some(match &value.kind {
        ValueKind::Null => return None,
        ValueKind::Boolean(_) => Type::Boolean,
        ValueKind::Integer { negative, magnitude } => match (*negative, *magnitude) {
            (false, 0..=0x7fff_ffff) | (true, 0..=0x8000_0000) => Type::Sint32,
            (false, 0..=0x7fff_ffff_ffff_ffff) | (true, _) => Type::Sint64,
            _ => Type::Uint64,
        },
        ValueKind::Real(_) => Type::Real64,
        ValueKind::Char(_) => Type::Char16,
        ValueKind::String(_) => Type::String,
        ValueKind::Alias => Type::Reference,
        ValueKind::Instance(_) => Type::Instance,
        ValueKind::Array(elements) => {
            let mut kinds = elements.iter().filter_map(natural_type);
            let first = kinds.next()?;
            // Numbers of several sizes are numbers of the largest.
            kinds.fold(first, |kind, next| if kind == Type::Sint32 { next } else { kind }).array()
        }
    })
}

/// Whether a value of one type by itself can be meant for another type.
fn could_be(natural: Type, kind: Type) -> bool {
    let is_number = |kind: Type| (Type::Uint8.number()..=Type::Real64.number()).contains(&kind.number());
    let (from, to) = (natural.scalar(), kind.scalar());
    let scalar =
        from == to || is_number(from) && is_number(to) || from == Type::String && to == Type::Datetime;
    scalar && (natural.is_array() == kind.is_array() || kind.is_array())
}

fn scope_names(scope: Scope) -> String {
    if scope == Scope::ANY {
        return "any".into();
    }
    let names: Vec<String> = scope.iter_names().map(|(name, _)| name.to_ascii_lowercase()).collect();
    names.join(" or ")
}
