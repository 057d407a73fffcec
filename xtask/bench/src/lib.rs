//! The engine with widths of any size, to be measured: from JavaScript beside its peers, natively by instruction and by kernel.

pub mod engine;
#[cfg(target_arch = "wasm32")]
pub mod web;
pub mod workloads;
