//! Turns what cbindgen wrote into the header.

use crate::annotations;
use crate::declarations::Declarations;

/// The functions that have the calling convention of a module's entry.
const MAIN_CALL: [&str; 3] =
    ["MI_Application_InitializeV1", "MI_Application_NewSerializer_Mof", "MI_Application_NewDeserializer_Mof"];

/// Functions of a context that have no short name.
const WITHOUT_SHORT_NAME: [&str; 2] = ["GetLifecycleIndicationContext", "SetFilterOption"];

/// The finished text.
pub fn finish(text: &str, declarations: &Declarations) -> Result<String, String> {
    let mut text = shorten_types(text);
    text = name_enumerations(&text, declarations)?;
    text = text.replace("(*", "(MI_CALL *").replace("self_", "self").replace("\nMI_IMPORT\n", "\nMI_IMPORT ");
    text = unsigned_numbers(&indent_parameters(&text));
    for name in MAIN_CALL {
        text =
            replace_once(&text, &format!(" MI_Result {name}("), &format!(" MI_Result MI_MAIN_CALL {name}("))?;
    }
    text = replace_once(
        &text,
        "    MI_INSTANCEA = 31,\n",
        "    MI_INSTANCEA = 31,\n    /**\n     * The bit that turns a scalar type into the array of it.\n     */\n    MI_ARRAY = 16,\n",
    )?;
    text = limit_to_newer_interface(&text)?;
    text = replace_once(&text, "@SAL@\n", &annotations::definitions())?;
    text = replace_once(&text, "@CONTEXT_ALIASES@\n", &context_aliases(declarations))?;
    text = replace_once(&text, "@TEXT_CONSTANTS@\n", &text_constants(declarations))?;
    text = replace_once(&text, "@FORWARD@\n", &forward_declarations(declarations))?;
    text = short_comments(&text);
    let mut lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    lines.dedup_by(|next, previous| next.is_empty() && previous.is_empty());
    Ok(lines.join("\n") + "\n")
}

fn replace_once(text: &str, from: &str, to: &str) -> Result<String, String> {
    match text.matches(from).count() {
        1 => Ok(text.replacen(from, to, 1)),
        count => Err(format!("{from:?} is {count} times in what cbindgen wrote, not once")),
    }
}

/// `struct _MI_X` becomes `MI_X`, as C code writes it, except where the structure itself is declared.
fn shorten_types(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    for line in text.lines() {
        let declares = line.ends_with('{') && !line.starts_with(' ');
        if declares {
            result.push_str(line);
        } else {
            let mut line = line.to_owned();
            for keyword in ["struct _MI_", "union _MI_", "enum _MI_"] {
                line = line.replace(keyword, "MI_");
            }
            // cbindgen has not seen this structure, so it left the keyword out.
            line = line.replace("_MI_Module_Self", "MI_Module_Self");
            result.push_str(&line);
        }
        result.push('\n');
    }
    result
}

/// Gives each enumeration its name, behind its declaration.
fn name_enumerations(text: &str, declarations: &Declarations) -> Result<String, String> {
    let mut result = text.to_owned();
    for name in &declarations.enumerations {
        let head = format!("\nenum _{name} {{\n");
        let start = result.find(&head).ok_or_else(|| format!("cbindgen wrote no enum _{name}"))?;
        let end =
            result[start..].find("\n};\n").ok_or_else(|| format!("enum _{name} has no end"))? + start + 4;
        result.insert_str(end, &format!("typedef enum _{name} {name};\n"));
    }
    Ok(result)
}

/// Puts parameters that don't fit beside their function on lines of their own, each indented by one step.
fn indent_parameters(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut indentation: Option<usize> = None;
    for line in text.lines() {
        if let Some(steps) = indentation {
            result.push_str(&" ".repeat(steps));
            result.push_str(line.trim_start());
            if line.ends_with(';') {
                indentation = None;
            }
        } else if line.ends_with(',') && line.contains('(') && !line.trim_start().starts_with(['*', '#', '/'])
        {
            let open = unclosed_parenthesis(line).unwrap_or(line.len() - 1);
            let steps = line.len() - line.trim_start().len() + 4;
            result.push_str(&line[..=open]);
            result.push('\n');
            result.push_str(&" ".repeat(steps));
            result.push_str(&line[open + 1..]);
            indentation = Some(steps);
        } else {
            result.push_str(line);
        }
        result.push('\n');
    }
    result
}

/// Where the last parenthesis stands that the line doesn't close.
fn unclosed_parenthesis(line: &str) -> Option<usize> {
    let mut open = Vec::new();
    for (index, character) in line.char_indices() {
        match character {
            '(' => open.push(index),
            ')' => drop(open.pop()),
            _ => {}
        }
    }
    open.pop()
}

