//! The layout of a figure: title, panels in rows and columns whose plots line up, and the legend
//! outside all of them. The height of the picture follows from what its panels need.

use super::axis::{Axes, Frame, Margins, Measures};
use super::cells;
use super::colour_bar::ColourBar;
use super::critical_difference::Diagram;
use super::fit;
use super::font;
use super::hinton::Key;
use super::images::Pictures;
use super::lattice::Lattice;
use super::legend::{self, Legend};
use super::marks::Pen;
use super::palette::FigureColours;
use super::ranges::ranges;
use super::scene::{Anchor, INK, Point, Rect, Scene, Shape, Words};
use super::schematic::Schematic;
use crate::outcome::Language;
use crate::outcome::figure::{Figure, Panel};

/// A figure as shapes, `width` pixels wide.
pub fn scene(figure: &Figure, language: Language, width: f64) -> Scene {
    let m = Measures::new(width);
    let colours = FigureColours::of(figure);
    let inner = width - 2.0 * m.margin;
    let title = font::balanced(figure.title.get(language), m.title, true, inner);
    let title_height = title.len() as f64 * font::LINE * m.title;
    let legend = Legend::new(legend::entries(figure, language, &colours), inner, &m);
    let room = if legend.beside {
        inner - legend.width - m.margin
    } else {
        inner
    };
    let sheet = Sheet::new(figure, language, (room, inner), &m);

    let top = m.margin + title_height + 0.6 * m.title;
    let (below, beside) = if legend.beside || legend.height == 0.0 {
        (0.0, legend.height)
    } else {
        (0.8 * m.legend + legend.height, 0.0)
    };
    let height = (top + sheet.height.max(beside) + below + m.margin).ceil();
    let mut scene = Scene {
        width,
        height,
        shapes: Vec::new(),
    };
    headline(&mut scene, &title, width / 2.0, m.margin, m.title, true);
    sheet.draw(&mut scene, (m.margin, top), &colours, &m);
    let place = legend_place(&legend, &sheet, (width, top), &m);
    legend.draw(&mut scene, place, &m);
    scene
}

/// The upper left corner of a legend beside or below panels that begin at `top`.
fn legend_place(
    legend: &Legend,
    sheet: &Sheet<'_>,
    (width, top): (f64, f64),
    m: &Measures,
) -> Point {
    if !legend.beside {
        return (m.margin, top + sheet.height + 0.8 * m.legend);
    }
    // In line with the first plot.
    let plot = sheet.cells.first().map_or(0.0, |cell| cell.plot.top);
    let lowest = (sheet.height - legend.height).max(0.0);
    (width - m.margin - legend.width, top + plot.min(lowest))
}

/// Adds centred lines of words with their upper edge at `top`.
fn headline(scene: &mut Scene, lines: &[String], x: f64, top: f64, size: f64, bold: bool) {
    for (k, line) in lines.iter().enumerate() {
        scene.shapes.push(Shape::Words(Words {
            text: line.clone(),
            at: (x, top + size * (font::ASCENT + k as f64 * font::LINE)),
            size,
            bold,
            anchor: Anchor::Middle,
            turned: false,
            colour: INK,
        }));
    }
}

/// One panel, fitted.
struct Cell<'a> {
    panel: &'a Panel,
    title: Vec<String>,
    /// `None` for pictures, schematics, critical differences and maps of units, which have no axes.
    axes: Option<Axes>,
    bar: Option<ColourBar>,
    key: Option<Key>,
    margins: Margins,
    /// Relative to the upper left corner of the sheet.
    plot: Rect,
}

/// All panels.
struct Sheet<'a> {
    language: Language,
    cells: Vec<Cell<'a>>,
    columns: usize,
    slide: f64,
    height: f64,
}

/// Margins follow from ticks, ticks from the size of the plot, and that from the margins: after so
/// many rounds nothing moves any more.
const ROUNDS: usize = 3;

/// The height of a slide's plot as a share of its width.
const MOST_HEIGHT: f64 = 0.52;

