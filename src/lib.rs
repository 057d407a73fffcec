//! Chainrule: a neural-network playground that shows its work.
//!
//! The modules, from the ground up; each may use only those above it:
//!
//! - [`error`]: the one error type, with what was found, what was expected and what to do.
//! - `meant`: which name was meant by one that is misspelt.
//! - [`nn`]: the engine. Numbers only: layers, activations, losses, optimisers, the training step.
//! - [`data`]: the data sets, their split into training and test samples, the order of batches.
//! - [`session`]: the application's model: a [`session::Config`] becomes data, trainer and history.
//! - [`catalog`]: every registry as data, for menus, documentation and tests.
//! - [`plot`]: loss curve, network, points and heat maps, over any drawing backend.
//! - `web` (wasm32 only): the class that JavaScript sees.

#[cfg(all(target_arch = "wasm32", not(target_feature = "simd128")))]
compile_error!("build with `-C target-feature=+simd128`; a RUSTFLAGS in the environment drops .cargo/config.toml's");

pub mod catalog;
pub mod data;
pub mod error;
mod meant;
pub mod nn;
mod order;
pub mod plot;
pub mod session;
#[cfg(target_arch = "wasm32")]
pub mod web;
