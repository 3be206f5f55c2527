//! The kind `bam`: pairs of pictures recall each other.

mod cues;
mod explain;
mod figures;
mod noise;
mod pairs;
mod results;
mod worked;

use super::Units;
use crate::experiment::bitmaps::{Bitmaps, Named};
use crate::experiment::ranges::Ranges;
use crate::experiment::{Context, Failure, Problem, Settings};
use crate::outcome::{Outcome, Text};
use noise::Tally;
use pairs::Pairs;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::Path;
use worked::Worked;

const MOST_PAIRS: usize = 200;
const MOST_PIXELS: usize = 4096;
const MOST_CUES: usize = 6;
const MOST_NOISES: usize = 100;
const MOST_TRIALS: usize = 10_000;

/// Settings of the kind `bam`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Bam {
    /// The first picture of each pair, for layer A: `letters = "ABC"` or `drawn` ones, 1 to 200 of at
    /// most 4096 pixels. Default: those of the paper, 101010 and 111000.
    pub a: Bitmaps,
    /// The second picture of each pair, for layer B, as many as there are for A; another size is
    /// fine. Default: those of the paper, 1100 and 1010.
    pub b: Bitmaps,
    /// What the units count as: `binary` (1 and 0) or `bipolar` (1 and −1). Default binary.
    pub units: Units,
    /// What layer A is cued with where recall is drawn, 1 to 6 pictures of its size. Default: the
    /// paper's 011000 and 000110 for its pairs, else the first pictures of A with flips.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cues: Option<Bitmaps>,
    /// Pixels of A that are flipped in cues made from stored pictures, 0 to all. Default: one in
    /// ten.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub flips: Option<usize>,
    /// Shares of the pixels of A that are flipped where recall is counted, each 0 to 1, none twice,
    /// at most 100. Default 0, 0.05 … 0.5.
    pub noise: Vec<f64>,
    /// Noisy cues for each pair and noise, 1 to 10000. Default 200.
    pub trials: usize,
    /// Most passes of one recall, both directions counted, 2 to 10000; fewer where two in a row
    /// change nothing. Default 100.
    pub max_passes: usize,
}

impl Default for Bam {
    fn default() -> Self {
        Bam {
            a: drawn("#.#.#.\n\n###...", ["A1", "A2"]),
            b: drawn("##..\n\n#.#.", ["B1", "B2"]),
            units: Units::Binary,
            cues: None,
            flips: None,
            noise: (0..=10).map(|step| f64::from(step) / 20.0).collect(),
            trials: 200,
            max_passes: 100,
        }
    }
}

fn drawn(text: &str, names: [&str; 2]) -> Bitmaps {
    Bitmaps {
        drawn: Some(text.into()),
        names: Some(names.map(String::from).to_vec()),
        ..Bitmaps::default()
    }
}

impl Bam {
    /// The cues that are given, or that go with the paper's pairs.
    fn given_cues(&self) -> Option<Bitmaps> {
        let paper = Bam::default();
        let is_paper = self.flips.is_none() && (&self.a, &self.b) == (&paper.a, &paper.b);
        let usual = is_paper.then(|| drawn(".##...\n\n...##.", ["011000", "000110"]));
        self.cues.clone().or(usual)
    }

    fn check_pairs(&self, ranges: &mut Ranges) {
        for (key, pictures) in [("a", &self.a), ("b", &self.b)] {
            pictures.check(key, 1, MOST_PAIRS, ranges);
            let pixels = pictures.read().map_or(0, |named| pixels(&named));
            if pixels > MOST_PIXELS {
                let message = format!("has {pixels} pixels, must have at most {MOST_PIXELS}");
                ranges.wrong(format!("{key}.drawn"), message);
            }
        }
        if let (Ok(a), Ok(b)) = (self.a.read(), self.b.read())
            && a.len() != b.len()
        {
            let message = format!(
                "has {} pictures, must have {}, one for each picture of a",
                b.len(),
                a.len()
            );
            ranges.wrong("b", message);
        }
    }

