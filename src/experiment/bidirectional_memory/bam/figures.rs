//! The correlation matrix, recalls frame by frame, their energies, and recall against noise.

use super::noise::Tally;
use super::pairs::{End, Pairs};
use super::worked::{Frame, Recall, Worked};
use crate::outcome::Text;
use crate::outcome::figure::{Axis, Colours, Figure, Mark, Panel, Picture, Style};

/// Entries of M up to which they are printed.
const MOST_PRINTED: usize = 120;
/// Frames of a recall that are drawn.
const MOST_FRAMES: usize = 8;

/// Entries of M up to which it is drawn.
const MOST_DRAWN: usize = 40_000;

/// All figures.
pub fn all(pairs: &Pairs, worked: &Worked, tallies: &[Tally]) -> Vec<Figure> {
    let is_drawn = worked.matrix.len() <= MOST_DRAWN;
    let matrix = is_drawn.then(|| matrix(pairs, worked));
    let others = [recall(pairs, worked), energy(worked), noise(pairs, tallies)];
    matrix.into_iter().chain(others).collect()
}

fn matrix(pairs: &Pairs, worked: &Worked) -> Figure {
    let (n, p) = pairs.units();
    let is_printed = worked.matrix.len() <= MOST_PRINTED;
    let names = |layer: &str, units: usize| -> Vec<Text> {
        let name = |unit: usize| match is_printed {
            true => Text::same(format!("{layer}{unit}")),
            false => Text::default(),
        };
        (1..=units).map(name).collect()
    };
    let print = |m: &f64| format!("{m}").replace('-', "−");
    let marks = vec![Mark::Matrix {
        label: Text::new("correlation", "корреляция"),
        rows: names("a", n),
        columns: names("b", p),
        z: worked.matrix.clone(),
        texts: if is_printed {
            worked.matrix.iter().map(print).collect()
        } else {
            Vec::new()
        },
        colours: Colours::Diverging,
        limits: None,
    }];
    let panel = Panel::new(
        Axis::linear(Text::new("units of layer B", "нейроны слоя B")),
        Axis::linear(Text::new("units of layer A", "нейроны слоя A")),
        marks,
    );
    let count = pairs.count();
    Figure::single(
        "matrix",
        Text::new(
            format!("M = Σ XᵀY of {count} pairs: one matrix for both directions"),
            format!("M = Σ XᵀY, пар: {count}; одна матрица для обоих направлений"),
        ),
        panel,
    )
}

fn recall(pairs: &Pairs, worked: &Worked) -> Figure {
    let longest = worked.recalls.iter().map(|recall| recall.frames.len());
    let per_row = longest.max().unwrap_or(1).min(MOST_FRAMES);
    let panels = worked
        .recalls
        .iter()
        .map(|recall| frames(pairs, recall, per_row));
    Figure::grid(
        "recall",
        Text::new(
            "Recall: layer A is cued, both layers send each other until they resonate",
            "Вспоминание: стимул на слое A, слои возбуждают друг друга до резонанса",
        ),
        1,
        panels.collect(),
    )
}

/// Layer A on the left and layer B on the right of each frame.
fn frames(pairs: &Pairs, recall: &Recall, per_row: usize) -> Panel {
    let canvas = Canvas::of(pairs);
    let shown = recall.frames.iter().take(MOST_FRAMES).enumerate();
    let mut pictures: Vec<Picture> = shown
        .map(|(pass, frame)| Picture {
            caption: caption(pass, frame.energy),
            values: canvas.draw(frame),
        })
        .collect();
    // Frames of equal size in all panels.
    let blank = Picture {
        caption: Text::default(),
        values: Vec::new(),
    };
    pictures.resize(per_row.max(pictures.len()), blank);
    let images = Mark::Images {
        label: Text::default(),
        width: canvas.width,
        height: canvas.height,
        per_row,
        pictures,
        colours: Colours::Blues,
        shared_scale: true,
    };
    let ended = ended(pairs, recall);
    Panel::new(Axis::default(), Axis::default(), vec![images]).titled(Text::new(
        format!("{} → {}", recall.name.en, ended.en),
        format!("{} → {}", recall.name.ru, ended.ru),
    ))
}

fn caption(pass: usize, energy: f64) -> Text {
    let energy = format!("{energy}").replace('-', "−");
    match pass {
        0 => Text::new(
            format!("cue, E = {energy}"),
            format!("стимул, E = {energy}"),
        ),
        odd if odd % 2 == 1 => Text::same(format!("A → B, E = {energy}")),
        _ => Text::same(format!("A ← B, E = {energy}")),
    }
}

