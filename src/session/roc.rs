//! How the answers rank the samples of two classes.

use super::run::Session;
use crate::nn::Scalar;
use crate::nn::roc::{RocPoint, roc_curve};

impl<T: Scalar> Session<T> {
    /// The ROC curves on training and test samples, of two classes; none where a set lacks one of them.
    pub fn roc(&mut self) -> [Option<Vec<RocPoint>>; 2] {
        // Of the same parameters as the figures.
        self.metrics();
        [true, false].map(|train| roc_curve(&mut self.ranked(train)))
    }

    /// The score of each sample of a set, and whether it belongs to class 1. Empty where there are not two classes.
    pub(super) fn ranked(&mut self, train: bool) -> Vec<(f64, bool)> {
        if self.config.classes() != 2 {
            return Vec::new();
        }
        let of_train = self.train.len();
        let part = if train { 0..of_train } else { of_train..self.points.len() };
        let mut ranked = Vec::with_capacity(part.len());
        // By raw outputs: probabilities of sure answers are all 1.
        self.points_through(part, |points, first, rows, _| {
            for (s, target) in points.targets()[first..][..rows[0].len()].iter().enumerate() {
                let score = rows.iter().rev().map(|row| row[s].to_f64()).reduce(|one, zero| one - zero);
                ranked.push((score.unwrap_or_default(), *target == 1.0));
            }
        });
        ranked
    }
}

#[cfg(test)]
mod tests {
    use crate::session::{Config, Session};

    #[test]
    fn curves_are_of_two_classes() {
        let mut session = Session::<f32>::new(Config::default());
        session.advance(2_000, || true).unwrap();
        for curve in session.roc() {
            let curve = curve.expect("two classes, both with samples");
            let ends = [curve[0], curve[curve.len() - 1]].map(|p| (p.false_positives, p.true_positives));
            assert_eq!(ends, [(0.0, 0.0), (1.0, 1.0)]);
            assert!(curve.iter().any(|p| p.true_positives > 0.9 && p.false_positives < 0.1), "the circle is learned");
        }
        for link in ["data=rings&classes=3", "data=plane"] {
            assert_eq!(Session::<f32>::new(Config::from_link(link).unwrap()).roc(), [None, None]);
        }
    }
}
