//! Where numbers stand on logarithmic axes. Such an axis is the logarithm on a linear one.

use super::axes::{Ticks, power_of_ten, round_ticks};
use std::ops::Range;

/// Numbers of a logarithmic axis, whose places are powers of ten: these, and 2 and 5 times them where there are few.
pub(super) fn log_ticks(range: &Range<f64>) -> Ticks {
    // Those between may belong to a power below the axis.
    let powers = || (libm::floor(range.start) as i32..=libm::floor(range.end) as i32).map(f64::from);
    let count = powers().count();
    let every = count.div_ceil(5).max(1) as i32;
    let whole = powers().filter(|power| *power as i32 % every == 0);
    let between = [2.0, 5.0].map(libm::log10);
    let more = powers().filter(|_| count < 5).flat_map(|power| between.map(|n| power + n));
    whole.chain(more).filter(|at| range.contains(at)).collect()
}

/// Epochs by their logarithm: one more than them has one from the first on.
pub(super) fn log_epoch(epoch: f64) -> f64 {
    libm::log10(1.0 + epoch.max(0.0))
}

/// The epoch that lies there.
pub(super) fn epoch_of(place: f64) -> f64 {
    power_of_ten(place) - 1.0
}

/// Numbers of an axis by [`log_epoch`]: the powers of ten first, or round ones where there are too few.
pub(super) fn epoch_ticks(first: f64, last: f64) -> Ticks {
    let mut ticks = Ticks::default();
    for n in [1.0, 2.0, 5.0] {
        // Before 1 is 0.
        let mut epoch = if n == 1.0 { 0.0 } else { n };
        while epoch <= last {
            if epoch >= first {
                ticks.push(log_epoch(epoch));
            }
            epoch = if epoch == 0.0 { 1.0 } else { epoch * 10.0 };
        }
    }
    if ticks.as_slice().len() > 1 {
        return ticks;
    }
    round_ticks(&(first..last), 5.0).as_slice().iter().map(|&epoch| log_epoch(epoch)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::text::tick;
    use super::*;

    #[test]
    fn logarithmic_axes_prefer_powers_of_ten() {
        let texts = |ticks: Ticks, label: fn(f64) -> f64| {
            ticks.as_slice().iter().map(|&at| tick(label(at)).as_str().to_owned()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(texts(log_ticks(&(-2.1..0.1)), power_of_ten), "0.01 0.1 1 0.02 0.05 0.2 0.5");
        assert_eq!(texts(log_ticks(&(-6.0..2.0)), power_of_ten), "1e−6 1e−4 0.01 1");
        assert_eq!(texts(epoch_ticks(0.0, 30.0), epoch_of), "0 1 10 2 20 5");
        assert_eq!(texts(epoch_ticks(1000.0, 1004.0), epoch_of), "1000 1001 1002 1003 1004");
    }
}
