mod broken;

use super::judged::{Answers, Judged};
use super::measures::stems;
use super::*;
use crate::outcome::figure::{Figure, Mark};
use crate::outcome::{Cell, Table};
use crate::train::metrics::{ClassificationScores, Confusion, OneVersusRest};

fn context(repeats: u64) -> Context<'static> {
    Context {
        seed: 1952,
        experiment: "classification/test",
        repeat: 0,
        repeats,
        base: Path::new(""),
        threads: 1,
        interrupted: &|| false,
    }
}

fn read(toml: &str) -> Classification {
    toml::from_str(toml).unwrap()
}

fn outcome(settings: &Classification, repeats: u64) -> Outcome {
    let context = context(repeats);
    assert_eq!(Settings::problems(settings, Path::new("")), []);
    let parts = (0..settings.jobs(&context))
        .map(|job| settings.run(job, &context).unwrap())
        .collect();
    settings.assemble(parts, &context).unwrap()
}

fn metric(outcome: &Outcome, name: &str) -> f64 {
    outcome.find_metric(name).unwrap().value
}

fn column(outcome: &Outcome, name: &str) -> Vec<f64> {
    let series = outcome.series.iter().find(|s| s.name == "predictions");
    let columns = &series.unwrap().columns;
    columns
        .iter()
        .find(|column| column.name == name)
        .unwrap()
        .values
        .clone()
}

fn figure<'a>(outcome: &'a Outcome, name: &str) -> &'a Figure {
    outcome.figures.iter().find(|f| f.name == name).unwrap()
}

fn table<'a>(outcome: &'a Outcome, name: &str) -> &'a Table {
    outcome.tables.iter().find(|t| t.name == name).unwrap()
}

/// Short runs on iris.
const SHORT: &str = "data = 'iris'\nhidden = [4]\nstopping = { max_epochs = 10 }\nbatch = 16\n";

#[test]
fn metrics_are_those_of_the_answers_in_the_file() {
    let outcome = outcome(&read(SHORT), 1);
    let classes = |name: &str| -> Vec<usize> {
        let numbers = column(&outcome, name);
        numbers.iter().map(|&class| class as usize).collect()
    };
    let actual = classes("actual");
    assert_eq!(actual.len(), 45);
    let names = ["p(setosa)", "p(versicolor)", "p(virginica)"];
    let columns = names.map(|name| column(&outcome, name));
    let probabilities: Vec<f64> = (0..45)
        .flat_map(|row| [0, 1, 2].map(|class: usize| columns[class][row]))
        .collect();
    let scores = ClassificationScores::of(&probabilities, 3, &actual);
    let confusion = Confusion::of(3, &actual, &classes("predicted"));
    let areas = OneVersusRest::of(&probabilities, 3, &actual);
    for (name, value) in [
        ("accuracy", scores.accuracy),
        ("macro_precision", scores.macro_precision),
        ("macro_recall", scores.macro_recall),
        ("macro_f1", scores.macro_f1),
        ("mcc", scores.mcc),
        ("log_loss", scores.log_loss),
        ("roc_auc", scores.roc_auc),
        ("weighted_roc_auc", areas.weighted_average()),
        ("balanced_accuracy", confusion.balanced_accuracy()),
        ("weighted_f1", confusion.weighted_average().f1),
        ("cohens_kappa", confusion.cohens_kappa()),
        ("class_versicolor_precision", confusion.precision(1)),
        ("class_versicolor_recall", confusion.recall(1)),
        ("class_versicolor_f1", confusion.f1(1)),
        ("class_versicolor_roc_auc", areas.areas[1]),
        ("class_versicolor_support", 15.0),
    ] {
        assert_eq!(metric(&outcome, name), value, "{name}");
    }
    assert!(scores.accuracy > 0.8, "{}", scores.accuracy);
}

#[test]
fn metrics_are_means_over_the_repeats_with_their_deviation() {
    let settings = read(SHORT);
    let outcome = outcome(&settings, 3);
    let repeats = column(&outcome, "repeat");
    assert_eq!(repeats.len(), 3 * 45);
    let right: Vec<bool> =
        std::iter::zip(column(&outcome, "actual"), column(&outcome, "predicted"))
            .map(|(actual, predicted)| actual == predicted)
            .collect();
    let accuracy: Vec<f64> = right
        .chunks(45)
        .map(|of| of.iter().filter(|&&is| is).count() as f64 / 45.0)
        .collect();
    let mean = (accuracy[0] + accuracy[1] + accuracy[2]) / 3.0;
    approx::assert_relative_eq!(metric(&outcome, "accuracy"), mean, epsilon = 1e-15);
    let squares: f64 = accuracy.iter().map(|a| (a - mean) * (a - mean)).sum();
    let deviation = metric(&outcome, "accuracy_sd");
    approx::assert_relative_eq!(deviation, (squares / 2.0).sqrt(), epsilon = 1e-15);
    assert_eq!(table(&outcome, "measures").header.len(), 5);
    assert!(outcome.notes[0].en.contains("first of 3 repeats"));
}

