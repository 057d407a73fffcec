//! From the loss back to the parameter.

use super::forward::{Factors, normal};
use super::line::{Kind, Line, Named, Stage};
use super::scene::Scene;
use super::shape::shape;
use crate::nn::layer::ParamKind;
use crate::nn::{LayerSpec, Loss};

/// Most paths that are written out.
const WRITTEN: f64 = 4.0;

impl Scene<'_> {
    /// Local derivatives, products along the paths, sums where they join; last the gradient.
    pub(super) fn backward(&self, loss: Loss, factors: &[f64]) -> Vec<Line> {
        let home = self.of.column;
        let mut lines = Vec::new();
        for column in (home..=self.columns()).rev() {
            let units = if column == home { vec![self.of.unit] } else { self.shown(column).to_vec() };
            // Behind a norm over the units, all of them reach the parameter: its line names their sums.
            for unit in units {
                lines.push(if column == self.columns() {
                    self.start(loss, factors, unit)
                } else {
                    self.join(column, unit)
                });
                // Below its functions stands the dense layer: through that, paths join.
                for l in self.layers(column).skip(1).rev().take_while(|&l| l > self.layer) {
                    lines.extend(self.back_through(l, unit));
                }
                if column > home {
                    continue;
                }
                lines.push(self.own_gradient());
                lines.extend(self.written_out());
            }
        }
        lines
    }

    /// dL/do.
    fn start(&self, loss: Loss, factors: &[f64], unit: usize) -> Line {
        let (o, t, p) = (self.output(unit), self.target(unit), self.prediction(unit));
        let (on, tn, pn) = (&o.name, &t.name, &p.name);
        let open = (2.0 * t.value - 1.0) * o.value < 1.0;
        let (term, text) = match loss {
            Loss::Bce | Loss::CrossEntropy => (format!("{pn} - {tn}"), "{p} − {t}"),
            Loss::Mse => (format!("2 \\cdot ({on} - {tn})"), "2·({o} − {t})"),
            Loss::HalfSse => (format!("{on} - {tn}"), "{o} − {t}"),
            Loss::Mae => (format!("\\text{{sgn}}({on} - {tn})"), "sgn({o} − {t})"),
            Loss::Huber => (format!("\\max(-1, \\min(1, {on} - {tn}))"), "max(−1, min(1, {o} − {t}))"),
            Loss::Hinge => {
                let side = format!("(2{tn} - 1)");
                let formula = format!("\\cases{{-{side}}}{{{side}{on} < 1}}{{0}}{{{side}{on} \\ge 1}}");
                (formula, if open { "−(2·{t} − 1)" } else { "0" })
            }
        };
        let case = match loss {
            Loss::Hinge if open => "(2·{t} − 1)·{o} < 1",
            Loss::Hinge => "(2·{t} − 1)·{o} ≥ 1",
            _ => "",
        };
        let delta = self.delta(self.trace.layers.len(), unit);
        let numbers = [('o', &o), ('t', &t), ('p', &p)];
        let line = |formula: String| Line::new(Stage::Backward, Kind::Start, &delta, formula);
        match Factors::of(factors) {
            Factors::None => line(term).with_letters(text, &numbers),
            factor @ Factors::One(_) => line(format!("c \\cdot ({term})"))
                .with("{}·(", &[&factor.named(0)])
                .with_letters(text, &numbers)
                .with(")", &[]),
            // Of a softmax each output's probability takes part in every term: pₖ Σ c t − cₖ tₖ.
            factor @ Factors::Of(all) => {
                let own = factor.named(unit);
                let formula = format!("{pn} \\cdot \\sum_j c_j t_j - {} \\cdot {tn}", own.name);
                let mut line = line(formula).with("{}·(", &[&p]);
                for other in 0..all.len() {
                    let text = if other == 0 { "{}·{}" } else { " + {}·{}" };
                    line = line.with(text, &[&factor.named(other), &self.target(other)]);
                }
                line.with(") − {}·{}", &[&own, &t])
            }
        }
        .in_case(case, &numbers)
    }

    /// Through a function of each unit: its slope, and the product.
    fn back_through(&self, l: usize, unit: usize) -> Vec<Line> {
        let (x, y) = (self.value(l, unit), self.value(l + 1, unit));
        let (above, below) = (self.delta(l + 1, unit), self.delta(l, unit));
        let layer = &self.trace.layers[l];
        let product = |slope: &Named| {
            let line =
                Line::new(Stage::Backward, Kind::Through, &below, format!("{} \\cdot {}", above.name, slope.name));
            line.with("{}·{}", &[&above, slope])
        };
        match layer.layer {
            LayerSpec::Dropout(_) | LayerSpec::Dense { .. } => Vec::new(),
            LayerSpec::Activation(activation) => {
                let slope = self.slope(l, unit, layer.slopes[unit]);
                let shape = shape(activation, &x.name, &y.name, x.value);
                let line = Line::new(Stage::Backward, Kind::Slope, &slope, shape.slope.clone());
                vec![shape.put_in_slope(line, &x, &y), product(&slope)]
            }
            LayerSpec::Gate(off) => {
                let slope = self.slope(l, unit, f64::from(u8::from(off >> unit & 1 == 0)));
                vec![Line::new(Stage::Backward, Kind::Slope, &slope, format!("{}", slope.value)), product(&slope)]
            }
            LayerSpec::BatchNorm => {
                let gain = self.parameter(l, self.gain_and_shift(l, unit)[0]);
                let s = self.deviation(l, unit);
                let slope = self.slope(l, unit, gain.value / s.value);
                let line = Line::new(Stage::Backward, Kind::Slope, &slope, format!("\\frac{{{}}}{{s}}", gain.name));
                vec![line.with("{} / {}", &[&gain, &s]), product(&slope)]
            }
            LayerSpec::LayerNorm => vec![self.back_through_layer_norm(l, unit)],
        }
    }

    /// The units' mean and variance move with each of them: dL/dx = (g − mean g − x̂ · mean(g x̂)) / s with g = γ · dL/dy.
    fn back_through_layer_norm(&self, l: usize, unit: usize) -> Line {
        let layer = &self.trace.layers[l];
        let n = layer.x.len() as f64;
        let gain_of = |unit: usize| self.gain_and_shift(l, unit)[0];
        let g = |unit: usize| layer.dy[unit] * gain_of(unit).value;
        let sum: f64 = (0..layer.x.len()).map(g).sum();
        let along: f64 = (0..layer.x.len()).map(|unit| g(unit) * gain_of(unit).factor).sum();
        let (gain, above) = (self.parameter(l, gain_of(unit)), self.delta(l + 1, unit));
        let hat = normal(&self.value(l, unit), gain_of(unit).factor);
        let mean = Named::plain(format!("m{l}"), "\\frac{1}{n} \\sum g", sum / n);
        let tilt = Named::plain(format!("q{l}"), "\\frac{1}{n} \\sum g \\hat{z}", along / n);
        let s = self.deviation(l, unit);
        let formula = format!(
            "\\frac{{g - {} - {} \\cdot {}}}{{s}}, \\quad g = {} \\cdot {}",
            mean.name, hat.name, tilt.name, gain.name, above.name
        );
        Line::new(Stage::Backward, Kind::Through, &self.delta(l, unit), formula)
            .with("({}·{} − {} − {}·{}) / {}", &[&gain, &above, &mean, &hat, &tilt, &s])
    }

    /// The standard deviation that a norm divides by, from what it makes of two numbers.
    fn deviation(&self, l: usize, unit: usize) -> Named {
        let layer = &self.trace.layers[l];
        Named::plain(format!("e{l}.{unit}"), "s", layer.deviations.get(unit).copied().unwrap_or(1.0))
    }

    /// dL/dh: one product for each unit of the next column, added.
    fn join(&self, column: usize, unit: usize) -> Line {
        let l = self.end(column);
        let next = &self.trace.layers[l];
        let size = |to: usize| next.dy[to] * self.weight_of(l, to, unit).value;
        let (terms, rest) = self.terms(column + 1, |to| size(to).abs());
        let below = self.delta(l, unit);
        let mut names: Vec<String> = Vec::new();
        for &to in &terms {
            names.push(format!("{} \\cdot {}", self.delta(l + 1, to).name, self.weight(l, to, unit).name));
        }
        if !rest.is_empty() {
            names.push("…".to_owned());
        }
        let mut line = Line::new(Stage::Backward, Kind::Join, &below, names.join(" + "));
        for (place, &to) in terms.iter().enumerate() {
            let text = if place == 0 { "{}·{}" } else { " + {}·{}" };
            line = line.with(text, &[&self.delta(l + 1, to), &self.weight(l, to, unit)]);
        }
        if rest.is_empty() { line } else { line.more(rest.len(), rest.iter().map(|&to| size(to)).sum()) }
    }

    /// What the parameter multiplies; nothing for what is added.
    fn factor(&self) -> Option<Named> {
        let x = self.value(self.layer, self.param.from?);
        Some(if self.param.kind == ParamKind::Gain { normal(&x, self.param.factor) } else { x })
    }

    /// dL/dθ = dL/dy · dy/dθ.
    fn own_gradient(&self) -> Line {
        let (gradient, above) = (self.gradient(self.layer, &self.param), self.delta(self.layer + 1, self.param.to));
        let line = |formula| Line::new(Stage::Backward, Kind::Gradient, &gradient, formula);
        match self.factor() {
            Some(x) => line(format!("{} \\cdot {}", above.name, x.name)).with("{}·{}", &[&above, &x]),
            None => line(format!("{} \\cdot 1", above.name)).with("{}·1", &[&above]),
        }
    }

    /// The sum over all paths, each a product of all its factors; where they are few, and no norm joins the units.
    fn written_out(&self) -> Option<Line> {
        if self.trace.layers[self.layer..].iter().any(|layer| matches!(layer.layer, LayerSpec::LayerNorm)) {
            return None;
        }
        let home = self.of.column;
        // As a float: the largest networks have more ways than a place in memory has bits for.
        let ways: f64 = (home + 1..=self.columns()).map(|column| self.width(column) as f64).product();
        if ways > WRITTEN {
            return None;
        }
        let mut paths = Vec::new();
        self.walk(self.layer + 1, self.of.unit, Vec::from_iter(self.factor()), &mut paths);
        let names =
            |path: &Vec<Named>| path.iter().map(|factor| factor.name.clone()).collect::<Vec<_>>().join(" \\cdot ");
        let formula = paths.iter().map(names).collect::<Vec<_>>().join(" + ");
        let gradient = self.gradient(self.layer, &self.param);
        let mut line = Line::new(Stage::Backward, Kind::Paths, &gradient, formula);
        for (place, path) in paths.iter().enumerate() {
            line = line.with(if place == 0 { "" } else { " + " }, &[]);
            for (place, factor) in path.iter().enumerate() {
                line = line.with(if place == 0 { "{}" } else { "·{}" }, &[factor]);
            }
        }
        Some(line)
    }

    /// Every path from a unit behind so many layers to the loss, with the factors up to there; the loss comes first in each.
    fn walk(&self, place: usize, unit: usize, factors: Vec<Named>, paths: &mut Vec<Vec<Named>>) {
        let with = |factor: Named| [vec![factor], factors.clone()].concat();
        let Some(layer) = self.trace.layers.get(place) else {
            paths.push(with(self.delta(place, unit)));
            return;
        };
        match layer.layer {
            LayerSpec::Dense { outputs, .. } => {
                for to in 0..outputs {
                    self.walk(place + 1, to, with(self.weight(place, to, unit)), paths);
                }
            }
            LayerSpec::Dropout(_) => self.walk(place + 1, unit, factors, paths),
            LayerSpec::Activation(_) => {
                self.walk(place + 1, unit, with(self.slope(place, unit, layer.slopes[unit])), paths);
            }
            LayerSpec::Gate(off) => {
                let open = f64::from(u8::from(off >> unit & 1 == 0));
                self.walk(place + 1, unit, with(self.slope(place, unit, open)), paths);
            }
            LayerSpec::BatchNorm | LayerSpec::LayerNorm => {
                let slope = self.gain_and_shift(place, unit)[0].value / self.deviation(place, unit).value;
                self.walk(place + 1, unit, with(self.slope(place, unit, slope)), paths);
            }
        }
    }
}
