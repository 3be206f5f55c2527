//! Who is better: ranks over the data sets with the tests of Friedman and Nemenyi, wins and losses in
//! pairs on every data set, profiles over all problems.

use super::results::{On, Results, Variant};
use crate::experiment::supervised::snake_case;
use crate::math::statistics::paired::corrected_t_test;
use crate::math::statistics::profile::{Profile, data_profiles, performance_profiles};
use crate::math::statistics::{friedman, mean, median, multiple, nemenyi};
use crate::outcome::{Outcome, Text, Tolerance};

/// Level of all tests.
pub const ALPHA: f64 = 0.05;

/// By which number the methods are ranked on a data set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// The mean over the runs of the loss on the test part.
    TestLoss,
    /// The median over the runs of the loss on the training part at the end.
    TrainLoss,
}

impl By {
    /// Part of the names of metrics and files.
    pub fn stem(self) -> &'static str {
        match self {
            By::TestLoss => "test_loss",
            By::TrainLoss => "train_loss",
        }
    }

    /// In titles.
    pub fn text(self) -> Text {
        match self {
            By::TestLoss => Text::new("loss on the test part", "ошибка на тесте"),
            By::TrainLoss => Text::new("loss on the training part", "ошибка обучения"),
        }
    }
}

/// Ranks over the data sets.
pub struct Ranking {
    pub variant: Variant,
    pub by: By,
    pub friedman: friedman::Friedman,
    /// Nemenyi's critical difference.
    pub distance: f64,
    /// Entrants that do not differ significantly.
    pub groups: Vec<Vec<usize>>,
}

/// Wins, ties and losses of one entrant against another over the data sets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Record {
    pub wins: u32,
    pub ties: u32,
    pub losses: u32,
}

/// The profiles of all entrants for one target.
pub struct Profiles {
    pub variant: Variant,
    pub on: On,
    pub tau: f64,
    /// Work to the target, `[problem][entrant]`.
    pub work: Vec<Vec<f64>>,
    pub performance: Vec<Profile>,
    pub data: Vec<Profile>,
}

/// All of it.
pub struct Contests {
    /// Empty for a single data set or a single entrant.
    pub rankings: Vec<Ranking>,
    /// `records[entrant][opponent]` by the loss on the test part, for each variant; empty for a single
    /// run or a single entrant.
    pub records: Vec<(Variant, Vec<Vec<Record>>)>,
    pub profiles: Vec<Profiles>,
}

/// Judges all runs.
pub fn all(results: &Results) -> Contests {
    let several = results.entrants.len() > 1;
    let variants = results.variants();
    let mut contests = Contests {
        rankings: Vec::new(),
        records: Vec::new(),
        profiles: Vec::new(),
    };
    if several && results.datasets.len() > 1 {
        for by in [By::TestLoss, By::TrainLoss] {
            let of = |&variant| ranking(results, variant, by);
            contests.rankings.extend(variants.iter().map(of));
        }
    }
    if several && results.runs > 1 {
        let of = |&variant| (variant, records(results, variant));
        contests.records.extend(variants.iter().map(of));
    }
    for &variant in variants {
        for on in On::BOTH {
            for &tau in &results.settings.targets {
                let work = results.work_to_target(variant, on, tau);
                contests.profiles.push(Profiles {
                    variant,
                    on,
                    tau,
                    performance: performance_profiles(&work),
                    data: data_profiles(&work, &vec![1.0; work.len()]),
                    work,
                });
            }
        }
    }
    contests
}

fn ranking(results: &Results, variant: Variant, by: By) -> Ranking {
    let number = |d: usize, m: usize| match by {
        By::TestLoss => mean(&results.sample(d, m, variant, |learnt| learnt.test_loss)),
        By::TrainLoss => median(&results.sample(d, m, variant, |learnt| learnt.train_loss())),
    };
    let (datasets, entrants) = (results.datasets.len(), results.entrants.len());
    let row = |d: usize| (0..entrants).map(|m| number(d, m)).collect();
    let numbers: Vec<Vec<f64>> = (0..datasets).map(row).collect();
    let friedman = friedman::test(&numbers);
    let distance = nemenyi::critical_difference(entrants, datasets, ALPHA);
    let groups = nemenyi::groups(&friedman.mean_ranks, distance);
    Ranking {
        variant,
        by,
        friedman,
        distance,
        groups,
    }
}

