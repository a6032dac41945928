//! Which provider answers: by protocol and destination for a session, by namespace and class for an operation in it.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::sync::RwLock;
use crate::cim::{Error, Status, Text, Unit, name};
use crate::configuration::{BUILT_IN_PROTOCOLS, Configuration};
use crate::provider::{Call, Provider, Reply};

/// The namespace of operations that name none.
pub const DEFAULT_NAMESPACE: &str = "root/cimv2";

/// What carries a session's operations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Route {
    /// The providers of this process.
    Local,
    /// The protocol handler that the configuration knows by this name.
    Handler(String),
    /// Something that this version of the library does not have; the operations say what.
    Unavailable(String),
}

/// The route of a session with this protocol and destination.
pub(crate) fn route(
    configuration: &Configuration,
    protocol: Option<&str>,
    destination: Option<&str>,
) -> Result<Route, Error> {
    let is_local = destination.is_none_or(is_this_machine);
    let named = protocol.filter(|protocol| !protocol.is_empty());
    let protocol = named.unwrap_or(if is_local {
        &configuration.default_local_protocol
    } else {
        &configuration.default_remote_protocol
    });
    let is = |known: &str| protocol.eq_ignore_ascii_case(known);
    let host = destination.filter(|destination| !destination.is_empty()).unwrap_or("localhost");
    if is("WMIDCOM") {
        return if is_local {
            Ok(Route::Local)
        } else {
            let message = format!(
                "WMIDCOM reaches other computers over DCOM, which exists on Windows alone. For {host} use the protocol WINRM."
            );
            Err(Error::new(Status::NotSupported, message))
        };
    }
    if is("OMI_SOCKETS") {
        return if is_local || host.starts_with('/') {
            Ok(Route::Local)
        } else {
            Err(Error::new(
                Status::InvalidParameter,
                format!(
                    "OMI_SOCKETS reaches this computer alone; '{host}' is neither its name nor the path of a socket. For \
                     other computers use the protocol WINRM."
                ),
            ))
        };
    }
    if ["WINRM", "MI_REMOTE_WSMAN", "WSMAN"].into_iter().any(is) {
        return Ok(Route::Unavailable(format!("WS-Man, by which {host} would be reached")));
    }
    match configuration.protocol_handler(protocol) {
        Some(_) => Ok(Route::Handler(protocol.to_owned())),
        None => {
            let configured = configuration.protocol_handlers.keys().map(String::as_str);
            let known: Vec<&str> = BUILT_IN_PROTOCOLS.into_iter().chain(configured).collect();
            let message = format!(
                "There is no protocol '{protocol}'. The protocols are {}; the configuration file can add protocol handlers.",
                known.join(", ")
            );
            Err(Error::new(Status::NotFound, message))
        }
    }
}

fn is_this_machine(destination: &str) -> bool {
    destination.is_empty() || destination == "." || destination.eq_ignore_ascii_case("localhost")
}

/// Says of every operation that it is not supported, and why.
pub(crate) struct Unavailable {
    what: String,
}

impl Unavailable {
    pub(crate) fn new(what: String) -> Unavailable {
        Unavailable { what }
    }

    /// What is to be known of a session that can do nothing.
    pub(crate) fn warning(&self) -> String {
        format!(
            "No operation can be carried out in this session: {}, is not supported by this version of the library.",
            self.what
        )
    }
}

impl Provider for Unavailable {
    fn name(&self) -> &str {
        "unavailable"
    }

    fn execute(&self, call: &Call, reply: Reply) {
        let what = &self.what;
        let operation = call.request.name();
        let message = format!(
            "{operation} can't be carried out: {what}, is not supported by this version of the library."
        );
        reply.finish(Err(Error::new(Status::NotSupported, message)));
    }

    fn is_bounded(&self, _: &Call) -> bool {
        true
    }
}

/// The classes that providers registered for.
#[derive(Default)]
pub(crate) struct Registrations {
    by_hash: RwLock<FxHashMap<u64, Vec<Registration>>>,
}

#[derive(Clone)]
struct Registration {
    namespace: Text,
    class_name: Text,
    provider: Arc<dyn Provider>,
}

impl Registration {
    fn is_for(&self, namespace: &[Unit], class_name: &[Unit]) -> bool {
        name::units_eq_names(self.class_name.units(), class_name)
            && name::units_eq_names(self.namespace.units(), namespace)
    }
}

impl Registrations {
    /// Has a provider answer for a class of a namespace, and not who answered before.
    pub(crate) fn register(&self, namespace: Text, class_name: Text, provider: Arc<dyn Provider>) {
        let mut by_hash = self.by_hash.write();
        let registrations = by_hash.entry(name::hash(&[namespace.units(), class_name.units()])).or_default();
        registrations.retain(|known| !known.is_for(namespace.units(), class_name.units()));
        registrations.push(Registration { namespace, class_name, provider });
    }

    /// Takes a registration back.
    pub(crate) fn unregister(&self, namespace: &Text, class_name: &Text) {
        let mut by_hash = self.by_hash.write();
        if let Some(registrations) = by_hash.get_mut(&name::hash(&[namespace.units(), class_name.units()])) {
            registrations.retain(|known| !known.is_for(namespace.units(), class_name.units()));
        }
    }

