//! The map as its units see it: U-matrix, hits and classes, component planes, weights as pictures.

use super::inputs::{Distribution, Inputs};
use super::{SelfOrganisingMap, Topology};
use crate::experiment::supervised::class_key;
use crate::map::quality::{hits, majority_labels, u_matrix};
use crate::map::{Adjacency, Codebook};
use crate::outcome::figure::{Axis, CellShape, Colours, Fill, Mark, Panel, Picture, Style};
use crate::outcome::{Figure, Text};

/// Most components that get a plane of their own.
const MOST_PLANES: usize = 12;
/// Most weights that are drawn as pictures.
const MOST_PICTURES: usize = 400;
/// Longest names of classes that stand in cells.
const LONGEST_NAME: usize = 2;

/// The smallest cells that hold a name, as a share of full ones.
const ROOM_FOR_WORDS: f64 = 0.5;

/// Cells of all units.
fn cells(settings: &SelfOrganisingMap, label: Text, fill: Fill) -> Mark {
    let lattice = settings.lattice();
    let places = (0..lattice.units()).map(|unit| lattice.position(unit));
    let (x, y) = places.unzip();
    Mark::Cells {
        label,
        shape: match settings.lattice.topology {
            Topology::Rectangular => CellShape::Square,
            Topology::Hexagonal => CellShape::Hexagon,
        },
        x,
        y,
        sizes: Vec::new(),
        fill,
        texts: Vec::new(),
    }
}

fn values(settings: &SelfOrganisingMap, label: Text, z: Vec<f64>, colours: Colours) -> Mark {
    let limits = None;
    cells(settings, label, Fill::Values { z, colours, limits })
}

/// Units in the colours that their three weights are.
pub fn in_own_colours(settings: &SelfOrganisingMap, weights: &[f64]) -> Mark {
    cells(settings, Text::default(), Fill::Own(weights.to_vec()))
}

fn bare(title: Text, marks: Vec<Mark>) -> Panel {
    Panel::new(Axis::default(), Axis::default(), marks).titled(title)
}

/// One number of every unit: in its cell, or along a chain as a graph.
fn of_units(
    settings: &SelfOrganisingMap,
    (title, label): (Text, Text),
    z: Vec<f64>,
    colours: Colours,
) -> Panel {
    if is_chain(settings) {
        let numbers = (1..=z.len()).map(|unit| unit as f64).collect();
        let marks = Mark::joined(Text::default(), Style::of("lattice"), numbers, z);
        return along_chain(title, label, marks.into());
    }
    bare(title, vec![values(settings, label, z, colours)])
}

/// Whether the lattice is a single row or column, too thin for cells.
fn is_chain(settings: &SelfOrganisingMap) -> bool {
    settings.lattice.rows == 1 || settings.lattice.columns == 1
}

fn along_chain(title: Text, label: Text, marks: Vec<Mark>) -> Panel {
    let unit = Text::new("unit of the chain", "номер нейрона в цепочке");
    Panel::new(
        Axis::linear(unit).whole(),
        Axis::linear(label).with_zero(),
        marks,
    )
    .titled(title)
}

/// All figures of the units.
pub fn all(settings: &SelfOrganisingMap, inputs: &Inputs, map: &Codebook) -> Vec<Figure> {
    let mut figures = vec![landscape(settings, inputs, map)];
    figures.extend(pictures(settings, inputs, map));
    figures.extend(planes(settings, inputs, map));
    figures
}

/// U-matrix, and hits by class where there are classes.
fn landscape(settings: &SelfOrganisingMap, inputs: &Inputs, map: &Codebook) -> Figure {
    let heights = u_matrix(&settings.lattice(), map, Adjacency::Edges);
    let label = Text::new(
        "mean distance to neighbours",
        "среднее расстояние до соседей",
    );
    let title = Text::new(
        "U-matrix: ridges part clusters",
        "U-матрица: гребни разделяют кластеры",
    );
    let ridges = of_units(settings, (title, label), heights, Colours::Sequential);
    let counts: Vec<f64> = hits(map, &inputs.data)
        .iter()
        .map(|hits| *hits as f64)
        .collect();
    let answers = if inputs.labels.is_empty() || is_chain(settings) {
        let label = Text::new("inputs of the unit", "входов у нейрона");
        let title = Text::new(
            "Hits: how many inputs a unit answers",
            "Попадания: на сколько входов отвечает нейрон",
        );
        of_units(settings, (title, label), counts, Colours::Blues)
    } else {
        bare(
            Text::new(
                "Hits: most frequent class, area as the number of inputs",
                "Попадания: самый частый класс, площадь — число входов",
            ),
            classes(settings, inputs, map, &counts),
        )
    };
    let mut panels = vec![ridges, answers];
    if settings.inputs == Some(Distribution::Colours) && !is_chain(settings) {
        let title = Text::new("Weights in their own colours", "Веса в собственных цветах");
        panels.insert(
            0,
            bare(title, vec![in_own_colours(settings, &map.weights())]),
        );
    }
    let columns = if is_chain(settings) { 1 } else { panels.len() };
    let title = Text::new("The map after learning", "Карта после обучения");
    Figure::grid("landscape", title, columns, panels)
}

