//! Test errors beside the published ones, and the learning curves of the first run.

use super::network::Network;
use super::published::MeanSd;
use super::summary::{Measured, Results};
use crate::outcome::Text;
use crate::outcome::figure::{Axis, BarGroup, Figure, Mark, Panel, Style};

/// Problems in one panel of bars.
const PROBLEMS: usize = 14;

/// Every figure of the outcome.
pub fn all(results: &Results) -> Vec<Figure> {
    let mut figures = vec![test_errors(results)];
    let problems = results.measured.chunk_by(|a, b| a.problem == b.problem);
    let ran = problems.filter(|cases| cases[0].runs() > 0);
    figures.extend(ran.map(learning));
    figures
}

fn error_label() -> Text {
    Text::new("squared error, %", "квадратичная ошибка, %")
}

fn test_errors(results: &Results) -> Figure {
    let networks = [Network::Linear, Network::Pivot, Network::NoShortcut];
    let panels = networks.into_iter().flat_map(|network| {
        let measured = results.of(network);
        let rows = measured.chunks(PROBLEMS);
        rows.map(|row| bars(network, row)).collect::<Vec<Panel>>()
    });
    let title = Text::new(
        "Proben1: test error at the least validation error, mean ± SD over the runs",
        "Proben1: ошибка на тесте при наименьшей ошибке валидации, среднее ± станд. отклонение",
    );
    Figure::grid("test_errors", title, 1, panels.collect())
}

fn bars(network: Network, row: &[&Measured]) -> Panel {
    let places = row.iter().map(|m| Text::same(&m.problem)).collect();
    let group = |label: Text, key: &str, of: &dyn Fn(&Measured) -> MeanSd| {
        let values: Vec<MeanSd> = row.iter().map(|m| of(m)).collect();
        // One run has no standard deviation.
        let sd = |value: &MeanSd| if value.sd.is_nan() { 0.0 } else { value.sd };
        BarGroup {
            label,
            style: Style::of(key),
            low: values.iter().map(|v| v.mean - sd(v)).collect(),
            high: values.iter().map(|v| v.mean + sd(v)).collect(),
            values: values.iter().map(|v| v.mean).collect(),
        }
    };
    let nothing = MeanSd {
        mean: f64::NAN,
        sd: f64::NAN,
    };
    let mut groups = vec![group(Text::new("here", "здесь"), "bfgs", &|m| {
        m.of(|part| part.test)
    })];
    if row.iter().any(|m| m.published.is_some()) {
        let label = Text::new("Prechelt 1994", "Прехельт, 1994");
        groups.push(group(label, "rprop", &|m| {
            m.published.map_or(nothing, |published| published.test)
        }));
    }
    Panel::new(
        Axis::linear(Text::default()),
        Axis::linear(error_label()).with_zero(),
        vec![Mark::Bars { places, groups }],
    )
    .titled(network.text())
}

/// The curves of all networks on one problem.
fn learning(cases: &[Measured]) -> Figure {
    let problem = &cases[0].problem;
    let title = Text::new(
        format!("{problem}: learning curves of the first run"),
        format!("{problem}: кривые обучения первого запуска"),
    );
    let name = format!("learning_{problem}");
    Figure::grid(name, title, cases.len(), cases.iter().map(curves).collect())
}

fn curves(measured: &Measured) -> Panel {
    let Some((curves, relevant)) = measured.curves() else {
        return Panel::default();
    };
    let line = |label: Text, key: &str, points: &[(f64, f64)]| {
        let (x, y) = points.iter().copied().unzip();
        Mark::Line {
            label,
            style: Style::of(key),
            x,
            y,
        }
    };
    let marks = vec![
        line(
            Text::new("training", "обучение"),
            "training",
            &curves.training,
        ),
        line(
            Text::new("validation", "валидация"),
            "validation",
            &curves.validation,
        ),
        line(Text::new("test", "тест"), "test", &curves.test),
        Mark::Vertical {
            label: Text::new("least validation error", "наименьшая ошибка валидации"),
            style: Style::of("reference").dashed().width(1.5),
            at: relevant,
        },
    ];
    Panel::new(
        Axis::linear(Text::new("epoch", "эпоха")).whole(),
        Axis::log(error_label()),
        marks,
    )
    .titled(measured.name())
}
