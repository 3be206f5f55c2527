//! The commands beside `run`.

use super::{answer, contents, galvani, run};
use ndarray::Array2;
use ndarray_npy::ReadNpyExt;
use std::collections::BTreeMap;
use std::path::Path;

fn check(file: &Path) -> (i32, String, String) {
    run(&["check", file.to_str().unwrap(), "--quiet"])
}

/// A folder with a file of one cheap experiment.
fn one_experiment() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let text =
        "[[experiment]]\nname = 'shock'\nkind = 'membrane'\nshock_mv = 15.0\nduration_ms = 5.0\n";
    std::fs::write(folder.path().join("one.toml"), text).unwrap();
    folder
}

#[test]
fn check_passes_after_accept_and_names_what_moved() {
    let folder = one_experiment();
    let file = folder.path().join("one.toml");

    let (code, stdout, _) = check(&file);
    assert_eq!(code, 1);
    assert!(stdout.contains("shock  has no reference yet"), "{stdout}");

    let (code, stdout, stderr) = run(&["accept", file.to_str().unwrap(), "--quiet"]);
    assert_eq!(code, 0, "{stdout}{stderr}");
    let (code, stdout, _) = check(&file);
    assert_eq!(code, 0, "{stdout}");

    let reference = folder.path().join("reference/one/shock/metrics.json");
    let text = std::fs::read_to_string(&reference).unwrap();
    let moved = text.replace(
        "\"name\": \"spikes\",\n      \"value\": 1.0",
        "\"name\": \"spikes\",\n      \"value\": 2.0",
    );
    assert_ne!(text, moved);
    std::fs::write(&reference, moved).unwrap();
    let (code, stdout, _) = check(&file);
    assert_eq!(code, 1);
    assert!(stdout.contains("spikes moved from 2 to 1"), "{stdout}");
}

#[test]
fn check_sees_missing_and_extra_metrics_and_forgotten_references() {
    let folder = one_experiment();
    let file = folder.path().join("one.toml");
    run(&["accept", file.to_str().unwrap(), "--quiet"]);
    let reference = folder.path().join("reference/one/shock/metrics.json");
    let text = std::fs::read_to_string(&reference).unwrap();
    std::fs::write(
        &reference,
        text.replace("\"name\": \"spikes\"", "\"name\": \"spokes\""),
    )
    .unwrap();
    let stray = folder.path().join("reference/one/gone");
    std::fs::create_dir(&stray).unwrap();
    std::fs::write(stray.join("metrics.json"), text).unwrap();

    let (code, stdout, _) = check(&file);
    assert_eq!(code, 1);
    for words in [
        "spokes is missing (was 1)",
        "spikes is new (is 1)",
        "gone  has a reference but is not in the file",
        "3 differences",
    ] {
        assert!(stdout.contains(words), "no {words:?} in {stdout}");
    }
    run(&["accept", file.to_str().unwrap(), "--quiet"]);
    assert_eq!(check(&file).0, 0);
}

#[test]
fn a_claim_that_fails_fails_the_check_and_is_shown_by_run() {
    let folder = one_experiment();
    let file = folder.path().join("one.toml");
    let claim = "[[experiment.claim]]\nmetric = 'spikes'\npublished = 3\nsource = 'Nobody 1900'\n";
    std::fs::write(
        &file,
        format!("{}{claim}", std::fs::read_to_string(&file).unwrap()),
    )
    .unwrap();
    run(&["accept", file.to_str().unwrap(), "--quiet"]);
    let (code, stdout, _) = check(&file);
    assert_eq!(code, 1);
    assert!(
        stdout.contains("published spikes = 3 is not reproduced (ours: 1; Nobody 1900)"),
        "{stdout}"
    );

    let out = folder.path().join("results");
    let (code, stdout, _) = run(&[
        "run",
        file.to_str().unwrap(),
        "--out",
        out.to_str().unwrap(),
    ]);
    assert_eq!(
        code, 0,
        "a published number that is not reproduced is a result, not an error"
    );
    assert!(stdout.contains("1 NOT REPRODUCED"), "{stdout}");
    let claims = std::fs::read_to_string(out.join("claims.md")).unwrap();
    assert!(claims.contains("Nobody 1900"), "{claims}");
}

#[test]
fn report_redraws_in_another_language_from_what_is_stored() {
    let folder = one_experiment();
    let file = folder.path().join("one.toml");
    let out = folder.path().join("results");
    let files = [
        file.to_str().unwrap(),
        "--out",
        out.to_str().unwrap(),
        "--formats",
        "svg",
    ];
    let (code, _, stderr) = run(&[&["run"][..], &files].concat());
    assert_eq!(code, 0, "{stderr}");
    let svg = |name: &str| String::from_utf8(contents(&out)[name].clone()).unwrap();
    let figure = contents(&out)
        .into_keys()
        .find(|name| name.ends_with(".svg"))
        .unwrap();
    let before = svg("shock/metrics.json");
    assert!(!svg(&figure).contains("мс"), "English at first");

    let (code, _, stderr) = run(&[&["report"][..], &files, &["--lang", "ru"]].concat());
    assert_eq!(code, 0, "{stderr}");
    assert!(svg(&figure).contains("мс"), "Russian now");
    assert_eq!(svg("shock/metrics.json"), before);
}

