//! What may be wrong with the settings, and the size of the network they ask for.

use super::{Cue, Recall};
use crate::experiment::Problem;
use crate::experiment::bitmaps::Named;
use crate::experiment::ranges::Ranges;
use crate::memory::{Error, Hopfield, Rule, Units};

const MOST_PICTURES: usize = 64;
const MOST_SCALE: usize = 64;
const MOST_RANDOM: usize = 4000;
const MOST_UNITS: usize = 40_000;
const MOST_SHOWN: usize = 8;
const MOST_SWEEPS: usize = 10_000;
const MOST_NOISES: usize = 50;
const MOST_TRIALS: usize = 100_000;

/// Everything wrong with the settings.
pub fn of(settings: &Recall) -> Vec<Problem> {
    let mut ranges = Ranges::default();
    settings
        .pictures
        .check("pictures", 1, MOST_PICTURES, &mut ranges);
    let mut count = |key: &str, value: usize, least: usize, most: usize| {
        ranges.within(key, value as f64, least as f64, most as f64);
    };
    count("scale", settings.scale, 1, MOST_SCALE);
    count("random_patterns", settings.random_patterns, 0, MOST_RANDOM);
    count("shown", settings.shown, 1, MOST_SHOWN);
    count("sweeps", settings.sweeps, 1, MOST_SWEEPS);
    count("basin.trials", settings.basin.trials, 1, MOST_TRIALS);
    ranges.entries("rules", settings.rules.len(), 1, 2);
    ranges.distinct("rules", &settings.rules);
    let (key, damage) = match settings.cue {
        Cue::Flip(share) => ("cue.flip", share),
        Cue::Hide(share) => ("cue.hide", share),
    };
    ranges.within(key, damage, 0.0, 1.0);
    check_noise(&settings.basin.noise, &mut ranges);
    if ranges.problems.is_empty() {
        check_patterns(settings, &mut ranges);
    }
    ranges.problems
}

fn check_noise(noise: &[f64], ranges: &mut Ranges) {
    ranges.entries("basin.noise", noise.len(), 1, MOST_NOISES);
    for (index, &share) in noise.iter().enumerate() {
        ranges.within(format!("basin.noise[{index}]"), share, 0.0, 1.0);
    }
    ranges.rising("basin.noise", noise);
}

/// What only all settings together show.
fn check_patterns(settings: &Recall, ranges: &mut Ranges) {
    let pictures = settings.pictures.read().unwrap_or_default();
    let (units, patterns) = size(settings);
    if units > MOST_UNITS {
        let message = format!("makes {units} units, must make at most {MOST_UNITS}");
        return ranges.wrong("scale", message);
    }
    for (index, picture) in pictures.iter().enumerate() {
        if let Some(twin) = pictures[..index]
            .iter()
            .find(|p| p.bitmap == picture.bitmap)
        {
            let message = format!(
                "has the picture {} twice (also as {}), must have different ones",
                picture.name, twin.name
            );
            return ranges.wrong("pictures", message);
        }
    }
    if settings.rules.contains(&Rule::PseudoInverse) {
        check_independence(&pictures, units, patterns, ranges);
    }
}

fn check_independence(pictures: &[Named], units: usize, patterns: usize, ranges: &mut Ranges) {
    if patterns > units {
        let message = format!(
            "has pseudo-inverse, which stores at most as many patterns as there are units, {units}, \
             not {patterns}"
        );
        return ranges.wrong("rules", message);
    }
    let network = super::run::patterns_of(pictures, 1)
        .and_then(|stored| Hopfield::new(Units::Bipolar, Rule::PseudoInverse, stored));
    match network {
        Err(Error::Dependent { pattern }) => ranges.wrong(
            "pictures",
            format!(
                "has the picture {}, a linear combination of those before it, which the \
                 pseudo-inverse rule cannot store; leave it out, or use rules = [\"hebb\"]",
                pictures[pattern - 1].name
            ),
        ),
        Err(error) => ranges.wrong("pictures", error.to_string()),
        Ok(_) => {}
    }
}

/// Units, and patterns with the random ones.
pub fn size(settings: &Recall) -> (usize, usize) {
    let pictures = settings.pictures.read().unwrap_or_default();
    let pixels = |picture: &Named| picture.bitmap.width() * picture.bitmap.height();
    let units = pictures.first().map_or(0, pixels) * settings.scale * settings.scale;
    (units, pictures.len() + settings.random_patterns)
}
