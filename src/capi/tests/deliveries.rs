//! What is delivered beside instances: pieces of parameters, and indications.

use super::*;
use crate::object::options::{SUBSCRIPTION_DELIVERY_OPTIONS_FT, new_subscription_delivery_options};
use crate::provider::{Delivery, Request};

type Acknowledge = unsafe extern "system" fn(*mut MI_Operation) -> MI_Result;

/// A piece that was delivered; the pointers are good until it is acknowledged.
struct Piece {
    operation: MI_Operation,
    name: *const MI_Char,
    value: *const MI_Value,
    acknowledge: Option<Acknowledge>,
}

// SAFETY: the tests look at the pointers only while they are good.
unsafe impl Send for Piece {}

unsafe extern "system" fn on_piece(
    operation: *mut MI_Operation,
    context: *mut c_void,
    name: *const MI_Char,
    kind: MI_Type,
    value: *const MI_Value,
    acknowledge: Option<Acknowledge>,
) {
    assert_eq!(kind, MI_STRING);
    let (pieces, operation) = unsafe { (&*context.cast::<Sender<Piece>>(), *operation) };
    pieces.send(Piece { operation, name, value, acknowledge }).unwrap();
}

unsafe extern "system" fn no_result(
    operation: *mut MI_Operation,
    _: *mut c_void,
    _: *const MI_Instance,
    _: MI_Boolean,
    _: MI_Result,
    _: *const MI_Char,
    _: *const MI_Instance,
    acknowledge: Option<Acknowledge>,
) {
    if let Some(acknowledge) = acknowledge {
        unsafe { acknowledge(operation) };
    }
}

#[test]
fn a_piece_of_a_parameter_is_good_until_it_is_acknowledged_late_and_elsewhere() {
    let mut client = Client::served(|_, reply| {
        for text in ["one", "two"] {
            let value = Value::String(Text::from(text));
            reply.post(Posted::StreamedParameter { name: "Piece".to_owned(), value }).unwrap();
        }
        reply.finish(Ok(()));
    });
    let (sender, pieces) = channel::<Piece>();
    let mut callbacks = MI_OperationCallbacks {
        // A callback may still be on its way out when the test ends, so that this is never freed.
        callbackContext: (&raw mut *Box::leak(Box::new(sender))).cast(),
        instanceResult: Some(no_result),
        streamedParameterResult: Some(on_piece),
        ..MI_OperationCallbacks::default()
    };
    let mut operation = client.get(MI_OPERATIONFLAGS_MANUAL_ACK_RESULTS, &mut callbacks);
    for text in ["one", "two"] {
        let mut piece = pieces.recv().unwrap();
        assert!(pieces.try_recv().is_err(), "the next piece came before the acknowledgement");
        assert_eq!(read(piece.name).as_deref(), Some("Piece"));
        assert_eq!(read(unsafe { (*piece.value).string }).as_deref(), Some(text));
        assert_eq!(unsafe { piece.acknowledge.unwrap()(&mut piece.operation) }, MI_RESULT_OK);
    }
    close(&mut operation);
}

#[test]
fn a_subscription_has_the_delivery_that_its_client_chose_and_brings_bookmarks() {
    let (sender, asked) = channel();
    let mut client = Client::served(move |call, reply| {
        let Request::Subscribe { delivery, .. } = &call.request else { panic!("{:?}", call.request) };
        let bookmark = delivery.bookmark().map(ToString::to_string);
        sender.send((delivery.delivery, bookmark)).unwrap();
        let (bookmark, machine_id) = (Some(Text::from("8")), Some(Text::from("here")));
        reply.post(Posted::Indication { instance: numbered(1), bookmark, machine_id }).unwrap();
        reply.finish(Ok(()));
    });
    for (number, expected) in [
        (MI_SubscriptionDeliveryType_Pull, Delivery::Pull),
        (MI_SubscriptionDeliveryType_Push, Delivery::Push),
        (77, Delivery::Pull),
    ] {
        let mut delivery = MI_SubscriptionDeliveryOptions::default();
        let mut operation = MI_Operation::default();
        let (dialect, query) = (c("CQL"), c("SELECT * FROM Test_Thing"));
        unsafe {
            new_subscription_delivery_options(number, &mut delivery).unwrap();
            let (name, bookmark) = (c("__MI_SUBSCRIPTIONDELIVERYOPTIONS_SET_BOOKMARK"), c("7"));
            let set = SUBSCRIPTION_DELIVERY_OPTIONS_FT.SetString.unwrap();
            assert_eq!(set(&mut delivery, ptr(&name), ptr(&bookmark), 0), MI_RESULT_OK);
            SESSION_FT.Subscribe.unwrap()(
                &mut client.session,
                0,
                null_mut(),
                null(),
                ptr(&dialect),
                ptr(&query),
                &delivery,
                null_mut(),
                &mut operation,
            );
            SUBSCRIPTION_DELIVERY_OPTIONS_FT.Delete.unwrap()(&mut delivery);
        }
        let (mut instance, mut more, mut result) = (null(), 0, 99);
        let (mut bookmark, mut machine) = (null(), null());
        let fetched = unsafe {
            OPERATION_FT.GetIndication.unwrap()(
                &mut operation,
                &mut instance,
                &mut bookmark,
                &mut machine,
                &mut more,
                &mut result,
                null_mut(),
                null_mut(),
            )
        };
        assert_eq!((fetched, result, more), (MI_RESULT_OK, MI_RESULT_OK, MI_TRUE));
        assert!(!instance.is_null());
        assert_eq!((read(bookmark).as_deref(), read(machine).as_deref()), (Some("8"), Some("here")));
        assert_eq!(asked.recv().unwrap(), (expected, Some("7".to_owned())));
        close(&mut operation);
    }
}
