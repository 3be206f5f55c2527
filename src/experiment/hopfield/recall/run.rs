//! The jobs: for each rule the recalls that are drawn, and the basins with both ways of updating.

use super::basin::{self, Level};
use super::path::Path;
use super::{Cue, Recall};
use crate::experiment::bitmaps::Named;
use crate::experiment::{Context, Failure};
use crate::memory::{Error, Hopfield, Patterns, Rule, Update, flipped};
use crate::random::Stream;

/// Drawn recalls and two basins.
pub const JOBS_OF_A_RULE: usize = 1 + UPDATES.len();
/// The updates whose basins are measured.
pub const UPDATES: [Update; 2] = [Update::Asynchronous, Update::Synchronous];
/// Units up to which energies are checked with the full matrix.
const MATRIX_UNITS: usize = 2_000;

/// What one job gives.
pub enum Part {
    /// The drawn recalls.
    Shown(Shown),
    /// A basin curve: a level for each noise.
    Basin(Vec<Level>),
}

/// The drawn recalls with one rule.
pub struct Shown {
    /// A path for each shown picture, with the energies of its frames.
    pub recalls: Vec<Shot>,
    /// Pictures that are fixed points.
    pub stable: usize,
    /// E and the number of unstable units of every picture.
    pub pictures: Vec<(f64, usize)>,
    /// Largest relative difference to energies of the full matrix; NaN where it was not formed.
    pub energy_misfit: f64,
}

/// A recall with what is drawn of it.
pub struct Shot {
    pub stored: Vec<i8>,
    pub path: Path,
    /// Flips, time in sweeps and energy of each frame.
    pub frames: Vec<(usize, f64, f64)>,
}

/// Frames of a recall, with the cue and the end.
pub const FRAMES: usize = 5;

/// Runs a job.
pub fn run(settings: &Recall, job: usize, context: &Context) -> Result<Part, Failure> {
    let rule = settings.rules[job / JOBS_OF_A_RULE];
    let named = settings.pictures.read().unwrap_or_default();
    let network = network(settings, &named, rule, context).map_err(Failure::told)?;
    context.go_on()?;
    match job % JOBS_OF_A_RULE {
        0 => Ok(Part::Shown(shown(settings, &network, &named, context))),
        k => basin::measure(settings, &network, named.len(), UPDATES[k - 1], context)
            .map(Part::Basin),
    }
}

fn network(
    settings: &Recall,
    named: &[Named],
    rule: Rule,
    context: &Context,
) -> Result<Hopfield, Error> {
    let pictures = patterns_of(named, settings.scale)?;
    let mut stored: Vec<Vec<i8>> = pictures.iter().map(<[i8]>::to_vec).collect();
    if settings.random_patterns > 0 {
        let mut stream = context.stream("random patterns");
        let random = Patterns::random(settings.random_patterns, pictures.length(), &mut stream);
        stored.extend(random.iter().map(<[i8]>::to_vec));
    }
    Hopfield::new(settings.units, rule, Patterns::new(&stored)?)
}

/// The pictures as patterns of signs, each pixel scale × scale units.
pub fn patterns_of(named: &[Named], scale: usize) -> Result<Patterns, Error> {
    let signs = |picture: &Named| -> Vec<i8> {
        let (width, height) = (picture.bitmap.width(), picture.bitmap.height());
        let pixel = |row: usize, column: usize| {
            let is_on = picture.bitmap.pixels()[row / scale * width + column / scale];
            if is_on { 1 } else { -1 }
        };
        (0..height * scale)
            .flat_map(|row| (0..width * scale).map(move |column| (row, column)))
            .map(|(row, column)| pixel(row, column))
            .collect()
    };
    let patterns: Vec<Vec<i8>> = named.iter().map(signs).collect();
    Patterns::new(&patterns)
}

fn shown(settings: &Recall, network: &Hopfield, named: &[Named], context: &Context) -> Shown {
    let height = named[0].bitmap.height() * settings.scale;
    let pictures: Vec<&[i8]> = network.patterns().iter().take(named.len()).collect();
    let described = pictures
        .iter()
        .map(|stored| (network.energy(stored), network.unstable_units(stored)));
    let described: Vec<(f64, usize)> = described.collect();
    let recalls = pictures.iter().take(settings.shown).zip(0..);
    let recalls = recalls.map(|(stored, repeat)| {
        let mut stream = context.stream_of("drawn cue", repeat);
        let cue = damaged(stored, settings.cue, height, &mut stream);
        let mut stream = context.stream_of("drawn recall", repeat);
        let path = Path::follow(network, &cue, settings.update, settings.sweeps, &mut stream);
        shot(network, stored, path)
    });
    Shown {
        recalls: recalls.collect(),
        stable: described
            .iter()
            .filter(|(_, unstable)| *unstable == 0)
            .count(),
        energy_misfit: energy_misfit(network, &pictures),
        pictures: described,
    }
}

fn shot(network: &Hopfield, stored: &[i8], path: Path) -> Shot {
    let moments = path.moments(FRAMES);
    let frame = |flips: usize| {
        let time = flips.checked_sub(1).map_or(0.0, |last| path.flips[last].0);
        (flips, time, network.energy(&path.state_after(flips)))
    };
    let frames = moments.into_iter().map(frame).collect();
    Shot {
        stored: stored.to_vec(),
        frames,
        path,
    }
}

fn damaged(stored: &[i8], cue: Cue, height: usize, stream: &mut Stream) -> Vec<i8> {
    match cue {
        Cue::Flip(share) => {
            let count = (share * stored.len() as f64).round() as usize;
            flipped(stored, count, stream)
        }
        Cue::Hide(share) => {
            let hidden = (share * height as f64).round() as usize;
            let kept = (height - hidden) * (stored.len() / height);
            let mut cue = stored.to_vec();
            cue[kept..].fill(-1);
            cue
        }
    }
}

/// Energies by the sum over the full matrix, the second way.
fn energy_misfit(network: &Hopfield, pictures: &[&[i8]]) -> f64 {
    if network.size() > MATRIX_UNITS {
        return f64::NAN;
    }
    let matrix = network.matrix();
    let misfit = |state: &&[i8]| {
        let output = |sign: i8| network.units().output(sign);
        let rows = matrix.chunks_exact(state.len()).zip(*state);
        let energy: f64 = rows
            .map(|(row, &sign)| {
                let field: f64 = row.iter().zip(*state).map(|(t, &s)| t * output(s)).sum();
                -0.5 * output(sign) * field
            })
            .sum();
        let expected = network.energy(state);
        (energy - expected).abs() / expected.abs().max(1.0)
    };
    pictures.iter().map(misfit).fold(0.0, f64::max)
}
