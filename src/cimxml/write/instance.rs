//! Instances.

use super::problem::Problem;
use super::property::{put_end, put_start};
use super::text::put_text;
use super::value::{Style, put_value};
use crate::cim::instance::ElementView;
use crate::cim::{ElementFlags, Instance, Property, Type};

/// Appends an `INSTANCE` element.
pub(super) fn put_instance(out: &mut String, instance: &Instance, style: Style<'_>) -> Result<(), Problem> {
    out.push_str("<INSTANCE CLASSNAME=\"");
    put_text(out, instance.class_name().units())
        .map_err(|problem| problem.on(format_args!("class name {}", instance.class_name())))?;
    out.push_str("\">");
    let properties = instance.class().map_or(&[][..], |class| class.properties());
    for index in 0..instance.len() {
        let Some(element) = instance.view_at(index) else { break };
        put_element(out, element, properties.get(index), style).map_err(|problem| {
            let name = element.name();
            problem.on(format_args!("property {} of an instance of {}", name.to_str(), instance.class_name()))
        })?;
    }
    out.push_str("</INSTANCE>");
    Ok(())
}

fn put_element(
    out: &mut String,
    element: ElementView<'_>,
    declared: Option<&Property>,
    style: Style<'_>,
) -> Result<(), Problem> {
    let kind = element.kind();
    put_start(out, kind, element.name().units())?;
    if kind.is_array()
        && let Some(size) = declared.and_then(|declared| declared.array_size)
    {
        super::property::put_array_size(out, size);
    }
    if kind.scalar() == Type::Instance {
        super::property::put_embedded_object(out, declared.is_some_and(|it| it.reference_class.is_some()));
    }
    if style.modified && !element.flags().contains(ElementFlags::NOT_MODIFIED) {
        out.push_str(" MODIFIED=\"TRUE\"");
    }
    out.push('>');
    if let Some(value) = element.value() {
        put_value(out, value, style)?;
    }
    put_end(out, kind);
    Ok(())
}
