//! From the features to the loss.

use super::backward::near;
use super::line::{Kind, Line, Named, Stage};
use super::scene::Scene;
use crate::nn::trace::Trace;
use crate::nn::{Activation, LayerSpec, Loss};

impl Scene<'_> {
    /// Each sum and each activation of the units that are shown.
    pub(super) fn forward(&self) -> Vec<Line> {
        let mut lines = Vec::new();
        for column in 1..=self.columns() {
            for &unit in self.shown(column) {
                lines.extend(self.layers(column).filter_map(|l| self.forward_line(l, column, unit)));
            }
        }
        lines
    }

    fn forward_line(&self, l: usize, column: usize, unit: usize) -> Option<Line> {
        let (x, y) = (|unit| self.value(l, unit), self.value(l + 1, unit));
        let layer = &self.trace.layers[l];
        let line = |kind, formula: String| Line::new(Stage::Forward, kind, &y, formula);
        Some(match layer.layer {
            LayerSpec::Dense { .. } => self.sum(l, column, unit),
            LayerSpec::BatchNorm | LayerSpec::LayerNorm => {
                let (gain, shift) = (&layer.params[unit], &layer.params[layer.x.len() + unit]);
                let (gain_of, shift) = (self.parameter(l, gain), self.parameter(l, shift));
                let normal = normal(&x(unit), gain.factor);
                let formula = format!(
                    "{} \\cdot {} + {}, \\quad {} = \\frac{{{} - m}}{{s}}",
                    gain_of.name,
                    normal.name,
                    shift.name,
                    normal.name,
                    x(unit).name
                );
                line(Kind::Norm, formula).with("{}·{} + {}", &[&gain_of, &normal, &shift])
            }
            LayerSpec::Activation(activation) => {
                let Shape { f, f_text, .. } = shape(activation, &x(unit).name, &y.name);
                line(Kind::Activation, f).with(f_text, &[&x(unit)])
            }
            LayerSpec::Gate(off) => {
                let open = u8::from(off >> unit & 1 == 0);
                line(Kind::Gate, format!("{open} \\cdot {}", x(unit).name)).with(&format!("{open}·{{}}"), &[&x(unit)])
            }
            LayerSpec::Dropout(_) => return None,
        })
    }

    /// Weights times inputs, and the bias. Of a wide column the terms that are shown, and the others as one number.
    fn sum(&self, l: usize, column: usize, unit: usize) -> Line {
        let layer = &self.trace.layers[l];
        let size = |from: usize| layer.params[unit * layer.x.len() + from].value * layer.x[from];
        let (terms, rest) = self.terms(column - 1, |from| size(from).abs());
        let bias = self.bias(l, unit);
        let mut names: Vec<String> = Vec::new();
        for &from in &terms {
            names.push(format!("{} {}", self.weight(l, unit, from).name, self.value(l, from).name));
        }
        if !rest.is_empty() {
            names.push("…".to_owned());
        }
        names.extend(bias.iter().map(|bias| bias.name.clone()));
        let mut line = Line::new(Stage::Forward, Kind::Sum, &self.value(l + 1, unit), names.join(" + "));
        for (place, &from) in terms.iter().enumerate() {
            let text = if place == 0 { "{}·{}" } else { " + {}·{}" };
            line = line.with(text, &[&self.weight(l, unit, from), &self.value(l, from)]);
        }
        if !rest.is_empty() {
            line = line.more(rest.len(), rest.iter().map(|&from| size(from)).sum());
        }
        match bias {
            Some(bias) => line.with(" + {}", &[&bias]),
            None => line,
        }
    }

    /// What the outputs stand for, and the loss.
    pub(super) fn loss(&self, loss: Loss, factor: f64) -> Vec<Line> {
        let outputs = self.width(self.columns());
        let mut lines = Vec::new();
        for unit in 0..outputs {
            let (o, p) = (self.output(unit), self.prediction(unit));
            let line = |formula: String| Line::new(Stage::Loss, Kind::Prediction, &p, formula);
            match loss {
                Loss::Bce => lines.push(line(format!("\\sigma({})", o.name)).with("σ({})", &[&o])),
                Loss::CrossEntropy => {
                    let formula = format!("\\frac{{\\exp {}}}{{\\sum_j \\exp o_j}}", o.name);
                    let mut line = line(formula).with("exp {} / (", &[&o]);
                    for other in 0..outputs {
                        line = line.with(if other == 0 { "exp {}" } else { " + exp {}" }, &[&self.output(other)]);
                    }
                    lines.push(line.with(")", &[]));
                }
                _ => {}
            }
        }
        let many = outputs > 1;
        let index = |name: &str| if many { format!("{name}_k") } else { format!("{name}_1") };
        let (o, t, p) = (index("o"), index("t"), index("p"));
        let (term, text): (String, &str) = match loss {
            Loss::Bce => {
                (format!("-({t} \\ln {p} + (1 - {t}) \\ln (1 - {p}))"), "−({t}·ln {p} + (1 − {t})·ln(1 − {p}))")
            }
            Loss::CrossEntropy => (format!("-{t} \\ln {p}"), "−{t}·ln {p}"),
            Loss::Mse => (format!("({o} - {t})^2"), "({o} − {t})²"),
            Loss::HalfSse => (format!("\\frac{{1}}{{2}} ({o} - {t})^2"), "½·({o} − {t})²"),
            Loss::Mae => (format!("|{o} - {t}|"), "|{o} − {t}|"),
            Loss::Huber => (format!("H({o} - {t})"), "H({o} − {t})"),
            Loss::Hinge => (format!("\\max(0, 1 - (2{t} - 1){o})"), "max(0, 1 − (2·{t} − 1)·{o})"),
        };
        if loss == Loss::CrossEntropy && !self.is_plain_entropy() {
            // Class weights that differ within a sample weigh smoothed targets each.
            lines.push(Line::new(Stage::Loss, Kind::Loss, &self.loss_value(), "\\ldots"));
            return lines;
        }
        let factor = Named::plain("k", "c", factor);
        let scaled = (factor.value - 1.0).abs() > 1e-12;
        let sum = if many { format!("\\sum_k ({term})") } else { term };
        let formula = if scaled { format!("c \\cdot {sum}") } else { sum };
        let mut line = Line::new(Stage::Loss, Kind::Loss, &self.loss_value(), formula);
        if scaled {
            line = line.with("{}·(", &[&factor]);
        }
        for unit in 0..outputs {
            line = line.with(if unit == 0 { "" } else { " + " }, &[]);
            line = line.with_letters(
                text,
                &[('o', &self.output(unit)), ('t', &self.target(unit)), ('p', &self.prediction(unit))],
            );
        }
        lines.push(line.with(if scaled { ")" } else { "" }, &[]));
        lines
    }

    fn is_plain_entropy(&self) -> bool {
        let Trace { target, prediction, loss, .. } = self.trace;
        let terms = target.iter().zip(prediction).filter(|(t, _)| **t > 0.0);
        near(terms.map(|(t, p)| -t * libm::log(*p)).sum(), *loss)
    }

    pub(super) fn loss_value(&self) -> Named {
        Named::plain("l", "L", self.trace.loss)
    }

    pub(super) fn output(&self, unit: usize) -> Named {
        self.value(self.trace.layers.len(), unit)
    }

    pub(super) fn target(&self, unit: usize) -> Named {
        Named::plain(format!("t{unit}"), format!("t_{{{}}}", unit + 1), self.trace.target[unit])
            .at(self.output(unit).place)
    }

    pub(super) fn prediction(&self, unit: usize) -> Named {
        Named::plain(format!("y{unit}"), format!("p_{{{}}}", unit + 1), self.trace.prediction[unit])
            .at(self.output(unit).place)
    }
}

