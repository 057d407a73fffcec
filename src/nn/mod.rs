//! The engine: numbers only. It knows no pixels, clocks, JavaScript or users' strings.
//!
//! Legend, used everywhere below: `n` samples in a batch, `stride` samples a buffer has room for,
//! `F` input features, `O` outputs, `P` parameters. A buffer written `[width][stride]` is
//! feature-major: the values of one unit for all samples lie side by side, so that the inner loops
//! run along the batch. `x` goes into a layer and `y` comes out; `dx` and `dy` are the gradients of
//! the loss with respect to them.

pub mod activation;
pub mod answers;
pub mod column;
pub mod curvature;
mod exp;
pub mod gradcheck;
pub mod init;
pub mod kernels;
pub mod lanes;
pub mod layer;
pub mod loss;
pub mod metrics;
pub mod neighbours;
pub mod network;
pub mod objective;
pub mod optim;
pub mod planted;
pub mod products;
pub mod registry;
pub mod regularise;
pub mod rehearsal;
pub mod roc;
mod rows;
pub mod samples;
pub mod scalar;
pub mod schedule;
pub mod sizes;
mod stage;
pub mod statistics;
pub mod step;
pub mod sweep;
pub mod trace;
pub mod trainer;
mod twins;

pub mod workspace;

pub use activation::Activation;
pub use column::{Column, UnitParam};
pub use init::{Initializer, Start};
pub use layer::{LayerSpec, Mode, Norm};
pub use loss::Loss;
pub use network::Network;
pub use objective::Objective;
pub use optim::Optimizer;
pub use registry::Choice;
pub use regularise::Penalty;
pub use samples::Samples;
pub use scalar::Scalar;
pub use schedule::Schedule;
pub use trainer::{Divergence, Trainer};
pub use workspace::Workspace;

/// The engine's random generator: PCG XSL RR 128/64, the same stream on every machine.
pub type Rng = rand_pcg::Pcg64;

/// A generator for one purpose of one seed. Each `stream` gives numbers of its own: the seeds differ in
/// all their bits, because PCG's own streams of one state resemble each other.
pub fn rng(seed: u64, stream: u64) -> Rng {
    rand::SeedableRng::seed_from_u64(seed.wrapping_add(stream.wrapping_mul(0x9e37_79b9_7f4a_7c15)))
}

/// How many samples of a buffer are in use, and how many it has room for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Batch {
    /// Samples in use, at most `stride`.
    pub n: usize,
    /// Distance between two rows of a `[width][stride]` buffer.
    pub stride: usize,
}

impl Batch {
    /// `n` samples in rows of whole vectors, see [`lanes`].
    #[inline]
    pub fn of(n: usize) -> Self {
        Batch { n, stride: n.next_multiple_of(lanes::LANES) }
    }

    /// The rows of `width` units.
    #[inline]
    pub fn rows<'a, T>(&self, buffer: &'a [T], width: usize) -> &'a [T] {
        &buffer[..width * self.stride]
    }

    /// The same, to write to.
    #[inline]
    pub fn rows_mut<'a, T>(&self, buffer: &'a mut [T], width: usize) -> &'a mut [T] {
        &mut buffer[..width * self.stride]
    }

    /// The part of row `row` that is in use.
    #[inline]
    pub fn row<'a, T>(&self, buffer: &'a [T], row: usize) -> &'a [T] {
        &buffer[row * self.stride..][..self.n]
    }

    /// The same, to write to.
    #[inline]
    pub fn row_mut<'a, T>(&self, buffer: &'a mut [T], row: usize) -> &'a mut [T] {
        &mut buffer[row * self.stride..][..self.n]
    }

    /// Zeros in the columns beyond those in use, of every row: what a layer puts out must be numbers there, see [`rows`].
    #[inline(never)]
    fn clear_beyond<T: Scalar>(&self, buffer: &mut [T], width: usize) {
        if self.n < self.stride {
            self.rows_mut(buffer, width).chunks_exact_mut(self.stride).for_each(|row| row[self.n..].fill(T::ZERO));
        }
    }
}
