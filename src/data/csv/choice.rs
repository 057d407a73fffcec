//! Which columns are learned from, which is learned, and the rows that have them all.

use super::column::{Column, OTHER, Values};
use super::sheet::Sheet;
use super::short;
use super::{MOST_INPUTS, MOST_ROWS};
use crate::data::Table;
use crate::error::{Error, Kind, Limits, Result};
use crate::nn::metrics::MOST_CLASSES;
use std::cmp::Ordering;

/// Names of columns that are rather answered than learned from.
const TARGETS: [&str; 8] = ["class", "label", "target", "species", "category", "diagnosis", "outcome", "output"];

/// Names of columns that only count the rows.
const COUNTERS: [&str; 5] = ["id", "index", "no", "row", "unnamed: 0"];

/// A choice of columns, by their places.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// What is learned from, in this order.
    pub inputs: Vec<usize>,
    /// What is learned.
    pub target: usize,
    /// As classes or as numbers; none leaves it to the column: words are classes, and so are a few whole numbers that come again.
    pub as_classes: Option<bool>,
}

/// What a choice takes of a table: rows with a value in every chosen column.
#[derive(Clone, Debug, PartialEq)]
pub struct Selection {
    /// Of the inputs.
    pub names: Vec<String>,
    /// Of what is answered.
    pub target_name: String,
    /// Of the classes: numbers by size, words by the alphabet, whatever order the rows have. None where numbers are answered.
    pub classes: Vec<String>,
    /// `[rows][inputs]`.
    pub x: Vec<f64>,
    /// The number of each row's class, or its number.
    pub targets: Vec<f64>,
}

impl Choice {
    /// All chosen columns.
    pub(super) fn columns(&self) -> impl Iterator<Item = usize> {
        self.inputs.iter().copied().chain([self.target])
    }
}

impl Sheet {
    /// What is most likely wanted: the column that is named like a target, or the last one that can be one; the columns of numbers as inputs.
    pub fn suggest(&self) -> Choice {
        let named = |names: &[&str], column: &Column| names.iter().any(|name| column.name.eq_ignore_ascii_case(name));
        let can = |column: &Column| match &column.values {
            Values::Numbers { .. } => true,
            Values::Words { names, .. } => (2..=MOST_CLASSES).contains(&names.len()),
        };
        let last =
            |which: &dyn Fn(&Column) -> bool| self.columns.iter().rposition(|column| can(column) && which(column));
        let last_of_all = last(&|_| true).unwrap_or(self.columns.len() - 1);
        // Beside an x and before a column of words, y is a coordinate.
        let y = last(&|column| named(&["y"], column)).filter(|_| self.columns[last_of_all].is_numeric());
        let target = last(&|column| named(&TARGETS, column)).or(y).unwrap_or(last_of_all);
        let input = |at: &usize| {
            let column = &self.columns[*at];
            *at != target && column.is_numeric() && !named(&COUNTERS, column)
        };
        let inputs = (0..self.columns.len()).filter(input).take(MOST_INPUTS).collect();
        Choice { inputs, target, as_classes: None }
    }

    /// The rows that have a value in every chosen column. Refuses columns that cannot be what they are chosen for.
    pub fn select(&self, choice: &Choice) -> Result<Selection> {
        self.select_at_least(2, choice)
    }

    /// The same, of no fewer rows than `least`.
    fn select_at_least(&self, least: usize, choice: &Choice) -> Result<Selection> {
        self.check_places(choice)?;
        let inputs: Vec<&[f64]> = choice.inputs.iter().map(|&at| numbers(&self.columns[at])).collect::<Result<_>>()?;
        let rows: Vec<usize> =
            (0..self.rows()).filter(|&row| choice.columns().all(|at| self.columns[at].has(row))).collect();
        if rows.len() < least {
            return Err(Error::new(Kind::TooFewRows, "table", rows.len(), "at least 2 rows without errors"));
        }
        let target = &self.columns[choice.target];
        let (classes, targets) = match (&target.values, choice.as_classes) {
            (Values::Words { names, of, .. }, None | Some(true)) => {
                // A word that is not told apart is one of very many.
                if rows.iter().any(|&row| of[row] == OTHER) {
                    check_count(target, usize::from(OTHER))?;
                }
                let of: Vec<&str> = rows.iter().map(|&row| names[usize::from(of[row])].as_str()).collect();
                let used = different(&of, |a, b| a.cmp(b));
                check_count(target, used.len())?;
                (used.iter().map(|name| short(name)).collect(), places(&of, &used))
            }
            (Values::Words { .. }, Some(false)) => return Err(no_numbers(target)),
            (Values::Numbers { of, .. }, as_classes) => {
                // Both zeros are one class.
                let of: Vec<f64> = rows.iter().map(|&row| of[row] + 0.0).collect();
                let used = different(&of, f64::total_cmp);
                if as_classes.unwrap_or_else(|| look_like_classes(&used, of.len())) {
                    check_count(target, used.len())?;
                    (used.iter().map(f64::to_string).collect(), places(&of, &used))
                } else {
                    (Vec::new(), of)
                }
            }
        };
        Ok(Selection {
            names: choice.inputs.iter().map(|&at| self.columns[at].name.clone()).collect(),
            target_name: target.name.clone(),
            classes,
            x: rows.iter().flat_map(|&row| inputs.iter().map(move |column| column[row])).collect(),
            targets,
        })
    }

