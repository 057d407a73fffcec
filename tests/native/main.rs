//! The native tests of the public API. Tests of single modules stand beside their code.
#![cfg(not(target_arch = "wasm32"))]

mod allocation;
mod article_chain;
mod articles;
mod classes;
mod counting;
mod csv;
mod explained;
mod formula;
mod fuzz;
mod golden;
mod gradcheck;
mod lessons;
#[path = "../common/parity.rs"]
mod parity;
mod properties;
mod training;

#[test]
fn same_bits_as_recorded() {
    parity::check();
}