impl<'a> Sheet<'a> {
    /// Fits the panels into `width`, in fewer columns than asked for where long labels leave no
    /// room for the plots; `slide` is the width that they and the legend beside them share.
    fn new(
        figure: &'a Figure,
        language: Language,
        (width, slide): (f64, f64),
        m: &Measures,
    ) -> Self {
        let asked = figure.columns.clamp(1, figure.panels.len().max(1));
        let mut sheet = Sheet {
            language,
            cells: Vec::new(),
            columns: asked,
            slide,
            height: 0.0,
        };
        let least = figure.panels.iter().map(|panel| fit::narrowest(panel, m));
        let least = least.fold(0.0, f64::max);
        for columns in (1..=asked).rev() {
            sheet.columns = columns;
            let plot = sheet.fit(&figure.panels, width, m);
            if plot >= least {
                break;
            }
        }
        sheet
    }

    /// Fits the panels into the sheet's columns and tells how wide their plots are.
    fn fit(&mut self, panels: &'a [Panel], width: f64, m: &Measures) -> f64 {
        let columns = self.columns;
        let rows = panels.len().div_ceil(columns);
        let mut wide = 0.8 * width / columns as f64;
        let mut sizes = vec![(wide, usual_height(wide, self.slide, rows, columns)); panels.len()];
        for _ in 0..ROUNDS {
            let fit = |k: usize| {
                let below = panels.get(k + columns);
                let repeated = below.is_some_and(|below| fit::same_x(&panels[k], below));
                Cell::fit(&panels[k], self.language, sizes[k], repeated, m)
            };
            self.cells = (0..panels.len()).map(fit).collect();
            wide = self.arrange(width, rows, m);
            let size = |cell: &Cell<'_>| (cell.plot.width(), cell.plot.height());
            sizes = self.cells.iter().map(size).collect();
        }
        wide
    }

    /// Places the plots, lined up in columns and rows and all of the width that is returned.
    fn arrange(&mut self, width: f64, rows: usize, m: &Measures) -> f64 {
        let columns = self.columns;
        let gap = m.margin;
        let most = |of: &dyn Fn(&Margins) -> f64, cells: &mut dyn Iterator<Item = &Cell<'a>>| {
            cells.map(|cell| of(&cell.margins)).fold(0.0, f64::max)
        };
        let column = |c: usize| self.cells.iter().skip(c).step_by(columns);
        let lefts: Vec<f64> = (0..columns)
            .map(|c| most(&|g| g.left, &mut column(c)))
            .collect();
        let rights: Vec<f64> = (0..columns)
            .map(|c| most(&|g| g.right, &mut column(c)))
            .collect();
        let taken = lefts.iter().chain(&rights).sum::<f64>() + gap * (columns - 1) as f64;
        let wide = ((width - taken) / columns as f64).max(4.0 * m.tick);
        let usual = usual_height(wide, self.slide, rows, columns);

        let mut y = 0.0;
        for row in 0..rows {
            let (first, last) = (row * columns, ((row + 1) * columns).min(self.cells.len()));
            let cells = &mut self.cells[first..last];
            let top = cells.iter().map(|c| c.margins.top).fold(0.0, f64::max);
            let bottom = cells.iter().map(|c| c.margins.bottom).fold(0.0, f64::max);
            let heights = (usual, MOST_HEIGHT * self.slide);
            let wanted =
                |c: &Cell<'_>| fit::wanted_height(c.panel, self.language, wide, heights, m);
            let high = cells.iter().map(wanted).fold(0.0, f64::max);
            let mut x = 0.0;
            for (c, cell) in cells.iter_mut().enumerate() {
                let left = x + lefts[c];
                cell.margins.left = lefts[c];
                let plot = Rect {
                    left,
                    right: left + wide,
                    top: y + top,
                    bottom: y + top + high,
                };
                cell.place(plot, m);
                x = left + wide + rights[c] + gap;
            }
            y += top + high + bottom + gap;
        }
        self.height = (y - gap).max(0.0);
        wide
    }

    fn draw(&self, scene: &mut Scene, (x, y): Point, colours: &FigureColours, m: &Measures) {
        for cell in &self.cells {
            let plot = Rect {
                left: x + cell.plot.left,
                right: x + cell.plot.right,
                top: y + cell.plot.top,
                bottom: y + cell.plot.bottom,
            };
            cell.draw(scene, plot, self.language, colours, m);
        }
    }
}

