//! How good a network is on a set of samples. Definitions and corner cases are scikit-learn's, where nothing else is said.

use super::{Loss, Network, Samples, Scalar, Workspace};

/// Most classes, and most numbers in an answer, that are counted.
pub const MOST_CLASSES: usize = 10;

/// Figures over a whole set. Nothing of a penalty, of class weights or of smoothed labels is in them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Evaluation {
    /// The loss, reduced as the loss says.
    pub loss: f64,
    /// Whether all raw outputs are finite. A loss can be finite where they are not: a hinge is 0 beyond its margin.
    pub finite: bool,
    /// Number of outputs.
    pub outputs: usize,
    /// Mean of |y − t| over samples, `[outputs]`; 0 beyond.
    pub errors: [f64; MOST_CLASSES],
    /// Coefficient of determination, 1 − Σ(t − y)² / Σ(t − mean t)², the mean over outputs: scikit-learn's `r2_score`. An
    /// output whose targets are equal counts 1 where every answer is right, else 0 (`force_finite=True`). NaN of one sample.
    pub r2: f64,
    /// Which classes were said.
    pub confusion: Confusion,
}

impl Evaluation {
    /// Returns the mean absolute error over samples and outputs, each output's times its `unit`.
    pub fn mae(&self, unit: impl Fn(usize) -> f64) -> f64 {
        (0..self.outputs).map(|output| self.errors[output] * unit(output)).sum::<f64>() / self.outputs as f64
    }
}

/// How often each class was said for samples of each class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Confusion {
    /// How many classes there are; 0 where answers are numbers.
    pub classes: usize,
    /// `[class of the sample][class said]`.
    pub counts: [[u32; MOST_CLASSES]; MOST_CLASSES],
}

/// How well one class is told from the others, or all of them on average.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scores {
    /// Share of right ones among samples that were said to be of the class; 0 where there are none.
    pub precision: f64,
    /// Share of the class's samples that were found; 0 where there are none.
    pub recall: f64,
    /// Harmonic mean of both; 0 where both are.
    pub f1: f64,
    /// Samples of the class.
    pub samples: u32,
}

impl Confusion {
    /// Nothing counted yet.
    pub fn new(classes: usize) -> Self {
        assert!(classes <= MOST_CLASSES, "at most ten classes");
        Confusion { classes, counts: [[0; MOST_CLASSES]; MOST_CLASSES] }
    }

    /// Share of samples whose class was said; NaN without samples.
    pub fn accuracy(&self) -> f64 {
        let right: u32 = (0..self.classes).map(|class| self.counts[class][class]).sum();
        f64::from(right) / f64::from(self.counts.as_flattened().iter().sum::<u32>())
    }

    /// Mean recall of the classes that have samples.
    pub fn balanced_accuracy(&self) -> f64 {
        let recalls = (0..self.classes).map(|class| self.scores(class)).filter(|scores| scores.samples > 0);
        let (sum, count) = recalls.fold((0.0, 0.0), |(sum, count), scores| (sum + scores.recall, count + 1.0));
        sum / count
    }

    /// Of one class against all others.
    pub fn scores(&self, class: usize) -> Scores {
        let samples: u32 = self.counts[class].iter().sum();
        let said: u32 = self.counts.iter().map(|row| row[class]).sum();
        let right = f64::from(self.counts[class][class]);
        let part = |of: u32| if of == 0 { 0.0 } else { right / f64::from(of) };
        let f1 = if samples + said == 0 { 0.0 } else { 2.0 * right / f64::from(samples + said) };
        Scores { precision: part(said), recall: part(samples), f1, samples }
    }

    /// The mean over the classes that have samples or were said: scikit-learn's `average="macro"`.
    pub fn macro_scores(&self) -> Scores {
        let seen = |class: &usize| (0..self.classes).any(|o| self.counts[*class][o] + self.counts[o][*class] > 0);
        let mut sum = Scores { precision: 0.0, recall: 0.0, f1: 0.0, samples: 0 };
        let mut count = 0.0;
        for scores in (0..self.classes).filter(seen).map(|class| self.scores(class)) {
            sum.precision += scores.precision;
            sum.recall += scores.recall;
            sum.f1 += scores.f1;
            sum.samples += scores.samples;
            count += 1.0;
        }
        Scores { precision: sum.precision / count, recall: sum.recall / count, f1: sum.f1 / count, ..sum }
    }
}

