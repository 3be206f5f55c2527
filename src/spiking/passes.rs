//! The passes over the arrays of a population's cells, each compiled for the processor's widest
//! instructions, with the same bits from all of them.
//!
//! A step of 4,000 cells has two microseconds: its time is that of reading the arrays from the second
//! cache. So they are read once: the commonest step, two exponential currents into a linear membrane,
//! sums the inputs, moves V and looks at the threshold in a single pass.

use crate::math::dispatch::vectorised;

/// Cells whose potentials are looked at together.
pub const GLANCE: usize = 64;

/// Potentials below this count as diverged; so does what is no number, and +∞.
pub const LOWEST_MV: f64 = -1e9;

/// An array of a receptor and how it is read.
#[derive(Clone, Copy)]
pub struct Input<'a> {
    pub values: &'a [f64],
    /// Drive per value.
    pub drive: f64,
    /// Conductance per value; 0 of a current.
    pub conductance: f64,
}

impl Input<'_> {
    /// Adds nothing.
    pub fn silenced(self) -> Self {
        Input {
            drive: 0.0,
            conductance: 0.0,
            ..self
        }
    }
}

/// Two inputs and where their sums go.
pub struct Sum<'a> {
    pub inputs: [Input<'a>; 2],
    pub drive: &'a mut [f64],
    /// Empty where no receptor is a conductance.
    pub conductance: &'a mut [f64],
}

vectorised! {
    /// Sums that begin with these inputs.
    pub fn begin_sum(sum: Sum<'_>) {
        sum_up(sum, |total, more| *total = more);
    }
}

vectorised! {
    /// Adds inputs to sums.
    pub fn continue_sum(sum: Sum<'_>) {
        sum_up(sum, |total, more| *total += more);
    }
}

#[inline(always)]
fn sum_up(sum: Sum<'_>, put: impl Fn(&mut f64, f64)) {
    let [a, b] = sum.inputs;
    let values = a.values.iter().zip(b.values);
    if sum.conductance.is_empty() {
        for (drive, (x, y)) in sum.drive.iter_mut().zip(values) {
            put(drive, x * a.drive + y * b.drive);
        }
        return;
    }
    let totals = sum.drive.iter_mut().zip(sum.conductance);
    for ((drive, conductance), (x, y)) in totals.zip(values) {
        put(drive, x * a.drive + y * b.drive);
        put(conductance, x * a.conductance + y * b.conductance);
    }
}

/// Potentials to look at.
pub struct Glance<'a> {
    pub v: &'a [f64],
    pub threshold_mv: f64,
    /// For every [`GLANCE`] cells whether one of them is to be looked at.
    pub unusual: &'a mut [bool],
}

vectorised! {
    /// Finds out where potentials are at or above the threshold, or not finite.
    pub fn glance(of: Glance<'_>) {
        for (v, unusual) in of.v.chunks(GLANCE).zip(of.unusual) {
            // Without a branch inside, so that it is done in lanes.
            let usual = v.iter().fold(true, |all, &v| all & is_usual(v, of.threshold_mv));
            *unusual = !usual;
        }
    }
}

/// A step of linear membranes: V ← `fade` · V + (`rest` + the inputs' drive), and the glance at it.
pub struct LinearStep<'a> {
    pub v: &'a mut [f64],
    pub inputs: [Input<'a>; 2],
    pub fade: f64,
    pub rest: f64,
    pub threshold_mv: f64,
    pub unusual: &'a mut [bool],
}

vectorised! {
    /// Moves linear membranes with two inputs on, in one pass.
    pub fn step_linear(step: LinearStep<'_>) {
        let LinearStep { v, inputs: [a, b], fade, rest, threshold_mv, unusual } = step;
        let inputs = a.values.chunks(GLANCE).zip(b.values.chunks(GLANCE));
        for ((v, (x, y)), unusual) in v.chunks_mut(GLANCE).zip(inputs).zip(unusual) {
            let mut usual = true;
            for ((v, x), y) in v.iter_mut().zip(x).zip(y) {
                *v = *v * fade + (rest + (x * a.drive + y * b.drive));
                usual &= is_usual(*v, threshold_mv);
            }
            *unusual = !usual;
        }
    }
}

#[inline(always)]
fn is_usual(v: f64, threshold_mv: f64) -> bool {
    (v < threshold_mv) & (v > LOWEST_MV)
}

/// The cells that a glance found unusual, one by one, ascending.
pub fn find_unusual(v: &[f64], threshold_mv: f64, unusual: &[bool], found: &mut Vec<u32>) {
    for (index, _) in unusual.iter().enumerate().filter(|&(_, &unusual)| unusual) {
        let first = index * GLANCE;
        let cells = v[first..].iter().take(GLANCE).zip(first as u32..);
        found.extend(
            cells
                .filter(|&(&v, _)| !is_usual(v, threshold_mv))
                .map(|(_, cell)| cell),
        );
    }
}

