//! Tables that are read: handles, so that their numbers stay on this side.

use super::convert::{JsResult, thrown, to_ts};
use super::given::{self, flag, now, numbers, place, text};
use super::playground::Playground;
use crate::data::csv::{self, Choice, Flaws, SheetReport};
use crate::error::{Error, Kind};
use crate::session::Effect;
use js_sys::Reflect;
use std::cell::RefCell;
use std::collections::BTreeMap;
use tsify::Ts;
use wasm_bindgen::prelude::wasm_bindgen;

/// A table that was read of a text.
#[wasm_bindgen]
pub struct Sheet {
    sheet: csv::Sheet,
}

#[wasm_bindgen]
impl Sheet {
    /// Reads a table. Finds out separator, decimal sign and header; `decimal_comma` decides where
    /// numbers can be read in both ways.
    ///
    /// # Errors
    /// A table that is too large, or without a row.
    #[wasm_bindgen(constructor)]
    pub fn new(table: given::Text, decimal_comma: Option<given::Flag>) -> JsResult<Sheet> {
        let decimal_comma = decimal_comma.map(|comma| flag("decimal_comma", &comma)).transpose()?;
        Ok(Sheet { sheet: csv::Sheet::read_with(&text("table", &table)?, decimal_comma).map_err(thrown)? })
    }

    /// Returns what was understood: columns, types, suggestions, lines passed over.
    pub fn report(&self) -> JsResult<Ts<SheetReport>> {
        to_ts(&self.sheet.report())
    }

    /// Returns the rows that a choice of columns leaves out, and why.
    ///
    /// # Errors
    /// A column that does not exist, or no input.
    pub fn flaws(&self, inputs: given::Numbers, target: given::Number) -> JsResult<Ts<Flaws>> {
        to_ts(&self.sheet.flaws(&choice(&inputs, &target, None)?).map_err(thrown)?)
    }

    /// Selects the rows that have a value in every chosen column. The target is read as classes or
    /// numbers: as it looks, unless `as_classes` says.
    ///
    /// # Errors
    /// Columns that do not exist, words where numbers are needed, too few rows or classes.
    pub fn select(
        &self,
        inputs: given::Numbers,
        target: given::Number,
        as_classes: Option<given::Flag>,
    ) -> JsResult<Selection> {
        let as_classes = as_classes.map(|as_classes| flag("as_classes", &as_classes)).transpose()?;
        Ok(Selection::of(self.sheet.select(&choice(&inputs, &target, as_classes)?).map_err(thrown)?))
    }
}

thread_local! {
    /// What the handles of selections stand for. A handle that is an argument is asked for its key, in a call that may throw: a typed one, freed or not one at all, would throw with
    /// the playground borrowed.
    static SELECTIONS: RefCell<BTreeMap<u32, csv::Selection>> = const { RefCell::new(BTreeMap::new()) };
}

/// What was chosen of a table.
#[wasm_bindgen]
pub struct Selection {
    key: u32,
}

#[wasm_bindgen]
impl Selection {
    /// Returns the number of rows.
    pub fn rows(&self) -> usize {
        self.with(|selection| selection.targets.len())
    }

    /// Returns the names of the classes; none for a regression.
    pub fn classes(&self) -> Vec<String> {
        self.with(|selection| selection.classes.clone())
    }

    /// Returns the selection's number, by which `use_table` finds it.
    #[wasm_bindgen(getter)]
    pub fn key(&self) -> u32 {
        self.key
    }
}

impl Selection {
    fn of(selection: csv::Selection) -> Self {
        SELECTIONS.with_borrow_mut(|selections| {
            let key = selections.last_key_value().map_or(0, |(last, _)| last + 1);
            selections.insert(key, selection);
            Selection { key }
        })
    }

    fn with<T: Default>(&self, ask: impl FnOnce(&csv::Selection) -> T) -> T {
        SELECTIONS.with_borrow(|selections| selections.get(&self.key).map(ask)).unwrap_or_default()
    }
}

impl Drop for Selection {
    fn drop(&mut self) {
        SELECTIONS.with_borrow_mut(|selections| selections.remove(&self.key));
    }
}

#[wasm_bindgen]
extern "C" {
    /// A [`Selection`], as JavaScript gave it.
    #[wasm_bindgen(typescript_type = "Selection")]
    pub type Chosen;
}

#[wasm_bindgen]
impl Playground {
    /// Trains on a selection from now on, with a fresh network. `standardise` gives every column
    /// mean 0 and standard deviation 1 over the training points; constant columns become 0.
    ///
    /// # Errors
    /// A selection that was freed or is none.
    pub fn use_table(&mut self, selection: Chosen, standardise: given::Flag) -> JsResult<Ts<Effect>> {
        let standardise = flag("standardise", &standardise)?;
        let key = Reflect::get(&selection, &"key".into()).ok().and_then(|key| place("selection", &key).ok());
        let table = key.and_then(|key| {
            SELECTIONS.with_borrow(|selections| selections.get(&u32::try_from(key).ok()?).map(csv::Selection::table))
        });
        let expected = "what select() of a Sheet gave, not yet freed";
        let table = table
            .ok_or_else(|| thrown(Error::new(Kind::WrongType, "selection", given::described(&selection), expected)))?;
        let config = self.session.config().reading(table, standardise).map_err(thrown)?;
        self.undo.seal();
        to_ts(&self.undo.configure(&mut self.session, config, &[], now()?))
    }

    /// Returns the points as comma-separated values with names in the first row.
    pub fn data_csv(&self) -> String {
        let (about, (points, _)) = (self.session.about(), self.session.points());
        // Of several answers all but the last stand as further columns.
        let rows: Vec<Vec<f64>> = (0..points.len()).map(|place| points.numbers(place).collect()).collect();
        let rows = rows.iter().filter_map(|row| row.split_last()).map(|(target, x)| (x, *target));
        let (mut names, mut target) = (about.columns, about.target);
        if points.more() > 0 {
            names.extend(target.split(", ").map(str::to_owned));
            target = names.pop().unwrap_or_default();
        }
        csv::write(&names, &target, &about.classes, rows)
    }
}

fn choice(inputs: &given::Numbers, target: &given::Number, as_classes: Option<bool>) -> JsResult<Choice> {
    let inputs = numbers("inputs", inputs)?.into_iter().map(|at| place("inputs", &at.into()));
    Ok(Choice { inputs: inputs.collect::<JsResult<_>>()?, target: place("target", target)?, as_classes })
}
