use super::table::decimals;
use super::*;
use crate::outcome::Figure;
use crate::outcome::figure::{Axis, Mark, Panel, Scale, Style};

/// An outcome with the metrics `value` and, as figures, the line (0, 0)–(1, value) and twice that.
fn outcome(value: f64) -> Result<Outcome, Failure> {
    let mut outcome = Outcome::default();
    outcome.metric("value", value, "mV");
    let line = Mark::Line {
        label: Text::default(),
        style: Style::of("v"),
        x: vec![0.0, 1.0],
        y: vec![0.0, value],
    };
    for (name, lines) in [("trace", 1), ("pair", 2)] {
        let marks = vec![line.clone(); lines];
        let panel = Panel::new(Axis::default(), Axis::default(), marks);
        let figure = Figure::single(name, Text::same(name), panel);
        outcome.figures.push(figure);
    }
    Ok(outcome)
}

fn diverged() -> Result<Outcome, Failure> {
    Err(Failure::Diverged {
        what: "v".into(),
        when: "t = 1 ms".into(),
    })
}

fn points(values: &[&str]) -> Vec<Vec<(String, String)>> {
    values
        .iter()
        .map(|value| vec![("current".to_string(), value.to_string())])
        .collect()
}

fn value(outcome: &Outcome, name: &str) -> f64 {
    match outcome.find_metric(name) {
        Some(metric) => metric.value,
        None => panic!("no metric {name} in {:?}", outcome.metrics),
    }
}

#[test]
fn a_sweep_keeps_every_point_under_its_label() {
    let combined = combine(Runs {
        points: points(&["1", "2", "10"]),
        repeats: 1,
        outcomes: vec![outcome(5.0), outcome(6.0), outcome(7.0)],
        view: View::default(),
    })
    .unwrap();
    assert_eq!(value(&combined, "value[current=1]"), 5.0);
    assert_eq!(value(&combined, "value[current=10]"), 7.0);
    assert_eq!(combined.tables[0].rows.len(), 3);
    let names: Vec<&str> = combined
        .figures
        .iter()
        .map(|figure| figure.name.as_str())
        .collect();
    assert_eq!(
        names,
        [
            "sweep",
            "trace-overlay",
            "pair-current-1",
            "pair-current-2",
            "pair-current-10"
        ],
        "what the overlay shows whole is not shown again"
    );
    assert_eq!(combined.figures[1].panels[0].marks.len(), 3);
}

#[test]
fn repeats_become_medians_with_quartiles() {
    let combined = combine(Runs {
        points: vec![Vec::new()],
        repeats: 5,
        outcomes: [3.0, 1.0, 5.0, 2.0, 4.0].map(outcome).into(),
        view: View::default(),
    })
    .unwrap();
    assert_eq!(value(&combined, "value_median"), 3.0);
    assert_eq!(value(&combined, "value_q1"), 2.0);
    assert_eq!(value(&combined, "value_q3"), 4.0);
    assert_eq!(
        combined.figures[0].name, "trace",
        "the first repeat stands for all"
    );
}

#[test]
fn the_curve_is_sorted_by_the_swept_value_and_has_a_band_over_repeats() {
    let combined = combine(Runs {
        points: points(&["10", "1", "3"]),
        repeats: 2,
        outcomes: [7.0, 9.0, 1.0, 3.0, 4.0, 6.0].map(outcome).into(),
        view: View::default(),
    })
    .unwrap();
    let marks = &combined.figures[0].panels[0].marks;
    match (&marks[0], &marks[1]) {
        (Mark::Band { x, low, high, .. }, Mark::Line { y, .. }) => {
            assert_eq!(x, &[1.0, 3.0, 10.0]);
            assert_eq!(y, &[2.0, 5.0, 8.0]);
            assert!(low.iter().zip(high).all(|(low, high)| high - low == 1.0));
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_curve_over_two_decades_both_ways_has_logarithmic_axes() {
    let drawn = |swept: [&str; 3], values: [f64; 3]| {
        let combined = combine(Runs {
            points: points(&swept),
            repeats: 1,
            outcomes: values.map(outcome).into(),
            view: View::default(),
        });
        let panel = &combined.unwrap().figures[0].panels[0];
        (panel.x.scale, panel.y.scale)
    };
    let (wide, narrow) = (["1", "10", "100"], ["1", "2", "3"]);
    let steep = [1.0, 100.0, f64::INFINITY];
    assert_eq!(drawn(wide, steep), (Scale::Log, Scale::Log));
    assert_eq!(drawn(narrow, steep), (Scale::Linear, Scale::Linear));
    assert_eq!(drawn(wide, [1.0, 99.0, 3.0]), (Scale::Log, Scale::Linear));
    assert_eq!(drawn(wide, [0.0, 1.0, 1e3]), (Scale::Log, Scale::Linear));
}

#[test]
fn a_run_that_diverges_is_a_gap_with_a_note() {
    let combined = combine(Runs {
        points: points(&["1", "2"]),
        repeats: 1,
        outcomes: vec![outcome(5.0), diverged()],
        view: View::default(),
    })
    .unwrap();
    assert_eq!(combined.metrics.len(), 1);
    assert!(
        combined.notes[0].en.contains("current=2"),
        "{:?}",
        combined.notes
    );
    assert!(combined.notes[0].en.contains("diverged at t = 1 ms"));
}

#[test]
fn failures_and_total_divergence_end_the_experiment() {
    let all = combine(Runs {
        points: points(&["1", "2"]),
        repeats: 1,
        outcomes: vec![diverged(), diverged()],
        view: View::default(),
    });
    assert_eq!(all, Err(diverged().unwrap_err()));
    let failed = Failure::Failed("no such file".into());
    let one = combine(Runs {
        points: points(&["1", "2"]),
        repeats: 1,
        outcomes: vec![outcome(1.0), Err(failed.clone())],
        view: View::default(),
    });
    assert_eq!(one, Err(failed));
}

#[test]
fn decimals_show_six_digits() {
    assert_eq!(decimals(69.0), 0);
    assert_eq!(decimals(1.90097195166), 5);
    assert_eq!(decimals(0.000123456789), 9);
    assert_eq!(decimals(-64.99637), 4);
}

#[test]
fn the_view_chooses_metrics_and_gives_names() {
    let labels = [
        ("current", "current, µA", "ток, мкА"),
        ("value", "height, mV", "высота, мВ"),
    ];
    let view = |draw: &[&str]| View {
        draw: Some(draw.iter().map(|name| name.to_string()).collect()),
        labels: labels
            .iter()
            .map(|(name, en, ru)| (name.to_string(), Text::new(*en, *ru)))
            .collect(),
    };
    let runs = |draw: &[&str]| Runs {
        points: points(&["1", "2", "3"]),
        repeats: 1,
        outcomes: vec![outcome(5.0), outcome(6.0), outcome(7.0)],
        view: view(draw),
    };
    let drawn = combine(runs(&["value"])).unwrap();
    let panel = &drawn.figures[0].panels[0];
    assert_eq!(
        (panel.x.label.ru.as_str(), panel.y.label.en.as_str()),
        ("ток, мкА", "height, mV")
    );
    assert_eq!(drawn.figures[0].title.en, "Dependence on current");
    assert_eq!(drawn.tables[0].header[1].ru, "высота, мВ");
    let none = combine(runs(&[])).unwrap();
    assert!(none.figures.iter().all(|figure| figure.name != "sweep"));
}
