//! The race of both impulses along the row, the map of responses, tuning curves.

use super::{Coincidence, FIRST_CLICK_MS, Response};
use crate::experiment::delay_line::{axons, comma};
use crate::outcome::Text;
use crate::outcome::figure::{Axis, Colours, Figure, Mark, Panel, Style};

/// Three of the responses: from the right, from ahead, from the left.
fn shown(parts: &[Response]) -> [&Response; 3] {
    let last = parts.len() - 1;
    [last / 6, last / 2, last - last / 6].map(|index| &parts[index])
}

/// One click at three time differences: the lines of both ears cross where they meet, and there
/// detectors fire.
pub fn race(settings: &Coincidence, parts: &[Response]) -> Figure {
    let last = (settings.detectors - 1) as f64;
    let whole_ms = last * settings.tap_ms;
    let latest = |response: &Response| response.itd_ms.abs() + whole_ms;
    let end_ms = 1.05 * shown(parts).map(latest).into_iter().fold(0.0, f64::max);
    let panels = shown(parts).map(|response| {
        let [left, right] = settings
            .arrival_ms(0, response.itd_ms)
            .map(|t| t - FIRST_CLICK_MS);
        let line = |label, key: &str, way| axons(label, key, std::iter::once(way));
        let (x, y) = response
            .first_click
            .iter()
            .map(|&(t, detector)| (t - FIRST_CLICK_MS, detector as f64))
            .unzip();
        let marks = vec![
            line(
                Text::new("from the left ear", "от левого уха"),
                "class-1",
                [(left, 0.0), (left + whole_ms, last)],
            ),
            line(
                Text::new("from the right ear", "от правого уха"),
                "class-0",
                [(right, last), (right + whole_ms, 0.0)],
            ),
            Mark::Points {
                label: Text::new("detector fires", "импульс детектора"),
                style: Style::of("potential").radius(4.0),
                x,
                y,
            },
        ];
        Panel::new(
            Axis::linear(Text::new("time, ms", "время, мс")).from_to(0.0, end_ms),
            detector_axis(settings),
            marks,
        )
        .titled(itd(response))
    });
    let title = Text::new(
        "One click: the impulses of both ears run towards each other along the row",
        "Один щелчок: импульсы от двух ушей бегут вдоль ряда навстречу друг другу",
    );
    Figure::grid("race", title, 3, panels.into())
}

/// Responses of all detectors at all time differences, with the line of tuning and what is decoded.
pub fn map(settings: &Coincidence, parts: &[Response]) -> Figure {
    let n = settings.detectors;
    let half_itd = settings.greatest_itd_ms / (parts.len() - 1) as f64;
    let greatest = settings.greatest_itd_ms;
    let z = (0..n).flat_map(|detector| parts.iter().map(move |r| r.per_click[detector]));
    let heat = Mark::HeatMap {
        label: Text::new("spikes a click", "импульсов на щелчок"),
        columns: parts.len(),
        x: (-greatest - half_itd, greatest + half_itd),
        y: (-0.5, n as f64 - 0.5),
        z: z.collect(),
        colours: Colours::Sequential,
        limits: None,
    };
    let place_of = |itd_ms: f64| 0.5 * (itd_ms / settings.tap_ms + (n - 1) as f64);
    let tuned = Mark::Line {
        label: Text::new(
            "tuning: ITD = (2i − n + 1) Δ",
            "настройка: ITD = (2i − n + 1) Δ",
        ),
        style: Style::of("dies").dashed(),
        x: vec![-greatest, greatest],
        y: vec![place_of(-greatest), place_of(greatest)],
    };
    let decoded = Mark::Points {
        label: Text::new("decoded place", "найденное место"),
        style: Style::of("dies").radius(4.0),
        x: parts.iter().map(|r| r.itd_ms).collect(),
        y: parts.iter().map(Response::place).collect(),
    };
    let panel = Panel::new(
        itd_axis(),
        detector_axis(settings),
        vec![heat, tuned, decoded],
    );
    let title = Text::new(
        "The place of the response tells the interaural time difference",
        "Место ответа указывает межушную разность времени",
    );
    Figure::single("map", title, panel)
}

/// Responses along the row at three time differences.
pub fn tuning(settings: &Coincidence, parts: &[Response]) -> Figure {
    let detectors: Vec<f64> = (0..settings.detectors).map(|i| i as f64).collect();
    let curves = shown(parts)
        .into_iter()
        .enumerate()
        .flat_map(|(index, response)| {
            let style = Style::of(format!("class-{index}"));
            let responses = response.per_click.clone();
            Mark::joined(itd(response), style, detectors.clone(), responses)
        });
    let panel = Panel::new(
        detector_axis(settings),
        Axis::linear(Text::new("spikes a click", "импульсов на щелчок")).with_zero(),
        curves.collect(),
    );
    let title = Text::new("Responses along the row", "Ответы вдоль ряда");
    Figure::single("responses", title, panel)
}

fn itd(response: &Response) -> Text {
    let rounded = (response.itd_ms * 1000.0).round() / 1000.0;
    let words = |number: String, unit: &str| format!("ITD = {} {unit}", number.replace('-', "−"));
    Text::new(
        words(rounded.to_string(), "ms"),
        words(comma(rounded), "мс"),
    )
}

fn itd_axis() -> Axis {
    Axis::linear(Text::new(
        "interaural time difference ITD, ms (above 0: left first)",
        "межушная разность времени ITD, мс (выше 0 — сначала слева)",
    ))
}

fn detector_axis(settings: &Coincidence) -> Axis {
    Axis::linear(Text::new("detector i", "детектор i"))
        .from_to(-0.5, settings.detectors as f64 - 0.5)
        .whole()
}
