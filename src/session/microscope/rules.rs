//! The update rules with their numbers: the same as [`crate::nn::optim`]'s, line by line.

use super::line::{Kind, Line, Named, Stage};
use crate::nn::Optimizer;
use crate::nn::optim::Hyper;

/// What a rule starts from.
pub(super) struct Given<'a> {
    pub(super) hyper: &'a Hyper,
    /// The number of this step.
    pub(super) t: u64,
    /// Product of the momenta so far.
    pub(super) product: f64,
    /// What it remembers.
    pub(super) memory: &'a [f64],
    /// The gradient.
    pub(super) g: &'a Named,
    /// The parameter, decayed where it is.
    pub(super) theta: &'a Named,
    /// The new value, as the step gives it.
    pub(super) new: &'a Named,
}

/// Lines in the making.
struct Rule<'a> {
    given: &'a Given<'a>,
    lines: Vec<Line>,
}

impl Rule<'_> {
    fn line(
        &mut self,
        kind: Kind,
        id: &str,
        name: &str,
        value: f64,
        formula: &str,
        (text, numbers): (&str, &[&Named]),
    ) -> Named {
        let of = Named::plain(id, name, value).at(self.given.theta.place);
        self.lines.push(Line::new(Stage::Update, kind, &of, formula).with(text, numbers));
        of
    }

    /// What slot `slot` remembers from the steps before.
    fn old(&self, slot: usize, name: &str) -> Named {
        let value = self.given.memory.get(slot).copied().unwrap_or(0.0);
        Named::plain(format!("m{slot}-"), format!("{name}_{{t-1}}"), value)
    }

    /// `keep · old + (1 − keep) · g`, or of `g²`.
    fn mean(&mut self, (slot, name): (usize, &str), keep: &Named, g: &Named, square: bool) -> Named {
        let old = self.old(slot, name);
        let what = if square { g.value * g.value } else { g.value };
        let value = keep.value * old.value + (1.0 - keep.value) * what;
        let (power, mark) = if square { ("^2", "²") } else { ("", "") };
        let formula =
            format!("{k} \\cdot {o} + (1 - {k}) \\cdot {{{g}}}{power}", k = keep.name, o = old.name, g = g.name);
        let text = format!("{{}}·{{}} + (1 − {{}})·{{}}{mark}");
        self.line(Kind::Memory, &format!("m{slot}"), name, value, &formula, (&text, &[keep, &old, keep, g]))
    }

    /// `x / (1 − βᵗ)`.
    fn corrected(&mut self, x: &Named, keep: &Named) -> Named {
        let t = Named::plain("step", "t", self.given.t as f64);
        let value = x.value / (1.0 - power(keep.value, self.given.t));
        let formula = format!("\\frac{{{}}}{{1 - {{{}}}^t}}", x.name, keep.name);
        let (id, name) = (format!("{}^", x.id), format!("\\hat{{{}}}", x.name));
        self.line(Kind::Rule, &id, &name, value, &formula, ("{} / (1 − {}^{})", &[x, keep, &t]))
    }

    /// The new value, last.
    fn settle(&mut self, formula: &str, text: &str, numbers: &[&Named]) {
        let Named { id, name, value, .. } = self.given.new.clone();
        let theta = self.given.theta;
        let formula = format!("{} - {formula}", theta.name);
        let numbers = [&[theta], numbers].concat();
        self.line(Kind::New, &id, &name, value, &formula, (&format!("{{}} − {text}"), &numbers));
    }
}

fn power(b: f64, t: u64) -> f64 {
    libm::pow(b, t as f64)
}

