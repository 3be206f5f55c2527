//! The learning written out a second time.

use super::{context, read, stream};
use crate::experiment::elman::learn::Learner;
use crate::experiment::elman::{Elman, material};
use crate::recurrent::tasks::{Example, temporal_xor};
use crate::recurrent::{Sequence, Workspace};

/// Elman's learning written out number by number: after each step the gradient of its error goes
/// `back` steps, from states that were computed again with the weights of the moment.
struct Plain {
    inputs: usize,
    hidden: usize,
    w: Vec<f64>,
    change: Vec<f64>,
}

fn sigma(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

impl Plain {
    fn hidden_state(&self, x: &[f64], before: &[f64]) -> Vec<f64> {
        let h = self.hidden;
        let seen = || x.iter().chain(before).chain(&[1.0]).enumerate();
        let sum = |unit| seen().map(|(row, z)| z * self.w[row * h + unit]).sum();
        (0..h).map(|unit| sigma(sum(unit))).collect()
    }

    fn pass(&mut self, codes: &[f64], back: usize, rate: f64, momentum: f64) {
        let (d, h) = (self.inputs, self.hidden);
        let to_output = (d + h + 1) * h;
        let steps = codes.len() / d - 1;
        let row = |t: usize| &codes[t * d..(t + 1) * d];
        let mut start = vec![0.0; h];
        for t in 0..steps {
            let first = (t + 1).saturating_sub(back);
            let mut states = vec![start.clone()];
            for s in first..=t {
                states.push(self.hidden_state(row(s), &states[s - first]));
            }
            let mut slopes = vec![0.0; self.w.len()];
            let mut error = vec![0.0; h];
            let last = states[states.len() - 1].clone();
            for k in 0..d {
                let weight = |unit: usize| to_output + unit * d + k;
                let z: f64 = (0..h).map(|unit| last[unit] * self.w[weight(unit)]).sum();
                let p = sigma(z + self.w[to_output + h * d + k]);
                let delta = (p - row(t + 1)[k]) * p * (1.0 - p);
                for unit in 0..h {
                    slopes[weight(unit)] += delta * last[unit];
                    error[unit] += delta * self.w[weight(unit)];
                }
                slopes[to_output + h * d + k] += delta;
            }
            for s in (first..=t).rev() {
                let (before, now) = (&states[s - first], &states[s - first + 1]);
                let deltas: Vec<f64> = (0..h).map(|u| error[u] * now[u] * (1.0 - now[u])).collect();
                let seen = row(s).iter().chain(before).chain(&[1.0]).enumerate();
                for (from, z) in seen {
                    for unit in 0..h {
                        slopes[from * h + unit] += z * deltas[unit];
                    }
                }
                for (unit, error) in error.iter_mut().enumerate() {
                    let terms = (0..h).map(|to| deltas[to] * self.w[(d + unit) * h + to]);
                    *error = terms.sum();
                }
            }
            for ((w, change), slope) in self.w.iter_mut().zip(&mut self.change).zip(&slopes) {
                *change = momentum * *change - rate * slope;
                *w += *change;
            }
            // The state before the next window, as it was in this one.
            let next = (t + 2).saturating_sub(back);
            start = states[next - first].clone();
        }
    }
}

#[test]
fn learning_is_the_papers_written_out() {
    for (back, rules) in [(1, "truncated"), (1, "full"), (2, "full"), (5, "full")] {
        let settings = read(&format!(
            "task = 'words'\nhidden = 3\nrules = ['{rules}']\nsteps_back = {back}\n\
             learning_rate = 0.4\nmomentum = 0.6"
        ));
        let letters = settings.alphabet(&context(1));
        let network = settings.network(letters.width).unwrap();
        let text = material::Material::draw(&settings, 20, &letters, &mut stream("text"));
        let w = network.uniform_weights(1.0, &mut stream("weights"));
        let mut plain = Plain {
            inputs: 6,
            hidden: 3,
            change: vec![0.0; w.len()],
            w: w.clone(),
        };
        let mut learner = Learner::new(&settings, &network, settings.rules[0].rule(), w);
        for _ in 0..2 {
            learner.pass(&text.example());
            plain.pass(&text.codes, back, 0.4, 0.6);
        }
        for (found, expected) in learner.w.iter().zip(&plain.w) {
            approx::assert_abs_diff_eq!(*found, *expected, epsilon = 1e-11);
        }
    }
}

#[test]
fn changes_once_a_pass_are_gradient_descent_on_the_whole() {
    for rule in ["truncated", "full"] {
        let settings = read(&format!(
            "rules = ['{rule}']\nupdate_every = 1000\nsteps_back = 3"
        ));
        let network = settings.network(1).unwrap();
        let bits = temporal_xor::bits(60, &mut stream("bits"));
        let example = temporal_xor::example(&bits);
        let w = network.uniform_weights(1.0, &mut stream("weights"));
        let mut gradient = vec![0.0; w.len()];
        let space = &mut Workspace::default();
        let rule = settings.rules[0].rule();
        network.gradient(rule, &w, &[example.sequence()], space, &mut gradient);
        let mut learner = Learner::new(&settings, &network, rule, w.clone());
        learner.pass(&example);
        for ((found, w), slope) in learner.w.iter().zip(&w).zip(&gradient) {
            assert_eq!(*found, w - 0.1 * slope);
        }
    }
}

#[test]
fn states_behind_a_step_are_those_of_the_stream_so_far() {
    let network = Elman::default().network(1).unwrap();
    let w = network.uniform_weights(1.0, &mut stream("weights"));
    let Example { inputs, targets } = temporal_xor::example(&[1.0, 0.0, 1.0, 1.0, 0.0]);
    let sequence = Sequence {
        inputs: &inputs,
        targets: &targets,
        start: None,
    };
    let mut space = Workspace::default();
    network.value(&w, &[sequence], &mut space);
    let (mut found, mut state) = (network.rest(), network.rest());
    for (step, x) in inputs.chunks(1).enumerate() {
        network.state_after(step, &space, &mut found);
        assert_eq!(found, state);
        network.run(&w, x, &mut state, &mut Workspace::default());
    }
    network.state_after(inputs.len(), &space, &mut found);
    assert_eq!(found, state);
}
