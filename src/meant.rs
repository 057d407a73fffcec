//! Which name was meant by another, where one is near: what is far away is no help.

/// Bytes of the longest word that is compared with names: the time to do so goes by the product of both lengths.
const LONGEST_WORD: usize = 64;

/// The name that takes the fewest changes of letters to come to (two letters that have changed places are one), if these are one, or at most a third of the
/// letters.
pub(crate) fn meant<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let letters = name.chars().count();
    known
        .filter(|known| known.len().max(name.len()) <= LONGEST_WORD)
        .map(|known| (known, strsim::osa_distance(name, known)))
        // Of two single letters nothing is alike.
        .filter(|&(known, changes)| changes <= (letters / 3).max(1) && changes < letters.max(known.len()))
        .min_by_key(|&(_, changes)| changes)
        .map(|(known, _)| known)
}

/// The name here of what has another one elsewhere, in a table of theirs and ours.
pub(crate) fn elsewhere(name: &str, names: &[(&str, &'static str)]) -> Option<&'static str> {
    names.iter().find(|(theirs, _)| *theirs == name).map(|&(_, ours)| ours)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_name_is_recognised_and_another_word_is_not() {
        let known = || ["optimizer", "noise", "lr", "hidden", "lessons", "e"].into_iter();
        for (name, wanted) in [
            ("optimiser", Some("optimizer")),
            ("lesson", Some("lessons")),
            ("lr", Some("lr")),
            ("l", Some("lr")),
            ("y", None),
            ("nosie", Some("noise")),
            ("noises", Some("noise")),
            ("sound", None),
            ("learning_rate", None),
            ("", None),
            (&"l1".repeat(40), None),
        ] {
            assert_eq!(meant(name, known()), wanted, "{name}");
        }
    }
}
