//! Points of the user's own: painted on the picture, or read from a table.

use super::{DataSet, Points, Problem};
use crate::error::{Error, Kind, Limits, Result};
use crate::nn::metrics::MOST_CLASSES;
use rand::seq::SliceRandom;

/// Largest size of a number of the user's own. Single precision ends at 3.4e38: squares of such numbers, and sums of a few
/// hundred squares, stay below.
pub const LARGEST: f64 = 1e18;

/// The stream of a seed that parts own points anew.
const STREAM: u64 = 3;

/// What is learned. Another task starts the network afresh; another point of the same task does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// That of a data set, of so many classes.
    Set(DataSet, u32),
    /// That of a table that was read.
    Read(u64),
}

/// Points with names for what they are. The first ones are trained on.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Of the coordinates.
    pub columns: Vec<String>,
    /// Of what is answered.
    pub target: String,
    /// Of the classes, as far as they have names. Empty where answers are numbers.
    pub classes: Vec<String>,
    /// Classes or numbers.
    pub problem: Problem,
    /// Those that are trained on come first.
    pub points: Points,
    /// How many are trained on.
    pub train: usize,
    /// Where it comes from.
    pub task: Task,
}

impl Table {
    /// The coordinates of the plane and their names.
    pub fn names(columns: usize) -> Vec<String> {
        (1..=columns).map(|column| format!("x{column}")).collect()
    }

    /// The plane without a point.
    pub fn empty() -> Table {
        Table {
            columns: Table::names(2),
            target: "class".to_owned(),
            classes: Vec::new(),
            problem: Problem::Classification,
            points: Points::new(2),
            train: 0,
            task: Task::Set(DataSet::Own, 2),
        }
    }

    /// A table that was read. Its task is told from others' by what is in it.
    pub fn read(columns: Vec<String>, target: String, classes: Vec<String>, points: Points) -> Table {
        let problem = if classes.is_empty() { Problem::Regression } else { Problem::Classification };
        let mut task = FNV;
        let names = columns.iter().chain(&classes).chain([&target]);
        names.for_each(|name| name.bytes().chain([0]).for_each(|byte| fold(&mut task, u64::from(byte))));
        for place in 0..points.len() {
            points.numbers(place).for_each(|x| fold(&mut task, x.to_bits()));
        }
        Table { columns, target, classes, problem, points, train: 0, task: Task::Read(task) }
    }

    /// Refuses numbers beyond [`LARGEST`].
    ///
    /// # Errors
    /// Names the column, the number and the row of the first such number.
    pub fn check_sizes(&self) -> Result<()> {
        for place in 0..self.points.len() {
            let Some(at) = self.points.numbers(place).position(|number| number.is_nan() || number.abs() > LARGEST)
            else {
                continue;
            };
            let number = self.points.numbers(place).nth(at).unwrap_or_default();
            let column = self.columns.get(at).unwrap_or(&self.target);
            let limits = Limits { min: -LARGEST, max: LARGEST, whole: false, most: None };
            let found = format!("{number:e} in row {}", place + 1);
            return Err(Error::new(Kind::OutOfRange, column, found, limits.to_string()).within(Some(limits)));
        }
        Ok(())
    }

    /// Whether anything was ever put into it.
    pub fn is_some(&self) -> bool {
        self.task != Table::empty().task || !self.points.is_empty()
    }

    /// The largest number of a class in it, and one more; at least 2.
    pub fn classes_in_use(&self) -> u32 {
        let most = self.points.targets().iter().fold(1.0, |most: f64, &class| most.max(class));
        // Where numbers are answered, they may be of any size.
        (most.min(MOST_CLASSES as f64 - 1.0) as u32 + 1).max(self.classes.len() as u32)
    }

    /// The points in another order, and another share of them to train on.
    pub fn shuffled(&self, share: f64, seed: u64) -> Table {
        let mut order: Vec<usize> = (0..self.points.len()).collect();
        order.shuffle(&mut crate::nn::rng(seed, STREAM));
        Table { points: self.points.in_order(&order), ..self.clone() }.shared(share)
    }

