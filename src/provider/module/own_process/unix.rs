//! What a process that was made for a module does before all else: it lets go of what it inherited from who started it.

use std::os::fd::AsRawFd;
use std::os::unix::fs::OpenOptionsExt;
use std::ptr::null_mut;

use nix::sys::signal::SigSet;

/// Makes the process one that knows nothing of the program that started it: no open file but the three standard ones, every signal with
/// its default effect, and none blocked. To be called once, first in `main`, while the process has one thread and has opened
/// nothing.
pub fn prepare_process() {
    // SAFETY: nothing in this process owns a descriptor yet but the standard three, so that none is closed under anybody.
    unsafe { libc::syscall(libc::SYS_close_range, 3, u32::MAX, 0) };
    for signal in 1..=libc::SIGRTMAX() {
        // SAFETY: a NULL handler is the default, which no code of this process runs for. Signals that can't have another are refused.
        unsafe { default_effect(signal) };
    }
    // The set is a valid one, so that this can't fail.
    let _ = SigSet::empty().thread_set_mask();
    leave_terminal();
}

/// Has no terminal from here on. A process of another user could otherwise type at the one of who started it, and what it typed would
/// be done with that user's rights.
fn leave_terminal() {
    let mut options = std::fs::OpenOptions::new();
    options.read(true).write(true).custom_flags(libc::O_NOCTTY);
    // Who has no terminal can't open this.
    let Ok(terminal) = options.open("/dev/tty") else { return };
    // SAFETY: the descriptor is open, and this request takes no argument. The process leads no session, so that it alone is meant.
    let result = unsafe { libc::ioctl(terminal.as_raw_fd(), libc::TIOCNOTTY) };
    if result != 0 {
        eprintln!("mi-provider-host: the terminal can't be left: {}", std::io::Error::last_os_error());
    }
}

/// Gives a signal its default effect.
///
/// # Safety
/// No code of this process relies on a handler of its own for the signal.
unsafe fn default_effect(signal: libc::c_int) {
    // The handlers by which Rust's standard library tells of a stack that overflowed.
    if matches!(signal, libc::SIGSEGV | libc::SIGBUS) {
        return;
    }
    // SAFETY: all bits zero are a valid action: the default, without flags and with an empty mask.
    let action: libc::sigaction = unsafe { std::mem::zeroed() };
    // SAFETY: the action is read during the call, and the old one is not asked for.
    unsafe { libc::sigaction(signal, &action, null_mut()) };
}
