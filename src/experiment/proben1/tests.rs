use super::*;
use crate::outcome::figure::Mark;
use approx::{assert_abs_diff_eq, assert_relative_eq};
use std::fs;

fn context(base: &Path, repeats: u64) -> Context<'_> {
    Context {
        seed: 1952,
        experiment: "proben1/test",
        repeat: 0,
        repeats,
        base,
        threads: 1,
        interrupted: &|| false,
    }
}

fn outcome(settings: &Proben1, context: &Context) -> Outcome {
    let parts = (0..settings.jobs(context)).map(|job| settings.run(job, context).unwrap());
    settings.assemble(parts.collect(), context).unwrap()
}

/// A `.dt` file of one input and one output t = x/2, in a folder of its own.
fn halves(train: usize, validation: usize, test: usize, name: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut text = format!(
        "bool_in=0\nreal_in=1\nbool_out=0\nreal_out=1\ntraining_examples={train}\n\
         validation_examples={validation}\ntest_examples={test}\n"
    );
    for row in 0..train + validation + test {
        let x = (row % 11) as f64 / 10.0;
        text += &format!("{x} {}\n", x / 2.0);
    }
    fs::write(folder.path().join(name), text).unwrap();
    folder
}

fn file(name: &str) -> Source {
    toml::from_str::<toml::Table>(&format!("source = {{ proben1 = '{name}' }}")).unwrap()["source"]
        .clone()
        .try_into()
        .unwrap()
}

#[test]
fn the_error_percentage_is_that_of_the_report() {
    // One example, two outputs that are off by 0.1 and 0.3: 100/(2·1) (0.01 + 0.09) = 5; the loss
    // is half the sum of squares.
    assert_relative_eq!(run::error_percentage(0.5 * (0.01 + 0.09), 2), 5.0);
}

#[test]
fn the_linear_network_of_a_file_finds_the_line_that_made_it() {
    let folder = halves(22, 11, 11, "cancer1.dt");
    let settings = Proben1 {
        problems: vec![file("cancer1.dt")],
        networks: vec![Network::Linear],
        ..Proben1::default()
    };
    assert_eq!(Settings::problems(&settings, folder.path()), []);
    let context = context(folder.path(), 3);
    let outcome = outcome(&settings, &context);
    let metric = |name: &str| outcome.find_metric(name).unwrap().value;
    assert_abs_diff_eq!(
        metric("cancer1_linear_test_error_mean"),
        0.0,
        epsilon = 1e-3
    );
    // Published is 3.52 ± 0.04.
    assert_abs_diff_eq!(
        metric("cancer1_linear_test_error_deviation"),
        -88.0,
        epsilon = 0.1
    );
    assert!(
        outcome
            .find_metric("cancer1_linear_classification_error_mean")
            .is_none()
    );
    let note = &outcome.notes[0].en;
    assert!(note.contains("0 of 1"), "{note}");
}

#[test]
fn test_errors_are_those_of_the_least_validation_error() {
    let settings = Proben1::default();
    let context = context(Path::new(""), 1);
    for job in 0..3 {
        let part = settings.run(job, &context).unwrap();
        let curves = part.curves.unwrap();
        let least = curves.validation.iter().min_by(|a, b| a.1.total_cmp(&b.1));
        let &(epoch, _) = least.unwrap();
        assert_eq!(epoch, part.relevant);
        assert!(part.relevant <= part.total && part.total <= 3000.0);
        let at = |points: &[(f64, f64)]| points.iter().find(|point| point.0 == epoch).unwrap().1;
        assert_relative_eq!(at(&curves.test), part.test, max_relative = 1e-12);
        // Every fifth epoch is looked at; the training error is known at every one.
        assert!(
            curves
                .validation
                .windows(2)
                .all(|pair| pair[1].0 - pair[0].0 == 5.0)
        );
        assert_eq!(curves.training.len(), part.total as usize + 1);
        assert_eq!(curves.test.len(), curves.validation.len() + 1);
        assert!(part.overfit >= 0.0);
    }
}

#[test]
fn a_runs_numbers_depend_on_no_other_problem_or_network() {
    let context = context(Path::new(""), 2);
    let pivot = |settings: Proben1| {
        let outcome = outcome(&settings, &context);
        outcome
            .find_metric("breast_cancer_wisconsin_pivot_test_error_mean")
            .unwrap()
            .value
    };
    let alone = Proben1 {
        networks: vec![Network::Pivot],
        ..Proben1::default()
    };
    let among = Proben1 {
        problems: ["iris", "breast-cancer-wisconsin"]
            .map(|name| Source::Named(name.into()))
            .to_vec(),
        max_epochs: 3000,
        networks: vec![Network::Linear, Network::Pivot],
        ..Proben1::default()
    };
    assert_eq!(pivot(alone), pivot(among));
}

