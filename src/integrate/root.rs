//! A root of one function in a bracket: Brent's method (Brent 1973, *Algorithms for Minimization
//! without Derivatives*, ch. 4), inverse quadratic interpolation and secant steps safeguarded by
//! bisection.

/// The x between `a` and `b` where f changes sign, to `tolerance` (absolute) or the resolution of
/// x, whichever is larger. `fa` and `fb` are f(a) and f(b), which the caller knows already.
///
/// ```
/// use galvani::integrate::find_root;
/// let root = find_root(|x| x * x - 2.0, (1.0, -1.0), (2.0, 2.0), 0.0);
/// assert!((root - 2.0_f64.sqrt()).abs() < 1e-15);
/// ```
///
/// # Panics
/// When f(a) and f(b) have the same strict sign: the caller has no bracket.
pub fn find_root(
    mut f: impl FnMut(f64) -> f64,
    (a, fa): (f64, f64),
    (b, fb): (f64, f64),
    tolerance: f64,
) -> f64 {
    assert!(
        !(fa > 0.0 && fb > 0.0 || fa < 0.0 && fb < 0.0),
        "no change of sign between {a} and {b}"
    );
    // b is the best estimate, a the one before, c the other end of the bracket.
    let (mut a, mut fa, mut b, mut fb) = (a, fa, b, fb);
    let (mut c, mut fc) = (a, fa);
    let mut step = b - a;
    let mut last_step = step;
    loop {
        if (fb > 0.0) == (fc > 0.0) {
            (c, fc) = (a, fa);
            step = b - a;
            last_step = step;
        }
        if fc.abs() < fb.abs() {
            (a, b, c) = (b, c, b);
            (fa, fb, fc) = (fb, fc, fb);
        }
        let resolution = 2.0 * f64::EPSILON * b.abs() + 0.5 * tolerance;
        let half = 0.5 * (c - b);
        if half.abs() <= resolution || fb == 0.0 {
            return b;
        }
        match interpolated([a, b, c], [fa, fb, fc]) {
            Some(trial)
                if last_step.abs() >= resolution
                    && fa.abs() > fb.abs()
                    && 2.0 * trial.abs() < (3.0 * half.abs() - resolution).min(last_step.abs())
                    && trial * half > 0.0 =>
            {
                last_step = step;
                step = trial;
            }
            _ => {
                step = half;
                last_step = half;
            }
        }
        (a, fa) = (b, fb);
        b += if step.abs() > resolution {
            step
        } else {
            resolution.copysign(half)
        };
        fb = f(b);
    }
}

/// The step from b to the root of the inverse parabola through the three points, or of the secant
/// where two of them are one.
fn interpolated([a, b, c]: [f64; 3], [fa, fb, fc]: [f64; 3]) -> Option<f64> {
    let s = fb / fa;
    let (p, q) = if a == c {
        ((c - b) * s, 1.0 - s)
    } else {
        let q = fa / fc;
        let r = fb / fc;
        (
            s * ((c - b) * q * (q - r) - (b - a) * (r - 1.0)),
            (q - 1.0) * (r - 1.0) * (s - 1.0),
        )
    };
    let step = -p / q;
    step.is_finite().then_some(step)
}
