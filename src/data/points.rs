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
    /// How many more numbers each point is to be answered with.
    more: usize,
    /// `[points][more]`.
    others: Vec<f64>,
}

impl Points {
    /// No point yet, of so many coordinates each, 1 to [`MOST_COLUMNS`].
    pub fn new(columns: usize) -> Self {
        assert!((1..=MOST_COLUMNS).contains(&columns), "points have 1 to {MOST_COLUMNS} coordinates");
        Points { columns, x: Vec::new(), targets: Vec::new(), more: 0, others: Vec::new() }
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
        let at = place * self.more;
        self.others.splice(at..at, (0..self.more).map(|_| 0.0));
    }

    /// Further numbers that each point is to be answered with: `[points][more]`. Points that come later have 0 there.
    pub fn answer_also(&mut self, more: usize, others: Vec<f64>) {
        assert_eq!(others.len(), self.len() * more, "so many numbers for each point");
        (self.more, self.others) = (more, others);
    }

    /// How many numbers a point is answered with beside its target.
    pub fn more(&self) -> usize {
        self.more
    }

    /// Those numbers, `[more]`.
    pub fn others(&self, place: usize) -> &[f64] {
        &self.others[place * self.more..][..self.more]
    }

    /// One of the numbers that a point is answered with: 0 is its target, others follow.
    pub fn answer(&self, place: usize, answer: usize) -> f64 {
        match answer {
            0 => self.target(place),
            other => self.others(place)[other - 1],
        }
    }

    /// Keeps the points whose places are wanted.
    pub fn retain(&mut self, wanted: impl Fn(usize) -> bool) {
        let kept: Vec<usize> = (0..self.len()).filter(|&place| wanted(place)).collect();
        *self = self.in_order(&kept);
    }

    /// The points at these places, in this order.
    pub fn in_order(&self, order: &[usize]) -> Points {
        let mut ordered = Points::new(self.columns);
        order.iter().for_each(|&place| ordered.push(self.x(place), self.target(place)));
        ordered.answer_also(self.more, order.iter().flat_map(|&place| self.others(place)).copied().collect());
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

    /// Everything of a point: coordinates, target, and what else it is answered with.
    pub fn numbers(&self, place: usize) -> impl Iterator<Item = f64> {
        self.x(place).iter().chain(&self.targets[place..=place]).chain(self.others(place)).copied()
    }

    /// Bytes that they take.
    pub fn bytes(&self) -> usize {
        (self.x.len() + self.targets.len() + self.others.len()) * size_of::<f64>()
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
    fn further_answers_go_with_their_points() {
        let mut points = Points::new(1);
        (0..3).for_each(|i| points.push(&[f64::from(i)], 0.5));
        points.answer_also(2, vec![0.0, 0.1, 1.0, 1.1, 2.0, 2.1]);
        points.insert(1, &[9.0], 0.5);
        assert_eq!((points.others(1), points.others(2)), (&[0.0, 0.0][..], &[1.0, 1.1][..]));
        points.retain(|place| place != 0);
        let turned = points.in_order(&[2, 0]);
        assert_eq!((turned.x(0), turned.others(0), turned.others(1)), (&[2.0][..], &[2.0, 2.1][..], &[0.0, 0.0][..]));
        assert_eq!(turned.bytes(), 2 * 4 * 8);
    }

    #[test]
    fn a_plane_may_lose_its_second_coordinate() {
        let of = [Point { x: [1.0, 2.0], target: 3.0 }];
        assert_eq!(Points::of_plane(1, &of).x(0), [1.0]);
        assert_eq!(Points::of_plane(2, &of).x(0), [1.0, 2.0]);
    }
}
