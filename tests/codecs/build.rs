//! Makes a schema and instances of what the generators say. What would not be valid is made valid, never refused, so that
//! counterexamples shrink freely.

use std::sync::Arc;

use mi::cim::class::ClassFlags;
use mi::cim::datetime::Timestamp;
use mi::cim::qualifier::find_qualifier;
use mi::cim::schema::{Catalog, resolve};
use mi::cim::standard_qualifier::standard_qualifier_type;
use mi::cim::{
    Array, Class, ClassDeclaration, Datetime, ElementFlags, Error, Flavor, Instance, Method, Parameter,
    Property, Qualifier, QualifierType, Text, Type, Value, name,
};

use crate::spec::{
    ClassSpec, Embedding, InstanceSpec, Item, Kind, Language, MethodSpec, NAMESPACE, ParameterSpec, Place,
    PropertySpec, QualifierSpec, QualifierTypeSpec, SchemaSpec, ValueSpec,
};

const HOST: &str = "server.example";

/// Names of elements; some are words of the languages.
const NAMES: [&str; 12] =
    ["Name", "Size", "_", "x9", "instance", "Class", "REF", "Of", "TRUE", "uint8", "Qualifier", "PROPERTY"];
const PROPERTY_MARKS: [&str; 6] = ["Required", "Read", "Write", "Static", "Expensive", "Stream"];
const METHOD_MARKS: [&str; 4] = ["Static", "Expensive", "Required", "Stream"];
const PARAMETER_MARKS: [&str; 4] = ["In", "Out", "Required", "Stream"];

/// A schema, which answers for its classes in every namespace.
pub struct Schema {
    pub qualifier_types: Vec<Arc<QualifierType>>,
    pub classes: Vec<Arc<Class>>,
    pub language: Language,
}

impl Schema {
    pub fn build(spec: &SchemaSpec, language: Language) -> Schema {
        let qualifier_types = spec.qualifiers.iter().enumerate();
        let mut schema = Schema { qualifier_types: Vec::new(), classes: Vec::new(), language };
        for (index, spec) in qualifier_types {
            schema.qualifier_types.push(Arc::new(schema.qualifier_type(index, spec)));
        }
        for (index, class) in spec.classes.iter().enumerate() {
            let class = schema.class(index, spec.classes.len(), class);
            schema.classes.push(class);
        }
        schema
    }

    /// The declared type of a qualifier, without case.
    pub fn find_qualifier_type(&self, wanted: &Text) -> Option<Arc<QualifierType>> {
        self.qualifier_types.iter().find(|declared| name::eq_names(&declared.name, wanted)).cloned()
    }

    fn qualifier_type(&self, index: usize, spec: &QualifierTypeSpec) -> QualifierType {
        let array_size = spec.array_size.filter(|_| spec.kind.is_array());
        QualifierType {
            name: Text::from(format!("Mine{index}")),
            kind: spec.kind,
            array_size,
            default: self.value(&spec.default, spec.kind, array_size, None, Use::Qualifier),
            scope: spec.scope,
            flavor: spec.flavor.or_default(Flavor::DEFAULT),
        }
    }

