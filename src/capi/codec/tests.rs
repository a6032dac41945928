//! What the C tests can't see because they are of the narrow library: texts in units of the library's character.

use super::*;
use crate::cim::{Text, Unit};
use crate::object::testing::*;

const FORMATS: [Format; 2] = [Format::Xml, Format::Mof];

fn serializer(format: Format) -> MI_Serializer {
    let mut serializer = MI_Serializer::default();
    // SAFETY: a place that lives.
    unsafe { new_serializer(0, format, &mut serializer) }.unwrap();
    serializer
}

fn deserializer(format: Format) -> MI_Deserializer {
    let mut deserializer = MI_Deserializer::default();
    // SAFETY: a place that lives.
    unsafe { new_deserializer(0, format, &mut deserializer) }.unwrap();
    deserializer
}

/// An instance as the units that a serializer writes.
fn written(format: Format, instance: *const MI_Instance) -> Vec<u8> {
    let mut serializer = serializer(format);
    let (write, close) = (SERIALIZER_FT.SerializeInstance.unwrap(), SERIALIZER_FT.Close.unwrap());
    let mut needed = 0;
    // SAFETY: what lives, or NULL.
    unsafe {
        let result = write(&mut serializer, 0, instance, std::ptr::null_mut(), 0, &mut needed);
        assert_eq!(result, MI_RESULT_FAILED);
        let mut bytes = vec![0; needed as usize];
        assert_eq!(
            write(&mut serializer, 0, instance, bytes.as_mut_ptr(), needed, &mut needed),
            MI_RESULT_OK
        );
        assert_eq!(needed as usize, bytes.len());
        assert_eq!(close(&mut serializer), MI_RESULT_OK);
        bytes
    }
}

#[test]
fn formats_are_found_by_their_names() {
    // SAFETY: strings that live, or NULL.
    unsafe {
        assert_eq!(format_of(ptr(&c("MI_XML"))), Ok(Format::Xml));
        assert_eq!(format_of(ptr(&c("MI_MOF_CIMV2_EXTV1"))), Ok(Format::Mof));
        assert_eq!(format_of(ptr(&c("mi_xml"))), Err(MI_RESULT_NOT_SUPPORTED));
        assert_eq!(format_of(std::ptr::null()), Err(INVALID));
        assert_eq!(mof_format_of(ptr(&c("mi_mof_cimv2_extv1"))), Ok(Format::Mof));
        assert_eq!(mof_format_of(ptr(&c("MI_XML"))), Err(MI_RESULT_NOT_SUPPORTED));
    }
}

#[test]
fn a_text_is_written_in_the_librarys_units_and_read_back() {
    for format in FORMATS {
        let instance = thing();
        let bytes = written(format, instance);
        assert_eq!(bytes.len() % size_of::<Unit>(), 0);
        let first = if format == Format::Xml { b'<' } else { b'i' };
        let mut unit = [0; size_of::<Unit>()];
        unit.copy_from_slice(&bytes[..size_of::<Unit>()]);
        assert_eq!(Unit::from_ne_bytes(unit), Unit::from(first));

        let mut deserializer = deserializer(format);
        let mut class = std::ptr::null_mut();
        let (mut found, mut read) = (std::ptr::null_mut(), 0);
        // SAFETY: what lives, or NULL.
        unsafe {
            let get_class = (*(*instance).ft).GetClass.unwrap();
            assert_eq!(get_class(instance, &mut class), MI_RESULT_OK);
            let result = DESERIALIZER_FT.DeserializeInstance.unwrap()(
                &mut deserializer,
                0,
                bytes.as_ptr().cast_mut(),
                bytes.len() as u32,
                &mut class,
                1,
                None,
                std::ptr::null_mut(),
                &mut read,
                &mut found,
                std::ptr::null_mut(),
            );
            assert_eq!(result, MI_RESULT_OK);
            assert_eq!(read as usize, bytes.len());
            crate::object::class::delete_class(class);
            assert_eq!(DESERIALIZER_FT.Close.unwrap()(&mut deserializer), MI_RESULT_OK);
        }
        delete(found);
        delete(instance);
    }
}

#[test]
fn the_name_of_a_class_counts_units_with_the_terminator() {
    let text = Text::from("<CLASS NAME=\"Thing\"></CLASS>");
    let units = text.units();
    let mut deserializer = deserializer(Format::Xml);
    let (mut name, mut length) = ([0 as Unit; 16], 16);
    // SAFETY: what lives, or NULL.
    unsafe {
        let result = DESERIALIZER_FT.Class_GetClassName.unwrap()(
            &mut deserializer,
            units.as_ptr().cast::<u8>().cast_mut(),
            size_of_val(units) as u32,
            name.as_mut_ptr().cast(),
            &mut length,
            std::ptr::null_mut(),
        );
        assert_eq!(result, MI_RESULT_OK);
        assert_eq!(DESERIALIZER_FT.Close.unwrap()(&mut deserializer), MI_RESULT_OK);
    }
    let expected = Text::from("Thing");
    assert_eq!(length as usize, expected.units().len() + 1);
    assert_eq!(name[..expected.units().len()], *expected.units());
    assert_eq!(name[expected.units().len()], 0);
}
