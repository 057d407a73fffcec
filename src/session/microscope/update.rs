//! From the batch's gradient to the parameter's new value.

use super::line::{Kind, Line, Named, Stage};
use super::rules::{Given, rule};
use super::scene::MOST;
use crate::nn::layer::ParamKind;
use crate::nn::rehearsal::Rehearsal;
use crate::nn::{Optimizer, Penalty, Trainer};

/// What one step does with a parameter.
pub(super) struct Step<'a> {
    pub(super) trainer: &'a Trainer<f64>,
    pub(super) optimizer: Optimizer,
    pub(super) told: &'a Rehearsal,
    /// The samples of the batch.
    pub(super) batch: &'a [u32],
    /// Whether the loss adds samples up.
    pub(super) summed: bool,
    /// The parameter's symbol, and what it is.
    pub(super) theta: Named,
    pub(super) kind: ParamKind,
    pub(super) frozen: bool,
}

impl Step<'_> {
    /// All lines.
    pub(super) fn lines(&self) -> Vec<Line> {
        let batch = self.batch_line();
        let mut g = named(&batch);
        let mut lines = vec![batch];
        for line in [self.penalty(&g), self.frozen_line()].into_iter().flatten() {
            lines.push(line);
        }
        g = named(&lines[lines.len() - 1]);
        lines.extend(self.shortened(&g));
        g = named(&lines[lines.len() - 1]);
        lines.extend(self.cut(&g));
        g = named(&lines[lines.len() - 1]);
        lines.extend(self.value_lines(&g));
        lines
    }

    /// The batch's gradient of the loss. Where nothing is added to it, it is the number that the
    /// step takes: added up in another order, what cancels could have the other sign, and a rule
    /// that goes by signs would go the other way.
    pub(super) fn batch_gradient(&self) -> f64 {
        let taken = !self.frozen && !self.penalised();
        if taken { self.told.whole } else { self.told.parts.iter().sum() }
    }

    /// Whether a penalty is added.
    fn penalised(&self) -> bool {
        let Penalty { l1, l2 } = self.trainer.objective.penalty;
        self.kind == ParamKind::Weight && !self.trainer.in_place && (l1 != 0.0 || l2 != 0.0)
    }

    /// A sample's gradient is its part times the size of the batch, where the loss is a mean.
    pub(super) fn of_sample(&self, place: usize) -> Named {
        let scale = if self.summed { 1.0 } else { self.batch.len() as f64 };
        let number = self.batch[place] + 1;
        Named::plain(format!("b{}", self.batch[place]), format!("g_{{{number}}}"), self.told.parts[place] * scale)
    }

    /// The mean of the samples' gradients, or their sum.
    fn batch_line(&self) -> Line {
        let n = self.told.parts.len();
        let shown = if n <= MOST + 1 { n } else { MOST };
        let names: Vec<String> = (0..shown).map(|place| self.of_sample(place).name).collect();
        let sum = names.join(" + ") + if shown < n { " + …" } else { "" };
        let of = Named::plain("g", "g", self.batch_gradient()).at(self.theta.place);
        let divided = !self.summed && n > 1;
        let formula = if divided { format!("\\frac{{1}}{{{n}}} ({sum})") } else { sum };
        let mut line = Line::new(Stage::Update, Kind::Batch, &of, formula).with(if divided { "(" } else { "" }, &[]);
        for place in 0..shown {
            line = line.with(if place == 0 { "{}" } else { " + {}" }, &[&self.of_sample(place)]);
        }
        if shown < n {
            line = line.more(n - shown, (shown..n).map(|place| self.of_sample(place).value).sum());
        }
        line.with(&if divided { format!(") / {n}") } else { String::new() }, &[])
    }

    /// Gradients of penalties: of weights only.
    fn penalty(&self, g: &Named) -> Option<Line> {
        if !self.penalised() {
            return None;
        }
        let Penalty { l1, l2 } = self.trainer.objective.penalty;
        let w = &self.theta;
        let side = if w.value == 0.0 { 0.0 } else { w.value.signum() };
        let whole = if self.frozen { g.value + l2 * w.value + l1 * side } else { self.told.whole };
        let of = Named::plain("gp", "g_\\lambda", whole).at(w.place);
        let (l1, l2) = (Named::plain("l1", "\\lambda_1", l1), Named::plain("l2", "\\lambda_2", l2));
        let mut formula = g.name.clone();
        if l2.value > 0.0 {
            formula += &format!(" + \\lambda_2 \\cdot {}", w.name);
        }
        if l1.value > 0.0 {
            formula += &format!(" + \\lambda_1 \\cdot \\text{{sgn}}({})", w.name);
        }
        let mut line = Line::new(Stage::Update, Kind::Penalty, &of, formula).with("{}", &[g]);
        if l2.value > 0.0 {
            line = line.with(" + {}·{}", &[&l2, w]);
        }
        if l1.value > 0.0 {
            line = line.with(" + {}·sgn({})", &[&l1, w]);
        }
        Some(line)
    }

    fn frozen_line(&self) -> Option<Line> {
        let of = Named::plain("gf", "g_0", 0.0).at(self.theta.place);
        self.frozen.then(|| Line::new(Stage::Update, Kind::Frozen, &of, "0").with("0", &[]))
    }

    /// The whole gradient has a largest length.
    fn shortened(&self, g: &Named) -> Option<Line> {
        let most = self.trainer.clip.norm;
        if most == 0.0 || self.trainer.in_place {
            return None;
        }
        let norm = Named::plain("norm", "‖g‖", self.told.norm);
        let most = Named::plain("clip", "c", most);
        let shorter = (most.value / (norm.value + 1e-6)).min(1.0);
        let of = Named::plain("gn", "g_c", g.value * shorter).at(self.theta.place);
        let formula = format!("{} \\cdot \\min(1, \\frac{{c}}{{‖g‖ + 10^{{-6}}}})", g.name);
        Some(
            Line::new(Stage::Update, Kind::Clip, &of, formula)
                .with("{}·min(1, {} / ({} + 0.000001))", &[g, &most, &norm]),
        )
    }

    /// Each number of it has a largest size.
    fn cut(&self, g: &Named) -> Option<Line> {
        let most = self.trainer.clip.value;
        if most == 0.0 || self.trainer.in_place {
            return None;
        }
        let of = Named::plain("gv", "g_v", g.value.clamp(-most, most)).at(self.theta.place);
        let most = Named::plain("cut", "c_v", most);
        let formula = format!("\\max(-c_v, \\min(c_v, {}))", g.name);
        Some(Line::new(Stage::Update, Kind::Clip, &of, formula).with("max(−{}, min({}, {}))", &[&most, &most, g]))
    }

    /// Decay, the rule, and that a frozen parameter stays.
    fn value_lines(&self, g: &Named) -> Vec<Line> {
        let mut lines = Vec::new();
        let mut theta = self.theta.clone();
        let new = Named::plain("new", format!("{{{}}}\\'", theta.name), self.told.value[1]).at(theta.place);
        if self.frozen {
            let line = Line::new(Stage::Update, Kind::New, &new, theta.name.clone()).with("{}", &[&theta]);
            return vec![line];
        }
        let decay = self.trainer.decay;
        if decay != 0.0 && self.kind == ParamKind::Weight && !self.trainer.in_place {
            let of = Named::plain(
                "decayed",
                format!("{{{}}}_\\lambda", theta.name),
                theta.value * (1.0 - self.trainer.hyper.lr * decay),
            );
            let (lr, decay) =
                (Named::plain("lr", "\\eta", self.trainer.hyper.lr), Named::plain("decay", "\\lambda", decay));
            let formula = format!("{} \\cdot (1 - \\eta \\cdot \\lambda)", theta.name);
            let of = of.at(theta.place);
            lines.push(
                Line::new(Stage::Update, Kind::Decay, &of, formula).with("{}·(1 − {}·{})", &[&theta, &lr, &decay]),
            );
            theta = of;
        }
        let given = Given {
            hyper: &self.trainer.hyper,
            t: self.told.step,
            product: self.told.product,
            memory: &self.told.memory[0],
            g,
            theta: &theta,
            new: &new,
        };
        lines.extend(rule(self.optimizer, &given));
        lines
    }
}

/// The result of a line, to go on with.
fn named(line: &Line) -> Named {
    Named::plain(line.id.clone(), line.name.clone(), line.value).at(line.place)
}
