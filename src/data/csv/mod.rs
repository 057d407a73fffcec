//! Tables that people bring: text with separators, read as it comes, and written back.
//!
//! The text itself shows how it is written: separator, decimal sign, names. Only where its numbers
//! can be read both ways a person is asked ([`Doubt`]). A row with something wrong in it is left
//! out and told with its line; all others are taken. What is wrong in a column that nobody chooses
//! harms no row.

mod amount;
mod cell;
mod choice;
mod column;
mod decimals;
mod dialect;
mod flaws;
mod guard;
mod header;
mod heads;
mod labels;
mod reader;
mod records;
mod report;
mod rows;
mod sheet;
mod suggest;
mod table;
mod units;
mod write;

pub use choice::{Choice, Selection};
pub use decimals::Doubt;
pub use dialect::Separator;
pub use flaws::{Flaw, Flaws, Reason, Why};
pub use labels::RowLabel;
pub use report::{ColumnReport, Odd, SheetReport, Truth};
pub use sheet::{Beside, Lines, Sheet};
pub use write::write;

/// Longest text, in bytes.
pub const MOST_BYTES: usize = 5_000_000;

/// Most rows: of a longer table the first ones are taken, and the report says so.
pub const MOST_ROWS: usize = 20_000;

/// Most columns that a table has. Fewer of them can be inputs.
pub const MOST_FIELDS: usize = 50;

/// Most columns that are inputs at once.
pub const MOST_INPUTS: usize = super::MOST_COLUMNS;

/// Longest name of a column or a class, in characters.
const LONGEST_NAME: usize = 40;

/// A text as a name or a message has it: not longer than these have room for.
fn short(text: &str) -> String {
    match text.char_indices().nth(LONGEST_NAME) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
