//! Which columns are learned from, which is learned, and the rows that have them all.

use super::column::{Column, OTHER, Values};
use super::flaws::{Flaw, Why};
use super::sheet::Sheet;
use super::short;
use super::{MOST_INPUTS, MOST_ROWS};
use crate::data::{LARGEST, Table};
use crate::error::{Error, Kind, Limits, Result};
use crate::nn::metrics::MOST_CLASSES;
use std::borrow::Cow;
use std::cmp::Ordering;

/// A choice of columns, by their places.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// What is learned from, in this order.
    pub inputs: Vec<usize>,
    /// What is learned.
    pub target: usize,
    /// As classes or as numbers; none leaves it to the column: words are classes, and so are a few
    /// whole numbers that come again.
    pub as_classes: Option<bool>,
}

/// What a choice takes of a table: rows with a value in every chosen column.
#[derive(Clone, Debug, PartialEq)]
pub struct Selection {
    /// Of the inputs.
    pub names: Vec<String>,
    /// Of what is answered.
    pub target_name: String,
    /// Of the classes: numbers by size, words by the alphabet, whatever order the rows have. None
    /// where numbers are answered.
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
    /// The rows that have a value in every chosen column. Refuses columns that cannot be what they
    /// are chosen for.
    pub fn select(&self, choice: &Choice) -> Result<Selection> {
        self.select_at_least(2, choice)
    }

    /// The same, of no fewer rows than `least`.
    fn select_at_least(&self, least: usize, choice: &Choice) -> Result<Selection> {
        self.check_places(choice)?;
        let inputs: Vec<Cow<'_, [f64]>> =
            choice.inputs.iter().map(|&at| numbers(&self.columns[at])).collect::<Result<_>>()?;
        let rows: Vec<usize> =
            (0..self.rows()).filter(|&row| choice.columns().all(|at| self.columns[at].has(row))).collect();
        if rows.len() < least {
            return Err(too_few_rows(rows.len()));
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
    /// Where a row is left out: it lacks a value, has another number of cells than the others, or is one of too many. A number
    /// beyond [`LARGEST`] is named with its line and column.
    pub fn table_of_all(&self, targets: usize, as_classes: bool) -> Result<Table> {
        let inputs = self.columns.len().saturating_sub(targets);
        let choice =
            |target| Choice { inputs: (0..inputs).collect(), target, as_classes: Some(as_classes && targets == 1) };
        let flaws = (inputs..self.columns.len()).filter_map(|target| self.flaws(&choice(target)).ok());
        let large = |flaw: &Flaw| flaw.why == Why::NotFinite;
        if let Some(flaw) = flaws.flat_map(|flaws| flaws.first).find(large) {
            let limits = Limits { min: -LARGEST, max: LARGEST, whole: false, most: None };
            let found = format!("{} in line {}", flaw.found, flaw.line);
            let error = Error::new(Kind::OutOfRange, flaw.column.unwrap_or_default(), found, limits.to_string());
            return Err(error.within(Some(limits)));
        }
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
            0 => return Err(self.no_inputs(choice.target)),
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

    /// The reason why there is no input beside a target: none is chosen, or none can be.
    fn no_inputs(&self, target: usize) -> Error {
        let mut others = self.columns.iter().enumerate().filter(|(at, _)| *at != target).map(|(_, column)| column);
        if self.columns.len() == 1 {
            return Error::new(Kind::DoesNotFit, "columns", 1, "a column to learn from and one to predict");
        }
        if others.clone().any(Column::can_be_input) {
            return Error::new(Kind::Empty, "inputs", "", "columns of numbers");
        }
        let has_words = |column: &&Column| matches!(&column.values, Values::Words { names, .. } if !names.is_empty());
        others.find(has_words).map_or_else(|| too_few_rows(0), no_numbers)
    }
}

fn numbers(column: &Column) -> Result<Cow<'_, [f64]>> {
    column.numbers().ok_or_else(|| no_numbers(column))
}

/// A column has words, of which the first is told, or nothing at all.
fn no_numbers(column: &Column) -> Error {
    match &column.values {
        Values::Words { odd: Some((_, _, found)), .. } => Error::new(Kind::NoNumbers, &column.name, found, "numbers"),
        Values::Words { names, .. } if !names.is_empty() => {
            Error::new(Kind::NoNumbers, &column.name, &names[0], "numbers")
        }
        _ => too_few_rows(0),
    }
}

fn too_few_rows(found: usize) -> Error {
    Error::new(Kind::TooFewRows, "table", found, "at least 2 rows without errors")
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
