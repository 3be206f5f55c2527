//! Shares of pairs against their number, with the closed form and the rule of thumb.

use super::measured::Measured;
use super::{BamCapacity, theory};
use crate::outcome::Text;
use crate::outcome::figure::{Axis, Figure, Mark, Panel, Style};

/// Points of a line of what is expected.
const MOST_POINTS: usize = 200;

/// Both figures.
pub fn all(settings: &BamCapacity, curves: &[Vec<&Measured>]) -> Vec<Figure> {
    let grid = |name: &str, title: Text, panel: &dyn Fn(&[&Measured]) -> Panel| {
        let panels: Vec<Panel> = curves.iter().map(|curve| panel(curve)).collect();
        Figure::grid(name, title, panels.len().min(2), panels)
    };
    vec![
        grid(
            "capacity",
            Text::new(
                "Random pairs that the memory keeps: far fewer than min(n, p)",
                "Сколько случайных пар хранит память: намного меньше min(n, p)",
            ),
            &|curve| capacity(settings, curve),
        ),
        grid(
            "unit_error",
            Text::new(
                "Units that leave a stored pair at once",
                "Нейроны, сразу покидающие хранимую пару",
            ),
            &|curve| unit_error(settings, curve),
        ),
    ]
}

fn titled(curve: &[&Measured]) -> Text {
    let [n, p] = curve[0].layers;
    Text::same(format!("n = {n}, p = {p}"))
}

fn pairs_axis() -> Axis {
    Axis::linear(Text::new("stored pairs", "хранимые пары")).with_zero()
}

fn measured(curve: &[&Measured], label: Text, key: &str, share: fn(&Measured) -> f64) -> [Mark; 2] {
    let x = curve.iter().map(|m| m.pairs as f64).collect();
    let y = curve.iter().map(|m| share(m)).collect();
    Mark::joined(label, Style::of(key).width(1.2).radius(4.0), x, y)
}

/// Something for numbers of pairs up to the largest that was measured.
fn expected(curve: &[&Measured], label: Text, key: &str, share: impl Fn(usize) -> f64) -> Mark {
    let most = curve[curve.len() - 1].pairs;
    let pairs = || (1..=most).step_by(most.div_ceil(MOST_POINTS));
    Mark::Line {
        label,
        style: Style::of(key).width(2.0),
        x: pairs().map(|pairs| pairs as f64).collect(),
        y: pairs().map(share).collect(),
    }
}

fn capacity(settings: &BamCapacity, curve: &[&Measured]) -> Panel {
    let layers = curve[0].layers;
    let percent = format!("{}", 100.0 * settings.noise);
    let mut marks = vec![expected(
        curve,
        Text::new("in resonance, formula", "резонируют, формула"),
        "reference",
        |pairs| theory::stable(settings.units.into(), layers, pairs),
    )];
    marks.push(expected(
        curve,
        Text::new("if units failed independently", "при независимых ошибках"),
        "rest",
        |pairs| theory::stable_if_independent(settings.units.into(), layers, pairs),
    ));
    marks.extend(measured(
        curve,
        Text::new("in resonance", "резонируют"),
        "class-1",
        |m| m.stable,
    ));
    marks.extend(measured(
        curve,
        Text::new(
            format!("recalled, {percent} % of A flipped"),
            format!("вспомнены, обращено {} % слоя A", percent.replace('.', ",")),
        ),
        "class-0",
        |m| m.recalled,
    ));
    marks.push(Mark::Vertical {
        label: Text::new("rule of thumb min(n, p)", "эмпирическое правило min(n, p)"),
        style: Style::of("class-2").dashed(),
        at: layers[0].min(layers[1]) as f64,
    });
    let share = Axis::linear(Text::new("share of pairs", "доля пар")).from_to(-0.02, 1.02);
    Panel::new(pairs_axis(), share, marks).titled(titled(curve))
}

fn unit_error(settings: &BamCapacity, curve: &[&Measured]) -> Panel {
    let layers = curve[0].layers;
    let mut marks = vec![expected(
        curve,
        Text::new("exact", "точно"),
        "reference",
        |pairs| theory::unit_error(settings.units.into(), layers, pairs),
    )];
    let (x, y) = curve
        .iter()
        .filter(|m| m.bit_error > 0.0)
        .map(|m| (m.pairs as f64, m.bit_error))
        .unzip();
    marks.push(Mark::Points {
        label: Text::new("counted", "подсчитано"),
        style: Style::of("class-1").radius(4.0),
        x,
        y,
    });
    let share = Axis::log(Text::new("share of units", "доля нейронов")).from_to(1e-7, 1.0);
    Panel::new(pairs_axis(), share, marks).titled(titled(curve))
}
