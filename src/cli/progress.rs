//! The progress of a run on standard error: a bar on a terminal, else one plain line an experiment.

use super::complain;
use crate::suite::{Event, Finished, Observer, State};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::time::Duration;

/// Shows what a run reports.
pub struct Progress {
    /// Hidden where there is no terminal.
    bar: ProgressBar,
    quiet: bool,
    colour: bool,
}

impl Progress {
    /// A display for a run; nothing is shown when `quiet`.
    pub fn new(quiet: bool, colour: bool) -> Self {
        let bar = if !quiet && std::io::stderr().is_terminal() {
            ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr())
        } else {
            ProgressBar::hidden()
        };
        let style = ProgressStyle::with_template("{bar:30} {pos}/{len} jobs, {elapsed}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.enable_steady_tick(Duration::from_millis(200));
        Progress { bar, quiet, colour }
    }

    /// Clears the bar.
    pub fn end(&self) {
        self.bar.finish_and_clear();
    }

    fn ended(&self, finished: &Finished) {
        let line = self.line(finished);
        if self.bar.is_hidden() {
            complain(&format!("{line}\n"));
        } else {
            self.bar.println(line);
        }
    }

    fn line(&self, finished: &Finished) -> String {
        let (word, paint, more) = match &finished.state {
            State::Done => ("done", "32", format!("{:.2} s", finished.seconds)),
            State::Kept => ("kept", "2", "unchanged since it was finished".to_string()),
            State::Failed(reason) => ("FAILED", "31", reason.clone()),
            State::Interrupted => ("stopped", "33", "not finished".to_string()),
        };
        let word = format!("{word:>8}");
        let word = if self.colour {
            format!("\x1b[{paint}m{word}\x1b[0m")
        } else {
            word
        };
        format!("{word}  {}  {more}", finished.name)
    }
}

impl Observer for Progress {
    fn event(&self, event: Event<'_>) {
        match event {
            Event::Planned { jobs } => self.bar.inc_length(jobs as u64),
            Event::JobDone => self.bar.inc(1),
            // A failure is said even when quiet.
            Event::Ended(finished) if !self.quiet || matches!(finished.state, State::Failed(_)) => {
                self.ended(finished)
            }
            Event::Ended(_) => {}
        }
    }
}
