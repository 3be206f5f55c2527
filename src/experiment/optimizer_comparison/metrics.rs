//! The numbers that are compared with the references.

use super::contest::Contests;
use super::measure::mean_of_defined;
use super::results::{Results, Variant};
use crate::experiment::supervised::snake_case;
use crate::math::statistics::{mean, median};
use crate::outcome::Outcome;

/// Means and medians over the runs for every data set, entrant and variant; what the contests say of
/// every entrant.
pub fn add(results: &Results, contests: &Contests, outcome: &mut Outcome) {
    for (d, dataset) in results.datasets.iter().enumerate() {
        let loss_unit = if results.sizes(d).classes > 0 {
            "nats"
        } else {
            ""
        };
        for (m, entrant) in results.entrants.iter().enumerate() {
            for &variant in results.variants() {
                let stem = [&snake_case(dataset), &entrant.stem(), variant.stem()].join("_");
                for (place, measure) in results.measures(d).iter().enumerate() {
                    let sample = results.sample(d, m, variant, |learnt| learnt.test[place]);
                    let unit = if measure.name.ends_with("_nats") {
                        "nats"
                    } else {
                        ""
                    };
                    let name = format!("{stem}_test_{}_mean", measure.name);
                    outcome.metric(name, mean_of_defined(&sample), unit);
                }
                let last = results.sample(d, m, variant, |learnt| learnt.train_loss());
                let train = median(&last);
                outcome.metric(format!("{stem}_train_loss_median"), train, loss_unit);
                // Of classes it is the log-loss, which is there already.
                if results.sizes(d).classes == 0 {
                    let test = results.sample(d, m, variant, |learnt| learnt.test_loss);
                    outcome.metric(format!("{stem}_test_loss_mean"), mean(&test), "");
                }
            }
        }
    }
    add_best_on_validation(results, outcome);
    add_targets(results, contests, outcome);
    contests.add_metrics(results, outcome);
}

/// The main measure, accuracy or R², of the entrant that was best on validation.
fn add_best_on_validation(results: &Results, outcome: &mut Outcome) {
    for (d, dataset) in results.datasets.iter().enumerate() {
        let main = match results.sizes(d).classes {
            0 => "r_squared",
            _ => "accuracy",
        };
        let best = results.best_on_validation(d);
        let place = results
            .measures(d)
            .iter()
            .position(|measure| measure.name == main);
        if let Some(place) = place {
            let sample = results.sample(d, best, Variant::Tuned, |learnt| learnt.test[place]);
            let name = format!(
                "{}_best_on_validation_test_{main}_mean",
                snake_case(dataset)
            );
            outcome.metric(name, mean_of_defined(&sample), "");
        }
    }
}

/// The share of problems that each entrant has solved within the budget, for each target.
fn add_targets(results: &Results, contests: &Contests, outcome: &mut Outcome) {
    for profiles in &contests.profiles {
        let (variant, on, tau) = (profiles.variant.stem(), profiles.on.stem(), profiles.tau);
        for (entrant, profile) in results.entrants.iter().zip(&profiles.performance) {
            let name = format!("{}_{variant}_solved_{on}_to_{tau}", entrant.stem());
            outcome.metric(snake_case(&name), profile.solved(), "");
        }
    }
}
