//! Values as colours.

use super::Colors;
use super::look::rgb;
use crate::nn::Scalar;
use crate::session::{Answers, Session};
use plotters_backend::BackendColor;

/// How far the colours of a heat map are from the middle, so that points of the full colour stand out.
const DEPTH: f64 = 0.55;

/// The values that have the end colours.
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
    /// Returns the values at its low and its high end.
    fn ends(self) -> [f64; 2] {
        match self {
            Range::Unit => [0.0, 1.0],
            Range::Signed => [-1.0, 1.0],
            Range::Between(low, high) => [low, high],
        }
    }

    /// Returns the part of the way from the low end to the high one at which a value stands.
    pub(super) fn part(self, value: f64) -> f64 {
        let [low, high] = self.ends();
        (value - low) / (high - low)
    }

    /// Where a value stands between the ends, 0 to 1; beyond them it stays at the end.
    pub fn place(self, value: f64) -> f64 {
        self.part(value).clamp(0.0, 1.0)
    }

    /// Returns the distance between the ends.
    fn width(self) -> f64 {
        let [low, high] = self.ends();
        high - low
    }

    /// Where 0 lies and how far from there 1 lies, in parts of the way between the ends.
    fn line(self) -> (f64, f64) {
        (self.part(0.0), 1.0 / self.width())
    }
}

impl From<[f64; 2]> for Range {
    fn from([low, high]: [f64; 2]) -> Range {
        match (low, high) {
            (0.0, 1.0) => Range::Unit,
            (-1.0, 1.0) => Range::Signed,
            _ => Range::Between(low, high),
        }
    }
}

/// The answers over a window, by which of them have the end colours.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Ground {
    /// One number.
    Number(Range),
    /// One answer about two classes: that of class 1.
    TwoClasses(Range),
    /// An answer about each of more classes.
    Classes(Range),
}

impl Ground {
    /// Reads off a session what its network's answers are.
    pub fn of<T: Scalar>(session: &Session<T>) -> Ground {
        let ends = session.answer_ends();
        match session.config().classes() {
            0 => Ground::Number(ends.map(|end| session.target_scale().to_network(end)).into()),
            2 => Ground::TwoClasses(ends.into()),
            _ => Ground::Classes(ends.into()),
        }
    }

    /// Returns the answers that have the end colours.
    pub fn range(self) -> Range {
        match self {
            Ground::Number(range) | Ground::TwoClasses(range) | Ground::Classes(range) => range,
        }
    }
}

/// Writes the network's answers as `rgba[places][4]`; where there are classes and only these count
/// (`hard`), each has one colour.
pub fn paint_answers(answers: &Answers, ground: Ground, hard: bool, colors: &Colors, rgba: &mut Vec<u8>) {
    rgba.clear();
    let Answers { values, classes } = answers;
    match ground {
        Ground::Classes(range) => paint_classes(values, classes, range, hard, colors, rgba),
        Ground::TwoClasses(range) if hard => {
            let Table { entries, .. } = Table::new(range, colors);
            let ends = [entries[0], entries[255]];
            classes.iter().for_each(|&class| rgba.extend_from_slice(&ends[usize::from(class)]));
        }
        Ground::Number(range) | Ground::TwoClasses(range) => paint_more(values, &Table::new(range, colors), 1.0, rgba),
    }
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
}

/// Appends four bytes (red, green, blue, alpha) for each value, which is divided by `most`.
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

/// Appends the colour of each place's class, the paler the closer the best other class is. `values`
/// are `[class][place]`. Where only the class counts (`hard`), its colour is the same everywhere.
fn paint_classes(values: &[f32], classes: &[u8], range: Range, hard: bool, colors: &Colors, rgba: &mut Vec<u8>) {
    for (place, &class) in classes.iter().enumerate() {
        // Scores may lie outside the ends.
        let lead = || (f64::from(ahead(values, classes.len(), class, place)) / range.width()).clamp(0.0, 1.0);
        let lead = if hard { 1.0 } else { lead() };
        let (r, g, b) = mixed(colors.middle, colors.classes[usize::from(class)], lead * DEPTH).rgb;
        rgba.extend_from_slice(&[r, g, b, 255]);
    }
}

