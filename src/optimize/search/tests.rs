use super::points::radical_inverse;
use super::*;
use crate::optimize::surface::Quadratic;
use crate::optimize::{METHODS, Method, MethodSettings, Objective};

#[derive(Debug, Serialize, Deserialize, PartialEq, JsonSchema)]
struct File {
    tune: Space,
}

fn parse(space: &str) -> Result<Space, toml::de::Error> {
    toml::from_str::<File>(&format!("tune = {space}")).map(|file| file.tune)
}

fn linear(key: &'static str, from: f64, to: f64) -> Range {
    Range {
        scale: Scale::Linear,
        ..Range::log(key, from, to)
    }
}

/// "key message" of everything that does not fit.
fn told(space: &str, method: &str) -> Vec<String> {
    let method = Method::named(method).unwrap();
    let problems = parse(space).unwrap().problems(&method);
    let sentence = |problem: &Problem| format!("{} {}", problem.key, problem.message);
    problems.iter().map(sentence).collect()
}

#[test]
fn every_method_is_tuned_over_ranges_that_it_allows_and_that_hold_its_default() {
    for entry in METHODS {
        let method = (entry.default)();
        assert!(!entry.search.is_empty(), "{}", entry.name);
        assert_eq!(
            Space::of_method(&method).problems(&method),
            [],
            "{}",
            entry.name
        );
        for range in entry.search {
            let default = method.setting(&range.key).unwrap();
            assert!(
                (range.from..=range.to).contains(&default),
                "{} {}: {default}",
                entry.name,
                range.key
            );
        }
    }
}

#[test]
fn every_method_steps_at_both_ends_of_its_ranges() {
    for entry in METHODS {
        let method = (entry.default)();
        for range in entry.search {
            for end in [range.from, range.to] {
                let mut optimizer = method.with(&range.key, end).unwrap().optimizer(2);
                let mut quadratic = Quadratic::diagonal(&[1.0, 4.0]);
                let mut bowl = AsResiduals(&mut quadratic);
                let mut w = [1.0, -0.5];
                for _ in 0..10 {
                    optimizer.step(&mut w, &mut bowl).unwrap();
                }
                assert_ne!(w, [1.0, -0.5], "{} {} = {end}", entry.name, range.key);
                // Twice the curvature of 4 is what gradient descent diverges at.
                let bounded = w.iter().all(|w| w.is_finite());
                assert!(bounded, "{} {} = {end}: {w:?}", entry.name, range.key);
            }
        }
    }
}

/// A quadratic of curvatures 1 and 4 that has a Gauss–Newton matrix, its Hessian.
struct AsResiduals<'a>(&'a mut Quadratic);

impl Objective for AsResiduals<'_> {
    fn dimension(&self) -> usize {
        2
    }

    fn value(&mut self, w: &[f64]) -> f64 {
        self.0.value(w)
    }

    fn gradient(&mut self, w: &[f64], gradient: &mut [f64]) -> f64 {
        self.0.gradient(w, gradient)
    }

    fn normal_equations(
        &mut self,
        w: &[f64],
        matrix: &mut [f64],
        gradient: &mut [f64],
    ) -> Option<f64> {
        matrix.copy_from_slice(&[1.0, 0.0, 0.0, 4.0]);
        Some(self.gradient(w, gradient))
    }
}

#[test]
fn one_setting_is_tried_on_a_grid_from_end_to_end() {
    let decades = points(&[Range::log("learning_rate", 1e-3, 10.0)], 5);
    assert_eq!(decades, [[1e-3], [1e-2], [0.1], [1.0], [10.0]]);
    let thirds = points(&[Range::log("learning_rate", 1e-3, 1.0)], 3);
    assert_eq!(thirds, [[1e-3], [0.0316228], [1.0]]);
    let even = points(&[linear("momentum", 0.5, 0.9)], 5);
    assert_eq!(even, [[0.5], [0.6], [0.7], [0.8], [0.9]]);
    assert_eq!(points(&[Range::log("c2", 0.01, 1.0)], 1), [[0.1]]);
    assert!(points(&[Range::log("c2", 0.01, 1.0)], 0).is_empty());
}

#[test]
fn ends_are_hit_to_the_bit_and_never_overstepped() {
    let range = Range::log("learning_rate", 0.1234567891, 0.1234567899);
    assert_eq!(range.at(0.0), range.from);
    assert_eq!(range.at(1.0), range.to);
    for step in 0..=100 {
        let value = range.at(f64::from(step) / 100.0);
        assert!((range.from..=range.to).contains(&value), "{value}");
    }
}

