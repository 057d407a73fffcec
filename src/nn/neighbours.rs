//! A yardstick for answers that needs no network: the samples nearest to each sample.

use super::loss::class_of;
use super::samples::{Chosen, Spread};
use super::{Batch, Samples, Scalar};

/// Samples that answer for another one.
const NEIGHBOURS: usize = 5;

/// Samples up to which a table may be learned by heart: a truth table says nothing about its neighbours.
const BY_HEART: usize = 16;

/// Samples that are looked at, at most.
const MOST: usize = 256;

/// A score that answers to these samples can reach: the share of right classes, or R² where `classes` is not set. Each sample is answered by the mean
/// target of the five nearest others (Euclidean distance of features); of up to 16 samples, by the mean target of all that have the same features, itself
/// included. Noise lowers this score as it lowers a network's. 0 where there is no sample.
pub fn reachable<T: Scalar>(samples: &Samples<T>, classes: bool) -> f64 {
    let spread = Spread::over(samples.len(), MOST);
    let places: Vec<usize> = (0..spread.count()).map(|place| spread.at(place)).collect();
    let outputs = samples.outputs();
    let targets = |place: usize| samples.y(place).iter().map(|y| y.to_f64());
    let mut mean = vec![0.0; outputs];
    for &place in &places {
        mean.iter_mut().zip(targets(place)).for_each(|(mean, y)| *mean += y / places.len() as f64);
    }
    let one = Batch { n: 1, stride: 1 };
    let class = |of: &[f64]| class_of(of, outputs, one, 0, 0.5);
    let (mut right, mut errors, mut squares) = (0, 0.0, 0.0);
    let mut near = Vec::with_capacity(places.len());
    for &place in &places {
        near.clear();
        near.extend(places.iter().map(|&other| (distance(samples, place, other), other)));
        if places.len() <= BY_HEART {
            near.retain(|(far, _)| *far == 0.0);
        } else {
            near.retain(|(_, other)| *other != place);
            near.select_nth_unstable_by(NEIGHBOURS - 1, |a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            near.truncate(NEIGHBOURS);
        }
        let answer: Vec<f64> = (0..outputs)
            .map(|o| near.iter().map(|(_, s)| samples.y(*s)[o].to_f64()).sum::<f64>() / near.len() as f64)
            .collect();
        let target: Vec<f64> = targets(place).collect();
        right += usize::from(class(&answer) == class(&target));
        for ((answer, target), mean) in answer.iter().zip(&target).zip(&mean) {
            errors += (answer - target) * (answer - target);
            squares += (target - mean) * (target - mean);
        }
    }
    match (places.len(), classes) {
        (0, _) => 0.0,
        (n, true) => right as f64 / n as f64,
        _ if squares > 0.0 => 1.0 - errors / squares,
        _ => 0.0,
    }
}

/// The squared distance of two samples' features.
fn distance<T: Scalar>(samples: &Samples<T>, a: usize, b: usize) -> f64 {
    let pairs = samples.x(a).iter().zip(samples.x(b));
    pairs.map(|(a, b)| a.to_f64() - b.to_f64()).map(|d| d * d).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::RngExt;

    /// A hundred points of the square from −1 to 1, each with a target.
    fn hundred(target: impl Fn(f64, f64, &mut crate::nn::Rng) -> f64) -> Samples<f64> {
        let mut rng = crate::nn::rng(3, 0);
        let mut samples = Samples::new(2, 1);
        for _ in 0..100 {
            let [a, b] = [0, 0].map(|_: i32| rng.random::<f64>() * 2.0 - 1.0);
            let y = target(a, b, &mut rng);
            samples.push(&[a, b], &[y]);
        }
        samples
    }

    #[test]
    fn what_depends_on_the_place_is_within_reach_and_noise_is_not() {
        let corners = hundred(|a, b, _| f64::from(u8::from(a * b > 0.0)));
        assert!(reachable(&corners, true) > 0.85, "{}", reachable(&corners, true));
        let coins = hundred(|_, _, rng| f64::from(u8::from(rng.random::<bool>())));
        assert!(reachable(&coins, true) < 0.65, "{}", reachable(&coins, true));
        let bowl = hundred(|a, b, _| a * a + b * b);
        assert!(reachable(&bowl, false) > 0.8, "{}", reachable(&bowl, false));
        let noise = hundred(|_, _, rng| rng.random());
        assert!(reachable(&noise, false) < 0.2, "{}", reachable(&noise, false));
    }

    #[test]
    fn a_truth_table_is_learned_by_heart_but_for_what_contradicts_itself() {
        let xor =
            Samples::<f32>::from_rows(&[[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]], &[[0.0], [1.0], [1.0], [0.0]]);
        assert_eq!((reachable(&xor, true), reachable(&xor, false)), (1.0, 1.0));
        let twice = Samples::<f32>::from_rows(&[[1.0], [1.0], [1.0], [2.0]], &[[1.0], [1.0], [0.0], [0.0]]);
        assert_eq!(reachable(&twice, true), 0.75);
        let classes = Samples::<f64>::from_rows(&[[1.0], [2.0]], &[[0.0, 0.0, 1.0], [0.0, 1.0, 0.0]]);
        assert_eq!((reachable(&classes, true), reachable(&Samples::<f64>::new(1, 1), true)), (1.0, 0.0));
    }
}
