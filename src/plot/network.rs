//! The network: units in columns as tiles with their maps, weights as lines between them.

use super::heat::{between, mixed};
use super::links::{Drawn, Links};
use super::plan::{Plan, curve, pixel, strength, thickness};
use super::surface::{Stroke, Surface, draw_line, refused};
use super::{Colors, Range};
use crate::error::Result;

/// What of a network is shown otherwise than the rest.
#[derive(Clone, Copy, Debug, Default)]
pub struct Still<'a> {
    /// Layers that do not learn, from 1; their weights are greyer.
    pub frozen: &'a [u32],
    /// Units that are off, 100 times the layer and the unit, from 1: crossed out, and what leads from them is paler.
    pub off: &'a [u32],
}

impl Still<'_> {
    fn is_off(&self, column: usize, unit: usize) -> bool {
        column > 0 && self.off.contains(&((100 * column + unit + 1) as u32))
    }

    fn is_frozen(&self, column: usize) -> bool {
        self.frozen.contains(&(column as u32))
    }
}

/// Draws columns of equal width: features, then the units of each layer. Unit after unit is the surface's picture of its number, with
/// its bias in the corner: the high or the low colour, paler towards 0. A weight's line is wider the larger it is; positive ones have the
/// high colour, negative ones the low colour and, where all are drawn, dashes.
pub fn draw_network<'a, B: Surface>(
    surface: &mut B,
    colors: &Colors,
    layers: impl Iterator<Item = Links<'a>> + Clone,
    still: &Still<'_>,
) -> Result<()> {
    let plan = Plan::new(surface.get_size(), colors.scale, layers.clone());
    lines(surface, colors, &plan, &layers, still)?;
    let mut number = 0;
    for (column, layer) in layers.enumerate() {
        if column == 0 {
            for unit in 0..layer.inputs {
                tile(surface, colors, &plan, number, (0, unit, layer.inputs), None, still)?;
                number += 1;
            }
        }
        for unit in 0..layer.outputs {
            let bias = layer.biases.get(unit).copied();
            tile(surface, colors, &plan, number, (column + 1, unit, layer.outputs), bias, still)?;
            number += 1;
        }
    }
    Ok(())
}

/// Each weight that is drawn, with a curve of its own.
fn lines<'a, B: Surface>(
    surface: &mut B,
    colors: &Colors,
    plan: &Plan,
    layers: &(impl Iterator<Item = Links<'a>> + Clone),
    still: &Still<'_>,
) -> Result<()> {
    let mut drawn = Drawn::of(layers.clone());
    // Dashes are set once for all that have them; of many lines none has.
    let signs: &[Option<bool>] = if drawn.all { &[Some(false), Some(true)] } else { &[None] };
    for &sign in signs {
        if sign == Some(true) {
            surface.dash(colors.px(6.0), colors.px(4.0));
        }
        for (column, layer) in layers.clone().enumerate() {
            let frozen = still.is_frozen(column + 1);
            for (place, &weight) in layer.weights.iter().enumerate() {
                if drawn.takes(weight) && sign.is_none_or(|negative| negative == (weight < 0.0)) {
                    let silent = still.is_off(column, layer.joined(place).0);
                    let style = stroke(colors, weight, frozen, silent);
                    draw_line(surface, &curve(plan.ends(column, &layer, place)), style)?;
                }
            }
        }
    }
    surface.dash(0, 0);
    Ok(())
}

/// A weight's line: greyer where it does not learn, paler where its unit is off.
pub(super) fn stroke(colors: &Colors, weight: f32, frozen: bool, silent: bool) -> Stroke {
    let strength = strength(weight);
    let color = if weight < 0.0 { colors.low } else { colors.high };
    let color = if frozen { mixed(color, colors.text, 0.7) } else { color };
    let part = (0.25 + 0.7 * strength.sqrt()) * if silent { 0.3 } else { 1.0 };
    Stroke { color: color.mix(part), width: colors.px(thickness(strength)) }
}

