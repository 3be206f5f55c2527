//! One run: a network learns sequence after sequence and is tested now and then.

use super::inside::{Inside, Prepared, Trace, trace, trace_input_gate};
use super::learner::{Batches, LaterCell, Learner, OnLine};
use super::lesson::Lesson;
use super::net::{Kind, Net};
use super::{SequenceLearning, check, problems};
use crate::experiment::{Context, Failure};
use crate::optimize::MethodSettings;
use crate::random::Stream;
use crate::recurrent::{Cell, InputGateCell, Lstm1997, Network, Online, Workspace};

/// What one run gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// Number of weights.
    pub weights: usize,
    /// Sequences learnt before each test, the error and the share of sequences answered right.
    pub sequences: Vec<u64>,
    pub errors: Vec<f64>,
    pub right: Vec<f64>,
    /// Sequences before the test that was passed; infinite: none was.
    pub solved_after: f64,
    /// Largest difference of the gradient from central differences, relative to its largest entry; NaN
    /// where the room's own test compares it.
    pub gradient_difference: f64,
    /// The same between the on-line rule and truncated back-propagation; NaN without it.
    pub on_line_difference: f64,
    /// The inside over the shown sequences.
    pub traces: Vec<Trace>,
    /// Whether the weights stopped being finite.
    pub diverged: bool,
}

/// What a run needs besides the network.
pub struct Bench<'a> {
    pub settings: &'a SequenceLearning,
    pub net: &'a Net,
    pub lag: Option<usize>,
    pub repeat: u64,
    pub context: &'a Context<'a>,
}

impl Bench<'_> {
    /// Runs the network that the settings describe.
    pub fn run(&self) -> Result<Run, Failure> {
        let (net, task, lag) = (self.net, &self.settings.task, self.lag);
        match net.cell {
            Kind::Elman => self.by_batches(&net.elman(task, lag).map_err(Failure::told)?),
            Kind::Lstm => self.by_batches(&net.lstm(task, lag).map_err(Failure::told)?),
            Kind::Lstm1997 => {
                let network = net.lstm_1997(task, lag).map_err(Failure::told)?;
                match net.on_line_rate {
                    Some(rate) => self.on_line(&network, rate),
                    None => self.by_batches(&network),
                }
            }
            Kind::InputGate1997 => self.later_cell(),
        }
    }

    fn lesson(&self) -> Lesson<'_> {
        Lesson::new(&self.settings.task, self.lag, self.repeat, self.context)
    }

    fn weight_stream(&self) -> Stream {
        let purpose = format!("weights of {}{}", self.net.key(), lag_words(self.lag));
        self.context.stream_of(&purpose, self.repeat)
    }

    fn draw<C: Cell>(&self, network: &Network<C>) -> Vec<f64>
    where
        Network<C>: Prepared,
    {
        let mut w = self.net.draw(network, &mut self.weight_stream());
        network.bias_gates(self.net, &mut w);
        w
    }

    fn by_batches<C: Inside>(&self, network: &Network<C>) -> Result<Run, Failure>
    where
        Network<C>: Prepared,
    {
        let w = self.draw(network);
        let mut learner = Batches {
            network,
            rule: self.net.rule(),
            batch: self.net.batch,
            optimizer: self.net.method.optimizer(w.len()),
            w,
            workspace: Workspace::default(),
        };
        let lesson = self.lesson();
        let difference = check::central(network, &learner.w, &lesson.test[0].example);
        let mut run = self.train(&mut learner, &lesson)?;
        self.finish(&mut run, network, &learner.w, &lesson, difference);
        Ok(run)
    }

    fn on_line(&self, network: &Lstm1997, rate: f64) -> Result<Run, Failure> {
        let mut learner = OnLine {
            network,
            online: Online::new(network),
            rate,
            w: self.draw(network),
            workspace: Workspace::default(),
        };
        let lesson = self.lesson();
        let example = &lesson.test[0].example;
        let difference = check::central(network, &learner.w, example);
        let on_line = check::on_line(network, &learner.w, example);
        let mut run = self.train(&mut learner, &lesson)?;
        run.on_line_difference = on_line;
        self.finish(&mut run, network, &learner.w, &lesson, difference);
        Ok(run)
    }

    fn later_cell(&self) -> Result<Run, Failure> {
        let (net, lesson) = (self.net, self.lesson());
        let (symbols, _) = self.settings.task.width(self.lag);
        let range = net.initial_range.unwrap_or(0.2);
        let stream = &mut self.weight_stream();
        let network = InputGateCell::new(symbols, range, net.gate_shut_by, stream);
        let mut learner = LaterCell {
            network,
            rate: net.on_line_rate.unwrap_or(1.0),
            added_after: net.cell_added_after,
            learnt: 0,
            answers: Vec::new(),
        };
        let mut run = self.train(&mut learner, &lesson)?;
        run.weights = learner.network.weights();
        let shown = lesson.shown(self.context);
        let traces = shown.iter().map(|item| {
            let (steps, _) = lesson.steps(&item.example);
            trace_input_gate(&mut learner.network, steps)
        });
        run.traces = traces.collect();
        Ok(run)
    }

    fn finish<C: Inside>(
        &self,
        run: &mut Run,
        network: &Network<C>,
        w: &[f64],
        lesson: &Lesson<'_>,
        difference: f64,
    ) {
        run.weights = w.len();
        run.gradient_difference = difference;
        let shown = lesson.shown(self.context);
        let traces = shown
            .iter()
            .map(|item| trace(network, w, &item.example.inputs));
        run.traces = traces.collect();
    }

    /// The loop: learn, test, stop at success or when the budget is used up.
    fn train(&self, learner: &mut impl Learner, lesson: &Lesson<'_>) -> Result<Run, Failure> {
        let settings = self.settings;
        // The order of the sequences is the same for every network.
        let mut stream = self.context.stream_of("training sequences", self.repeat);
        let mut run = Run::empty();
        let (mut sequences, mut next_test) = (0, 0);
        loop {
            if sequences >= next_test {
                self.context.go_on()?;
                let (error, right) = test(learner, lesson);
                run.sequences.push(sequences);
                run.errors.push(error);
                run.right.push(right);
                if right >= settings.required_share - problems::ROUNDING {
                    run.solved_after = sequences as f64;
                    return Ok(run);
                }
                if !error.is_finite() {
                    run.diverged = true;
                    return Ok(run);
                }
                if sequences >= settings.budget {
                    return Ok(run);
                }
                next_test = (sequences + settings.test_every).min(settings.budget);
            }
            sequences += learner.learn(lesson, &mut stream)?;
        }
    }
}

impl Run {
    fn empty() -> Self {
        Run {
            weights: 0,
            sequences: Vec::new(),
            errors: Vec::new(),
            right: Vec::new(),
            solved_after: f64::INFINITY,
            gradient_difference: f64::NAN,
            on_line_difference: f64::NAN,
            traces: Vec::new(),
            diverged: false,
        }
    }
}

/// Mean error over the test sequences, and the share that was answered right.
fn test(learner: &mut impl Learner, lesson: &Lesson<'_>) -> (f64, f64) {
    let (mut errors, mut right) = (0.0, 0);
    for item in &lesson.test {
        let (error, is_right) = lesson.judge(item, learner.answers(lesson, item));
        errors += error;
        right += usize::from(is_right);
    }
    let count = lesson.test.len() as f64;
    (errors / count, right as f64 / count)
}

/// What distinguishes the streams and metrics of one lag from those of others.
pub fn lag_words(lag: Option<usize>) -> String {
    lag.map(|lag| format!("_lag_{lag}")).unwrap_or_default()
}
