//! `Shop_SoldOut`, filled in: tells each subscriber twice, and goes on until nobody listens.

use std::sync::mpsc::channel;

use mi::cim::Error;
use mi::provider::{Call, Posted, Provider, Reply, Request};

use crate::schema::Shop_SoldOut;

#[derive(Debug, Default)]
pub struct ClassProvider {}

impl Provider for ClassProvider {
    fn name(&self) -> &str {
        "Shop_SoldOut"
    }

    fn execute(&self, call: &Call, reply: Reply) {
        let Request::Subscribe { .. } = &call.request else {
            return reply.finish(Err(Error::not_supported(call.request.name())));
        };
        let (sender, stopped) = channel();
        reply.on_stop(move |_| sender.send(()).unwrap());
        std::thread::spawn(move || {
            for id in ["bread", "milk"] {
                let instance = Shop_SoldOut { id: Some(id.into()), article: None }.to_instance().unwrap();
                let _ = reply.post(Posted::Indication { instance, bookmark: None, machine_id: None });
            }
            stopped.recv().unwrap();
            reply.finish(Ok(()));
        });
    }
}
