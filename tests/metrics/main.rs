//! Galvani's measures against scikit-learn's on the same predictions; reference.json is written by
//! generate.py.

use galvani::train::metrics::{
    Average, ClassificationScores, Confusion, OneVersusRest, RegressionScores, RocCurve,
    brier_score, log_loss, most_probable,
};
use serde::Deserialize;

/// Largest deviation, of numbers above 1 relative to them.
const TOLERANCE: f64 = 1e-12;

/// `None` is NaN.
type Number = Option<f64>;

#[derive(Deserialize)]
struct Document {
    classification: Vec<Classification>,
    regression: Vec<Regression>,
}

#[derive(Deserialize)]
struct Classification {
    name: String,
    classes: usize,
    actual: Vec<usize>,
    probabilities: Vec<f64>,
    confusion: Vec<u64>,
    precision: Vec<Number>,
    recall: Vec<Number>,
    f1: Vec<Number>,
    support: Vec<u64>,
    macro_average: Averages,
    weighted_average: Averages,
    accuracy: Number,
    balanced_accuracy: Number,
    matthews: Number,
    kappa: Number,
    log_loss: Number,
    brier: Number,
    areas: Vec<Number>,
    macro_area: Number,
    weighted_area: Number,
    #[serde(default)]
    curves: Vec<Curve>,
    #[serde(default)]
    corners: Vec<Curve>,
}

#[derive(Deserialize)]
struct Averages {
    precision: Number,
    recall: Number,
    f1: Number,
}

#[derive(Deserialize)]
struct Curve {
    false_positive_rate: Vec<Number>,
    true_positive_rate: Vec<Number>,
    thresholds: Vec<Number>,
}

#[derive(Deserialize)]
struct Regression {
    name: String,
    outputs: usize,
    actual: Vec<f64>,
    predicted: Vec<f64>,
    rmse: Number,
    mae: Number,
    r_squared: Number,
}

fn document() -> Document {
    serde_json::from_str(include_str!("reference.json")).unwrap()
}

/// Compares the measures of one case.
struct Comparison<'a> {
    case: &'a str,
}

impl Comparison<'_> {
    fn number(&self, measure: &str, ours: f64, theirs: Number) {
        let theirs = theirs.unwrap_or(f64::NAN);
        let near = (ours - theirs).abs() <= TOLERANCE * theirs.abs().max(1.0);
        let both_undefined = ours.is_nan() && theirs.is_nan();
        assert!(
            near || both_undefined,
            "{}: {measure} is {ours}, scikit-learn has {theirs}",
            self.case
        );
    }

    fn numbers(&self, measure: &str, ours: &[f64], theirs: &[Number]) {
        assert_eq!(ours.len(), theirs.len(), "{}: {measure}", self.case);
        for (&ours, &theirs) in ours.iter().zip(theirs) {
            self.number(measure, ours, theirs);
        }
    }

    fn average(&self, kind: &str, ours: Average, theirs: &Averages) {
        for (measure, ours, theirs) in [
            ("precision", ours.precision, theirs.precision),
            ("recall", ours.recall, theirs.recall),
            ("F1", ours.f1, theirs.f1),
        ] {
            self.number(&format!("{kind} average of {measure}"), ours, theirs);
        }
    }

    fn curve(&self, class: usize, ours: &RocCurve, theirs: &Curve) {
        assert_eq!(ours.thresholds[0], f64::INFINITY);
        for (measure, ours, theirs) in [
            ("thresholds", &ours.thresholds[1..], &theirs.thresholds),
            (
                "false positive rate",
                &ours.false_positive_rate[..],
                &theirs.false_positive_rate,
            ),
            (
                "true positive rate",
                &ours.true_positive_rate[..],
                &theirs.true_positive_rate,
            ),
        ] {
            self.numbers(&format!("{measure} of class {class}"), ours, theirs);
        }
    }
}

