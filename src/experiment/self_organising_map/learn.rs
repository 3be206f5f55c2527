//! Learning, halted where the map is judged or drawn; and without a neighbourhood, told twice.

use super::inputs::Inputs;
use super::{Initialisation, Learning, SelfOrganisingMap};
use crate::experiment::{Context, Failure};
use crate::map::quality::{quantisation_error, topographic_error};
use crate::map::{
    self, Adjacency, Batch, Codebook, Lattice, OnLine, Rule, Schedule, batch_step, drawn,
};
use crate::math::{exp, ln};

/// Judgements along the way, about.
const JUDGEMENTS: f64 = 40.0;
/// Inputs by which the map is judged along the way, at most.
const JUDGED: usize = 1_000;
/// Steps between two looks at whether the user has asked to stop.
const STRETCH: u64 = 10_000;

/// How a map came to be.
pub struct Course {
    pub frames: Vec<Frame>,
    pub history: Vec<Judgement>,
    pub map: Codebook,
    /// The largest difference of a weight to those of competitive learning or k-means, which are
    /// the same without a neighbourhood.
    pub difference: Option<f64>,
}

/// The weights after so many steps.
pub struct Frame {
    pub step: u64,
    pub weights: Vec<f64>,
}

/// The errors after so many steps.
pub struct Judgement {
    pub step: u64,
    pub quantisation: f64,
    pub topographic: f64,
}

/// The map with the neighbourhood of the settings.
pub fn map(
    settings: &SelfOrganisingMap,
    inputs: &Inputs,
    context: &Context,
) -> Result<Course, Failure> {
    learn(settings, settings.rule(), inputs, context)
}

/// The same start and the same inputs without a neighbourhood, and beside it the second method.
pub fn quantiser(
    settings: &SelfOrganisingMap,
    inputs: &Inputs,
    context: &Context,
) -> Result<Course, Failure> {
    let rule = Rule {
        radius: Schedule::constant(0.0),
        ..settings.rule()
    };
    let mut course = learn(settings, rule, inputs, context)?;
    let plain = match settings.learning {
        Learning::OnLine => competitive_learning(settings, rule.rate, inputs, context)?,
        Learning::Batch => k_means(settings, inputs, context)?,
    };
    let pairs = plain.weights().into_iter().zip(course.map.weights());
    let differences = pairs.map(|(a, b)| (a - b).abs());
    course.difference = Some(differences.fold(0.0, f64::max));
    Ok(course)
}

/// The weights to begin with.
fn start(settings: &SelfOrganisingMap, inputs: &Inputs, context: &Context) -> Codebook {
    let (lattice, dimensions) = (settings.lattice(), inputs.dimensions);
    let mut stream = context.stream("initial weights");
    match settings.initialisation {
        Initialisation::Random => {
            let ranges = map::ranges(&inputs.data, dimensions);
            map::random(&lattice, &ranges, &mut stream)
        }
        Initialisation::Samples => map::samples(&lattice, &inputs.data, dimensions, &mut stream),
        Initialisation::PrincipalPlane => map::principal_plane(&lattice, &inputs.data, dimensions),
    }
}

fn learn(
    settings: &SelfOrganisingMap,
    rule: Rule,
    inputs: &Inputs,
    context: &Context,
) -> Result<Course, Failure> {
    let lattice = settings.lattice();
    let steps = settings.steps();
    let mut learner = Learner {
        lattice: &lattice,
        inputs,
        rule,
        steps,
        map: start(settings, inputs, context),
        on_line: OnLine::new(rule, steps),
        passes: Batch::default(),
    };
    let mut stream = context.stream("inputs");
    let frames = settings.frames();
    let halts = halts(steps, &frames);
    let judged = inputs.of_numbers(&inputs.some(JUDGED));
    let mut course = Course {
        frames: Vec::new(),
        history: Vec::new(),
        map: learner.map.clone(),
        difference: None,
    };
    let mut done = 0;
    for halt in halts {
        match settings.learning {
            Learning::OnLine => learner.show(halt - done, &mut stream, context)?,
            Learning::Batch => learner.pass(done..halt, context)?,
        }
        done = halt;
        course.history.push(Judgement {
            step: done,
            quantisation: quantisation_error(&learner.map, &judged),
            topographic: topographic_error(&lattice, &learner.map, Adjacency::Edges, &judged),
        });
        if frames.contains(&done) {
            course.frames.push(Frame {
                step: done,
                weights: learner.map.weights(),
            });
        }
    }
    course.map = learner.map;
    Ok(course)
}

