//! Activations: functions of one number, applied to every unit of a layer.

pub mod elu;
pub mod gaussian;
pub mod gelu;
pub mod gelu_tanh;
pub mod hard_tanh;
pub mod leaky_relu;
pub mod linear;
pub mod mish;
pub mod relu;
pub mod selu;
pub mod sigmoid;
pub mod silu;
pub mod sine;
pub mod softplus;
pub mod softsign;
pub mod step;
pub mod tanh;

use super::Scalar;
use super::lanes::Lanes;
use crate::nn::registry::registry;

registry! {
    /// The activations. A new one is a file beside this one and a line here.
    Activation, |T: Scalar| dyn ActivationOp<T> {
        Linear "linear" => linear::Linear,
        Relu "relu" => relu::Relu,
        LeakyRelu "leaky-relu" => leaky_relu::LeakyRelu,
        Elu "elu" => elu::Elu,
        Selu "selu" => selu::Selu,
        Gelu "gelu" => gelu::Gelu,
        GeluTanh "gelu-tanh" => gelu_tanh::GeluTanh,
        Silu "silu" => silu::Silu,
        Softplus "softplus" => softplus::Softplus,
        Mish "mish" => mish::Mish,
        Tanh "tanh" => tanh::Tanh,
        HardTanh "hard-tanh" => hard_tanh::HardTanh,
        Sigmoid "sigmoid" => sigmoid::Sigmoid,
        Softsign "softsign" => softsign::Softsign,
        Sine "sine" => sine::Sine,
        Gaussian "gaussian" => gaussian::Gaussian,
        Step "step" => step::Step,
    }
}

impl Activation {
    /// Whether anything behind it can learn.
    pub fn trains(self) -> bool {
        self != Activation::Step
    }
}

/// A function and its derivative; the loops over them are shared.
pub trait Pointwise: Sync {
    /// Whether the loops are compiled around this very function, which SIMD needs; the others are called once per number. Of use where
    /// nothing in it goes through double precision.
    const INLINED: bool = false;

    /// Whether its slope changes without a jump or a kink of its own: what a gradient check may expect.
    const SMOOTH: bool = true;

    /// The infimum and the supremum of its values.
    const RANGE: [f64; 2] = [f64::NEG_INFINITY, f64::INFINITY];

    /// `y = f(x)`.
    fn f<T: Scalar>(x: T) -> T;

    /// `f'(x)`, given `x` and `y = f(x)`: use whichever is cheaper.
    fn df<T: Scalar>(x: T, y: T) -> T;

    /// `y[s] = f(x[s])`, where a loop of its own is faster.
    #[inline(always)]
    fn f_all<T: Scalar>(x: &[T], y: &mut [T]) {
        map(Self::f, x, y);
    }
}

/// What a layer calls: whole rows at once.
pub trait ActivationOp<T>: Sync {
    /// See [`Pointwise::SMOOTH`].
    fn smooth(&self) -> bool;

    /// See [`Pointwise::RANGE`].
    fn range(&self) -> [f64; 2];

    /// `y[s] = f(x[s])`.
    fn forward(&self, x: &[T], y: &mut [T]);

    /// `dx[s] = dy[s] · f'(x[s])`.
    fn backward(&self, x: &[T], y: &[T], dy: &[T], dx: &mut [T]);
}

/// Numbers whose loops are compiled in one size only have none around single functions either.
fn inlined<T: Scalar, A: Pointwise>() -> bool {
    A::INLINED && T::Lanes::SIZES
}

impl<T: Scalar, A: Pointwise> ActivationOp<T> for A {
    fn smooth(&self) -> bool {
        A::SMOOTH
    }

    fn range(&self) -> [f64; 2] {
        A::RANGE
    }

    fn forward(&self, x: &[T], y: &mut [T]) {
        if inlined::<T, A>() { A::f_all(x, y) } else { map_by_call(A::f, x, y) }
    }

    fn backward(&self, x: &[T], y: &[T], dy: &[T], dx: &mut [T]) {
        if inlined::<T, A>() { chain(A::df, x, y, dy, dx) } else { chain_by_call(A::df, x, y, dy, dx) }
    }
}

