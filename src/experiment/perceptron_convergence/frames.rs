//! The line of the perceptron after chosen mistakes, and once around the cycle.

use super::cycling::Cycle;
use super::learning::{Lesson, Step};
use crate::experiment::threshold_logic::plane::{Frame, class_key, discs};
use crate::outcome::figure::{Mark, Panel, Style};
use crate::outcome::{Figure, Text};
use crate::threshold::{End, Unit};

/// Pictures of a learning.
const FRAMES: usize = 6;
/// Pictures of a cycle at most.
const MOST_CYCLE_FRAMES: usize = 8;

/// Two-dimensional examples and what they are called.
struct Scene<'a> {
    points: Vec<[f64; 2]>,
    classes: &'a [bool],
    frame: Frame,
    names: [Text; 2],
    labels: [Text; 2],
    radius: f64,
}

impl<'a> Scene<'a> {
    /// `None` unless the examples have two inputs.
    fn of(
        points: &[Vec<f64>],
        classes: &'a [bool],
        names: [Text; 2],
        labels: [Text; 2],
    ) -> Option<Self> {
        let pair = |point: &Vec<f64>| <[f64; 2]>::try_from(&point[..]).ok();
        let points: Vec<[f64; 2]> = points.iter().map(pair).collect::<Option<_>>()?;
        let range = |axis: usize| {
            let low = points.iter().map(|p| p[axis]).fold(f64::INFINITY, f64::min);
            let high = points
                .iter()
                .map(|p| p[axis])
                .fold(f64::NEG_INFINITY, f64::max);
            (low, high)
        };
        let (x, y) = (range(0), range(1));
        // A square, so that arrows stand upright on their lines.
        let half = 0.5 * (x.1 - x.0).max(y.1 - y.0).max(1e-9);
        let margin = if points.len() > 8 { 1.12 } else { 1.8 };
        let around = |(low, high): (f64, f64)| {
            let middle = (low + high) / 2.0;
            (middle - margin * half, middle + margin * half)
        };
        Some(Scene {
            radius: match points.len() {
                0..=8 => 10.0,
                9..=80 => 4.5,
                81..=400 => 3.0,
                _ => 2.0,
            },
            frame: Frame {
                x: around(x),
                y: around(y),
            },
            points,
            classes,
            names,
            labels,
        })
    }

    /// The answers after a step, with the example that it corrected in a ring.
    fn panel(&self, step: &Step, title: Text) -> Panel {
        let (bias, weights) = step.weights.split_last().expect("a bias");
        let unit = Unit::new(weights.to_vec(), -bias);
        let mut marks = self.frame.sides(&unit);
        let line = Text::new("the perceptron's line", "прямая перцептрона");
        let normal = Text::new("direction of the weights", "направление весов");
        let line_style = Style::of("potential").width(3.0);
        marks.extend(self.frame.line(&unit, line, line_style));
        let near = self.frame.middle();
        let normal_style = Style::of("whole").width(3.2);
        marks.extend(self.frame.normal(&unit, near, normal, normal_style));
        for class in [false, true] {
            let of_class = self.points.iter().zip(self.classes);
            let points: Vec<[f64; 2]> = of_class
                .filter(|(_, c)| **c == class)
                .map(|(p, _)| *p)
                .collect();
            let label = self.labels[usize::from(class)].clone();
            marks.extend(discs(&points, label, class_key(class), self.radius));
        }
        marks.extend(self.ring(step.example));
        self.frame.panel(self.names.clone(), marks).titled(title)
    }

    /// The example that was corrected, in a ring.
    fn ring(&self, example: usize) -> [Mark; 3] {
        let point = self.points[example];
        let disc = |label: Text, key: &str, radius: f64| Mark::Points {
            label,
            style: Style::of(key).radius(radius),
            x: vec![point[0]],
            y: vec![point[1]],
        };
        let label = Text::new(
            "the example just corrected",
            "только что исправленный пример",
        );
        let key = class_key(self.classes[example]);
        [
            disc(label, "stimulus", self.radius + 6.5),
            disc(Text::default(), "potential", self.radius + 2.0),
            disc(Text::default(), key, self.radius + 0.5),
        ]
    }
}

/// Steps that spread over a learning, the first and the last among them.
fn chosen(steps: usize) -> Vec<usize> {
    if steps == 0 {
        return Vec::new();
    }
    let last = (steps - 1) as f64;
    let places = (0..FRAMES).map(|i| {
        let share = i as f64 / (FRAMES - 1) as f64;
        // More of the beginning, where the line turns fastest.
        (last * share * share).round() as usize
    });
    let mut places: Vec<usize> = places.collect();
    places.dedup();
    places
}

/// The examples learned from; `None` for other than two inputs.
fn scene(lesson: &Lesson) -> Option<Scene<'_>> {
    let named = &lesson.named;
    let [x, y] = &named.names[..] else {
        return None;
    };
    let labels = named.class_names.each_ref();
    let labels =
        labels.map(|name| Text::new(format!("class {}", name.en), format!("класс {}", name.ru)));
    let names = [Text::same(x), Text::same(y)];
    Scene::of(&named.points, &named.classes, names, labels)
}

/// "correction 3, pass 1".
fn title(lesson: &Lesson, place: usize) -> Text {
    let (number, pass) = (place + 1, lesson.steps[place].pass + 1);
    let is_end = number == lesson.steps.len() && lesson.end == End::Converged;
    let (all, russian_all) = if is_end {
        (": all right", ": всё верно")
    } else {
        ("", "")
    };
    Text::new(
        format!("correction {number}, pass {pass}{all}"),
        format!("исправление {number}, проход {pass}{russian_all}"),
    )
}

/// The line after chosen mistakes; `None` for other than two inputs, or without mistakes.
pub fn learning(lesson: &Lesson) -> Option<Figure> {
    let scene = scene(lesson)?;
    let frame = |place: usize| scene.panel(&lesson.steps[place], title(lesson, place));
    let panels: Vec<Panel> = chosen(lesson.steps.len()).into_iter().map(frame).collect();
    let words = Text::new(
        "The perceptron learns from each mistake: w ← w + y x",
        "Перцептрон учится на каждой ошибке: w ← w + y x",
    );
    let columns = if panels.len() <= 4 { 2 } else { 3 };
    (!panels.is_empty()).then(|| Figure::grid("learning", words, columns, panels))
}

/// Once around the cycle; `None` for other than two inputs.
pub fn cycling(cycle: &Cycle) -> Option<Figure> {
    let names = ["x₁", "x₂"].map(Text::same);
    let labels = ["y = 0", "y = 1"].map(Text::same);
    let scene = Scene::of(&cycle.points, &cycle.classes, names, labels)?;
    let steps = cycle.one_period().take(MOST_CYCLE_FRAMES);
    let panels = steps.enumerate().map(|(number, step)| {
        let weights = step.weights.iter().map(|w| format!("{}", w + 0.0));
        let weights = weights.collect::<Vec<_>>().join(", ").replace('-', "−");
        let title = Text::same(format!("{}: w = ({weights})", number + 1));
        scene.panel(step, title)
    });
    let panels: Vec<Panel> = panels.collect();
    let title = match cycle.end {
        End::Cycling { .. } => Text::new(
            "Where no line separates, the weights return: the perceptron cycles",
            "Если прямой нет, веса возвращаются: перцептрон ходит по кругу",
        ),
        _ => Text::new(
            "The perceptron on a truth table",
            "Перцептрон на таблице истинности",
        ),
    };
    let columns = panels.len().min(4);
    (!panels.is_empty()).then(|| Figure::grid("cycling", title, columns, panels))
}
