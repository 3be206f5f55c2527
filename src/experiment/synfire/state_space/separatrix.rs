//! The least packet that survives, by bisection over trials.

use super::StateSpace;
use crate::experiment::synfire::trial::State;
use crate::experiment::{Context, Failure};

/// A place on the separatrix.
pub struct Edge {
    pub spread_ms: f64,
    /// The least a that survives; NaN where none does up to the largest that is tried.
    pub least_spikes: f64,
}

/// Searches at one spread.
pub fn find(settings: &StateSpace, spread_ms: f64, context: &Context) -> Result<Edge, Failure> {
    let least = bisect(settings.separatrix.most_spikes, |spikes| {
        majority(settings.separatrix.trials, |trial| {
            let name = format!("separatrix at {spikes}, {spread_ms} ms, trial {trial}");
            let state = State { spikes, spread_ms };
            let run = settings
                .chain
                .trial(settings.group_size, state, &name, context);
            run.map(|propagation| propagation.survived())
        })
    })?;
    Ok(Edge {
        spread_ms,
        least_spikes: least.map_or(f64::NAN, |least| least as f64),
    })
}

/// Whether more than half of so many (odd) trials succeed; stops as soon as that is decided.
fn majority<E>(
    trials: usize,
    mut succeeds: impl FnMut(usize) -> Result<bool, E>,
) -> Result<bool, E> {
    let enough = trials / 2 + 1;
    let (mut yes, mut no) = (0, 0);
    for trial in 0..trials {
        if succeeds(trial)? {
            yes += 1;
        } else {
            no += 1;
        }
        if yes == enough || no == enough {
            break;
        }
    }
    Ok(yes > no)
}

/// The least number of 1..=most that survives, if `most` does; 0 is taken to die.
fn bisect<E>(
    most: usize,
    mut survives: impl FnMut(usize) -> Result<bool, E>,
) -> Result<Option<usize>, E> {
    if !survives(most)? {
        return Ok(None);
    }
    let (mut dies, mut lives) = (0, most);
    while lives - dies > 1 {
        let middle = dies + (lives - dies) / 2;
        if survives(middle)? {
            lives = middle;
        } else {
            dies = middle;
        }
    }
    Ok(Some(lives))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bisection_finds_every_edge_in_few_trials() {
        for edge in 1..=150 {
            let mut asked = 0;
            let found = bisect(150, |a| {
                asked += 1;
                Ok::<_, ()>(a >= edge)
            });
            assert_eq!(found, Ok(Some(edge)));
            assert!(asked <= 9, "{asked}");
        }
        assert_eq!(bisect(150, |_| Ok::<_, ()>(false)), Ok(None));
        assert_eq!(bisect(150, |_| Err::<bool, _>("stop")), Err("stop"));
    }

    #[test]
    fn the_majority_decides_as_soon_as_it_can() {
        let ask = |answers: &[bool]| {
            let mut asked = 0;
            let verdict = majority(answers.len(), |trial| {
                asked += 1;
                Ok::<_, ()>(answers[trial])
            });
            (verdict.unwrap(), asked)
        };
        assert_eq!(ask(&[true, true, true, false, false]), (true, 3));
        assert_eq!(ask(&[true, false, false, true, false]), (false, 5));
        assert_eq!(ask(&[false]), (false, 1));
    }
}