    fn class(&self, index: usize, count: usize, spec: &ClassSpec) -> Arc<Class> {
        let superclass =
            spec.below.and_then(|below| index.checked_sub(below + 1)).map(|at| &self.classes[at]);
        let superclass = superclass.filter(|class| !class.flags().contains(ClassFlags::TERMINAL)).cloned();
        let inherited = superclass.as_ref().map_or(&[][..], |class| class.qualifiers());
        let mark = match spec.kind {
            Kind::Plain => None,
            Kind::Abstract => Some("Abstract"),
            Kind::Association => Some("Association"),
            Kind::Indication => Some("Indication"),
            Kind::Terminal => Some("Terminal"),
        };
        let mut own = Own::new(inherited);
        if let Some(mark) = mark {
            own.mark(mark, true);
        }
        own.declared(self, &spec.qualifiers);

        let names: Vec<Text> = (0..count).map(class_name).collect();
        let maker = ClassMaker { schema: self, superclass: superclass.as_deref(), names: &names };
        let declaration = ClassDeclaration {
            name: class_name(index),
            superclass: superclass.as_ref().map(|class| class.name().clone()),
            qualifiers: own.qualifiers,
            properties: maker.properties(&spec.properties),
            methods: maker.methods(&spec.methods),
            flags: ClassFlags::empty(),
        };
        let types = |name: &Text| self.find_qualifier_type(name);
        let class = resolve(declaration, superclass.clone(), &types);
        let class = class.unwrap_or_else(|error| panic!("the generator made no valid class: {error}"));
        Arc::new(class.in_namespace(Some(Text::from(NAMESPACE)), None))
    }

    /// An instance of one of the classes, or `None` where none has instances.
    pub fn instance(&self, spec: &InstanceSpec) -> Option<Instance> {
        let mut instance = self.instance_below(spec, None)?;
        instance.set_namespace(Some(Text::from(NAMESPACE)));
        Some(instance)
    }

    /// The class that a specification means, among those below one.
    fn chosen(&self, spec: &InstanceSpec, wanted: Option<&Text>) -> Option<&Arc<Class>> {
        let fits = |class: &&Arc<Class>| !class.is_abstract() && wanted.is_none_or(|name| class.is_a(name));
        let fitting: Vec<_> = self.classes.iter().filter(fits).collect();
        fitting.get(spec.class % fitting.len().max(1)).copied()
    }

    fn instance_below(&self, spec: &InstanceSpec, wanted: Option<&Text>) -> Option<Instance> {
        let class = self.chosen(spec, wanted)?;
        let mut instance = Instance::of_class(class);
        for (index, (property, value)) in class.properties().iter().zip(&spec.values).enumerate() {
            self.set(&mut instance, index, property, value, Use::Value);
        }
        Some(instance)
    }

    /// What refers to an instance: its keys, and perhaps where it is.
    fn reference_below(&self, spec: &InstanceSpec, wanted: Option<&Text>, depth: usize) -> Option<Instance> {
        let class = self.chosen(spec, wanted)?;
        let mut instance = Instance::of_class(class);
        // A key without a value refers to nothing.
        let some = ValueSpec::Items(vec![Item::EMPTY]);
        for (number, &index) in class.keys().iter().enumerate() {
            let value = spec.values.get(number).filter(|value| value.is_some()).unwrap_or(&some);
            self.set(&mut instance, index, &class.properties()[index], value, Use::Key { depth: depth + 1 });
        }
        if spec.place != Place::Unsaid {
            // What lies in a path is relative to it: it names another namespace, and no host.
            let within = if self.language.relative_paths { "/within".repeat(depth) } else { String::new() };
            instance.set_namespace(Some(Text::from(self.language.referenced.to_owned() + &within)));
        }
        if spec.place == Place::HostAndNamespace && depth == 0 {
            instance.set_server_name(Some(Text::from(HOST)));
        }
        Some(instance)
    }

    fn set(&self, instance: &mut Instance, index: usize, property: &Property, value: &ValueSpec, used: Use) {
        if matches!(value, ValueSpec::Left) {
            return;
        }
        let class = property.reference_class.as_ref();
        let value = self.value(value, property.kind, property.array_size, class, used);
        if value.is_none() && matches!(used, Use::Key { .. }) {
            // What refers to an instance says a key or leaves it to the class.
            return;
        }
        instance.set(index, property.kind, value.as_ref().map(Value::as_value_ref)).unwrap();
    }

