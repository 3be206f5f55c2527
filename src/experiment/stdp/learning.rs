//! A cell that learns at one rate of its inputs.

use super::Stdp;
use crate::experiment::{Context, Failure};
use crate::neuron::leaky::Leaky;
use crate::neuron::{Model, Receptor, Shape};
use crate::random::Family;
use crate::spiking::statistics::{Trains, WeightDistribution, Window};
use crate::spiking::{
    End, Generator, Listening, Network, Part, Pattern, Population, Projection, Quantity,
    Simulation, Sort, Spike,
};

/// Moments at which the weights are looked at.
const LOOKS: u64 = 100;
/// Inputs whose weights are followed.
const FOLLOWED: usize = 20;
/// How long the cell is measured with the weights of the beginning, s.
const BEFORE_S: f64 = 20.0;
/// Bins of the distribution of weights.
pub const BINS: usize = 20;

/// Index of the cell's population, and of the excitatory projection.
const CELL: usize = 0;
const EXCITATION: usize = 0;

/// What became of a cell.
pub struct Learned {
    /// Rate of the excitatory inputs.
    pub rate_hz: f64,
    /// Weights w/w_max at the beginning and at the end, input by input.
    pub before: Vec<f64>,
    pub after: Vec<f64>,
    /// Moments of the courses.
    pub times_s: Vec<f64>,
    /// Weights of some inputs, each at all moments.
    pub followed: Vec<Vec<f64>>,
    /// Mean weight at each moment.
    pub mean: Vec<f64>,
    /// Output rate up to each moment since the one before; NaN at the beginning.
    pub output_hz: Vec<f64>,
    /// Of the cell that does not learn, and of the end of learning.
    pub at_first: Firing,
    pub at_last: Firing,
}

/// How a cell fires.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Firing {
    pub rate_hz: f64,
    /// Coefficient of variation of the intervals.
    pub cv: f64,
}

impl Learned {
    /// The weights at the end.
    pub fn distribution(&self) -> WeightDistribution {
        WeightDistribution::of(&self.after, 1.0, BINS)
    }
}

/// The cell with inputs of this rate, learning or not. The leak is 1 nS, so that conductances in nS
/// are in units of it.
pub fn network(settings: &Stdp, rate_hz: f64, learns: bool) -> Network {
    let (cell, inhibition) = (&settings.cell, &settings.inhibition);
    let receptor = |name: &str, tau_ms, reversal_mv| Receptor {
        name: name.into(),
        shape: Shape::Exponential,
        tau_ms: Some(tau_ms),
        reversal_mv: Some(reversal_mv),
    };
    let post = Population {
        name: "cell".into(),
        neurons: 1,
        sort: Sort::Cells {
            model: Model::Leaky(Leaky {
                c_m_pf: cell.tau_m_ms,
                g_l_ns: 1.0,
                e_l_mv: cell.v_rest_mv,
                threshold_mv: cell.threshold_mv,
                reset_mv: cell.reset_mv,
                refractory_ms: 0.0,
            }),
            receptors: vec![
                receptor("excitatory", cell.tau_ex_ms, cell.e_ex_mv),
                receptor("inhibitory", cell.tau_in_ms, cell.e_in_mv),
            ],
            initial: Vec::new(),
        },
    };
    let (low, high) = settings.initial;
    let w_max = settings.stdp.w_max;
    let learned = Quantity::Uniform {
        low: low * w_max,
        high: high * w_max,
    };
    let mut network = Network {
        dt_ms: settings.dt_ms,
        populations: vec![post, poisson("excitatory", settings.inputs, rate_hz)],
        projections: vec![Projection {
            plasticity: learns.then(|| settings.stdp.clone()),
            ..onto_cell(1, settings.inputs, learned)
        }],
        currents: Vec::new(),
        noises: Vec::new(),
        backgrounds: Vec::new(),
    };
    let inputs = inhibition.inputs;
    if inputs > 0 {
        network
            .populations
            .push(poisson("inhibitory", inputs, inhibition.rate_hz));
        let weight = Quantity::Constant(inhibition.weight);
        network.projections.push(onto_cell(2, inputs, weight));
    }
    network
}

fn poisson(name: &str, neurons: usize, rate_hz: f64) -> Population {
    Population {
        name: name.into(),
        neurons,
        sort: Sort::Generator(Generator::Poisson {
            rate_hz,
            start_ms: 0.0,
            stop_ms: f64::INFINITY,
        }),
    }
}

