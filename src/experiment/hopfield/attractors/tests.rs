use super::*;
use crate::experiment::testing::{self, keys, value};

fn outcome<S: Settings>(settings: &S, experiment: &str) -> Outcome {
    testing::outcome(settings, &testing::context(experiment, 1982))
}

fn small() -> Attractors {
    Attractors {
        patterns: vec![1, 3, 5],
        listed: 3,
        networks: 2,
        starts: 300,
        exact: Exact {
            neurons: 12,
            patterns: vec![1, 3, 5],
            networks: 3,
            starts: 3000,
        },
        ..Attractors::default()
    }
}

#[test]
fn shares_add_up_and_the_sorts_are_those_of_the_theory() {
    let outcome = outcome(&small(), "attractors");
    let of = |name: &str| value(&outcome, name);
    for p in [1, 3, 5] {
        let of_sort = |sort: &sort::Sort| of(&format!("p{p}_{}_share", sort.key()));
        let sum: f64 = sort::Sort::ALL.iter().map(of_sort).sum();
        assert!((sum - 1.0).abs() < 1e-12, "{sum}");
    }
    assert_eq!(
        (of("p1_stored_states"), of("p1_reversed_states")),
        (1.0, 1.0)
    );
    assert_eq!(
        (of("p3_stored_states"), of("p3_reversed_states")),
        (3.0, 3.0)
    );
    assert_eq!(of("p3_mixture_of_3_states"), 8.0);
    assert!((of("p3_stored_energy") + 0.5).abs() < 0.03);
    assert!((of("p3_mixture_of_3_energy") + 0.375).abs() < 0.03);
    assert_eq!(of("unsettled"), 0.0);
}

#[test]
fn all_states_gone_through_confirm_what_random_starts_find() {
    for units in [Units::Bipolar, Units::Binary] {
        for rule in [Rule::Hebb, Rule::PseudoInverse] {
            let settings = Attractors {
                units,
                rule,
                ..small()
            };
            let outcome = outcome(&settings, "exact");
            let of = |name: &str| value(&outcome, name);
            assert_eq!(of("exact_false_ends"), 0.0);
            assert_eq!(of("exact_longer_cycles"), 0.0);
            let found = of("exact_found_share");
            assert!(found > 0.9, "{units:?} {rule:?}: {found}");
        }
    }
}

#[test]
fn impossible_settings_are_told_by_their_keys() {
    let mut settings = Attractors {
        neurons: 5,
        errors: f64::NAN,
        listed: 4,
        ..Attractors::default()
    };
    settings.exact.neurons = 21;
    settings.exact.patterns = vec![];
    let keys = keys(&settings);
    assert_eq!(keys[..3], ["neurons", "exact.neurons", "errors"]);
    assert!(keys.contains(&"exact.patterns".to_owned()) && keys.contains(&"listed".to_owned()));
}
