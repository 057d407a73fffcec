//! A table as few bytes: points that a data set draws by themselves are only counted, decimals are whole numbers.

use super::own::{Table, Task};
use super::{DataSet, MOST_COLUMNS, Points, Problem};
use crate::nn::Choice;
use crate::nn::metrics::MOST_CLASSES;
use crate::order;
use serde::{Deserialize, Serialize};

/// Most points of a table that is read back: what a file may have, and as many painted ones again.
const MOST_POINTS: usize = 2 * super::csv::MOST_ROWS;

/// Longest name of a column or class, in bytes.
const MOST_NAME: usize = 1000;

/// What decimals that are kept as whole numbers are divided by.
const POWERS: [f64; 7] = [1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6];

/// A [`Table`], packed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Packed {
    columns: Vec<String>,
    target: String,
    classes: Vec<String>,
    of_numbers: bool,
    train: usize,
    task: PackedTask,
    /// Where points come from, in their order.
    runs: Vec<Run>,
    /// Those that no data set draws: each coordinate, then the targets, then what they are answered with besides.
    own: Vec<Numbers>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum PackedTask {
    Set(String, u32),
    Read(u64),
}

/// Points that follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
enum Run {
    /// So many that the data set draws, from a place of it on.
    Drawn(u32, u32),
    /// So many of the user's own.
    Own(u32),
}

/// Numbers in the shortest form that gives each back bit for bit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum Numbers {
    /// Whole numbers, to be divided by that power of ten.
    Decimal(u8, Vec<i32>),
    Single(Vec<f32>),
    Double(Vec<f64>),
}

impl Packed {
    /// `drawn` are points that whoever unpacks it has too: those of the data set that the table began as.
    pub fn new(table: &Table, drawn: Option<&Points>) -> Packed {
        let columns = table.points.columns();
        let key = |points: &Points, place: usize| -> Vec<u64> { points.numbers(place).map(f64::to_bits).collect() };
        let drawn = drawn.filter(|drawn| drawn.columns() == columns);
        let keys: Vec<Vec<u64>> =
            drawn.map_or_else(Vec::new, |drawn| (0..drawn.len()).map(|at| key(drawn, at)).collect());
        let known = order::sorted(keys.len(), &|a, b| keys[a].cmp(&keys[b]));
        let mut runs: Vec<Run> = Vec::new();
        let mut own = vec![Vec::new(); columns + 1 + table.points.more()];
        for place in 0..table.points.len() {
            let wanted = key(&table.points, place);
            let found = known.binary_search_by(|&at| keys[at].cmp(&wanted)).ok().map(|found| known[found] as u32);
            match (runs.last_mut(), found) {
                (Some(Run::Drawn(from, count)), Some(at)) if *from + *count == at => *count += 1,
                (_, Some(at)) => runs.push(Run::Drawn(at, 1)),
                (Some(Run::Own(count)), None) => *count += 1,
                (_, None) => runs.push(Run::Own(1)),
            }
            if found.is_none() {
                own.iter_mut().zip(table.points.numbers(place)).for_each(|(column, x)| column.push(x));
            }
        }
        Packed {
            columns: table.columns.clone(),
            target: table.target.clone(),
            classes: table.classes.clone(),
            of_numbers: table.problem == Problem::Regression,
            train: table.train,
            task: match table.task {
                Task::Set(set, classes) => PackedTask::Set(set.id().to_owned(), classes),
                Task::Read(hash) => PackedTask::Read(hash),
            },
            runs,
            own: own.into_iter().map(Numbers::new).collect(),
        }
    }

    /// The data set, with so many classes, that the table began as.
    pub fn began_as(&self) -> Option<(DataSet, u32)> {
        let PackedTask::Set(id, classes) = &self.task else { return None };
        DataSet::from_id(id).filter(|&set| set != DataSet::Own).map(|set| (set, *classes))
    }

