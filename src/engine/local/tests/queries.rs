//! Queries of what modules have.

use super::*;

#[test]
fn a_query_is_an_enumeration_with_the_listed_properties() {
    let setup = set_up(&[("a.reg", FILE)]);
    assert_eq!(setup.query("WQL", "SELECT * FROM T_Small").unwrap(), ["T_Small module", "T_Tiny module"]);
    assert_eq!(setup.query("CQL", "select id from t_tiny").unwrap(), ["T_Tiny id"]);
    assert_eq!(setup.query("WQL", "SELECT * FROM T_Number").unwrap().len(), 3);
}

#[test]
fn a_query_that_asks_for_what_is_not_there_or_not_built_says_so() {
    let setup = set_up(&[("a.reg", FILE)]);
    let status = |dialect, query| setup.query(dialect, query).unwrap_err().status;
    assert_eq!(status("WQL", "SELECT Nothing FROM T_Small"), Status::InvalidQuery);
    assert_eq!(status("WQL", "SELECT COUNT(*) FROM T_Small"), Status::NotSupported);
    assert_eq!(status("WQL", "SELECT * FROM T_Small WITHIN 5"), Status::NotSupported);
    assert_eq!(status("WQL", "SELECT * FROM T_Only_Here"), Status::NotSupported);
    let error = setup.query("WQL", "SELECT * FROM T_Small\nWHERE Id = 'x'").unwrap_err();
    assert_eq!(error.status, Status::InvalidQuery);
    assert!(error.message.contains("at line 2, column 12, Id is of type uint32"), "{}", error.message);
}

#[test]
fn a_condition_chooses_among_the_instances_of_modules() {
    let setup = set_up(&[("a.reg", FILE)]);
    for (query, expected) in [
        ("SELECT * FROM T_Small WHERE Id = 1", vec!["T_Small module", "T_Tiny module"]),
        ("SELECT * FROM T_Small WHERE Id <> 1", vec![]),
        ("SELECT * FROM T_Small WHERE From LIKE 'mod%' AND __CLASS = 'T_TINY'", vec!["T_Tiny module"]),
        ("SELECT * FROM T_Number WHERE From = 'repository'", vec!["T_Number repository"]),
        ("SELECT Id FROM T_Small WHERE From = 'module' AND NOT __CLASS = 'T_Tiny'", vec!["T_Small Id"]),
    ] {
        assert_eq!(setup.query("WQL", query).unwrap(), expected, "{query}");
    }
}

#[test]
fn associators_of_and_references_of_ask_modules_for_what_is_associated() {
    let setup = set_up(&[("a.reg", FILE)]);
    let query = |query: &str| setup.query("WQL", query);
    assert_eq!(query("REFERENCES OF {T_World.Id=1}").unwrap(), ["T_Link module", "T_Other_Link module"]);
    assert_eq!(query("REFERENCES OF {T_World.Id=1} WHERE ResultClass = T_Link").unwrap(), ["T_Link module"]);
    assert_eq!(
        query("ASSOCIATORS OF {T_World.Id=1} WHERE AssocClass = T_Other_Link KeysOnly").unwrap(),
        ["T_Other_Link Id"]
    );
    assert_eq!(query("REFERENCES OF {T_World.Id=1} WHERE RequiredQualifier = Dynamic").unwrap(), [""; 0]);
    let refused = query("ASSOCIATORS OF {T_World.Id=1} WHERE ClassDefsOnly").unwrap_err();
    assert_eq!(refused.status, Status::NotSupported);
    assert_eq!(query("REFERENCES OF {T_World.Other=1}").unwrap_err().status, Status::InvalidParameter);
}
