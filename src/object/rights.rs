//! Whose rights a thread has and whose a file is, on Windows, and what else the system tells of that no safe crate asks for.
//!
//! It is no face of the model. It lies here because it takes unsafe code, and this is the lowest floor that has any.

use std::ffi::{OsStr, c_void};
use std::fs::File;
use std::io;
use std::os::windows::ffi::OsStrExt;
use std::os::windows::io::{AsRawHandle, FromRawHandle, OwnedHandle};
use std::path::Path;
use std::ptr::null_mut;
use std::sync::OnceLock;

use windows_sys::Win32::Foundation::{ERROR_NO_TOKEN, ERROR_SUCCESS, GetLastError, HANDLE, LocalFree};
use windows_sys::Win32::Security::Authorization::{
    ConvertStringSecurityDescriptorToSecurityDescriptorW, GetNamedSecurityInfoW, GetSecurityInfo,
    SDDL_REVISION_1, SE_FILE_OBJECT,
};
use windows_sys::Win32::Security::{
    CheckTokenMembership, CreateWellKnownSid, GetLengthSid, GetTokenInformation, OWNER_SECURITY_INFORMATION,
    PSID, SECURITY_ATTRIBUTES, SECURITY_MAX_SID_SIZE, TOKEN_QUERY, TOKEN_USER, TokenUser,
    WELL_KNOWN_SID_TYPE, WinBuiltinAdministratorsSid, WinLocalSystemSid,
};
use windows_sys::Win32::Storage::FileSystem::CreateDirectoryW;
use windows_sys::Win32::System::LibraryLoader::{
    GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS, GET_MODULE_HANDLE_EX_FLAG_PIN, GetModuleHandleExW,
};
use windows_sys::Win32::System::Threading::{
    GetCurrentProcess, GetCurrentThread, OpenProcessToken, OpenThreadToken,
};

const LONGEST: usize = SECURITY_MAX_SID_SIZE as usize;

/// Who somebody is, to Windows: a user or a group.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct SecurityId {
    /// What is behind its length is zero.
    bytes: [u8; LONGEST],
}

impl SecurityId {
    /// Nobody's: what can't be asked for.
    const NOBODY: SecurityId = SecurityId { bytes: [0; LONGEST] };

    /// # Safety
    /// `sid` is NULL or leads to a valid one.
    unsafe fn copy(sid: PSID) -> SecurityId {
        let mut copy = SecurityId::NOBODY;
        if !sid.is_null() {
            // SAFETY: by the contract.
            let length = (unsafe { GetLengthSid(sid) } as usize).min(LONGEST);
            // SAFETY: a valid one has so many bytes, and the copy has room for them.
            unsafe { std::ptr::copy_nonoverlapping(sid.cast::<u8>(), copy.bytes.as_mut_ptr(), length) };
        }
        copy
    }

    fn well_known(kind: WELL_KNOWN_SID_TYPE) -> SecurityId {
        let mut made = SecurityId::NOBODY;
        let mut length = LONGEST as u32;
        // SAFETY: the buffer has the room that is said, which suffices for every one. Where it fails, nothing is written.
        unsafe { CreateWellKnownSid(kind, null_mut(), made.bytes.as_mut_ptr().cast(), &mut length) };
        made
    }

    fn as_ptr(&self) -> PSID {
        self.bytes.as_ptr().cast_mut().cast()
    }
}

/// As Windows writes it, `S-1-5-18` say.
impl std::fmt::Display for SecurityId {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let authority = self.bytes[2..8].iter().fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
        write!(formatter, "S-{}-{authority}", self.bytes[0])?;
        let parts = self.bytes[8..].as_chunks::<4>().0;
        parts
            .iter()
            .take(self.bytes[1].into())
            .try_for_each(|part| write!(formatter, "-{}", u32::from_le_bytes(*part)))
    }
}

impl std::fmt::Debug for SecurityId {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Display::fmt(self, formatter)
    }
}

/// The user that this thread acts for: the one that it impersonates, else that of the process.
pub(crate) fn user_of_thread() -> SecurityId {
    let mut token: HANDLE = null_mut();
    // SAFETY: the thread's own pseudo handle, and a place for the token. With the rights of the process, which may always ask.
    if unsafe { OpenThreadToken(GetCurrentThread(), TOKEN_QUERY, 1, &mut token) } != 0 {
        // SAFETY: it was opened just now, and nobody else closes it.
        return user_of(&unsafe { OwnedHandle::from_raw_handle(token) });
    }
    // SAFETY: it may be asked at any time.
    match unsafe { GetLastError() } {
        ERROR_NO_TOKEN => user_of_process(),
        // It impersonates somebody who is not to be known.
        _ => SecurityId::NOBODY,
    }
}