/// Writes numbers that are too large for an `int` as C programmers write them, unsigned.
fn unsigned_numbers(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    for line in text.lines() {
        let number =
            line.strip_prefix("#define MI_").and_then(|rest| rest.rsplit_once(' ')?.1.parse::<u64>().ok());
        match number {
            Some(number) if number > 0x7fff_ffff => {
                let head = line.rsplit_once(' ').map_or(line, |(head, _)| head);
                result.push_str(&format!("{head} {number:#x}U"));
            }
            _ => result.push_str(line),
        }
        result.push('\n');
    }
    result
}

/// Puts a comment of one line on one line.
fn short_comments(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut result = String::with_capacity(text.len());
    let mut index = 0;
    while index < lines.len() {
        let line = lines[index];
        let comment = match lines.get(index..index + 3) {
            Some([open, middle, close]) if open.trim() == "/**" && close.trim() == "*/" => {
                middle.trim().strip_prefix("* ")
            }
            _ => None,
        };
        let indentation = &line[..line.len() - line.trim_start().len()];
        match comment {
            Some(comment) if indentation.len() + comment.len() + 7 <= 120 => {
                result.push_str(&format!("{indentation}/** {comment} */"));
                index += 3;
            }
            _ => {
                result.push_str(line);
                index += 1;
            }
        }
        result.push('\n');
    }
    result
}

/// Leaves the slot that only the newer interface has out of the older one.
fn limit_to_newer_interface(text: &str) -> Result<String, String> {
    let name = "*GetLifecycleIndicationContext)(";
    let position = text.find(name).ok_or("the context's table has no GetLifecycleIndicationContext")?;
    let start = text[..position].rfind('\n').map_or(0, |index| index + 1);
    let end =
        text[position..].find(";\n").ok_or("the last slot of the context's table has no end")? + position + 2;
    Ok(format!("{}#if MI_API_VERSION >= 2\n{}#endif\n{}", &text[..start], &text[start..end], &text[end..]))
}

/// `MI_PostResult` for `MI_Context_PostResult`, and so on: what provider code writes.
fn context_aliases(declarations: &Declarations) -> String {
    declarations
        .functions
        .iter()
        .filter_map(|function| function.strip_prefix("MI_Context_"))
        .filter(|name| !WITHOUT_SHORT_NAME.contains(name))
        .map(|name| format!("#define MI_{name} MI_Context_{name}\n"))
        .collect()
}

fn text_constants(declarations: &Declarations) -> String {
    declarations
        .text_constants
        .iter()
        .map(|constant| {
            format!("\n/** {} */\n#define {} MI_T(\"{}\")\n", constant.comment, constant.name, constant.text)
        })
        .collect()
}

fn forward_declarations(declarations: &Declarations) -> String {
    let structures = declarations.structures.iter().map(|name| ("struct", name));
    let unions = declarations.unions.iter().map(|name| ("union", name));
    structures
        .chain(unions)
        .filter(|(_, name)| name.starts_with("MI_"))
        .map(|(keyword, name)| format!("typedef {keyword} _{name} {name};\n"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_lose_their_keyword_where_they_are_used() {
        let text = "struct _MI_Class {\n    const struct _MI_ClassFT *ft;\n    union _MI_Value value;\n};\n";
        assert_eq!(
            shorten_types(text),
            "struct _MI_Class {\n    const MI_ClassFT *ft;\n    MI_Value value;\n};\n"
        );
    }

    #[test]
    fn parameters_that_do_not_fit_are_indented_by_one_step() {
        let text = "    MI_Result (MI_CALL *Get)(const MI_Class *self,\n                     MI_Uint32 index,\n               void *value);\nint next;\n";
        assert_eq!(
            indent_parameters(text),
            "    MI_Result (MI_CALL *Get)(\n        const MI_Class *self,\n        MI_Uint32 index,\n        void *value);\nint next;\n"
        );
    }

    #[test]
    fn parameters_that_fit_stay_where_they_are() {
        let text = "MI_Result MI_Class_Delete(MI_Class *self);\n";
        assert_eq!(indent_parameters(text), text);
    }

    #[test]
    fn number_above_int_is_unsigned() {
        assert_eq!(
            unsigned_numbers("#define MI_FLAG_ADOPT 2147483648\n"),
            "#define MI_FLAG_ADOPT 0x80000000U\n"
        );
    }

    #[test]
    fn number_within_int_stays() {
        let text = "#define MI_FLAG_NULL 536870912\n";
        assert_eq!(unsigned_numbers(text), text);
    }

    #[test]
    fn comment_of_one_line_takes_one_line() {
        assert_eq!(short_comments("    /**\n     * A key.\n     */\n"), "    /** A key. */\n");
    }

    #[test]
    fn comment_of_two_lines_stays() {
        let text = "/**\n * One.\n * Two.\n */\n";
        assert_eq!(short_comments(text), text);
    }

    #[test]
    fn what_must_be_there_once_is_an_error_otherwise() {
        assert!(replace_once("a b a", "a", "c").is_err());
    }
}
