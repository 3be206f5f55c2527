//! How well scores rank the examples of a class above all others: the receiver operating
//! characteristic and the area under it.
//!
//! At a threshold θ an example counts as positive when its score is at least θ. With P positive and N
//! negative examples, TP(θ) and FP(θ) of them counted as positive:
//!
//! true positive rate = TP/P,  false positive rate = FP/N
//!
//! AUC is the area under the true positive rate over the false one, by trapezoids: the probability
//! that a positive example has a higher score than a negative one, ties counting ½
//! (Mann & Whitney's U/(P·N); Hanley & McNeil 1982, Radiology 143:29; Fawcett 2006, Pattern Recogn.
//! Lett. 27:861).
//!
//! ```
//! use galvani::train::metrics::auc;
//!
//! // Of the four pairs, (0.35, 0.4) alone is ranked wrongly.
//! let area = auc(&[0.1, 0.4, 0.35, 0.8], &[false, false, true, true]);
//! assert_eq!(area, 0.75);
//! ```

/// A receiver operating characteristic, its points from the highest threshold to the lowest.
#[derive(Clone, Debug, PartialEq)]
pub struct RocCurve {
    /// Thresholds; the first is infinite, which nothing reaches.
    pub thresholds: Vec<f64>,
    /// FP/N at each threshold; NaN without negative examples.
    pub false_positive_rate: Vec<f64>,
    /// TP/P at each threshold; NaN without positive examples.
    pub true_positive_rate: Vec<f64>,
}

/// How many negative and positive examples have a score of at least the threshold.
#[derive(Clone, Copy)]
struct Counts {
    threshold: f64,
    false_positives: u64,
    true_positives: u64,
}

impl Counts {
    const NOTHING: Counts = Counts {
        threshold: f64::INFINITY,
        false_positives: 0,
        true_positives: 0,
    };
}

/// The counts at every score that occurs, from the highest to the lowest.
fn counts(scores: &[f64], positive: &[bool]) -> Vec<Counts> {
    assert_eq!(scores.len(), positive.len(), "one score an example");
    let mut order: Vec<usize> = (0..scores.len()).collect();
    order.sort_by(|&a, &b| scores[b].total_cmp(&scores[a]));
    let mut counts: Vec<Counts> = Vec::new();
    let mut so_far = Counts::NOTHING;
    for (place, &example) in order.iter().enumerate() {
        if positive[example] {
            so_far.true_positives += 1;
        } else {
            so_far.false_positives += 1;
        }
        so_far.threshold = scores[example];
        let next = order.get(place + 1);
        if next.is_none_or(|&next| scores[next] != so_far.threshold) {
            counts.push(so_far);
        }
    }
    counts
}

impl RocCurve {
    /// The curve at every score that occurs.
    ///
    /// # Panics
    /// When the slices have different lengths.
    pub fn of(scores: &[f64], positive: &[bool]) -> Self {
        RocCurve::through(&counts(scores, positive))
    }

    /// The curve without the points whose neighbours among the thresholds lie as far from them on
    /// both sides: on a straight line, so that neither the drawing nor the area changes. This is the
    /// curve that scikit-learn gives by default (`drop_intermediate`).
    ///
    /// # Panics
    /// When the slices have different lengths.
    pub fn corners(scores: &[f64], positive: &[bool]) -> Self {
        let counts = counts(scores, positive);
        let is_corner = |place: &usize| {
            if *place == 0 || place + 1 == counts.len() {
                return true;
            }
            let bend = |count: fn(&Counts) -> u64| {
                2 * count(&counts[*place]) != count(&counts[place - 1]) + count(&counts[place + 1])
            };
            bend(|counts| counts.false_positives) || bend(|counts| counts.true_positives)
        };
        let corners = (0..counts.len()).filter(is_corner);
        RocCurve::through(&corners.map(|place| counts[place]).collect::<Vec<Counts>>())
    }

