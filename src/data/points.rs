//! Points with their targets, in one piece of memory.

use super::Point;

/// Most coordinates that a point has.
pub const MOST_COLUMNS: usize = 32;

/// Labelled points of the same number of coordinates. A target is the number of a class, or any number.
#[derive(Clone, Debug, PartialEq)]
pub struct Points {
    columns: usize,
    /// `[points][columns]`.
    x: Vec<f64>,
    /// `[points]`.
    targets: Vec<f64>,
}

impl Points {
    /// No point yet, of so many coordinates each, 1 to [`MOST_COLUMNS`].
    pub fn new(columns: usize) -> Self {
        assert!((1..=MOST_COLUMNS).contains(&columns), "points have 1 to {MOST_COLUMNS} coordinates");
        Points { columns, x: Vec::new(), targets: Vec::new() }
    }

    /// Of a plane's points, the first `columns` coordinates of each.
    pub fn of_plane(columns: usize, points: &[Point]) -> Self {
        let mut all = Points::new(columns);
        for point in points {
            all.push(&point.x[..columns], point.target);
        }
        all
    }

    /// Coordinates of a point.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// How many points there are.
    pub fn len(&self) -> usize {
        self.targets.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.targets.is_empty()
    }

    /// Adds a point behind the others.
    pub fn push(&mut self, x: &[f64], target: f64) {
        self.insert(self.len(), x, target);
    }

    /// Adds a point at a place; those from there on move up.
    pub fn insert(&mut self, place: usize, x: &[f64], target: f64) {
        assert_eq!(x.len(), self.columns, "the width of a point");
        let at = place * self.columns;
        self.x.splice(at..at, x.iter().copied());
        self.targets.insert(place, target);
    }

    /// Keeps the points whose places are wanted.
    pub fn retain(&mut self, wanted: impl Fn(usize) -> bool) {
        let mut kept = Points::new(self.columns);
        for place in (0..self.len()).filter(|&place| wanted(place)) {
            kept.push(self.x(place), self.target(place));
        }
        *self = kept;
    }

    /// The same points in another order.
    pub fn in_order(&self, order: &[usize]) -> Points {
        let mut ordered = Points::new(self.columns);
        order.iter().for_each(|&place| ordered.push(self.x(place), self.target(place)));
        ordered
    }

    /// Where a point lies, `[columns]`.
    pub fn x(&self, place: usize) -> &[f64] {
        &self.x[place * self.columns..][..self.columns]
    }

    /// The same, to move it.
    pub fn x_mut(&mut self, place: usize) -> &mut [f64] {
        &mut self.x[place * self.columns..][..self.columns]
    }

    /// What the network is to answer there.
    pub fn target(&self, place: usize) -> f64 {
        self.targets[place]
    }

    /// The same, to change it.
    pub fn target_mut(&mut self, place: usize) -> &mut f64 {
        &mut self.targets[place]
    }

    /// All targets, `[points]`.
    pub fn targets(&self) -> &[f64] {
        &self.targets
    }

    /// Bytes that they take.
    pub fn bytes(&self) -> usize {
        (self.x.len() + self.targets.len()) * size_of::<f64>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_keep_their_coordinates_and_targets_together() {
        let mut points = Points::new(3);
        for i in 0..4 {
            points.push(&[f64::from(i), 10.0, 20.0], f64::from(i % 2));
        }
        points.insert(1, &[9.0, 9.0, 9.0], 5.0);
        assert_eq!((points.len(), points.x(1), points.target(1)), (5, &[9.0; 3][..], 5.0));
        assert_eq!((points.x(4), points.target(4)), (&[3.0, 10.0, 20.0][..], 1.0));
        points.retain(|place| place != 0 && place != 2);
        assert_eq!(points.targets(), [5.0, 0.0, 1.0]);
        let turned = points.in_order(&[2, 0, 1]);
        assert_eq!((turned.x(0), turned.targets()), (&[3.0, 10.0, 20.0][..], &[1.0, 5.0, 0.0][..]));
        assert_eq!(points.bytes(), 3 * 4 * 8);
    }

    #[test]
    fn a_plane_may_lose_its_second_coordinate() {
        let of = [Point { x: [1.0, 2.0], target: 3.0 }];
        assert_eq!(Points::of_plane(1, &of).x(0), [1.0]);
        assert_eq!(Points::of_plane(2, &of).x(0), [1.0, 2.0]);
    }
}
