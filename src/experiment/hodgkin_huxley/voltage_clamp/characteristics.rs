//! The figures of a clamped membrane over the potential: peak and steady currents and conductances,
//! and steady inactivation.

use super::super::kinetics::Kinetics;
use super::VoltageClamp;
use super::clamp::Run;
use super::measurements::greatest;
use crate::outcome::Text;
use crate::outcome::figure::{Axis, Figure, Mark, Panel, Style};

/// Potentials of the smooth curves.
const FINE: usize = 161;

/// The peak of the sodium current and the steady potassium current against the potential, and the
/// conductances then.
pub fn current_voltage(settings: &VoltageClamp, runs: &[Run]) -> Figure {
    let range = ends(runs.iter().map(|run| run.test_mv));
    // One prepulse at most precedes several tests.
    let before = runs.first().map(|run| run.before_mv);
    let before = settings.prepulse.as_ref().and(before);
    let fine: Vec<Run> = between(range)
        .map(|v_mv| Run::new(settings, before, v_mv))
        .collect();
    let plot = Against {
        settings,
        runs,
        fine: &fine,
        range: wider(range),
    };
    let convention = settings.convention;
    let panels = vec![
        plot.panel(
            convention.current_label("I"),
            Text::new("current against potential", "вольт-амперная характеристика"),
            &|run| convention.current(run.summary.peak_i_na),
            &|run| convention.current(run.summary.steady_i_k),
        ),
        plot.panel(
            Text::new("g, mS/cm²", "g, мСм/см²"),
            Text::new(
                "conductance against potential",
                "зависимость проводимости от потенциала",
            ),
            &|run| run.summary.peak_g_na,
            &|run| run.summary.steady_g.1,
        ),
    ];
    let title = Text::new(
        "Peak of the sodium current and steady potassium current",
        "Пик натриевого тока и установившийся калиевый ток",
    );
    Figure::grid("current-voltage", title, 2, panels)
}

fn ends(potentials: impl Iterator<Item = f64>) -> (f64, f64) {
    potentials.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), v| {
        (low.min(v), high.max(v))
    })
}

fn between((low, high): (f64, f64)) -> impl Iterator<Item = f64> {
    (0..FINE).map(move |i| low + (high - low) * (i as f64 / (FINE - 1) as f64))
}

/// With room for the first and the last point.
fn wider((low, high): (f64, f64)) -> (f64, f64) {
    let room = 0.03 * (high - low) + 1.0;
    (low - room, high + room)
}

struct Against<'a> {
    settings: &'a VoltageClamp,
    runs: &'a [Run],
    fine: &'a [Run],
    /// Absolute, mV.
    range: (f64, f64),
}

impl Against<'_> {
    fn panel(
        &self,
        label: Text,
        title: Text,
        sodium: &dyn Fn(&Run) -> f64,
        potassium: &dyn Fn(&Run) -> f64,
    ) -> Panel {
        let mut marks = Vec::new();
        marks.extend(self.curve(
            Text::new("Na⁺, peak", "Na⁺, пик"),
            Style::of("sodium"),
            sodium,
        ));
        marks.extend(self.curve(
            Text::new("K⁺, steady", "K⁺, установившееся значение"),
            Style::of("potassium"),
            potassium,
        ));
        marks.extend(self.equilibria());
        let settings = self.settings;
        let channels = settings.membrane.channels.set();
        Panel::new(
            settings.convention.potential_axis(self.range, channels),
            Axis::linear(label).with_zero(),
            marks,
        )
        .titled(title)
    }

    /// A line and the points measured on it.
    fn curve(&self, label: Text, style: Style, value: &dyn Fn(&Run) -> f64) -> [Mark; 2] {
        let shown = |run: &Run| self.shown(run.test_mv);
        [
            Mark::Line {
                label: label.clone(),
                style: style.clone(),
                x: self.fine.iter().map(shown).collect(),
                y: self.fine.iter().map(value).collect(),
            },
            Mark::Points {
                label,
                style: style.radius(4.5),
                x: self.runs.iter().map(shown).collect(),
                y: self.runs.iter().map(value).collect(),
            },
        ]
    }

    /// The equilibrium potentials within the range.
    fn equilibria(&self) -> Vec<Mark> {
        let constants = &self.settings.membrane;
        [
            ("Na⁺", "sodium", constants.e_na_mv),
            ("K⁺", "potassium", constants.e_k_mv),
        ]
        .into_iter()
        .filter(|&(_, _, at)| at >= self.range.0 && at <= self.range.1)
        .map(|(ion, key, at)| Mark::Vertical {
            label: Text::new(
                format!("equilibrium potential of {ion}"),
                format!("равновесный потенциал {ion}"),
            ),
            style: Style::of(key).dashed().width(1.5),
            at: self.shown(at),
        })
        .collect()
    }

    fn shown(&self, v_mv: f64) -> f64 {
        let channels = self.settings.membrane.channels.set();
        self.settings.convention.potential_mv(v_mv, channels)
    }
}

/// The peak of the sodium current after each prepulse as a share of the greatest, beside h∞ and the
/// value of h that the prepulse reaches.
pub fn inactivation(settings: &VoltageClamp, runs: &[Run]) -> Figure {
    let (convention, channels) = (settings.convention, settings.membrane.channels.set());
    let range = ends(runs.iter().map(|run| run.before_mv));
    let shown = |v: f64| convention.potential_mv(v, channels);
    let kinetics = Kinetics::of(&settings.membrane.model());
    let holding = kinetics.steady(settings.holding_mv());
    let prepulse = settings.prepulse.as_ref();
    let lasts_ms = prepulse.map_or(0.0, |prepulse| prepulse.duration_ms);
    let curve = |label: Text, style: Style, value: &dyn Fn(f64) -> f64| Mark::Line {
        label,
        style,
        x: between(range).map(shown).collect(),
        y: between(range).map(value).collect(),
    };
    let greatest = greatest(runs);
    let relative = |run: &Run| run.summary.peak_i_na / greatest;
    let marks = vec![
        curve(Text::same("h∞"), Style::of("h"), &|v| {
            kinetics.steady(v)[1]
        }),
        curve(
            Text::new("h at the end of the prepulse", "h в конце предымпульса"),
            Style::of("reference"),
            &|v| kinetics.clamped(v, holding, lasts_ms)[1],
        ),
        Mark::Points {
            label: Text::new(
                "peak of the sodium current, share of the greatest",
                "пик натриевого тока, доля наибольшего",
            ),
            style: Style::of("sodium").radius(5.0),
            x: runs.iter().map(|run| shown(run.before_mv)).collect(),
            y: runs.iter().map(relative).collect(),
        },
    ];
    let title = Text::new(
        "Steady inactivation of the sodium channels, measured by a double pulse",
        "Стационарная инактивация натриевых каналов, измеренная двойным импульсом",
    );
    let value = Axis::linear(Text::new("h, relative peak", "h, относительный пик"));
    let potential = convention.potential_axis(wider(range), channels);
    let panel = Panel::new(potential, value.from_to(0.0, 1.05), marks);
    Figure::single("inactivation", title, panel)
}
