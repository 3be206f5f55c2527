//! What all trials of each variant say.

use super::setup::Setup;
use super::trial::Trial;
use super::{Currency, LearningTime};
use crate::math::ranks::{kendall_tau, ranks, sign_test, wilcoxon_signed_rank};
use crate::math::statistics::{mean, median, quantile, standard_deviation};
use crate::outcome::Text;

/// Published numbers that are so many times apart are clearly so.
const CLEAR: f64 = 2.0;

/// The trials of every variant.
pub struct Results {
    /// In the order of the settings.
    pub variants: Vec<Variant>,
    /// See [`LearningTime::ranked_by`].
    pub currency: Currency,
    /// The variant that others are compared with.
    pub reference: Option<usize>,
}

/// A variant with its trials.
pub struct Variant {
    pub setup: Setup,
    pub trials: Vec<Trial>,
}

/// Statistics of the epochs (or the work) of a variant's trials. A trial that failed counts as
/// infinite: so are then the largest, the mean, and quantiles beyond the share of successes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Statistics {
    pub max: f64,
    pub min: f64,
    pub mean: f64,
    /// With n − 1, of the trials that succeeded; NaN for fewer than two.
    pub sd: f64,
    pub median: f64,
    /// 5 % and 95 % quantiles.
    pub p5: f64,
    pub p95: f64,
    /// Mean of the trials that succeeded; NaN for none.
    pub mean_of_successes: f64,
}

impl Statistics {
    pub fn of(sample: &[f64]) -> Self {
        let finite: Vec<f64> = sample.iter().copied().filter(|x| x.is_finite()).collect();
        Statistics {
            max: sample.iter().copied().fold(f64::NEG_INFINITY, f64::max),
            min: sample.iter().copied().fold(f64::INFINITY, f64::min),
            mean: mean(sample),
            sd: standard_deviation(&finite),
            median: median(sample),
            p5: quantile(sample, 0.05),
            p95: quantile(sample, 0.95),
            mean_of_successes: mean(&finite),
        }
    }
}

impl Variant {
    /// What every trial cost.
    pub fn costs(&self, currency: Currency) -> Vec<f64> {
        let cost = |trial: &Trial| match currency {
            Currency::Epochs => trial.epochs,
            Currency::GradientEquivalents => trial.work,
            Currency::Multiplications => trial.multiplications,
        };
        self.trials.iter().map(cost).collect()
    }

    pub fn statistics(&self, currency: Currency) -> Statistics {
        Statistics::of(&self.costs(currency))
    }

    /// Restarts of all trials.
    pub fn restarts(&self) -> u64 {
        self.trials.iter().map(|trial| trial.restarts).sum()
    }

    /// Trials that never met the criterion.
    pub fn failures(&self) -> usize {
        self.trials.iter().filter(|t| !t.succeeded()).count()
    }
}

/// How a variant compares with the reference, trial by trial.
pub struct Paired {
    /// Median of its epochs less those of the reference.
    pub median_difference: f64,
    /// Trials in which it took fewer epochs, as many, more.
    pub fewer: usize,
    pub equal: usize,
    pub more: usize,
    pub sign_p: f64,
    pub wilcoxon_p: f64,
}

/// Our ranking beside the published one.
pub struct Ranking {
    /// Places of the ranked variants among all.
    pub variants: Vec<usize>,
    /// Published numbers and ours, each divided by its least.
    pub published: Vec<f64>,
    pub ours: Vec<f64>,
    pub tau: f64,
    /// Share of the pairs whose published numbers are a factor of [`CLEAR`] or more apart that ours
    /// puts in the same order; NaN where there is none.
    pub clear_pairs: f64,
}

impl Results {
    /// `parts` in the order of the jobs.
    pub fn new(settings: &LearningTime, parts: Vec<Vec<Trial>>, repeats: usize) -> Self {
        let mut trials = parts.into_iter().flatten();
        let variants: Vec<Variant> = settings
            .setups()
            .into_iter()
            .map(|setup| {
                let count = setup.trials(repeats as u64) as usize;
                let trials = trials.by_ref().take(count).collect();
                Variant { setup, trials }
            })
            .collect();
        let is_reference = |v: &Variant| Some(&v.setup.name) == settings.paired_with.as_ref();
        Results {
            reference: variants.iter().position(is_reference),
            variants,
            currency: settings.ranked_by,
        }
    }

    /// Medians in the currency of ranks.
    pub fn medians(&self) -> Vec<f64> {
        let of = |variant: &Variant| variant.statistics(self.currency).median;
        self.variants.iter().map(of).collect()
    }

    /// Rank of each variant by its median, 1 the fastest.
    pub fn ranks(&self) -> Vec<f64> {
        ranks(&self.medians())
    }

    /// Median of each variant over that of the fastest.
    pub fn ratios(&self) -> Vec<f64> {
        over_least(&self.medians())
    }

