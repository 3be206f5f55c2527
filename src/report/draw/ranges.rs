//! The ranges of a panel's axes: as the axis says where that makes sense, else from the marks.

use super::bars;
use super::cells;
use super::lattice::Lattice;
use super::scale::Range;
use super::ticks::{MOST_TICKS, round_step};
use crate::outcome::figure::{Axis, Mark, Panel, Scale};

/// What the marks of a panel need of one axis.
#[derive(Clone, Copy, Debug)]
pub struct Extent {
    scale: Scale,
    low: f64,
    high: f64,
    /// Ends that get no margin: the edges of a grid, the foot of bars.
    edge_low: f64,
    edge_high: f64,
}

impl Extent {
    /// Nothing yet.
    pub fn new(scale: Scale) -> Self {
        Extent {
            scale,
            low: f64::INFINITY,
            high: f64::NEG_INFINITY,
            edge_low: f64::INFINITY,
            edge_high: f64::NEG_INFINITY,
        }
    }

    fn counts(&self, value: f64) -> bool {
        value.is_finite() && (self.scale == Scale::Linear || value > 0.0)
    }

    /// Takes in data, which get a margin.
    pub fn data<'a>(&mut self, values: impl IntoIterator<Item = &'a f64>) {
        for &value in values {
            if self.counts(value) {
                (self.low, self.high) = (self.low.min(value), self.high.max(value));
            }
        }
    }

    /// Takes in an edge, which gets no margin.
    pub fn edge(&mut self, value: f64) {
        if self.counts(value) {
            self.edge_low = self.edge_low.min(value);
            self.edge_high = self.edge_high.max(value);
        }
    }

    /// The range with `margin` of its length left free on both sides.
    pub fn range(&self, margin: f64) -> Range {
        let (low, high) = (self.low.min(self.edge_low), self.high.max(self.edge_high));
        let scale = self.scale;
        if low > high {
            let from = if scale == Scale::Log { 0.1 } else { 0.0 };
            return Range {
                scale,
                from,
                to: 1.0,
            };
        }
        let (low, high) = if low == high {
            apart(low, scale)
        } else {
            (low, high)
        };
        let whole = Range {
            scale,
            from: low,
            to: high,
        };
        // An end that only data reach moves out by the margin.
        let from = if self.edge_low <= self.low {
            low
        } else {
            whole.value(-margin)
        };
        let to = if self.edge_high >= self.high {
            high
        } else {
            whole.value(1.0 + margin)
        };
        Range { scale, from, to }
    }
}

/// Moves ends that lie closely inside a tick out to it: data from 1 to 999 show 0 to 1000.
pub fn rounded(range: Range) -> Range {
    if range.scale == Scale::Log {
        return range;
    }
    let (length, step) = (
        range.to - range.from,
        round_step((range.to - range.from) / (MOST_TICKS - 1) as f64),
    );
    let near = |end: f64, tick: f64| {
        if (end - tick).abs() < 0.015 * length {
            tick
        } else {
            end
        }
    };
    Range {
        from: near(range.from, (range.from / step).floor() * step),
        to: near(range.to, (range.to / step).ceil() * step),
        ..range
    }
}

fn apart(value: f64, scale: Scale) -> (f64, f64) {
    match scale {
        Scale::Log => (value / 2.0, value * 2.0),
        Scale::Linear if value == 0.0 => (-0.5, 0.5),
        Scale::Linear => (value - 0.1 * value.abs(), value + 0.1 * value.abs()),
    }
}