vectorised! {
    /// Scales every value.
    pub fn scale(of: (&mut [f64], f64)) {
        of.0.iter_mut().for_each(|x| *x *= of.1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Stream;

    struct Arrays {
        v: Vec<f64>,
        w: Vec<f64>,
        x: Vec<f64>,
        y: Vec<f64>,
        unusual: Vec<bool>,
    }

    impl Arrays {
        fn new(n: usize) -> Self {
            let mut stream = Stream::new(1952, "test", "passes", n as u64);
            let mut draw = |_| (0..n).map(|_| 30.0 * stream.normal() - 60.0).collect();
            let [mut v, w, x, y]: [Vec<f64>; 4] = [0, 1, 2, 3].map(&mut draw);
            let specials = [f64::NAN, f64::NEG_INFINITY, f64::INFINITY, -50.0, -1e9];
            for (v, special) in v.iter_mut().skip(3).step_by(97).zip(specials) {
                *v = special;
            }
            let unusual = vec![false; n.div_ceil(GLANCE)];
            Arrays {
                v,
                w,
                x,
                y,
                unusual,
            }
        }

        fn bits(&self) -> (Vec<u64>, &[bool]) {
            let numbers = self.v.iter().chain(&self.w);
            (numbers.map(|x| x.to_bits()).collect(), &self.unusual)
        }
    }

    fn inputs<'a>(x: &'a [f64], y: &'a [f64]) -> [Input<'a>; 2] {
        let input = |values, drive, conductance| Input {
            values,
            drive,
            conductance,
        };
        [input(x, 0.3, 1.1), input(y, -0.7, 0.9)]
    }

    /// Runs every path of a kernel on the same numbers and demands the same bits.
    macro_rules! compare_paths {
        ($kernel:ident, $arrays:ident, $argument:expr) => {
            for n in [0, 1, 7, 63, 64, 65, 500, 513] {
                let mut expected = Arrays::new(n);
                let $arrays = &mut expected;
                $kernel::plain($argument);
                let mut got = Arrays::new(n);
                let $arrays = &mut got;
                $kernel($argument);
                assert_eq!(got.bits(), expected.bits());
                #[cfg(target_arch = "x86_64")]
                if is_x86_feature_detected!("avx2") {
                    let mut got = Arrays::new(n);
                    let $arrays = &mut got;
                    // SAFETY: the processor has AVX2.
                    unsafe { $kernel::avx2($argument) };
                    assert_eq!(got.bits(), expected.bits());
                }
                #[cfg(target_arch = "x86_64")]
                if is_x86_feature_detected!("avx512f") {
                    let mut got = Arrays::new(n);
                    let $arrays = &mut got;
                    // SAFETY: the processor has AVX-512F.
                    unsafe { $kernel::avx512($argument) };
                    assert_eq!(got.bits(), expected.bits());
                }
            }
        };
    }

    #[test]
    fn all_instruction_sets_give_the_same_bits() {
        compare_paths!(
            begin_sum,
            a,
            Sum {
                inputs: inputs(&a.x, &a.y),
                drive: &mut a.v,
                conductance: &mut a.w
            }
        );
        compare_paths!(
            continue_sum,
            a,
            Sum {
                inputs: inputs(&a.x, &a.y),
                drive: &mut a.v,
                conductance: &mut a.w
            }
        );
        compare_paths!(
            glance,
            a,
            Glance {
                v: &a.v,
                threshold_mv: -50.0,
                unusual: &mut a.unusual
            }
        );
        compare_paths!(
            step_linear,
            a,
            LinearStep {
                v: &mut a.v,
                inputs: inputs(&a.x, &a.y),
                fade: 0.995,
                rest: -0.3,
                threshold_mv: -50.0,
                unusual: &mut a.unusual
            }
        );
        compare_paths!(scale, a, (&mut a.v, 0.7));
    }

    #[test]
    fn every_unusual_potential_is_found_and_no_other() {
        let mut arrays = Arrays::new(513);
        let Arrays { v, unusual, .. } = &mut arrays;
        glance(Glance {
            v,
            threshold_mv: -50.0,
            unusual,
        });
        let mut found = Vec::new();
        find_unusual(v, -50.0, unusual, &mut found);
        let by_hand = (0..513u32).filter(|&i| !(v[i as usize] < -50.0) || v[i as usize] <= -1e9);
        assert_eq!(found, by_hand.collect::<Vec<u32>>());
        for special in [3, 100, 197, 294, 391] {
            assert!(found.contains(&special));
        }
    }

    /// One pass does what summing, moving and glancing do.
    #[test]
    fn the_single_pass_has_the_bits_of_its_parts() {
        let (mut one, mut parts) = (Arrays::new(500), Arrays::new(500));
        step_linear(LinearStep {
            v: &mut one.v,
            inputs: inputs(&one.x, &one.y),
            fade: 0.995,
            rest: -0.3,
            threshold_mv: -50.0,
            unusual: &mut one.unusual,
        });
        let mut drive = vec![0.0; 500];
        begin_sum(Sum {
            inputs: inputs(&parts.x, &parts.y),
            drive: &mut drive,
            conductance: &mut [],
        });
        for (v, drive) in parts.v.iter_mut().zip(&drive) {
            *v = *v * 0.995 + (-0.3 + drive);
        }
        glance(Glance {
            v: &parts.v,
            threshold_mv: -50.0,
            unusual: &mut parts.unusual,
        });
        assert_eq!(one.bits(), parts.bits());
    }
}
