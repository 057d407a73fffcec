//! Sorting by place: one sort for all kinds of things, since each kind that the standard library sorts takes 2 KB over the wire.

use std::cmp::Ordering;

/// Sorts places of something by what stands there; of equal ones the lower place comes first.
pub(crate) fn sort(places: &mut [usize], compare: &dyn Fn(usize, usize) -> Ordering) {
    places.sort_unstable_by(|&a, &b| compare(a, b).then(a.cmp(&b)));
}

/// All places below `count`, sorted so.
pub(crate) fn sorted(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    sort(&mut places, compare);
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_things_keep_their_order() {
        let values = [3, 1, 2, 1, 3, 2, 1];
        assert_eq!(sorted(values.len(), &|a, b| values[a].cmp(&values[b])), [1, 3, 6, 2, 5, 0, 4]);
        assert_eq!(sorted(values.len(), &|a, b| values[b].cmp(&values[a])), [0, 4, 2, 5, 1, 3, 6]);
        let mut some = [6, 0, 3, 1];
        sort(&mut some, &|a, b| a.cmp(&b));
        assert_eq!(some, [0, 1, 3, 6]);
    }
}
