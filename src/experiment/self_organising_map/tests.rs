//! Small maps obey the laws; figures and problems are as told.

use super::*;
use crate::experiment::testing::{self, value};
use crate::outcome::Outcome;
use crate::outcome::figure::{Fill, Mark};

fn run(settings: &SelfOrganisingMap) -> Outcome {
    testing::outcome(settings, &testing::context("test", 1982))
}

fn parsed(text: &str) -> SelfOrganisingMap {
    toml::from_str(text).unwrap()
}

fn problems(text: &str) -> Vec<String> {
    let found = parsed(text).problems("".as_ref());
    found
        .iter()
        .map(|p| format!("{} {}", p.key, p.message))
        .collect()
}

#[test]
fn a_lattice_unfolds_and_comes_near_the_ideal() {
    let outcome = run(&parsed(
        "lattice = { rows = 8, columns = 8 }\nexamples = 2000",
    ));
    assert!(value(&outcome, "initial_topographic_error") > 0.8);
    assert!(value(&outcome, "topographic_error") < 0.05);
    let ratio = value(&outcome, "quantisation_error_to_ideal");
    assert!((0.95..1.1).contains(&ratio), "{ratio}");
}

#[test]
fn without_a_neighbourhood_it_is_vector_quantisation() {
    let on_line = run(&parsed("inputs = \"ring\"\nexamples = 500\nsteps = 3000"));
    assert_eq!(value(&on_line, "zero_radius_difference"), 0.0);
    let batch = run(&parsed(
        "data = \"iris\"\nlearning = \"batch\"\ninitialisation = \"samples\"\nsteps = 15",
    ));
    assert!(value(&batch, "zero_radius_difference") < 1e-12);
    // k-means comes nearer to the inputs, but its neighbours mean nothing.
    let of = |name| value(&batch, name);
    assert!(of("unordered_mean_squared_error") < of("mean_squared_error"));
    assert!(of("topographic_error") < of("unordered_topographic_error"));
    assert!(of("purity") > 0.9);
}

#[test]
fn frames_are_drawn_where_asked() {
    let outcome = run(&parsed(
        "inputs = \"colours\"\nsteps = 50\nframes = [0, 7, 50]\n\
         lattice = { topology = \"hexagonal\", rows = 3, columns = 4 }",
    ));
    let unfolding = &outcome.figures[0];
    let titles: Vec<&str> = unfolding
        .panels
        .iter()
        .map(|p| p.title.en.as_str())
        .collect();
    assert_eq!(
        titles,
        ["at the start", "after 7 inputs", "after 50 inputs"]
    );
    for panel in &unfolding.panels {
        let [Mark::Cells { x, fill, .. }] = &panel.marks[..] else {
            panic!("{panel:?}");
        };
        let Fill::Own(colours) = fill else {
            panic!("{fill:?}");
        };
        assert_eq!((x.len(), colours.len()), (12, 36));
    }
}

#[test]
fn pictures_have_weights_as_pictures_and_tables_component_planes() {
    let names = |outcome: &Outcome| -> Vec<String> {
        outcome
            .figures
            .iter()
            .map(|figure| figure.name.clone())
            .collect()
    };
    let size = "lattice = { rows = 2, columns = 3 }\nsteps = 100\n";
    let pictures = run(&parsed(&format!("{size}data = \"optdigits-test\"")));
    assert_eq!(
        names(&pictures),
        ["unfolding", "errors", "landscape", "weights"]
    );
    let table = run(&parsed(&format!("{size}data = \"iris\"")));
    assert_eq!(
        names(&table),
        ["unfolding", "errors", "landscape", "component_planes"]
    );
    assert_eq!(table.series[0].columns.len(), 2 + 4);
    // Component planes are in the units of the data: petals are 1 to 7 cm long.
    let petals = &table.series[0].columns[4];
    assert!(
        petals.values.iter().all(|w| (1.0..7.0).contains(w)),
        "{petals:?}"
    );
}

#[test]
fn a_chain_and_a_fixed_neighbourhood_run_too() {
    let outcome = run(&parsed(
        "inputs = \"triangle\"\nsteps = 200\nexamples = 100\nneighbourhood = \"bubble\"\n\
         lattice = { rows = 1, columns = 9 }\nradius = { from = 1, to = 1 }\n\
         rate = { from = 0, to = 0 }\ncompare_without_neighbourhood = false",
    ));
    // With the rate 0 nothing moves.
    let before = value(&outcome, "initial_quantisation_error");
    assert_eq!(value(&outcome, "quantisation_error"), before);
    assert!(outcome.find_metric("ideal_quantisation_error").is_none());
    assert!(outcome.find_metric("zero_radius_difference").is_none());
}

#[test]
fn problems_name_key_value_and_what_is_allowed() {
    for (text, message) in [
        (
            "inputs = \"disc\"\ndata = \"iris\"",
            "inputs is set, must not be together with `data`",
        ),
        (
            "lattice = { rows = 1, columns = 1 }",
            "lattice has 1 units, must have from 2 to 10000",
        ),
        (
            "lattice.rows = 0",
            "lattice.rows is 0, must be from 1 to 1000",
        ),
        ("rate.from = nan", "rate.from is NaN, must be from 0 to 1"),
        (
            "radius.to = 0",
            "radius.to is 0, must be above 0 with this decay; `decay = \"linear\"` can end at 0",
        ),
        (
            "steps = 10\nframes = [0, 20]",
            "frames[1] is 20, must be at most 10, the number of steps",
        ),
        (
            "frames = [5, 5]",
            "frames[1] is 5, must be above 5, the one before",
        ),
        (
            "frames = []",
            "frames has 0 entries, must have from 1 to 12",
        ),
    ] {
        assert_eq!(problems(text), [message], "{text}");
    }
    let long = "data = \"optdigits\"\nlearning = \"batch\"\nsteps = 100000000";
    assert!(
        problems(long)[0].contains("lest it take a day"),
        "{:?}",
        problems(long)
    );
}

/// Cells of a single row would be a thread: its units are a graph.
#[test]
fn a_chain_is_drawn_as_graphs() {
    for lattice in ["{ rows = 1, columns = 12 }", "{ rows = 12, columns = 1 }"] {
        let outcome = run(&parsed(&format!("lattice = {lattice}\nsteps = 500")));
        let landscape = outcome.figures.iter().find(|f| f.name == "landscape");
        let panels = &landscape.unwrap().panels;
        assert_eq!(panels.len(), 2);
        for panel in panels {
            let Mark::Line { x, y, .. } = &panel.marks[0] else {
                panic!("{:?}", panel.marks[0]);
            };
            assert_eq!((x[0], x[11], y.len()), (1.0, 12.0, 12));
        }
    }
}
