//! Finds the objects of a document before any of them is read: classes may come behind what needs them.

use std::borrow::Cow;

use super::failure::{Failure, Made};
use super::path::namespace_path;
use super::session::Space;
use super::tokens::{child, legal_name, optional, short};
use crate::cim::Status;
use crate::xml::{Reader, Token};

/// An object of a document.
#[derive(Clone, Debug)]
pub(super) struct Located<'t> {
    pub(super) kind: Kind,
    /// Where its element begins.
    pub(super) at: usize,
    /// Its name, or that of its class.
    pub(super) name: Cow<'t, str>,
    /// The name of the superclass of a class.
    pub(super) superclass: Option<Cow<'t, str>>,
    /// What the document says of where it is.
    pub(super) space: Space,
    /// Where the `INSTANCENAME` is that names it.
    pub(super) path: Option<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    QualifierType,
    Class,
    Instance,
}

impl Kind {
    pub(super) fn of(element: &str) -> Option<Kind> {
        Some(match element {
            "QUALIFIER.DECLARATION" => Kind::QualifierType,
            "CLASS" => Kind::Class,
            "INSTANCE" => Kind::Instance,
            _ => return None,
        })
    }

    pub(super) fn element(self) -> &'static str {
        match self {
            Kind::QualifierType => "QUALIFIER.DECLARATION",
            Kind::Class => "CLASS",
            Kind::Instance => "INSTANCE",
        }
    }
}

/// The objects of a document.
#[derive(Debug, Default)]
pub(super) struct Objects<'t> {
    pub(super) objects: Vec<Located<'t>>,
    /// The first error that a message tells instead of objects.
    error: Option<Failure>,
    /// The first element, and where it is.
    first: Option<(&'t str, usize)>,
}

impl<'t> Objects<'t> {
    /// All that is in the element that begins next, itself among it; whether there was one.
    pub(super) fn find_in_next(&mut self, reader: &mut Reader<'t>) -> Made<bool> {
        match reader.next_token()? {
            Token::Start(name) => {
                self.first.get_or_insert((name, reader.token_at()));
                self.find(reader, name, &mut Context::default())?;
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    /// The error that a file is none of CIM-XML, all whose elements are in capital letters: somebody may have named another file.
    pub(super) fn foreign(&self) -> Option<Failure> {
        let (name, at) = self.first?;
        if !self.objects.is_empty()
            || self.error.is_some()
            || !name.bytes().any(|byte| byte.is_ascii_lowercase())
        {
            return None;
        }
        let name = short(name);
        Some(Failure::wrong(
            at,
            format!("expected CIM-XML, found '<{name}>' without a class or an instance in it"),
        ))
    }

    /// The declarations of classes and qualifiers, and the rest.
    pub(super) fn split_declarations(mut self) -> (Vec<Located<'t>>, Objects<'t>) {
        let objects = std::mem::take(&mut self.objects);
        let (instances, declarations) = objects.into_iter().partition(|object| object.kind == Kind::Instance);
        self.objects = instances;
        (declarations, self)
    }

    /// The instances. A message that tells an error instead of any is an error.
    pub(super) fn into_instances(self) -> Made<Vec<Located<'t>>> {
        match self.error {
            Some(error) if self.objects.is_empty() => Err(error),
            _ => Ok(self.objects),
        }
    }

    pub(super) fn into_all(self) -> Vec<Located<'t>> {
        self.objects
    }

    /// The one object of a kind.
    pub(super) fn only(&mut self, kind: Kind) -> Made<Located<'t>> {
        let mut found = self.objects.iter().filter(|object| object.kind == kind);
        match (found.next(), found.next()) {
            (Some(only), None) => Ok(only.clone()),
            (Some(_), Some(second)) => {
                let message = format!("expected one {}, found {}", kind.element(), found.count() + 2);
                Err(Failure::new(Status::Failed, second.at, message))
            }
            (None, _) => Err(self.error.take().unwrap_or_else(|| {
                Failure::wrong(0, format!("expected an element {}, found none", kind.element()))
            })),
        }
    }

    /// What is in the element that began last.
    fn find(&mut self, reader: &mut Reader<'t>, element: &str, context: &mut Context) -> Made<()> {
        if let Some(kind) = Kind::of(element) {
            let attribute = if kind == Kind::Instance { "CLASSNAME" } else { "NAME" };
            self.objects.push(Located {
                kind,
                at: reader.token_at(),
                name: legal_name(reader, element, attribute)?,
                superclass: if kind == Kind::Class { optional(reader, "SUPERCLASS")? } else { None },
                space: context.space.clone(),
                path: context.path.take(),
            });
            return Ok(reader.skip()?);
        }
        match element {
            "NAMESPACEPATH" => return namespace_path(reader, false, &mut context.space),
            "LOCALNAMESPACEPATH" => return namespace_path(reader, true, &mut context.space),
            "INSTANCENAME" => {
                context.path = Some(reader.token_at());
                return Ok(reader.skip()?);
            }
            // Values have no objects but those in their texts, which belong to who has the value.
            "VALUE" | "VALUE.ARRAY" | "VALUE.REFERENCE" | "VALUE.REFARRAY" => return Ok(reader.skip()?),
            // Their parts belong to the object that follows.
            "INSTANCEPATH" | "LOCALINSTANCEPATH" | "CLASSPATH" | "LOCALCLASSPATH" => {
                while let Some(element) = child(reader)? {
                    match element {
                        "INSTANCENAME" | "NAMESPACEPATH" | "LOCALNAMESPACEPATH" => {
                            self.find(reader, element, context)?;
                        }
                        _ => reader.skip()?,
                    }
                }
                return Ok(());
            }
            "ERROR" if self.error.is_none() => {
                let code = optional(reader, "CODE")?.unwrap_or_default();
                let description = optional(reader, "DESCRIPTION")?.unwrap_or_default();
                let message = format!(
                    "the message tells an error instead of an object: {} ({})",
                    short(&description),
                    short(&code)
                );
                self.error = Some(Failure::new(Status::Failed, reader.token_at(), message));
                return Ok(reader.skip()?);
            }
            _ => {}
        }
        let mut context = Context { space: context.space.clone(), path: None };
        while let Some(element) = child(reader)? {
            self.find(reader, element, &mut context)?;
        }
        Ok(())
    }
}

/// What was said of the objects that follow in an element.
#[derive(Default)]
struct Context {
    space: Space,
    path: Option<usize>,
}