    /// The value of this type that a specification stands for.
    fn value(
        &self,
        spec: &ValueSpec,
        kind: Type,
        array_size: Option<u32>,
        class: Option<&Text>,
        used: Use,
    ) -> Option<Value> {
        let ValueSpec::Items(items) = spec else { return None };
        if !kind.is_array() {
            return self.item(items.first()?, kind, class, used);
        }
        let mut array = Array::empty(kind);
        let room = array_size.map_or(usize::MAX, |size| size as usize);
        for item in items.iter().take(room) {
            if let Some(value) = self.item(item, kind.scalar(), class, used) {
                array.push(value).unwrap();
            }
        }
        Some(Value::Array(Arc::new(array)))
    }

    fn item(&self, item: &Item, kind: Type, class: Option<&Text>, used: Use) -> Option<Value> {
        let bits = item.bits;
        let says = |is_nan: bool, is_infinite: bool| match used {
            Use::Value => (!is_nan || self.language.nan) && (!is_infinite || self.language.infinities),
            Use::Qualifier => !is_nan && (!is_infinite || self.language.infinities),
            Use::Key { .. } => !is_nan && !is_infinite,
        };
        Some(match kind {
            Type::Boolean => Value::Boolean(bits & 1 == 1),
            Type::Uint8 => Value::Uint8(bits as u8),
            Type::Sint8 => Value::Sint8(bits as i8),
            Type::Uint16 => Value::Uint16(bits as u16),
            Type::Sint16 => Value::Sint16(bits as i16),
            Type::Uint32 => Value::Uint32(bits as u32),
            Type::Sint32 => Value::Sint32(bits as i32),
            Type::Uint64 => Value::Uint64(bits),
            Type::Sint64 => Value::Sint64(bits as i64),
            Type::Real32 => {
                let number = f32::from_bits(bits as u32);
                Value::Real32(if says(number.is_nan(), number.is_infinite()) { number } else { 0.0 })
            }
            Type::Real64 => {
                let number = f64::from_bits(bits);
                Value::Real64(if says(number.is_nan(), number.is_infinite()) { number } else { 0.0 })
            }
            Type::Char16 => {
                let character = bits as u16;
                let is_whole = character != 0 && char::from_u32(character.into()).is_some();
                let is_said = (is_whole || self.language.all_characters) && self.says(character.into());
                Value::Char16(if is_said { character } else { 0x41 })
            }
            Type::Datetime if self.language.any_datetime => Value::Datetime(item.datetime),
            Type::Datetime => Value::Datetime(in_calendar(item.datetime)),
            // Classes may have keys that refer to the classes themselves.
            Type::Reference if matches!(used, Use::Key { .. }) && item.instance.is_none() => return None,
            Type::String => {
                let said = item.text.chars().filter(|&character| self.says(character.into()));
                Value::string(&said.collect::<String>())
            }
            Type::Reference => {
                let depth = if let Use::Key { depth } = used { depth } else { 0 };
                Value::Reference(Arc::new(self.reference_below(&self.held(item), class, depth)?))
            }
            _ => Value::Instance(Arc::new(self.instance_below(&self.held(item), class)?)),
        })
    }

    /// Whether the language has a place for a character in a text.
    fn says(&self, character: u32) -> bool {
        (is_legal_in_xml(character) || self.language.illegal_in_xml)
            && (character != u32::from('\r') || self.language.carriage_returns)
    }

    /// The instance that an item stands for.
    fn held(&self, item: &Item) -> InstanceSpec {
        item.instance.as_deref().cloned().unwrap_or(InstanceSpec {
            class: (item.bits % 8) as usize,
            values: Vec::new(),
            place: Place::Unsaid,
        })
    }
}

/// What a value is for.
#[derive(Clone, Copy, PartialEq)]
enum Use {
    /// What the language can say.
    Value,
    /// No NaN, which equals nothing: a qualifier must be the same in a subclass.
    Qualifier,
    /// No infinities either: a key that is no number finds nothing. So deep in paths is it.
    Key { depth: usize },
}