impl Line {
    /// [`Line::with`], where the numbers are named by letters: `{o}`.
    pub(super) fn with_letters(mut self, text: &str, numbers: &[(char, &Named)]) -> Self {
        for part in text.split_inclusive('}') {
            let (signs, letter) = part.split_once('{').unwrap_or((part, ""));
            let number = numbers.iter().find(|(name, _)| letter.starts_with(*name));
            self = self.with(signs, &[]);
            if let Some((_, number)) = number {
                self = self.with("{}", &[number]);
            }
        }
        self
    }
}

/// A unit's value with mean 0 and variance 1.
pub(super) fn normal(x: &Named, value: f64) -> Named {
    Named { id: format!("n{}", x.id), name: format!("\\hat{{{}}}", x.name), value, place: x.place }
}

/// An activation and its slope: TeX, and text around numbers; `{z}` is what goes in and `{h}` what comes out.
pub(super) struct Shape {
    f: String,
    f_text: &'static str,
    pub(super) slope: String,
    pub(super) slope_text: &'static str,
}

/// Those whose formulas are short are written out.
pub(super) fn shape(activation: Activation, z: &str, h: &str) -> Shape {
    let (f, f_text, slope, slope_text) = match activation {
        Activation::Linear => (z.to_owned(), "{}", "1".to_owned(), "1"),
        Activation::Sigmoid => (format!("\\sigma({z})"), "σ({})", format!("{h} \\cdot (1 - {h})"), "{h}·(1 − {h})"),
        Activation::Tanh => (format!("\\tanh({z})"), "tanh({})", format!("1 - {{{h}}}^2"), "1 − {h}²"),
        Activation::Relu => (format!("\\max(0, {z})"), "max(0, {})", format!("[{z} > 0]"), "[{z} > 0]"),
        Activation::HardTanh => {
            (format!("\\max(-1, \\min(1, {z}))"), "max(−1, min(1, {}))", format!("[|{z}| < 1]"), "[|{z}| < 1]")
        }
        Activation::Sine => (format!("\\sin({z})"), "sin({})", format!("\\cos({z})"), "cos({z})"),
        Activation::Gaussian => {
            (format!("\\exp(-{{{z}}}^2)"), "exp(−{}²)", format!("-2 \\cdot {z} \\cdot {h}"), "−2·{z}·{h}")
        }
        Activation::Softplus => (format!("\\ln(1 + \\exp {z})"), "ln(1 + exp {})", format!("\\sigma({z})"), "σ({z})"),
        Activation::Softsign => (
            format!("\\frac{{{z}}}{{1 + |{z}|}}"),
            "softsign({})",
            format!("\\frac{{1}}{{(1 + |{z}|)^2}}"),
            "1 / (1 + |{z}|)²",
        ),
        Activation::Silu => (format!("{z} \\cdot \\sigma({z})"), "f({})", format!("f\\'({z})"), "f′({z})"),
        _ => (format!("f({z})"), "f({})", format!("f\\'({z})"), "f′({z})"),
    };
    Shape { f, f_text, slope, slope_text }
}
