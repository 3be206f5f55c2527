//! Training and test parts. All parts list rows in ascending order: to shuffle them is the business
//! of who trains on them.

use super::Error;
use super::table::{Table, Target};
use crate::random::Stream;

/// Rows for training, validation (often none) and test.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Split {
    pub train: Vec<usize>,
    pub validation: Vec<usize>,
    pub test: Vec<usize>,
}

/// The customary split of a set that has one.
pub fn customary_split(table: &Table) -> Result<Split, Error> {
    let parts = table.parts.ok_or_else(|| Error::NoCustomarySplit {
        table: table.name.clone(),
    })?;
    let validation_end = parts.train + parts.validation;
    Ok(Split {
        train: (0..parts.train).collect(),
        validation: (parts.train..validation_end).collect(),
        test: (validation_end..validation_end + parts.test).collect(),
    })
}

/// A random split that ignores the target: ⌊n · `test_fraction` + ½⌋ of n rows for the test, at
/// least one, and at least one left for training.
pub fn random_split(
    table: &Table,
    test_fraction: f64,
    stream: &mut Stream,
) -> Result<Split, Error> {
    check_fraction(test_fraction)?;
    let rows = table.rows();
    if rows < 2 {
        return Err(Error::TooFewRows {
            table: table.name.clone(),
            rows,
        });
    }
    let mut order: Vec<usize> = (0..rows).collect();
    stream.shuffle(&mut order);
    let test = (rows as f64 * test_fraction).round() as usize;
    let train = order.split_off(test.clamp(1, rows - 1));
    Ok(sorted(train, order))
}

/// A random split in which every class has its share; a table without classes is split as by
/// [`random_split`].
///
/// Of n rows, ⌊n · `test_fraction` + ½⌋ are for the test. A class of nₖ members gives ⌊nₖ ·
/// `test_fraction`⌋ of them, and the classes with the largest remainders one more until the sum is
/// reached (ties: the earlier class). Then every class has at least one member in each part, and no
/// class is more than one away from its exact share. Which members of a class are taken depends on
/// the sizes of the classes before it, not on the order of their rows.
///
/// A class with a single member is an error.
pub fn stratified_split(
    table: &Table,
    test_fraction: f64,
    stream: &mut Stream,
) -> Result<Split, Error> {
    let Some(members) = members(table)? else {
        return random_split(table, test_fraction, stream);
    };
    check_fraction(test_fraction)?;
    let sizes: Vec<usize> = members.iter().map(Vec::len).collect();
    let (mut train, mut test) = (Vec::new(), Vec::new());
    for (mut class, share) in members.into_iter().zip(shares(&sizes, test_fraction)) {
        stream.shuffle(&mut class);
        train.extend(class.split_off(share));
        test.extend(class);
    }
    Ok(sorted(train, test))
}

/// `folds` splits whose test parts are a partition of the rows. Every class is spread evenly: its
/// share in two folds differs by at most one, and so do the sizes of two folds. A table without
/// classes is spread at random.
///
/// A class with a single member is an error; a class smaller than `folds` is missing in some folds'
/// test parts.
pub fn stratified_folds(
    table: &Table,
    folds: usize,
    stream: &mut Stream,
) -> Result<Vec<Split>, Error> {
    let rows = table.rows();
    if !(2..=rows).contains(&folds) {
        return Err(Error::Folds {
            table: table.name.clone(),
            folds,
            rows,
        });
    }
    let members = members(table)?.unwrap_or_else(|| vec![(0..rows).collect()]);
    // Dealt like cards, one class after the other and without a pause between them.
    let mut fold_of = vec![0; rows];
    let mut dealt = 0;
    for mut class in members {
        stream.shuffle(&mut class);
        for row in class {
            fold_of[row] = dealt % folds;
            dealt += 1;
        }
    }
    let split = |fold| {
        let (test, train) = (0..rows).partition(|&row| fold_of[row] == fold);
        sorted(train, test)
    };
    Ok((0..folds).map(split).collect())
}