/// A point in time that the calendar has.
fn in_calendar(datetime: Datetime) -> Datetime {
    match datetime {
        Datetime::Timestamp(timestamp) => Datetime::Timestamp(Timestamp {
            year: timestamp.year.max(1),
            month: timestamp.month.max(1),
            day: timestamp.day.clamp(1, 28),
            second: timestamp.second.min(59),
            ..timestamp
        }),
        interval => interval,
    }
}

fn is_legal_in_xml(character: u32) -> bool {
    matches!(character, 0x9 | 0xa | 0xd | 0x20..0xd800 | 0xe000..0xfffe | 0x10000..)
}

fn class_name(index: usize) -> Text {
    Text::from(format!("Test_{}", (b'A' + index as u8) as char))
}

/// The qualifiers of an element, each once and none against what its superclass says.
struct Own<'a> {
    inherited: &'a [Qualifier],
    qualifiers: Vec<Qualifier>,
}

impl<'a> Own<'a> {
    fn new(inherited: &'a [Qualifier]) -> Own<'a> {
        Own { inherited, qualifiers: Vec::new() }
    }

    fn add(&mut self, qualifier: Qualifier) {
        let fixed = find_qualifier(self.inherited, &qualifier.name)
            .is_some_and(|base| base.flavor.contains(Flavor::DISABLE_OVERRIDE));
        if !fixed && find_qualifier(&self.qualifiers, &qualifier.name).is_none() {
            self.qualifiers.push(qualifier);
        }
    }

    /// A qualifier of the standard.
    fn standard(&mut self, name: &str, value: Value) {
        let flavor = Flavor::empty();
        self.add(Qualifier {
            name: Text::from(name),
            kind: standard_qualifier_type(name).unwrap().kind,
            value: Some(value),
            flavor,
            propagated: false,
        });
    }

    fn mark(&mut self, name: &str, value: bool) {
        self.standard(name, Value::Boolean(value));
    }

    fn marks(&mut self, names: &[&str], marks: &[(usize, bool)]) {
        for &(mark, value) in marks {
            self.mark(names[mark % names.len()], value);
        }
    }

    /// Qualifiers of the schema's own.
    fn declared(&mut self, schema: &Schema, specs: &[QualifierSpec]) {
        for spec in specs {
            let Some(declared) = schema.qualifier_types.get(spec.which % schema.qualifier_types.len().max(1))
            else {
                return;
            };
            let (kind, size) = (declared.kind, declared.array_size);
            self.add(Qualifier {
                name: declared.name.clone(),
                kind,
                value: schema.value(&spec.value, kind, size, None, Use::Qualifier),
                flavor: spec.flavor,
                propagated: false,
            });
        }
    }
}

struct ClassMaker<'a> {
    schema: &'a Schema,
    superclass: Option<&'a Class>,
    /// The names of all classes.
    names: &'a [Text],
}