/// The user that the process was started for. It does not change.
fn user_of_process() -> SecurityId {
    static USER: OnceLock<SecurityId> = OnceLock::new();
    *USER.get_or_init(|| {
        let mut token: HANDLE = null_mut();
        // SAFETY: the process's own pseudo handle, and a place for the token.
        if unsafe { OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY, &mut token) } == 0 {
            return SecurityId::NOBODY;
        }
        // SAFETY: it was opened just now, and nobody else closes it.
        user_of(&unsafe { OwnedHandle::from_raw_handle(token) })
    })
}

fn user_of(token: &OwnedHandle) -> SecurityId {
    // A TOKEN_USER and what it leads to, in words that are aligned for it.
    let mut room = [0_u64; (size_of::<TOKEN_USER>() + LONGEST).div_ceil(8)];
    let mut length = 0;
    let size = size_of_val(&room) as u32;
    // SAFETY: the token is open, and the room as large as is said.
    let found = unsafe {
        GetTokenInformation(token.as_raw_handle(), TokenUser, room.as_mut_ptr().cast(), size, &mut length)
    };
    if found == 0 {
        return SecurityId::NOBODY;
    }
    // SAFETY: it was filled in, and leads into the room.
    unsafe { SecurityId::copy((*room.as_ptr().cast::<TOKEN_USER>()).User.Sid) }
}

/// Whether this thread may do what administrators may: neither a user without those rights, nor an administrator who has not asked for
/// them ("as administrator") is one. Services of the account SYSTEM are.
pub(crate) fn is_administrator() -> bool {
    let administrators = SecurityId::well_known(WinBuiltinAdministratorsSid);
    let mut is_member = 0;
    // SAFETY: without a token the thread's own counts; the group is valid, and the answer has a place.
    let asked = unsafe { CheckTokenMembership(null_mut(), administrators.as_ptr(), &mut is_member) };
    asked != 0 && is_member != 0
}

/// Whether a file or folder was made by somebody who can be trusted with the whole machine: the system, an administrator, or the user of
/// this process.
pub(crate) fn is_trusted(path: &Path) -> io::Result<bool> {
    owner_of(path).map(is_trusted_owner)
}

/// The same of a file that is open: whatever becomes of its name meanwhile, it is the one that is read.
pub(crate) fn is_trusted_file(file: &File) -> io::Result<bool> {
    owner_of_file(file).map(is_trusted_owner)
}

fn is_trusted_owner(owner: SecurityId) -> bool {
    let trusted = [WinBuiltinAdministratorsSid, WinLocalSystemSid].map(SecurityId::well_known);
    owner != SecurityId::NOBODY && (trusted.contains(&owner) || owner == user_of_process())
}

fn owner_of(path: &Path) -> io::Result<SecurityId> {
    let path = wide(path.as_os_str());
    owner_told(|owner, descriptor| {
        // SAFETY: the path ends in a NUL, and what is asked for has places.
        unsafe {
            GetNamedSecurityInfoW(
                path.as_ptr(),
                SE_FILE_OBJECT,
                OWNER_SECURITY_INFORMATION,
                owner,
                null_mut(),
                null_mut(),
                null_mut(),
                descriptor,
            )
        }
    })
}

fn owner_of_file(file: &File) -> io::Result<SecurityId> {
    owner_told(|owner, descriptor| {
        // SAFETY: the file is open, and what is asked for has places.
        unsafe {
            GetSecurityInfo(
                file.as_raw_handle(),
                SE_FILE_OBJECT,
                OWNER_SECURITY_INFORMATION,
                owner,
                null_mut(),
                null_mut(),
                null_mut(),
                descriptor,
            )
        }
    })
}

/// The owner that a function of the system tells, in a descriptor that it allocates.
fn owner_told(ask: impl FnOnce(&mut PSID, &mut *mut c_void) -> u32) -> io::Result<SecurityId> {
    let (mut owner, mut descriptor) = (null_mut(), null_mut());
    let result = ask(&mut owner, &mut descriptor);
    if result != ERROR_SUCCESS {
        return Err(io::Error::from_raw_os_error(result as i32));
    }
    // SAFETY: the owner lies in the descriptor, which the system allocated for this function.
    Ok(unsafe { taken_from(owner, descriptor) })
}

