//! Packets of nearly synchronous spikes: the stimulus, and the measurement of what arrives
//! (Diesmann, Gewaltig & Aertsen 1999, Nature 402:529–533: a spikes with a temporal spread σ).

use crate::random::Stream;

/// A Gaussian packet of spikes: the stimulus.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Packet {
    /// Number of spikes, a.
    pub spikes: usize,
    /// Standard deviation of their times, σ, ms.
    pub spread_ms: f64,
    /// Their mean time, ms.
    pub time_ms: f64,
}

impl Packet {
    /// Draws the times of the spikes, ms, in no order.
    pub fn draw(&self, stream: &mut Stream) -> Vec<f64> {
        (0..self.spikes)
            .map(|_| self.time_ms + self.spread_ms * stream.normal())
            .collect()
    }
}

/// A packet as it was found among the spikes of a group.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Arrival {
    /// Number of spikes within the window, a.
    pub size: usize,
    /// Their standard deviation σ (with n − 1), ms; NaN below two spikes.
    pub spread_ms: f64,
    /// Their median time, ms (a mean would follow stray background spikes); NaN without spikes.
    pub time_ms: f64,
}

impl Arrival {
    /// Width of the window around the mode, ms.
    pub const WINDOW_MS: f64 = 5.0;

    /// Width of the interval whose fullest position is the mode, ms.
    const MODE_MS: f64 = 1.0;

    /// Finds the packet among `times_ms` (ascending) between `from_ms` and `to_ms`: its mode is the
    /// fullest millisecond in there, and all spikes within 2.5 ms of the mode are the packet.
    /// Background spikes would otherwise dominate σ; the window keeps about one in a hundred
    /// neurons at 2 Hz.
    pub fn find(times_ms: &[f64], (from_ms, to_ms): (f64, f64)) -> Self {
        let between = |low: f64, high: f64| {
            let from = times_ms.partition_point(|&t| t < low);
            &times_ms[from..from.max(times_ms.partition_point(|&t| t <= high))]
        };
        let candidates = between(from_ms, to_ms);
        let crowd = |&first: &f64| between(first, (first + Self::MODE_MS).min(to_ms));
        // The first of the fullest: `max_by_key` would give the last.
        let Some(fullest) = candidates
            .iter()
            .map(crowd)
            .rev()
            .max_by_key(|crowd| crowd.len())
        else {
            return Arrival {
                size: 0,
                spread_ms: f64::NAN,
                time_ms: f64::NAN,
            };
        };
        let mode = mean(fullest);
        let packet = between(mode - 0.5 * Self::WINDOW_MS, mode + 0.5 * Self::WINDOW_MS);
        let centre = mean(packet);
        let squares: f64 = packet.iter().map(|t| (t - centre) * (t - centre)).sum();
        Arrival {
            size: packet.len(),
            spread_ms: (squares / (packet.len() as f64 - 1.0)).sqrt(),
            time_ms: median(packet),
        }
    }

    /// Follows a packet along a chain: `times_ms[g]` are the spikes of group g (ascending). The
    /// packet of the first group is sought from 3σ before the stimulus (but at least half a window)
    /// to as long after it and a window more; in each further group within one window after its
    /// predecessor's time plus the axonal delay.
    pub fn follow(times_ms: &[Vec<f64>], stimulus: &Packet, delay_ms: f64) -> Vec<Self> {
        let reach = (3.0 * stimulus.spread_ms).max(0.5 * Self::WINDOW_MS);
        let mut search = (
            stimulus.time_ms - reach,
            stimulus.time_ms + reach + Self::WINDOW_MS,
        );
        let mut expected = stimulus.time_ms;
        let mut arrivals = Vec::with_capacity(times_ms.len());
        for group in times_ms {
            let arrival = Arrival::find(group, search);
            // A group that stays silent passes the search on.
            expected = if arrival.size > 0 {
                arrival.time_ms
            } else {
                expected
            } + delay_ms;
            search = (expected, expected + Self::WINDOW_MS);
            arrivals.push(arrival);
        }
        arrivals
    }
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// Of values in order; of an even number the mean of the middle two.
fn median(values: &[f64]) -> f64 {
    0.5 * (values[(values.len() - 1) / 2] + values[values.len() / 2])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawn_packet_is_found_again_among_background() {
        let packet = Packet {
            spikes: 100,
            spread_ms: 0.5,
            time_ms: 50.0,
        };
        let mut times = packet.draw(&mut Stream::new(1952, "test", "packet", 0));
        times.extend((0..10).map(|i| 5.0 + 10.0 * f64::from(i)));
        times.sort_by(f64::total_cmp);
        let found = Arrival::find(&times, (30.0, 70.0));
        // Five standard errors; that of a median is √(π/2) times that of a mean.
        assert_eq!(found.size, 100);
        assert!(
            (found.spread_ms - 0.5).abs() < 5.0 * 0.5 / 200.0_f64.sqrt(),
            "{found:?}"
        );
        assert!(
            (found.time_ms - 50.0).abs() < 5.0 * 1.2533 * 0.5 / 10.0,
            "{found:?}"
        );
        let nothing = Arrival::find(&times, (16.0, 24.0));
        assert!(nothing.size == 0 && nothing.time_ms.is_nan());
    }
}
