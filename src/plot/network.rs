//! The network: units in columns, weights as lines between them.

use super::heat::between;
use super::{Colors, Range, refused};
use crate::error::Result;
use plotters::element::DashedPathElement;
use plotters::prelude::*;

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

/// More lines than these are drawn straight and undashed.
const MANY: usize = 400;

/// Draws columns of equal width: features, then the units of each layer. A weight's line is wider the
/// larger it is; positive ones have the high colour, negative ones the low colour and dashes. A
/// unit's disc has its bias' colour, paler towards 0.
pub fn draw_network<B: DrawingBackend>(backend: B, colors: &Colors, layers: &[Links<'_>]) -> Result<()> {
    let area = backend.into_drawing_area();
    let (width, height) = area.dim_in_pixel();
    let columns = layers.len() + 1;
    let tallest = layers.iter().map(|l| l.inputs.max(l.outputs)).max().unwrap_or(1);
    let radius = (f64::from(height) / tallest as f64 * 0.32)
        .min(f64::from(width) / columns as f64 * 0.3)
        .min(11.0 * colors.scale)
        .max(1.0);
    let at = |column: usize, unit: usize, units: usize| {
        let x = (column as f64 + 0.5) / columns as f64 * f64::from(width);
        let y = (unit as f64 + 0.5) / units as f64 * f64::from(height);
        (x, y)
    };
    let many = layers.iter().map(|l| l.weights.len()).sum::<usize>() > MANY;
    for (column, layer) in layers.iter().enumerate() {
        for unit in 0..layer.outputs {
            for input in 0..layer.inputs {
                let weight = f64::from(layer.weights[unit * layer.inputs + input]);
                let (from, to) = (at(column, input, layer.inputs), at(column + 1, unit, layer.outputs));
                let line = curve((from.0 + radius, from.1), (to.0 - radius, to.1), if many { 1 } else { 16 });
                let color = if weight < 0.0 { colors.low } else { colors.high };
                let size = weight.abs().min(4.0) / 4.0;
                let style = color.mix(0.25 + 0.7 * size.sqrt()).stroke_width(colors.px(0.6 + 4.4 * size));
                if weight < 0.0 && !many {
                    let dashed = DashedPathElement::new(line, colors.px(6.0), colors.px(4.0), style);
                    area.draw(&dashed).map_err(refused::<B>)?;
                } else {
                    area.draw(&PathElement::new(line, style)).map_err(refused::<B>)?;
                }
            }
        }
    }
    for column in 0..columns {
        let layer = column.checked_sub(1).map(|layer| layers[layer]);
        let units = layer.map_or_else(|| layers.first().map_or(0, |l| l.inputs), |l| l.outputs);
        for unit in 0..units {
            let bias = layer.and_then(|l| l.biases.get(unit)).map_or(0.0, |&bias| f64::from(bias));
            let (x, y) = at(column, unit, units);
            let place = (x.round() as i32, y.round() as i32);
            let fill = between(colors, Range::Signed.place(bias / 2.0), 1.0);
            area.draw(&Circle::new(place, radius, colors.text.filled())).map_err(refused::<B>)?;
            let inner = (radius - 1.2 * colors.scale).max(1.0);
            area.draw(&Circle::new(place, inner, fill.filled())).map_err(refused::<B>)?;
        }
    }
    area.present().map_err(refused::<B>)
}

/// Points of a curve that leaves and arrives level: y follows 3t² − 2t³.
fn curve(from: (f64, f64), to: (f64, f64), parts: usize) -> Vec<(i32, i32)> {
    (0..=parts)
        .map(|part| {
            let t = part as f64 / parts as f64;
            let rise = t * t * (3.0 - 2.0 * t);
            let (x, y) = (from.0 + (to.0 - from.0) * t, from.1 + (to.1 - from.1) * rise);
            (x.round() as i32, y.round() as i32)
        })
        .collect()
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    fn svg(layers: &[Links<'_>]) -> String {
        let mut svg = String::new();
        draw_network(SVGBackend::with_string(&mut svg, (600, 400)), &super::super::look::sample(), layers)
            .expect("an SVG can be drawn on");
        svg
    }

    #[test]
    fn signs_differ_in_colour_and_dashes() {
        let positive = svg(&[Links { inputs: 1, outputs: 1, weights: &[1.5], biases: &[0.0] }]);
        let negative = svg(&[Links { inputs: 1, outputs: 1, weights: &[-1.5], biases: &[0.0] }]);
        assert_eq!(positive.matches("<polyline").count(), 1);
        assert!(negative.matches("<polyline").count() > 10, "dashes");
        assert!(positive.contains("stroke=\"#1A73E8\"") && negative.contains("stroke=\"#E8710A\""));
        assert_eq!(positive.matches("<circle").count(), 4, "two units, each with a rim");
        let unbiased = svg(&[Links { inputs: 1, outputs: 1, weights: &[1.5], biases: &[] }]);
        assert_eq!(unbiased, positive, "no bias is a bias of 0");
    }

    #[test]
    fn largest_network() {
        let weights = vec![0.5; 32 * 32];
        let layer = Links { inputs: 32, outputs: 32, weights: &weights, biases: &weights[..32] };
        let svg = svg(&[layer; 8]);
        assert_eq!(svg.matches("<polyline").count() + svg.matches("<line").count(), 8 * 32 * 32);
    }
}
