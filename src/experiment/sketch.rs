//! Schematic pictures put together: nodes by their places, lines between their edges.

use crate::outcome::Text;
use crate::outcome::figure::{Align, Axis, Connection, Item, Mark, Node, NodeShape, Panel, Style};

/// A place in units of the picture, x to the right and y up.
pub type Place = (f64, f64);

/// A picture that grows.
#[derive(Clone, Debug, Default)]
pub struct Sketch {
    size: (f64, f64),
    /// Painted in this order.
    ground: Vec<Node>,
    lines: Vec<Connection>,
    nodes: Vec<Node>,
    overlay: Vec<Connection>,
}

/// Number of a node of a sketch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NodeId(usize);

/// How a line looks.
#[derive(Clone, Debug, PartialEq)]
pub struct Look {
    pub style: Style,
    pub arrow: bool,
}

/// A plain line of ink.
pub fn line() -> Look {
    Look {
        style: Style::of("").width(2.0),
        arrow: false,
    }
}

/// An arrow of ink.
pub fn arrow() -> Look {
    Look {
        arrow: true,
        ..line()
    }
}

impl Look {
    /// The same in the colour of a style key.
    pub fn key(mut self, key: &str) -> Self {
        self.style.key = key.into();
        self
    }

    /// The same with another width in points.
    pub fn width(mut self, width: f64) -> Self {
        self.style.width = width;
        self
    }

    /// The same, dashed.
    pub fn dashed(mut self) -> Self {
        self.style = self.style.dashed();
        self
    }
}

impl Sketch {
    /// An empty picture of that width and height.
    pub fn new(width: f64, height: f64) -> Self {
        Sketch {
            size: (width, height),
            ..Sketch::default()
        }
    }

    /// Adds a node.
    pub fn node(&mut self, shape: NodeShape, at: Place, size: (f64, f64), label: Text) -> NodeId {
        self.nodes.push(node(shape, at, size, label));
        NodeId(self.nodes.len() - 1)
    }

    /// Adds a frame behind all lines and nodes.
    pub fn frame(&mut self, shape: NodeShape, at: Place, size: (f64, f64), key: &str) {
        let mut frame = node(shape, at, size, Text::default());
        frame.key = key.into();
        self.ground.push(frame);
    }

    /// Adds a circle.
    pub fn circle(&mut self, at: Place, diameter: f64, label: Text, key: &str) -> NodeId {
        let circle = self.node(NodeShape::Circle, at, (diameter, diameter), label);
        self.nodes[circle.0].key = key.into();
        circle
    }

    /// Adds a box.
    pub fn boxed(&mut self, at: Place, size: (f64, f64), label: Text, key: &str) -> NodeId {
        let boxed = self.node(NodeShape::Box, at, size, label);
        self.nodes[boxed.0].key = key.into();
        boxed
    }

    /// Adds words around their middle, no wider than `width`.
    pub fn words(&mut self, at: Place, width: f64, label: Text) -> NodeId {
        self.node(NodeShape::Words, at, (width, 0.0), label)
    }

    /// Adds words that start or end at a place.
    pub fn words_from(&mut self, at: Place, width: f64, label: Text, align: Align) -> NodeId {
        let words = self.words(at, width, label);
        self.nodes[words.0].align = align;
        words
    }

    /// Adds words on a white ground, to stand over a line.
    pub fn tag(&mut self, at: Place, width: f64, label: Text) -> NodeId {
        self.node(NodeShape::Tag, at, (width, 0.0), label)
    }

    /// The node's words get another size.
    pub fn resize(&mut self, node: NodeId, em: f64) {
        self.nodes[node.0].em = em;
    }

    /// The node gets the colour of a style key.
    pub fn paint(&mut self, node: NodeId, key: &str) {
        self.nodes[node.0].key = key.into();
    }

    /// Adds a polyline behind all nodes.
    pub fn path(&mut self, points: Vec<Place>, look: Look) {
        self.lines.push(polyline(points, look));
    }

