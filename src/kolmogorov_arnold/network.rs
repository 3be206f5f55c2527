//! The network, its answers and their derivatives by every weight.

use super::spline::{Grid, Local};
use crate::math::logistic;

/// A network of functions of one variable, without its weights, with one output.
///
/// The weights are one flat vector: layer after layer, for every input node and then every output node of
/// the layer, those of their edge: w, then the G + 3 coefficients c.
#[derive(Clone, Debug, PartialEq)]
pub struct Network {
    sizes: Vec<usize>,
    /// The grid of the edges that leave a node, layer by layer.
    grids: Vec<Vec<Grid>>,
}

/// Reused buffers.
#[derive(Clone, Debug, Default)]
pub struct Workspace {
    /// What the nodes hold, layer by layer.
    nodes: Vec<Vec<f64>>,
    /// The splines at each node.
    local: Vec<Vec<Local>>,
    /// Derivative of the output by what the nodes hold.
    sensitivities: Vec<Vec<f64>>,
    /// Derivatives of the output by the weights that are not 0: number of the weight, derivative.
    pub derivatives: Vec<(usize, f64)>,
}

/// b(x) = x/(1 + e^(−x)) and b′(x).
fn base(x: f64) -> (f64, f64) {
    let p = logistic(x);
    (x * p, p * (1.0 + x * (1.0 - p)))
}

impl Network {
    /// Nodes of every layer from the inputs to the one output, all edges on `intervals` intervals from −1
    /// to 1. `None` unless there are two layers of nodes, none is empty, the last has one node, and there
    /// is an interval.
    pub fn new(sizes: &[usize], intervals: usize) -> Option<Self> {
        let fine = sizes.len() >= 2 && !sizes.contains(&0) && sizes.last() == Some(&1);
        let grid = Grid {
            low: -1.0,
            high: 1.0,
            intervals,
        };
        let layers = sizes.iter().take(sizes.len().saturating_sub(1));
        (fine && intervals > 0).then(|| Network {
            sizes: sizes.to_vec(),
            grids: layers.map(|&nodes| vec![grid; nodes]).collect(),
        })
    }

    /// The same nodes on other grids: one for each node but the output, layer by layer, all of as many
    /// intervals.
    pub(super) fn on(&self, grids: Vec<Vec<Grid>>) -> Self {
        Network {
            sizes: self.sizes.clone(),
            grids,
        }
    }

    /// Nodes of every layer.
    pub fn sizes(&self) -> &[usize] {
        &self.sizes
    }

    /// The grid of the edges that leave a node.
    pub fn grid(&self, layer: usize, node: usize) -> Grid {
        self.grids[layer][node]
    }

    /// All grids, layer by layer.
    pub(super) fn grids(&self) -> &[Vec<Grid>] {
        &self.grids
    }

    /// G.
    pub fn intervals(&self) -> usize {
        self.grids[0][0].intervals
    }

    /// Number of edges.
    pub fn edges(&self) -> usize {
        self.sizes.windows(2).map(|pair| pair[0] * pair[1]).sum()
    }

    /// Weights of one edge: w and G + 3 coefficients.
    pub fn weights_per_edge(&self) -> usize {
        self.intervals() + 4
    }

    /// Number of weights.
    pub fn weights(&self) -> usize {
        self.edges() * self.weights_per_edge()
    }

    /// Where the weights of an edge begin.
    pub fn edge(&self, layer: usize, from: usize, to: usize) -> usize {
        let below: usize = self.sizes[..=layer]
            .windows(2)
            .map(|pair| pair[0] * pair[1])
            .sum();
        (below + from * self.sizes[layer + 1] + to) * self.weights_per_edge()
    }

    /// φ(x) and φ′(x) of an edge.
    pub fn function(
        &self,
        w: &[f64],
        (layer, from, to): (usize, usize, usize),
        x: f64,
    ) -> (f64, f64) {
        let start = self.edge(layer, from, to);
        let grid = self.grids[layer][from];
        let edge = &w[start..start + self.weights_per_edge()];
        evaluate(edge, &grid.at(x), x)
    }