    /// The table, or what of it cannot be.
    pub fn table(&self, drawn: Option<&Points>) -> Result<Table, &'static str> {
        let columns = self.columns.len();
        let names = self.columns.iter().chain(&self.classes).chain([&self.target]);
        if !(1..=MOST_COLUMNS).contains(&columns) || self.classes.len() > MOST_CLASSES {
            return Err("columns");
        }
        if names.into_iter().any(|name| name.len() > MOST_NAME) {
            return Err("names");
        }
        if self.own.iter().any(|column| column.len() > MOST_POINTS) {
            return Err("points");
        }
        let own: Vec<Vec<f64>> = self.own.iter().map(Numbers::all).collect::<Option<_>>().ok_or("numbers")?;
        let more = own.len().wrapping_sub(columns + 1);
        let fits = more == 0 || (more < MOST_CLASSES && self.of_numbers && drawn.is_none());
        if !fits || own.iter().any(|column| column.len() != own[0].len()) {
            return Err("columns");
        }
        let mut points = Points::new(columns);
        let (mut next, mut x) = (0, [0.0; MOST_COLUMNS]);
        for run in &self.runs {
            let (from, count) = match *run {
                Run::Drawn(from, count) => (Some(from as usize), count as usize),
                Run::Own(count) => (None, count as usize),
            };
            if points.len() + count > MOST_POINTS {
                return Err("points");
            }
            for i in 0..count {
                if let Some(from) = from {
                    let drawn = drawn.filter(|drawn| drawn.columns() == columns && from + i < drawn.len());
                    let drawn = drawn.ok_or("points")?;
                    points.push(drawn.x(from + i), drawn.target(from + i));
                    continue;
                }
                let target = *own[columns].get(next).ok_or("points")?;
                x.iter_mut().zip(&own[..columns]).for_each(|(x, column)| *x = column[next]);
                points.push(&x[..columns], target);
                next += 1;
            }
        }
        let class = |target: &f64| (0.0..MOST_CLASSES as f64).contains(target) && target.fract() == 0.0;
        if next != own[0].len() || self.train > points.len() {
            return Err("points");
        }
        points.answer_also(more, (0..next).flat_map(|at| own[columns + 1..].iter().map(move |of| of[at])).collect());
        if !self.of_numbers && !points.targets().iter().all(class) {
            return Err("classes");
        }
        let task = match &self.task {
            PackedTask::Read(hash) => Task::Read(*hash),
            PackedTask::Set(id, classes) => Task::Set(DataSet::from_id(id).ok_or("the data set")?, *classes),
        };
        Ok(Table {
            columns: self.columns.clone(),
            target: self.target.clone(),
            classes: self.classes.clone(),
            problem: if self.of_numbers { Problem::Regression } else { Problem::Classification },
            points,
            train: self.train,
            task,
        })
    }
}

impl Numbers {
    fn new(numbers: Vec<f64>) -> Numbers {
        let same = |a: f64, b: f64| a.to_bits() == b.to_bits();
        for (digits, scale) in (0..).zip(POWERS) {
            let whole = |&x: &f64| {
                let whole = (x * scale).round() as i32;
                same(f64::from(whole) / scale, x).then_some(whole)
            };
            if let Some(whole) = numbers.iter().map(whole).collect() {
                return Numbers::Decimal(digits, whole);
            }
        }
        if numbers.iter().all(|&x| same(f64::from(x as f32), x)) {
            return Numbers::Single(numbers.iter().map(|&x| x as f32).collect());
        }
        Numbers::Double(numbers)
    }

    fn len(&self) -> usize {
        match self {
            Numbers::Decimal(_, numbers) => numbers.len(),
            Numbers::Single(numbers) => numbers.len(),
            Numbers::Double(numbers) => numbers.len(),
        }
    }

