//! Shares that were counted, with their intervals.

use crate::math::statistics::interval::{self, Interval};
use crate::math::statistics::mean;
use crate::outcome::Text;
use crate::outcome::figure::{Mark, Style};

/// Level of the intervals.
pub const LEVEL: f64 = 0.95;

/// Successes among trials.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    pub successes: usize,
    pub trials: usize,
}

impl Share {
    /// One more trial.
    pub fn count(&mut self, success: bool) {
        self.successes += usize::from(success);
        self.trials += 1;
    }

    /// The share; NaN without trials.
    pub fn value(self) -> f64 {
        self.successes as f64 / self.trials as f64
    }

    /// Wilson's interval.
    pub fn interval(self) -> Interval {
        interval::of_share(self.successes, self.trials, LEVEL)
    }
}

/// Shares over x as discs on a line in the band of their intervals.
pub fn curve(label: Text, style: Style, x: &[f64], shares: &[Share]) -> Vec<Mark> {
    let intervals = || shares.iter().map(|share| share.interval());
    let mut marks = vec![Mark::Band {
        label: Text::default(),
        style: style.clone(),
        x: x.to_vec(),
        low: intervals().map(|i| i.low).collect(),
        high: intervals().map(|i| i.high).collect(),
    }];
    let y = shares.iter().map(|share| share.value()).collect();
    marks.extend(Mark::joined(label, style, x.to_vec(), y));
    marks
}

/// Means of samples over x as discs with upright lines over Student's intervals.
pub fn dots(label: Text, style: Style, x: &[f64], samples: &[&[f64]]) -> Vec<Mark> {
    let bar = |(&x, sample): (&f64, &&[f64])| {
        let interval = interval::of_mean(sample, LEVEL);
        Mark::Line {
            label: Text::default(),
            style: style.clone(),
            x: vec![x, x],
            y: vec![interval.low, interval.high],
        }
    };
    let mut marks: Vec<Mark> = x.iter().zip(samples).map(bar).collect();
    marks.push(Mark::Points {
        label,
        style: style.clone().radius(4.0),
        x: x.to_vec(),
        y: samples.iter().map(|sample| mean(sample)).collect(),
    });
    marks
}
