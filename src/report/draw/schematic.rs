//! Schematic pictures: nodes with words in them, lines and arrows.

mod lettering;
mod outline;

use super::axis::Measures;
use super::clip;
use super::marks::pattern;
use super::palette::FigureColours;
use super::scene::{Anchor, Colour, INK, Point, Rect, Scene, Shape, WHITE};
use crate::outcome::Language;
use crate::outcome::figure::{Align, Connection, Item, Mark, Node, NodeShape, Panel};
use lettering::Lettering;

/// The schematic of a panel.
#[derive(Clone, Copy, Debug)]
pub struct Schematic<'a> {
    language: Language,
    size: (f64, f64),
    items: &'a [Item],
}

/// The narrowest schematic, in ems of the labels.
const NARROWEST: f64 = 16.0;
/// The largest unit likewise: a small picture does not fill a slide.
const LARGEST_UNIT: f64 = 1.25;
/// The height it may take, as a multiple of that of a slide's plot.
const MOST_HEIGHT: f64 = 1.2;
/// How pale the ground of a coloured node is.
const PALE: f64 = 0.84;
/// Length and half the width of an arrow head, in units; the head grows with its line.
const HEAD: (f64, f64) = (0.62, 0.24);

impl<'a> Schematic<'a> {
    /// The schematic of a panel that has one.
    pub fn of(panel: &'a Panel, language: Language) -> Option<Self> {
        panel.marks.iter().find_map(|mark| match mark {
            Mark::Schematic { size, items } => Some(Schematic {
                language,
                size: (size.0.max(1.0), size.1.max(1.0)),
                items,
            }),
            _ => None,
        })
    }

    /// The least width that it needs.
    pub fn narrowest(m: &Measures) -> f64 {
        NARROWEST * m.label
    }

    fn unit(&self, width: f64, m: &Measures) -> f64 {
        (width / self.size.0).min(LARGEST_UNIT * m.label)
    }

    /// The height that it wants when it may be `width` wide.
    pub fn height(&self, width: f64, most: f64, m: &Measures) -> f64 {
        (self.unit(width, m) * self.size.1).min(MOST_HEIGHT * most)
    }

    /// Draws it in the middle of a plot.
    pub fn draw(&self, scene: &mut Scene, plot: Rect, colours: &FigureColours, m: &Measures) {
        let unit = self.unit(plot.width(), m).min(plot.height() / self.size.1);
        let drawing = Drawing {
            language: self.language,
            unit,
            left: (plot.left + plot.right - unit * self.size.0) / 2.0,
            bottom: (plot.top + plot.bottom + unit * self.size.1) / 2.0,
            colours,
            point: m.point,
        };
        for item in self.items {
            match item {
                Item::Node(node) => drawing.node(scene, node),
                Item::Line(line) => drawing.line(scene, line),
            }
        }
    }
}

/// A schematic on its way into the scene.
struct Drawing<'a> {
    language: Language,
    /// Pixels in a unit.
    unit: f64,
    left: f64,
    bottom: f64,
    colours: &'a FigureColours,
    point: f64,
}

