use super::*;
use crate::experiment::optimizer_comparison::results::Results;
use crate::train::StopReason;

#[test]
fn all_entrants_and_trials_of_a_run_start_from_the_same_weights_on_the_same_parts() {
    let settings = OptimizerComparison {
        trials: 2,
        budget: 3.0,
        ..small()
    };
    let context = context(2);
    let parts = parts(&settings, &context);
    let results = Results::new(&settings, &parts, 2);
    for dataset in 0..2 {
        let starts = |entrant: usize, run: usize| {
            let part = &results.parts(dataset, entrant)[run];
            let first = part
                .learnt
                .each_ref()
                .map(|learnt| learnt.path[0].train.to_bits());
            assert_eq!(first, [part.initial[0].to_bits(); 2]);
            part.initial.map(f64::to_bits)
        };
        for entrant in 1..settings.methods.len() {
            assert_eq!(starts(entrant, 0), starts(0, 0));
            assert_eq!(starts(entrant, 1), starts(0, 1));
        }
        assert_ne!(starts(0, 0), starts(0, 1));
    }
}

#[test]
fn an_entrants_own_numbers_do_not_depend_on_the_others() {
    let alone = OptimizerComparison {
        datasets: named(&["servo"]),
        methods: entrants(&["bfgs"]),
        ..small()
    };
    let (all, alone) = (outcome(&small(), &context(2)), outcome(&alone, &context(2)));
    let own: Vec<_> = alone
        .metrics
        .iter()
        .filter(|metric| metric.name.contains("_test_") && metric.name.contains("defaults"))
        .collect();
    assert_eq!(own.len(), 4);
    for metric in own {
        assert_eq!(all.find_metric(&metric.name), Some(metric));
    }
}

#[test]
fn budgets_are_kept_to_the_step_that_was_begun() {
    // A line search may take twenty gradients.
    let settings = small();
    for part in parts(&settings, &context(1)) {
        let learnt = &part.learnt[0];
        let end = learnt.path.last().unwrap();
        match learnt.stop {
            StopReason::Budget => assert!((20.0..40.0).contains(&end.work), "{}", end.work),
            StopReason::TargetLoss => assert!(end.train <= settings.target_loss),
            other => panic!("stopped by {other}"),
        }
    }
}

#[test]
fn tuned_is_the_trial_of_the_least_validation_loss() {
    let settings = OptimizerComparison {
        methods: entrants(&["gradient-descent", "adam"]),
        trials: 5,
        ..small()
    };
    for part in parts(&settings, &context(2)) {
        assert_eq!(part.trials.len(), 6);
        let [defaults, tuned] = &part.learnt;
        assert_eq!(defaults.trial, 0);
        let chosen = part.trials[tuned.trial].validation_loss;
        assert_eq!(chosen, part.least_validation());
        // The loss that was chosen by is one of the path.
        assert!(tuned.path.iter().any(|point| point.validation == chosen));
        // A grid from end to end, the defaults apart.
        let rates: Vec<f64> = part.trials[1..]
            .iter()
            .map(|trial| trial.values[0])
            .collect();
        assert!(
            rates.is_sorted() && rates[4] / rates[0] > 100.0,
            "{rates:?}"
        );
    }
}

#[test]
fn each_example_is_tested_once_in_every_repeat_of_a_cross_validation() {
    let settings = OptimizerComparison {
        datasets: named(&["iris"]),
        methods: entrants(&["rprop"]),
        split: Splitting::Folds(5),
        budget: 2.0,
        ..OptimizerComparison::default()
    };
    let outcome = outcome(&settings, &context(2));
    let series = &outcome.series[0];
    assert_eq!(
        (series.name.as_str(), series.columns.len()),
        ("splits_iris", 11)
    );
    for repeat in 0..2 {
        let runs = &series.columns[1 + 5 * repeat..][..5];
        for row in 0..150 {
            let tests = runs.iter().filter(|run| run.values[row] == 2.0).count();
            assert_eq!(tests, 1, "row {row}");
        }
    }
    // Another deal in the second repeat.
    assert_ne!(series.columns[1].values, series.columns[6].values);
}

#[test]
fn a_large_set_is_made_smaller_with_its_classes_in_their_shares() {
    let settings = OptimizerComparison {
        datasets: named(&["iris"]),
        methods: entrants(&["rprop"]),
        most_examples: Some(60),
        budget: 2.0,
        ..OptimizerComparison::default()
    };
    let part = settings.run(0, &context(1)).unwrap();
    let sizes = part.sizes;
    assert_eq!((sizes.train, sizes.validation, sizes.test), (36, 12, 12));
    let rows = part.rows.unwrap();
    // Rows of the file: 50 of each class, one class after the other.
    let of_class = |class: usize| rows.test.iter().filter(|&&row| row / 50 == class).count();
    assert_eq!([0, 1, 2].map(of_class), [4, 4, 4]);
}

#[test]
fn the_customary_split_is_that_of_the_data_set() {
    let settings = OptimizerComparison {
        datasets: named(&["vowel"]),
        methods: entrants(&["rprop"]),
        split: Splitting::Customary,
        budget: 2.0,
        ..OptimizerComparison::default()
    };
    assert_eq!(problems(&settings), Vec::<String>::new());
    // 48 words of eight speakers and 42 of seven others for the test, times 11 vowels; a fifth of
    // the former is for validation.
    for part in parts(&settings, &context(2)) {
        let sizes = part.sizes;
        assert_eq!((sizes.train, sizes.validation, sizes.test), (422, 106, 462));
    }
    let one_part = OptimizerComparison {
        datasets: named(&["vowel", "iris"]),
        ..settings
    };
    assert_eq!(
        problems(&one_part),
        [
            "datasets[1] cannot be used: iris has no customary split into training and test rows; use a stratified one"
        ]
    );
}

#[test]
fn an_interruption_is_passed_on() {
    let context = Context {
        interrupted: &|| true,
        ..context(1)
    };
    assert_eq!(small().run(0, &context).err(), Some(Failure::Interrupted));
}
