//! How many Boolean functions one threshold unit computes, by Chow's parameters.
//!
//! ```text
//! a_0 = rows where y = 1        a_i = Σ over these rows of (2x_i − 1)
//! ```
//!
//! No two threshold functions have the same parameters (Chow 1961). Permuting the inputs permutes the
//! a_i and negating an input changes the sign of its own, so a function with a_1 ≥ … ≥ a_n ≥ 0 stands
//! for n!/∏ m! · 2^k functions, m being how often a value occurs among the a_i and k how many are not 0.
//! These representatives have weights w_1 ≥ … ≥ w_n ≥ 0, and up to seven inputs whole numbers up to 18 are
//! enough (Muroga, Tsuboi & Baugh 1970), so that all of them are found by trying.
//!
//! Sources: Chow 1961, Proc. 2nd Symp. Switching Circuit Theory, p. 34; Muroga, Tsuboi & Baugh 1970,
//! IEEE Trans. Computers C-19:818; Muroga 1971, Threshold Logic and its Applications.

use std::collections::BTreeSet;

/// The most inputs for which [`count_threshold_functions`] counts.
pub const MOST_COUNTED_INPUTS: usize = 7;

/// The largest whole-number weight that functions of 1 to 7 inputs need.
const LARGEST_WEIGHT: [i32; MOST_COUNTED_INPUTS] = [1, 1, 2, 3, 5, 9, 18];

/// a_0 and the a_i, padded with 0.
type Chow = [i32; MOST_COUNTED_INPUTS + 1];

/// How many of the 2^(2^n) Boolean functions of `inputs` bits one unit computes.
///
/// ```
/// use galvani::threshold::count_threshold_functions;
/// // All but exclusive or and its negation.
/// assert_eq!(count_threshold_functions(2), 14);
/// ```
///
/// # Panics
/// When there are no inputs or more than [`MOST_COUNTED_INPUTS`].
pub fn count_threshold_functions(inputs: usize) -> u64 {
    assert!(
        (1..=MOST_COUNTED_INPUTS).contains(&inputs),
        "{inputs} inputs"
    );
    let mut found = BTreeSet::new();
    let mut weights = vec![0; inputs];
    let mut rows: Vec<(i32, usize)> = Vec::with_capacity(1 << inputs);
    loop {
        rank(&weights, &mut rows);
        collect(inputs, &rows, &mut found);
        if !next(&mut weights, LARGEST_WEIGHT[inputs - 1]) {
            break;
        }
    }
    found.iter().map(|chow| orbit(&chow[1..=inputs])).sum()
}

/// The next weights w_1 ≥ … ≥ w_n of at most `largest`; false after the last.
fn next(weights: &mut [i32], largest: i32) -> bool {
    for i in (0..weights.len()).rev() {
        let most = if i == 0 { largest } else { weights[i - 1] };
        if weights[i] < most {
            weights[i] += 1;
            weights[i + 1..].fill(0);
            return true;
        }
    }
    false
}

/// All rows of the truth table, those with the largest w·x first.
fn rank(weights: &[i32], rows: &mut Vec<(i32, usize)>) {
    rows.clear();
    rows.extend((0..1usize << weights.len()).map(|row| {
        let on = weights
            .iter()
            .enumerate()
            .filter(|(i, _)| row >> i & 1 == 1);
        (on.map(|(_, w)| w).sum(), row)
    }));
    rows.sort_unstable_by_key(|(sum, _)| std::cmp::Reverse(*sum));
}

/// The parameters for every threshold that makes a difference, from above all sums to below them.
fn collect(inputs: usize, rows: &[(i32, usize)], found: &mut BTreeSet<Chow>) {
    let mut chow = Chow::default();
    found.insert(chow);
    for (place, (sum, row)) in rows.iter().enumerate() {
        chow[0] += 1;
        for (i, a) in chow[1..=inputs].iter_mut().enumerate() {
            *a += 2 * ((row >> i) & 1) as i32 - 1;
        }
        let is_last_of_its_sum = rows.get(place + 1).is_none_or(|(next, _)| next != sum);
        if is_last_of_its_sum {
            found.insert(chow);
        }
    }
}

/// How many functions arise from one by permuting and negating its inputs. The a_i are in order.
fn orbit(a: &[i32]) -> u64 {
    let factorial = |n: usize| (1..=n as u64).product::<u64>();
    let same = a.chunk_by(|x, y| x == y).map(|run| factorial(run.len()));
    let signs = a.iter().filter(|a| **a != 0).count();
    (factorial(a.len()) / same.product::<u64>()) << signs
}

#[cfg(test)]
mod tests {
    use super::*;

    /// OEIS A000609.
    #[test]
    fn the_counts_are_those_of_muroga() {
        let counted: Vec<u64> = (1..=5).map(count_threshold_functions).collect();
        assert_eq!(counted, [4, 14, 104, 1882, 94572]);
    }

    #[test]
    fn orbits_checked_by_hand() {
        // x₁ ∧ x₂: itself and with either or both inputs negated.
        assert_eq!(orbit(&[1, 1]), 4);
        // x₁: of two inputs, with two signs.
        assert_eq!(orbit(&[2, 0]), 4);
        // Always 0.
        assert_eq!(orbit(&[0, 0]), 1);
    }
}