    /// All of them; nothing where one is not finite.
    fn all(&self) -> Option<Vec<f64>> {
        let numbers: Vec<f64> = match self {
            Numbers::Decimal(digits, whole) => {
                let scale = POWERS.get(usize::from(*digits))?;
                whole.iter().map(|&whole| f64::from(whole) / scale).collect()
            }
            Numbers::Single(numbers) => numbers.iter().map(|&x| f64::from(x)).collect(),
            Numbers::Double(numbers) => numbers.clone(),
        };
        numbers.iter().all(|x| x.is_finite()).then_some(numbers)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unpacked(table: &Table, drawn: Option<&Points>) -> Table {
        Packed::new(table, drawn).table(drawn).unwrap()
    }

    #[test]
    fn numbers_come_back_bit_for_bit_in_the_shortest_form() {
        let check = |numbers: &[f64], form: fn(&Numbers) -> bool| {
            let packed = Numbers::new(numbers.to_vec());
            assert!(form(&packed), "{packed:?}");
            let back = packed.all().unwrap();
            assert!(back.iter().zip(numbers).all(|(a, b)| a.to_bits() == b.to_bits()), "{numbers:?} became {back:?}");
        };
        check(&[5.1, 3.5, -1.4, 0.0], |n| matches!(n, Numbers::Decimal(1, _)));
        check(&[1.0, 0.0, 2.0], |n| matches!(n, Numbers::Decimal(0, _)));
        check(&[-0.0], |n| matches!(n, Numbers::Single(_)));
        check(&[0.1, f64::from(0.3f32)], |n| matches!(n, Numbers::Double(_)));
        check(&[f64::from(0.3f32), 2.5], |n| matches!(n, Numbers::Single(_)));
        check(&[1e300, f64::MIN_POSITIVE], |n| matches!(n, Numbers::Double(_)));
        assert!(Numbers::Single(vec![f32::NAN]).all().is_none());
    }

    #[test]
    fn what_a_data_set_draws_is_only_counted() {
        let points = DataSet::Circle.generate(200, 2, 0.1, 5);
        let drawn = Points::of_plane(2, &points);
        let names = Table::names(2);
        let mut table = Table { points: drawn.clone(), columns: names, train: 100, ..Table::empty() };
        table.task = Task::Set(DataSet::Circle, 2);
        table.remove(|place| place == 17);
        table.add(&[0.5, f64::from(1.3f32)], 1.0);
        let packed = Packed::new(&table, Some(&drawn));
        assert_eq!(packed.runs, [Run::Drawn(0, 17), Run::Drawn(18, 82), Run::Own(1), Run::Drawn(100, 100)]);
        assert_eq!(packed.began_as(), Some((DataSet::Circle, 2)));
        assert_eq!(packed.table(Some(&drawn)).unwrap(), table);
        let mut several = Table { problem: Problem::Regression, task: Task::Read(7), ..Table::empty() };
        several.add(&[1.0, 2.0], 0.5);
        several.points.answer_also(2, vec![0.25, 3.0]);
        assert_eq!(unpacked(&several, None), several);
        let shuffled = table.shuffled(0.3, 9);
        assert_eq!(unpacked(&shuffled, Some(&drawn)), shuffled);
        assert_eq!(unpacked(&shuffled, None), shuffled);
        // Another data set's points do not fit.
        assert_eq!(packed.table(None), Err("points"));
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let mut table = Table::empty();
        table.add(&[1.0, 2.0], 1.0);
        let good = Packed::new(&table, None);
        let bad = |change: fn(&mut Packed)| {
            let mut packed = good.clone();
            change(&mut packed);
            packed.table(None).unwrap_err()
        };
        assert_eq!(bad(|p| p.columns.clear()), "columns");
        assert_eq!(bad(|p| p.columns.push("c".into())), "columns");
        assert_eq!(bad(|p| p.train = 2), "points");
        assert_eq!(bad(|p| p.runs.push(Run::Own(1))), "points");
        assert_eq!(bad(|p| p.runs.push(Run::Drawn(0, u32::MAX))), "points");
        assert_eq!(bad(|p| p.runs.clear()), "points");
        assert_eq!(bad(|p| p.own[2] = Numbers::Decimal(1, vec![5])), "classes");
        assert_eq!(bad(|p| p.own[2] = Numbers::Decimal(0, vec![10])), "classes");
        assert_eq!(bad(|p| p.own[0] = Numbers::Double(vec![f64::INFINITY])), "numbers");
        assert_eq!(bad(|p| p.own[0] = Numbers::Double(vec![])), "columns");
        assert_eq!(bad(|p| p.task = PackedTask::Set("moon".into(), 2)), "the data set");
        assert_eq!(bad(|p| p.target = "x".repeat(2000)), "names");
        assert!(good.table(None).is_ok());
    }
}