/// The lines of one step of a rule, the new value last.
pub(super) fn rule(optimizer: Optimizer, given: &Given<'_>) -> Vec<Line> {
    let mut r = Rule { given, lines: Vec::new() };
    let (h, g) = (given.hyper, given.g);
    let lr = Named::plain("lr", "\\eta", h.lr);
    let momentum = Named::plain("momentum", "\\mu", h.momentum);
    let (beta1, beta2) = (Named::plain("beta1", "\\beta_1", h.beta1), Named::plain("beta2", "\\beta_2", h.beta2));
    let eps = Named::plain("eps", "\\epsilon", h.eps);
    let gn = &g.name;
    match optimizer {
        Optimizer::Sgd => r.settle(&format!("\\eta \\cdot {gn}"), "{}·{}", &[&lr, g]),
        Optimizer::Momentum | Optimizer::Nesterov => {
            let old = r.old(0, "v");
            let value = h.momentum * old.value + g.value;
            let formula = format!("\\mu \\cdot {} + {gn}", old.name);
            let v = r.line(Kind::Memory, "m0", "v", value, &formula, ("{}·{} + {}", &[&momentum, &old, g]));
            if optimizer == Optimizer::Momentum {
                r.settle("\\eta \\cdot v", "{}·{}", &[&lr, &v]);
            } else {
                let formula = format!("\\eta \\cdot ({gn} + \\mu \\cdot v)");
                r.settle(&formula, "{}·({} + {}·{})", &[&lr, g, &momentum, &v]);
            }
        }
        Optimizer::Adagrad => {
            let old = r.old(0, "s");
            let formula = format!("{} + {{{gn}}}^2", old.name);
            let value = old.value + g.value * g.value;
            let s = r.line(Kind::Memory, "m0", "s", value, &formula, ("{} + {}²", &[&old, g]));
            let formula = format!("\\eta \\cdot \\frac{{{gn}}}{{\\sqrt{{s}} + \\epsilon}}");
            r.settle(&formula, "{}·{} / (√{} + {})", &[&lr, g, &s, &eps]);
        }
        Optimizer::Adadelta => {
            let rho = Named::plain("rho", "\\rho", h.rho);
            let s = r.mean((0, "s"), &rho, g, true);
            let u = r.old(1, "u");
            let value = (u.value + h.eps).sqrt() / (s.value + h.eps).sqrt() * g.value;
            let formula = format!("\\frac{{\\sqrt{{{} + \\epsilon}}}}{{\\sqrt{{s + \\epsilon}}}} \\cdot {gn}", u.name);
            let numbers = ("√({} + {}) / √({} + {})·{}", &[&u, &eps, &s, &eps, g][..]);
            let delta = r.line(Kind::Rule, "delta", "\\Delta", value, &formula, numbers);
            r.mean((1, "u"), &rho, &delta, true);
            r.settle("\\eta \\cdot \\Delta", "{}·{}", &[&lr, &delta]);
        }
        Optimizer::RmsProp => {
            let alpha = Named::plain("rho", "\\alpha", h.rho);
            let s = r.mean((0, "s"), &alpha, g, true);
            let old = r.old(1, "v");
            let value = h.momentum * old.value + g.value / (s.value.sqrt() + h.eps);
            let formula = format!("\\mu \\cdot {} + \\frac{{{gn}}}{{\\sqrt{{s}} + \\epsilon}}", old.name);
            let numbers = ("{}·{} + {} / (√{} + {})", &[&momentum, &old, g, &s, &eps][..]);
            let v = r.line(Kind::Memory, "m1", "v", value, &formula, numbers);
            r.settle("\\eta \\cdot v", "{}·{}", &[&lr, &v]);
        }
        Optimizer::Adam | Optimizer::AdamW | Optimizer::AmsGrad => {
            let m = r.mean((0, "m"), &beta1, g, false);
            let mut v = r.mean((1, "v"), &beta2, g, true);
            if optimizer == Optimizer::AmsGrad {
                let old = r.old(2, "l");
                let formula = format!("\\max({}, v)", old.name);
                let value = old.value.max(v.value);
                v = r.line(Kind::Memory, "m2", "l", value, &formula, ("max({}, {})", &[&old, &v]));
            }
            let (m, v) = (r.corrected(&m, &beta1), r.corrected(&v, &beta2));
            let formula = format!("\\eta \\cdot \\frac{{{}}}{{\\sqrt{{{}}} + \\epsilon}}", m.name, v.name);
            r.settle(&formula, "{}·{} / (√{} + {})", &[&lr, &m, &v, &eps]);
        }
        Optimizer::NAdam => nadam(&mut r, (&lr, &beta1, &beta2, &eps)),
        Optimizer::RAdam => radam(&mut r, (&lr, &beta1, &beta2, &eps)),
        Optimizer::Lion => {
            let old = r.old(0, "m");
            let value = h.beta1 * old.value + (1.0 - h.beta1) * g.value;
            let formula = format!("\\beta_1 \\cdot {} + (1 - \\beta_1) \\cdot {gn}", old.name);
            let numbers = ("{}·{} + (1 − {})·{}", &[&beta1, &old, &beta1, g][..]);
            let c = r.line(Kind::Rule, "c", "c", value, &formula, numbers);
            r.mean((0, "m"), &beta2, g, false);
            r.settle("\\eta \\cdot \\text{sgn}(c)", "{}·sgn({})", &[&lr, &c]);
        }
    }
    r.lines
}

