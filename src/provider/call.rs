//! What a provider is asked.

use std::sync::Arc;
use std::time::Instant;

use crate::cim::{Instance, OptionSet, OptionValue, Text, Value};

bitflags::bitflags! {
    /// Flags of an operation. The bits are those of `MI_OPERATIONFLAGS_*`.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
    pub struct OperationFlags: u32 {
        /// The client acknowledges each result itself.
        const MANUAL_ACKNOWLEDGEMENT = 0x0001;
        /// Elements have the right type or are strings.
        const BASIC_RTTI = 0x0002;
        /// The class of each result is complete at every level.
        const FULL_RTTI = 0x0004;
        /// Qualifiers come in the client's language.
        const LOCALIZED_QUALIFIERS = 0x0008;
        /// Properties that cost much to read come too.
        const EXPENSIVE_PROPERTIES = 0x0040;
        /// Instances of subclasses don't come.
        const SHALLOW = 0x0080;
        /// Instances of subclasses come with the properties of the class that was asked for (with `SHALLOW`'s bit:
        /// the ABI's `DEEP_BASE_PROPS_ONLY` is both bits).
        const BASE_PROPERTIES_ONLY = 0x0100;
        /// An empty first result says that the operation started.
        const REPORT_OPERATION_STARTED = 0x0200;
        /// Elements may all be strings.
        const NO_RTTI = 0x0400;
        /// Elements have the right type; the class may lack levels.
        const STANDARD_RTTI = 0x0800;
        // Bits without a name are passed through.
        const _ = !0;
    }
}

impl OperationFlags {
    /// Whether instances of subclasses are wanted, and if so, whether with their own properties.
    pub fn polymorphism(self) -> Polymorphism {
        match (self.contains(OperationFlags::SHALLOW), self.contains(OperationFlags::BASE_PROPERTIES_ONLY)) {
            (true, true) => Polymorphism::DeepBaseProperties,
            (true, false) => Polymorphism::Shallow,
            (false, _) => Polymorphism::Deep,
        }
    }
}

/// Which instances an enumeration brings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Polymorphism {
    /// Those of the class and its subclasses, whole.
    Deep,
    /// Those of the class alone.
    Shallow,
    /// Those of the class and its subclasses, with the properties of the class.
    DeepBaseProperties,
}

/// An operation as a provider sees it.
#[derive(Clone, Debug)]
pub struct Call {
    /// The namespace, with slashes, never empty.
    pub namespace: Text,
    /// What is asked.
    pub request: Request,
    /// The operation's flags.
    pub flags: OperationFlags,
    /// The client's options; `None` where it set none.
    pub options: Option<Arc<OptionSet>>,
    /// When the client stops waiting.
    pub deadline: Option<Instant>,
    /// The query that the results are for, where there is one. Who asks leaves out of the results what the query does not want: a
    /// provider that passes over it is right too.
    pub filter: Option<Arc<QueryFilter>>,
}

/// A query for instances of a class, as who enumerates them may heed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryFilter {
    /// The language: `WQL` or `CQL`.
    pub dialect: Text,
    /// The query as the client wrote it.
    pub query: Text,
    /// The properties that the query speaks of: those that it lists, and those in its condition.
    pub properties: Vec<Text>,
    /// Whether it wants all properties of what fulfils its condition.
    pub wants_all: bool,
}