impl ClassMaker<'_> {
    fn properties(&self, specs: &[PropertySpec]) -> Vec<Property> {
        let mut properties: Vec<Property> = Vec::new();
        for spec in specs {
            let name = NAMES[spec.name % NAMES.len()];
            if !properties.iter().any(|property| name::eq_names(&property.name, name)) {
                properties.push(self.property(name, spec));
            }
        }
        properties
    }

    fn property(&self, name: &str, spec: &PropertySpec) -> Property {
        let base = self.superclass.and_then(|superclass| superclass.property(name));
        let mut own = Own::new(base.map_or(&[][..], |base| &base.qualifiers));
        let mut kind = base.map_or(spec.kind, |base| base.kind);
        if kind == Type::ReferenceArray && !self.schema.language.reference_arrays {
            kind = Type::Reference;
        }
        // A text may become an embedded object.
        let embeds_text = kind.scalar() == Type::String
            && !base.is_some_and(Property::is_key)
            && spec.kind == Type::Instance
            && matches!(spec.embedding, Embedding::Instance | Embedding::Object);
        if embeds_text {
            kind = if kind.is_array() { Type::InstanceArray } else { Type::Instance };
        }
        let array_size = base.map_or(spec.array_size, |base| base.array_size).filter(|_| kind.is_array());
        let class = match base {
            Some(base) if !embeds_text => {
                self.embed_as(&mut own, base.reference_class.as_ref(), &base.qualifiers)
            }
            _ => self.embed(&mut own, name, kind, spec.embedding, spec.class),
        };

        let has_keys = self.superclass.is_some_and(|superclass| !superclass.keys().is_empty());
        let is_static = base.is_some_and(|base| base.flags.contains(ElementFlags::STATIC));
        let may_be_key = kind.may_be_key() && !is_static && (base.is_some_and(Property::is_key) || !has_keys);
        let is_key = base.is_some_and(Property::is_key) || may_be_key && spec.key;
        if may_be_key && spec.key {
            own.mark("Key", true);
        }
        if base.is_some() && spec.says_override {
            own.standard("Override", Value::string(name));
        }
        for &(mark, value) in &spec.marks {
            let mark = PROPERTY_MARKS[mark % PROPERTY_MARKS.len()];
            if !(is_key && mark == "Static") {
                own.mark(mark, value);
            }
        }
        own.declared(self.schema, &spec.qualifiers);
        // No path that it may get into names the same namespace.
        let depth = 20 + 10 * self.schema.classes.len();
        let used = if is_key { Use::Key { depth } } else { Use::Value };
        Property {
            name: Text::from(name),
            kind,
            array_size,
            reference_class: class.clone(),
            flags: ElementFlags::empty(),
            qualifiers: own.qualifiers,
            default: self.schema.value(&spec.default, kind, array_size, class.as_ref(), used),
            origin: Text::default(),
            propagator: Text::default(),
        }
    }

    /// Says what is embedded or referred to, and gives its class.
    fn embed(
        &self,
        own: &mut Own<'_>,
        name: &str,
        kind: Type,
        embedding: Embedding,
        class: usize,
    ) -> Option<Text> {
        let class = self.names[class % self.names.len()].clone();
        // `Class REF` is the beginning of a reference in MOF, and no embedded object named so.
        let unqualified = self.schema.language.unqualified_embedding && name != "REF";
        match (kind.scalar(), embedding) {
            (Type::Reference, Embedding::Any) => None,
            (Type::Reference, _) => Some(class),
            (Type::Instance, Embedding::Instance) => {
                own.standard("EmbeddedInstance", Value::String(class.clone()));
                Some(class)
            }
            (Type::Instance, embedding) => {
                if embedding == Embedding::Object || !unqualified {
                    own.mark("EmbeddedObject", true);
                    return None;
                }
                (embedding == Embedding::Class).then_some(class)
            }
            _ => None,
        }
    }

    /// Says what is embedded as an element does that is overridden.
    fn embed_as(&self, own: &mut Own<'_>, class: Option<&Text>, qualifiers: &[Qualifier]) -> Option<Text> {
        for name in ["EmbeddedInstance", "EmbeddedObject"] {
            if let Some(value) = find_qualifier(qualifiers, name).and_then(|known| known.value.clone()) {
                own.standard(name, value);
            }
        }
        class.cloned()
    }

    fn methods(&self, specs: &[MethodSpec]) -> Vec<Method> {
        let mut methods: Vec<Method> = Vec::new();
        for spec in specs {
            let name = NAMES[spec.name % NAMES.len()];
            if !methods.iter().any(|method| name::eq_names(&method.name, name)) {
                methods.push(self.method(name, spec));
            }
        }
        methods
    }

    fn method(&self, name: &str, spec: &MethodSpec) -> Method {
        let base = self
            .superclass
            .and_then(|superclass| superclass.find_method(name).map(|index| &superclass.methods()[index]));
        let mut own = Own::new(base.map_or(&[][..], |base| &base.qualifiers));
        let (kind, class) = match base {
            Some(base) => {
                let class = self.embed_as(&mut own, base.return_class.as_ref(), &base.qualifiers);
                (base.return_type, class)
            }
            None => {
                // Methods return no arrays.
                let kind = match spec.returns.scalar() {
                    Type::Reference if !self.schema.language.returned_references => Type::String,
                    kind => kind,
                };
                let embedding = match kind {
                    Type::Reference if !self.schema.language.returned_reference_classes => Embedding::Any,
                    _ => spec.embedding,
                };
                (kind, self.embed(&mut own, name, kind, embedding, spec.class))
            }
        };
        own.marks(&METHOD_MARKS, &spec.marks);
        own.declared(self.schema, &spec.qualifiers);
        let mut parameters: Vec<Parameter> = Vec::new();
        for spec in &spec.parameters {
            let name = NAMES[spec.name % NAMES.len()];
            if !parameters.iter().any(|parameter| name::eq_names(&parameter.name, name)) {
                parameters.push(self.parameter(name, spec, base));
            }
        }
        Method {
            name: Text::from(name),
            return_type: kind,
            return_class: class,
            flags: ElementFlags::empty(),
            qualifiers: own.qualifiers,
            parameters,
            origin: Text::default(),
            propagator: Text::default(),
        }
    }

    fn parameter(&self, name: &str, spec: &ParameterSpec, method: Option<&Method>) -> Parameter {
        let base = method.and_then(|method| {
            method.parameters.iter().find(|parameter| name::eq_names(&parameter.name, name))
        });
        let mut own = Own::new(base.map_or(&[][..], |base| &base.qualifiers));
        let (kind, array_size, class) = match base {
            Some(base) => {
                let class = self.embed_as(&mut own, base.reference_class.as_ref(), &base.qualifiers);
                (base.kind, base.array_size, class)
            }
            None => {
                let class = self.embed(&mut own, name, spec.kind, spec.embedding, spec.class);
                (spec.kind, spec.array_size.filter(|_| spec.kind.is_array()), class)
            }
        };
        own.marks(&PARAMETER_MARKS, &spec.marks);
        own.declared(self.schema, &spec.qualifiers);
        Parameter {
            name: Text::from(name),
            kind,
            array_size,
            reference_class: class,
            flags: ElementFlags::empty(),
            qualifiers: own.qualifiers,
        }
    }
}