/// Halton 1960; the values are those of van der Corput's sequences by hand.
#[test]
fn the_radical_inverse_mirrors_digits() {
    let in_base = |base| (1..=6).map(move |index| radical_inverse(index, base));
    let halves = [0.5, 0.25, 0.75, 0.125, 0.625, 0.375];
    assert!(in_base(2).eq(halves));
    let thirds = [1.0, 2.0].map(|x| x / 3.0);
    let ninths = [1.0, 4.0, 7.0, 2.0].map(|x| x / 9.0);
    assert!(in_base(3).eq(thirds.into_iter().chain(ninths)));
    assert_eq!(radical_inverse(7, 10), 0.7);
    assert_eq!(radical_inverse(1234, 10), 0.4321);
}

#[test]
fn several_settings_are_tried_at_haltons_points() {
    let ranges = [
        linear("momentum", 0.0, 0.8),
        Range::log("learning_rate", 1e-3, 1.0),
        linear("weight_decay", 0.0, 1.0),
    ];
    // φ₂ = ½, ¼, ¾; φ₃ = ⅓, ⅔, 1/9; φ₅ = ⅕, ⅖, ⅗.
    let by_hand = [[0.4, 0.01, 0.2], [0.2, 0.1, 0.4], [0.6, 0.00215443, 0.6]];
    assert_eq!(points(&ranges, 3), by_hand);
    // More points begin with the same ones.
    assert_eq!(points(&ranges, 50)[..3], by_hand);
}

/// Each quarter of either axis and each cell of a 4 × 4 chequerboard holds its share.
#[test]
fn haltons_points_are_even() {
    let ranges = [linear("momentum", 0.0, 1.0), linear("decay", 0.0, 1.0)];
    let mut cells = [[0; 4]; 4];
    for point in points(&ranges, 144) {
        cells[(point[0] * 4.0) as usize][(point[1] * 4.0) as usize] += 1;
    }
    for count in cells.into_iter().flatten() {
        assert!((7..=11).contains(&count), "{cells:?}");
    }
}

#[test]
fn a_file_names_ranges_as_pairs_or_tables_and_they_survive_a_round_trip() {
    let text = r#"{ learning_rate = [0.001, 10], momentum = { from = 0.5, to = 0.99, scale = "linear" }, weight_decay = { to = 0.1, from = 1e-6 } }"#;
    let tune = parse(text).unwrap();
    assert_eq!(
        tune.ranges(&Method::named("momentum").unwrap()),
        [
            Range::log("learning_rate", 0.001, 10.0),
            linear("momentum", 0.5, 0.99),
            Range::log("weight_decay", 1e-6, 0.1),
        ]
    );
    let file = File { tune };
    let written = toml::to_string(&file).unwrap();
    assert!(
        written.contains("learning_rate = [0.001, 10.0]"),
        "{written}"
    );
    assert_eq!(toml::from_str::<File>(&written).unwrap(), file);
}

#[test]
fn what_is_no_range_is_told_with_its_key() {
    for (space, told) in [
        ("3", "a table of settings and their ranges"),
        ("{ c2 = 3 }", "expected [from, to] or a table"),
        (
            "{ c2 = [1, 2, 3] }",
            "`c2`: invalid length 3, expected [from, to]",
        ),
        (
            "{ c2 = [1] }",
            "`c2`: invalid length 1, expected [from, to]",
        ),
        (
            "{ c2 = [\"x\", 2] }",
            "`c2`: invalid type: string \"x\", expected f64",
        ),
        ("{ c2 = { from = 1 } }", "`c2`: missing field `to`"),
        (
            "{ c2 = { from = 1, too = 2 } }",
            "unknown field `too`, expected one of `from`, `to`, `scale`",
        ),
        (
            "{ c2 = { from = 1, to = 2, scale = \"lin\" } }",
            "unknown variant `lin`, expected `log` or `linear`",
        ),
    ] {
        let error = parse(space).unwrap_err().to_string();
        assert!(error.contains(told), "{space}: {error}");
    }
}