/// Sums over one output. Targets count from the first one, so that the spread of equal ones is exactly 0.
#[derive(Clone, Copy, Default)]
struct Spread {
    first: f64,
    squares: f64,
    sizes: f64,
    targets: f64,
    target_squares: f64,
}

impl Spread {
    fn add(&mut self, y: f64, t: f64) {
        self.squares += (y - t) * (y - t);
        self.sizes += (y - t).abs();
        let t = t - self.first;
        self.targets += t;
        self.target_squares += t * t;
    }

    fn r2(&self, samples: usize) -> f64 {
        if samples < 2 {
            return f64::NAN;
        }
        match self.target_squares - self.targets * self.targets / samples as f64 {
            spread if spread > 0.0 => 1.0 - self.squares / spread,
            _ if self.squares == 0.0 => 1.0,
            // What is not finite is not a figure.
            _ => 0.0 * self.squares,
        }
    }
}

/// Evaluates all samples, in portions of the workspace's size. Sums of portions are kept in `f64`. `classes` is 0 where answers
/// are numbers. `None` where there is no sample.
pub fn evaluate<T: Scalar>(
    network: &Network<T>,
    workspace: &mut Workspace<T>,
    loss: Loss,
    classes: usize,
    samples: &Samples<T>,
) -> Option<Evaluation> {
    let outputs = samples.outputs();
    if samples.is_empty() || outputs > MOST_CLASSES {
        return None;
    }
    let op = loss.op::<T>();
    let mut terms = T::ZERO;
    let mut loss_sum = 0.0;
    let mut spreads = [Spread::default(); MOST_CLASSES];
    spreads.iter_mut().zip(samples.y(0)).for_each(|(spread, t)| spread.first = t.to_f64());
    let mut confusion = Confusion::new(classes);
    let mut finite = true;
    for start in (0..samples.len()).step_by(workspace.stride()) {
        let batch = workspace.load(samples, &(start..samples.len().min(start + workspace.stride())));
        network.forward(workspace, batch);
        loss_sum += network.loss_sum(workspace, op, batch).to_f64();
        terms += op.count(workspace.targets(outputs, None, batch));
        if classes > 0 {
            // Raw outputs tell classes apart, predictions are not always different.
            let targets = workspace.targets(outputs, None, batch);
            for s in 0..batch.n {
                confusion.counts[targets.class(s)][loss.class_of(workspace.out(), outputs, batch, s)] += 1;
            }
        }
        finite &= (0..outputs).all(|o| batch.row(workspace.out(), o).iter().all(|y| y.is_finite()));
        op.predict(workspace.out_mut(), outputs, batch);
        for s in 0..batch.n {
            for (o, spread) in spreads[..outputs].iter_mut().enumerate() {
                let (y, t) = (batch.row(workspace.out(), o)[s], batch.row(&workspace.target, o)[s]);
                spread.add(y.to_f64(), t.to_f64());
            }
        }
    }
    let spreads = &spreads[..outputs];
    Some(Evaluation {
        loss: loss_sum * op.scale(terms).to_f64(),
        finite,
        outputs,
        errors: std::array::from_fn(|o| spreads.get(o).map_or(0.0, |s| s.sizes / samples.len() as f64)),
        r2: spreads.iter().map(|s| s.r2(samples.len())).sum::<f64>() / outputs as f64,
        confusion,
    })
}