    /// Those who have registered so far.
    pub(crate) fn so_far(&self) -> Registrations {
        Registrations { by_hash: RwLock::new(self.by_hash.read().clone()) }
    }

    /// Whether nobody registered.
    pub(crate) fn is_empty(&self) -> bool {
        self.by_hash.read().is_empty()
    }

    /// The provider that registered for the class.
    pub(crate) fn find(&self, namespace: &Text, class_name: &Text) -> Option<Arc<dyn Provider>> {
        let by_hash = self.by_hash.read();
        if by_hash.is_empty() {
            return None;
        }
        let registrations = by_hash.get(&name::hash(&[namespace.units(), class_name.units()]))?;
        registrations
            .iter()
            .find(|known| known.is_for(namespace.units(), class_name.units()))
            .map(|known| Arc::clone(&known.provider))
    }
}

/// The namespace of an operation. What says none means [`DEFAULT_NAMESPACE`].
pub(crate) fn namespace(units: &[Unit]) -> Result<Text, Error> {
    if units.is_empty() {
        return Ok(Text::from(DEFAULT_NAMESPACE));
    }
    name::namespace(units).map_err(|error| error.with_status(Status::InvalidNamespace))
}

/// Checks a class name that a client gave; empty means that it gave none.
pub(crate) fn check_class_name(operation: &str, class_name: &Text) -> Result<(), Error> {
    if class_name.is_empty() {
        let message = format!("{operation} needs the name of a class, and none was given.");
        return Err(Error::new(Status::InvalidParameter, message));
    }
    if !name::units_are_legal_name(class_name.units()) {
        let message = format!(
            "{operation} needs the name of a class: '{class_name}' is none. A name is a letter or underscore, then letters, \
             digits and underscores."
        );
        return Err(Error::new(Status::InvalidParameter, message));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::configuration::ProtocolHandler;

    fn configuration() -> Configuration {
        super::super::tests::configuration()
    }

    fn routed(protocol: Option<&str>, destination: Option<&str>) -> Result<Route, Status> {
        route(&configuration(), protocol, destination).map_err(|error| error.status)
    }

    #[test]
    fn names_of_this_machine_lead_to_the_providers_of_this_process() {
        for protocol in [None, Some(""), Some("WMIDCOM"), Some("wmidcom"), Some("OMI_SOCKETS")] {
            for destination in [None, Some(""), Some("."), Some("localhost"), Some("LOCALHOST")] {
                assert_eq!(routed(protocol, destination), Ok(Route::Local), "{protocol:?} {destination:?}");
            }
        }
        assert_eq!(routed(Some("omi_sockets"), Some("/var/opt/omi/run/omiserver.sock")), Ok(Route::Local));
    }

    #[test]
    fn another_machine_is_for_a_remote_protocol() {
        let attempts =
            [(None, Some("server")), (Some("WINRM"), None), (Some("mi_remote_wsman"), Some("server"))];
        for (protocol, destination) in attempts {
            let route = routed(protocol, destination);
            assert!(matches!(&route, Ok(Route::Unavailable(what)) if what.contains("WS-Man")), "{route:?}");
        }
        assert_eq!(routed(Some("WMIDCOM"), Some("server")), Err(Status::NotSupported));
    }

    #[test]
    fn a_protocol_of_the_configuration_is_for_its_handler() {
        let mut configuration = configuration();
        let handler =
            ProtocolHandler { library: "libvendor.so".into(), entry: "Open".to_owned(), protocol: None };
        configuration.protocol_handlers.insert("vendor".to_owned(), handler);
        let routed = |configuration: &Configuration, protocol, destination| {
            route(configuration, protocol, destination).map_err(|error| error.status)
        };
        let vendor = |name: &str| Ok(Route::Handler(name.to_owned()));
        assert_eq!(routed(&configuration, Some("VENDOR"), None), vendor("VENDOR"));
        assert_eq!(routed(&configuration, None, None), Ok(Route::Local));
        configuration.default_local_protocol = "vendor".to_owned();
        configuration.default_remote_protocol = "vendor".to_owned();
        assert_eq!(routed(&configuration, None, None), vendor("vendor"));
        assert_eq!(routed(&configuration, None, Some("server")), vendor("vendor"));
        assert_eq!(routed(&configuration, Some("WMIDCOM"), None), Ok(Route::Local));
    }

    #[test]
    fn a_protocol_that_nobody_knows_is_not_found() {
        assert_eq!(routed(Some("CARRIER_PIGEON"), None), Err(Status::NotFound));
    }

    #[test]
    fn an_operation_without_a_namespace_is_in_the_default_one() {
        let spelt = |text: &str| namespace(Text::from(text).units()).map(|text| text.to_string());
        assert_eq!(spelt("").unwrap(), "root/cimv2");
        assert_eq!(spelt("\\root\\test/").unwrap(), "root/test");
        assert_eq!(spelt("root//cimv2").unwrap_err().status, Status::InvalidNamespace);
    }
}
