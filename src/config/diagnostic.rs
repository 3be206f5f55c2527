//! Mistakes in TOML files, each with file, line, caret, what was found and what is allowed.

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A file that was read, kept for the carets.
#[derive(Debug)]
pub struct Source {
    /// As the user named it, so that an editor's "go to" finds it.
    pub path: PathBuf,
    pub text: String,
}

impl Source {
    /// The 1-based line of a byte offset.
    pub fn line(&self, offset: usize) -> usize {
        let end = offset.min(self.text.len());
        self.text.as_bytes()[..end]
            .iter()
            .filter(|&&byte| byte == b'\n')
            .count()
            + 1
    }

    /// The folder to which paths in the file are relative.
    pub fn folder(&self) -> &Path {
        match self.path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        }
    }
}

/// One mistake.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// What is wrong, a sentence.
    pub message: String,
    /// Where; `None` where there is no text to point into (a file that cannot be read).
    pub place: Option<(Arc<Source>, Range<usize>)>,
    /// What to do instead.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A mistake at a place in a file.
    pub fn at(source: &Arc<Source>, span: Range<usize>, message: impl Into<String>) -> Self {
        Diagnostic {
            message: message.into(),
            place: Some((Arc::clone(source), span)),
            help: None,
        }
    }

    /// A mistake that no text can be pointed at for.
    pub fn nowhere(message: impl Into<String>) -> Self {
        Diagnostic {
            message: message.into(),
            place: None,
            help: None,
        }
    }

    /// Adds what to do instead.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Whether both point at the same place of the same file.
    pub fn same_place(&self, other: &Diagnostic) -> bool {
        match (&self.place, &other.place) {
            (Some((source, span)), Some((other_source, other_span))) => {
                Arc::ptr_eq(source, other_source) && span == other_span
            }
            _ => false,
        }
    }

    fn render(&self, renderer: &Renderer) -> String {
        let title = Level::ERROR.primary_title(self.message.as_str());
        let path;
        let mut group = match &self.place {
            Some((source, span)) => {
                path = source.path.display().to_string();
                group_with_caret(title, source, span, &path)
            }
            None => Group::with_title(title),
        };
        if let Some(help) = &self.help {
            group = group.element(Level::HELP.message(help.as_str()));
        }
        renderer.render(&[group]).to_string()
    }
}

fn group_with_caret<'a>(
    title: annotate_snippets::Title<'a>,
    source: &'a Source,
    span: &Range<usize>,
    path: &'a str,
) -> Group<'a> {
    let end = span.end.min(source.text.len());
    let start = span.start.min(end);
    // A caret under the first line says where; a table of forty lines underlined says nothing.
    let first_line = source.text[start..end]
        .find('\n')
        .map_or(end, |newline| start + newline);
    title.element(
        Snippet::source(source.text.as_str())
            .path(path)
            .annotation(AnnotationKind::Primary.span(start..first_line.max(start))),
    )
}

/// All mistakes of all files, in the order of the files.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics(pub Vec<Diagnostic>);

impl Diagnostics {
    /// The text for a terminal: every mistake with its caret, then their number.
    pub fn render(&self, colour: bool) -> String {
        let renderer = if colour {
            Renderer::styled()
        } else {
            Renderer::plain()
        };
        let mut text = String::new();
        for diagnostic in &self.0 {
            text.push_str(&diagnostic.render(&renderer));
            text.push_str("\n\n");
        }
        let count = self.0.len();
        text.push_str(&match count {
            1 => "1 mistake; nothing was run.\n".to_string(),
            _ => format!("{count} mistakes; nothing was run.\n"),
        });
        text
    }
}
