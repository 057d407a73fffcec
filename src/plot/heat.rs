//! Values as colours.

use super::Colors;
use plotters::style::RGBColor;

/// How far the colours of a heat map are from the middle, so that points of the full colour stand out.
const DEPTH: f64 = 0.55;

/// Which values have the end colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Range {
    /// 0 and 1: probabilities.
    Unit,
    /// −1 and 1: numbers.
    Signed,
}

impl Range {
    /// Where a value stands between the ends, 0 to 1; beyond them it stays at the end.
    pub fn place(self, value: f64) -> f64 {
        match self {
            Range::Unit => value.clamp(0.0, 1.0),
            Range::Signed => ((value + 1.0) / 2.0).clamp(0.0, 1.0),
        }
    }
}

/// Writes four bytes (red, green, blue, alpha) for each value.
pub fn paint(values: &[f32], range: Range, colors: &Colors, rgba: &mut Vec<u8>) {
    let mut table = [[0u8; 4]; 256];
    for (place, entry) in table.iter_mut().enumerate() {
        let RGBColor(r, g, b) = between(colors, place as f64 / 255.0, DEPTH);
        *entry = [r, g, b, 255];
    }
    rgba.clear();
    for &value in values {
        let place = (range.place(f64::from(value)) * 255.0).round() as usize;
        rgba.extend_from_slice(&table[place]);
    }
}

/// The same for `values[class][place]`, of more than two classes: the likeliest class's colour, the paler the closer the second is.
pub fn paint_classes(values: &[f32], classes: usize, colors: &Colors, rgba: &mut Vec<u8>) {
    let places = values.len() / classes;
    rgba.clear();
    for place in 0..places {
        let (mut class, mut first, mut second) = (0, f32::NEG_INFINITY, f32::NEG_INFINITY);
        for (of, row) in values.chunks(places).enumerate() {
            if row[place] > first {
                (class, first, second) = (of, row[place], first);
            } else if row[place] > second {
                second = row[place];
            }
        }
        // Raw outputs may lie outside 0 to 1.
        let lead = f64::from((first - second).clamp(0.0, 1.0));
        let RGBColor(r, g, b) = mixed(colors.middle, colors.classes[class], lead * DEPTH);
        rgba.extend_from_slice(&[r, g, b, 255]);
    }
}

/// The colour at a place from 0 (low) over ½ (middle) to 1 (high).
pub(super) fn between(colors: &Colors, place: f64, depth: f64) -> RGBColor {
    let end = if place < 0.5 { colors.low } else { colors.high };
    mixed(colors.middle, end, (2.0 * place - 1.0).abs() * depth)
}

fn mixed(m: RGBColor, e: RGBColor, part: f64) -> RGBColor {
    let mix = |middle: u8, end: u8| (f64::from(middle) * (1.0 - part) + f64::from(end) * part).round() as u8;
    RGBColor(mix(m.0, e.0), mix(m.1, e.1), mix(m.2, e.2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_and_middle() {
        let colors = super::super::look::sample();
        assert_eq!(between(&colors, 0.0, 1.0), colors.low);
        assert_eq!(between(&colors, 0.5, 1.0), colors.middle);
        assert_eq!(between(&colors, 1.0, 1.0), colors.high);

        let mut rgba = Vec::new();
        paint(&[-9.0, 0.0, 0.5, 1.0, 9.0], Range::Unit, &colors, &mut rgba);
        let pixels: Vec<&[u8]> = rgba.chunks(4).collect();
        assert_eq!(pixels.len(), 5);
        assert_eq!((pixels[0], pixels[3]), (pixels[1], pixels[4]));
        assert!(pixels.iter().all(|p| p[3] == 255));
        assert!(pixels[1][0] > pixels[1][2] && pixels[3][2] > pixels[3][0], "orange is low, blue is high");
    }

    #[test]
    fn classes_are_told_by_the_likeliest() {
        let colors = super::super::look::sample();
        let mut rgba = Vec::new();
        // Three classes at three places: a sure one, a tie, and raw outputs beyond 0 and 1.
        paint_classes(&[0.0, 0.4, -3.0, 0.0, 0.4, -4.0, 1.0, 0.2, 2.0], 3, &colors, &mut rgba);
        let pixels: Vec<&[u8]> = rgba.chunks(4).collect();
        let RGBColor(r, g, b) = mixed(colors.middle, colors.classes[2], DEPTH);
        assert_eq!((pixels[0], pixels[2]), (&[r, g, b, 255][..], &[r, g, b, 255][..]));
        let RGBColor(r, g, b) = colors.middle;
        assert_eq!(pixels[1], [r, g, b, 255], "no class leads");
    }
}