#[test]
fn series_are_numpy_arrays_where_asked_and_no_longer_where_not() {
    let folder = one_experiment();
    let file = folder.path().join("one.toml");
    let out = folder.path().join("results");
    let files = [file.to_str().unwrap(), "--out", out.to_str().unwrap()];
    let with = |command: &str, formats: &str| {
        let arguments = [&[command][..], &files, &["--formats", formats]].concat();
        let (code, _, stderr) = run(&arguments);
        assert_eq!(code, 0, "{stderr}");
        contents(&out)
    };
    let text = |files: &BTreeMap<String, Vec<u8>>, name: &str| {
        String::from_utf8(files[name].clone()).unwrap()
    };
    let name = "shock/spikes.npy";

    let first = with("run", "svg,npy");
    let csv = text(&first, "shock/spikes.csv");
    let cells = csv.lines().skip(1).flat_map(|row| row.split(','));
    // As bits, because the interval before the first spike is NaN.
    let expected: Vec<u64> = cells
        .map(|cell| cell.parse::<f64>().unwrap().to_bits())
        .collect();
    let array = Array2::<f64>::read_npy(first[name].as_slice()).unwrap();
    assert_eq!(array.shape(), [1, 2], "one spike: {csv}");
    assert_eq!(
        array.mapv(f64::to_bits).into_raw_vec_and_offset().0,
        expected
    );
    for list in ["shock/stamp.json", "manifest.json", "index.html"] {
        assert!(text(&first, list).contains("spikes.npy"), "not in {list}");
    }
    assert_eq!(with("run", "svg,npy"), first, "kept");

    let second = with("run", "svg");
    assert!(!second.contains_key(name), "gone");
    assert!(!text(&second, "index.html").contains("spikes.npy"));
    assert_eq!(second["shock/metrics.json"], first["shock/metrics.json"]);

    assert_eq!(with("report", "svg,npy"), first, "written again");
}

#[test]
fn the_page_says_where_results_are_older_than_the_settings() {
    let folder = one_experiment();
    let file = folder.path().join("one.toml");
    let out = folder.path().join("results");
    let arguments = [file.to_str().unwrap(), "--out", out.to_str().unwrap()];
    let page = || String::from_utf8(contents(&out)["index.html"].clone()).unwrap();
    assert_eq!(run(&[&["run"][..], &arguments].concat()).0, 0);
    assert!(!page().contains("made with other settings"));

    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text.replace("15.0", "14.0")).unwrap();
    assert_eq!(run(&[&["report"][..], &arguments].concat()).0, 0);
    assert!(page().contains("made with other settings"));
    let settings = String::from_utf8(contents(&out)["shock/settings.toml"].clone()).unwrap();
    assert!(
        settings.contains("shock_mv = 15"),
        "those of the results: {settings}"
    );
}

#[test]
fn list_explain_schema_completions_and_help_answer() {
    let (code, kinds, _) = run(&["list"]);
    assert_eq!(code, 0);
    for kind in [
        "membrane",
        "pulse-propagation",
        "linear-collapse",
        "optimizer-comparison",
    ] {
        assert!(kinds.contains(kind), "{kinds}");
        let (code, text, stderr) = run(&["explain", kind]);
        assert_eq!(code, 0, "{stderr}");
        assert!(text.contains("Settings"), "{text}");
    }
    assert!(
        run(&["explain", "membrane"])
            .1
            .contains("Hodgkin & Huxley 1952")
    );
    let (code, rprop, _) = run(&["explain", "rprop"]);
    assert_eq!(code, 0);
    for words in [
        "Δ_t = min(a Δ_{t−1}, Δ_max)",
        "Riedmiller & Braun",
        "  lecture\n",
        "delta_max = 50",
    ] {
        assert!(rprop.contains(words), "{words}: {rprop}");
    }
    let (code, leaky, _) = run(&["explain", "leaky"]);
    assert_eq!(code, 0);
    for words in ["C dV/dt = −g_L (V − E_L)", "v_mv", "threshold_mv = -50"] {
        assert!(leaky.contains(words), "{words}: {leaky}");
    }
    assert!(run(&["list", "small.toml"]).1.contains("small/shock"));
    assert!(
        run(&["explain", "small/shock", "--file", "small.toml"])
            .1
            .contains("shock_mv = 15")
    );
    let schema: serde_json::Value = serde_json::from_str(&run(&["schema"]).1).unwrap();
    assert!(schema["properties"]["experiment"].is_object());
    assert!(run(&["completions", "bash"]).1.contains("--only"));
    let (code, help, _) = run(&["--help"]);
    assert_eq!(code, 0);
    assert!(help.contains("Examples:"), "{help}");
    assert_eq!(run(&["--version"]).0, 0);
    assert_eq!(run(&[]).0, 2);
}

#[test]
fn a_job_array_s_parts_make_the_whole() {
    let results = tempfile::tempdir().unwrap();
    let out = results.path().to_str().unwrap();
    let part = |id: &str| {
        let mut command = galvani();
        command.args([
            "run",
            "small.toml",
            "--shard",
            "auto",
            "--only",
            "small/shock",
            "--only",
            "small/pulse",
            "--out",
            out,
        ]);
        command
            .env("SLURM_ARRAY_TASK_ID", id)
            .env("SLURM_ARRAY_TASK_COUNT", "2")
            .env("SLURM_ARRAY_TASK_MIN", "1");
        answer(&mut command)
    };
    assert_eq!(part("1").0, 0);
    assert!(
        !contents(results.path()).contains_key("index.html"),
        "parts do not write the report"
    );
    assert_eq!(part("2").0, 0);
    let (code, _, stderr) = run(&[
        "report",
        "small.toml",
        "--only",
        "small/shock",
        "--only",
        "small/pulse",
        "--out",
        out,
    ]);
    assert_eq!(code, 0, "{stderr}");
    let files = contents(results.path());
    for name in [
        "index.html",
        "summary.md",
        "claims.md",
        "manifest.json",
        "small/shock/metrics.json",
        "small/pulse/metrics.json",
    ] {
        assert!(files.contains_key(name), "no {name} in {:?}", files.keys());
    }
}
