//! The qualifiers that every implementation knows: those of DSP0004, the optional ones of the DMTF schema, and those
//! that the schemas of Windows use. A schema that declares one of them itself is followed instead.

use std::sync::Arc;

use super::name;
use super::qualifier::{Flavor, QualifierType, Scope};
use super::text::{Text, ToUnits};
use super::value::{Type, Value};

/// The default of a standard qualifier.
#[derive(Clone, Copy)]
enum Initial {
    Null,
    False,
    True,
    Zero,
    Text(&'static str),
}

use Initial::{False, Null, True, Zero};

type Row = (&'static str, Type, Initial, Scope, Flavor);

const ANY: Scope = Scope::ANY;
const ASSOCIATION: Scope = Scope::ASSOCIATION;
const CLASS: Scope = Scope::CLASS;
const CLASSES: Scope = CLASS.union(ASSOCIATION).union(Scope::INDICATION);
const METHOD: Scope = Scope::METHOD;
const PARAMETER: Scope = Scope::PARAMETER;
const PROPERTY: Scope = Scope::PROPERTY;
const REFERENCE: Scope = Scope::REFERENCE;
/// Whatever has a value: what a property holds, a parameter carries, a method returns.
const VALUES: Scope = PROPERTY.union(METHOD).union(PARAMETER);

const DEFAULT: Flavor = Flavor::DEFAULT;
const FIXED: Flavor = Flavor::DISABLE_OVERRIDE.union(Flavor::TO_SUBCLASS);
const OWN: Flavor = Flavor::ENABLE_OVERRIDE.union(Flavor::RESTRICTED);
const TRANSLATED: Flavor = DEFAULT.union(Flavor::TRANSLATABLE);

const ROWS: &[Row] = &[
    // DSP0004
    ("Abstract", Type::Boolean, False, CLASSES, OWN),
    ("Aggregate", Type::Boolean, False, REFERENCE, FIXED),
    ("Aggregation", Type::Boolean, False, ASSOCIATION, FIXED),
    ("ArrayType", Type::String, Initial::Text("Bag"), PROPERTY.union(PARAMETER), FIXED),
    ("Association", Type::Boolean, False, ASSOCIATION, FIXED),
    ("BitMap", Type::StringArray, Null, VALUES, DEFAULT),
    ("BitValues", Type::StringArray, Null, VALUES, TRANSLATED),
    ("ClassConstraint", Type::StringArray, Null, CLASSES, DEFAULT),
    ("Composition", Type::Boolean, False, ASSOCIATION, FIXED),
    ("Correlatable", Type::StringArray, Null, PROPERTY, DEFAULT),
    ("Counter", Type::Boolean, False, VALUES, DEFAULT),
    ("Deprecated", Type::StringArray, Null, ANY, OWN),
    ("Description", Type::String, Null, ANY, TRANSLATED),
    ("DisplayName", Type::String, Null, ANY, TRANSLATED),
    ("DN", Type::Boolean, False, VALUES, FIXED),
    ("EmbeddedInstance", Type::String, Null, VALUES, DEFAULT),
    ("EmbeddedObject", Type::Boolean, False, VALUES, FIXED),
    ("Exception", Type::Boolean, False, CLASS.union(Scope::INDICATION), FIXED),
    ("Experimental", Type::Boolean, False, ANY, OWN),
    ("Gauge", Type::Boolean, False, VALUES, DEFAULT),
    ("In", Type::Boolean, True, PARAMETER, FIXED),
    ("Indication", Type::Boolean, False, CLASS.union(Scope::INDICATION), FIXED),
    ("IsPUnit", Type::Boolean, False, VALUES, DEFAULT),
    ("Key", Type::Boolean, False, PROPERTY.union(REFERENCE), FIXED),
    ("MappingStrings", Type::StringArray, Null, ANY, DEFAULT),
    ("Max", Type::Uint32, Null, REFERENCE, DEFAULT),
    ("MaxLen", Type::Uint32, Null, VALUES, DEFAULT),
    ("MaxValue", Type::Sint64, Null, VALUES, DEFAULT),
    ("MethodConstraint", Type::StringArray, Null, METHOD, DEFAULT),
    ("Min", Type::Uint32, Zero, REFERENCE, DEFAULT),
    ("MinLen", Type::Uint32, Zero, VALUES, DEFAULT),
    ("MinValue", Type::Sint64, Null, VALUES, DEFAULT),
    ("ModelCorrespondence", Type::StringArray, Null, ANY, DEFAULT),
    ("NonLocal", Type::String, Null, REFERENCE, DEFAULT),
    ("NonLocalType", Type::String, Null, REFERENCE, DEFAULT),
    ("NullValue", Type::String, Null, PROPERTY, FIXED),
    ("OctetString", Type::Boolean, False, VALUES, FIXED),
    ("Out", Type::Boolean, False, PARAMETER, FIXED),
    ("Override", Type::String, Null, PROPERTY.union(REFERENCE).union(METHOD), OWN),
    ("Propagated", Type::String, Null, PROPERTY, FIXED),
    ("PropertyConstraint", Type::StringArray, Null, PROPERTY.union(REFERENCE), DEFAULT),
    ("PUnit", Type::String, Null, VALUES, DEFAULT),
    ("Read", Type::Boolean, True, PROPERTY, DEFAULT),
    ("Reference", Type::String, Null, PROPERTY, DEFAULT),
    ("Required", Type::Boolean, False, VALUES.union(REFERENCE), FIXED),
    ("Revision", Type::String, Null, CLASSES, TRANSLATED),
    ("Schema", Type::String, Null, PROPERTY.union(METHOD), FIXED.union(Flavor::TRANSLATABLE)),
    ("Source", Type::String, Null, CLASSES, DEFAULT),
    ("SourceType", Type::String, Null, CLASSES.union(REFERENCE), DEFAULT),
    ("Static", Type::Boolean, False, PROPERTY.union(METHOD), FIXED),
    ("Structure", Type::Boolean, False, CLASS.union(Scope::INDICATION), FIXED),
    ("Terminal", Type::Boolean, False, CLASSES, DEFAULT),
    ("UMLPackagePath", Type::String, Null, CLASSES, DEFAULT),
    ("Units", Type::String, Null, VALUES, TRANSLATED),
    ("ValueMap", Type::StringArray, Null, VALUES, DEFAULT),
    ("Values", Type::StringArray, Null, VALUES, TRANSLATED),
    ("Version", Type::String, Null, CLASSES, OWN.union(Flavor::TRANSLATABLE)),
    ("Weak", Type::Boolean, False, REFERENCE, FIXED),
    ("Write", Type::Boolean, False, PROPERTY, DEFAULT),
    ("XMLNamespaceName", Type::String, Null, VALUES, DEFAULT),
    // Optional ones of the DMTF schema
    ("Alias", Type::String, Null, PROPERTY.union(REFERENCE).union(METHOD), TRANSLATED),
    ("Delete", Type::Boolean, False, ASSOCIATION.union(REFERENCE), DEFAULT),
    ("DisplayDescription", Type::String, Null, ANY, TRANSLATED),
    ("Expensive", Type::Boolean, False, ANY, DEFAULT),
    ("IfDeleted", Type::Boolean, False, ASSOCIATION.union(REFERENCE), DEFAULT),
    ("Invisible", Type::Boolean, False, ANY, DEFAULT),
    ("Large", Type::Boolean, False, CLASS.union(PROPERTY), DEFAULT),
    ("PropertyUsage", Type::String, Initial::Text("CurrentContext"), PROPERTY, DEFAULT),
    ("Provider", Type::String, Null, ANY, DEFAULT),
    ("Syntax", Type::String, Null, VALUES.union(REFERENCE), DEFAULT),
    ("SyntaxType", Type::String, Null, VALUES.union(REFERENCE), DEFAULT),
    ("TriggerType", Type::String, Null, ANY, DEFAULT),
    ("UnknownValues", Type::StringArray, Null, PROPERTY, FIXED),
    ("UnsupportedValues", Type::StringArray, Null, PROPERTY, FIXED),
    // Of the schemas of Windows; where they may stand is nowhere declared
    ("Amendment", Type::Boolean, True, ANY, FIXED),
    ("Bypass_GetObject", Type::Boolean, False, ANY, OWN),
    ("CIM_Key", Type::Boolean, False, ANY, DEFAULT),
    ("CIMType", Type::String, Null, ANY, DEFAULT),
    ("ClassContext", Type::String, Null, ANY, DEFAULT),
    ("ClassVersion", Type::String, Null, ANY, OWN),
    ("Display", Type::Boolean, Null, ANY, DEFAULT),
    ("Dynamic", Type::Boolean, True, ANY, DEFAULT),
    ("DynProps", Type::Boolean, True, ANY, DEFAULT),
    ("ID", Type::Uint32, Null, ANY, DEFAULT),
    ("Implemented", Type::Boolean, Null, ANY, DEFAULT),
    ("Indexed", Type::Boolean, False, PROPERTY, DEFAULT),
    ("Locale", Type::String, Null, ANY, DEFAULT),
    ("Optional", Type::Boolean, Null, ANY, DEFAULT),
    ("Privileges", Type::StringArray, Null, ANY, DEFAULT),
    ("PropertyContext", Type::String, Null, ANY, DEFAULT),
    ("Singleton", Type::Boolean, True, ANY, DEFAULT),
    ("Stream", Type::Boolean, False, ANY, FIXED),
    ("SubType", Type::String, Null, ANY, DEFAULT),
    ("UUID", Type::String, Null, ANY, DEFAULT),
    ("WritePrivileges", Type::StringArray, Null, ANY, DEFAULT),
];

fn make(&(name, kind, default, scope, flavor): &Row) -> Arc<QualifierType> {
    let default = match default {
        Null => None,
        False => Some(Value::Boolean(false)),
        True => Some(Value::Boolean(true)),
        Zero => Some(Value::Uint32(0)),
        Initial::Text(text) => Some(Value::string(text)),
    };
    Arc::new(QualifierType { name: Text::from(name), kind, array_size: None, default, scope, flavor })
}

/// The type of a standard qualifier by its name, without case. It is made when it is asked for: a table of them would stay behind
/// each time the library is unloaded.
pub fn standard_qualifier_type<N: ToUnits + ?Sized>(wanted: &N) -> Option<Arc<QualifierType>> {
    let wanted = wanted.to_units();
    ROWS.iter().find(|row| row.0.len() == wanted.len() && name::eq_names(row.0, &*wanted)).map(make)
}

/// The names of all standard qualifiers.
pub fn standard_qualifier_names() -> impl Iterator<Item = &'static str> {
    ROWS.iter().map(|row| row.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn standard_qualifiers_are_found_without_case() {
        let key = standard_qualifier_type("KEY").unwrap();
        assert_eq!((key.kind, key.flavor), (Type::Boolean, FIXED));
        assert!(standard_qualifier_type("Keys").is_none());
    }

    #[test]
    fn each_standard_qualifier_is_listed_once_with_a_default_of_its_type() {
        for (index, row) in ROWS.iter().enumerate() {
            assert!(!ROWS[..index].iter().any(|other| name::eq_names(other.0, row.0)), "{}", row.0);
            let made = make(row);
            assert!(made.default.as_ref().is_none_or(|value| value.value_type() == made.kind), "{}", row.0);
        }
    }
}
