//! The configuration: one TOML file, and environment variables over it.
