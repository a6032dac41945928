//! Where modules run.

use super::*;

#[test]
fn a_module_is_opened_in_the_place_that_its_registration_says() {
    let setup = set_up(&[
        ("a.reg", "LIBRARY=placed.so\nCLASS=T_Default\nHOSTING=daemon\nCLASS=T_User\n"),
        (
            "b.reg",
            "LIBRARY=placed.so\nHOSTING=@requestor-shell@\nCLASS=T_Shell\nHOSTING=@inproc@\nCLASS=T_Here\n",
        ),
    ]);
    let place = |user: Option<&str>, shell| Placement::Process { user: user.map(str::to_owned), shell };
    for (class, expected) in [
        ("T_Default", place(None, false)),
        ("T_User", place(Some("daemon"), false)),
        ("T_Shell", place(None, true)),
        ("T_Here", Placement::InProcess),
    ] {
        let message = setup.get(class).unwrap_err().message;
        assert!(message.starts_with(&format!("GetInstance of {class} in root/test can't be carried out: ")));
        assert!(message.ends_with(&format!("{expected:?}")), "{message}");
    }
}
