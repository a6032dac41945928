//! The messages themselves.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::bytes::{Reader, Writer};
use super::call::{read_call, write_call};
use super::classes::{read_class, write_class};
use super::instance::{read_instance, write_instance};
use super::value::{read_typed, write_typed};
use super::{Message, WireError};
use crate::abi::*;
use crate::cim::error::Cause;
use crate::cim::{Error, ErrorCategory, Status};
use crate::provider::worker::message::{Contents, FromWorker, ToWorker};
use crate::provider::worker::platform::{path_of_bytes, path_to_bytes};
use crate::provider::{ModuleDescription, Posted, PromptKind, Question, StopReason};

/// The kinds of errors that came from elsewhere, by their numbers.
const CAUSES: [&str; 6] = [
    MI_RESULT_TYPE_MI,
    MI_RESULT_TYPE_HRESULT,
    MI_RESULT_TYPE_WIN32,
    MI_RESULT_TYPE_ERRNO,
    MI_RESULT_TYPE_WINRM,
    MI_RESULT_TYPE_MOF_PARSER,
];

impl Message for ToWorker {
    fn write(&self, writer: &mut Writer<'_>) -> Result<(), WireError> {
        match self {
            ToWorker::Open { version, library, memory_limit } => {
                writer.u8(0);
                writer.str(version)?;
                write_path(writer, library)?;
                writer.optional(*memory_limit, |writer, limit| {
                    writer.varint(limit);
                    Ok(())
                })?;
            }
            ToWorker::Begin { operation, class_name, call, credit } => {
                writer.u8(1);
                writer.varint(*operation);
                writer.text(class_name)?;
                writer.varint((*credit).into());
                write_call(writer, call)?;
            }
            ToWorker::Stop { operation, reason } => {
                writer.u8(2);
                writer.varint(*operation);
                writer.u8(number_of(*reason));
            }
            ToWorker::Credit { operation, count } => {
                writer.u8(3);
                writer.varint(*operation);
                writer.varint((*count).into());
            }
            ToWorker::Answer { operation, question, answer } => {
                writer.u8(4);
                writer.varint(*operation);
                writer.varint(*question);
                writer.optional(*answer, |writer, answer| {
                    writer.bool(answer);
                    Ok(())
                })?;
            }
        }
        Ok(())
    }

    fn read(reader: &mut Reader<'_>) -> Result<ToWorker, WireError> {
        Ok(match reader.u8()? {
            0 => ToWorker::Open {
                version: reader.string()?,
                library: read_path(reader)?,
                memory_limit: reader.optional(Reader::varint)?,
            },
            1 => ToWorker::Begin {
                operation: reader.varint()?,
                class_name: reader.text()?,
                credit: reader.u32()?,
                call: Arc::new(read_call(reader)?),
            },
            2 => ToWorker::Stop { operation: reader.varint()?, reason: read_reason(reader)? },
            3 => ToWorker::Credit { operation: reader.varint()?, count: reader.u32()? },
            4 => ToWorker::Answer {
                operation: reader.varint()?,
                question: reader.varint()?,
                answer: reader.optional(Reader::bool)?,
            },
            _ => return Err(reader.wrong("a message to a worker before this")),
        })
    }
}

fn write_description(writer: &mut Writer<'_>, description: &ModuleDescription) -> Result<(), WireError> {
    let ModuleDescription { version, generator_version, flags, character_size } = *description;
    for number in [version, generator_version, flags, character_size] {
        writer.varint(number.into());
    }
    Ok(())
}

fn read_description(reader: &mut Reader<'_>) -> Result<ModuleDescription, WireError> {
    Ok(ModuleDescription {
        version: reader.u32()?,
        generator_version: reader.u32()?,
        flags: reader.u32()?,
        character_size: reader.u32()?,
    })
}

impl Message for FromWorker {
    fn write(&self, writer: &mut Writer<'_>) -> Result<(), WireError> {
        match self {
            FromWorker::Opened(Ok(contents)) => {
                writer.u8(0);
                writer.several(&contents.class_names, Writer::text)?;
                writer.optional(contents.description.as_ref(), write_description)?;
            }
            FromWorker::Opened(Err(error)) => {
                writer.u8(1);
                write_error(writer, error)?;
            }
            FromWorker::Posted { operation, posted } => {
                writer.u8(2);
                writer.varint(*operation);
                write_posted(writer, posted)?;
            }
            FromWorker::Question { operation, question, asked } => {
                writer.u8(3);
                writer.varint(*operation);
                writer.varint(*question);
                write_question(writer, asked)?;
            }
            FromWorker::Finished { operation, outcome } => {
                writer.u8(4);
                writer.varint(*operation);
                writer.optional(outcome.as_ref().err(), write_error)?;
            }
            FromWorker::RefusesUnload(refuses) => {
                writer.u8(5);
                writer.bool(*refuses);
            }
            FromWorker::Ending(error) => {
                writer.u8(6);
                write_error(writer, error)?;
            }
        }
        Ok(())
    }

    fn read(reader: &mut Reader<'_>) -> Result<FromWorker, WireError> {
        Ok(match reader.u8()? {
            0 => FromWorker::Opened(Ok(Contents {
                class_names: reader.several(Reader::text)?,
                description: reader.optional(read_description)?,
            })),
            1 => FromWorker::Opened(Err(read_error(reader)?)),
            2 => FromWorker::Posted { operation: reader.varint()?, posted: read_posted(reader)? },
            3 => FromWorker::Question {
                operation: reader.varint()?,
                question: reader.varint()?,
                asked: read_question(reader)?,
            },
            4 => FromWorker::Finished {
                operation: reader.varint()?,
                outcome: reader.optional(read_error)?.map_or(Ok(()), Err),
            },
            5 => FromWorker::RefusesUnload(reader.bool()?),
            6 => FromWorker::Ending(read_error(reader)?),
            _ => return Err(reader.wrong("a message of a worker before this")),
        })
    }
}

