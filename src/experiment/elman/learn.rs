//! One network learns its stream and is judged on a fresh one.

use super::material::{Material, Symbol};
use super::{Elman, Training, checks};
use crate::experiment::{Context, Failure, thinning};
use crate::recurrent::tasks::Example;
use crate::recurrent::{self, Rule, Sequence, State, Workspace};

/// Points of a learning curve.
const CURVE_POINTS: f64 = 30.0;
/// Steps of the fresh stream whose hidden states are kept for the figure.
const KEPT_STATES: usize = 600;

/// What one network came to.
pub struct Part {
    /// Passes after which the network was judged.
    pub passes: Vec<usize>,
    /// After each of them the root mean square of every class of symbols.
    pub curve: Vec<Vec<f64>>,
    /// Answers less targets on the fresh stream, a row a foretold symbol.
    pub errors: Vec<f64>,
    /// Hidden states along its beginning, a row a step.
    pub states: Vec<f64>,
    /// Weights to the output units.
    pub output_weights: Vec<f64>,
    /// Their biases.
    pub output_biases: Vec<f64>,
    /// The pass in which a weight stopped being finite.
    pub diverged: Option<usize>,
    /// Largest relative deviation of the gradient from central differences, of the first network.
    pub gradient_check: Option<f64>,
}

/// Runs the job of one rule and one repeat.
pub fn run(settings: &Elman, rule: Training, repeat: u64, c: &Context) -> Result<Part, Failure> {
    let alphabet = settings.alphabet(c);
    let draw = |purpose, length| {
        let mut stream = c.stream_of(purpose, repeat);
        Material::draw(settings, length, &alphabet, &mut stream)
    };
    let learned = draw("stream to learn", settings.length());
    let fresh = draw("fresh stream", settings.test_length());
    let network = settings.network(alphabet.width).map_err(Failure::told)?;
    let mut stream = c.stream_of("initial weights", repeat);
    let w = network.uniform_weights(settings.initial_range(), &mut stream);
    let example = learned.example();
    let check = || checks::deviation(&network, rule.rule(), &w, &example);
    let gradient_check = (repeat == 0).then(check);
    let mut learner = Learner::new(settings, &network, rule.rule(), w.clone());
    let mut part = Part {
        passes: Vec::new(),
        curve: Vec::new(),
        errors: Vec::new(),
        states: Vec::new(),
        output_weights: Vec::new(),
        output_biases: Vec::new(),
        diverged: None,
        gradient_check,
    };
    let test = fresh.example();
    let judged = thinning::logarithmic(settings.passes(), CURVE_POINTS);
    let mut next = judged.iter().peekable();
    for pass in 0..settings.passes() {
        c.go_on()?;
        learner.pass(&example);
        if !learner.w.iter().all(|w| w.is_finite()) {
            part.diverged = Some(pass + 1);
            break;
        }
        if next.next_if(|due| **due == pass).is_some() {
            part.errors = learner.errors(&test);
            part.passes.push(pass + 1);
            let squares = |class| class_rms(settings, fresh.foretold(), &part.errors, class);
            part.curve
                .push((0..settings.task.classes().len()).map(squares).collect());
        }
    }
    part.states = learner.states(&test, KEPT_STATES);
    part.output_weights = learner.w[network.output_range()].to_vec();
    part.output_biases = learner.w[network.output_bias_range()].to_vec();
    Ok(part)
}

/// Root mean square of the errors of one class of symbols, over all numbers of their codes.
pub fn class_rms(settings: &Elman, symbols: &[Symbol], errors: &[f64], class: usize) -> f64 {
    let width = errors.len() / symbols.len();
    let rows = symbols.iter().zip(errors.chunks_exact(width));
    let of_class = rows.filter(|(symbol, _)| settings.task.class(**symbol) == class);
    rms(of_class.flat_map(|(_, row)| row.iter().copied()))
}

/// Root mean square; NaN of nothing.
pub fn rms(errors: impl Iterator<Item = f64>) -> f64 {
    let (mut sum, mut count) = (0.0, 0.0);
    for error in errors {
        sum += error * error;
        count += 1.0;
    }
    f64::sqrt(sum / count)
}

/// A network that learns a stream again and again.
pub struct Learner<'n> {
    network: &'n recurrent::Elman,
    rule: Rule,
    /// Steps between changes of the weights.
    every: usize,
    /// Steps that the gradient of a target goes back, its own among them.
    back: usize,
    rate: f64,
    momentum: f64,
    pub w: Vec<f64>,
    /// Δw of the last change.
    change: Vec<f64>,
    gradient: Vec<f64>,
    start: State,
    workspace: Workspace,
}

impl<'n> Learner<'n> {
    pub fn new(settings: &Elman, network: &'n recurrent::Elman, rule: Rule, w: Vec<f64>) -> Self {
        Learner {
            network,
            rule,
            every: settings.update_every,
            back: match rule {
                Rule::Full => settings.steps_back,
                // Earlier steps would give the same.
                Rule::Truncated => 1,
            },
            rate: settings.learning_rate,
            momentum: settings.momentum,
            change: vec![0.0; w.len()],
            gradient: vec![0.0; w.len()],
            w,
            start: network.rest(),
            workspace: Workspace::default(),
        }
    }

    /// Once through the stream, from rest. Each change of the weights follows the errors of the last
    /// `every` steps, from which the gradient goes back at least `back` steps.
    pub fn pass(&mut self, example: &Example) {
        let (inputs, outputs) = (self.network.inputs(), self.network.outputs());
        let steps = example.inputs.len() / inputs;
        self.start.outputs.fill(0.0);
        // `start` is the state before step `first`.
        let (mut first, mut done) = (0, 0);
        while done < steps {
            let end = (done + self.every).min(steps);
            let window = Sequence {
                inputs: &example.inputs[first * inputs..end * inputs],
                targets: &example.targets[done * outputs..end * outputs],
                start: Some(&self.start),
            };
            self.network.gradient(
                self.rule,
                &self.w,
                &[window],
                &mut self.workspace,
                &mut self.gradient,
            );
            self.descend();
            done = end;
            let next = (done + 1).saturating_sub(self.back).max(first);
            self.network
                .state_after(next - first, &self.workspace, &mut self.start);
            first = next;
        }
    }

    /// Δw = −η ∂E/∂w + μ Δw.
    fn descend(&mut self) {
        let slopes = self.gradient.iter().zip(&mut self.change);
        for (w, (slope, change)) in self.w.iter_mut().zip(slopes) {
            *change = self.momentum * *change - self.rate * slope;
            *w += *change;
        }
    }

    /// Answers less targets along a stream, from rest.
    fn errors(&mut self, example: &Example) -> Vec<f64> {
        let mut state = self.network.rest();
        let answers = self
            .network
            .run(&self.w, &example.inputs, &mut state, &mut self.workspace);
        let pairs = answers.iter().zip(&example.targets);
        pairs.map(|(answer, target)| answer - target).collect()
    }

    /// Hidden states behind the first steps of a stream.
    fn states(&mut self, example: &Example, most: usize) -> Vec<f64> {
        let inputs = example.inputs.chunks_exact(self.network.inputs());
        let mut state = self.network.rest();
        let mut states = Vec::new();
        for x in inputs.take(most) {
            self.network
                .run(&self.w, x, &mut state, &mut self.workspace);
            states.extend_from_slice(&state.outputs);
        }
        states
    }
}
