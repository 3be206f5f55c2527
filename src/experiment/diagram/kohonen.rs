//! Kohonen's map: every input reaches every unit of a lattice.

use super::Drawing;
use super::parts::{Column, Units, join, note};
use crate::experiment::sketch::{Sketch, line};
use crate::outcome::Text;
use crate::outcome::figure::NodeShape;

pub fn draw(inputs: usize, [columns, rows]: [usize; 2]) -> Drawing {
    let units = Units {
        count: inputs,
        letter: "x",
        key: "leak",
        diameter: 2.8,
        step: 3.8,
    };
    let step = 3.6;
    let (wide, high) = (step * columns as f64, step * rows as f64);
    let tall = high.max(3.8 * units.places() as f64);
    let mut sketch = Sketch::new(wide + 24.0, tall + 5.0);
    let middle = 4.6 + tall / 2.0;
    let left = 20.0;
    let place = |column: usize, row: usize| {
        (
            left + step * (column as f64 + 0.5),
            middle + high / 2.0 - step * (row as f64 + 0.5),
        )
    };
    let (win_column, win_row) = (columns / 2, rows / 2);
    // The neighbourhood behind the units.
    let reach = |at: usize, count: usize| (at.min(1), (count - 1 - at).min(1));
    let ((left_by, right_by), (up_by, down_by)) =
        (reach(win_column, columns), reach(win_row, rows));
    let corner = place(win_column - left_by, win_row - up_by);
    let opposite = place(win_column + right_by, win_row + down_by);
    let middle_of_box = ((corner.0 + opposite.0) / 2.0, (corner.1 + opposite.1) / 2.0);
    let around = (opposite.0 - corner.0 + 3.1, corner.1 - opposite.1 + 3.1);
    sketch.frame(NodeShape::Box, middle_of_box, around, "class-4");
    let mut all = Vec::new();
    for (row, column) in (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column))) {
        let wins = (column, row) == (win_column, win_row);
        let key = if wins { "class-0" } else { "class-1" };
        all.push(sketch.circle(place(column, row), 2.1, Text::default(), key));
        lattice(&mut sketch, (column, row), (columns, rows), &place);
    }
    let from = units.draw(&mut sketch, (4.5, middle));
    // Lines to all units would hide the lattice: those to the first column and to the winner tell.
    let near = Column {
        units: (0..rows).map(|row| all[row * columns]).collect(),
    };
    join(&mut sketch, &from, &near, &line().key("leak").width(1.2));
    for (x, width, label) in [
        (4.5, 9.0, Text::new("inputs", "входы")),
        (
            left + wide / 2.0,
            wide + 6.0,
            Text::new(
                "lattice of units: winner and its neighbourhood",
                "решётка нейронов: победитель и его окрестность",
            ),
        ),
    ] {
        let words = sketch.words((x, 1.8), width, label);
        sketch.resize(words, 0.86);
    }
    let count = columns * rows;
    Drawing {
        sketch,
        title: Text::new(
            "Kohonen's map: the winner and its neighbours learn",
            "Карта Кохонена: обучаются победитель и его соседи",
        ),
        nodes: inputs + count,
        connections: inputs * count,
        weights: Some(inputs * count),
        note: note(&[inputs]),
    }
}

/// The lattice's lines to the right and down.
fn lattice(
    sketch: &mut Sketch,
    (column, row): (usize, usize),
    (columns, rows): (usize, usize),
    place: &dyn Fn(usize, usize) -> (f64, f64),
) {
    let look = || line().key("class-1").width(1.6);
    if column + 1 < columns {
        sketch.path(vec![place(column, row), place(column + 1, row)], look());
    }
    if row + 1 < rows {
        sketch.path(vec![place(column, row), place(column, row + 1)], look());
    }
}