fn write_path(writer: &mut Writer<'_>, path: &Path) -> Result<(), WireError> {
    let bytes = path_to_bytes(path);
    writer.budget.charge(bytes.len())?;
    writer.count(bytes.len());
    writer.raw(&bytes);
    Ok(())
}

fn read_path(reader: &mut Reader<'_>) -> Result<PathBuf, WireError> {
    let count = reader.count(1)?;
    path_of_bytes(reader.take(count)?).ok_or_else(|| reader.wrong("a path"))
}

fn number_of(reason: StopReason) -> u8 {
    match reason {
        StopReason::None => 0,
        StopReason::Timeout => 1,
        StopReason::Shutdown => 2,
        StopReason::ServiceStop => 3,
    }
}

fn read_reason(reader: &mut Reader<'_>) -> Result<StopReason, WireError> {
    Ok(match reader.u8()? {
        0 => StopReason::None,
        1 => StopReason::Timeout,
        2 => StopReason::Shutdown,
        3 => StopReason::ServiceStop,
        _ => return Err(reader.wrong("the reason of a stop before this")),
    })
}

fn write_posted(writer: &mut Writer<'_>, posted: &Posted) -> Result<(), WireError> {
    match posted {
        Posted::Instance(instance) => {
            writer.u8(0);
            write_instance(writer, instance)
        }
        Posted::Class(class) => {
            writer.u8(1);
            write_class(writer, class)
        }
        Posted::Indication { instance, bookmark, machine_id } => {
            writer.u8(2);
            write_instance(writer, instance)?;
            writer.optional_text(bookmark.as_ref())?;
            writer.optional_text(machine_id.as_ref())
        }
        Posted::Message { channel, text } => {
            writer.u8(3);
            writer.varint((*channel).into());
            writer.str(text)
        }
        Posted::Progress { activity, current_operation, status, percentage, seconds_remaining } => {
            writer.u8(4);
            [activity, current_operation, status].into_iter().try_for_each(|text| writer.str(text))?;
            writer.varint((*percentage).into());
            writer.varint((*seconds_remaining).into());
            Ok(())
        }
        Posted::StreamedParameter { name, value } => {
            writer.u8(5);
            writer.str(name)?;
            write_typed(writer, value)
        }
    }
}

fn read_posted(reader: &mut Reader<'_>) -> Result<Posted, WireError> {
    Ok(match reader.u8()? {
        0 => Posted::Instance(Arc::new(read_instance(reader)?)),
        1 => Posted::Class(read_class(reader)?),
        2 => Posted::Indication {
            instance: Arc::new(read_instance(reader)?),
            bookmark: reader.optional_text()?,
            machine_id: reader.optional_text()?,
        },
        3 => Posted::Message { channel: reader.u32()?, text: reader.string()? },
        4 => Posted::Progress {
            activity: reader.string()?,
            current_operation: reader.string()?,
            status: reader.string()?,
            percentage: reader.u32()?,
            seconds_remaining: reader.u32()?,
        },
        5 => Posted::StreamedParameter { name: reader.string()?, value: read_typed(reader)? },
        _ => return Err(reader.wrong("the kind of a result before this")),
    })
}

fn write_question(writer: &mut Writer<'_>, question: &Question) -> Result<(), WireError> {
    match question {
        Question::Prompt { kind, text } => {
            writer.u8(match kind {
                PromptKind::Normal => 0,
                PromptKind::Critical => 1,
            });
            writer.str(text)
        }
        Question::Error(instance) => {
            writer.u8(2);
            write_instance(writer, instance)
        }
    }
}

fn read_question(reader: &mut Reader<'_>) -> Result<Question, WireError> {
    Ok(match reader.u8()? {
        0 => Question::Prompt { kind: PromptKind::Normal, text: reader.string()? },
        1 => Question::Prompt { kind: PromptKind::Critical, text: reader.string()? },
        2 => Question::Error(Arc::new(read_instance(reader)?)),
        _ => return Err(reader.wrong("the kind of a question before this")),
    })
}

fn write_error(writer: &mut Writer<'_>, error: &Error) -> Result<(), WireError> {
    writer.varint(error.status.number().into());
    writer.varint(error.category.number().into());
    writer.str(&error.message)?;
    writer.optional(error.details.as_deref(), write_instance)?;
    // A kind without a number would say nothing to those who read it, and is not made anywhere.
    let cause = error.cause.as_ref().and_then(|cause| {
        CAUSES.iter().position(|kind| *kind == cause.kind).map(|number| (number as u8, cause.code))
    });
    writer.optional(cause, |writer, (kind, code)| {
        writer.u8(kind);
        writer.varint(code.into());
        Ok(())
    })
}

fn read_error(reader: &mut Reader<'_>) -> Result<Error, WireError> {
    let number = reader.u32()?;
    let status = Status::from_number(number);
    if status.number() != number {
        return Err(reader.wrong("a result of this version before this"));
    }
    let number = reader.u32()?;
    let category = ErrorCategory::from_number(number);
    if category.number() != number {
        return Err(reader.wrong("a category of errors before this"));
    }
    Ok(Error {
        status,
        category,
        message: reader.string()?,
        details: reader.optional(read_instance)?.map(Arc::new),
        cause: reader.optional(|reader| {
            let kind = CAUSES.get(usize::from(reader.u8()?)).copied();
            let kind = kind.ok_or_else(|| reader.wrong("the kind of a cause before this"))?;
            Ok(Cause { kind, code: reader.u32()? })
        })?,
    })
}
