//! The learned functions, a panel an edge.

use super::KolmogorovArnold;
use super::learn::Refined;
use super::results::{Affine, inner_maps};
use crate::outcome::figure::{Axis, Mark, Panel, Style};
use crate::outcome::{Figure, Text};

/// Points of a curve.
const POINTS: usize = 201;
/// Edges that are drawn at most.
const MOST: usize = 24;

/// Every edge of the network, layer by layer, over the range of its node.
pub fn functions(settings: &KolmogorovArnold, learned: &Refined) -> Figure {
    let maps = inner_maps(settings, learned);
    let sizes = settings.sizes();
    let mut panels = Vec::new();
    for (layer, pair) in sizes.windows(2).enumerate() {
        for to in 0..pair[1] {
            for from in 0..pair[0] {
                panels.push(panel(settings, learned, (layer, from, to), maps));
            }
        }
    }
    panels.truncate(MOST);
    let columns = match panels.len() {
        0..=3 => panels.len(),
        4 => 2,
        5..=12 => 3,
        _ => 4,
    };
    Figure::grid(
        "functions",
        Text::new(
            "The learned functions of one variable (best start)",
            "Обученные функции одной переменной (лучший старт)",
        ),
        columns,
        panels,
    )
}

fn panel(
    settings: &KolmogorovArnold,
    learned: &Refined,
    edge: (usize, usize, usize),
    maps: Option<[Affine; 2]>,
) -> Panel {
    let (layer, from, to) = edge;
    let (low, high) = match layer {
        0 => (-1.0, 1.0),
        _ => learned.ranges[layer][from],
    };
    let at = |k: usize| low + (high - low) * k as f64 / (POINTS - 1) as f64;
    let x: Vec<f64> = (0..POINTS).map(at).collect();
    let of = |x: &f64| learned.network.function(&learned.weights, edge, *x).0;
    let mut marks = Vec::new();
    if let Some((truth, label)) = known(settings, edge, maps) {
        marks.push(Mark::Line {
            label,
            style: Style::of("class-4").width(6.0),
            x: x.clone(),
            y: x.iter().map(|&x| truth(x)).collect(),
        });
    }
    marks.push(Mark::Line {
        label: Text::new("learned", "обученная"),
        style: Style::of("class-2").width(2.5),
        y: x.iter().map(of).collect(),
        x,
    });
    Panel::new(
        Axis::linear(Text::same(node(settings, layer, from))),
        Axis::linear(Text::same(format!("φ({})", node(settings, layer, from)))),
        marks,
    )
    .titled(Text::same(format!(
        "{} → {}",
        node(settings, layer, from),
        node(settings, layer + 1, to)
    )))
}

/// x, y, the sums of hidden layers, f.
fn node(settings: &KolmogorovArnold, layer: usize, node: usize) -> String {
    let last = settings.hidden.len() + 1;
    match (layer, node) {
        (0, 0) => "x".into(),
        (0, _) => "y".into(),
        (layer, _) if layer == last => "f".into(),
        (layer, _) if settings.hidden[layer - 1] == 1 && settings.hidden.len() == 1 => "s".into(),
        (layer, node) => {
            let letter = [b's', b't', b'u'][layer - 1] as char;
            format!("{letter}{}", subscript(node + 1))
        }
    }
}

fn subscript(number: usize) -> String {
    let digit = |d: char| char::from_u32(0x2080 + d.to_digit(10).unwrap_or(0)).unwrap_or('₀');
    number.to_string().chars().map(digit).collect()
}

type Truth = Box<dyn Fn(f64) -> f64>;

/// What the edge should be, in the scale and shift of what was learned.
fn known(
    settings: &KolmogorovArnold,
    (layer, from, _): (usize, usize, usize),
    maps: Option<[Affine; 2]>,
) -> Option<(Truth, Text)> {
    let [first, second] = maps?;
    let truth = settings.function.inner_sum()?;
    let label = Text::new(
        "truth, scaled and shifted",
        "истинная с масштабом и сдвигом",
    );
    let of: Truth = if layer == 0 {
        let map = [first, second][from];
        let function = truth[from];
        Box::new(move |x| map.scale * function(x) + map.shift)
    } else {
        // The sum is scale·(φ₁ + φ₂) + shifts, both inner functions having one scale.
        let scale = 0.5 * (first.scale + second.scale);
        let shift = first.shift + second.shift;
        let outer = truth[2];
        Box::new(move |s| outer((s - shift) / scale))
    };
    Some((of, label))
}