    /// Another share of the points to train on: moves only those at the border.
    pub fn shared(self, share: f64) -> Table {
        Table { train: super::split::train_count(self.points.len(), share), ..self }
    }

    /// Adds a point to train on. What is painted is meant to be learned from.
    pub fn add(&mut self, x: &[f64], target: f64) {
        self.points.insert(self.train, x, target);
        self.train += 1;
    }

    /// Takes points away.
    pub fn remove(&mut self, unwanted: impl Fn(usize) -> bool) {
        let train = (0..self.train).filter(|&place| !unwanted(place)).count();
        self.points.retain(|place| !unwanted(place));
        self.train = train;
    }
}

/// The first value of the hash of Fowler, Noll and Vo (FNV-1a, 64 bits); here it takes in whole numbers.
const FNV: u64 = 0xcbf2_9ce4_8422_2325;

fn fold(hash: &mut u64, value: u64) {
    *hash = (*hash ^ value).wrapping_mul(0x0100_0000_01b3);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(count: usize) -> Table {
        let mut table = Table::empty();
        for i in 0..count {
            table.points.push(&[i as f64, 0.0], (i % 2) as f64);
        }
        table.shared(0.5)
    }

    #[test]
    fn painted_points_are_trained_on() {
        let mut table = table(10);
        assert_eq!(table.train, 5);
        table.add(&[3.0, 4.0], 1.0);
        assert_eq!((table.train, table.points.len(), table.points.x(5)), (6, 11, &[3.0, 4.0][..]));
        assert_eq!(table.points.x(6), [5.0, 0.0], "the first of the test is still of the test");
        table.remove(|place| place == 0 || place == 10);
        assert_eq!((table.train, table.points.len(), table.points.x(0)), (5, 9, &[1.0, 0.0][..]));
        table.remove(|_| true);
        assert!(table.points.is_empty() && table.train == 0);
    }

    #[test]
    fn another_split_has_the_same_points() {
        let before = table(50);
        let after = before.shuffled(0.8, 4);
        assert_eq!((after.train, after.points.len()), (40, 50));
        assert_ne!(after.points, before.points);
        let sorted = |table: &Table| {
            let mut all: Vec<f64> = (0..50).map(|place| table.points.x(place)[0]).collect();
            all.sort_by(f64::total_cmp);
            all
        };
        assert_eq!(sorted(&before), sorted(&after));
        assert_eq!(after, before.shuffled(0.8, 4));
        assert_ne!(after, before.shuffled(0.8, 5));
    }

    #[test]
    fn classes_in_use_are_those_of_points_and_names() {
        assert_eq!(Table::empty().classes_in_use(), 2);
        let mut table = table(4);
        table.add(&[0.0, 0.0], 4.0);
        assert_eq!(table.classes_in_use(), 5);
        table.classes = (0..7).map(|name| name.to_string()).collect();
        assert_eq!(table.classes_in_use(), 7);
    }

    #[test]
    fn tables_that_are_read_differ_by_what_is_in_them() {
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
        let read = |columns: &[&str], classes: &[&str], x: f64| {
            let mut points = Points::new(2);
            points.push(&[x, 2.0], 1.0);
            Table::read(names(columns), "t".to_owned(), names(classes), points)
        };
        let one = read(&["a", "b"], &["x", "y"], 1.0);
        assert_eq!((one.problem, one.task), (Problem::Classification, read(&["a", "b"], &["x", "y"], 1.0).task));
        for other in
            [read(&["a", "c"], &["x", "y"], 1.0), read(&["a", "b"], &["xy"], 1.0), read(&["a", "b"], &["x", "y"], 1.5)]
        {
            assert_ne!(one.task, other.task);
        }
        assert_eq!(read(&["a", "b"], &[], 1.0).problem, Problem::Regression);
    }
}
