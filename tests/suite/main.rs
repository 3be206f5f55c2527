//! The runner on experiments made for the purpose: failures, interruption, what is kept.

mod fixture;

use fixture::{Quiet, plan, small};
use galvani::config::Planned;
use galvani::outcome::Language;
use galvani::report::Format;
use galvani::suite::{self, Drawing, Options, State, Store};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

fn drawing() -> Drawing {
    Drawing {
        language: Language::En,
        formats: vec![Format::Svg],
        npy: false,
        width: 800,
    }
}

fn run_with(
    experiments: &[&Planned],
    results: &Path,
    fresh: bool,
    interrupted: &(dyn Fn() -> bool + Sync),
) -> Vec<State> {
    let options = Options {
        results: results.to_path_buf(),
        fresh,
        drawing: drawing(),
        interrupted,
        observer: &Quiet,
    };
    suite::run(experiments, &options)
        .into_iter()
        .map(|finished| finished.state)
        .collect()
}

fn run(experiments: &[&Planned], results: &Path) -> Vec<State> {
    run_with(experiments, results, false, &|| false)
}

#[test]
fn one_failing_experiment_takes_no_other_down() {
    let results = tempfile::tempdir().unwrap();
    let experiments = [
        plan("first", small("fine")),
        plan("second", small("panic")),
        plan("third", small("diverge")),
        plan("fourth", small("fail")),
        plan("fifth", small("fine")),
    ];
    let states = run(&experiments.iter().collect::<Vec<_>>(), results.path());
    assert_eq!((&states[0], &states[4]), (&State::Done, &State::Done));
    for (state, words) in [
        (&states[1], "made to panic"),
        (&states[2], "diverged at step 3"),
        (&states[3], "made to fail"),
    ] {
        assert!(
            matches!(state, State::Failed(reason) if reason.contains(words)),
            "{state:?}"
        );
    }
    let record = Store::new(results.path(), "fifth").record().unwrap();
    assert_eq!(record.outcome.find_metric("answer").unwrap().value, 42.0);
}

#[test]
fn what_is_finished_is_kept_until_something_it_depends_on_changes() {
    let results = tempfile::tempdir().unwrap();
    let experiment = plan("a", small("fine"));
    assert_eq!(run(&[&experiment], results.path()), [State::Done]);
    assert_eq!(run(&[&experiment], results.path()), [State::Kept]);

    let mut other_settings = small("fine");
    other_settings.answer = 43.0;
    assert_eq!(
        run(&[&plan("a", other_settings)], results.path()),
        [State::Done]
    );

    let mut other_seed = plan("a", small("fine"));
    other_seed.seed += 1;
    assert_eq!(run(&[&other_seed], results.path()), [State::Done]);
    assert_eq!(
        run_with(&[&other_seed], results.path(), true, &|| false),
        [State::Done],
        "fresh"
    );
}

#[test]
fn a_failed_experiment_is_tried_again() {
    let results = tempfile::tempdir().unwrap();
    let failing = plan("a", small("fail"));
    assert!(matches!(
        run(&[&failing], results.path())[0],
        State::Failed(_)
    ));
    assert!(
        matches!(run(&[&failing], results.path())[0], State::Failed(_)),
        "not kept"
    );
}

#[test]
fn an_input_file_s_content_is_part_of_what_a_result_depends_on() {
    let results = tempfile::tempdir().unwrap();
    let input = results.path().join("input.csv");
    let experiment = || {
        let mut settings = small("fine");
        settings.input = Some(input.clone());
        plan("a", settings)
    };
    std::fs::write(&input, "1").unwrap();
    assert_eq!(run(&[&experiment()], results.path()), [State::Done]);
    assert_eq!(run(&[&experiment()], results.path()), [State::Kept]);
    std::fs::write(&input, "2").unwrap();
    assert_eq!(run(&[&experiment()], results.path()), [State::Done]);
    std::fs::remove_file(&input).unwrap();
    assert!(
        matches!(&run(&[&experiment()], results.path())[0], State::Failed(reason) if reason.contains("input.csv"))
    );
}

