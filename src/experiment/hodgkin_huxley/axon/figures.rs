//! The figures of a travelling pulse: over place and time, at the electrodes, and at one of them in
//! all its parts (Figs 15 to 18 of the paper).

use super::{Map, Propagation};
use crate::cable::{Recording, Trace};
use crate::outcome::Text;
use crate::outcome::figure::{Axis, Colours, Figure, Mark, Panel, Style};

/// The potential in colours, place to the right and time upwards: a pulse is a slanted band, the
/// slower the steeper.
pub fn space_time(settings: &Propagation, map: &Map) -> Figure {
    let channels = settings.membrane.channels.set();
    let grid = settings.grid.grid();
    let shown = |v_mv: &f64| settings.convention.potential_mv(*v_mv, channels);
    let columns = map.rows.first().map_or(0, Vec::len);
    let width_mm = columns as f64 * map.every_cells as f64 * grid.dx_mm();
    let height_ms = map.rows.len() as f64 * map.every_steps as f64 * grid.dt_ms;
    let mark = Mark::HeatMap {
        label: settings.convention.potential_label(),
        columns,
        x: (0.0, width_mm),
        y: (0.0, height_ms),
        z: map.rows.iter().flatten().map(shown).collect(),
        colours: Colours::Sequential,
        limits: None,
    };
    let panel = Panel::new(
        Axis::linear(Text::new("x, mm", "x, мм")).from_to(0.0, settings.grid.length_mm),
        Axis::linear(Text::new("time, ms", "время, мс")).from_to(0.0, settings.duration_ms),
        vec![mark],
    );
    let title = Text::new(
        "The potential along the axon in time",
        "Потенциал вдоль аксона во времени",
    );
    Figure::single("space-time", title, panel)
}

/// The potential at every electrode.
pub fn electrodes(settings: &Propagation, recording: &Recording) -> Figure {
    let channels = settings.membrane.channels.set();
    let places = settings.electrodes_mm.iter().zip(&recording.traces);
    let lines = places.enumerate().map(|(index, (at_mm, trace))| {
        let at = format!("{at_mm}");
        Mark::Line {
            label: Text::new(format!("{at} mm"), format!("{} мм", at.replace('.', ","))),
            style: Style::of(format!("electrode-{index}")),
            x: (0..trace.v_mv.len())
                .step_by(thin(trace))
                .map(|i| i as f64 * trace.dt_ms)
                .collect(),
            y: trace
                .v_mv
                .iter()
                .step_by(thin(trace))
                .map(|&v| settings.convention.potential_mv(v, channels))
                .collect(),
        }
    });
    let panel = Panel::new(
        Axis::linear(Text::new("time, ms", "время, мс")).from_to(0.0, settings.duration_ms),
        Axis::linear(settings.convention.potential_label()),
        lines.collect(),
    );
    let title = Text::new("The potential at the electrodes", "Потенциал на электродах");
    Figure::single("electrodes", title, panel)
}

/// Every so many steps, so that a line has no more points than a figure has pixels.
fn thin(trace: &Trace) -> usize {
    trace.v_mv.len().div_ceil(4000)
}

