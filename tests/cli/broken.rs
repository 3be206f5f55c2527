//! Broken files of experiments, each answered by a message that says where, what, and what instead.
//! The messages are in `snapshots/`; read one before you accept a change of it.

use super::{folder, run};

#[test]
fn each_broken_file_is_answered_by_what_to_do() {
    let mut names: Vec<String> = std::fs::read_dir(folder().join("broken"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert!(names.len() >= 20);
    for name in names {
        let (code, stdout, stderr) =
            run(&["run", &format!("broken/{name}"), "--out", "must-not-appear"]);
        assert_eq!((code, stdout.as_str()), (2, ""), "{name}: {stderr}");
        insta::assert_snapshot!(name.trim_end_matches(".toml"), stderr);
    }
    assert!(
        !folder().join("must-not-appear").exists(),
        "nothing runs while there are mistakes"
    );
}

#[test]
fn files_that_cannot_be_read_are_named() {
    let (code, _, stderr) = run(&["run", "no-such.toml"]);
    assert_eq!(code, 2);
    assert!(
        stderr.contains("cannot read no-such.toml: no such file or directory"),
        "{stderr}"
    );

    let binary = tempfile::NamedTempFile::with_suffix(".toml").unwrap();
    std::fs::write(binary.path(), b"seed = 1\nname = \"\xff\xfe\"\n").unwrap();
    let (code, _, stderr) = run(&["run", binary.path().to_str().unwrap()]);
    assert_eq!(code, 2);
    assert!(stderr.contains(":2: not UTF-8 text"), "{stderr}");
}

#[test]
fn bad_usage_is_answered_with_code_2() {
    for (arguments, words) in [
        (&["run"][..], "<FILE>"),
        (
            &["run", "small.toml", "--only", "small/shok"],
            "matches no experiment; did you mean",
        ),
        (&["run", "small.toml", "--only", "[a"], "is not a glob"),
        (
            &["run", "small.toml", "--shard", "3/2"],
            "part 3 of 2 does not exist",
        ),
        (
            &["run", "small.toml", "--shard", "auto"],
            "neither SLURM_ARRAY_TASK_ID nor JOB_COMPLETION_INDEX",
        ),
        (&["run", "small.toml", "--jobs", "0"], "--jobs"),
        (&["run", "small.toml", "--formats", "gif"], "png, svg, npy"),
        (&["run", "small.toml", "--widht", "800"], "--width"),
        (&["explain", "membrain"], "did you mean `membrane`"),
    ] {
        let (code, _, stderr) = run(arguments);
        assert_eq!(code, 2, "{arguments:?}: {stderr}");
        assert!(stderr.contains(words), "{arguments:?}: {stderr}");
    }
}