/// See [`crate::nn::optim::nadam`].
fn nadam(r: &mut Rule<'_>, (lr, beta1, beta2, eps): (&Named, &Named, &Named, &Named)) {
    let (given, g) = (r.given, r.given.g);
    let m = r.mean((0, "m"), beta1, g, false);
    let v = r.mean((1, "v"), beta2, g, true);
    let v = r.corrected(&v, beta2);
    let momentum = |t: u64| beta1.value * (1.0 - 0.5 * libm::pow(0.96, t as f64 * 0.004));
    let warm = |r: &mut Rule<'_>, id: &str, name: &str, t: u64| {
        let number = Named::plain(if t == given.t { "step" } else { "step+" }, "t", t as f64);
        let of = if t == given.t { "t" } else { "(t + 1)" };
        let formula = format!("\\beta_1 \\cdot (1 - 0.5 \\cdot 0.96^{{0.004 {of}}})");
        r.line(Kind::Rule, id, name, momentum(t), &formula, ("{}·(1 − 0.5·0.96^(0.004·{}))", &[beta1, &number]))
    };
    let now = warm(r, "mu", "\\mu_t", given.t);
    let next = warm(r, "mu+", "\\mu_{t+1}", given.t + 1);
    let before = Named::plain("product-", "P_{t-1}", given.product);
    let value = given.product * now.value;
    let product = r.line(Kind::Memory, "product", "P", value, "P_{t-1} \\cdot \\mu_t", ("{}·{}", &[&before, &now]));
    let formula = format!(
        "\\eta \\cdot (\\frac{{1 - \\mu_t}}{{1 - P}} \\cdot {} + \\frac{{\\mu_{{t+1}}}}{{1 - P \\cdot \\mu_{{t+1}}}} \\cdot m) \\cdot \\frac{{1}}{{\\sqrt{{{}}} + \\epsilon}}",
        g.name, v.name
    );
    let text = "{}·((1 − {}) / (1 − {})·{} + {} / (1 − {}·{})·{}) / (√{} + {})";
    let numbers = [lr, &now, &product, g, &next, &product, &next, &m, &v, eps];
    r.settle(&formula, text, &numbers);
}

/// See [`crate::nn::optim::radam`].
fn radam(r: &mut Rule<'_>, (lr, beta1, beta2, eps): (&Named, &Named, &Named, &Named)) {
    let (given, g) = (r.given, r.given.g);
    let m = r.mean((0, "m"), beta1, g, false);
    let v = r.mean((1, "v"), beta2, g, true);
    let m = r.corrected(&m, beta1);
    let t = Named::plain("step", "t", given.t as f64);
    let kept = power(beta2.value, given.t);
    let longest = 2.0 / (1.0 - beta2.value) - 1.0;
    let value = longest - 2.0 * t.value * kept / (1.0 - kept);
    let formula = "\\frac{2}{1 - \\beta_2} - 1 - \\frac{2 t {\\beta_2}^t}{1 - {\\beta_2}^t}";
    let text = ("2 / (1 − {}) − 1 − 2·{}·{}^{} / (1 − {}^{})", &[beta2, &t, beta2, &t, beta2, &t][..]);
    let length = r.line(Kind::Rule, "rho-t", "\\rho_t", value, formula, text);
    if length.value <= 5.0 {
        let formula = format!("\\eta \\cdot {}", m.name);
        r.settle(&formula, "{}·{}", &[lr, &m]);
        return;
    }
    let all = Named::plain("rho-all", "\\rho_\\infty", longest);
    let n = length.value;
    let value = ((n - 4.0) * (n - 2.0) * longest / ((longest - 4.0) * (longest - 2.0) * n)).sqrt();
    let formula =
        "\\sqrt{\\frac{(\\rho_t - 4)(\\rho_t - 2) \\rho_\\infty}{(\\rho_\\infty - 4)(\\rho_\\infty - 2) \\rho_t}}";
    let text = "√(({} − 4)·({} − 2)·{} / (({} − 4)·({} − 2)·{}))";
    let numbers = (text, &[&length, &length, &all, &all, &all, &length][..]);
    let rectified = r.line(Kind::Rule, "rectified", "r", value, formula, numbers);
    let formula = format!(
        "\\eta \\cdot {} \\cdot r \\cdot \\frac{{\\sqrt{{1 - {{\\beta_2}}^t}}}}{{\\sqrt{{v}} + \\epsilon}}",
        m.name
    );
    let text = "{}·{}·{}·√(1 − {}^{}) / (√{} + {})";
    r.settle(&formula, text, &[lr, &m, &rectified, beta2, &t, &v, eps]);
}
