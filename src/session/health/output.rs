//! Signs of the outputs' activation: targets out of its range, dead outputs, answers that are wrong where it is flat.

use super::fix::{Remedies, text};
use super::signs::{FLAT, Sign, SignId};
use crate::nn::answers::Answers;
use crate::nn::statistics::ColumnStatistics;
use crate::nn::{Activation, Choice, Loss};
use crate::session::value::Value;

/// The worst that is wrong with outputs whose figures are `output`, and whose answers are not right yet. `within_reach` is asked where it
/// matters: whether better answers are possible.
pub(super) fn sign(
    column: usize,
    output: &ColumnStatistics,
    answers: &Answers,
    remedies: Remedies<'_>,
    within_reach: impl FnOnce() -> bool,
) -> Option<Sign> {
    let linear: &[(&str, Value)] = &[("output_activation", text(Activation::Linear.id()))];
    let Answers { range: [low, high], targets: [least, most], outside, wrong, stuck } = *answers;
    if outside > 0.0 {
        let shown = [("share", outside), ("low", low), ("high", high), ("least", least), ("most", most)];
        return Some(Sign::new(SignId::Unreachable, column, shown, remedies.of(linear)));
    }
    let bounded = low.is_finite() && high.is_finite();
    let (dead, flat) = (output.dead?, output.saturated?);
    if dead > 0.0 && stuck > 0.0 && !bounded {
        let fix = remedies.first([linear, &remedies.drawn()]);
        return Some(Sign::new(SignId::Dead, column, [("share", dead)], fix));
    }
    // Most that is wrong is where hardly any gradient passes.
    if flat >= FLAT && stuck > 0.0 && stuck >= wrong / 2.0 && within_reach() {
        // Losses that have their own sigmoid or softmax do not flatten: for classes.
        let [bce, cross] = [Loss::Bce, Loss::CrossEntropy].map(|loss| [("loss", text(loss.id()))]);
        let two = remedies.config.classes() == 2;
        let fix = remedies.first([if two { &bce } else { &cross }, linear, &remedies.drawn()]);
        return Some(Sign::new(SignId::Saturated, column, [("share", flat), ("wrong", wrong)], fix));
    }
    None
}
