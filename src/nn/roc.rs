//! The receiver operating characteristic: how many samples of a class are found, against how many others are taken for it.

/// A point of the curve, for one threshold of the score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RocPoint {
    /// Share of the other samples that score at least as high.
    pub false_positives: f64,
    /// Share of the class's samples that do.
    pub true_positives: f64,
}

/// The curve over scores and whether each belongs to a sample of the class, from (0, 0) to (1, 1). Ties are one step, and points
/// in the midst of a straight run are left out: scikit-learn's `roc_curve`. Sorts the scores. `None` where one of both kinds is missing.
pub fn roc_curve(scores: &mut [(f64, bool)]) -> Option<Vec<RocPoint>> {
    rank(scores);
    let (mut counts, mut low, mut high) = (vec![(0u32, 0u32)], 0, 0);
    for tie in scores.chunk_by(|a, b| a.0 == b.0).rev() {
        let positives = tie.iter().filter(|score| score.1).count() as u32;
        low += tie.len() as u32 - positives;
        high += positives;
        counts.push((low, high));
    }
    if low == 0 || high == 0 {
        return None;
    }
    // The first point is (0, 0), put before all thresholds; what comes after the first threshold may be left out.
    let bends = |place: usize| {
        let step = |from: usize| (counts[from + 1].0 - counts[from].0, counts[from + 1].1 - counts[from].1);
        place < 2 || place + 1 == counts.len() || step(place - 1) != step(place)
    };
    let kept = (0..counts.len()).filter(|&place| bends(place));
    let share = |(false_ones, true_ones): (u32, u32)| RocPoint {
        false_positives: f64::from(false_ones) / f64::from(low),
        true_positives: f64::from(true_ones) / f64::from(high),
    };
    Some(kept.map(|place| share(counts[place])).collect())
}

/// Lowest first.
pub(super) fn rank(scores: &mut [(f64, bool)]) {
    scores.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::metrics::roc_auc;

    fn points(scores: &[(f64, bool)]) -> Option<Vec<(f64, f64)>> {
        let curve = roc_curve(&mut scores.to_vec())?;
        Some(curve.into_iter().map(|p| (p.false_positives, p.true_positives)).collect())
    }

    #[test]
    fn agrees_with_the_example_of_scikit_learn() {
        let scores = [(0.1, false), (0.4, false), (0.35, true), (0.8, true)];
        let want = [(0.0, 0.0), (0.0, 0.5), (0.5, 0.5), (0.5, 1.0), (1.0, 1.0)];
        assert_eq!(points(&scores), Some(want.to_vec()));
    }

    #[test]
    fn ties_are_one_step_and_straight_runs_have_no_points() {
        assert_eq!(points(&[(0.5, true), (0.5, false)]), Some(vec![(0.0, 0.0), (1.0, 1.0)]));
        let tied = [(0.9, true), (0.5, true), (0.5, false), (0.5, false), (0.1, false), (0.1, true)];
        let third = 1.0 / 3.0;
        assert_eq!(points(&tied), Some(vec![(0.0, 0.0), (0.0, third), (2.0 * third, 2.0 * third), (1.0, 1.0)]));
        let sure: Vec<_> = (0..50).map(|i| (f64::from(i), i >= 20)).collect();
        assert_eq!(points(&sure), Some(vec![(0.0, 0.0), (0.0, 1.0 / 30.0), (0.0, 1.0), (1.0, 1.0)]));
        assert_eq!(points(&[]), None);
        assert_eq!(points(&[(0.1, true), (0.9, true)]), None);
    }

    #[test]
    fn the_area_under_it_is_the_area_that_is_told() {
        let mut state = 7u32;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state >> 8
        };
        for _ in 0..50 {
            let mut scores: Vec<_> = (0..40).map(|_| (f64::from(next() % 12), next() % 3 == 0)).collect();
            let Some(curve) = roc_curve(&mut scores) else { continue };
            let area: f64 = curve
                .windows(2)
                .map(|w| {
                    (w[1].false_positives - w[0].false_positives) * (w[0].true_positives + w[1].true_positives) / 2.0
                })
                .sum();
            assert!((area - roc_auc(&mut scores).unwrap()).abs() < 1e-12);
        }
    }
}