    fn through(counts: &[Counts]) -> Self {
        let whole = counts.last().copied().unwrap_or(Counts::NOTHING);
        let points = || [Counts::NOTHING].into_iter().chain(counts.iter().copied());
        // 0/0 is NaN where there are no examples.
        let rate = |part: u64, whole: u64| part as f64 / whole as f64;
        RocCurve {
            thresholds: points().map(|point| point.threshold).collect(),
            false_positive_rate: points()
                .map(|point| rate(point.false_positives, whole.false_positives))
                .collect(),
            true_positive_rate: points()
                .map(|point| rate(point.true_positives, whole.true_positives))
                .collect(),
        }
    }
}

/// The area under [`RocCurve`], of which every trapezoid is counted in whole numbers. NaN where there
/// are no positive or no negative examples, and for scores that are NaN.
///
/// # Panics
/// When the slices have different lengths.
pub fn auc(scores: &[f64], positive: &[bool]) -> f64 {
    if scores.iter().any(|score| score.is_nan()) {
        return f64::NAN;
    }
    let mut before = Counts::NOTHING;
    // Twice the area in units of one pair.
    let mut doubled = 0_u64;
    for at in counts(scores, positive) {
        doubled += (at.false_positives - before.false_positives)
            * (at.true_positives + before.true_positives);
        before = at;
    }
    let pairs = before.false_positives * before.true_positives;
    doubled as f64 / (2 * pairs) as f64
}

/// The area of every class against all others, the score being its probability.
#[derive(Clone, Debug, PartialEq)]
pub struct OneVersusRest {
    /// AUC of each class; NaN for a class that no example or every example belongs to.
    pub areas: Vec<f64>,
    /// Examples of each class.
    support: Vec<usize>,
}

impl OneVersusRest {
    /// From the probabilities of `classes` for each example and its actual class.
    ///
    /// # Panics
    /// When there is not one row of probabilities for each example.
    pub fn of(probabilities: &[f64], classes: usize, actual: &[usize]) -> Self {
        let area = |class: usize| {
            let (scores, positive) = against_rest(probabilities, classes, actual, class);
            auc(&scores, &positive)
        };
        let support = |class| actual.iter().filter(|&&actual| actual == class).count();
        OneVersusRest {
            areas: (0..classes).map(area).collect(),
            support: (0..classes).map(support).collect(),
        }
    }

    /// What is told as the one AUC of a classifier: the mean over the classes, and for two classes the
    /// area of the second, as scikit-learn wants it (`roc_auc_score(multi_class="ovr")`; the areas of
    /// two classes differ by rounding only). Unlike there, where a class that does not occur makes the
    /// mean NaN, it goes over the classes that have an area; NaN where none has.
    pub fn macro_average(&self) -> f64 {
        if self.areas.len() == 2 {
            return self.areas[1];
        }
        self.weighted_by(|_| 1.0)
    }

    /// The mean weighted by the examples of each class, else as
    /// [`macro_average`](OneVersusRest::macro_average).
    pub fn weighted_average(&self) -> f64 {
        if self.areas.len() == 2 {
            return self.areas[1];
        }
        self.weighted_by(|support| support as f64)
    }

    fn weighted_by(&self, weight: impl Fn(usize) -> f64) -> f64 {
        let areas = self.areas.iter().zip(&self.support);
        let defined = areas.filter(|(area, _)| !area.is_nan());
        let (sum, weights) = defined.fold((0.0, 0.0), |(sum, weights), (area, &support)| {
            let weight = weight(support);
            (sum + weight * area, weights + weight)
        });
        sum / weights
    }
}

