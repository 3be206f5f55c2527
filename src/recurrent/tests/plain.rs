//! The three networks once more, number by number from their equations, with nothing shared but the
//! order of the weights: the second method. What is fed back can be held at given values.

use crate::perceptron::Activation;
use crate::recurrent::{Cell, ElmanCell, LstmCell, MemoryBlocks, Network, Output, Sequence};

/// A time step written out: sums, memory (contents first) and the new outputs.
pub trait Plain: Cell {
    fn step(&self, sums: &[f64], contents: &mut [f64]) -> Vec<f64>;
}

fn sigma(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

impl Plain for ElmanCell {
    fn step(&self, sums: &[f64], _: &mut [f64]) -> Vec<f64> {
        let unit = |a: &f64| match self.activation {
            Activation::Tanh => a.tanh(),
            Activation::Logistic => sigma(*a),
            other => panic!("{other:?} is not written out here"),
        };
        sums.iter().map(unit).collect()
    }
}

impl Plain for LstmCell {
    fn step(&self, sums: &[f64], c: &mut [f64]) -> Vec<f64> {
        let n = self.outputs();
        (0..n)
            .map(|k| {
                let [i, f, o] = [0, 1, 2].map(|gate| sigma(sums[gate * n + k]));
                c[k] = f * c[k] + i * sums[3 * n + k].tanh();
                o * c[k].tanh()
            })
            .collect()
    }
}

impl Plain for MemoryBlocks {
    fn step(&self, sums: &[f64], s: &mut [f64]) -> Vec<f64> {
        let cells = self.cells();
        let mut outputs = Vec::new();
        for c in 0..cells {
            let input = sigma(sums[cells + c / self.size]);
            let output = sigma(sums[cells + self.blocks + c / self.size]);
            s[c] += input * (4.0 * sigma(sums[c]) - 2.0);
            outputs.push(output * (2.0 * sigma(s[c]) - 1.0));
        }
        outputs.extend(sums[cells..].iter().map(|a| sigma(*a)));
        outputs
    }
}

/// What the hidden layer put out at each step, and E.
pub struct Run {
    pub outputs: Vec<Vec<f64>>,
    pub value: f64,
}

/// Runs a sequence from rest. `frozen`: the outputs that the next step sees in place of its own.
pub fn run<C: Plain>(
    network: &Network<C>,
    w: &[f64],
    sequence: Sequence<'_>,
    frozen: Option<&[Vec<f64>]>,
) -> Run {
    let cell = network.cell();
    let (inputs, sums) = (network.inputs(), cell.sums());
    let steps = sequence.inputs.len() / inputs;
    let judged = sequence.targets.len() / network.outputs();
    let mut contents = vec![0.0; cell.contents()];
    let mut before = vec![0.0; cell.outputs()];
    let (mut outputs, mut value) = (Vec::new(), 0.0);
    for t in 0..steps {
        let x = &sequence.inputs[t * inputs..(t + 1) * inputs];
        let a: Vec<f64> = (0..sums)
            .map(|unit| hidden_sum(network, w, x, &before, unit))
            .collect();
        let now = cell.step(&a, &mut contents);
        if t + judged >= steps {
            let row = (t + judged - steps) * network.outputs();
            let targets = &sequence.targets[row..row + network.outputs()];
            value += error(network, w, x, &now, targets);
        }
        before = match frozen {
            Some(frozen) => frozen[t].clone(),
            None => now.clone(),
        };
        outputs.push(now);
    }
    Run { outputs, value }
}

fn hidden_sum<C: Cell>(network: &Network<C>, w: &[f64], x: &[f64], y: &[f64], unit: usize) -> f64 {
    let (sums, unbiased) = (network.cell().sums(), network.cell().unbiased());
    let mut sum = 0.0;
    for (row, z) in x.iter().chain(y).enumerate() {
        sum += z * w[row * sums + unit];
    }
    if unit >= unbiased {
        sum += w[(x.len() + y.len()) * sums + unit - unbiased];
    }
    sum
}

fn error<C: Cell>(network: &Network<C>, w: &[f64], x: &[f64], y: &[f64], t: &[f64]) -> f64 {
    let (readout, cell) = (network.readout(), network.cell());
    let units = readout.units;
    let mut seen = y[..cell.visible()].to_vec();
    if readout.shortcuts {
        seen.extend(x);
    }
    let first = (x.len() + y.len()) * cell.sums() + cell.sums() - cell.unbiased();
    let z: Vec<f64> = (0..units)
        .map(|k| {
            let terms = seen.iter().enumerate();
            let sum: f64 = terms.map(|(row, s)| s * w[first + row * units + k]).sum();
            let bias = first + seen.len() * units + k;
            sum + if readout.biases { w[bias] } else { 0.0 }
        })
        .collect();
    let pairs = z.iter().zip(t);
    match readout.output {
        Output::Linear => pairs.map(|(z, t)| 0.5 * (z - t).powi(2)).sum(),
        Output::Logistic => pairs.map(|(z, t)| 0.5 * (sigma(*z) - t).powi(2)).sum(),
        Output::LogisticCrossEntropy => pairs
            .map(|(z, t)| -t * sigma(*z).ln() - (1.0 - t) * (1.0 - sigma(*z)).ln())
            .sum(),
        Output::SoftmaxCrossEntropy => {
            let total: f64 = z.iter().map(|z| z.exp()).sum();
            pairs.map(|(z, t)| -t * (z.exp() / total).ln()).sum()
        }
    }
}
