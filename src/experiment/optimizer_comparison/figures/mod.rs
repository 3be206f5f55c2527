//! The figures: what all data sets say together first, then each data set.

mod curves;
mod profiles;
mod ranks;
mod scores;
mod sensitivity;
mod weights;

use super::contest::Contests;
use super::results::Results;
use crate::outcome::Figure;

/// Every figure of the outcome.
pub fn all(results: &Results, contests: &Contests) -> Vec<Figure> {
    let mut figures = ranks::all(results, contests);
    figures.extend(profiles::all(results, contests));
    figures.extend(scores::all(results));
    figures.extend(sensitivity::figure(results));
    for dataset in 0..results.datasets.len() {
        figures.extend(curves::of_dataset(results, dataset));
        figures.extend(weights::of_dataset(results, dataset));
    }
    figures
}