/// On each data set every pair is compared by the corrected resampled t-test on the loss on the test
/// part, with Holm's correction over the pairs.
fn records(results: &Results, variant: Variant) -> Vec<Vec<Record>> {
    let entrants = results.entrants.len();
    let mut records = vec![vec![Record::default(); entrants]; entrants];
    for d in 0..results.datasets.len() {
        let sizes = results.sizes(d);
        let test_to_train = sizes.test as f64 / sizes.train as f64;
        let losses: Vec<Vec<f64>> = (0..entrants)
            .map(|m| results.sample(d, m, variant, |learnt| learnt.test_loss))
            .collect();
        let pairs: Vec<(usize, usize)> = (0..entrants)
            .flat_map(|a| (0..a).map(move |b| (a, b)))
            .collect();
        let tests: Vec<_> = pairs
            .iter()
            .map(|&(a, b)| corrected_t_test(&losses[a], &losses[b], test_to_train))
            .collect();
        let p: Vec<f64> = tests.iter().map(|test| test.p).collect();
        for (((a, b), test), p) in pairs.into_iter().zip(&tests).zip(multiple::holm(&p)) {
            let count = |record: &mut Record, difference: f64| match p < ALPHA {
                true if difference < 0.0 => record.wins += 1,
                true => record.losses += 1,
                // A p that is not a number tells of no difference either.
                false => record.ties += 1,
            };
            count(&mut records[a][b], test.mean_difference);
            count(&mut records[b][a], -test.mean_difference);
        }
    }
    records
}

impl Record {
    /// All records of one entrant.
    pub fn total(of: &[Record]) -> Record {
        of.iter().fold(Record::default(), |sum, record| Record {
            wins: sum.wins + record.wins,
            ties: sum.ties + record.ties,
            losses: sum.losses + record.losses,
        })
    }
}

impl Contests {
    /// Mean ranks, Friedman's test, and AlgoPerf's score of every entrant.
    pub fn add_metrics(&self, results: &Results, outcome: &mut Outcome) {
        for ranking in &self.rankings {
            let stem = format!("{}_{}", ranking.variant.stem(), ranking.by.stem());
            for (entrant, rank) in results.entrants.iter().zip(&ranking.friedman.mean_ranks) {
                outcome.metric(format!("{}_{stem}_mean_rank", entrant.stem()), *rank, "");
            }
            outcome.metric(
                format!("{stem}_friedman_chi_square"),
                ranking.friedman.chi_square,
                "",
            );
            outcome.metric(format!("{stem}_iman_davenport_f"), ranking.friedman.f, "");
            outcome.metric(format!("{stem}_critical_difference"), ranking.distance, "");
            if let Some(metric) = outcome.metrics.last_mut() {
                metric.tolerance = Some(Tolerance {
                    absolute: 0.0,
                    relative: 1e-9,
                    reason: "a quantile found by iteration".into(),
                });
            }
        }
        for profiles in &self.profiles {
            let (variant, on, tau) = (profiles.variant.stem(), profiles.on.stem(), profiles.tau);
            for (entrant, profile) in results.entrants.iter().zip(&profiles.performance) {
                let name = format!("{}_{variant}_score_{on}_to_{tau}", entrant.stem());
                outcome.metric(snake_case(&name), profile.algoperf_score(), "");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_add_up() {
        let record = |wins, ties, losses| Record { wins, ties, losses };
        assert_eq!(
            Record::total(&[record(1, 2, 3), record(4, 5, 6)]),
            record(5, 7, 9)
        );
    }
}