/// The qualifiers of a schema, and its classes in all namespaces but its own: what references to elsewhere need.
pub struct Elsewhere<'a>(pub &'a Schema);

impl Catalog for Elsewhere<'_> {
    fn qualifier_type(&self, _: &Text, wanted: &Text) -> Result<Option<Arc<QualifierType>>, Error> {
        Ok(self.0.find_qualifier_type(wanted))
    }

    fn class(&self, namespace: &Text, wanted: &Text) -> Result<Option<Arc<Class>>, Error> {
        if *namespace == *NAMESPACE { Ok(None) } else { Catalog::class(self.0, namespace, wanted) }
    }

    fn class_declaration(&self, _: &Text, _: &Text) -> Result<Option<Arc<ClassDeclaration>>, Error> {
        Ok(None)
    }
}

impl Catalog for Schema {
    fn qualifier_type(&self, _: &Text, wanted: &Text) -> Result<Option<Arc<QualifierType>>, Error> {
        Ok(self.find_qualifier_type(wanted))
    }

    fn class(&self, _: &Text, wanted: &Text) -> Result<Option<Arc<Class>>, Error> {
        Ok(self.classes.iter().find(|class| name::eq_names(class.name(), wanted)).cloned())
    }

    fn class_declaration(&self, _: &Text, _: &Text) -> Result<Option<Arc<ClassDeclaration>>, Error> {
        // Asked for where a class below one that changes is made again, and here none changes.
        Ok(None)
    }
}
