//! What lies at a place of the network's picture.

use super::links::{Drawn, Links, Spot};
use super::plan::{Plan, distance, strength, thickness};

/// The unit, bias mark or weight at `at` of a picture of that size, all in pixels, `scale` of them to a CSS pixel. Of the weights, whose lines are at
/// most `reach` CSS pixels away, the nearest that is drawn; a tile lies over lines, a bias mark over its tile.
pub fn hit<'a>(
    size: (u32, u32),
    scale: f64,
    layers: impl Iterator<Item = Links<'a>> + Clone,
    at: (f64, f64),
    reach: f64,
) -> Option<Spot> {
    if !(at.0.is_finite() && at.1.is_finite()) {
        return None;
    }
    let plan = Plan::new(size, scale, layers.clone());
    let reach = reach * scale;
    tile(&plan, layers.clone(), at, 0.0)
        .or_else(|| weight(&plan, scale, layers.clone(), at, reach))
        .or_else(|| tile(&plan, layers, at, reach))
}

/// The tile whose edge is at most `reach` away.
#[inline(never)]
fn tile<'a>(plan: &Plan, layers: impl Iterator<Item = Links<'a>>, at: (f64, f64), reach: f64) -> Option<Spot> {
    let room = plan.half + reach;
    for (column, layer) in layers.enumerate() {
        let sides = [(column, layer.inputs, false), (column + 1, layer.outputs, true)];
        for (column, units, learns) in sides.into_iter().skip(usize::from(column > 0)) {
            if (plan.at(column, 0, units).0 - at.0).abs() > room {
                continue;
            }
            let apart = |unit: &usize| (plan.at(column, *unit, units).1 - at.1).abs();
            let Some(unit) = (0..units).min_by(|a, b| apart(a).total_cmp(&apart(b))) else { continue };
            if apart(&unit) > room {
                continue;
            }
            let [upper, lower] = plan.mark(plan.at(column, unit, units));
            let marked = learns && at.0 >= upper.0 && at.0 <= lower.0 && at.1 >= upper.1 && at.1 <= lower.1;
            let bias = (marked && unit < layer.biases.len()).then(|| layer.first + layer.weights.len() + unit);
            return Some(Spot { column, unit, param: bias });
        }
    }
    None
}

/// The nearest weight whose line's edge is at most `reach` away.
fn weight<'a>(
    plan: &Plan,
    scale: f64,
    layers: impl Iterator<Item = Links<'a>> + Clone,
    at: (f64, f64),
    reach: f64,
) -> Option<Spot> {
    let mut drawn = Drawn::of(layers.clone());
    let (mut nearest, mut found) = (f64::INFINITY, None);
    for (column, layer) in layers.enumerate() {
        for (place, &weight) in layer.weights.iter().enumerate() {
            if !drawn.takes(weight) {
                continue;
            }
            let away = distance(plan.ends(column, &layer, place), at);
            if away < nearest && away <= reach + thickness(strength(weight)) * scale / 2.0 {
                nearest = away;
                found =
                    Some(Spot { column: column + 1, unit: layer.joined(place).1, param: Some(layer.first + place) });
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::links::{MANY, links};
    use super::super::plan::curve;
    use super::*;
    use crate::nn::{LayerSpec, Network};

    const SIZE: (u32, u32) = (900, 600);

    fn network(units: &[usize]) -> Network<f32> {
        let specs: Vec<_> = units[1..].iter().map(|&outputs| LayerSpec::Dense { outputs, bias: true }).collect();
        Network::new(units[0], &specs, 3)
    }

    #[test]
    fn every_tile_and_bias_mark_is_found() {
        for units in [&[2, 4, 2, 1][..], &[2, 1], &[9, 32, 32, 32, 32, 32, 32, 32, 32, 1]] {
            let network = network(units);
            let plan = Plan::new(SIZE, 2.0, links(&network));
            let mut first = 0;
            for (column, &count) in units.iter().enumerate() {
                let before = if column == 0 { 0 } else { units[column - 1] };
                for unit in 0..count {
                    let at = plan.at(column, unit, count);
                    let spot = |at| hit(SIZE, 2.0, links(&network), at, 4.0);
                    let tile = Spot { column, unit, param: None };
                    assert_eq!(spot((at.0 + plan.half - 0.5, at.1 - plan.half + 0.5)), Some(tile), "{units:?}");
                    let [upper, _] = plan.mark(at);
                    let bias = (column > 0).then_some(first + before * count + unit);
                    assert_eq!(spot((upper.0 + 1.0, upper.1 + 1.0)), Some(Spot { param: bias, ..tile }), "{units:?}");
                }
                first += if column == 0 { 0 } else { (before + 1) * count };
            }
        }
    }

    /// Along each line that weight is found, or one that passes there as closely.
    #[test]
    fn weights_are_found_along_their_lines() {
        let network = network(&[3, 5, 4, 2]);
        let plan = Plan::new(SIZE, 2.0, links(&network));
        let (mut own, mut all) = (0, 0);
        for (column, layer) in links(&network).enumerate() {
            for place in 0..layer.weights.len() {
                for (x, y) in curve(plan.ends(column, &layer, place)).into_iter().skip(1).take(15) {
                    let at = (f64::from(x), f64::from(y));
                    let spot = hit(SIZE, 2.0, links(&network), at, 4.0).expect("a line is there");
                    let param = spot.param.expect("no tile is there");
                    let other = param - layer.first;
                    assert_eq!((spot.column, spot.unit), (column + 1, layer.joined(other).1));
                    assert!(distance(plan.ends(column, &layer, other), at) < 1.0, "as near as its own");
                    own += usize::from(other == place);
                    all += 1;
                }
            }
        }
        assert!(own * 10 > all * 8, "{own} of {all}");
    }

    #[test]
    fn nothing_is_found_beyond_the_reach() {
        let network = network(&[1, 1]);
        let ends = Plan::new(SIZE, 2.0, links(&network)).ends(0, &links(&network).next().unwrap(), 0);
        let middle = ((ends[0].0 + ends[1].0) / 2.0, ends[0].1);
        for (away, reach, found) in [(7.0, 4.0, true), (30.0, 4.0, false), (28.0, 14.0, true)] {
            let spot = hit(SIZE, 2.0, links(&network), (middle.0, middle.1 + away), reach);
            assert_eq!(spot, found.then_some(Spot { column: 1, unit: 0, param: Some(0) }), "{away} of {reach}");
        }
        for far in [(f64::NAN, 0.0), (-1e9, 5.0), (f64::INFINITY, f64::INFINITY), (0.0, 0.0)] {
            assert_eq!(hit(SIZE, 2.0, links(&network), far, 4.0), None, "{far:?}");
        }
    }

    /// Of many weights, only those are found that are drawn.
    #[test]
    fn what_is_not_drawn_is_not_found() {
        let mut weights = vec![0.001f32; 32 * 32];
        weights[..MANY].fill(2.0);
        let layer = Links { inputs: 32, outputs: 32, weights: &weights, ..Links::default() };
        let plan = Plan::new(SIZE, 2.0, [layer].into_iter());
        let mut found = 0;
        for place in 0..weights.len() {
            let [from, to] = plan.ends(0, &layer, place);
            let middle = ((from.0 + to.0) / 2.0, (from.1 + to.1) / 2.0);
            if let Some(param) = hit(SIZE, 2.0, [layer].into_iter(), middle, 4.0).and_then(|spot| spot.param) {
                assert!(param < MANY);
                found += 1;
            }
        }
        assert!(found > 100, "{found}");
    }
}