#[test]
fn confusion_matrices_and_what_follows_from_them() {
    for case in document().classification {
        let at = Comparison { case: &case.name };
        let classes = case.classes;
        let predicted = most_probable(&case.probabilities, classes);
        let confusion = Confusion::of(classes, &case.actual, &predicted);
        let counts: Vec<u64> = (0..classes * classes)
            .map(|place| confusion.count(place / classes, place % classes))
            .collect();
        assert_eq!(counts, case.confusion, "{}", case.name);
        let each = |measure: &dyn Fn(usize) -> f64| (0..classes).map(measure).collect::<Vec<f64>>();
        let precision = each(&|class| confusion.precision(class));
        let recall = each(&|class| confusion.recall(class));
        let f1 = each(&|class| confusion.f1(class));
        at.numbers("precision", &precision, &case.precision);
        at.numbers("recall", &recall, &case.recall);
        at.numbers("F1", &f1, &case.f1);
        for (class, &support) in case.support.iter().enumerate() {
            assert_eq!(confusion.support(class), support, "{}", case.name);
        }
        at.average("macro", confusion.macro_average(), &case.macro_average);
        let weighted = confusion.weighted_average();
        at.average("weighted", weighted, &case.weighted_average);
        at.number("accuracy", confusion.accuracy(), case.accuracy);
        let balanced = confusion.balanced_accuracy();
        at.number("balanced accuracy", balanced, case.balanced_accuracy);
        at.number("MCC", confusion.matthews_correlation(), case.matthews);
        at.number("kappa", confusion.cohens_kappa(), case.kappa);
    }
}

#[test]
fn measures_of_probabilities() {
    for case in document().classification {
        let at = Comparison { case: &case.name };
        let (probabilities, classes, actual) = (&case.probabilities, case.classes, &case.actual);
        let loss = log_loss(probabilities, classes, actual);
        at.number("log-loss", loss, case.log_loss);
        let brier = brier_score(probabilities, classes, actual);
        at.number("Brier score", brier, case.brier);
        let areas = OneVersusRest::of(probabilities, classes, actual);
        at.numbers("AUC", &areas.areas, &case.areas);
        at.number("macro AUC", areas.macro_average(), case.macro_area);
        at.number("weighted AUC", areas.weighted_average(), case.weighted_area);
    }
}

#[test]
fn curves_with_every_threshold_and_with_corners_only() {
    let mut compared = 0;
    for case in document().classification {
        let at = Comparison { case: &case.name };
        for (class, (whole, corners)) in case.curves.iter().zip(&case.corners).enumerate() {
            let rows = case.probabilities.chunks_exact(case.classes);
            let scores: Vec<f64> = rows.map(|row| row[class]).collect();
            let positive: Vec<bool> = case.actual.iter().map(|&is| is == class).collect();
            at.curve(class, &RocCurve::of(&scores, &positive), whole);
            at.curve(class, &RocCurve::corners(&scores, &positive), corners);
            compared += 1;
        }
    }
    assert!(compared > 30, "only {compared} curves");
}

#[test]
fn the_customary_measures_in_one_call() {
    for case in document().classification {
        let at = Comparison { case: &case.name };
        let scores = ClassificationScores::of(&case.probabilities, case.classes, &case.actual);
        let Averages {
            precision,
            recall,
            f1,
        } = case.macro_average;
        for (measure, ours, theirs) in [
            ("accuracy", scores.accuracy, case.accuracy),
            ("macro precision", scores.macro_precision, precision),
            ("macro recall", scores.macro_recall, recall),
            ("macro F1", scores.macro_f1, f1),
            ("log-loss", scores.log_loss, case.log_loss),
            ("MCC", scores.mcc, case.matthews),
            ("AUC", scores.roc_auc, case.macro_area),
        ] {
            at.number(measure, ours, theirs);
        }
    }
}

#[test]
fn measures_of_predicted_numbers() {
    for case in document().regression {
        let at = Comparison { case: &case.name };
        let scores = RegressionScores::of(&case.predicted, &case.actual, case.outputs);
        at.number("RMSE", scores.rmse, case.rmse);
        at.number("MAE", scores.mae, case.mae);
        at.number("R²", scores.r_squared, case.r_squared);
    }
}