/// What is asked. Instances are shared with the client's side and never change.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "the names are those of the MI functions and their parameters")]
pub enum Request {
    GetInstance {
        instance: Arc<Instance>,
    },
    CreateInstance {
        instance: Arc<Instance>,
    },
    ModifyInstance {
        instance: Arc<Instance>,
    },
    DeleteInstance {
        instance: Arc<Instance>,
    },
    EnumerateInstances {
        class_name: Text,
        keys_only: bool,
    },
    QueryInstances {
        dialect: Text,
        query: Text,
    },
    AssociatorInstances {
        instance: Arc<Instance>,
        association_class: Option<Text>,
        result_class: Option<Text>,
        role: Option<Text>,
        result_role: Option<Text>,
        keys_only: bool,
    },
    ReferenceInstances {
        instance: Arc<Instance>,
        result_class: Option<Text>,
        role: Option<Text>,
        keys_only: bool,
    },
    Invoke {
        class_name: Text,
        method_name: Text,
        instance: Option<Arc<Instance>>,
        parameters: Option<Arc<Instance>>,
    },
    GetClass {
        class_name: Text,
    },
    EnumerateClasses {
        class_name: Option<Text>,
        names_only: bool,
    },
    Subscribe {
        dialect: Text,
        query: Text,
        delivery: Arc<SubscriptionDelivery>,
    },
    TestConnection,
}

/// How the indications of a subscription come to its client.
#[derive(Clone, Debug, Default)]
pub struct SubscriptionDelivery {
    /// Who sets the pace.
    pub delivery: Delivery,
    /// What else the client said: latency, heartbeat, expiration, bookmark, by their names in lower case.
    pub options: OptionSet,
}

/// Who sets the pace of a subscription. The numbers are those of `MI_SubscriptionDeliveryType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Delivery {
    /// The client fetches what there is.
    #[default]
    Pull = 1,
    /// The source sends what happens.
    Push = 2,
}

impl SubscriptionDelivery {
    /// With a bookmark to go on from: one that came with an indication, `MI_SUBSCRIBE_BOOKMARK_OLDEST` or
    /// `MI_SUBSCRIBE_BOOKMARK_NEWEST`. Each indication then brings its own.
    #[must_use]
    pub fn with_bookmark(mut self, bookmark: impl Into<Text>) -> SubscriptionDelivery {
        let option = OptionValue { value: Value::String(bookmark.into()), must_comply: false };
        self.options.insert(BOOKMARK.to_owned(), option);
        self
    }

    /// The bookmark after which the client wants to go on; it then wants bookmarks with what comes.
    pub fn bookmark(&self) -> Option<&Text> {
        match &self.options.get(BOOKMARK)?.value {
            Value::String(bookmark) => Some(bookmark),
            _ => None,
        }
    }
}

/// The option with the bookmark, as it is kept.
const BOOKMARK: &str = "__mi_subscriptiondeliveryoptions_set_bookmark";

impl Request {
    /// The operation's name as in `MI_Session_*`, for errors and logs.
    pub fn name(&self) -> &'static str {
        match self {
            Request::GetInstance { .. } => "GetInstance",
            Request::CreateInstance { .. } => "CreateInstance",
            Request::ModifyInstance { .. } => "ModifyInstance",
            Request::DeleteInstance { .. } => "DeleteInstance",
            Request::EnumerateInstances { .. } => "EnumerateInstances",
            Request::QueryInstances { .. } => "QueryInstances",
            Request::AssociatorInstances { .. } => "AssociatorInstances",
            Request::ReferenceInstances { .. } => "ReferenceInstances",
            Request::Invoke { .. } => "Invoke",
            Request::GetClass { .. } => "GetClass",
            Request::EnumerateClasses { .. } => "EnumerateClasses",
            Request::Subscribe { .. } => "Subscribe",
            Request::TestConnection => "TestConnection",
        }
    }

    /// The class that the request is about, where it names one.
    pub fn class_name(&self) -> Option<&Text> {
        match self {
            Request::GetInstance { instance }
            | Request::CreateInstance { instance }
            | Request::ModifyInstance { instance }
            | Request::DeleteInstance { instance }
            | Request::AssociatorInstances { instance, .. }
            | Request::ReferenceInstances { instance, .. } => Some(instance.class_name()),
            Request::EnumerateInstances { class_name, .. }
            | Request::Invoke { class_name, .. }
            | Request::GetClass { class_name } => Some(class_name),
            Request::EnumerateClasses { class_name, .. } => class_name.as_ref(),
            Request::QueryInstances { .. } | Request::Subscribe { .. } | Request::TestConnection => None,
        }
    }
}
