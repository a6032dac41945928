//! Operations that are closed while another call works on them.

use super::*;

unsafe extern "system" fn close_at_once(
    operation: *mut MI_Operation,
    _: *mut c_void,
    _: u32,
    _: *const MI_Char,
) {
    assert_eq!(close(unsafe { &mut *operation }), MI_RESULT_OK);
}

#[test]
fn a_fetch_whose_operation_is_closed_inside_of_it_gives_nothing_that_went_with_the_operation() {
    let mut client = Client::served(|_, reply| {
        // The close inside of the callback may come at any point here.
        let _ = reply.post(Posted::Message { channel: 0, text: "close".to_owned() });
        while reply.post_instance(numbered(1)).is_ok() {}
        reply.finish(Ok(()));
    });
    let mut callbacks =
        MI_OperationCallbacks { writeMessage: Some(close_at_once), ..MI_OperationCallbacks::default() };
    let mut operation = client.enumerate(0, &mut callbacks);
    let given = fetch(&mut operation);
    assert!(given.instance.is_null() && !given.more);
    assert_eq!((given.result, given.message, given.details), (MI_RESULT_FAILED, None, None));
    assert_eq!(close(&mut operation), INVALID);
}

#[test]
fn a_fetch_that_loses_a_result_to_a_close_tells_of_no_success() {
    let (sender, finished) = std::sync::mpsc::channel();
    let mut client = Client::served(move |_, reply| {
        let _ = reply.post(Posted::Message { channel: 0, text: "close".to_owned() });
        let _ = reply.post_instance(numbered(1));
        reply.finish(Ok(()));
        sender.send(()).unwrap();
    });
    let mut callbacks =
        MI_OperationCallbacks { writeMessage: Some(close_at_once), ..MI_OperationCallbacks::default() };
    let mut operation = client.enumerate(0, &mut callbacks);
    finished.recv().unwrap();
    let given = fetch(&mut operation);
    assert!(given.instance.is_null() && !given.more);
    assert_eq!(given.result, MI_RESULT_FAILED);
}