#[test]
fn linear_networks_run_as_often_as_their_setting_says() {
    let settings = Proben1 {
        linear_runs: 4,
        ..Proben1::default()
    };
    assert_eq!(settings.jobs(&context(Path::new(""), 7)), 4 + 7 + 7);
    assert_eq!(settings.jobs(&context(Path::new(""), 2)), 2 + 2 + 2);
}

#[test]
fn figures_and_tables_cover_every_problem_and_network() {
    let settings = Proben1 {
        beside: vec!["cancer1".into(), "cancer3".into()],
        ..Proben1::default()
    };
    let outcome = outcome(&settings, &context(Path::new(""), 2));
    assert_eq!(outcome.figures.len(), 2);
    assert_eq!(outcome.figures[0].panels.len(), 3);
    assert_eq!(outcome.figures[1].panels.len(), 3);
    let Mark::Bars { places, groups } = &outcome.figures[0].panels[0].marks[0] else {
        panic!("no bars");
    };
    assert_eq!((places.len(), groups.len()), (3, 2));
    // Ours at the first place, those of Table 3 at the others.
    assert!(groups[0].values[0] > 0.0 && groups[0].values[1].is_nan());
    assert!(groups[1].values[0].is_nan());
    assert_eq!(groups[1].values[1..], [3.52, 4.11]);
    assert!(
        outcome
            .find_metric("cancer1_linear_test_error_mean")
            .is_none()
    );
    let marked = |panel: &crate::outcome::figure::Panel| {
        panel
            .marks
            .iter()
            .any(|mark| matches!(mark, Mark::Vertical { .. }))
    };
    assert!(outcome.figures[1].panels.iter().all(marked));
    for table in &outcome.tables {
        assert_eq!(table.rows.len(), 3 + 2 * 3);
        assert!(table.rows.iter().all(|row| row.len() == table.header.len()));
    }
}

#[test]
fn what_cannot_be_used_is_told_before_anything_runs() {
    let problems = |settings: &Proben1, base: &Path| -> Vec<(String, String)> {
        let problems = Settings::problems(settings, base).into_iter();
        problems
            .map(|problem| (problem.key, problem.message))
            .collect()
    };
    let of = |name: &str| Proben1 {
        problems: vec![file(name)],
        ..Proben1::default()
    };
    let folder = halves(5, 0, 5, "no-validation.dt");
    let missing = problems(&of("gene9.dt.gz"), folder.path());
    assert_eq!(missing[0].0, "problems[0]");
    assert!(missing[0].1.contains("gene9.dt.gz"), "{}", missing[0].1);
    let unvalidated = problems(&of("no-validation.dt"), folder.path());
    assert!(unvalidated[0].1.contains("has no validation examples"));
    let wrong = Proben1 {
        problems: vec![file("a/cancer1.dt"), file("b/cancer1.dt.gz")],
        beside: vec!["cancer4".into()],
        networks: Vec::new(),
        hidden: vec![0],
        linear_weights: 0.0,
        multilayer_weights: f64::NAN,
        first_step: [0.02, 0.005],
        increase: 1.0,
        max_epochs: 4,
        linear_runs: 0,
        ..Proben1::default()
    };
    let keys: Vec<String> = problems(&wrong, Path::new(""))
        .into_iter()
        .map(|p| p.0)
        .collect();
    assert_eq!(
        keys,
        [
            "problems[1]",
            "beside[0]",
            "networks",
            "hidden[0]",
            "linear_weights",
            "multilayer_weights",
            "first_step",
            "increase",
            "max_epochs",
            "linear_runs"
        ]
    );
}

#[test]
fn the_experiments_of_the_file_are_read_and_have_no_problems() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/experiments/proben1.toml");
    let file: toml::Table = toml::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    for experiment in file["experiment"].as_array().unwrap() {
        let mut table = experiment.as_table().unwrap().clone();
        assert_eq!(table.remove("kind").unwrap().as_str(), Some(Proben1::KIND));
        for key in ["name", "title", "repeat", "claim"] {
            table.remove(key);
        }
        let settings: Proben1 = table.try_into().unwrap();
        assert_eq!(Settings::problems(&settings, Path::new("")), []);
    }
}
