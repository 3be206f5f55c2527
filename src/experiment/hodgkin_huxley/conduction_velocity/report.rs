//! Metrics, table and figure of the kind `conduction-velocity`.

use super::{ConductionVelocity, Row, Varied};
use crate::cable::travelling_wave::HeatBlock;
use crate::math;
use crate::outcome::figure::{Axis, Figure, Mark, Panel, Style};
use crate::outcome::{Cell, Outcome, Table, Text};

/// Puts the rows together.
pub fn outcome(settings: &ConductionVelocity, rows: &[Row], block: Option<HeatBlock>) -> Outcome {
    let mut outcome = Outcome::default();
    let key = settings.vary.key();
    for row in rows {
        let at = format!("[{key}={}]", row.value);
        outcome.metric(format!("velocity_m_s{at}"), row.fast, "m/s");
        outcome.metric(format!("slow_velocity_m_s{at}"), row.slow, "m/s");
        if settings.cable {
            outcome.metric(format!("cable_velocity_m_s{at}"), row.cable, "m/s");
        }
    }
    if settings.cable {
        let errors = rows.iter().map(|row| (row.cable / row.fast - 1.0).abs());
        let greatest = errors.filter(|error| error.is_finite()).fold(0.0, f64::max);
        outcome.metric("greatest_relative_difference", greatest, "");
    }
    match settings.vary {
        Varied::TemperatureC => {
            let finite = rows.iter().filter(|row| row.fast.is_finite());
            let fastest = finite.max_by(|a, b| a.fast.total_cmp(&b.fast));
            let (velocity, at) = fastest.map_or((f64::NAN, f64::NAN), |row| (row.fast, row.value));
            outcome.metric("greatest_velocity_m_s", velocity, "m/s");
            outcome.metric("greatest_velocity_at_c", at, "°C");
            if settings.finds_heat_block() {
                let (at, velocity) = meeting(settings, block);
                outcome.metric("heat_block_c", at, "°C");
                outcome.metric("heat_block_velocity_m_s", velocity, "m/s");
            }
        }
        Varied::RadiusUm if settings.cable => outcome.metric("exponent", exponent(rows), ""),
        Varied::RadiusUm => {}
    }
    outcome.tables.push(table(settings, rows));
    outcome.figures.push(figure(settings, rows, block));
    outcome
}

/// Temperature and velocity where slow pulse and impulse meet; NaN where they do not.
fn meeting(settings: &ConductionVelocity, block: Option<HeatBlock>) -> (f64, f64) {
    let axon = settings.axon.axon(&settings.membrane);
    block.map_or((f64::NAN, f64::NAN), |block| {
        (block.temperature_c, axon.velocity_m_s(block.k_per_ms))
    })
}

/// The slope of ln θ over ln a by least squares, of the values at which the cable conducts.
fn exponent(rows: &[Row]) -> f64 {
    let conducts = rows.iter().filter(|row| row.cable.is_finite());
    let points: Vec<(f64, f64)> = conducts
        .map(|row| (math::ln(row.value), math::ln(row.cable)))
        .collect();
    let count = points.len() as f64;
    let mean_x = points.iter().map(|point| point.0).sum::<f64>() / count;
    let mean_y = points.iter().map(|point| point.1).sum::<f64>() / count;
    let (mut xy, mut xx) = (0.0, 0.0);
    for (x, y) in points {
        xy += (x - mean_x) * (y - mean_y);
        xx += (x - mean_x) * (x - mean_x);
    }
    xy / xx
}

fn table(settings: &ConductionVelocity, rows: &[Row]) -> Table {
    let number = |value: f64, decimals: usize| Cell::Number { value, decimals };
    let mut header = vec![
        match settings.vary {
            Varied::TemperatureC => Text::new("temperature, °C", "температура, °C"),
            Varied::RadiusUm => Text::new("radius, µm", "радиус, мкм"),
        },
        Text::new("impulse by shooting, m/s", "импульс (стрельба), м/с"),
        Text::new(
            "slow pulse by shooting, m/s",
            "медленный импульс (стрельба), м/с",
        ),
    ];
    if settings.cable {
        header.push(Text::new(
            "impulse by the cable, m/s",
            "импульс (кабель), м/с",
        ));
        header.push(Text::new("difference, %", "расхождение, %"));
    }
    let rows = rows.iter().map(|row| {
        let mut cells = vec![
            number(row.value, 1),
            number(row.fast, 5),
            number(row.slow, 5),
        ];
        if settings.cable {
            cells.push(number(row.cable, 5));
            cells.push(number(100.0 * (row.cable / row.fast - 1.0), 4));
        }
        cells
    });
    Table {
        name: "velocities".into(),
        caption: Text::new("Conduction velocity", "Скорость проведения"),
        header,
        rows: rows.collect(),
    }
}

fn figure(settings: &ConductionVelocity, rows: &[Row], block: Option<HeatBlock>) -> Figure {
    let (meets_at, meets_with) = meeting(settings, block);
    let curve = |value: fn(&Row) -> f64| {
        let points = rows.iter().filter(|row| value(row).is_finite());
        let mut points: Vec<(f64, f64)> = points.map(|row| (row.value, value(row))).collect();
        // Both curves end where they meet.
        if meets_at.is_finite() {
            points.push((meets_at, meets_with));
        }
        points.into_iter().unzip()
    };
    let line = |label: Text, style: Style, value: fn(&Row) -> f64| {
        let (x, y) = curve(value);
        Mark::Line { label, style, x, y }
    };
    let mut marks = vec![
        line(
            Text::new("impulse, by shooting", "импульс, стрельба"),
            Style::of("potential"),
            |row| row.fast,
        ),
        line(
            Text::new("slow pulse, not stable", "медленный импульс, неустойчивый"),
            Style::of("saddle").dashed(),
            |row| row.slow,
        ),
    ];
    if settings.cable {
        let conducts = rows.iter().filter(|row| row.cable.is_finite());
        marks.push(Mark::Points {
            label: Text::new("impulse, by the cable", "импульс, кабель"),
            style: Style::of("corrected").radius(4.5),
            x: conducts.clone().map(|row| row.value).collect(),
            y: conducts.map(|row| row.cable).collect(),
        });
    }
    if meets_at.is_finite() {
        marks.push(Mark::Vertical {
            label: Text::new("heat block", "тепловая блокада"),
            style: Style::of("rest").dashed().width(1.0),
            at: meets_at,
        });
    }
    let (first, last) = (
        settings.values[0],
        settings.values[settings.values.len() - 1],
    );
    let velocity = Text::new("velocity, m/s", "скорость, м/с");
    let (x, y, title) = match settings.vary {
        Varied::TemperatureC => (
            Axis::linear(Text::new("temperature, °C", "температура, °C"))
                .from_to(first, last + 0.02 * (last - first)),
            Axis::linear(velocity).with_zero(),
            Text::new(
                "Conduction velocity against temperature",
                "Скорость проведения в зависимости от температуры",
            ),
        ),
        Varied::RadiusUm => (
            Axis::log(Text::new("radius, µm", "радиус, мкм")),
            Axis::log(velocity),
            Text::new(
                "Conduction velocity against radius",
                "Скорость проведения в зависимости от радиуса",
            ),
        ),
    };
    Figure::single("velocity", title, Panel::new(x, y, marks))
}
