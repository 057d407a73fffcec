//! Activations as formulas, with the numbers put in: the same functions as [`crate::nn::activation`]'s.

use super::line::{Line, Named};
use crate::nn::Activation;
use crate::nn::activation::selu;

/// An activation and its slope: as TeX, and as text in which `{z}` is what goes in, `{h}` what comes out, `{λ}` and `{α}` are SELU's constants. A text that is
/// empty is a constant, which the line's result tells.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Shape {
    /// f(z).
    pub(super) f: String,
    pub(super) f_text: &'static str,
    /// f′(z).
    pub(super) slope: String,
    pub(super) slope_text: &'static str,
    /// Which case holds, where f or its slope is put together from several; empty where neither is.
    pub(super) case: &'static str,
}

impl Shape {
    /// The numbers of f, where it is in cases with the one that holds.
    pub(super) fn put_in(&self, line: Line, z: &Named, h: &Named) -> Line {
        numbers(line, self.f_text, self.case_of(&self.f), z, h)
    }

    /// The same of f′.
    pub(super) fn put_in_slope(&self, line: Line, z: &Named, h: &Named) -> Line {
        numbers(line, self.slope_text, self.case_of(&self.slope), z, h)
    }

    /// Which case of a formula holds, where it is in cases.
    fn case_of(&self, formula: &str) -> &'static str {
        if formula.contains("\\cases") { self.case } else { "" }
    }
}

fn numbers(line: Line, text: &str, case: &str, z: &Named, h: &Named) -> Line {
    let scale = Named::plain("selu-l", "\\lambda", selu::LAMBDA);
    let alpha = Named::plain("selu-a", "\\alpha", selu::ALPHA);
    let letters = [('z', z), ('h', h), ('λ', &scale), ('α', &alpha)];
    line.with_letters(text, &letters).in_case(case, &letters)
}

/// √(2/π)·(z + 0.044715·z³), as TeX.
fn inner(z: &str) -> String {
    format!("\\sqrt{{\\frac{{2}}{{\\pi}}}} ({z} + 0.044715 {{({z})}}^3)")
}

