//! The promise: the same file and seed give the same bytes, whatever the number of threads, the
//! order of the experiments, the subset, the shards, and however often a run was killed.

use super::{assert_same, contents, folder, run};
use assert_cmd::cargo::CommandCargoExt;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

type Files = BTreeMap<String, Vec<u8>>;

fn run_into(out: &Path, arguments: &[&str]) -> Files {
    let (code, stdout, stderr) =
        run(&[&["run"][..], arguments, &["--out", out.to_str().unwrap()]].concat());
    assert_eq!(code, 0, "{arguments:?}\n{stdout}{stderr}");
    contents(out)
}

fn whole() -> (tempfile::TempDir, Files) {
    let out = tempfile::tempdir().unwrap();
    let files = run_into(out.path(), &["small.toml", "-j", "1"]);
    (out, files)
}

/// The files of experiments, without those of the report over all of them.
fn of_experiments(files: &Files) -> Files {
    files
        .iter()
        .filter(|(name, _)| name.contains('/'))
        .map(|(name, bytes)| (name.clone(), bytes.clone()))
        .collect()
}

#[test]
fn threads_order_subsets_and_shards_change_no_byte() {
    let (_keep, one_thread) = whole();

    let out = tempfile::tempdir().unwrap();
    assert_same(
        &one_thread,
        &run_into(out.path(), &["small.toml", "-j", "2"]),
        "two threads",
    );

    let reference = of_experiments(&one_thread);
    let out = tempfile::tempdir().unwrap();
    let shuffled = run_into(out.path(), &["shuffled.toml", "-j", "2"]);
    assert_same(&reference, &of_experiments(&shuffled), "shuffled order");

    let out = tempfile::tempdir().unwrap();
    run_into(out.path(), &["small.toml", "--only", "small/s*"]);
    run_into(out.path(), &["small.toml", "--only", "small/[!s]*"]);
    assert_same(
        &one_thread,
        &contents(out.path()),
        "subsets one after the other",
    );

    let out = tempfile::tempdir().unwrap();
    run_into(out.path(), &["small.toml", "--shard", "2/2"]);
    run_into(out.path(), &["small.toml", "--shard", "1/2"]);
    assert_same(&reference, &of_experiments(&contents(out.path())), "shards");
    let (code, _, stderr) = run(&[
        "report",
        "small.toml",
        "--out",
        out.path().to_str().unwrap(),
    ]);
    assert_eq!(code, 0, "{stderr}");
    assert_same(&one_thread, &contents(out.path()), "shards, then report");
}

#[test]
fn another_seed_gives_other_numbers() {
    let out = tempfile::tempdir().unwrap();
    let first = run_into(out.path(), &["small.toml", "--only", "small/pulse"]);
    let second = run_into(
        out.path(),
        &["small.toml", "--only", "small/pulse", "--seed", "7"],
    );
    assert_ne!(
        first["small/pulse/metrics.json"],
        second["small/pulse/metrics.json"]
    );
}

/// Kills a run as soon as it has said `lines` lines of progress.
fn killed_after(lines: usize, out: &Path) {
    let mut child = Command::cargo_bin("galvani")
        .unwrap()
        .current_dir(folder())
        .args([
            "run",
            "small.toml",
            "-j",
            "2",
            "--out",
            out.to_str().unwrap(),
        ])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let progress = BufReader::new(child.stderr.take().unwrap());
    let seen = progress.lines().take(lines).filter(Result::is_ok).count();
    // SIGKILL: the program can do nothing about it.
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(seen, lines, "the run ended before it was killed");
}

#[test]
fn killed_runs_leave_no_half_file_and_the_next_run_ends_as_if_undisturbed() {
    let (_keep, undisturbed) = whole();
    let out = tempfile::tempdir().unwrap();
    for lines in [0, 1, 2, 3] {
        killed_after(lines, out.path());
        for (name, bytes) in contents(out.path()) {
            let is_piece = name.ends_with(".partial");
            assert!(
                is_piece || name.ends_with("stamp.json") || undisturbed.get(&name) == Some(&bytes),
                "{name} is half written"
            );
        }
    }
    assert_same(
        &undisturbed,
        &run_into(out.path(), &["small.toml"]),
        "after four kills",
    );
}