    /// The network's answer to one example.
    ///
    /// # Panics
    /// When the weights or the inputs are not as many as they should be.
    pub fn answer(&self, w: &[f64], x: &[f64], workspace: &mut Workspace) -> f64 {
        assert_eq!(w.len(), self.weights(), "weights of another network");
        assert_eq!(x.len(), self.sizes[0], "inputs of another network");
        let Workspace { nodes, local, .. } = workspace;
        nodes.resize_with(self.sizes.len(), Vec::new);
        local.resize_with(self.sizes.len(), Vec::new);
        nodes[0].clear();
        nodes[0].extend_from_slice(x);
        for layer in 0..self.grids.len() {
            let (below, above) = nodes.split_at_mut(layer + 1);
            let (below, above) = (&below[layer], &mut above[0]);
            above.clear();
            above.resize(self.sizes[layer + 1], 0.0);
            local[layer].clear();
            local[layer].extend(below.iter().zip(&self.grids[layer]).map(|(x, g)| g.at(*x)));
            for (from, (&x, splines)) in below.iter().zip(&local[layer]).enumerate() {
                for (to, sum) in above.iter_mut().enumerate() {
                    let start = self.edge(layer, from, to);
                    let edge = &w[start..start + self.weights_per_edge()];
                    *sum += evaluate(edge, splines, x).0;
                }
            }
        }
        nodes[self.sizes.len() - 1][0]
    }

    /// The answer to one example; its derivatives by the weights are left in
    /// [`Workspace::derivatives`], five an edge.
    pub fn differentiate(&self, w: &[f64], x: &[f64], workspace: &mut Workspace) -> f64 {
        let answer = self.answer(w, x, workspace);
        let Workspace {
            nodes,
            local,
            sensitivities,
            derivatives,
        } = workspace;
        derivatives.clear();
        sensitivities.resize_with(self.sizes.len(), Vec::new);
        let last = self.sizes.len() - 1;
        sensitivities[last].clear();
        sensitivities[last].push(1.0);
        for layer in (0..last).rev() {
            let (here, above) = sensitivities.split_at_mut(layer + 1);
            let (here, above) = (&mut here[layer], &above[0]);
            here.clear();
            here.resize(self.sizes[layer], 0.0);
            for (from, sensitivity) in here.iter_mut().enumerate() {
                let (x, splines) = (nodes[layer][from], &local[layer][from]);
                for (to, &delta) in above.iter().enumerate() {
                    let start = self.edge(layer, from, to);
                    let edge = &w[start..start + self.weights_per_edge()];
                    *sensitivity += delta * evaluate(edge, splines, x).1;
                    derivatives.push((start, delta * base(x).0));
                    let of_splines = splines.existing(edge.len() - 1);
                    derivatives.extend(of_splines.map(|(m, b, _)| (start + 1 + m, delta * b)));
                }
            }
        }
        answer
    }

    /// Widens least and largest of what each node holds, layer by layer, by one example.
    pub fn observe(
        &self,
        w: &[f64],
        x: &[f64],
        ranges: &mut Vec<Vec<(f64, f64)>>,
        workspace: &mut Workspace,
    ) {
        self.answer(w, x, workspace);
        if ranges.is_empty() {
            let none = |nodes: &usize| vec![(f64::INFINITY, f64::NEG_INFINITY); *nodes];
            *ranges = self.sizes.iter().map(none).collect();
        }
        for (ranges, nodes) in ranges.iter_mut().zip(&workspace.nodes) {
            for (range, &x) in ranges.iter_mut().zip(nodes) {
                *range = (range.0.min(x), range.1.max(x));
            }
        }
    }
}

/// w b(x) + Σ c B(x) and its derivative.
fn evaluate(edge: &[f64], splines: &Local, x: f64) -> (f64, f64) {
    let (b, b_slope) = base(x);
    let mut value = edge[0] * b;
    let mut slope = edge[0] * b_slope;
    for (m, b, s) in splines.existing(edge.len() - 1) {
        value += edge[1 + m] * b;
        slope += edge[1 + m] * s;
    }
    (value, slope)
}
