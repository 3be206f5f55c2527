//! Packs the data sets that the program carries, and records what it was built from: a hash of
//! sources, data and dependency versions (the cache's "code version"), the git commit and the
//! compiler, for `results/manifest.json`.

use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

fn main() {
    let root =
        PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR"));
    let mut hasher = blake3::Hasher::new();
    for part in ["build.rs", "Cargo.lock", "src", "experiments/data"] {
        println!("cargo:rerun-if-changed={part}");
        add(&root, &root.join(part), &mut hasher);
    }
    println!(
        "cargo:rustc-env=GALVANI_CODE_HASH={}",
        hasher.finalize().to_hex()
    );

    pack(&root.join("experiments/data"));

    // Named only where it exists: cargo takes a missing file for a change at every build.
    if root.join(".git/logs/HEAD").exists() {
        println!("cargo:rerun-if-changed=.git/logs/HEAD");
    }
    let commit = output(
        Command::new("git")
            .args(["rev-parse", "HEAD"])
            .current_dir(&root),
    );
    println!("cargo:rustc-env=GALVANI_COMMIT={commit}");
    let rustc = std::env::var("RUSTC").unwrap_or_else(|_| "rustc".into());
    println!(
        "cargo:rustc-env=GALVANI_COMPILER={}",
        output(Command::new(rustc).arg("--version"))
    );
}

/// Writes every CSV of the folder, gzip-compressed, to `$OUT_DIR/data`.
fn pack(folder: &Path) {
    let out = PathBuf::from(std::env::var("OUT_DIR").expect("cargo sets OUT_DIR")).join("data");
    std::fs::create_dir_all(&out).expect("a folder below OUT_DIR");
    let entries = std::fs::read_dir(folder).expect("the data sets lie in experiments/data");
    for path in entries.filter_map(|entry| entry.ok().map(|entry| entry.path())) {
        if path.extension().is_none_or(|extension| extension != "csv") {
            continue;
        }
        let content = std::fs::read(&path).expect("a readable data set");
        let mut packed = GzEncoder::new(Vec::new(), Compression::best());
        packed.write_all(&content).expect("memory is writable");
        let packed = packed.finish().expect("memory is writable");
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        std::fs::write(out.join(format!("{name}.gz")), packed).expect("OUT_DIR is writable");
    }
}

/// Adds a file, or every file of a folder in alphabetical order, with its path.
fn add(root: &Path, path: &Path, hasher: &mut blake3::Hasher) {
    if path.is_dir() {
        let mut entries: Vec<PathBuf> = std::fs::read_dir(path)
            .map(|entries| {
                entries
                    .filter_map(|entry| entry.ok().map(|entry| entry.path()))
                    .collect()
            })
            .unwrap_or_default();
        entries.sort();
        for entry in entries {
            add(root, &entry, hasher);
        }
    } else if let Ok(content) = std::fs::read(path) {
        let name = path.strip_prefix(root).unwrap_or(path).to_string_lossy();
        hasher.update(name.as_bytes());
        hasher.update(&(content.len() as u64).to_le_bytes());
        hasher.update(&content);
    }
}

/// First line of a command's output, or "unknown": a source archive has no git.
fn output(command: &mut Command) -> String {
    command
        .output()
        .ok()
        .filter(|output| output.status.success())
        .and_then(|output| String::from_utf8(output.stdout).ok())
        .and_then(|text| text.lines().next().map(str::to_string))
        .unwrap_or_else(|| "unknown".into())
}
