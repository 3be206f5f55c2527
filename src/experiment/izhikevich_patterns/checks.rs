//! Whether a run shows what its pattern is named after, and the numbers that characterise it.

use super::Pattern;
use super::simulation::Course;
use crate::outcome::Text;

/// A longer silence separates bursts, ms.
const BURST_GAP_MS: f64 = 15.0;

/// Between firing that begins slowly (class 1) and fast (class 2), Hz; the paper says of class 2
/// "a certain relatively large frequency, say 40 Hz".
const CLASS_BORDER_HZ: f64 = 40.0;

impl Course {
    fn intervals(&self) -> Vec<f64> {
        self.spikes_ms.windows(2).map(|s| s[1] - s[0]).collect()
    }

    /// Sizes of the bursts, a lone spike being one of 1.
    fn bursts(&self) -> Vec<usize> {
        let together = |a: &f64, b: &f64| b - a <= BURST_GAP_MS;
        self.spikes_ms
            .chunk_by(together)
            .map(<[f64]>::len)
            .collect()
    }

    fn first(&self) -> Option<f64> {
        self.spikes_ms.first().copied()
    }

    fn last(&self) -> Option<f64> {
        self.spikes_ms.last().copied()
    }

    /// Whether there is a spike, and all are later than `from` and earlier than `to`.
    fn lies_within(&self, from: f64, to: f64) -> bool {
        self.first().is_some_and(|t| t > from) && self.last().is_some_and(|t| t < to)
    }

    /// How often v turns downwards below the peak after the last spike.
    fn late_maxima(&self) -> usize {
        let Some(last) = self.last() else { return 0 };
        let late = self.t_ms.iter().filter(|&&t| t <= last).count();
        self.v_mv[late.min(self.v_mv.len())..]
            .windows(3)
            .filter(|v| v[0] < v[1] && v[1] >= v[2])
            .count()
    }

    /// How far v rises above the potential of reset `c` after the last spike, mV.
    fn hump_mv(&self, c: f64) -> Option<f64> {
        let last = self.last()?;
        let late = self.t_ms.iter().zip(&self.v_mv).filter(|(t, _)| **t > last);
        late.map(|(_, v)| v - c).reduce(f64::max)
    }
}

/// Whether the run shows the pattern.
pub fn shown(pattern: Pattern, course: &Course) -> bool {
    let entry = pattern.entry();
    let piece = |k: usize| entry.stimulus.pieces[k];
    let (spikes, end) = (course.spikes_ms.len(), entry.duration_ms);
    let (intervals, bursts) = (course.intervals(), course.bursts());
    let onset = piece(0).after_ms;
    // On the grid of a method two intervals may be equal.
    let rises = |x: &[f64]| x.len() >= 2 && x.windows(2).all(|x| x[1] >= x[0]);
    let onset_hz = intervals.first().map_or(0.0, |ms| 1000.0 / ms);
    let speeds_up = rises(&intervals.iter().map(|ms| -ms).collect::<Vec<_>>());
    course.stopped_ms.is_none()
        && match pattern {
            Pattern::TonicSpiking => {
                let settled = |x: &[f64]| (x[1] / x[0] - 1.0).abs() < 0.1;
                let goes_on = |ms: &f64| course.last().is_some_and(|t| end - t < 1.1 * ms);
                course.lies_within(onset, end)
                    && intervals.windows(2).last().is_some_and(settled)
                    && intervals.last().is_some_and(goes_on)
            }
            Pattern::PhasicSpiking => spikes == 1 && course.lies_within(onset, end),
            Pattern::TonicBursting => bursts.len() >= 3 && bursts.iter().all(|&n| n >= 2),
            Pattern::PhasicBursting => bursts.len() == 1 && spikes >= 2,
            Pattern::MixedMode => {
                bursts.len() >= 3 && bursts[0] >= 2 && bursts[1..].iter().all(|&n| n == 1)
            }
            Pattern::FrequencyAdaptation => {
                rises(&intervals) && intervals[intervals.len() - 1] > 3.0 * intervals[0]
            }
            Pattern::Class1 => speeds_up && onset_hz < CLASS_BORDER_HZ,
            Pattern::Class2 => speeds_up && onset_hz >= CLASS_BORDER_HZ,
            Pattern::SpikeLatency => spikes == 1 && course.lies_within(piece(0).before_ms, end),
            Pattern::SubthresholdOscillations => spikes == 1 && course.late_maxima() >= 2,
            Pattern::Resonator => spikes == 1 && course.lies_within(piece(3).after_ms, end),
            Pattern::Integrator => {
                spikes == 1 && course.lies_within(piece(1).after_ms, piece(2).after_ms)
            }
            Pattern::ReboundSpike => spikes == 1 && course.lies_within(piece(0).before_ms, end),
            Pattern::ReboundBurst => {
                spikes >= 2 && bursts.len() == 1 && course.lies_within(piece(0).before_ms, end)
            }
            Pattern::ThresholdVariability => course.lies_within(piece(2).after_ms, end),
            Pattern::Bistability => spikes >= 3 && course.lies_within(onset, piece(1).before_ms),
            Pattern::AfterPotential => {
                let rests = course.v_mv.last().is_some_and(|v| v - entry.v0_mv < 1.0);
                let hump = course.hump_mv(entry.parameters[2]);
                spikes == 1 && rests && hump.is_some_and(|mv| mv > 1.0)
            }
            Pattern::Accommodation => course.lies_within(piece(1).after_ms, end),
            Pattern::InhibitionInducedSpiking => {
                spikes >= 2 && course.lies_within(piece(0).before_ms, piece(1).after_ms)
            }
            Pattern::InhibitionInducedBursting => {
                bursts.len() >= 2
                    && bursts.iter().all(|&n| n >= 2)
                    && course.lies_within(piece(0).before_ms, piece(1).after_ms)
            }
        }
}

