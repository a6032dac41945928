//! Classes that are registered for the sake of others.

use super::*;

#[test]
fn a_class_that_others_only_refer_to_has_no_instances() {
    let setup = set_up(&[("a.reg", FILE)]);
    let error = setup.enumerate("T_Extra", DEEP).unwrap_err();
    assert_eq!(error.status, Status::NotSupported);
    assert!(error.message.contains("CLASS=T_Extra"), "{}", error.message);
}

#[test]
fn a_class_that_is_registered_as_the_superclass_of_others_alone_is_enumerated_with_their_instances() {
    let text = "LIBRARY=good.so\nHOSTING=@inproc@\nEXTRACLASS=T_Abstract\nCLASS=T_Concrete:T_Abstract\n";
    let setup = set_up(&[("a.reg", text)]);
    assert_eq!(setup.enumerate("T_Abstract", DEEP).unwrap(), ["T_Concrete module"]);
    let error = setup.enumerate("T_Abstract", OperationFlags::SHALLOW).unwrap_err();
    assert_eq!(error.status, Status::NotSupported);
}