/// The height of a plot that asks for none: one panel fills a slide, more rows are lower.
fn usual_height(plot: f64, slide: f64, rows: usize, columns: usize) -> f64 {
    match (columns, rows) {
        (1, 0 | 1) => 0.43 * slide,
        (1, 2) => 0.27 * slide,
        (1, 3) => 0.20 * slide,
        (1, _) => 0.16 * slide,
        (2, _) => 0.68 * plot,
        (_, _) => 0.80 * plot,
    }
}

impl<'a> Cell<'a> {
    fn fit(
        panel: &'a Panel,
        language: Language,
        (wide, high): (f64, f64),
        x_label_repeated: bool,
        m: &Measures,
    ) -> Self {
        let title = font::balanced(panel.title.get(language), m.panel_title, false, wide);
        let bare = Pictures::of(panel, language).is_some()
            || Diagram::of(panel, language).is_some()
            || Schematic::of(panel, language).is_some()
            || cells::edges(panel).is_some();
        let mut axes = (!bare).then(|| Axes::new(panel, language, wide, high, m));
        if let Some(axes) = axes.as_mut().filter(|_| x_label_repeated) {
            axes.hide_x_label();
        }
        let bar = ColourBar::of(panel, language, high, m);
        let mut margins = axes
            .as_ref()
            .map(|axes| axes.margins(m))
            .unwrap_or_default();
        let key = Key::of(panel, language, high, m);
        let beside = [
            bar.as_ref().map(|bar| bar.width(m)),
            key.as_ref().map(|key| key.width(m)),
        ];
        for width in beside.into_iter().flatten() {
            margins.right = margins.right.max(width);
        }
        // Half of the uppermost number may stick out above.
        margins.top = 0.4 * m.tick;
        if !title.is_empty() {
            margins.top += m.panel_title * (0.35 + title.len() as f64 * font::LINE);
        }
        Cell {
            panel,
            title,
            axes,
            bar,
            key,
            margins,
            plot: Rect::default(),
        }
    }

    fn place(&mut self, plot: Rect, m: &Measures) {
        self.plot = match (&self.axes, Lattice::of(self.panel)) {
            (Some(_), Some(lattice)) => lattice.place(plot, m),
            (Some(axes), None) if self.panel.equal_aspect => {
                fit::equal_scales(plot, axes.x, axes.y)
            }
            _ if cells::edges(self.panel).is_some() => {
                let (x, y) = ranges(self.panel);
                fit::equal_scales(plot, x, y)
            }
            _ => plot,
        };
    }

    fn draw(
        &self,
        scene: &mut Scene,
        plot: Rect,
        language: Language,
        colours: &FigureColours,
        m: &Measures,
    ) {
        let lines = self.title.len() as f64;
        let top = plot.top - 0.4 * m.tick - m.panel_title * (0.2 + lines * font::LINE);
        let middle = (plot.left + plot.right) / 2.0;
        headline(scene, &self.title, middle, top, m.panel_title, false);
        if let Some(pictures) = Pictures::of(self.panel, language) {
            pictures.draw(scene, plot, m);
        }
        if let Some(diagram) = Diagram::of(self.panel, language) {
            diagram.draw(scene, plot, colours, m);
        }
        if let Some(schematic) = Schematic::of(self.panel, language) {
            schematic.draw(scene, plot, colours, m);
        }
        if cells::edges(self.panel).is_some() {
            let (x, y) = ranges(self.panel);
            let pen = Pen {
                frame: Frame { plot, x, y },
                colours,
                measures: m,
            };
            for mark in &self.panel.marks {
                pen.draw(scene, mark);
            }
        }
        if let Some(axes) = &self.axes {
            let pen = Pen {
                frame: Frame {
                    plot,
                    x: axes.x,
                    y: axes.y,
                },
                colours,
                measures: m,
            };
            axes.draw_ground(scene, &pen.frame, m);
            for mark in &self.panel.marks {
                pen.draw(scene, mark);
            }
            // Where the plot is narrower than its column, the label keeps to the plot.
            let left = if self.panel.equal_aspect || Lattice::of(self.panel).is_some() {
                axes.margins(m).left
            } else {
                self.margins.left
            };
            axes.draw_frame(scene, &pen.frame, left, m);
        }
        if let Some(bar) = &self.bar {
            bar.draw(scene, plot, m);
        }
        if let Some(key) = &self.key {
            key.draw(scene, plot, m);
        }
    }
}
