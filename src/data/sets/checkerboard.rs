//! A board of four by four squares.

use super::{Draw, Generator, Point, Problem, Rng, uniform};
use rand::RngExt;

/// Squares of side 2.5 within ±5, a gap of 0.2 between neighbours; class 1 on that at the lower left, and on every second one.
pub struct Checkerboard;

const SIDE: f64 = 2.5;

impl Generator for Checkerboard {
    fn problem(&self) -> Problem {
        Problem::Classification
    }

    fn noise_unit(&self) -> f64 {
        1.0
    }

    fn point(&self, Draw { index, count, .. }: Draw, rng: &mut Rng) -> Point {
        let class = usize::from(index < count / 2);
        let row = rng.random_range(0..4u32) as usize;
        let column = 2 * rng.random_range(0..2u32) as usize + (row + class + 1) % 2;
        let x = [column, row].map(|square| (square as f64 - 2.0) * SIDE + uniform(0.1, SIDE - 0.1, rng));
        Point { x, target: class as f64 }
    }
}

#[cfg(test)]
mod tests {
    use super::SIDE;
    use crate::data::DataSet;

    #[test]
    fn neighbouring_squares_differ_and_all_have_points() {
        let mut counts = [[0; 4]; 4];
        for point in DataSet::Checkerboard.generate(1600, 2, 0.0, 3) {
            let [column, row] = point.x.map(|x| (x / SIDE + 2.0).floor() as usize);
            assert_eq!(point.target == 1.0, (row + column) % 2 == 0, "{point:?}");
            counts[row][column] += 1;
        }
        assert!(counts.as_flattened().iter().all(|n| (60..140).contains(n)), "{counts:?}");
    }
}
