//! The network of the paper's experiments 2a and 2b: outputs that see the inputs directly, and one
//! memory cell with an input gate and nothing else, added once the direct way can do no more.
//!
//! in = σ(w_in · x), g = σ(w_c · x) ∈ [0, 1], s(t) = s(t−1) + in g
//! y_k = σ(Σ_i w_ki x_i + v_k s)
//!
//! No output gate, h the identity, no biases, no recurrent weights: 101² + 101 + 2·101 = 10,504
//! weights for a delay of 100, as table 2 counts. Learnt on line, the weights changed at every step,
//! with E = ½ Σ_k (y_k − t_k)² and
//!
//! ∂s/∂w_c(t) = ∂s/∂w_c(t−1) + in g(1 − g) x,   ∂s/∂w_in(t) = ∂s/∂w_in(t−1) + g in(1 − in) x.
//!
//! Every term of s is positive, so s drifts upwards unless the gate is nearly shut in the beginning
//! (section 4, "internal state drift"): without biases only the gate's weights can shut it.
//!
//! S. Hochreiter & J. Schmidhuber, *Neural Computation* 9:1735–1780, 1997, section 5.2.

use crate::math::elementary::logistic_in_place;
use crate::random::Stream;

/// Outputs, direct weights and one memory cell, with its weights: the cell is part of the answer only
/// once it has been [added](InputGateCell::add_cell).
#[derive(Clone, Debug, PartialEq)]
pub struct InputGateCell {
    symbols: usize,
    /// Whether the cell takes part.
    active: bool,
    /// Inputs × outputs, row-major; then v, w_c, w_in.
    w: Vec<f64>,
    s: f64,
    by_cell: Vec<f64>,
    by_gate: Vec<f64>,
    answers: Vec<f64>,
    deltas: Vec<f64>,
}

impl InputGateCell {
    /// A network of so many inputs and as many outputs, all weights uniform on [−range, range), those
    /// of the gate lowered by `shut`.
    pub fn new(symbols: usize, range: f64, shut: f64, stream: &mut Stream) -> Self {
        let count = symbols * symbols + 3 * symbols;
        let mut w: Vec<f64> = (0..count)
            .map(|_| stream.uniform_between(-range, range))
            .collect();
        w[count - symbols..].iter_mut().for_each(|w| *w -= shut);
        InputGateCell {
            symbols,
            active: false,
            w,
            s: 0.0,
            by_cell: vec![0.0; symbols],
            by_gate: vec![0.0; symbols],
            answers: vec![0.0; symbols],
            deltas: vec![0.0; symbols],
        }
    }

    /// Number of weights, those of the cell among them.
    pub fn weights(&self) -> usize {
        self.w.len()
    }

    /// Lets the memory cell take part.
    pub fn add_cell(&mut self) {
        self.active = true;
    }

    /// Forgets the past: a new sequence begins.
    pub fn rest(&mut self) {
        self.s = 0.0;
        self.by_cell.fill(0.0);
        self.by_gate.fill(0.0);
    }

    /// The state s.
    pub fn state(&self) -> f64 {
        self.s
    }

    /// How far the input gate opens for an input.
    pub fn gate(&self, x: &[f64]) -> f64 {
        let last = self.w.len() - self.symbols;
        logistic(dot(&self.w[last..], x))
    }

    /// One step; the answers to x(t).
    pub fn advance(&mut self, x: &[f64]) -> &[f64] {
        let n = self.symbols;
        let (direct, cell) = self.w.split_at(n * n);
        if self.active {
            let (g, input) = (
                logistic(dot(&cell[n..2 * n], x)),
                logistic(dot(&cell[2 * n..], x)),
            );
            self.s += input * g;
            for (place, x) in x.iter().enumerate() {
                self.by_cell[place] += input * g * (1.0 - g) * x;
                self.by_gate[place] += g * input * (1.0 - input) * x;
            }
        }
        for (answer, v) in self.answers.iter_mut().zip(&cell[..n]) {
            *answer = v * self.s;
        }
        for (x, row) in x.iter().zip(direct.chunks_exact(n)) {
            // Local codes are nearly all zeros.
            if *x != 0.0 {
                let pairs = self.answers.iter_mut().zip(row);
                pairs.for_each(|(answer, w)| *answer += w * x);
            }
        }
        logistic_in_place(&mut self.answers);
        &self.answers
    }

