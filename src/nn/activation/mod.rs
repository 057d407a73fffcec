//! Activations: functions of one number, applied to every unit of a layer.

pub mod linear;
pub mod relu;
pub mod sigmoid;
pub mod tanh;

use super::Scalar;
use crate::nn::registry::registry;

registry! {
    /// The activations. A new one is a file beside this one and a line here.
    Activation, |T: Scalar| dyn ActivationOp<T> {
        Linear "linear" => linear::Linear,
        Relu "relu" => relu::Relu,
        Tanh "tanh" => tanh::Tanh,
        Sigmoid "sigmoid" => sigmoid::Sigmoid,
    }
}

/// A function and its derivative; the loops over them are shared.
pub trait Pointwise: Sync {
    /// `y = f(x)`.
    fn f<T: Scalar>(x: T) -> T;

    /// `f'(x)`, given `x` and `y = f(x)`: use whichever is cheaper.
    fn df<T: Scalar>(x: T, y: T) -> T;
}

/// What a layer calls: whole rows at once.
pub trait ActivationOp<T>: Sync {
    /// `y[s] = f(x[s])`.
    fn forward(&self, x: &[T], y: &mut [T]);

    /// `dx[s] = dy[s] · f'(x[s])`.
    fn backward(&self, x: &[T], y: &[T], dy: &[T], dx: &mut [T]);
}

impl<T: Scalar, A: Pointwise> ActivationOp<T> for A {
    fn forward(&self, x: &[T], y: &mut [T]) {
        for (y, &x) in y.iter_mut().zip(x) {
            *y = A::f(x);
        }
    }

    fn backward(&self, x: &[T], y: &[T], dy: &[T], dx: &mut [T]) {
        for (((dx, &x), &y), &dy) in dx.iter_mut().zip(x).zip(y).zip(dy) {
            *dx = dy * A::df(x, y);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::Choice;

    /// Golden values at x = −2, −0.5, 0.25, 3 (ten digits, from the definitions by hand calculator).
    #[test]
    fn values() {
        let rows: &[(Activation, [f64; 4])] = &[
            (Activation::Linear, [-2.0, -0.5, 0.25, 3.0]),
            (Activation::Relu, [0.0, 0.0, 0.25, 3.0]),
            (Activation::Tanh, [-0.9640275801, -0.4621171573, 0.2449186624, 0.9950547537]),
            (Activation::Sigmoid, [0.1192029220, 0.3775406688, 0.5621765009, 0.9525741268]),
        ];
        assert_eq!(rows.len(), Activation::ALL.len(), "every activation has its row");
        for &(activation, want) in rows {
            let mut y = [0.0; 4];
            activation.op::<f64>().forward(&[-2.0, -0.5, 0.25, 3.0], &mut y);
            for (y, want) in y.iter().zip(want) {
                assert!((y - want).abs() < 1e-10, "{activation:?}: {y} instead of {want}");
            }
        }
    }

    #[test]
    fn derivatives_agree_with_central_differences() {
        for &activation in Activation::ALL {
            let op = activation.op::<f64>();
            for x in [-3.1, -0.7, 0.2, 1.9] {
                let f = |x: f64| {
                    let mut y = [0.0];
                    op.forward(&[x], &mut y);
                    y[0]
                };
                let mut dx = [0.0];
                op.backward(&[x], &[f(x)], &[1.0], &mut dx);
                let numeric = (f(x + 1e-6) - f(x - 1e-6)) / 2e-6;
                assert!((dx[0] - numeric).abs() < 1e-9, "{activation:?} at {x}");
            }
        }
    }
}
