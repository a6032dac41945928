//! The guards that every exported function has, once.
//!
//! A row of `forward!` is a C function: its comment, its name, its parameters, and the slot of the object's table that does the
//! work. The first parameter is the object. `clearing` names the parameter that receives a handle or a pointer: it is zeroed when
//! the work can't be done. Arguments that differ from the parameters stand behind the slot.

/// The function in a slot of the table behind an object: `None` without an object or a table, `Some(None)` for an empty slot.
macro_rules! slot {
    ($object:ident, $slot:ident) => {{
        let object = $object;
        if object.is_null() {
            None
        } else {
            // SAFETY: the object is not NULL, so by the contract of the exported functions it can be read, and its table is
            // NULL or can be read as long as the object lives.
            unsafe { (*object).ft.as_ref() }.map(|table| table.$slot)
        }
    }};
}

/// Calls a function with its parameters, or with other arguments in their place.
macro_rules! call {
    ($function:ident, $object:ident, ($($argument:ident),*),) => { $function($object, $($argument),*) };
    ($function:ident, $object:ident, ($($argument:ident),*), ($($value:expr),*)) => { $function($object, $($value),*) };
}

/// Exported functions that go through their object's own table and return a result.
macro_rules! forward {
    ($(
        $(#[$attribute:meta])*
        fn $name:ident($object:ident: $object_type:ty $(, $argument:ident: $type:ty)* $(,)?)
            $(clearing $out:ident)? => $slot:ident $(($($value:expr),* $(,)?))?;
    )*) => {$(
        $(#[$attribute])*
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn $name($object: $object_type $(, $argument: $type)*) -> MI_Result {
            let refusal = match slot!($object, $slot) {
                // SAFETY: the arguments are the caller's, passed on as they are.
                Some(Some(function)) => return unsafe {
                    call!(function, $object, ($($argument),*), $(($($value),*))?)
                },
                Some(None) => MI_RESULT_NOT_SUPPORTED,
                None => MI_RESULT_INVALID_PARAMETER,
            };
            // SAFETY: by the contract of the exported functions an out pointer is NULL or can be written.
            $(unsafe { $crate::capi::exports::clear($out) };)?
            refusal
        }
    )*};
}

/// Exported functions that start an operation: what can't be started is reported to the callback that would get the results.
macro_rules! operations {
    ($(
        $(#[$attribute:meta])*
        fn $name:ident($session:ident: $session_type:ty $(, $argument:ident: $type:ty)* ; $callbacks:ident, $operation:ident $(,)?)
            refused by $refuse:ident => $slot:ident;
    )*) => {$(
        $(#[$attribute])*
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn $name(
            $session: $session_type,
            $($argument: $type,)*
            $callbacks: *mut MI_OperationCallbacks,
            $operation: *mut MI_Operation,
        ) {
            let refusal = match slot!($session, $slot) {
                // SAFETY: the arguments are the caller's, passed on as they are.
                Some(Some(function)) => return unsafe { function($session, $($argument,)* $callbacks, $operation) },
                Some(None) => MI_RESULT_NOT_SUPPORTED,
                None => MI_RESULT_INVALID_PARAMETER,
            };
            // SAFETY: by the contract of the exported functions both pointers are NULL or valid.
            unsafe { $refuse($callbacks, $operation, refusal) }
        }
    )*};
}

/// Exported functions that read an option which is stored as a number and has a narrower type in C.
macro_rules! read_numbers {
    ($(
        $(#[$attribute:meta])*
        fn $name:ident($options:ident: $options_type:ty, $out:ident: *mut $type:ty) => $option:literal;
    )*) => {$(
        $(#[$attribute])*
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn $name($options: $options_type, $out: *mut $type) -> MI_Result {
            let mut number: MI_Uint32 = 0;
            let result = read_number!($options, $option, &raw mut number);
            if result == MI_RESULT_OK {
                if $out.is_null() {
                    return MI_RESULT_INVALID_PARAMETER;
                }
                // SAFETY: the pointer is not NULL, so by the contract of the exported functions it can be written.
                unsafe { $out.write(number as $type) };
            }
            result
        }
    )*};
}

/// Reads one number from a set of options.
macro_rules! read_number {
    ($options:ident, $option:literal, $out:expr) => {
        match slot!($options, GetNumber) {
            // SAFETY: the options are the caller's; the name is static text, and the number is written here.
            Some(Some(function)) => unsafe {
                function($options, text!($option), $out, core::ptr::null_mut(), core::ptr::null_mut())
            },
            Some(None) => MI_RESULT_NOT_SUPPORTED,
            None => MI_RESULT_INVALID_PARAMETER,
        }
    };
}

/// Exported functions without an object: they go through one of the client tables.
macro_rules! forward_to_client_table {
    ($(
        $(#[$attribute:meta])*
        fn $name:ident($($argument:ident: $type:ty),* $(,)?) -> $result:ident
            $(requiring $object:ident)? => $table:ident.$slot:ident, else $refusal:expr;
    )*) => {$(
        $(#[$attribute])*
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn $name($($argument: $type),*) -> $result {
            $(
                if $object.is_null() {
                    return MI_RESULT_INVALID_PARAMETER;
                }
            )?
            match $crate::capi::client_tables::CLIENT_TABLES.$table.and_then(|table| table.$slot) {
                // SAFETY: the arguments are the caller's, passed on as they are.
                Some(function) => unsafe { function($($argument),*) },
                None => $refusal,
            }
        }
    )*};
}

/// Text in the character of the interface, with a NUL behind it, as a pointer.
macro_rules! text {
    ($text:literal) => {{
        static UNITS: [MI_Char; $text.len() + 1] = $crate::capi::exports::units($text);
        UNITS.as_ptr()
    }};
}
