//! Which columns are most likely learned from, and which is learned.

use super::MOST_INPUTS;
use super::choice::Choice;
use super::column::{Column, Values};
use super::labels::RowLabel;
use super::sheet::Sheet;
use crate::nn::metrics::MOST_CLASSES;

/// Names of columns that are rather answered than learned from.
#[rustfmt::skip]
const TARGETS: &[&str] = &[
    "class", "label", "target", "species", "category", "diagnosis", "outcome", "output", "类别", "标签", "目标",
];

impl Sheet {
    /// Suggests what is most likely wanted. The target is the column that is named like one, or the
    /// last one that can be one; the inputs are the columns of numbers, of no and yes. Columns that
    /// only label the rows ([`RowLabel`]) are neither, unless there are no others.
    pub fn suggest(&self) -> Choice {
        let choice = |target| Choice { inputs: self.inputs_beside(target), target, as_classes: None };
        let targets = self.targets();
        // A target that leaves nothing to learn from gives way to one that does.
        let whole = targets.iter().map(|&target| choice(target)).find(|choice| !choice.inputs.is_empty());
        let last = self.columns.len() - 1;
        whole.unwrap_or_else(|| choice(targets.first().copied().unwrap_or(last)))
    }

    /// Columns that can be the target, the likeliest first.
    fn targets(&self) -> Vec<usize> {
        let named =
            |names: &[&str], at: usize| names.iter().any(|name| self.columns[at].name.eq_ignore_ascii_case(name));
        let can: Vec<usize> = (0..self.columns.len()).rev().filter(|&at| self.columns[at].can_be_target()).collect();
        let (labels, mut others): (Vec<usize>, Vec<usize>) =
            can.into_iter().partition(|&at| self.columns[at].label.is_some() && !named(TARGETS, at));
        if others.is_empty() {
            return labels;
        }
        // Beside an x and before a column of words, y is a coordinate.
        let y = self.columns[others[0]].is_numeric();
        others.sort_by_key(|&at| (!named(TARGETS, at), !(y && named(&["y"], at))));
        others
    }

    /// Columns that are learned from beside a target.
    fn inputs_beside(&self, target: usize) -> Vec<usize> {
        let can = |at: &usize| *at != target && self.columns[*at].can_be_input();
        let which = |fits: &dyn Fn(Option<RowLabel>) -> bool| {
            let columns = (0..self.columns.len()).filter(can).filter(|&at| fits(self.columns[at].label));
            columns.take(MOST_INPUTS).collect::<Vec<usize>>()
        };
        let likely = [
            which(&|label| label.is_none()),
            // What counts may be a quantity after all, where nothing else is there; an identifier
            // only where there is nothing else at all.
            which(&|label| label == Some(RowLabel::Counts)),
            which(&|_| self.columns.len() == 2 && self.columns[target].is_numeric()),
        ];
        likely.into_iter().find(|inputs| !inputs.is_empty()).unwrap_or_default()
    }
}

impl Column {
    fn can_be_target(&self) -> bool {
        match &self.values {
            Values::Numbers { .. } => true,
            Values::Words { names, .. } => (2..=MOST_CLASSES).contains(&names.len()),
        }
    }
}
