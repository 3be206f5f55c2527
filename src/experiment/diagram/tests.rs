//! Counts of units, connections and weights; every picture stays inside its frame.

use super::*;
use crate::outcome::figure::{Item, Mark, NodeShape};
use crate::perceptron::{Activation, Layer, Loss, Perceptron};

fn of(of: Of) -> Diagram {
    Diagram {
        of,
        ..Diagram::default()
    }
}

const ALL: [Of; 10] = [
    Of::Membrane,
    Of::Neuron,
    Of::FeedForward,
    Of::Elman,
    Of::Lstm,
    Of::Kohonen,
    Of::Hopfield,
    Of::Bam,
    Of::Art,
    Of::GradientDescent,
];

#[test]
fn weights_are_those_of_the_networks_themselves() {
    for sizes in [vec![3, 4, 2], vec![64, 40, 12, 10], vec![1, 1]] {
        let layers: Vec<Layer> = sizes[1..]
            .iter()
            .map(|&units| Layer {
                units,
                activation: Activation::Linear,
            })
            .collect();
        let network = Perceptron::new(sizes[0], &layers, Loss::SquaredError).unwrap();
        let drawing = feed_forward::draw(&sizes);
        assert_eq!(drawing.weights, Some(network.weights()));
        assert_eq!(drawing.nodes, sizes.iter().sum::<usize>());
    }
    // Elman's 1990 exclusive or: 1 input, 2 hidden units, 1 output.
    assert_eq!(recurrent::draw(&[1, 2, 1]).weights, Some(4 * 2 + 3));
    assert_eq!(of(Of::Hopfield).draw().connections, 15);
}

#[test]
fn every_picture_keeps_inside_its_frame_at_every_size() {
    let sizes = [
        (1, 2, vec![1, 1, 1]),
        (4, 6, vec![3, 4, 2]),
        (500, 90, vec![30, 2, 9]),
    ];
    for picture in ALL {
        for (inputs, units, layers) in &sizes {
            let mut layers = layers.clone();
            if picture == Of::Bam {
                layers.truncate(2);
            }
            let settings = Diagram {
                inputs: *inputs,
                units: *units,
                layers: Some(layers),
                ..of(picture)
            };
            assert!(settings.problems(Path::new(".")).is_empty());
            let panel = settings.draw().sketch.panel();
            let Mark::Schematic { size, items } = &panel.marks[0] else {
                panic!("a schematic");
            };
            let inside =
                |(x, y): (f64, f64)| (0.0..=size.0).contains(&x) && (0.0..=size.1).contains(&y);
            for item in items {
                match item {
                    Item::Line(line) => {
                        let mut points = line.points.iter();
                        assert!(points.all(|&point| inside(point)), "{picture:?} {line:?}");
                    }
                    Item::Node(node) => {
                        let is_bare = matches!(node.shape, NodeShape::Words | NodeShape::Tag);
                        let half = if is_bare { 0.0 } else { 0.5 };
                        let (x, y) = node.at;
                        let (dx, dy) = (half * node.size.0, half * node.size.1);
                        assert!(inside((x - dx, y - dy)), "{picture:?} {node:?}");
                        assert!(inside((x + dx, y + dy)), "{picture:?} {node:?}");
                    }
                }
            }
        }
    }
}

#[test]
fn wrong_sizes_are_told() {
    let mut settings = of(Of::Elman);
    settings.layers = Some(vec![2, 2]);
    settings.inputs = 0;
    settings.lattice = [0, 4];
    let problems = settings.problems(Path::new("."));
    let keys: Vec<&str> = problems
        .iter()
        .map(|problem| problem.key.as_str())
        .collect();
    assert_eq!(keys, ["layers", "inputs", "lattice[0]"]);
    assert!(problems[0].message.contains("must have 3"));
}
