//! Results on standard output: tables where a person looks, one JSON object a line where a program does.

use std::io::{self, Write};
use std::sync::Arc;

use comfy_table::{ContentArrangement, LineStyle, Table, TableStyle};
use mi::cim::class::ClassFlags;
use mi::cim::{
    Class, ElementFlags, Instance, Method, Parameter, Property, Qualifier, QualifierType, ValueRef,
};
use serde_json::{Value as Json, json};

use crate::arguments::Written;
use crate::failure::Failure;
use crate::text;
use crate::written::Writer;

/// So many instances make a table; the next ones get a table of their own, so that long results flow.
const ROWS_A_TABLE: usize = 500;
/// Beyond so many columns an instance is shown as a list, one property a line.
const COLUMNS_OF_A_TABLE: usize = 8;
/// Where no terminal says how wide it is.
const WIDTH_WITHOUT_TERMINAL: u16 = 110;
/// Lines around the whole and under the heading, and none between rows.
const STYLE: TableStyle = {
    let line = LineStyle::none().fill('─').junction('─');
    TableStyle::new().top_border(line).header_separator(line).bottom_border(line)
};

/// Writes results as they come.
pub struct Output {
    json: bool,
    /// Where results are not shown, but written in a language.
    writer: Option<Writer>,
    pending: Vec<Arc<Instance>>,
}

impl Output {
    pub fn new(json: bool, written: Written) -> Output {
        Output { json, writer: Writer::new(written), pending: Vec::new() }
    }

    /// Writes an instance, now or with the next ones of its class.
    pub fn instance(&mut self, instance: Arc<Instance>) -> Result<(), Failure> {
        if let Some(writer) = &mut self.writer {
            return writer.instance(&instance);
        }
        if self.json {
            return Ok(line(&Json::Object(text::instance_as_json(&instance)).to_string())?);
        }
        let other_class = self.pending.last().is_some_and(|last| last.class_name() != instance.class_name());
        if other_class || self.pending.len() == ROWS_A_TABLE {
            self.flush()?;
        }
        self.pending.push(instance);
        Ok(())
    }

    /// Writes an indication, and the bookmark to go on from behind it.
    pub fn bookmarked(&mut self, indication: &Instance, bookmark: Option<&str>) -> io::Result<()> {
        if self.json {
            let mut object = text::instance_as_json(indication);
            object.insert("bookmark".into(), bookmark.into());
            return line(&Json::Object(object).to_string());
        }
        line(&instance_as_list(indication))?;
        bookmark.map_or(Ok(()), |bookmark| line(&format!("Bookmark: {bookmark}")))
    }

    /// Writes the declarations of qualifiers and classes in the language that was asked for.
    pub fn schema(
        &mut self,
        qualifier_types: &[Arc<QualifierType>],
        classes: &[Arc<Class>],
    ) -> Result<(), Failure> {
        match &mut self.writer {
            Some(writer) => writer.schema(qualifier_types, classes),
            None => classes.iter().try_for_each(|class| Ok(self.class(class)?)),
        }
    }

    /// Shows a class.
    pub fn class(&mut self, class: &Class) -> io::Result<()> {
        if self.json { line(&class_as_json(class).to_string()) } else { line(&class_for_people(class)) }
    }

    /// Writes names under a heading; in JSON each as an object with one member.
    pub fn names(&mut self, heading: &str, names: impl IntoIterator<Item = String>) -> io::Result<()> {
        for name in names {
            if self.json { line(&json!({ heading: name }).to_string())? } else { line(&name)? }
        }
        Ok(())
    }

    /// Whether results are objects for a program.
    pub fn is_json(&self) -> bool {
        self.json
    }

