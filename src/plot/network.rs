//! The network: units in columns as tiles with their maps, weights as lines between them.

use super::heat::between;
use super::surface::{Stroke, Surface, refused};
use super::{Colors, Range};
use crate::error::Result;
use crate::nn::Network;
use crate::nn::layer::ParamKind;
use plotters_backend::BackendCoord;

/// One dense layer as it is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Links<'a> {
    /// Units on the left.
    pub inputs: usize,
    /// Units on the right.
    pub outputs: usize,
    /// `[outputs][inputs]`.
    pub weights: &'a [f32],
    /// `[outputs]`, or empty.
    pub biases: &'a [f32],
}

/// The dense layers of a network.
pub fn links(network: &Network<f32>) -> impl Iterator<Item = Links<'_>> + Clone {
    let (mut rest, mut inputs) = (network.blocks(), network.inputs());
    std::iter::from_fn(move || {
        loop {
            let [(kind, range), after @ ..] = rest else { return None };
            rest = after;
            if *kind != ParamKind::Weight {
                continue;
            }
            let weights = &network.params()[range.clone()];
            let biases = match rest {
                [(ParamKind::Bias, range), ..] => &network.params()[range.clone()],
                _ => &[],
            };
            let layer = Links { inputs, outputs: weights.len() / inputs, weights, biases };
            inputs = layer.outputs;
            return Some(layer);
        }
    })
}

/// Of more weights than these only so many are drawn, the largest, and those straight and undashed.
const MANY: usize = 400;

/// Where things stand.
struct Plan {
    width: f64,
    height: f64,
    columns: usize,
    /// Half a tile's side.
    half: f64,
}

impl Plan {
    fn new<'a>(size: (u32, u32), scale: f64, layers: impl Iterator<Item = Links<'a>>) -> Self {
        let (width, height) = (f64::from(size.0), f64::from(size.1));
        let (columns, tallest) =
            layers.fold((1, 1), |(columns, tallest), l| (columns + 1, tallest.max(l.inputs).max(l.outputs)));
        let half = (height / tallest as f64 * 0.38).min(width / columns as f64 * 0.3).min(17.0 * scale).max(1.0);
        Plan { width, height, columns, half }
    }

    /// The middle of a tile.
    fn at(&self, column: usize, unit: usize, units: usize) -> (f64, f64) {
        let x = (column as f64 + 0.5) / self.columns as f64 * self.width;
        (x, (unit as f64 + 0.5) / units as f64 * self.height)
    }

    /// Where the line of a weight begins and ends.
    fn ends(&self, column: usize, layer: &Links<'_>, place: usize) -> [(f64, f64); 2] {
        let from = self.at(column, place % layer.inputs, layer.inputs);
        let to = self.at(column + 1, place / layer.inputs, layer.outputs);
        [(from.0 + self.half, from.1), (to.0 - self.half, to.1)]
    }
}

/// How strong a weight is, 0 to 1.
fn strength(weight: f32) -> f64 {
    f64::from(weight).abs().min(4.0) / 4.0
}

fn stroke(colors: &Colors, negative: bool, strength: f64) -> Stroke {
    let color = if negative { colors.low } else { colors.high };
    Stroke { color: color.mix(0.25 + 0.7 * strength.sqrt()), width: colors.px(0.6 + 4.4 * strength) }
}

/// Draws columns of equal width: features, then the units of each layer. Unit after unit is the surface's picture of its number, with
/// its bias in the corner: the high or the low colour, paler towards 0. A weight's line is wider the larger it is; positive ones have the
/// high colour, negative ones the low colour and dashes.
pub fn draw_network<'a, B: Surface>(
    surface: &mut B,
    colors: &Colors,
    layers: impl Iterator<Item = Links<'a>> + Clone,
) -> Result<()> {
    let plan = Plan::new(surface.get_size(), colors.scale, layers.clone());
    if layers.clone().map(|l| l.weights.len()).sum::<usize>() > MANY {
        many_lines(surface, colors, &plan, &layers)?;
    } else {
        lines(surface, colors, &plan, &layers)?;
    }
    let mut number = 0;
    for (column, layer) in layers.enumerate() {
        if column == 0 {
            for unit in 0..layer.inputs {
                tile(surface, colors, &plan, number, plan.at(0, unit, layer.inputs), None)?;
                number += 1;
            }
        }
        for unit in 0..layer.outputs {
            let at = plan.at(column + 1, unit, layer.outputs);
            tile(surface, colors, &plan, number, at, layer.biases.get(unit).copied())?;
            number += 1;
        }
    }
    Ok(())
}

