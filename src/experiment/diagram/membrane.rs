//! The equivalent circuit of a membrane (Hodgkin & Huxley 1952, J. Physiol. 117:500, fig. 1).

use super::Drawing;
use crate::experiment::sketch::{Place, Sketch, arrow, line};
use crate::outcome::Text;
use crate::outcome::figure::Align;

const TOP: f64 = 22.0;
const BOTTOM: f64 = 6.0;
const LEFT: f64 = 12.0;
const STEP: f64 = 11.5;
/// Middles of resistors and batteries.
const RESISTOR: f64 = 17.0;
const BATTERY: f64 = 10.6;
/// Half the height of a resistor.
const HALF: f64 = 2.4;

/// One ion's way through the membrane.
struct Ion {
    name: &'static str,
    key: &'static str,
    /// Whether its conductance changes.
    varies: bool,
    /// Whether the battery makes the inside positive.
    positive_inside: bool,
}

const IONS: [Ion; 3] = [
    Ion {
        name: "Na",
        key: "sodium",
        varies: true,
        positive_inside: true,
    },
    Ion {
        name: "K",
        key: "potassium",
        varies: true,
        positive_inside: false,
    },
    Ion {
        name: "L",
        key: "leak",
        varies: false,
        positive_inside: false,
    },
];

pub fn draw(has_leak: bool) -> Drawing {
    let ions = if has_leak { &IONS[..] } else { &IONS[..2] };
    let right = LEFT + STEP * ions.len() as f64;
    let width = right + 9.0;
    let mut sketch = Sketch::new(width, 27.4);
    for y in [TOP, BOTTOM] {
        sketch.path(vec![(LEFT, y), (right, y)], line());
    }
    capacitor(&mut sketch, LEFT);
    for (place, ion) in ions.iter().enumerate() {
        branch(&mut sketch, LEFT + STEP * (place as f64 + 1.0), ion);
    }
    terminals(&mut sketch, (LEFT + right) / 2.0);
    let leak = if has_leak {
        " − g_{L}(V − V_{L})"
    } else {
        ""
    };
    let equation =
        format!("C dV/dt = I − g_{{Na}}m^{{3}}h(V − V_{{Na}}) − g_{{K}}n^{{4}}(V − V_{{K}}){leak}");
    sketch.words((width / 2.0, 1.0), width, Text::same(equation));
    Drawing {
        sketch,
        title: Text::new(
            "Equivalent circuit of the squid axon's membrane",
            "Эквивалентная схема мембраны аксона кальмара",
        ),
        // The capacitor, and a resistor and a battery for each ion.
        nodes: 1 + 2 * ions.len(),
        connections: 1 + ions.len(),
        weights: None,
        note: None,
    }
}

/// The current from outside in, at both ends, and the potential between them.
fn terminals(sketch: &mut Sketch, x: f64) {
    let (high, low) = (TOP + 4.0, BOTTOM - 2.6);
    sketch.path(vec![(x, high), (x, TOP)], arrow());
    sketch.path(vec![(x, BOTTOM), (x, low)], line());
    for y in [high, low] {
        sketch.circle((x, y), 0.7, Text::default(), "");
    }
    let outside = Text::new("outside", "снаружи");
    let inside = Text::new("inside", "внутри");
    sketch.words_from((x + 1.2, high), 12.0, outside, Align::Start);
    sketch.words_from((x + 1.2, low), 12.0, inside, Align::Start);
    sketch.words_from((x - 0.9, TOP + 2.2), 3.0, Text::same("I"), Align::End);
}

fn plate(sketch: &mut Sketch, (x, y): Place, half: f64, width: f64) {
    sketch.path(vec![(x - half, y), (x + half, y)], line().width(width));
}

fn capacitor(sketch: &mut Sketch, x: f64) {
    let middle = (TOP + BOTTOM) / 2.0;
    sketch.path(vec![(x, TOP), (x, middle + 0.45)], line());
    sketch.path(vec![(x, middle - 0.45), (x, BOTTOM)], line());
    for y in [middle + 0.45, middle - 0.45] {
        plate(sketch, (x, y), 1.9, 4.0);
    }
    sketch.words_from((x - 2.5, middle), 4.0, Text::same("C"), Align::End);
}

/// From top to bottom: the resistor, the battery.
fn branch(sketch: &mut Sketch, x: f64, ion: &Ion) {
    let look = || line().key(ion.key).width(2.4);
    let gap = 0.42;
    sketch.path(vec![(x, TOP), (x, RESISTOR + HALF)], look());
    sketch.path(zigzag(x), look());
    sketch.path(vec![(x, RESISTOR - HALF), (x, BATTERY + gap)], look());
    sketch.path(vec![(x, BATTERY - gap), (x, BOTTOM)], look());
    if ion.varies {
        let ends = vec![(x - 2.3, RESISTOR - 2.3), (x + 2.3, RESISTOR + 2.3)];
        sketch.path(ends, arrow().key(ion.key));
    }
    let towards = if ion.positive_inside { -1.0 } else { 1.0 };
    let long = line().key(ion.key).width(2.4);
    let short = line().key(ion.key).width(5.0);
    for (sign, half, look) in [(towards, 1.9, long), (-towards, 1.0, short)] {
        let y = BATTERY + sign * gap;
        sketch.path(vec![(x - half, y), (x + half, y)], look);
    }
    let plus = BATTERY + towards * 1.25;
    sketch.words((x - 1.3, plus), 2.0, Text::same("+"));
    for (letter, y) in [("g", RESISTOR), ("V", BATTERY)] {
        let label = Text::same(format!("{letter}_{{{}}}", ion.name));
        sketch.words_from((x + 2.7, y), 5.0, label, Align::Start);
    }
}

fn zigzag(x: f64) -> Vec<Place> {
    let teeth = 6;
    let step = 2.0 * HALF / f64::from(2 * teeth);
    let tooth = |k: i32| {
        let y = RESISTOR + HALF - step * f64::from(2 * k + 1);
        (x + if k % 2 == 0 { 0.95 } else { -0.95 }, y)
    };
    let ends = [(x, RESISTOR + HALF), (x, RESISTOR - HALF)];
    std::iter::once(ends[0])
        .chain((0..teeth).map(tooth))
        .chain([ends[1]])
        .collect()
}