#[test]
fn cross_validation_judges_every_example_once() {
    let outcome = outcome(&read(&format!("{SHORT}split = {{ folds = 5 }}")), 2);
    let rows = column(&outcome, "row");
    let all: Vec<f64> = (0..150).map(f64::from).collect();
    assert_eq!(rows[..150], all);
    assert_eq!(rows[150..], all);
    let folds = column(&outcome, "fold");
    for fold in 0..5 {
        let members = folds[..150].iter().filter(|&&of| of == f64::from(fold));
        assert_eq!(members.count(), 30);
    }
    assert_ne!(folds[..150], folds[150..], "another deal in every repeat");
    assert_eq!(metric(&outcome, "class_setosa_support"), 50.0);
}

#[test]
fn the_report_is_laid_out_as_scikit_learns() {
    let outcome = outcome(&read(SHORT), 1);
    let report = table(&outcome, "report");
    let first: Vec<&str> = report
        .rows
        .iter()
        .map(|row| match &row[0] {
            Cell::Text(text) => text.en.as_str(),
            other => panic!("{other:?}"),
        })
        .collect();
    let averages = ["accuracy", "macro average", "weighted average"];
    assert_eq!(first[..3], ["setosa", "versicolor", "virginica"]);
    assert_eq!(first[3..], averages);
    let number = |row: usize, column: usize| match report.rows[row][column] {
        Cell::Number { value, .. } => Some(value),
        _ => None,
    };
    assert_eq!([number(3, 1), number(3, 2)], [None, None]);
    assert_eq!(number(3, 3), Some(metric(&outcome, "accuracy")));
    assert_eq!(number(4, 1), Some(metric(&outcome, "macro_precision")));
    assert_eq!(number(5, 3), Some(metric(&outcome, "weighted_f1")));
    assert_eq!(number(5, 4), Some(45.0));
}

#[test]
fn the_matrix_shows_counts_and_colours_shares() {
    let outcome = outcome(&read(SHORT), 1);
    let panel = &figure(&outcome, "confusion").panels[0];
    assert_eq!(panel.x.label.en, "predicted");
    assert_eq!(panel.y.label.en, "actual");
    let Mark::Matrix { z, texts, rows, .. } = &panel.marks[0] else {
        panic!("{:?}", panel.marks[0]);
    };
    assert_eq!(rows[2].en, "virginica");
    let count = |cell: usize| texts[cell].parse::<f64>().unwrap();
    let recall = metric(&outcome, "class_versicolor_recall");
    assert_eq!((count(4) / 15.0, z[4]), (recall, recall));
    assert_eq!((0..9).map(count).sum::<f64>(), 45.0);
}

#[test]
fn curves_have_their_area_in_the_legend_and_two_classes_one_curve() {
    let labels = |outcome: &Outcome| -> Vec<String> {
        let marks = figure(outcome, "roc").panels[0].marks.iter();
        marks
            .map(|mark| match mark {
                Mark::Line { label, .. } => label.en.clone(),
                other => panic!("{other:?}"),
            })
            .collect()
    };
    let three = outcome(&read(SHORT), 1);
    let panels = &figure(&three, "roc").panels;
    // All curves are near the corner, which is shown enlarged.
    assert_eq!(panels[1].x.range, Some((0.0, 0.2)));
    assert_eq!(panels[1].marks, panels[0].marks);
    let area = metric(&three, "class_versicolor_roc_auc");
    let of_three = labels(&three);
    assert_eq!(of_three.len(), 4);
    assert_eq!(of_three[0], "chance");
    assert_eq!(of_three[2], format!("versicolor (AUC {area:.3})"));

    let moons = "data = { generate = 'moons', noise = 0.2 }\nhidden = [4]\n";
    let two = outcome(
        &read(&format!("{moons}stopping = {{ max_epochs = 10 }}")),
        1,
    );
    let area = metric(&two, "roc_auc");
    assert_eq!(labels(&two)[1..], [format!("upper (AUC {area:.3})")]);
}