#[test]
fn ranges_that_do_not_fit_their_method_are_told_with_what_is_allowed() {
    for (space, method, sentence) in [
        (
            "{ learning_rat = [0.1, 1] }",
            "momentum",
            "learning_rat is no numeric setting of momentum, did you mean `learning_rate`? \
             They are learning_rate, momentum, weight_decay",
        ),
        (
            "{ form = [0.1, 1] }",
            "adagrad",
            "form is no numeric setting of adagrad; \
             they are learning_rate, epsilon, momentum, weight_decay",
        ),
        (
            "{ learning_rate = [1, 0.1] }",
            "adam",
            "learning_rate starts at 1, must start below its end, which is 0.1",
        ),
        (
            "{ weight_decay = [0, 0.1] }",
            "adam",
            "weight_decay starts at 0, must start above 0 on a log scale",
        ),
        (
            "{ learning_rate = [0.1, inf] }",
            "adam",
            "learning_rate goes from 0.1 to inf, must have finite ends",
        ),
        (
            "{ momentum = [0.5, 1.5] }",
            "momentum",
            "momentum ends at 1.5, must be in [0, 1)",
        ),
        (
            "{ increase = [0.5, 2] }",
            "rprop",
            "increase starts at 0.5, must be finite and above 1",
        ),
        (
            "{ memory = [2.5, 10] }",
            "l-bfgs",
            "memory starts at 2.5, must be a whole number",
        ),
        (
            "{ memory = [3, 3000] }",
            "l-bfgs",
            "memory ends at 3000, must be from 1 to 1000",
        ),
        (
            "{ lambda0 = [1e-3, 1e12] }",
            "levenberg-marquardt",
            "lambda0 ends at 1000000000000, where `lambda_max` is 10000000000, \
             must be finite and above lambda0",
        ),
    ] {
        assert_eq!(told(space, method), [sentence], "{space}");
    }
    let several = told(
        "{ learning_rate = [2, 1], momentum = [0.5, 1] }",
        "momentum",
    );
    assert_eq!(several.len(), 2, "{several:?}");
    assert!(
        told(
            "{ weight_decay = { from = 0, to = 1, scale = \"linear\" } }",
            "adam"
        )
        .is_empty()
    );
}

#[test]
fn the_first_trial_is_the_method_itself_and_the_others_are_those_of_its_space() {
    let base = Method::named("adam").unwrap().with("beta1", 0.8).unwrap();
    let trials = Space::default().trials(&base, 6).unwrap();
    assert_eq!(trials[0], base);
    for (trial, rate) in trials[1..].iter().zip([1e-4, 1e-3, 1e-2, 0.1, 1.0]) {
        assert_eq!(*trial, base.with("learning_rate", rate).unwrap());
    }
    assert_eq!(trials.len(), 6);
    assert_eq!(Space::of_method(&base).trials(&base, 6).unwrap(), trials);
    assert_eq!(Space::default().trials(&base, 1).unwrap().len(), 1);
    assert!(Space::default().trials(&base, 0).unwrap().is_empty());

    let own = parse("{ beta1 = [0.5, 0.9], learning_rate = [0.01, 1] }").unwrap();
    let turned = parse("{ learning_rate = [0.01, 1], beta1 = [0.5, 0.9] }").unwrap();
    assert_eq!(own.trials(&base, 9), turned.trials(&base, 9));
    let trial = own.trials(&base, 2).unwrap().remove(1);
    // The middle of the first range, a third of the second.
    assert_eq!(trial.setting("beta1"), Some(0.67082));
    assert_eq!(trial.setting("learning_rate"), Some(0.0464159));
    let refused = parse("{ x = [1, 2] }")
        .unwrap()
        .trials(&base, 2)
        .unwrap_err();
    assert_eq!(refused[0].key, "x");
}

#[test]
fn whole_settings_are_tried_at_different_whole_numbers() {
    let l_bfgs = Method::named("l-bfgs").unwrap();
    let memories = |space: &str, count: usize| -> Vec<f64> {
        let trials = parse(space).unwrap().trials(&l_bfgs, 1 + count).unwrap();
        let tried = trials[1..].iter();
        tried
            .map(|trial| trial.setting("memory").unwrap())
            .collect()
    };
    // √90 = 9.49.
    assert_eq!(memories("{ memory = [3, 30] }", 3), [3.0, 9.0, 30.0]);
    assert_eq!(
        memories("{ memory = [1, 5] }", 5),
        [1.0, 2.0, 3.0, 4.0, 5.0]
    );
    // More points than numbers: the last one is there twice.
    assert_eq!(memories("{ memory = [1, 3] }", 4), [1.0, 2.0, 3.0, 3.0]);
    assert_eq!(
        memories("{ memory = [1, 8], c1 = [1e-5, 1e-3] }", 4),
        [2.0, 4.0, 1.0, 3.0]
    );
}

#[test]
fn the_schema_allows_both_forms() {
    let schema = schemars::schema_for!(File).to_value().to_string();
    assert!(schema.contains(r#""minItems":2,"maxItems":2"#), "{schema}");
    assert!(schema.contains("TuningRange"), "{schema}");
}
