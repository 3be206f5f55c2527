//! What all starts give.

use super::learn::{Errors, Refined};
use super::{KolmogorovArnold, Part, superposition};
use crate::experiment::Failure;
use crate::experiment::supervised::Spread;
use crate::math::statistics::power_law_exponent;
use crate::outcome::{Cell, Outcome, Table, Text};

/// Errors below this are the training's end, not the grid's.
const FLOOR: f64 = 1e-9;

/// Everything learned.
pub struct Results {
    /// One for each start.
    pub refined: Vec<Refined>,
    /// For each grid, one for each start; empty without perceptrons.
    pub perceptrons: Vec<Vec<Errors>>,
}

impl Results {
    /// Parts in the order of the jobs.
    pub fn of(settings: &KolmogorovArnold, parts: Vec<Part>) -> Result<Self, Failure> {
        let (mut refined, mut beside) = (Vec::new(), Vec::new());
        for part in parts {
            match part {
                Part::Refined(one) => refined.push(*one),
                Part::Perceptron(errors) => beside.push(errors),
            }
        }
        if refined.is_empty() {
            return Err(Failure::Failed("no start was run".into()));
        }
        Ok(Results {
            refined,
            perceptrons: beside.chunks(settings.starts).map(<[_]>::to_vec).collect(),
        })
    }

    /// The start of least error on the points learned from, on the last grid.
    pub fn best(&self) -> &Refined {
        let last = |one: &Refined| one.errors.last().map_or(f64::INFINITY, |e| e.train);
        let by_error = |a: &&Refined, b: &&Refined| last(a).total_cmp(&last(b));
        self.refined
            .iter()
            .min_by(by_error)
            .expect("at least one start")
    }

    /// Median and quartiles over the starts on one grid.
    pub fn spread(&self, grid: usize, of: fn(&Errors) -> f64) -> Spread {
        let sample: Vec<f64> = self
            .refined
            .iter()
            .map(|one| of(&one.errors[grid]))
            .collect();
        Spread::of(&sample)
    }

    /// The same of the perceptrons beside that grid.
    pub fn spread_of_perceptrons(&self, grid: usize) -> Spread {
        let sample: Vec<f64> = self.perceptrons[grid].iter().map(|e| e.test).collect();
        Spread::of(&sample)
    }

    /// Adds metrics and the table.
    pub fn report(&self, settings: &KolmogorovArnold, outcome: &mut Outcome) {
        let best = self.best();
        for (grid, intervals) in settings.intervals.iter().enumerate() {
            for (name, of) in [
                ("test_rms", (|e| e.test) as fn(&Errors) -> f64),
                ("train_rms", |e| e.train),
                ("typical", |e| e.typical),
            ] {
                let middle = self.spread(grid, of).middle;
                outcome.metric(format!("{name}_{intervals}"), middle, "");
            }
            outcome.metric(
                format!("best_test_rms_{intervals}"),
                best.errors[grid].test,
                "",
            );
            if !self.perceptrons.is_empty() {
                let middle = self.spread_of_perceptrons(grid).middle;
                outcome.metric(format!("perceptron_test_rms_{intervals}"), middle, "");
            }
        }
        let slope_of =
            |of: fn(&Errors) -> f64| slope(&settings.intervals, best.errors.iter().map(of));
        for (name, slope) in [
            ("rms_slope", slope_of(|e| e.test)),
            ("typical_slope", slope_of(|e| e.typical)),
        ] {
            if let Some(slope) = slope {
                outcome.metric(name, slope, "");
            }
        }
        let stuck = self.refined.iter().filter(|one| one.is_stuck()).count();
        outcome.metric("stuck_starts", stuck as f64, "");
        let differences = self.refined.iter().map(|one| one.gradient_difference);
        outcome.metric("gradient_difference", differences.fold(0.0, f64::max), "");
        let exact = superposition::product_error(settings.intervals[0]);
        outcome.metric("superposition_max_error", exact, "");
        for (name, r2) in ["inner_1_r2", "inner_2_r2"]
            .into_iter()
            .zip(inner_r2(settings, best))
        {
            outcome.metric(name, r2, "");
        }
        outcome.tables.push(self.table(settings));
    }