impl Drawing<'_> {
    fn at(&self, (x, y): (f64, f64)) -> Point {
        (self.left + self.unit * x, self.bottom - self.unit * y)
    }

    fn colour(&self, key: &str) -> Colour {
        if key.is_empty() {
            INK
        } else {
            self.colours.colour(key)
        }
    }

    fn line(&self, scene: &mut Scene, line: &Connection) {
        let corners: Vec<Point> = line.points.iter().map(|&point| self.at(point)).collect();
        let mut path = if line.curved {
            outline::bezier(&corners)
        } else {
            corners
        };
        if path.len() < 2 || path.iter().any(|(x, y)| !(x.is_finite() && y.is_finite())) {
            return;
        }
        let (colour, width) = (self.colour(&line.style.key), line.style.width * self.point);
        if line.arrow {
            let grown = 1.0 + 0.12 * (line.style.width - 2.0).max(0.0);
            let (length, half) = (HEAD.0 * grown * self.unit, HEAD.1 * grown * self.unit);
            let head = outline::arrow_head(&mut path, length, half);
            let polygons = vec![head];
            scene.shapes.push(Shape::Polygons { polygons, colour });
        }
        let lines = match pattern(self.colours.dash(&line.style), width) {
            Some((on, off)) => clip::dashes(&[path], on, off),
            None => vec![path],
        };
        scene.strokes(lines, width, colour);
    }

    fn node(&self, scene: &mut Scene, node: &Node) {
        let (wide, high) = (node.size.0 * self.unit, node.size.1 * self.unit);
        let middle = self.at(node.at);
        let text = node.label.get(self.language);
        let limits = match node.shape {
            NodeShape::Circle => (0.84 * wide, 0.84 * high),
            NodeShape::Diamond => (0.66 * wide, 0.6 * high),
            NodeShape::Box => (wide - 0.7 * self.unit, high - 0.2 * self.unit),
            NodeShape::Pill => (wide - 0.6 * high, high),
            NodeShape::Words | NodeShape::Tag => (wide, f64::INFINITY),
        };
        let words = Lettering::fit(text, node.em * self.unit, limits);
        if node.shape == NodeShape::Tag {
            let half = (words.width() / 2.0 + 0.2 * self.unit, words.height() / 2.0);
            let polygons = vec![outline::rounded(middle, half, 0.0)];
            let colour = WHITE;
            scene.shapes.push(Shape::Polygons { polygons, colour });
        } else if let Some(shape) =
            outline::of(node.shape, middle, (wide / 2.0, high / 2.0), self.unit)
        {
            self.fill(scene, shape, &node.key);
        }
        let anchor = match node.align {
            Align::Start => Anchor::Start,
            Align::Middle => Anchor::Middle,
            Align::End => Anchor::End,
        };
        let is_bare = matches!(node.shape, NodeShape::Words | NodeShape::Tag);
        let ink = if is_bare { self.colour(&node.key) } else { INK };
        words.draw(scene, middle, anchor, ink);
    }

    fn fill(&self, scene: &mut Scene, polygon: Vec<Point>, key: &str) {
        let edge = self.colour(key);
        let colour = if key.is_empty() {
            WHITE
        } else {
            edge.mix(WHITE, PALE)
        };
        let mut line = polygon.clone();
        // Once round and on along the first edge, so that the last corner is joined too.
        line.extend_from_within(..2.min(line.len()));
        let polygons = vec![polygon];
        scene.shapes.push(Shape::Polygons { polygons, colour });
        scene.strokes(vec![line], 2.0 * self.point, edge);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::Text;
    use crate::outcome::figure::{Axis, Figure, Style};
    use crate::report::draw::layout;

    fn node(label: &str) -> Node {
        Node {
            shape: NodeShape::Box,
            at: (5.0, 2.0),
            size: (6.0, 2.0),
            label: Text::same(label),
            em: 1.0,
            align: Align::Middle,
            key: String::new(),
        }
    }

    fn scene_of(item: Item) -> Scene {
        let (size, items) = ((10.0, 4.0), vec![item]);
        let mark = Mark::Schematic { size, items };
        let panel = Panel::new(Axis::default(), Axis::default(), vec![mark]);
        let figure = Figure::single("f", Text::default(), panel);
        layout::scene(&figure, Language::En, 800.0)
    }

    #[test]
    fn words_stay_in_their_boxes() {
        let long = "words that are far too long for one line of a small box";
        let scene = scene_of(Item::Node(node(long)));
        let ground = scene.shapes.iter().find_map(|shape| match shape {
            Shape::Polygons { polygons, .. } => Some(polygons[0].clone()),
            _ => None,
        });
        let ground = ground.unwrap();
        let ends = |of: fn(&Point) -> f64| {
            let values = ground.iter().map(of);
            (
                values.clone().fold(f64::INFINITY, f64::min),
                values.fold(f64::NEG_INFINITY, f64::max),
            )
        };
        let (x, y) = (ends(|p| p.0), ends(|p| p.1));
        assert!(scene.all_words().count() > 1);
        for words in scene.all_words() {
            let bounds = words.bounds();
            assert!(bounds.left >= x.0 && bounds.right <= x.1, "{}", words.text);
            assert!(bounds.top >= y.0 && bounds.bottom <= y.1, "{}", words.text);
        }
    }

    #[test]
    fn a_line_ends_in_its_arrow_head() {
        let line = Connection {
            points: vec![(1.0, 1.0), (9.0, 1.0)],
            curved: false,
            arrow: true,
            style: Style::of(""),
        };
        let scene = scene_of(Item::Line(line));
        let mut tips = scene.shapes.iter().filter_map(|shape| match shape {
            Shape::Polygons { polygons, .. } => Some(polygons[0][0]),
            _ => None,
        });
        let mut ends = scene.shapes.iter().filter_map(|shape| match shape {
            Shape::Strokes { lines, .. } => lines[0].last().copied(),
            _ => None,
        });
        let (tip, end) = (tips.next().unwrap(), ends.next().unwrap());
        assert!(end.0 < tip.0 && end.1 == tip.1);
    }
}