/// The impulse at the last electrode but one: potential, conductances, ionic currents, and the
/// membrane current with its two parts.
pub fn pulse(settings: &Propagation, recording: &Recording) -> Figure {
    let convention = settings.convention;
    let pulse = Pulse::new(settings, settings.last_two(recording)[0]);
    let ionic = |i: usize| pulse.trace.currents[i].total();
    let capacity = |i: usize| pulse.capacity(i);
    let current = |value: f64| convention.current(value);
    let (na, k) = (Text::same("Na⁺"), Text::same("K⁺"));
    let potential = Text::new("potential", "потенциал");
    let g_l = settings.membrane.g_l_ms_cm2;
    let g_na = |i: usize| pulse.trace.g_na_ms_cm2[i];
    let g_k = |i: usize| pulse.trace.g_k_ms_cm2[i];
    let panels = vec![
        pulse.panel(
            Axis::linear(convention.potential_label()),
            potential,
            vec![pulse.line(Text::default(), "potential", &|i| pulse.potential_mv(i))],
        ),
        pulse.panel(
            Axis::linear(Text::new("g, mS/cm²", "g, мСм/см²")),
            Text::new("conductance", "проводимость"),
            vec![
                pulse.line(na.clone(), "sodium", &g_na),
                pulse.line(k.clone(), "potassium", &g_k),
                pulse.line(Text::new("in all", "полная"), "potential", &|i| {
                    g_na(i) + g_k(i) + g_l
                }),
            ],
        ),
        pulse.panel(
            Axis::linear(convention.current_label("I")),
            Text::new("ionic currents", "ионные токи"),
            vec![
                pulse.line(na, "sodium", &|i| current(pulse.trace.currents[i].na)),
                pulse.line(k, "potassium", &|i| current(pulse.trace.currents[i].k)),
                pulse.line(Text::new("leak", "утечка"), "leak", &|i| {
                    current(pulse.trace.currents[i].l)
                }),
            ],
        ),
        pulse.panel(
            Axis::linear(convention.current_label("I")),
            Text::new("membrane current", "мембранный ток"),
            vec![
                pulse.line(Text::new("ionic", "ионный"), "ionic", &|i| {
                    current(ionic(i))
                }),
                pulse.line(
                    Text::new("capacity", "ёмкостный"),
                    "stimulus",
                    &|i| current(capacity(i)),
                ),
                pulse.line(Text::new("in all", "полный"), "potential", &|i| {
                    current(ionic(i) + capacity(i))
                }),
            ],
        ),
    ];
    let at = format!(
        "{}",
        settings.electrodes_mm[settings.electrodes_mm.len() - 2]
    );
    let title = Text::new(
        format!("The travelling impulse at {at} mm"),
        format!("Бегущий импульс на отметке {} мм", at.replace('.', ",")),
    );
    Figure::grid("pulse", title, 2, panels)
}

/// The stretch of time in which a trace is away from rest.
struct Pulse<'a> {
    settings: &'a Propagation,
    trace: &'a Trace,
    /// Steps shown; quantities of a step belong to its middle.
    steps: Vec<usize>,
}

impl<'a> Pulse<'a> {
    fn new(settings: &'a Propagation, trace: &'a Trace) -> Self {
        const VISIBLE_MV: f64 = 2.0;
        let rest = trace.v_mv[0];
        let away = |v: &f64| (v - rest).abs() > VISIBLE_MV;
        let steps = trace.v_mv.len() - 1;
        let first = trace.v_mv.iter().position(away).unwrap_or(0);
        let last = trace.v_mv.iter().rposition(away).unwrap_or(steps);
        // A little of the rest on both sides.
        let margin = (last - first) / 20;
        let (first, last) = (first.saturating_sub(margin), (last + margin).min(steps));
        let every = (last - first).div_ceil(2000).max(1);
        Pulse {
            settings,
            trace,
            steps: (first..last).step_by(every).collect(),
        }
    }

    fn potential_mv(&self, step: usize) -> f64 {
        let middle = 0.5 * (self.trace.v_mv[step] + self.trace.v_mv[step + 1]);
        let channels = self.settings.membrane.channels.set();
        self.settings.convention.potential_mv(middle, channels)
    }

    /// C_M dV/dt, µA/cm².
    fn capacity(&self, step: usize) -> f64 {
        let rise = self.trace.v_mv[step + 1] - self.trace.v_mv[step];
        self.settings.membrane.c_m_uf_cm2 * rise / self.trace.dt_ms
    }

    fn line(&self, label: Text, key: &str, value: &dyn Fn(usize) -> f64) -> Mark {
        let middle_ms = |&step: &usize| (step as f64 + 0.5) * self.trace.dt_ms;
        Mark::Line {
            label,
            style: Style::of(key),
            x: self.steps.iter().map(middle_ms).collect(),
            y: self.steps.iter().map(|&step| value(step)).collect(),
        }
    }

    fn panel(&self, y: Axis, title: Text, lines: Vec<Mark>) -> Panel {
        let time = Axis::linear(Text::new("time, ms", "время, мс"));
        Panel::new(time, y, lines).titled(title)
    }
}
