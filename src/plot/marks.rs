//! Marks over the picture of a network: what somebody looks at, and what is lit. On a surface of their own, so that a mark that moves
//! leaves a large network's hundreds of lines as they are.

use super::Colors;
use super::links::{Links, Spot, draws_all};
use super::network::stroke;
use super::plan::{Plan, curve, pixel};
use super::surface::{Stroke, Surface, draw_line};
use crate::error::Result;
use plotters_backend::BackendColor;

/// What is marked.
#[derive(Clone, Copy, Debug, Default)]
pub struct Marks<'a> {
    /// What somebody looks at.
    pub selected: Option<Spot>,
    /// What is pointed at elsewhere, and shines most.
    pub lit: &'a [Spot],
    /// Where that is used, which shines too.
    pub used: &'a [Spot],
}

/// How far a halo or a ring reaches beyond what it is around, in CSS pixels, and its colour.
#[derive(Clone, Copy)]
struct Shine(f64, BackendColor);

/// How a group of marks looks.
struct Group<'a> {
    spots: &'a [Spot],
    /// Around lines.
    halo: Shine,
    /// Around units and biases.
    ring: Shine,
    /// Whether the unit of a parameter has a ring too.
    units: bool,
}

/// Draws marks over [`super::draw_network`]'s picture of the same size: a weight's line once more with a halo, rings around units and
/// around the corners where biases are. What shines most is drawn last.
pub fn draw_marks<'a, B: Surface>(
    surface: &mut B,
    colors: &Colors,
    layers: impl Iterator<Item = Links<'a>> + Clone,
    marks: &Marks<'_>,
) -> Result<()> {
    let plan = Plan::new(surface.get_size(), colors.scale, layers.clone());
    let dashed = draws_all(layers.clone());
    let (looked_at, shines) = (colors.text, colors.test);
    let selected = marks.selected.as_slice();
    let groups = [
        Group { spots: selected, halo: Shine(2.0, looked_at), ring: Shine(2.0, colors.train), units: true },
        Group { spots: marks.used, halo: Shine(1.5, shines), ring: Shine(2.5, shines), units: false },
        Group { spots: marks.lit, halo: Shine(3.0, shines), ring: Shine(4.0, shines), units: false },
    ];
    for Group { spots, halo, .. } in &groups {
        for param in spots.iter().filter_map(|spot| spot.param) {
            if let Some((ends, weight)) = line_of(&plan, layers.clone(), param) {
                line(surface, colors, ends, weight, *halo, dashed)?;
            }
        }
    }
    for Group { spots, ring, units, .. } in &groups {
        for spot in *spots {
            let Some((at, bias)) = unit_of(&plan, layers.clone(), spot) else { continue };
            // Small tiles stand close: a ring must not cover the next one.
            let narrow = Shine(ring.0.min(0.5 * plan.half / colors.scale), ring.1);
            if *units || spot.param.is_none() {
                square(surface, colors, at, plan.half + colors.scale.min(0.2 * plan.half), narrow)?;
            }
            if bias.is_some() && bias == spot.param {
                let [(left, top), _] = plan.mark(at);
                let half = plan.mark / 2.0;
                square(surface, colors, (left + half, top + half), half, narrow)?;
            }
        }
    }
    Ok(())
}

/// The line of a parameter, where it is a weight, and its value.
fn line_of<'a>(plan: &Plan, layers: impl Iterator<Item = Links<'a>>, param: usize) -> Option<([(f64, f64); 2], f32)> {
    layers.enumerate().find_map(|(column, layer)| {
        let place = param.checked_sub(layer.first)?;
        layer.weights.get(place).map(|&weight| (plan.ends(column, &layer, place), weight))
    })
}

/// The middle of a unit's tile, and the place of its bias among the parameters.
fn unit_of<'a>(
    plan: &Plan,
    mut layers: impl Iterator<Item = Links<'a>>,
    spot: &Spot,
) -> Option<((f64, f64), Option<usize>)> {
    let Spot { column, unit, .. } = *spot;
    let layer = layers.nth(column.saturating_sub(1))?;
    let units = if column == 0 { layer.inputs } else { layer.outputs };
    let bias = (column > 0 && !layer.biases.is_empty()).then_some(layer.first + layer.weights.len() + unit);
    (unit < units).then(|| (plan.at(column, unit, units), bias))
}

