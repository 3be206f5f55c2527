use super::*;
use std::fs;
use std::path::Path;

/// Writes files into a new folder and loads the first.
fn load_files(files: &[(&str, &str)]) -> (tempfile::TempDir, Result<Plan, Diagnostics>) {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let first = folder.path().join(files[0].0);
    let plan = load(&[first], &Overrides::default());
    (folder, plan)
}

fn plan(files: &[(&str, &str)]) -> Plan {
    match load_files(files).1 {
        Ok(plan) => plan,
        Err(mistakes) => panic!("{}", mistakes.render(false)),
    }
}

/// The rendered mistakes, with the temporary folder's name cut off.
fn mistakes(files: &[(&str, &str)]) -> String {
    let (folder, result) = load_files(files);
    let base = format!("{}/", folder.path().display());
    match result {
        Ok(_) => panic!("no mistake was found"),
        Err(mistakes) => mistakes.render(false).replace(&base, ""),
    }
}

const TWO: &str = "seed = 7\n[[experiment]]\nname = 'a'\nkind = 'membrane'\n[[experiment]]\nname = 'b'\nkind = 'membrane'\n";

#[test]
fn included_experiments_come_first_and_keep_their_file_s_seed() {
    let plan = plan(&[
        (
            "all.toml",
            "include = ['x*.toml']\nseed = 1\n[[experiment]]\nname = 'own'\nkind = 'membrane'\n",
        ),
        (
            "x2.toml",
            "[[experiment]]\nname = 'second'\nkind = 'membrane'\n",
        ),
        (
            "x1.toml",
            "seed = 2\n[[experiment]]\nname = 'first'\nkind = 'membrane'\n",
        ),
    ]);
    let found: Vec<(&str, u64)> = plan
        .experiments
        .iter()
        .map(|e| (e.name.as_str(), e.seed))
        .collect();
    assert_eq!(found, [("first", 2), ("second", 1), ("own", 1)]);
}

#[test]
fn the_command_line_s_seed_is_above_the_files() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("two.toml");
    fs::write(&path, TWO).unwrap();
    let overrides = Overrides {
        seed: Some(3),
        memory_bytes: None,
    };
    let plan = load(&[path], &overrides).ok().unwrap();
    assert!(
        plan.experiments
            .iter()
            .all(|experiment| experiment.seed == 3)
    );
}

#[test]
fn a_file_included_twice_is_read_once() {
    let plan = plan(&[
        ("all.toml", "include = ['left.toml', 'right.toml']"),
        ("left.toml", "include = 'two.toml'"),
        ("right.toml", "include = 'two.toml'"),
        ("two.toml", TWO),
    ]);
    assert_eq!(plan.experiments.len(), 2);
}

#[test]
fn cycles_are_shown_with_their_path() {
    let text = mistakes(&[
        ("a.toml", "include = 'b.toml'\n"),
        ("b.toml", "include = 'a.toml'\n"),
    ]);
    assert!(
        text.contains("include cycle: a.toml → b.toml → a.toml"),
        "{text}"
    );
}

#[test]
fn every_mistake_of_every_file_is_reported_at_once() {
    let text = mistakes(&[
        (
            "all.toml",
            "include = ['other.toml']\nsede = 1\n[[experiment]]\nname = 'A b'\nkind = 'membrane'\n",
        ),
        (
            "other.toml",
            "[[experiment]]\nname = 'x'\nkind = 'membrana'\nrepeat = 0\n",
        ),
    ]);
    for words in [
        "other.toml:3",
        "did you mean `membrane`?",
        "`repeat` is 0",
        "unknown key `sede`",
        "did you mean `seed`?",
        "`A b` cannot be a name",
        "4 mistakes",
    ] {
        assert!(text.contains(words), "no {words:?} in\n{text}");
    }
}

#[test]
fn names_are_unique_over_all_files() {
    let text = mistakes(&[
        ("all.toml", &format!("include = 'two.toml'\n{}", &TWO[9..])),
        ("two.toml", TWO),
    ]);
    assert!(
        text.contains("the name `a` is already taken at two.toml:3"),
        "{text}"
    );
}

#[test]
fn defaults_are_filled_in_where_an_experiment_says_nothing() {
    let plan = plan(&[(
        "a.toml",
        "[defaults]\nrepeat = 4\n[defaults.membrane]\nmembrane.temperature_c = 18.5\n\
         [[experiment]]\nname = 'warm'\nkind = 'membrane'\n\
         [[experiment]]\nname = 'cold'\nkind = 'membrane'\nmembrane.temperature_c = 6.3\nrepeat = 1\n",
    )]);
    let temperature = |place: usize| {
        plan.experiments[place].points[0]
            .settings
            .resolved()
            .unwrap()["membrane"]["temperature_c"]
            .as_float()
    };
    assert_eq!(
        (temperature(0), plan.experiments[0].repeat),
        (Some(18.5), 4)
    );
    assert_eq!((temperature(1), plan.experiments[1].repeat), (Some(6.3), 1));
}

