//! Errors of all networks, gathered.

use super::UniversalApproximation;
use super::construct::{Built, Construction};
use super::learn::{Errors, Learned};
use crate::experiment::supervised::Spread;
use crate::math::statistics::power_law_exponent;
use crate::outcome::{Cell, Outcome, Table, Text};

/// Trained errors below this are the training's end, not the network's.
const FLOOR: f64 = 1e-7;

/// One construction with so many units.
pub struct Constructed {
    pub units: usize,
    pub built: Built,
    pub errors: Errors,
}

/// One number of trained units.
pub struct Trained {
    pub units: usize,
    pub rms: Spread,
    pub max: Spread,
    /// The best of the starts by RMS error.
    pub best: Learned,
}

/// Everything measured.
pub struct Results {
    pub constructed: Vec<(Construction, Vec<Constructed>)>,
    pub trained: Vec<Trained>,
}

impl Results {
    /// `learned` holds the starts of each number of units in turn.
    pub fn of(settings: &UniversalApproximation, learned: Vec<Learned>) -> Self {
        let function = settings.function;
        let construct = |construction: Construction| {
            let built = settings.constructed_units.iter().filter_map(|&units| {
                let built = construction.build(function, units)?;
                let errors = Errors::of(function, &built.network, &built.weights);
                Some(Constructed {
                    units,
                    built,
                    errors,
                })
            });
            (construction, built.collect::<Vec<_>>())
        };
        let starts = learned.chunks(settings.starts);
        let trained = settings.units.iter().zip(starts);
        Results {
            constructed: Construction::ALL.map(construct).into_iter().collect(),
            trained: trained
                .map(|(&units, starts)| gathered(units, starts))
                .collect(),
        }
    }

    /// Adds metrics and tables.
    pub fn report(&self, outcome: &mut Outcome) {
        for (construction, all) in self.constructed.iter().filter(|(_, all)| !all.is_empty()) {
            let key = construction.key();
            // Rounding of the answers themselves.
            let exceeds = |one: &&Constructed| one.errors.max > one.built.bound + 1e-12;
            let exceeded = all.iter().filter(exceeds).count();
            outcome.metric(format!("{key}_bound_exceeded"), exceeded as f64, "");
            // The power law is that of many units.
            let many = all.iter().skip(all.len() / 2);
            let points = many.map(|one| (one.units, one.errors.max));
            if let Some(slope) = slope(points, 1e-14) {
                outcome.metric(format!("{key}_slope"), slope, "");
            }
            for one in all {
                let name = format!("{key}_max_{}", one.units);
                outcome.metric(name, one.errors.max, "");
            }
        }
        let of = |error: fn(&Trained) -> f64| self.trained.iter().map(move |t| (t.units, error(t)));
        for (name, points) in [
            ("trained_rms_slope", slope(of(|t| t.rms.middle), FLOOR)),
            ("trained_max_slope", slope(of(|t| t.max.middle), FLOOR)),
            ("best_rms_slope", slope(of(|t| t.best.errors.rms), FLOOR)),
        ] {
            if let Some(slope) = points {
                outcome.metric(name, slope, "");
            }
        }
        for one in &self.trained {
            outcome.metric(format!("rms_{}", one.units), one.rms.middle, "");
            outcome.metric(format!("max_{}", one.units), one.max.middle, "");
            outcome.metric(format!("best_rms_{}", one.units), one.best.errors.rms, "");
        }
        outcome.tables.push(self.table());
        outcome.tables.extend(self.table_of_constructions());
    }

    fn table(&self) -> Table {
        let rows = self.trained.iter().map(|one| {
            vec![
                number(one.units as f64, 0),
                number(one.best.network.weights() as f64, 0),
                one.rms.cell(7),
                one.max.cell(7),
                number(one.best.errors.rms, 7),
                number(one.best.errors.max, 7),
            ]
        });
        Table {
            name: "trained".into(),
            caption: Text::new(
                "Trained networks: median [quartiles] over the starts",
                "Обученные сети: медиана [квартили] по начальным весам",
            ),
            header: vec![
                Text::new("hidden units", "скрытых нейронов"),
                Text::new("weights", "весов"),
                Text::new("RMS error", "СКО"),
                Text::new("largest error", "наибольшая ошибка"),
                Text::new("best RMS error", "лучшее СКО"),
                Text::new("its largest error", "его наибольшая ошибка"),
            ],
            rows: rows.collect(),
        }
    }

    fn table_of_constructions(&self) -> Option<Table> {
        let [(_, stairs), (_, polygon)] = &self.constructed[..] else {
            return None;
        };
        let rows = stairs.iter().zip(polygon).map(|(a, b)| {
            vec![
                number(a.units as f64, 0),
                number(a.errors.max, 7),
                number(a.built.bound, 7),
                number(b.errors.max, 7),
                number(b.built.bound, 7),
            ]
        });
        let rows: Vec<_> = rows.collect();
        (!rows.is_empty()).then(|| Table {
            name: "constructed".into(),
            caption: Text::new(
                "Weights written down: largest error and its bound",
                "Заданные веса: наибольшая ошибка и её граница",
            ),
            header: vec![
                Text::new("hidden units", "скрытых нейронов"),
                Text::new("staircase", "лестница"),
                Text::new("bound ω(h)", "граница ω(h)"),
                Text::new("polygon", "ломаная"),
                Text::new("bound", "граница"),
            ],
            rows,
        })
    }
}

fn number(value: f64, decimals: usize) -> Cell {
    Cell::Number { value, decimals }
}

fn gathered(units: usize, starts: &[Learned]) -> Trained {
    let of = |error: fn(&Learned) -> f64| {
        let sample: Vec<f64> = starts.iter().map(error).collect();
        Spread::of(&sample)
    };
    let by_rms = |a: &&Learned, b: &&Learned| a.errors.rms.total_cmp(&b.errors.rms);
    let best = starts.iter().min_by(by_rms).expect("at least one start");
    Trained {
        units,
        rms: of(|l| l.errors.rms),
        max: of(|l| l.errors.max),
        best: best.clone(),
    }
}

/// The exponent of the errors against units, of errors above `floor`.
pub fn slope(points: impl Iterator<Item = (usize, f64)>, floor: f64) -> Option<f64> {
    let above = points.filter(|(_, error)| *error > floor);
    let points: Vec<(f64, f64)> = above.map(|(units, error)| (units as f64, error)).collect();
    power_law_exponent(&points)
}
