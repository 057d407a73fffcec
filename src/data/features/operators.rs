//! What a formula's numbers are joined and changed by. All of it gives the same bits on every machine.

use crate::nn::Scalar;
use crate::nn::registry::choices;

choices! {
    /// Between two numbers. Those that begin like another come before it.
    Operator {
        /// 1 or 0.
        AtMost "<=",
        /// 1 or 0.
        AtLeast ">=",
        /// 1 or 0.
        Less "<",
        /// 1 or 0.
        Greater ">",
        /// Sum.
        Plus "+",
        /// Difference.
        Minus "-",
        /// Product.
        Times "*",
        /// Quotient.
        Over "/",
        /// Power.
        Power "^",
    }
}

impl Operator {
    /// How tightly: the tighter ones are done first. Those below [`Operator::Plus`]'s compare.
    pub fn binds(self) -> u8 {
        match self {
            Operator::AtMost | Operator::AtLeast | Operator::Less | Operator::Greater => 1,
            Operator::Plus | Operator::Minus => 2,
            Operator::Times | Operator::Over => 3,
            Operator::Power => 4,
        }
    }

    /// Of two numbers.
    pub fn of(self, a: f64, b: f64) -> f64 {
        let truth = |holds: bool| f64::from(u8::from(holds));
        match self {
            Operator::AtMost => truth(a <= b),
            Operator::AtLeast => truth(a >= b),
            Operator::Less => truth(a < b),
            Operator::Greater => truth(a > b),
            Operator::Plus => a + b,
            Operator::Minus => a - b,
            Operator::Times => a * b,
            Operator::Over => a / b,
            Operator::Power => libm::pow(a, b),
        }
    }
}

choices! {
    /// Of one number, or of two.
    Function {
        /// Sine, of radians.
        Sin "sin",
        /// Cosine, of radians.
        Cos "cos",
        /// Tangent, of radians.
        Tan "tan",
        /// e to a power.
        Exp "exp",
        /// Natural logarithm.
        Ln "ln",
        /// Square root.
        Sqrt "sqrt",
        /// Absolute value.
        Abs "abs",
        /// The smaller of two.
        Min "min",
        /// The larger of two.
        Max "max",
        /// −1, 0 or 1.
        Sign "sign",
        /// Hyperbolic tangent.
        Tanh "tanh",
    }
}

impl Function {
    /// Whether it wants a second number.
    pub fn takes_two(self) -> bool {
        matches!(self, Function::Min | Function::Max)
    }

    /// Of a number, and of another where it takes two.
    pub fn of(self, a: f64, b: f64) -> f64 {
        match self {
            Function::Sin => libm::sin(a),
            Function::Cos => libm::cos(a),
            Function::Tan => libm::tan(a),
            Function::Exp => libm::exp(a),
            Function::Ln => libm::log(a),
            Function::Sqrt => a.sqrt(),
            Function::Abs => a.abs(),
            Function::Min => a.at_most(b),
            Function::Max => a.at_least(b),
            Function::Sign => a.signum0(),
            Function::Tanh => Scalar::tanh(a),
        }
    }
}