fn labels(sweep: &str) -> Vec<String> {
    let text =
        format!("[[experiment]]\nname = 'a'\nkind = 'membrane'\n[experiment.sweep]\n{sweep}\n");
    plan(&[("a.toml", &text)]).experiments[0]
        .points
        .iter()
        .map(Point::label)
        .collect()
}

#[test]
fn crossed_keys_make_every_combination_and_zipped_keys_go_side_by_side() {
    assert_eq!(
        labels(
            "cross = { 'membrane.temperature_c' = [6.3, 18.5], 'membrane.g_na_ms_cm2' = [100, 120.0] }"
        ),
        [
            "temperature_c=6.3,g_na_ms_cm2=100",
            "temperature_c=6.3,g_na_ms_cm2=120",
            "temperature_c=18.5,g_na_ms_cm2=100",
            "temperature_c=18.5,g_na_ms_cm2=120"
        ]
    );
    assert_eq!(
        labels(
            "zip = { 'membrane.temperature_c' = [6.3, 18.5], 'membrane.g_na_ms_cm2' = [100, 120] }"
        ),
        [
            "temperature_c=6.3,g_na_ms_cm2=100",
            "temperature_c=18.5,g_na_ms_cm2=120"
        ]
    );
}

#[test]
fn ranges_have_exact_ends_and_short_labels() {
    assert_eq!(
        labels("cross.'membrane.temperature_c' = { from = 1, to = 2, count = 6 }"),
        ["1", "1.2", "1.4", "1.6", "1.8", "2"].map(|value| format!("temperature_c={value}"))
    );
    assert_eq!(
        labels("cross.'membrane.g_na_ms_cm2' = { from = 1, to = 100, count = 3, scale = 'log' }"),
        ["1", "10", "100"].map(|value| format!("g_na_ms_cm2={value}"))
    );
}

#[test]
fn a_mistake_in_a_swept_value_is_shown_at_that_value_once() {
    let text = mistakes(&[(
        "a.toml",
        "[[experiment]]\nname = 'a'\nkind = 'membrane'\nsweep.cross.'membrane.temperature_c' = [6.3, 'warm']\nsweep.cross.'membrane.g_na_ms_cm2' = [1, 2, 3]\n",
    )]);
    assert!(text.contains("a.toml:4:46"), "{text}");
    assert_eq!(text.matches("error:").count(), 1, "{text}");
}

#[test]
fn what_would_not_fit_in_memory_is_refused_with_the_estimate() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("two.toml");
    fs::write(&path, TWO).unwrap();
    let overrides = Overrides {
        seed: None,
        memory_bytes: Some(1024),
    };
    let text = load(&[path], &overrides).err().unwrap().render(false);
    assert!(text.contains("needs about"), "{text}");
    assert!(text.contains("2 mistakes"), "{text}");
}

#[test]
fn the_committed_schema_is_the_registry_s() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("experiments/schema.json");
    let committed = fs::read_to_string(path).unwrap();
    assert!(
        committed == format!("{:#}\n", schema()),
        "experiments/schema.json is stale: write it anew with `galvani schema > experiments/schema.json`"
    );
}

#[test]
fn every_experiment_file_names_the_schema_and_loads() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("experiments");
    let mut seen = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path
            .extension()
            .is_some_and(|extension| extension == "toml")
        {
            let text = fs::read_to_string(&path).unwrap();
            assert_eq!(
                text.lines().next(),
                Some("#:schema ./schema.json"),
                "{}",
                path.display()
            );
            if let Err(mistakes) = load(std::slice::from_ref(&path), &Overrides::default()) {
                panic!("{}", mistakes.render(false));
            }
            seen += 1;
        }
    }
    assert!(seen >= 2, "only {seen} experiment files");
}

#[test]
fn every_value_of_a_list_and_every_point_of_a_sweep_is_checked() {
    let chain = "[[experiment]]\nname = 'a'\nkind = 'pulse-propagation'\n";
    for (settings, count) in [
        (
            "portrait = [{ spikes = 'x', spread_ms = 1 }, { spikes = 1 }]\npacket.spikes = 1.5\npacket.time_ms = 'late'\n",
            4,
        ),
        (
            "sweep.cross.groups = [5, 0]\nsweep.cross.group_size = [5000, 6000]\n",
            3,
        ),
    ] {
        let told = mistakes(&[("a.toml", &format!("{chain}{settings}"))]);
        let end = format!("{count} mistakes; nothing was run.\n");
        assert!(told.ends_with(&end), "{told}");
    }
}

/// That nothing is left of a table once its wrong key is taken out is no second mistake.
#[test]
fn a_table_whose_only_key_was_wrong_is_told_once() {
    let file = r#"
        [[experiment]]
        name = "a"
        kind = "spiking-network"
        [[experiment.population]]
        name = "e"
        neurons = 10
        neuron = { model = "leaky", e_l_mv = "x" }
        initial.v_mv = { unifrm = [1, 2] }
    "#;
    let text = mistakes(&[("a.toml", file)]);
    assert!(
        text.contains("`population.neuron.e_l_mv`: found string \"x\", expected a number"),
        "{text}"
    );
    assert!(text.contains("did you mean `uniform`?"), "{text}");
    assert!(text.contains("2 mistakes"), "{text}");
}