#[inline(always)]
fn map<T: Scalar>(f: impl Fn(T) -> T, x: &[T], y: &mut [T]) {
    for (y, &x) in y.iter_mut().zip(x) {
        *y = f(x);
    }
}

#[inline(never)]
fn map_by_call<T: Scalar>(f: fn(T) -> T, x: &[T], y: &mut [T]) {
    map(f, x, y);
}

#[inline(always)]
fn chain<T: Scalar>(df: impl Fn(T, T) -> T, x: &[T], y: &[T], dy: &[T], dx: &mut [T]) {
    for (((dx, &x), &y), &dy) in dx.iter_mut().zip(x).zip(y).zip(dy) {
        *dx = dy * df(x, y);
    }
}

#[inline(never)]
fn chain_by_call<T: Scalar>(df: fn(T, T) -> T, x: &[T], y: &[T], dy: &[T], dx: &mut [T]) {
    chain(df, x, y, dy, dx);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::Choice;

    /// Values and derivatives at −2, −0.5, 0.25 and 3, from PyTorch 2.15 in double precision.
    #[test]
    fn agree_with_pytorch() {
        let rows: &[(Activation, [f64; 4], [f64; 4])] = &[
            (Activation::Linear, [-2.0, -0.5, 0.25, 3.0], [1.0, 1.0, 1.0, 1.0]),
            (Activation::Relu, [0.0, 0.0, 0.25, 3.0], [0.0, 0.0, 1.0, 1.0]),
            (Activation::LeakyRelu, [-0.02, -0.005, 0.25, 3.0], [0.01, 0.01, 1.0, 1.0]),
            (
                Activation::Elu,
                [-0.8646647167633873, -0.3934693402873666, 0.25, 3.0],
                [0.1353352832366127, 0.6065306597126334, 1.0, 1.0],
            ),
            (
                Activation::Selu,
                [-1.5201664685956948, -0.6917581878028713, 0.2626752468388701, 3.1521029620664414],
                [0.2379328722516818, 1.0663411530445053, 1.0507009873554805, 1.0507009873554805],
            ),
            (
                Activation::Gelu,
                [-0.04550026389635842, -0.15426876936299344, 0.14967658142073093, 2.99595030590511],
                [-0.08523180107819692, 0.13250487534383712, 0.695373354883636, 1.011945647204184],
            ),
            (
                Activation::GeluTanh,
                [-0.04540230591222494, -0.15428599017485606, 0.149675350701685, 2.996362607918227],
                [-0.0860992566236183, 0.13263009646535764, 0.6953540951510604, 1.0115841666309695],
            ),
            (
                Activation::Silu,
                [-0.2384058440442351, -0.1887703343990727, 0.14054412522144952, 2.8577223804672998],
                [-0.09078424878489547, 0.2600388126973482, 0.6237100215701977, 1.0881041060151693],
            ),
            (
                Activation::Softplus,
                [0.1269280110429725, 0.4740769841801067, 0.8259394198788436, 3.048587351573742],
                [0.11920292202211755, 0.37754066879814546, 0.5621765008857981, 0.9525741268224333],
            ),
            (
                Activation::Mish,
                [-0.2525014826957089, -0.22074377465173, 0.1695724096638176, 2.9865350049679575],
                [-0.1083550924203939, 0.28951067791351226, 0.7541726677205928, 1.0211069109294435],
            ),
            (
                Activation::Tanh,
                [-0.9640275800758169, -0.4621171572600098, 0.24491866240370913, 0.9950547536867305],
                [0.07065082485316443, 0.7864477329659274, 0.940014848806378, 0.009866037165440166],
            ),
            (Activation::HardTanh, [-1.0, -0.5, 0.25, 1.0], [0.0, 1.0, 1.0, 0.0]),
            (
                Activation::Sigmoid,
                [0.11920292202211755, 0.3775406687981454, 0.5621765008857981, 0.9525741268224334],
                [0.1049935854035065, 0.2350037122015945, 0.24613408273759835, 0.045176659730912],
            ),
            (
                Activation::Softsign,
                [-0.6666666666666666, -0.3333333333333333, 0.2, 0.75],
                [0.1111111111111111, 0.4444444444444444, 0.64, 0.0625],
            ),
            (
                Activation::Sine,
                [-0.9092974268256817, -0.479425538604203, 0.24740395925452294, 0.1411200080598672],
                [-0.4161468365471424, 0.8775825618903728, 0.9689124217106447, -0.9899924966004454],
            ),
            (
                Activation::Gaussian,
                [0.01831563888873418, 0.7788007830714049, 0.9394130628134758, 0.00012340980408667956],
                [0.07326255555493671, 0.7788007830714049, -0.4697065314067379, -0.0007404588245200774],
            ),
            (Activation::Step, [0.0, 0.0, 1.0, 1.0], [0.0; 4]),
        ];
        assert_eq!(rows.len(), Activation::ALL.len(), "every activation has its row");
        let x = [-2.0, -0.5, 0.25, 3.0];
        for &(activation, values, derivatives) in rows {
            let (mut y, mut dx) = ([0.0; 4], [0.0; 4]);
            activation.op::<f64>().forward(&x, &mut y);
            activation.op::<f64>().backward(&x, &y, &[1.0; 4], &mut dx);
            for (got, want) in y.iter().chain(&dx).zip(values.iter().chain(&derivatives)) {
                assert!(
                    (got - want).abs() < 1e-15 * want.abs().max(1.0) * 4.0,
                    "{activation:?}: {got} instead of {want}"
                );
            }
            // In single precision to its own last digits.
            let mut single = [0.0f32; 4];
            activation.op::<f32>().forward(&x.map(|x| x as f32), &mut single);
            for (got, want) in single.iter().zip(values) {
                assert!((f64::from(*got) - want).abs() < 3e-7, "{activation:?} in f32: {got} instead of {want}");
            }
        }
    }

    /// Values from −60 to 60 lie within the range and come near each end of it that is finite; where an end is infinite they go far.
    #[test]
    fn ranges_are_those_of_the_values() {
        let x: Vec<f64> = (-60_000..=60_000).map(|thousandths| f64::from(thousandths) / 1000.0).collect();
        let mut y = vec![0.0; x.len()];
        for &activation in Activation::ALL {
            activation.op::<f64>().forward(&x, &mut y);
            let ends = [y.iter().copied().fold(f64::INFINITY, f64::min), y.iter().copied().fold(-60.0, f64::max)];
            for (found, end) in ends.into_iter().zip(activation.op::<f64>().range()) {
                let near = if end.is_finite() { (found - end).abs() < 0.02 } else { found.abs() > 0.5 };
                assert!(near && (found - end).abs() > -1e-9, "{activation:?}: {found} beside {end}");
            }
            let [low, high] = activation.op::<f64>().range();
            assert!(ends[0] > low - 1e-6 && ends[1] < high + 1e-6, "{activation:?}: {ends:?}");
        }
    }

    #[test]
    fn large_inputs_stay_finite_and_nan_stays_nan() {
        for &activation in Activation::ALL {
            for x in [-1000.0f32, 1000.0] {
                let (mut y, mut dx) = ([0.0], [0.0]);
                activation.op::<f32>().forward(&[x], &mut y);
                activation.op::<f32>().backward(&[x], &y, &[1.0], &mut dx);
                assert!(y[0].is_finite() && dx[0].is_finite(), "{activation:?} at {x}: {y:?}, {dx:?}");
            }
            let mut y = [0.0];
            activation.op::<f32>().forward(&[f32::NAN], &mut y);
            assert!(y[0].is_nan(), "{activation:?} of NaN is {y:?}");
        }
    }

    #[test]
    fn derivatives_agree_with_central_differences() {
        for &activation in Activation::ALL {
            let op = activation.op::<f64>();
            for x in [-3.1, -0.7, 0.2, 0.9, 1.9] {
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
