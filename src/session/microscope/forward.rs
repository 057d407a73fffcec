//! From the features to the loss.

use super::line::{Kind, Line, Named, Stage};
use super::scene::Scene;
use super::shape::shape;
use crate::nn::{LayerSpec, Loss};

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
                let [gain, shift] = self.gain_and_shift(l, unit);
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
                let (x, shape) = (x(unit), shape(activation, &x(unit).name, &y.name, x(unit).value));
                shape.put_in(line(Kind::Activation, shape.f.clone()), &x, &y)
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
        let size = |from: usize| self.weight_of(l, unit, from).value * layer.x[from];
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

    /// What the outputs stand for, and the loss. `factors` are what the terms of the outputs are multiplied by.
    pub(super) fn loss(&self, loss: Loss, factors: &[f64]) -> Vec<Line> {
        let outputs = self.width(self.columns());
        let mut lines = Vec::new();
        for unit in 0..outputs {
            let (o, p) = (self.output(unit), self.prediction(unit));
            let line = |formula: String| Line::new(Stage::Loss, Kind::Prediction, &p, formula);
            match loss {
                Loss::Bce => lines.push(line(format!("\\sigma({})", o.name)).with("σ({})", &[&o])),
                Loss::CrossEntropy => {
                    let formula = format!("\\frac{{\\exp({})}}{{\\sum_j \\exp(o_j)}}", o.name);
                    let mut line = line(formula).with("exp({}) / (", &[&o]);
                    for other in 0..outputs {
                        line = line.with(if other == 0 { "exp({})" } else { " + exp({})" }, &[&self.output(other)]);
                    }
                    lines.push(line.with(")", &[]));
                }
                _ => {}
            }
        }
        lines.push(self.loss_line(loss, factors, outputs));
        lines
    }

    /// The terms of the outputs, added up.
    fn loss_line(&self, loss: Loss, factors: &[f64], outputs: usize) -> Line {
        let many = outputs > 1;
        let index = |name: &str| if many { format!("{name}_k") } else { format!("{name}_1") };
        let (o, t, p) = (index("o"), index("t"), index("p"));
        let term: String = match loss {
            Loss::Bce => format!("-({t} \\ln({p}) + (1 - {t}) \\ln(1 - {p}))"),
            Loss::CrossEntropy => format!("-{t} \\ln({p})"),
            Loss::Mse => format!("{{({o} - {t})}}^2"),
            Loss::HalfSse => format!("\\frac{{1}}{{2}} {{({o} - {t})}}^2"),
            Loss::Mae => format!("|{o} - {t}|"),
            Loss::Huber => format!("H({o} - {t})"),
            Loss::Hinge => format!("\\max(0, 1 - (2{t} - 1){o})"),
        };
        let text = |unit: usize| match loss {
            Loss::Bce => "−({t}·ln({p}) + (1 − {t})·ln(1 − {p}))",
            Loss::CrossEntropy => "−{t}·ln({p})",
            Loss::Mse => "({o} − {t})²",
            Loss::HalfSse => "½·({o} − {t})²",
            Loss::Mae => "|{o} − {t}|",
            Loss::Huber if self.is_near(unit) => "½·({o} − {t})²",
            Loss::Huber => "(|{o} − {t}| − ½)",
            Loss::Hinge => "max(0, 1 − (2·{t} − 1)·{o})",
        };
        let factor = Factors::of(factors);
        let mut formula = match (factor, many) {
            (Factors::Of(_), _) => format!("\\sum_k c_k \\cdot ({term})"),
            (Factors::One(_), true) => format!("c \\cdot \\sum_k ({term})"),
            (Factors::One(_), false) => format!("c \\cdot ({term})"),
            (Factors::None, true) => format!("\\sum_k ({term})"),
            (Factors::None, false) => term,
        };
        if loss == Loss::Huber {
            formula += ", \\quad H(d) = \\cases{\\frac{1}{2} d^2}{|d| < 1}{|d| - \\frac{1}{2}}{|d| \\ge 1}";
        }
        let mut line = Line::new(Stage::Loss, Kind::Loss, &self.loss_value(), formula);
        if let Factors::One(_) = factor {
            line = line.with("{}·(", &[&factor.named(0)]);
        }
        for unit in 0..outputs {
            line = line.with(if unit == 0 { "" } else { " + " }, &[]);
            if let Factors::Of(_) = factor {
                line = line.with("{}·(", &[&factor.named(unit)]);
            }
            line = line.with_letters(
                text(unit),
                &[('o', &self.output(unit)), ('t', &self.target(unit)), ('p', &self.prediction(unit))],
            );
            line = line.with(if matches!(factor, Factors::Of(_)) { ")" } else { "" }, &[]);
        }
        line.with(if matches!(factor, Factors::One(_)) { ")" } else { "" }, &[])
    }

    /// Whether Huber's loss is a parabola there.
    fn is_near(&self, unit: usize) -> bool {
        (self.output(unit).value - self.target(unit).value).abs() < 1.0
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

/// A unit's value with mean 0 and variance 1.
pub(super) fn normal(x: &Named, value: f64) -> Named {
    Named::plain(format!("n{}", x.id), format!("\\hat{{{}}}", x.name), value).at(x.place)
}

/// What the terms of the outputs are multiplied by.
#[derive(Clone, Copy)]
pub(super) enum Factors<'a> {
    /// Nothing.
    None,
    /// One number.
    One(f64),
    /// Each by its own.
    Of(&'a [f64]),
}

impl<'a> Factors<'a> {
    pub(super) fn of(all: &'a [f64]) -> Self {
        let first = all.first().copied().unwrap_or(1.0);
        match all.iter().all(|&each| near(each, first)) {
            true if near(first, 1.0) => Factors::None,
            true => Factors::One(first),
            false => Factors::Of(all),
        }
    }

    /// That of an output.
    pub(super) fn named(self, unit: usize) -> Named {
        match self {
            Factors::None => Named::plain("k", "c", 1.0),
            Factors::One(factor) => Named::plain("k", "c", factor),
            Factors::Of(all) => Named::plain(format!("k{unit}"), format!("c_{{{}}}", unit + 1), all[unit]),
        }
    }
}

/// Alike but for rounding.
fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1e-3)
}