    /// Shows rows: a table where a person looks, and else an object each. A cell is a text, and its value.
    pub fn rows(&mut self, columns: &[&str], rows: Vec<Vec<(String, Json)>>) -> io::Result<()> {
        if self.json {
            for row in rows {
                let object: serde_json::Map<String, Json> = columns
                    .iter()
                    .zip(row)
                    .map(|(column, (_, value))| ((*column).to_owned(), value))
                    .collect();
                line(&Json::Object(object).to_string())?;
            }
            return Ok(());
        }
        if rows.is_empty() {
            return Ok(());
        }
        let mut table = new_table();
        table.set_header(columns);
        for row in rows {
            table.add_row(row.into_iter().map(|(text, _)| text));
        }
        line(&table.to_string())
    }

    /// Writes a sentence that says what was done; in JSON the object instead.
    pub fn done(&mut self, sentence: &str, object: Json) -> io::Result<()> {
        if self.json { line(&object.to_string()) } else { line(sentence) }
    }

    /// Writes a remark on standard error, where it does not mix with the results.
    pub fn note(&self, remark: &str) {
        // A remark that nobody can read is not worth failing for.
        let _ = writeln!(io::stderr(), "{remark}");
    }

    /// Writes the end of the results.
    pub fn finish(&mut self) -> Result<(), Failure> {
        self.flush()?;
        self.writer.as_mut().map_or(Ok(()), Writer::finish)
    }

    /// Writes what waits for the rest of its table.
    pub fn flush(&mut self) -> io::Result<()> {
        let instances = std::mem::take(&mut self.pending);
        let Some(first) = instances.first() else { return Ok(()) };
        let columns: Vec<String> = first.elements().map(|element| element.name.to_string()).collect();
        if columns.len() <= COLUMNS_OF_A_TABLE && instances.len() > 1 {
            return line(&instances_as_table(first, &columns, &instances));
        }
        instances.iter().try_for_each(|instance| line(&instance_as_list(instance)))
    }
}

/// Writes a line. A reader that went away (`mi ... | head`) is an error that ends the program quietly.
fn line(text: &str) -> io::Result<()> {
    writeln!(io::stdout().lock(), "{text}")
}

fn new_table() -> Table {
    let mut table = Table::new();
    let width = terminal_size::terminal_size().map_or(WIDTH_WITHOUT_TERMINAL, |(width, _)| width.0);
    table.load_style(STYLE);
    table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
    table
}

fn cell(value: Option<ValueRef<'_>>) -> String {
    value.map_or_else(String::new, text::for_people)
}

fn instances_as_table(first: &Instance, columns: &[String], instances: &[Arc<Instance>]) -> String {
    let mut table = new_table();
    table.set_header(columns);
    for instance in instances {
        table.add_row(columns.iter().map(|column| cell(instance.value(column))));
    }
    format!("{}\n{table}", first.class_name())
}

fn instance_as_list(instance: &Instance) -> String {
    let mut table = new_table();
    for element in instance.elements() {
        let mark = if element.flags.contains(ElementFlags::KEY) { "key" } else { "" };
        table.add_row([element.name.to_string(), cell(element.value), mark.to_owned()]);
    }
    format!("{}\n{table}", instance.class_name())
}

fn class_for_people(class: &Class) -> String {
    let mut text = class.name().to_string();
    if let Some(superclass) = class.superclass_name() {
        text += &format!(" : {superclass}");
    }
    let kinds = [
        (class.flags().contains(ClassFlags::ASSOCIATION), "association"),
        (class.flags().contains(ClassFlags::INDICATION), "indication"),
        (class.is_abstract(), "abstract"),
    ];
    let kinds: Vec<&str> = kinds.into_iter().filter(|(holds, _)| *holds).map(|(_, kind)| kind).collect();
    if !kinds.is_empty() {
        text += &format!(" ({})", kinds.join(", "));
    }
    let mut table = new_table();
    table.set_header(["Property", "Type", "", "Origin"]);
    for property in class.properties() {
        let type_name = type_name(property.kind, property.reference_class.as_ref(), property.array_size);
        let marks = marks(property.flags);
        table.add_row([property.name.to_string(), type_name, marks, property.origin.to_string()]);
    }
    text += &format!("\n{table}");
    if !class.methods().is_empty() {
        let mut table = new_table();
        table.set_header(["Method", "Origin"]);
        for method in class.methods() {
            table.add_row([signature(method), method.origin.to_string()]);
        }
        text += &format!("\n{table}");
    }
    text
}

