//! The real binary: what it prints, what it leaves, its exit codes.

mod broken;
mod commands;
mod determinism;
mod robustness;

use assert_cmd::Command;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The binary, in the folder of these tests.
fn galvani() -> Command {
    let mut command = Command::cargo_bin("galvani").expect("cargo builds the binary for its tests");
    command.current_dir(folder());
    for variable in [
        "SLURM_ARRAY_TASK_ID",
        "SLURM_ARRAY_TASK_COUNT",
        "SLURM_ARRAY_TASK_MIN",
        "JOB_COMPLETION_INDEX",
    ] {
        command.env_remove(variable);
    }
    command
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli")
}

/// Exit code, standard output, standard error.
fn run(arguments: &[&str]) -> (i32, String, String) {
    answer(galvani().args(arguments))
}

fn answer(command: &mut Command) -> (i32, String, String) {
    let output = command.output().expect("the binary starts");
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("UTF-8 output");
    (
        output.status.code().unwrap_or(-1),
        text(&output.stdout),
        text(&output.stderr),
    )
}

/// Every file below a results folder but the timings, with its content.
fn contents(results: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    gather(results, results, &mut files);
    files
}

fn gather(root: &Path, folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in std::fs::read_dir(folder).expect("a results folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            gather(root, &path, files);
        } else if path.file_stem().is_none_or(|stem| stem != "timings") {
            let name = path
                .strip_prefix(root)
                .expect("below the root")
                .to_string_lossy()
                .into_owned();
            files.insert(name, std::fs::read(&path).expect("a readable file"));
        }
    }
}

/// Fails with the names of the files that differ.
fn assert_same(left: &BTreeMap<String, Vec<u8>>, right: &BTreeMap<String, Vec<u8>>, what: &str) {
    let names = left.keys().chain(right.keys());
    let mut different: Vec<&String> = names
        .filter(|name| left.get(*name) != right.get(*name))
        .collect();
    different.sort();
    different.dedup();
    assert!(
        different.is_empty(),
        "{what}: these files differ: {different:?}"
    );
    assert!(!left.is_empty(), "{what}: nothing was compared");
}
