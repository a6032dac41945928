//! One operation from start to end: applications, sessions, operations, the worker pool and the router.