    /// One step, after which every weight w moves by −`rate`·∂E(t)/∂w. Returns E(t) before.
    pub fn learn(&mut self, x: &[f64], target: &[f64], rate: f64) -> f64 {
        self.advance(x);
        let error = self.judge(target);
        let n = self.symbols;
        let (direct, cell) = self.w.split_at_mut(n * n);
        let (to_outputs, to_cell) = cell.split_at_mut(n);
        let from_outputs = dot(to_outputs, &self.deltas);
        for (x, row) in x.iter().zip(direct.chunks_exact_mut(n)) {
            if *x != 0.0 {
                let pairs = row.iter_mut().zip(&self.deltas);
                pairs.for_each(|(w, delta)| *w -= rate * delta * x);
            }
        }
        if self.active {
            let pairs = to_outputs.iter_mut().zip(&self.deltas);
            pairs.for_each(|(v, delta)| *v -= rate * delta * self.s);
            let slopes = self.by_cell.iter().chain(&self.by_gate);
            let pairs = to_cell.iter_mut().zip(slopes);
            pairs.for_each(|(w, slope)| *w -= rate * from_outputs * slope);
        }
        error
    }

    /// E of the last answers; leaves ∂E/∂(sum of each output unit) behind.
    fn judge(&mut self, target: &[f64]) -> f64 {
        let mut error = 0.0;
        for ((delta, y), t) in self.deltas.iter_mut().zip(&self.answers).zip(target) {
            error += 0.5 * (y - t) * (y - t);
            *delta = (y - t) * y * (1.0 - y);
        }
        error
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn logistic(x: f64) -> f64 {
    let mut one = [x];
    logistic_in_place(&mut one);
    one[0]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn network() -> InputGateCell {
        let mut stream = Stream::new(1997, "recurrent", "input gate", 0);
        let mut network = InputGateCell::new(4, 0.8, 0.5, &mut stream);
        network.add_cell();
        network
    }

    /// E of the last step of a short sequence.
    fn error(network: &mut InputGateCell, inputs: &[f64], target: &[f64]) -> f64 {
        network.rest();
        for x in inputs.chunks_exact(4) {
            network.advance(x);
        }
        network.judge(target)
    }

    #[test]
    fn the_weights_of_table_2() {
        let mut stream = Stream::new(1997, "recurrent", "input gate", 1);
        assert_eq!(
            InputGateCell::new(101, 0.2, 0.0, &mut stream).weights(),
            10_504
        );
    }

    #[test]
    fn learning_is_a_step_against_central_differences() {
        let mut stream = Stream::new(1997, "recurrent", "inputs", 0);
        let inputs: Vec<f64> = (0..12).map(|_| stream.normal()).collect();
        let target = [0.1, 0.9, 0.4, 0.0];
        let mut network = network();
        let mut learnt = network.clone();
        for x in inputs[..8].chunks_exact(4) {
            learnt.advance(x);
        }
        learnt.learn(&inputs[8..], &target, 0.5);
        for place in 0..network.weights() {
            let w = network.w[place];
            let mut at = |value: f64| {
                network.w[place] = value;
                error(&mut network, &inputs, &target)
            };
            let slope = (at(w + 1e-5) - at(w - 1e-5)) / 2e-5;
            network.w[place] = w;
            let step = w - learnt.w[place];
            assert!(
                (step - 0.5 * slope).abs() < 1e-9,
                "weight {place}: {step} for {slope}"
            );
        }
    }
}