/// The probability of one class for each example, and whether it is its class.
pub fn against_rest(
    probabilities: &[f64],
    classes: usize,
    actual: &[usize],
    class: usize,
) -> (Vec<f64>, Vec<bool>) {
    let rows = probabilities.chunks_exact(classes);
    (
        rows.map(|row| row[class]).collect(),
        actual.iter().map(|&actual| actual == class).collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Σ over all pairs: 1 for the right order, ½ for a tie.
    fn by_pairs(scores: &[f64], positive: &[bool]) -> f64 {
        let of = |wanted: bool| {
            let examples = scores.iter().zip(positive);
            examples.filter_map(move |(&score, &is)| (is == wanted).then_some(score))
        };
        let (mut sum, mut pairs) = (0.0, 0.0);
        for above in of(true) {
            for below in of(false) {
                pairs += 1.0;
                sum += match above.total_cmp(&below) {
                    std::cmp::Ordering::Greater => 1.0,
                    std::cmp::Ordering::Equal => 0.5,
                    std::cmp::Ordering::Less => 0.0,
                };
            }
        }
        sum / pairs
    }

    #[test]
    fn the_area_is_the_share_of_pairs_in_the_right_order() {
        let mut stream = crate::random::Stream::new(1947, "auc", "scores", 0);
        for levels in [1, 2, 5, 1000] {
            let scores: Vec<f64> = (0..60).map(|_| stream.below(levels) as f64).collect();
            let positive: Vec<bool> = (0..60).map(|_| stream.below(3) == 0).collect();
            let (area, pairs) = (auc(&scores, &positive), by_pairs(&scores, &positive));
            assert!((area - pairs).abs() < 1e-14, "{levels}: {area} {pairs}");
        }
    }

    #[test]
    fn a_curve_worked_by_hand() {
        // Two positive and two negative examples; 0.7 is the score of one of each.
        let curve = RocCurve::of(&[0.9, 0.7, 0.7, 0.2], &[true, true, false, false]);
        assert_eq!(curve.thresholds, [f64::INFINITY, 0.9, 0.7, 0.2]);
        assert_eq!(curve.true_positive_rate, [0.0, 0.5, 1.0, 1.0]);
        assert_eq!(curve.false_positive_rate, [0.0, 0.0, 0.5, 1.0]);
    }

    #[test]
    fn points_on_straight_lines_are_no_corners() {
        let scores = [0.9, 0.8, 0.7, 0.6, 0.5, 0.4];
        let positive = [true, true, true, false, false, false];
        assert_eq!(RocCurve::of(&scores, &positive).thresholds.len(), 7);
        let corners = RocCurve::corners(&scores, &positive);
        assert_eq!(corners.thresholds, [f64::INFINITY, 0.9, 0.7, 0.4]);
        assert_eq!(corners.true_positive_rate, [0.0, 1.0 / 3.0, 1.0, 1.0]);
    }

    #[test]
    fn areas_that_are_not_defined_are_nan_and_stay_out_of_the_mean() {
        assert!(auc(&[0.1, 0.2], &[true, true]).is_nan());
        assert!(auc(&[0.1, 0.2], &[false, false]).is_nan());
        assert!(auc(&[0.1, f64::NAN], &[false, true]).is_nan());
        assert!(auc(&[], &[]).is_nan());
        // Class 2 does not occur; class 0 and 1 are told apart.
        let probabilities = [0.8, 0.1, 0.1, 0.2, 0.6, 0.2];
        let areas = OneVersusRest::of(&probabilities, 3, &[0, 1]);
        assert!(areas.areas[2].is_nan());
        assert_eq!(areas.macro_average(), 1.0);
        assert_eq!(areas.weighted_average(), 1.0);
        assert!(
            OneVersusRest::of(&probabilities, 3, &[0, 0])
                .macro_average()
                .is_nan()
        );
    }

    #[test]
    fn averages_weigh_the_classes_alike_or_by_their_examples() {
        let probabilities = [0.5, 0.3, 0.2, 0.2, 0.4, 0.4, 0.2, 0.2, 0.6, 0.1, 0.3, 0.6];
        let areas = OneVersusRest::of(&probabilities, 3, &[0, 0, 1, 2]);
        // Class 0: 0.5, 0.2 against 0.2, 0.1: (1 + 1 + ½ + 1)/4. Class 1: 0.2 against 0.3, 0.4, 0.3:
        // 0. Class 2: 0.6 against 0.2, 0.4, 0.6: (1 + 1 + ½)/3.
        let by_hand = [3.5 / 4.0, 0.0, 2.5 / 3.0];
        assert_eq!(areas.areas, by_hand);
        let [a, b, c] = by_hand;
        assert!((areas.macro_average() - (a + b + c) / 3.0).abs() < 1e-15);
        assert!((areas.weighted_average() - (2.0 * a + b + c) / 4.0).abs() < 1e-15);
    }
}
