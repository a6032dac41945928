//! The files that MOF includes: the client reads them.

use std::sync::Arc;

use super::Format;
use super::input::{LONGEST, undecodable};
use crate::abi::*;
use crate::cim::{Status, Text, encoding};
use crate::mof::{Source, SourceLoader};
use crate::object::boundary::pointer_or_null;

/// Asks the client for what is included.
#[derive(Default)]
pub(super) struct ClientFiles(pub(super) MI_DeserializerCallbacks);

impl SourceLoader for ClientFiles {
    fn load(&mut self, path: &str, _: &Source) -> Result<Arc<Source>, String> {
        // Without a callback, and where the client has no such file, nothing is included, as with OMI: what is missing then shows
        // where it is needed.
        let nothing = || Ok(Source::new(path, ""));
        let Some(get) = self.0.getIncludedFileContent else { return nothing() };
        let name = Text::from(path);
        let (mut buffer, mut length) = (std::ptr::null_mut(), 0);
        // SAFETY: the function is the client's; the name lives until it returns, and the out-parameters are there.
        let result = unsafe {
            get(self.0.includedFileContext, pointer_or_null(Some(&name)), &mut buffer, &mut length)
        };
        match result {
            MI_RESULT_OK if buffer.is_null() => return nothing(),
            MI_RESULT_OK => {}
            MI_RESULT_NOT_FOUND => return nothing(),
            result => {
                return Err(format!(
                    "getIncludedFileContent answered with result {result} ({})",
                    Status::from_number(result).symbol()
                ));
            }
        }
        let source = if length as usize > LONGEST {
            Err(format!("it has {length} bytes, and more than {LONGEST} are not read"))
        } else {
            // SAFETY: the client gave so many bytes, which stay until they are given back.
            let bytes = unsafe { std::slice::from_raw_parts(buffer, length as usize) };
            encoding::decode_terminated(bytes)
                .map(|text| Source::new(path, text))
                .map_err(|error| undecodable(Format::Mof, Some(path), &error).message)
        };
        if let Some(free) = self.0.freeIncludedFileContent {
            // SAFETY: the function is the client's, and the buffer what it gave; nothing of it is used any more.
            unsafe { free(self.0.includedFileContext, buffer) };
        }
        source
    }
}