/// Returns how far a class's answer is ahead of the best other one at a place: `values` are
/// `[class][place]`, of `all` places.
pub(super) fn ahead(values: &[f32], all: usize, class: u8, place: usize) -> f32 {
    let others = values.chunks(all).enumerate().filter(|(other, _)| *other != usize::from(class));
    let best = others.fold(f32::NEG_INFINITY, |best, (_, row)| best.max(row[place]));
    values[usize::from(class) * all + place] - best
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

        let pixels = painted(&[-9.0, 0.0, 0.5, 1.0, 9.0], &[], Ground::Number(Range::Unit), false);
        assert_eq!(pixels.len(), 5);
        assert_eq!((pixels[0], pixels[3]), (pixels[1], pixels[4]));
        assert!(pixels.iter().all(|p| p[3] == 255));
        assert!(pixels[1][0] > pixels[1][2] && pixels[3][2] > pixels[3][0], "orange is low, blue is high");
    }

    fn painted(values: &[f32], classes: &[u8], ground: Ground, hard: bool) -> Vec<[u8; 4]> {
        let answers = Answers { values: values.to_vec(), classes: classes.to_vec() };
        let mut rgba = vec![1; 7];
        paint_answers(&answers, ground, hard, &super::super::look::sample(), &mut rgba);
        rgba.as_chunks().0.to_vec()
    }

    /// The colour of a class, so far from the middle.
    fn class(place: usize, lead: f64) -> [u8; 4] {
        let colors = super::super::look::sample();
        let (r, g, b) = mixed(colors.middle, colors.classes[place], lead * DEPTH).rgb;
        [r, g, b, 255]
    }

    #[test]
    fn classes_have_their_colours_paler_where_another_is_close() {
        // Three classes at three places: a sure one, a tie, and raw outputs beyond 0 and 1.
        let values = [0.0, 0.4, -3.0, 0.0, 0.4, -4.0, 1.0, 0.2, 2.0];
        let unit = Ground::Classes(Range::Unit);
        assert_eq!(painted(&values, &[2, 1, 2], unit, false), [class(2, 1.0), class(1, 0.0), class(2, 1.0)]);
        let margins = Ground::Classes(Range::Signed);
        assert_eq!(painted(&[-0.25, 0.25], &[1], margins, false), [class(1, 0.25)], "a lead of half of 2");
    }

    /// What is said decides, also where answers are alike to the bit.
    #[test]
    fn hard_classes_have_one_colour_each() {
        let two = painted(&[0.0, 0.5, 0.5, 1.0], &[0, 0, 1, 1], Ground::TwoClasses(Range::Unit), true);
        assert!(two[0] == two[1] && two[1] != two[2] && two[2] == two[3]);
        assert_eq!(two[2], painted(&[1.0], &[1], Ground::TwoClasses(Range::Unit), false)[0], "the end colour");
        let three = painted(&[1.0, 1.0, 0.4, 1.0, 1.0, 0.33], &[1, 2], Ground::Classes(Range::Unit), true);
        assert_eq!(three, [class(1, 1.0), class(2, 1.0)]);
    }

    #[test]
    fn numbers_of_a_table_have_their_own_ends() {
        let range = Range::from([100.0, 300.0]);
        assert_eq!([50.0, 100.0, 200.0, 400.0].map(|value| range.place(value)), [0.0, 0.0, 0.5, 1.0]);
        let own = painted(&[100.0, 150.0, 300.0], &[], Ground::Number(range), false);
        assert_eq!(own, painted(&[0.0, 0.25, 1.0], &[], Ground::Number(Range::Unit), false));
    }
}
