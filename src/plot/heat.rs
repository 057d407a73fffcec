//! Values as colours.

use super::Colors;
use super::look::rgb;
use plotters_backend::BackendColor;

/// How far the colours of a heat map are from the middle, so that points of the full colour stand out.
const DEPTH: f64 = 0.55;

/// Which values have the end colours.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Range {
    /// 0 and 1: probabilities.
    Unit,
    /// −1 and 1: numbers.
    Signed,
    /// These: numbers of a table.
    Between(f64, f64),
}

impl Range {
    /// Where a value stands between the ends, 0 to 1; beyond them it stays at the end.
    pub fn place(self, value: f64) -> f64 {
        match self {
            Range::Unit => value.clamp(0.0, 1.0),
            Range::Signed => ((value + 1.0) / 2.0).clamp(0.0, 1.0),
            Range::Between(low, high) => ((value - low) / (high - low)).clamp(0.0, 1.0),
        }
    }

    /// Where 0 lies and how far from there 1 lies, in parts of the way between the ends.
    fn line(self) -> (f64, f64) {
        match self {
            Range::Unit => (0.0, 1.0),
            Range::Signed => (0.5, 0.5),
            Range::Between(low, high) => (-low / (high - low), 1.0 / (high - low)),
        }
    }
}

/// Writes four bytes (red, green, blue, alpha) for each value; only which side of the middle it lies on, where that is what counts (`hard`).
pub fn paint(values: &[f32], range: Range, hard: bool, colors: &Colors, rgba: &mut Vec<u8>) {
    rgba.clear();
    let mut table = Table::new(range, colors);
    if hard {
        table.harden();
    }
    paint_more(values, &table, 1.0, rgba);
}

/// Colours of 256 places.
pub struct Table {
    entries: [[u8; 4]; 256],
    range: Range,
}

impl Table {
    /// The colours of a range.
    pub fn new(range: Range, colors: &Colors) -> Self {
        let mut entries = [[0u8; 4]; 256];
        for (place, entry) in entries.iter_mut().enumerate() {
            let (r, g, b) = between(colors, place as f64 / 255.0, DEPTH).rgb;
            *entry = [r, g, b, 255];
        }
        Table { entries, range }
    }

    /// The end colours alone: which side of the middle a value lies on.
    fn harden(&mut self) {
        let (low, high) = (self.entries[0], self.entries[255]);
        let (below, above) = self.entries.split_at_mut(128);
        below.fill(low);
        above.fill(high);
    }
}

/// As [`paint`], behind what is there, for values that are divided by `most`.
pub fn paint_more(values: &[f32], table: &Table, most: f32, rgba: &mut Vec<u8>) {
    // Where 0 lies, and how many places 1 is from there. What is not a number has no place: it takes the lowest.
    let (zero, one) = table.range.line();
    let (zero, one) = ((255.0 * zero) as f32, (255.0 * one) as f32 / most);
    for &value in values {
        let place = (value * one + zero + 0.5).clamp(0.0, 255.0) as usize;
        rgba.extend_from_slice(&table.entries[place]);
    }
}

/// The largest size of any value, at least 1: what a unit's map is divided by, so that units without bounds show their form.
pub fn reach(values: &[f32]) -> f32 {
    values.iter().fold(1.0, |most: f32, value| most.max(value.abs()))
}

/// As [`paint`], for `values[class][place]` of more than two classes: the likeliest class's colour, the paler the closer the second is.
/// Where only the class counts (`hard`), its colour is the same everywhere.
pub fn paint_classes(values: &[f32], classes: usize, hard: bool, colors: &Colors, rgba: &mut Vec<u8>) {
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
        let lead = if hard { 1.0 } else { f64::from((first - second).clamp(0.0, 1.0)) };
        let (r, g, b) = mixed(colors.middle, colors.classes[class], lead * DEPTH).rgb;
        rgba.extend_from_slice(&[r, g, b, 255]);
    }
}

/// The colour at a place from 0 (low) over ½ (middle) to 1 (high).
pub(super) fn between(colors: &Colors, place: f64, depth: f64) -> BackendColor {
    let end = if place < 0.5 { colors.low } else { colors.high };
    mixed(colors.middle, end, (2.0 * place - 1.0).abs() * depth)
}

/// So much of the way from one colour to another.
pub(super) fn mixed(m: BackendColor, e: BackendColor, part: f64) -> BackendColor {
    let mix = |middle: u8, end: u8| (f64::from(middle) * (1.0 - part) + f64::from(end) * part + 0.5) as u8;
    let (m, e) = (m.rgb, e.rgb);
    rgb(mix(m.0, e.0), mix(m.1, e.1), mix(m.2, e.2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_and_middle() {
        let colors = super::super::look::sample();
        assert_eq!(between(&colors, 0.0, 1.0).rgb, colors.low.rgb);
        assert_eq!(between(&colors, 0.5, 1.0).rgb, colors.middle.rgb);
        assert_eq!(between(&colors, 1.0, 1.0).rgb, colors.high.rgb);

        let mut rgba = Vec::new();
        paint(&[-9.0, 0.0, 0.5, 1.0, 9.0], Range::Unit, false, &colors, &mut rgba);
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
        paint_classes(&[0.0, 0.4, -3.0, 0.0, 0.4, -4.0, 1.0, 0.2, 2.0], 3, false, &colors, &mut rgba);
        let pixels: Vec<&[u8]> = rgba.chunks(4).collect();
        let (r, g, b) = mixed(colors.middle, colors.classes[2], DEPTH).rgb;
        assert_eq!((pixels[0], pixels[2]), (&[r, g, b, 255][..], &[r, g, b, 255][..]));
        let (r, g, b) = colors.middle.rgb;
        assert_eq!(pixels[1], [r, g, b, 255], "no class leads");
    }

    #[test]
    fn hard_classes_have_one_colour_each() {
        let colors = super::super::look::sample();
        let mut rgba = Vec::new();
        paint(&[0.0, 0.49, 0.51, 1.0], Range::Unit, true, &colors, &mut rgba);
        let pixels: Vec<&[u8]> = rgba.chunks(4).collect();
        assert!(pixels[0] == pixels[1] && pixels[1] != pixels[2] && pixels[2] == pixels[3]);
        paint_classes(&[0.3, 0.34, 0.4, 0.33, 0.3, 0.33], 3, true, &colors, &mut rgba);
        let (r, g, b) = mixed(colors.middle, colors.classes[1], DEPTH).rgb;
        assert_eq!(rgba[..4], [r, g, b, 255]);
    }

    #[test]
    fn numbers_of_a_table_have_their_own_ends() {
        let colors = super::super::look::sample();
        let range = Range::Between(100.0, 300.0);
        assert_eq!([50.0, 100.0, 200.0, 400.0].map(|value| range.place(value)), [0.0, 0.0, 0.5, 1.0]);
        let (mut rgba, mut unit) = (Vec::new(), Vec::new());
        paint(&[100.0, 150.0, 300.0], range, false, &colors, &mut rgba);
        paint(&[0.0, 0.25, 1.0], Range::Unit, false, &colors, &mut unit);
        assert_eq!(rgba, unit);
    }
}
