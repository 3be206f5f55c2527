//! The project's own Dormand–Prince 8(5,3): many small problems side by side.
//!
//! The components of one problem fill a vector register. A problem alone mostly waits, because every
//! slope needs the one before; several go through their stages in turn, in lanes, and the processor
//! fills the waiting of one with the others. Each has its own time, step length and error control,
//! and when one ends the next takes its lane. Lanes do not mix and every operation is rounded by
//! itself, so a problem's result has the same bits alone and among others, and on every processor.
//!
//! Step control after Hairer, Nørsett & Wanner 1993, II.4 (factors ⅓ … 6, safety 0.9); initial step
//! after their algorithm of II.4. (Controllers with a memory, Gustafsson 1991, ACM Trans. Math. Softw.
//! 17:533, and Söderlind 2003, ibid. 29:1, save no evaluations on a firing membrane.) Samples inside a
//! step come from its polynomial of order 7; events are located by steps of the method itself (see
//! [`super::Event`]).

mod inside;
mod run;
mod step;
mod tableau;

pub use step::Field;

use super::{Error, Event, Solver, Trajectory};
use run::Run;

/// One problem: from where to where, from which state, with which parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Course<const N: usize, const P: usize> {
    /// Beginning.
    pub from: f64,
    /// End, after the beginning.
    pub to: f64,
    /// State at the beginning.
    pub y0: [f64; N],
    /// What distinguishes this problem from its neighbours.
    pub p: [f64; P],
}

/// What is the same for all problems of a call.
#[derive(Clone, Copy)]
pub struct Watched<'a> {
    /// Times at which the state is wanted, ascending.
    pub samples: &'a [f64],
    /// Events to be found.
    pub events: &'a [Event],
}

/// Lanes of [`integrate_all`].
const LANES: usize = 4;

/// Integrates all `courses`, several at a time, and returns what each gave, in their order. The
/// result of each is bit for bit that of [`integrate_one`].
pub fn integrate_all<F, const N: usize, const P: usize>(
    solver: &Solver,
    field: &F,
    courses: &[Course<N, P>],
    watched: Watched<'_>,
) -> Vec<Result<Trajectory<N>, Error>>
where
    F: Field<N, P>,
{
    let mut results = vec![None; courses.len()];
    dispatched(&mut Run::new(solver, field, courses, watched, &mut results));
    let done = results.into_iter();
    done.map(|result| result.expect("every lane runs to its end"))
        .collect()
}

/// Integrates one problem.
pub fn integrate_one<F, const N: usize, const P: usize>(
    solver: &Solver,
    field: &F,
    course: Course<N, P>,
    watched: Watched<'_>,
) -> Result<Trajectory<N>, Error>
where
    F: Field<N, P>,
{
    let mut result = [None];
    dispatched(&mut Run::new(
        solver,
        field,
        &[course],
        watched,
        &mut result,
    ));
    let [result] = result;
    result.expect("the lane runs to its end")
}

/// Calls the loop compiled for the widest vector instructions the processor has.
fn dispatched<F, const N: usize, const P: usize>(run: &mut Run<'_, F, N, P>)
where
    F: Field<N, P>,
{
    #[cfg(target_arch = "x86_64")]
    {
        if is_x86_feature_detected!("avx512f") {
            // SAFETY: the processor has AVX-512F.
            return unsafe { avx512(run) };
        }
        if is_x86_feature_detected!("avx2") {
            // SAFETY: the processor has AVX2.
            return unsafe { avx2(run) };
        }
    }
    run.run_to_the_end();
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f")]
fn avx512<F, const N: usize, const P: usize>(run: &mut Run<'_, F, N, P>)
where
    F: Field<N, P>,
{
    run.run_to_the_end();
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn avx2<F, const N: usize, const P: usize>(run: &mut Run<'_, F, N, P>)
where
    F: Field<N, P>,
{
    run.run_to_the_end();
}

#[cfg(test)]
mod tests;
