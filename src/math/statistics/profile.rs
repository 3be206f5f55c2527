//! Profiles of methods over a set of problems: what share of them does each solve with how much work?
//!
//! t_{p,s} is the work that method s takes to solve problem p, infinite where it does not. Over all
//! problems P, also those that no method solves,
//!
//! * ρ_s(τ) = |{p : t_{p,s} ≤ τ · min_s t_{p,s}}| / |P|, the performance profile: within a factor τ
//!   of the best (Dolan & Moré 2002, Math. Program. 91:201);
//! * d_s(κ) = |{p : t_{p,s} ≤ κ · u_p}| / |P|, the data profile: within κ units of work, u_p one unit
//!   on problem p (Moré & Wild 2009, SIAM J. Optim. 20:172, whose unit is the n_p + 1 evaluations of
//!   a simplex gradient);
//! * ∫₁⁴ ρ_s(τ) dτ / 3, the score of AlgoPerf (Dahl et al. 2023, arXiv:2306.07179).
//!
//! A problem counts as solved at the first f ≤ f_L + θ (f₀ − f_L), f₀ the value at the start, f_L the
//! least that any method found (Moré & Wild).

/// A share of problems that grows by steps, 0 before the first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Profile {
    /// Where it jumps, in rising order.
    pub points: Vec<f64>,
    /// What it is from the point of the same place on, up to the next.
    pub shares: Vec<f64>,
}

impl Profile {
    /// Of ratios that may be infinite.
    fn new(mut ratios: Vec<f64>) -> Self {
        let problems = ratios.len() as f64;
        ratios.retain(|ratio| ratio.is_finite());
        ratios.sort_by(f64::total_cmp);
        let mut profile = Profile::default();
        for (before, ratio) in ratios.into_iter().enumerate() {
            let share = (before + 1) as f64 / problems;
            if profile.points.last() == Some(&ratio) {
                *profile.shares.last_mut().unwrap() = share;
            } else {
                profile.points.push(ratio);
                profile.shares.push(share);
            }
        }
        profile
    }

    /// The share at τ (or κ), the jump there included.
    pub fn at(&self, tau: f64) -> f64 {
        let jumps = self.points.partition_point(|point| *point <= tau);
        if jumps == 0 {
            0.0
        } else {
            self.shares[jumps - 1]
        }
    }

    /// The share of problems solved with whatever work.
    pub fn solved(&self) -> f64 {
        self.shares.last().copied().unwrap_or(0.0)
    }

    /// The mean share between two places, ∫ ρ dτ / (to − from).
    ///
    /// # Panics
    /// When `from` is not below `to`.
    pub fn mean(&self, from: f64, to: f64) -> f64 {
        assert!(from < to, "nothing lies between {from} and {to}");
        let mut integral = 0.0;
        let mut before = 0.0;
        // Each jump adds its height from its place to the end.
        for (point, share) in self.points.iter().zip(&self.shares) {
            integral += (share - before) * (to - point.clamp(from, to));
            before = *share;
        }
        integral / (to - from)
    }

    /// AlgoPerf's score of a performance profile, its mean from τ = 1 to 4: 1 for a method that is
    /// the best on every problem, 0 for one that never comes within four times the best.
    pub fn algoperf_score(&self) -> f64 {
        self.mean(1.0, 4.0)
    }
}

/// The performance profile of each method. A row holds the work t_{p,s} of all methods on one
/// problem, ∞ or NaN where it was not solved. Where the best takes no work at all, only methods that
/// take none either come within any factor of it.
///
/// ```
/// use galvani::math::statistics::profile::performance_profiles;
/// let [one, two]: [_; 2] = performance_profiles(&[[2.0, 4.0], [f64::INFINITY, 3.0]])
///     .try_into()
///     .unwrap();
/// assert_eq!((one.at(1.0), one.at(9.0)), (0.5, 0.5));
/// assert_eq!((two.at(1.0), two.at(2.0)), (0.5, 1.0));
/// ```
///
/// # Panics
/// When the rows differ in length or a work is below 0.
pub fn performance_profiles(work: &[impl AsRef<[f64]>]) -> Vec<Profile> {
    profiles(work, |p| {
        let best = work[p]
            .as_ref()
            .iter()
            .copied()
            .fold(f64::INFINITY, f64::min);
        move |t| {
            if t == best && t.is_finite() {
                1.0
            } else {
                t / best
            }
        }
    })
}

/// The data profile of each method, in units of work that may differ from problem to problem (the
/// work of an epoch, say; all 1 to leave the work as it is). Rows as in [`performance_profiles`].
///
/// # Panics
/// When the rows differ in length, there is not one unit a row, a unit is not above 0 or a work is
/// below 0.
pub fn data_profiles(work: &[impl AsRef<[f64]>], units: &[f64]) -> Vec<Profile> {
    assert_eq!(work.len(), units.len(), "one unit of work for each problem");
    profiles(work, |p| {
        let unit = units[p];
        assert!(unit > 0.0 && unit.is_finite(), "{unit} is no unit of work");
        move |t| t / unit
    })
}

