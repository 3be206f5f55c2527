//! The five numbers of a box plot (Tukey 1977): quartiles by linear interpolation between order
//! statistics (type 7 of Hyndman & Fan 1996), whiskers to the last points within 1.5
//! interquartile ranges of the box.

/// What a box plot draws of a sample.
#[derive(Clone, Debug, PartialEq)]
pub struct BoxSummary {
    pub whisker_low: f64,
    pub quartile_low: f64,
    pub median: f64,
    pub quartile_high: f64,
    pub whisker_high: f64,
    /// The points beyond the whiskers, ascending.
    pub outliers: Vec<f64>,
}

impl BoxSummary {
    /// The summary of the finite numbers of a sample; `None` if there are none.
    pub fn of(sample: &[f64]) -> Option<Self> {
        let mut sorted: Vec<f64> = sample.iter().copied().filter(|v| v.is_finite()).collect();
        sorted.sort_by(f64::total_cmp);
        let quartile_low = quantile(&sorted, 0.25)?;
        let quartile_high = quantile(&sorted, 0.75)?;
        let reach = 1.5 * (quartile_high - quartile_low);
        let inside = |v: &f64| (quartile_low - reach..=quartile_high + reach).contains(v);
        Some(BoxSummary {
            whisker_low: sorted.iter().copied().find(inside).unwrap_or(quartile_low),
            quartile_low,
            median: quantile(&sorted, 0.5)?,
            quartile_high,
            whisker_high: sorted
                .iter()
                .copied()
                .rfind(inside)
                .unwrap_or(quartile_high),
            outliers: sorted.into_iter().filter(|v| !inside(v)).collect(),
        })
    }
}

/// The `share` quantile of ascending numbers.
fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    let place = share * (sorted.len().checked_sub(1)?) as f64;
    let below = place.floor() as usize;
    let above = (below + 1).min(sorted.len() - 1);
    Some(sorted[below] + (place - below as f64) * (sorted[above] - sorted[below]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_five_numbers_of_a_known_sample() {
        let sample = [7.0, 1.0, 3.0, 2.0, 4.0, 5.0, 6.0, 8.0, 30.0, f64::NAN];
        let summary = BoxSummary::of(&sample).unwrap();
        assert_eq!(summary.quartile_low, 3.0);
        assert_eq!(summary.median, 5.0);
        assert_eq!(summary.quartile_high, 7.0);
        assert_eq!((summary.whisker_low, summary.whisker_high), (1.0, 8.0));
        assert_eq!(summary.outliers, [30.0]);
        assert_eq!(BoxSummary::of(&[f64::NAN]), None);
        assert_eq!(quantile(&[1.0, 2.0], 0.25), Some(1.25));
    }
}
