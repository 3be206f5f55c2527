//! The current of a pattern: a base value and pieces of straight lines in time.

/// Later than any panel ends, ms.
pub const FOREVER: f64 = 1e9;

/// I(t) of a panel.
#[derive(Clone, Copy)]
pub struct Stimulus {
    /// Outside the pieces, pA.
    pub base_pa: f64,
    /// They do not overlap.
    pub pieces: &'static [Piece],
}

/// I = start + slope (t − after) for after < t < before, without its ends, as in the program.
#[derive(Clone, Copy)]
pub struct Piece {
    pub after_ms: f64,
    pub before_ms: f64,
    pub start_pa: f64,
    pub slope_pa_per_ms: f64,
}

/// A constant current.
pub const fn hold(after_ms: f64, before_ms: f64, pa: f64) -> Piece {
    ramp(after_ms, before_ms, pa, 0.0)
}

/// A current that rises or falls along a straight line.
pub const fn ramp(after_ms: f64, before_ms: f64, start_pa: f64, slope_pa_per_ms: f64) -> Piece {
    Piece {
        after_ms,
        before_ms,
        start_pa,
        slope_pa_per_ms,
    }
}

impl Piece {
    fn at(&self, t_ms: f64) -> f64 {
        self.start_pa + self.slope_pa_per_ms * (t_ms - self.after_ms)
    }
}

impl Stimulus {
    /// The piece to which a time belongs.
    fn piece(&self, t_ms: f64) -> Option<&'static Piece> {
        let holds = |piece: &&Piece| piece.after_ms < t_ms && t_ms < piece.before_ms;
        self.pieces.iter().find(holds)
    }

    /// I(t), pA.
    pub fn at(&self, t_ms: f64) -> f64 {
        self.piece(t_ms)
            .map_or(self.base_pa, |piece| piece.at(t_ms))
    }

    /// Stretches from 0 to `end_ms` on which I is a straight line, with that line.
    pub fn stretches(&self, end_ms: f64) -> Vec<Line> {
        let inside = |t: &f64| *t > 0.0 && *t < end_ms;
        let ends = self.pieces.iter().flat_map(|p| [p.after_ms, p.before_ms]);
        let mut corners: Vec<f64> = ends.filter(inside).chain([0.0, end_ms]).collect();
        corners.sort_by(f64::total_cmp);
        corners.dedup();
        let line = |ends: &[f64]| {
            let (from_ms, to_ms) = (ends[0], ends[1]);
            let piece = self.piece(0.5 * (from_ms + to_ms));
            Line {
                from_ms,
                to_ms,
                from_pa: piece.map_or(self.base_pa, |piece| piece.at(from_ms)),
                slope_pa_per_ms: piece.map_or(0.0, |piece| piece.slope_pa_per_ms),
            }
        };
        corners.windows(2).map(line).collect()
    }
}

/// A straight line of I over time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    pub from_ms: f64,
    pub to_ms: f64,
    pub from_pa: f64,
    pub slope_pa_per_ms: f64,
}

impl Line {
    /// I(t), pA.
    pub fn at(&self, t_ms: f64) -> f64 {
        self.from_pa + self.slope_pa_per_ms * (t_ms - self.from_ms)
    }
}
