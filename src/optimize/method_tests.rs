use super::*;

#[derive(Debug, Serialize, Deserialize, PartialEq)]
struct File {
    methods: Vec<Method>,
}

fn parse(methods: &str) -> Result<File, toml::de::Error> {
    toml::from_str(&format!("methods = [{methods}]"))
}

#[test]
fn a_name_gives_the_defaults_and_a_table_its_settings() {
    let file = parse(r#""bfgs", { delta0 = 0.07, method = "rprop" }"#).unwrap();
    let rprop = rprop::Rprop {
        delta0: 0.07,
        ..rprop::Rprop::default()
    };
    assert_eq!(
        file.methods,
        [Method::Bfgs(bfgs::Bfgs::default()), Method::Rprop(rprop)]
    );
}

#[test]
fn every_preset_survives_a_round_trip_with_all_its_settings() {
    for entry in METHODS {
        let presets = (entry.presets)();
        assert_eq!(presets[0].name, "paper");
        assert_eq!(presets[0].method, (entry.default)());
        let file = File {
            methods: presets.into_iter().map(|preset| preset.method).collect(),
        };
        let text = toml::to_string(&file).unwrap();
        assert_eq!(toml::from_str::<File>(&text).unwrap(), file);
        for method in &file.methods {
            assert_eq!(method.name(), entry.name);
            assert_eq!(method.optimizer(1).name(), entry.name);
            assert!(method.problems().is_empty(), "{method:?}");
        }
    }
}

#[test]
fn a_preset_gives_the_settings_that_are_not_given() {
    let file = parse(
        r#"{ method = "rprop", preset = "lecture", delta0 = 0.05 },
           { delta0 = 0.05, preset = "pytorch", method = "rprop" },
           { method = "bfgs", preset = "printed" },
           { method = "levenberg-marquardt", preset = "lecture" },
           { method = "adam", preset = "paper" }"#,
    )
    .unwrap();
    let of = |variant| {
        Method::Rprop(rprop::Rprop {
            variant,
            delta0: 0.05,
            ..rprop::Rprop::default()
        })
    };
    assert_eq!(
        file.methods,
        [
            of(rprop::Variant::RpropMinus),
            of(rprop::Variant::IrpropMinus),
            Method::Bfgs(bfgs::Bfgs::printed()),
            Method::LevenbergMarquardt(levenberg_marquardt::LevenbergMarquardt::lecture()),
            Method::Adam(adam::Adam::default()),
        ]
    );
}

#[test]
fn mistakes_are_told_with_what_is_allowed() {
    for (methods, told) in [
        (
            r#""rporp""#,
            "unknown method `rporp`, did you mean `rprop`?",
        ),
        (r#""xyz""#, "methods are gradient-descent, momentum"),
        (
            r#"{ method = "rprop", delta = 1 }"#,
            "\nunknown field `delta`, expected one of `variant`, `increase`",
        ),
        (
            r#"{ method = "adam", beta1 = "x" }"#,
            "`beta1`: invalid type",
        ),
        (r#"{ delta0 = 1 }"#, "missing field `method`"),
        (
            r#"{ method = "rprop", preset = "lectur" }"#,
            "unknown preset `lectur`, did you mean `lecture`? Presets are paper, lecture, pytorch",
        ),
        (
            r#"{ method = "rprop", preset = "xyz" }"#,
            "unknown preset `xyz`; presets are paper, lecture, pytorch",
        ),
        (
            r#"{ method = "rprop", preset = 3 }"#,
            "`preset`: invalid type: 3, expected one of paper, lecture, pytorch",
        ),
        (
            r#"{ method = "rprop", preset = "lecture", delta0 = "x" }"#,
            "`delta0`: invalid type",
        ),
        ("3", "expected a method's name or a table"),
    ] {
        let error = parse(methods).unwrap_err().to_string();
        assert!(error.contains(told), "{methods}: {error}");
    }
}

#[test]
fn settings_out_of_range_are_named() {
    let method = Method::Momentum(momentum::Momentum {
        momentum: 1.5,
        learning_rate: -1.0,
        ..momentum::Momentum::default()
    });
    let told: Vec<String> = method
        .problems()
        .iter()
        .map(|problem| format!("{} {problem}", problem.key))
        .collect();
    assert_eq!(
        told,
        [
            "learning_rate is -1, must be finite and above 0",
            "momentum is 1.5, must be in [0, 1)"
        ]
    );
}

#[test]
fn the_schema_knows_every_method_and_setting() {
    let schema = schemars::schema_for!(Method);
    let text = schema.to_value().to_string();
    for entry in METHODS {
        assert!(
            text.contains(&format!(r#"{{"const":"{}"}}"#, entry.name)),
            "{}",
            entry.name
        );
    }
    assert!(text.contains("delta_max"));
    assert!(text.contains(r#""enum":["paper","lecture","pytorch"],"default":"paper""#));
}

#[test]
fn a_setting_is_told_and_changed_by_its_name() {
    let l_bfgs = Method::named("l-bfgs").unwrap();
    assert_eq!(l_bfgs.setting("memory"), Some(10.0));
    assert_eq!(l_bfgs.setting("c1"), Some(1e-4));
    assert_eq!(l_bfgs.setting("line_search"), None);
    assert_eq!(l_bfgs.setting("momentum"), None);

    let changed = l_bfgs.with("memory", 5.0).unwrap();
    let changed = changed.with("c1", 0.3).unwrap();
    let by_hand = super::l_bfgs::LBfgs {
        memory: 5,
        c1: 0.3,
        ..super::l_bfgs::LBfgs::default()
    };
    assert_eq!(changed, Method::LBfgs(by_hand));
}

#[test]
fn every_number_among_the_settings_can_be_set_to_what_it_is() {
    for entry in METHODS {
        for preset in (entry.presets)() {
            let method = preset.method;
            for key in method.numeric_settings() {
                let value = method.setting(&key).unwrap();
                assert_eq!(method.with(&key, value), Ok(method.clone()), "{key}");
            }
        }
    }
}

#[test]
fn a_setting_that_cannot_be_changed_is_told_as_in_a_file() {
    let l_bfgs = Method::named("l-bfgs").unwrap();
    for (key, value, told) in [
        (
            "memori",
            1.0,
            "unknown field `memori`, expected one of `memory`",
        ),
        ("line_search", 1.0, "`line_search`: "),
        (
            "memory",
            2.5,
            "`memory`: invalid type: floating point `2.5`, expected u32",
        ),
        (
            "memory",
            -2.0,
            "`memory`: invalid value: integer `-2`, expected u32",
        ),
    ] {
        let error = l_bfgs.with(key, value).unwrap_err();
        assert!(error.starts_with(told), "{error}");
    }
    // Out of range is another matter, as it is for files.
    let wild = l_bfgs.with("c1", 7.0).unwrap();
    assert_eq!(wild.problems()[0].key, "c1");
}