fn profiles<F: Fn(f64) -> f64>(
    work: &[impl AsRef<[f64]>],
    ratio_on: impl Fn(usize) -> F,
) -> Vec<Profile> {
    let methods = work.first().map_or(0, |row| row.as_ref().len());
    let mut ratios = vec![Vec::with_capacity(work.len()); methods];
    for (p, row) in work.iter().enumerate() {
        let row = row.as_ref();
        assert_eq!(
            row.len(),
            methods,
            "the work of each method on each problem"
        );
        let ratio = ratio_on(p);
        for (ratios, t) in ratios.iter_mut().zip(row) {
            assert!(!(*t < 0.0), "{t} is no work");
            ratios.push(ratio(*t));
        }
    }
    ratios.into_iter().map(Profile::new).collect()
}

/// Moré & Wild's target f_L + θ (f₀ − f_L): reached where all but the share θ of the possible descent
/// is done.
///
/// ```
/// use galvani::math::statistics::profile::convergence_target;
/// assert_eq!(convergence_target(10.0, 2.0, 0.125), 3.0);
/// ```
pub fn convergence_target(at_start: f64, least: f64, theta: f64) -> f64 {
    least + theta * (at_start - least)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEVER: f64 = f64::INFINITY;

    /// Work of three methods on four problems, the last solved by none.
    const WORK: [[f64; 3]; 4] = [
        [1.0, 2.0, 4.0],
        [6.0, 3.0, NEVER],
        [5.0, 5.0, f64::NAN],
        [NEVER, f64::NAN, NEVER],
    ];

    #[test]
    fn performance_profiles_by_hand() {
        let profiles = performance_profiles(&WORK);
        // Ratios 1, 2, 1, –; 2, 1, 1, –; 4, –, –, –.
        let expected = [
            (vec![1.0, 2.0], vec![0.5, 0.75]),
            (vec![1.0, 2.0], vec![0.5, 0.75]),
            (vec![4.0], vec![0.25]),
        ];
        for (profile, (points, shares)) in profiles.iter().zip(expected) {
            assert_eq!((&profile.points, &profile.shares), (&points, &shares));
        }
        assert_eq!(profiles[0].at(0.999), 0.0);
        assert_eq!(profiles[0].at(1.999), 0.5);
        assert_eq!(profiles[0].at(2.0), 0.75);
        assert_eq!(profiles[2].solved(), 0.25);
    }

    #[test]
    fn data_profiles_by_hand() {
        let profiles = data_profiles(&WORK, &[1.0, 3.0, 5.0, 1.0]);
        assert_eq!(profiles[0].points, [1.0, 2.0]);
        assert_eq!(profiles[0].shares, [0.5, 0.75]);
        assert_eq!(profiles[1].points, [1.0, 2.0]);
        assert_eq!(profiles[1].shares, [0.5, 0.75]);
        assert_eq!(profiles[2].points, [4.0]);
    }

    #[test]
    fn scores_are_areas() {
        let profiles = performance_profiles(&WORK);
        // (0.5·1 + 0.75·2)/3.
        assert_eq!(profiles[0].algoperf_score(), 2.0 / 3.0);
        assert_eq!(profiles[2].algoperf_score(), 0.0);
        assert_eq!(profiles[2].mean(2.0, 6.0), 0.125);
        let best = performance_profiles(&[[1.0, 9.0], [2.0, 3.0]]);
        assert_eq!(best[0].algoperf_score(), 1.0);
        // Jumps before the part that is looked at count in full.
        assert_eq!(best[0].mean(2.0, 3.0), 1.0);
    }

    #[test]
    fn profiles_are_what_their_definition_counts() {
        let profiles = performance_profiles(&WORK);
        for (s, profile) in profiles.iter().enumerate() {
            for tau in [1.0, 1.5, 2.0, 3.9, 4.0, 100.0] {
                let is_within = |row: &&[f64; 3]| {
                    let best = row.iter().copied().fold(NEVER, f64::min);
                    row[s].is_finite() && row[s] <= tau * best
                };
                let count = WORK.iter().filter(is_within).count();
                assert_eq!(profile.at(tau), count as f64 / 4.0);
            }
        }
    }

    #[test]
    fn nothing_solved_and_solved_without_work() {
        let none = performance_profiles(&[[NEVER, NEVER]]);
        assert_eq!(none, [Profile::default(), Profile::default()]);
        assert_eq!(
            (
                none[0].at(1e300),
                none[0].solved(),
                none[0].algoperf_score()
            ),
            (0.0, 0.0, 0.0)
        );
        let free = performance_profiles(&[[0.0, 1.0, 0.0]]);
        assert_eq!([0, 1, 2].map(|s| free[s].at(1e300)), [1.0, 0.0, 1.0]);
        assert!(performance_profiles(&Vec::<Vec<f64>>::new()).is_empty());
    }
}