/// Area under the ROC curve of scores and whether each belongs to a sample of the class: the chance that such a sample scores higher
/// than another one, where ties count half (Mann and Whitney). Sorts the scores. `None` where one of both kinds is missing.
pub fn roc_auc(scores: &mut [(f64, bool)]) -> Option<f64> {
    super::roc::rank(scores);
    let (mut below, mut pairs, mut positives) = (0.0, 0.0, 0.0);
    for tie in scores.chunk_by(|a, b| a.0 == b.0) {
        let high = tie.iter().filter(|score| score.1).count() as f64;
        let low = tie.len() as f64 - high;
        pairs += high * (below + low / 2.0);
        below += low;
        positives += high;
    }
    (positives > 0.0 && below > 0.0).then(|| pairs / (positives * below))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::LayerSpec;

    #[test]
    fn figures_of_a_network_that_passes_its_input_on() {
        let mut network = Network::<f64>::new(1, &[LayerSpec::Dense { outputs: 1, bias: false }], 1);
        network.params[0] = 1.0;
        let samples = Samples::from_rows(&[[0.9], [0.2], [0.6], [0.4]], &[[1.0], [0.0], [0.0], [1.0]]);
        // A workspace of three forces a second, smaller portion.
        let mut workspace = Workspace::for_forward(&network, 3);
        let got = evaluate(&network, &mut workspace, Loss::Mse, 2, &samples).unwrap();
        let squares = 0.01 + 0.04 + 0.36 + 0.36;
        assert!((got.loss - squares / 4.0).abs() < 1e-15);
        assert!((got.mae(|_| 1.0) - (0.1 + 0.2 + 0.6 + 0.6) / 4.0).abs() < 1e-15);
        assert_eq!(got.confusion.accuracy(), 0.5);
        assert_eq!(got.confusion.counts[0][..2], [1, 1]);
        assert_eq!(got.confusion.counts[1][..2], [1, 1]);
        assert!((got.r2 - (1.0 - squares)).abs() < 1e-15);
        assert_eq!(evaluate(&network, &mut workspace, Loss::Mse, 2, &Samples::new(1, 1)), None);

        assert_eq!(got.confusion.counts[0][..2], [1, 1]);
    }

    /// R² of numbers that a network passes on against targets.
    fn r2<T: Scalar, const N: usize>(answers: &[[f64; N]], targets: &[[f64; N]]) -> f64 {
        let mut network = Network::<T>::new(N, &[LayerSpec::Dense { outputs: N, bias: false }], 1);
        (0..N * N).for_each(|at| network.params[at] = T::from_f64(f64::from(u8::from(at % (N + 1) == 0))));
        let mut workspace = Workspace::for_forward(&network, 2);
        let samples = Samples::from_rows(answers, targets);
        let numbers = evaluate(&network, &mut workspace, Loss::Mse, 0, &samples).unwrap();
        assert_eq!(numbers.confusion, Confusion::new(0));
        numbers.r2
    }

    #[test]
    fn r2_of_equal_targets_is_that_of_scikit_learn() {
        for (answers, targets, right) in [
            (&[[0.9], [0.2], [0.6]], &[[0.1], [0.1], [0.1]], 0.0),
            (&[[0.1], [0.1], [0.1]], &[[0.1], [0.1], [0.1]], 1.0),
            (&[[-7.0], [-7.0], [-7.5]], &[[-7.0], [-7.0], [-7.0]], 0.0),
            // The answers may be equal, the targets not: no better than the mean.
            (&[[2.0], [2.0], [2.0]], &[[1.0], [2.0], [3.0]], 0.0),
        ] {
            assert_eq!(r2::<f64, 1>(answers, targets), right, "{answers:?} {targets:?}");
            assert_eq!(r2::<f32, 1>(answers, targets), right, "{answers:?} {targets:?} in f32");
        }
        assert!(r2::<f64, 1>(&[[1.0]], &[[1.0]]).is_nan(), "one sample");
        assert_eq!(r2::<f64, 2>(&[[1.0, 5.0], [2.0, 5.0]], &[[1.0, 5.0], [2.0, 5.0]]), 1.0);
        assert_eq!(r2::<f64, 2>(&[[1.0, 5.0], [2.0, 4.0]], &[[1.0, 5.0], [2.0, 5.0]]), 0.5, "the mean of 1 and 0");
        assert!(!r2::<f64, 1>(&[[f64::INFINITY], [1.0]], &[[1.0], [1.0]]).is_finite());
    }

    #[test]
    fn r2_far_from_0_keeps_its_digits() {
        let targets = [0.0, 1.0, 2.0, 3.0].map(|t| [1e8 + t]);
        let answers = [0.5, 1.0, 2.0, 3.0].map(|y| [1e8 + y]);
        assert!((r2::<f64, 1>(&answers, &targets) - 0.95).abs() < 1e-9);
    }

    #[test]
    fn a_ranking_without_both_kinds_has_no_area() {
        assert_eq!(roc_auc(&mut []), None);
        assert_eq!(roc_auc(&mut [(0.1, true), (0.9, true)]), None);
        assert_eq!(roc_auc(&mut [(0.5, true), (0.5, false)]), Some(0.5));
        assert_eq!(roc_auc(&mut [(0.9, false), (0.2, true), (0.95, true), (0.1, false)]), Some(0.75));
    }
}
