//! A network's dense layers as the picture has them, and which of their weights are drawn.

use crate::nn::layer::{ParamBlock, ParamKind};
use crate::nn::{Column, Network};

/// One dense layer as it is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Links<'a> {
    /// Units on the left.
    pub inputs: usize,
    /// Units on the right.
    pub outputs: usize,
    /// `[outputs][inputs]`.
    pub weights: &'a [f32],
    /// `[outputs]`, or empty.
    pub biases: &'a [f32],
    /// The place of the first weight among all parameters; biases come behind the weights.
    pub first: usize,
}

impl Links<'_> {
    /// The units that a weight joins, given its place among the layer's: on the left, on the right.
    pub(super) fn joined(&self, place: usize) -> (usize, usize) {
        let weights = ParamBlock { kind: ParamKind::Weight, range: 0..self.weights.len(), each: self.inputs };
        let place = weights.place(place);
        (place.from.unwrap_or_default(), place.to)
    }
}

/// A unit of the picture, or a parameter of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// 0 for the features, then the layers.
    pub column: usize,
    /// From the top.
    pub unit: usize,
    /// A weight that leads to the unit, its bias, gain or shift: its place among all parameters.
    pub param: Option<usize>,
}

/// The dense layers of a network.
pub fn links(network: &Network<f32>) -> impl Iterator<Item = Links<'_>> + Clone {
    let of = |block: &ParamBlock| &network.params()[block.range.clone()];
    network.columns().iter().map(move |Column { inputs, units, weights, biases, .. }| Links {
        inputs: *inputs,
        outputs: *units,
        weights: of(weights),
        biases: biases.as_ref().map_or(&[], of),
        first: weights.range.start,
    })
}

/// Of more weights than these only so many are drawn: the largest.
pub(super) const MANY: usize = 400;

/// Whether every weight has its line in the picture.
pub fn draws_all<'a>(layers: impl Iterator<Item = Links<'a>>) -> bool {
    layers.map(|layer| layer.weights.len()).sum::<usize>() <= MANY
}

/// Which weights are drawn: all, or the largest [`MANY`]; of those that are about as large as the smallest of them, the first.
pub(super) struct Drawn {
    pub(super) all: bool,
    least: usize,
    room: usize,
}

impl Drawn {
    pub(super) fn of<'a>(layers: impl Iterator<Item = Links<'a>> + Clone) -> Self {
        if draws_all(layers.clone()) {
            return Drawn { all: true, least: 0, room: 0 };
        }
        let (least, room) = least_drawn(layers.flat_map(|layer| layer.weights));
        Drawn { all: false, least, room }
    }

    /// Whether the next weight is: to be asked of all of them, in order.
    pub(super) fn takes(&mut self, weight: f32) -> bool {
        let size = bin(weight);
        if self.all || size > self.least {
            return true;
        }
        if size < self.least || self.room == 0 {
            return false;
        }
        self.room -= 1;
        true
    }
}

/// How many sizes of weights are told apart: by their exponent and the first four digits behind it.
const BINS: usize = 1 << 12;

fn bin(weight: f32) -> usize {
    (weight.abs().to_bits() >> 19) as usize
}

/// The lowest [`bin`] of which any are drawn, and how many of it, so that [`MANY`] are drawn in all.
fn least_drawn<'a>(weights: impl Iterator<Item = &'a f32>) -> (usize, usize) {
    let mut counts = [0u16; BINS];
    weights.for_each(|&weight| counts[bin(weight)] += 1);
    let mut room = MANY;
    for (bin, &count) in counts.iter().enumerate().rev() {
        match room.checked_sub(usize::from(count)) {
            Some(left) => room = left,
            None => return (bin, room),
        }
    }
    (0, room)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::LayerSpec;

    #[test]
    fn links_are_the_dense_layers() {
        let dense = |outputs, bias| LayerSpec::Dense { outputs, bias };
        let network = Network::<f32>::new(2, &[dense(3, true), LayerSpec::LayerNorm, dense(1, false)], 1);
        let shapes: Vec<_> =
            links(&network).map(|l| (l.inputs, l.outputs, l.weights.len(), l.biases.len(), l.first)).collect();
        assert_eq!(shapes, [(2, 3, 6, 3, 0), (3, 1, 3, 0, 15)]);
    }

    #[test]
    fn the_largest_are_drawn_and_as_many_as_can_be() {
        let drawn = |weights: &[f32]| {
            let layer = Links { inputs: 1, outputs: weights.len(), weights, ..Links::default() };
            let mut drawn = Drawn::of([layer].into_iter());
            weights.iter().map(|&weight| drawn.takes(weight)).collect::<Vec<_>>()
        };
        let rising: Vec<f32> = (0..1024).map(|i| i as f32 / 64.0).collect();
        let taken = drawn(&rising);
        assert_eq!(taken.iter().filter(|taken| **taken).count(), MANY);
        assert!(taken[700..].iter().all(|taken| *taken) && !taken[..600].contains(&true));
        for alike in [0.0, 1e-4, 0.1, -50.0] {
            assert_eq!(drawn(&[alike; 500]), [[true; 400].as_slice(), &[false; 100]].concat(), "of weights of {alike}");
        }
        assert!(!drawn(&[0.1; MANY]).contains(&false));
    }
}
