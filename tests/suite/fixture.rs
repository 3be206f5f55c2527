//! A small experiment that does as it is told, and plans of it.

use galvani::config::{Planned, Point, View};
use galvani::experiment::{Context, Failure, Kind, Problem, Settings};
use galvani::outcome::figure::{Axis, Mark, Panel, Style};
use galvani::outcome::{Cell, Figure, Outcome, Table, Text};
use galvani::suite::{Event, Observer};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// How often an experiment was timed: its seconds, so that no two runs take the same time.
static TIMED: AtomicUsize = AtomicUsize::new(1);

/// An experiment that ends as `ending` says.
#[derive(Serialize, Deserialize, JsonSchema)]
pub struct Small {
    pub ending: String,
    pub answer: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub input: Option<PathBuf>,
}

/// Settings that end in the given way: "fine", "timed", "panic", "diverge" or "fail".
pub fn small(ending: &str) -> Small {
    Small {
        ending: ending.into(),
        answer: 42.0,
        input: None,
    }
}

impl Settings for Small {
    const KIND: &'static str = "small";
    const EXPLAIN: &'static str = "";
    type Part = f64;

    fn summary() -> Text {
        Text::same("small")
    }
    fn problems(&self, _: &Path) -> Vec<Problem> {
        Vec::new()
    }
    fn memory_bytes(&self, _base: &Path) -> u64 {
        0
    }
    fn inputs(&self, _: &Path) -> Vec<PathBuf> {
        self.input.iter().cloned().collect()
    }
    fn jobs(&self, _: &Context) -> usize {
        2
    }
    fn run(&self, job: usize, _: &Context) -> Result<f64, Failure> {
        match self.ending.as_str() {
            "panic" if job == 1 => panic!("made to panic"),
            "diverge" => Err(Failure::Diverged {
                what: "x".into(),
                when: "step 3".into(),
            }),
            "fail" => Err(Failure::Failed("made to fail".into())),
            _ => Ok(self.answer / 2.0),
        }
    }
    fn assemble(&self, parts: Vec<f64>, _: &Context) -> Result<Outcome, Failure> {
        let mut outcome = Outcome::default();
        outcome.metric("answer", parts.iter().sum(), "");
        let line = Mark::Line {
            label: Text::same("answer"),
            style: Style::of("v"),
            x: vec![0.0, 1.0],
            y: parts,
        };
        let panel = Panel::new(
            Axis::linear(Text::same("x")),
            Axis::linear(Text::same("y")),
            vec![line],
        );
        outcome
            .figures
            .push(Figure::single("line", Text::same("line"), panel));
        if self.ending == "timed" {
            outcome.timings.push(seconds_table());
        }
        Ok(outcome)
    }
}

fn seconds_table() -> Table {
    let seconds = Cell::Number {
        value: TIMED.fetch_add(1, Ordering::Relaxed) as f64,
        decimals: 0,
    };
    Table {
        name: "seconds".into(),
        caption: Text::same("Seconds of a run"),
        header: vec![Text::same("small")],
        rows: vec![vec![seconds]],
    }
}

static SMALL: Kind = Kind::of::<Small>();

/// A plan of one run.
pub fn plan(name: &str, settings: Small) -> Planned {
    Planned {
        name: name.into(),
        kind: &SMALL,
        title: Text::same(name),
        seed: 1952,
        repeat: 1,
        points: vec![Point {
            values: Vec::new(),
            settings: Box::new(settings),
        }],
        claims: Vec::new(),
        base: PathBuf::from("."),
        sweep: None,
        view: View::default(),
    }
}

/// An observer that says nothing.
pub struct Quiet;

impl Observer for Quiet {
    fn event(&self, _: Event<'_>) {}
}