/// Frees a descriptor, and gives the owner in it.
///
/// # Safety
/// `owner` is NULL or lies in `descriptor`, which the system allocated and nobody else frees.
unsafe fn taken_from(owner: PSID, descriptor: *mut c_void) -> SecurityId {
    // SAFETY: by the contract.
    let copy = unsafe { SecurityId::copy(owner) };
    // SAFETY: it was allocated for the caller, who frees it once.
    unsafe { LocalFree(descriptor) };
    copy
}

/// Who may enter a folder that the library makes: the system, administrators, and whoever owns what is in it. Nothing is inherited from
/// the folder above, which may be everybody's, as `%ProgramData%` is. Whose the folder itself is may be asked by everybody: who is let read a
/// file in it has to know whether to believe it.
const PRIVATE: &str = "D:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;FA;;;OW)(A;;RC;;;WD)";

/// Makes a folder that nobody but its owner, administrators and the system enters. The one above it is there.
pub(crate) fn make_private_folder(path: &Path) -> io::Result<()> {
    let (path, rights) = (wide(path.as_os_str()), wide(OsStr::new(PRIVATE)));
    let mut descriptor: *mut c_void = null_mut();
    // SAFETY: the text ends in a NUL, and the descriptor has a place; its size is not asked for.
    let converted = unsafe {
        ConvertStringSecurityDescriptorToSecurityDescriptorW(
            rights.as_ptr(),
            SDDL_REVISION_1,
            &mut descriptor,
            null_mut(),
        )
    };
    if converted == 0 {
        return Err(io::Error::last_os_error());
    }
    let attributes = SECURITY_ATTRIBUTES {
        nLength: size_of::<SECURITY_ATTRIBUTES>() as u32,
        lpSecurityDescriptor: descriptor,
        bInheritHandle: 0,
    };
    // SAFETY: the path ends in a NUL, and the descriptor is valid.
    let made = unsafe { CreateDirectoryW(path.as_ptr(), &attributes) };
    let result = if made != 0 { Ok(()) } else { Err(io::Error::last_os_error()) };
    // SAFETY: it was allocated for the caller, who frees it once.
    unsafe { LocalFree(descriptor) };
    result
}

/// Keeps the library or program that has this function in memory until the process ends, whoever lets go of it.
pub(crate) fn stay_mapped(inside: fn()) {
    let mut module = null_mut();
    let flags = GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS | GET_MODULE_HANDLE_EX_FLAG_PIN;
    // SAFETY: with this flag the name is an address in the module, and the handle has a place.
    let found = unsafe { GetModuleHandleExW(flags, inside as *const u16, &mut module) };
    if found == 0 {
        tracing::warn!(error = %io::Error::last_os_error(), "the library can't be kept in memory");
    }
}

/// Whether the process ends, and all its threads but this one have ended.
pub(crate) fn process_ends() -> bool {
    #[link(name = "ntdll")]
    unsafe extern "system" {
        fn RtlDllShutdownInProgress() -> u8;
    }
    // SAFETY: it reads a flag, and may be called at any time.
    unsafe { RtlDllShutdownInProgress() != 0 }
}

fn wide(text: &OsStr) -> Vec<u16> {
    text.encode_wide().chain([0]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thread_acts_for_the_user_of_its_process() {
        let user = user_of_thread();
        assert_eq!(user, user_of_process());
        assert!(user.to_string().starts_with("S-1-5-"), "{user}");
    }

    #[test]
    fn the_system_and_the_administrators_have_the_names_that_everybody_knows() {
        assert_eq!(SecurityId::well_known(WinLocalSystemSid).to_string(), "S-1-5-18");
        assert_eq!(SecurityId::well_known(WinBuiltinAdministratorsSid).to_string(), "S-1-5-32-544");
    }

    #[test]
    fn a_process_that_runs_does_not_end() {
        assert!(!process_ends());
    }

    #[test]
    fn what_this_process_made_is_trusted() {
        let folder = tempfile::tempdir().unwrap();
        let private = folder.path().join("private");
        make_private_folder(&private).unwrap();
        assert!(is_trusted(&private).unwrap());
        std::fs::write(private.join("file"), "x").unwrap();
        assert_eq!(std::fs::read(private.join("file")).unwrap(), b"x");
        assert!(is_trusted_file(&File::open(private.join("file")).unwrap()).unwrap());
        assert!(make_private_folder(&private).is_err(), "it is there");
        assert!(is_trusted(&folder.path().join("absent")).is_err());
    }
}