    fn table(&self, settings: &KolmogorovArnold) -> Table {
        let number = |value: f64, decimals| Cell::Number { value, decimals };
        let rows = settings
            .intervals
            .iter()
            .enumerate()
            .map(|(grid, &intervals)| {
                let mut row = vec![
                    number(intervals as f64, 0),
                    number(self.best().errors[grid].weights as f64, 0),
                    self.spread(grid, |e| e.train).cell(9),
                    self.spread(grid, |e| e.test).cell(9),
                    self.spread(grid, |e| e.typical).cell(9),
                ];
                row.push(match self.perceptrons.is_empty() {
                    true => Cell::Text(Text::same("—")),
                    false => self.spread_of_perceptrons(grid).cell(9),
                });
                row
            });
        Table {
            name: "grids".into(),
            caption: Text::new(
                "Errors on every grid: median [quartiles] over the starts",
                "Ошибки на каждой сетке: медиана [квартили] по начальным весам",
            ),
            header: vec![
                Text::new("intervals G", "интервалов G"),
                Text::new("weights", "весов"),
                Text::new("RMS error, learned", "СКО, обучение"),
                Text::new("RMS error, test", "СКО, тест"),
                Text::new("typical error, test", "типичная ошибка, тест"),
                Text::new("perceptron, test", "персептрон, тест"),
            ],
            rows: rows.collect(),
        }
    }
}

/// The exponent of the errors against G, of errors above the floor.
pub fn slope(intervals: &[usize], errors: impl Iterator<Item = f64>) -> Option<f64> {
    let points = intervals.iter().map(|&g| g as f64).zip(errors);
    let points: Vec<(f64, f64)> = points.filter(|(_, error)| *error > FLOOR).collect();
    power_law_exponent(&points)
}

/// y ≈ scale·x + shift by least squares, and the share of the variance of y that it explains.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Affine {
    pub scale: f64,
    pub shift: f64,
    pub r2: f64,
}

impl Affine {
    pub fn between(x: &[f64], y: &[f64]) -> Self {
        let mean = |v: &[f64]| v.iter().sum::<f64>() / v.len() as f64;
        let (mean_x, mean_y) = (mean(x), mean(y));
        let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
        for (x, y) in x.iter().zip(y) {
            let (x, y) = (x - mean_x, y - mean_y);
            xx += x * x;
            xy += x * y;
            yy += y * y;
        }
        let scale = xy / xx;
        Affine {
            scale,
            shift: mean_y - scale * mean_x,
            r2: xy * xy / (xx * yy),
        }
    }
}

/// Points of the square along an axis.
pub fn axis_points() -> Vec<f64> {
    (0..=200).map(|k| -1.0 + 0.01 * f64::from(k)).collect()
}

/// The affine map from each true inner function to the learned one, where the network has one inner sum.
pub fn inner_maps(settings: &KolmogorovArnold, learned: &Refined) -> Option<[Affine; 2]> {
    let truth = settings.function.inner_sum()?;
    if settings.hidden != [1] {
        return None;
    }
    let x = axis_points();
    let map = |input: usize| {
        let known: Vec<f64> = x.iter().map(|&x| truth[input](x)).collect();
        let of = |x: &f64| {
            learned
                .network
                .function(&learned.weights, (0, input, 0), *x)
                .0
        };
        let found: Vec<f64> = x.iter().map(of).collect();
        Affine::between(&known, &found)
    };
    Some([map(0), map(1)])
}

fn inner_r2(settings: &KolmogorovArnold, learned: &Refined) -> Vec<f64> {
    let maps = inner_maps(settings, learned);
    maps.map_or_else(Vec::new, |maps| maps.iter().map(|map| map.r2).collect())
}
