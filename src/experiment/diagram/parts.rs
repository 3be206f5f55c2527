//! What several pictures have: columns of units, names of units.

use crate::experiment::sketch::{Look, NodeId, Place, Sketch};
use crate::outcome::Text;

/// Most units of a column that are drawn; of more, the last but one is three dots.
pub const MOST_SHOWN: usize = 7;

/// Units one above the other; the first on top.
pub struct Column {
    /// The drawn units, the last being the last of the layer.
    pub units: Vec<NodeId>,
}

/// How a column of units looks.
pub struct Units<'a> {
    pub count: usize,
    /// The letter of their outputs.
    pub letter: &'a str,
    pub key: &'a str,
    pub diameter: f64,
    /// Distance of their middles.
    pub step: f64,
}

/// The numbers, from 1, of the drawn units of a layer, and whether some are left out before the last.
pub fn shown(count: usize) -> (Vec<usize>, bool) {
    if count <= MOST_SHOWN {
        return ((1..=count).collect(), false);
    }
    let first = 1..=MOST_SHOWN - 2;
    (first.chain([count]).collect(), true)
}

impl Units<'_> {
    /// Places that the column takes.
    pub fn places(&self) -> usize {
        self.count.min(MOST_SHOWN)
    }

    /// Draws the column around a middle.
    pub fn draw(&self, sketch: &mut Sketch, middle: Place) -> Column {
        let (numbers, has_dots) = shown(self.count);
        let places = self.places();
        let y = |place: usize| middle.1 + self.step * ((places as f64 - 1.0) / 2.0 - place as f64);
        let mut units = Vec::new();
        for (k, &number) in numbers.iter().enumerate() {
            let is_last = k + 1 == numbers.len();
            let place = if is_last { places - 1 } else { k };
            let label = Text::same(format!("{}_{{{number}}}", self.letter));
            units.push(sketch.circle((middle.0, y(place)), self.diameter, label, self.key));
        }
        if has_dots {
            let dots = sketch.words((middle.0, y(places - 2)), 2.0, Text::same("⋮"));
            sketch.resize(dots, 1.5);
        }
        Column { units }
    }
}

/// Lines from every unit of one column to every unit of another.
pub fn join(sketch: &mut Sketch, from: &Column, to: &Column, look: &Look) {
    for &a in &from.units {
        for &b in &to.units {
            sketch.connect(a, b, look.clone());
        }
    }
}

/// Says that not all units are drawn.
pub fn note(layers: &[usize]) -> Option<Text> {
    layers.iter().any(|&units| units > MOST_SHOWN).then(|| {
        Text::new(
            "Layers of more than 7 units are drawn with ⋮ for those left out.",
            "В слоях, где больше 7 нейронов, опущенные обозначены ⋮.",
        )
    })
}
