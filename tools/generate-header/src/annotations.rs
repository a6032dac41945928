//! The words about parameters that existing code carries. On Windows `sal.h` has them; elsewhere they are empty.

/// Words without arguments.
const PLAIN: &[&str] = &[
    "_Check_return_",
    "_Deref_post_z_",
    "_Deref_pre_z_",
    "_Deref_prepost_opt_z_",
    "_In_",
    "_In_opt_",
    "_In_opt_z_",
    "_In_z_",
    "_Inout_",
    "_Inout_opt_",
    "_Inout_opt_z_",
    "_Inout_z_",
    "_Must_inspect_result_",
    "_Null_terminated_",
    "_Out_",
    "_Out_opt_",
    "_Outptr_",
    "_Outptr_opt_",
    "_Outptr_opt_result_maybenull_",
    "_Outptr_opt_result_maybenull_z_",
    "_Outptr_opt_result_z_",
    "_Outptr_result_maybenull_",
    "_Outptr_result_maybenull_z_",
    "_Outptr_result_z_",
    "_Post_invalid_",
    "_Post_ptr_invalid_",
    "_Post_valid_",
    "_Post_z_",
    "_Pre_notnull_",
    "_Pre_valid_",
    "_Ret_maybenull_",
    "_Ret_notnull_",
    "_Ret_z_",
    "_Use_decl_annotations_",
];

/// Words with one argument.
const WITH_ONE: &[&str] = &[
    "_Always_",
    "_Field_size_",
    "_Field_size_bytes_",
    "_In_count_",
    "_In_reads_",
    "_In_reads_bytes_",
    "_In_reads_opt_",
    "_In_reads_z_",
    "_Inout_count_",
    "_Inout_updates_",
    "_Inout_updates_z_",
    "_Out_writes_",
    "_Out_writes_bytes_",
    "_Out_writes_opt_",
    "_Out_writes_opt_z_",
    "_Out_writes_z_",
    "_Outptr_result_buffer_",
    "_Outptr_result_buffer_maybenull_",
    "_Outptr_result_bytebuffer_",
    "_Post_equal_to_",
    "_Post_readable_size_",
    "_Post_satisfies_",
    "_Post_writable_byte_size_",
    "_Pre_writable_byte_size_",
    "_Pre_writable_size_",
    "_Readable_bytes_",
    "_Return_type_success_",
    "_Success_",
];

/// Words with two arguments.
const WITH_TWO: &[&str] = &["_Out_writes_to_", "_Out_writes_to_opt_", "_When_"];

/// A definition of each word that is not defined yet.
pub fn definitions() -> String {
    let mut text = String::new();
    for (words, arguments) in [(PLAIN, ""), (WITH_ONE, "(a)"), (WITH_TWO, "(a, b)")] {
        for word in words {
            text.push_str(&format!("#if !defined({word})\n# define {word}{arguments}\n#endif\n"));
        }
    }
    text
}