/// From all neurons of a population (1 or 2) to the cell, into the receptor of that order.
fn onto_cell(population: usize, neurons: usize, weight: Quantity) -> Projection {
    Projection {
        name: ["excitation", "inhibition"][population - 1].into(),
        source: Part {
            population,
            cells: 0..neurons,
        },
        target: Part {
            population: CELL,
            cells: 0..1,
        },
        receptor: population - 1,
        pattern: Pattern::AllToAll,
        weight,
        delay_ms: Quantity::Constant(0.0),
        autapses: false,
        multapses: false,
        plasticity: None,
        short_term: None,
    }
}

/// Learns at one rate, and measures the cell with the weights of the beginning as well.
pub fn run(settings: &Stdp, rate_hz: f64, context: &Context) -> Result<Learned, Failure> {
    let dt_ms = settings.dt_ms;
    let go_on = || !(context.interrupted)();
    let steps_of = |seconds: f64| (1000.0 * seconds / dt_ms).round() as u64;

    let steps = steps_of(BEFORE_S);
    let mut still = start(settings, rate_hz, steps, false, context);
    still.run(steps, &go_on);
    let at_first = firing(&spikes_of(still, dt_ms)?, dt_ms, (0.0, BEFORE_S));

    let steps = steps_of(settings.learning_s);
    let mut simulation = start(settings, rate_hz, steps, true, context);
    let weights = |simulation: &Simulation| weights_of(simulation, settings);
    let before = weights(&simulation);
    let (mut times, mut looks) = (vec![0], vec![before.clone()]);
    for look in 1..=LOOKS {
        let until = steps * look / LOOKS;
        simulation.run(until, &go_on);
        times.push(until);
        looks.push(weights(&simulation));
    }
    let spikes = spikes_of(simulation, dt_ms)?;
    let times_s: Vec<f64> = times.iter().map(|&t| t as f64 * dt_ms / 1000.0).collect();
    let measured = (
        settings.learning_s - settings.measured_s,
        settings.learning_s,
    );
    let output = |from: u64, to: u64| {
        let count = spikes.iter().filter(|s| s.step > from && s.step <= to);
        count.count() as f64 / ((to - from) as f64 * dt_ms / 1000.0)
    };
    let since = times.windows(2).map(|ends| output(ends[0], ends[1]));
    let every = settings.inputs.div_ceil(FOLLOWED);
    let course = |input: usize| looks.iter().map(|weights| weights[input]).collect();
    let mean = |weights: &Vec<f64>| weights.iter().sum::<f64>() / weights.len() as f64;
    Ok(Learned {
        rate_hz,
        before,
        followed: (0..settings.inputs).step_by(every).map(course).collect(),
        mean: looks.iter().map(mean).collect(),
        after: looks.pop().unwrap_or_default(),
        times_s,
        output_hz: std::iter::once(f64::NAN).chain(since).collect(),
        at_first,
        at_last: firing(&spikes, dt_ms, measured),
    })
}

/// The cell before its first step. A cell that learns and one that does not see the same inputs.
fn start(settings: &Stdp, rate_hz: f64, steps: u64, learns: bool, context: &Context) -> Simulation {
    let family = |purpose: &str| {
        let purpose = format!("{purpose} at {rate_hz} Hz");
        Family::new(context.seed, context.experiment, &purpose, context.repeat)
    };
    let listening = Listening {
        spikes: vec![CELL],
        recorders: Vec::new(),
    };
    network(settings, rate_hz, learns).build(1, steps, &listening, &family)
}

/// The weights w/w_max, input by input.
fn weights_of(simulation: &Simulation, settings: &Stdp) -> Vec<f64> {
    let mut weights = vec![0.0; settings.inputs];
    for (input, _, weight, _) in simulation.synapses_of(EXCITATION) {
        weights[input as usize] = weight / settings.stdp.w_max;
    }
    weights
}

fn spikes_of(simulation: Simulation, dt_ms: f64) -> Result<Vec<Spike>, Failure> {
    let mut records = simulation.into_records();
    match records.end {
        End::Complete => Ok(records.spikes.swap_remove(CELL)),
        End::Interrupted => Err(Failure::Interrupted),
        End::Diverged { .. } => Err(Failure::Diverged {
            what: "the membrane potential".into(),
            when: format!("t = {} ms", records.step as f64 * dt_ms),
        }),
    }
}

fn firing(spikes: &[Spike], dt_ms: f64, (from_s, to_s): (f64, f64)) -> Firing {
    let window = Window {
        from_ms: 1000.0 * from_s,
        to_ms: 1000.0 * to_s,
    };
    let trains = Trains::new(spikes, 1, dt_ms, window);
    Firing {
        rate_hz: trains.mean_rate_hz(),
        cv: trains.cv(0),
    }
}