/// A unit: its place is column, number and how many there are.
fn tile<B: Surface>(
    surface: &mut B,
    colors: &Colors,
    plan: &Plan,
    number: usize,
    (column, unit, units): (usize, usize, usize),
    bias: Option<f32>,
    still: &Still<'_>,
) -> Result<()> {
    let at = plan.at(column, unit, units);
    let small = plan.half < 6.0 * colors.scale;
    let corner = |half: f64| (pixel((at.0 - half, at.1 - half)), pixel((at.0 + half, at.1 + half)));
    let (upper, lower) = corner(plan.half);
    surface.draw_rect(upper, lower, &colors.text, true).map_err(refused)?;
    let (upper, lower) = corner((plan.half - if small { 0.5 } else { 1.2 } * colors.scale).max(1.0));
    let size = (lower.0.abs_diff(upper.0), lower.1.abs_diff(upper.1));
    surface.picture(number, upper, size);
    if still.is_off(column, unit) {
        surface.draw_rect(upper, lower, &colors.background.mix(0.6), true).map_err(refused)?;
        let style = Stroke { color: colors.text, width: colors.px(1.5) };
        for [from, to] in [[upper, lower], [(upper.0, lower.1), (lower.0, upper.1)]] {
            surface.draw_path([from, to], &style).map_err(refused)?;
        }
    }
    let Some(bias) = bias else { return Ok(()) };
    let [upper, lower] = plan.mark(at);
    let (upper, lower) = (pixel(upper), pixel(lower));
    let fill = between(colors, Range::Signed.place(f64::from(bias) / 2.0), 1.0);
    let fill = if still.is_frozen(column) { mixed(fill, colors.text, 0.5) } else { fill };
    // In a small tile the mark has no room for a rim.
    let inset = if small { 0 } else { colors.px(1.0) as i32 };
    if !small {
        surface.draw_rect(upper, lower, &colors.text, true).map_err(refused)?;
    }
    let (upper, lower) = ((upper.0 + inset, upper.1 + inset), (lower.0 - inset, lower.1 - inset));
    surface.draw_rect(upper, lower, &fill, true).map_err(refused)
}

#[cfg(test)]
mod tests {
    use super::super::links::MANY;
    use super::super::surface::notes::{Mark, Notes};
    use super::*;

    fn notes(layers: &[Links<'_>]) -> Vec<Mark> {
        stilled(layers, Still::default())
    }

    fn stilled(layers: &[Links<'_>], still: Still<'_>) -> Vec<Mark> {
        let mut notes = Notes::new(600, 400);
        let colors = super::super::look::sample();
        draw_network(&mut notes, &colors, layers.iter().copied(), &still).expect("notes can be taken");
        notes.marks
    }

    /// How many points each line has, and its colour.
    fn paths(marks: &[Mark]) -> Vec<(usize, (u8, u8, u8))> {
        let path = |mark: &Mark| match mark {
            Mark::Path { points, rgb, .. } => Some((*points, *rgb)),
            _ => None,
        };
        marks.iter().filter_map(path).collect()
    }

    #[test]
    fn signs_differ_in_colour_and_dashes() {
        let one = |weight: &[f32], biases: &[f32]| {
            notes(&[Links { inputs: 1, outputs: 1, weights: weight, biases, first: 0 }])
        };
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
        let layers = [Links { inputs: 2, outputs: 3, weights: &w, biases: &b, first: 0 }];
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
        let layer = Links { inputs: 32, outputs: 32, weights: &weights, biases: &weights[..32], first: 0 };
        assert_eq!(paths(&notes(&[layer; 8])).len(), MANY);
    }

    /// Frozen weights have other colours, what leads from a unit that is off is drawn too, and such a unit is crossed.
    #[test]
    fn what_stands_still_is_seen() {
        let weights = [1.0, -1.0, 0.5, -0.5];
        let layer = Links { inputs: 2, outputs: 2, weights: &weights, biases: &weights[..2], first: 0 };
        let layers = [layer, Links { first: 6, ..layer }];
        let plain = stilled(&layers, Still::default());
        let colors = |marks: &[Mark]| -> Vec<(u8, u8, u8)> { paths(marks).iter().map(|path| path.1).collect() };
        let frozen = stilled(&layers, Still { frozen: &[2], ..Still::default() });
        let differ: Vec<bool> = colors(&plain).iter().zip(colors(&frozen)).map(|(a, b)| *a != b).collect();
        assert_eq!(differ, [false, false, true, true, false, false, true, true], "positive ones first");
        let off = stilled(&layers, Still { off: &[102], ..Still::default() });
        assert_eq!(paths(&off).len(), paths(&plain).len() + 2, "a cross");
    }
}