/// Each weight with a curve of its own.
fn lines<'a, B: Surface>(
    surface: &mut B,
    colors: &Colors,
    plan: &Plan,
    layers: &(impl Iterator<Item = Links<'a>> + Clone),
) -> Result<()> {
    for negative in [false, true] {
        if negative {
            surface.dash(colors.px(6.0), colors.px(4.0));
        }
        for (column, layer) in layers.clone().enumerate() {
            for (place, &weight) in layer.weights.iter().enumerate() {
                if (weight < 0.0) == negative {
                    let line = curve(plan.ends(column, &layer, place));
                    surface.draw_path(line, &stroke(colors, negative, strength(weight))).map_err(refused)?;
                }
            }
        }
    }
    surface.dash(0, 0);
    Ok(())
}

/// The largest [`MANY`]; of those that are about as large as the smallest of them, the first.
fn many_lines<'a, B: Surface>(
    surface: &mut B,
    colors: &Colors,
    plan: &Plan,
    layers: &(impl Iterator<Item = Links<'a>> + Clone),
) -> Result<()> {
    let (least, mut room) = least_drawn(layers.clone().flat_map(|layer| layer.weights));
    for (column, layer) in layers.clone().enumerate() {
        for (place, &weight) in layer.weights.iter().enumerate() {
            let size = bin(weight);
            if size < least || (size == least && room == 0) {
                continue;
            }
            room -= usize::from(size == least);
            let line = plan.ends(column, &layer, place).map(pixel);
            surface.draw_path(line, &stroke(colors, weight < 0.0, strength(weight))).map_err(refused)?;
        }
    }
    Ok(())
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

fn tile<B: Surface>(
    surface: &mut B,
    colors: &Colors,
    plan: &Plan,
    number: usize,
    at: (f64, f64),
    bias: Option<f32>,
) -> Result<()> {
    let small = plan.half < 6.0 * colors.scale;
    let corner = |half: f64| (pixel((at.0 - half, at.1 - half)), pixel((at.0 + half, at.1 + half)));
    let (upper, lower) = corner(plan.half);
    surface.draw_rect(upper, lower, &colors.text, true).map_err(refused)?;
    let (upper, lower) = corner((plan.half - if small { 0.5 } else { 1.2 } * colors.scale).max(1.0));
    let size = (lower.0.abs_diff(upper.0), lower.1.abs_diff(upper.1));
    surface.picture(number, upper, size);
    let Some(bias) = bias else { return Ok(()) };
    let side = (plan.half * 0.6).max(2.0 * colors.scale);
    let (left, bottom) = (at.0 - plan.half, at.1 + plan.half);
    let (upper, lower) = (pixel((left, bottom - side)), pixel((left + side, bottom)));
    let fill = between(colors, Range::Signed.place(f64::from(bias) / 2.0), 1.0);
    // In a small tile the mark has no room for a rim.
    let inset = if small { 0 } else { colors.px(1.0) as i32 };
    if !small {
        surface.draw_rect(upper, lower, &colors.text, true).map_err(refused)?;
    }
    let (upper, lower) = ((upper.0 + inset, upper.1 + inset), (lower.0 - inset, lower.1 - inset));
    surface.draw_rect(upper, lower, &fill, true).map_err(refused)
}

/// Points of a curve that leaves and arrives level: y follows 3t² − 2t³.
fn curve([from, to]: [(f64, f64); 2]) -> impl Iterator<Item = BackendCoord> {
    const PARTS: u32 = 16;
    (0..=PARTS).map(move |part| {
        let t = f64::from(part) / f64::from(PARTS);
        let rise = t * t * (3.0 - 2.0 * t);
        pixel((from.0 + (to.0 - from.0) * t, from.1 + (to.1 - from.1) * rise))
    })
}

fn pixel((x, y): (f64, f64)) -> BackendCoord {
    (x.round() as i32, y.round() as i32)
}

#[cfg(test)]
mod tests {
    use super::super::surface::notes::{Mark, Notes};
    use super::*;
    use crate::nn::LayerSpec;

    fn notes(layers: &[Links<'_>]) -> Vec<Mark> {
        let mut notes = Notes::new(600, 400);
        draw_network(&mut notes, &super::super::look::sample(), layers.iter().copied()).expect("notes can be taken");
        notes.marks
    }

    #[test]
    fn signs_differ_in_colour_and_dashes() {
        let one = |weight: &[f32], biases: &[f32]| notes(&[Links { inputs: 1, outputs: 1, weights: weight, biases }]);
        let (positive, negative) = (one(&[1.5], &[0.0]), one(&[-1.5], &[0.0]));
        let width = 2 * 2;
        let line = |rgb, dashed| Mark::Path { points: 17, rgb, width: width + 1, dashed };
        assert_eq!(positive[0], line((0x1a, 0x73, 0xe8), false));
        assert_eq!(negative[0], line((0xe8, 0x71, 0x0a), true));
        let pictures = |marks: &[Mark]| marks.iter().filter(|mark| matches!(mark, Mark::Picture { .. })).count();
        assert_eq!(pictures(&positive), 2, "two units");
        let rectangles = |marks: &[Mark]| marks.iter().filter(|mark| **mark == Mark::Rectangle).count();
        assert_eq!((rectangles(&positive), rectangles(&one(&[1.5], &[]))), (4, 2), "a bias has a rim and its colour");
    }

    #[test]
    fn pictures_are_numbered_column_by_column() {
        let (w, b) = ([0.1; 6], [0.2; 3]);
        let layers = [Links { inputs: 2, outputs: 3, weights: &w, biases: &b }];
        let marks = notes(&layers);
        let at: Vec<(usize, i32)> = marks
            .iter()
            .filter_map(|mark| if let Mark::Picture { number, at, .. } = mark { Some((*number, at.0)) } else { None })
            .collect();
        assert_eq!(at.iter().map(|(number, _)| *number).collect::<Vec<_>>(), [0, 1, 2, 3, 4]);
        assert!(at[0].1 == at[1].1 && at[1].1 < at[2].1 && at[2].1 == at[4].1, "{at:?}");
    }

    #[test]
    fn of_the_largest_network_the_largest_weights_are_drawn() {
        let weights: Vec<f32> = (0..32 * 32).map(|i| i as f32 / 1024.0).collect();
        let layer = Links { inputs: 32, outputs: 32, weights: &weights, biases: &weights[..32] };
        let marks = notes(&[layer; 8]);
        let lines = marks.iter().filter(|mark| matches!(mark, Mark::Path { .. })).count();
        assert_eq!(lines, MANY);
        for alike in [0.0, 1e-4, 0.1, 50.0] {
            let weights = vec![alike; 32 * 32];
            let marks = notes(&[Links { inputs: 32, outputs: 32, weights: &weights, biases: &[] }]);
            let lines = marks.iter().filter(|mark| matches!(mark, Mark::Path { .. })).count();
            assert_eq!(lines, MANY, "of weights of {alike}");
        }
        assert_eq!(least_drawn([0.1f32; 400].iter()).0, 0, "as many as can be drawn");
    }

    #[test]
    fn links_are_the_dense_layers() {
        let dense = |outputs, bias| LayerSpec::Dense { outputs, bias };
        let network = Network::<f32>::new(2, &[dense(3, true), LayerSpec::LayerNorm, dense(1, false)], 1);
        let shapes: Vec<_> = links(&network).map(|l| (l.inputs, l.outputs, l.weights.len(), l.biases.len())).collect();
        assert_eq!(shapes, [(2, 3, 6, 3), (3, 1, 3, 0)]);
    }
}
