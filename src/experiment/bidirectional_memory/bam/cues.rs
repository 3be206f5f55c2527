//! What layer A is cued with where recall is drawn.

use super::pairs::{Pairs, patterns, read};
use super::{Bam, MOST_CUES};
use crate::experiment::{Context, Failure};
use crate::memory::flipped;
use crate::outcome::Text;

/// A state of layer A and what it is called.
pub struct Cue {
    pub name: Text,
    pub a: Vec<i8>,
}

/// The given cues, or the first stored pictures with flips.
pub fn cues(settings: &Bam, pairs: &Pairs, context: &Context) -> Result<Vec<Cue>, Failure> {
    if let Some(given) = settings.given_cues() {
        let named = read(&given)?;
        let states = patterns(&named)?;
        let cue = |(named, state): (&crate::experiment::bitmaps::Named, &[i8])| Cue {
            name: Text::new(
                format!("cue {}", named.name),
                format!("стимул {}", named.name),
            ),
            a: state.to_vec(),
        };
        return Ok(named.iter().zip(states.iter()).map(cue).collect());
    }
    let flips = settings.flips.unwrap_or(usual_flips(pairs.units().0));
    let mut stream = context.stream("cues");
    let cue = |pair: usize| Cue {
        name: Text::new(
            format!("{} with {flips} pixels flipped", pairs.a[pair].name),
            format!("{}, обращено пикселей: {flips}", pairs.a[pair].name),
        ),
        a: flipped(pairs.pair(pair).0, flips, &mut stream),
    };
    Ok((0..pairs.count().min(MOST_CUES)).map(cue).collect())
}

/// One in ten, at least one.
fn usual_flips(units: usize) -> usize {
    (units as f64 / 10.0).round().max(1.0) as usize
}