fn ended(pairs: &Pairs, recall: &Recall) -> Text {
    if !recall.is_stable {
        return Text::new("cut off by max_passes", "прервано: max_passes");
    }
    match recall.end {
        End::Pair(pair) => {
            let name = pairs.name(pair);
            Text::new(format!("pair {name}"), format!("пара {name}"))
        }
        End::Complement(pair) => {
            let name = pairs.name(pair);
            Text::new(
                format!("the complement of pair {name}"),
                format!("дополнение пары {name}"),
            )
        }
        End::Spurious => Text::new("no stored pair", "не хранимая пара"),
    }
}

/// Where the pixels of both layers lie in one picture, with an empty column between them.
struct Canvas {
    width: usize,
    height: usize,
    of_a: (usize, usize),
    of_b: (usize, usize),
}

impl Canvas {
    fn of(pairs: &Pairs) -> Self {
        let size = |bitmap: &crate::dataset::Bitmap| (bitmap.width(), bitmap.height());
        let (of_a, of_b) = (size(&pairs.a[0].bitmap), size(&pairs.b[0].bitmap));
        Canvas {
            width: of_a.0 + 1 + of_b.0,
            height: of_a.1.max(of_b.1),
            of_a,
            of_b,
        }
    }

    fn draw(&self, frame: &Frame) -> Vec<f64> {
        let mut values = vec![f64::NAN; self.width * self.height];
        let mut put = |state: &[i8], (width, height): (usize, usize), left: usize| {
            let top = (self.height - height) / 2;
            for (unit, sign) in state.iter().enumerate() {
                let (row, column) = (top + unit / width, left + unit % width);
                values[row * self.width + column] = f64::from(u8::from(*sign > 0));
            }
        };
        put(&frame.a, self.of_a, 0);
        put(&frame.b, self.of_b, self.of_a.0 + 1);
        values
    }
}

fn energy(worked: &Worked) -> Figure {
    let marks = worked
        .recalls
        .iter()
        .enumerate()
        .flat_map(|(index, recall)| {
            let energies = recall.frames.iter().map(|frame| frame.energy);
            let passes = (0..recall.frames.len()).map(|pass| pass as f64);
            let style = Style::of(format!("class-{index}")).radius(4.0);
            Mark::joined(
                recall.name.clone(),
                style,
                passes.collect(),
                energies.collect(),
            )
        });
    let panel = Panel::new(
        Axis::linear(Text::new("passes", "проходы"))
            .with_zero()
            .whole(),
        Axis::linear(Text::new("energy E = −A M Bᵀ", "энергия E = −A M Bᵀ")),
        marks.collect(),
    );
    Figure::single(
        "energy",
        Text::new(
            "Every pass that changes a unit lowers the energy",
            "Каждый проход, меняющий хоть один нейрон, понижает энергию",
        ),
        panel,
    )
}

fn noise(pairs: &Pairs, tallies: &[Tally]) -> Figure {
    let sorted = by_flips(tallies);
    let units = pairs.units().0 as f64;
    let line = |label: Text, key: &str, count: fn(&Tally) -> usize| {
        let x = sorted.iter().map(|t| 100.0 * t.flips as f64 / units);
        let y = sorted.iter().map(|t| 100.0 * t.share(count(t))).collect();
        Mark::joined(label, Style::of(key).radius(4.0), x.collect(), y)
    };
    let marks = [
        line(
            Text::new("the right pair", "нужная пара"),
            "class-1",
            |t| t.right,
        ),
        line(
            Text::new("its complement", "её дополнение"),
            "class-0",
            |t| t.complement,
        ),
        line(
            Text::new(
                "another pair or its complement",
                "другая пара или её дополнение",
            ),
            "class-4",
            |t| t.other,
        ),
        line(
            Text::new("nothing stored", "ничего из хранимого"),
            "rest",
            Tally::spurious,
        ),
    ];
    let panel = Panel::new(
        Axis::linear(Text::new(
            "pixels of A flipped, %",
            "обращено пикселей A, %",
        ))
        .with_zero(),
        Axis::linear(Text::new("recalls that end there, %", "доля исходов, %"))
            .from_to(-2.0, 102.0),
        marks.into_iter().flatten().collect(),
    );
    Figure::single(
        "noise",
        Text::new(
            "Where recall from noisy cues ends",
            "Чем кончается вспоминание по зашумлённому стимулу",
        ),
        panel,
    )
}

/// From the fewest flips on, shares that come to the same number of flips together.
fn by_flips(tallies: &[Tally]) -> Vec<Tally> {
    let mut sorted = tallies.to_vec();
    sorted.sort_by_key(|tally| tally.flips);
    sorted.dedup_by(|next, kept| {
        let is_same = next.flips == kept.flips;
        if is_same {
            kept.merge(next);
        }
        is_same
    });
    sorted
}