/// A pale ground, and one mark a class.
fn classes(
    settings: &SelfOrganisingMap,
    inputs: &Inputs,
    map: &Codebook,
    counts: &[f64],
) -> Vec<Mark> {
    let majority = majority_labels(map, &inputs.data, &inputs.labels, inputs.classes.len());
    let most = counts.iter().copied().fold(1.0, f64::max);
    let mut marks = vec![with(
        cells(settings, Text::default(), Fill::Style(Style::of("ground"))),
        vec![0.96; counts.len()],
        Vec::new(),
    )];
    for (class, name) in inputs.classes.iter().enumerate() {
        let own = |unit: usize| majority[unit] == Some(class);
        let size = |unit: usize| match own(unit) {
            // Small ones stay visible.
            true => (counts[unit] / most).sqrt().max(0.2),
            false => 0.0,
        };
        let is_short = name.chars().count() <= LONGEST_NAME;
        let word = |unit: usize| match is_short && size(unit) >= ROOM_FOR_WORDS {
            true => name.clone(),
            false => String::new(),
        };
        let units = 0..counts.len();
        marks.push(with(
            cells(
                settings,
                Text::same(name),
                Fill::Style(Style::of(class_key(class))),
            ),
            units.clone().map(size).collect(),
            units.map(word).collect(),
        ));
    }
    marks
}

fn with(mark: Mark, new_sizes: Vec<f64>, words: Vec<String>) -> Mark {
    match mark {
        Mark::Cells {
            label,
            shape,
            x,
            y,
            fill,
            ..
        } => Mark::Cells {
            label,
            shape,
            x,
            y,
            sizes: new_sizes,
            fill,
            texts: words,
        },
        other => other,
    }
}

/// The weights of every unit as a picture, where the inputs are pictures.
fn pictures(settings: &SelfOrganisingMap, inputs: &Inputs, map: &Codebook) -> Option<Figure> {
    if map.units() > MOST_PICTURES {
        return None;
    }
    let encoder = inputs.encoder.as_ref()?;
    let mut size = None;
    let mut pictures = Vec::new();
    for weights in map.weights().chunks_exact(map.dimensions()) {
        let (picture, values) = encoder.as_picture(weights)?;
        size = Some(picture);
        pictures.push(Picture {
            caption: Text::default(),
            values,
        });
    }
    let size = size?;
    let mark = Mark::Images {
        label: Text::new("weight", "вес"),
        width: size.width,
        height: size.height,
        per_row: settings.lattice.columns,
        pictures,
        colours: Colours::Grey,
        shared_scale: true,
    };
    let title = match settings.lattice.topology {
        Topology::Rectangular => Text::new(
            "The weights of every unit, in the order of the lattice",
            "Веса каждого нейрона в порядке решётки",
        ),
        Topology::Hexagonal => Text::new(
            "The weights of every unit, in the order of the lattice (every second row belongs half \
             a unit further right)",
            "Веса каждого нейрона в порядке решётки (каждый второй ряд сдвинут на полнейрона вправо)",
        ),
    };
    let panel = Panel::new(Axis::default(), Axis::default(), vec![mark]);
    Some(Figure::single("weights", title, panel))
}

/// One component of the weights after the other, where they are few and neither a plane nor colours.
fn planes(settings: &SelfOrganisingMap, inputs: &Inputs, map: &Codebook) -> Option<Figure> {
    let dimensions = inputs.dimensions;
    let is_shown = (3..=MOST_PLANES).contains(&dimensions) && settings.data.is_some();
    if !is_shown {
        return None;
    }
    let weights = map.weights();
    let plane = |k: usize| {
        let component = weights.iter().skip(k).step_by(dimensions);
        let z = component.map(|w| inputs.unscaled(k, *w)).collect();
        let words = (inputs.names[k].clone(), Text::default());
        of_units(settings, words, z, Colours::Sequential)
    };
    let columns = if dimensions.is_multiple_of(3) { 3 } else { 4 };
    let title = Text::new(
        "Component planes: what the units expect of each feature",
        "Плоскости признаков: чего нейроны ожидают от каждого признака",
    );
    let panels = (0..dimensions).map(plane).collect();
    Some(Figure::grid("component_planes", title, columns, panels))
}