/// Where learning halts: at the start, evenly over a logarithmic axis, for the frames, at the end.
fn halts(steps: u64, frames: &[u64]) -> Vec<u64> {
    let stretch = ln(steps as f64 + 1.0) / JUDGEMENTS;
    let even = (0..=JUDGEMENTS as u64).map(|k| (exp(k as f64 * stretch) - 1.0).round() as u64);
    let mut halts: Vec<u64> = even
        .chain(frames.iter().copied())
        .chain([0, steps])
        .collect();
    halts.retain(|halt| *halt <= steps);
    halts.sort_unstable();
    halts.dedup();
    halts
}

/// A map that learns.
struct Learner<'a> {
    lattice: &'a Lattice,
    inputs: &'a Inputs,
    rule: Rule,
    steps: u64,
    map: Codebook,
    on_line: OnLine,
    passes: Batch,
}

impl Learner<'_> {
    /// `count` inputs, one by one.
    fn show(
        &mut self,
        count: u64,
        stream: &mut crate::random::Stream,
        context: &Context,
    ) -> Result<(), Failure> {
        let mut source = drawn(&self.inputs.data, self.inputs.dimensions, stream);
        let end = self.on_line.done() + count;
        while self.on_line.done() < end {
            context.go_on()?;
            let stretch = STRETCH.min(end - self.on_line.done());
            self.on_line
                .advance(self.lattice, &mut self.map, stretch, &mut source);
        }
        Ok(())
    }

    /// Passes over all inputs.
    fn pass(&mut self, steps: std::ops::Range<u64>, context: &Context) -> Result<(), Failure> {
        for step in steps {
            context.go_on()?;
            let radius = self.rule.radius.at(step, self.steps);
            let around = (self.rule.neighbourhood, radius);
            let data = &self.inputs.data;
            batch_step(self.lattice, &mut self.map, around, data, &mut self.passes);
        }
        Ok(())
    }
}

/// Competitive learning: the nearest unit alone moves, and nobody knows of a lattice.
fn competitive_learning(
    settings: &SelfOrganisingMap,
    rate: Schedule,
    inputs: &Inputs,
    context: &Context,
) -> Result<Codebook, Failure> {
    let mut units = start(settings, inputs, context);
    let mut stream = context.stream("inputs");
    let mut source = drawn(&inputs.data, inputs.dimensions, &mut stream);
    let mut x = vec![0.0; inputs.dimensions];
    let steps = settings.steps();
    for step in 0..steps {
        if step % STRETCH == 0 {
            context.go_on()?;
        }
        source(&mut x);
        let nearest = units.nearest(&x).0;
        units.pull(nearest, rate.at(step, steps), &x);
    }
    Ok(units)
}

/// k-means (Lloyd 1982): every unit becomes the mean of the inputs nearest to it.
fn k_means(
    settings: &SelfOrganisingMap,
    inputs: &Inputs,
    context: &Context,
) -> Result<Codebook, Failure> {
    let mut units = start(settings, inputs, context);
    let dimensions = inputs.dimensions;
    for _ in 0..settings.steps() {
        context.go_on()?;
        let mut sums = vec![0.0; units.units() * dimensions];
        let mut counts = vec![0.0_f64; units.units()];
        for x in inputs.data.chunks_exact(dimensions) {
            let nearest = units.nearest(x).0;
            counts[nearest] += 1.0;
            let sum = &mut sums[nearest * dimensions..][..dimensions];
            sum.iter_mut().zip(x).for_each(|(sum, x)| *sum += x);
        }
        for (unit, mean) in sums.chunks_exact_mut(dimensions).enumerate() {
            if counts[unit] > 0.0 {
                mean.iter_mut().for_each(|sum| *sum /= counts[unit]);
                units.set(unit, mean);
            }
        }
    }
    Ok(units)
}