/// What f is equal to: the symbols are those of what goes in and comes out, the value decides which case holds.
pub(super) fn shape(activation: Activation, z: &str, h: &str, value: f64) -> Shape {
    let plain = |f: String, f_text, slope: String, slope_text| Shape { f, f_text, slope, slope_text, case: "" };
    let above = value > 0.0;
    let case = if above { "{z} > 0" } else { "{z} ≤ 0" };
    let cases = |over: &str, under: &str| format!("\\cases{{{over}}}{{{z} > 0}}{{{under}}}{{{z} \\le 0}}");
    // Both of f and of its slope, above 0 and below.
    let halves = |f: [&str; 2], f_texts: [&'static str; 2], slopes: [&str; 2], slope_texts: [&'static str; 2]| Shape {
        f: cases(f[0], f[1]),
        f_text: f_texts[usize::from(!above)],
        slope: cases(slopes[0], slopes[1]),
        slope_text: slope_texts[usize::from(!above)],
        case,
    };
    match activation {
        Activation::Linear => plain(z.to_owned(), "{z}", "1".to_owned(), ""),
        Activation::Relu => {
            Shape { f: format!("\\max(0, {z})"), f_text: "max(0, {z})", slope: cases("1", "0"), slope_text: "", case }
        }
        Activation::LeakyRelu => halves([z, &format!("0.01 \\cdot {z}")], ["{z}", "0.01·{z}"], ["1", "0.01"], ["", ""]),
        Activation::Elu => halves(
            [z, &format!("\\exp({z}) - 1")],
            ["{z}", "exp({z}) − 1"],
            ["1", &format!("\\exp({z})")],
            ["", "exp({z})"],
        ),
        Activation::Selu => halves(
            [&format!("\\lambda \\cdot {z}"), &format!("\\lambda \\alpha \\cdot (\\exp({z}) - 1)")],
            ["{λ}·{z}", "{λ}·{α}·(exp({z}) − 1)"],
            ["\\lambda", &format!("\\lambda \\alpha \\cdot \\exp({z})")],
            ["{λ}", "{λ}·{α}·exp({z})"],
        ),
        Activation::Gelu => plain(
            format!(
                "{z} \\cdot \\Phi({z}), \\quad \\Phi({z}) = \\frac{{1}}{{2}} (1 + \\erf(\\frac{{{z}}}{{\\sqrt{{2}}}}))"
            ),
            "{z}·½·(1 + erf({z} / √2))",
            format!("\\Phi({z}) + {z} \\cdot \\frac{{\\exp(-\\frac{{1}}{{2}} {{({z})}}^2)}}{{\\sqrt{{2 \\pi}}}}"),
            "½·(1 + erf({z} / √2)) + {z}·exp(−½·{z}²) / √(2·π)",
        ),
        Activation::GeluTanh => plain(
            format!("\\frac{{1}}{{2}} {z} \\cdot (1 + t), \\quad t = \\tanh({})", inner(z)),
            "½·{z}·(1 + tanh(√(2 / π)·({z} + 0.044715·{z}³)))",
            format!(
                "\\frac{{1}}{{2}} (1 + t) + \\frac{{1}}{{2}} {z} \\cdot (1 - t^2) \\cdot \\sqrt{{\\frac{{2}}{{\\pi}}}} (1 + 0.134145 {{({z})}}^2), \\quad t = \\tanh({})",
                inner(z)
            ),
            "½·(1 + tanh(√(2 / π)·({z} + 0.044715·{z}³))) + ½·{z}·(1 − tanh(√(2 / π)·({z} + 0.044715·{z}³))²)·√(2 / π)·(1 + 0.134145·{z}²)",
        ),
        Activation::Silu => plain(
            format!("{z} \\cdot \\sigma({z})"),
            "{z}·σ({z})",
            format!("\\sigma({z}) \\cdot (1 + {z} \\cdot (1 - \\sigma({z})))"),
            "σ({z})·(1 + {z}·(1 − σ({z})))",
        ),
        Activation::Softplus => {
            plain(format!("\\ln(1 + \\exp({z}))"), "ln(1 + exp({z}))", format!("\\sigma({z})"), "σ({z})")
        }
        Activation::Mish => plain(
            format!("{z} \\cdot \\tanh(\\ln(1 + \\exp({z})))"),
            "{z}·tanh(ln(1 + exp({z})))",
            format!("t + {z} \\cdot (1 - t^2) \\cdot \\sigma({z}), \\quad t = \\tanh(\\ln(1 + \\exp({z})))"),
            "tanh(ln(1 + exp({z}))) + {z}·(1 − tanh(ln(1 + exp({z})))²)·σ({z})",
        ),
        Activation::Tanh => plain(format!("\\tanh({z})"), "tanh({z})", format!("1 - {{({h})}}^2"), "1 − {h}²"),
        Activation::HardTanh => Shape {
            f: format!("\\max(-1, \\min(1, {z}))"),
            f_text: "max(−1, min(1, {z}))",
            slope: format!("\\cases{{1}}{{|{z}| < 1}}{{0}}{{|{z}| \\ge 1}}"),
            slope_text: "",
            case: if value.abs() < 1.0 { "|{z}| < 1" } else { "|{z}| ≥ 1" },
        },
        Activation::Sigmoid => {
            plain(format!("\\sigma({z})"), "σ({z})", format!("{h} \\cdot (1 - {h})"), "{h}·(1 − {h})")
        }
        Activation::Softsign => plain(
            format!("\\frac{{{z}}}{{1 + |{z}|}}"),
            "{z} / (1 + |{z}|)",
            format!("\\frac{{1}}{{{{(1 + |{z}|)}}^2}}"),
            "1 / (1 + |{z}|)²",
        ),
        Activation::Sine => plain(format!("\\sin({z})"), "sin({z})", format!("\\cos({z})"), "cos({z})"),
        Activation::Gaussian => {
            plain(format!("\\exp(-{{({z})}}^2)"), "exp(−{z}²)", format!("-2 \\cdot {z} \\cdot {h}"), "−2·{z}·{h}")
        }
        Activation::Step => Shape { slope: "0".to_owned(), ..halves(["1", "0"], ["", ""], ["", ""], ["", ""]) },
    }
}