    /// The variants with a published number; `None` for fewer than two.
    pub fn ranking(&self) -> Option<Ranking> {
        let ranked = self.variants.iter().enumerate();
        let (places, published): (Vec<usize>, Vec<f64>) = ranked
            .filter_map(|(place, variant)| Some((place, variant.setup.published?)))
            .unzip();
        if places.len() < 2 {
            return None;
        }
        let medians = self.medians();
        let ours: Vec<f64> = places.iter().map(|&place| medians[place]).collect();
        Some(Ranking {
            variants: places,
            tau: kendall_tau(&published, &ours),
            clear_pairs: clear_pairs_in_order(&published, &ours),
            published: over_least(&published),
            ours: over_least(&ours),
        })
    }

    /// Every variant but the reference, compared with it.
    pub fn paired(&self) -> Vec<(&Variant, Paired)> {
        let Some(reference) = self.reference else {
            return Vec::new();
        };
        let theirs = self.variants[reference].costs(Currency::Epochs);
        let others = self.variants.iter().enumerate();
        others
            .filter(|(place, _)| *place != reference)
            .map(|(_, variant)| (variant, paired(&variant.costs(Currency::Epochs), &theirs)))
            .collect()
    }

    /// The title of the task; `None` where variants have tasks of their own.
    pub fn task(&self) -> Option<Text> {
        let title = |variant: &Variant| variant.setup.task.title(&variant.setup.hidden);
        let first = title(self.variants.first()?);
        let same = self.variants.iter().all(|variant| title(variant) == first);
        same.then_some(first)
    }
}

/// Trials that only one of the two has are left out.
fn paired(ours: &[f64], theirs: &[f64]) -> Paired {
    let both = ours.len().min(theirs.len());
    let (ours, theirs) = (&ours[..both], &theirs[..both]);
    let difference = |(a, b): (&f64, &f64)| if a == b { 0.0 } else { a - b };
    let differences: Vec<f64> = ours.iter().zip(theirs).map(difference).collect();
    let count = |of: fn(&f64) -> bool| differences.iter().filter(|d| of(d)).count();
    Paired {
        median_difference: median(&differences),
        fewer: count(|d| *d < 0.0),
        equal: count(|d| *d == 0.0),
        more: count(|d| *d > 0.0),
        sign_p: sign_test(ours, theirs),
        wilcoxon_p: wilcoxon_signed_rank(ours, theirs),
    }
}

fn clear_pairs_in_order(published: &[f64], ours: &[f64]) -> f64 {
    let (mut clear, mut in_order) = (0.0, 0.0);
    for (faster, a) in published.iter().zip(ours) {
        for (slower, b) in published.iter().zip(ours) {
            if *slower >= CLEAR * faster {
                clear += 1.0;
                in_order += f64::from(u8::from(a < b));
            }
        }
    }
    in_order / clear
}

fn over_least(numbers: &[f64]) -> Vec<f64> {
    let least = numbers.iter().copied().fold(f64::INFINITY, f64::min);
    numbers.iter().map(|number| number / least).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_trial_counts_as_infinite() {
        let never = f64::INFINITY;
        let all = Statistics::of(&[4.0, 2.0, 6.0]);
        assert_eq!((all.min, all.median, all.max), (2.0, 4.0, 6.0));
        assert_eq!((all.mean, all.sd, all.mean_of_successes), (4.0, 2.0, 4.0));
        let some = Statistics::of(&[4.0, never, 2.0]);
        assert_eq!((some.mean, some.max, some.median), (never, never, 4.0));
        assert_eq!((some.mean_of_successes, some.sd), (3.0, 2.0_f64.sqrt()));
    }

    #[test]
    fn only_clear_pairs_must_be_in_order() {
        // 1 before 2, 3 and 9; 3 before 9, 2 before 9; 2 and 3 are close.
        let published = [1.0, 2.0, 3.0, 9.0];
        let never = f64::INFINITY;
        assert_eq!(
            clear_pairs_in_order(&published, &[5.0, 8.0, 7.0, never]),
            1.0
        );
        assert_eq!(clear_pairs_in_order(&published, &[5.0, 8.0, 4.0, 9.0]), 0.8);
        assert!(clear_pairs_in_order(&[3.0, 4.0], &[1.0, 2.0]).is_nan());
    }

    #[test]
    fn pairs_are_compared_trial_by_trial() {
        let never = f64::INFINITY;
        let result = paired(&[1.0, 2.0, 5.0, never, 7.0], &[2.0, 4.0, 5.0, never, never]);
        assert_eq!((result.fewer, result.equal, result.more), (3, 2, 0));
        assert_eq!(result.median_difference, -1.0);
        assert_eq!((result.sign_p, result.wilcoxon_p), (0.25, 0.25));
    }
}
