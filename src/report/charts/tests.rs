//! Tests over all charts together.
