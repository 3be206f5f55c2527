//! What a careless user does to a run: terminals that go away, results that are tampered with,
//! folders inside folders, paths with spaces.

use super::{answer, assert_same, contents, galvani, run};
use std::fs;
use std::path::Path;
use std::process::Stdio;

/// Two cheap experiments, the second of which has its folder in the first one's.
const NESTED: &str = "\
[[experiment]]
name = 'shock'
kind = 'membrane'
shock_mv = 15.0
duration_ms = 5.0

[[experiment]]
name = 'shock/weaker'
kind = 'membrane'
shock_mv = 7.0
duration_ms = 5.0
";

/// A folder with `file.toml`.
fn folder_with(text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("file.toml"), text).unwrap();
    folder
}

fn run_in(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    answer(galvani().current_dir(folder).args(arguments))
}

#[test]
fn a_terminal_that_has_gone_away_stops_nothing() {
    let folder = folder_with(NESTED);
    for file in ["file.toml", "no-such.toml"] {
        let mut child = std::process::Command::new(galvani().get_program())
            .args(["run", file, "--only", "shock"])
            .current_dir(folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        // Nobody reads: writing fails from the first byte on.
        drop(child.stdout.take());
        drop(child.stderr.take());
        let code = child.wait().unwrap().code();
        assert_eq!(code, Some(if file == "file.toml" { 0 } else { 2 }));
    }
    assert!(folder.path().join("results/shock/stamp.json").exists());
}

#[test]
fn spoilt_results_are_run_again_and_an_experiment_s_folder_may_hold_another_s() {
    let folder = folder_with(NESTED);
    let (code, _, stderr) = run_in(folder.path(), &["file.toml"]);
    assert_eq!(code, 0, "{stderr}");
    let results = folder.path().join("results");
    let whole = contents(&results);
    let spoil: [(&str, &[u8]); 5] = [
        ("stamp.json", b"{"),
        ("stamp.json", b""),
        ("outcome.json", b"{}"),
        ("metrics.json", b"\xff\xfe"),
        ("settings.toml", b"seed = 7"),
    ];
    for (name, bytes) in spoil {
        fs::write(results.join("shock").join(name), bytes).unwrap();
        let (code, _, stderr) = run_in(folder.path(), &["file.toml"]);
        assert_eq!(code, 0, "{stderr}");
        assert!(stderr.contains("done  shock  "), "{name}: {stderr}");
        assert!(stderr.contains("kept  shock/weaker"), "{name}: {stderr}");
        assert_same(&whole, &contents(&results), name);
    }
}

#[test]
fn a_run_that_diverges_says_when_and_takes_no_other_down() {
    let coarse = "\
[[experiment]]
name = 'coarse'
kind = 'membrane'
method = 'euler'
step_ms = 0.5
shock_mv = 15.0
duration_ms = 20.0

[[experiment]]
name = 'swept'
kind = 'membrane'
method = 'euler'
shock_mv = 15.0
duration_ms = 5.0
sweep.cross.step_ms = [0.01, 0.5]
";
    let folder = folder_with(coarse);
    let (code, _, stderr) = run_in(folder.path(), &["file.toml"]);
    assert_eq!(code, 1, "{stderr}");
    assert!(stderr.contains("done  swept"), "{stderr}");
    let words = "Euler is unstable with steps of 0.5 ms";
    let failed = stderr.lines().find(|line| line.contains("FAILED  coarse"));
    let failed = failed.unwrap_or_default();
    assert!(
        failed.contains("diverged at t = ") && failed.contains(words),
        "{stderr}"
    );
    let page = fs::read_to_string(folder.path().join("results/index.html")).unwrap();
    assert!(page.contains("Run step_ms=0.5 #1: diverged at t = ") && page.contains(words));
}

#[test]
fn a_renamed_experiment_leaves_the_report_at_once() {
    let folder = folder_with(NESTED);
    run_in(folder.path(), &["file.toml"]);
    let renamed = NESTED.replace("'shock/weaker'", "'faint'");
    fs::write(folder.path().join("file.toml"), renamed).unwrap();
    let (code, _, stderr) = run_in(folder.path(), &["file.toml"]);
    assert_eq!(code, 0, "{stderr}");
    let page = fs::read_to_string(folder.path().join("results/index.html")).unwrap();
    assert!(page.contains("faint") && !page.contains("weaker"));
}

#[test]
fn report_of_spoilt_or_missing_results_says_what_is_missing() {
    let folder = folder_with(NESTED);
    let (code, stdout, _) = run_in(folder.path(), &["report", "file.toml"]);
    assert_eq!(code, 1);
    assert!(stdout.contains("no results yet: shock/weaker"), "{stdout}");

    run_in(folder.path(), &["file.toml"]);
    fs::write(folder.path().join("results/shock/outcome.json"), "{}").unwrap();
    let (code, stdout, stderr) = run_in(folder.path(), &["report", "file.toml"]);
    assert_eq!(code, 1, "{stdout}{stderr}");
    assert!(stderr.contains("shock/outcome.json"), "{stderr}");
    assert!(stderr.contains("run it again"), "{stderr}");
}

#[test]
fn a_file_where_the_results_should_go_is_refused_before_the_run() {
    let folder = folder_with(NESTED);
    let (code, _, stderr) = run_in(folder.path(), &["file.toml", "--out", "file.toml"]);
    assert_eq!(code, 2);
    assert!(stderr.contains("`--out file.toml` is a file"), "{stderr}");
}

#[test]
fn paths_with_spaces_are_quoted_in_the_commands_of_the_page() {
    let folder = folder_with(NESTED);
    fs::rename(
        folder.path().join("file.toml"),
        folder.path().join("my file.toml"),
    )
    .unwrap();
    let out = folder.path().join("my résultats");
    let (code, _, stderr) = run(&[
        folder.path().join("my file.toml").to_str().unwrap(),
        "--out",
        out.to_str().unwrap(),
    ]);
    assert_eq!(code, 0, "{stderr}");
    let page = fs::read_to_string(out.join("index.html")).unwrap();
    assert!(page.contains("my file.toml&#x27; --only shock"), "quoted");
}

#[test]
fn byte_order_marks_and_line_ends_change_nothing() {
    let folder = folder_with(NESTED);
    run_in(folder.path(), &["file.toml"]);
    let plain = contents(&folder.path().join("results"));
    let windows = format!("\u{feff}{}", NESTED.replace('\n', "\r\n"));
    fs::write(folder.path().join("file.toml"), windows).unwrap();
    let (code, _, stderr) = run_in(folder.path(), &["file.toml", "--fresh"]);
    assert_eq!(code, 0, "{stderr}");
    assert_same(&plain, &contents(&folder.path().join("results")), "CRLF");
}
