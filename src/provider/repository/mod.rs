//! The embedded repository: classes and instances in an SQLite file that several processes share.
