//! f(x) = 1 for x > 0, else 0.

use super::{Pointwise, Scalar};

/// The step of McCulloch and Pitts' neuron. Its derivative is 0 wherever it exists: nothing behind it learns, so that it is
/// for looking at, and training is refused.
pub struct Step;

impl Pointwise for Step {
    const SMOOTH: bool = false;
    const RANGE: [f64; 2] = [0.0, 1.0];

    fn f<T: Scalar>(x: T) -> T {
        // Not `x > 0`: a number that is none must stay one.
        if x > T::ZERO { T::ONE } else { x * T::ZERO + T::ZERO }
    }
    fn df<T: Scalar>(_x: T, _y: T) -> T {
        T::ZERO
    }
}
