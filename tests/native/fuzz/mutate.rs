//! What makes right input wrong: small changes of bytes and of pieces.

use super::chance::Chance;

/// Numbers that people do not write, and programs do.
const NUMBERS: &[&str] = &[
    "0",
    "-0",
    "1e999",
    "-1e-999",
    "NaN",
    "inf",
    "4294967296",
    "9007199254740993",
    "1,5",
    "0x10",
    "٣",
    ".",
    "-",
    "00000000000000000000001",
];

/// Changes a text in a few places; `pieces` are what texts of its kind are made of.
pub(super) fn text(text: &str, pieces: &[&str], chance: &mut Chance) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    for _ in 0..chance.below(5) {
        let at = chance.below(chars.len() + 1);
        let end = (at + chance.below(9)).min(chars.len());
        match chance.below(9) {
            0 => drop(chars.drain(at..end)),
            1 => chars.truncate(at),
            2 => insert(&mut chars, at, chance.pick(pieces)),
            3 => insert(&mut chars, at, chance.pick(NUMBERS)),
            4 => chars.insert(at, chance.letter()),
            5 => {
                let again: Vec<char> = chars[at..end].to_vec();
                chars.splice(at..at, again);
            }
            6 if !chars.is_empty() => {
                let other = chance.below(chars.len());
                let last = chars.len() - 1;
                chars.swap(at.min(last), other);
            }
            7 => number(&mut chars, at, chance),
            _ => {
                // The same piece many times: depths, lengths.
                let times = chance.pick(&[3, 30, 300]);
                insert(&mut chars, at, &chance.pick(pieces).repeat(times));
            }
        }
    }
    chars.into_iter().collect()
}

fn insert(chars: &mut Vec<char>, at: usize, piece: &str) {
    chars.splice(at..at, piece.chars());
}

/// Replaces the next run of digits.
fn number(chars: &mut Vec<char>, from: usize, chance: &mut Chance) {
    let Some(at) = chars[from..].iter().position(char::is_ascii_digit).map(|at| at + from) else { return };
    let end = chars[at..].iter().position(|c| !c.is_ascii_digit()).map_or(chars.len(), |end| at + end);
    chars.splice(at..end, chance.pick(NUMBERS).chars());
}

/// Changes some bytes; `other` lends some of its own.
pub(super) fn bytes(bytes: &mut Vec<u8>, other: &[u8], chance: &mut Chance) {
    for _ in 0..chance.below(5) {
        let at = chance.below(bytes.len() + 1);
        let end = (at + chance.below(20)).min(bytes.len());
        match chance.below(8) {
            0 => drop(bytes.drain(at..end)),
            1 => bytes.truncate(at),
            2 => bytes.insert(at, chance.bits() as u8),
            3 if at < bytes.len() => bytes[at] ^= 1 << chance.below(8),
            4 if at < bytes.len() => bytes[at] = chance.pick(&[0, 1, 0x7f, 0x80, 0xff]),
            // A length or a count that is far too large.
            5 => drop(bytes.splice(at..at, [0xff, 0xff, 0xff, 0xff, chance.pick(&[0x00, 0x0f, 0xff])])),
            6 => {
                let from = chance.below(other.len() + 1);
                let to = (from + chance.below(60)).min(other.len());
                bytes.splice(at..end, other[from..to].iter().copied());
            }
            _ => {
                let again = bytes[at..end].to_vec();
                bytes.splice(at..at, again);
            }
        }
    }
}
