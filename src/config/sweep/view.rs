//! How a sweep is shown: which metrics are drawn, and the names of settings and metrics on the axes.

use crate::config::diagnostic::{Diagnostics, Source};
use crate::config::reading;
use crate::config::title::Title;
use crate::outcome::Text;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// `sweep.draw` and `sweep.label`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// The metrics drawn over the swept setting; `None`: all that vary.
    pub draw: Option<Vec<String>>,
    /// Names of swept settings and of metrics, with their units, for axes and legends.
    pub labels: BTreeMap<String, Text>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    draw: Option<Vec<String>>,
    #[serde(default)]
    label: BTreeMap<String, Title>,
}

impl View {
    /// The words for a swept setting or a metric: its label, or its name.
    pub fn label(&self, name: &str) -> Text {
        self.labels
            .get(name)
            .cloned()
            .unwrap_or_else(|| Text::same(name))
    }
}

/// Takes the keys of the view out of a `sweep` table.
pub fn take_view(
    sweep: &mut Spanned<DeValue<'_>>,
    source: &Arc<Source>,
    diagnostics: &mut Diagnostics,
) -> View {
    let span = sweep.span();
    let DeValue::Table(table) = sweep.get_mut() else {
        return View::default();
    };
    let mut own = DeTable::new();
    for key in ["draw", "label"] {
        if let Some((key, value)) = table.remove_entry(key) {
            own.insert(key, value);
        }
    }
    let read: Option<Written> = reading::collect(
        &Spanned::new(span, own),
        |table| Written::deserialize(table),
        &[],
        source,
        diagnostics,
    );
    read.map_or_else(View::default, |written| View {
        draw: written.draw,
        labels: written
            .label
            .into_iter()
            .map(|(name, title)| (name, title.text()))
            .collect(),
    })
}
