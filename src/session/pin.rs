//! A run that is kept, so that the next one can be held against it; and runs as a table.

use super::history::Record;
use super::run::Session;
use crate::data::Problem;
use crate::nn::{Loss, Scalar};
use std::fmt::Write;

/// A curve as it was. It knows nothing of the session that it came from, and outlives it.
#[derive(Clone, Debug)]
pub struct Pin {
    /// The records, oldest first; never none.
    pub records: Vec<Record>,
    /// What its losses are values of.
    pub loss: Loss,
    /// Whether its quality is an accuracy or R².
    pub problem: Problem,
}

impl<T: Scalar> Session<T> {
    /// The curve as it is now, to be kept.
    pub fn pin(&mut self) -> Pin {
        Pin { records: self.curve().collect(), loss: self.config.loss, problem: self.config.problem() }
    }
}

/// Runs as comma-separated values (RFC 4180): a header, and a row for each record; what is not a number is left empty.
pub fn curve_csv(present: &Pin, pinned: Option<&Pin>) -> String {
    let runs = [("present", Some(present)), ("pinned", pinned)];
    let mut table = String::from("run,epoch,train_loss,test_loss,train_accuracy,test_accuracy,train_r2,test_r2,lr\r\n");
    for (name, run) in runs.into_iter().filter_map(|(name, run)| Some((name, run?))) {
        for record in &run.records {
            let &Record { epoch, train, test, train_quality, test_quality, lr } = record;
            let (none, qualities) = (f64::NAN, [train_quality, test_quality]);
            let [[a, b], [c, d]] = match run.problem {
                Problem::Classification => [qualities, [none; 2]],
                Problem::Regression => [[none; 2], qualities],
            };
            table.push_str(name);
            for number in [epoch, train, test, a, b, c, d, lr] {
                table.push(',');
                if number.is_finite() {
                    // Writing to a text cannot fail.
                    let _ = write!(table, "{number}");
                }
            }
            table.push_str("\r\n");
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::Config;

    #[test]
    fn a_run_is_kept_as_it_was() {
        let mut session = Session::<f32>::new(Config::default());
        session.epoch().unwrap();
        let pin = session.pin();
        session.epoch().unwrap();
        assert_eq!((pin.records.len(), session.curve().count()), (2, 3));
        session.reset();
        session.epoch().unwrap();
        assert_eq!(pin.records, session.curve().collect::<Vec<_>>(), "the same run again");
    }

    #[test]
    fn tables_have_a_row_for_each_record() {
        let mut session = Session::<f32>::new(Config::from_link("schedule=exponential&schedule_gamma=0.5").unwrap());
        session.epoch().unwrap();
        let present = session.pin();
        let numbers = Session::<f32>::new(Config::from_link("data=plane").unwrap()).pin();
        let table = curve_csv(&present, Some(&numbers));
        let rows: Vec<Vec<&str>> = table.lines().map(|row| row.split(',').collect()).collect();
        assert_eq!(rows.len(), 4);
        assert!(rows.iter().all(|row| row.len() == 9));
        assert_eq!(rows[0][..3], ["run", "epoch", "train_loss"]);
        let read = |text: &str| text.parse::<f64>().unwrap();
        let last = present.records[1];
        assert_eq!(rows[2].iter().take(2).copied().collect::<Vec<_>>(), ["present", "1"]);
        assert_eq!(
            [2, 3, 4, 5, 8].map(|column| read(rows[2][column])),
            [last.train, last.test, last.train_quality, last.test_quality, 0.05]
        );
        assert_eq!((rows[2][6], rows[3][0], rows[3][4]), ("", "pinned", ""));
        assert_eq!(read(rows[3][6]), numbers.records[0].train_quality);
    }
}
