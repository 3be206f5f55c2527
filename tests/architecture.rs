//! The house stands on its floors: dependencies point down only. This test reads every `crate::`
//! path of the sources and fails when one points up or sideways, and keeps plotting, files, TOML and
//! threads in the rooms that may know of them. ARCHITECTURE.md draws the same picture.

use std::fs;
use std::path::{Path, PathBuf};

/// A module and the modules of this crate it may use.
const MAY_USE: &[(&str, &[&str])] = &[
    // Floor 0: numbers.
    ("math", &[]),
    ("random", &["math"]),
    ("integrate", &["math"]),
    ("settings", &[]),
    // Floor 1: models and methods.
    ("neuron", &["math", "random", "integrate", "settings"]),
    (
        "spiking",
        &["math", "random", "integrate", "settings", "neuron"],
    ),
    ("cable", &["math", "integrate", "neuron"]),
    ("perceptron", &["math", "random"]),
    ("kolmogorov_arnold", &["math"]),
    ("memory", &["math", "random"]),
    ("recurrent", &["math", "random", "perceptron"]),
    ("optimize", &["math", "random", "settings"]),
    ("map", &["math", "random", "settings"]),
    ("dataset", &["math", "random"]),
    ("resonance", &["settings"]),
    ("threshold", &["math"]),
    // Floor 2: training.
    (
        "train",
        &["math", "random", "perceptron", "optimize", "dataset"],
    ),
    // Floor 3: experiments and their description.
    ("outcome", &[]),
    (
        "experiment",
        &[
            "math",
            "random",
            "integrate",
            "settings",
            "neuron",
            "spiking",
            "cable",
            "threshold",
            "perceptron",
            "kolmogorov_arnold",
            "recurrent",
            "memory",
            "map",
            "resonance",
            "optimize",
            "dataset",
            "train",
            "outcome",
        ],
    ),
    ("config", &["experiment", "outcome"]),
    // Floor 4: running and reporting; of the models they know nothing.
    ("report", &["math", "outcome"]),
    (
        "suite",
        &["math", "outcome", "experiment", "config", "report"],
    ),
    // Roof.
    (
        "cli",
        &["outcome", "experiment", "config", "suite", "report"],
    ),
];

/// A word of the code and the only modules (or files) in whose code it may stand.
const ONLY_IN: &[(&str, &[&str])] = &[
    ("plotters::", &["report/draw.rs"]),
    ("rayon::", &["suite", "cli"]),
    // The workers of one large network go step by step together, which a pool of tasks cannot.
    ("std::thread", &["spiking", "suite", "cli"]),
    ("indicatif::", &["cli"]),
    ("clap::", &["cli"]),
    ("toml::", &["config", "experiment", "suite", "cli"]),
    ("std::fs", &["dataset", "config", "suite", "experiment"]),
    ("println!", &["cli"]),
    ("rand::", &["random"]),
    ("ode_solvers::", &["integrate"]),
    ("nalgebra::", &["math"]),
    ("statrs::", &["math/statistics/distributions.rs"]),
];

fn sources() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            rust_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// Unit tests in files of their own may use what they like.
fn is_test(path: &Path) -> bool {
    let path = path.to_string_lossy();
    path.ends_with("tests.rs") || path.contains("/tests/")
}

/// (path below src/, module, code without comments and without unit tests)
fn code() -> Vec<(String, String, String)> {
    let mut files = Vec::new();
    rust_files(&sources(), &mut files);
    files
        .into_iter()
        .filter(|path| !is_test(path))
        .map(|path| {
            let name = path
                .strip_prefix(sources())
                .unwrap()
                .to_string_lossy()
                .replace('\\', "/");
            let module = name
                .split('/')
                .next()
                .unwrap()
                .trim_end_matches(".rs")
                .to_string();
            let text = fs::read_to_string(&path).unwrap();
            let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
            let lines: Vec<&str> = code
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"))
                .collect();
            (name, module, lines.join("\n"))
        })
        .collect()
}

/// The modules named in `crate::x` paths, also in `use crate::{x::…, y}`.
fn used(code: &str) -> Vec<String> {
    let mut modules = Vec::new();
    for rest in code.split("crate::").skip(1) {
        if let Some(list) = rest.strip_prefix('{') {
            let list = &list[..list.find("};").unwrap_or(list.len())];
            modules.extend(top_level(list).map(first_word));
        } else {
            modules.push(first_word(rest));
        }
    }
    modules
}

fn first_word(text: &str) -> String {
    text.trim()
        .chars()
        .take_while(|letter| letter.is_alphanumeric() || *letter == '_')
        .collect()
}

/// The items of a `use` list that stand outside inner braces.
fn top_level(list: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0;
    list.split(move |letter| {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        letter == ',' && depth == 0
    })
}

#[test]
fn dependencies_point_down() {
    let mut wrong = Vec::new();
    for (file, module, code) in code() {
        if module == "lib" || module == "main" {
            continue;
        }
        let Some((_, allowed)) = MAY_USE.iter().find(|(name, _)| *name == module) else {
            panic!(
                "{file}: the module `{module}` has no floor yet; add it to MAY_USE and to ARCHITECTURE.md"
            );
        };
        for used in used(&code) {
            if used != module && !allowed.contains(&used.as_str()) {
                wrong.push(format!("{file}: `{module}` must not know of `{used}`"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn plotting_files_threads_and_toml_stay_in_their_rooms() {
    let mut wrong = Vec::new();
    for (file, module, code) in code() {
        for (word, rooms) in ONLY_IN {
            let is_at_home = rooms.iter().any(|room| *room == module || *room == file);
            if !is_at_home && code.contains(word) {
                wrong.push(format!("{file}: `{word}` belongs in {}", rooms.join(", ")));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn the_reader_of_paths_sees_lists_and_nested_lists() {
    let code = "use crate::math;\nuse crate::{random::{Stream, x}, outcome};\nlet y = crate::train::run();";
    assert_eq!(used(code), ["math", "random", "outcome", "train"]);
}
