//! The boxes of the categories over the points, at every vigilance.

use super::FuzzyArt;
use super::course::Course;
use super::inputs::Inputs;
use crate::experiment::adaptive_resonance::{joined, rho_is};
use crate::experiment::supervised::class_key;
use crate::outcome::Text;
use crate::outcome::figure::{Axis, Figure, Mark, Panel, Style};

/// `None` where the inputs have one feature only.
pub fn figure(settings: &FuzzyArt, inputs: &Inputs, courses: &[Course]) -> Option<Figure> {
    if inputs.names.len() < 2 {
        return None;
    }
    let panels = courses.iter().map(|course| panel(settings, inputs, course));
    let set = &inputs.set;
    let title = if inputs.names.len() == 2 {
        Text::new(
            format!("Categories of fuzzy ART: {set}"),
            format!("Категории нечёткой ART: {set}"),
        )
    } else {
        let features = inputs.names.len();
        Text::new(
            format!("Categories of fuzzy ART, two of {features} features: {set}"),
            format!("Категории нечёткой ART, два признака из {features}: {set}"),
        )
    };
    let columns = courses.len().min(if courses.len() == 4 { 2 } else { 3 });
    Some(Figure::grid("categories", title, columns, panels.collect()))
}

fn panel(settings: &FuzzyArt, inputs: &Inputs, course: &Course) -> Panel {
    let mut marks = points(inputs);
    if settings.complement_coding {
        marks.extend(boxes(inputs, course));
    } else {
        marks.push(templates(inputs, course));
    }
    let axis = |feature: usize| {
        let (low, high) = (
            inputs.unscaled(feature, -0.04),
            inputs.unscaled(feature, 1.04),
        );
        Axis::linear(Text::same(&inputs.names[feature])).from_to(low, high)
    };
    let count = course.categories();
    Panel::new(axis(0), axis(1), marks).titled(joined(
        rho_is(course.rho),
        Text::new(
            format!(": categories {count}"),
            format!(": категорий {count}"),
        ),
    ))
}

fn points(inputs: &Inputs) -> Vec<Mark> {
    let unlabelled = [String::new()];
    let classes = if inputs.classes.is_empty() {
        &unlabelled[..]
    } else {
        &inputs.classes
    };
    let of_class = |(class, name): (usize, &String)| {
        let mine = inputs.points.iter().zip(&inputs.labels);
        let mine = mine.filter(|(_, label)| **label == class);
        let (x, y) = mine
            .map(|(a, _)| (inputs.unscaled(0, a[0]), inputs.unscaled(1, a[1])))
            .unzip();
        Mark::Points {
            label: Text::same(name),
            style: Style::of(class_key(class)).radius(2.0),
            x,
            y,
        }
    };
    classes.iter().enumerate().map(of_class).collect()
}

fn boxes(inputs: &Inputs, course: &Course) -> Vec<Mark> {
    let label = Text::new("box of a category", "прямоугольник категории");
    let outline = |category: &crate::resonance::CategoryBox| {
        let corner = |end: usize, axis: usize| {
            let coordinate = [&category.lower, &category.upper][end][axis];
            inputs.unscaled(axis, coordinate)
        };
        Mark::Line {
            label: label.clone(),
            style: Style::of("potential").width(1.5),
            x: [0, 1, 1, 0, 0].map(|end| corner(end, 0)).to_vec(),
            y: [0, 0, 1, 1, 0].map(|end| corner(end, 1)).to_vec(),
        }
    };
    course.boxes.iter().map(outline).collect()
}

fn templates(inputs: &Inputs, course: &Course) -> Mark {
    let place = |w: &Vec<f64>| (inputs.unscaled(0, w[0]), inputs.unscaled(1, w[1]));
    let (x, y) = course.weights.iter().map(place).unzip();
    Mark::Points {
        label: Text::new("template w", "прототип w"),
        style: Style::of("potential").radius(4.0),
        x,
        y,
    }
}
