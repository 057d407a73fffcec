//! ROC curves of training and test samples.

use super::Colors;
use super::axes::{Axis, draw_axes};
use super::curve::SERIES;
use super::surface::{Stroke, Surface, draw_line, fill};
use crate::error::Result;
use crate::nn::roc::RocPoint;

/// Fills the surface: the training samples' curve as a full line, the test samples' as a dashed one, and the diagonal, which guessing reaches.
pub fn draw_roc<B: Surface>(surface: &mut B, colors: &Colors, [train, test]: [&[RocPoint]; 2]) -> Result<()> {
    fill(surface, colors.background)?;
    let axis = |room| Axis { range: 0.0..1.0, ticks: [0.0, 0.5, 1.0].into_iter().collect(), label: Some, room };
    let chart = draw_axes(surface, colors, axis(22.0), axis(26.0), true)?;
    let diagonal = Stroke { color: colors.grid, width: colors.px(1.0) };
    draw_line(surface, &[chart.at(0.0, 0.0), chart.at(1.0, 1.0)], diagonal)?;
    let [.., of_test, of_train] = &SERIES;
    for (series, points) in [(of_test, test), (of_train, train)] {
        let mut path = points.iter().map(|point| chart.at(point.false_positives, point.true_positives));
        series.draw(surface, colors, false, &mut path)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::surface::notes::{Mark, Notes};
    use super::*;

    #[test]
    fn both_sets_and_the_diagonal_are_drawn() {
        let point = |(false_positives, true_positives)| RocPoint { false_positives, true_positives };
        let train = [(0.0, 0.0), (0.0, 1.0), (0.5, 1.0), (1.0, 1.0)].map(point);
        let test = [(0.0, 0.0), (0.1, 0.4), (0.2, 0.6), (0.7, 0.9), (1.0, 1.0)].map(point);
        let mut notes = Notes::new(400, 400);
        draw_roc(&mut notes, &super::super::look::sample(), [&train, &test]).unwrap();
        let line = |points, rgb, width, dashed| Mark::Path { points, rgb, width, dashed };
        let [.., diagonal, second, first] = &notes.marks[..] else { panic!("three lines") };
        assert_eq!(*diagonal, line(2, (0xdd, 0xdd, 0xdd), 2, false));
        assert_eq!(*second, line(5, (0xb3, 0x59, 0x00), 3, true));
        assert_eq!(*first, line(4, (0x1f, 0x6f, 0xeb), 4, false));
        assert_eq!(notes.texts(), ["0", "0.5", "1", "0", "0.5", "1"]);
    }
}
