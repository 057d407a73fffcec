//! Curves: numbers over one coordinate.

use super::{Draw, Generator, Point, Problem, Rng, uniform};

/// The target is a function of x₁, for points uniform within ±6.
pub struct Curve(fn(f64) -> f64);

/// sin x₁: two waves, nearly.
pub const SINE: Curve = Curve(libm::sin);

/// −½ left of the middle and ½ right of it.
pub const STEP: Curve = Curve(|x| if x < 0.0 { -0.5 } else { 0.5 });

/// u³ − 2u + ½u² − ¼ where u is x₁ / 3.5, divided by 3: a crest, a trough, and steep ends.
pub const POLYNOMIAL: Curve = Curve(|x| {
    let u = x / 3.5;
    (((u + 0.5) * u - 2.0) * u - 0.25) / 3.0
});

impl Generator for Curve {
    fn problem(&self) -> Problem {
        Problem::Regression
    }

    fn columns(&self) -> usize {
        1
    }

    fn noise_unit(&self) -> f64 {
        0.5
    }

    fn point(&self, _draw: Draw, rng: &mut Rng) -> Point {
        let x = uniform(-6.0, 6.0, rng);
        Point { x: [x, 0.0], target: (self.0)(x) }
    }
}