    /// The table whose last `targets` columns are answered, as numbers where there are several, and all others learned from. One row is enough.
    ///
    /// # Errors
    /// Where a row is left out: it lacks a value, has another number of cells than the others, or is one of too many.
    pub fn table_of_all(&self, targets: usize, as_classes: bool) -> Result<Table> {
        let inputs = self.columns.len().saturating_sub(targets);
        let choice =
            |target| Choice { inputs: (0..inputs).collect(), target, as_classes: Some(as_classes && targets == 1) };
        let taken = (inputs..self.columns.len()).map(|target| self.select_at_least(1, &choice(target)));
        let taken: Vec<Selection> = taken.collect::<Result<_>>()?;
        let Some((first, others)) = taken.split_first() else {
            return Err(Error::new(Kind::Empty, "inputs", "", "a column to be answered"));
        };
        if self.cut {
            return Err(Error::new(Kind::TooLong, "table", "more rows", format!("at most {MOST_ROWS} rows")));
        }
        let (rows, written) = (self.rows(), self.rows() + self.broken.len());
        let whole = taken.iter().map(|selection| selection.targets.len()).min().unwrap_or(rows);
        if whole < written {
            return Err(Error::new(Kind::TooFewRows, "table", whole, format!("{written} whole rows")));
        }
        let also = |row: usize| others.iter().map(move |selection| selection.targets[row]);
        let Table { columns, target, classes, mut points, .. } = first.table();
        points.answer_also(others.len(), (0..rows).flat_map(also).collect());
        let names = [target].into_iter().chain(others.iter().map(|selection| selection.target_name.clone()));
        Ok(Table::read(columns, names.collect::<Vec<_>>().join(", "), classes, points))
    }

    /// Refuses columns that there are not, and numbers of them that cannot be.
    pub(super) fn check_places(&self, choice: &Choice) -> Result<()> {
        let last = self.columns.len() - 1;
        if let Some(at) = choice.columns().find(|at| *at > last) {
            let limits = Limits { min: 0.0, max: last as f64, whole: true, most: None };
            return Err(Error::new(Kind::OutOfRange, "columns", at, limits.to_string()).within(Some(limits)));
        }
        match choice.inputs.len() {
            0 => return Err(Error::new(Kind::Empty, "inputs", "", "the columns of numbers")),
            more if more > MOST_INPUTS => {
                return Err(Error::new(Kind::TooLong, "inputs", more, format!("at most {MOST_INPUTS} inputs")));
            }
            _ => {}
        }
        if choice.inputs.contains(&choice.target) {
            let name = &self.columns[choice.target].name;
            return Err(Error::new(Kind::DoesNotFit, "inputs", name, "columns other than the target"));
        }
        Ok(())
    }
}

fn numbers(column: &Column) -> Result<&[f64]> {
    match &column.values {
        Values::Numbers { of, .. } => Ok(of),
        Values::Words { .. } => Err(no_numbers(column)),
    }
}

fn no_numbers(column: &Column) -> Error {
    Error::new(Kind::NoNumbers, &column.name, "words", "numbers")
}

/// A column of words that are too many to tell apart has more of them than there may be classes.
fn check_count(column: &Column, classes: usize) -> Result<()> {
    if (2..=MOST_CLASSES).contains(&classes) {
        return Ok(());
    }
    let limits = Limits { min: 2.0, max: MOST_CLASSES as f64, whole: true, most: None };
    let error = Error::new(Kind::ClassCount, &column.name, classes, format!("2 to {MOST_CLASSES} classes"));
    Err(error.within(Some(limits)))
}

/// The different values in order; of very many, one more than there may be classes.
fn different<T: Copy>(all: &[T], order: impl Fn(&T, &T) -> Ordering) -> Vec<T> {
    let mut used: Vec<T> = Vec::new();
    for value in all {
        if let Err(place) = used.binary_search_by(|other| order(other, value)) {
            used.insert(place, *value);
            if used.len() > MOST_CLASSES {
                break;
            }
        }
    }
    used
}

/// A few whole numbers, some of which come again.
fn look_like_classes(used: &[f64], rows: usize) -> bool {
    (2..=MOST_CLASSES).contains(&used.len()) && used.len() < rows && used.iter().all(|number| number.fract() == 0.0)
}

/// The place of each value among the used ones, of which there are few.
fn places<T: PartialEq>(of: &[T], used: &[T]) -> Vec<f64> {
    of.iter().map(|value| used.iter().position(|other| other == value).unwrap_or(0) as f64).collect()
}