    /// Adds a polyline over all nodes.
    pub fn overlay(&mut self, points: Vec<Place>, look: Look) {
        self.overlay.push(polyline(points, look));
    }

    /// Adds a Bézier curve of three or four points.
    pub fn curve(&mut self, points: Vec<Place>, look: Look) {
        self.path(points, look);
        if let Some(last) = self.lines.last_mut() {
            last.curved = true;
        }
    }

    /// Adds a straight line from edge to edge of two nodes.
    pub fn connect(&mut self, from: NodeId, to: NodeId, look: Look) {
        let ends = vec![
            self.edge(from, self.nodes[to.0].at),
            self.edge(to, self.nodes[from.0].at),
        ];
        self.path(ends, look);
    }

    /// Adds a line from edge to edge of two nodes by way of corners.
    pub fn connect_by(&mut self, from: NodeId, corners: &[Place], to: NodeId, look: Look) {
        let (Some(&first), Some(&last)) = (corners.first(), corners.last()) else {
            return self.connect(from, to, look);
        };
        let mut points = vec![self.edge(from, first)];
        points.extend_from_slice(corners);
        points.push(self.edge(to, last));
        self.path(points, look);
    }

    /// Where the line from the node's middle towards a place leaves it.
    pub fn edge(&self, node: NodeId, towards: Place) -> Place {
        let node = &self.nodes[node.0];
        let (dx, dy) = (towards.0 - node.at.0, towards.1 - node.at.1);
        let (a, b) = (
            (2.0 * dx / node.size.0).abs(),
            (2.0 * dy / node.size.1).abs(),
        );
        // 1 over the share of the way.
        let over = match node.shape {
            NodeShape::Circle => a.hypot(b),
            NodeShape::Diamond => a + b,
            NodeShape::Box | NodeShape::Pill => a.max(b),
            NodeShape::Words | NodeShape::Tag => f64::INFINITY,
        };
        if over > 0.0 && over.is_finite() {
            (node.at.0 + dx / over, node.at.1 + dy / over)
        } else {
            node.at
        }
    }

    /// The middle of a node.
    pub fn place(&self, node: NodeId) -> Place {
        self.nodes[node.0].at
    }

    /// The picture on a panel of its own.
    pub fn panel(self) -> Panel {
        let ground = self.ground.into_iter().map(Item::Node);
        let lines = self.lines.into_iter().map(Item::Line);
        let nodes = self.nodes.into_iter().map(Item::Node);
        let overlay = self.overlay.into_iter().map(Item::Line);
        let mark = Mark::Schematic {
            size: self.size,
            items: ground.chain(lines).chain(nodes).chain(overlay).collect(),
        };
        Panel::new(Axis::default(), Axis::default(), vec![mark])
    }
}

fn node(shape: NodeShape, at: Place, size: (f64, f64), label: Text) -> Node {
    Node {
        shape,
        at,
        size,
        label,
        em: 1.0,
        align: Align::Middle,
        key: String::new(),
    }
}

fn polyline(points: Vec<Place>, look: Look) -> Connection {
    Connection {
        points,
        curved: false,
        arrow: look.arrow,
        style: look.style,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_at_the_edges_of_nodes() {
        let mut sketch = Sketch::new(10.0, 10.0);
        let circle = sketch.circle((1.0, 1.0), 2.0, Text::default(), "");
        let boxed = sketch.boxed((7.0, 9.0), (4.0, 2.0), Text::default(), "");
        let (x, y) = sketch.edge(circle, (7.0, 9.0));
        assert!(((x - 1.0) - 0.6).abs() < 1e-12 && ((y - 1.0) - 0.8).abs() < 1e-12);
        assert_eq!(sketch.edge(boxed, (7.0, 0.0)), (7.0, 8.0));
        assert_eq!(sketch.edge(boxed, (20.0, 9.0)), (9.0, 9.0));
    }
}