    fn check_cues(&self, ranges: &mut Ranges) {
        let Ok(a) = self.a.read() else { return };
        if let Some(flips) = self.flips {
            ranges.within("flips", flips as f64, 0.0, pixels(&a) as f64);
        }
        let Some(cues) = &self.cues else { return };
        if self.flips.is_some() {
            ranges.wrong(
                "flips",
                "are for cues made from stored pictures; leave out cues or flips",
            );
        }
        cues.check("cues", 1, MOST_CUES, ranges);
        let size = |named: &[Named]| (named[0].bitmap.width(), named[0].bitmap.height());
        if let Ok(cues) = cues.read()
            && size(&cues) != size(&a)
        {
            let ((width, height), (found_width, found_height)) = (size(&a), size(&cues));
            let message = format!(
                "are {found_width} × {found_height}, must be {width} × {height} like the pictures of a"
            );
            ranges.wrong("cues", message);
        }
    }
}

/// Pixels of each of these pictures.
fn pixels(named: &[Named]) -> usize {
    named[0].bitmap.pixels().len()
}

/// What one job gives.
pub enum Part {
    /// Matrix, fields, energies and drawn recalls.
    Worked(Box<Worked>),
    /// Recalls counted at one noise.
    Noise(Tally),
}

impl Settings for Bam {
    const KIND: &'static str = "bam";
    const EXPLAIN: &'static str = explain::EXPLAIN;
    type Part = Part;

    fn summary() -> Text {
        Text::new(
            "Kosko's BAM: pairs of pictures recall each other, and the energy only falls",
            "ДАП Коско: пары изображений вспоминают друг друга, а энергия только убывает",
        )
    }

    fn problems(&self, _base: &Path) -> Vec<Problem> {
        let mut ranges = Ranges::default();
        self.check_pairs(&mut ranges);
        self.check_cues(&mut ranges);
        ranges.entries("noise", self.noise.len(), 1, MOST_NOISES);
        for (index, share) in self.noise.iter().enumerate() {
            ranges.within(format!("noise[{index}]"), *share, 0.0, 1.0);
        }
        ranges.distinct("noise", &self.noise);
        ranges.within("trials", self.trials as f64, 1.0, MOST_TRIALS as f64);
        ranges.within("max_passes", self.max_passes as f64, 2.0, 10_000.0);
        ranges.problems
    }

    fn memory_bytes(&self, _base: &Path) -> u64 {
        let pixels = |pictures: &Bitmaps| pictures.read().map_or(0, |named| pixels(&named));
        let (n, p) = (pixels(&self.a), pixels(&self.b));
        let frames = MOST_CUES * self.max_passes * (n + p);
        (32 * n * p + 10 * frames + 64 * MOST_PAIRS * (n + p)) as u64
    }

    fn jobs(&self, _context: &Context) -> usize {
        1 + self.noise.len()
    }

    fn run(&self, job: usize, context: &Context) -> Result<Part, Failure> {
        let pairs = Pairs::of(self)?;
        Ok(match job {
            0 => Part::Worked(Box::new(Worked::of(self, &pairs, context)?)),
            _ => Part::Noise(Tally::count(self, &pairs, job - 1, context)?),
        })
    }

    fn assemble(&self, parts: Vec<Part>, _context: &Context) -> Result<Outcome, Failure> {
        let pairs = Pairs::of(self)?;
        let mut tallies = Vec::new();
        let mut all = Vec::new();
        for part in parts {
            match part {
                Part::Worked(worked) => all.push(worked),
                Part::Noise(tally) => tallies.push(tally),
            }
        }
        let worked = &all[0];
        let mut outcome = Outcome::default();
        results::add(&pairs, worked, &tallies, &mut outcome);
        outcome.figures = figures::all(&pairs, worked, &tallies);
        outcome.tables.push(results::table(&pairs, worked));
        Ok(outcome)
    }
}
