//! Figures that hold every mark, with long words in both languages.

use crate::outcome::figure::*;
use crate::outcome::{Figure, Text};

pub const LONG: &str =
    "перекрёстная энтропия на контрольной выборке после каждой итерации обучения";

pub fn both(english: &str, russian: &str) -> Text {
    Text::new(english, russian)
}

pub fn line(label: Text, key: &str, y: impl Fn(f64) -> f64) -> Mark {
    let x: Vec<f64> = (0..200).map(f64::from).collect();
    Mark::Line {
        label,
        style: Style::of(key),
        y: x.iter().map(|&x| y(x)).collect(),
        x,
    }
}

pub fn wave(count: usize) -> Vec<f64> {
    (0..count).map(|k| (k as f64 * 0.37).sin()).collect()
}

pub fn curve_marks() -> Vec<Mark> {
    let x: Vec<f64> = (0..50).map(f64::from).collect();
    let y = wave(50);
    let (label, style) = (Text::same("BFGS"), Style::of("bfgs"));
    vec![
        Mark::Band {
            label: label.clone(),
            style: style.clone(),
            x: x.clone(),
            low: y.iter().map(|y| y - 0.2).collect(),
            high: y.iter().map(|y| y + 0.2).collect(),
        },
        line(label.clone(), "bfgs", |x| (x / 20.0).sin()),
        Mark::Points {
            label: both("points", "точки"),
            style: Style::of("rprop"),
            x: x.clone(),
            y: y.clone(),
        },
        Mark::Raster {
            label: both("spikes", "спайки"),
            style: Style::of("sodium"),
            x: x.clone(),
            y: y.clone(),
        },
        Mark::Path { label, style, x, y },
        Mark::Steps {
            label: both("share solved", "доля решённых"),
            style: Style::of("goal"),
            x: vec![0.0, 5.0, f64::NAN, 20.0, 40.0],
            y: vec![0.0, 0.5, 0.7, 0.8, 1.0],
        },
        Mark::Horizontal {
            label: both("goal", "цель"),
            style: Style::of("goal").dashed(),
            at: 0.5,
        },
        Mark::Vertical {
            label: Text::default(),
            style: Style::of("goal").dashed(),
            at: 20.0,
        },
    ]
}

pub fn grid_marks() -> Vec<Mark> {
    let (columns, x, y) = (20, (0.0, 10.0), (-1.0, 1.0));
    vec![
        Mark::HeatMap {
            label: both("weight", LONG),
            columns,
            x,
            y,
            z: wave(400),
            colours: Colours::Diverging,
            limits: None,
        },
        Mark::Regions {
            columns,
            x,
            y,
            class: (0..400).map(|k| k % 3).collect(),
            keys: vec!["class-0".into(), "class-1".into()],
        },
        Mark::Contours {
            label: both("f(x)", "f(x)"),
            columns,
            x,
            y,
            z: wave(400),
            levels: vec![-0.5, 0.0, 0.5],
        },
    ]
}

pub fn placed_marks() -> Vec<Mark> {
    let places = ["Левенберга–Марквардта", "сопряжённые градиенты", "BFGS"]
        .map(Text::same)
        .to_vec();
    vec![
        Mark::Bars {
            places: places.clone(),
            groups: vec![BarGroup {
                label: both("training", "обучение"),
                style: Style::of("train"),
                values: vec![1.0, f64::NAN, 3.0],
                low: vec![0.5, 0.5, 3.0],
                high: vec![1.5, 2.5, 3.0],
            }],
        },
        Mark::Boxes {
            places,
            groups: vec![BoxGroup {
                label: both("test", "контроль"),
                style: Style::of("test"),
                samples: vec![
                    Sample(wave(30)),
                    Sample(vec![]),
                    Sample(vec![1.0, 1.0, 9.0]),
                ],
            }],
        },
    ]
}

pub fn pictures() -> Mark {
    let picture = |caption: &str| Picture {
        caption: Text::same(caption),
        values: wave(12),
    };
    Mark::Images {
        label: both("weight", "вес"),
        width: 4,
        height: 3,
        per_row: 3,
        pictures: ["один", "два", "", "образ после восстановления"]
            .map(picture)
            .to_vec(),
        colours: Colours::Grey,
        shared_scale: true,
    }
}

/// A map of units three times: by numbers, in own colours, by a key with words.
pub fn maps() -> Vec<Mark> {
    let fills = [
        Fill::Values {
            z: wave(6),
            colours: Colours::Sequential,
            limits: None,
        },
        Fill::Own((0..18).map(|part| f64::from(part) / 17.0).collect()),
        Fill::Style(Style::of("class-3")),
    ];
    let map = |fill| Mark::Cells {
        label: both("distance of neighbours", LONG),
        shape: CellShape::Hexagon,
        x: vec![0.0, 1.0, 2.0, 0.5, 1.5, 2.5],
        y: [vec![0.0; 3], vec![0.75_f64.sqrt(); 3]].concat(),
        sizes: vec![1.0, 0.5, 0.0],
        fill,
        texts: ["1", "двенадцать", ""].map(String::from).to_vec(),
    };
    fills.map(map).to_vec()
}

/// Names of methods, some of them long.
pub fn names(count: usize) -> Vec<Text> {
    let known = [
        "стохастический градиентный спуск",
        "масштабированные сопряжённые градиенты",
        "Левенберга–Марквардта",
        "BFGS",
        "Rprop, настроенный",
    ];
    let name = |k: usize| Text::same(*known.get(k).unwrap_or(&"импульс Нестерова"));
    (0..count).map(name).collect()
}

pub fn matrix(rows: usize, columns: usize) -> Mark {
    let z = wave(rows * columns);
    Mark::Matrix {
        label: both("wins − losses", "победы − поражения"),
        rows: names(rows),
        columns: names(columns),
        texts: z
            .iter()
            .map(|z| format!("{:.0}/3/12", 20.0 + 9.0 * z))
            .collect(),
        z,
        colours: Colours::Diverging,
        limits: None,
    }
}

pub fn hinton(rows: usize, columns: usize) -> Mark {
    Mark::Hinton {
        label: both("weight", "вес связи"),
        rows: names(rows),
        columns: names(columns),
        z: wave(rows * columns),
        largest: None,
    }
}

/// Every mark but critical differences in a panel of its own, with long words everywhere.
pub fn gallery(columns: usize) -> Figure {
    let axis = |label: &str| Axis::linear(both(label, LONG));
    let panel =
        |mark| Panel::new(axis("x, ms"), axis("y, mV"), vec![mark]).titled(both("panel", LONG));
    let marks = [
        curve_marks(),
        grid_marks(),
        placed_marks(),
        vec![pictures(), matrix(3, 2), hinton(2, 3)],
        maps(),
    ]
    .concat();
    let mut panels: Vec<Panel> = marks.into_iter().map(panel).collect();
    panels[1].equal_aspect = true;
    panels[1].x.range = Some((0.0, 3.0));
    let title = both("All marks", &[LONG; 3].join(", "));
    Figure::grid("gallery", title, columns, panels)
}

pub fn decoded(png: &[u8]) -> (u32, u32, Vec<u8>) {
    let mut reader = png::Decoder::new(png).read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size()];
    let info = reader.next_frame(&mut pixels).unwrap();
    (info.width, info.height, pixels)
}

pub fn simple(marks: Vec<Mark>, y: Axis) -> Figure {
    let panel = Panel::new(Axis::linear(Text::same("x")), y, marks);
    Figure::single("simple", Text::same("Title"), panel)
}