/// The ranges of a panel's x and y axes.
pub fn ranges(panel: &Panel) -> (Range, Range) {
    if let Some(lattice) = Lattice::of(panel) {
        return lattice.ranges();
    }
    if let Some([left, right, top, bottom]) = cells::edges(panel) {
        let range = |from: f64, to: f64| Range {
            scale: Scale::Linear,
            from,
            to,
        };
        return (range(left, right), range(bottom, top));
    }
    let mut x = Extent::new(panel.x.scale);
    let mut y = Extent::new(panel.y.scale);
    for mark in &panel.marks {
        extend(mark, &mut x, &mut y);
    }
    for (axis, extent) in [(&panel.x, &mut x), (&panel.y, &mut y)] {
        if axis.with_zero {
            extent.data(&[0.0]);
        }
    }
    let over_time = |mark: &Mark| {
        matches!(
            mark,
            Mark::Line { .. } | Mark::Steps { .. } | Mark::Band { .. } | Mark::Raster { .. }
        )
    };
    // What runs over time fills its panel from edge to edge; points keep off the frame.
    let x_found = if panel.marks.iter().any(over_time) {
        rounded(x.range(0.0))
    } else {
        x.range(0.03)
    };
    let rows = |mark: &Mark| matches!(mark, Mark::Raster { .. });
    let y_found = if panel.marks.iter().any(rows) {
        rounded(y.range(0.05))
    } else {
        y.range(0.05)
    };
    let chosen = |axis: &Axis, found: Range| match axis.range {
        Some((from, to)) if usable(axis.scale, from, to) => Range {
            scale: axis.scale,
            from,
            to,
        },
        _ => found,
    };
    (chosen(&panel.x, x_found), chosen(&panel.y, y_found))
}

fn usable(scale: Scale, from: f64, to: f64) -> bool {
    let positive = scale == Scale::Linear || (from > 0.0 && to > 0.0);
    from.is_finite() && to.is_finite() && from != to && positive
}

fn extend(mark: &Mark, x_extent: &mut Extent, y_extent: &mut Extent) {
    match mark {
        Mark::Line { x, y, .. }
        | Mark::Steps { x, y, .. }
        | Mark::Points { x, y, .. }
        | Mark::Path { x, y, .. } => {
            x_extent.data(x);
            y_extent.data(y);
        }
        Mark::Raster { x, y, .. } => {
            x_extent.data(x);
            // A row is as high as the distance to the next.
            for row in y {
                y_extent.edge(row - 0.5);
                y_extent.edge(row + 0.5);
            }
        }
        Mark::Band { x, low, high, .. } => {
            x_extent.data(x);
            y_extent.data(low);
            y_extent.data(high);
        }
        Mark::Horizontal { at, .. } => y_extent.data([at]),
        Mark::Vertical { at, .. } => x_extent.data([at]),
        Mark::HeatMap { x, y, .. } | Mark::Regions { x, y, .. } | Mark::Contours { x, y, .. } => {
            x_extent.edge(x.0);
            x_extent.edge(x.1);
            y_extent.edge(y.0);
            y_extent.edge(y.1);
        }
        Mark::Bars { .. } | Mark::Boxes { .. } => bars::extend(mark, x_extent, y_extent),
        // These have no axes of numbers.
        Mark::Matrix { .. }
        | Mark::Hinton { .. }
        | Mark::Cells { .. }
        | Mark::Images { .. }
        | Mark::CriticalDifference { .. }
        | Mark::Schematic { .. } => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::Text;
    use crate::outcome::figure::Style;

    fn range(scale: Scale, from: f64, to: f64) -> Range {
        Range { scale, from, to }
    }

    #[test]
    fn edges_get_no_margin_and_data_do() {
        let mut extent = Extent::new(Scale::Linear);
        extent.edge(0.0);
        extent.data(&[4.0, 10.0, f64::NAN]);
        assert_eq!(extent.range(0.1), range(Scale::Linear, 0.0, 11.0));
        let iterations = rounded(range(Scale::Linear, 1.0, 999.0));
        assert_eq!(iterations, range(Scale::Linear, 0.0, 1000.0));
        let constant = Mark::Line {
            label: Text::default(),
            style: Style::of("stimulus"),
            x: vec![0.0, 1.0],
            y: vec![10.0, 10.0],
        };
        let current = Axis::default().with_zero();
        let panel = Panel::new(Axis::default(), current, vec![constant]);
        assert_eq!(ranges(&panel).1, range(Scale::Linear, -0.5, 10.5));
        let nothing = Extent::new(Scale::Log).range(0.1);
        assert!(nothing.from > 0.0 && nothing.from < nothing.to);
    }
}
