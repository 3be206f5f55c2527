//! Fewer points than were recorded, where a figure could not show them all.

/// Places of about `most` among `count` points that lie evenly over a logarithmic axis of 1, 2 …
/// `count`: each is further from the last by one factor, or by one place. The first and the last are
/// among them.
pub fn logarithmic(count: usize, most: f64) -> Vec<usize> {
    let factor = (count as f64).powf(1.0 / most);
    let mut next = 1.0;
    let chosen = (0..count).filter(|&place| {
        let number = (place + 1) as f64;
        let is_chosen = number >= next || place + 1 == count;
        if is_chosen {
            next = number * factor;
        }
        is_chosen
    });
    chosen.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn early_points_all_stay_and_late_ones_thin_out_evenly() {
        let places = logarithmic(10_000, 100.0);
        assert_eq!(places[..5], [0, 1, 2, 3, 4]);
        assert_eq!(places.last(), Some(&9_999));
        assert!(places.len() <= 101, "{}", places.len());
        let ratios = places
            .windows(2)
            .map(|ends| (ends[1] + 1) as f64 / (ends[0] + 1) as f64);
        assert!(ratios.skip(20).all(|ratio| ratio < 1.2));
        assert_eq!(logarithmic(1, 100.0), [0]);
        assert!(logarithmic(0, 100.0).is_empty());
    }
}