#[test]
fn an_interrupt_keeps_what_is_finished_and_the_next_run_goes_on_there() {
    let results = tempfile::tempdir().unwrap();
    let experiments: Vec<Planned> = (0..6)
        .map(|place| plan(&format!("e{place}"), small("fine")))
        .collect();
    let experiments: Vec<&Planned> = experiments.iter().collect();
    // The runner asks before every job: after five questions the user "presses Ctrl-C".
    let asked = AtomicUsize::new(0);
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(1)
        .build()
        .unwrap();
    let first = pool.install(|| {
        run_with(&experiments, results.path(), false, &|| {
            asked.fetch_add(1, Ordering::Relaxed) >= 5
        })
    });
    let done = first.iter().filter(|state| **state == State::Done).count();
    assert!((1..6).contains(&done), "{first:?}");
    assert_eq!(
        first
            .iter()
            .filter(|state| **state == State::Interrupted)
            .count(),
        6 - done
    );

    let second = run(&experiments, results.path());
    for (before, after) in first.iter().zip(&second) {
        let expected = if *before == State::Done {
            State::Kept
        } else {
            State::Done
        };
        assert_eq!(*after, expected);
    }
}

#[test]
fn a_results_folder_that_cannot_be_written_is_said_and_loses_nothing_else() {
    let results = tempfile::tempdir().unwrap();
    std::fs::write(results.path().join("blocked"), "a file in the way").unwrap();
    let states = run(
        &[
            &plan("blocked", small("fine")),
            &plan("free", small("fine")),
        ],
        results.path(),
    );
    assert!(
        matches!(&states[0], State::Failed(reason) if reason.contains("cannot write")),
        "{states:?}"
    );
    assert_eq!(states[1], State::Done);
}

/// Every file that is compared, with its content.
fn compared(results: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let entries = |folder: PathBuf| {
        let entries = std::fs::read_dir(folder).unwrap();
        entries.map(|entry| entry.unwrap().path())
    };
    entries(results.to_path_buf())
        .filter(|path| path.is_file())
        .chain(entries(results.join("a")))
        .filter(|path| path.file_stem().unwrap() != "timings")
        .map(|path| {
            let name = path.strip_prefix(results).unwrap().to_path_buf();
            (name, std::fs::read(&path).unwrap())
        })
        .collect()
}

fn put_together(experiment: &Planned, results: &Path) -> String {
    let drawing = drawing();
    assert!(suite::redraw(&[experiment], results, &drawing).is_empty());
    suite::assemble(&[experiment], results, &drawing, "small.toml").unwrap();
    std::fs::read_to_string(results.join("timings.md")).unwrap()
}

#[test]
fn seconds_are_shown_and_kept_and_no_byte_of_what_is_compared_knows_them() {
    let results = tempfile::tempdir().unwrap();
    let experiment = plan("a", small("timed"));
    let run_fresh = || run_with(&[&experiment], results.path(), true, &|| false);

    assert_eq!(run_fresh(), [State::Done]);
    let shown = put_together(&experiment, results.path());
    let first = compared(results.path());
    assert!(shown.contains("## a\n\nSeconds of a run\n\n| small |\n| ---: |\n| "));
    let page = String::from_utf8(first[Path::new("index.html")].clone()).unwrap();
    assert_eq!(
        page.matches("timings.md").count(),
        2,
        "in its section and below"
    );

    assert_eq!(run_fresh(), [State::Done]);
    let shown_next = put_together(&experiment, results.path());
    assert_ne!(shown_next, shown, "two runs have two times");
    assert_eq!(compared(results.path()), first);

    // What is kept and drawn again shows the times of the run that made it.
    assert_eq!(run(&[&experiment], results.path()), [State::Kept]);
    assert_eq!(put_together(&experiment, results.path()), shown_next);
}

#[test]
fn jobs_get_more_threads_only_where_there_are_fewer_of_them() {
    let experiments: Vec<Planned> = ["a", "b", "c"]
        .iter()
        .map(|name| plan(name, small("fine")))
        .collect();
    let experiments: Vec<&Planned> = experiments.iter().collect();
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(4)
        .build()
        .unwrap();
    // Two jobs an experiment.
    let threads =
        |count: usize| pool.install(|| galvani::suite::threads_per_job(&experiments[..count]));
    assert_eq!([0, 1, 2, 3].map(threads), [4, 2, 1, 1]);
}