#[test]
fn two_features_have_regions_and_others_none() {
    let names = |outcome: &Outcome| -> Vec<String> {
        outcome.figures.iter().map(|f| f.name.clone()).collect()
    };
    let moons = "data = { generate = 'moons' }\nhidden = [4]\nstopping = { max_epochs = 2 }";
    let outcome_of_moons = outcome(&read(moons), 1);
    let expected = ["confusion", "roc", "losses", "regions"];
    assert_eq!(names(&outcome_of_moons), expected);
    let marks = &figure(&outcome_of_moons, "regions").panels[0].marks;
    let shown: usize = marks[1..3]
        .iter()
        .map(|mark| match mark {
            Mark::Points { x, .. } => x.len(),
            other => panic!("{other:?}"),
        })
        .sum();
    assert_eq!(shown, 120, "the test examples");
    assert_eq!(names(&outcome(&read(SHORT), 1)), expected[..3]);
}

/// The validation losses of the first run, one an epoch.
fn validation_losses(outcome: &Outcome) -> Vec<f64> {
    let series = outcome.series.iter().find(|s| s.name == "history").unwrap();
    let losses = series.columns.iter().find(|c| c.name == "validation");
    let losses = &losses.unwrap().values;
    losses
        .iter()
        .copied()
        .filter(|loss| !loss.is_nan())
        .collect()
}

#[test]
fn a_validation_part_is_watched_and_its_best_weights_are_judged() {
    let run = |epochs: usize| {
        outcome(
            &read(&format!(
                "data = 'iris'\nhidden = [4]\nbatch = 16\nvalidation_fraction = 0.2
                method = {{ method = 'momentum', learning_rate = 0.5 }}
                stopping = {{ max_epochs = {epochs} }}"
            )),
            1,
        )
    };
    let whole = run(30);
    let losses = validation_losses(&whole);
    assert_eq!(losses.len(), 30);
    let least = losses.iter().copied().fold(f64::INFINITY, f64::min);
    let best = 1 + losses.iter().position(|&loss| loss == least).unwrap();
    assert!(best < 30, "the last weights are the best");
    // The answers are those of a run that ends there.
    let shorter = run(best);
    for name in ["p(setosa)", "p(versicolor)", "p(virginica)"] {
        assert_eq!(column(&whole, name), column(&shorter, name));
    }
    let marks = &figure(&whole, "losses").panels[0].marks;
    let labels: Vec<&str> = marks
        .iter()
        .map(|mark| match mark {
            Mark::Line { label, .. } => label.en.as_str(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(labels, ["training", "validation"]);
}

#[test]
fn a_network_that_has_diverged_has_no_measures() {
    let answers = |p: f64| Answers {
        rows: vec![1, 0],
        folds: vec![0, 0],
        actual: vec![0, 1],
        probabilities: vec![p, 1.0 - p, 0.25, 0.75],
    };
    let known = Judged::new(answers(0.75), 2);
    let unknown = Judged::new(answers(f64::NAN), 2);
    for measure in measures::MEASURES {
        assert!(!measure.of(&known).is_nan(), "{}", measure.name);
        assert!(measure.of(&unknown).is_nan(), "{}", measure.name);
    }
    let diverging = "data = 'iris'\nmethod = { method = 'gradient-descent', learning_rate = 1e308 }
        stopping = { max_epochs = 5 }\nscaling = 'none'";
    let outcome = outcome(&read(diverging), 1);
    assert!(metric(&outcome, "accuracy").is_nan());
    assert!(outcome.notes[0].en.starts_with("1 of 1 runs diverged"));
}

#[test]
fn folds_are_pooled_in_the_order_of_the_rows() {
    let fold = |number: usize, rows: [usize; 2]| Answers {
        rows: rows.to_vec(),
        folds: vec![number; 2],
        actual: rows.map(|row| row % 2).to_vec(),
        probabilities: rows.iter().flat_map(|&row| [row as f64, -1.0]).collect(),
    };
    let pooled = Answers::pooled(&[fold(0, [1, 2]), fold(1, [0, 3])], 2);
    assert_eq!(pooled.rows, [0, 1, 2, 3]);
    assert_eq!(pooled.folds, [1, 0, 0, 1]);
    assert_eq!(pooled.actual, [0, 1, 0, 1]);
    assert_eq!(
        pooled.probabilities,
        [0.0, -1.0, 1.0, -1.0, 2.0, -1.0, 3.0, -1.0]
    );
}

#[test]
fn classes_without_letters_or_of_one_name_are_numbered() {
    let classes = ["+", "A b", "a-b", "2"].map(String::from);
    let expected = ["class_number_1", "class_a_b", "class_number_3", "class_2"];
    assert_eq!(stems(&classes), expected);
}
