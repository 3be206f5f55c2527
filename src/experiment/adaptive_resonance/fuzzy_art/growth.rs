//! Random points of the unit square, each presented once, with and without complement coding.

use super::FuzzyArt;
use crate::experiment::Context;
use crate::experiment::adaptive_resonance::{joined, rho_is};
use crate::outcome::Text;
use crate::outcome::figure::{Axis, Figure, Mark, Panel, Style};
use crate::resonance::{CategoryBox, FuzzyArt as Network, FuzzyArtSettings};

/// How the number of categories grows.
pub struct Growth {
    pub rho: f64,
    /// After every input.
    pub coded: Vec<f64>,
    pub uncoded: Vec<f64>,
    /// The boxes with complement coding, and the templates without, at the end.
    boxes: Vec<CategoryBox>,
    templates: Vec<Vec<f64>>,
}

impl Growth {
    /// Presents the points to both networks.
    pub fn run(settings: &FuzzyArt, context: &Context) -> Self {
        let rho = settings.random_vigilance;
        let network = |complement_coding| {
            let settings = FuzzyArtSettings {
                complement_coding,
                ..settings.network(rho)
            };
            Network::new(2, settings)
        };
        let (mut coded, mut uncoded) = (network(true), network(false));
        let mut stream = context.stream("random inputs");
        let mut growth = Growth {
            rho,
            coded: Vec::with_capacity(settings.random_inputs),
            uncoded: Vec::with_capacity(settings.random_inputs),
            boxes: Vec::new(),
            templates: Vec::new(),
        };
        let mut input = [0.0; 2];
        for _ in 0..settings.random_inputs {
            input.fill_with(|| stream.uniform());
            coded.present(&input);
            uncoded.present(&input);
            growth.coded.push(coded.categories() as f64);
            growth.uncoded.push(uncoded.categories() as f64);
        }
        let boxes = (0..coded.categories()).filter_map(|node| coded.category_box(node));
        growth.boxes = boxes.collect();
        let templates = (0..uncoded.categories()).map(|node| uncoded.weights(node).to_vec());
        growth.templates = templates.collect();
        growth
    }

    /// Categories that the second half of the inputs added.
    pub fn late(counts: &[f64]) -> f64 {
        counts[counts.len() - 1] - counts[counts.len() / 2]
    }
}

/// The numbers of categories, and what they look like.
pub fn figure(growth: &Growth) -> Figure {
    let line = |label: Text, key: &str, y: &[f64]| Mark::Steps {
        label,
        style: Style::of(key).width(2.5),
        x: (1..=y.len()).map(|n| n as f64).collect(),
        y: y.to_vec(),
    };
    let counts = Panel::new(
        Axis::log(Text::new("inputs presented", "предъявлено входов")),
        Axis::linear(Text::new("categories", "категории"))
            .with_zero()
            .whole(),
        vec![
            line(
                Text::new("with complement coding", "с дополнительным кодированием"),
                "class-1",
                &growth.coded,
            ),
            line(Text::new("without", "без него"), "class-0", &growth.uncoded),
        ],
    );
    let panels = vec![counts, boxes(growth), templates(growth)];
    Figure::grid(
        "proliferation",
        joined(
            Text::new(
                "Random inputs, each presented once: templates erode without complement coding, ",
                "Случайные входы, каждый один раз: без дополнительного кодирования прототипы стираются, ",
            ),
            rho_is(growth.rho),
        ),
        panels.len(),
        panels,
    )
}

fn unit_plane(title: Text, marks: Vec<Mark>) -> Panel {
    let axis = |name: &str| Axis::linear(Text::same(name)).from_to(-0.02, 1.02);
    let mut panel = Panel::new(axis("a₁"), axis("a₂"), marks).titled(title);
    panel.equal_aspect = true;
    panel
}

fn boxes(growth: &Growth) -> Panel {
    let marks = growth.boxes.iter().map(|category| Mark::Line {
        label: Text::default(),
        style: Style::of("class-1"),
        x: [0, 1, 1, 0, 0]
            .map(|end| [&category.lower, &category.upper][end][0])
            .to_vec(),
        y: [0, 0, 1, 1, 0]
            .map(|end| [&category.lower, &category.upper][end][1])
            .to_vec(),
    });
    unit_plane(
        Text::new(
            "with: boxes of the categories",
            "с ним: прямоугольники категорий",
        ),
        marks.collect(),
    )
}

fn templates(growth: &Growth) -> Panel {
    let (x, y) = growth.templates.iter().map(|w| (w[0], w[1])).unzip();
    let marks = vec![Mark::Points {
        label: Text::default(),
        style: Style::of("class-0"),
        x,
        y,
    }];
    unit_plane(
        Text::new("without: templates w", "без него: прототипы w"),
        marks,
    )
}