/// A weight's line over the others: its halo, a rim of the ground, and the line.
fn line<B: Surface>(
    surface: &mut B,
    colors: &Colors,
    ends: [(f64, f64); 2],
    weight: f32,
    Shine(halo, color): Shine,
    dashed: bool,
) -> Result<()> {
    let (points, style) = (curve(ends), stroke(colors, weight, false, false));
    draw_line(surface, &points, Stroke { color, width: style.width + colors.px(2.0 + 2.0 * halo) })?;
    draw_line(surface, &points, Stroke { color: colors.background, width: style.width + colors.px(2.0) })?;
    if dashed && weight < 0.0 {
        surface.dash(colors.px(6.0), colors.px(4.0));
    }
    draw_line(surface, &points, style)?;
    surface.dash(0, 0);
    Ok(())
}

/// A ring around a square, whose side is twice `half`.
fn square<B: Surface>(
    surface: &mut B,
    colors: &Colors,
    (x, y): (f64, f64),
    half: f64,
    Shine(width, color): Shine,
) -> Result<()> {
    let width = colors.px(width);
    let half = half + f64::from(width) / 2.0;
    // From the middle of a side, where no corner is left open.
    let corners = [(0.0, -half), (half, -half), (half, half), (-half, half), (-half, -half), (0.0, -half)];
    let points = corners.map(|(right, down)| pixel((x + right, y + down)));
    draw_line(surface, &points, Stroke { color, width })
}

#[cfg(test)]
mod tests {
    use super::super::look;
    use super::super::surface::notes::{Mark, Notes};
    use super::*;

    /// How many points each line has, its colour, and whether it is dashed.
    fn marked(marks: Marks<'_>) -> Vec<(usize, (u8, u8, u8), bool)> {
        let weights = [1.0, -1.0, 0.5, -0.5];
        let layer = Links { inputs: 2, outputs: 2, weights: &weights, biases: &weights[..2], first: 0 };
        let layers = [layer, Links { first: 6, ..layer }];
        let mut notes = Notes::new(600, 400);
        draw_marks(&mut notes, &look::sample(), layers.into_iter(), &marks).expect("notes can be taken");
        let path = |mark: &Mark| match mark {
            Mark::Path { points, rgb, dashed, .. } => (*points, *rgb, *dashed),
            other => panic!("{other:?}"),
        };
        notes.marks.iter().map(path).collect()
    }

    fn at(column: usize, unit: usize, param: Option<usize>) -> Spot {
        Spot { column, unit, param }
    }

    #[test]
    fn what_is_looked_at_has_a_ring_and_its_parameter_a_halo() {
        assert_eq!(marked(Marks::default()), []);
        let train = look::sample().train.rgb;
        let ring = (6, train, false);
        for (spot, rings, lines) in [
            (at(1, 0, None), 1, 0),
            (at(0, 1, None), 1, 0),
            (at(0, 2, None), 0, 0),
            (at(3, 0, None), 0, 0),
            (at(1, 0, Some(1)), 1, 3),
            (at(1, 0, Some(4)), 2, 0),
            (at(2, 1, Some(11)), 2, 0),
            (at(1, 0, Some(99)), 1, 0),
        ] {
            let drawn = marked(Marks { selected: Some(spot), ..Marks::default() });
            assert_eq!(drawn.iter().filter(|path| **path == ring).count(), rings, "{spot:?}");
            assert_eq!(drawn.len(), rings + lines, "{spot:?}");
        }
        let dashed = |param| marked(Marks { selected: Some(at(1, 0, Some(param))), ..Marks::default() })[2].2;
        assert_eq!([0, 1].map(dashed), [false, true], "the sign of the weight");
    }

    #[test]
    fn many_shine_at_once() {
        let used = [at(1, 0, None), at(1, 0, Some(4)), at(2, 0, Some(6)), at(2, 1, Some(8))];
        let test = look::sample().test.rgb;
        let count = |marks: Marks<'_>| {
            let drawn = marked(marks);
            let of = |points| drawn.iter().filter(|path| (path.0, path.1) == (points, test)).count();
            [of(6), of(17)]
        };
        assert_eq!(count(Marks { used: &used, ..Marks::default() }), [2, 2], "a tile, a bias, two halos");
        assert_eq!(count(Marks { lit: &used[2..], used: &used[..2], ..Marks::default() }), [2, 2]);
    }
}