fn type_name(kind: mi::cim::Type, class: Option<&mi::cim::Text>, array_size: Option<u32>) -> String {
    let name = match class {
        Some(class) if kind.scalar() == mi::cim::Type::Reference => format!("{class} ref"),
        Some(class) => class.to_string(),
        None => kind.scalar().name().to_owned(),
    };
    match (kind.is_array(), array_size) {
        (false, _) => name,
        (true, None) => format!("{name}[]"),
        (true, Some(size)) => format!("{name}[{size}]"),
    }
}

fn marks(flags: ElementFlags) -> String {
    let known = [
        (ElementFlags::KEY, "key"),
        (ElementFlags::REQUIRED, "required"),
        (ElementFlags::READ_ONLY, "read only"),
        (ElementFlags::STATIC, "static"),
        (ElementFlags::IN, "in"),
        (ElementFlags::OUT, "out"),
    ];
    let marks = known.into_iter().filter(|(flag, _)| flags.contains(*flag)).map(|(_, mark)| mark);
    marks.collect::<Vec<_>>().join(", ")
}

fn signature(method: &Method) -> String {
    let parameters = method.parameters.iter().map(|parameter| {
        let type_name = type_name(parameter.kind, parameter.reference_class.as_ref(), parameter.array_size);
        let marks = marks(parameter.flags & (ElementFlags::IN | ElementFlags::OUT));
        format!("[{marks}] {type_name} {}", parameter.name)
    });
    let static_mark = if method.flags.contains(ElementFlags::STATIC) { "static " } else { "" };
    let result = type_name(method.return_type, method.return_class.as_ref(), None);
    format!("{static_mark}{result} {}({})", method.name, parameters.collect::<Vec<_>>().join(", "))
}

fn class_as_json(class: &Class) -> Json {
    json!({
        "class": class.name().to_string(),
        "superclass": class.superclass_name().map(ToString::to_string),
        "namespace": class.namespace().map(ToString::to_string),
        "qualifiers": qualifiers_as_json(class.qualifiers()),
        "properties": class.properties().iter().map(property_as_json).collect::<Vec<_>>(),
        "methods": class.methods().iter().map(method_as_json).collect::<Vec<_>>(),
    })
}

fn property_as_json(property: &Property) -> Json {
    json!({
        "name": property.name.to_string(),
        "type": property.kind.to_string(),
        "array_size": property.array_size,
        "reference_class": property.reference_class.as_ref().map(ToString::to_string),
        "default": property.default.as_ref().map(|value| text::as_json(value.as_value_ref())),
        "origin": property.origin.to_string(),
        "key": property.is_key(),
        "qualifiers": qualifiers_as_json(&property.qualifiers),
    })
}

fn method_as_json(method: &Method) -> Json {
    json!({
        "name": method.name.to_string(),
        "type": method.return_type.to_string(),
        "origin": method.origin.to_string(),
        "parameters": method.parameters.iter().map(parameter_as_json).collect::<Vec<_>>(),
        "qualifiers": qualifiers_as_json(&method.qualifiers),
    })
}

fn parameter_as_json(parameter: &Parameter) -> Json {
    json!({
        "name": parameter.name.to_string(),
        "type": parameter.kind.to_string(),
        "array_size": parameter.array_size,
        "reference_class": parameter.reference_class.as_ref().map(ToString::to_string),
        "in": parameter.flags.contains(ElementFlags::IN),
        "out": parameter.flags.contains(ElementFlags::OUT),
        "qualifiers": qualifiers_as_json(&parameter.qualifiers),
    })
}

fn qualifiers_as_json(qualifiers: &[Qualifier]) -> Json {
    let value =
        |qualifier: &Qualifier| qualifier.value.as_ref().map(|value| text::as_json(value.as_value_ref()));
    qualifiers.iter().map(|qualifier| (qualifier.name.to_string(), json!(value(qualifier)))).collect()
}
