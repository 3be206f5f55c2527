//! What the first repeat shows of the plane its examples lie in; all in the units of the table.

use super::learn::{Prepared, nearest_neighbours};
use super::voronoi::borders;
use crate::experiment::supervised::{class_key, extent};
use crate::map::lvq::Lvq1;
use crate::outcome::Text;
use crate::outcome::figure::{Axis, Mark, Panel, Style};

/// Cells of the grid along either axis.
const GRID: usize = 120;
/// Most prototypes whose cells and paths can be told apart.
const MOST_SHOWN: usize = 60;

/// The regions of the classes by three methods, over the examples of the test.
pub struct Plane {
    classes: Vec<String>,
    names: [String; 2],
    x: (f64, f64),
    y: (f64, f64),
    /// Points of every class.
    points: Vec<Vec<[f64; 2]>>,
    lvq: Vec<usize>,
    means: Vec<usize>,
    /// Empty where not asked for.
    neighbours: Vec<usize>,
    /// Borders between prototypes, and between class means.
    lvq_borders: Vec<[[f64; 2]; 2]>,
    /// The way of every prototype, and its class.
    paths: Vec<(usize, Vec<[f64; 2]>)>,
    mean_points: Vec<(usize, [f64; 2])>,
}

impl Plane {
    /// `paths` are the weights of all prototypes at one look after the other.
    pub fn of(prepared: &Prepared, lvq: &Lvq1, means: &Lvq1, k: usize, paths: &[Vec<f64>]) -> Self {
        let (train, test) = (&prepared.train, &prepared.test);
        let both = |axis: usize| {
            let (a, b) = (extent(train, axis), extent(test, axis));
            (a.0.min(b.0), a.1.max(b.1))
        };
        let (x, y) = (both(0), both(1));
        let in_table = |point: &[f64]| [0, 1].map(|k| prepared.encoder.unscaled(k, point[k]));
        let middle = |(low, high): (f64, f64), cell: usize| {
            low + (high - low) * (cell as f64 + 0.5) / GRID as f64
        };
        let classified = |classify: &dyn Fn(&[f64]) -> usize| -> Vec<usize> {
            let cells = 0..GRID * GRID;
            cells
                .map(|cell| classify(&[middle(x, cell % GRID), middle(y, cell / GRID)]))
                .collect()
        };
        let of_class = |class: usize| {
            let rows = (0..test.rows()).filter(move |&row| test.labels[row] == class);
            rows.map(|row| in_table(test.input(row))).collect()
        };
        let places =
            |lvq: &Lvq1| -> Vec<[f64; 2]> { lvq.codebook().weights().as_chunks::<2>().0.to_vec() };
        let prototypes = places(lvq);
        let shown = if prototypes.len() <= MOST_SHOWN {
            prototypes.len()
        } else {
            0
        };
        let way = |unit: usize| {
            let at = |weights: &Vec<f64>| in_table(&weights[2 * unit..][..2]);
            (lvq.classes()[unit], paths.iter().map(at).collect())
        };
        let found = borders(&prototypes[..shown], [x.0, y.0], [x.1, y.1]);
        Plane {
            classes: train.classes.clone(),
            names: [0, 1].map(|k| train.feature_names[k].clone()),
            points: (0..train.classes.len()).map(of_class).collect(),
            lvq: classified(&|x| lvq.classify(x)),
            means: classified(&|x| means.classify(x)),
            neighbours: match k {
                0 => Vec::new(),
                k => classified(&|x| nearest_neighbours(train, k, x)),
            },
            lvq_borders: found
                .iter()
                .map(|(_, _, ends)| [in_table(&ends[0]), in_table(&ends[1])])
                .collect(),
            paths: (0..shown).map(way).collect(),
            mean_points: means
                .classes()
                .iter()
                .copied()
                .zip(places(means).iter().map(|point| in_table(point)))
                .collect(),
            x: (in_table(&[x.0, y.0])[0], in_table(&[x.1, y.1])[0]),
            y: (in_table(&[x.0, y.0])[1], in_table(&[x.1, y.1])[1]),
        }
    }

    /// The cells of the prototypes, the examples of the test and the ways of the prototypes.
    pub fn of_prototypes(&self, title: Text) -> Panel {
        let mut marks = vec![self.regions(&self.lvq)];
        let (mut x, mut y) = (Vec::new(), Vec::new());
        for [from, to] in &self.lvq_borders {
            x.extend([from[0], to[0], f64::NAN]);
            y.extend([from[1], to[1], f64::NAN]);
        }
        marks.push(Mark::Line {
            label: Text::new("cells of the prototypes", "ячейки прототипов"),
            style: Style::of("rest").width(1.3),
            x,
            y,
        });
        marks.extend(self.examples());
        for (class, way) in &self.paths {
            marks.push(Mark::Path {
                label: Text::default(),
                style: Style::of(class_key(*class)).width(1.2).radius(0.8),
                x: way.iter().map(|point| point[0]).collect(),
                y: way.iter().map(|point| point[1]).collect(),
            });
        }
        self.panel(marks, title)
    }

    /// The regions of the nearest class mean, and the means.
    pub fn of_means(&self, title: Text) -> Panel {
        let mut marks = vec![self.regions(&self.means)];
        marks.extend(self.examples());
        for (class, [x, y]) in &self.mean_points {
            marks.push(Mark::Points {
                label: Text::default(),
                style: Style::of(class_key(*class)).radius(9.0),
                x: vec![*x],
                y: vec![*y],
            });
        }
        self.panel(marks, title)
    }

    /// The regions of the nearest neighbours, where they were asked for.
    pub fn of_neighbours(&self, title: Text) -> Option<Panel> {
        let mut marks = vec![self.regions(&self.neighbours)];
        marks.extend(self.examples());
        (!self.neighbours.is_empty()).then(|| self.panel(marks, title))
    }

    fn regions(&self, class: &[usize]) -> Mark {
        Mark::Regions {
            columns: GRID,
            x: self.x,
            y: self.y,
            class: class.to_vec(),
            keys: (0..self.classes.len()).map(class_key).collect(),
        }
    }

    fn examples(&self) -> impl Iterator<Item = Mark> {
        let classes = self.points.iter().enumerate();
        classes.map(|(class, points)| Mark::Points {
            label: Text::same(&self.classes[class]),
            style: Style::of(class_key(class)).radius(2.2),
            x: points.iter().map(|point| point[0]).collect(),
            y: points.iter().map(|point| point[1]).collect(),
        })
    }

    fn panel(&self, marks: Vec<Mark>, title: Text) -> Panel {
        let axis = |k: usize, (low, high): (f64, f64)| {
            Axis::linear(Text::same(&self.names[k])).from_to(low, high)
        };
        let mut panel = Panel::new(axis(0, self.x), axis(1, self.y), marks).titled(title);
        panel.equal_aspect = true;
        panel
    }
}