/// Name (behind the pattern's), value and unit of what characterises a run.
pub fn characteristics(pattern: Pattern, course: &Course) -> Vec<(String, f64, &'static str)> {
    let entry = pattern.entry();
    let (intervals, bursts) = (course.intervals(), course.bursts());
    let ends = intervals.first().zip(intervals.last());
    let number = |name: &str, value: usize| (name.to_owned(), value as f64, "");
    let mut found = Vec::new();
    match pattern {
        Pattern::TonicSpiking => {
            let times = course.spikes_ms.iter().take(5).enumerate();
            found.extend(times.map(|(k, t)| (format!("spike_{}_ms", k + 1), *t, "ms")));
        }
        Pattern::TonicBursting
        | Pattern::PhasicBursting
        | Pattern::MixedMode
        | Pattern::ReboundBurst
        | Pattern::InhibitionInducedBursting => {
            found.push(number("bursts", bursts.len()));
            found.extend(bursts.first().map(|&n| number("first_burst_spikes", n)));
        }
        Pattern::FrequencyAdaptation => {
            found.extend(ends.map(|(first, last)| ("interval_ratio".into(), last / first, "")));
        }
        Pattern::Class1 | Pattern::Class2 => found.extend(ends.iter().flat_map(|(first, last)| {
            [
                ("onset_rate_hz".to_owned(), 1000.0 / **first, "Hz"),
                ("final_rate_hz".to_owned(), 1000.0 / **last, "Hz"),
            ]
        })),
        Pattern::SpikeLatency => {
            let onset = entry.stimulus.pieces[0].after_ms;
            found.extend(
                course
                    .first()
                    .map(|t| ("latency_ms".into(), t - onset, "ms")),
            );
        }
        Pattern::SubthresholdOscillations => {
            found.push(number("late_maxima", course.late_maxima()));
        }
        Pattern::AfterPotential => {
            let hump = course.hump_mv(entry.parameters[2]);
            found.extend(hump.map(|mv| ("hump_mv".into(), mv, "mV")));
        }
        _ => {}
    }
    found
}

/// What counts as showing the pattern, in words.
pub fn criterion(pattern: Pattern) -> Text {
    let (english, russian) = match pattern {
        Pattern::TonicSpiking => (
            "regular spikes as long as the current lasts",
            "ритмические импульсы, пока длится ток",
        ),
        Pattern::PhasicSpiking => (
            "one spike, though the current lasts",
            "один импульс, хотя ток продолжается",
        ),
        Pattern::TonicBursting => (
            "three bursts or more as long as the current lasts",
            "не менее трёх пачек, пока длится ток",
        ),
        Pattern::PhasicBursting => (
            "one burst, though the current lasts",
            "одна пачка, хотя ток продолжается",
        ),
        Pattern::MixedMode => (
            "a burst, then single spikes",
            "пачка, затем одиночные импульсы",
        ),
        Pattern::FrequencyAdaptation => (
            "intervals that lengthen to more than three times the first",
            "интервалы растут, последний более чем втрое длиннее первого",
        ),
        Pattern::Class1 => (
            "firing begins below 40 Hz and quickens with the current",
            "частота начинается ниже 40 Гц и растёт с током",
        ),
        Pattern::Class2 => (
            "firing begins at 40 Hz or more and quickens with the current",
            "частота начинается с 40 Гц или выше и растёт с током",
        ),
        Pattern::SpikeLatency => (
            "one spike, after the pulse has ended",
            "один импульс, после окончания толчка тока",
        ),
        Pattern::SubthresholdOscillations => (
            "one spike, then two or more peaks below threshold",
            "один импульс, затем не менее двух подпороговых пиков",
        ),
        Pattern::Resonator => (
            "a spike only to the pair of pulses 40 ms apart",
            "импульс только в ответ на пару толчков через 40 мс",
        ),
        Pattern::Integrator => (
            "a spike only to the pair of pulses 5 ms apart",
            "импульс только в ответ на пару толчков через 5 мс",
        ),
        Pattern::ReboundSpike => (
            "one spike, after the inhibition has ended",
            "один импульс, после окончания торможения",
        ),
        Pattern::ReboundBurst => (
            "one burst, after the inhibition has ended",
            "одна пачка, после окончания торможения",
        ),
        Pattern::ThresholdVariability => (
            "a pulse excites only after inhibition",
            "толчок возбуждает только после торможения",
        ),
        Pattern::Bistability => (
            "one pulse starts the firing, another stops it",
            "один толчок запускает импульсы, другой их прекращает",
        ),
        Pattern::AfterPotential => (
            "one spike, a hump behind it, then rest",
            "один импульс, за ним горб, затем покой",
        ),
        Pattern::Accommodation => (
            "no spike to a slow ramp to 8 pA, one to a fast ramp to 4 pA",
            "нет импульса на медленный рост тока до 8 пА, есть на быстрый до 4 пА",
        ),
        Pattern::InhibitionInducedSpiking => (
            "spikes only while the current is lowered",
            "импульсы только пока ток понижен",
        ),
        Pattern::InhibitionInducedBursting => (
            "bursts only while the current is lowered",
            "пачки только пока ток понижен",
        ),
    };
    Text::new(english, russian)
}