/// Takes a share of some rows out, of every class its share, for a validation part or to make a
/// large set smaller: (rows kept, rows taken out). Of n rows, ⌊n · `fraction` + ½⌋ are taken, at least
/// one; unlike in [`stratified_split`] a class with a single row among them keeps it.
///
/// ```
/// use galvani::{dataset::{embedded, hold_out}, random::Stream};
/// let iris = embedded("iris")?.load()?;
/// let all: Vec<usize> = (0..150).collect();
/// let (kept, held) = hold_out(&iris, &all, 0.2, &mut Stream::new(1, "iris", "validation", 0))?;
/// assert_eq!((kept.len(), held.len()), (120, 30));
/// # Ok::<(), galvani::dataset::Error>(())
/// ```
///
/// # Errors
/// For fewer than two rows, or a fraction that is not between 0 and 1.
pub fn hold_out(
    table: &Table,
    rows: &[usize],
    fraction: f64,
    stream: &mut Stream,
) -> Result<(Vec<usize>, Vec<usize>), Error> {
    check_fraction(fraction)?;
    if rows.len() < 2 {
        return Err(Error::TooFewRows {
            table: table.name.clone(),
            rows: rows.len(),
        });
    }
    let groups = match &table.target {
        Target::Classes { names, codes } => {
            let mut groups = vec![Vec::new(); names.len()];
            for &row in rows {
                groups[codes[row] as usize].push(row);
            }
            groups.retain(|group| group.len() > 1);
            groups
        }
        _ => vec![rows.to_vec()],
    };
    let sizes: Vec<usize> = groups.iter().map(Vec::len).collect();
    let mut held: Vec<usize> = Vec::new();
    for (mut group, share) in groups.into_iter().zip(shares(&sizes, fraction)) {
        stream.shuffle(&mut group);
        held.extend(&group[..share]);
    }
    held.sort_unstable();
    let kept = rows.iter().copied();
    let kept = kept
        .filter(|row| held.binary_search(row).is_err())
        .collect();
    Ok((kept, held))
}

/// The rows of each class that has any; `None` for a target of numbers.
fn members(table: &Table) -> Result<Option<Vec<Vec<usize>>>, Error> {
    let Target::Classes { names, codes } = &table.target else {
        return Ok(None);
    };
    let mut members = vec![Vec::new(); names.len()];
    for (row, &code) in codes.iter().enumerate() {
        members[code as usize].push(row);
    }
    if let Some(lone) = members.iter().position(|class| class.len() == 1) {
        return Err(Error::LoneMember {
            table: table.name.clone(),
            class: names[lone].clone(),
        });
    }
    members.retain(|class| !class.is_empty());
    Ok(Some(members))
}

/// How many of each class go to the test, by largest remainders.
fn shares(sizes: &[usize], test_fraction: f64) -> Vec<usize> {
    let exact: Vec<f64> = sizes
        .iter()
        .map(|&size| size as f64 * test_fraction)
        .collect();
    let mut shares: Vec<usize> = exact.iter().map(|share| share.floor() as usize).collect();
    let rows: usize = sizes.iter().sum();
    let wanted = (rows as f64 * test_fraction).round() as usize;
    let left = wanted.saturating_sub(shares.iter().sum());
    let mut by_remainder: Vec<usize> = (0..sizes.len()).collect();
    by_remainder.sort_by(|&a, &b| exact[b].fract().total_cmp(&exact[a].fract()));
    for &class in by_remainder.iter().take(left) {
        shares[class] += 1;
    }
    for (share, size) in shares.iter_mut().zip(sizes) {
        *share = (*share).clamp(1, size - 1);
    }
    shares
}

fn check_fraction(fraction: f64) -> Result<(), Error> {
    if fraction > 0.0 && fraction < 1.0 {
        Ok(())
    } else {
        Err(Error::TestFraction { fraction })
    }
}

fn sorted(mut train: Vec<usize>, mut test: Vec<usize>) -> Split {
    train.sort_unstable();
    test.sort_unstable();
    Split {
        train,
        validation: Vec::new(),
        test,
    }
}
